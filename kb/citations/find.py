"""Finding citations: every law, regulation and document number that a text names.

What can be seen at its place is found first: titles in marks, document numbers, names without
marks (`kb.citations.mentions`). Then the text is read in order, so that what refers back
(《纲要》, 该办法, 前款) finds what was named before.
"""

from __future__ import annotations

from kb.citations.model import Citation, Form
from kb.citations.numbers import document_numbers
from kb.citations.reader import Reader
from kb.citations.relative import Whereabouts
from kb.document import Document, Genre
from kb.parsing.report_lines import fold


def find(text: str, *, own: str | None = None) -> list[Citation]:
    """Every citation in ``text``, in order; of two that begin together the longer first.

    own: the title of the law the text is from, which is what 本法 and a bare 第三条 refer to.
    """
    return Reader(text, own, None).citations()


def find_in(document: Document) -> list[Citation]:
    """Every citation in ``document``; in a law also 前款 and 本条, as the places they mean.

    The document's own number above its text is none.
    """
    if document.meta.genre is Genre.LAW:
        whereabouts = Whereabouts(document)
        found = Reader(document.text, document.meta.title, whereabouts).citations()
    else:
        found = find(document.text)
    own = {number.value for number in document_numbers(fold(document.meta.number or ""))}
    body = document.passages[0].start if document.passages else len(document.text)
    return [c for c in found if c.form is not Form.NUMBER or c.start >= body or c.number not in own]
