"""What several texts and versions say of a law, put together.

The same law comes from several files: dated versions of it, and the package of national laws.
Each tells its versions in its head; here they become one list of versions of one law.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kb.citations.facts import Repeal, Version, law_of, repeals_of, versions_of
from kb.citations.laws import Edition, Law
from kb.document import Document

#: Days between the passing of a version in one source and its publication in another.
_TO_PUBLICATION = 45


@dataclass(slots=True)
class Text:
    """A text of a law, and what it says of itself."""

    document: Document
    source: str
    law: Law
    versions: list[Version]
    repeals: list[Repeal]

    @classmethod
    def of(cls, document: Document, source: str) -> Text:
        """What ``document`` says of itself."""
        return cls(document, source, law_of(document), versions_of(document), repeals_of(document))


@dataclass(slots=True)
class Merged:
    """A law as all its texts have it."""

    title: str
    kind: str
    org: str | None
    versions: list[Version]
    #: Highest article number, by the day of the version.
    articles: dict[str, int] = field(default_factory=dict)
    status: str | None = None
    as_of: str | None = None
    repealed: str | None = None
    successor: str | None = None
    basis: str | None = None
    source: str = ""
    #: Whether its first version is known.
    whole: bool = False

    @property
    def editions(self) -> list[Edition]:
        """Its versions, oldest first."""
        return [
            Edition(v.day, v.effective, v.number, self.articles.get(v.day or ""))
            for v in self.versions
        ]

    @property
    def newest(self) -> str:
        """The day of its newest version; "" if unknown."""
        return max((v.day or v.effective or "" for v in self.versions), default="")


def merged(texts: Sequence[Text]) -> Merged:
    """One law from its ``texts``, the most trusted first."""
    first = texts[0].law
    law = Merged(
        title=first.title,
        kind=first.kind,
        org=next((t.law.org for t in texts if t.law.org), None),
        versions=merged_versions(v for text in texts for v in text.versions),
        source=";".join(dict.fromkeys(text.source for text in texts)),
    )
    law.whole = law.versions[0].first
    if not law.org and law.kind == "行政法规":
        # Legislation Law, art. 72: administrative regulations are the State Council's.
        law.org = "国务院"
    for text in reversed(texts):
        count, own = text.law.editions[-1].articles, text.versions[-1]
        if count:
            same = [v for v in law.versions if _same(v, own)]
            same = same or [v for v in law.versions if own.effective in (v.effective, None)]
            day = (same or law.versions)[-1].day or ""
            law.articles[day] = max(count, law.articles.get(day, 0))
    return law


def merged_versions(versions: Iterable[Version]) -> list[Version]:
    """``versions`` with those that are one put together, oldest first."""
    found: list[Version] = []
    for version in sorted(versions, key=lambda v: (v.day is None, v.day or v.effective or "")):
        twin = next((i for i, other in enumerate(found) if _same(other, version)), None)
        if twin is None and version.day is None:
            twin = _of_effect(found, version)
        if twin is None:
            found.append(version)
        else:
            found[twin] = _joined(found[twin], version)
    return sorted(found, key=lambda v: v.day or v.effective or "")


def _same(one: Version, other: Version) -> bool:
    for a, b in (
        (one.passed, other.passed),
        (one.published, other.published),
        (one.day, other.day),
    ):
        if a and a == b:
            return True
    # Passed, says the one; published soon after, the other.
    for first, then in ((one, other), (other, one)):
        if first.passed and not first.published and then.published and not then.passed:
            late = date.fromisoformat(then.published) - date.fromisoformat(first.passed)
            return 0 <= late.days <= _TO_PUBLICATION
    return False


def _of_effect(found: Sequence[Version], version: Version) -> int | None:
    """The version that came into force when ``version``, of which no more is known, did."""
    day = version.effective or ""
    for i in range(len(found) - 1, -1, -1):
        if found[i].effective == day:
            return i
        if not found[i].amended and found[i].day and (found[i].day or "") <= day:
            return i
    return None


def _joined(one: Version, other: Version) -> Version:
    return replace(
        one,
        passed=one.passed or other.passed,
        published=max(filter(None, (one.published, other.published)), default=None),
        effective=one.effective or other.effective,
        number=one.number or other.number,
        amended=one.amended or other.amended,
        first=one.first or other.first,
    )
