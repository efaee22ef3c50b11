"""Past measures on a topic: which of the passages that a search proposes are about it.

A search always has a best hit; whether anybody reported on a topic is another question. A
measure is about the topic where it holds most of what the topic says: its terms, each weighed
by how few of the proposed measures have it. So 高铁建设 is not answered by what says 建设 alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from math import log

from kb.citator import Citator
from kb.document import Metadata
from kb.engine.query import ParsedQuery
from kb.measures.bodies import place_of
from kb.measures.topic import FoundMeasure, MeasureFilters, TopicResult, facets_of
from kb.search import Ranked
from kb.segmentation import fold, query_terms
from kb.store import Store, StoredMeasure

#: How much of a topic a measure must hold to be about it, of 1.
COVERAGE = 0.55

#: Characters of a word that tells what is meant by itself.
_TELLING = 3

#: Passages a search proposes for a topic at first, and at most.
PROPOSED, MOST = 400, 6_400
#: While such a share of them is about it, this many times as many are asked for.
_MOSTLY, _MORE = 0.4, 4

#: Gives what a topic asks for, and at most so many passages for it, best first.
Propose = Callable[[int], tuple[ParsedQuery, Sequence[Ranked]]]

#: How many of the nearest are offered where nothing is about the topic.
NEAREST = 5


class Topics:
    """The measures in ``store``, which must not change meanwhile."""

    def __init__(self, store: Store, citator: Citator) -> None:
        self._store, self._citator = store, citator
        self._records = citator.records

    def every(self, doc_ids: Collection[str], filters: MeasureFilters) -> TopicResult:
        """All measures of the reports ``doc_ids`` that ``filters`` let through: the newest
        reports first, each in the order of its text."""
        stored = self._store.measures.every(doc_ids)
        stored.sort(key=lambda one: -(self._records[one.doc_id].meta.year or 0))
        return self._result("", stored, {}, filters)

    def about(self, propose: Propose, filters: MeasureFilters) -> TopicResult:
        """Of the passages that ``propose`` gives, the measures that are about the topic, best
        first; more are asked for as long as most of them are.

        A query with operators, phrases or fields says itself what a measure must hold; of its
        words one is enough (甲 OR 乙).
        """
        limit = PROPOSED
        while True:
            query, ranked = propose(limit)
            stored = self._store.measures.at([each.passage_id for each in ranked])
            about = _about(query, stored)
            if len(ranked) < limit or len(about) < limit * _MOSTLY or limit >= MOST:
                break
            limit = min(limit * _MORE, MOST)
        reasons = {each.passage_id: each.reasons for each in ranked}
        result = self._result(query.text, about, reasons, filters, query.marked)
        if result.found or filters or query.structured:
            return result
        nearest = self._result(query.text, stored[:NEAREST], reasons, filters, query.marked)
        return replace(result, nearest=nearest.found)

    def _result(
        self,
        topic: str,
        stored: Sequence[StoredMeasure],
        reasons: Mapping[int, tuple[str, ...]],
        filters: MeasureFilters,
        marked: tuple[str, ...] = (),
    ) -> TopicResult:
        kept = [one for one in stored if self._passes(one, filters)]
        reader = _Reader(self._store, self._citator, {one.doc_id for one in kept})
        found = tuple(
            reader.read(rank, one, self._records[one.doc_id].meta, reasons.get(one.passage_id, ()))
            for rank, one in enumerate(kept, 1)
        )
        return TopicResult(topic, found, facets_of(found), marked)

    def _passes(self, stored: StoredMeasure, filters: MeasureFilters) -> bool:
        """Whether the filters that are no business of a search let a measure through."""
        measure, meta = stored.measure, self._records[stored.doc_id].meta
        if filters.themes and measure.theme not in filters.themes:
            return False
        if filters.stages and measure.stage not in filters.stages:
            return False
        place = _place(meta) or ""
        return not filters.places or any(part in place for part in filters.places)


class _Reader:
    """Makes measures of the reports ``doc_ids`` into found ones."""

    def __init__(self, store: Store, citator: Citator, doc_ids: Collection[str]) -> None:
        self._figures = store.measures.figures(doc_ids)
        self._titles = citator.titles(doc_ids)

    def read(
        self, rank: int, stored: StoredMeasure, meta: Metadata, reasons: tuple[str, ...]
    ) -> FoundMeasure:
        """``stored``, of a report with that metadata, with its figures and the laws it cites."""
        measure = stored.measure
        span = range(measure.start, measure.end)
        laws = [title for at, title in self._titles[stored.doc_id] if at in span]
        return FoundMeasure(
            rank,
            stored.doc_id,
            meta,
            _place(meta),
            measure,
            stored.text,
            tuple(f for f in self._figures[stored.doc_id] if f.start in span),
            tuple(dict.fromkeys(laws)),
            stored.breadcrumb,
            reasons,
        )


def _stands_for(targets: Sequence[str], text: str) -> bool:
    """Whether ``text`` says what stands for an everyday word. A short target is said of much
    else too (监测 for 卫片), so one alone is not enough."""
    said = [target for target in targets if target in text]
    return len(said) > 1 or any(len(target) >= _TELLING for target in said)


def _place(meta: Metadata) -> str | None:
    """Where the body of a report is; its title may tell what its name doesn't (司法局)."""
    return place_of(meta.org) or place_of(meta.title)


def _about(query: ParsedQuery, stored: Sequence[StoredMeasure]) -> list[StoredMeasure]:
    """Those of ``stored`` that hold most of what ``query`` says."""
    terms = query_terms(query.plain)
    texts = [fold(" ".join([*one.breadcrumb, one.measure.name, one.text])) for one in stored]
    instead = {typed: [fold(target) for target in targets] for typed, targets in query.expanded}

    def holds(text: str, term: str) -> bool:
        return term in text or any(
            term in typed and _stands_for(targets, text) for typed, targets in instead.items()
        )

    held = [{term for term in terms if holds(text, term)} for text in texts]
    weights = {
        term: weight * log(1 + (len(texts) + 1) / (0.5 + sum(term in some for some in held)))
        for term, weight in terms.items()
    }
    enough = COVERAGE * sum(weights.values())

    def is_about(some: set[str]) -> bool:
        if query.structured:
            # 片 alone, of 卫片, is no word of the query.
            return not terms or any(len(term) > 1 for term in some)
        return sum(weights[term] for term in some) >= enough

    return [one for one, some in zip(stored, held, strict=True) if is_about(some)]
