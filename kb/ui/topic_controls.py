"""The controls that narrow past measures, kept in step with the address."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

import streamlit as st

from kb.measures import Stage
from kb.measures.themes import themes
from kb.measures.topic import MeasureFacets, MeasureFilters
from kb.ui import controls
from kb.ui.home import plain
from kb.ui.markup import Html, tag
from kb.ui.topic_address import TopicState, View

VIEWS = {
    View.TABLE: "对照表",
    View.TIMELINE: "时间线",
    View.CHART: "图表",
    View.CHANGES: "变化",
}

#: Values of each facet that are offered beside a topic.
_OFFERED = 8


def fill(state: TopicState) -> None:
    """Bring the controls in line with ``state``, before they are drawn."""
    controls.agree(
        {
            "q": state.q,
            "orgs": list(state.filters.orgs),
            "places": list(state.filters.places),
            "first": state.filters.years[0],
            "last": state.filters.years[1],
            "themes": list(state.filters.themes),
            "stages": list(state.filters.stages),
            "view": state.view,
        }
    )


def take() -> None:
    """Make what the controls say the page's state; the callback of most of them."""
    said = st.session_state
    filters = MeasureFilters(
        orgs=tuple(said["orgs"]),
        places=tuple(said["places"]),
        years=(said["first"], said["last"]),
        themes=tuple(said["themes"]),
        stages=tuple(said["stages"]),
    )
    TopicState(said["q"].strip(), filters, TopicState.current().view).go()


def box() -> None:
    """The box for a topic."""
    controls.box("事项", "输入事项，如 带押过户、行政复议、首违不罚", "查找", take)


def filters(state: TopicState, orgs: Iterable[str], facets: MeasureFacets) -> None:
    """Bodies, places, years, themes and stages, folded away. orgs: the bodies offered; of places
    those of ``facets`` are."""
    chosen = state.filters
    with st.expander("筛选"):
        controls.orgs(orgs, chosen.orgs, take)
        controls.names(
            "地区（可选择，也可输入名称的一部分）", "places", facets.places, chosen.places, take
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            controls.years(take)
            st.pills(
                "成效、不足或计划",
                list(Stage),
                key="stages",
                selection_mode="multi",
                format_func=lambda stage: stage.value,
                on_change=take,
            )
        st.pills(
            "主题",
            controls.with_asked(themes(), chosen.themes),
            key="themes",
            selection_mode="multi",
            format_func=plain,
            on_change=take,
        )


def views() -> None:
    """The choice between the views."""
    st.segmented_control(
        "看法",
        list(View),
        key="view",
        format_func=VIEWS.__getitem__,
        label_visibility="collapsed",
        on_change=_look,
    )


def metrics(labels: Iterable[str], chosen: str) -> None:
    """The choice between the metrics ``labels``, of which ``chosen`` is drawn."""
    controls.agree({"metric": chosen})
    st.selectbox("指标", list(labels), key="metric", on_change=_measure)


def _look() -> None:
    # Nothing is chosen after a second click on what was chosen.
    state = TopicState.current()
    replace(state, view=st.session_state["view"] or state.view).go()


def _measure() -> None:
    replace(TopicState.current(), metric=st.session_state["metric"]).go()


def chips(state: TopicState) -> Html | None:
    """What narrows the page, each as a link that takes it away; None if nothing does."""
    now = state.filters

    def without(name: str, values: tuple[str, ...]) -> list[tuple[str, TopicState]]:
        return [(v, state.narrowed(**{name: tuple(x for x in values if x != v)})) for v in values]

    less = [*without("orgs", now.orgs), *without("places", now.places)]
    if now.years != (None, None):
        less.append((controls.span_name(now.years), state.narrowed(years=(None, None))))
    less += without("themes", now.themes)
    for stage in now.stages:
        others = tuple(other for other in now.stages if other is not stage)
        less.append((stage.value, state.narrowed(stages=others)))
    return controls.chips_html([(what, one.url()) for what, one in less])


def narrower_html(facets: MeasureFacets, state: TopicState) -> Html | None:
    """Links, folded away, that narrow a topic to what many of its measures have in common."""
    lines = offers(facets, state, _OFFERED)
    if not lines:
        return None
    return tag(
        "details", tag("summary", "按机关、地区、年份、主题缩小范围"), *lines, class_="facets"
    )


def offers(
    facets: MeasureFacets, state: TopicState, most: int, kinds: Collection[str] | None = None
) -> list[Html]:
    """The lines of links that narrow the page by what it is not narrowed by yet; ``most`` a
    line. kinds: which of the lines; all by default."""
    now = state.filters
    offered = {
        "阶段": [
            (stage.value, n, state.narrowed(stages=(stage,)).url())
            for stage, n in facets.stages.items()
            if not now.stages
        ],
        "主题": [
            (theme, n, state.narrowed(themes=(theme,)).url())
            for theme, n in facets.themes.items()
            if not now.themes
        ],
        "年份": [
            (str(year), n, state.narrowed(years=(year, year)).url())
            for year, n in facets.years.items()
            if now.years == (None, None)
        ],
        "机关": [
            (org, n, state.narrowed(orgs=(org,)).url())
            for org, n in facets.orgs.items()
            if not now.orgs
        ],
        "地区": [
            (place, n, state.narrowed(places=(place,)).url())
            for place, n in facets.places.items()
            if not now.places
        ],
    }
    if kinds is not None:
        offered = {name: values for name, values in offered.items() if name in kinds}
    return controls.offers_html(offered, most)
