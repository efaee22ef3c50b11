"""What somebody sees who has not asked anything yet."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from kb.document import REPORT_KIND, Genre
from kb.library import KnowledgeBase
from kb.store import Filters
from kb.ui.address import State
from kb.ui.markup import Html, join, link, tag
from kb.ui.topic_address import TopicState, View

#: For each group of users: who they are, and what they can ask.
_EXAMPLES = (
    (
        "核对依据",
        "报告引用了哪些法律，那一条怎么规定，现在还有效吗",
        (
            State("土地管理法第四十四条"),
            State("违法占用耕地建房怎么处罚"),
            State("不动产登记资料可以查询吗", Filters(kinds=(Genre.LAW.value,), in_force=True)),
        ),
    ),
    (
        "查找以往举措",
        "本单位和兄弟单位前几年做过什么，有哪些数字",
        (
            TopicState("带押过户"),
            TopicState("首违不罚", view=View.CHART),
            State("行政执法案卷评查", Filters(kinds=(REPORT_KIND,))),
        ),
    ),
    (
        "普法摘引",
        "找到准确的条文和出处，直接引用",
        (
            State("民法典第二百零九条"),
            State("农村宅基地 一户一宅", Filters(kinds=(Genre.LAW.value,))),
            State('"责令限期改正" 耕地'),
        ),
    ),
)


def show(kb: KnowledgeBase) -> None:
    """Draw examples, what the base holds, and the query language in short."""
    kinds = Counter(record.meta.kind for record in kb.records())
    st.html(join([_examples(), _holdings(kinds), _syntax()]))


def _examples() -> Html:
    groups = [
        tag(
            "section",
            tag("h2", name),
            tag("p", what),
            tag("ul", *(tag("li", link(s.url(), s.q), _narrowing(s)) for s in states)),
        )
        for name, what, states in _EXAMPLES
    ]
    return tag("div", *groups, class_="examples")


def _narrowing(state: State | TopicState) -> Html | None:
    """What an example is narrowed to, or where it leads, in words."""
    if isinstance(state, TopicState):
        return tag("small", " 历年对照" if state.view is View.TABLE else " 历年数字")
    names = {Genre.LAW.value: "只查法规", REPORT_KIND: "只查报告"}
    words = [names[kind] for kind in state.filters.kinds]
    said = "、".join(words + (["现行有效"] if state.filters.in_force else []))
    return tag("small", f" {said}") if said else None


def _holdings(kinds: Counter[str]) -> Html:
    counts = [
        link(State(filters=Filters(kinds=(kind,))).url("/documents"), f"{kind} {n}", class_="chip")
        for kind, n in kinds.most_common()
    ]
    total = tag("span", f"库中现有 {kinds.total()} 个文件:", class_="facet-name")
    return tag("p", total, join(counts, " "), class_="holdings")


def _syntax() -> Html:
    ways = (
        ("直接用一句话提问", "宅基地可以转让吗"),
        ("加引号查原话", '"不动产登记"'),
        ("与 或 非（AND OR NOT）", "耕地 NOT 林地"),
        ("限定标题、机关、年份、类型", "机关:自然资源 年份:2022 类型:报告 执法"),
    )
    rows = [
        tag("li", f"{name}：", link(State(example).url(), tag("code", example)))
        for name, example in ways
    ]
    more = tag("li", link("/about", "完整的检索语法和资料来源"))
    return tag("section", tag("h2", "怎么写检索词"), tag("ul", *rows, more), class_="syntax")
