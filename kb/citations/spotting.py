"""Names of laws without marks: 贯彻落实行政处罚法、土地管理法.

Two ways: the titles of the catalogue, and, for local regulations it can't know all of, a
place with a title behind it (福建省土地管理条例). Of names that end alike the longest counts.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.citations.leads import LEADS

_COUNTRY = "中华人民共和国"
#: Characters of a name's end by which it is looked up.
_TAIL = 3
_LONGEST_LOCAL = 44
_LOCAL_END = re.compile(r"条例|办法|规定|细则|规则")
_CLAUSE = re.compile(r"[,。;:!?\n《》〈〉“”\"‘’()\[\]\s]")
#: Words and characters that a name can begin after.
_LEAD = re.compile(
    rf"{LEADS}|关于|宣传|推动|推进|听取|召开|组织|讲解|解读|宣讲|审议|起草|开展"
    r"|[、和与及或的了由以据照按将把为是在新原]"
)
_PLACE = re.compile(
    r"(?P<name>[一-鿿]{2,8}?)(?P<kind>自治区|特别行政区|自治州|自治县|经济特区)"
    r"|(?P<short>[一-鿿]{2,4}?)(?P<unit>[省市县])"
)


_BOOK = re.compile(
    rf"(?:{_COUNTRY})?(?P<name>(?:民法典[·(]?)?(?:总则|物权|合同|人格权|婚姻家庭|继承|侵权责任)编)"
)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A name without marks: its span, and the name with the country's left out."""

    start: int
    end: int
    name: str


class Spotter:
    """Finds ``names`` and names of local regulations in text."""

    def __init__(self, names: Iterable[str]) -> None:
        """names: titles without the country's name; those that are too common are left out."""
        by_tail: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if len(name) > 1:
                by_tail[name[-_TAIL:]].add(name)
        # Longest first: the first that fits is the one.
        self._by_tail = {t: sorted(n, key=len, reverse=True) for t, n in by_tail.items()}
        # Looking for last characters, and then up what ends so, is faster than for all tails.
        last = "".join(sorted({tail[-1] for tail in self._by_tail}))
        self._last = re.compile(f"[{re.escape(last)}]" if last else r"(?!)")

    def spot(self, text: str, taken: Iterable[tuple[int, int]] = ()) -> list[Spotted]:
        """The names in ``text`` (folded) that don't touch the spans ``taken``, in order."""
        found = [*self._known(text), *_local(text), *_books(text)]
        # The longest of names that overlap; a local one holds the national one it implements.
        found.sort(key=lambda name: (name.start - name.end, name.start))
        kept: list[Spotted] = []
        occupied = bytearray(len(text))
        for start, end in taken:
            occupied[start:end] = b"\1" * (end - start)
        for name in found:
            if not any(occupied[name.start : name.end]):
                occupied[name.start : name.end] = b"\1" * (name.end - name.start)
                kept.append(name)
        return sorted(kept, key=lambda name: name.start)

    def _known(self, text: str) -> Iterator[Spotted]:
        for last in self._last.finditer(text):
            end = last.end()
            for tail in (text[max(0, end - _TAIL) : end], text[max(0, end - 2) : end]):
                name = next(
                    (n for n in self._by_tail.get(tail, ()) if text.endswith(n, 0, end)), None
                )
                if name is None:
                    continue
                start = end - len(name)
                if not is_inside(text, start, end, name):
                    country = text.endswith(_COUNTRY, 0, start)
                    yield Spotted(start - len(_COUNTRY) if country else start, end, name)
                break


def is_inside(text: str, start: int, end: int, name: str) -> bool:
    """Whether the name at ``start`` is part of a longer word."""
    before, after = _surroundings()
    if any(p.match(text, end) for p in (after["*"], after.get(name[-1])) if p):
        return True
    context = text[max(0, start - 12) : start]
    patterns = (before.get(name), before["*"] if name[-1] == "法" else None)
    return any(p.search(context) for p in patterns if p)


def _books(text: str) -> Iterator[Spotted]:
    """Books of the Civil Code: 物权编, 民法典合同编."""
    for book in _BOOK.finditer(text) if "编" in text else ():
        if not is_inside(text, book.start(), book.end(), book["name"]):
            yield Spotted(book.start(), book.end(), book["name"])


def _local(text: str) -> Iterator[Spotted]:
    """Names that begin with a place."""
    not_a_place, not_in_title, not_at_its_start = _local_words()
    for ending in _LOCAL_END.finditer(text):
        if ending[0] in ("规定", "办法") and _is_verb(text, ending):
            continue
        earliest = max(0, ending.start() - _LONGEST_LOCAL)
        breaks = [mark.end() for mark in _CLAUSE.finditer(text, earliest, ending.start())]
        start = max(breaks, default=earliest)
        clause = text[start : ending.end()]
        places: dict[int, int] = {}
        for begin in (0, *(lead.end() for lead in _LEAD.finditer(clause))):
            place = _PLACE.match(clause, begin)
            if place is None or (place["unit"] and not_a_place.search(place[0])):
                continue
            rest = clause[place.end() : -len(ending[0])]
            if len(rest) > 1 and not (not_in_title.search(rest) or not_at_its_start.match(rest)):
                # Of several beginnings before one place the last: 以及 is no part of it.
                places[place.end()] = begin
        if places:
            begin = places[min(places)]
            if not is_inside(text, start + begin, ending.end(), clause[begin:]):
                yield Spotted(start + begin, ending.end(), clause[begin:])


def _is_verb(text: str, ending: re.Match[str]) -> bool:
    """Whether 规定 tells what something lays down, and is no title: 土地管理法规定."""
    return ending[0] == "规定" and text[ending.start() - 1 : ending.start()] in (
        "法",
        "例",
        "的",
        "所",
    )


@cache
def _table() -> dict[str, object]:
    table: dict[str, object] = json.loads(
        (files("kb") / "data" / "bare_names.json").read_text("utf-8")
    )
    return table


@cache
def _surroundings() -> tuple[dict[str, re.Pattern[str]], dict[str, re.Pattern[str]]]:
    """What makes a name part of a longer word: before it, by name; after it, by its last
    character; "*" is any."""
    before: dict[str, str] = _table()["inside_before"]  # type: ignore[assignment]
    after: dict[str, str] = _table()["inside_after"]  # type: ignore[assignment]
    return (
        {name: re.compile(f"(?:{pattern})$") for name, pattern in before.items()},
        {char: re.compile(pattern) for char, pattern in after.items()},
    )


@cache
def _local_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = _table()
    return tuple(  # type: ignore[return-value]
        re.compile(str(table[name])) for name in ("not_a_place", "not_in_title", "not_at_its_start")
    )
