"""What a search returns: hits with their links, and how they spread over the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.document import Genre
from kb.links import official_search, permalink
from kb.search import Ranked, Via
from kb.store import StoredPassage, short_title


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a search. ``score`` is comparable within one result only."""

    rank: int
    score: float
    via: Via
    stored: StoredPassage

    @property
    def permalink(self) -> str:
        """Path and query of its place in the reader."""
        return permalink(self.stored.doc_id, self.stored.passage.locator)

    @property
    def search_url(self) -> str | None:
        """Where to look a law up officially when its exact address is not known."""
        meta = self.stored.meta
        if meta.url or meta.genre is not Genre.LAW:
            return None
        return official_search(meta.title)

    def as_json(self) -> dict[str, object]:
        """The hit as the command prints it."""
        stored, meta = self.stored, self.stored.meta
        return {
            "rank": self.rank,
            "score": round(self.score, 6),
            "kind": meta.kind,
            "doc_id": stored.doc_id,
            "title": meta.title,
            "locator": stored.passage.locator,
            "breadcrumb": list(stored.passage.breadcrumb),
            "heading": stored.passage.heading,
            "text": stored.text,
            "org": meta.org,
            "year": meta.year,
            "published": meta.published,
            "status": meta.status,
            "sample": meta.sample,
            "url": meta.url,
            "search_url": self.search_url,
            "permalink": self.permalink,
            "via": self.via.value,
        }


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of a search's candidates there are of each kind, issuing body and year."""

    kinds: Mapping[str, int]
    orgs: Mapping[str, int]
    years: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found."""

    hits: tuple[Hit, ...]
    #: What of the query to mark in a hit: words, and phrases whole.
    marked: tuple[str, ...]
    #: What was wrong with the query, if it was searched as plain words instead.
    hint: str | None
    facets: Facets


def hits_of(ranked: Sequence[Ranked], passages: Iterable[StoredPassage]) -> list[Hit]:
    """Hits in the order of ``ranked`` for those ``passages`` that are at hand.

    The same article can come from two sources (the packaged laws and a folder of Markdown);
    only the better placed of two passages alike in title, locator and words is kept.
    """
    by_id = {p.id: p for p in passages}
    seen = set()
    hits: list[Hit] = []
    for item in ranked:
        stored = by_id.get(item.passage_id)
        if stored is None:
            continue
        words = "".join(c for c in stored.text if c.isalnum())
        alike = (short_title(stored.meta.title), stored.passage.locator, words)
        if alike not in seen:
            seen.add(alike)
            hits.append(Hit(len(hits) + 1, item.score, item.via, stored))
    return hits


def facets_of(hits: Iterable[Hit]) -> Facets:
    """Counts over ``hits``, most frequent first; years in falling order."""
    metas = [hit.stored.meta for hit in hits]
    years = Counter(m.year for m in metas if m.year is not None)
    return Facets(
        dict(Counter(m.kind for m in metas).most_common()),
        dict(Counter(m.org for m in metas if m.org).most_common()),
        dict(sorted(years.items(), reverse=True)),
    )
