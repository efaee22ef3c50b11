"""What else to read beside a passage: what it cites, what cites it, what stands near it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kb.citations import Cited
from kb.citations.resolve import Circumstances
from kb.citator import Citator, Citing, is_cited
from kb.document import Document, Genre, Metadata, Passage
from kb.errors import UserError
from kb.links import permalink
from kb.parsing.law_article import read_place
from kb.search import Searcher
from kb.store import Store

#: Why a passage is related to another.
CITES, CITED_BY = "引用", "被引用"
#: The same for neighbours in a text without headings, and below headings without a rank.
_SAME_TEXT, _SAME_PART = "同一文件", "同一部分"

#: The rank of a heading in a law: 章 of 第二章 总则.
_RANK = re.compile(r"第[^\s第]+?(分编|[编章节])")

#: Documents kept at hand, whole and with what they cite: a code takes a tenth of a second.
_KEPT = 8


@dataclass(frozen=True, slots=True)
class Related:
    """A passage to read beside another one, or a whole document."""

    #: Why, in Chinese: 引用 and 被引用 (the other one cites it, or is cited by it); for a
    #: neighbour what both stand in: 同章, 同节.
    reason: str
    doc_id: str
    meta: Metadata
    #: "" for a document as a whole, or a place in it that belongs to no passage.
    locator: str
    #: Its words; of what cites a passage the sentence that does.
    text: str

    @property
    def permalink(self) -> str:
        """Path and query of its place in the reader."""
        return permalink(self.doc_id, self.locator)


class Relations:
    """Finds what is related among the documents of ``store``, which must not change meanwhile."""

    def __init__(self, store: Store, citator: Citator, searcher: Searcher) -> None:
        self._store, self._citator, self._searcher = store, citator, searcher
        self._document = lru_cache(_KEPT)(store.document)
        self._cited = lru_cache(_KEPT)(self._read_citations)

    def of(self, doc_id: str, passage: Passage, limit: int) -> list[Related]:
        """What is related to ``passage``, a passage of the document or a part of one.

        At most ``limit`` each of what it cites, in the order of its words; of what cites it,
        reports first; and of its neighbours, the nearest in meaning first. Each place comes once.
        """
        document = self._document(doc_id)
        if document is None:
            return []
        seen = {(doc_id, document.locator_at(passage.start))}
        found: list[Related] = []
        for some in (self._cites, self._cited_by, self._near):
            number = 0
            for related in some(document, passage):
                place = (related.doc_id, related.locator)
                if number < limit and place not in seen:
                    seen.add(place)
                    found.append(related)
                    number += 1
        return found

    def _read_citations(self, doc_id: str) -> list[Cited]:
        document = self._document(doc_id)
        return self._citator.citations(document) if document else []

    # -- what it cites -----------------------------------------------------------------

    def _cites(self, document: Document, passage: Passage) -> Iterator[Related]:
        """Articles that the passage cites, and laws it cites as a whole."""
        for cited in self._cited(document.id):
            citation = cited.citation
            if not passage.start <= citation.start < passage.end:
                continue
            held = cited.reference.doc_id if cited.reference else None
            target = document if citation.itself else self._document(held) if held else None
            if target is None:
                continue
            places = [p for p in target.passages if _is_named(p, citation.articles)]
            for place in places:
                yield _related(CITES, target, place.locator, target.text_of(place))
            if not places and not citation.itself:
                yield _related(CITES, target, "", "")

    # -- what cites it -----------------------------------------------------------------

    def _cited_by(self, document: Document, passage: Passage) -> Iterator[Related]:
        """What cites the article or its part: reports, then its own law, then other laws."""
        place = read_place(passage.locator.partition("#")[0])
        if document.meta.genre is not Genre.LAW or place is None:
            return
        citing: list[Citing] = []
        # What nobody cites may have no name to be looked up by.
        with suppress(UserError):
            citing = self._citator.cited_by(document.id, place.locator)
        reports = [one for one in citing if one.record.meta.genre is Genre.REPORT]
        held_from, held_until = self._days_of_force(document)
        for one in reports:
            day = Circumstances.of(one.record.meta).day
            if day is None or held_from <= day < held_until:
                yield _from(one)
        for cited in self._cited(document.id):
            citation = cited.citation
            if citation.itself and is_cited(place, citation.articles):
                at = document.locator_at(citation.start)
                found = next((p for p in document.passages if p.locator == at), None)
                if found:
                    yield _related(CITED_BY, document, at, document.text_of(found))
        for one in citing:
            if one.record.meta.genre is not Genre.REPORT:
                yield _from(one)

    def _days_of_force(self, law: Document) -> tuple[str, str]:
        """From when, and until before when, a report that cites the law means this version.

        ISO 8601 dates; the articles of another version are numbered otherwise.
        """
        first = _begins(law.meta)
        later = [
            begins
            for record in self._store.records(law.meta.title)
            if record.meta.genre is Genre.LAW and (begins := _begins(record.meta)) > first
        ]
        return first, min(later, default="9999")

    # -- what stands near it -----------------------------------------------------------

    def _near(self, document: Document, passage: Passage) -> Iterator[Related]:
        """Passages under the same headings, the nearest in meaning first."""
        siblings = {
            n: sibling
            for n, sibling in enumerate(document.passages)
            if sibling.breadcrumb == passage.breadcrumb
        }
        ids = self._store.passage_ids(document.id)
        [vector] = self._searcher.embedder.encode([document.text_of(passage)])
        scores = self._searcher.vectors.scores(vector, [ids[n] for n in siblings])
        order = np.argsort(-scores, kind="stable")
        reason = _shared(passage.breadcrumb)
        for sibling in (list(siblings.values())[n] for n in order):
            yield _related(reason, document, sibling.locator, document.text_of(sibling))


def _related(reason: str, document: Document, locator: str, text: str) -> Related:
    return Related(reason, document.id, document.meta, locator, text)


def _from(one: Citing) -> Related:
    return Related(CITED_BY, one.record.id, one.record.meta, one.locator, one.snippet)


def _is_named(passage: Passage, articles: Collection[str]) -> bool:
    place = read_place(passage.locator.partition("#")[0])
    return place is not None and is_cited(place, articles)


def _begins(meta: Metadata) -> str:
    return meta.effective or meta.published or ""


def _shared(breadcrumb: Iterable[str]) -> str:
    """What passages with that breadcrumb have in common.

    >>> _shared(["第二编 物权", "第三章 所有权"]), _shared(["二、主要举措"]), _shared([])
    ('同章', '同一部分', '同一文件')
    """
    *_, last = ["", *breadcrumb]
    rank = _RANK.match(last)
    if rank:
        return f"同{rank[1]}"
    return _SAME_PART if last else _SAME_TEXT
