"""Places in a law: 第四十四条第二款第(三)项, lists of them, ranges.

A law is divided into 条, 款, 项, 目 (立法法 art. 65). A list names the higher unit once:
第五条第一款、第三款 is two paragraphs of one article, 第五、七条 two articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kb.parsing.law_article import Place
from kb.parsing.numerals import NUMERAL, article_label, to_int

_GAP = r"[^\S\n]{0,3}"
_COUNT = rf"[{NUMERAL}]{{1,8}}"
_ONE = rf"\({_GAP}{_COUNT}{_GAP}\)|{_COUNT}"
_JOIN = r"[、,和及与或]|以及|或者|至|到|[-‐‑‒–—―－~～]{1,2}"
#: Numbers before one unit: 第五、七条; 第10—13条; 第(一)(三)项.
_GROUP = re.compile(
    rf"第?{_GAP}(?P<numbers>(?:{_ONE})(?:{_GAP}(?:{_JOIN})?{_GAP}第?{_GAP}(?:{_ONE})){{0,12}}){_GAP}"
    rf"(?P<unit>[条款项目])(?:{_GAP}之{_GAP}(?P<sub>[{NUMERAL}]{{1,3}}))?"
)
_NUMBER = re.compile(rf"(?P<join>{_JOIN})?{_GAP}第?{_GAP}\(?{_GAP}(?P<count>{_COUNT}){_GAP}\)?")
_SEPARATOR = re.compile(rf"{_GAP}(?P<join>{_JOIN}){_GAP}(?=第|\(|[{NUMERAL}]{{1,6}}[条款项])")
_SPACE = re.compile(_GAP)
_RANGE = re.compile(r"至|到|[-‐‑‒–—―－~～]{1,2}")
_LEVELS = "条款项目"

#: What makes 第一条 something else than an article: 第一条战线, 第十条例.
_NO_ARTICLE = re.compile(
    r"例|件|线|战线|生产线|约|幅|理|块|路|道|街|航线|地铁|轨道|河|措施|经验|意见|建议|标语|消息|短信|信息|龙"
    r"|腿|鱼|船|狗|裤|款式|目标|新闻|改革|工作|任务|议程|活动|内容|建设|整治|行动|工程|机制|举措|要闻"
)


@dataclass(frozen=True, slots=True)
class Places:
    """Places as they are listed, and where the list ends in the text.

    A place above which no article is named has "" for its article.
    """

    listed: tuple[tuple[Place, Place | None], ...]
    end: int

    def labels(self, article: str = "", paragraph: int | None = None) -> tuple[str, ...]:
        """Each place or range in canonical form, in ``article`` where it names none."""

        def within(place: Place) -> Place:
            if place.article:
                return place
            return replace(place, article=article, paragraph=place.paragraph or paragraph)

        return tuple(_label(within(first), last and within(last)) for first, last in self.listed)


def read_places(text: str, at: int) -> Places | None:
    """The places that stand in ``text`` (folded) from ``at`` on; None if there are none.

    >>> read_places("第五条第一款、第三款的规定", 0).labels()
    ('第五条第一款', '第五条第三款')
    >>> read_places("第10-13条和第三十条", 0).labels()
    ('第十条至第十三条', '第三十条')
    """
    listed: list[tuple[Place, Place | None]] = []
    here = Place("")
    end, join = at, None
    group = _group_at(text, at)
    if group is None:
        return None
    while group is not None:
        level = _LEVELS.index(group["unit"])
        try:
            points = _points(group, here, level)
        except ValueError:
            break
        if join is None and listed:
            # Directly after its article: 第五条 + 第一款 is one place.
            first, last = listed.pop()
            if last is not None:
                listed.append((first, last))
        elif join is not None and _RANGE.fullmatch(join) and listed and listed[-1][1] is None:
            points[0] = (listed.pop()[0], points[0][0])
        listed += points
        here = points[-1][1] or points[-1][0]
        end = group.end()
        separator = _SEPARATOR.match(text, end)
        join = separator["join"] if separator else None
        space = _SPACE.match(text, end)
        follows = separator or space
        group = _group_at(text, follows.end() if follows else end, listed=bool(separator))
        if group is not None and not separator and _LEVELS.index(group["unit"]) <= level:
            break
    return Places(tuple(listed), end) if listed else None


def _group_at(text: str, at: int, *, listed: bool = False) -> re.Match[str] | None:
    """The numbers and their unit at ``at``, if they can be places of a law.

    listed: whether they go on with a list, where 第 may be left out: 第十条至十三条.
    """
    group = _GROUP.match(text, at)
    if group is None or not (listed or text[at] in "第("):
        return None
    # Without 第 only items in brackets: (三)项.
    if text[at] == "(" and group["unit"] not in "项目":
        return None
    if group["unit"] in "条项目" and _NO_ARTICLE.match(text, group.end()):
        return None
    return group


def _points(group: re.Match[str], here: Place, level: int) -> list[tuple[Place, Place | None]]:
    """The places that a group of numbers names, given the place read before it."""
    points: list[tuple[Place, Place | None]] = []
    for number in _NUMBER.finditer(group["numbers"]):
        place = _at_level(here, level, to_int(number["count"]), group["sub"])
        if points and number["join"] and _RANGE.fullmatch(number["join"]):
            points.append((points.pop()[0], place))
        else:
            points.append((place, None))
    return points


def _at_level(here: Place, level: int, number: int, sub: str | None) -> Place:
    if not 0 < number < 10_000:
        raise ValueError(f"no such place: {number}")
    if level == 0:
        return Place(article_label(number, to_int(sub) if sub else 0))
    if level == 1:
        return Place(here.article, number)
    if level == 2:
        return Place(here.article, here.paragraph, number)
    return Place(here.article, here.paragraph, here.item, number)


def _label(first: Place, last: Place | None) -> str:
    if last is None:
        return first.locator
    if last.article == first.article and last.paragraph:
        shared = last.paragraph == first.paragraph and last.item is not None
        last = replace(last, article="", paragraph=None if shared else last.paragraph)
    elif last.article == first.article:
        last = replace(last, article="")
    return f"{first.locator}至{last.locator}"
