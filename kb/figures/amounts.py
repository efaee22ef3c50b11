"""Amounts in running text: a number, its unit, and the marks that make it approximate.

Works on text made half-width (`kb.segmentation.narrow`), character for character. Numbers are
written as the national standard on figures in publications has them (GB/T 15835-2011): Arabic
with statistics, Chinese in words and for round numbers; reports mix both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from kb.figures.units import Unit, units
from kb.parsing.numerals import to_int


@dataclass(frozen=True, slots=True)
class Written:
    """An amount as it stands in a text."""

    start: int
    end: int
    value: float
    upper: float | None
    unit: Unit
    approximate: str | None


_HAN = "零〇一二三四五六七八九十百千万亿两廿"
#: A longer run of digits is a code; where a run begins is where a number does.
_ARABIC = r"(?<!\d)(?<!\d[.,])(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,14}(?:\.\d{1,6})?)(?!\d)"
_MORE = "多|余|来"
_SCALE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

_PERCENT = "%"

#: Marks before a number, the longer before what they begin with.
_BEFORE = (
    "不少于|不低于|不超过|不高于|不多于|不大于|不小于|至少|超过|突破|将近|接近|大约|大概|约为|多达|最多"
    "|不足|不到|低于|高于|少于|多于|近|约|超|逾|上|过"
)
#: Marks after a unit.
_AFTER = "以上|以下|以内|左右|上下|之多|余|多"
#: 近 and 约 as parts of other words: 附近, 节约; 上 and 过 count only before a round number.
_PART_OF_WORD = re.compile(r"(?:附|最|邻|就|新|远|亲|临|靠|走|相)近$|[节条公合签违制大预特]约$")
_ROUND = re.compile(r"[百千万亿]")


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(units(), key=len, reverse=True)))
    multiple = f"(?:{_MORE})?[百千万亿]{{0,2}}(?:{_MORE})?"
    chinese = (
        rf"(?<![{_HAN}])[{_HAN}]{{1,16}}(?:点[{_HAN}]{{1,6}})?(?:{_MORE})?(?:[万亿])?(?:{_MORE})?"
    )
    number = rf"(?:(?P<arabic>{_ARABIC})\s?(?P<scale>{multiple})|(?P<chinese>{chinese}))"
    again = rf"(?:(?P<arabic2>{_ARABIC})\s?(?P<scale2>{multiple})|(?P<chinese2>{chinese}))"
    # 3—5天, 3天至5天; the number that follows a hyphen of a code has letters before it.
    until = rf"(?:(?P<unit1>{names})?\s?(?:-|—+|–|~|～|至|到)\s?{again})?"
    return re.compile(
        rf"(?P<before>(?:{_BEFORE})?)(?:为|达)?\s?"
        rf"(?:(?P<parts>百分之)(?:(?P<hundredths>[{_HAN}点]+)|(?P<hundredths2>{_ARABIC}))"
        rf"|(?P<below>(?<![{_HAN}])[{_HAN}]{{1,6}}|(?<!\d)\d{{1,6}})分之(?P<above>[{_HAN}]{{1,6}}|\d{{1,6}})"
        rf"|(?P<tenths>[一二三四五六七八九])成(?![立为员功效都本绩长果熟交]|[{_HAN}])(?P<half>半)?"
        rf"|{number}{until}\s?(?P<unit>{names})(?:/(?P<per>{names})|\((?P<or>{names})\))?)"
        rf"(?P<after>(?:{_AFTER})?)"
    )


def amounts(text: str) -> Iterator[Written]:
    """The amounts in ``text``, which must be half-width, in order, none within another.

    What only looks like one (a date, an ordinal, a telephone number) is not told apart here.

    >>> [(a.value, a.unit.name, a.approximate) for a in amounts("金额7000多万元,近10万条,两家")]
    [(70000000.0, '元', '多'), (100000.0, '条', '近'), (2.0, '家', None)]
    """
    pattern, at = _pattern(), 0
    while match := pattern.search(text, at):
        written = _read(match, text)
        # A match that is no amount may hide one that begins within it.
        at = written.end if written else match.start() + max(len(match["before"]), 1)
        if written:
            yield written


class _Number(NamedTuple):
    value: float
    #: 多, 余 and the like within it.
    marks: tuple[str, ...]


def _read(match: re.Match[str], text: str) -> Written | None:
    before, after = match["before"], match["after"]
    start, end = match.start(), match.end()
    marks: list[str] = []
    if match["parts"] or match["below"] or match["tenths"]:
        value, unit, upper = _share(match), units()[_PERCENT], None
        core = next(match.start(g) for g in ("parts", "below", "tenths") if match[g])
        inner: tuple[str, ...] = ()
    else:
        unit = _unit(match)
        core = match.start("arabic") if match["arabic"] else match.start("chinese")
        number = _number(match, "")
        if number is None or not _is_unit(match, text, unit):
            return None
        value, inner = number
        upper = None
        if match["arabic2"] or match["chinese2"]:
            last = _number(match, "2")
            other = match["unit1"]
            if last and last.value > value and (not other or units()[other] == unit):
                if match["arabic"] and not match["scale"] and not other:
                    # 3—5万: both ends in 万.
                    value *= _scale_of(match["scale2"] or "")
                upper, inner = last.value, (*inner, *last.marks)
            elif other:
                # 1件——一份 …: no range, the amount ends at its own unit.
                unit, end, after = units()[other], match.end("unit1"), ""
            else:
                return None
    if value is None:
        return None
    if after in ("余", "多") and not (unit.kind != "count" or unit.name == "个"):
        end, after = match.start("after"), ""
    head = text[: match.end("before")] if before else ""
    if before and (
        _PART_OF_WORD.search(head[-3:]) or (before in "上过" and not _ROUND.match(text[core]))
    ):
        start, before = core, ""
    if before:
        marks.append(before)
    else:
        start = core
    marks += [mark for mark in inner if mark]
    if after:
        marks.append(after)
    return Written(start, end, value, upper, unit, " ".join(marks) or None)


def _number(match: re.Match[str], end: str) -> _Number | None:
    """The number of one ``end`` of a range ("" or "2"); None when it is none."""
    if digits := match[f"arabic{end}"]:
        scale = match[f"scale{end}"]
        marks = tuple(re.findall(_MORE, scale))
        return _Number(_exact(digits, _scale_of(scale)), marks)
    return _chinese(match[f"chinese{end}"])


def _chinese(words: str) -> _Number | None:
    """两千多万, 十余, 三点五; None for 一, which is an article, and for what is no number."""
    marks = tuple(re.findall(_MORE, words))
    plain = re.sub(_MORE, "", words)
    if plain[:1] in "百千万亿":
        if len(plain) > 1 and plain[1] not in "百千万亿":
            return None
        plain = f"一{plain}"
    try:
        if "点" in plain:
            whole, _, places = plain.partition("点")
            scale = _SCALE.get(places[-1:], 1)
            digits = "".join(str(to_int(c)) for c in places.rstrip("万亿"))
            value = _exact(f"{to_int(whole)}.{digits}", scale)
        else:
            value = float(_han(plain))
    except ValueError:
        return None
    return None if value <= 1 else _Number(value, marks)


def _han(words: str) -> int:
    """`to_int`, also for 两万亿, whose last places multiply."""
    scale = 1
    while words and words[-1] in "万亿" and len(words) > 1:
        scale *= _SCALE[words[-1]]
        words = words[:-1]
    return to_int(words) * scale


def _scale_of(scale: str) -> int:
    product = 1
    for char in scale:
        product *= _SCALE.get(char, 1)
    return product


def _exact(digits: str, scale: int) -> float:
    """``digits`` times ``scale`` without the dust of binary fractions: 1.1 万 is 11000."""
    whole, _, places = digits.replace(",", "").partition(".")
    return int(whole + places) * scale / 10 ** len(places)


def _share(match: re.Match[str]) -> float | None:
    try:
        if match["tenths"]:
            return to_int(match["tenths"]) * 10.0 + (5.0 if match["half"] else 0.0)
        if match["hundredths2"]:
            return _exact(match["hundredths2"], 1)
        if words := match["hundredths"]:
            whole, _, places = words.partition("点")
            digits = "".join(str(to_int(c)) for c in places)
            return _exact(f"{100 if whole == '百' else to_int(whole)}.{digits or 0}", 1)
        below, above = to_int(match["below"]), to_int(match["above"])
        return round(100 * above / below, 4) if 0 < above < below else None
    except ValueError:
        return None


def _unit(match: re.Match[str]) -> Unit:
    """The unit; 元/亩 and 微克/立方米 are units of their own, 人(次) is 人次."""
    unit = units()[match["unit"]]
    if other := match["or"]:
        times = units().get(unit.name + other)
        return times or replace(unit, usual=f"{unit.usual}({other})")
    if not match["per"]:
        return unit
    name = f"{unit.usual}/{units()[match['per']].usual}"
    return Unit(name, "rate", unit.chinese, "", name, "", 1.0)


def _is_unit(match: re.Match[str], text: str, unit: Unit) -> bool:
    """Whether what follows the number is a unit and not the beginning of another word."""
    end = max(match.end(part) for part in ("unit", "per", "or"))
    follows = text[end : end + 1]
    if follows and follows in unit.unless:
        return False
    if match["arabic"]:
        return not (unit.kind == "place" and match["scale"])
    return unit.chinese
