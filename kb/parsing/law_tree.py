"""Sections and passages of a law as they are found, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.document import Passage, Section
from kb.parsing.law_lines import Kind, Line
from kb.parsing.numerals import to_chinese

#: Characters up to which the lines of an appendix are put into one passage.
MAX_BLOCK = 800

#: A paragraph that begins so belongs to the one before: a quotation, a row of a table.
_CONTINUES = ("“", '"', "|")


@dataclass(frozen=True, slots=True)
class _Open:
    """A section that is not closed yet: its place among all, and what it gives to locators."""

    place: int
    rank: int
    label: str
    name: str


class Tree:
    """Takes headings, passages and paragraphs in the order of the text.

    prefix: what the locators of the passages to come begin with.
    preamble: what paragraphs are called that stand under no heading; "" where the document
    has nothing but paragraphs.
    """

    def __init__(self) -> None:
        self.prefix = ""
        self.preamble = "前言"
        self._sections: list[Section] = []
        self._ranks: list[int] = []
        self._open: list[_Open] = []
        self._passages: list[Passage] = []
        self._locators: dict[str, int] = {}
        self._waiting: list[Line] = []
        self._end = 0
        self._in_block = False

    def open_section(self, line: Line, rank: int, title: Sequence[Line] = ()) -> None:
        """Open the section that ``line`` heads, and close those of its rank and below.

        title: the lines the heading's words stand in, where they are more than ``line``. A
        title of that kind stands over a whole text and does not go into locators.
        """
        self.leave_sections(rank)
        heading = "".join(part.words for part in title) or line.words
        self._end = title[-1].end if title else line.end
        named = not title and line.kind is not Kind.APPENDIX
        # 5.1 is left out of locators below it: 5.1.2 says it again.
        label = "" if line.dotted or not named else line.label
        self._open.append(_Open(len(self._sections), rank, label, heading if named else ""))
        self._sections.append(Section(line.label, heading, 0, line.start, self._end))
        self._ranks.append(rank)
        self._in_block = False

    def extend_heading(self, line: Line) -> None:
        """Let the heading of the section opened last go on with ``line``."""
        last = self._sections[-1]
        self._sections[-1] = replace(last, heading=last.heading + line.words, end=line.end)
        self._end = line.end

    def leave_sections(self, rank: int) -> None:
        """Close the sections of ``rank`` and below."""
        self._flush()
        while self._open and self._open[-1].rank >= rank:
            place = self._open.pop().place
            section = self._sections[place]
            self._sections[place] = replace(section, end=max(section.end, self._end))

    def add_article(self, line: Line, heading: str) -> None:
        """Begin the passage of an article."""
        self._flush()
        self._append(line.label, line.start, line.end, heading)

    def add_unit(self, line: Line, heading: str) -> None:
        """Begin the passage of a numbered unit, or of a heading with the text under it."""
        self._flush()
        locator = line.label if line.dotted else self._path() + (line.label or line.words)
        self._append(locator, line.start, line.end, heading)

    def add_paragraph(self, line: Line) -> None:
        """A paragraph outside of articles and units."""
        self._waiting.append(line)

    def add_block(self, line: Line) -> None:
        """Put ``line`` into a passage of whole lines, a new one where that grows too long."""
        if self._in_block and line.end - self._passages[-1].start <= MAX_BLOCK:
            self.extend(line)
        else:
            self._append("", line.start, line.end)
            self._in_block = True

    def extend(self, line: Line) -> None:
        """Let the last passage reach to the end of ``line``."""
        self._passages[-1] = replace(self._passages[-1], end=line.end)
        self._end = line.end

    def finish(self) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
        """All sections, their levels counted from 1 without a gap, and all passages."""
        self.leave_sections(min(self._ranks, default=0))
        levels = {rank: n for n, rank in enumerate(sorted(set(self._ranks)), 1)}
        sections = (
            replace(section, level=levels[rank])
            for section, rank in zip(self._sections, self._ranks, strict=True)
        )
        return tuple(sections), tuple(self._passages)

    def _path(self) -> str:
        return "".join(section.label for section in self._open)

    def _append(self, locator: str, start: int, end: int, heading: str = "") -> None:
        breadcrumb = tuple(self._sections[section.place].title for section in self._open)
        locator = self._unique(self.prefix + locator)
        self._passages.append(Passage(locator, breadcrumb, start, end, heading))
        self._end = end
        self._in_block = False

    def _unique(self, locator: str) -> str:
        """``locator``, with #2, #3 … where it was given before."""
        count = self._locators[locator] = self._locators.get(locator, 0) + 1
        return locator if count == 1 else self._unique(f"{locator}#{count}")

    def _flush(self) -> None:
        """Make passages of the paragraphs that wait: how many there are names them."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        groups: list[list[Line]] = []
        for line in waiting:
            if groups and (line.kind is Kind.UNIT or line.words.startswith(_CONTINUES)):
                groups[-1].append(line)
            else:
                groups.append([line])
        name = self._path() or (self._open[-1].name if self._open else "") or self.preamble
        for n, group in enumerate(groups, 1):
            locator = name if name and len(groups) == 1 else f"{name}第{to_chinese(n)}段"
            self._append(locator, group[0].start, group[-1].end)
