"""What somebody who is still typing may be about to ask for: titles, headings, terms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from kb.citations.names import key
from kb.document import Genre
from kb.force import BINDING
from kb.segmentation import fold
from kb.store import Store, short_title

#: Characters of the shortest and the longest name that is offered: a longer one fills the box.
_SHORTEST, _LONGEST = 2, 30
#: Characters of a heading that is a subject (不动产登记) and no sentence.
_SUBJECT = 12
#: In more documents than this a heading (总则, 法律责任) leads nowhere.
_COMMON = 10
#: Letters from which on initials are also looked for within a name.
_FEW_LETTERS = 3

_QUOTED = re.compile(r"[“「]([^”」]{2,12})[”」]")


class Completions:
    """Names, the likeliest first, to be found by a part of theirs or by initials of pinyin."""

    def __init__(self, names: Iterable[str], reading: Callable[[str], Sequence[str]]) -> None:
        """reading: gives the syllable of each character, "" where there is none."""
        self._names = list(dict.fromkeys(" ".join(name.split()) for name in names))
        self._initials = [_initials(name, reading(name)) for name in self._names]
        # One text each, a line a name: it is searched faster than names one by one.
        self._by_name = _Lines([fold(name) for name in self._names])
        self._by_initials = _Lines(self._initials)

    def find(self, text: str, limit: int) -> list[str]:
        """At most ``limit`` texts that ``text`` may become; its last stretch is completed.

        Names that begin so come before those that contain it, and likelier ones first.
        """
        before, last = _split(text)
        asked = fold(last)
        if not asked or "\n" in asked or limit <= 0:
            return []
        found: dict[str, None] = {}
        for row in self._matches(asked):
            if self._by_name[row] != asked:
                found[before + self._names[row]] = None
            if len(found) == limit:
                break
        return list(found)

    def table(self, size: int) -> list[tuple[str, str]]:
        """The first ``size`` names with their initials."""
        return list(zip(self._names[:size], self._initials[:size], strict=True))

    def _matches(self, asked: str) -> Iterator[int]:
        letters = asked.isascii() and asked.isalpha()
        yield from self._by_name.beginning(asked)
        if letters:
            yield from self._by_initials.beginning(asked)
        yield from self._by_name.containing(asked)
        if letters and len(asked) >= _FEW_LETTERS:
            yield from self._by_initials.containing(asked)


class _Lines:
    """Lines that are searched as one text."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._text = "".join(f"\n{line}" for line in lines)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))

    def __getitem__(self, row: int) -> str:
        return self._lines[row]

    def beginning(self, part: str) -> Iterator[int]:
        """Rows of the lines that begin with ``part``, in order."""
        return self.containing(f"\n{part}")

    def containing(self, part: str) -> Iterator[int]:
        """Rows of the lines that contain ``part``, in order."""
        at = self._text.find(part)
        while at >= 0:
            row = bisect_right(self._starts, at) - 1
            yield row
            at = self._text.find(part, self._starts[row + 1])


def names_in(store: Store) -> Iterator[str]:
    """What a base has to offer, the likeliest first: laws in force by how many documents cite
    them, subjects of headings, terms in quotation marks, reports, and laws no longer in force."""
    cited, statuses = store.citations.documents_citing(), store.statuses()
    laws, past, reports = {}, {}, []
    for record in store.records():
        title = short_title(record.meta.title)
        if not _SHORTEST <= len(title) <= _LONGEST:
            continue
        if record.meta.genre is not Genre.LAW:
            reports.append(title)
        elif statuses.get(record.id) in BINDING:
            laws[title] = cited.get(key(title), 0)
        else:
            past[title] = cited.get(key(title), 0)
    yield from _most(laws)
    headings = {name: n for name, n in store.headings() if n <= _COMMON}
    yield from (term for heading in headings for term in _QUOTED.findall(heading))
    yield from _most({h: n for h, n in headings.items() if 2 < len(h) <= _SUBJECT})
    yield from reports
    yield from _most(past)


def _most(names: dict[str, int]) -> list[str]:
    return sorted(names, key=lambda name: (-names[name], len(name), name))


def _initials(name: str, syllables: Sequence[str]) -> str:
    """The letters that people type for a name.

    >>> _initials("P2P银行", ["", "", "", "yin", "hang"])
    'p2pyh'
    """
    read = zip(fold(name), syllables, strict=True)
    return "".join(s[:1] or (c if c.isascii() and c.isalnum() else "") for c, s in read)


def _split(text: str) -> tuple[str, str]:
    """What stands before the last stretch, with its white space, and that stretch."""
    kept = text.lstrip()
    last = re.search(r"\S*\Z", kept)
    at = last.start() if last else 0
    return kept[:at], kept[at:]
