"""The controls that narrow a search or a list, kept in step with the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

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
#: A control's callback: makes what the controls say the page's state.
Taking = Callable[[], None]

_MODE_HELP = "混合：字面与含义一起算；关键词：只看字面；语义：只看含义"


def fill(state: State) -> None:
    """Bring the controls in line with ``state``, before they are drawn."""
    agree(
        {
            "q": state.q,
            "kinds": list(state.filters.kinds),
            "orgs": list(state.filters.orgs),
            "first": state.filters.years[0],
            "last": state.filters.years[1],
            "in_force": state.filters.in_force,
            "mode": state.mode,
        }
    )


def agree(wanted: Mapping[str, object]) -> None:
    """Give the controls, by their keys, the values ``wanted``, before they are drawn.

    A control that agrees is left alone, so that nobody's typing is overwritten.
    """
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


def box(label: str, placeholder: str, button: str, taking: Taking = take) -> None:
    """The box for words and its button. taking: its callback."""
    with st.form("ask", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key="q", placeholder=placeholder, label_visibility="collapsed")
        st.form_submit_button(button, type="primary", on_click=taking)


def filters(kb: KnowledgeBase, state: State, *, modes: bool) -> None:
    """Kinds, issuing bodies, years and force, folded away; ways of searching if ``modes``."""
    chosen = state.filters
    with st.expander("筛选"):
        st.pills(
            "类型",
            with_asked([Genre.LAW.value, *kb.kinds()], chosen.kinds),
            key="kinds",
            selection_mode="multi",
            format_func=_kind_name,
            on_change=take,
        )
        orgs(kb.orgs(), chosen.orgs)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            years()
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


def report_filters(state: State, known: Sequence[str]) -> None:
    """Issuing bodies and years of reports, folded away. known: the bodies offered."""
    with st.expander("筛选"):
        orgs(known, state.filters.orgs)
        with st.container(horizontal=True):
            years()


def orgs(known: Iterable[str], asked: Iterable[str], taking: Taking = take) -> None:
    """The control of issuing bodies; ``known`` are offered."""
    names("机关（可选择，也可输入名称的一部分）", "orgs", known, asked, taking)


def names(label: str, key: str, known: Iterable[str], asked: Iterable[str], taking: Taking) -> None:
    """A control of names, whole or in part; ``known`` are offered, others can be typed."""
    st.multiselect(
        label,
        with_asked(known, asked),
        key=key,
        placeholder="不限",
        accept_new_options=True,
        on_change=taking,
    )


def years(taking: Taking = take) -> None:
    """The controls of the first and the last year."""
    for key, label in (("first", "年份，从"), ("last", "到")):
        st.number_input(
            label, EARLIEST, LATEST, key=key, placeholder="不限", on_change=taking, width=140
        )


def chips(state: State, path: str) -> Html | None:
    """What narrows the page, each as a link that takes it away; None if nothing does."""
    now = state.filters
    without: list[tuple[str, State]] = [
        (GENRES.get(kind, kind), state.narrowed(kinds=tuple(k for k in now.kinds if k != kind)))
        for kind in now.kinds
    ]
    without += [
        (org, state.narrowed(orgs=tuple(o for o in now.orgs if o != org))) for org in now.orgs
    ]
    if now.years != (None, None):
        without.append((span_name(now.years), state.narrowed(years=(None, None))))
    if now.in_force:
        without.append(("只看现行有效", state.narrowed(in_force=False)))
    return chips_html([(what, less.url(path)) for what, less in without])


def chips_html(without: Sequence[tuple[str, str]]) -> Html | None:
    """What narrows a page, each with the address of the page without it; None if nothing does."""
    if not without:
        return None
    links = [
        link(less, f"{what} ✕", class_="chip", aria_label=f"取消筛选：{what}")
        for what, less in without
    ]
    return tag("p", "已筛选：", join(links, " "), class_="chips")


def offers_html(offered: Mapping[str, Sequence[tuple[str, int, str]]], most: int) -> list[Html]:
    """Links that narrow a page, a line for each name of ``offered``: what they narrow it to, how
    much that has, and the address; at most ``most`` a line. What leaves no choice is left out."""
    return [
        tag(
            "p",
            tag("span", name, class_="facet-name"),
            *(
                link(address, f"{value} ", tag("small", str(n)), class_="chip")
                for value, n, address in values[:most]
            ),
        )
        for name, values in offered.items()
        if len(values) > 1
    ]


def meant_html(
    typed: str,
    suggestion: str | None,
    corrected: bool,
    address: Callable[[str, bool], str],
    done: str,
) -> Html | None:
    """How a mistyped question was probably meant, and the way to what was not asked.

    corrected: whether the suggestion was asked. address: of a question, taken literally or not.
    done: what is done with a question, as the page calls it: 检索.
    """
    if suggestion is None:
        return None
    if not corrected:
        said = join(["您是不是要找：", link(address(suggestion, False), suggestion)])
    else:
        way = link(address(typed, True), f"仍按“{typed}”{done}")
        said = join(["已按“", tag("b", suggestion), f"”{done}。", way])
    return tag("p", said, class_="meant", role="status")


def span_name(years: tuple[int | None, int | None]) -> str:
    """Years in words; at least one is given.

    >>> span_name((2021, 2023)), span_name((2022, 2022))
    ('2021—2023 年', '2022 年')
    >>> span_name((2021, None)), span_name((None, 2023))
    ('2021 年起', '至 2023 年')
    """
    first, last = years
    if first == last:
        return f"{first} 年"
    if first is None or last is None:
        return f"至 {last} 年" if first is None else f"{first} 年起"
    return f"{first}—{last} 年"


def _kind_name(kind: str) -> str:
    return plain(GENRES.get(kind, kind))


def with_asked(known: Iterable[str], asked: Iterable[str]) -> list[str]:
    """``known`` and what else the address names, so that its control can show it."""
    return list(dict.fromkeys([*known, *asked]))
