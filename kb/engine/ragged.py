"""Rows of different lengths in two flat arrays, so that they can be written and mapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ragged:
    """Row i is ``flat[starts[i]:starts[i + 1]]``; ``starts`` (n + 1,) int64 begins with 0."""

    starts: NDArray[np.int64]
    flat: NDArray[Any]

    @classmethod
    def of(cls, rows: Sequence[NDArray[Any]], dtype: Any = None) -> Ragged:
        """Rows given one by one.

        >>> Ragged.of([np.array([5, 2]), np.array([], int), np.array([7])]).starts.tolist()
        [0, 2, 2, 3]
        """
        starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        flat = np.concatenate([np.empty(0, dtype or np.int64), *rows])
        return cls(starts, flat.astype(dtype) if dtype else flat)

    @classmethod
    def empty(cls, count: int) -> Ragged:
        """``count`` rows without anything in them."""
        return cls(np.zeros(count + 1, np.int64), np.empty(0, np.uint16))

    def take(self, at: NDArray[np.intp]) -> Ragged:
        """The rows ``at``, in that order.

        >>> Ragged.of([np.array([5, 2]), np.array([7])]).take(np.array([1, 0, 1])).flat.tolist()
        [7, 5, 2, 7]
        """
        lengths = self.starts[at + 1] - self.starts[at]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        # Where each element stands in ``flat``: the start of its row, and how far it is in it.
        inside = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
        return Ragged(starts, self.flat[np.repeat(self.starts[at], lengths) + inside])

    def followed_by(self, other: Ragged) -> Ragged:
        """These rows and then those of ``other``."""
        starts = np.concatenate([self.starts, other.starts[1:] + self.starts[-1]])
        return Ragged(starts, np.concatenate([self.flat, other.flat]))

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1
