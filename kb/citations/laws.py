"""A law and its versions: what is known of it, and how it stands on a day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kb.citations.names import cleaned, key
from kb.force import IN_FORCE, NOT_YET, REPEALED
from kb.segmentation import narrow

_YEAR_AT_END = re.compile(r"\((?:19|20)\d\d年?\)$")
#: Ranks in which two laws of one title are one law, whoever is named as having made it.
_UNIQUE = frozenset(
    ["宪法", "法律", "法律解释", "行政法规", "监察法规", "司法解释", "地方性法规", "部门规章"]
)
#: The rank of a law of which too little is known.
UNKNOWN_KIND = "其他"
#: Days by which two sources may differ on when a version was published: passed or published.
_SLIP = 45


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a law. Dates are ISO 8601."""

    #: 公布日期; when it was passed, where no source gives more.
    published: str | None
    #: 施行日期 of this version; None where no source gives it.
    effective: str | None
    #: 文号 in canonical form: 国务院令第431号.
    number: str | None = None
    #: Highest number of its articles.
    articles: int | None = None
    #: The document of the base that is its text.
    doc_id: str | None = None

    @property
    def day(self) -> str | None:
        """From when it holds: from its publication, where nothing else is known."""
        return self.effective or self.published


@dataclass(frozen=True, slots=True)
class Law:
    """A law with all its versions that are known."""

    title: str
    #: Its rank, one of those of `kb.document.Metadata.kind`.
    kind: str
    org: str | None
    #: Oldest first, by publication.
    editions: tuple[Edition, ...]
    #: The first day it no longer holds.
    repealed: str | None = None
    #: Title of the law that took its place.
    successor: str | None = None
    #: Where its end is known from: 《中华人民共和国民法典》第一千二百六十条.
    basis: str | None = None
    #: A day on which a source shows it in force; None when none says.
    standing: str | None = None
    #: Official address.
    url: str | None = None
    #: Where these facts are from.
    source: str = ""
    #: Whether the first of ``editions`` is the law's first: before it there was none.
    whole: bool = False
    #: A day on which a source shows it repealed, where the day of its repeal is not known.
    lapsed: str | None = None

    def edition_on(self, day: str) -> Edition | None:
        """The newest version in force on ``day`` (ISO 8601); None before the first known."""
        held = [e for e in self.editions if e.day and e.day <= day]
        return held[-1] if held else None

    def status_on(self, day: str) -> str | None:
        """现行有效, 尚未生效 or 已废止 on ``day`` (ISO 8601), in the words of `kb.force`.

        None where it isn't known: of a law that nobody says has ended, and no source shows in
        force; and before the first version known of a law that may have earlier ones.
        """
        ended = self.repealed or self.lapsed
        if ended and day >= ended:
            return REPEALED
        first = min((e.day for e in self.editions if e.day), default=None)
        if first is None:
            return None
        if day < first:
            return NOT_YET if self.whole else None
        return IN_FORCE if self.repealed or (self.standing and not self.lapsed) else None


def identity(title: str) -> str:
    """What tells a law from others: its `key`, with a year that is part of the title.

    >>> identity("中华人民共和国宪法修正案（2018年）")
    '宪法修正案(2018年)'
    """
    year = _YEAR_AT_END.search(narrow(title))
    return key(title) + (year[0] if year else "")


def official(title: str) -> str:
    """A title in one line, the two highest bodies of justice in it set apart.

    >>> official("最高人民法院 最高人民检察院关于办理某类案件的解释")
    '最高人民法院、最高人民检察院关于办理某类案件的解释'
    """
    return cleaned(title).replace("法院最高人民检察院", "法院、最高人民检察院")


def is_title(one: str, other: str) -> bool:
    """Whether two titles are writings of one, years that belong to them included."""
    return one == other or identity(one) == identity(other)


def share_body(one: str | None, other: str | None) -> bool:
    """Whether one body at least is named in both: 国务院 and 国务院、中央军事委员会.

    A place before a body may be left out: 自然资源局 and 榕湾市自然资源局.
    """
    return any(
        a.endswith(b) or b.endswith(a) for a in _bodies(one or "") for b in _bodies(other or "")
    )


def _bodies(names: str) -> list[str]:
    parts = re.split(
        "[、和 ,]", names.replace("中华人民共和国", "").replace("常委会", "常务委员会")
    )
    return [part.replace("人大常", "人民代表大会常") for part in parts if part]


def is_same(one: Law, other: Law) -> bool:
    """Whether two laws, the keys of whose titles are alike, are one law.

    Bodies each issue their own 关于做好…工作的通知; of the higher ranks there is but one.
    """
    if not is_title(one.title, other.title):
        return False
    if not one.org or not other.org or share_body(one.org, other.org):
        return True
    return one.kind == other.kind and one.kind in _UNIQUE


def combined(law: Law, other: Law) -> Law:
    """``law`` with what only ``other`` knows of it."""
    editions = list(law.editions)
    for edition in other.editions:
        place = _twin(editions, edition)
        if place is None:
            editions.append(edition)
        else:
            editions[place] = _completed(editions[place], edition)
    known = law if law.repealed or not other.repealed else other
    return replace(
        law,
        kind=other.kind if law.kind == UNKNOWN_KIND else law.kind,
        org=law.org or other.org,
        editions=in_order(editions),
        repealed=known.repealed,
        successor=known.successor or law.successor,
        basis=known.basis or law.basis,
        standing=max(filter(None, (law.standing, other.standing)), default=None),
        url=law.url or other.url,
        source=law.source or other.source,
        whole=law.whole or (other.whole and _oldest(other.editions) <= _oldest(law.editions)),
        lapsed=law.lapsed or other.lapsed,
    )


def in_order(editions: Iterable[Edition]) -> tuple[Edition, ...]:
    """``editions`` oldest first; those of which nothing is known at the beginning."""
    return tuple(sorted(editions, key=lambda e: (e.published or e.effective or "", e.day or "")))


def newest(law: Law) -> str:
    """When its newest version was published; "" where no date is known."""
    return max((e.published or e.effective or "" for e in law.editions), default="")


def _oldest(editions: Iterable[Edition]) -> str:
    return min((e.published or e.effective or "9999" for e in editions), default="9999")


def _twin(editions: list[Edition], edition: Edition) -> int | None:
    """Which of ``editions`` is the version ``edition``, to a few days."""
    if edition.published:
        day = date.fromisoformat(edition.published)
        away = [
            (abs((date.fromisoformat(e.published) - day).days), i)
            for i, e in enumerate(editions)
            if e.published
        ]
        if away and min(away)[0] <= _SLIP:
            return min(away)[1]
    for i, other in enumerate(editions):
        bare = not (edition.published and other.published)
        if bare and (other.effective == edition.effective or not other.day):
            return i
    return None


def _completed(edition: Edition, other: Edition) -> Edition:
    return Edition(
        edition.published or other.published,
        edition.effective or other.effective,
        edition.number or other.number,
        edition.articles or other.articles,
        edition.doc_id or other.doc_id,
    )
