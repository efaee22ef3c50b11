"""A document's text within a line: citations linked, searched words marked, both at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kb.ui.markup import Child, Html, join, marked

#: Start and end in a document's text.
Span = tuple[int, int]


#: Makes an element around the HTML of a part of a stretch of text; the second argument says
#: whether it is the first part.
Around = Callable[[Html, bool], Html]


class Wrap(NamedTuple):
    """A stretch of a text that stands in an element of its own."""

    start: int
    end: int
    around: Around


class Inline:
    """``text`` with the elements that ``wraps`` make: in order and apart from each other."""

    def __init__(self, text: str, wraps: Sequence[Wrap] = ()) -> None:
        self.text = text
        self._wraps = wraps
        self._ends = [wrap.end for wrap in wraps]

    def html(self, start: int, end: int, spans: Sequence[Span] = ()) -> Html:
        """``text[start:end]``; the parts that lie in ``spans`` (in order, apart) are marked.

        A mark that runs over the border of an element is cut there, and so is an element at
        ``start`` and ``end``: the characters stay the same, in the same order.
        """
        parts: list[Child] = []
        at = start
        for wrap in self._within(start, end):
            first, last = max(wrap.start, start), min(wrap.end, end)
            parts.append(marked(self.text, spans, at, first))
            inner = marked(self.text, spans, first, last)
            parts.append(wrap.around(inner, first == wrap.start))
            at = last
        return join([*parts, marked(self.text, spans, at, end)])

    def _within(self, start: int, end: int) -> Iterator[Wrap]:
        for n in range(bisect_right(self._ends, start), len(self._wraps)):
            if self._wraps[n].start >= end:
                return
            yield self._wraps[n]


def apart(spans: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Stretches that do not overlap, each with the number of the innermost span it lies in.

    spans: sorted by start, the longer first. Links can't lie within links, so a title that is
    cited inside another one cuts it in two.

    >>> apart([(0, 9), (3, 6)])
    [(0, 3, 0), (3, 6, 1), (6, 9, 0)]
    """
    cuts = sorted({cut for span in spans for cut in span})
    stretches: list[tuple[int, int, int]] = []
    open_: list[int] = []
    coming = 0
    for start, end in pairwise(cuts):
        while coming < len(spans) and spans[coming][0] <= start:
            open_.append(coming)
            coming += 1
        open_ = [n for n in open_ if spans[n][1] > start]
        if not open_:
            continue
        if stretches and stretches[-1][1:] == (start, open_[-1]):
            start = stretches.pop()[0]
        stretches.append((start, end, open_[-1]))
    return stretches
