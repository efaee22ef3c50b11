"""What every keyword engine does, so that search need not know which one it has.

An engine is a folder of index files over *entries*, one a passage. It knows words,
characters and the ids of passages and documents, nothing else: what is known of a document
(kind, issuing body, year, force) is asked of the record (`kb.store`) and reaches the engine
as a set of document ids, so that every engine filters alike.

Queries are trees of `whoosh.query` nodes made by `kb.engine.query`; each engine translates
the tree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple, Protocol

from whoosh.query import Query as Tree


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

    def __len__(self) -> int:
        """How many entries there are."""
        ...
