"""A report's text as lines and paragraphs, each with its span.

A page copied from a PDF has its lines broken at the width of the sheet; a page saved from a
site has one line a paragraph. Both give the same paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

#: Blank characters at the edges of lines that ``str.strip`` leaves: marks of byte order and
#: joiners that pages carry along.
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"
_LINE = re.compile(r"[^\n\x0b\x0c\x85\u2028\u2029]+")
#: Space, Markdown's heading mark, a bullet, the opening of bold type.
_LEAD = re.compile(
    rf"(?P<indent>[\s{_INVISIBLE}]*)(?:(?P<hashes>#{{1,6}})[ \t\u3000]*)?(?:[-*+>•●▪◆■·]+[ \t\u3000\xa0]+)*"
    rf"(?P<bold>\*\*)?[\s{_INVISIBLE}]*"
)
_WORD = re.compile(r"\w")
_PAGE_NUMBER = re.compile(r"[-—–]+\s*\d{1,4}\s*[-—–]+|第\s*\d+\s*页(?:\s*[,,/共]*\s*\d+\s*页)?")

#: What a finished paragraph or sentence ends with, closing quotation marks left aside.
_FINISHED = re.compile(r"[。.;;::!!??…][”’」』》))】\]\"'*\s]*$")
_UNFINISHED = re.compile(r"[,,、(((“《〈]$")

#: A line counts as full when this many columns are free at most: four Chinese characters,
#: what a typesetter moves to keep punctuation off the start of a line.
_SLACK = 8
#: Lines of more columns than a sheet holds are not broken by its width.
_WIDEST = 160
#: As many full, unfinished lines, and this share of all, make a text broken by width.
_MIN_FULL, _FULL_SHARE = 3, 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words: its span without edges of space and markup."""

    start: int
    end: int
    text: str
    #: Columns of space before it.
    indent: int
    #: Whether a blank line stands before it.
    parted: bool
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
    """One line, or several that belong to one sentence."""

    start: int
    end: int
    hashes: int = 0
    bold: bool = False


def columns(text: str) -> int:
    """The width of ``text`` in a fixed pitch: two columns a Chinese character."""
    return len(text.encode("gbk", "replace"))


def lines_of(text: str, start: int = 0) -> list[Line]:
    """The lines of ``text`` from ``start`` that hold words; page numbers are left out."""
    found = []
    last = start
    for match in _LINE.finditer(text, start):
        lead = _LEAD.match(text, match.start(), match.end())
        assert lead  # every part of the pattern may be empty
        content = text[lead.end() : match.end()].rstrip().rstrip(_INVISIBLE + "*").rstrip()
        if _WORD.search(content) and not _PAGE_NUMBER.fullmatch(content):
            tail = text[lead.end() + len(content) : match.end()]
            found.append(
                Line(
                    lead.end(),
                    lead.end() + len(content),
                    content,
                    columns(lead["indent"]),
                    text.count("\n", last, match.start()) > 1,
                    len(lead["hashes"] or ""),
                    bool(lead["bold"]) and "**" in tail,
                )
            )
            last = match.end()
    return found


def paragraphs_of(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines that were broken in the middle of a sentence."""
    width = _sheet_width(lines)
    return [
        Paragraph(part[0].start, part[-1].end, part[0].hashes, all(line.bold for line in part))
        for part in _joined(lines, width)
    ]


def _joined(lines: Iterable[Line], width: int | None) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if part and not _continues(part[-1], line, width):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _continues(above: Line, below: Line, width: int | None) -> bool:
    """Whether the sentence of ``above`` goes on in ``below``."""
    if above.hashes or below.hashes or above.bold or below.parted or above.finished:
        return False
    if width is None:
        return bool(_UNFINISHED.search(above.text))
    # The first line of a paragraph is set in by two characters, the others are not.
    set_in = below.indent >= above.indent + 4
    return above.indent + columns(above.text) >= width - _SLACK and not set_in


def _sheet_width(lines: Sequence[Line]) -> int | None:
    """The width in columns at which lines were broken; None when they were not."""
    widths = [line.indent + columns(line.text) for line in lines]
    if not widths:
        return None
    width = sorted(widths)[int(0.95 * (len(widths) - 1))]
    full = sum(
        width - _SLACK <= columns_ <= width + _SLACK and not line.finished
        for columns_, line in zip(widths, lines, strict=True)
    )
    broken = width <= _WIDEST and full >= max(_MIN_FULL, _FULL_SHARE * len(lines))
    return width if broken else None
