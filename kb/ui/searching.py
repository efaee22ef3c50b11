"""检索: the box, what narrows it, and the hits with their way to the source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from kb.engine.highlight import excerpt
from kb.hits import Facets, Hit, SearchResult
from kb.library import KnowledgeBase
from kb.search import Via
from kb.ui import controls, welcome
from kb.ui.address import MOST, STEP, State
from kb.ui.facts import badges, byline, origin
from kb.ui.markup import Html, join, link, marked, tag

_VIA = {
    Via.GO_TO: ("直达", "检索词直接指明了这一处"),
    Via.KEYWORD: ("关键词", "因字面相符找到"),
    Via.SEMANTIC: ("语义", "因含义相近找到，未必含有检索词"),
    Via.BOTH: ("关键词+语义", "字面与含义都相符"),
}

#: Values of each facet that are offered.
_FACETS = 6


def show(kb: KnowledgeBase) -> None:
    """Draw the page."""
    state = State.current()
    controls.fill(state)
    controls.box("检索词", "输入问题、关键词，或“土地管理法第四十四条”", "检索")
    controls.filters(kb, state, modes=True)
    if not state.q:
        welcome.show(kb)
        return
    with st.spinner("正在检索…"):
        result = kb.search(state.q, k=state.k + 1, mode=state.mode, filters=state.filters)
    st.html(results_html(result, state))
    if len(result.hits) > state.k and state.k < MOST:
        st.button("更多结果", on_click=replace(state, k=state.k + STEP).go)


def results_html(result: SearchResult, state: State) -> Html:
    """The first ``state.k`` hits, with what there is to say about them before."""
    hint = tag("p", result.hint, class_="hint", role="status") if result.hint else None
    if not result.hits:
        return join([hint, controls.chips(state, "/"), _nothing(state)])
    shown = [_hit_html(hit, state.q, result.marked) for hit in result.hits[: state.k]]
    facets = _facets_html(result.facets, state)
    hits = tag("ol", *shown, class_="hits", aria_label="检索结果")
    return join(
        [tag("h1", "检索结果", class_="unseen"), hint, controls.chips(state, "/"), facets, hits]
    )


def _hit_html(hit: Hit, q: str, words: Collection[str]) -> Html:
    """One hit: what it is, where it stands, its words, how to get to it and to its source."""
    stored, meta = hit.stored, hit.stored.meta
    place = f"{hit.permalink}&q={quote(q, safe='')}"
    name = f"《{meta.title}》{stored.passage.locator}"
    crumbs = [*stored.passage.breadcrumb, tag("b", stored.passage.locator)]
    via, meaning = _VIA[hit.via]
    return tag(
        "li",
        tag("h2", link(place, meta.title), " ", badges(meta)),
        tag("p", byline(meta), class_="byline"),
        tag("p", join(crumbs, " › "), class_="crumbs"),
        tag("p", marked(*excerpt(stored.text, words)), class_="excerpt"),
        tag(
            "p",
            link(place, "查看原位置", aria_label=f"查看原位置：{name}"),
            " · ",
            origin(meta),
            " · ",
            tag("span", via, class_="via", title=meaning),
            class_="ways",
        ),
        class_="hit",
        data_doc=stored.doc_id,
        data_at=stored.passage.locator,
    )


def _facets_html(facets: Facets, state: State) -> Html | None:
    """Links that narrow the search to what many of its hits have in common."""
    now = state.filters
    rows = {
        "类型": [
            (kind, n, state.narrowed(kinds=(kind,)))
            for kind, n in facets.kinds.items()
            if not now.kinds
        ],
        "机关": [
            (org, n, state.narrowed(orgs=(org,))) for org, n in facets.orgs.items() if not now.orgs
        ],
        "年份": [
            (str(year), n, state.narrowed(years=(year, year)))
            for year, n in facets.years.items()
            if now.years == (None, None)
        ],
    }
    lines = [
        tag(
            "p",
            tag("span", name, class_="facet-name"),
            *(
                link(narrower.url(), f"{value} ", tag("small", str(n)), class_="chip")
                for value, n, narrower in offered[:_FACETS]
            ),
        )
        for name, offered in rows.items()
        if len(offered) > 1
    ]
    if not lines:
        return None
    return tag("details", tag("summary", "按类型、机关、年份缩小范围"), *lines, class_="facets")


def _nothing(state: State) -> Html:
    """What to do when nothing was found."""
    advice: list[Html | str] = ["换用更短或更常用的说法；引号、AND、NOT 会把结果限得很窄"]
    if state.filters:
        unfiltered = State(state.q, mode=state.mode)
        advice.insert(0, link(unfiltered.url(), "去掉全部筛选再检索"))
    advice.append(link("/documents", "看看库里有哪些文件"))
    steps = tag("ul", *(tag("li", step) for step in advice))
    return tag("section", tag("p", f"没有找到与“{state.q}”相符的内容。"), steps, class_="nothing")
