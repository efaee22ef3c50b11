"""The numbers that order a report: 第一部分, 一、, (一), 1., (1), ①, 一是 … .

The numbering of official papers is 一、 (一) 1. (1) in this order (GB/T 9704-2012, 7.3.3);
what reports do with it varies, so order and sequence are read from each report
(`kb.parsing.report_outline`). This module says only what *could* be a number, in folded text
(`kb.parsing.report_lines.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import normalize

from kb.parsing.numerals import to_chinese, to_int

#: Families of headings, outermost first, as the standard has it and as papers extend it.
FAMILIES = (
    "attachment", "part", "chapter", "subchapter", "han", "bracketed_han", "arabic",
    "bracketed_arabic", "circled",
)  # fmt: skip
#: Canonical label of each family for its number.
_LABELS = {
    "attachment": "附件{}",
    "part": "第{}部分",
    "chapter": "第{}章",
    "subchapter": "第{}节",
    "han": "{}、",
    "bracketed_han": "({})",
    "arabic": "{}.",
    "bracketed_arabic": "({})",
    "circled": "{}",
}
_OUTER = frozenset({"part", "chapter", "subchapter", "han", "bracketed_han"})
_ARABIC_FAMILIES = frozenset({"attachment", "arabic", "bracketed_arabic"})
#: Words that count points one after the other without the ordinals of a series.
_SERIES = {"首先": 1, "其次": 2, "再次": 3, "最后": 4}

_HAN = "[一二三四五六七八九十百]"
_DIGIT = "[0-9]"
_REFERRED = r"(?![规所的中第是和、至到已将由与及,])"
#: 1.2023年工作, 2.12345热线 and 3、110联动, but not 3.5亿元 and not 3、4月份.
_DIGITS_FOLLOW = rf"(?!{_DIGIT})|(?={_DIGIT}{{4}}(?:{_DIGIT}|\s?年))|(?<=、)(?={_DIGIT}{{3}})"
_BRACKET_FOLLOWS = rf"(?!\s?\(\s?(?:{_HAN}|{_DIGIT})|[、,]\s?\(|[项款目])"
_HEADINGS = (
    rf"(?P<part>第\s?{_HAN}{{1,3}}\s?(?:部分|篇|编)){_REFERRED}\s?[、:]?"
    rf"|(?P<chapter>第\s?{_HAN}{{1,3}}\s?章){_REFERRED}\s?[、:]?"
    rf"|(?P<subchapter>第\s?{_HAN}{{1,3}}\s?节){_REFERRED}\s?[、:]?"
    rf"|(?P<bracketed_han>\(\s?{_HAN}{{1,3}}\s?\)|[㈠-㈩]){_BRACKET_FOLLOWS}[、.]?"
    rf"|(?P<bracketed_arabic>\(\s?{_DIGIT}{{1,2}}\s?\)|[⑴-⒇]){_BRACKET_FOLLOWS}[、.]?"
    rf"|(?P<han>{_HAN}{{1,3}}\s{{0,2}}[、.])(?!{_HAN}(?:级|类|、|是|{_HAN}?[、)]))"
    rf"|(?P<arabic>{_DIGIT}{{1,2}}\s{{0,2}}[.、])(?:{_DIGITS_FOLLOW})|(?P<digit_dot>[⒈-⒛])"
)
_POINTS = (
    rf"(?P<is>{_HAN}{{1,3}}是)(?!{_HAN}[、是])|(?P<must>{_HAN}{{1,3}}要)"
    rf"|(?P<ordinal>第{_HAN}{{1,3}})(?=[,是:]|、(?!第|{_HAN}))|(?P<of_these>其{_HAN})(?=[,是:])"
    rf"|(?P<series>首先|其次|再次|最后)(?=,)"
)
_CIRCLED = r"(?P<circled>[①-⑳])"
#: What only mistyping makes of a number, believed at the start of a paragraph alone: an l
#: for 1, a bracket forgotten.
_MISTYPED = (
    rf"(?P<letter>[lI]\s?[.、])(?=\W*[㐀-鿿])"
    rf"|(?P<half_han>{_HAN}{{1,3}}\s?\))|(?P<half_arabic>{_DIGIT}{{1,2}}\s?\))"
)
_ATTACHED = r"(?P<attachment>附件\s?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2}|))\s?(?::\s?|$)"
_AT_START = re.compile(f"{_HEADINGS}|{_POINTS}|{_CIRCLED}|{_ATTACHED}|{_MISTYPED}")
#: In running text a number follows the end of a clause; points may follow a comma as well.
_INSIDE = re.compile(
    rf"(?<=[\s。;:!?])(?:{_HEADINGS})|(?<=[\s。;:!?,])(?:{_POINTS})|{_CIRCLED}"
    rf"|(?<=[。;:])(?P<half_arabic>{_DIGIT}{{1,2}}\s?\))"
)
_BEHIND_NUMBER = re.compile(rf"\s{{0,2}}(?:{_POINTS})")
_SAME_FAMILY = {
    "digit_dot": "arabic", "letter": "arabic",
    "half_han": "bracketed_han", "half_arabic": "bracketed_arabic",
}  # fmt: skip
_STRONG = re.compile(r"[。;:!?\s]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that may open a heading or a point."""

    family: str
    value: int
    #: Canonical: 1. for 1、 as well.
    label: str
    start: int
    #: Where its words begin.
    end: int
    opens_paragraph: bool
    #: Whether a sentence or a clause ended before it, not just a comma.
    strong: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether its family is one of headings, not of points."""
        return self.family in _LABELS

    @property
    def outer(self) -> bool:
        """Whether its family is one of those that divide a whole report."""
        return self.family in _OUTER


def opening_mark(text: str, start: int = 0, end: int | None = None) -> Mark | None:
    """The number with which the paragraph ``text[start:end]`` opens, if any.

    >>> opening_mark("(一 )加强领导").label, opening_mark("1、深化改革").label
    ('(一)', '1.')
    >>> opening_mark("3.5亿元"), opening_mark("一、二级河道"), opening_mark("第一章规定的")
    (None, None, None)
    """
    match = _AT_START.match(text, start, len(text) if end is None else end)
    return _mark(match, opens_paragraph=True) if match else None


def numbers_in(text: str, start: int, end: int) -> Iterator[Mark]:
    """What could be numbers in the paragraph ``text[start:end]``, in order."""
    opening = _AT_START.match(text, start, end)
    # (三)一是: the first point may stand right behind the number of its heading.
    second = opening and _BEHIND_NUMBER.match(text, opening.end(), end)
    for match in filter(None, (opening, second)):
        if mark := _mark(match, opens_paragraph=match is opening):
            yield mark
        start = match.end()
    for match in _INSIDE.finditer(text, start, end):
        if mark := _mark(match, opens_paragraph=False):
            yield mark


def _mark(match: re.Match[str], *, opens_paragraph: bool) -> Mark | None:
    group = match.lastgroup or ""
    written = match[group]
    family = _SAME_FAMILY.get(group, group)
    value = 1 if group == "letter" else _SERIES.get(written) or _value(family, written)
    if not value:
        return None
    before = match.string[match.start() - 1 : match.start()]
    return Mark(
        family,
        value,
        _label(family, value, written),
        match.start(group),
        match.end(),
        opens_paragraph,
        opens_paragraph or not before or bool(_STRONG.match(before)),
    )


def _value(family: str, written: str) -> int | None:
    """The number in ``written``; None when its numerals are no number, as in 五一、."""
    number = re.sub(r"[^0-9一二三四五六七八九十百]", "", normalize("NFKC", written))
    if not number:
        return 1 if family == "attachment" else None
    try:
        value = to_int(number)
    except ValueError:
        return None
    return value if number.isdecimal() or to_chinese(value) == number else None


def _label(family: str, value: int, written: str) -> str:
    if family == "circled":
        return written
    if family == "part":
        return "第{}{}".format(to_chinese(value), re.sub(rf"第|\s|{_HAN}", "", written))
    if family not in _LABELS:
        return written
    numbered = written.strip() != "附件" if family == "attachment" else True
    number = str(value) if family in _ARABIC_FAMILIES else to_chinese(value)
    return _LABELS[family].format(number if numbered else "")
