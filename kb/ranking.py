"""What orders the passages that both sides propose: a small network over how each answers.

Each proposed passage is described by `FEATURES`: its cosine, its BM25, how well each word of the
query is matched by the nearest of its words (MaxSim; Khattab and Zaharia, ColBERT, 2020, here with
vectors of words alone), whether it holds the query as typed, how its section, document and
neighbours fare in the same search, and whether a report is asked for. A network of one hidden
layer, fitted list by list (Cao et al., Learning to Rank: From Pairwise Approach to Listwise
Approach, 2007), makes one score of them. The weights in ``kb/data/ranker.json`` belong to the
bundled model and are made with it (benchmarks/training).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.embedding import StaticEmbedder
from kb.engine.vectors import DOCUMENT, REPORT, SECTION, VectorIndex

Floats = NDArray[np.float32]

#: Columns of `features`, in order.
FEATURES = (
    "cosine",
    "cosine below the best",
    "best cosine",
    "bm25 over the best",
    "log bm25",
    "log best bm25",
    "query words matched",
    "query words found",
    "query words found or near",
    "passage words asked for",
    "holds the query as typed",
    "its section",
    "share of its section",
    "its document",
    "share of its document",
    "its neighbours",
    "log words of the passage",
    "log words of the query",
    "report if one is asked for",
)

#: Words whose vectors are as near as this are taken for the same, and for akin.
_SAME, _AKIN = 0.99, 0.6

#: Of the first so many passages by cosine it is counted how many a section or document has.
_COUNTED = 100

#: Deviations from the mean at which a feature is cut off.
_FARTHEST = 6.0

#: A section or document is as good as the mean of its best so many.
_BEST = 3


@dataclass(frozen=True, slots=True)
class Proposed:
    """The passages that a search proposes: arrays of one length, in order of passage id."""

    ids: NDArray[np.int64]
    #: Rows of the vector index.
    at: NDArray[np.intp]
    #: BM25, 0 where the keyword side did not propose it.
    bm25: Floats
    #: Whether the keyword side proposed it, the semantic side did, it holds the query as typed.
    keyword: NDArray[np.bool_]
    near: NDArray[np.bool_]
    verbatim: NDArray[np.bool_]


def features(
    query: str,
    vector: Floats,
    proposed: Proposed,
    vectors: VectorIndex,
    embedder: StaticEmbedder,
    asks_report: float,
) -> Floats:
    """One row of `FEATURES` for each passage proposed: (n, len(FEATURES)).

    vector: of ``query``, (dim,). asks_report: how likely the query asks for a report, 0 to 1.
    """
    at = proposed.at
    cosine = vectors.cosines(vector, at)
    best, best_bm25 = cosine.max(), proposed.bm25.max()
    places = vectors.places[at]
    first = np.argsort(-cosine, kind="stable")[:_COUNTED]
    section, section_share = _company(cosine, places[:, SECTION], first)
    document, document_share = _company(cosine, places[:, DOCUMENT], first)
    asked = embedder.words([query])[0]
    matched, found, akin, wanted, length = _word_by_word(asked, at, vectors, embedder)
    columns = (
        cosine,
        cosine - best,
        np.full(len(at), best),
        proposed.bm25 / (best_bm25 or 1.0),
        np.log1p(proposed.bm25),
        np.full(len(at), np.log1p(best_bm25)),
        matched,
        found,
        akin,
        wanted,
        proposed.verbatim,
        section,
        section_share,
        document,
        document_share,
        _neighbours(vector, at, vectors),
        np.log1p(length),
        np.full(len(at), np.log1p(len(asked))),
        np.where(places[:, REPORT] == 1, asks_report, 1 - asks_report),
    )
    return np.stack(columns, axis=1).astype(np.float32)


@dataclass(frozen=True)
class Ranker:
    """The network, and the probe that tells whether a query asks for a report."""

    #: Digest of the embedding model that it was fitted to.
    model: str
    #: Mean and deviation of each feature where it was fitted, (features,).
    mean: Floats
    deviation: Floats
    #: Layers: (features, hidden), (hidden,), (hidden,).
    hidden: Floats
    bias: Floats
    out: Floats
    #: The probe: weights of the query's vector (dim,) and a constant.
    report: Floats
    report_bias: float

    @classmethod
    def load(cls, path: Path) -> Ranker:
        """The ranker in the JSON file ``path``."""
        raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if raw.pop("features") != list(FEATURES):
            raise ValueError(f"{path} was fitted to other features")
        arrays = {k: np.array(v, np.float32) for k, v in raw.items() if isinstance(v, list)}
        return cls(**{**raw, **arrays})

    def save(self, path: Path) -> None:
        """Write it to the JSON file ``path``."""
        raw = {k: _plain(v) for k, v in vars(self).items()}
        path.write_text(json.dumps({"features": FEATURES, **raw}, indent=1) + "\n", "utf-8")

    def asks_report(self, vector: Floats) -> float:
        """How likely a query with this vector asks for a report: 0 to 1."""
        return float(1 / (1 + np.exp(-(vector @ self.report + self.report_bias))))

    def scores(self, rows: Floats) -> Floats:
        """The higher, the better: (n,) for `features` (n, len(FEATURES))."""
        # What lies far beyond anything met in fitting is no stronger evidence for that.
        standard = np.clip((rows - self.mean) / self.deviation, -_FARTHEST, _FARTHEST)
        return np.maximum(standard @ self.hidden + self.bias, 0) @ self.out


def _plain(value: Any) -> Any:
    return np.round(value, 5).tolist() if isinstance(value, np.ndarray) else value


def _company(
    cosine: Floats, groups: NDArray[np.uint32], first: NDArray[np.intp]
) -> tuple[Floats, Floats]:
    """For each passage: the mean of the best of its group among ``first``, and the share of
    ``first`` that its group has; 0 for a group not among them."""
    names, group = np.unique(groups, return_inverse=True)
    total, count = np.zeros(len(names), np.float32), np.zeros(len(names), np.float32)
    # ``first`` is in order of cosine, so the first of a group are its best.
    for n in first.tolist():
        if count[group[n]] < _BEST:
            total[group[n]] += cosine[n]
        count[group[n]] += 1
    mean = (total / np.maximum(np.minimum(count, _BEST), 1)).astype(np.float32)
    return mean[group], (count / np.float32(_COUNTED))[group]


def _word_by_word(
    asked: NDArray[Any], at: NDArray[np.intp], vectors: VectorIndex, embedder: StaticEmbedder
) -> tuple[Floats, ...]:
    """How the words of the query and those of each passage match: five columns.

    Of the query's words, weighted by the length of their vectors: the mean of each one's best
    cosine, the share that the passage has, the share to which it has one akin. Of the passage's
    words, weighted alike: the mean best cosine with a word of the query. How many there are.
    """
    words = vectors.words.take(at)
    lengths = np.diff(words.starts)
    columns = np.zeros((5, len(at)), np.float32)
    columns[4] = lengths
    some = np.flatnonzero(lengths)
    if not len(asked) or not len(some):
        return tuple(columns)
    weight = embedder.weights[asked]
    weight = weight / (weight.sum() or 1.0)
    # A few thousand different words stand in the passages, most of them many times.
    held = np.zeros(len(embedder.weights), np.bool_)
    held[words.flat] = True
    row = np.cumsum(held) - 1
    likeness = embedder.likeness(np.flatnonzero(held), asked)[row[words.flat]]
    begins = words.starts[some]
    best = np.maximum.reduceat(likeness, begins, axis=0)
    columns[0, some] = best @ weight
    columns[1, some] = (best > _SAME) @ weight
    columns[2, some] = (best > _AKIN) @ weight
    own = embedder.weights[words.flat]
    wanted = np.add.reduceat(likeness.max(axis=1) * own, begins)
    columns[3, some] = wanted / np.maximum(np.add.reduceat(own, begins), 1e-9)
    return tuple(columns)


def _neighbours(vector: Floats, at: NDArray[np.intp], vectors: VectorIndex) -> Floats:
    """Half the sum of the cosines of the passages before and after, where of the same document."""
    total = np.zeros(len(at), np.float32)
    for step in (-1, 1):
        beside = np.clip(at + step, 0, len(vectors) - 1)
        same = vectors.places[beside, DOCUMENT] == vectors.places[at, DOCUMENT]
        total += vectors.cosines(vector, beside) * (same & (beside != at))
    return total / np.float32(2)
