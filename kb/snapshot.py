"""One generation of the index, open for reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kb.building import LEXICON, recipe_of
from kb.citator import Citator
from kb.completion import Completions, names_in
from kb.document import Genre
from kb.embedding import Embedder
from kb.engine import choose_engine
from kb.engine.query import InYears, IssuedBy, MetadataLeaf, OfKind, ParsedQuery, parse_query
from kb.engine.vectors import VectorIndex
from kb.errors import UserError
from kb.goto import go_to
from kb.measures.topic import MeasureFilters, TopicResult
from kb.relating import Relations
from kb.search import POOL, Mode, Ranked, Searcher, Via
from kb.spelling import Lexicon, Speller
from kb.store import Filters, Store
from kb.topics import Topics


@dataclass(frozen=True, slots=True)
class Ranking:
    """The passages that a question finds, in order, and how the question was understood."""

    #: Best first; what the question names before what was searched.
    ranked: list[Ranked]
    query: ParsedQuery
    #: How a mistyped question was meant; None when it holds no mistake.
    suggestion: str | None
    #: Whether that was searched in place of what was typed.
    corrected: bool


class Snapshot:
    """The generation in ``folder``; what not every reader needs is opened when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Open the record. Raises UserError when it is damaged or of another version."""
        self.folder = folder
        self.store = Store(folder / "store.sqlite")
        self._searcher: Searcher | None = None
        self._relations: Relations | None = None

    @cached_property
    def citator(self) -> Citator:
        """Who cites what."""
        return Citator(self.store)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words it knows. Raises UserError when the file is damaged."""
        return Lexicon.open(self.folder / LEXICON)

    @cached_property
    def speller(self) -> Speller:
        """What puts slips of the keyboard right. Raises UserError when the lexicon is damaged."""
        return Speller(self.lexicon)

    @cached_property
    def completions(self) -> Completions:
        """What somebody who is typing may be about to ask for. Raises what `speller` does."""
        return Completions(names_in(self.store), self.lexicon.reading)

    def searcher(self, embedder: Embedder) -> Searcher:
        """Search in it. Raises UserError when that is damaged or was made with another model."""
        if self._searcher is None:
            recipe = recipe_of(self.folder)
            if recipe.embedder != embedder.identity:
                raise UserError(
                    f"索引是用另一个向量模型建立的({recipe.embedder})",
                    where=self.folder,
                    remedy="请运行 kb build,或把 KB_MODEL 改回原来的模型",
                )
            engine = choose_engine(recipe.engine).open(self.folder / "engine")
            vectors = VectorIndex.open(self.folder / "vectors")
            self._searcher = Searcher(engine, vectors, embedder)
        return self._searcher

    def rank(
        self,
        text: str,
        embedder: Embedder,
        *,
        mode: Mode = Mode.HYBRID,
        limit: int = POOL,
        filters: Filters = Filters(),  # noqa: B008 (frozen)
        literal: bool = False,
    ) -> Ranking:
        """What ``text`` names, then the best ``limit`` passages for it.

        literal: search what was typed even if it is surely mistyped. Raises what `searcher` does.
        """
        store = self.store
        named, query = go_to(text, store), parse_query(text)
        meant = None if named else self.speller.correct(text)
        corrected = bool(meant and meant.sure and not literal and not query.structured)
        if meant and corrected:
            named, query = go_to(meant.text, store), parse_query(meant.text)
        query = query.resolved(lambda leaf: store.select(_filters_of(leaf)))
        doc_ids = store.select(filters) if filters else None
        if query.structured:
            named = []
        elif doc_ids is not None:
            named = [p.id for p in store.passages(named) if p.doc_id in doc_ids]
        found = self.searcher(embedder).rank(
            query, mode=mode, limit=limit, doc_ids=doc_ids, outdated=store.outdated()
        )
        ranked = [Ranked(i, 1.0, Via.GO_TO, ("直接点名",)) for i in named]
        ranked += [each for each in found if each.passage_id not in named]
        return Ranking(ranked, query, meant.text if meant else None, corrected)

    @cached_property
    def topics(self) -> Topics:
        """What reports say on a topic."""
        return Topics(self.store, self.citator)

    def measures(
        self, topic: str, embedder: Embedder, filters: MeasureFilters, *, literal: bool = False
    ) -> TopicResult:
        """What reports say on ``topic``, or everything they say where it is empty.

        literal: as in `rank`, which says what is raised.
        """
        reports = Filters(kinds=(Genre.REPORT.value,), orgs=filters.orgs, years=filters.years)
        if not topic.strip():
            return self.topics.every(self.store.select(reports), filters)
        rankings: list[Ranking] = []

        def propose(limit: int) -> tuple[ParsedQuery, list[Ranked]]:
            rankings.append(
                self.rank(topic, embedder, limit=limit, filters=reports, literal=literal)
            )
            return rankings[-1].query, rankings[-1].ranked

        found = self.topics.about(propose, filters)
        return replace(
            found,
            topic=topic,
            hint=rankings[-1].query.hint,
            suggestion=rankings[-1].suggestion,
            corrected=rankings[-1].corrected,
        )

    def relations(self, embedder: Embedder) -> Relations:
        """What to read beside what. Raises what `searcher` does."""
        if self._relations is None:
            self._relations = Relations(self.store, self.citator, self.searcher(embedder))
        return self._relations


def _filters_of(leaf: MetadataLeaf) -> Filters:
    """What a field of the query language asks of the store."""
    match leaf:
        case IssuedBy(org):
            return Filters(orgs=(org,))
        case OfKind(kind):
            return Filters(kinds=(kind,))
        case InYears(first, last):
            return Filters(years=(first, last))
    raise TypeError(f"no such field: {leaf!r}")
