"""引用的法规: what one document cites, as a table by law and as a file to take away."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.citations import Cited
from kb.citations.resolve import Circumstances
from kb.document import Document
from kb.export import tables
from kb.export.wording import day
from kb.force import REPEALED
from kb.links import permalink
from kb.ui import references
from kb.ui.body import anchor
from kb.ui.cards import spot
from kb.ui.markup import Child, Html, join, link, tag
from kb.ui.references import Texts


@dataclass(frozen=True, slots=True)
class Numbered:
    """A citation with its number among all of its document's, counted from 0."""

    number: int
    cited: Cited


@dataclass(frozen=True, slots=True)
class Group:
    """All citations of one law, or of one name that isn't known, in the order of the text."""

    name: str
    members: tuple[Numbered, ...]

    @property
    def first(self) -> Cited:
        """The first of them; how the law stands is the same for all."""
        return self.members[0].cited

    @property
    def is_known(self) -> bool:
        """Whether it is certain which law is meant."""
        return bool(self.first.reference and self.first.reference.law)

    @property
    def is_flagged(self) -> bool:
        """Whether something is to be looked into."""
        return any(references.is_flagged(member.cited) for member in self.members)

    @property
    def is_repealed(self) -> bool:
        """Whether the law holds no longer."""
        return bool(self.first.reference and self.first.reference.status_now == REPEALED)

    @property
    def articles(self) -> list[str]:
        """The places cited, each once, in the order of the text."""
        places = (place for member in self.members for place in member.cited.citation.articles)
        return list(dict.fromkeys(places))

    @property
    def problems(self) -> list[str]:
        """What is wrong, each finding once."""
        found = (m.cited.reference.problem for m in self.members if m.cited.reference)
        return list(dict.fromkeys(problem for problem in found if problem))


def groups(cited: Sequence[Cited]) -> list[Group]:
    """The citations of other normative texts, by what they name.

    First what is to be looked into, then what is known, each in falling number of times.
    """
    by_law: dict[tuple[bool, str], list[Numbered]] = {}
    for number, one in enumerate(cited):
        if references.is_legal(one):
            known = bool(one.reference and one.reference.law)
            key = (known, references.name_of(one))
            by_law.setdefault(key, []).append(Numbered(number, one))
    made = [Group(name, tuple(members)) for (_, name), members in by_law.items()]
    return sorted(made, key=lambda g: (not g.is_known, not g.is_flagged, -len(g.members)))


def summary(cited: Sequence[Cited]) -> str:
    """The totals in one line; "" when nothing is cited."""
    found = groups(cited)
    others = sum(not one.citation.normative for one in cited)
    if not found:
        return f"没有；书名号内的其他名称 {others} 处" if others else ""
    known = [group for group in found if group.is_known]
    problems = sum(bool(one.reference and one.reference.problem) for one in cited)
    parts = [f"引用 {sum(len(g.members) for g in found)} 处，{len(known)} 部法规"]
    if len(known) < len(found):
        parts.append(f"{len(found) - len(known)} 个名称未收录")
    if repealed := sum(group.is_repealed for group in known):
        parts.append(f"{repealed} 部现已废止")
    if problems:
        parts.append(f"{problems} 处有问题")
    return "，".join(parts)


def table_html(texts: Texts, document: Document, cited: Sequence[Cited]) -> Html:
    """The table by law, and apart from it what else stands between book-title marks."""
    found = groups(cited)
    places = _Places(document)
    written = references.when_written(document)
    rows: list[Html] = []
    for group in found:
        rows += _rows(texts, group, places, written)
    heads = ("法规", "条款", "次数与位置", written, "现在")
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        *rows,
        class_="citations document-table",
    )
    return join(
        [
            table if found else None,
            _others(places, cited),
            tag("p", _day(document), *_LEGEND, class_="legend") if found else None,
        ]
    )


def _day(document: Document) -> str | None:
    """Which day 成文时 is, where it is known."""
    written = Circumstances.of(document.meta).day
    return f"“{references.when_written(document)}”指{day(written)}。" if written else None


_LEGEND: tuple[Child, ...] = (
    "正文中的标记：",
    tag("span", "下划线", class_="cite known"),
    "点开可看条文，",
    tag("span", "红色点线", class_="cite flagged"),
    "已废止或有问题，",
    tag("span", "灰色虚线", class_="cite unknown"),
    "未收录，",
    tag("span", "灰字", class_="cite other"),
    "不是规范性文件。“未知”是目录中没有记载，不等于有效或无效。",
)


class _Places:
    """Where in a document its citations stand."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ends = [passage.end for passage in document.passages]

    def html(self, members: Iterable[Numbered]) -> Html:
        """Links to the citations ``members``: of those in one passage, the first by its
        locator and the others by what number they are there."""
        seen: Counter[str] = Counter()
        shown = []
        for member in members:
            locator = self._document.locator_at(member.cited.citation.start)
            seen[locator] += 1
            shown.append(self._link(member, locator, seen[locator]))
        return tag("span", join(shown, " "), class_="places")

    def _link(self, member: Numbered, locator: str, time: int) -> Html:
        citation = member.cited.citation
        n = bisect_right(self._ends, citation.start)
        # Between passages there are headings; before the first, a title and a preamble.
        name = locator or ("标题" if n else "文首")
        return link(
            permalink(self._document.id, locator),
            name if time == 1 else f"又{time}",
            title=f"{name}：{citation.text}",
            data_jump=anchor(n) if locator else None,
            data_spot=spot(member.number),
        )


def _rows(texts: Texts, group: Group, places: _Places, written: str) -> list[Html]:
    """A law's row, and one below it for what is to be said of it."""
    reference = group.first.reference
    cells: list[tuple[str, Child]] = [
        ("法规", _law(texts, group)),
        ("条款", _articles(group)),
        ("次数与位置", join([tag("b", f"{len(group.members)} 处 "), places.html(group.members)])),
        (written, references.then(reference)),
        ("现在", references.now(texts, reference)),
    ]
    row = tag("tr", *(tag("td", cell, data_label=head) for head, cell in cells))
    said = [references.flag(problem) for problem in group.problems]
    below = tag("tr", tag("td", *said, colspan=len(cells))) if said else None
    return [tag("tbody", row, below, class_="flagged" if group.is_flagged else None)]


def _law(texts: Texts, group: Group) -> Html:
    """Title, kind, version, and where the official text is."""
    citation, reference = group.first.citation, group.first.reference
    name: Child = group.name
    if reference and reference.doc_id:
        name = link(permalink(reference.doc_id), group.name)
    number = next((m.cited.citation.number for m in group.members if m.cited.citation.number), None)
    dated = references.edition(reference) if reference and group.is_known else None
    unclear = None
    if reference and reference.candidates:
        unclear = tag("span", references.candidates(texts, reference), class_="note")
    elif not group.is_known:
        unclear = tag("span", "未收录", class_="badge grey", title="法规目录中没有查到这个名称")
    held = reference and reference.doc_id
    ways = [
        tag("span", citation.kind, class_="badge kind"),
        unclear,
        number if number and number != group.name else None,
        None if held or not group.is_known else tag("span", "库中没有正文", class_="note"),
        references.source(group.first),
    ]
    return join(
        [
            tag("b", name),
            tag("span", dated, class_="line") if dated else None,
            tag("span", join([way for way in ways if way], " "), class_="line"),
        ]
    )


def _articles(group: Group) -> Html:
    """The places cited, each a link to its text where that is at hand."""
    reference = group.first.reference
    shown: list[Child] = []
    for place in group.articles:
        at = place.partition("至")[0]
        held = reference and reference.doc_id
        shown.append(link(permalink(held, at), place) if held else place)
    return join(shown, " · ") if shown else tag("span", "—", class_="note none")


def _others(places: _Places, cited: Sequence[Cited]) -> Html | None:
    """What is cited and is no normative text, folded away; None when there is nothing."""
    by_name: dict[tuple[str, str], list[Numbered]] = {}
    for number, one in enumerate(cited):
        if not one.citation.normative:
            key = (one.citation.kind, references.name_of(one))
            by_name.setdefault(key, []).append(Numbered(number, one))
    if not by_name:
        return None
    kinds = Counter(kind for kind, _ in by_name)
    counted = "、".join(f"{kind} {n}" for kind, n in kinds.most_common())
    items = [
        tag(
            "li",
            tag("span", kind, class_="badge kind", title=members[0].cited.citation.reason),
            " ",
            name,
            " ",
            places.html(members),
        )
        for (kind, name), members in sorted(by_name.items(), key=lambda item: -kinds[item[0][0]])
    ]
    label = f"不是规范性文件的 {len(by_name)} 项：{counted}"
    return tag("details", tag("summary", label), tag("ul", *items), class_="others")


_COLUMNS = (
    "序号", "位置", "原文", "形式", "名称", "文号", "条款", "类型", "规范性文件", "判断依据",
    "制定机关", "写明的版本", "指本文件", "法规", "可能指", "公布日期", "施行日期", "更新的版本",
    "库中文件", "库中文本的版本", "成文时", "现在", "废止日期", "取代者", "时效依据", "时效来源",
    "官方网址", "问题", "起", "止",
)  # fmt: skip


def csv_bytes(document: Document, cited: Sequence[Cited]) -> bytes:
    """Every citation as a row with all that is known of it, as spreadsheets open it."""
    return tables.csv_bytes(_COLUMNS, (_cells(document, *one) for one in enumerate(cited, 1)))


def _cells(document: Document, number: int, cited: Cited) -> list[object]:
    """All that is known of one citation, as `_COLUMNS` has it."""
    c, r = cited.citation, cited.reference
    row: list[object] = [
        number, document.locator_at(c.start), c.text, c.form.value, c.name, c.number,
        "；".join(c.articles), c.kind, c.normative, c.reason, c.issuer, c.edition, c.itself,
    ]  # fmt: skip
    if r is not None:
        row += [
            r.law, "；".join(r.candidates), r.published, r.effective, r.newer, r.doc_id,
            r.other_text, r.status_then or references.UNKNOWN,
            r.status_now or references.UNKNOWN, r.repealed, r.successor, r.basis,
            r.source, r.url, r.problem,
        ]  # fmt: skip
    else:
        row += [None] * 15
    return [*row, c.start, c.end]
