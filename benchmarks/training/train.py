"""Make the bundled model: ``python benchmarks/training/train.py --shared ../shared --out DIR``.

Words from the laws and questions, their meaning from multilingual-e5-small, then training by
contrast on pairs of texts that belong together. See README.md beside this file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from bm25 import BM25
from contrastive import Settings, train
from data import (
    Article,
    Pair,
    Question,
    article_pairs,
    question_pairs,
    read_articles,
    read_questions,
)
from safetensors.numpy import save_file
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
#: Every question–answer pair is shown this often, each time with other look-alikes.
COPIES = 6
#: Look-alikes are drawn from the first this many that BM25 finds.
LOOKALIKES = 60
NEGATIVES = 4


def main() -> None:
    """Read the data, train, write the model folder."""
    options = _arguments()
    stard = options.shared / "stard"
    articles = read_articles(stard / "corpus.jsonl")
    questions = read_questions(stard / "train.jsonl")

    _say("words")
    texts = [article.passage for article in articles] + [question.text for question in questions]
    words = choose_words(count_words(texts), VOCABULARY)
    tokenizer = make_tokenizer(words)

    _say("what each word means")
    idf = inverse_document_frequency(tokenize(tokenizer, texts), len(words) + 1)
    meaning = reduced(e5_vectors(list(words), options.cache), DIMENSIONS)
    vectors = np.vstack([np.zeros(DIMENSIONS), meaning]) * idf[:, None]

    _say("pairs")
    pairs = make_pairs(articles, questions, tokenizer, options.seed)

    _say(f"training on {len(pairs)} pairs")
    vectors = train(
        vectors, pairs, lambda some: tokenize(tokenizer, some), Settings(seed=options.seed)
    )
    save(options.out, vectors, tokenizer)
    _say(f"written to {options.out}")


def make_pairs(
    articles: list[Article], questions: list[Question], tokenizer: Tokenizer, seed: int
) -> list[Pair]:
    """All pairs to train on; the same ``seed`` gives the same."""
    chance = random.Random(seed)
    pairs = list(article_pairs(articles, chance))
    bm25 = BM25([article.passage for article in articles], tokenizer)
    for question in questions:
        best = np.argsort(-bm25.scores(question.text), kind="stable")[:LOOKALIKES]
        pairs += question_pairs(
            question,
            [article for article in articles if article.key in question.gold],
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

    The files are those of model2vec's ``StaticModel.save_pretrained``; vectors are float16,
    half the size of float32 (README.md tells what that costs), since sentence-transformers
    cannot compute with int8.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    # The vectors are scaled as a whole, which changes no cosine, to use float16's range well.
    scaled = vectors / np.sqrt(np.mean(vectors**2))
    save_file({"embeddings": scaled.astype(np.float16)}, folder / "model.safetensors")
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


def _say(what: str, started: float = time.monotonic()) -> None:
    print(f"[{time.monotonic() - started:5.0f} s] {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
