"""What the last articles of a law say: from when it holds, and which laws end with that.

「本法自2022年3月1日起施行。某年某月某日国务院发布的《某某条例》和《某某办法》同时废止。」
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.citations.names import issuer_before, issuer_within
from kb.citations.numbers import document_numbers
from kb.document import Document
from kb.parsing.law_header import DATE, IN_FORCE_FROM
from kb.parsing.report_header import read_date
from kb.segmentation import narrow

#: A title in marks, with titles in it, and what a bracket after it says of it.
_TITLE = re.compile(
    r"(?:《(?P<title>(?:[^《》]|《[^《》]{0,200}》){0,300})》|〈(?P<single>[^《》〈〉]{0,300})〉)"
    r"(?P<bracket>\((?:[^()]|\([^()]{0,100}\)){0,200}\))?"
)
_AT_ONCE = re.compile(r"自(?:公布|发布|通过|颁布|印发)之日起?(?:正式)?(?:施行|实施|生效|执行)")

#: 废止 as what happens, not as what is spoken of: 废止前, 修改或者废止的.
_ENDS = re.compile(
    r"(?:同时|即行|随即|相应|一并|均|现|即|也){0,4}(?:予以|宣布)?"
    r"(?:废止|失效|停止(?:执行|施行|实施))(?=$|[,:)!])"
)
#: 废止《…》, as decisions have it.
_ENDS_WHAT = re.compile(r"废止(?=《)")
#: What may stand between the last title and 废止.
_WHOLE = re.compile(
    r"(?:等[^《》,的中]{0,16})?[,、]?(?:也|均|都|亦)?(?:[自从于在][^《》]{1,24}(?:起|后|时|日))?[,、]?$"
)
#: What joins a title to the next.
_JOINED = re.compile(r"[、,;]|和|与|及|以及|并|或者?")

_LEAD_OF_LAW = re.compile(
    r"^.*(?:(?:施行|实施|生效|执行)(?:之日)?(?:起|后|以后|时)?|[公发颁]布之日起),?"
)
_MADE = re.compile(r"公布|发布|颁布|印发|批准|通过|制定|下发|批转|转发")
_SESSION = re.compile(r"第[0-9零一二三四五六七八九十百]+届")
_MEETING = re.compile(
    r"第[0-9零一二三四五六七八九十百]+[次号].*|(?:常务|全体|办公)会议.*|令.*|公告.*|文件.*|批转.*|转发.*|[以经由].*"
)
#: 我院法〔1998〕86号.
_OURS = re.compile("^[我本](?:院|部|局|会|厅)")
#: 省人民政府, 市人大常委会: which one's is not said.
_UNNAMED = re.compile(r"^[省市县区本我该]")
_FORMER = re.compile(r"^原?(?:中华人民共和国)?")


@dataclass(frozen=True, slots=True)
class Ended:
    """A law that another ends, as the clause names it."""

    #: Without the outer marks.
    title: str
    #: Who made it, when, and its number, as far as the clause says.
    org: str | None
    published: str | None
    number: str | None
    #: The article or unit that says so: the passage's locator.
    locator: str
    #: The first day it no longer holds; None where the clause doesn't give it.
    day: str | None


def ended_by(document: Document) -> Iterator[Ended]:
    """The laws that ``document`` ends whole, in the order of its text."""
    for passage in document.passages:
        words = narrow(document.text_of(passage))
        if "废止" not in words and "失效" not in words and "停止" not in words:
            continue
        words = re.sub(r"\s+", "", words)
        found = IN_FORCE_FROM.search(words)
        day = read_date(found[1]) if found else None
        for sentence in re.split("[。;]", words):
            for title, lead in _titles(sentence):
                yield _ended(title, lead, passage.locator, day)


def in_force_from(document: Document) -> str | None:
    """The day the last articles say the law is in force from; None where they name none,
    or several."""
    days = {read_date(found[1]) for found in IN_FORCE_FROM.finditer(_closing(document))}
    return days.pop() if len(days) == 1 else None


def takes_effect_at_once(document: Document) -> bool:
    """Whether the last articles say it is in force from its publication on."""
    return bool(_AT_ONCE.search(_closing(document)))


def _closing(document: Document) -> str:
    return narrow("".join(document.text_of(passage) for passage in document.passages[-3:]))


def _titles(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    """The titles that a sentence ends, each with the words that lead to it."""
    for verb in _ENDS_WHAT.finditer(sentence):
        at = verb.end()
        while found := _TITLE.match(sentence, at):
            yield found, ""
            after = _JOINED.match(sentence, found.end())
            at = after.end() if after else len(sentence)
    verbs = list(_ENDS.finditer(sentence))
    if not verbs:
        return
    titles = list(_TITLE.finditer(sentence, 0, verbs[-1].start()))
    whole = False
    kept = []
    # The last title's end tells: 《甲》和《乙》中的有关规定同时废止 ends neither.
    for i in range(len(titles) - 1, -1, -1):
        begin = titles[i].end()
        verb = next(verb for verb in verbs if verb.start() >= begin)
        following = titles[i + 1].start() if i + 1 < len(titles) else len(sentence)
        if verb.start() < following:
            whole = bool(_WHOLE.match(sentence[begin : verb.start()]))
        elif not _JOINED.match(sentence, begin) and begin < following:
            continue
        if whole:
            lead = sentence[titles[i - 1].end() if i else 0 : titles[i].start()]
            kept.append((titles[i], lead))
    yield from reversed(kept)


def _ended(found: re.Match[str], lead: str, locator: str, day: str | None) -> Ended:
    lead = _LEAD_OF_LAW.sub("", lead)
    bracket = found["bracket"] or ""
    dates = list(DATE.finditer(lead)) or list(DATE.finditer(bracket))
    last = max((date.end() for date in DATE.finditer(lead)), default=0)
    org = _org(lead)
    title = found["title"] or found["single"]
    if title.startswith("关于") and org:
        title = org + title
    return Ended(
        title=title,
        org=org or issuer_within(title),
        published=read_date(dates[0][0]) if dates else None,
        number=_number(bracket) or _number(_FORMER.sub("", lead[last:])),
        locator=locator,
        day=day,
    )


def _number(words: str) -> str | None:
    """The document number in ``words``; None for 市人民政府令第12号, which is not told whose."""
    for number in document_numbers(words):
        value = _OURS.sub("", number.value)
        if not _UNNAMED.match(value) and not value.startswith("发〔"):
            return value
    return None


def _org(lead: str) -> str | None:
    """The body in 某年某月某日国务院发布的, in full."""
    made = _MADE.search(lead)
    if not made:
        return _body(issuer_before(lead, len(lead)) or "")
    words = lead[: made.start()]
    dates = list(DATE.finditer(words))
    if dates:
        # 某年某月某日国务院发布的, or 国务院某年某月某日发布的.
        words = words[dates[-1].end() :] or words[: dates[0].start()]
    return maker_in(words)


def maker_in(words: str) -> str | None:
    """The body in 某市第六届人民代表大会常务委员会第二十次会议."""
    return _body(_MEETING.sub("", _SESSION.sub("", words)))


def _body(words: str) -> str | None:
    body = _FORMER.sub("", words.strip("、,和与及经由于"))
    if not 2 < len(body) <= 40 or _UNNAMED.match(body) or not re.fullmatch("[一-鿿、]+", body):
        return None
    return None if re.search("年|原来$", body) else body
