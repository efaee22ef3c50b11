"""Questions that name one article or one document, answered by that very text first.

「土地管理法第四十四条」「民法典406条」「第四十四条 土地管理法」「《信访工作条例》」.
"""

from __future__ import annotations

import re
from functools import cache

from kb.citations.tables import read_spoken
from kb.document import Genre
from kb.parsing.numerals import canonical_article
from kb.segmentation import content_words, fold
from kb.store import Store, short_title

_NUMBER = r"[零〇○一二两三四五六七八九十百千\d]+"
_ARTICLE = re.compile(rf"第?\s*{_NUMBER}\s*条(?:\s*之\s*{_NUMBER})?")

#: A word of Chinese next to a title makes it part of a longer one (实施土地管理法办法);
#: these don't.
_BEFORE = re.compile(r"(?:^|[^\w]|请问|查看|查询|根据|依据|依照|按照|违反|适用|中华人民共和国)$")
_BETWEEN = re.compile(r"[》〉\s]*(?:[(（][^)）]*[)）])?\s*(?:中的|的|中|里|之)?\s*")
_AFTER = re.compile(r"$|[^\w]|的|是|怎么|如何|规定|内容|全文|原文")
#: Said of the text itself, which is shown anyway.
_OF_TEXT = frozenset(("请问", "查看", "查询", "根据", "依据", "规定", "内容", "全文", "原文"))


def go_to(query: str, store: Store) -> list[int]:
    """Ids of the passages that ``query`` names, best version first; empty if it names none.

    A law and an article give that article of every version of the law at hand, the one in
    force first; the title of a document gives its first passage.
    """
    found = _ARTICLE.search(query)
    if found is None:
        return [ids[0] for doc_id in store.titled(query) if (ids := store.passage_ids(doc_id))]
    name = _name_before(query[: found.start()], store) or _name_after(query[found.end() :], store)
    locator = canonical_article("第" + found[0].removeprefix("第").strip())
    if not name or not locator:
        return []
    documents = store.titled(name, Genre.LAW)
    return [i for doc_id in documents for i in store.passage_ids(doc_id, locator)]


def beyond_name(query: str, title: str) -> str:
    """The words that ``query`` has besides an article and the name of the document ``title``.

    >>> beyond_name("土地管理法第44条的规定", "中华人民共和国土地管理法")
    ''
    >>> beyond_name("土地管理法第四十四条 审批权限", "中华人民共和国土地管理法")
    '审批 权限'
    """
    named = fold(title)
    words = content_words(_ARTICLE.sub(" ", query))
    return " ".join(word for word in words if word not in named and word not in _OF_TEXT)


def _name_before(text: str, store: Store) -> str | None:
    """The title of the law whose name, the longest, ends where ``text`` does."""
    for name, at, title in _mentions(text, store):
        rest = text[at + len(name) :]
        if _BEFORE.search(text[:at]) and _BETWEEN.fullmatch(rest):
            return title
    return None


def _name_after(text: str, store: Store) -> str | None:
    """The title of the law whose name, the longest, ``text`` begins with."""
    for name, at, title in _mentions(text, store):
        if not re.search(r"\w", short_title(text[:at])) and _AFTER.match(text[at + len(name) :]):
            return title
    return None


def _mentions(text: str, store: Store) -> list[tuple[str, int, str]]:
    """Titles and spoken names (道交法) of laws that stand in ``text``, longest first: each with its
    last place and the title."""
    named = [(title, title) for title in store.law_titles() if title in text]
    named += [(name, title) for name, title in _spoken() if name in text]
    found = [(name, text.rindex(name), title) for name, title in named]
    return sorted(found, key=lambda mention: (-len(mention[0]), mention))


_spoken = cache(read_spoken)
