"""What the text of a law says of itself: its versions, and the laws it does away with.

Under the title a law's dates stand in order, oldest first: passed, approved, published, then
each amendment (Technical Rules of Legislation, part 1, 题注). Its last article says from when it
is in force and which laws end with that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from kb.citations.closing import (
    ended_by,
    in_force_from,
    maker_in,
    takes_effect_at_once,
)
from kb.citations.laws import Edition, Law, official
from kb.citations.names import in_marks, key
from kb.citations.numbers import document_numbers
from kb.document import Document
from kb.parsing.law_header import DATE
from kb.parsing.law_lines import Kind, read_lines
from kb.parsing.numerals import article_number
from kb.parsing.report_header import read_date
from kb.segmentation import narrow

#: `Law.source` of what was read in a document of the base.
OWN = "本库文件"

#: A title in marks, with titles in it.
_TITLE = re.compile(r"《(?:[^《》]|《[^《》]{0,200}》){0,300}》")


class Act(Enum):
    """What happens to a law on a day."""

    PASSED = "通过"
    APPROVED = "批准"
    PUBLISHED = "公布"
    IN_FORCE = "施行"


_AMENDED = re.compile(r"修正|修订|修改|通过的《》")
_BY_DECISION = re.compile(r"修正|修改|《》")
_APPROVED = re.compile(r"批准")
_MEETING = re.compile(r"会议|大会|委员会第|通过|批准")
_PASSED = re.compile(r"通过|审议")
_PUBLISHED = re.compile(r"公布|发布|颁布|印发|公告|制定|令\(?第?.{1,8}号\)?$")
_IN_FORCE = re.compile(r"\s*日?起?(?:正式)?(?:施行|实施|生效|执行)")
_AT_ONCE = re.compile(r"(?:公布|发布|颁布|公告|通过|印发)(?:之日起?)?(?:施行|实施)")
_LOCAL = "地方性法规"
#: Characters of a text without passages that are taken for its head.
_LONGEST_HEAD = 3000
#: Days within which a version that was passed is approved and published, and, where the head
#: says 公布 without more, at the latest.
_TO_PUBLICATION = 500
_TO_LATE_PUBLICATION = 1000
#: Days within which a province approves what a city has amended.
_TO_APPROVAL = 150
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
    #: Whether it is the version before with some articles changed, not a text of its own.
    amended: bool = False
    #: Whether the law was new then: before it there was none.
    first: bool = False

    @property
    def day(self) -> str | None:
        """When it was published; when it was passed, where only that is given."""
        return self.published or self.passed


@dataclass(frozen=True, slots=True)
class _Event:
    """A day in a law's head."""

    day: str
    words: str
    act: Act
    #: Whether it makes another version of a law that is there already.
    revises: bool
    #: Whether by changing some articles.
    amends: bool
    #: Whether the words before it run on to it: 某日某会议通过、某日某会议通过.
    joined: bool


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
        if version.day or version.effective
    ]
    editions.append(
        Edition(newest.day, newest.effective, newest.number, _articles(document), document.id)
    )
    return Law(
        title=official(meta.title),
        kind=meta.kind,
        org=(meta.kind == _LOCAL and _maker(document)) or meta.org,
        editions=tuple(editions),
        url=meta.url,
        source=OWN,
        whole=(earlier or [newest])[0].first,
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
    if last.passed is None and len(versions) > 1 and takes_effect_at_once(document):
        # 自公布之日起 was said of the first version; the head doesn't tell of this one.
        effective = None
    versions[-1] = replace(
        last, effective=last.effective or effective, number=last.number or number
    )
    own = key(meta.title)
    before = [ended.published for ended in ended_by(document) if key(ended.title) == own]
    if before:
        versions[0] = replace(versions[0], first=False)
    days = sorted(day for day in before if day and day < (versions[0].day or ""))
    older = [Version(published=day, first=day == days[0]) for day in days]
    return [*older, *_with_first_day(versions, in_force_from(document))]


def _with_first_day(versions: list[Version], day: str | None) -> list[Version]:
    """``versions`` with the day their text names in the version it belongs to.

    A law that is amended keeps the day its last whole version came into force.
    """
    if day is None or any(version.effective == day for version in versions):
        return versions
    whole = [i for i, v in enumerate(versions) if not v.amended and (v.day or "") <= day]
    if not whole:
        return [Version(effective=day), *versions]
    found = versions[whole[-1]]
    if not found.effective:
        versions[whole[-1]] = replace(found, effective=day)
    return versions


def canonical_number(number: str | None) -> str | None:
    """The first document number in ``number``, in canonical form."""
    found = document_numbers(narrow(number or ""))
    return found[0].value.replace("中华人民共和国", "") if found else None


def repeals_of(document: Document) -> list[Repeal]:
    """The laws that end when the law in ``document`` comes into force, as it says itself.

    What it repeals in part is left out, and so are earlier laws of its own name: these are
    versions of it.
    """
    title = official(document.meta.title)
    all_ended = list(ended_by(document))
    if not all_ended:
        return []
    versions = versions_of(document)
    in_force, at_once = in_force_from(document), takes_effect_at_once(document)
    found: dict[str, Repeal] = {}
    for ended in all_ended:
        same = key(ended.title)
        if same == key(title) or not same:
            continue
        first = next((v for v in versions if (v.day or "") > (ended.published or "")), None)
        day = ended.day or in_force or (first.effective if first else None)
        if not day and first and at_once:
            day = first.day
        found[same] = Repeal(
            title=official(ended.title),
            day=day,
            by=title,
            basis=in_marks(title) + _article(ended.locator),
            published=ended.published,
            number=ended.number,
            org=ended.org,
        )
    return list(found.values())


def _article(locator: str) -> str:
    """The article in a locator; "" for paragraphs and appendices that bear no number."""
    label = locator.partition("#")[0]
    return label if article_number(label) else ""


# ---- the head -------------------------------------------------------------------------


def _notes(document: Document) -> str:
    """The lines above the first passage as one, half-width, titles in it emptied."""
    end = document.passages[0].start if document.passages else _LONGEST_HEAD
    words = "".join(
        line.words
        for line in read_lines(document.text[:end])
        if line.kind in (Kind.PROSE, Kind.UNIT) and not line.depth
    )
    return _TITLE.sub("《》", narrow(words).replace("〈", "《").replace("〉", "》"))


def _maker(document: Document) -> str | None:
    """The body that revised the law, where the head tells of no other that passed it.

    A city's regulation is approved by its province, which doesn't make it.
    """
    events = list(_events(_notes(document)))
    if any(event.act is Act.PASSED and not event.revises for event in events):
        return None
    return next((maker_in(e.words) for e in events if e.act is Act.PASSED), None)


def _versions(notes: str) -> list[Version]:
    """The versions told by ``notes``, oldest first."""
    versions: list[Version] = []
    for event in _events(notes):
        last = versions[-1] if versions else None
        if event.act is Act.IN_FORCE:
            if last and not last.effective and event.day >= (last.day or ""):
                versions[-1] = replace(last, effective=event.day)
            continue
        at_once = event.day if _AT_ONCE.search(event.words) else None
        number = canonical_number(event.words)
        published = event.day if event.act is Act.PUBLISHED else None
        passed = None if published else event.day
        if last and _continues(last, event):
            versions[-1] = replace(
                last,
                passed=passed or last.passed,
                published=published,
                effective=at_once or last.effective,
                number=number or last.number,
                amended=last.amended or event.amends,
            )
        else:
            new = not versions and not event.revises
            versions.append(Version(passed, published, at_once, number, event.amends, new))
    return sorted(versions, key=lambda version: version.day or "")


def _continues(last: Version, event: _Event) -> bool:
    """Whether ``event`` completes the version before it, which is not published yet.

    通过, then 批准, then 公布 make one version; 通过, and years later 通过 again, two.
    """
    if not last.passed or last.published:
        return False
    days = _days(last.passed, event.day)
    if event.act is Act.PUBLISHED and not event.revises:
        return 0 <= days <= _TO_LATE_PUBLICATION
    if not 0 <= days <= _TO_PUBLICATION:
        return False
    if event.revises:
        # What a city resolves to change, and its province approves.
        return event.act is Act.APPROVED and days <= _TO_APPROVAL and not last.amended
    return event.act is not Act.PASSED or event.joined or not days


def _events(notes: str) -> Iterator[_Event]:
    """Each date of ``notes`` at which something happened to the law."""
    dates = list(DATE.finditer(notes))
    ends = [*(found.start() for found in dates[1:]), len(notes)]
    approved: str | None = None
    joined = False
    for found, end in zip(dates, ends, strict=False):
        day, words = read_date(found[0]), notes[found.end() : end].strip()
        if day is None:
            continue
        # 省人大常委会批准的 某月某日 市人大常委会…修正: one event, of the later day.
        if words.endswith(("批准的", "通过的")):
            approved = day
            continue
        act = _act(words)
        if act:
            day = max(day, approved or day)
            revises = bool(_AMENDED.search(words))
            amends = revises and bool(_BY_DECISION.search(words))
            yield _Event(day, words, act, revises, amends, joined)
        approved = day if not act and words.endswith(("、", ",")) else None
        joined = words.endswith(("、", ",", "和"))


def _act(words: str) -> Act | None:
    """What the words after a date say happened."""
    if _IN_FORCE.match(words):
        return Act.IN_FORCE
    if _PUBLISHED.search(words):
        return Act.PUBLISHED
    by_meeting = _MEETING.search(words)
    if _AMENDED.search(words) and not by_meeting:
        return Act.PUBLISHED
    if _APPROVED.search(words):
        return Act.APPROVED
    return Act.PASSED if _PASSED.search(words) or (by_meeting and _AMENDED.search(words)) else None


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _articles(document: Document) -> int | None:
    """The highest number of an article in the document."""
    numbers = (article_number(p.locator.partition("#")[0]) for p in document.passages)
    return max((number[0] for number in numbers if number), default=None)
