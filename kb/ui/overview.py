"""引用: which laws all the reports cite, how often and when, and which of them hold no longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from kb.citator import CitedLaw
from kb.document import Genre
from kb.force import REPEALED
from kb.library import KnowledgeBase
from kb.links import permalink
from kb.store import Filters, Record
from kb.ui import charts, controls
from kb.ui.address import MOST, STEP, State
from kb.ui.facts import force_badge
from kb.ui.markup import Child, Html, join, link, tag
from kb.ui.references import UNKNOWN, Texts, official, titled

PATH = "/cited"
#: Laws in the table for each hit that a search would show.
_EACH = 2


def show(kb: KnowledgeBase) -> None:
    """Draw the page."""
    with st.container(key="overview"):
        _draw(kb)


def _draw(kb: KnowledgeBase) -> None:
    state = State.current()
    # Of the filters, those that say something of a report.
    state = replace(state, q="", filters=replace(state.filters, kinds=(), in_force=False))
    controls.fill(state)
    reports = {r.id: r for r in kb.records(Filters(kinds=(Genre.REPORT.value,)))}
    orgs = Counter(r.meta.org for r in reports.values() if r.meta.org)
    st.html(tag("h1", "报告引用了哪些法规", class_="page-title"))
    controls.report_filters(state, [org for org, _ in orgs.most_common()])
    found = sorted(
        kb.cited_laws(state.filters, genre=Genre.REPORT), key=lambda law: law.times, reverse=True
    )
    st.html(controls.chips(state, PATH) or tag("p", class_="chips"))
    if not found:
        st.html(_nothing(state, bool(reports)))
        return
    view = _View(kb, found, reports)
    st.html(view.totals())
    st.html(tag("h2", "最常引用的法规"))
    if view.known:
        st.altair_chart(charts.most_cited(view.known), theme=None)
        st.html(view.table(state.k * _EACH))
        if len(view.known) > state.k * _EACH and state.k < MOST:
            st.button("更多法规", on_click=replace(state, k=state.k + STEP).go)
    st.html(tag("h2", "各年度报告引用各类法规的次数"))
    st.altair_chart(charts.by_year(found), theme=None)
    st.html(join([view.repealed(), view.without_text(), view.unresolved()]))


class _View:
    """The laws that reports cite, as the parts of the page."""

    def __init__(
        self, kb: KnowledgeBase, laws: Sequence[CitedLaw], reports: Mapping[str, Record]
    ) -> None:
        self._texts, self._all, self._reports = Texts(kb), laws, reports
        self.known = [law for law in laws if law.known]
        self._unknown = [law for law in laws if not law.known]

    def totals(self) -> Html:
        """How much there is, in a sentence."""
        documents = {doc_id for law in self._all for doc_id in law.documents}
        ended = sum(law.status_now == REPEALED for law in self.known)
        said = (
            f"{len(documents)} 份报告引用 {sum(law.times for law in self._all)} 处，"
            f"涉及 {len(self.known)} 部法规"
        )
        said += f"，其中 {ended} 部现已废止" if ended else ""
        said += f"；另有 {len(self._unknown)} 个名称未收录或不能确定" if self._unknown else ""
        return tag("p", f"{said}。", class_="count", role="status")

    def table(self, most: int) -> Html:
        """The laws cited most: kind, how often, by whom, and how they stand."""
        return _table(
            ("法规", "类型", "次数", "报告", "现在"),
            [
                (
                    _name(law),
                    tag("span", law.kind, class_="badge kind"),
                    str(law.times),
                    self._documents(law.documents),
                    force_badge(law.status_now, UNKNOWN),
                )
                for law in self.known[:most]
            ],
            "cited-laws",
        )

    def repealed(self) -> Html:
        """Laws that hold no longer, and which reports cite them in spite of that."""
        rows = [
            (
                _name(law),
                law.repealed or "日期不详",
                titled(self._texts, law.successor) if law.successor else "—",
                self._documents(law.documents),
                self._documents(law.after_repeal) if law.after_repeal else "无",
            )
            for law in self.known
            if law.status_now == REPEALED
        ]
        heads = ("法规", "废止日期", "取代者", "报告", "废止后仍引用")
        none = tag("p", "没有。", class_="note")
        return _part("引用过、现已废止的法规", _table(heads, rows, "ended") if rows else none)

    def without_text(self) -> Html | None:
        """Laws whose text the base lacks."""
        missing = [law for law in self.known if law.doc_id is None]
        how = join(["用 ", tag("code", "kb add"), " 加入正文以后，报告里的引用就能直接打开条文。"])
        return self._folded("库中没有正文的法规", "部", how, missing)

    def unresolved(self) -> Html | None:
        """Names that the catalogue doesn't know, or that may mean several laws."""
        how = "多为本地文件，或写得不完整的名称；它们的时效未知。"
        return self._folded("未收录和不能确定的名称", "个", how, self._unknown)

    def _folded(self, title: str, unit: str, how: Child, laws: Sequence[CitedLaw]) -> Html | None:
        if not laws:
            return None
        items = [
            tag(
                "li",
                tag("span", law.kind, class_="badge kind"),
                join([" ", law.law, " "]),
                _meanings(law),
                tag("span", f"{law.times} 处", class_="note"),
                " ",
                official(law.law),
                self._documents(law.documents),
            )
            for law in laws
        ]
        shown = join([tag("p", how, class_="note"), tag("ul", *items, class_="names")])
        return tag(
            "details",
            tag("summary", tag("b", title), f" {len(laws)} {unit}"),
            shown,
            class_="unfolding",
        )

    def _documents(self, doc_ids: Sequence[str]) -> Html:
        """Reports, folded away behind their number."""
        records = [self._reports[i] for i in doc_ids if i in self._reports]
        records.sort(key=lambda record: -(record.meta.year or 0))
        items = [tag("li", link(permalink(r.id), r.meta.title)) for r in records]
        return tag(
            "details",
            tag("summary", f"{len(records)} 份"),
            tag("ul", *items),
            class_="documents-citing",
        )


def _name(law: CitedLaw) -> Html:
    """Its title, as a link to its text; where there is none, beside it a search for it."""
    if law.doc_id:
        return link(permalink(law.doc_id), law.law)
    return join([law.law, " ", official(law.law)])


def _meanings(law: CitedLaw) -> Html | None:
    if not law.candidates:
        return None
    meant = "、".join(f"《{title}》" for title in law.candidates)
    return tag("span", f"可能指{meant} ", class_="note")


def _part(title: str, content: Html) -> Html:
    return tag("section", tag("h2", title), content)


def _table(heads: Sequence[str], rows: Sequence[Sequence[Child]], name: str) -> Html:
    def cells(row: Sequence[Child]) -> list[Html]:
        return [tag("td", cell, data_label=head) for head, cell in zip(heads, row, strict=True)]

    return tag(
        "table",
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        *(tag("tbody", tag("tr", *cells(row))) for row in rows),
        class_=f"citations {name}",
    )


def _nothing(state: State, any_reports: bool) -> Html:
    """What to do when there is nothing to show."""
    if state.filters:
        said = "符合筛选条件的报告没有引用任何法规。"
        step: Child = link(PATH, "去掉全部筛选")
    elif any_reports:
        said, step = "库里的报告没有引用任何法规。", link("/documents", "看看库里有哪些文件")
    else:
        said = "库里还没有报告，所以没有可统计的引用。"
        step = join(["用 ", tag("code", "kb add 文件或文件夹"), " 添加报告后再来。"])
    return tag("section", tag("p", said), tag("ul", tag("li", step)), class_="nothing")
