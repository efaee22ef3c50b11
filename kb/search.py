"""From a question to hits: go-to first, then keyword and meaning fused.

Scores are fused, not ranks: ``0.9 · cosine + 0.1 · BM25 ÷ the best BM25`` did better than
reciprocal rank fusion on lay questions and as well on short ones (docs/evaluation.md).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

import numpy as np

from kb.embedding import Embedder
from kb.engine.base import Entry, KeywordEngine
from kb.engine.query import InDocuments, ParsedQuery
from kb.engine.tree import containing, every_one
from kb.engine.vectors import VectorIndex

#: Weight of the cosine; BM25 over its best gets the rest.
SEMANTIC_WEIGHT = 0.9

#: Added for a passage that holds every stretch of the query word for word. An embedding knows
#: nothing of a new or rare term (带押过户), and cosines alone bury the few passages that have it.
VERBATIM_BONUS = 0.3

#: Longer queries are sentences, which no passage repeats; they are not looked for word for word.
_LONGEST_VERBATIM = 30

#: Passages each side proposes before fusion.
POOL = 200


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
    ) -> list[Ranked]:
        """The best ``limit`` passages for ``query``, best first, only of ``doc_ids`` if given.

        The query's metadata leaves must have been resolved. A structured query (operators,
        phrases, fields) is a condition: meaning then only orders the passages that meet it.
        """
        pool = max(POOL, limit)
        keyword = [] if mode is Mode.SEMANTIC else self.engine.search(query.tree, pool, doc_ids)
        bm25 = {s.passage_id: s.score for s in keyword}
        asked = query.plain if mode is not Mode.KEYWORD else ""
        vector = self.embedder.encode([asked], queries=True)[0] if asked else None
        if vector is None or not vector.any():
            return [Ranked(i, score, Via.KEYWORD) for i, score in bm25.items()][:limit]
        allowed = self._allowed(query, doc_ids)
        near = {s.passage_id: s.score for s in self.vectors.search(vector, pool, allowed)}
        if mode is Mode.SEMANTIC:
            return [Ranked(i, score, Via.SEMANTIC) for i, score in near.items()][:limit]
        verbatim = self._verbatim(query, pool, doc_ids)
        return self._fused(bm25, near, verbatim, vector)[:limit]

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

    def _fused(
        self,
        bm25: dict[int, float],
        near: dict[int, float],
        verbatim: set[int],
        vector: np.ndarray,
    ) -> list[Ranked]:
        ids = np.array(sorted(bm25.keys() | near.keys() | verbatim), dtype=np.int64)
        cosine = self.vectors.scores(vector, ids)
        best = max(bm25.values(), default=0.0) or 1.0
        keyword = np.array([bm25.get(i, 0.0) for i in ids.tolist()]) / best
        score = SEMANTIC_WEIGHT * cosine + (1 - SEMANTIC_WEIGHT) * keyword
        score += VERBATIM_BONUS * np.isin(ids, np.fromiter(verbatim, np.int64, len(verbatim)))
        # Ties go to the passage indexed first, so that a search repeats itself exactly.
        order = np.lexsort((ids, -score))
        return [Ranked(int(ids[n]), float(score[n]), _via(int(ids[n]), bm25, near)) for n in order]


def _via(passage_id: int, bm25: dict[int, float], near: dict[int, float]) -> Via:
    if passage_id not in near:
        return Via.KEYWORD
    return Via.BOTH if passage_id in bm25 else Via.SEMANTIC
