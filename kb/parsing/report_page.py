"""What each line of a government page is: a field, furniture, a title, or the report itself.

Pages reach the parser as text, with their navigation, their table of fields (索引号, 发布机构 …)
and their links below. The words by which these are known are in ``kb/data/report_page.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import NamedTuple

from kb.parsing.report_lines import Line, fold
from kb.parsing.report_marks import opens_outline

_WORDS: dict = json.loads((files("kb") / "data" / "report_page.json").read_text(encoding="utf-8"))
NO_VALUE = frozenset(_WORDS["no_value"])
NO_ORG = tuple(_WORDS["no_org"])

#: Fields stand in short lines; of a long one only the beginning can be a field's name.
_LABEL_REACH = 400

_FIELD_OF = {label: name for name, labels in _WORDS["labels"].items() for label in labels}
#: How much a page means by a label: the earlier in its list, the more.
RANK = {
    label: rank for labels in _WORDS["labels"].values() for rank, label in enumerate(labels)
}


def _any_of(words: Iterable[str], gap: str = "") -> str:
    """A pattern for any of ``words``, the longest first, with ``gap`` between characters."""
    return "|".join(
        gap.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True)
    )


_GAP = r"\s{0,4}"
_COLON = r"\s*[】\])]?\s*:"
_LABEL = re.compile(
    # After a space, a bracket or a separator every label counts ...
    rf"(?<![^\s|【\[(•·●;,)】\]/])(?P<label>{_any_of(_FIELD_OF, _GAP)})"
    rf"(?:(?P<colon>{_COLON})|(?P<cell>\s*[|】\]])|(?P<space>(?=\s|$)))"
    # ... right after a value, without anything between, only a long one with its colon.
    rf"|(?P<glued>{_any_of((label for label in _FIELD_OF if len(label) > 3), _GAP)}){_COLON}"
)
_SPACE = re.compile(r"\s+")
_COLON_ONLY = frozenset(_WORDS["labels_with_colon_only"])
_EDGES = " \t|•·●;,/【[<>*_"
_CLOSING_EDGES = _EDGES + "】]"

_NOT_WORDS = re.compile(r"[\W_]+")
_FURNITURE_WORD = re.compile(_any_of(_WORDS["furniture_words"]))
_FURNITURE_PREFIX = re.compile(_any_of(_WORDS["furniture_prefixes"]))
_FURNITURE_ANYWHERE = re.compile(_any_of(_WORDS["furniture_anywhere"]))
_FURNITURE_LENGTH = 120
_CRUMB = re.compile(r"[>»›→]")
_ATTACHMENT = re.compile(r"附件\s{0,2}(?:[0-9一二三四五六七八九十]{1,3}|)\s{0,2}(?:[:.].*)?")

_ENDING_BRACKET = r"(?:[(〔][^()()〔〕]{1,24}[)〕])*"
_REPORT = re.compile(rf"(?:{_any_of(_WORDS['report_endings'])}){_ENDING_BRACKET}$")
_TITLED = re.compile(rf"(?:{_any_of(_WORDS['title_endings'])}){_ENDING_BRACKET}$")
#: How names of bodies end, as a pattern.
ORG_ENDING = _any_of(_WORDS["org_endings"])
_ORG = re.compile(rf"[^\s\d。,;:!?《》“”、]{{2,40}}(?:{ORG_ENDING})")
_SALUTATION = re.compile(rf".{{0,60}}(?:{_any_of(_WORDS['salutation_endings'])})\)?\s*:")

_TITLE_AND_TEXT = re.compile(r"([^\s。,;:]{2,60}[12]\d{3}年[^\s。,;:]{2,60})\s+(?=\S)")
_CLOSING = re.compile(_any_of(_WORDS["closing_formulas"]))

_YEAR = "[12][0-9]{3}|[一二][〇○零O一二三四五六七八九]{3}"
_DAY = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_DATE_LINE = re.compile(
    rf"\(?(?P<date>(?:{_YEAR})\s*[-/.年]\s*(?:{_DAY})\s*(?:[-/.月]\s*(?:{_DAY})\s*日?|月))"
    r"(?P<clock>\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?\)?"
)
_SIGNED = re.compile(
    rf"(?P<org>\D{{4,40}}?)\s*(?P<date>(?:{_YEAR})\s*年\s*(?:{_DAY})\s*月\s*(?:{_DAY})\s*日)"
)


class Field(NamedTuple):
    """A label with what stands after it, as written.

    name: a field of Metadata, or ``title``, or ``other``.
    """

    name: str
    label: str
    value: str


@dataclass(slots=True)
class Page:
    """The lines of a page, sorted."""

    head: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    #: 落款: the body that signs and its date, at the end of the body.
    signature: list[Line] = field(default_factory=list)
    tail: list[Line] = field(default_factory=list)


def read_page(lines: Sequence[Line]) -> Page:
    """Sort ``lines`` into what stands before, in and after the report."""
    lines = [part for line in lines for part in _title_apart(line)]
    first = _body_start(lines)
    last = _body_end(lines, first)
    page = Page(head=list(lines[:first]), tail=list(lines[last:]))
    signed = _signature(lines[first:last])
    for index, line in enumerate(lines[first:last]):
        if index in signed:
            page.signature.append(line)
        elif not is_furniture(line.text):
            page.body.append(line)
    return page


def _title_apart(line: Line) -> list[Line]:
    """The title and the rest of a line that goes on after a gap behind the title."""
    match = _TITLE_AND_TEXT.match(line.text)
    if not match or not is_report_title(match[1]) or "。" not in line.text[match.end() :]:
        return [line]
    cut, rest = match.end(1), match.end()
    title = replace(
        line, end=line.start + cut, text=line.text[:cut], written=line.written[:cut]
    )
    return [
        title,
        replace(line, start=line.start + rest, text=line.text[rest:], written=line.written[rest:]),
    ]


def fields_of(written: str) -> tuple[str, list[Field]]:
    """The words before the first label of a line, and its labels with their values.

    >>> fields_of("来源:榕湾市司法局 发布时间:2024-03-05 10:31 【打印】")[1][:2]
    [Field(name='source', label='来源', value='榕湾市司法局'), \
Field(name='published', label='发布时间', value='2024-03-05 10:31')]
    """
    text = fold(written[:_LABEL_REACH])
    labels = [match for match in _LABEL.finditer(text) if _is_label(match, text)]
    if not labels:
        return written, []
    ends = [match.start() for match in labels[1:]] + [len(text)]
    found = []
    for match, end in zip(labels, ends, strict=True):
        label = _SPACE.sub("", match["label"] or match["glued"])
        found.append(Field(_FIELD_OF[label], label, _value(written, text, match.end(), end)))
    return _value(written, text, 0, labels[0].start()), found


def _value(written: str, text: str, start: int, end: int) -> str:
    """``written[start:end]`` without the separators at its edges; ``text`` is it folded."""
    cut = text[start:end]
    start += len(cut) - len(cut.lstrip(_EDGES))
    return written[start : max(start, end - len(cut) + len(cut.rstrip(_CLOSING_EDGES)))]


def _is_label(match: re.Match[str], text: str) -> bool:
    if match["glued"] or match["colon"]:
        return True
    label = _SPACE.sub("", match["label"])
    if label not in _COLON_ONLY:
        # 打印, 关闭 and their kind may stand anywhere; a label with a value opens the line
        # or follows another value.
        return True
    return match.start() == 0 and (bool(match["cell"]) or match.end() == len(text))


def words_only(text: str) -> str:
    """``text`` without space and punctuation, to compare titles by."""
    return _NOT_WORDS.sub("", text)


def is_field_line(text: str) -> bool:
    """Whether a line is one of the page's fields rather than a sentence with such words."""
    leading, fields = fields_of(text)
    if not fields:
        return False
    if not leading:
        return True
    strong = any(f.name != "other" and f.label not in _COLON_ONLY for f in fields)
    return len(leading) <= 80 and "。" not in leading and (strong or is_date_line(leading))


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page and not to the report: links, buttons, notices.

    >>> [is_furniture(t) for t in ("【打印】 【关闭】", "当前位置:首页 > 政务公开", "打印设备已到位。")]
    [True, True, False]
    """
    if len(text) > _FURNITURE_LENGTH:
        return False
    bare = _SPACE.sub("", text)
    if _FURNITURE_PREFIX.match(bare) and not _is_sentence(text):
        return True
    if _FURNITURE_ANYWHERE.search(bare):
        return True
    return not _NOT_WORDS.sub("", _FURNITURE_WORD.sub("", bare))


def is_crumb(text: str) -> bool:
    """Whether a line is the way from the site's front page to this one."""
    return len(text) <= _FURNITURE_LENGTH and bool(_CRUMB.search(text)) and "。" not in text


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing else (a clock time may follow)."""
    return bool(_DATE_LINE.fullmatch(text))


def is_report_title(text: str) -> bool:
    """Whether a line ends as titles of reports do.

    >>> is_report_title("榕湾市2023年度法治政府建设情况报告(摘要)")
    True
    """
    return 6 <= len(text) <= 100 and not re.search("[。;!?]", text) and bool(_REPORT.search(text))


def is_title(text: str) -> bool:
    """Whether a line ends as titles of any paper do."""
    return is_report_title(text) or bool(len(text) <= 100 and _TITLED.search(text))


def is_org(text: str) -> bool:
    """Whether ``text`` is the name of a body, by how it ends."""
    return bool(_ORG.fullmatch(text))


def is_salutation(text: str) -> bool:
    """Whether a line addresses the readers: 中共榕湾市委、市人民政府:."""
    return bool(_SALUTATION.fullmatch(text))


def is_closing(text: str) -> bool:
    """Whether a paragraph is the formula that ends a report: 特此报告。"""
    return len(text) <= 60 and bool(_CLOSING.match(text))


def signed_line(text: str) -> re.Match[str] | None:
    """Body and date signed in one line, as groups ``org`` and ``date``."""
    match = _SIGNED.fullmatch(text)
    return match if match and is_org(match["org"].strip()) else None


def _is_sentence(text: str) -> bool:
    """Whether a line is running text."""
    commas = text.count(",")
    return (
        ("。" in text and len(text) >= 15)
        or (commas >= 2 and len(text) >= 25)
        or (commas >= 1 and len(text) >= 60)
        or (commas >= 1 and text[-1] == ":" and len(text) >= 15)
    )


def _opens_body(line: Line) -> bool:
    text = line.text
    if is_field_line(text) or is_furniture(text) or is_date_line(text):
        return False
    if is_salutation(text) or opens_outline(text):
        return True
    return _is_sentence(text) and not is_crumb(text)


def _body_start(lines: Sequence[Line]) -> int:
    """The index of the first line of the report.

    A slogan or a greeting above the title reads like a sentence; so the search goes on after
    every title and dated field found before the first number, if more text follows than
    stood before.
    """
    start = next((i for i, line in enumerate(lines) if _opens_body(line)), None)
    if start is None:
        last = -1
        for i, line in enumerate(lines):
            if is_report_title(line.text) or is_field_line(line.text) or is_furniture(line.text):
                last = i
        return last + 1
    before = 0
    for i in range(start, min(start + 12, len(lines))):
        text = lines[i].text
        if opens_outline(text):
            break
        if is_report_title(text) or _dated(text):
            later = next((j for j in range(i + 1, len(lines)) if _opens_body(lines[j])), None)
            if later is not None and sum(len(line.text) for line in lines[later:]) > before:
                start, before = later, 0
        elif i >= start:
            before += len(text)
    return start


def _dated(text: str) -> bool:
    return is_field_line(text) and any(
        f.name in ("issued", "published") and is_date_line(f.value) for f in fields_of(text)[1]
    )


def _body_end(lines: Sequence[Line], first: int) -> int:
    """The index after the last line of the report: where links and notices begin.

    Words of links occur in reports too; they end one only where hardly any text follows.
    """
    sentences = [len(line.text) if _is_sentence(line.text) else 0 for line in lines]
    before, after = 0, sum(sentences[first:])
    numbered_from = max(
        (i for i in range(first, len(lines)) if opens_outline(lines[i].text)), default=first
    )
    for i in range(first, len(lines)):
        after -= sentences[i]
        text = lines[i].text
        ends = is_furniture(text) or bool(_ATTACHMENT.fullmatch(text)) or _dated(text)
        if ends and before and i > numbered_from and after <= 0.1 * before:
            return i
        before += sentences[i]
    return len(lines)


def _signature(body: Sequence[Line]) -> set[int]:
    """The indices of lines that sign the report: names of bodies, then a date."""
    signed: set[int] = set()
    for i in _last_dates(body):
        above = i
        while above > 0 and is_org(_SPACE.sub("", body[above - 1].text)):
            above -= 1
        if above < i or i >= len(body) - 2 or signed_line(body[i].text):
            signed.update(range(above, i + 1))
    return signed


def _last_dates(body: Sequence[Line]) -> Iterator[int]:
    for i, line in enumerate(body):
        if i and (is_date_line(line.text) or signed_line(line.text)):
            yield i
