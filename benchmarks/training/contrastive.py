"""Training by contrast: a query must be nearer to its passage than to all others at hand.

The loss is the cross-entropy over all passages of the batch and the hard negatives (InfoNCE;
van den Oord et al., 2018; with hard negatives as in Karpukhin et al., Dense Passage
Retrieval, 2020). A text's vector is the normalised mean of its words' vectors, as in
`sentence_transformers.models.StaticEmbedding`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import torch
from data import Pair
from torch.nn import functional

Tokenize = Callable[[Sequence[str]], list[list[int]]]

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train."""

    seed: int = 0
    epochs: int = 1
    batch: int = 1024
    rate: float = 2e-3
    temperature: float = 0.07
    #: Kept fixed, since sums over another number of threads round otherwise.
    threads: int = 1


def train(
    vectors: np.ndarray, pairs: Sequence[Pair], tokenize: Tokenize, settings: Settings
) -> np.ndarray:
    """``vectors`` (words, dimensions) after training on ``pairs``: float32, same shape.

    The same input and settings give the same result on the same machine.
    """
    torch.manual_seed(settings.seed)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(settings.threads)
    words = torch.nn.EmbeddingBag.from_pretrained(
        torch.tensor(vectors, dtype=torch.float32), freeze=False, mode="mean"
    )
    optimizer = torch.optim.Adam(words.parameters(), lr=settings.rate)
    for epoch in range(settings.epochs):
        losses = []
        for batch in _batches(pairs, settings.batch):
            loss = _loss(words, batch, tokenize, settings.temperature)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        logger.info("  epoch %d: mean loss %.4f", epoch + 1, np.mean(losses))
    return words.weight.detach().numpy()


def _batches(pairs: Sequence[Pair], size: int) -> Iterator[list[Pair]]:
    """``pairs`` in random order, ``size`` at a time; an incomplete last batch is left out."""
    order = torch.randperm(len(pairs)).tolist()
    for start in range(0, len(pairs) - size + 1, size):
        yield [pairs[i] for i in order[start : start + size]]


def _loss(
    words: torch.nn.EmbeddingBag, batch: list[Pair], tokenize: Tokenize, temperature: float
) -> torch.Tensor:
    """Cross-entropy of finding each query's own passage among all of the batch."""
    queries = [pair.query for pair in batch]
    passages = [pair.passage for pair in batch]
    hard = [negative for pair in batch for negative in pair.negatives]
    similarity = _embed(words, queries, tokenize) @ _embed(words, passages + hard, tokenize).T
    similarity = similarity.masked_fill(_other_answers(queries, passages, len(hard)), -1.0)
    return functional.cross_entropy(similarity / temperature, torch.arange(len(batch)))


def _other_answers(queries: list[str], passages: list[str], hard: int) -> torch.Tensor:
    """Where a column holds another right answer to the row's query, and so is no negative.

    Boolean of shape (batch, batch + ``hard``).
    """
    query, passage = _numbered(queries), _numbered(passages)
    same = (query[:, None] == query) | (passage[:, None] == passage)
    same.fill_diagonal_(False)
    return functional.pad(same, (0, hard))


def _numbered(texts: list[str]) -> torch.Tensor:
    """Equal numbers for equal texts."""
    numbers: dict[str, int] = {}
    return torch.tensor([numbers.setdefault(text, len(numbers)) for text in texts])


def _embed(words: torch.nn.EmbeddingBag, texts: list[str], tokenize: Tokenize) -> torch.Tensor:
    """Unit vectors of ``texts``: shape (texts, dimensions)."""
    ids = tokenize(texts)
    offsets = np.cumsum([0, *map(len, ids[:-1])])
    flat = torch.from_numpy(np.fromiter(chain.from_iterable(ids), np.int64, sum(map(len, ids))))
    return functional.normalize(words(flat, torch.from_numpy(offsets)))
