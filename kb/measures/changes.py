"""Which measure of a report answers which one of the report before."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kb.measures.likeness import Bigrams, Matrix, Meanings, best_pairs
from kb.measures.topic import FoundMeasure

#: What each sign that two measures are about the same weighs (together 1): the meaning of their
#: names and of their texts, and the bigrams they have in common, rare ones before all.
_NAME, _TEXT, _SHARED = 0.15, 0.35, 0.5
#: What it adds that figures of both count the same.
_FIGURES = 0.1
#: From what sum on a measure continues another; and one answers a plan, of which the text is
#: short, so that the share of it that comes back says more.
_CONTINUES, _ANSWERS = 0.29, 0.25


class Resemblance:
    """How much measures of one body's reports resemble each other."""

    def __init__(
        self,
        found: Sequence[FoundMeasure],
        counting_alike: Collection[frozenset[int]],
        meanings: Meanings,
    ) -> None:
        """``counting_alike``: pairs of measures, as positions, with figures that count the same."""
        self._counting_alike = counting_alike
        self._names = [one.subject for one in found]
        self._texts = [f"{one.subject} {one.text}" for one in found]
        self._bigrams = Bigrams(self._texts, rare=True)
        self._meanings = meanings
        meanings.learn((*self._names, *self._texts))

    def continued(self, before: Sequence[int], after: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs of what was done before and after and is the same, none in two pairs."""
        scores = self._scores(before, after, planned=False)
        return [(before[row], after[column]) for row, column in best_pairs(scores, _CONTINUES)]

    def answered(self, planned: Sequence[int], done: Sequence[int]) -> dict[int, int]:
        """For each plan that was answered the measure that answers it best."""
        if not planned or not done:
            return {}
        scores = self._scores(planned, done, planned=True)
        best = scores.argmax(axis=1)
        return {
            plan: done[column]
            for row, (plan, column) in enumerate(zip(planned, best.tolist(), strict=True))
            if scores[row, column] >= _ANSWERS
        }

    def _scores(self, before: Sequence[int], after: Sequence[int], *, planned: bool) -> Matrix:
        names = [[self._names[n] for n in some] for some in (before, after)]
        texts = [[self._texts[n] for n in some] for some in (before, after)]
        there, back = self._bigrams.within(before, after)
        shared = there if planned else np.sqrt(there * back)
        figures = [[frozenset((a, b)) in self._counting_alike for b in after] for a in before]
        return (
            _NAME * self._meanings.alike(*names)
            + _TEXT * self._meanings.alike(*texts)
            + _SHARED * shared
            + _FIGURES * np.array(figures, np.float32).reshape(shared.shape)
        )
