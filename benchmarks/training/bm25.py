"""BM25 over words and character bigrams, in numpy alone.

It finds the look-alikes that training learns to tell apart, and is the keyword half of the
evaluation. Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, eq. 3.15.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tokenizers import Tokenizer

K1, B = 1.2, 0.75
#: Code points take 21 bits, so a bigram takes 42 and this bit tells bigrams from words.
BIGRAM = 1 << 42
FIRST_HAN, LAST_HAN = 0x4E00, 0x9FFF


class BM25:
    """An inverted index of ``texts``, whose words are those of ``tokenizer``."""

    def __init__(self, texts: Sequence[str], tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        terms = self._terms(texts)
        self._lengths = np.array([len(t) for t in terms], dtype=np.float32)
        owners = np.repeat(np.arange(len(texts), dtype=np.int64), self._lengths.astype(np.int64))
        vocabulary, ids = np.unique(np.concatenate(terms), return_inverse=True)
        cells, counts = np.unique(ids * len(texts) + owners, return_counts=True)
        term_of, self._owners = np.divmod(cells, len(texts))
        # Postings of term i are the slice starts[i]:starts[i + 1], since cells are sorted.
        self._starts = np.searchsorted(term_of, np.arange(len(vocabulary) + 1))
        self._rows = {term: row for row, term in enumerate(vocabulary.tolist())}
        frequency = np.diff(self._starts)
        idf = np.log1p((len(texts) - frequency + 0.5) / (frequency + 0.5))
        norm = K1 * (1 - B + B * self._lengths / self._lengths.mean())
        gain = counts * (K1 + 1) / (counts + norm[self._owners])
        self._weights = (idf[term_of] * gain).astype(np.float32)

    def scores(self, query: str) -> np.ndarray:
        """How well each text answers ``query``: float32 of shape (texts,), 0 for no shared term."""
        scores = np.zeros(len(self._lengths), dtype=np.float32)
        for term in self._terms([query])[0].tolist():
            if (row := self._rows.get(term)) is not None:
                postings = slice(self._starts[row], self._starts[row + 1])
                scores[self._owners[postings]] += self._weights[postings]
        return scores

    def _terms(self, texts: Sequence[str]) -> list[np.ndarray]:
        """For each text, its words and bigrams as int64 numbers."""
        words = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [
            np.concatenate([np.array(encoding.ids, dtype=np.int64), _bigrams(text)])
            for encoding, text in zip(words, texts, strict=True)
        ]


def _bigrams(text: str) -> np.ndarray:
    """Each two neighbouring Han characters as one int64 number."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    han = (points >= FIRST_HAN) & (points <= LAST_HAN)
    pairs = (points[:-1] << 21) | points[1:] | BIGRAM
    return pairs[han[:-1] & han[1:]]
