"""The site: its pages, and what they have in common.

`streamlit run` starts this file, or one that calls `run`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.ui import about, documents, measures, overview, reader, searching
from kb.ui.home import ready, show_error

_FOLDER = Path(__file__).parent
NAME = "法规与法治报告知识库"


def run() -> None:
    """Draw the page that the address asks for."""
    icon = (_FOLDER / "icon.svg").read_text(encoding="utf-8")
    st.set_page_config(page_icon=icon, layout="wide", initial_sidebar_state="collapsed")
    st.html(_FOLDER / "style.css")
    pages = [
        st.Page(_guarded(searching.show), title="检索", url_path="search", default=True),
        st.Page(_guarded(documents.show), title="文件", url_path="documents"),
        st.Page(_guarded(measures.show), title="举措", url_path="measures"),
        st.Page(_guarded(overview.show), title="引用", url_path="cited"),
        st.Page(_guarded(about.show), title="使用说明", url_path="about"),
        st.Page(_guarded(reader.show), title="阅读", url_path="read"),
    ]
    page = st.navigation(pages, position="hidden")
    with st.container(horizontal=True, vertical_alignment="center", key="site-header"):
        st.html(f'<a class="site-name" href="/">{NAME}</a>', width="content")
        for shown in pages[:5]:
            st.page_link(shown, label=shown.title, width="content")
    page.run()
    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _guarded(show: Callable[[KnowledgeBase], None]) -> Callable[[], None]:
    """A page that has an index to show, and tells of an error in words instead of a traceback."""

    def page() -> None:
        try:
            show(ready())
        except UserError as error:
            show_error(error)

    page.__name__ = show.__module__.rpartition(".")[2]
    return page


if __name__ == "__main__":
    run()
