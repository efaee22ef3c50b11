"""How alike texts are, all with all, and the best pairs of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

    def learn(self, texts: Iterable[str]) -> None:
        """Make those vectors at once: many at a time are made faster."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.encode(new), strict=True))

    def alike(self, texts: Sequence[str], others: Sequence[str]) -> Matrix:
        """How near each text is to each other in meaning, from 0 to 1: (texts, others)."""
        self.learn((*texts, *others))
        (rows, row), (columns, column) = self._vectors(texts), self._vectors(others)
        return (rows @ columns.T).clip(0, 1)[row[:, None], column]

    def _vectors(self, texts: Sequence[str]) -> tuple[Vectors, NDArray[np.intp]]:
        """The vector of each distinct text, and which of them each text has."""
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        empty = np.empty((0, self._embedder.dim), np.float32)
        vectors = np.array([self._known[text] for text in places]) if places else empty
        return vectors, np.array([places[text] for text in texts], np.intp)


class Bigrams:
    """The pairs of neighbouring characters of texts, of each text a pair once."""

    def __init__(self, texts: Sequence[str], *, rare: bool = False) -> None:
        """``rare``: a pair counts the more, the fewer texts have it."""
        numbers: dict[str, int] = {}
        self._texts = [
            np.array([numbers.setdefault(each, len(numbers)) for each in _bigrams(text)], np.intp)
            for text in texts
        ]
        having = np.bincount(_joined(self._texts), minlength=len(numbers))
        self._weights = np.log1p(len(texts) / having) if rare else np.ones(len(numbers))
        self._own = np.array([self._weights[text].sum() for text in self._texts], np.float32)

    def within(self, texts: Sequence[int], others: Sequence[int]) -> tuple[Matrix, Matrix]:
        """What part of each text's pairs (from 0 to 1) each other has, too, and the reverse.

        Both (texts, others), by their places; zero for a text without any.
        """
        rows, columns = ([self._texts[n] for n in places] for places in (texts, others))
        common = np.intersect1d(_joined(rows), _joined(columns))
        shared = self._held(rows, common) @ self._held(columns, common).T
        own = np.maximum(self._own, 1e-9)
        return shared / own[list(texts), None], shared / own[list(others)]

    def _held(self, texts: Sequence[NDArray[np.intp]], among: NDArray[np.intp]) -> Matrix:
        """For each text which of ``among``, ascending, it has, by the root of its weight."""
        held = np.zeros((len(texts), len(among)), np.float32)
        rows = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        pairs = _joined(texts)
        kept = np.isin(pairs, among)
        pairs = pairs[kept]
        held[rows[kept], np.searchsorted(among, pairs)] = np.sqrt(self._weights[pairs])
        return held


def _joined(arrays: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    return np.concatenate([np.empty(0, np.intp), *arrays])


def _bigrams(text: str) -> set[str]:
    """Of a single character that one alone.

    >>> sorted(_bigrams("出庭率")), _bigrams("率"), _bigrams("")
    (['出庭', '庭率'], {'率'}, set())
    """
    return {text[at : at + 2] for at in range(max(1, len(text) - 1))} - {""}


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
