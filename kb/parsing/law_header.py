"""The head of a law: its title, who made it and when, its number, its rank.

Under the title, a law's dates stand in brackets, oldest first: 某年某月某日某会议通过, then
每次修正 (Technical Rules of Legislation, part 1, 题注). LawRefBook's Markdown gives them a
line each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kb.document import Genre, Metadata, Passage
from kb.parsing.law_lines import SPACES, UNNUMBERED, Kind, Line
from kb.parsing.numerals import NUMERAL
from kb.parsing.report_header import read_date

_DAY = r"[\d〇○零一二三四五六七八九十]"
DATE = re.compile(rf"({_DAY}{{4}}) *年 *({_DAY}{{1,3}}) *月 *({_DAY}{{1,3}}) *日")
_ISO = re.compile(r"[（(](\d{4})-(\d{2})-(\d{2})[）)]")
_MADE = re.compile(r"通过|公布|发布|颁布|批准|印发|制定|修订|修正|修改")
_AMENDED = re.compile(r"修订|修正|修改")
_ORDER = (re.compile("通过"), re.compile("公布|发布|颁布|印发|制定"), re.compile("批准"))
_IN_FORCE = re.compile(rf"^[{SPACES}]*(?:日?起)?(?:正式)?(?:施行|实施|生效|执行)")
IN_FORCE_FROM = re.compile(rf"自({DATE.pattern})(?:零时)?起?(?:正式)?(?:施行|实施|生效|执行)")
_FROM_PUBLICATION = re.compile(r"自(?:公布|发布|通过|颁布|印发)之日起(?:施行|实施|生效|执行)")

_MEETING = re.compile(
    rf"第?[{NUMERAL}]+(?:届|次|号)|(?:常务|全体|主任|主席|部务|局务|委务|部长|署务)?会议.*|(?:审判|检察)委员会"
    r"|(?:令|公告).*|(?:审议|讨论)?(?:通过|公布|发布|颁布|印发|制定|批准|修订|修正|修改).*|^[经由]"
)
_ORG = re.compile(
    r"(?:人民代表大会|委员会|国务院|政务院|法院|检察院|人民政府|部|局|署|行|厅|院|会|办公室|中央)$"
)
_COMMON_ORG = {"人大常委会": "人民代表大会常务委员会", "中华人民共和国": ""}
_TITLE_ORG = re.compile(r"^(?:中华人民共和国)?([^《]{2,60}?)(?:印发|批转|转发)?关于")

_NUMBER = re.compile(
    rf"[一-鿿]{{1,12}}[〔\[﹝（(](?:19|20)\d\d[〕\]﹞）)](?:第)?\d{{1,5}}号"
    rf"|(?![年月日])[一-鿿、]{{2,40}}?令[{SPACES}]*[（(]?(?:第[{SPACES}]*)?[{NUMERAL}]{{1,6}}[{SPACES}]*号"
    rf"|(?![年月日])[一-鿿]{{2,20}}第[{NUMERAL}]{{1,6}}号令"
)

#: How titles of normative texts end, before 试行 and the like.
_TITLE = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|准则|章程|决定|决议|解释|批复|答复|修正案|通知|意见|公约|协定|规程"
    r"|标准|方案|规范|守则|纲要|通则|安排|议定书|复函|公告|命令|制度|基准|规划|指引|指南|措施|预案|通告)"
    r"(?:[（(][^（()）]{1,30}[）)])*$"
)
_HISTORY = re.compile(
    r"^[（(].*(?:通过|修正|修订|公布|批准|发布|施行|印发)|^根据.*(?:修正|修订)"
    r"|^\d{4}年\d{1,2}月\d{1,2}日.*(?:通过|修正|修订|公布|批准|发布|施行|印发)[^。]*$"
)
_MAX_REPEATED = 12
_OPENING, _CLOSED = re.compile("[（(]"), re.compile("[）)]")
_PROMULGATION = re.compile(r"现(?:予|将)?(?:以)?(?:公布|发布|印发)|予以(?:公布|发布)")


def split_head(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of the head and those of the body.

    The head ends at LawRefBook's comment, or below it where title, number and dates come
    again; without it, before the first heading, article or
    unit and the whole sentences right above that; in a text of nothing but paragraphs,
    before the first of them.
    """
    for i, line in enumerate(lines):
        if line.kind is Kind.HEAD_END:
            return _with_repeated_head(lines, i)
    first = next((i for i, line in enumerate(lines) if _opens_body(line, i)), None)
    if first is None:
        first = next((i for i, line in enumerate(lines) if i and _is_sentence(line)), len(lines))
        return lines[:first], lines[first:]
    while first > 1 and _is_sentence(lines[first - 1]):
        first -= 1
    return lines[:first], lines[first:]


def _with_repeated_head(
    lines: Sequence[Line], comment: int
) -> tuple[Sequence[Line], Sequence[Line]]:
    """Head and body around the comment, with what repeats the head below it in the head."""
    end, brackets = comment + 1, 0
    for line in lines[end : end + _MAX_REPEATED]:
        if brackets <= 0 and not _repeats_head(line, lines[:comment]):
            break
        # Dates in brackets may go over several lines.
        brackets += len(_OPENING.findall(line.words)) - len(_CLOSED.findall(line.words))
        end += 1
    return lines[:end], lines[end:]


def _repeats_head(line: Line, head: Sequence[Line]) -> bool:
    """Whether a line below the comment gives title, date or number once more."""
    if line.kind is not Kind.PROSE or not any(map(str.isalnum, line.words)):
        return line.kind is Kind.PROSE
    words = "".join(line.words.split())
    title = "".join("".join(part.words.split()) for part in head if part.depth)
    return words in title or bool(_HISTORY.search(words) or _NUMBER.fullmatch(words))


def _opens_body(line: Line, place: int) -> bool:
    if line.kind is Kind.WORDS:
        return line.words in UNNUMBERED or line.depth > 1
    if line.kind is Kind.ARTICLE:
        return not line.reference
    return line.kind in (Kind.DIVISION, Kind.UNIT, Kind.CONTENTS)


def _is_sentence(line: Line) -> bool:
    """Whether the line is text of the law itself: whole sentences, not its dates."""
    return (
        line.kind is Kind.PROSE
        and not line.open_ended
        and not _HISTORY.search(line.words)
        and not _PROMULGATION.search(line.words)
    )


def read_header(
    head: Sequence[Line], *, name: str, folder: str
) -> tuple[Metadata, tuple[Line, ...]]:
    """Metadata from the head of a law, and the headings in it that stand over the body.

    name: the file's name without suffix; 某某法(2019-08-26) gives the date of the version.
    folder: where the file lies, which can tell its rank.
    """
    bare_name = _ISO.sub("", name).strip()
    titles = _titles(head, bare_name)
    title = "".join(line.words for line in titles) or bare_name
    taken = {line.start for line in titles}
    above = tuple(
        line for line in head if line.kind is Kind.WORDS and line.words and line.start not in taken
    )
    notes = [
        line.words
        for line in head
        if line.kind not in (Kind.WORDS, Kind.HEAD_END) and line.start not in taken
    ]
    events = _events("".join(notes))
    made = [(date, what) for date, what in events if _MADE.search(what)]
    # A decree is dated below the name of who signs it.
    made += [(date, "公布") for words in notes if (date := _signed_on(words))]
    in_force = [date for date, what in events if _IN_FORCE.match(what)]
    in_force += [
        date for found in IN_FORCE_FROM.finditer("".join(notes)) if (date := read_date(found[1]))
    ]
    version = _named_date(name) or max((date for date, _ in made), default=None)
    found = _NUMBER.search(" ".join(notes).replace("中华人民共和国", ""))
    number = re.sub(f"[{SPACES}]", "", found[0]) if found else None
    org = _org(events, number) or _title_org(title)
    meta = Metadata(
        title=title,
        genre=Genre.LAW,
        kind=_kind(title=title, folder=f"/{folder}/", org=org or "", number=number or ""),
        org=org,
        number=number,
        issued=min((date for date, _ in made), default=None),
        published=version,
        effective=_not_before(version, in_force),
        year=int(version[:4]) if version else None,
    )
    return meta, above


def effective_date(
    meta: Metadata, head: Sequence[Line], text: str, passages: Sequence[Passage]
) -> str | None:
    """The date the last articles set for coming into force, if it is this version's.

    A law keeps its first date in its text when it is amended (art. 自…起施行), so a date
    before the version's own is not taken, nor 自公布之日 of a law that was amended since.
    """
    closing = "".join(text[p.start : p.end] for p in passages[-3:])
    dates = {date for found in IN_FORCE_FROM.finditer(closing) if (date := read_date(found[1]))}
    if len(dates) == 1:
        return _not_before(meta.published, dates)
    amended = any(_AMENDED.search(line.words) for line in head if line.words not in meta.title)
    if not dates and meta.issued and not amended and _FROM_PUBLICATION.search(closing):
        return meta.published or meta.issued
    return None


def _titles(head: Sequence[Line], name: str) -> tuple[Line, ...]:
    """The line or lines of the title.

    The first heading marked as such; else the last line that ends as titles do, with the
    line above where the title was broken after the name of the body that made it.
    """
    marked = [line for line in head if line.depth]
    if marked:
        return (marked[0],)
    likely = [
        i
        for i, line in enumerate(head)
        if line.kind is Kind.PROSE
        and _TITLE.search(line.words)
        and len(line.words) <= 100
        and not _HISTORY.search(line.words)
    ]
    if not likely:
        return tuple(head[:1]) if head and head[0].open_ended and not name else ()
    place = likely[-1]
    if place and re.match("关于|的|《", head[place].words) and _ORG.search(head[place - 1].words):
        return (head[place - 1], head[place])
    return (head[place],)


def _events(notes: str) -> list[tuple[str, str]]:
    """Each date of the head with the words that follow it, up to the next date."""
    dates = list(DATE.finditer(notes))
    ends = [*(found.start() for found in dates[1:]), len(notes)]
    return [
        (date, notes[found.end() : end])
        for found, end in zip(dates, ends, strict=False)
        if (date := read_date(found[0]))
    ]


def _org(events: Sequence[tuple[str, str]], number: str | None) -> str | None:
    """Who made the law: who passed it, else who published it, else who approved it.

    Two bodies that made it together (…会议、…会议通过) are both given. A decree names its
    body in full where the text says 市人民政府.
    """
    decree = number.partition("令")[0] if number and "令" in number else ""
    for verb in _ORDER:
        for i, (_, what) in enumerate(events):
            if not verb.search(what):
                continue
            partners = [what]
            while i and events[i - 1][1].rstrip().endswith(("、", "，", "和")):
                i -= 1
                partners.insert(0, events[i][1])
            names = [name for words in partners if (name := _org_name(words))]
            if names:
                org = "、".join(dict.fromkeys(names))
                return decree if decree.endswith(org) else org
    return decree if _ORG.search(decree) else None


def _org_name(words: str) -> str | None:
    """The body named in 第六届全国人民代表大会常务委员会第十六次会议通过."""
    name = _MEETING.sub("", re.sub(r"《.*", "", words).strip(SPACES + "、，（("))
    for long, short in _COMMON_ORG.items():
        name = name.replace(long, short)
    name = name.strip(SPACES + "、，")
    return name if _ORG.search(name) and len(name) <= 60 else None


def _title_org(title: str) -> str | None:
    found = _TITLE_ORG.match(title)
    return found[1].replace(" ", "、") if found and _ORG.search(found[1]) else None


def _kind(**known: str) -> str:
    """The rank of a law by the first rule of ``law_kinds.json`` that applies to it."""
    for kind, patterns in _kind_rules():
        if all(pattern.search(known[part]) for part, pattern in patterns.items()):
            return kind
    return "其他"


@cache
def _kind_rules() -> list[tuple[str, dict[str, re.Pattern[str]]]]:
    table = json.loads((files("kb") / "data" / "law_kinds.json").read_text("utf-8"))
    return [
        (rule.pop("kind"), {part: re.compile(pattern) for part, pattern in rule.items()})
        for rule in table["rules"]
    ]


def _named_date(name: str) -> str | None:
    found = _ISO.search(name)
    return read_date("{}年{}月{}日".format(*found.groups())) if found else None


def _signed_on(words: str) -> str | None:
    """The date that stands in a line alone."""
    return read_date(words) if DATE.fullmatch(words.strip(SPACES)) else None


def _not_before(version: str | None, dates: Sequence[str] | set[str]) -> str | None:
    """The last of ``dates`` that is not before ``version``."""
    return max((date for date in dates if not version or date >= version), default=None)
