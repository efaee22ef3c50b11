"""Which figures of several reports count the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.figures import Figure
from kb.measures.likeness import Bigrams, Matrix, Meanings
from kb.measures.model import Stage
from kb.measures.told import Told, of_its_year, sentence, told
from kb.measures.topic import FoundMeasure

#: A body and a year: what may give one figure to a metric.
Report = tuple[str, int]
#: Something that each two figures are, or not: (n, n).
Pairs = NDArray[np.bool_]

#: Figures compared, those of the measures found first: all with all, so that twice as many take
#: four times as long.
_MOST = 3_000

#: What each sign that two figures count the same weighs. Of what is counted (together 1): the
#: bigrams in common, those of the shorter one in the longer one, the last word, the meaning,
#: and what was done.
_SHARED, _WITHIN, _HEAD, _MEANING, _DONE = 0.3, 0.2, 0.05, 0.2, 0.25
#: Of what is around (together 1): the meaning of the sentence, the measure and its name.
_SENTENCE, _TEXT, _NAME = 0.45, 0.3, 0.25
#: How much is said for it where only one of two says what was done.
_HALF_SAID = 0.5
#: What is counted, where the same was done and one of two says nothing but that (不合格5份).
_BARE = 0.6
#: What is around beside what is counted.
_AROUND = 0.5
#: From what sum of the signs on they do, and what that of what is counted must be alone.
_ENOUGH, _ALONE = 0.57, 0.5
#: What a sum lacks where a word like 问题 or 企业 is all that tells what was counted.
_SHORT = 0.05
#: The part of a sum that a figure which is part of another one lacks: the whole goes first.
_PART = 0.02


@dataclass(frozen=True, slots=True)
class Counting:
    """A figure that can be compared, and where it comes from."""

    figure: Figure
    found: FoundMeasure
    report: Report
    told: Told

    @property
    def sentence(self) -> str:
        """The sentence it stands in."""
        return sentence(self.found, self.figure)


def counting_alike(found: Sequence[FoundMeasure], meanings: Meanings) -> list[list[Counting]]:
    """The figures of what was done, those that count the same thing together.

    Each group has figures of at least two reports, one a report, and no figure is in two
    groups. Left out are ranges, figures of other years than the report's, those of which
    the report doesn't say what they count, and what exceeds 3,000 figures.
    """
    alike: defaultdict[str, list[Counting]] = defaultdict(list)
    comparable = sorted(_comparable(found), key=lambda one: one.found.rank)[:_MOST]
    meanings.learn(
        text
        for one in comparable
        for text in (one.told.what, one.sentence, one.found.text, one.found.subject)
    )
    for one in comparable:
        alike[one.told.unit].append(one)
    groups: list[list[Counting]] = []
    for countings in alike.values():
        if len({one.report for one in countings}) > 1:
            groups += _grouped(countings, likeness(countings, meanings))
    return groups


def _comparable(found: Sequence[FoundMeasure]) -> list[Counting]:
    seen: set[tuple[str, int]] = set()
    comparable: list[Counting] = []
    for measure in found:
        year = measure.meta.year
        if measure.measure.stage is not Stage.DONE or year is None:
            continue
        for figure in measure.figures:
            place = (measure.doc_id, figure.start)
            clear = figure.counts and figure.upper is None and place not in seen
            if clear and of_its_year(measure, figure) and (what := told(measure, figure)).what:
                seen.add(place)
                comparable.append(Counting(figure, measure, (measure.org, year), what))
    return comparable


def likeness(countings: Sequence[Counting], meanings: Meanings) -> Matrix:
    """How surely each two of them, all of one unit, count the same: (n, n), from 0 to 1."""
    texts = [one.told.what for one in countings]
    there, back = Bigrams(texts).within(range(len(texts)), range(len(texts)))
    heads = np.array([text[-2:] for text in texts])
    may, acts, does = _same_done([one.told.done for one in countings])

    def meaning(texts: Sequence[str]) -> Matrix:
        return meanings.alike(texts, texts)

    counted = (
        _SHARED * (there + back) / 2
        + _WITHIN * np.maximum(there, back)
        + _HEAD * (heads[:, None] == heads)
        + _MEANING * meaning(texts)
        + _DONE * does
    )
    bare = np.array([not one.told.named for one in countings], bool)
    counted = np.maximum(counted, _BARE * (acts & (bare[:, None] ^ bare)))
    around = (
        _SENTENCE * meaning([one.sentence for one in countings])
        + _TEXT * meaning([one.found.text for one in countings])
        + _NAME * meaning([one.found.subject for one in countings])
    )
    sums = (1 - _AROUND) * counted + _AROUND * around
    may &= counted >= _ALONE
    short = np.array([len(one.told.what) <= 2 and not one.told.done for one in countings], bool)
    sums -= _SHORT * (short[:, None] | short)
    parts = np.array([one.figure.whole is not None for one in countings], bool)
    sums -= _PART * (parts[:, None] | parts)
    return np.where(may, sums, 0).astype(np.float32)


def _same_done(classes: Sequence[frozenset[str]]) -> tuple[Pairs, Pairs, Matrix]:
    """Whether what was done may be the same, is, and how much is said for it: (n, n) each."""
    verbs = {verb: column for column, verb in enumerate(sorted(frozenset().union(*classes)))}
    held = np.zeros((len(classes), len(verbs) + 1), np.float32)
    for row, done in enumerate(classes):
        held[row, [verbs[verb] for verb in done]] = 1
    shared = held @ held.T > 0
    silent = held.sum(axis=1) == 0
    either = silent[:, None] | silent
    said = np.where(shared | (silent[:, None] & silent), 1, _HALF_SAID * either)
    return shared | either, shared, said.astype(np.float32)


def _grouped(countings: Sequence[Counting], scores: Matrix) -> list[list[Counting]]:
    """Joined first from report to report of a body, then across its years, then across bodies."""
    reports = {report: n for n, report in enumerate(sorted({one.report for one in countings}))}
    number = np.array([reports[one.report] for one in countings])
    bodies = np.array([one.report[0] for one in countings])
    same_body = bodies[:, None] == bodies
    apart = np.abs(number[:, None] - number)
    groups = _Groups(scores, number.tolist())
    for allowed in (same_body & (apart == 1), same_body, ~same_body):
        groups.join(allowed & (apart > 0))
    return [[countings[n] for n in members] for members in groups.members() if len(members) > 1]


class _Groups:
    """Figures in groups, at first each in its own."""

    def __init__(self, scores: Matrix, reports: Sequence[int]) -> None:
        self._scores = scores
        self._group = list(range(len(reports)))
        self._members = {n: [n] for n in self._group}
        # The reports of a group as bits of a number.
        self._reports = {n: 1 << report for n, report in enumerate(reports)}

    def members(self) -> list[list[int]]:
        """Those of each group."""
        return list(self._members.values())

    def join(self, allowed: Pairs) -> None:
        """Join, the most alike first, the groups of those whose pair is allowed.

        Two groups join if they have no report in common and are alike on the average.
        """
        rows, columns = np.nonzero(np.triu(allowed & (self._scores >= _ENOUGH)))
        order = np.argsort(-self._scores[rows, columns], kind="stable")
        for row, column in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
            one, other = self._group[row], self._group[column]
            if one == other or self._reports[one] & self._reports[other]:
                continue
            members, others = self._members[one], self._members[other]
            if self._scores[np.ix_(members, others)].mean() < _ENOUGH:
                continue
            members += self._members.pop(other)
            self._reports[one] |= self._reports.pop(other)
            for each in others:
                self._group[each] = one
