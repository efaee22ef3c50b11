"""检索: the box, what narrows it, and the hits with their way to the source."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from urllib.parse import quote

import streamlit as st

from kb.engine.highlight import excerpt
from kb.export.wording import day
from kb.hits import Facets, Group, Hit, SearchResult, groups_of
from kb.library import KnowledgeBase
from kb.relating import Related
from kb.search import Via
from kb.ui import completing, controls, welcome
from kb.ui.address import MOST, STEP, State
from kb.ui.facts import UNCHECKED, badges, byline, force_badge, origin
from kb.ui.inline import Inline, Wrap
from kb.ui.markup import Html, join, link, marked, tag
from kb.ui.related import line_html

#: What it means that a hit was found so.
_VIA = {
    Via.GO_TO: "检索词直接指明了这一处",
    Via.KEYWORD: "因字面相符找到",
    Via.SEMANTIC: "因含义相近找到，未必含有检索词",
    Via.BOTH: "字面与含义都相符",
}

#: Characters of a passage in the one line it has under a better one of the same document.
_LINE = 60

#: Of each kind of passages related to the first hit.
_RELATED = 2

#: Values of each facet that are offered.
_FACETS = 6


def show(kb: KnowledgeBase) -> None:
    """Draw the page."""
    state = State.current()
    controls.fill(state)
    controls.box("检索词", "输入问题、关键词，或“土地管理法第四十四条”", "检索")
    controls.filters(kb, state, modes=True)
    completing.offer(kb)
    if not state.q:
        welcome.show(kb)
        return
    with st.spinner("正在检索…"):
        result = kb.search(
            state.q,
            k=state.k + 1,
            mode=state.mode,
            filters=state.filters,
            literal=state.literal,
        )
    place = st.empty()
    place.html(results_html(result, state, None))
    if result.hits:
        # Not waited for: what to read beside the first hit is of use only after it.
        first = groups_of(result.hits[: state.k])[0].first.stored
        related = kb.related(first.doc_id, first.passage.locator, _RELATED)
        place.html(results_html(result, state, related))
    if len(result.hits) > state.k and state.k < MOST:
        st.button("更多结果", on_click=replace(state, k=state.k + STEP).go)


def results_html(
    result: SearchResult, state: State, related: Sequence[Related] | None = ()
) -> Html:
    """The first ``state.k`` hits, those of one document together, with what there is to say
    about them before.

    related: what to read beside the first one; None while it is not known yet.
    """
    hint = tag("p", result.hint, class_="hint", role="status") if result.hint else None

    def address(q: str, literal: bool) -> str:
        return replace(state, q=q, k=STEP, literal=literal).url()

    meant = controls.meant_html(state.q, result.suggestion, result.corrected, address, "检索")
    if not result.hits:
        return join([hint, meant, controls.chips(state, "/"), _nothing(state)])
    asked = result.suggestion if result.suggestion and result.corrected else state.q
    page = _Hits(asked, result.marked)
    first, *rest = groups_of(result.hits[: state.k])
    beside = line_html(related, first.first.stored.doc_id, asked)
    shown = [page.group(first, beside), *map(page.group, rest)]
    facets = _facets_html(result.facets, state)
    also = _also_html(result)
    hits = tag("ol", *shown, class_="hits", aria_label="检索结果")
    title = tag("h1", "检索结果", class_="unseen")
    return join([title, hint, meant, also, controls.chips(state, "/"), facets, hits])


def _also_html(result: SearchResult) -> Html | None:
    """The statutes' words that were asked for beside those typed."""
    if not result.expanded:
        return None
    words = "；".join(f"{typed} → {'、'.join(targets)}" for typed, targets in result.expanded)
    return tag("p", f"同时检索：{words}", class_="asked-too")


class _Hits:
    """Hits of the question ``q``, in which ``words`` are marked."""

    def __init__(self, q: str, words: Collection[str]) -> None:
        self._q, self._words = q, words

    def group(self, group: Group, beside: Html | None = None) -> Html:
        """The best hit whole, and below it in a line each what else there is in its text.

        beside: what to read beside the hit.
        """
        hit, stored, meta = group.first, group.first.stored, group.first.stored.meta
        name = f"《{meta.title}》{stored.passage.locator}"
        crumbs = [*stored.passage.breadcrumb, tag("b", stored.passage.locator)]
        way = link(self._place(hit), "查看原位置", aria_label=f"查看原位置：{name}")
        why = tag("span", "、".join(hit.reasons), class_="via", title=_VIA[hit.via])
        return tag(
            "li",
            tag("h2", link(self._place(hit), meta.title), " ", badges(meta)),
            tag("p", byline(meta), class_="byline"),
            tag("p", join(crumbs, " › "), class_="crumbs"),
            tag("p", self._excerpt(hit), class_="excerpt"),
            tag("p", join([way, origin(meta), why], " · "), class_="ways"),
            beside,
            _folded("本文件另有", [self._line(other) for other in group.others]),
            _folded("其他版本", [self._line(v, _version(v)) for v in group.versions]),
            class_="hit",
            data_doc=stored.doc_id,
            data_at=stored.passage.locator,
        )

    def _line(self, hit: Hit, version: Html | None = None) -> Html:
        """A hit in one line: where it stands, its heading, its answer or where its words are."""
        passage, text = hit.stored.passage, hit.stored.text
        heading = passage.heading or next(reversed(passage.breadcrumb), None)
        said = text[slice(*hit.answer)] if hit.answer else text
        shown = excerpt(said.removeprefix(passage.locator).strip(), self._words, _LINE)
        return tag(
            "li",
            join([version, " "]) if version else None,
            link(self._place(hit), passage.locator),
            tag("span", f" {heading}", class_="note") if heading else None,
            tag("span", marked(shown.text, shown.marks), class_="line"),
            data_doc=hit.stored.doc_id,
            data_at=passage.locator,
        )

    def _place(self, hit: Hit) -> str:
        return f"{hit.permalink}&q={quote(self._q, safe='')}"

    def _excerpt(self, hit: Hit) -> Html:
        """What of a hit is shown: around the sentence that answers, words and sentence marked."""
        shown = excerpt(hit.stored.text, self._words, around=hit.answer)
        wraps = [Wrap(*shown.answer, _answer)] if shown.answer else []
        return Inline(shown.text, wraps).html(0, len(shown.text), shown.marks)


def _answer(part: Html, first: bool) -> Html:
    return tag("span", part, class_="answer", title="最切合所问的一句")


def _version(hit: Hit) -> Html:
    """What tells a version of a law from the others."""
    meta = hit.stored.meta
    dated = f"{day(meta.published)}公布" if meta.published else None
    return join([part for part in (dated, force_badge(meta.status, UNCHECKED)) if part], " ")


def _folded(name: str, lines: Sequence[Html]) -> Html | None:
    """Lines under a hit: one as it is, more folded away; None without any."""
    if not lines:
        return None
    said = f"{name} {len(lines)} 处"
    listed = tag("ul", *lines, aria_label=said)
    if len(lines) == 1:
        return tag("div", tag("span", said, class_="note"), listed, class_="also")
    return tag("details", tag("summary", said), listed, class_="also")


def _facets_html(facets: Facets, state: State) -> Html | None:
    """Links that narrow the search to what many of its hits have in common."""
    now = state.filters
    rows = {
        "类型": [
            (kind, n, state.narrowed(kinds=(kind,)).url())
            for kind, n in facets.kinds.items()
            if not now.kinds
        ],
        "机关": [
            (org, n, state.narrowed(orgs=(org,)).url())
            for org, n in facets.orgs.items()
            if not now.orgs
        ],
        "年份": [
            (str(year), n, state.narrowed(years=(year, year)).url())
            for year, n in facets.years.items()
            if now.years == (None, None)
        ],
    }
    lines = controls.offers_html(rows, _FACETS)
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
