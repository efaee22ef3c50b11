"""Which laws have ended: what closing articles say, told of the laws they name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from merging import Merged

from kb.citations.facts import Repeal, Version
from kb.citations.laws import identity
from kb.citations.names import cleaned

#: Bodies before 关于 that one writes and another leaves out.
_BODY = re.compile(r"^[^《〈关]{2,60}?(?=关于)")
#: What rules of the State Council and of departments are called
#: (行政法规制定程序条例 art. 5, 规章制定程序条例 art. 7), in older times too.
_RULE = re.compile(r"(?:条例|规定|办法|细则|规则|章程|通则)(?:\([^()]*\))?$")
_PLACE = re.compile(r"^[一-鿿]{2,12}?(?:省|市|自治[区州县]|特区|新区|县)")
_INNER = str.maketrans("〈〉<>", "《》《》")


def set_repeals(laws: dict[str, Merged], repeals: Iterable[Repeal]) -> None:
    """Put into ``laws`` which of them have ended, and those known only from having ended.

    laws: by `identity`; laws are added to it. A law of which a later version is known has not
    ended: the repeal was of an earlier law of that name.
    """
    without_body = defaultdict(list)
    for name in laws:
        without_body[_BODY.sub("", name)].append(name)
    same: dict[str, list[Repeal]] = defaultdict(list)
    for repeal in repeals:
        name = identity(repeal.title)
        if name not in laws:
            alike = without_body.get(_BODY.sub("", name), [])
            name = alike[0] if len(alike) == 1 else name
        same[name].append(repeal)
    for name, told in sorted(same.items()):
        _set(laws, name, told)


def _set(laws: dict[str, Merged], name: str, told: list[Repeal]) -> None:
    last = _last(told, laws)
    by = laws[identity(last.by)]
    first = next((v for v in by.versions if (v.day or "") > (last.published or "")), None)
    day = last.day or (first.effective if first else None)
    law = laws.get(name)
    if law is None:
        law = laws[name] = _known_by_its_end(last, by)
    elif law is by or (day and law.newest >= day):
        return
    law.repealed, law.basis = day, last.basis
    # A decision to repeal takes nothing's place.
    law.successor = None if "废止" in by.title else by.title


def _last(told: list[Repeal], laws: dict[str, Merged]) -> Repeal:
    """The repeal that ended it for good: of a name used twice, the later law's end.

    Of several texts of the repealing law the earliest day counts, for a law that is in force
    「自公布之日起」 is amended later.
    """
    days: dict[str, str] = {}
    for repeal in told:
        by = identity(repeal.by)
        if repeal.day:
            days[by] = min(repeal.day, days.get(by, repeal.day))
    return max(
        (r for r in told if r.day == days.get(identity(r.by))),
        key=lambda r: (r.day or "", bool(r.number), r.published or "", r.by),
    )


def _known_by_its_end(repeal: Repeal, by: Merged) -> Merged:
    title = cleaned(repeal.title.translate(_INNER))
    return Merged(
        title=title,
        kind=kind_of(title, repeal.org or "", repeal.number or "", by.kind),
        org=repeal.org,
        versions=[Version(published=repeal.published, number=repeal.number)],
        source=by.source,
    )


def kind_of(title: str, org: str, number: str, ended_by: str) -> str:
    """The rank of a law of which only the title, the makers and the number are known.

    ended_by: the rank of the law that ended it. 其他 where these don't tell.
    """
    rule = _RULE.search(title)
    if "最高人民" in org + title or number.startswith(("法释", "高检发释")):
        return "司法解释" if ended_by == "司法解释" and "通知" not in title else "规范性文件"
    if org.startswith("全国人民代表大会") or re.search(
        "^中华人民共和国.*(?:[^办]法|民法通则|民法总则)(?:\\(试行\\))?$", title
    ):
        return "法律"
    if re.search("人民代表大会|人大", org):
        return "地方性法规"
    if re.search("国务院|政务院|中央人民政府", org + title[:8]):
        return "行政法规" if rule else "规范性文件"
    if org.endswith("人民政府"):
        return "地方政府规章" if rule else "规范性文件"
    if re.search("[部局署委行]$", org) and not _PLACE.match(org) and (rule or "令" in number):
        return "部门规章"
    if re.search("(?:部|局|署|委员会)令", number):
        return "部门规章"
    if re.search("条例(?:\\([^()]*\\))?$", title):
        if _PLACE.match(title):
            return "地方性法规"
        return "行政法规" if ended_by in ("法律", "行政法规") else "其他"
    return "规范性文件" if re.search("(?:通知|意见|方案|决定|布告|批复)$", title) else "其他"
