"""Make the bundled model: ``python benchmarks/training/train.py --shared ../shared --out DIR``.

Words from the laws and questions, their meaning from multilingual-e5-small, then training by
contrast on pairs of texts that belong together. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from bm25 import BM25
from contrastive import Settings, train
from data import (
    Article,
    Key,
    Pair,
    Question,
    article_pairs,
    question_pairs,
    read_articles,
    read_questions,
)
from safetensors.numpy import save as to_bytes
from tokenizers import Tokenizer
from vocabulary import (
    choose_words,
    count_words,
    e5_vectors,
    inverse_document_frequency,
    make_tokenizer,
    reduced,
)

#: Words and characters: as many as float16 vectors and the tokenizer leave below 16 MB.
VOCABULARY = 29_500
DIMENSIONS = 256
#: Root mean square of the vectors' coordinates before training. Adam moves every coordinate by
#: about its rate at each step, so this decides how far training may turn a word's vector.
SCALE = 0.1
#: Every question–answer pair is shown this often, each time with other look-alikes.
COPIES = 6
#: Look-alikes are drawn from the first this many that BM25 finds.
LOOKALIKES = 60
NEGATIVES = 8

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the data, train, write the model folder."""
    options = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms  %(message)s")
    articles = read_articles(options.shared / "stard" / "corpus.jsonl")
    questions = read_questions(options.shared / "stard" / "train.jsonl")
    texts = [article.passage for article in articles] + [question.text for question in questions]

    words = choose_words(count_words(texts), VOCABULARY)
    tokenizer = make_tokenizer(words)
    logger.info("%d words chosen; what does each mean?", len(words))
    vectors = starting_vectors(list(words), tokenize(tokenizer, texts), options.cache)
    logger.info("pairs")
    pairs = make_pairs(articles, questions, tokenizer, options.seed)
    logger.info("training on %d pairs", len(pairs))
    vectors = train(vectors, pairs, partial(tokenize, tokenizer), Settings(seed=options.seed))
    save(options.out, vectors, tokenizer)
    logger.info("written to %s", options.out)


def starting_vectors(words: list[str], texts: list[list[int]], cache: Path) -> np.ndarray:
    """e5's meaning of each word, weighted by its rarity in ``texts`` (as word numbers).

    Shape (words + 1, dimensions); row 0 is the unknown word's and all zero.
    """
    meaning = reduced(e5_vectors(words, cache), DIMENSIONS)
    rarity = inverse_document_frequency(texts, len(words) + 1)
    vectors = np.vstack([np.zeros(DIMENSIONS), meaning]) * rarity[:, None]
    return vectors * (SCALE / np.sqrt(np.mean(vectors**2)))


def make_pairs(
    articles: list[Article], questions: list[Question], tokenizer: Tokenizer, seed: int
) -> list[Pair]:
    """All pairs to train on; the same ``seed`` gives the same."""
    chance = random.Random(seed)
    pairs = list(article_pairs(articles, chance))
    bm25 = BM25([article.passage for article in articles], tokenizer)
    by_key: dict[Key, list[Article]] = defaultdict(list)
    for article in articles:
        by_key[article.key].append(article)
    for question in questions:
        best = np.argsort(-bm25.scores(question.text), kind="stable")[:LOOKALIKES]
        pairs += question_pairs(
            question,
            # Sorted, since the order of a set of strings differs from run to run.
            [article for key in sorted(question.gold) for article in by_key[key]],
            [articles[i] for i in best if articles[i].key not in question.gold],
            copies=COPIES,
            negatives=NEGATIVES,
            chance=chance,
        )
    return pairs


def tokenize(tokenizer: Tokenizer, texts: Sequence[str]) -> list[list[int]]:
    """For each text the numbers of its known words."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [[number for number in encoding.ids if number] for encoding in encodings]


def save(folder: Path, vectors: np.ndarray, tokenizer: Tokenizer) -> None:
    """Write the model in the layout that model2vec and sentence-transformers both read.

    The files are those of model2vec's ``StaticModel.save_pretrained``. Vectors are float16: half
    the size of float32, and unlike int8 something sentence-transformers can compute with.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = {"embeddings": vectors.astype(np.float16)}
    (folder / "model.safetensors").write_bytes(to_bytes(weights))
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    kind = "sentence_transformers.models"
    modules = [
        {"idx": 0, "name": "0", "path": ".", "type": f"{kind}.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": f"{kind}.Normalize"},
    ]
    config = {"model_type": "model2vec", "normalize": True, "max_length": None}
    for name, content in (("modules", modules), ("config", config)):
        (folder / f"{name}.json").write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds stard/")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the model to")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(tempfile.gettempdir()) / "kb-training",
        help="folder that keeps e5's vectors of the words between runs",
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
