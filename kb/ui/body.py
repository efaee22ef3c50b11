"""A document's text as HTML: headings, passages one can point at, and everything between.

Nothing of the text is left out: what belongs to no heading and no passage (the menus of the
page it came from, a title, a table of contents) is folded away where it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kb.document import Document, Genre, Passage, Section
from kb.links import permalink
from kb.ui.inline import Inline
from kb.ui.markup import Child, Html, join, link, tag

#: Offsets of the parts of a text that are to be marked.
Marks = Callable[[str], Sequence[tuple[int, int]]]

#: The number an article opens with.
_ARTICLE = re.compile(r"[\s#*]*第[^\s第条]{1,12}条(?:之[一二三四五六七八九十]+)?\**")
#: 项 and 目, each set in further (立法技术规范(试行)(一), 7).
_ITEM = re.compile(r"\s*[(（][一二三四五六七八九十百]+[)）]")
_SUBITEM = re.compile(r"\s*\d{1,2}\s*[.、\uff0e]|\s*[(（]\d{1,2}[)）]")
#: A line that does not end so is only wrapped, and its paragraph goes on.
_FINISHED = re.compile(r"[。;:!?)\uff1b\uff1a\uff01\uff1f\uff09…”》][\s*]*$|^\s*$")
#: A passage's own heading begins after its number, within so many characters.
_HEADING_WITHIN = 24
#: Marks of Markdown around a line, and its comments, which are not for readers.
_MARKDOWN = re.compile(r"<!--.*?-->|^[\s#>*]+|[\s*]+$")


#: Keeps the sign of a passage on the line of the character before it (U+2060).
_JOINER = "\u2060"


class Line(NamedTuple):
    """A stretch of a text."""

    start: int
    end: int


def anchor(number: int) -> str:
    """The element id of a document's passage number ``number``, counted from 0."""
    return f"p-{number}"


def contents_html(document: Document, label: str) -> Html | None:
    """The table of contents: each section a link to its first passage; None without any."""
    ends = [passage.end for passage in document.passages]
    entries = []
    for section in document.sections:
        number = bisect_right(ends, section.start)
        name: Child = section.title
        if number < len(ends) and document.passages[number].start < section.end:
            address = permalink(document.id, document.passages[number].locator)
            name = link(address, section.title, data_jump=anchor(number))
        entries.append(tag("li", name, class_=f"level-{min(section.level, 5)}"))
    return tag("nav", tag("ul", *entries), aria_label=label) if entries else None


def body_html(
    document: Document,
    targets: Collection[Passage],
    marks: Marks,
    inline: Inline | None = None,
    beside: Html | None = None,
) -> Html:
    """The whole text, with the passages ``targets`` set off and what ``marks`` finds marked.

    inline: the text with what is linked in it. beside: what to read beside ``targets``, below
    the last of them.
    """
    inline = inline or Inline(document.text)
    parts: list[Html] = []
    at = number = 0
    left = len(targets)
    for passage, text in document.pieces():
        if passage is None:
            parts += _between(document, at, at + len(text), inline)
        else:
            target = passage in targets
            parts.append(_passage(document, number, passage, target, marks, inline))
            left -= target
            if target and not left and beside:
                parts.append(beside)
            number += 1
        at += len(text)
    return tag("article", *parts, class_=f"text {document.meta.genre.value}", lang="zh-CN")


def _passage(
    document: Document, number: int, passage: Passage, target: bool, marks: Marks, inline: Inline
) -> Html:
    text, origin = document.text_of(passage), passage.start
    spans = [(origin + start, origin + end) for start, end in marks(text)]
    strong = _opening(document.meta.genre, passage, text)
    name = passage.locator
    sign = link(
        permalink(document.id, name),
        "¶",
        class_="sign",
        title=f"本处的固定链接：{name}",
        aria_label=f"{name}的固定链接",
        data_jump=anchor(number),
    )

    def shown(start: int, end: int) -> Html:
        return inline.html(origin + start, origin + end, spans)

    paragraphs = [
        tag(
            "p",
            tag("b", shown(line.start, strong)) if line.start < strong else None,
            shown(max(line.start, strong), line.end),
            join([_JOINER, sign]) if n == 0 else None,
            class_=_indent(document.meta.genre, text[line.start : line.end]),
        )
        for n, line in enumerate(_paragraphs(text))
    ]
    return tag(
        "section",
        *paragraphs,
        id=anchor(number),
        class_="passage target" if target else "passage",
        aria_label=name,
        aria_current="location" if target else None,
        data_at=name,
    )


def _opening(genre: Genre, passage: Passage, text: str) -> int:
    """How far the passage's opening in bold goes: an article's number, its own heading."""
    if genre is Genre.LAW:
        found = _ARTICLE.match(text)
        return found.end() if found else 0
    at = text.find(passage.heading, 0, _HEADING_WITHIN + len(passage.heading))
    return at + len(passage.heading) if passage.heading and at >= 0 else 0


def _indent(genre: Genre, line: str) -> str | None:
    if genre is Genre.REPORT:
        return None
    if _ITEM.match(line):
        return "item"
    return "subitem" if _SUBITEM.match(line) else None


def _paragraphs(text: str) -> Iterator[Line]:
    """The paragraphs of a passage; a line broken by the width of a sheet goes on."""
    start = at = 0
    for line in text.splitlines(keepends=True):
        at += len(line)
        if at == len(text) or _FINISHED.search(text[start:at]) or _numbered(text, at):
            if words := text[start:at].rstrip():
                yield Line(start, start + len(words))
            start = at


def _numbered(text: str, at: int) -> bool:
    return bool(_ITEM.match(text, at) or _SUBITEM.match(text, at))


def _between(document: Document, start: int, end: int, inline: Inline) -> Iterator[Html]:
    """Headings, and what else stands between two passages."""
    opening = {s.start: s for s in document.sections if start <= s.start < end}
    aside: list[Html] = []
    for line, section in _headed_lines(document.text, start, end, opening):
        kept = list(_kept(document.text, line))
        words = "".join(document.text[part.start : part.end] for part in kept)
        shown = join(inline.html(part.start, part.end) for part in kept)
        if section is None:
            # The title stands above already.
            aside += [shown] if words and words != document.meta.title else []
            continue
        yield from _furniture(aside)
        aside = []
        level = min(section.level + 1, 6)
        yield tag(f"h{level}", shown, class_=f"heading level-{min(section.level, 5)}")
    yield from _furniture(aside)


def _kept(text: str, line: Line) -> Iterator[Line]:
    """What of ``line`` is not Markdown's."""
    words = text[line.start : line.end]
    at = 0
    for found in _MARKDOWN.finditer(words):
        yield Line(line.start + at, line.start + found.start())
        at = found.end()
    yield Line(line.start + at, line.end)


def _headed_lines(
    text: str, start: int, end: int, opening: dict[int, Section]
) -> Iterator[tuple[Line, Section | None]]:
    """The lines of ``text[start:end]``, cut where a section opens, with the one that does."""
    cuts = {start, end, *opening}
    at = start
    for line in text[start:end].splitlines(keepends=True):
        at += len(line)
        cuts.add(at)
    stops = sorted(cuts)
    section: Section | None = None
    begin = start
    for first, last in pairwise(stops):
        if first in opening:
            section, begin = opening[first], first
        if section is None:
            yield Line(first, last), None
        elif last in opening or last == end or _length(text[begin:last]) >= _length(section.title):
            # A heading can run over more than one line.
            yield Line(begin, last), section
            section = None


def _length(text: str) -> int:
    return len("".join(text.split()))


def _furniture(lines: Sequence[Html]) -> Iterator[Html]:
    """What belongs to no passage, folded away."""
    if lines:
        shown = join(tag("p", line) for line in lines)
        yield tag(
            "details", tag("summary", f"页面上的其他文字（{len(lines)} 行）"), shown, class_="aside"
        )
