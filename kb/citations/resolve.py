"""From a citation to the law it means, in the version in force on the document's day.

A name that may mean several laws stays ambiguous: all of them are given, none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.citations.catalogue import Catalogue, Edition, Law
from kb.citations.model import Citation, Reference
from kb.document import Genre, Metadata
from kb.force import NOT_YET

_PLACE = re.compile(r"^[一-鿿]{2,8}?(?:省|自治区|自治州|地区|盟|市|县|区)")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What of a document decides how its citations are understood."""

    #: The day it was written, ISO 8601; None when nothing tells it.
    day: str | None
    #: Where its body sits, the nearest first: 泉州市, 福建省.
    places: tuple[str, ...]

    @classmethod
    def of(cls, meta: Metadata) -> Circumstances:
        """The circumstances of a document.

        Its day is that of its making or else of its publication; a report that tells neither
        was written after the year it is about, and counts from the first day after that.
        """
        dates = (meta.issued, meta.published) if meta.genre is Genre.REPORT else (meta.published,)
        day = next((date for date in dates if date), None)
        if day is None and meta.year is not None:
            day = f"{meta.year + 1}-01-01"
        return cls(day, places_of(meta.org or meta.title))


def places_of(name: str) -> tuple[str, ...]:
    """The place a body's name begins with, and the province around it.

    >>> places_of("泉州市自然资源和规划局")
    ('泉州市', '福建省')
    """
    found = _PLACE.match(name)
    if found is None:
        return ()
    place = found[0]
    province = _provinces().get(place)
    return (place, province) if province else (place,)


def laws_meant(citation: Citation, catalogue: Catalogue, places: Sequence[str]) -> tuple[Law, ...]:
    """The laws that a citation may mean: one when it is certain, none when nothing is known."""
    if citation.name is None:
        return catalogue.numbered(citation.number) if citation.number else ()
    for place in (*places, None):
        laws = catalogue.lookup(
            citation.name, number=citation.number, issuer=citation.issuer, place=place
        )
        if len(laws) == 1:
            break
    return laws


def refer(
    citation: Citation, catalogue: Catalogue, circumstances: Circumstances, today: str
) -> tuple[Reference, Law | None]:
    """What a normative citation refers to, and the law itself where it is certain.

    today: ISO 8601. Nothing is said here of what may be wrong with it.
    """
    laws = laws_meant(citation, catalogue, circumstances.places)
    if len(laws) != 1:
        return Reference(candidates=tuple(law.title for law in laws)), None
    law = laws[0]
    edition = edition_meant(citation, law, circumstances.day or today)
    status_then = law.status_on(circumstances.day) if circumstances.day else None
    if edition is None and status_then == NOT_YET:
        edition = law.editions[0]
    text, other = _text_at_hand(law, edition)
    newest = law.edition_on(today)
    newer = newest and edition and newest.published != edition.published
    gone = law.repealed is not None and law.repealed <= today
    reference = Reference(
        law=law.title,
        published=edition.published if edition else None,
        effective=edition.effective if edition else None,
        newer=newest.published if newer and newest else None,
        doc_id=text.doc_id if text else None,
        other_text=text.published if text and other else None,
        status_then=status_then,
        status_now=law.status_on(today),
        repealed=law.repealed if gone else None,
        successor=law.successor if gone else None,
        basis=law.basis if gone else None,
        source=_source(law),
        url=law.url,
    )
    return reference, law


def edition_meant(citation: Citation, law: Law, day: str) -> Edition | None:
    """The version that is named, or else the one in force on ``day``."""
    if citation.edition is not None:
        year = str(citation.edition)
        named = [e for e in law.editions if (e.published or "").startswith(year)]
        if named:
            return named[-1]
    return law.edition_on(day)


def _text_at_hand(law: Law, edition: Edition | None) -> tuple[Edition | None, bool]:
    """The version whose text the base holds, and whether it is another than ``edition``."""
    if edition is not None and edition.doc_id:
        return edition, False
    held = [e for e in law.editions if e.doc_id]
    return (held[-1], True) if held else (None, False)


def _source(law: Law) -> str | None:
    if not law.source:
        return None
    until = law.standing if law.repealed is None else None
    source = law.source.replace(";", "、")
    return f"{source},截至 {until} 有效" if until else source


@cache
def _provinces() -> dict[str, str]:
    """The province of each city."""
    table = (files("kb") / "data" / "places.tsv").read_text("utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in table if line)
    return {city: province for province, city in rows if city}
