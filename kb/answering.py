"""The sentence of a passage that answers a question best, so that it is seen at a glance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kb.embedding import Embedder
from kb.engine.highlight import Span
from kb.engine.query import ParsedQuery
from kb.goto import beyond_name
from kb.hits import Hit
from kb.parsing.numerals import NUMERAL
from kb.search import Via
from kb.segmentation import content_words, fold

#: Weight of the query's words that a sentence holds, beside the cosine: an embedding knows
#: nothing of a new or rare term, and sentences of one passage are much alike to it.
_WORDS_WEIGHT = 0.3

#: How far the best sentence has to be above the mean of the others to stand out.
_MARGIN = 0.1

#: Less than this has nothing to do with the question: the hit itself is far-fetched.
_LEAST = 0.3

#: Sentences of one passage that are weighed: an annex of many pages has no one answer.
_MOST = 60

#: A sentence that has no more than so many characters besides the passage's heading (its
#: number, a full stop) is that heading.
_AROUND_HEADING = 8

_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]*[”’》）)」]*")
#: What stands before a sentence's words: white space, marks of Markdown, an article's number.
_LEAD = re.compile(rf"[\s#*]*(?:第[{NUMERAL}]+条(?:之[{NUMERAL}]+)?[\s*]+)?")


def sentences(text: str) -> list[Span]:
    """The sentences and items of ``text``: spans in order and apart.

    An article's number, and white space around a sentence, belong to none.

    >>> text = "第三条 设置广告应当申请。\\n有下列情形的不批：\\n（一）妨碍采光；"
    >>> [text[start:end] for start, end in sentences(text)]
    ['设置广告应当申请。', '有下列情形的不批：', '（一）妨碍采光；']
    """
    spans = []
    for found in _SENTENCE.finditer(text):
        lead = _LEAD.match(text, found.start(), found.end())
        start = lead.end() if lead else found.start()
        words = text[start : found.end()].rstrip()
        if any(character.isalnum() for character in words):
            spans.append((start, start + len(words)))
    return spans


def answered(hits: Sequence[Hit], query: ParsedQuery, embedder: Embedder) -> tuple[Hit, ...]:
    """``hits``, best first, each with the sentence that answers ``query``.

    As they are if the query is no plain words, or only names an article: all of that answers.
    """
    asked = "" if query.structured else query.plain
    if asked and hits and hits[0].via is Via.GO_TO:
        asked = beyond_name(asked, hits[0].stored.meta.title)
    if not asked:
        return tuple(hits)
    texts = [hit.stored.text for hit in hits]
    headings = [hit.stored.passage.heading for hit in hits]
    found = answers(asked, texts, headings, embedder)
    return tuple(replace(hit, answer=span) for hit, span in zip(hits, found, strict=True))


def answers(
    query: str, texts: Sequence[str], headings: Sequence[str], embedder: Embedder
) -> list[Span | None]:
    """Of each of ``texts`` the sentence that answers the plain words ``query`` best.

    headings: for each text its own heading, which is no answer. None for a text of one sentence
    and for one of which none stands out. All sentences are embedded at once.
    """
    choices = [_choices(*each) for each in zip(texts, headings, strict=True)]
    parts = [text[a:b] for text, spans in zip(texts, choices, strict=True) for a, b in spans]
    if not parts:
        return [None] * len(texts)
    asked = embedder.encode([query], queries=True)[0]
    scores = embedder.encode(parts) @ asked + _WORDS_WEIGHT * _shares(query, parts)
    ends = np.cumsum([len(spans) for spans in choices])
    of_each = np.split(scores, ends[:-1])
    return [_outstanding(*each) for each in zip(choices, of_each, strict=True)]


def _choices(text: str, heading: str) -> list[Span]:
    """The sentences to choose from; none where there is no choice."""
    spans = [
        (start, end)
        for start, end in sentences(text)[:_MOST]
        if not _is_heading(text[start:end], heading)
    ]
    return spans if len(spans) > 1 else []


def _is_heading(sentence: str, heading: str) -> bool:
    held = bool(heading) and heading in sentence
    return held and len(sentence) - len(heading) <= _AROUND_HEADING


def _shares(query: str, parts: Sequence[str]) -> np.ndarray:
    """How much of the query's words, by their length, each of ``parts`` (n,) holds: 0 to 1."""
    words = content_words(query)
    whole = sum(map(len, words)) or 1
    return np.array([sum(len(w) for w in words if w in part) / whole for part in map(fold, parts)])


def _outstanding(spans: Sequence[Span], scores: np.ndarray) -> Span | None:
    if not spans:
        return None
    best = int(scores.argmax())
    others = (scores.sum() - scores[best]) / (len(spans) - 1)
    stands_out = scores[best] >= _LEAST and scores[best] - others >= _MARGIN
    return spans[best] if stands_out else None
