"""A report's text as lines and paragraphs, each with its span.

A page copied from a PDF has its lines broken at the width of the sheet; a page saved from a
site has one line a paragraph. Both give the same paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from kb.parsing.report_marks import opening_mark

_FOLDED: dict[int, int | str] = {
    **{full: full - 0xFEE0 for full in range(0xFF01, 0xFF5F)},
    # Spaces of all widths, separators, the mark of byte order, joiners of no width.
    **dict.fromkeys([*range(0x1C, 0x20), 0xA0, 0xAD, 0x1680, *range(0x2000, 0x200E)], " "),
    **dict.fromkeys([0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF], " "),
    # Colons, commas and stops of compatibility forms.
    **{0x2236: ":", 0xFE30: ":", 0xFE55: ":", 0xFE50: ",", 0xFE54: ";", 0xFE52: "."},
    **{0xFE51: "、", 0xFF61: "。"},
}

_LINE = re.compile(r"[^\n\x0b\x0c\x85\u2028\u2029]+")
#: Space, Markdown's heading mark, a bullet, the opening of bold type.
_LEAD = re.compile(
    r"(?P<indent>\s*)(?:(?P<hashes>#{1,6})\s*)?(?:[-*+>•●▪◆■·]+\s+)*(?P<bold>\*\*)?\s*"
)
_WORD = re.compile(r"\w")
#: The number of a printed page, as it stands between two: - 3 -, 第3页 共8页.
PAGE_NUMBER = re.compile(r"[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d+\s*页[\s,/共]*(?:\d+\s*页)?")

#: What a finished paragraph or sentence ends with, closing quotation marks left aside.
_FINISHED = re.compile(r"[。.;:!?…][”’」』》)】\]\"'*\s]*$")
_PAUSE = re.compile("[,。;:]")
#: A cell of a table with nothing but a figure in it.
_FIGURE = re.compile(r"[\d.,]+%?|[/—-]+")
_LONGEST_CELL, _FEWEST_FIGURES = 20, 2
#: A number on a line of its own, as tables and lists of a page leave it.
_NUMBER_ALONE = re.compile(
    r"\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.]"
)
_UNFINISHED = re.compile(r"[,、(“《〈]$")

#: A line counts as full when this many columns are free at most: four Chinese characters,
#: what a typesetter moves to keep punctuation off the start of a line.
_SLACK = 8
#: Lines are broken by a width between these: a column of a folded leaflet, a sheet across.
_NARROWEST, _WIDEST = 32, 160
#: As many full, unfinished lines, and this share of all, make a text broken by width; a
#: smaller one does where no line at all is longer.
_MIN_FULL, _FULL_SHARE, _FULL_SHARE_AT_EDGE = 3, 0.4, 0.2
#: The first line of a paragraph is set in by two characters, the others are not.
_SET_IN = 4


def fold(text: str) -> str:
    """``text`` with full-width letters, digits and punctuation made half-width.

    Character for character, so that offsets stay what they are; numbers in circles and
    brackets (①, ⑴) stay too, which `kb.segmentation.narrow` makes digits of.

    >>> fold("\\uff08一\\uff09\\uff12\\uff10\\uff12\\uff13\\u3000年\\uff0c")
    '(一)2023 年,'
    """
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words: its span without edges of space and markup."""

    start: int
    end: int
    #: Its words, folded; and as they are written.
    text: str
    written: str
    #: Columns of space before it.
    indent: int = 0
    #: Whether a blank line stands before it, other than where the page turns.
    parted: bool = False
    #: Depth as a Markdown heading, 0 when it is none.
    hashes: int = 0
    #: Whether all of it is in bold type, as Markdown writes it.
    bold: bool = False

    @property
    def finished(self) -> bool:
        """Whether it ends as sentences do."""
        return bool(_FINISHED.search(self.text[-8:]))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line, several that belong to one sentence, or the cells of a table."""

    start: int
    end: int
    hashes: int = 0
    bold: bool = False
    table: bool = False


def columns(text: str) -> int:
    """The width of ``text`` in a fixed pitch: two columns a Chinese character."""
    return len(text.encode("gbk", "replace"))


def lines_of(written: str, start: int = 0) -> list[Line]:
    """The lines of ``written`` from ``start`` that hold words; page numbers are left out."""
    text = fold(written)
    found = []
    last = start
    turned = False
    for match in _LINE.finditer(text, start):
        lead = _LEAD.match(text, match.start(), match.end())
        assert lead  # every part of the pattern may be empty
        words = text[lead.end() : match.end()].rstrip(" \t\r*")
        page_number = PAGE_NUMBER.fullmatch(match[0].strip())
        turned = turned or bool(page_number)
        if not _WORD.search(words) or page_number:
            continue
        begin, end = lead.end(), lead.end() + len(words)
        found.append(
            Line(
                begin,
                end,
                words,
                written[begin:end],
                indent=columns(written[lead.start("indent") : lead.end("indent")]),
                parted=not turned and text.count("\n", last, match.start()) > 1,
                hashes=len(lead["hashes"] or ""),
                bold=bool(lead["bold"]) and "**" in text[end : match.end()],
            )
        )
        last, turned = match.end(), False
    return found


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines that were broken in the middle of a sentence, and the cells of a table."""
    width = _sheet_width(lines)
    if width is not None:
        lines = _without_bare_page_numbers(lines)
    paragraphs: list[Paragraph] = []
    for is_table, run in groupby(zip(_in_tables(lines), lines, strict=True), itemgetter(0)):
        of_run = [line for _, line in run]
        paragraphs += [
            Paragraph(
                part[0].start,
                part[-1].end,
                part[0].hashes,
                bold=all(line.bold for line in part),
                table=is_table,
            )
            for part in ([of_run] if is_table else _joined(of_run, width))
        ]
    return paragraphs


def _without_bare_page_numbers(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without those that hold nothing but 1, 2, 3 … as pages count."""
    kept: list[Line] = []
    page = 1
    for line in lines:
        if line.text == str(page):
            page += 1
        else:
            kept.append(line)
    return kept


def _in_tables(lines: Sequence[Line]) -> list[bool]:
    """For each line whether it is of a table: a row of cells between bars, or, as pages
    lose them, one cell a line.

    A numbered line is a cell only right above figures: others are headings.
    """
    cells = [False] * (len(lines) + 1)
    for i in range(len(lines) - 1, -1, -1):
        text = lines[i].text
        if text.count("|") > 1:
            cells[i] = True
        elif len(text) <= _LONGEST_CELL and not (_PAUSE.search(text) or lines[i].hashes):
            above_figure = cells[i + 1] and bool(_FIGURE.fullmatch(lines[i + 1].text))
            cells[i] = above_figure or opening_mark(text) is None
    tables: list[bool] = []
    for is_cell, run in groupby(range(len(lines)), cells.__getitem__):
        of_run = list(run)
        figures = sum(bool(_FIGURE.fullmatch(lines[i].text)) for i in of_run)
        rows = any(lines[i].text.count("|") > 1 for i in of_run)
        tables += [is_cell and (rows or figures >= _FEWEST_FIGURES)] * len(of_run)
    return tables


def _joined(lines: Iterable[Line], width: int | None) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if part and not _continues(part, line, width):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _continues(part: Sequence[Line], below: Line, width: int | None) -> bool:
    """Whether the sentence that ``part`` begins goes on in ``below``."""
    above = part[-1]
    if _NUMBER_ALONE.fullmatch(above.text):
        return not opening_mark(below.text)
    if above.hashes or below.hashes or above.bold or below.parted or above.finished:
        return False
    if width is None:
        return bool(_UNFINISHED.search(above.text))
    full = above.indent + columns(above.text) >= width - _SLACK
    return full and below.indent < above.indent + _SET_IN and not _is_list(part, below)


def _is_list(part: Sequence[Line], below: Line) -> bool:
    """Whether headings stand line under line: numbers, and no sentence before the second."""
    return (
        opening_mark(part[0].text) is not None
        and opening_mark(below.text) is not None
        and not any(_PAUSE.search(line.text) for line in part)
    )


def _sheet_width(lines: Sequence[Line]) -> int | None:
    """The width in columns at which lines were broken; None when they were not."""
    widths = [line.indent + columns(line.text) for line in lines]
    if not widths:
        return None
    width = sorted(widths)[int(0.95 * (len(widths) - 1))]
    full_lines = [
        line
        for of_line, line in zip(widths, lines, strict=True)
        if abs(width - of_line) <= _SLACK and not line.finished
    ]
    full = len(full_lines)
    headings = sum(opening_mark(line.text) is not None for line in full_lines)
    share = _FULL_SHARE
    if max(widths) <= width + _SLACK and full - headings >= _MIN_FULL:
        share = _FULL_SHARE_AT_EDGE
    broken = _NARROWEST <= width <= _WIDEST and full >= max(_MIN_FULL, share * len(lines))
    return width if broken else None
