"""By what other names a law goes: rules for titles written shorter, or otherwise, than official."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What a body's name ends in.
_BODY = re.compile(
    r"^(?P<body>[^《〈关]{2,80}?(?:中央|国务院|委员会|常委会|大会|办公厅|办公室|政府|总局|总署|法院|检察院"
    r"|银行|党委|[省市县区]委|[部局厅署院会]))(?P<issues>印发|转发|批转|下发)?(?=关于)"
)
_TRIAL = re.compile(r"\((?:试行|暂行|试用|施行|修订|修订版|修正版?|修改版?)\)|暂行|试行")
_BRACKET = re.compile(r"\([^()]*\)$")
_YEARS = re.compile(r"\((?:19|20)\d\d-?(?:(?:19|20)\d\d)?年?\)$")
#: 民法典物权编, 民法典(合同编), 生态环境法典第二编.
_BOOK = re.compile(r"(?P<code>.{1,12}法典)\(?.{2,16}编\)?$")
#: What names end in that can be told from the words around them.
_NAME = re.compile(
    r"(?:法|法典|修正案(?:\([^()]*\))?|条例|规定|办法|细则|规则|准则|章程|纲要|守则|决定|标准|规范|规程|通则)$"
)
#: Words that end in 法 and are no law.
_NO_LAW = re.compile(r"[办方做立执司违普守学用书语做讲想看手魔无合非]法$")
_SHORTEST = 3


def body_of(key: str) -> str | None:
    """The body at the beginning of a title's key.

    >>> body_of("自然资源部关于加强耕地保护的通知")
    '自然资源部'
    """
    found = _BODY.match(key)
    return found["body"] if found else None


def without_body(key: str) -> str:
    """A title's key without the body that issued it.

    >>> without_body("自然资源部关于加强耕地保护的通知")
    '关于加强耕地保护的通知'
    """
    found = _BODY.match(key)
    return key[found.end() :] if found else key


def loosened(key: str) -> str:
    """A title's key without what marks it as for the time being.

    >>> loosened("不动产登记暂行条例"), loosened("村庄规划编制办法(试行)")
    ('不动产登记条例', '村庄规划编制办法')
    """
    return _TRIAL.sub("", key)


def without_bracket(key: str) -> str:
    """A title's key without the bracket at its end: the years of a plan, 试行.

    >>> without_bracket("法治政府建设实施纲要(2021-2025)")
    '法治政府建设实施纲要'
    """
    return _BRACKET.sub("", key)


def without_years(key: str) -> str:
    """The key of a plan without its years.

    >>> without_years("法治政府建设实施纲要(2021-2025)"), without_years("灯箱管理办法(试行)")
    ('法治政府建设实施纲要', '灯箱管理办法(试行)')
    """
    return _YEARS.sub("", key)


def code_of(key: str) -> str | None:
    """The code of which a name gives a book.

    >>> code_of("民法典物权编"), code_of("民法典(合同编)"), code_of("民法典")
    ('民法典', '民法典', None)
    """
    found = _BOOK.match(key)
    return found["code"] if found else None


def is_name(key: str) -> bool:
    """Whether a title can be told in running text without marks."""
    return bool(_NAME.search(key))


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a title fits an abbreviation: the smaller, the better."""

    #: Runs of characters that were kept.
    runs: int
    #: Characters left out.
    dropped: int


def is_abbreviation(key: str) -> bool:
    """Whether a name may be a law's with characters left out: 刑诉法, 治安处罚法.

    Not of regulations: every place has a 土地管理条例 of its own.
    """
    return (
        _SHORTEST <= len(key) <= 20
        and key.endswith("法")
        and not _NO_LAW.search(key)
        and "关于" not in key
    )


def fit(name: str, title: str) -> Fit | None:
    """How ``name`` is left of ``title``: beginning and ending alike, in order; or None.

    >>> fit("治安处罚法", "治安管理处罚法"), fit("刑诉法", "刑法")
    (Fit(runs=2, dropped=2), None)
    """
    ending = "条例" if name.endswith("条例") else "法"
    if name[0] != title[0] or not title.endswith(ending) or len(name) >= len(title):
        return None
    stem, rest = name[: -len(ending)], title[: -len(ending)]
    runs, at = 1, 0
    for char in stem[1:]:
        found = rest.find(char, at + 1)
        if found < 0:
            return None
        runs += found != at + 1
        at = found
    runs += at + 1 != len(rest)
    return Fit(runs, len(title) - len(name))
