"""How alike texts are, all with all, and the best pairs of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding import Embedder, Vectors

Matrix = NDArray[np.float32]


class Meanings:
    """The vectors of texts, each made once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, NDArray[np.float32]] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(new, self._embedder.encode(new), strict=True))
        if not texts:
            return np.zeros((0, self._embedder.dim), np.float32)
        return np.stack([self._known[text] for text in texts])

    def alike(self, texts: Sequence[str], others: Sequence[str]) -> Matrix:
        """How near each text is to each other in meaning, from 0 to 1: (texts, others)."""
        return (self.of(texts) @ self.of(others).T).clip(0, 1)


def shared_bigrams(texts: Sequence[str], *, rare: bool = False) -> Matrix:
    """How many of its pairs of neighbouring characters each text has in each other: (n, n).

    Row i, column j: how much of the bigrams of text i (from 0 to 1) text j has, too. With
    ``rare`` a bigram counts the more the fewer texts have it. Zero for a text without any.
    """
    columns: dict[str, int] = {}
    places = [
        (row, columns.setdefault(bigram, len(columns)))
        for row, text in enumerate(texts)
        for bigram in {text[at : at + 2] for at in range(max(1, len(text) - 1)) if text}
    ]
    held = np.zeros((len(texts), len(columns)), np.float32)
    if not places:
        return np.zeros((len(texts), len(texts)), np.float32)
    held[tuple(np.array(places).T)] = 1
    if rare:
        held *= np.sqrt(np.log1p(len(texts) / held.sum(axis=0)))
    shared = held @ held.T
    own = np.diag(shared)[:, None]
    return np.divide(shared, own, out=np.zeros_like(shared), where=own > 0)


def best_pairs(scores: NDArray[Any], least: float) -> list[tuple[int, int]]:
    """Pairs (row, column) of at least that score, the best first, no row or column twice."""
    rows, columns = np.nonzero(scores >= least)
    order = np.argsort(-scores[rows, columns], kind="stable")
    pairs: list[tuple[int, int]] = []
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if row not in taken_rows and column not in taken_columns:
            taken_rows.add(row)
            taken_columns.add(column)
            pairs.append((row, column))
    return pairs
