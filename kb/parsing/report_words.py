"""The words by which lines of a government page are known: fields, furniture, titles, bodies.

The lists are in ``kb/data/report_page.json``. All functions take one line, folded
(`kb.parsing.report_lines.fold`); what a line *is* in its page is decided in
`kb.parsing.report_page`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any, NamedTuple

from kb.parsing.report_lines import fold

_WORDS: dict[str, Any] = json.loads(
    (files("kb") / "data" / "report_page.json").read_text(encoding="utf-8")
)
NO_VALUE = frozenset(_WORDS["no_value"])
NO_ORG = tuple(_WORDS["no_org"])

#: Fields stand in short lines; of a long one only the beginning can be a field's name.
_LABEL_REACH = 400

_FIELD_OF = {label: name for name, labels in _WORDS["labels"].items() for label in labels}
#: How much a page means by a label: the earlier in its list, the more.
RANK = {label: rank for labels in _WORDS["labels"].values() for rank, label in enumerate(labels)}


def _any_of(words: Iterable[str], gap: str = "") -> str:
    """A pattern for any of ``words``, the longest first, with ``gap`` between characters."""
    return "|".join(gap.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))


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
#: A link to a file to take away.
_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|jpe?g|png)\)?$", re.IGNORECASE)
#: 版记, which ends a printed paper: who gets copies, who printed it when (GB/T 9704-2012, 7.4).
_IMPRINT = re.compile(r"抄\s*[送报]\s*:.*|[^。,;:]{4,40}[12]\d{3}年\d{1,2}月\d{1,2}日\s*印发")
_CRUMB = re.compile(r"[>»›→]")

_ENDING_BRACKET = r"(?:[(〔][^()()〔〕]{1,24}[)〕])*"
_REPORT = re.compile(rf"(?:{_any_of(_WORDS['report_endings'])}){_ENDING_BRACKET}$")
_TITLED = re.compile(rf"(?:{_any_of(_WORDS['title_endings'])}){_ENDING_BRACKET}$")
#: How names of bodies end, as a pattern.
ORG_ENDING = _any_of(_WORDS["org_endings"])
_ORG = re.compile(rf"[^\s\d。,;:!?《》“”、|]{{2,40}}(?:{ORG_ENDING})")
_SALUTATION = re.compile(rf".{{0,60}}(?:{_any_of(_WORDS['salutation_endings'])})\)?\s*:")

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
    if _SPACE.sub("", match["label"]) not in _COLON_ONLY:
        return True
    # 来源, 时间 and their kind are words of any sentence; without colon they are labels only
    # as a cell of their own.
    begins = match.start() == 0 or text[match.start() - 1] == "\t"
    return begins and (bool(match["cell"]) or text[match.end() :][:1] in ("", "\t"))


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

    >>> [is_furniture(t) for t in ("【打印】 【关闭】", "当前位置:首页 > 公开", "打印机已到位。")]
    [True, True, False]
    """
    if len(text) > _FURNITURE_LENGTH:
        return False
    bare = _SPACE.sub("", text)
    if _FURNITURE_PREFIX.match(bare) and not is_sentence(text):
        return True
    if _FURNITURE_ANYWHERE.search(bare) or _FILE.search(bare):
        return True
    return not _NOT_WORDS.sub("", _FURNITURE_WORD.sub("", bare))


def is_imprint(text: str) -> bool:
    """Whether a line is of the imprint that ends a printed paper.

    >>> is_imprint("榕湾市人民政府办公室  2023年4月6日印发"), is_imprint("抄送:市委办公室。")
    (True, True)
    """
    return bool(_IMPRINT.fullmatch(text))


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


def is_sentence(text: str) -> bool:
    """Whether a line is running text."""
    commas = text.count(",")
    return (
        ("。" in text and len(text) >= 6)
        or (commas >= 2 and len(text) >= 25)
        or (commas >= 1 and len(text) >= 60)
        or (commas >= 1 and text[-1] == ":" and len(text) >= 15)
    )
