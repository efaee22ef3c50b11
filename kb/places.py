"""Where in a document a locator leads."""

from __future__ import annotations

from kb.document import Document, Passage
from kb.errors import UserError
from kb.parsing.law_article import Place, locate, read_place
from kb.segmentation import narrow


def passages_at(document: Document, locator: str) -> list[Passage]:
    """The passages of ``document`` at or below ``locator``; 44条 serves for 第四十四条.

    第四十四条第二款第(三)项 gives just that part of the article. Raises UserError when
    there is nothing there.
    """
    place = read_place(locator)
    wanted = place.article if place else narrow(locator)
    found = [p for p in document.passages if p.locator == wanted]
    if place and found:
        parts = (_part(document, passage, place) for passage in found)
        found = [part for part in parts if part]
    elif not found:
        found = [p for p in document.passages if p.locator.startswith(wanted)]
    if not found:
        raise UserError(
            f"《{document.meta.title}》里没有“{locator}”",
            remedy=f"用 kb show {document.id} 查看全部位置",
        )
    return found


def _part(document: Document, article: Passage, place: Place) -> Passage | None:
    """What of ``article`` the ``place`` names; None when the article has no such part."""
    if place.locator == article.locator:
        return article
    text = document.text_of(article)
    span = locate(text, place.paragraph, place.item, place.subitem)
    if span is None:
        return None
    start, end = (article.start + offset for offset in span)
    return Passage(place.locator, article.breadcrumb, start, end)
