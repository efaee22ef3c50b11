"""Where a law speaks of its own parts: 前款, 本条.

前款 is the paragraph before the one the words stand in, 前条 the article before (立法技术规范
(试行)(一), 引用 of the law's own articles).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from kb.citations.articles import Places
from kb.document import Document
from kb.parsing.law_article import Part, Place, paragraphs
from kb.parsing.numerals import canonical_article, to_int

#: 前款, 前两款, 本条; not within 提前款, 基本条件, 本条例.
RELATIVE = re.compile(
    r"(?:(?<![提以目日当从年月天之事会])前(?P<count>[两二三四五六七八九])?|(?<![基样成版根资文课副原书标])本)"
    r"(?P<unit>[条款](?![例件线目文数幅项])(?!措施|建议|经验|意见)|项(?=[规所的情第行之,。;、]))"
)


class Whereabouts:
    """Knows in which article, paragraph and item each character of a law stands."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [passage.start for passage in document.passages]
        self._labels = {p.locator for p in document.passages}
        # The paragraphs of an article are asked for once for each reference in it.
        self._paragraphs = lru_cache(maxsize=4)(self._read_paragraphs)

    def has_article(self, label: str) -> bool:
        """Whether the law has this article."""
        return label in self._labels

    def opens_article(self, at: int) -> bool:
        """Whether what stands at ``at`` is the number of an article, and no reference."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return False
        passage = self._document.passages[number]
        return not self._document.text[passage.start : at].strip(" \t\u3000#*")

    def before_articles(self, at: int) -> bool:
        """Whether ``at`` lies in the head of the law."""
        return not self._starts or at < self._starts[0]

    def here(self, at: int) -> Place:
        """The article, paragraph and item that ``at`` lies in, as far as there are such."""
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return Place("")
        passage = self._document.passages[number]
        article = canonical_article(passage.locator.partition("#")[0])
        if article is None:
            return Place("")
        offset = at - passage.start
        paragraph = _holding(self._paragraphs(number), offset)
        if paragraph is None:
            return Place(article)
        item = _holding(paragraph.items, offset)
        return Place(article, paragraph.number, item.number if item else None)

    def places(self, words: re.Match[str], below: Places | None) -> tuple[str, ...]:
        """What 前款, 本条 … at ``words`` means, with ``below`` the places named after it.

        Empty where there is no such part.
        """
        at = words.start()
        here = self.here(at)
        back = words[0].startswith("前")
        count = to_int(words["count"]) if words["count"] else 1
        unit = words["unit"]
        if unit == "条":
            labels = self._articles_before(at, count) if back else [here.article]
            found = [Place(label) for label in labels if label]
        else:
            number = (here.paragraph if unit == "款" else here.item) or 0
            wanted = range(number - count, number) if back else range(number, number + 1)
            if not here.article or wanted[0] < 1:
                return ()
            inside = None if unit == "款" else here.paragraph
            found = [
                Place(here.article, n) if unit == "款" else Place(here.article, inside, n)
                for n in wanted
            ]
        if below is not None and found:
            return below.labels(found[-1].article, found[-1].paragraph)
        return tuple(place.locator for place in found)

    def _articles_before(self, at: int, count: int) -> list[str]:
        number = bisect_right(self._starts, at) - 1
        before = self._document.passages[max(0, number - count) : max(0, number)]
        labels = [canonical_article(p.locator.partition("#")[0]) for p in before]
        return [label for label in labels if label]

    def _read_paragraphs(self, number: int) -> tuple[Part, ...]:
        return paragraphs(self._document.text_of(self._document.passages[number]))


def _holding(parts: tuple[Part, ...], offset: int) -> Part | None:
    return next((part for part in parts if part.start <= offset < part.end), None)
