"""Titles in book-title marks: 《…》, with marks inside marks and marks mistyped.

By GB/T 15834-2011 (4.15) a title stands in 《》 and one inside it in 〈〉. People also type
《》 inside 《》, << >>, leave a mark out, or close with the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from kb.citations.leads import LEADS

#: Longer stretches between marks are text whose closing mark was forgotten.
LONGEST = 240

_MARK = re.compile(r"《|》|〈|〉|≪|≫|<<|>>|<(?=[一-鿿《〈])|(?<=[一-鿿)》〉])>")
_OPEN, _CLOSE = ("《", "〈", "≪", "<<", "<"), ("》", "〉", "≫", ">>", ">")
#: A title goes on over one break of a line, set in or not, never over a blank line.
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")

#: How titles of what binds end, as far as they tell where a mark was forgotten.
ENDING = (
    r"(?:法典|(?<![执司立普守违合非方做说用依])法|条例|规定|办法|细则|规则|准则|章程|决定|决议|解释|批复|通知|通告|公告|意见|方案"
    r"|规划|纲要|规程|规范|标准|基准|指引|指南|措施|预案|制度)(?:\([^()\n]{1,20}\))?"
)
#: What after such a word goes on with the title: 土地管理法实施条例, …办法的通知.
_GOES_ON = (
    r"(?!实施(?:条例|细则|办法)|若干|有关|的(?:通知|决定|意见|公告|通告|批复)|细则|条例|办法|规定|修正"
    r"|[律规治院定案])"
)
_UNCLOSED = re.compile(rf"[^,。;:、!?《》〈〉<>\n]{{2,60}}?{ENDING}{_GOES_ON}")
_UNCLOSED_ABOUT = re.compile(
    rf"[^,。;:!?《》〈〉<>\n]{{0,40}}?关于[^,。;:!?《》〈〉<>\n]{{2,80}}?的(?:若干|指导|实施)?{ENDING}"
)
#: An issued document whose closing mark was forgotten, before the words that close the notice.
_UNCLOSED_INSIDE = re.compile(rf"[^《》〈〉\n]{{2,80}}?{ENDING}(?=(?:等[^《》〈〉]{{0,10}})?的)")
_NOTICE = re.compile(r"[^,。;:!?《》〈〉\n]{0,12}?的(?:通知|决定|意见|公告|通告|批复)")
#: Quotation marks of the south and of Taiwan hold a title where what they hold ends like one.
_CORNERS = re.compile(r"(?:「(?P<a>[^「」\n,。;]{2,60})」|『(?P<b>[^『』\n,。;]{2,60})』)")
_LIKE_A_TITLE = re.compile(rf".{{2,60}}{ENDING}")
_COUNTRY = "中华人民共和国"

#: What a title whose opening mark was forgotten can't begin before.
_BEFORE_UNOPENED = re.compile(rf"[,。;:、!?《》〈〉“”\"\n]|{LEADS}|宣传|[了的和及与]")
_UNOPENED = re.compile(rf".{{1,60}}{ENDING}")


@dataclass(slots=True)
class Marked:
    """A title with its marks; ``inner_start`` and ``inner_end`` leave the marks out."""

    start: int
    inner_start: int
    inner_end: int
    end: int
    #: The titles inside it.
    inside: list[Marked] = field(default_factory=list)


def marked_titles(text: str) -> list[Marked]:
    """The outermost titles of ``text`` (folded, see `kb.parsing.report_lines.fold`), in order.

    A title whose closing mark is missing ends where a title plausibly does, one whose opening
    mark is missing begins after the words that lead to it. Empty marks are no title.
    """
    found: list[Marked] = []
    open_: list[tuple[Marked, str]] = []
    tokens = [*_MARK.finditer(text)]
    for token, following in zip_longest(tokens, tokens[1:]):
        mark = token[0]
        while open_ and _out_of_reach(text, open_[0][0], token.start()):
            found += _closed_by_itself(text, open_, token.start())
        if mark in _OPEN:
            open_.append((Marked(token.start(), token.end(), -1, -1), mark))
        elif open_:
            title, opened_by = open_.pop()
            another = following is not None and following[0] in _CLOSE
            if mark == "》" and opened_by == "〈" and open_ and not another:
                # 《关于印发〈X的通知》: the inner one was never closed.
                inner = title
                title, _ = open_.pop()
                if ends := _UNCLOSED_INSIDE.match(text, inner.inner_start, token.start()):
                    inner.inner_end = inner.end = ends.end()
                    title.inside.append(inner)
            title.inner_end, title.end = token.start(), token.end()
            (open_[-1][0].inside if open_ else found).append(title)
        elif found and found[-1].end == token.start():
            found[-1].end = token.end()  # 《X》》
        elif mark == "》":
            found += _opened_by_itself(text, token, found[-1].end if found else 0)
    while open_:
        found += _closed_by_itself(text, open_, len(text))
    spans = [(title.start, title.end) for title in found]
    found += [title for title in _cornered(text) if not _touches(title, spans)]
    named = (
        _undoubled(title)
        for title in found
        if _NAMED.match(text, title.inner_start, title.inner_end)
    )
    return sorted(named, key=lambda title: title.start)


#: A title begins with a word.
_NAMED = re.compile(r"\s*[<*“\"(\[【《〈]*(?:/?\w+>)?\s*\w", re.DOTALL)


def _cornered(text: str) -> Iterator[Marked]:
    if "「" in text or "『" in text:
        for found in _CORNERS.finditer(text):
            if _LIKE_A_TITLE.fullmatch(found["a"] or found["b"]):
                yield Marked(found.start(), found.start() + 1, found.end() - 1, found.end())


def _touches(title: Marked, spans: list[tuple[int, int]]) -> bool:
    return any(start < title.end and title.start < end for start, end in spans)


def _out_of_reach(text: str, title: Marked, at: int) -> bool:
    """Whether an opened title can't go on to ``at``."""
    return at - title.inner_start > LONGEST or bool(_PARAGRAPH.search(text, title.inner_start, at))


def _closed_by_itself(text: str, open_: list[tuple[Marked, str]], before: int) -> Iterator[Marked]:
    """Give up the outermost of the opened titles: what it is without a closing mark, and
    the titles that were taken to be inside it."""
    title, mark = open_.pop(0)
    if mark == "<":
        yield from title.inside
        return
    inside = title.inside
    if inside and (notice := _NOTICE.match(text, inside[-1].end, before)):
        # 《关于印发《X》的通知, the outer one was never closed.
        title.inner_end = title.end = notice.end()
        yield title
        return
    stop = inside[0].start if inside else open_[0][0].start if open_ else before
    reach = min(stop + 1, title.inner_start + LONGEST)
    ends = _UNCLOSED_ABOUT.match(text, title.inner_start, reach)
    ends = ends or _UNCLOSED.match(text, title.inner_start, reach)
    if ends and ends.end() <= stop:
        title.inner_end = title.end = ends.end()
        title.inside = []
        yield title
    yield from inside


def _opened_by_itself(text: str, close: re.Match[str], after: int) -> Iterator[Marked]:
    """The title that ends at a mark which nothing opened."""
    earliest = max(after, close.start() - 60)
    leads = [*_BEFORE_UNOPENED.finditer(text, earliest, close.start())]
    about = text.find("关于", earliest, close.start())
    starts = [lead.end() for lead in leads if about < 0 or lead.end() <= about]
    start = max(starts, default=earliest)
    country = text.find(_COUNTRY, earliest, close.start())
    if 0 <= country < start:
        start = country
    if starts and _UNOPENED.fullmatch(text, start, close.start()):
        yield Marked(start, start, close.start(), close.end())


def _undoubled(title: Marked) -> Marked:
    """《《X》》 as one title."""
    while len(title.inside) == 1:
        inner = title.inside[0]
        if (inner.start, inner.end) != (title.inner_start, title.inner_end):
            break
        inner.start, inner.end = title.start, title.end
        title = inner
    return title
