"""The body of a law: sections and passages from its lines.

A law is written in one of two ways. Most are *articled*: 编, 章 and 节 over articles, and
an article is a passage, with its paragraphs and items. Decisions, amendments and many
interpretations are *outlined*: numbered 一、 (一) 1. or not at all; there the outermost
unit that has a text of its own is a passage, and what is numbered below it belongs to it.
Each appendix is again one or the other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kb.document import Passage, Section
from kb.parsing.law_lines import Kind, Line
from kb.parsing.numerals import to_chinese

#: Characters up to which the text of an appendix, or of a table in it, is one passage.
MAX_BLOCK = 800

#: 编 and 章 come before every other heading; what has no number is as high as the highest.
_OUTERMOST = 1
_BELOW_DIVISIONS = 5
#: Headings in Markdown without any number, in a document that has no numbered ones.
_MARKDOWN_RANK = 20

_TITLED = re.compile(r"[【〔\[（(]([^】〕\]）)\n]{1,40})[】〕\]）)]")
#: The sentence that closes a decision, after its numbered units.
_CLOSING = re.compile(
    r"(?:本(?:决定|决议|规定|解释|办法|批复|修正案|通知|意见|条例|规则)[^，。]{0,40}(?:施行|生效|实施|执行|适用|废止)"
    r"|《[^》]+》(?:等[^，。]*)?根据本(?:决定|修正案)|根据本(?:决定|修正案)|此复|现予公告|特此)"
)
#: 广东省高级人民法院：  the addressee of a reply
_ADDRESS = re.compile(r"[^，。；]{2,80}[：:]")
_AMENDS = re.compile(r"^(?:将|在|对|删|增|原)?.{0,30}?(?:修改|改为|增加|删[去除]|作为第|作如下)")


def parse_body(
    lines: Sequence[Line], titles: Sequence[Line] = ()
) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """Sections and passages of the law whose body is ``lines``.

    titles: headings of the head that stand over the whole body, as the 编 of a code that
    is kept in several files.
    """
    body = _Body()
    for title in titles:
        body.open_section(title, _OUTERMOST - 1)
    lines = _without_contents(lines)
    first_appendix = _first_appendix(lines)
    _parse_part(lines[:first_appendix], body)
    for appendix in _appendices(lines[first_appendix:]):
        body.close_sections()
        _parse_appendix(appendix, body)
    return body.finish()


def _parse_part(lines: Sequence[Line], body: _Body) -> None:
    """The main part, or an appendix with articles of its own."""
    articles = _articles(lines)
    if articles and not _outline_comes_first(lines, min(articles)):
        _parse_articles(lines, articles, body)
    else:
        _parse_outline(lines, body)


# --- what a line is, by its neighbours ------------------------------------------------


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without a table of contents.

    It is the headings before the first text, where the first of them comes back later on,
    or, under a line 目录, where several follow each other at the same depth.
    """
    marks = [i for i, line in enumerate(lines) if line.kind is Kind.CONTENTS]
    first = next((i for i, line in enumerate(lines) if line.kind is Kind.DIVISION), None)
    if first is None:
        return [line for line in lines if line.kind is not Kind.CONTENTS]
    text = next(
        (i for i in range(first, len(lines)) if lines[i].kind is Kind.ARTICLE), len(lines)
    )
    again = next(
        (i for i in range(first + 1, text) if _same_heading(lines[i], lines[first])), None
    )
    mark = next((i for i in marks if i < first), None)
    if again is None and mark is not None:
        run = first
        while run < text and lines[run].kind in (Kind.DIVISION, Kind.WORDS, Kind.APPENDIX):
            run += 1
        tops = [line for line in lines[first:run] if line.rank == lines[first].rank]
        if len(tops) > 1:
            again = run
    if again is None:
        return [line for line in lines if line.kind is not Kind.CONTENTS]
    return [*lines[: mark if mark is not None else first], *lines[again:]]


def _same_heading(line: Line, other: Line) -> bool:
    return line.kind is Kind.DIVISION and (line.rank, line.number) == (other.rank, other.number)


def _articles(lines: Sequence[Line]) -> set[int]:
    """Places of the lines that open an article.

    The numbers are the evidence: the next in order opens an article however it is set; one
    that skips numbers does only where those come nowhere later, so that a sentence wrapped
    before 第十一条 is not cut in two. A new 第一条 begins a second text.
    """
    candidates = [i for i, line in enumerate(lines) if line.kind is Kind.ARTICLE]
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i in candidates:
        if not lines[i].reference:
            places[lines[i].number].append(i)
    chosen: set[int] = set()
    last = (0, 0)
    for i in candidates:
        line = lines[i]
        if line.reference:
            continue
        number, sub = line.number
        expected = number == last[0] + 1 or (number == last[0] and sub == last[1] + 1)
        if not expected:
            if not line.spaced or _wrapped(lines, i):
                continue
            if line.number > last:
                following = places.get((last[0] + 1, 0), [])
                if chosen and bisect_right(following, i) < len(following):
                    continue
        chosen.add(i)
        last = line.number
    return chosen


def _wrapped(lines: Sequence[Line], i: int) -> bool:
    """Whether line ``i`` goes on with the sentence of the line right above it."""
    if i == 0:
        return False
    above = lines[i - 1]
    touching = lines[i].start - above.end == 1
    return touching and above.kind in (Kind.PROSE, Kind.ARTICLE, Kind.UNIT) and above.open_ended


def _outline_comes_first(lines: Sequence[Line], first_article: int) -> bool:
    """Whether units with text come before the first article: then it is quoted in them."""
    return any(
        line.kind is Kind.UNIT and line.rank == _BELOW_DIVISIONS and not line.open_ended
        or line.kind in (Kind.UNIT, Kind.PROSE) and _AMENDS.match(line.words) is not None
        and line.words.endswith(("：", ":"))
        for line in lines[:first_article]
    )


def _first_appendix(lines: Sequence[Line]) -> int:
    """Where the appendices begin: after the last article that is not itself in one."""
    places = [i for i, line in enumerate(lines) if line.kind is Kind.APPENDIX]
    if not places:
        return len(lines)
    articles = sorted(_articles(lines))
    for i in places:
        before = articles[: bisect_right(articles, i)]
        after = articles[len(before) :]
        # Text must have come before, and an article that goes on counting shows that the
        # line was part of it.
        if not any(line.kind in (Kind.ARTICLE, Kind.UNIT, Kind.PROSE) for line in lines[:i]):
            continue
        if before and after and lines[after[0]].number > lines[before[-1]].number:
            continue
        return i
    return len(lines)


def _appendices(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    starts = [i for i, line in enumerate(lines) if line.kind is Kind.APPENDIX]
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        yield lines[start:end]


# --- the two ways of writing ----------------------------------------------------------


def _parse_articles(lines: Sequence[Line], articles: set[int], body: _Body) -> None:
    """编, 章, 节 and articles; prose before the first article is a preamble."""
    in_article = False
    for i, line in enumerate(lines):
        if i in articles:
            body.add_passage(line.label, line, heading=_article_title(line.words))
            in_article = True
        elif _is_section(lines, i, articles):
            body.open_section(line, _rank(line, lines))
            in_article = False
        elif in_article:
            body.extend(line)
        else:
            body.add_prose(line)


def _is_section(lines: Sequence[Line], i: int, articles: set[int]) -> bool:
    """Whether line ``i`` of an articled text is a heading."""
    line = lines[i]
    if line.kind is Kind.DIVISION:
        return True
    if line.kind is Kind.WORDS:
        return bool(line.depth) or i + 1 in articles or not articles or i < min(articles)
    # 一、 over articles, as in judicial interpretations: an open line right before one. An
    # item at the end of an article is told by its number: another item comes before it.
    if line.kind is not Kind.UNIT or not line.open_ended or line.rank > 6 or not line.words:
        return False
    if line.depth:
        return True
    follows = i + 1 < len(lines) and (
        i + 1 in articles or lines[i + 1].kind is Kind.UNIT and lines[i + 1].rank > line.rank
        and lines[i + 1].open_ended and i + 2 in articles
    )
    return follows and not _item_of_list(lines, i, articles)


def _item_of_list(lines: Sequence[Line], i: int, articles: set[int]) -> bool:
    for k in range(i - 1, -1, -1):
        if k in articles:
            return False
        if lines[k].kind is Kind.UNIT and lines[k].rank == lines[i].rank:
            return True
    return False


def _parse_outline(lines: Sequence[Line], body: _Body) -> None:
    """Numbered units and plain paragraphs."""
    units = _units(lines)
    last_unit = max(units, default=-1)
    if not units and lines and _ADDRESS.fullmatch(lines[0].words) and len(lines) > 1:
        lines = lines[1:]
    ranks = {i: _rank(lines[i], lines) for i in units}
    order = sorted(units)
    following = dict(zip(order, order[1:]))
    open_rank: int | None = None
    for i, line in enumerate(lines):
        if i in units and (open_rank is None or ranks[i] <= open_rank):
            body.close_passage()
            child = following.get(i)
            if line.open_ended and child is not None and ranks[child] > ranks[i]:
                body.open_section(line, ranks[i])
                open_rank = None
            else:
                heading = line.words if line.open_ended or not line.label else ""
                body.leave_sections(ranks[i])
                body.add_passage(body.path + (line.label or line.words), line, heading=heading)
                open_rank = ranks[i]
        elif i > last_unit >= 0 and _CLOSING.match(line.words):
            body.leave_sections(_OUTERMOST)
            body.add_passage("结语", line)
            open_rank = _OUTERMOST
        elif open_rank is not None:
            body.extend(line)
        else:
            body.add_prose(line, numbered=not units)


def _units(lines: Sequence[Line]) -> set[int]:
    """Places of the numbered lines and headings that count on from each other.

    Units of one rank count upwards until one of a higher rank comes; a number that goes
    back belongs to a quoted text, unless it begins again at one.
    """
    chosen: set[int] = set()
    last: dict[int, int] = {}
    for i, line in enumerate(lines):
        if line.kind in (Kind.DIVISION, Kind.WORDS):
            chosen.add(i)
            last.clear()
        elif line.kind is Kind.UNIT:
            number, before = line.number[0], last.get(line.rank, 0)
            if number > before or number == 1 or "." in line.label[:-1]:
                chosen.add(i)
                last = {rank: n for rank, n in last.items() if rank < line.rank}
                last[line.rank] = number
    return chosen


def _parse_appendix(lines: Sequence[Line], body: _Body) -> None:
    """An appendix: its articles if it has some, else blocks of whole lines."""
    head, rest = lines[0], lines[1:]
    body.open_section(head, _OUTERMOST)
    body.prefix = head.label
    articles = _articles(rest)
    if articles and rest[min(articles)].number[0] == 1:
        _parse_articles(rest, articles, body)
    else:
        for line in rest or lines:
            body.add_block(line)
    body.prefix = ""


def _rank(line: Line, lines: Sequence[Line]) -> int:
    """Depth of a heading or unit among those of ``lines``, for nesting."""
    if line.kind is not Kind.WORDS:
        return line.rank
    ranks = [other.rank for other in lines if other.kind is Kind.DIVISION]
    return min(ranks, default=_MARKDOWN_RANK + line.depth if line.depth else _OUTERMOST)


def _article_title(words: str) -> str:
    """The title in brackets after an article's number, if the article has more than that."""
    found = _TITLED.match(words)
    return found[1].strip() if found else ""


class _Body:
    """Sections and passages as they are found, in order."""

    def __init__(self) -> None:
        self.prefix = ""
        self._sections: list[Section] = []
        self._passages: list[Passage] = []
        self._open: list[tuple[int, int]] = []  # place in _sections, rank
        self._ranks: list[int] = []
        self._prose: list[Line] = []
        self._seen: dict[str, int] = defaultdict(int)
        self._end = 0
        self._block = False

    @property
    def path(self) -> str:
        """Labels of the open sections, as the beginning of a unit's locator."""
        return "".join(self._sections[i].label for i, _ in self._open)

    def open_section(self, line: Line, rank: int) -> None:
        self._flush()
        self.leave_sections(rank)
        self._open.append((len(self._sections), rank))
        self._ranks.append(rank)
        words = line.words
        self._sections.append(Section(line.label, words, 0, line.start, line.end))
        self._end = line.end
        self._block = False

    def leave_sections(self, rank: int) -> None:
        """Close the sections of ``rank`` and below."""
        self._flush()
        while self._open and self._open[-1][1] >= rank:
            self._close_last()

    def close_sections(self) -> None:
        self.leave_sections(_OUTERMOST)

    def _close_last(self) -> None:
        place, _ = self._open.pop()
        section = self._sections[place]
        self._sections[place] = Section(
            section.label, section.heading, 0, section.start, max(section.end, self._end)
        )

    def add_passage(self, locator: str, line: Line, heading: str = "") -> None:
        self._flush()
        self._append(locator, line.start, line.end, heading)

    def close_passage(self) -> None:
        self._flush()

    def _append(self, locator: str, start: int, end: int, heading: str = "") -> None:
        locator = self.prefix + locator
        self._seen[locator] += 1
        if self._seen[locator] > 1:
            locator += f"#{self._seen[locator]}"
        breadcrumb = tuple(self._sections[i].title for i, _ in self._open)
        self._passages.append(Passage(locator, breadcrumb, start, end, heading))
        self._end = end
        self._block = False

    def extend(self, line: Line) -> None:
        """Let the last passage reach to the end of ``line``."""
        last = self._passages[-1]
        self._passages[-1] = Passage(
            last.locator, last.breadcrumb, last.start, line.end, last.heading
        )
        self._end = line.end

    def add_block(self, line: Line) -> None:
        """Put ``line`` into a passage of whole lines, a new one where that grows too long."""
        if self._block and line.end - self._passages[-1].start <= MAX_BLOCK:
            self.extend(line)
        else:
            self._append("", line.start, line.end)
        self._block = True

    def add_prose(self, line: Line, numbered: bool = False) -> None:
        """A paragraph outside of articles and units."""
        self._prose.append(line)

    def _flush(self) -> None:
        """Paragraphs that were waiting become passages: how many there are names them."""
        lines, self._prose = self._prose, []
        if not lines:
            return
        groups: list[list[Line]] = []
        for line in lines:
            if groups and line.kind is Kind.UNIT:
                groups[-1].append(line)
            else:
                groups.append([line])
        section = self._sections[self._open[-1][0]] if self._open else None
        name = (section.label or section.heading) if section else "前言"
        for n, group in enumerate(groups, 1):
            locator = name if len(groups) == 1 else f"{name}第{to_chinese(n)}段"
            self._append(locator, group[0].start, group[-1].end)

    def finish(self) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
        self._flush()
        while self._open:
            self._close_last()
        levels = {rank: n for n, rank in enumerate(sorted(set(self._ranks)), 1)}
        sections = tuple(
            Section(s.label, s.heading, levels[rank], s.start, s.end)
            for s, rank in zip(self._sections, self._ranks, strict=True)
        )
        return sections, tuple(self._passages)
