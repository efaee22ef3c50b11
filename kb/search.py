"""From a question to hits: both sides propose, one score orders.

The keyword side (BM25) and the semantic side (cosine) each propose passages. With the bundled
model a small network orders what they propose (`kb.ranking`); with any other model, for which
nothing was fitted, a fixed blend of both scores does. Scores are fused, not ranks: that did
better than reciprocal rank fusion (docs/evaluation.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from importlib import resources
from pathlib import Path

import numpy as np

from kb.embedding import Embedder, StaticEmbedder
from kb.engine.base import Entry, KeywordEngine, Scored
from kb.engine.query import InDocuments, ParsedQuery
from kb.engine.tree import containing, every_one
from kb.engine.vectors import DOCUMENT, VectorIndex, document_number
from kb.ranking import Floats, Proposed, Ranker, features

#: In the fixed blend, the weight of the cosine; BM25 over its best gets the rest.
SEMANTIC_WEIGHT = 0.9

#: In the fixed blend, added for a passage that holds every stretch of the query word for word.
#: An embedding knows nothing of a new or rare term (带押过户), and cosines alone bury the few
#: passages that have it.
VERBATIM_BONUS = 0.3

#: Longer queries are sentences, which no passage repeats; they are not looked for word for word.
_LONGEST_VERBATIM = 30

#: Passages each side proposes.
POOL = 200

#: How far a passage of a superseded or repealed version falls: enough to stand behind the same
#: words in force, not so much as to be lost where only it answers.
_OUTDATED = {"ranker": 1.5, "blend": 0.1}


class Mode(str, Enum):
    """How a search ranks."""

    HYBRID = "hybrid"
    KEYWORD = "keyword"
    SEMANTIC = "semantic"


class Via(str, Enum):
    """What found a hit."""

    #: The question names this very article or document.
    GO_TO = "goto"
    KEYWORD = "keyword"
    SEMANTIC = "semantic"
    #: Both sides proposed it.
    BOTH = "hybrid"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage in the order of a search. ``score`` is comparable within one list only."""

    passage_id: int
    score: float
    via: Via
    #: Why it is here, in Chinese, for people: 含有原词, 字面相符, 含义相近 ….
    reasons: tuple[str, ...] = ()


#: The number of a chapter or an article, which says nothing of its subject.
_NUMBER = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]+(?:分编|[编章节条])(?:之[一二三四五六七八九十]+)?\s*"
)


def passage_text(entry: Entry) -> str:
    """What of a passage is embedded: its document and headings before its text, in the form
    the bundled model was trained on (kb/data/model/README.md)."""
    numbered = _NUMBER.match(entry.body)
    body = entry.body[numbered.end() :] if numbered else entry.body
    return f"{entry.title} {_NUMBER.sub('', entry.heading)}\n{body}"


class Searcher:
    """A keyword engine and a vector index over the same passages."""

    def __init__(self, engine: KeywordEngine, vectors: VectorIndex, embedder: Embedder) -> None:
        self.engine, self.vectors, self.embedder = engine, vectors, embedder

    def rank(
        self,
        query: ParsedQuery,
        *,
        mode: Mode = Mode.HYBRID,
        limit: int = POOL,
        doc_ids: Collection[str] | None = None,
        outdated: Collection[str] = (),
    ) -> list[Ranked]:
        """The best ``limit`` passages for ``query``, best first, only of ``doc_ids`` if given.

        The query's metadata leaves must have been resolved. A structured query (operators,
        phrases, fields) is a condition: meaning then only orders the passages that meet it.
        outdated: documents no longer in force, which stand behind others as good (hybrid only).
        """
        pool = max(POOL, limit)
        keyword = [] if mode is Mode.SEMANTIC else self.engine.search(query.tree, pool, doc_ids)
        bm25 = {s.passage_id: s.score for s in keyword}
        asked = query.plain if mode is not Mode.KEYWORD else ""
        vector = self.embedder.encode([asked], queries=True)[0] if asked else None
        if vector is None or not vector.any():
            return [_by_words(found) for found in keyword[:limit]]
        allowed = self._allowed(query, doc_ids)
        nearest = self.vectors.search(vector, pool, allowed)
        if mode is Mode.SEMANTIC:
            return [_by_meaning(found) for found in nearest[:limit]]
        near = {s.passage_id: s.score for s in nearest}
        proposed = self._proposed(query, bm25, near, pool, doc_ids)
        score = self._scores(asked, vector, proposed, outdated)
        # Ties go to the passage indexed first, so that a search repeats itself exactly.
        order = np.lexsort((proposed.ids, -score))[:limit]
        return [_ranked(proposed, n, float(score[n])) for n in order.tolist()]

    def propose(self, query: ParsedQuery, vector: Floats) -> Proposed:
        """What both sides propose for a plain ``query`` whose vector, (dim,), is ``vector``."""
        bm25 = {s.passage_id: s.score for s in self.engine.search(query.tree, POOL)}
        near = {s.passage_id: s.score for s in self.vectors.search(vector, POOL)}
        return self._proposed(query, bm25, near, POOL, None)

    def _proposed(
        self,
        query: ParsedQuery,
        bm25: dict[int, float],
        near: dict[int, float],
        limit: int,
        doc_ids: Collection[str] | None,
    ) -> Proposed:
        verbatim = self._verbatim(query, limit, doc_ids)
        every = sorted(bm25.keys() | near.keys() | verbatim)
        ids = np.array(every, dtype=np.int64)

        def among(some: Collection[int]) -> np.ndarray:
            return np.fromiter((i in some for i in every), np.bool_, len(every))

        scores = np.fromiter((bm25.get(i, 0.0) for i in every), np.float32, len(every))
        at = self.vectors.at(ids)
        return Proposed(ids, at, scores, among(bm25), among(near), among(verbatim))

    def _scores(
        self, asked: str, vector: Floats, proposed: Proposed, outdated: Collection[str]
    ) -> Floats:
        """One score for each passage proposed, (n,)."""
        gone = [document_number(doc_id) for doc_id in outdated]
        old = np.isin(self.vectors.places[proposed.at, DOCUMENT], np.array(gone, np.uint32))
        ranker = self._ranker
        if ranker is None or not isinstance(self.embedder, StaticEmbedder):
            keyword = proposed.bm25 / (proposed.bm25.max(initial=0.0) or 1.0)
            score = SEMANTIC_WEIGHT * self.vectors.cosines(vector, proposed.at)
            score += (1 - SEMANTIC_WEIGHT) * keyword + VERBATIM_BONUS * proposed.verbatim
            return score - _OUTDATED["blend"] * old
        if not len(proposed.at):
            return np.empty(0, np.float32)
        asks_report = ranker.asks_report(vector)
        rows = features(asked, vector, proposed, self.vectors, self.embedder, asks_report)
        return ranker.scores(rows) - _OUTDATED["ranker"] * old

    @cached_property
    def _ranker(self) -> Ranker | None:
        """The bundled ranker, if it was fitted to the model at hand."""
        if not isinstance(self.embedder, StaticEmbedder):
            return None
        ranker = Ranker.load(bundled_ranker())
        return ranker if ranker.model == self.embedder.digest else None

    def _verbatim(
        self, query: ParsedQuery, limit: int, doc_ids: Collection[str] | None
    ) -> set[int]:
        """Ids of passages that hold each stretch of a short plain query as it was typed."""
        if query.structured or len(query.plain) > _LONGEST_VERBATIM:
            return set()
        stretches = [containing(part, ("heading", "body")) for part in query.plain.split()]
        found = self.engine.search(every_one(stretches), limit, doc_ids)
        return {s.passage_id for s in found}

    def _allowed(self, query: ParsedQuery, doc_ids: Collection[str] | None) -> np.ndarray | None:
        """Ids of the passages the vector side may propose; None for all."""
        if query.condition is not None:
            return self.engine.matches(query.condition, doc_ids)
        return None if doc_ids is None else self.engine.matches(InDocuments(frozenset(doc_ids)))


def bundled_ranker() -> Path:
    """The file of the ranker that comes with the package."""
    return Path(str(resources.files("kb"))) / "data" / "ranker.json"


_AS_TYPED, _ALIKE, _AKIN = "含有原词", "字面相符", "含义相近"


def _by_words(found: Scored) -> Ranked:
    return Ranked(found.passage_id, found.score, Via.KEYWORD, (_ALIKE,))


def _by_meaning(found: Scored) -> Ranked:
    return Ranked(found.passage_id, found.score, Via.SEMANTIC, (_AKIN,))


def _ranked(proposed: Proposed, n: int, score: float) -> Ranked:
    """The ``n``-th passage proposed, with what proposed it."""
    keyword, near = bool(proposed.keyword[n]), bool(proposed.near[n])
    via = Via.BOTH if keyword and near else Via.SEMANTIC if near else Via.KEYWORD
    held = ((_AS_TYPED, proposed.verbatim[n]), (_ALIKE, keyword), (_AKIN, near))
    return Ranked(int(proposed.ids[n]), score, via, tuple(why for why, so in held if so))
