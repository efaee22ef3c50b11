"""Units: the classifiers and measures that reports count in (kb/data/units.tsv).

Areas and masses are converted by the Legal Units of Measurement of China (1984) and, for 亩,
by its customary 1/15 hectare.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple


class Amount(NamedTuple):
    """A number and its unit."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A classifier or measure as it may be written after a number."""

    name: str
    #: count (classifiers), place (nouns that do without one), time, money, share, area ….
    kind: str
    #: Whether Chinese numerals before it are believed: 两家, but not 两头.
    chinese: bool
    #: Characters that make another word of it when they follow: 处理, 项 is none of these.
    unless: str
    #: How it is usually written: 平方米 for ㎡.
    usual: str
    #: What people compare it in, and how much of that one of it is.
    to: str
    factor: float


#: What visits or occurrences are counted with, after any classifier: 人次, 处次.
_TIMES = "次"


@cache
def units() -> dict[str, Unit]:
    """Every unit by how it is written; classifiers also with 次 (人次, 处次, 家次)."""
    table = (resources.files("kb") / "data" / "units.tsv").read_text("utf-8").splitlines()[1:]
    known = {}
    for line in table:
        name, kind, chinese, unless, usual, to, factor = line.split("\t")
        unit = Unit(
            name, kind, chinese == "y", unless, usual or name, to, float(factor) if factor else 1.0
        )
        known[name] = unit
        if kind == "count" and not name.endswith(_TIMES):
            times = name + _TIMES
            known.setdefault(times, Unit(times, kind, unit.chinese, "日年生", times, "", 1.0))
    return known


def converted(value: float, unit: str) -> Amount | None:
    """``value`` in the unit that ``unit`` is compared in; None where that is itself.

    >>> converted(9200, "亩")
    Amount(value=613.33, unit='公顷')
    >>> converted(12, "件") is None
    True
    """
    known = units().get(unit)
    if known is None or not known.to:
        return None
    return Amount(_rounded(value * known.factor), known.to)


def amount_text(value: float, unit: str) -> str:
    """``value`` and ``unit`` as a person reads them, in 万 and 亿 where they are large.

    >>> amount_text(70680, "人次"), amount_text(25e9, "元"), amount_text(92.7, "%")
    ('70,680人次', '250亿元', '92.7%')
    """
    for size, name in ((1e8, "亿"), (1e4, "万")):
        # 70680 stays as it is: rounding it to 7.1万 would lose figures.
        if value >= size and (scaled := _rounded(value / size)) * size == value:
            if len(f"{scaled:.10g}") <= _SHORT:
                return f"{scaled:,.10g}{name}{unit}"
            break
    return f"{_rounded(value):,.12g}{unit}"


#: Digits of a number in 万 or 亿 that read more easily than the number written out.
_SHORT = 4


def _rounded(value: float) -> float:
    """``value`` without the dust of binary fractions, to two places below one unit."""
    return float(f"{value:.2f}") if abs(value) >= 1 else float(f"{value:.3g}")
