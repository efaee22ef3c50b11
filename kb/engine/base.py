"""What every keyword engine does, so that search need not know which one it has.

An engine is a folder of index files over *entries*, one a passage. It knows words,
characters and the ids of passages and documents, nothing else: what is known of a document
(kind, issuing body, year, force) is asked of the record (`kb.store`) and reaches the engine
as a set of document ids, so that every engine filters alike.

Queries are trees of `whoosh.query` nodes made by `kb.engine.query`; each engine translates
the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.errors import UserError
from kb.segmentation import characters, index_terms

if TYPE_CHECKING:
    from whoosh.query import Query as Tree

#: The texts of an entry and how much a query's word found in each weighs; of several the best
#: counts. Measured on the questions of docs/evaluation.md: lower, and a law that is named is
#: not found; higher, and the first hits are all of one law.
WEIGHTS = {"title": 1.3, "heading": 1.3, "body": 1.0}


def exact(field: str) -> str:
    """The field that holds a text character by character, for exact phrases."""
    return f"{field}_chars"


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage as it goes into an engine."""

    passage_id: int
    doc_id: str
    #: Title of its document.
    title: str
    #: Breadcrumb and own heading.
    heading: str
    #: Its text.
    body: str
    #: Whether it is of a report; otherwise of a law.
    report: bool = False


class Scored(NamedTuple):
    """A passage and how well it answers (BM25; higher is better; comparable in one list only)."""

    passage_id: int
    score: float


class KeywordEngine(Protocol):
    """An index of entries in a folder of its own."""

    #: How the engine is called in settings and in `kb doctor`.
    name: ClassVar[str]

    @classmethod
    def create(cls, folder: Path) -> KeywordEngine:
        """An empty index in ``folder``, which must not exist or be empty."""
        ...

    @classmethod
    def open(cls, folder: Path) -> KeywordEngine:
        """The index in ``folder``; UserError when it is missing or damaged."""
        ...

    def update(self, entries: Iterable[Entry], removed: Collection[str] = ()) -> None:
        """Take out every entry of the documents ``removed``, add ``entries``; one commit.

        Readers opened before keep what they see.
        """
        ...

    def search(
        self, tree: Tree, limit: int, doc_ids: Collection[str] | None = None
    ) -> list[Scored]:
        """The best ``limit`` entries for ``tree``, best first, only of ``doc_ids`` if given."""
        ...

    def matches(self, tree: Tree, doc_ids: Collection[str] | None = None) -> NDArray[np.int64]:
        """The passage ids of all entries that ``tree`` matches, ascending, unranked."""
        ...

    def __len__(self) -> int:
        """How many entries there are."""
        ...


def tokens_of(entry: Entry) -> dict[str, list[str]]:
    """What an engine indexes of ``entry``: field name to tokens in order.

    Each text gives two fields: its index terms, and (`exact`) its characters.
    """
    tokens: dict[str, list[str]] = {}
    for field in WEIGHTS:
        text = getattr(entry, field)
        # A title or a heading comes again with every passage under it.
        terms, chars = _tokens(text) if field == "body" else _tokens_again(text)
        tokens[field], tokens[exact(field)] = terms, chars
    return tokens


def best(fetch: Callable[[int], list[Scored]], limit: int) -> list[Scored]:
    """The best ``limit`` of what ``fetch(n)`` (the first n by score) gives.

    Equal scores are ordered by passage id, also where the limit falls among them, so that
    the same index gives the same answer whatever its files look like.
    """
    if limit <= 0:
        return []
    asked = limit + 1
    found = fetch(asked)
    while len(found) == asked and found[-1].score == found[limit - 1].score:
        asked *= 4
        found = fetch(asked)
    return sorted(found, key=lambda hit: (-hit.score, hit.passage_id))[:limit]


def unranked(passage_ids: NDArray[np.int64], limit: int) -> list[Scored]:
    """The first ``limit`` of what a tree without words matches: nothing tells them apart."""
    return [Scored(int(passage_id), 0.0) for passage_id in passage_ids[: max(0, limit)]]


def damaged(folder: Path) -> UserError:
    """The error for an index that cannot be read."""
    return UserError("索引损坏或不完整", where=folder, remedy="请运行 kb build --rebuild 重建索引")


def missing(folder: Path) -> UserError:
    """The error for a folder that holds no index."""
    return UserError("这里没有索引", where=folder, remedy="请先运行 kb build 建立索引")


def _tokens(text: str) -> tuple[list[str], list[str]]:
    return index_terms(text), characters(text)


_tokens_again = lru_cache(maxsize=1024)(_tokens)
