"""Document numbers: 发文字号 and the numbers of decrees.

发文字号 is the agency's code, the year in six-sided brackets and a serial number
(党政机关公文处理工作条例 art. 9; GB/T 9704-2012, 7.2.5: 〔〕, no 第, no leading zeros). Decrees of
the President, the State Council, ministries and governments carry 令 and a serial number
(立法法 arts. 28, 78, 95).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.citations.leads import LEADS
from kb.parsing.numerals import NUMERAL, to_int

_GAP = r"[^\S\n]{0,3}"
_MARK = r"[〔〕\[\](){}﹝﹞【】〖〗]"
_YEAR_DIGIT = r"[\dOo〇○零一二三四五六七八九]"
#: The year and serial of 发文字号; brackets may be of the wrong kind, doubled or forgotten.
_YEARED = re.compile(
    rf"(?:{_MARK}{{1,2}}{_GAP}(?P<closed>{_YEAR_DIGIT}{{3,5}}){_GAP}年?{_GAP}{_MARK}{{1,2}}"
    rf"|[〔\[](?P<short>\d\d)[〕\]]|{_MARK}(?P<opened>(?:19|20)\d\d)"
    rf"|(?P<bare>(?:19|20)\d\d){_GAP}{_MARK}){_GAP}(?:第{_GAP})?(?P<serial>[{NUMERAL}]{{1,5}}){_GAP}号"
    # Not the number of a document: 18号楼, 2号线.
    r"(?![楼线院车机门窗岗店房井矿台桥库仓区地街路])"
)
_SERIAL = rf"(?:第{_GAP})?(?P<serial>[{NUMERAL}]{{1,7}}){_GAP}号"
_YEAR = rf"(?:〔?{_GAP}(?P<year>\d{{4}}){_GAP}(?:年|〕)?{_GAP})?"
_DECREE = re.compile(rf"令{_GAP}\(?{_GAP}{_YEAR}{_SERIAL}")
_DECREE_AFTER = re.compile(rf"{_SERIAL}{_GAP}令")
_DIGITS = str.maketrans("Oo〇○零一二三四五六七八九", "00000123456789")
_ANNOUNCEMENT_AFTER = re.compile(rf"(?P<year>\d{{4}})年{_GAP}{_SERIAL}{_GAP}公告")
_ANNOUNCEMENT = re.compile(rf"公告{_GAP}\(?{_GAP}{_YEAR}{_SERIAL}")

#: A run of characters that can hold the code or the body before a number.
_RUN = re.compile(
    rf"(?:(?<=\()[一-鿿]{{1,12}}\n[^\S\n]{{0,8}}[一-鿿]{{0,12}}"
    rf"|(?:[一-鿿、]|(?<=[一-鿿])\([一-鿿]{{1,3}}\)(?=[一-鿿])){{1,40}}){_GAP}$"
)
#: Words that lead to a number and are no part of a code or name.
_LEADS = rf"{LEADS}|办理|开展|先后|文件|通知|关于|文号为|号[和及与、]"
_LEAD_OF_BODY = re.compile(
    rf"^(?:[年月日])?(?:.*(?:{_LEADS}|[了的由])|[原本经以])?(?=[一-鿿]{{2}})"
)
_LEAD_OF_CODE = re.compile(
    rf"^.*(?:(?:{_LEADS})(?=[一-鿿])|(?:[了的以见和与及由经即为将按据并在于对是、]|[我本原各]局)(?=[一-鿿]{{2}}))"
)
#: Who issues decrees and announcements by number.
_BODY = re.compile(
    r"(?:中华人民共和国)?(?:国务院|国家主席|主席|中央军委|[一-鿿、]{1,38}(?:大会|会|政府|总局|总署|银行"
    r"|办公室|部|局|署|委|厅|[省市]))$"
)
#: Bodies that issue together, with a space between them: 财政部 税务总局公告….
_PARTNERS = re.compile(r"(?<![一-鿿])(?:[一-鿿]{2,16}(?:总局|银行|[部局署委院会办])[ \u3000])+$")
#: A body in full is no part of the code that follows it: 市政府泉政〔2023〕5号.
_FULL_BODY = re.compile(
    r"^.*(?:政府|委员会|国务院|办公厅|办公室|法院|检察院|常委会|党委|党组|[省市县区]委)(?=[一-鿿]{2})"
)
#: The longest codes seen have some nine characters (发改办价格规…).
_LONGEST_CODE = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in the text, and its canonical form."""

    start: int
    end: int
    value: str


def document_numbers(text: str) -> list[Number]:
    """The document numbers in ``text`` (folded), in order, without overlap.

    >>> [n.value for n in document_numbers("依据国务院第431号令和泉资规[2023] 127号文")]
    ['国务院令第431号', '泉资规〔2023〕127号']
    """
    if "号" not in text:
        return []
    found = [*_yeared(text), *_decrees(text)]
    found.sort(key=lambda number: (number.start, -number.end))
    kept: list[Number] = []
    for number in found:
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def _yeared(text: str) -> Iterator[Number]:
    for match in _YEARED.finditer(text):
        run = _RUN.search(text, max(0, match.start() - 40), match.start())
        if run is None:
            continue
        words = run[0].rstrip()
        code = _FULL_BODY.sub("", _LEAD_OF_CODE.sub("", words))[-_LONGEST_CODE:]
        start = run.start() + len(words) - len(code)
        year = match["closed"] or match["short"] or match["opened"] or match["bare"]
        try:
            serial = to_int(match["serial"])
        except ValueError:
            continue
        code = "".join(code.split())
        yield Number(start, match.end(), f"{code}〔{year.translate(_DIGITS)}〕{serial}号")


def _decrees(text: str) -> Iterator[Number]:
    for pattern, noun in (
        (_DECREE, "令"),
        (_DECREE_AFTER, "令"),
        (_ANNOUNCEMENT, "公告"),
        (_ANNOUNCEMENT_AFTER, "公告"),
    ):
        for match in pattern.finditer(text):
            known = match.groupdict()
            body = _body_before(text, match.start())
            try:
                serial = to_int(known["serial"])
            except ValueError:
                continue
            if not body and not known.get("year"):
                continue
            start = match.start() - len(body)
            name = "、".join(body.split()).removeprefix("中华人民共和国").removeprefix("国家主席")
            name = name or ("主席" if body else "")
            year = f"{known['year']}年" if known.get("year") else ""
            closed = _CLOSING.match(text, match.end()) if "(" in match[0] else None
            end = closed.end() if closed else match.end()
            yield Number(start, end, f"{name}{noun}{year}第{serial}号")


_CLOSING = re.compile(r"\s?\)")


def _body_before(text: str, at: int) -> str:
    """The name of a body that ends at ``at``, with spaces after it; "" if there is none."""
    run = _RUN.search(text, max(0, at - 43), at)
    if run is None:
        return ""
    words = run[0].rstrip()
    body = _BODY.search(_LEAD_OF_BODY.sub("", words))
    if body is None:
        return ""
    partners = _PARTNERS.search(text, max(0, at - 80), run.start() + len(words) - len(body[0]))
    return (partners[0] if partners else "") + run[0][len(words) - len(body[0]) :]
