"""The keyword engine in pure Python, for machines that tantivy has no wheel for."""

from __future__ import annotations

import math
import struct
import threading
from abc import abstractmethod
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, fields, index, matching, query, scoring
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.query import Query as Tree

from kb.engine.base import (
    WEIGHTS,
    Entry,
    Scored,
    best,
    damaged,
    exact,
    missing,
    tokens_of,
    unranked,
)
from kb.engine.tree import InDocuments, Unranked, is_ranked

#: What Whoosh raises when a file read during a search is not as it was written.
_BROKEN = (OSError, EOFError, ValueError, struct.error)


def _schema() -> fields.Schema:
    """Tokens arrive as lists: what a token is, is `kb.segmentation`'s to say."""
    schema = fields.Schema(
        passage_id=fields.COLUMN(columns.NumericColumn("q")),
        doc_id=fields.ID(),
    )
    for field in WEIGHTS:
        schema.add(field, fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False))
        schema.add(exact(field), fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True))
    return schema


class _BM25(scoring.BM25F):
    """BM25 with Lucene's idf, so that both engines rank alike; Whoosh's own never falls
    below 1 and gives function words a say."""

    def idf(self, searcher: Any, fieldname: str, text: str) -> float:
        parent = searcher.get_parent()
        held = parent.doc_frequency(fieldname, text)
        return math.log(1 + (parent.doc_count_all() - held + 0.5) / (held + 0.5))


class WhooshEngine:
    """See `kb.engine.base.KeywordEngine`."""

    name: ClassVar[str] = "whoosh"

    def __init__(self, folder: Path, opened: index.FileIndex) -> None:
        self._folder = folder
        self._index = opened
        # A searcher reads on from where its files stand: one thread at a time.
        self._lock = threading.Lock()
        self._searcher = opened.searcher(weighting=_BM25())

    @classmethod
    def create(cls, folder: Path) -> WhooshEngine:
        """An empty index in ``folder``, which must not exist or be empty."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, index.create_in(str(folder), _schema()))

    @classmethod
    def open(cls, folder: Path) -> WhooshEngine:
        """The index in ``folder``; UserError when it is missing or damaged."""
        if not any(folder.glob("*.toc")):
            raise missing(folder)
        # What pickles and packed numbers raise when they are broken has no common name.
        with _reading(folder, Exception):
            return cls(folder, index.open_dir(str(folder), schema=_schema()))

    def update(self, entries: Iterable[Entry], removed: Collection[str] = ()) -> None:
        """Take out the documents ``removed``, add ``entries``; one commit."""
        writer = self._index.writer(limitmb=256)
        try:
            for doc_id in removed:
                writer.delete_by_term("doc_id", doc_id)
            for entry in entries:
                writer.add_document(
                    passage_id=entry.passage_id, doc_id=entry.doc_id, **tokens_of(entry)
                )
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._searcher = self._index.searcher(weighting=_BM25())

    def search(
        self, tree: Tree, limit: int, doc_ids: Collection[str] | None = None
    ) -> list[Scored]:
        """The best ``limit`` entries for ``tree``, best first, only of ``doc_ids`` if given."""
        if not is_ranked(tree):
            return unranked(self.matches(tree, doc_ids), limit)
        wanted = _limited(tree, doc_ids)
        return best(lambda n: self._first(wanted, n), limit)

    def matches(self, tree: Tree, doc_ids: Collection[str] | None = None) -> NDArray[np.int64]:
        """The passage ids of all entries that ``tree`` matches, ascending, unranked."""
        with self._lock, _reading(self._folder, *_BROKEN):
            ids = self._passage_ids()
            found = [ids[n] for n in self._searcher.docs_for_query(_limited(tree, doc_ids))]
        return np.sort(np.array(found, np.int64))

    def __len__(self) -> int:
        """How many entries there are."""
        return int(self._searcher.doc_count())

    def _first(self, wanted: Tree, limit: int) -> list[Scored]:
        with self._lock, _reading(self._folder, *_BROKEN):
            ids = self._passage_ids()
            # Whoosh's skipping of blocks fails an assertion under AND NOT, and gains little.
            hits = self._searcher.search(wanted, limit=limit, optimize=False)
            return [Scored(ids[hit.docnum], hit.score) for hit in hits]

    def _passage_ids(self) -> Sequence[int]:
        """Passage ids by Whoosh's own numbers of the entries."""
        # A reader of no segments has no columns.
        return self._searcher.reader().column_reader("passage_id") if len(self) else ()


class _Listed(query.Query):
    """A query whose matches are all found at once; no more is known of it beforehand."""

    def estimate_size(self, reader: Any) -> int:
        return int(reader.doc_count_all())

    def estimate_min_size(self, reader: Any) -> int:
        return 0


class _Fixed(_Listed):
    """A set of entries, all alike in score (0), as Whoosh runs it.

    Whoosh's own `ConstantScoreQuery` cannot give 0: it takes that for no score at all.
    """

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        numbers = array("I", self._numbers(searcher))
        return matching.ListMatcher(numbers, weights=array("f", bytes(4 * len(numbers))))

    @abstractmethod
    def _numbers(self, searcher: Any) -> Iterable[int]:
        """The entries' numbers in this segment, ascending."""


class _Among(_Fixed):
    """`InDocuments`."""

    def __init__(self, doc_ids: frozenset[str]) -> None:
        self.doc_ids = doc_ids

    def _numbers(self, searcher: Any) -> Iterable[int]:
        held = (id_ for id_ in self.doc_ids if ("doc_id", id_) in searcher.reader())
        return sorted(n for id_ in held for n in searcher.postings("doc_id", id_).all_ids())


class _Matched(_Fixed):
    """`Unranked`."""

    def __init__(self, child: Tree) -> None:
        self.child = child

    def _numbers(self, searcher: Any) -> Iterable[int]:
        return self.child.matcher(searcher, searcher.boolean_context()).all_ids()


class _Summed(_Listed):
    """The sum of ``parts``: terms, and `DisjunctionMax` of terms, which counts its best one.

    Whoosh's own matcher for DisjunctionMax gives an entry that only one term has the score of
    the other term's next entry.
    """

    def __init__(self, parts: Iterable[Tree]) -> None:
        self.parts = tuple(parts)

    def matcher(self, searcher: Any, context: Any = None) -> matching.Matcher:
        total = np.zeros(searcher.doc_count_all())
        for part in self.parts:
            best_of = np.zeros_like(total)
            for term in part.leaves():
                numbers, scores = _scores(term.matcher(searcher, context))
                best_of[numbers] = np.maximum(best_of[numbers], scores)
            total += best_of
        held = np.flatnonzero(total)
        return matching.ListMatcher(held.tolist(), weights=total[held].tolist())


def _scores(postings: matching.Matcher) -> tuple[list[int], list[float]]:
    """The entries of ``postings`` and their scores."""
    numbers, scores = [], []
    while postings.is_active():
        numbers.append(postings.id())
        scores.append(postings.score())
        postings.next()
    return numbers, scores


def _limited(tree: Tree, doc_ids: Collection[str] | None) -> Tree:
    runnable = _runnable(tree)
    return runnable if doc_ids is None else query.Require(runnable, _Among(frozenset(doc_ids)))


def _runnable(tree: Tree) -> Tree:
    """``tree`` as Whoosh itself can run it."""
    if isinstance(tree, InDocuments):
        return _Among(tree.doc_ids)
    if _sums(tree):
        return _Summed(tree if isinstance(tree, query.Or) else [tree])
    runnable = tree.apply(_runnable)
    if isinstance(tree, Unranked):
        return _Matched(runnable.child)
    if isinstance(tree, query.Not | query.Every):
        # Not is wrapped also because Whoosh reads Or([a, Not(b)]) as a AND NOT b.
        return _Matched(runnable)
    if isinstance(tree, query.Or):
        # Otherwise Whoosh may choose its array, which takes a score of 0 for no match.
        runnable.matcher_type = query.Or.DEFAULT_MATCHER
    return runnable


def _sums(tree: Tree) -> bool:
    """Whether `_Summed` can run ``tree``: the best of some terms, or an Or with such parts."""
    if isinstance(tree, query.DisjunctionMax):
        return all(isinstance(part, query.Term) for part in tree)
    return isinstance(tree, query.Or) and all(
        isinstance(part, query.Term) or (isinstance(part, query.DisjunctionMax) and _sums(part))
        for part in tree
    )


@contextmanager
def _reading(folder: Path, *errors: type[Exception]) -> Iterator[None]:
    """``errors`` of a damaged index as UserError."""
    try:
        yield
    except errors as error:
        raise damaged(folder) from error
