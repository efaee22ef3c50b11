"""What the text of a law says of itself: its versions, and the laws it does away with.

Under the title a law's dates stand in order, oldest first: passed, approved, published, then
each amendment (Technical Rules of Legislation, part 1, 题注). Its last article says from when it
is in force and which laws end with that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kb.citations.catalogue import Edition, Law
from kb.citations.names import cleaned, key
from kb.citations.numbers import document_numbers
from kb.document import Document, Passage
from kb.parsing.law_header import split_head
from kb.parsing.law_lines import Kind, read_lines
from kb.parsing.numerals import article_number
from kb.parsing.report_header import read_date
from kb.segmentation import narrow

#: `Law.source` of what was read in a document of the base.
OWN = "本库文件"

_NUMERAL = "[0-9〇○零一二三四五六七八九十]"
_DATE = re.compile(rf"{_NUMERAL}{{4}} *年 *{_NUMERAL}{{1,3}} *月 *{_NUMERAL}{{1,3}} *日")
#: A title in marks, with titles in it.
_TITLE = re.compile(r"《(?:[^《》]|《[^《》]*》)*》")
_BRACKET = r"(?:\((?:[^()]|\([^()]*\))*\))"

_AMENDED = re.compile(r"修正|修订|修改|通过的《》")
_APPROVED = re.compile(r"批准")
_PASSED = re.compile(r"通过|审议")
_PUBLISHED = re.compile(r"公布|发布|颁布|印发|公告|制定|令\(?第?.{1,8}号\)?$")
_IN_FORCE = re.compile(r"\s*日?起?(?:正式)?(?:施行|实施|生效|执行)")
_AT_ONCE = re.compile(r"(?:公布|发布|颁布|公告|通过|印发)(?:之日起?)?(?:施行|实施)")
#: Days within which a version that was passed is approved and published.
_TO_PUBLICATION = 500
#: Days by which a file's date may be off from what its text says, for the same version.
_SLIP = 45


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a law as the head tells it. Dates are ISO 8601."""

    #: When it was last passed or approved.
    passed: str | None = None
    published: str | None = None
    effective: str | None = None
    number: str | None = None

    @property
    def day(self) -> str | None:
        """When it was published; when it was passed, where only that is given."""
        return self.published or self.passed


@dataclass(frozen=True, slots=True)
class Repeal:
    """A law that another does away with."""

    #: As it is named, with the body before it where the title begins with 关于.
    title: str
    #: The first day it no longer holds; None where that cannot be told from the text.
    day: str | None
    #: Title of the law that says so.
    by: str
    #: Where it says so: 《中华人民共和国民法典》第一千二百六十条.
    basis: str
    #: When it was made, and its number, where the clause says so.
    published: str | None = None
    number: str | None = None
    #: The bodies that made it, where the clause says so.
    org: str | None = None


def law_of(document: Document) -> Law:
    """The law ``document`` is the text of: title, rank, who made it, its versions.

    Every version its head tells of becomes an `Edition`; the newest holds the number of
    articles and the document's id. ``published`` is the day the version was published or, where
    the head gives only that, the day it was passed or approved. A law that is merely amended
    keeps the date it first came into force in its last article, so ``effective`` of an amended
    version is what the head says of the amendment, and None where it says nothing.

    The law's ``repealed``, ``successor`` and ``standing`` are None: no text tells its own end.
    """
    meta = document.meta
    *earlier, newest = versions_of(document)
    editions = [
        Edition(version.day, version.effective, version.number)
        for version in earlier
        if version.day is not None
    ]
    editions.append(
        Edition(newest.day, newest.effective, newest.number, _articles(document), document.id)
    )
    return Law(
        title=cleaned(meta.title),
        kind=meta.kind,
        org=meta.org,
        editions=tuple(editions),
        url=meta.url,
        source=OWN,
    )


def versions_of(document: Document) -> list[Version]:
    """Every version the document's head tells of, oldest first; the last is its own.

    Never empty: where the head says nothing, the one version has what the metadata has.
    """
    meta = document.meta
    versions = [v for v in _versions(_notes(document)) if v.day]
    if not versions:
        versions = [Version(passed=meta.issued, published=meta.published)]
    last = versions[-1]
    if meta.published and last.day and meta.published != last.day:
        # The name of a file has the day of publication where the head stops at 通过.
        late = _days(last.day, meta.published)
        if last.published is None and -_SLIP <= late <= _TO_PUBLICATION:
            versions[-1] = replace(last, published=max(meta.published, last.day))
        elif late > _SLIP:
            versions.append(Version(published=meta.published))
    last = versions[-1]
    number = canonical_number(meta.number) if len(versions) == 1 else None
    effective = meta.effective if (meta.effective or "") >= (last.day or "") else None
    versions[-1] = replace(
        last, effective=last.effective or effective, number=last.number or number
    )
    own = key(meta.title)
    before = [r.published for r in _repeals(document) if key(r.title) == own and r.published]
    older = [Version(published=day) for day in sorted(before) if day < (versions[0].day or "")]
    return [*older, *versions]


def canonical_number(number: str | None) -> str | None:
    """The first document number in ``number``, in canonical form."""
    found = document_numbers(narrow(number or ""))
    return found[0].value if found else None


def repeals_of(document: Document) -> list[Repeal]:
    """The laws that end when the law in ``document`` comes into force, as it says itself.

    What it repeals in part is left out, and earlier laws of its own name, which are versions of
    it. A decision to repeal is read by its title, too.
    """
    own = key(document.meta.title)
    found = {key(repeal.title): repeal for repeal in _repeals(document) if key(repeal.title) != own}
    return list(found.values())


# ---- the head -------------------------------------------------------------------------


def _notes(document: Document) -> str:
    """The head's lines below the title as one line, half-width, titles in it emptied."""
    head, _ = split_head(read_lines(document.text))
    words = "".join(
        line.words
        for line in head
        if not line.depth and line.kind not in (Kind.HEAD_END, Kind.WORDS, Kind.CONTENTS)
    )
    return _TITLE.sub("《》", narrow(words).replace("〈", "《").replace("〉", "》"))


def _versions(notes: str) -> list[Version]:
    """The versions told by ``notes``: dates, each with what happened on it."""
    versions: list[Version] = []
    amended_last = False
    for day, words in _events(notes):
        last = versions[-1] if versions else None
        numbers = document_numbers(words)
        number = numbers[0].value if numbers else None
        if _IN_FORCE.match(words):
            if last and not last.effective and day >= (last.day or day):
                versions[-1] = replace(last, effective=day)
            continue
        amended, published = _AMENDED.search(words), _PUBLISHED.search(words)
        passed = _PASSED.search(words) or _APPROVED.search(words)
        if not (amended or published or passed):
            continue
        waits = bool(
            last
            and last.passed
            and not last.published
            and 0 <= _days(last.passed, day) <= _TO_PUBLICATION
        )
        joins = waits and (
            # 通过, then 批准, then 公布: one version. 通过, and 通过 years later: two.
            (published and not amended)
            or (_APPROVED.search(words) and not amended)
            or (amended and not amended_last and last and _days(last.passed or day, day) <= 1)
        )
        at_once = day if _AT_ONCE.search(words) else None
        if joins and last:
            now = replace(last, **({"published": day} if published else {"passed": day}))
            versions[-1] = replace(
                now, number=number or last.number, effective=at_once or last.effective
            )
        elif published or (number and not passed) or (amended and not _by_meeting(words)):
            versions.append(Version(None, day, at_once, number))
        else:
            versions.append(Version(day, None, at_once, number))
        amended_last = bool(amended)
    return sorted(versions, key=lambda version: version.day or "")
