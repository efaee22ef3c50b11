"""Make the bundled model: ``python benchmarks/training/train.py --shared ../shared --out DIR``.

Words from the laws and questions, their meaning from multilingual-e5-small, then training by
contrast on pairs of texts that belong together, twice: the first model finds the look-alikes
that the second learns to tell apart. With ``--ranker FILE`` the ranker of `kb.ranking` is fitted
after that, on models that have not seen the questions it is fitted on. See README.md.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from contrastive import Settings, train
from data import (
    Article,
    Key,
    Pair,
    Question,
    article_pairs,
    paragraph_pairs,
    question_pairs,
    read_articles,
    read_paragraphs,
    read_questions,
)
from lookalikes import by_meaning, by_words
from ranker import Queries, Ranking
from safetensors.numpy import save as to_bytes
from vocabulary import (
    Words,
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
#: Words of questions and paragraphs count this often: people's own words (老板, 房产证) are rare
#: in laws and must not be crowded out of the vocabulary.
WEIGHT_OF_QUESTIONS = 3
#: Root mean square of the vectors' coordinates before training. Adam moves every coordinate by
#: about its rate at each step, so this decides how far training may turn a word's vector.
SCALE = 0.07
#: Every question–answer pair is shown this often, each time with other look-alikes.
COPIES = 6
COPIES_OF_PARAGRAPHS = 3
#: Look-alikes of a question: the first so many by words, and as many by the first model.
LOOKALIKES = 50
NEGATIVES = 8
#: Questions are dealt into this many parts; the ranker is fitted on each part with a model that
#: has not seen it.
PARTS = 3

HERE = Path(__file__).parent

logger = logging.getLogger(__name__)


def main() -> None:
    """Read the data, train, write the model folder and the ranker."""
    options = _arguments()
    logging.basicConfig(level=logging.INFO, format="%(relativeCreated)7d ms  %(message)s")
    training = Training(options.shared / "stard", options.cache, options.seed)
    every = training.queries
    logger.info("training on %d questions", len(every.questions))
    training.find_lookalikes(training.vectors(every))
    logger.info("training again, with look-alikes of the first model")
    training.save(options.out, training.vectors(every))
    logger.info("written to %s", options.out)
    if options.ranker:
        ranking = Ranking(training.articles, training.paragraphs)
        for part in range(PARTS):
            seen, unseen = training.dealt(part)
            with tempfile.TemporaryDirectory() as folder:
                training.save(Path(folder), training.vectors(seen))
                ranking.observe(Path(folder), seen, unseen, options.seed)
            logger.info("part %d of %d asked of a model without it", part + 1, PARTS)
        ranking.fit(options.out, every, options.seed).save(options.ranker)
        logger.info("written to %s", options.ranker)


class Training:
    """The data, the vocabulary, the words' first vectors and the look-alikes of each question."""

    def __init__(self, stard: Path, cache: Path, seed: int) -> None:
        self._seed = seed
        self.articles = read_articles(stard / "corpus.jsonl")
        self.questions = read_questions(stard / "train.jsonl", real=True)
        self.questions += read_questions(HERE / "questions.jsonl", real=False)
        self.paragraphs = read_paragraphs(HERE / "paragraphs.jsonl")
        passages = [article.passage for article in self.articles]
        asked = [question.text for question in self.questions]
        asked += [text for p in self.paragraphs for text in (p.passage, *p.queries)]
        words = choose_words(count_words(passages + asked * WEIGHT_OF_QUESTIONS), VOCABULARY)
        self._tokenizer = make_tokenizer(words)
        self._words = Words(self._tokenizer)
        logger.info("%d words chosen; what does each mean?", len(words))
        meaning = reduced(e5_vectors(list(words), cache), DIMENSIONS)
        rarity = inverse_document_frequency(self._words(passages + asked), len(words) + 1)
        # Row 0 is the unknown word's.
        vectors = np.vstack([np.zeros(DIMENSIONS), meaning]) * rarity[:, None]
        self._first = vectors * (SCALE / np.sqrt(np.mean(vectors**2)))
        logger.info("look-alikes by words")
        found = by_words(self.articles, self.questions, self._tokenizer, LOOKALIKES)
        self._lookalikes = dict(zip(self.questions, found, strict=True))

    def find_lookalikes(self, vectors: np.ndarray) -> None:
        """Add to each question's look-alikes the articles nearest to it by ``vectors``."""
        near = by_meaning(self.articles, self.questions, self._words, vectors, LOOKALIKES)
        for question, articles in zip(self.questions, near, strict=True):
            self._lookalikes[question] = list(dict.fromkeys(self._lookalikes[question] + articles))

    @property
    def queries(self) -> Queries:
        """All there is to learn from."""
        return Queries(self.questions, self.paragraphs)

    def dealt(self, part: int) -> tuple[Queries, Queries]:
        """All but the ``part``-th of ``PARTS``, and that part."""

        def those(inside: bool) -> Queries:
            return Queries(
                [q for n, q in enumerate(self.questions) if (n % PARTS == part) is inside],
                [p for n, p in enumerate(self.paragraphs) if (n % PARTS == part) is inside],
            )

        return those(False), those(True)

    def vectors(self, queries: Queries) -> np.ndarray:
        """The words' vectors after training on the articles and ``queries``.

        The same seed gives the same. Float32 of shape (words + 1, dimensions).
        """
        chance = random.Random(self._seed)
        pairs = [
            *article_pairs(self.articles, chance),
            *paragraph_pairs(queries.paragraphs, COPIES_OF_PARAGRAPHS),
            *self._question_pairs(queries.questions, chance),
        ]
        return train(self._first, pairs, self._words, Settings(seed=self._seed))

    def _question_pairs(self, questions: Sequence[Question], chance: random.Random) -> list[Pair]:
        by_key: dict[Key, list[Article]] = defaultdict(list)
        for article in self.articles:
            by_key[article.key].append(article)
        pairs: list[Pair] = []
        for question in questions:
            pairs += question_pairs(
                question,
                # Sorted, since the order of a set of strings differs from run to run.
                [article for key in sorted(question.gold) for article in by_key[key]],
                [self.articles[i] for i in self._lookalikes[question]],
                copies=COPIES,
                negatives=NEGATIVES,
                chance=chance,
            )
        return pairs

    def save(self, folder: Path, vectors: np.ndarray) -> None:
        """Write the model in the layout that model2vec and sentence-transformers both read.

        The files are those of model2vec's ``StaticModel.save_pretrained``. Vectors are float16:
        half the size of float32, and unlike int8 something sentence-transformers can compute
        with.
        """
        folder.mkdir(parents=True, exist_ok=True)
        weights = {"embeddings": vectors.astype(np.float16)}
        (folder / "model.safetensors").write_bytes(to_bytes(weights))
        self._tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
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
    parser.add_argument("--ranker", type=Path, help="file to write the ranker to")
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
