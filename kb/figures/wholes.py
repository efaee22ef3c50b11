"""Parts and wholes: 「受理12件,已审结9件」, 「评查200宗:优秀46宗、合格138宗、不合格16宗」."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kb.figures.model import Figure
from kb.figures.words import is_closing, is_outcome, is_rating

_SENTENCE_END = re.compile(r"[。!?\n]")
_OF_THESE = "其中"
#: More parts than this are no breakdown but a list that happens to add up.
_MOST_PARTS = 12
#: Sums that are no chance.
_MANY, _LARGE = 3, 50
#: How many figures away a whole may be, and how many of the sentence before count.
_REACH, _BEFORE = 30, 6
#: What stands between a whole and its parts, at least.
_PARTED = re.compile("[,;:。(]")


def with_wholes(text: str, figures: list[Figure], changes: Sequence[bool]) -> list[Figure]:
    """``figures`` of ``text``, in order, with the wholes that some of them are parts of.

    changes: which of them tell how another changed. A figure is a part where it says so (其中),
    where it only tells what became of a whole (已审结9件), and where the figures after one add
    up to it. What has no noun of its own counts what the figure before it does.
    """
    made = list(figures)
    sentences = _sentences(text, figures)
    for first, last in sentences:
        _add_up(text, made, first, last)
    for first, last in sentences:
        _of_these(text, made, first, last)
        clause = first
        for n in range(first, last):
            if n > first and ";" in text[made[n - 1].end : made[n].start]:
                clause = n
            near = max(first, n - _REACH)
            made[n] = _named(made, near, max(clause, near), n, changes[n])
    return made


def _named(made: Sequence[Figure], first: int, clause: int, n: int, change: bool) -> Figure:
    """Figure ``n`` with what it counts, where that stands with a figure before it: its whole,
    what it is an outcome of, what changed. first, clause: where its sentence, and the part of it
    between semicolons, begins."""
    figure = made[n]
    whole = next((one for one in made[first:n] if one.start == figure.whole), None)
    if whole and (is_rating(figure.counts) or is_outcome(figure.action)):
        # 优秀46宗, 撤回申请4件: which of the cases, not what they are.
        quality = figure.counts if is_rating(figure.counts) else figure.action
        return replace(figure, counts=whole.counts, action=quality)
    if figure.counts:
        return figure
    before = [one for one in reversed(made[clause:n]) if one.counts]
    if change:
        return replace(figure, counts=before[0].counts) if before else figure
    outcome = figure.unit != "%" and (is_outcome(figure.action) or is_rating(figure.action))
    if outcome and not any(one.unit == figure.unit for one in before):
        before = [one for one in reversed(made[first:n]) if one.counts]
    alike = [one for one in before if one.unit == figure.unit]
    if alike and (outcome or not figure.action):
        return _with_whole(figure, alike, outcome)
    # 立案173起: what was done is all there is to count.
    return replace(figure, counts=figure.action)


def _with_whole(figure: Figure, alike: Sequence[Figure], outcome: bool) -> Figure:
    """``figure`` counting what those before it in its own unit do, the nearest first; an outcome
    is a part of what was closed, or else of what there was in all."""
    nearest = alike[0]
    closed = next((one for one in alike if is_closing(one.action)), None)
    if outcome and closed and not is_closing(figure.action):
        nearest = closed
    elif nearest.whole is not None:
        nearest = next((one for one in alike if one.start == nearest.whole), nearest)
    if outcome and figure.value <= nearest.value:
        return _part_of(figure, nearest)
    return replace(figure, counts=nearest.counts)


def _sentences(text: str, figures: Sequence[Figure]) -> list[tuple[int, int]]:
    """The figures of each sentence, as a range of numbers."""
    spans, first = [], 0
    for n in range(1, len(figures) + 1):
        ends = n == len(figures) or _SENTENCE_END.search(text, figures[n - 1].end, figures[n].start)
        if ends:
            spans.append((first, n))
            first = n
    return spans


def _add_up(text: str, made: list[Figure], first: int, last: int) -> None:
    """Tie figures in a row to the one before them that is their sum.

    A sum that goes on into the next sentence has to be large, or of three at least, to be no
    chance. 7条、2条、1条、4条 is one list, whatever adds up in it.
    """
    for n in range(first, last):
        whole = made[n]
        if whole.unit == "%" or whole.approximate or whole.value < 2:
            continue
        following = range(n + 1, min(len(made), n + 1 + _REACH))
        alike = [m for m in following if made[m].unit == whole.unit]
        for begin in range(min(2, len(alike))):
            parts = alike[begin : begin + _MOST_PARTS]
            taken = _adding_up([made[m] for m in parts], whole)
            if not taken or not _PARTED.search(text, whole.end, made[parts[0]].start):
                continue
            if parts[taken - 1] >= last and taken < _MANY and whole.value < _LARGE:
                continue
            for part in parts[:taken]:
                made[part] = _part_of(made[part], whole)


def _adding_up(parts: Sequence[Figure], whole: Figure) -> int:
    """How many of ``parts``, from the first, add up to ``whole``; 0 if they don't."""
    total = Decimal(0)
    for taken, part in enumerate(parts, 1):
        if part.whole is not None:
            return 0
        total += Decimal(repr(part.value))
        if total == Decimal(repr(whole.value)) and taken > 1:
            return taken
    return 0


def _of_these(text: str, made: list[Figure], first: int, last: int) -> None:
    """Tie what stands after 其中 to the last figure of its unit before it."""
    for n in range(first, last):
        if n == 0 or _OF_THESE not in text[made[n - 1].end : made[n].start]:
            continue
        wholes: dict[str, Figure] = {}
        # 。其中: a sentence that begins so goes on with the one before it.
        for before in made[max(first - _BEFORE if n == first else first, n - _REACH, 0) : n]:
            wholes[before.unit] = before
        for m in range(n, min(last, n + _REACH)):
            whole = wholes.get(made[m].unit)
            if whole is None or made[m].whole is not None or made[m].unit == "%":
                continue
            if made[m].value > whole.value:
                break
            made[m] = _part_of(made[m], whole)


def _part_of(part: Figure, whole: Figure) -> Figure:
    return replace(part, whole=whole.start, counts=part.counts or whole.counts)
