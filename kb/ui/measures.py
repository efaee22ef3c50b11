"""举措: what reports said was done, is lacking and is planned on a topic, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from kb.document import Genre
from kb.export.tables import measures_csv
from kb.export.word import measures_docx
from kb.library import KnowledgeBase
from kb.measures.compare import Comparison, Metric
from kb.measures.topic import FoundMeasure, TopicResult
from kb.store import Filters
from kb.ui import comparing, controls, topic_controls
from kb.ui.address import MOST, STEP, State
from kb.ui.comparing import Comparing
from kb.ui.markup import Child, Html, join, link, tag
from kb.ui.measure_charts import colours, metric_chart
from kb.ui.topic_address import TopicState, View

#: Rows of the table, or changes, for each that the address asks for.
_EACH = 2
#: Measures that are shown without a topic; more would be a wall of words.
_WITHOUT_TOPIC = 60
#: Bodies in the table of what there is, and values in a line of what it is of.
_BODIES, _OFFERED = 25, 20

#: What can be asked, for those who don't know yet.
_EXAMPLES = ("带押过户", "首违不罚", "行政复议", "普法", "行政执法案卷评查", "双随机")

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show(kb: KnowledgeBase) -> None:
    """Draw the page."""
    with st.container(key="measures"):
        _draw(kb)


def _draw(kb: KnowledgeBase) -> None:
    state = TopicState.current()
    topic_controls.fill(state)
    topic_controls.box()
    with st.spinner("正在查找…"):
        result = kb.measures(state.q, filters=state.filters, literal=state.literal)
    reports = kb.records(Filters(kinds=(Genre.REPORT.value,)))
    orgs = Counter(record.meta.org for record in reports if record.meta.org)
    topic_controls.filters(state, [org for org, _ in orgs.most_common()], result.facets)
    st.html(head_html(result, state))
    if not result.found:
        st.html(nothing_html(result, state, bool(reports)))
    elif not state.q and _is_too_much(result.found, state):
        st.html(overview_html(result, state))
    else:
        _measures(kb, result, state)


def _is_too_much(found: Sequence[FoundMeasure], state: TopicState) -> bool:
    """Whether what was found without a topic is to be counted instead of shown."""
    reports = {(one.org, one.meta.year) for one in found}
    return not state.filters or (len(found) > _WITHOUT_TOPIC and len(reports) > 1)


def _measures(kb: KnowledgeBase, result: TopicResult, state: TopicState) -> None:
    """What was found, laid side by side as the address says, and as files to take away."""
    comparison = kb.compare(result.found)
    asked = result.suggestion if result.suggestion and result.corrected else state.q
    with st.container(horizontal=True, horizontal_alignment="distribute", key="measure-views"):
        topic_controls.views()
        _downloads(result, comparison, asked)
    page = Comparing(asked, result.marked)
    most = state.k * _EACH
    there = len(comparison.rows)
    if state.view is View.TABLE:
        st.html(page.table(comparison.rows[:most]))
    elif state.view is View.TIMELINE:
        st.html(page.timeline(comparison.rows))
    elif state.view is View.CHART:
        _chart(page, comparison.metrics, state)
    else:
        there = len(comparison.changes)
        st.html(_changes_html(page, comparison, most))
    if state.view in (View.TABLE, View.CHANGES) and there > most and state.k < MOST:
        st.button("更多", on_click=replace(state, k=state.k + STEP).go)


def _downloads(result: TopicResult, comparison: Comparison, topic: str) -> None:
    """What was found as files, made when they are asked for."""
    name = f"举措-{topic or '筛选'}"
    with st.container(horizontal=True, width="content"):
        st.download_button(
            "下载表格（CSV）",
            partial(measures_csv, result.found),
            f"{name}.csv",
            "text/csv",
            on_click="ignore",
        )
        st.download_button(
            "下载文稿（Word）",
            partial(measures_docx, result, comparison),
            f"{name}.docx",
            _DOCX,
            on_click="ignore",
        )


def _chart(page: Comparing, metrics: Sequence[Metric], state: TopicState) -> None:
    """One of the metrics, as a chart and as a table of the same values."""
    labelled = labels(metrics)
    if not labelled:
        said = "没有可以画成图表的数字：同一件事至少要有两个年度或两个机关的数字，才能比较。"
        st.html(tag("p", said, class_="hint", role="status"))
        return
    chosen = state.metric if state.metric in labelled else next(iter(labelled))
    topic_controls.metrics(labelled, chosen)
    metric = labelled[chosen]
    st.altair_chart(metric_chart(metric), theme=None)
    st.html(page.values(metric, colours(metric)))


def labels(metrics: Sequence[Metric]) -> dict[str, Metric]:
    """The metrics by what they are called in the address and on the page, each differently."""
    labelled: dict[str, Metric] = {}
    for metric in metrics:
        name = metric.label
        same = sum(label == name or label.startswith(f"{name} ") for label in labelled)
        labelled[f"{name} {same + 1}" if same else name] = metric
    return labelled


def _changes_html(page: Comparing, comparison: Comparison, most: int) -> Html:
    if not comparison.changes:
        said = "没有可以比较的年度：要有同一机关两个年度的报告都提到它，才看得出变化。"
        return tag("p", said, class_="hint", role="status")
    return join([comparing.meanings_html(), page.changes(comparison.changes[:most])])


def head_html(result: TopicResult, state: TopicState) -> Html:
    """How the topic was understood, what narrows the page and may narrow it further, and how
    much was found."""
    hint = tag("p", result.hint, class_="hint", role="status") if result.hint else None
    narrower = topic_controls.narrower_html(result.facets, state) if state.q else None

    def address(q: str, literal: bool) -> str:
        return replace(state, q=q, k=STEP, literal=literal).url()

    meant = controls.meant_html(state.q, result.suggestion, result.corrected, address, "查找")
    parts = [hint, meant, topic_controls.chips(state), narrower]
    return join([tag("h1", "以往举措", class_="unseen"), *parts, _totals(result.found)])


def _totals(found: Sequence[FoundMeasure]) -> Html:
    """How much was found, in a sentence; empty where nothing was."""
    orgs = {one.org for one in found}
    years = {one.meta.year for one in found if one.meta.year}
    numbers = sum(len(one.figures) for one in found)
    said = (
        f"{len(orgs)} 个机关、{len(years)} 个年度、{len(found)} 条举措、{numbers} 个数字。"
        if found
        else ""
    )
    return tag("p", said, class_="count", role="status")


def nothing_html(result: TopicResult, state: TopicState, any_reports: bool) -> Html:
    """What to do where no report says anything, and apart from that what comes nearest."""
    advice: list[Child] = []
    if state.filters:
        advice.append(link(TopicState(state.q).url(), "去掉全部筛选再找"))
    if not any_reports:
        said = "库里还没有报告。"
        advice = [join(["用 ", tag("code", "kb add 文件或文件夹"), " 添加报告后再来"])]
    elif state.q:
        who = "符合筛选条件的报告没有" if state.filters else "没有报告"
        said = f"{who}提到“{state.q}”。"
        advice += [
            "换一个更短或更常用的说法",
            link(State(state.q).url(), "到检索页查找，法规和报告都在内"),
            link(TopicState().url(), "看看报告里都有哪些举措"),
        ]
    else:
        said = "没有符合筛选条件的举措。"
    parts: list[Child] = [tag("p", said), tag("ul", *(tag("li", step) for step in advice))]
    nothing = tag("section", *parts, class_="nothing")
    if not result.nearest:
        return nothing
    page = Comparing(state.q, result.marked)
    nearest = [tag("li", page.measure(found, source=True)) for found in result.nearest]
    title = tag("h2", "含义最接近的举措，未必相关")
    return join([nothing, tag("section", title, tag("ol", *nearest), class_="nearest")])


def overview_html(result: TopicResult, state: TopicState) -> Html:
    """What there is to find: topics to try, and how much there is of each theme, body, year."""
    examples = [link(TopicState(q).url(), q, class_="chip") for q in _EXAMPLES]
    said = "输入事项，看各机关历年怎么说；或从下面的主题、机关和年度进入。"
    if state.filters:
        said = f"共 {len(result.found)} 条。输入事项，或再缩小范围，就列出原话。"
    parts = [
        tag("p", said, class_="note"),
        None if state.filters else tag("p", tag("span", "试试", class_="facet-name"), *examples),
        *topic_controls.offers(result.facets, state, _OFFERED, ("主题", "阶段", "地区")),
        _bodies(result.found, state),
    ]
    return tag("section", *parts, class_="everything")


def _bodies(found: Sequence[FoundMeasure], state: TopicState) -> Html | None:
    """How many measures there are of each body and year, each number a link to them."""
    counts: defaultdict[str, Counter[int | None]] = defaultdict(Counter)
    for one in found:
        if one.meta.org:
            counts[one.meta.org][one.meta.year] += 1
    years = sorted({y for of in counts.values() for y in of if y}, reverse=True)
    if not years:
        return None
    orgs = sorted(counts, key=lambda org: (-counts[org].total(), org))[:_BODIES]

    def cell(org: str, year: int) -> Html:
        n = counts[org][year]
        narrowed = state.narrowed(orgs=(org,), years=(year, year))
        label = f"{org} {year} 年 {n} 条"
        return tag("td", link(narrowed.url(), str(n), aria_label=label) if n else None)

    rows = [
        tag(
            "tr",
            tag("th", link(state.narrowed(orgs=(org,)).url(), org), scope="row"),
            *(cell(org, year) for year in years),
        )
        for org in orgs
    ]
    heads: list[Child] = ["机关"]
    heads += [link(state.narrowed(years=(year, year)).url(), str(year)) for year in years]
    head = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in heads)))
    title = tag("h2", "各机关各年度的举措数")
    table = tag("div", tag("table", head, tag("tbody", *rows)), class_="values wide")
    more = len(counts) - len(orgs)
    said = tag("p", f"另有 {more} 个机关，可在“筛选”里选。", class_="note") if more else None
    return join([title, table, said])
