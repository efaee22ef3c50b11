"""Where the heading of a numbered paragraph ends, and which lines are headings unnumbered."""

from __future__ import annotations

import re

from kb.parsing.report_lines import Paragraph, fold
from kb.parsing.report_title import join_words
from kb.parsing.report_words import is_org, is_report_title

#: A longer sentence states something and heads nothing; a line of its own may be longer.
_LONGEST_SENTENCE, _LONGEST_LINE, _LONGEST_PLAIN = 40, 60, 30
_SHORTEST_TEXT = 5

_SENTENCE_END = re.compile("[。!?]")
_CLOSING_MARKS = "。.;:,、!?… "
_STATES = re.compile(r"(?:\d{4}年|今年|去年|全年|截至|截止|目前|近年|自\d)[^。]*,")
#: 力量不足,82个所仅有23名法制员: what is counted behind a comma is no heading any more.
_COUNTS = re.compile(r",.*\d\s?(?:余|多)?(?:个|件|次|名|人|家|户|万|亿|宗|份|项|条|起|%)")
#: 2022年度主要负责人履行职责,加强法治建设的有关情况 announces; the template for yearly reports
#: (法治政府建设与责任落实督察工作规定, chapter on yearly reports) has such headings.
_ANNOUNCES = re.compile(r"(?:情况|安排|举措|措施|成效|不足|问题|原因|打算|计划|思路)$")
_ENDS_ITEM = re.compile("[。;!.]$")
#: A heading of up to 25 characters before a colon that is not part of a clock time.
_BEFORE_COLON = re.compile(
    r"(?:[^,。;:]{2,25}|[^。;:]{2,50}(?:情况|安排|措施|成效|不足|问题|原因|做法|打算|计划))"
    r"(?:(?<!\d):|:(?!\d))\s*"
)
#: A heading set off from its text by space alone.
_BEFORE_GAP = re.compile(r"[^,。;:\s]{3,29}[㐀-鿿”》)]\s+(?=[\d㐀-鿿“《])")
_PAUSED, _DIGIT = re.compile(r"[,。;:!?|]"), re.compile(r"\d")
#: 【强化组织领导】, as papers made for telephones set their headings.
_BRACKETED = re.compile(r"【[^【】]{2,30}】")
#: What a report turns to when it has told what was done, where no number says so.
_TURN = re.compile(
    r"(?:(?:19|20)\d{2}年度?|[今明]年)?"
    r"(?:(?:当前|目前|我局|我委|还|仍|也)*存在(?:着)?的?(?:主要|突出)?(?:问题|不足|困难|短板)(?:[和与及、]不足)?"
    r"|(?:主要)?(?:问题|不足)(?:[和与及、](?:问题|不足|困难))?"
    r"|(?:下一?步|今后|后续|来年)的?(?:主要|重点)?(?:工作|努力)?的?(?:打算|计划|安排|思路|措施|方向|举措|重点)?"
    r"|(?:主要|重点)?工作的?(?:打算|计划|安排|思路))"
    r"(?:主要)?(?:有|是|为|如下|包括)?:?"
)
_OUTLOOK = re.compile("问题|不足|困难|短板|打算|计划|安排|下一?步|今后|思路")
_NAMED = re.compile(r"(?:前|引|序|导)\s*言|结\s*语|结束语|后\s*记")
_HAN = re.compile("[㐀-鿿]")


def split_heading(words: str, *, governs: bool) -> tuple[str, int]:
    """The heading at the start of ``words``, and where the text after it begins.

    words: what follows a number, as written; governs: whether other text stands under it.
    A heading is a line of its own or a first sentence, if short enough; also words before
    a colon or a gap. ``("", 0)``: there is none; an offset of ``len(words)``: nothing else.

    >>> split_heading("健全制度。全年出台制度三项。", governs=False)
    ('健全制度', 5)
    """
    line = fold(words).rstrip()
    stop = _SENTENCE_END.search(line)
    states = bool(_STATES.match(line) or _COUNTS.search(line[: stop.end()] if stop else line))
    if stop is None or stop.end() == len(line):
        core = line.rstrip(_CLOSING_MARKS)
        states = states and not (stop is None and _ANNOUNCES.search(core))
        longest = _LONGEST_SENTENCE if stop else _LONGEST_LINE
        heads = len(core) <= longest and not states and not (stop and re.search(r"\d", core))
        if heads and (governs or not (_ENDS_ITEM.search(line) or _colon(line) or _gap(line))):
            return _heading(words, len(core)), len(words)
    elif not (stop.start() > _LONGEST_SENTENCE or states or _apart(line[: stop.end()])):
        return _heading(words, stop.start()), stop.end()
    at = _colon(line) or _gap(line)
    return (_heading(words, len(line[:at].rstrip(_CLOSING_MARKS))), at) if at else ("", 0)


def _heading(words: str, end: int) -> str:
    """``words[:end]`` as a heading: in one line, without marks of type and pauses before it."""
    return join_words(words[:end]).lstrip("、,\uff0c:\uff1a ")


def is_plain_heading(text: str, paragraph: Paragraph, below: Paragraph | None) -> bool:
    """Whether a paragraph without number is a heading: by Markdown's marks, or short and
    unpunctuated above one of running text."""
    words = text[paragraph.start : paragraph.end]
    if paragraph.hashes or paragraph.bold:
        return len(words) <= _LONGEST_LINE
    if below and (is_named_heading(words) or _BRACKETED.fullmatch(words)):
        return True
    if below is None or paragraph.table or _PAUSED.search(words):
        return False
    if is_report_title(words):
        return True
    if not len(words) <= _LONGEST_PLAIN < below.end - below.start:
        return False
    return (
        len(_HAN.findall(words)) >= 4
        and not _DIGIT.search(words)
        and not is_org(words)
        and "。" in text[below.start : below.end]
    )


def is_named_heading(words: str) -> bool:
    """Whether ``words`` name a part that goes without number among numbered ones: 前言, 结语."""
    return bool(_NAMED.fullmatch(words))


def turn_of(words: str) -> str:
    """The words with which a paragraph without number turns to another subject, "" if it
    does not: what is still wrong, what is planned.

    words: folded.

    >>> turn_of("存在的主要问题是:人员不足。"), turn_of("2024年工作计划:"), turn_of("问题已解决。")
    ('存在的主要问题是:', '2024年工作计划:', '')
    """
    match = _TURN.match(words)
    return match[0] if match and (match[0][-1] == ":" or match.end() == len(words)) else ""


def is_outlook(heading: str) -> bool:
    """Whether a heading announces problems or plans itself."""
    return bool(_OUTLOOK.search(heading))


def _apart(line: str) -> bool:
    """Whether a heading is set off from the rest of its sentence by a colon or a wide gap."""
    match = _BEFORE_GAP.match(line)
    return bool(_colon(line) or (match and match[0].endswith("  ")))


def _colon(line: str) -> int:
    match = _BEFORE_COLON.match(line)
    return match.end() if match and len(line) - match.end() >= _SHORTEST_TEXT else 0


def _gap(line: str) -> int:
    match = _BEFORE_GAP.match(line)
    return match.end() if match and "。" in line[match.end() :] else 0
