"""Metadata of a report: what the page's fields, its title and its signature tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date

from kb.document import REPORT_KIND, Genre, Metadata
from kb.parsing.numerals import to_int
from kb.parsing.report_lines import Line, fold
from kb.parsing.report_page import Page
from kb.parsing.report_title import find_title, find_year, join_words, org_in
from kb.parsing.report_words import (
    NO_ORG,
    NO_VALUE,
    RANK,
    Field,
    fields_of,
    is_crumb,
    is_date_line,
    is_field_line,
    is_furniture,
    is_org,
    is_report_title,
    signed_line,
)

#: Day and hour among names: so a page says when it was put up, without a label.
_STAMP = re.compile(r"[12]\d{3}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d{2}")
#: 市水务局, 区政府: which city's, which district's is left out.
_LOCAL = re.compile("[省市区县州镇]|本")
_LONGEST_STAMP = 80
_HAN_DIGITS = "〇○零O一二三四五六七八九"
_DATE = re.compile(
    r"(?<!\d)(?P<year>[12]\d{3})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)"
)
_HAN_DATE = re.compile(
    rf"(?P<year>[一二][{_HAN_DIGITS}]{{3}})\s*年\s*(?P<month>[一二三四五六七八九十]{{1,2}})\s*月"
    r"\s*(?P<day>[一二三四五六七八九十]{1,3})\s*日"
)
_COMPACT_DATE = re.compile(r"(?<!\d)(?P<year>[12]\d{3})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_NUMBER = re.compile(
    r"(?P<maker>[㐀-鿿][㐀-鿿()]{0,18}?)\s?[〔\[(【]\s?(?P<year>[12]\d{3})\s?[〕\])】]"
    r"\s?(?P<kind>[㐀-鿿]{0,3}?)第?\s?(?P<count>\d{1,5})\s?号"
)
_ORDER_NUMBER = re.compile(r"[㐀-鿿]{0,16}(?:[12]\d{3}\s?年\s?)?第\s?\d{1,4}\s?号")
_INDEX = re.compile(r"[\w〔〕\[\]()-][\w〔〕\[\]()/.—-]{2,59}")
#: Names have letters, and neither sentences nor dates in them.
_NAME = re.compile(r"(?![\W\d_]*$)(?!.*\d{4})[^。;]*")
#: 榕政办-2024-0001: an index number may have the name of its maker in it, not a sentence.
_HAN, _MOST_HAN = re.compile("[㐀-鿿]"), 8
_LONGEST_OTHER = 40
_CRUMB_STEP = re.compile(r"\s*[>»›→]+\s*")
#: How many opening paragraphs may tell the year.
_OPENING = 4


def read_date(text: str) -> str | None:
    """The first date in ``text`` as ISO 8601, None without a real one.

    >>> [read_date(t) for t in ("2024年3月5日", "2021/03/29 11:30", "二〇二四年三月五日")]
    ['2024-03-05', '2021-03-29', '2024-03-05']
    """
    text = fold(text)
    for pattern in (_DATE, _HAN_DATE, _COMPACT_DATE):
        if match := pattern.search(text):
            with suppress(ValueError):
                return date(*map(to_int, match.group("year", "month", "day"))).isoformat()
    return None


def read_number(text: str) -> str | None:
    """A document number in its standard form (GB/T 9704-2012, 7.2.5).

    >>> read_number("榕资规[2023] 12号"), read_number("无")
    ('榕资规〔2023〕12号', None)
    """
    text = fold(text)
    if match := _NUMBER.search(text):
        return "{maker}〔{year}〕{kind}{count}号".format(**match.groupdict())
    order = _ORDER_NUMBER.fullmatch(text.strip())
    return re.sub(r"\s", "", order[0]) if order else None


def _read_index(text: str) -> str | None:
    match = _INDEX.match(fold(text))
    if not match or not re.search(r"\d", match[0]) or len(_HAN.findall(match[0])) > _MOST_HAN:
        return None
    return match[0].rstrip(".")


def _read_org(text: str) -> str | None:
    org = _read_source(text)
    return None if not org or org.endswith(NO_ORG) else org


def _read_source(text: str) -> str | None:
    words = re.sub(r"\s+", " ", text)
    if not 2 <= len(words) <= 50 or not _NAME.fullmatch(fold(words)) or is_report_title(words):
        return None
    return words


def _read_title(text: str) -> str | None:
    return join_words(text) if is_report_title(join_words(text)) else None


def _read_other(text: str) -> str | None:
    # A body or a title on the line after an empty field is the beginning of the text.
    taken = len(text) > _LONGEST_OTHER or is_report_title(fold(text)) or is_org(text)
    return None if taken else text


_READERS: dict[str, Callable[[str], str | None]] = {
    "index_number": _read_index,
    "org": _read_org,
    "source": _read_source,
    "issued": read_date,
    "published": read_date,
    "number": read_number,
    "title": _read_title,
    "other": _read_other,
}


@dataclass(slots=True)
class _Found:
    """What the fields of a page say, and the lines that are none."""

    values: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    loose: list[Line] = field(default_factory=list)

    def take(self, label: Field, value: str) -> bool:
        """Note ``value`` for ``label`` if it is one of its kind."""
        if re.sub(r"[\s.。]", "", value).lower() in NO_VALUE:
            return True
        read = _READERS[label.name](value)
        if read is None:
            return False
        self.values.setdefault(label.name, []).append((RANK[label.label], read))
        return True

    def best(self, name: str) -> str | None:
        """The value of the label that tells most; of equals the first."""
        values = self.values.get(name)
        return min(values, key=lambda value: value[0])[1] if values else None


def _read_fields(lines: Iterable[Line]) -> _Found:
    """The fields in ``lines``: label and value in one line, or cell by cell in several."""
    found = _Found()
    waiting: list[Field] = []
    for line in lines:
        if is_furniture(line.text) and not is_field_line(line.text):
            continue
        if not is_field_line(line.text):
            if not _fill(waiting, line.written, found):
                found.loose.append(line)
                if is_report_title(line.text):
                    waiting.clear()
            continue
        leading, labels = fields_of(line.written)
        if leading:
            found.loose.append(replace(line, text=fold(leading), written=leading))
        for label in labels:
            if label.value:
                found.take(label, label.value)
        if all(not label.value for label in labels):
            waiting += labels
        elif not labels[-1].value:
            waiting.append(labels[-1])
    return found


def _fill(waiting: list[Field], text: str, found: _Found) -> bool:
    """Give a line without label to the label that waits for such a value, the last first."""
    cells = [cell for cell in re.split(r"\s*[|\t]\s*|\s{2,}", text) if cell]
    if len(cells) == len(waiting) > 1:
        for label, cell in zip(waiting, cells, strict=True):
            found.take(label, cell)
        waiting.clear()
        return True
    for at in range(len(waiting) - 1, -1, -1):
        if found.take(waiting[at], text):
            del waiting[at]
            return True
    return False


def read_metadata(page: Page, opening: Sequence[str], name: str) -> Metadata:
    """What is known of the report on ``page``.

    opening: its first paragraphs; name: its file's name, for a title where it shows none.
    """
    head, tail = _read_fields(page.head), _read_fields(page.tail)
    crumbs = [_CRUMB_STEP.split(line.text)[-1] for line in page.head if is_crumb(line.text)]
    title = head.best("title") or find_title(head.loose, crumbs, name) or name or _first(opening)
    loose = _read_loose(head.loose)
    signed_org, signed_on = _read_signature(page.signature)
    source = head.best("source") or tail.best("source")
    published = head.best("published") or loose.best("published") or tail.best("published")
    issued = head.best("issued") or tail.best("issued") or signed_on or loose.best("issued")
    author = _full_name(head.best("org") or signed_org, org_in(title)) or loose.best("org")
    return Metadata(
        title=title,
        genre=Genre.REPORT,
        kind=REPORT_KIND,
        org=author or tail.best("org") or (source if source and _read_org(source) else None),
        number=head.best("number") or loose.best("number"),
        index_number=head.best("index_number") or tail.best("index_number"),
        issued=issued,
        published=published,
        year=find_year(title, [name, *opening[:_OPENING]], published or issued),
        source=source,
    )


def _first(opening: Sequence[str]) -> str:
    """The beginning of a text that has no title."""
    return join_words(opening[0][:30]) if opening else ""


def _read_loose(lines: Iterable[Line]) -> _Found:
    """Dates, numbers and bodies that stand in lines of their own, without a label.

    A body above the title is the banner of the site; below it, the author.
    """
    found = _Found()
    titled = False
    for line in lines:
        text = line.text
        bracketed = text[0] == "("
        titled = titled or is_report_title(text)
        if is_date_line(text) or (bracketed and read_date(text)):
            day = read_date(text)
            if day:
                found.values.setdefault("issued" if bracketed else "published", []).append((0, day))
        elif len(text) <= _LONGEST_STAMP and (stamp := _STAMP.search(text)):
            if day := read_date(stamp[0]):
                found.values.setdefault("published", []).append((1, day))
        elif len("".join(text.split())) <= _LONGEST_OTHER and (number := read_number(text)):
            found.values.setdefault("number", []).append((0, number))
        elif titled and is_org(text):
            found.values.setdefault("org", []).append((0, line.written))
    return found


def _full_name(org: str | None, titled: str | None) -> str | None:
    """The body as its page names it, or as the title does where the page says 市水务局."""
    return titled if titled and (not org or _LOCAL.match(org)) else org


def _bodies(words: str) -> list[str]:
    """The bodies named in ``words``: several with a gap between, or one with its words spread."""
    parts = words.split()
    return parts if all(map(is_org, parts)) else ["".join(parts)]


def _read_signature(lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """Body and date of 落款; several bodies are joined by 、."""
    orgs, day = [], None
    for line in lines:
        signed = signed_line(line.text)
        if signed:
            orgs += _bodies(signed["org"])
        elif not is_date_line(line.text):
            orgs += _bodies(line.text)
        day = read_date(line.text) or day
    return "、".join(orgs) or None, day
