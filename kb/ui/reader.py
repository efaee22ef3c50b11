"""阅读: one document, whole, with the passage the address points at marked and in view."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePosixPath

import streamlit as st

from kb.citations import Cited
from kb.document import Document, Genre, Metadata, Passage
from kb.engine.highlight import marks
from kb.engine.query import parse_query
from kb.errors import UserError
from kb.export.tables import figures_csv
from kb.export.wording import day
from kb.figures import Figure
from kb.library import KnowledgeBase
from kb.links import permalink
from kb.store import Record
from kb.ui import citations, figures
from kb.ui import cited as cited_by
from kb.ui.address import State
from kb.ui.body import anchor, body_html, contents_html
from kb.ui.cards import cards
from kb.ui.facts import badges, force, origin
from kb.ui.home import plain
from kb.ui.inline import Inline
from kb.ui.markup import Child, Html, join, link, tag
from kb.ui.references import Texts
from kb.ui.related import block_html
from kb.ui.topic_address import TopicState

#: Of each kind of related passages.
_RELATED = 4

#: What a numbered unit of a locator ends with.
_UNIT_ENDS = "、).条是章节编"

_SCRIPT = (Path(__file__).parent / "reader.js").read_text(encoding="utf-8")


def show(kb: KnowledgeBase) -> None:
    """Draw the page."""
    doc, at, q = (st.query_params.get(name, "").strip() for name in ("doc", "at", "q"))
    if not doc:
        raise UserError("没有指明要读哪个文件", remedy="请从检索结果或“文件”页打开")
    try:
        document = kb.document(doc)
    except UserError as error:
        if error.where != doc:  # something else is wrong than the address
            raise
        advice = "可能已被移除；请到“文件”页查找，或重新检索"
        raise UserError(error.what, where=error.where, remedy=advice) from error
    st.set_page_config(page_title=" ".join([at, document.meta.title]).strip())
    targets, notice = _targets(kb, document, at)
    if notice:
        st.warning(plain(notice))
    cited = kb.citations(document)
    words = parse_query(q).marked if q else ()
    texts = Texts(kb)
    deck = cards(texts, document, cited)
    numbers = kb.figures(document) if document.meta.genre is Genre.REPORT else []
    panel = figures.panel_html(document, numbers) if numbers else None
    with st.container(key="reader"):
        _side(document, numbers, panel)
        with st.container(key="reader-sheet"):
            st.html(join([_back(q), _header(document.meta, _versions(kb, document))]))
            _citations(texts, document, cited)
            _cited_by(kb, document, [target.locator for target in targets])
            if panel:
                with st.container(key="figures-fold"), st.expander(f"**{_figures_name(numbers)}**"):
                    st.html(panel)
                    _download_figures(document, numbers, "figures-of-sheet")
            inline = Inline(document.text, figures.wraps(numbers, deck.wraps))
            beside = _beside(kb, document, targets, q)
            text = body_html(document, targets, partial(marks, words=words), inline, beside)
            st.html(tag("div", _folded_contents(document), text, deck.html, class_="sheet"))
    first = document.passages.index(targets[0]) if targets else None
    script = _SCRIPT.replace('"TARGET"', json.dumps(None if first is None else anchor(first)))
    st.html(f"<script>{script}</script>", unsafe_allow_javascript=True)


def _side(document: Document, numbers: Sequence[Figure], panel: Html | None) -> None:
    """The table of contents and the figures beside the text, for wide screens: the one that is
    unfolded folds the other. panel: the figures ``numbers``; None without any."""
    contents = contents_html(document, "目录")
    if not contents and not panel:
        return

    def folded(label: str, part: Html, unfolded: bool, look: str) -> Html:
        summary = tag("summary", label)
        return tag("details", summary, part, name_="reader-side", open=unfolded, class_=look)

    parts = [
        folded("目录", contents, True, "side-contents") if contents else None,
        folded(_figures_name(numbers), panel, not contents, "side-figures") if panel else None,
    ]
    with st.container(key="reader-side"):
        name = tag("h2", link(permalink(document.id), document.meta.title))
        st.html(tag("aside", name, *parts, class_="contents"))
        if panel:
            _download_figures(document, numbers, "figures-of-side")


def _figures_name(numbers: Sequence[Figure]) -> str:
    return f"本文数字 {len(numbers)} 个"


def _download_figures(document: Document, numbers: Sequence[Figure], key: str) -> None:
    st.download_button(
        "下载本文数字（CSV）",
        partial(figures_csv, document, numbers),
        f"{document.meta.title}-数字.csv",
        "text/csv",
        key=key,
        on_click="ignore",
    )


def _back(q: str) -> Html | None:
    """The way back to the page that asked ``q``."""
    if not q:
        return None
    if st.query_params.get("via") == "measures":
        return link(TopicState(q).url(), f"‹ 举措“{q}”", class_="back")
    return link(State(q).url(), f"‹ 检索“{q}”", class_="back")


def _targets(
    kb: KnowledgeBase, document: Document, at: str
) -> tuple[Sequence[Passage], str | None]:
    """The passages at ``at``, or the nearest there are and a word about it."""
    if not at:
        return (), None
    try:
        # A paragraph or an item lies in its article, which is what can be marked.
        found = kb.passages_at(document, at)
        held = [p for p in document.passages for f in found if p.start <= f.start < p.end]
        return held, None
    except UserError as error:
        nearest = _above(kb, document, at)
        if nearest is None:
            return (), f"{error.what}，以下是全文。"
        where, first = nearest
        return (first,), f"{error.what}，已转到最接近的“{where}”。"


def _above(kb: KnowledgeBase, document: Document, at: str) -> tuple[str, Passage] | None:
    """The nearest place that ``at`` lies below, and the first passage there.

    第四条 for 第四条之二, 一、(二) for 一、(二)9.
    """
    for end in range(len(at) - 1, 0, -1):
        if at[end - 1] in _UNIT_ENDS:
            with suppress(UserError):
                return at[:end], kb.passages_at(document, at[:end])[0]
    return None


def _citations(texts: Texts, document: Document, cited: Sequence[Cited]) -> None:
    """What the document cites: the totals, unfolded a table, and a file to take away."""
    total = citations.summary(cited)
    if not total:
        return
    with st.container(key="citations"), st.expander(f"**引用的法规**　{plain(total)}"):
        st.html(citations.table_html(texts, document, cited))
        st.download_button(
            "下载引用清单（CSV）",
            citations.csv_bytes(document, cited),
            f"{document.meta.title}-引用.csv",
            "text/csv",
            on_click="ignore",
        )


def _cited_by(kb: KnowledgeBase, document: Document, at: Sequence[str]) -> None:
    """Who cites the law; nothing where nobody does. at: the articles in view."""
    citing = []
    if document.meta.genre is Genre.LAW:
        # What nobody cites may have no name to be looked up by.
        with suppress(UserError):
            citing = kb.cited_by(document.id)
    if citing:
        total = plain(cited_by.summary(citing))
        with st.container(key="cited-by"), st.expander(f"**被引用**　{total}"):
            st.html(cited_by.cited_html(document.meta.title, citing, at))


def _beside(
    kb: KnowledgeBase, document: Document, targets: Sequence[Passage], q: str
) -> Html | None:
    """What to read beside the one passage that the address points at."""
    if len(targets) != 1:
        return None
    locator = targets[0].locator
    return block_html(kb.related(document.id, locator, _RELATED), document.id, locator, q)


def _folded_contents(document: Document) -> Html | None:
    """The table of contents above the text, for narrow screens."""
    contents = contents_html(document, "目录（折叠）")
    if contents is None:
        return None
    return tag("details", tag("summary", "目录"), contents, class_="contents-fold")


def _header(meta: Metadata, versions: Html | None) -> Html:
    rows: list[tuple[str, Child]] = [
        ("索引号", meta.index_number),
        ("发布机构" if meta.genre is Genre.REPORT else "制定机关", meta.org),
        ("文号", meta.number),
        ("所属年度", f"{meta.year} 年" if meta.genre is Genre.REPORT and meta.year else None),
        (
            "成文日期" if meta.genre is Genre.REPORT else "通过日期",
            meta.issued and day(meta.issued),
        ),
        (
            "发布日期" if meta.genre is Genre.REPORT else "公布日期",
            meta.published and day(meta.published),
        ),
        ("施行日期", meta.effective and day(meta.effective)),
        ("时效", force(meta) if meta.genre is Genre.LAW else None),
        ("法律部门", meta.department),
        ("来源", meta.source),
        (
            "来源网址",
            join([meta.url and tag("span", meta.url, class_="address"), origin(meta)], " "),
        ),
        ("其他版本", versions),
    ]
    table = tag("dl", *(tag("div", tag("dt", k), tag("dd", v)) for k, v in rows if v))
    return tag("header", tag("h1", meta.title), tag("p", badges(meta)), table, class_="document")


def _versions(kb: KnowledgeBase, document: Document) -> Html | None:
    """Links to other documents of the same title; None if there are none."""
    others = kb.versions(document)
    return tag("ul", *(tag("li", _version(other)) for other in others)) if others else None


def _version(record: Record) -> Html:
    meta = record.meta
    dated = meta.published or meta.issued
    name = f"{day(dated)}公布" if dated else meta.title
    # What else tells apart the parts of a code that is kept in several files.
    kept = tag("small", f"{record.passages} 处，{PurePosixPath(record.origin).stem}")
    return join([link(permalink(record.id), name), badges(meta), kept], " ")
