"""Citations in the text of a document: what each is linked to, and the card that it opens.

A card holds the law's title, how it stands and the words of the place cited, so that they can be
read without leaving the text. Words cited twice are on the page once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from kb.citations import Citation, Cited, Reference
from kb.document import Document
from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.links import permalink
from kb.parsing.law_article import read_place
from kb.ui import references
from kb.ui.body import anchor
from kb.ui.inline import Around, Span, Wrap, apart
from kb.ui.markup import Html, join, link, marked, tag
from kb.ui.references import Texts

#: Characters of a law's words that a card shows, and of its beginning where no article is cited.
_LONGEST = 600
_BEGINNING = 200


class Cards(NamedTuple):
    """What of a text is linked, and what the links open."""

    wraps: list[Wrap]
    #: All cards, hidden until one is opened.
    html: Html


def spot(number: int) -> str:
    """The element id of a document's citation number ``number``, counted from 0."""
    return f"cite-{number}"


def cards(texts: Texts, document: Document, cited: Sequence[Cited]) -> Cards:
    """The citations ``cited`` of ``document``, as links and cards."""
    deck = _Deck(texts, document)
    found = [deck.around(number, one) for number, one in enumerate(cited)]
    stretches = apart([(one.citation.start, one.citation.end) for one in cited])
    wraps, begun = [], set()
    for start, end, number in stretches:
        if around := found[number]:
            # What goes on after a title within it has its id already.
            wraps.append(Wrap(start, end, _going_on(around) if number in begun else around))
            begun.add(number)
    return Cards(wraps, deck.html())


class _Deck:
    """The cards of one document, each once."""

    def __init__(self, texts: Texts, document: Document) -> None:
        self._held, self._document = texts, document
        self._numbers = {p.locator: n for n, p in enumerate(document.passages)}
        self._cards: dict[object, tuple[str, Html]] = {}
        self._texts: dict[tuple[str, str], tuple[str, Html]] = {}

    def html(self) -> Html:
        made = [html for _, html in (*self._cards.values(), *self._texts.values())]
        return tag("div", *made, class_="cards", hidden="hidden")

    def around(self, number: int, cited: Cited) -> Around | None:
        """The element a citation stands in; None where there is nothing to link or to say."""
        citation = cited.citation
        if citation.itself:
            return self._own(spot(number), citation)
        if not citation.normative:
            said = f"{citation.kind}，不是规范性文件（{citation.reason}）"
            return partial(_remark, spot(number), said)
        attributes = {
            "class_": f"cite {_look(cited)}",
            "title": _said(cited),
            "data_card": self._card(cited),
            "aria_haspopup": "dialog",
        }
        return partial(_link, spot(number), references.address(cited), attributes)

    def _own(self, identity: str, citation: Citation) -> Around | None:
        """A link within the page, where the place cited is on it."""
        place = read_place(references.first_place(citation))
        number = self._numbers.get(place.article) if place else None
        if place is None or number is None:
            return None
        attributes = {
            "class_": "cite own",
            "title": f"指本文件{place.locator}",
            "data_jump": anchor(number),
        }
        return partial(_link, identity, permalink(self._document.id, place.locator), attributes)

    def _card(self, cited: Cited) -> str:
        """The element id of the card for ``cited``."""
        citation, reference = cited.citation, cited.reference or Reference()
        known = (references.name_of(cited), replace(reference, basis=None), citation.articles)
        if known not in self._cards:
            identity = f"card-{len(self._cards)}"
            self._cards[known] = (identity, self._made(identity, cited, reference))
        return self._cards[known][0]

    def _made(self, identity: str, cited: Cited, reference: Reference) -> Html:
        name = references.name_of(cited)
        words = [
            tag("div", data_text=text)
            for locator in cited.citation.articles or ("",)
            if reference.doc_id and (text := self._text(reference.doc_id, locator))
        ]
        if reference.law:
            day = references.when_written(self._document)
            standing = tag(
                "p",
                join([f"{day} ", references.then(reference), " · 现在 "]),
                references.now(self._held, reference),
                class_="standing",
            )
            missing = None if words else tag("p", "库中没有它的正文。", class_="note")
            if reference.source:
                known = tag("p", f"资料：{reference.source}", class_="basis")
                standing = join([standing, known])
        else:
            standing = tag("p", "法规目录中没有查到，现状未知。", class_="note")
            if reference.candidates:
                standing = tag("p", references.candidates(self._held, reference), class_="note")
            missing = None
        href = references.address(cited)
        ways = [link(href, "打开全文") if reference.doc_id else None, references.source(cited)]
        dated = references.edition(reference)
        return tag(
            "div",
            tag("h3", name),
            tag("p", dated, class_="note") if dated else None,
            standing,
            references.flag(reference.problem) if reference.problem else None,
            *words,
            missing,
            tag("p", join([way for way in ways if way], " · "), class_="ways"),
            id=identity,
            data_label=name,
        )

    def _text(self, doc_id: str, locator: str) -> str | None:
        """The element id of the words at ``locator``; None when there are none."""
        if (doc_id, locator) not in self._texts:
            law = self._held.get(doc_id)
            words = _words(self._held.kb, law, locator) if law else None
            if words is None:
                return None
            identity = f"text-{len(self._texts)}"
            shown = _shown(identity, locator, *words, permalink(doc_id, locator.partition("至")[0]))
            self._texts[doc_id, locator] = (identity, shown)
        return self._texts[doc_id, locator][0]


def _going_on(around: Around) -> Around:
    return lambda part, first: around(part, False)


def _link(identity: str, href: str, attributes: Mapping[str, str], part: Html, first: bool) -> Html:
    return link(href, part, id=identity if first else None, **attributes)


def _remark(identity: str, said: str, part: Html, first: bool) -> Html:
    return tag("span", part, id=identity if first else None, class_="cite other", title=said)


def _look(cited: Cited) -> str:
    if references.is_flagged(cited):
        return "flagged"
    return "known" if cited.reference and cited.reference.law else "unknown"


def _said(cited: Cited) -> str:
    """What a link says of itself before it is opened."""
    reference = cited.reference or Reference()
    if not reference.law:
        return reference.problem or "法规目录中没有查到"
    standing = reference.status_now or "现状未知"
    return "；".join(filter(None, [f"{reference.law}（{standing}）", reference.problem]))


def _words(kb: KnowledgeBase, law: Document, locator: str) -> tuple[str, list[Span]] | None:
    """The words at ``locator`` of ``law`` and what to mark in them; None when there are none.

    A part of an article comes within its article, unless that is long. Without a locator, the
    law's first passage.
    """
    if not law.passages:
        return None
    if not locator:
        words = law.text_of(law.passages[0])
        return (words if len(words) <= _BEGINNING else words[:_BEGINNING] + "…"), []
    first, _, last = locator.partition("至")
    try:
        [part, *_] = kb.passages_at(law, first)
        if last and (place := read_place(last)):
            [end, *_] = kb.passages_at(law, place.locator)
            return law.text[part.start : max(part.end, end.end)], []
    except UserError:
        return None
    article = next((p for p in law.passages if p.start <= part.start < p.end), part)
    if article == part or article.end - article.start > _LONGEST:
        return law.text_of(part), []
    span = (part.start - article.start, part.end - article.start)
    return law.text_of(article), [span]


def _shown(identity: str, locator: str, words: str, spans: list[Span], whole: str) -> Html:
    """The words of one place; of long ones the beginning and a link to the rest."""
    rest = join([" …… ", link(whole, "看全文")]) if len(words) > _LONGEST else None
    return tag(
        "div",
        tag("h4", locator) if locator else None,
        tag("p", marked(words, spans, 0, min(len(words), _LONGEST)), rest, class_="words"),
        id=identity,
    )
