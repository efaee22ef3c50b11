"""Citations: which laws a text cites, what they are, and how they stand.

`find` tells what stands in the text, `resolve` which law of the catalogue is meant, `check`
whether it held and has the article cited; `cite` does all three.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kb.citations.catalogue import Catalogue
from kb.citations.check import ArticleText, problems
from kb.citations.find import find, find_in
from kb.citations.model import Citation, Cited, Form, Reference
from kb.citations.resolve import Circumstances, refer
from kb.document import Document, Metadata

__all__ = ["Citation", "Cited", "Form", "Reference", "check", "cite", "find", "find_in"]

#: Raise with any change that makes `find_in`, or what `kb.citations.facts` tells of a law, give
#: something else: the next build finds anew.
FINDER_VERSION = 1


def cite(
    document: Document,
    *,
    catalogue: Catalogue | None = None,
    today: date | None = None,
    article_text: ArticleText = lambda doc_id, article: None,
) -> list[Cited]:
    """Every citation in ``document`` with what it refers to and what is wrong with it.

    catalogue: the laws there are; by default those that come with the program.
    article_text: gives the words of an article of a law whose text is at hand.
    """
    return check(
        find_in(document),
        document.meta,
        catalogue=catalogue,
        today=today,
        article_text=article_text,
    )


def check(
    citations: Iterable[Citation],
    meta: Metadata,
    *,
    catalogue: Catalogue | None = None,
    today: date | None = None,
    article_text: ArticleText = lambda doc_id, article: None,
) -> list[Cited]:
    """``citations`` of a document with that metadata, resolved and checked.

    What is not normative refers to nothing; what refers to the document itself is not checked.
    """
    laws = catalogue or Catalogue.bundled()
    day = (today or date.today()).isoformat()
    circumstances = Circumstances.of(meta)
    checked: list[Cited] = []
    itself: Reference | None = None
    for citation in citations:
        if citation.itself:
            itself = itself or _own(citation, meta, laws, circumstances, day)
            checked.append(Cited(citation, itself))
            continue
        if not citation.normative:
            checked.append(Cited(citation))
            continue
        reference, law = refer(citation, laws, circumstances, day)
        problem = problems(citation, reference, law, laws, circumstances, day, article_text)
        checked.append(Cited(citation, replace(reference, problem=problem)))
    return checked


def _own(
    citation: Citation, meta: Metadata, laws: Catalogue, circumstances: Circumstances, day: str
) -> Reference:
    """What a document's reference to itself means: the document, known to the catalogue or not."""
    reference = refer(citation, laws, circumstances, day)[0] if citation.name else Reference()
    return replace(reference, law=reference.law or meta.title)
