"""Where a query's words stand in a text, and the stretch of it worth showing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from whoosh.analysis import Token
from whoosh.highlight import BasicFragmentScorer, PinpointFragmenter

from kb.segmentation import exactly, fold

#: A stretch of a text: its first character, and the one after its last.
Span = tuple[int, int]

_SENTENCE_ENDS = "。；！？\n"


class Excerpt(NamedTuple):
    """A stretch of a text as it is shown, with … where it is cut off."""

    text: str
    #: Where words stand in ``text``: in order and apart.
    marks: list[Span]
    #: Where the sentence stands around which it was chosen.
    answer: Span | None = None


def marks(text: str, words: Collection[str]) -> list[Span]:
    """Where any of ``words`` stands in ``text``: spans in order, merged where they touch.

    A word or phrase is found as an exact phrase finds it, whatever its width and case, and
    however the text around it would be cut into words: 农田 is marked in 基本农田 too, for
    there the index finds it by its characters.

    >>> marks("占用永久基本农田的", ["农田", "基本"])
    [(4, 8)]
    """
    return _merged((token.startchar, token.endchar) for token in _tokens(text, words))


def excerpt(
    text: str, words: Collection[str], size: int = 160, around: Span | None = None
) -> Excerpt:
    """The stretch of ``text`` around the sentence ``around``, or where most of ``words`` stand.

    At most ``size`` characters of the text, or as many more as it takes to show the sentence, up
    to twice that; from the beginning of a sentence if one is near. With neither sentence nor
    words, the beginning of the text.

    >>> excerpt("第一句。第二句说带押过户。第三句很长很长。", ["带押过户"], size=16)
    Excerpt(text='…第二句说带押过户。第三句很长很长…', marks=[(5, 9)], answer=None)
    >>> excerpt("第一句。第二句说带押过户。第三句很长很长。", [], size=9, around=(4, 13))
    Excerpt(text='…第二句说带押过户。…', marks=[], answer=(1, 10))
    """
    tokens = _tokens(text, words)
    if around is None:
        start = _start(text, tokens, size)
    else:
        size = min(max(size, around[1] - around[0]), 2 * size)
        start = _start_around(text, around, size)
    end = min(len(text), start + size)
    lead = "…" if start else ""
    shift = len(lead) - start

    def shown(span: Span) -> Span:
        return max(start, span[0]) + shift, min(end, span[1]) + shift

    inside = (
        shown((token.startchar, token.endchar))
        for token in tokens
        if token.startchar < end and token.endchar > start
    )
    stretch = lead + text[start:end] + ("…" if end < len(text) else "")
    return Excerpt(stretch, _merged(inside), around and shown(around))


def _tokens(text: str, words: Collection[str]) -> list[Token]:
    """Every place of every word, in the terms of Whoosh's highlighter, in order."""
    folded = fold(text)
    patterns = {word: pattern for word in words if (pattern := exactly(word))}
    tokens = [
        Token(text=word, startchar=place.start(), endchar=place.end(), boost=1.0)
        for word, pattern in patterns.items()
        for place in pattern.finditer(folded)
    ]
    return sorted(tokens, key=lambda token: (token.startchar, token.endchar))


def _start(text: str, tokens: list[Token], size: int) -> int:
    """Where the excerpt begins: Whoosh proposes groups of words and weighs them."""
    if not tokens or len(text) <= size:
        return 0
    lead = size // 4
    fragments = PinpointFragmenter(size - lead, surround=size, charlimit=None)
    # Of equals the first: max() keeps it.
    best = max(fragments.fragment_matches(text, tokens), key=BasicFragmentScorer())
    first = best.matches[0].startchar
    near = max(0, first - lead)
    sentence = max(text.rfind(end, near, first) for end in _SENTENCE_ENDS) + 1
    return min(sentence or near, len(text) - size)


def _start_around(text: str, sentence: Span, size: int) -> int:
    """Where an excerpt with ``sentence`` begins: with what leads up to it, as room permits."""
    first, last = sentence
    lead = max(0, size - (last - first)) // 2
    near = max(0, min(first - lead, len(text) - size))
    ends = [at for mark in _SENTENCE_ENDS if (at := text.find(mark, near, first)) >= 0]
    begins = 0 if near == 0 else min(ends) + 1 if ends else first
    return begins + len(text[begins:first]) - len(text[begins:first].lstrip())


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
