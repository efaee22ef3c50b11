"""Articles that look like the answer to a question and are not: what training learns from most.

Hard negatives by BM25 as in Karpukhin et al., Dense Passage Retrieval, 2020; by the model itself
as in Xiong et al., Approximate Nearest Neighbor Negative Contrastive Learning, 2021 (one round).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from bm25 import BM25
from data import Article, Question
from tokenizers import Tokenizer
from vocabulary import Words

#: Questions compared with all articles at once: bounds the memory.
GROUP = 500
#: More than are wanted, since the right answers among them are left out.
SPARE = 30


def by_words(
    articles: Sequence[Article], questions: Sequence[Question], tokenizer: Tokenizer, count: int
) -> list[list[int]]:
    """For each question the numbers of the first ``count`` articles by BM25, answers left out."""
    bm25 = BM25([article.passage for article in articles], tokenizer)
    return [_wrong(question, articles, bm25.scores(question.text), count) for question in questions]


def by_meaning(
    articles: Sequence[Article],
    questions: Sequence[Question],
    words: Words,
    vectors: np.ndarray,
    count: int,
) -> list[list[int]]:
    """The same by the cosine under ``vectors`` (words, dimensions)."""
    passages = _mean([article.passage for article in articles], words, vectors)
    found: list[list[int]] = []
    for start in range(0, len(questions), GROUP):
        group = questions[start : start + GROUP]
        scores = _mean([question.text for question in group], words, vectors) @ passages.T
        for question, row in zip(group, scores, strict=True):
            found.append(_wrong(question, articles, row, count))
    return found


def _wrong(
    question: Question, articles: Sequence[Article], scores: np.ndarray, count: int
) -> list[int]:
    best = np.argpartition(-scores, count + SPARE)[: count + SPARE]
    best = best[np.lexsort((best, -scores[best]))]
    return [i for i in best.tolist() if articles[i].key not in question.gold][:count]


def _mean(texts: Sequence[str], words: Words, vectors: np.ndarray) -> np.ndarray:
    """Unit vectors of ``texts``: float32 of shape (texts, dimensions)."""
    rows = np.zeros((len(texts), vectors.shape[1]), np.float32)
    for row, ids in zip(rows, words(texts), strict=True):
        if ids:
            row[:] = vectors[ids].mean(axis=0)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
