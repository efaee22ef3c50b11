"""Fitting the ranker of `kb.ranking`: lists of proposed passages, the right ones known.

What is fitted is what runs: the passages are proposed and described by the project's own search.
The loss is the cross-entropy of the right passages under a softmax over each list (ListNet; Cao et
al., 2007).
"""

from __future__ import annotations

import logging
import math
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
import torch
from data import Article, Key, Paragraph, Question
from torch.nn import functional

from kb.embedding import StaticEmbedder
from kb.engine import choose_engine
from kb.engine.base import Entry
from kb.engine.query import parse_query
from kb.engine.ragged import Ragged
from kb.engine.vectors import VectorIndex, places_of
from kb.ranking import FEATURES, Ranker, features
from kb.search import Searcher, passage_text

#: Of the questions written for this project so many are asked of each part's model.
WRITTEN_A_PART = 1600
#: What a list of a real question counts beside one of those: there are few of them.
WEIGHT_OF_REAL = 4.0
HIDDEN = 16
EPOCHS = 8
BATCH = 32
RATE = 3e-3
DECAY = 1e-4
#: Steps of the probe that tells queries for reports from the rest.
PROBE_STEPS = 300

logger = logging.getLogger(__name__)


class Queries(NamedTuple):
    """Questions for articles, and paragraphs of reports with their queries."""

    questions: Sequence[Question]
    paragraphs: Sequence[Paragraph]


@dataclass(frozen=True, slots=True)
class Asked:
    """A list of proposed passages: their features, which are right, what the list counts."""

    rows: np.ndarray
    right: np.ndarray
    weight: float


class Ranking:
    """An index of the articles and paragraphs, and the lists gathered from it."""

    def __init__(self, articles: Sequence[Article], paragraphs: Sequence[Paragraph]) -> None:
        self._entries = [*_entries(articles, paragraphs)]
        #: Passage ids by what questions refer to.
        self._of: dict[Key | Paragraph, list[int]] = defaultdict(list)
        for n, known in enumerate([*(article.key for article in articles), *paragraphs]):
            self._of[known].append(n)
        self._folder = TemporaryDirectory()
        self._engine = choose_engine().create(Path(self._folder.name) / "engine")
        self._engine.update(self._entries)
        self._asked: list[Asked] = []

    def observe(self, model: Path, seen: Queries, unseen: Queries, seed: int) -> None:
        """Ask some of the ``unseen`` of a ``model`` trained on the ``seen``, and keep what is
        proposed."""
        searcher, embedder = self._searcher(model)
        weights, constant = probe(embedder, seen)
        written = [q for q in unseen.questions if not q.real]
        chosen = [q for q in unseen.questions if q.real]
        chosen += random.Random(seed).sample(written, min(WRITTEN_A_PART, len(written)))
        asked = [
            (
                q.text,
                {i for key in q.gold for i in self._of[key]},
                WEIGHT_OF_REAL if q.real else 1.0,
            )
            for q in chosen
        ]
        asked += [(text, {*self._of[p]}, 1.0) for p in unseen.paragraphs for text in p.queries]
        for text, right, counts in asked:
            query = parse_query(text)
            vector = embedder.encode([query.plain])[0]
            if not vector.any():
                continue
            proposed = searcher.propose(query, vector)
            is_right = np.isin(proposed.ids, list(right))
            if is_right.any() and not is_right.all():
                asks = 1 / (1 + math.exp(-float(vector @ weights + constant)))
                rows = features(query.plain, vector, proposed, searcher.vectors, embedder, asks)
                self._asked.append(Asked(rows, is_right, counts))

    def fit(self, model: Path, queries: Queries, seed: int) -> Ranker:
        """The ranker for ``model``, which was trained on all ``queries``."""
        torch.manual_seed(seed)
        embedder = StaticEmbedder(model)
        every = np.concatenate([asked.rows for asked in self._asked])
        mean, deviation = every.mean(axis=0), every.std(axis=0) + 1e-6
        lists = [
            Asked(((asked.rows - mean) / deviation).clip(-6, 6), asked.right, asked.weight)
            for asked in self._asked
        ]
        network = torch.nn.Sequential(
            torch.nn.Linear(len(FEATURES), HIDDEN), torch.nn.ReLU(), torch.nn.Linear(HIDDEN, 1)
        )
        _fit(network, lists)
        first, _, last = network
        weights, constant = probe(embedder, queries)
        return Ranker(
            model=embedder.digest,
            mean=mean,
            deviation=deviation,
            hidden=first.weight.detach().numpy().T,
            bias=first.bias.detach().numpy(),
            out=last.weight.detach().numpy()[0],
            report=weights,
            report_bias=constant,
        )

    def _searcher(self, model: Path) -> tuple[Searcher, StaticEmbedder]:
        embedder = StaticEmbedder(model)
        texts = [passage_text(entry) for entry in self._entries]
        vectors = VectorIndex.empty(embedder.dim).updated(
            [],
            [entry.passage_id for entry in self._entries],
            embedder.encode(texts),
            Ragged.of(embedder.words(texts), np.uint16),
            places_of(self._entries),
        )
        return Searcher(self._engine, vectors, embedder), embedder


def probe(embedder: StaticEmbedder, queries: Queries) -> tuple[np.ndarray, float]:
    """Weights (dim,) and constant of a logistic regression that tells queries of paragraphs
    (of reports) from questions (for articles), both counting alike in sum."""
    reports = [text for paragraph in queries.paragraphs for text in paragraph.queries]
    texts = reports + [question.text for question in queries.questions]
    rows = torch.from_numpy(embedder.encode(texts))
    label = torch.tensor([1.0] * len(reports) + [0.0] * len(queries.questions))
    weight = torch.where(label == 1, 0.5 / len(reports), 0.5 / len(queries.questions))
    layer = torch.nn.Linear(embedder.dim, 1)
    torch.nn.init.zeros_(layer.weight)
    torch.nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(layer.parameters(), lr=0.1, weight_decay=1e-4)
    for _ in range(PROBE_STEPS):
        loss = functional.binary_cross_entropy_with_logits(
            layer(rows).squeeze(1), label, weight, reduction="sum"
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return layer.weight.detach().numpy()[0], float(layer.bias.detach())


def _fit(network: torch.nn.Module, lists: Sequence[Asked]) -> None:
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    for epoch in range(EPOCHS):
        losses = []
        for batch in torch.randperm(len(lists)).split(BATCH):
            chosen = [lists[n] for n in batch.tolist()]
            rows = torch.from_numpy(np.concatenate([asked.rows for asked in chosen]))
            parts = network(rows).squeeze(1).split([len(asked.rows) for asked in chosen])
            weights = torch.tensor([asked.weight for asked in chosen])
            each = torch.stack([_loss(*both) for both in zip(parts, chosen, strict=True)])
            loss = (each * weights).sum() / weights.sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        logger.info("  epoch %d: mean loss %.4f", epoch + 1, np.mean(losses))


def _loss(scores: torch.Tensor, asked: Asked) -> torch.Tensor:
    """Cross-entropy of the right passages of one list, each counting alike."""
    return -functional.log_softmax(scores, 0)[torch.from_numpy(asked.right)].mean()


def _entries(articles: Sequence[Article], paragraphs: Sequence[Paragraph]) -> Iterator[Entry]:
    for n, article in enumerate(articles):
        law, number = article.key
        yield Entry(n, law, law, article.heading, f"{number} {article.text}")
    for n, p in enumerate(paragraphs, len(articles)):
        yield Entry(n, p.title, p.title, p.heading, p.text, report=True)
