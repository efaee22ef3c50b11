"""Vectors of passages, what else ranking wants of them, and the exact search among them.

One product of the whole matrix with the query takes 1.4 ms for 58,000 passages of 256
dimensions on two cores, 3.9 ms for 147,000: exact goes further than the corpora at hand,
so there is no approximate index. This module is the one place to change that.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.engine.base import Entry, Scored, damaged, missing
from kb.engine.ragged import Ragged

Vector = NDArray[np.float32]
Ids = NDArray[np.int64]
Places = NDArray[np.uint32]

_IDS, _ROWS = "passage_ids.npy", "vectors.npy"
_STARTS, _WORDS, _PLACES = "word_starts.npy", "words.npy", "places.npy"

#: Columns of ``VectorIndex.places``.
DOCUMENT, SECTION, REPORT = range(3)


def places_of(entries: Iterable[Entry]) -> Places:
    """For each entry a number of its document, one of its section, and 1 for a report: (n, 3).

    The numbers are checksums: the same from build to build, whatever else is in the index.
    """
    rows = [(document_number(e.doc_id), _number(e.doc_id, e.heading), e.report) for e in entries]
    return np.array(rows, np.uint32).reshape(-1, 3)


def document_number(doc_id: str) -> int:
    """What `places_of` calls a document by."""
    return _number(doc_id)


def _number(*names: str) -> int:
    return crc32("\n".join(names).encode("utf-8", "surrogatepass"))


class VectorIndex:
    """Rows of float32, of length 1 (or 0 for a text without words), one a passage.

    ``ids`` (n,) int64 ascending; ``rows`` (n, dim), row i is passage ``ids[i]``; ``words``, for
    each the numbers of its distinct words in the embedding model, none where the model has no
    words; ``places`` (n, 3), see `places_of`. On disk they are .npy files; rows and words are
    mapped, not read, when the index is opened.
    """

    def __init__(self, ids: Ids, rows: Vector, words: Ragged, places: Places) -> None:
        self.ids, self._rows, self.words, self.places = ids, rows, words, places

    @classmethod
    def empty(cls, dim: int) -> VectorIndex:
        """An index of no passages, for vectors of length ``dim``."""
        none = np.empty(0, np.int64)
        rows, places = np.empty((0, dim), np.float32), np.empty((0, 3), np.uint32)
        return cls(none, rows, Ragged.empty(0), places)

    @classmethod
    def open(cls, folder: Path) -> VectorIndex:
        """The index in ``folder``; UserError when it is missing or damaged."""
        if not (folder / _IDS).exists():
            raise missing(folder)
        try:
            ids = np.load(folder / _IDS)
            rows = np.load(folder / _ROWS, mmap_mode="r")
            words = Ragged(np.load(folder / _STARTS), np.load(folder / _WORDS, mmap_mode="r"))
            places = np.load(folder / _PLACES)
        except Exception as error:  # numpy's reader of headers raises whatever Python's does
            raise damaged(folder) from error
        sound = ids.dtype == np.int64 and rows.dtype == np.float32
        sound = sound and ids.ndim == 1 and rows.ndim == 2 and words.starts.ndim == 1
        lengths = {len(ids), len(rows), len(words), len(places)}
        if not sound or len(lengths) > 1 or words.starts[-1] != len(words.flat):
            raise damaged(folder)
        return cls(ids, rows, words, places)

    def updated(
        self,
        removed: ArrayLike,
        ids: ArrayLike,
        rows: Vector,
        words: Ragged | None = None,
        places: Places | None = None,
    ) -> VectorIndex:
        """This index without the passages ``removed`` and with ``rows`` for ``ids``.

        ``ids`` in any order, each once, aligned with ``rows`` (n, dim), ``words`` and ``places``
        (without them: no words, one place); one that is here already gets its new row. This
        index stays as it is; the new one lies in memory.
        """
        new = np.asarray(ids, np.int64)
        words = Ragged.empty(len(new)) if words is None else words
        places = np.zeros((len(new), 3), np.uint32) if places is None else places
        gone = np.concatenate([new, np.asarray(removed, np.int64)])
        kept = np.flatnonzero(~np.isin(self.ids, gone))
        every = np.concatenate([self.ids[kept], new])
        order = np.argsort(every)
        return VectorIndex(
            every[order],
            np.concatenate([self._rows[kept], rows])[order],
            self.words.take(kept).followed_by(words).take(order),
            np.concatenate([self.places[kept], places])[order],
        )

    def save(self, folder: Path) -> None:
        """Write the index to ``folder``, in place of one that may be there."""
        folder.mkdir(parents=True, exist_ok=True)
        _save(folder / _ROWS, self._rows)
        _save(folder / _STARTS, self.words.starts)
        _save(folder / _WORDS, self.words.flat)
        _save(folder / _PLACES, self.places)
        _save(folder / _IDS, self.ids)

    def search(self, query: Vector, limit: int, allowed: ArrayLike | None = None) -> list[Scored]:
        """The ``limit`` passages nearest to ``query`` (dim,) by cosine, nearest first.

        Only of the passage ids ``allowed`` if given; equal scores in order of passage id.
        A zero vector (no word of the query is known) finds nothing.
        """
        if limit <= 0 or not query.any():
            return []
        at = None if allowed is None else self.at(np.unique(np.asarray(allowed, np.int64)))
        scores = self._rows @ query
        ids, scores = (self.ids, scores) if at is None else (self.ids[at], scores[at])
        if len(scores) > limit:
            # Everything as good as the last one wanted: the sort decides among equals.
            least = np.partition(scores, len(scores) - limit)[len(scores) - limit]
            near = np.flatnonzero(scores >= least)
            ids, scores = ids[near], scores[near]
        order = np.argsort(-scores, kind="stable")[:limit]
        return [Scored(int(ids[i]), float(scores[i])) for i in order]

    def scores(self, query: Vector, ids: ArrayLike) -> Vector:
        """The cosine of ``query`` (dim,) with each of ``ids`` (n,), in their order; 0 for an
        id that is not here."""
        wanted = np.asarray(ids, np.int64)
        scores = np.zeros(len(wanted), np.float32)
        here = np.isin(wanted, self.ids)
        scores[here] = self.cosines(query, self.at(wanted[here]))
        return scores

    def cosines(self, query: Vector, at: NDArray[np.intp]) -> Vector:
        """The cosine of ``query`` (dim,) with the rows ``at`` (n,)."""
        return self._rows[at] @ query

    @property
    def dim(self) -> int:
        """Length of a row."""
        return int(self._rows.shape[1])

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self.ids)

    def at(self, wanted: Ids) -> NDArray[np.intp]:
        """The rows of those of the passages ``wanted`` that are here."""
        return np.searchsorted(self.ids, wanted[np.isin(wanted, self.ids)])


def _save(path: Path, array: NDArray[np.generic]) -> None:
    """Write beside and rename: the file may be mapped by a reader, or by this process."""
    beside = path.with_suffix(".new")
    with beside.open("wb") as file:
        np.save(file, array)
    beside.replace(path)
