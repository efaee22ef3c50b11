"""The lines of a law and what each could be: a heading, an article, a numbered unit, prose.

This looks at one line at a time. What a line *is* depends on its neighbours (a line may
begin with 第十一条 because the sentence before was wrapped there), and is decided in
`kb.parsing.law_body`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from kb.parsing.numerals import NUMERAL, article_label, to_chinese, to_int
from kb.parsing.report_lines import PAGE_NUMBER


class Kind(Enum):
    """What a line could be, by how it begins and ends."""

    PROSE = "prose"
    #: 第一编, 第二章, 第三节 with its words.
    DIVISION = "division"
    #: 第四条 …
    ARTICLE = "article"
    #: 一、 (一) 1. (1) 5.1.2
    UNIT = "unit"
    #: A heading without number: 总则, 附则, 序言, or any words marked as heading in Markdown.
    WORDS = "words"
    #: 附件一, 附录, 附表2 …
    APPENDIX = "appendix"
    CONTENTS = "contents"
    #: The comment that ends the head of a law in LawRefBook's Markdown.
    HEAD_END = "head end"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space and Markdown marks around it."""

    kind: Kind
    start: int
    end: int
    #: The words after the number; all of it where there is no number.
    words: str
    #: Canonical number, as in `kb.document.Section.label`.
    label: str = ""
    number: tuple[int, int] = (0, 0)
    #: Depth of the numbering, outermost first; comparable between headings and units.
    rank: int = 0
    #: How many # the Markdown puts before it.
    depth: int = 0
    #: An article or division set off from its words by white space, a bracket or a line end.
    spaced: bool = True
    #: The number is the object of a sentence (第十一条规定的…), not the number of this line.
    reference: bool = False

    @property
    def open_ended(self) -> bool:
        """Whether the line ends as headings do, without closing punctuation."""
        return len(self.words) <= MAX_HEADING and not self.words.endswith(CLOSING)

    @property
    def dotted(self) -> bool:
        """Whether its number says all numbers above it: 5.1.2."""
        return "." in self.label[:-1]


#: Rank of what has no number; 编 and 章 are as deep or deeper.
OUTERMOST = 1
#: Characters of the longest heading.
MAX_HEADING = 60
CLOSING = tuple("。；：！？，、;:!?,.”」…")

#: White space within a line, of every width, and marks of no width.
SPACES = " \t\r\f\v\xa0\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
_SPACE = f"[{SPACES}]"
#: What may stand around a line's words: white space, Markdown's quotation and emphasis.
_AROUND = SPACES + "*>"
#: A dash stands where 一 was misread: 第三十－条.
_NUMBER = rf"[{NUMERAL}](?:[{NUMERAL}{SPACES}－]{{0,14}}[{NUMERAL}－])?"

_ORDINAL = re.compile(
    rf"[第笫]{_SPACE}*(?P<number>{_NUMBER}){_SPACE}*(?P<mark>分{_SPACE}?编|编|章|节|条|部分)"
    rf"(?:{_SPACE}*之{_SPACE}*(?P<sub>[{NUMERAL}]{{1,4}})(?![{NUMERAL}]|[款项]))?\**"
)
#: What follows a number the text speaks about, as in 第十一条规定的 or 第三条、第四条.
_REFERENCE = re.compile(
    rf"第{_SPACE}?[{NUMERAL}]+{_SPACE}?[款项目](?![：:]|{_SPACE})|[、，,；;。）)”」》]|的|之[^{NUMERAL}]|等[，,。的]"
    r"|规定的|所(?:称|列|规定|指|述)|中(?:的|所)|[至到和与及或—～~-]第|以及第"
)
#: The same where no white space sets the number off from what follows.
_BARE_REFERENCE = re.compile(
    rf"第{_SPACE}?[{NUMERAL}]+{_SPACE}?[条章节]"
    r"|等(?!级|待|额|价|同|次)|规定(?!了|性)|所(?:涉|说|需|作)|中(?:规定|增加|删|[“「，,])"
    r"|(?:和|与|及|或|或者|以及)(?:其|本|《|有关)|(?:修|更|调整)?改为|修改|删[去除]|增加|合并|[之前后]+增"
)
_DIVISION_RANK = {"部分": 1, "编": 1, "分编": 2, "章": 3, "节": 4}
_RUN_ON = re.compile(
    rf"{_SPACE}(?=第{_SPACE}*{_NUMBER}{_SPACE}*(?:分编|编|章|节|条)(?:{_SPACE}|$))"
)
#: 第一条 …。第二条 …, as texts are that have lost their line ends.
_NEXT_ARTICLE = re.compile(rf"(?<=。){_SPACE}*(?=第{_SPACE}*{_NUMBER}{_SPACE}*条)")

_ARABIC = "[0-9０-９]{1,3}"
#: Numbering of units, outermost first, with how its canonical label is written
#: (Regulations on Official Documents of Party and State Organs: 一、(一)1.(1)).
_UNITS = (
    (re.compile(rf"(?P<n>[一二三四五六七八九十百]{{1,5}}){_SPACE}*[、.．]"), 5, "{}、"),
    (re.compile(rf"[（(]{_SPACE}*(?P<n>[一二三四五六七八九十百]{{1,5}}){_SPACE}*[）)]"), 6, "({})"),
    (re.compile(rf"(?P<n>{_ARABIC}(?:[.．]{_ARABIC})+)[.．]?(?={_SPACE}|$)"), 7, ""),
    (re.compile(rf"(?P<n>{_ARABIC})[、.．](?![0-9０-９])"), 7, "{}."),
    (re.compile(rf"[（(]{_SPACE}*(?P<n>{_ARABIC}){_SPACE}*[）)]"), 8, "({})"),
)
_APPENDIX = re.compile(
    rf"(?P<label>附{_SPACE}?(?:件|表|录|图)?{_SPACE}*(?P<n>[{NUMERAL}]{{1,4}})?)"
    rf"(?:{_SPACE}*[：:、.]|{_SPACE}+|$)(?P<words>.*)"
)
UNNUMBERED = frozenset(
    ["总则", "分则", "通则", "附则", "罚则", "序言", "前言", "引言", "结语", "序"]
)
_HEAD_END = "<!-- INFO END -->"
#: LawRefBook's marks around tables, and the rule under a table's head.
_COMMENT = re.compile(r"<!--[^<>]*-->|\|[-|: ]*\|")


def read_lines(text: str, start: int = 0) -> list[Line]:
    """Every line of ``text`` from ``start`` that is not blank, with what it could be.

    A line on which a heading is followed by the next heading or article is given as two.
    """
    lines: list[Line] = []
    at = start
    for raw in text[start:].split("\n"):
        marked = raw.lstrip(_AROUND)
        body = marked.lstrip("#").lstrip(_AROUND).rstrip(SPACES + "*")
        kept = body == _HEAD_END or not (_COMMENT.fullmatch(body) or PAGE_NUMBER.fullmatch(body))
        if body and kept:
            begin = at + raw.index(body)
            depth = len(marked) - len(marked.lstrip("#"))
            lines.extend(_lines_of(body, begin, begin + len(body), depth))
        at += len(raw) + 1
    return lines


def _lines_of(body: str, start: int, end: int, depth: int) -> Iterator[Line]:
    """The line ``body``, split where a heading is followed by another on the same line, or
    an article by the next."""
    at = 0
    while body[at] in "第笫" and (run_on := _RUN_ON.search(body, at, at + MAX_HEADING)):
        heading = body[at : run_on.start()].rstrip(SPACES)
        line = _line(heading, start + at, start + at + len(heading), depth)
        if line.kind is not Kind.DIVISION:
            break
        yield line
        at = run_on.end()
    line = _line(body[at:], start + at, end, depth)
    for found in _NEXT_ARTICLE.finditer(body, at):
        below = _line(body[found.end() :], start + found.end(), end, depth)
        follows = line.kind is below.kind is Kind.ARTICLE and not below.reference
        if follows and below.number == (line.number[0] + 1, 0):
            yield _line(body[at : found.start()], start + at, start + found.start(), depth)
            at, line = found.end(), below
    yield line


def _line(body: str, start: int, end: int, depth: int) -> Line:
    first = body[0]
    line = None
    if first in "第笫":
        line = _ordinal(body, start, end, depth)
    elif first in "（(" or first.isdigit() or first in "一二三四五六七八九十":
        line = _unit(body, start, end, depth)
    elif first == "附" and not body.endswith("则"):
        line = _appendix(body, start, end, depth)
    elif body == _HEAD_END:
        line = Line(Kind.HEAD_END, start, end, body)
    if line:
        return line
    words = _closed_up(body) if len(body) < MAX_HEADING else body
    if words in ("目录", "目次"):
        return Line(Kind.CONTENTS, start, end, words, depth=depth)
    if depth or words in UNNUMBERED:
        return Line(Kind.WORDS, start, end, words, depth=depth)
    return Line(Kind.PROSE, start, end, words)


def _closed_up(words: str) -> str:
    """Words of a heading without the space that spreads short ones: 总　则."""
    parts = words.split()
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)


def _ordinal(body: str, start: int, end: int, depth: int) -> Line | None:
    """A line that begins 第一章 or 第一条."""
    found = _ORDINAL.match(body)
    if not found:
        return None
    try:
        number = to_int(re.sub(_SPACE, "", found["number"]).replace("－", "一"))
        sub = to_int(found["sub"]) if found["sub"] else 0
    except ValueError:
        return None
    after = body[found.end() :]
    words = after.strip(SPACES)
    mark = re.sub(_SPACE, "", found["mark"])
    spaced = not after or after[0] in SPACES + "【〔[（(：:"
    reference = bool(_REFERENCE.match(words) or (not spaced and _BARE_REFERENCE.match(words)))
    if mark == "条":
        if not 0 < number < 10_000:
            return None
        label = article_label(number, sub)
        return Line(
            Kind.ARTICLE, start, end, words, label, (number, sub), 0, depth, spaced, reference
        )
    line = Line(
        Kind.DIVISION,
        start,
        end,
        _closed_up(words),
        f"第{to_chinese(number)}{mark}",
        (number, sub),
        _DIVISION_RANK[mark],
        depth,
    )
    return line if (depth or line.open_ended) and not reference else None


def _unit(body: str, start: int, end: int, depth: int) -> Line | None:
    """A line that begins 一、 (一) 1. (1) or, as in standards, 5.1.2."""
    for pattern, rank, label in _UNITS:
        found = pattern.match(body)
        if not found:
            continue
        words = body[found.end() :].strip(SPACES)
        if not label:
            dotted = re.sub(r"[.．]", ".", found["n"])
            parts = dotted.split(".")
            return Line(
                Kind.UNIT, start, end, words, dotted, (int(parts[-1]), 0), rank + len(parts), depth
            )
        try:
            number = to_int(found["n"])
        except ValueError:
            return None
        written = to_chinese(number) if rank < 7 else str(number)
        words = _closed_up(words) if len(words) < MAX_HEADING else words
        return Line(Kind.UNIT, start, end, words, label.format(written), (number, 0), rank, depth)
    return None


def _appendix(body: str, start: int, end: int, depth: int) -> Line | None:
    """A line that opens an appendix."""
    found = _APPENDIX.fullmatch(body)
    if not found:
        return None
    label = re.sub(_SPACE, "", found["label"])
    line = Line(Kind.APPENDIX, start, end, found["words"].strip(SPACES), label, depth=depth)
    return line if line.open_ended else None
