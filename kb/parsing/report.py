"""Government reports: sections and passages.

A passage is the smallest unit a person would quote: a point (一是 …), a numbered paragraph
without points, or a paragraph. Headings are no passages; they go into the breadcrumb.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from kb.document import Metadata, Passage, Section
from kb.parsing.report_header import read_metadata
from kb.parsing.report_headings import (
    is_named_heading,
    is_outlook,
    is_plain_heading,
    split_heading,
    turn_of,
)
from kb.parsing.report_lines import Paragraph, fold, lines_of, paragraphs_of
from kb.parsing.report_marks import Mark
from kb.parsing.report_outline import marks_of, nesting
from kb.parsing.report_page import read_page
from kb.parsing.report_title import join_words
from kb.parsing.report_words import is_closing, is_salutation

FOREWORD, CLOSING = "前言", "结语"

#: 其中, 主要做法是: and the like before a chain of points say nothing by themselves.
_SHORTEST_LEAD = 16
#: A longer sentence that leads over to a list is no heading of it.
_LONGEST_LEAD = 40
_EDGES = " \t\n\r\v\f\x85\u2028\u2029*|"
#: Depth of a part without number that has numbered ones under it.
_ABOVE_ALL = -1
#: How many of the opening paragraphs may tell the year.
_OPENING = 6


def parse_report(
    text: str, *, start: int = 0, name: str = ""
) -> tuple[Metadata, tuple[Section, ...], tuple[Passage, ...]]:
    """Read a report.

    text: the whole page or file, lines ended by ``\\n``; start: where it begins after front
    matter; name: the file's name without suffix, the title where the text shows none.

    Gives metadata, sections in the order of their headings, and passages in order, with
    offsets into ``text``. Never raises.
    """
    page = read_page(lines_of(text, start))
    folded = fold(text)
    paragraphs = _with_salutation(folded, paragraphs_of(page.body))
    opening = [text[p.start : p.end] for p in paragraphs[:_OPENING]]
    reader = _Reader(text, folded, _units(folded, paragraphs))
    return read_metadata(page, opening, name), *reader.read()


def _with_salutation(text: str, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Take the line that addresses the readers together with the paragraph after it."""
    if len(paragraphs) > 1 and is_salutation(text[paragraphs[0].start : paragraphs[0].end]):
        return [Paragraph(paragraphs[0].start, paragraphs[1].end), *paragraphs[2:]]
    return paragraphs


@dataclass(frozen=True, slots=True)
class _Unit:
    """A stretch of one paragraph, from one number to the next."""

    start: int
    end: int
    mark: Mark | None
    #: Whether it begins its paragraph, and whether it ends it.
    first: bool
    last: bool
    #: A paragraph that is a heading without number.
    plain_heading: bool = False
    #: The formula that ends the report.
    closing: bool = False
    #: Depth as a Markdown heading, 0 when it is none.
    hashes: int = 0


@dataclass(slots=True)
class _Node:
    """A heading while what stands under it is read."""

    label: str
    heading: str
    start: int = 0
    end: int = 0
    #: Depth of its family of numbers, None without number.
    depth: int | None = None
    hashes: int = 0
    level: int = 0
    #: How often a heading with its number and those above has been opened so far.
    turn: int = 1
    #: Paragraphs right under it so far.
    paragraphs: int = 0
    #: Whether anything but its own paragraph stands under it.
    governs: bool = False

    @property
    def title(self) -> str:
        return self.section.title

    @property
    def section(self) -> Section:
        return Section(self.label, self.heading, self.level, self.start, self.end)

    def ends_with(self, other: _Node) -> bool:
        """Whether the heading ``other`` closes this one."""
        both_marked = self.hashes > 0 and other.hashes > 0
        if self.depth is not None and other.depth is not None:
            return self.depth >= other.depth
        if both_marked:
            return self.hashes >= other.hashes
        if other.depth is not None:
            return False
        # Without number: one of Markdown closes what has no marks, others only their like.
        return self.hashes == 0 and (other.hashes > 0 or self.depth is None)


def _units(text: str, paragraphs: Sequence[Paragraph]) -> list[_Unit]:
    """The paragraphs, cut at every number that counts."""
    units: list[_Unit] = []
    for at, marks in enumerate(marks_of(text, paragraphs)):
        paragraph = paragraphs[at]
        below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        cuts: list[tuple[int, Mark | None]] = [(mark.start, mark) for mark in marks]
        if not marks or marks[0].start > paragraph.start:
            cuts.insert(0, (paragraph.start, None))
        ends = [start for start, _ in cuts[1:]] + [paragraph.end]
        plain_heading = not marks and is_plain_heading(text, paragraph, below)
        closing = (
            bool(units)
            and at >= len(paragraphs) - 2
            and not marks
            and is_closing(text[paragraph.start : paragraph.end])
        )
        units += [
            _Unit(
                start,
                end,
                mark,
                first=start == paragraph.start,
                last=end == paragraph.end,
                plain_heading=plain_heading,
                closing=closing,
                hashes=paragraph.hashes if start == paragraph.start else 0,
            )
            for (start, mark), end in zip(cuts, ends, strict=True)
        ]
    return units


class _Reader:
    """Goes through the units of a report once, keeping the headings that are open."""

    def __init__(self, written: str, text: str, units: Sequence[_Unit]) -> None:
        self.written, self.text, self.units = written, text, units
        self.depths = nesting([unit.mark for unit in units if unit.mark])
        headed = self.depths or any(unit.plain_heading for unit in units)
        self.root = _Node(FOREWORD if headed else "", "")
        self.open: list[_Node] = []
        self.nodes: list[_Node] = []
        #: The point that began its paragraph, and so governs those after it.
        self.point: _Node | None = None
        #: Locator of what the present chain of points stands under.
        self.chain = ""
        self.passages: list[Passage] = []
        self.taken: dict[str, int] = {}
        self.opened: Counter[str] = Counter()

    def read(self) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
        """Sections and passages, both in order."""
        for at, (unit, below) in enumerate(zip_longest(self.units, self.units[1:])):
            if unit.plain_heading:
                words = join_words(self.written[unit.start : unit.end]).strip("【】")
                self._open_heading(unit, "", words, 0 if is_named_heading(words) else None)
            elif words := self._turns_to(at, below):
                heading = join_words(self.written[unit.start : unit.start + len(words)])
                self._open_heading(unit, "", heading.rstrip(":\uff1a是有为"), _ABOVE_ALL)
                if len(words) < unit.end - unit.start:
                    self._paragraph(unit)
            elif unit.mark is None:
                self._paragraph(unit)
            elif unit.mark.is_heading:
                self._numbered(unit, unit.mark, below)
            else:
                self._point(unit, unit.mark)
        sections = tuple(node.section for node in self.nodes if node.heading or node.governs)
        return sections, tuple(self.passages)

    def _open_heading(self, unit: _Unit, label: str, heading: str, depth: int | None) -> _Node:
        node = _Node(label, heading, unit.start, unit.start, depth, unit.hashes)
        node.end = self._trimmed(unit.start, unit.end)[1]
        kept = next((i for i, above in enumerate(self.open) if above.ends_with(node)), None)
        self.open = self.open[:kept]
        for above in self.open:
            above.governs, above.end = True, max(above.end, node.end)
        node.level = len(self.open) + 1
        self.open.append(node)
        self.nodes.append(node)
        node.turn = max((above.turn for above in self.open), default=1)
        if label:
            self.opened[self._path()] += 1
            node.turn = max(node.turn, self.opened[self._path()])
        self.point, self.chain = None, ""
        return node

    def _numbered(self, unit: _Unit, mark: Mark, below: _Unit | None) -> None:
        """A heading, or a numbered paragraph with or without a heading in its first sentence."""
        depth = self.depths[mark.family]
        words = self.written[mark.end : unit.end]
        governs = below is not None and self._stands_under(depth, below)
        if below and not below.mark and self._ends_list(unit):
            governs = False
        heading, at = split_heading(words, governs=governs)
        node = self._open_heading(unit, mark.label, heading, depth)
        above = self.open[:-1]
        if governs and (at == len(words) or not words.strip()):
            # What follows in the same line is its first paragraph.
            node.paragraphs = 0 if unit.last else 1
        elif not heading or unit.last or not governs:
            self._emit(unit.start, unit.end, self._paragraph_locator(node), above, heading)
        elif self._says_something(mark.end + at, unit.end):
            self._emit(mark.end + at, unit.end, self._paragraph_locator(node), self.open)
        else:
            node.paragraphs = 1

    def _turns_to(self, at: int, below: _Unit | None) -> str:
        """The words of unit ``at`` that open a part without number behind the last of a flat
        list: those that name what comes (存在问题:), or lead over to a list that counts anew."""
        unit = self.units[at]
        words = self.text[slice(*self._trimmed(unit.start, unit.end))]
        named, leads = turn_of(words), words[-1:] == ":" and len(words) <= _LONGEST_LEAD
        if unit.mark or not unit.first or unit.closing or not (named or leads):
            return ""
        listed = [node for node in self.open if node.depth != _ABOVE_ALL] or self.open[-1:]
        if not listed or not any(node.label for node in self.nodes):
            return ""
        outer = listed[0]
        if outer.depth is None or (outer.label and is_outlook(outer.heading)):
            return ""
        depth = max(outer.depth, 0)
        marks = (later.mark for later in islice(self.units, at + 1, None))
        following = next(
            (m for m in marks if m and m.is_heading and self.depths[m.family] == depth), None
        )
        if following and following.value != 1:
            return ""
        if leads and following and below and below.mark is following:
            return words
        return named if len(listed) == 1 else ""

    def _stands_under(self, depth: int, below: _Unit) -> bool:
        """Whether the unit after a heading of ``depth`` belongs to it."""
        if below.mark and below.mark.is_heading:
            return self.depths[below.mark.family] > depth
        return not below.closing

    def _ends_list(self, unit: _Unit) -> bool:
        """Whether ``unit`` is the last item of a list, after others that end with ;."""
        end = self._trimmed(unit.start, unit.end)[1]
        after_item = self.passages and self.text[self.passages[-1].end - 1] == ";"
        return bool(after_item) and self.text[end - 1] == "。"

    def _paragraph(self, unit: _Unit) -> None:
        if unit.closing:
            self.open, self.point = [], None
            self._emit(unit.start, unit.end, CLOSING, ())
            return
        holder = self.point or self._holder()
        holder.governs = True
        locator = self._paragraph_locator(holder)
        if unit.last or self._says_something(unit.start, unit.end):
            self._emit(unit.start, unit.end, locator, self.open)

    def _point(self, unit: _Unit, mark: Mark) -> None:
        holder = self._holder()
        holder.governs = True
        holder.paragraphs += unit.first
        if mark.value == 1 or not self.chain:
            self.chain = self._chain_locator(holder, mark.label)
        locator = self.chain + mark.label
        words = self.written[mark.end : unit.end].rstrip()
        heading, at = split_heading(words, governs=False)
        self._emit(unit.start, unit.end, locator, self.open, heading if at < len(words) else "")
        self.point = _Node(locator, "", paragraphs=1) if unit.first else None

    def _holder(self) -> _Node:
        """The heading that locators count paragraphs from: the innermost with a number."""
        numbered = (node for node in reversed(self.open) if node.label)
        return next(numbered, self.open[-1] if self.open else self.root)

    def _path(self) -> str:
        """The locator of the innermost open heading: its numbers, or words where it has none."""
        numbers = "".join(node.label for node in self.open)
        return numbers or "".join(node.heading for node in self.open) or self.root.label

    def _paragraph_locator(self, holder: _Node) -> str:
        """The locator of the next paragraph right under ``holder``."""
        holder.paragraphs += 1
        path = holder.label if holder is self.point else self._path()
        return path if path and holder.paragraphs == 1 else f"{path}第{holder.paragraphs}段"

    def _chain_locator(self, holder: _Node, first_label: str) -> str:
        """What a chain of points stands under; with its paragraph where a chain went before."""
        path = self._path()
        if path and (holder.paragraphs < 2 or path + first_label not in self.taken):
            return path
        return f"{path}第{holder.paragraphs}段"

    def _says_something(self, start: int, end: int) -> bool:
        """Whether the text before a chain of points is more than 其中, or 主要做法如下:."""
        words = self.text[start:end].strip(_EDGES)
        return len(words) >= _SHORTEST_LEAD or "。" in words

    def _emit(
        self, start: int, end: int, locator: str, above: Sequence[_Node], heading: str = ""
    ) -> None:
        """Add a passage, without the space at its edges."""
        start, end = self._trimmed(start, end)
        if start == end:
            return
        # What stands under a heading that numbers itself like another is counted with it.
        turn = self.open[-1].turn if self.open else 1
        times = self.taken[locator] = max(turn, self.taken.get(locator, 0) + 1)
        if times > 1:
            locator = f"{locator}#{times}"
        for node in self.open:
            node.end = max(node.end, end)
        titles = tuple(node.title for node in above)
        self.passages.append(Passage(locator, titles, start, end, heading))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end]
        return start + len(words) - len(words.lstrip(_EDGES)), start + len(words.rstrip(_EDGES))
