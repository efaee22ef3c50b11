"""Measures on one topic side by side: over the years of a body, and across bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, pairwise

from kb.embedding import Embedder
from kb.figures import Figure
from kb.measures.changes import Resemblance
from kb.measures.likeness import Meanings
from kb.measures.metrics import Counting, counting_alike
from kb.measures.model import Stage
from kb.measures.told import spoken
from kb.measures.topic import FoundMeasure


@dataclass(frozen=True, slots=True)
class Row:
    """What one body's report of one year says on the topic, in the order of the report."""

    org: str
    #: The year the report is about.
    year: int | None
    done: tuple[FoundMeasure, ...]
    lacking: tuple[FoundMeasure, ...]
    planned: tuple[FoundMeasure, ...]

    def of(self, stage: Stage) -> tuple[FoundMeasure, ...]:
        """Those of that stage."""
        told = {Stage.DONE: self.done, Stage.LACKING: self.lacking, Stage.PLANNED: self.planned}
        return told[stage]

    @property
    def measures(self) -> tuple[FoundMeasure, ...]:
        """All of them, by stage."""
        return (*self.done, *self.lacking, *self.planned)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series, with the measure that tells it."""

    year: int
    figure: Figure
    found: FoundMeasure


@dataclass(frozen=True, slots=True)
class Series:
    """The same thing counted by one body over the years, in rising order, a point a year."""

    org: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Metric:
    """What is counted alike, by one body in several years or by several bodies."""

    #: What is counted, as its newest figure says it: 办结 行政复议.
    name: str
    unit: str
    series: tuple[Series, ...]

    @property
    def label(self) -> str:
        """Its name with its unit, for people."""
        return f"{self.name}（{self.unit}）"


class Fate(str, Enum):
    """What became of a measure from one year of a body to the next that it has reported on."""

    NEW = "新出现"
    CONTINUED = "延续"
    DROPPED = "未再提及"
    #: Planned in the earlier report, and told of in the later one, or not.
    KEPT = "计划已见成效"
    OPEN = "计划未见报告"


@dataclass(frozen=True, slots=True)
class Change:
    """A measure and what became of it."""

    org: str
    #: The year of the later report.
    year: int
    fate: Fate
    #: In the earlier report; None for what is new.
    before: FoundMeasure | None
    #: In the later report; None for what was dropped or is open.
    after: FoundMeasure | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The measures on a topic side by side."""

    #: By body, then year, the newest first.
    rows: tuple[Row, ...]
    #: Those with most points first.
    metrics: tuple[Metric, ...]
    #: By body, then year, the newest first.
    changes: tuple[Change, ...]


def compare(found: Sequence[FoundMeasure], embedder: Embedder) -> Comparison:
    """``found``, all on one topic, side by side.

    Bodies stand in the order of their best measures. Reports without a year have a row, but
    no figures in the metrics and no changes.
    """
    # In the order of the reports; two of a body and a year are one, the one after the other.
    found = sorted(found, key=lambda one: (one.doc_id, one.measure.start))
    reports = _reports(found)
    meanings = Meanings(embedder)
    groups = counting_alike(found, meanings)
    rows = [_row(*report, [found[n] for n in places]) for report, places in reports.items()]
    metrics = sorted((_metric(group) for group in groups), key=_standing)
    changes = _changes(found, reports, Resemblance(found, _alike(found, groups), meanings))
    return Comparison(tuple(rows), tuple(metrics), tuple(changes))


def _reports(found: Sequence[FoundMeasure]) -> dict[tuple[str, int | None], list[int]]:
    """Where the measures of each body and year are, in the order of `Comparison.rows`."""
    best: dict[str, int] = {}
    reports: defaultdict[tuple[str, int | None], list[int]] = defaultdict(list)
    for place, one in enumerate(found):
        best[one.org] = min(one.rank, best.get(one.org, one.rank))
        reports[one.org, one.meta.year].append(place)
    return dict(
        sorted(
            reports.items(),
            key=lambda report: (best[report[0][0]], report[0][0], -(report[0][1] or 0)),
        )
    )


def _row(org: str, year: int | None, measures: Sequence[FoundMeasure]) -> Row:
    def of(stage: Stage) -> tuple[FoundMeasure, ...]:
        return tuple(one for one in measures if one.measure.stage is stage)

    return Row(org, year, of(Stage.DONE), of(Stage.LACKING), of(Stage.PLANNED))


def _metric(group: Sequence[Counting]) -> Metric:
    newest = min(group, key=lambda one: (-one.report[1], one.found.rank, one.report[0]))
    series: defaultdict[str, list[Point]] = defaultdict(list)
    for one in sorted(group, key=lambda one: (one.found.rank, one.report)):
        series[one.report[0]].append(Point(one.report[1], one.figure, one.found))
    return Metric(
        spoken(newest.figure),
        newest.figure.unit,
        tuple(
            Series(org, tuple(sorted(points, key=lambda point: point.year)))
            for org, points in series.items()
        ),
    )


def _standing(metric: Metric) -> tuple[int, int, str]:
    points = [point for series in metric.series for point in series.points]
    return -len(points), min(point.found.rank for point in points), metric.name


def _alike(
    found: Sequence[FoundMeasure], groups: Sequence[Sequence[Counting]]
) -> set[frozenset[int]]:
    """Pairs of measures, as places in ``found``, with figures that count the same."""
    places = {id(one): place for place, one in enumerate(found)}
    return {
        frozenset((places[id(one.found)], places[id(other.found)]))
        for group in groups
        for one, other in combinations(group, 2)
    }


def _changes(
    found: Sequence[FoundMeasure],
    reports: Mapping[tuple[str, int | None], Sequence[int]],
    resemblance: Resemblance,
) -> Iterator[Change]:
    """From each report to the next that there is of the body; plans count for the next year."""
    for (later, after), (earlier, before) in pairwise(reports.items()):
        (org, year), (same, last) = later, earlier
        if org != same or year is None or last is None:
            continue

        def of(places: Sequence[int], stage: Stage) -> list[int]:
            return [place for place in places if found[place].measure.stage is stage]

        done, was = of(after, Stage.DONE), of(before, Stage.DONE)
        plans = of(before, Stage.PLANNED) if year == last + 1 else []
        continued = resemblance.continued(was, done)
        answered = resemblance.answered(plans, done)
        earlier_of = {one: other for other, one in continued}
        pairs: list[tuple[Fate, int | None, int | None]] = []
        pairs += [
            (Fate.NEW, None, one)
            for one in done
            if one not in earlier_of and one not in answered.values()
        ]
        pairs += [(Fate.CONTINUED, earlier_of[one], one) for one in done if one in earlier_of]
        pairs += [(Fate.DROPPED, one, None) for one in was if one not in earlier_of.values()]
        pairs += [(Fate.KEPT, plan, answered[plan]) for plan in plans if plan in answered]
        pairs += [(Fate.OPEN, plan, None) for plan in plans if plan not in answered]
        for fate, one, other in pairs:
            yield Change(
                org,
                year,
                fate,
                None if one is None else found[one],
                None if other is None else found[other],
            )
