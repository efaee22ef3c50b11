"""Inside an article: its paragraphs (款), items (项) and sub-items (目).

A paragraph is a line of its own and has no number; items are numbered (一), sub-items 1.,
and both belong to the paragraph they follow. Text after items is the next paragraph
(Technical Rules of Legislation of the Standing Committee of the NPC, part 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.parsing.law_lines import SPACES, Kind, Line, read_lines
from kb.parsing.numerals import NUMERAL, canonical_article, to_chinese, to_int


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, item or sub-item: its number, its characters in the article's text, and
    the items that belong to it, all within ``start`` and ``end``."""

    number: int
    start: int
    end: int
    items: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """An article, or a part of one, as a citation names it."""

    #: 第四十四条
    article: str
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None

    @property
    def locator(self) -> str:
        """The place in canonical form: 第四十四条第二款第(三)项."""
        parts = [self.article]
        if self.paragraph:
            parts.append(f"第{to_chinese(self.paragraph)}款")
        if self.item:
            parts.append(f"第({to_chinese(self.item)})项")
        if self.subitem:
            parts.append(f"第{self.subitem}目")
        return "".join(parts)


_PLACE = re.compile(
    rf"(?P<article>第?[{NUMERAL}]+条(?:之[{NUMERAL}]+)?)"
    rf"(?:第?(?P<paragraph>[{NUMERAL}]+)款)?"
    rf"(?:第?[（(]?(?P<item>[{NUMERAL}]+)[）)]?项)?"
    rf"(?:第?(?P<subitem>[{NUMERAL}]+)目)?"
)

#: Items that run on in their paragraph's line: …：（一）甲；（二）乙。
_RUN_IN = re.compile(rf"(?<=[：:；;。，,、])[{SPACES}]*[（(]([一二三四五六七八九十]{{1,3}})[）)]")
_TITLE = re.compile(rf"[{SPACES}]*[【〔\[][^】〕\]\n]{{1,40}}[】〕\]][{SPACES}]*")


def paragraphs(article: str) -> tuple[Part, ...]:
    """The paragraphs of ``article``, the whole text of one, from 第…条 on.

    >>> [len(p.items) for p in paragraphs("第二条 甲：\\n（一）乙；\\n（二）丙。\\n丁。")]
    [2, 0]
    """
    found: list[Part] = []
    group: list[Line] = []
    for line in _lines(article):
        if group and line.kind is not Kind.UNIT:
            found.append(_paragraph(len(found) + 1, group))
            group = []
        group.append(line)
    if group:
        found.append(_paragraph(len(found) + 1, group))
    return tuple(found)


def read_place(text: str) -> Place | None:
    """The place that ``text`` names, however typed; None when it names none.

    >>> read_place("第44条第二款第(三)项").locator
    '第四十四条第二款第(三)项'
    """
    found = _PLACE.fullmatch("".join(text.split()))
    article = found and canonical_article(found["article"])
    if not found or not article:
        return None
    try:
        numbers = (found[name] and to_int(found[name]) for name in ("paragraph", "item", "subitem"))
        return Place(article, *(number or None for number in numbers))
    except ValueError:
        return None


def locate(
    article: str, paragraph: int | None = None, item: int | None = None, subitem: int | None = None
) -> tuple[int, int] | None:
    """Where 第几款, 第几项 and 第几目 of ``article`` stand, as start and end in its text.

    Without ``paragraph`` an item is looked for in the first paragraph that has items, as
    第五条第(三)项 is written of an article with one paragraph. None when there is none.
    """
    all_paragraphs = paragraphs(article)
    if paragraph is None:
        chosen = next((p for p in all_paragraphs if p.items), None)
    else:
        chosen = next((p for p in all_paragraphs if p.number == paragraph), None)
    part: Part | None = chosen
    for number in (item, subitem):
        if number is not None and part is not None:
            part = next((child for child in part.items if child.number == number), None)
    return (part.start, part.end) if part else None


def _lines(article: str) -> Iterator[Line]:
    """The article's lines without its number and title; run-in items as lines of their own."""
    for n, line in enumerate(read_lines(article)):
        start = line.start
        if n == 0 and line.kind is Kind.ARTICLE:
            start = line.end - len(line.words)
            title = _TITLE.match(article, start, line.end)
            start = title.end() if title else start
            line = Line(Kind.PROSE, start, line.end, article[start : line.end])
        if start < line.end:
            yield from _without_run_in(line, article)


def _without_run_in(line: Line, article: str) -> Iterator[Line]:
    """``line``, cut before each item that runs on in it, as long as they count from one."""
    at, number, rank = line.start, 0, line.rank
    pieces: list[Line] = []
    for found in _RUN_IN.finditer(article, line.start, line.end):
        if line.kind is Kind.UNIT or to_int(found[1]) != number + 1:
            continue
        cut = found.end() - len(found[0].lstrip())
        pieces.append(_piece(article, at, cut, number, rank))
        at, number, rank = cut, number + 1, _ITEM_RANK
    if number < 2:
        yield line
    else:
        yield from (*pieces, _piece(article, at, line.end, number, rank))


#: The rank `law_lines` gives to (一).
_ITEM_RANK = 6


def _piece(article: str, start: int, end: int, number: int, rank: int) -> Line:
    words = article[start:end].rstrip()
    kind = Kind.UNIT if number else Kind.PROSE
    return Line(kind, start, start + len(words), words, number=(number, 0), rank=rank)


def _paragraph(number: int, lines: Sequence[Line]) -> Part:
    """A paragraph from its first line and the units after it."""
    first = lines[0]
    units = lines if first.kind is Kind.UNIT else lines[1:]
    return Part(number, first.start, lines[-1].end, _items(units))


def _items(units: Sequence[Line]) -> tuple[Part, ...]:
    """Units of the first one's numbering, each with what is numbered otherwise below it."""
    if not units:
        return ()
    tops = [i for i, unit in enumerate(units) if unit.rank == units[0].rank]
    ends = [*tops[1:], len(units)]
    return tuple(
        Part(units[i].number[0], units[i].start, units[end - 1].end, _items(units[i + 1 : end]))
        for i, end in zip(tops, ends, strict=True)
    )
