"""Find the figures of a text: amounts that are no dates or names, and what each counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from kb.document import Document
from kb.figures.amounts import amounts
from kb.figures.counting import count
from kb.figures.exclusions import BLOT, blotted, without_names
from kb.figures.model import Figure
from kb.figures.wholes import with_wholes
from kb.segmentation import narrow

#: Raise with any change that makes `figures_in` give something else: the next build finds anew.
FIGURES_VERSION = 1

#: The number of a heading or point at the start of a line: 3. (2) 4、; what it heads may begin
#: with a figure.
_MARK = re.compile(
    r"(?m)^([\s*#>|-]*)(?:\(\s?\d{1,2}\s?\)|\d{1,2}\s?(?:[.、)](?!\d)"
    # 3.12个部门 is 3. and 12个, for nothing is counted in hundredths; 2.2023年 likewise.
    r"|\.(?=\d{1,4}\s?[个家名件项次起宗份场期年])))"
)


def figures_in(document: Document) -> list[Figure]:
    """The figures of a document's passages and headings, in the order of the text.

    What lies between them, like the lines of a web page around the text, is left out.
    """
    found: list[Figure] = []
    for start, end in _body(document):
        part = document.text[start:end]
        found += [_moved(figure, start) for figure in find_figures(part)]
    return found


def find_figures(text: str) -> list[Figure]:
    """The figures of running ``text``, in order, none within another.

    >>> [(f.value, f.unit, f.counts) for f in find_figures("全年办理行政复议案件12件,已审结9件。")]
    [(12.0, '件', '行政复议案件'), (9.0, '件', '行政复议案件')]
    """
    folded = narrow(text)
    apart = blotted(_without_marks(folded))
    written = list(amounts(without_names(apart)))
    counted = count(folded, apart, written)
    figures = [
        Figure(
            amount.start,
            amount.end,
            text[amount.start : amount.end],
            amount.value,
            amount.unit.usual,
            text[slice(*what.counts)] if what.counts else "",
            text[slice(*what.action)] if what.action else "",
            amount.approximate,
            amount.upper,
        )
        for amount, what in zip(written, counted, strict=True)
    ]
    return with_wholes(folded, figures, [what.change for what in counted])


def _body(document: Document) -> list[tuple[int, int]]:
    """The stretches of the text that figures are looked for in: passages, and headings that are
    lines of their own."""
    starts = [passage.start for passage in document.passages]
    spans = [(passage.start, passage.end) for passage in document.passages]
    for section in document.sections:
        before = bisect_right(starts, section.start) - 1
        if before >= 0 and section.start < document.passages[before].end:
            continue
        line = document.text.find("\n", section.start)
        end = section.end if line < 0 else min(line, section.end)
        following = starts[before + 1] if before + 1 < len(starts) else end
        spans.append((section.start, min(end, following)))
    return sorted(span for span in spans if span[0] < span[1])


def _moved(figure: Figure, by: int) -> Figure:
    whole = None if figure.whole is None else figure.whole + by
    return replace(figure, start=figure.start + by, end=figure.end + by, whole=whole)


def _without_marks(folded: str) -> str:
    """``folded`` with the numbers of headings and points blotted out."""
    return _MARK.sub(lambda mark: mark[1] + BLOT * (len(mark[0]) - len(mark[1])), folded)
