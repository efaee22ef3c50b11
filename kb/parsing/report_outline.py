"""Which numbers of a report count, and how its families of numbers nest.

A number is believed for its neighbours: 1. because a 2. follows, 12. because an 11. went
before; so a line that begins with a decimal or a date is no heading, and a number forgotten
or typed twice does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.parsing.report_lines import Paragraph
from kb.parsing.report_marks import FAMILIES, Mark, numbers_in

#: A paragraph's number may be this much past the last of its family: some get lost.
_LOST = 3
#: What no date, decimal or running text looks like at the start of a paragraph.
_UNMISTAKABLE = frozenset(
    {"attachment", "part", "chapter", "subchapter", "bracketed_han", "bracketed_arabic", "circled"}
)
#: The depth of each family where the report does not show another.
_DEPTH = {family: depth for depth, family in enumerate(FAMILIES)}


def marks_of(text: str, paragraphs: Sequence[Paragraph]) -> list[list[Mark]]:
    """For each paragraph the numbers in it that open a heading or a point, in order."""
    candidates = [
        (index, mark)
        for index, paragraph in enumerate(paragraphs)
        if not paragraph.table
        for mark in numbers_in(text, paragraph.start, paragraph.end)
    ]
    chosen: list[list[Mark]] = [[] for _ in paragraphs]
    for index, mark in _in_sequence(candidates):
        chosen[index].append(mark)
    return chosen


def nesting(marks: Sequence[Mark]) -> dict[str, int]:
    """The depth of each family of headings in this report, outermost 0.

    Official papers go 一、 (一) 1. (1) (GB/T 9704-2012, 7.3.3). Where a report nests two
    families the other way round, its own way counts.
    """
    headings = [mark for mark in marks if mark.is_heading]
    order: list[str] = []
    for family in FAMILIES:
        if any(mark.family == family for mark in headings):
            order.append(family)
            at = len(order) - 1
            while at and _opens(headings, order[at], order[at - 1]) > _opens(
                headings, order[at - 1], order[at]
            ):
                order[at - 1], order[at] = order[at], order[at - 1]
                at -= 1
    return {family: depth for depth, family in enumerate(order)}


def _opens(headings: Sequence[Mark], outer: str, inner: str) -> int:
    """How often ``inner`` starts anew right after a number of ``outer``."""
    shallow = min(_DEPTH[outer], _DEPTH[inner])
    # A heading above both starts both anew and shows nothing.
    seen = [m for m in headings if m.family in (outer, inner) or _DEPTH[m.family] < shallow]
    return sum(
        above.family == outer and below.family == inner and below.value == 1
        for above, below in pairwise(seen)
    )


def _in_sequence(candidates: Sequence[tuple[int, Mark]]) -> Iterator[tuple[int, Mark]]:
    """Those of ``candidates`` that count."""
    following = _following(candidates)
    last: dict[str, int] = {}
    open_families: set[str] = set()
    #: The chain of points that goes on, as the position of its last point.
    chain: int | None = None
    for at, (paragraph, mark) in enumerate(candidates):
        if mark.is_heading:
            in_chain = chain is not None and candidates[chain][0] == paragraph
            if mark.opens_paragraph:
                counts = _plausible(mark, last.get(mark.family), following[at])
            elif mark.value == 1:
                # (1) ... (2) within 一是 is part of that point.
                counts = following[at] == 2 and not in_chain
            else:
                # 3. and 4. may go on where 2. ended in the section before.
                runs_on = mark.family in open_families or following[at] == mark.value + 1
                counts = runs_on and mark.value == last.get(mark.family, 0) + 1
            if counts:
                last[mark.family] = mark.value
                open_families = {f for f in open_families if _DEPTH[f] < _DEPTH[mark.family]}
                open_families.add(mark.family)
                chain = None
                yield paragraph, mark
        else:
            last_point = candidates[chain][1] if chain is not None else None
            due = following[chain] if chain is not None else None
            if _is_point(mark, following[at], last_point, due):
                chain = at
                yield paragraph, mark


def _plausible(mark: Mark, last: int | None, following: int | None) -> bool:
    """Whether a number at the start of a paragraph fits those before and after it."""
    return (
        mark.family in _UNMISTAKABLE
        or mark.value <= _LOST
        or (last is not None and last <= mark.value <= last + _LOST)
        or following == mark.value + 1
    )


def _is_point(mark: Mark, following: int | None, last: Mark | None, due: int | None) -> bool:
    """Whether ``mark`` goes on with the chain of ``last``, or begins one.

    following, due: the next value in the family of ``mark`` and of ``last``.
    """
    if last and last.family == mark.family:
        step = mark.value - last.value
        if step == 1 or (mark.strong and step in (0, 2)):
            return True
    if following == mark.value + 1 and mark.value == 1:
        # 一要 ... 二要 between 一是 and 二是 belongs to 一是.
        return not last or last.family == mark.family or due != last.value + 1
    if last and due == last.value + 1:
        return False
    # Some chains have lost their first point, of some only the first is left.
    alone = mark.family == "is" and mark.value == 1
    return mark.strong and (alone or (mark.value == 2 and following == 3))


def _following(candidates: Sequence[tuple[int, Mark]]) -> list[int | None]:
    """For each candidate the next value of its family.

    Points are looked for up to the next heading; headings at the start of paragraphs among
    such, those inside a paragraph within it.
    """
    values: list[int | None] = [None] * len(candidates)
    points: dict[str, int] = {}
    openings: dict[str, int] = {}
    inside: dict[tuple[int, str], int] = {}
    for at in range(len(candidates) - 1, -1, -1):
        paragraph, mark = candidates[at]
        if not mark.is_heading:
            values[at] = points.get(mark.family)
            points[mark.family] = mark.value
        elif mark.opens_paragraph:
            values[at] = openings.get(mark.family)
            openings[mark.family] = mark.value
            points.clear()
        else:
            values[at] = inside.get((paragraph, mark.family))
            inside[paragraph, mark.family] = mark.value
    return values
