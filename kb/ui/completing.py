"""Completion while typing: the list of names that the page's script searches."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from kb.library import KnowledgeBase

_SCRIPT = Path(__file__).with_name("completing.js")

#: Names a page is given: with their initials less than 150 KB.
_NAMES = 3000


def offer(kb: KnowledgeBase) -> None:
    """Give the page what it may complete; Streamlit sends it anew only when it has changed."""
    script = script_html(kb.completion_table(_NAMES))
    st.html(script, unsafe_allow_javascript=True)


def script_html(names: list[tuple[str, str]]) -> str:
    """The script with its names; none of them can end it.

    >>> "</b" in script_html([("</b>", "b")])
    False
    """
    data = json.dumps(names, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"<script>window.kbNames={data};\n{_SCRIPT.read_text(encoding='utf-8')}</script>"
