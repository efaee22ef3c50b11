"""The body of a law without articles: numbered units and paragraphs.

Decisions, amendments and many interpretations are written so. An amendment quotes the
articles it makes, and what is numbered in a quotation is not the amendment's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kb.parsing.law_lines import OUTERMOST, Kind, Line
from kb.parsing.law_tree import Tree

#: Units without Markdown's mark of a heading lie below everything that has it.
_BELOW_HEADINGS = 10

#: The sentence that closes a decision, after its numbered units.
_CLOSING = re.compile(
    r"(?:本(?:决定|决议|规定|解释|办法|批复|修正案|通知|意见|条例|规则)[^，。]{0,40}(?:施行|生效|实施|执行|适用|废止)"
    r"|《[^》]+》(?:等[^，。]*)?根据本(?:决定|修正案)|根据本(?:决定|修正案)|此复|现予公告|特此)"
)
#: 广东省高级人民法院：  the addressee of a reply
_ADDRESS = re.compile(
    r"[^。；《]{2,80}(?:法院|检察院|政府|委员会|厅|局|部|院|办|军区|兵团|单位|机构|机关|公司|你院)[：:]"
)
_QUOTE = re.compile('[“”"]')


def parse_outline(lines: Sequence[Line], tree: Tree) -> None:
    """Numbered units and plain paragraphs into ``tree``.

    A unit that has text of its own is a passage, with what is numbered below it; one that
    is a mere heading over others is a section.
    """
    levels = _levels(lines)
    following = dict(pairwise(sorted(levels)))
    last_unit = max(levels, default=-1)
    tree.preamble = "前言" if levels else ""
    if not levels and len(lines) > 1 and _ADDRESS.fullmatch(lines[0].words):
        lines = lines[1:]
    open_level: int | None = None
    for i, line in enumerate(lines):
        if i in levels and (open_level is None or levels[i] <= open_level):
            child = following.get(i, len(lines))
            deeper = child in levels and levels[child] > levels[i]
            alone = child == i + 1
            if (line.open_ended and deeper) or (line.kind is not Kind.UNIT and alone):
                tree.open_section(line, levels[i])
                open_level = None
            else:
                tree.leave_sections(levels[i])
                tree.add_unit(line, line.words if line.open_ended and not alone else "")
                open_level = levels[i]
        elif tree.preamble == "结语":
            tree.add_paragraph(line)
        elif i > last_unit >= 0 and _CLOSING.match(line.words):
            tree.leave_sections(OUTERMOST)
            tree.preamble = "结语"
            tree.add_paragraph(line)
        elif open_level is not None:
            tree.extend(line)
        else:
            tree.add_paragraph(line)


def _levels(lines: Sequence[Line]) -> dict[int, int]:
    """Places of the headings and units of an outline, and how deep each lies.

    A way of numbering lies below the one it first appears under, whatever it is: some
    documents have 一、 over 1. over (一). Units of one way of numbering count upwards; a
    number that goes back, or stands in an open quotation, is part of a quoted text.
    """
    marked = any(line.kind is Kind.WORDS and line.depth for line in lines) and not any(
        line.kind is Kind.DIVISION for line in lines
    )
    levels: dict[int, int] = {}
    stack: list[tuple[int, int, int]] = []  # level, way of numbering, last number
    items_way = 0
    quoted = False
    for i, line in enumerate(lines):
        inside, quoted = quoted, _quotation_open(line.words, quoted)
        way, number = line.rank, line.number[0]
        if line.kind in (Kind.DIVISION, Kind.WORDS) or (marked and line.depth):
            level = line.depth if marked and line.depth else line.rank or OUTERMOST
            stack = [entry for entry in stack if entry[0] < level]
        elif line.kind is Kind.UNIT:
            if number == 1:
                items_way = way if not stack and _opens_items(lines, i) else 0
            if way == items_way:
                continue
            at = next((k for k, entry in enumerate(stack) if entry[1] == way), None)
            if at is None:
                if inside:
                    continue
                level = max(stack[-1][0] if stack else 0, _BELOW_HEADINGS) + 1
            else:
                level, _, last = stack[at]
                first_way = all(entry[0] <= _BELOW_HEADINGS for entry in stack[:at])
                if inside and not (first_way and number == last + 1):
                    continue
                if number <= last and number != 1 and not line.dotted:
                    continue
                del stack[at:]
        else:
            continue
        levels[i] = level
        stack.append((level, way, number))
    return levels


def _opens_items(lines: Sequence[Line], i: int) -> bool:
    """Whether unit ``i`` is the first item of the paragraph above: 有下列情形之一的：（一）…；"""
    above = lines[i - 1].words if i else ""
    return above.endswith(("：", ":")) and lines[i].words.endswith(("；", ";", "，"))


def _quotation_open(text: str, before: bool) -> bool:
    """Whether a quotation is open at the end of ``text``.

    Every paragraph of a quotation opens with the mark and only the last one closes it, so
    the last mark decides; the straight mark opens at the start of a line.
    """
    state = before
    for found in _QUOTE.finditer(text):
        mark = found[0]
        state = mark == "“" or (mark == '"' and (not state or found.start() == 0))
    return state
