"""The title of a report, and what it tells: the body that reports and the year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise, product, takewhile

from kb.parsing.numerals import to_int
from kb.parsing.report_lines import Line, fold
from kb.parsing.report_words import (
    ORG_ENDING,
    is_crumb,
    is_date_line,
    is_furniture,
    is_org,
    is_report_title,
    is_title,
    words_only,
)

_HAN_GAP = re.compile(r"(?<=[^\x00-\x7f])[\s\u200b-\u200d\ufeff]+|\s+(?=[^\x00-\x7f])")
#: Shorter words than this are no title unless they look like one.
_SHORTEST_UNUSUAL = 8
_YEAR = r"(?:19|20)\d{2}|[一二][〇○零O一二三四五六七八九]{3}"
_YEAR_OF = re.compile(
    # 2021—2025年 is the span of a plan, 〔2023〕 belongs to a document number.
    rf"(?<![\d—~至到\-〔\[])(?P<year>{_YEAR})\s?(?:年度|年|财年)(?!\s?[—~至到-]+\s?\d)"
)
_OPENING_YEAR = re.compile(rf"(?<![\d至到])(?P<year>{_YEAR})\s?年[度来以,我全底]")
#: 现将2023年度…情况报告如下 tells most.
_REPORTED_YEAR = re.compile(rf"现(?:将|就)[^。,]{{0,30}}?(?<!\d)(?P<year>{_YEAR})\s?年")
_QUOTED = re.compile(r"《[^《》]{0,80}》|[〔\[][^〔〕\[\]]{0,10}[〕\]]号?")
_ANY_YEAR = re.compile(_YEAR)
_ORG_IN_TITLE = re.compile(
    rf"(?:(?:{_YEAR})年度?|关于)*(?P<org>[^\s\d《》“”()|]{{2,40}}?(?<!法治)(?:{ORG_ENDING}))"
    r"(?=关于|\d{4}|[一二][〇○零]|年度|法治|依法|推进|落实|贯彻|行政|普法|执法|政务|政府信息|工作|上半年|下半年|全面)"
)
_DAY = re.compile(r"\d[月-]\d{1,2}")
#: (摘要), (2023年度); not (2024年3月5日), which tells when.
_SUBTITLE = re.compile(r"[(【〔](?!.*年.*月)[^()]{1,24}[)】〕]")

#: Reports on a year are due by 1 April of the next (Rules on supervision of building a
#: rule-of-law government, 2019, art. 24); a page of the first half year is about the year before.
_LAST_MONTH_ON_YEAR_BEFORE = 6


def join_words(text: str) -> str:
    """``text`` in one line, without space next to Chinese characters or Markdown's stars."""
    return _HAN_GAP.sub("", text.replace("*", "").strip()).replace("\n", " ")


def find_title(head: Sequence[Line], crumbs: Sequence[str], name: str) -> str | None:
    """The title among the lines of ``head``, None when no line can be one.

    crumbs: other places that repeat it, such as the last step of the navigation.
    name: the file's name, which often is the title.

    A title may run over up to three lines: body, subject, (year).
    """
    name = words_only(fold(name))
    repeated = Counter(words_only(text) for text in (*(line.text for line in head), *crumbs))
    best: tuple[float, int, str] | None = None
    for first in range(len(head)):
        for last in range(first, min(first + 3, len(head))):
            part = head[first : last + 1]
            if last > first and not _runs_on([line.text for line in part]):
                continue
            title = join_words("".join(line.written for line in part))
            points = _points(fold(title), head[first].hashes, repeated, name)
            if points is not None and (best is None or (points, last) > best[:2]):
                best = (points, last, title)
    return best[2] if best else None


def _points(title: str, hashes: int, repeated: Mapping[str, int], name: str) -> float | None:
    """How much ``title``, folded, looks like one; None when it does not at all."""
    if (
        not 4 <= len(title) <= 120
        or is_furniture(title)
        or is_date_line(title)
        or is_crumb(title)
        or title[-1] in ":。;"
        or (title[0] == "(" and title[-1] == ")")
    ):
        return None
    key = words_only(title)
    points = 0.0
    points += 4 if is_report_title(title) else 2 if is_title(title) else 0
    points += 3 if _ANY_YEAR.search(title) else 0
    points += 2 if "关于" in title else 0
    points += 3 if hashes == 1 else 1 if hashes else 0
    points += 3 if repeated[key] > 1 else 0
    points += 1 if org_in(title) else 0
    if name:
        points += 5 if key == name else 2 if key in name or name in key else 0
    if not points and len(title) < _SHORTEST_UNUSUAL:
        return None
    # The name of a body alone is a banner more often than a title.
    return points - 4 if is_org(title) else points


def _runs_on(lines: Sequence[str]) -> bool:
    """Whether these lines read as one title: bodies, then its words, then (摘要)."""
    *above, last = lines
    if _SUBTITLE.fullmatch(last):
        return is_title(above[-1]) and (len(above) == 1 or _runs_on(above))
    bodies = list(takewhile(is_org, above))
    words = above[len(bodies) :]
    subject = "".join([*words, last])
    return (
        is_title(subject)
        and all(_is_open(text) for text in words)
        # The banner of a site stands above its title too, and is no part of it.
        and not (bodies and org_in(subject))
        and all(_sign_together(one, other) for one, other in pairwise(bodies))
    )


def _is_open(text: str) -> bool:
    """Whether a line begins a title that its end is missing from."""
    begins = text.startswith("关于") or bool(_ANY_YEAR.search(text))
    return begins and not (
        is_report_title(text) or is_furniture(text) or is_crumb(text) or _DAY.search(text)
    )


def _sign_together(one: str, other: str) -> bool:
    """Whether two bodies are of one kind: offices of Party and government, two bureaus."""
    return one != other and (one.startswith("中共") or one[-2:] == other[-2:])


def org_in(title: str) -> str | None:
    """The body a title names as its author.

    >>> org_in("榕湾市自然资源和规划局2023年度法治政府建设情况报告")
    '榕湾市自然资源和规划局'
    >>> org_in("2020年榕东区法治政府建设情况报告")
    """
    # 法治榕湾|榕湾市水务局2023年…: before the bar stands the name of a column.
    match = _ORG_IN_TITLE.match(fold(title).rpartition("|")[2])
    return match["org"] if match else None


def find_year(title: str, opening: Sequence[str], published: str | None) -> int | None:
    """The year a report is about.

    title: its title or file name; opening: its first paragraphs, in order;
    published: ISO date. Names of plans (《…(2021—2025年)》) do not count.

    >>> find_year("榕湾市二〇二三年度法治政府建设情况报告", [], None)
    2023
    """
    places = [(_YEAR_OF, title)]
    places += product((_REPORTED_YEAR, _OPENING_YEAR, _YEAR_OF), opening)
    for pattern, text in places:
        if match := pattern.search(_QUOTED.sub("", fold(text))):
            return to_int(match["year"])
    if published:
        day = date.fromisoformat(published)
        if day.month <= _LAST_MONTH_ON_YEAR_BEFORE:
            return day.year - 1
    return None
