"""What can be seen at its place: marks, numbers, names, and words that point elsewhere.

Nothing is decided here of what a pointer refers to; `kb.citations.find` reads on from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kb.citations.antecedents import POINTER
from kb.citations.attached import SHORT_NAME
from kb.citations.leads import LEADS
from kb.citations.marks import Marked, marked_titles
from kb.citations.numbers import Number
from kb.citations.relative import RELATIVE
from kb.citations.spotting import Spotter, is_inside


class What(Enum):
    """The kinds of mention."""

    TITLE = auto()  # 《土地管理法》
    NAME = auto()  # 土地管理法
    NUMBER = auto()  # 泉资规〔2023〕127号
    SHORT = auto()  # a short name that the text defines somewhere
    RULES = auto()  # 实施条例, after a law
    POINTER = auto()  # 该办法, 本法
    RELATIVE = auto()  # 前款
    PLACE = auto()  # 第三条


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that may be a citation. ``name`` has no marks."""

    what: What
    start: int
    end: int
    name: str = ""
    marked: Marked | None = None
    number: Number | None = None
    match: re.Match[str] | None = None


_RULES = re.compile(r"(?:实施条例|实施细则|实施办法)(?!草案|[(]草案)")
#: A number of an article, or of a part of one where a law speaks of itself.
_PLACE = re.compile(r"第[^\S\n]{0,3}(?=\(?[^\S\n]?[\d零〇○一二两三四五六七八九十百千])")
#: Words that are too common to stand for a document where they have no marks.
_TOO_COMMON = re.compile(
    r"规定|办法|意见|通知|方案|决定|标准|规划|规范|制度|措施|公告|通告|细则|规则|指南|要求|本[一-鿿]"
)
#: A short name of few characters is one only after such words, or after no word at all.
_LEADS_TO_SHORT = re.compile(
    rf"(?:^|[^一-鿿\w]|{LEADS}|宣传|符合|细化|推进|完善|起草|编制|[和与及的对以在按由将把了])$"
)


def mentions(text: str, numbers: list[Number], spotter: Spotter) -> list[Mention]:
    """The mentions in ``text`` (folded) by their starts; those inside a longer one left out."""
    titles = marked_titles(text)
    shorts = list(SHORT_NAME.finditer(text)) if "称" in text else []
    taken = [(title.start, title.end) for title in titles]
    taken += [(short.start(), short.end()) for short in shorts]
    found = [
        Mention(What.TITLE, t.start, t.end, text[t.inner_start : t.inner_end], marked=t)
        for t in titles
    ]
    found += [Mention(What.NAME, n.start, n.end, n.name) for n in spotter.spot(text, taken)]
    found += [Mention(What.NUMBER, n.start, n.end, number=n) for n in numbers]
    found += [
        Mention(What.POINTER, m.start(), m.end(), m["noun"] or "", match=m)
        for m in POINTER.finditer(text)
    ]
    found += [Mention(What.RELATIVE, m.start(), m.end(), match=m) for m in RELATIVE.finditer(text)]
    found += [Mention(What.RULES, m.start(), m.end(), m[0]) for m in _RULES.finditer(text)]
    found += [Mention(What.PLACE, m.start(), m.end(), match=m) for m in _PLACE.finditer(text)]
    found += _short_names(text, shorts)
    return sorted(found, key=lambda mention: (mention.start, -mention.end))


def _short_names(text: str, definitions: list[re.Match[str]]) -> Iterator[Mention]:
    """Where a short name stands that the text defines before."""
    defined: dict[str, int] = {}
    for definition in definitions:
        defined.setdefault(definition["short"].strip(), definition.end())
    for short, since in defined.items():
        if len(short) < 2 or _TOO_COMMON.fullmatch(short):
            continue
        at = since
        while (at := text.find(short, at)) >= 0:
            end = at + len(short)
            apart = len(short) > 4 or _LEADS_TO_SHORT.search(text[max(0, at - 3) : at])
            if apart and not is_inside(text, at, end, short):
                yield Mention(What.SHORT, at, end, short)
            at = end
