"""Where on a government page the report begins and ends, and who signs it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kb.parsing.report_lines import Line
from kb.parsing.report_marks import opening_mark
from kb.parsing.report_words import (
    fields_of,
    is_crumb,
    is_date_line,
    is_field_line,
    is_furniture,
    is_imprint,
    is_org,
    is_report_title,
    is_salutation,
    is_sentence,
    signed_line,
    words_only,
)

#: How far below a sentence its title may stand, where the sentence is a slogan of the site.
_SLOGANS = 12
#: Links and notices below a report hold at most this share of its running text.
_SHARE_BELOW = 0.1
_CONTENTS = re.compile(r"目\s*录")
_HEADING = re.compile(r"[㐀-鿿、]{4,16}|【[^【】]{2,30}】|[前引序导]言")
_TITLE_AND_TEXT = re.compile(r"([^\s。,;:]{2,60}[12]\d{3}年[^\s。,;:]{2,60})\s+(?=\S)")
#: Words between spaces, and marks that none of the values of fields has.
_SPACED, _RUNNING = re.compile(r"\S+"), re.compile(r"[。;]|,(?!\d{3})")
_ATTACHMENT = re.compile(r"附件\s{0,2}(?:[0-9一二三四五六七八九十]{1,3}|)\s{0,2}(?:[:.].*)?")


@dataclass(slots=True)
class Page:
    """The lines of a page, sorted."""

    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    #: 落款: the body that signs and its date, at the end of the body.
    signature: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


def read_page(lines: Sequence[Line]) -> Page:
    """Sort ``lines`` into what stands before, in and after the report."""
    lines = [
        part for line in lines for whole in _title_apart(line) for part in _fields_apart(whole)
    ]
    first = _paragraph_start(lines, _body_start(lines))
    first = _contents_end(lines, first)
    last = _body_end(lines, first)
    page = Page(head=list(lines[:first]), tail=list(lines[last:]))
    signed = _signature(lines[first:last])
    # Printed pages carry the title at their head.
    titles = {words_only(line.text) for line in page.head if is_report_title(line.text)}
    for index, line in enumerate(lines[first:last]):
        if index in signed:
            page.signature.append(line)
        elif not (is_furniture(line.text) or words_only(line.text) in titles):
            page.body.append(line)
    return page


def _title_apart(line: Line) -> list[Line]:
    """The title and the rest of a line that goes on after a gap behind the title."""
    match = _TITLE_AND_TEXT.match(line.text)
    if not match or not is_report_title(match[1]) or "。" not in line.text[match.end() :]:
        return [line]
    return _cut(line, match.end(1), match.end())


def _fields_apart(line: Line) -> list[Line]:
    """The fields and the rest of a line in which the text follows them."""
    if "。" not in line.text or not fields_of(line.text)[1] or fields_of(line.text)[0]:
        return [line]
    words = _SPACED.finditer(line.text)
    first = next((word for word in words if _RUNNING.search(word[0])), None)
    if first is None or first.start() == 0:
        return [line]
    return _cut(line, len(line.text[: first.start()].rstrip()), first.start())


def _cut(line: Line, end: int, start: int) -> list[Line]:
    """``line`` up to ``end``, and from ``start``."""
    return [
        replace(line, end=line.start + end, text=line.text[:end], written=line.written[:end]),
        replace(
            line, start=line.start + start, text=line.text[start:], written=line.written[start:]
        ),
    ]


def _opens_body(line: Line) -> bool:
    text = line.text
    if is_field_line(text) or is_furniture(text) or is_date_line(text):
        return False
    mark = opening_mark(text)
    if mark and mark.is_heading and (mark.value == 1 or mark.outer):
        return True
    return is_sentence(text) and not is_crumb(text)


def _opens_part(text: str) -> bool:
    """Whether a line opens as an outer heading does: 第一部分, 一、 or (一)."""
    mark = opening_mark(text)
    return mark is not None and mark.outer


def _body_start(lines: Sequence[Line]) -> int:
    """The index of the first line of the report.

    A slogan or a greeting above the title reads like a sentence; so the search goes on after
    every title and dated field found before the first number, if more text follows than
    stood before.
    """
    start = next((i for i, line in enumerate(lines) if _opens_body(line)), None)
    if start is None:
        return 1 + max((i for i, line in enumerate(lines) if _is_known(line.text)), default=-1)
    before = 0
    for i in range(start, min(start + _SLOGANS, len(lines))):
        text = lines[i].text
        if _opens_part(text):
            break
        if is_report_title(text) or _is_dated(text):
            later = next((j for j in range(i + 1, len(lines)) if _opens_body(lines[j])), None)
            if later is not None and sum(len(line.text) for line in lines[later:]) > before:
                start, before = later, 0
        elif i >= start:
            before += len(text)
    # The line that addresses the readers is the first of the text.
    return start - 1 if start and is_salutation(lines[start - 1].text) else start


def _paragraph_start(lines: Sequence[Line], start: int) -> int:
    """Where the paragraph begins whose first sentence ends in line ``start``, or its heading."""
    at = start
    while (
        0 < at < len(lines)
        and not lines[at].parted
        and not (_is_known(lines[at - 1].text) or is_org(lines[at - 1].text))
    ):
        at -= 1
        if "," in lines[at].text:
            start = at
    titled = any(is_report_title(line.text) for line in lines[: max(0, start - 1)])
    return start - 1 if titled and _may_head_text(lines[start - 1]) else start


def _contents_end(lines: Sequence[Line], first: int) -> int:
    """Where the text begins behind its table of contents, ``first`` where there is none.

    The contents end where their first entry comes again.
    """
    near = range(max(0, first - 3), min(first + 1, len(lines) - 1))
    contents = next((i for i in near if _CONTENTS.fullmatch(lines[i].text)), None)
    if contents is None:
        return first
    entry = _entry(lines[contents + 1].text)
    again = (i for i in range(contents + 2, len(lines)) if _entry(lines[i].text) == entry)
    return next(again, first)


def _entry(text: str) -> str:
    """The words of an entry of contents, without dots and page number."""
    return words_only(text).rstrip("0123456789")


def _is_known(text: str) -> bool:
    """Whether a line is certainly none of the report's text."""
    fields = is_field_line(text) or is_date_line(text) or is_report_title(text)
    return fields or is_furniture(text) or is_crumb(text)


def _may_head_text(line: Line) -> bool:
    """Whether a line between title and text is the first heading, without number."""
    heads = line.hashes or line.bold or _HEADING.fullmatch(line.text)
    return bool(heads) and not (_is_known(line.text) or is_org(line.text))


def _is_dated(text: str) -> bool:
    return is_field_line(text) and any(
        f.name in ("issued", "published") and is_date_line(f.value) for f in fields_of(text)[1]
    )


def _body_end(lines: Sequence[Line], first: int) -> int:
    """The index after the last line of the report: where links and notices begin.

    Words of links occur in reports too; they end one only where hardly any text follows.
    """
    sentences = [len(line.text) if is_sentence(line.text) else 0 for line in lines]
    last_part = max((i for i in range(first, len(lines)) if _opens_part(lines[i].text)), default=0)
    before, after = 0, sum(sentences[first:])
    for i in range(first, len(lines)):
        after -= sentences[i]
        text = lines[i].text
        hardly_more = i > last_part and before and after <= _SHARE_BELOW * before
        ends = is_furniture(text) or is_imprint(text) or _ATTACHMENT.fullmatch(text)
        if hardly_more and (ends or _is_dated(text)):
            return i
        before += sentences[i]
    return len(lines)


def _signature(body: Sequence[Line]) -> set[int]:
    """The indices of lines that sign the report: names of bodies, then a date."""
    signed: set[int] = set()
    for i in range(1, len(body)):
        text = body[i].text
        if not (is_date_line(text) or signed_line(text)):
            continue
        above = i
        while above > 0 and is_org(body[above - 1].text.replace(" ", "")):
            above -= 1
        if above < i or i >= len(body) - 2 or signed_line(text):
            signed.update(range(above, i + 1))
    return signed
