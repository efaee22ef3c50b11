"""What a search returns: hits with their links, and how they spread over the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.document import Genre
from kb.engine.highlight import Span
from kb.force import BINDING
from kb.links import official_search, permalink
from kb.parsing.law import PAPER
from kb.search import Ranked, Via
from kb.store import StoredPassage, short_title
from kb.synonyms import Expansion


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers a search. ``score`` is comparable within one result only."""

    rank: int
    score: float
    via: Via
    stored: StoredPassage
    #: The sentence that answers a plain question best, in ``stored.text``; None if none does.
    answer: Span | None = None
    #: Why it was found, in short phrases, for people.
    reasons: tuple[str, ...] = ()

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
            "answer": stored.text[slice(*self.answer)] if self.answer else None,
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
class Group:
    """Hits that are shown together: of one document, or of the versions of one law."""

    #: The best one; of a law's versions, that of the one in force.
    first: Hit
    #: Further hits in the same text, best first.
    others: tuple[Hit, ...]
    #: Hits in other versions, best first.
    versions: tuple[Hit, ...]


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
    #: The question as it was probably meant, if not as it was typed.
    suggestion: str | None = None
    #: Whether the hits are those of the suggestion.
    corrected: bool = False
    #: Everyday words of the question, each with the statutes' words that were asked for too.
    expanded: tuple[Expansion, ...] = ()


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
            hits.append(Hit(len(hits) + 1, item.score, item.via, stored, reasons=item.reasons))
    return hits


def groups_of(hits: Iterable[Hit]) -> list[Group]:
    """``hits``, best first, grouped by text; each group stands where its best hit does.

    A code kept in several files is one text: same title, same date. What the question names
    comes first in its group, and then what is in force.
    """
    together: dict[tuple[str | None, ...], list[Hit]] = {}
    for hit in hits:
        together.setdefault(_text_of(hit), []).append(hit)
    groups = []
    for same in together.values():
        first = min(same, key=_leading)
        rest = [hit for hit in same if hit is not first]
        others = tuple(hit for hit in rest if _edition(hit) == _edition(first))
        versions = tuple(hit for hit in rest if _edition(hit) != _edition(first))
        groups.append(Group(first, others, versions))
    return groups


def _text_of(hit: Hit) -> tuple[str | None, ...]:
    """What tells a report, or a law whatever its version, from every other.

    Many bodies issue a notice of the same title.
    """
    meta = hit.stored.meta
    if meta.genre is not Genre.LAW:
        return (hit.stored.doc_id,)
    return short_title(meta.title), meta.org if meta.kind == PAPER else None


def _edition(hit: Hit) -> str:
    """What tells the versions of one law apart."""
    return hit.stored.meta.published or hit.stored.doc_id


def _leading(hit: Hit) -> tuple[bool, bool, int]:
    return hit.via is not Via.GO_TO, hit.stored.meta.status not in BINDING, hit.rank


def facets_of(hits: Iterable[Hit]) -> Facets:
    """Counts over ``hits``, most frequent first; years in falling order."""
    metas = [hit.stored.meta for hit in hits]
    years = Counter(m.year for m in metas if m.year is not None)
    return Facets(
        dict(Counter(m.kind for m in metas).most_common()),
        dict(Counter(m.org for m in metas if m.org).most_common()),
        dict(sorted(years.items(), reverse=True)),
    )
