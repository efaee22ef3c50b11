"""文件: what the knowledge base holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kb.library import KnowledgeBase
from kb.links import permalink
from kb.segmentation import fold
from kb.store import Record
from kb.ui import controls
from kb.ui.address import MOST, STEP, State
from kb.ui.facts import badges, byline, origin
from kb.ui.markup import Html, join, link, tag

_PATH = "/documents"
#: Documents shown for each hit that a search would show.
_EACH = 5


def show(kb: KnowledgeBase) -> None:
    """Draw the page."""
    state = State.current()
    controls.fill(state)
    controls.box("标题里的词", "按标题查找，可留空", "查找")
    controls.filters(kb, state, modes=False)
    words = fold(state.q).split()
    matching = kb.records(state.filters)
    found = [r for r in matching if all(word in fold(r.meta.title) for word in words)]
    st.html(list_html(found, kb.counts()["documents"], state))
    if len(found) > state.k * _EACH and state.k < MOST:
        st.button("更多文件", on_click=replace(state, k=state.k + STEP).go)


def list_html(found: Sequence[Record], of: int, state: State) -> Html:
    """The first documents among ``found``, each with a link into it and one to its source."""
    samples = sum(record.meta.sample for record in found)
    count = f"共 {of} 个文件" if len(found) == of else f"共 {of} 个文件，符合的有 {len(found)} 个"
    hint = tag(
        "p",
        f"其中 {samples} 个是样例（内容虚构），不需要时运行 ",
        tag("code", "kb remove --samples"),
        " 一次移除。",
        class_="hint",
    )
    shown = [_record_html(record) for record in found[: state.k * _EACH]]
    return join(
        [
            controls.chips(state, _PATH),
            tag("p", count, class_="count", role="status"),
            hint if samples else None,
            tag("ul", *shown, class_="documents", aria_label="文件"),
        ]
    )


def _record_html(record: Record) -> Html:
    meta = record.meta
    return tag(
        "li",
        tag("h2", link(permalink(record.id), meta.title), " ", badges(meta)),
        tag("p", join([byline(meta) or None, f"{record.passages} 处"], " · "), class_="byline"),
        tag("p", origin(meta), class_="ways"),
        data_doc=record.id,
    )
