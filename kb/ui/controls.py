"""The controls that narrow a search or a list, kept in step with the address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from kb.document import Genre
from kb.library import KnowledgeBase
from kb.search import Mode
from kb.store import Filters
from kb.ui.address import EARLIEST, LATEST, State
from kb.ui.facts import GENRES
from kb.ui.home import plain
from kb.ui.markup import Html, join, link, tag

MODES = {Mode.HYBRID: "混合", Mode.KEYWORD: "关键词", Mode.SEMANTIC: "语义"}
_MODE_HELP = "混合：字面与含义一起算；关键词：只看字面；语义：只看含义"


def fill(state: State) -> None:
    """Bring the controls in line with ``state``, before they are drawn.

    A control that agrees is left alone, so that nobody's typing is overwritten.
    """
    wanted = {
        "q": state.q,
        "kinds": list(state.filters.kinds),
        "orgs": list(state.filters.orgs),
        "first": state.filters.years[0],
        "last": state.filters.years[1],
        "in_force": state.filters.in_force,
        "mode": state.mode,
    }
    for key, value in wanted.items():
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value


def take() -> None:
    """Make what the controls say the page's state; the callback of all of them."""
    said = st.session_state
    filters = Filters(
        kinds=tuple(said["kinds"]),
        orgs=tuple(said["orgs"]),
        years=(said["first"], said["last"]),
        in_force=said["in_force"],
    )
    State(said["q"].strip(), filters, said["mode"]).go()


def box(label: str, placeholder: str, button: str) -> None:
    """The box for words and its button."""
    with st.form("ask", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key="q", placeholder=placeholder, label_visibility="collapsed")
        st.form_submit_button(button, type="primary", on_click=take)


def filters(kb: KnowledgeBase, state: State, *, modes: bool) -> None:
    """Kinds, issuing bodies, years and force, folded away; ways of searching if ``modes``."""
    chosen = state.filters
    with st.expander("筛选"):
        st.pills(
            "类型",
            _with([Genre.LAW.value, *kb.kinds()], chosen.kinds),
            key="kinds",
            selection_mode="multi",
            format_func=_kind_name,
            on_change=take,
        )
        _orgs(state, kb.orgs())
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _years()
            st.checkbox("只看现行有效", key="in_force", on_change=take)
        if modes:
            st.radio(
                "检索方式",
                list(MODES),
                key="mode",
                format_func=MODES.__getitem__,
                horizontal=True,
                help=_MODE_HELP,
                on_change=take,
            )


def report_filters(state: State, orgs: Sequence[str]) -> None:
    """Issuing bodies and years of reports, folded away. orgs: the bodies offered."""
    with st.expander("筛选"):
        _orgs(state, orgs)
        with st.container(horizontal=True):
            _years()


def _orgs(state: State, known: Sequence[str]) -> None:
    st.multiselect(
        "机关（可选择，也可输入名称的一部分）",
        _with(known, state.filters.orgs),
        key="orgs",
        placeholder="不限",
        accept_new_options=True,
        on_change=take,
    )


def _years() -> None:
    for key, label in (("first", "年份，从"), ("last", "到")):
        st.number_input(
            label, EARLIEST, LATEST, key=key, placeholder="不限", on_change=take, width=140
        )


def chips(state: State, path: str) -> Html | None:
    """What narrows the page, each as a link that takes it away; None if nothing does."""
    now = state.filters
    first, last = now.years
    without: list[tuple[str, State]] = [
        (GENRES.get(kind, kind), state.narrowed(kinds=tuple(k for k in now.kinds if k != kind)))
        for kind in now.kinds
    ]
    without += [
        (org, state.narrowed(orgs=tuple(o for o in now.orgs if o != org))) for org in now.orgs
    ]
    if now.years != (None, None):
        without.append((_span(first, last), state.narrowed(years=(None, None))))
    if now.in_force:
        without.append(("只看现行有效", state.narrowed(in_force=False)))
    if not without:
        return None
    links = [
        link(less.url(path), f"{what} ✕", class_="chip", aria_label=f"取消筛选：{what}")
        for what, less in without
    ]
    return tag("p", "已筛选：", join(links, " "), class_="chips")


def _span(first: int | None, last: int | None) -> str:
    """Years in words; at least one is given.

    >>> _span(2021, 2023), _span(2022, 2022), _span(2021, None), _span(None, 2023)
    ('2021—2023 年', '2022 年', '2021 年起', '至 2023 年')
    """
    if first == last:
        return f"{first} 年"
    if first is None or last is None:
        return f"至 {last} 年" if first is None else f"{first} 年起"
    return f"{first}—{last} 年"


def _kind_name(kind: str) -> str:
    return plain(GENRES.get(kind, kind))


def _with(known: Iterable[str], asked: Iterable[str]) -> list[str]:
    """``known`` and what else the address names, so that its control can show it."""
    return list(dict.fromkeys([*known, *asked]))
