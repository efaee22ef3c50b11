"""What belongs to a name in the text: its number, its version, a short name, its articles.

《某某法》(2019年修正)第五条; 《某某规定》(中办发〔2016〕71号,以下简称《规定》);
国务院令第431号《某某条例》.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kb.citations.articles import Places, read_places
from kb.citations.numbers import Number
from kb.parsing.numerals import NUMERAL

_BRACKET = re.compile(
    r"[^\S\n]{0,2}(?:\((?P<inside>[^()]{1,120}(?:\([^()\n]*\)[^()]{0,80})?)\)"
    r"|【(?P<black>[^【】]{1,120})】|\[(?P<square>[^\[\]\n]{1,20}\[\d{4}\][^\[\]\n]{1,9})\])"
)
#: A bracket that belongs to the title though it stands behind the marks.
_OF_TITLE = re.compile(
    r"(?:19|20)\d\d年?\s?[-‐‑‒–—―－~～至]*\s?(?:19|20)\d\d年?|试行|暂行|修订|修正|修订版|修正案"
)
_EDITION = re.compile(
    r"(?P<year>(?:19|20)\d\d)年?(?:\d{1,2}月(?:\d{1,2}日)?)?"
    r"(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改|公布|版)(?:本|版)?"
)
#: 以下简称《纲要》 and the like.
SHORT_NAME = re.compile(
    r"(?:以下(?:简|并|合|统)?|下|简|统)称(?:为|作|之为)?[:]?[^\S\n]?[“\"'‘「『《〈]{0,2}(?P<short>[^“”\"'‘’「」『』《》〈〉()、,;\n]{2,24})"
)
_OPEN_DEFINITION = re.compile(
    rf"[^\S\n]?,[^\S\n]?(?=以下|下称)(?P<inside>{SHORT_NAME.pattern}[”\"'’」』》〉]{{0,2}})"
)
#: A number whose body is the title's: 《…的公告》(2023年第5号).
_NUMBERED = re.compile(r"(?:(?:19|20)\d\d年)?第\d{1,4}号")
#: From a name to its articles: 《某某法》的第三条, 《某某法》第二章第十条.
_TO_ARTICLES = re.compile(
    rf"[^\S\n]{{0,2}}(?:(?:当中|中|里|其中)?的|中|之)?[^\S\n]?"
    rf"(?:(?:的)?第[{NUMERAL}]{{1,5}}(?:分编|编|章|节)(?:[“”][^“”\n]{{1,20}}[“”])?)*(?:的|中)?[^\S\n]?"
)
_TO_NUMBER = re.compile(r"[^\S\n]{0,2}")
_FROM_NUMBER = re.compile(r"[^\S\n]{0,2}(?:文(?:件)?)?[^\S\n]{0,2}")


@dataclass(frozen=True, slots=True)
class Attached:
    """What stands with a name, and from where to where the whole goes."""

    start: int
    end: int
    number: Number | None = None
    edition: int | None = None
    #: Brackets that belong to the title: (2021—2025年), (试行).
    suffix: str = ""
    places: Places | None = None
    #: Short names it is given.
    shorts: tuple[str, ...] = ()
    #: Characters after the name that were read: brackets that define a short name too.
    read_to: int = 0

    @property
    def articles(self) -> tuple[str, ...]:
        """The places that are cited, in canonical form."""
        return self.places.labels() if self.places else ()


def attached(
    text: str, start: int, end: int, numbers: Sequence[Number], since: int = 0
) -> Attached:
    """What belongs to the name in ``text[start:end]`` (folded).

    numbers: the document numbers of the whole text, in order. since: what stands before belongs
    to another name.
    """
    number = _ending_at(text, numbers, start)
    if number is not None and number.start >= since:
        start = number.start
    else:
        number = None
    edition: int | None = None
    shorts: list[str] = []
    last, at = end, end
    suffix = ""
    while bracket := _BRACKET.match(text, at) or _OPEN_DEFINITION.match(text, at):
        inside = bracket["inside"] or bracket["black"] or bracket["square"]
        held = _within(numbers, bracket.start(), bracket.end())
        version = _EDITION.fullmatch(inside.strip())
        definition = SHORT_NAME.search(inside)
        of_title = _OF_TITLE.fullmatch(inside.strip())
        numbered = _NUMBERED.fullmatch(inside.strip())
        if not (held or version or definition or of_title or numbered):
            break
        at = bracket.end()
        if definition:
            shorts.append("".join(definition["short"].split()))
        if version:
            edition = int(version["year"])
        number = number or (held[0] if held else None)
        if of_title:
            suffix += f"({inside})"
        if held or version or of_title or numbered:
            last = at
    if number is None and (follows := _starting_at(text, numbers, at)):
        number = follows
        last = at = number.end
    lead = _TO_ARTICLES.match(text, at)
    places = read_places(text, lead.end()) if lead else None
    if places:
        last = places.end
    return Attached(start, last, number, edition, suffix, places, tuple(shorts), max(at, last))


def _within(numbers: Sequence[Number], start: int, end: int) -> list[Number]:
    first = bisect_left(numbers, start, key=lambda number: number.start)
    return [n for n in numbers[first : first + 4] if n.end <= end]


def _starting_at(text: str, numbers: Sequence[Number], at: int) -> Number | None:
    gap = _TO_NUMBER.match(text, at)
    place = gap.end() if gap else at
    first = bisect_left(numbers, place, key=lambda number: number.start)
    return numbers[first] if first < len(numbers) and numbers[first].start == place else None


def _ending_at(text: str, numbers: Sequence[Number], at: int) -> Number | None:
    """The number that leads directly to a name at ``at``."""
    first = bisect_left(numbers, at, key=lambda number: number.start)
    if not first:
        return None
    number = numbers[first - 1]
    return number if number.end <= at and _FROM_NUMBER.fullmatch(text, number.end, at) else None
