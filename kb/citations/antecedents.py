"""What back-references refer to: 《纲要》, 该办法, 前述规定, a short name that was defined.

The rules a reader follows: a short name that was defined (以下简称) stands for what it was
defined for; else words for a kind of document (该办法, 《条例》) stand for the last document of
that kind named before, if one is near enough for 该 and 上述.
"""

from __future__ import annotations

import re

from kb.citations.kinds import core
from kb.citations.model import Citation
from kb.citations.names import key

#: Words for documents that 该, 本 and 上述 can stand before, longest first, and what after one
#: makes it another word: 该法院, 该规定动作, 上述意见建议, 本规划区.
_NOUN = (
    r"(?:实施|管理|暂行)?办法|(?:实施|管理|暂行)?条例(?!草案)|实施细则|细则|规则|准则|章程(?!草案)|修正案|决议|批复|规程|纲要"
    r"|公约|协定|法典|法(?![院官人庭制理学师警盲系域宝治律办]|规(?!定)|定代表|定(?!罪))"
    r"|(?:暂行)?规定(?!动作|时间|期限)|决定(?!书|性)|解释(?!权)|通知(?!书|单)|通告|公告(?![栏牌])"
    r"|(?:指导|实施)?意见(?!建议|箱|书|反馈|稿|征集|[和与]建议)|(?:实施|工作)?方案(?!例)|规划(?![区局院师]|部门)"
)
#: 该办法 and 前述规定; 本法 in a law itself; 上述两部法律, which name no single one.
POINTER = re.compile(
    rf"(?:(?<!应)该|前述|上述|前列|(?<![基样成版根资文课副原书标治])(?P<own>本))(?P<noun>{_NOUN})"
    r"|(?:上述|前述|以上)[两二三四五六七八九几\d]{1,2}[部个项份件](?P<several>法律|法规|规章|文件|条例|办法|规定|通知|意见)"
)
#: How far back 该 and 上述 reach, in characters.
_NEAR = 600


#: Longer ends of titles are not used to refer to them.
_LONGEST = 48


class Antecedents:
    """What has been cited so far in a text, in reading order."""

    def __init__(self) -> None:
        self._normative: list[Citation] = []
        #: The last citation whose title ends so, brackets aside.
        self._by_ending: dict[str, Citation] = {}
        self._defined: dict[str, Citation] = {}

    def add(self, citation: Citation) -> None:
        """Remember a citation by name."""
        if not citation.name or not citation.normative:
            return
        self._normative.append(citation)
        name = key(citation.name)
        title = core(name)
        for start in range(max(0, len(title) - _LONGEST), len(title)):
            # A title refers to what is more than itself.
            if title[start:] not in ("法", name):
                self._by_ending[title[start:]] = citation
        if title.endswith(("法", "法典")) and not title.endswith("办法"):
            self._by_ending["法"] = citation

    def define(self, short: str, citation: Citation) -> None:
        """Remember that ``short`` stands for what ``citation`` names from now on."""
        self._defined[key(short)] = citation

    def defined(self, short: str) -> Citation | None:
        """What ``short`` was defined to stand for."""
        return self._defined.get(key(short))

    def ending(self, words: str, at: int | None = None) -> Citation | None:
        """The last document whose title ends with ``words`` and is more, brackets aside.

        at: where the reference stands, for words that reach back a short way only.
        """
        found = self._by_ending.get(key(words))
        too_far = found is not None and at is not None and at - found.start > _NEAR
        return None if too_far else found

    def last(self, at: int, since: int) -> Citation | None:
        """The last normative document named between ``since`` and ``at``."""
        for citation in reversed(self._normative):
            if citation.start < since:
                return None
            if citation.start < at:
                return citation
        return None
