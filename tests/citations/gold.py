"""What gold lists are made of: citations found by reading, and what becomes of them.

A gold list names a citation by its surface and by which occurrence of it is meant, never by the
sentence it stands in; where it stands is looked up in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb.force import IN_FORCE
from kb.segmentation import narrow
from tests.citations.expect import OPEN

REPEALED = "已废止"

#: A status that is a fact, but not one that every catalogue has to know.
IN_FORCE_OR_UNKNOWN = frozenset({IN_FORCE, None})
REPEALED_OR_UNKNOWN = frozenset({REPEALED, None})


@dataclass(frozen=True)
class Fate:
    """What a citation resolves to, and how that law stands.

    OPEN is not compared; a frozenset holds the values that are all right; None is unknown.
    """

    law: Any = OPEN
    then: Any = OPEN
    now: Any = OPEN
    successor: Any = OPEN


def in_force(law: str) -> Fate:
    """A national law that the packaged laws hold, in force on the document's day and today."""
    return Fate(law, IN_FORCE, IN_FORCE, None)


def in_force_if_known(title: str) -> Fate:
    """Another text that was in force on the document's day and, as far as is known, today."""
    return Fate(frozenset({title, None}), IN_FORCE_OR_UNKNOWN, IN_FORCE_OR_UNKNOWN, None)


def repealed_if_known(title: str, by: str | None, then: Any = IN_FORCE_OR_UNKNOWN) -> Fate:
    """Another text that is no longer in force, and what took its place."""
    return Fate(frozenset({title, None}), then, REPEALED_OR_UNKNOWN, frozenset({by, None}))


def itself_or_nothing(title: str) -> Fate:
    """A text that may be unknown; it is not to be taken for another, nor called repealed."""
    return Fate(
        frozenset({title, None}), IN_FORCE_OR_UNKNOWN, IN_FORCE_OR_UNKNOWN, frozenset({None})
    )


@dataclass(frozen=True)
class Gold:
    """A citation that a reader found.

    The surface is written with half-width marks. Fields that are OPEN are not compared; a
    frozenset holds the values that are all right. What is debatable says why, and is counted
    neither when it is found nor when it is not.
    """

    text: str
    name: Any = OPEN
    articles: Any = ()
    kind: Any = OPEN
    normative: Any = OPEN
    number: Any = OPEN
    itself: Any = OPEN
    fate: Fate | None = None
    occurrence: int = 1
    debatable: str = ""


@dataclass(frozen=True)
class Placed:
    """A gold citation and where it stands in its text."""

    gold: Gold
    start: int
    end: int


def place_by_occurrence(golds: Iterable[Gold], text: str) -> list[Placed]:
    """Where each citation stands: at the n-th occurrence of its surface in the text."""
    folded = narrow(text)
    placed = []
    for gold in golds:
        at = -1
        for _ in range(gold.occurrence):
            at = folded.index(gold.text, at + 1)
        placed.append(Placed(gold, at, at + len(gold.text)))
    return sorted(placed, key=lambda one: (one.start, -one.end))


# --- lists of a law's citations ---------------------------------------------------------------

#: The part of a list that is about what stands before the first article.
HEAD = "题注"

_CELL = re.compile(
    r"(?P<text>\S+)(?: x(?P<times>\d+))?(?: -> (?P<articles>[^=?*]+?))?(?: = (?P<name>\S+))?"
    r"(?: (?P<mark>[?*]) (?P<reason>\S.*))?"
)
_PLACE = re.compile(
    r"第[零一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十])?(?:第[一二三四五]款)?"
)
_OF_ITSELF = re.compile(r"本(?:法|条例|规定|解释|修正案)")
_NUMBER = re.compile(r"[一-鿿]+〔\d{4}〕\d+号")


@dataclass(frozen=True)
class LawGold:
    """All citations of one law, article by article, in the order in which they stand.

    A row is an article (or a numbered paragraph of a decision) and its citations, divided by
    ``|``; it goes on in lines that begin with ``|``. A citation is its surface, with ``x3``
    where it comes three times in a row, its articles after ``->`` where the surface does not
    write them out one by one, its name after ``=`` where it is another than is written, ``?``
    and a reason where it is debatable, and ``*`` and a reason where only its presence counts.
    """

    path: str
    title: str
    rows: str
    #: Full titles of short names that the text defines.
    short: Mapping[str, str]

    def place(self, text: str, known: Mapping[str, tuple[Any, Fate | None]]) -> list[Placed]:
        """The citations in ``text``; ``known`` gives kind and fate by name."""
        folded = narrow(text)
        rows = re.sub(r"\n +\|", " |", self.rows.strip()).splitlines()
        blocks = [row.partition(" | ") for row in rows]
        starts = [
            0 if label == HEAD else folded.index(f"\n{label}") + len(label) + 1
            for label, _, _ in blocks
        ]
        placed = []
        for (label, _, cells), start, end in zip(
            blocks, starts, [*starts[1:], len(text)], strict=True
        ):
            at = start
            for gold in (gold for cell in cells.split(" | ") for gold in self._golds(cell, known)):
                found = folded.find(gold.text, at, end)
                if found < 0:
                    raise ValueError(f"{self.path} {label}: no {gold.text!r} after the last one")
                at = found + len(gold.text)
                placed.append(Placed(gold, found, at))
        return placed

    def _golds(self, cell: str, known: Mapping[str, tuple[Any, Fate | None]]) -> Iterator[Gold]:
        parts = _CELL.fullmatch(cell.strip())
        if parts is None:
            raise ValueError(f"{self.path}: {cell!r} is no citation")
        times = int(parts["times"] or 1)
        if parts["mark"] == "?":
            gold = Gold(parts["text"], debatable=parts["reason"])
        elif parts["mark"] == "*":
            gold = Gold(parts["text"], articles=OPEN)
        else:
            gold = self._gold(parts["text"], parts["name"], known)
        if parts["articles"]:
            gold = replace(gold, articles=tuple(parts["articles"].split()))
        yield from [gold] * times

    def _gold(
        self, surface: str, name: str | None, known: Mapping[str, tuple[Any, Fate | None]]
    ) -> Gold:
        own = _OF_ITSELF.match(surface)
        if own:
            articles = _written_out(surface[own.end() :])
            return Gold(surface, self.title, articles, normative=True, itself=True)
        if surface.startswith(("前款", "本条", "第")):
            # A place may be given without a name, or with the name of the text it is in.
            either = frozenset({None, self.title})
            return Gold(surface, either, _written_out(surface), itself=True)
        if surface.startswith("《"):
            written, _, after = surface[1:].partition("》")
        else:
            written = surface.partition("第")[0]
            after = surface[len(written) :]
        name = name or self.short.get(written, written)
        kind, fate = known[name]
        number = _NUMBER.search(after)
        return Gold(
            surface,
            name,
            _written_out(after),
            kind,
            normative=OPEN
            if kind is OPEN
            else NORMATIVE.issuperset({kind} if isinstance(kind, str) else kind),
            number=number[0] if number else OPEN,
            itself=False,
            fate=fate,
        )


NORMATIVE = frozenset(
    {"宪法", "法律", "行政法规", "司法解释", "地方性法规", "部门规章", "地方政府规章", "党内法规"}
    | {"规范性文件"}
)


def _normative(kind: Any) -> Any:
    if kind is OPEN:
        return OPEN
    return bool(NORMATIVE & (kind if isinstance(kind, frozenset) else {kind}))


def _written_out(places: str) -> tuple[str, ...]:
    """Articles that a surface writes out one by one; () for anything else."""
    pieces = re.split(r"[、和]|或者", places)
    return tuple(pieces) if all(_PLACE.fullmatch(piece) for piece in pieces) else ()
