"""Titles compared: what may differ between two writings of the same title."""

from __future__ import annotations

import re

from kb.citations.leads import LEADS
from kb.segmentation import narrow

_MARKS = re.compile(r"[\s《》〈〉<>«»“”\"'‘’「」『』·.,，]+")
_DASH = re.compile(r"[-‐‑‒–—―－~～至─﹣]+")
#: The bracket that tells a version: (2019年修正), (2020修订), (2019年4月23日修正).
EDITION = re.compile(
    r"\((?:(\d{4})年?)(?:\d{1,2}月\d{1,2}日)?(?:修正|修订|修改|版|第.次修正)*(?:本|版)?\)$"
)
#: Years of a plan: (2021—2025年), also with its dash left out: (20212025年).
_SPAN = re.compile(r"\((\d{4})年?-?(\d{4})年?\)")


def key(title: str) -> str:
    """What two writings of one title have in common.

    Width, spaces, marks, the country's name, dashes between years and the bracket that tells a
    version make no difference.

    >>> key("《中华人民共和国土地管理法》（2019年修正）")
    '土地管理法'
    >>> key("法治政府建设实施纲要（20212025年）") == key("法治政府建设实施纲要(2021－2025)")
    True
    """
    bare = _DASH.sub("-", _MARKS.sub("", narrow(title))).replace("中华人民共和国", "")
    bare = _SPAN.sub(r"(\1-\2)", bare)
    return EDITION.sub("", bare)


_SPACE = re.compile(r"(?<![0-9A-Za-z])\s+|\s+(?![0-9A-Za-z])")
_DASHLESS = re.compile(r"(?<=[(\uff08])((?:19|20)\d\d)\s*(?=(?:19|20)\d\d年?[)\uff09])")
#: A bracket at the end of a title that was never closed.
_UNCLOSED = re.compile(r"[(\uff08][^()\uff08\uff09]{1,20}$")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,60}>|\*\*")


def cleaned(title: str) -> str:
    """A title as it should be written: in one line, years of a plan with their dash.

    >>> cleaned("法治政府建设\\n  实施纲要(20212025年)")
    '法治政府建设实施纲要(2021—2025年)'
    """
    bare = " ".join(_MARKUP.sub("", title).split())
    if bracket := _UNCLOSED.search(bare.rstrip()):
        bare = bare.rstrip() + (")" if bracket[0][0] == "(" else "\uff09")
    bare = _DASHLESS.sub(r"\1—", bare)
    return _SPACE.sub("", bare).strip("《》〈〉<>≪≫「」『』")


_BODY_ENDS = (
    r"(?:中共中央|中央|国务院|委员会|办公厅|办公室|政府|总局|法院|检察院|党委|[省市县区]委"
    r"|[部局厅署院])"
)
_ISSUERS = re.compile(rf"[一-鿿]{{0,24}}?{_BODY_ENDS}(?:[、和 ][一-鿿]{{0,24}}?{_BODY_ENDS})*$")
_LEAD = re.compile(rf"^.*(?:{LEADS}|关于|[了的由以据照按将把为是在及与对])(?=[一-鿿]{{2}})")
_ISSUES = re.compile(r"^(?P<body>[^《〈关]{2,60}?)(?:印发|批转|转发)?关于")


def issuer_before(text: str, at: int) -> str | None:
    """The bodies named right before ``at`` in ``text`` (folded): 中共中央、国务院《…》."""
    run = re.search(r"[一-鿿、 ]{2,40}$", text[max(0, at - 40) : at])
    if run is None:
        return None
    found = _ISSUERS.search(_LEAD.sub("", run[0].strip()))
    return found[0] if found else None


def issuer_within(title: str) -> str | None:
    """The body at the beginning of a title (folded): 自然资源部关于…的通知."""
    found = _ISSUES.match(title)
    return found["body"] if found and re.search(rf"{_BODY_ENDS}$", found["body"]) else None


_SINGLE = str.maketrans("《》", "〈〉")


def in_marks(title: str) -> str:
    """A title in marks, those inside it made single ones (GB/T 15834-2011, 4.15).

    >>> in_marks("山东省实施《水法》办法")
    '《山东省实施〈水法〉办法》'
    """
    return f"《{title.translate(_SINGLE)}》"
