"""Judge a model: ``python benchmarks/training/evaluate.py --shared ../shared --model DIR``.

Prints R@10, R@100 and nDCG@10 (ir-measures' definitions) of BM25, of the vectors alone and of
both fused, on lay questions kept from training (STARD's) and on short questions of staff.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import ir_measures
import numpy as np
from bm25 import BM25
from data import Article, Key, Question, read_articles, read_questions
from ir_measures import R, nDCG
from model2vec import StaticModel

MEASURES = (R @ 10, R @ 100, nDCG @ 10)
DEPTH = 100
#: Share of the cosine in the fused score; the rest is BM25 divided by its best.
COSINE_SHARE = 0.8
HERE = Path(__file__).parent

Scores = Callable[[str], np.ndarray]


def main() -> None:
    """Print one table for each set of questions."""
    options = _arguments()
    articles = read_articles(options.shared / "stard" / "corpus.jsonl")
    model = StaticModel.from_pretrained(str(options.model), quantize_to=options.dtype)
    passages = [article.passage for article in articles]
    started = time.perf_counter()
    vectors = model.encode(passages, max_length=None)
    speed = len(passages) / (time.perf_counter() - started)
    print(f"{len(passages)} passages, {model.dim} dimensions, {speed:.0f} passages/s\n")
    bm25 = BM25(passages, model.tokenizer)

    def cosine(query: str) -> np.ndarray:
        return vectors @ model.encode(query, max_length=None)

    def fused(query: str) -> np.ndarray:
        keyword = bm25.scores(query)
        return COSINE_SHARE * cosine(query) + (1 - COSINE_SHARE) * keyword / (keyword.max() or 1)

    modes: dict[str, Scores] = {"BM25": bm25.scores, "vectors": cosine, "fused": fused}
    for name, questions in question_sets(options.shared / "stard").items():
        print(f"| {name} ({len(questions)}) | {' | '.join(map(str, MEASURES))} |")
        print("|---" * (len(MEASURES) + 1) + "|")
        for mode, scores in modes.items():
            figures = measure(questions, articles, scores)
            print(f"| {mode} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")
        print()
        if options.hits:
            show_hits(questions, articles, fused, options.hits)


def question_sets(stard: Path) -> dict[str, list[Question]]:
    """The sets to judge by, none of whose questions was trained on.

    ``unseen`` are those of ``dev`` none of whose answers answers a training question either.
    """
    dev = read_questions(stard / "dev.jsonl")
    trained = {key for question in read_questions(stard / "train.jsonl") for key in question.gold}
    return {
        "dev": dev,
        "unseen": [question for question in dev if not question.gold & trained],
        "staff": read_questions(HERE / "staff.jsonl"),
    }


def measure(questions: list[Question], articles: list[Article], scores: Scores) -> list[float]:
    """Mean of each of ``MEASURES`` over ``questions`` when articles are ranked by ``scores``."""
    judged = [
        ir_measures.Qrel(question.text, _name(key), 1)
        for question in questions
        for key in question.gold
    ]
    ranked = [
        ir_measures.ScoredDoc(question.text, _name(articles[i].key), float(score))
        for question in questions
        for i, score in _best(scores(question.text), articles)
    ]
    means = ir_measures.calc_aggregate(MEASURES, judged, ranked)
    return [means[each] for each in MEASURES]


def show_hits(
    questions: list[Question], articles: list[Article], scores: Scores, count: int
) -> None:
    """Print the first ``count`` articles for each question, the right ones marked."""
    for question in questions:
        print(question.text)
        for i, score in _best(scores(question.text), articles)[:count]:
            mark = "*" if articles[i].key in question.gold else " "
            opening = articles[i].text[:50].replace("\n", " ")
            print(f"  {mark} {score:.3f} {_name(articles[i].key)} {opening}")


def _best(scores: np.ndarray, articles: list[Article]) -> list[tuple[int, float]]:
    """The first ``DEPTH`` articles; of those that stand twice in the corpus, the better one."""
    best: dict[Key, int] = {}
    for i in np.argsort(-scores, kind="stable")[: 2 * DEPTH].tolist():
        best.setdefault(articles[i].key, i)
    return [(i, float(scores[i])) for i in list(best.values())[:DEPTH]]


def _name(key: Key) -> str:
    return f"{key.law}{key.article}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder that holds stard/")
    parser.add_argument("--model", type=Path, required=True, help="folder of the model")
    parser.add_argument(
        "--dtype",
        choices=("float32", "float16", "int8"),
        default="float32",
        help="what to compute with; numpy sums float32 fastest",
    )
    parser.add_argument("--hits", type=int, default=0, help="hits to print for each question")
    options = parser.parse_args()
    if not options.model.is_dir():  # model2vec would look for it on the internet
        parser.error(f"no such folder: {options.model}")
    return options


if __name__ == "__main__":
    main()
