"""The body of a law: sections and passages from its lines.

A law is written in one of two ways. Most are *articled*: 编, 章 and 节 over articles, and
an article is a passage, with its paragraphs and items. Decisions, amendments and many
interpretations are *outlined*, numbered 一、 (一) 1. or not at all (`law_outline`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kb.document import Passage, Section
from kb.parsing.law_lines import OUTERMOST, Kind, Line
from kb.parsing.law_outline import parse_outline
from kb.parsing.law_tree import Tree

#: Rank of 一、, the first below 编, 章 and 节.
_FIRST_UNIT = 5

#: 附件：1.申请表
_FIRST_NAME = re.compile(r"[1\uff11][.\uff0e、]")
_TITLED = re.compile(r"[【〔\[（(]([^】〕\]）)\n]{1,40})[】〕\]）)]")
#: …根据本决定作相应修改并调整条文顺序后，重新公布。
_REPUBLISHED = re.compile(r"重新(?:公布|颁布|发布|印发)")
_HEADINGS = (Kind.DIVISION, Kind.WORDS, Kind.APPENDIX)
_TEXT = (Kind.PROSE, Kind.ARTICLE, Kind.UNIT)
#: …决定对《某某法》作如下修改：  将第三条修改为：
_AMENDS = re.compile(r"(?:修改|修改为|修正|改为)(?:如下)?[：:]$")


def parse_body(
    lines: Sequence[Line], titles: Sequence[Line] = ()
) -> tuple[tuple[Section, ...], tuple[Passage, ...]]:
    """Sections and passages of the law whose body is ``lines``.

    titles: headings of the head that stand over the whole body, as the 编 of a code that
    is kept in several files.
    """
    tree = Tree()
    for title in titles:
        tree.open_section(title, OUTERMOST - 1, title=[title])
    lines = _without_contents(lines)
    first_appendix = _first_appendix(lines)
    main, again = _split_republished(lines[:first_appendix])
    articled = _parse_part(main, tree)
    if again:
        articled = _parse_text_again(again, tree)
    outermost = _outermost(lines)
    for appendix in _appendices(lines[first_appendix:]):
        if not _lists_names(appendix):
            _parse_appendix(appendix, tree, outermost, prefixed=articled)
    return tree.finish()


def _parse_part(lines: Sequence[Line], tree: Tree) -> bool:
    """The main part of a law; whether it is articled."""
    articles = _articles(lines)
    articled = bool(articles) and not _outline_comes_first(lines, min(articles))
    if articled:
        _parse_articles(lines, articles, tree)
    else:
        parse_outline(lines, tree)
    return articled


def _parse_text_again(lines: Sequence[Line], tree: Tree) -> bool:
    """The text of a law that a decision amended and publishes anew below itself."""
    tree.leave_sections(OUTERMOST)
    titles = _title_lines(lines)
    if titles:
        tree.open_section(titles[0], OUTERMOST, title=titles)
    return _parse_part(lines[len(titles) :], tree)


def _parse_appendix(lines: Sequence[Line], tree: Tree, rank: int, *, prefixed: bool) -> None:
    """An appendix: its articles if it has some, else blocks of whole lines.

    rank: that of its heading.
    prefixed: whether the law has articles of its own, from which those of the appendix
    are told apart by its label (附件一第七条).
    """
    head, rest = lines[0], lines[1:]
    titles = () if head.words else _title_lines(rest)
    articles = _articles(rest)
    tree.leave_sections(OUTERMOST)
    if articles and rest[min(articles)].number[0] == 1:
        tree.open_section(head, rank, title=titles)
        tree.prefix = head.label if prefixed else ""
        _parse_part(rest[len(titles) :], tree)
    else:
        tree.open_section(head, rank)
        tree.prefix = head.label
        for line in rest or lines:
            tree.add_block(line)
    tree.prefix = ""


# --- what a line is, by its neighbours ------------------------------------------------


def _without_contents(lines: Sequence[Line]) -> list[Line]:
    """``lines`` without a table of contents.

    It is a run of headings that ends where the first of them comes again, or, under a line
    目录, one that has more than one heading of the highest rank.
    """
    mark = next((i for i, line in enumerate(lines) if line.kind is Kind.CONTENTS), None)
    first = next((i for i, line in enumerate(lines) if line.kind is Kind.DIVISION), len(lines))
    marked = mark is not None and mark < first
    start = mark + 1 if mark is not None and marked else first
    end = start + 1
    while end < len(lines) and lines[end].kind in _HEADINGS:
        if _same_heading(lines[end], lines[start]):
            break
        end += 1
    again = end < len(lines) and _same_heading(lines[end], lines[start])
    ranks = [line.rank for line in lines[start:end] if line.kind is Kind.DIVISION]
    if again or (marked and ranks.count(min(ranks, default=0)) > 1):
        lines = [*lines[:start], *lines[end:]]
    return [line for line in lines if line.kind is not Kind.CONTENTS]


def _same_heading(line: Line, other: Line) -> bool:
    if line.kind is Kind.DIVISION:
        return (line.rank, line.number) == (other.rank, other.number)
    return line.kind is Kind.WORDS and line.words == other.words


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
            skipped = places.get((last[0] + 1, 0), [])
            come_later = bisect_right(skipped, i) < len(skipped)
            if chosen and line.number > last and come_later and _touches(lines, i):
                continue
        chosen.add(i)
        last = line.number
    return chosen


def _touches(lines: Sequence[Line], i: int) -> bool:
    """Whether no blank line sets line ``i`` off from the text above."""
    return i > 0 and lines[i].start - lines[i - 1].end == 1 and lines[i - 1].kind in _TEXT


def _wrapped(lines: Sequence[Line], i: int) -> bool:
    """Whether line ``i`` goes on with the sentence of the line right above it."""
    return _touches(lines, i) and lines[i - 1].open_ended


def _outline_comes_first(lines: Sequence[Line], first_article: int) -> bool:
    """Whether units with text come before the first article: then it is quoted in them."""
    return any(
        (line.kind is Kind.UNIT and line.rank == _FIRST_UNIT and not line.open_ended)
        or (line.kind in _TEXT and _AMENDS.search(line.words))
        for line in lines[:first_article]
    )


def _split_republished(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """A decision and, where it publishes the amended law anew below, that law."""
    announced = (i for i, line in enumerate(lines) if _REPUBLISHED.search(line.words))
    after = lines[next(announced, len(lines)) + 1 :]
    articles = _articles(after)
    if articles and after[min(articles)].number == (1, 0):
        return lines[: len(lines) - len(after)], after
    return lines, ()


def _title_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a title at the start of ``lines``: words without closing punctuation."""
    count = 0
    while count < len(lines) and lines[count].kind is Kind.PROSE and lines[count].open_ended:
        count += 1
    return lines[:count]


def _first_appendix(lines: Sequence[Line]) -> int:
    """Where the appendices begin: after the last article that is not itself in one."""
    first_text = next((i for i, line in enumerate(lines) if line.kind in _TEXT), len(lines))
    articles = sorted(_articles(lines))
    for i in range(first_text, len(lines)):
        if lines[i].kind is not Kind.APPENDIX:
            continue
        # An article that goes on counting shows that the line was part of the one before.
        at = bisect_right(articles, i)
        before, after = articles[max(at - 1, 0) : at], articles[at : at + 1]
        if not (before and after and lines[after[0]].number > lines[before[0]].number):
            return i
    return len(lines)


def _appendices(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    starts = [i for i, line in enumerate(lines) if line.kind is Kind.APPENDIX]
    for start, end in pairwise([*starts, len(lines)]):
        yield lines[start:end]


def _lists_names(appendix: Sequence[Line]) -> bool:
    """Whether an appendix is but the list of what is attached: 附件：1.申请表  2.登记表."""
    head, *rest = appendix
    return bool(_FIRST_NAME.match(head.words)) and all(line.kind is Kind.UNIT for line in rest)


# --- the two ways of writing ----------------------------------------------------------


def _parse_articles(lines: Sequence[Line], articles: set[int], tree: Tree) -> None:
    """编, 章, 节 and articles; prose before the first article is a preamble."""
    outermost = _outermost(lines)
    titled = _titled_articles(lines, articles)
    in_article = False
    for i, line in enumerate(lines):
        if i in articles:
            tree.add_article(line, titled.get(i, ""))
            in_article = True
        elif _is_section(lines, i, articles):
            tree.open_section(line, line.rank or outermost)
            in_article = False
        elif in_article:
            tree.extend(line)
        elif _goes_on_with_heading(lines, i, articles):
            tree.extend_heading(line)
        else:
            tree.add_paragraph(line)


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
        i + 1 in articles
        or (
            lines[i + 1].kind is Kind.UNIT
            and lines[i + 1].rank > line.rank
            and lines[i + 1].open_ended
            and i + 2 in articles
        )
    )
    return follows and not _item_of_list(lines, i, articles)


def _item_of_list(lines: Sequence[Line], i: int, articles: set[int]) -> bool:
    for k in range(i - 1, -1, -1):
        if k in articles:
            return False
        if lines[k].kind is Kind.UNIT and lines[k].rank == lines[i].rank:
            return True
    return False


def _outermost(lines: Sequence[Line]) -> int:
    """The rank of what has no number: that of the highest heading there is."""
    return min((line.rank for line in lines if line.kind is Kind.DIVISION), default=OUTERMOST)


def _goes_on_with_heading(lines: Sequence[Line], i: int, articles: set[int]) -> bool:
    """Whether line ``i`` is the rest of a heading that was broken in two."""
    return (
        i > 0
        and lines[i - 1].kind is Kind.DIVISION
        and lines[i].kind is Kind.PROSE
        and lines[i].open_ended
        and (i + 1 in articles or (i + 1 < len(lines) and lines[i + 1].kind is Kind.DIVISION))
    )


def _titled_articles(lines: Sequence[Line], articles: set[int]) -> dict[int, str]:
    """The titles articles carry in brackets after their number, where most of them do."""
    found = {i: match for i in articles if (match := _TITLED.match(lines[i].words))}
    if len(found) * 2 < len(articles):
        return {}
    return {i: match[1].strip() for i, match in found.items()}
