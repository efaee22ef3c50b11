"""Measures side by side: rows, figures that count the same, and what became of a measure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.document import Genre, Metadata
from kb.embedding import Embedder, load_embedder
from kb.figures import Figure, figures_in, find_figures
from kb.measures.compare import Change, Comparison, Fate, compare
from kb.measures.extract import measures_in
from kb.measures.model import Measure, Stage
from kb.measures.topic import FoundMeasure
from kb.parsing import parse
from kb.reading import read
from tests.conftest import REPOSITORY
from tests.measures import compared, fates, unseen

BODIES = {
    "C": "榕湾市城市管理局",
    "Z": "榕湾市自然资源和规划局",
    "J": "榕湾市交通运输局",
    "W": "榕湾市卫生健康委员会",
}
Place = tuple[str, int]


@cache
def embedder() -> Embedder:
    return load_embedder()


@cache
def sample(name: str) -> tuple[FoundMeasure, ...]:
    """Every measure of a report of corpus/samples, as if all had been found."""
    folder = REPOSITORY / "corpus" / "samples"
    [path] = folder.glob(f"{BODIES[name[0]]}20{name[1:]}*")
    document = parse(read(path), doc_id=name, path=path.name)
    figures = figures_in(document)
    above = {passage.locator: passage.breadcrumb for passage in document.passages}
    return tuple(
        FoundMeasure(
            1,
            name,
            document.meta,
            "榕湾市",
            measure,
            document.text[measure.start : measure.end],
            tuple(f for f in figures if measure.start <= f.start and f.end <= measure.end),
            breadcrumb=above[measure.locator],
        )
        for measure in measures_in(document)
    )


def written(
    org: str, year: int | None, *texts: str, stage: Stage = Stage.DONE
) -> list[FoundMeasure]:
    """Measures of a report, a text each, that begins with its name."""
    doc_id, found, at = f"{org}{year}", [], 0
    meta = Metadata(f"{org}{year}年度报告", Genre.REPORT, "报告", org=org, year=year)
    for number, text in enumerate(texts, 1):
        name = text.partition("。")[0]
        measure = Measure(f"{number}.", at, at + len(text), name, "", stage, year)
        figures = tuple(
            replace(
                figure,
                start=figure.start + at,
                end=figure.end + at,
                whole=None if figure.whole is None else figure.whole + at,
            )
            for figure in find_figures(text)
        )
        found.append(FoundMeasure(number, doc_id, meta, "榕湾市", measure, text, figures))
        at += len(text) + 1
    return found


# -- figures that count the same -----------------------------------------------------------


@dataclass
class Joined:
    """Which figures are together, told by the words up to their ends."""

    reports: dict[str, Sequence[FoundMeasure]]

    def __post_init__(self) -> None:
        every = [one for found in self.reports.values() for one in found]
        self.metric = {
            (point.found.doc_id, point.figure.start): number
            for number, metric in enumerate(compare(every, embedder()).metrics)
            for series in metric.series
            for point in series.points
        }

    def place(self, named: str) -> Place | None:
        name, words = named.strip().split(" ", 1)
        places = [
            (one.doc_id, figure.start)
            for one in self.reports[name]
            for figure in one.figures
            if one.text[: figure.end - one.measure.start].endswith(words)
        ]
        return places[0] if places else None

    def pairs(self, lines: str) -> list[tuple[str, bool]]:
        """Each line of two figures, and whether they are together."""
        told = []
        for line in lines.strip().splitlines():
            first, second = (self.metric.get(self.place(each)) for each in line.split("|"))
            told.append((line, first is not None and first == second))
        return told


@cache
def samples() -> Joined:
    return Joined({name: sample(name) for name in ("C21", "C22", "C23", "Z21", "Z22", "Z23")})


@cache
def others() -> Joined:
    return Joined(
        {
            name: [
                replace(one, doc_id=name)
                for one in written(BODIES[name[0]], 2000 + int(name[1:]), *text.split())
            ]
            for name, text in unseen.TEXTS.items()
        }
    )


@pytest.mark.parametrize(
    ("joined", "truth", "recall", "precision"),
    [(samples, compared, 0.92, 0.93), (others, unseen, 0.93, 0.97)],
)
def test_figures_that_count_the_same_are_together(joined, truth, recall, precision) -> None:
    same, different = joined().pairs(truth.SAME), joined().pairs(truth.DIFFERENT)
    assert len(same) > 40
    assert len(different) >= 36
    missed = [line for line, together in same if not together]
    wrong = [line for line, together in different if together]
    right = len(same) - len(missed)
    assert right / len(same) >= recall, missed
    assert right / (right + len(wrong)) >= precision, wrong


@pytest.mark.parametrize(("joined", "truth"), [(samples, compared), (others, unseen)])
def test_figures_of_other_years_are_left_out(joined, truth) -> None:
    for named in truth.OTHER_YEARS.strip().splitlines():
        assert joined().place(named), named
        assert joined().place(named) not in joined().metric, named


@pytest.mark.parametrize(
    ("before", "after", "together"),
    [
        ("信访工作。受理信访120件。", "信访工作。接收信访98宗。", True),
        ("信访工作。受理信访120件。", "信访工作。办结信访98件。", False),
        ("执法培训。培训执法人员80人。", "执法培训。培训执法人员95人次。", False),
        ("执法检查。检查企业80家。", "执法检查。检查企业95家次。", False),
        ("应诉工作。负责人出庭率80%。", "应诉工作。出庭率95%。", True),
        ("应诉工作。负责人出庭率80%。", "应诉工作。行政诉讼败诉率9%。", False),
        ("应诉工作。办理行政诉讼案件30件。", "应诉工作。办理行政应诉案件22件。", True),
        ("应诉工作。办理行政诉讼案件30件。", "应诉工作。办理行政复议案件22件。", False),
        ("法治宣传。开展普法活动30场。", "法治宣传。举办普法宣传活动22场次。", True),
        ("法治宣传。开展普法活动30场。", "法治宣传。举办培训22场。", False),
        ("法治宣传。开展普法活动30场。", "法治宣传。开展普法活动3至5场。", False),
    ],
)
def test_when_two_figures_count_the_same(before: str, after: str, together: bool) -> None:
    found = written("甲局", 2021, before) + written("甲局", 2022, after)
    assert bool(compare(found, embedder()).metrics) == together


def test_a_metric_has_a_point_a_year_for_each_body_and_the_newest_name() -> None:
    found = [
        *written("甲局", 2021, "复议工作。审结行政复议案件12件。", "普法工作。开展普法活动30场。"),
        *written("甲局", 2022, "普法工作。开展普法活动35场。"),
        *written("甲局", 2023, "复议工作。办结行政复议案件8件，其中维持6件。"),
        *written("乙局", 2021, "普法工作。开展普法活动11场。"),
        *written("乙局", 2022, "行政复议。审结行政复议案件5件。", "普法工作。开展普法活动9场。"),
    ]
    first, second = compare(found, embedder()).metrics
    by_body = {each.org: [(p.year, p.figure.value) for p in each.points] for each in first.series}
    assert by_body == {"甲局": [(2021, 30), (2022, 35)], "乙局": [(2021, 11), (2022, 9)]}
    assert (first.name, first.unit) == ("普法活动", "场")
    by_body = {each.org: [(p.year, p.figure.value) for p in each.points] for each in second.series}
    assert by_body == {"甲局": [(2021, 12), (2023, 8)], "乙局": [(2022, 5)]}
    assert second.name == "办结行政复议案件"


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.LACKING])
def test_only_what_was_done_is_counted(stage: Stage) -> None:
    found = written("甲局", 2021, "普法工作。开展普法活动30场。")
    found += written("甲局", 2022, "普法工作。开展普法活动35场。", stage=stage)
    assert not compare(found, embedder()).metrics


# -- what became of measures ---------------------------------------------------------------


def told(change: Change) -> tuple[str, str, str, str]:
    report = f"{next(k for k, org in BODIES.items() if org == change.org)}{change.year - 2000}"
    before, after = (one.measure.locator if one else "—" for one in (change.before, change.after))
    return report, change.fate.value, before, after


def test_what_became_of_the_measures_on_a_topic() -> None:
    right, wrong = 0, []
    for topic, reports in fates.FOUND.items():
        found = [
            one
            for name, locators in reports.items()
            for one in sample(name)
            if one.measure.locator in locators.split()
        ]
        assert len(found) == sum(len(locators.split()) for locators in reports.values())
        changes = [told(change) for change in compare(found, embedder()).changes]
        for line in fates.CHANGES[topic].strip().splitlines():
            report, fate, *measures = line.split()
            before, after = (each.split("或") for each in measures)
            if any(c[:2] == (report, fate) and c[2] in before and c[3] in after for c in changes):
                right += 1
            else:
                wrong.append(f"{topic}: {line}")
    assert right > 50
    assert right / (right + len(wrong)) >= 0.9, wrong


def test_a_plan_counts_for_the_next_year_only_and_what_was_done_for_the_next_report() -> None:
    plan = written("甲局", 2020, "普法工作。开展普法活动。", "建设停车平台。新建智慧停车平台。")
    plan = [replace(one, measure=replace(one.measure, stage=Stage.PLANNED)) for one in plan]
    done = [
        replace(one, doc_id="甲局成效") for one in written("甲局", 2020, "信访工作。受理信访。")
    ]
    later = written("甲局", 2022, "信访工作。受理信访。", "普法工作。开展普法活动。")
    changes = compare([*plan, *done, *later], embedder()).changes
    assert Counter(change.fate for change in changes) == {Fate.CONTINUED: 1, Fate.NEW: 1}
    soon = [replace(one, meta=replace(one.meta, year=2021)) for one in later]
    changes = compare([*plan, *done, *soon], embedder()).changes
    assert Counter(change.fate for change in changes) == {
        Fate.CONTINUED: 1,
        Fate.KEPT: 1,
        Fate.OPEN: 1,
    }


def test_a_measure_may_answer_a_measure_and_a_plan() -> None:
    found = written("甲局", 2021, "普法工作。开展普法活动30场。")
    planned = written("甲局", 2021, "加强普法工作。开展普法活动。", stage=Stage.PLANNED)
    found += [replace(one, doc_id="甲局计划") for one in planned]
    found += written("甲局", 2022, "普法工作。开展普法活动35场。")
    changes = compare(found, embedder()).changes
    assert [change.fate for change in changes] == [Fate.CONTINUED, Fate.KEPT]
    assert changes[0].after == changes[1].after


def test_bodies_are_not_each_others_past() -> None:
    found = written("甲局", 2021, "普法工作。开展普法活动30场。")
    found += written("乙局", 2022, "普法工作。开展普法活动35场。")
    assert not compare(found, embedder()).changes


# -- any input -----------------------------------------------------------------------------

_PIECES = (
    "行政复议",
    "信访",
    "普法活动",
    "审结",
    "受理",
    "比上年增加",
    "12件",
    "30%",
    "3至5人",
    "由8项",
    "，",
    "。",
)
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=12).map("".join)


@st.composite
def found_measures(draw: st.DrawFn) -> list[FoundMeasure]:
    found: list[FoundMeasure] = []
    for number in range(draw(st.integers(0, 5))):
        org, year = draw(st.sampled_from("甲乙")), draw(st.sampled_from([None, 2021, 2022, 2024]))
        texts = draw(st.lists(_TEXTS, max_size=4))
        stage = draw(st.sampled_from(Stage))
        for one in written(org, year, *texts, stage=stage):
            meta = one.meta if draw(st.booleans()) else replace(one.meta, org=None)
            found.append(replace(one, doc_id=f"{number}", meta=meta))
    return draw(st.permutations(found))


def hold_together(found: Sequence[FoundMeasure], comparison: Comparison) -> None:
    shown = [one for row in comparison.rows for one in (*row.done, *row.lacking, *row.planned)]
    assert Counter(map(id, shown)) == Counter(map(id, found))
    assert len({(row.org, row.year) for row in comparison.rows}) == len(comparison.rows)
    places = [
        (point.found.doc_id, point.figure.start)
        for metric in comparison.metrics
        for series in metric.series
        for point in series.points
    ]
    assert len(places) == len(set(places))
    for metric in comparison.metrics:
        assert metric.name
        assert sum(len(series.points) for series in metric.series) > 1
        for series in metric.series:
            years = [point.year for point in series.points]
            assert years == sorted(set(years))
            assert all(point.found.org == series.org for point in series.points)
    for change in comparison.changes:
        assert (change.before is None) == (change.fate is Fate.NEW)
        assert (change.after is None) == (change.fate in (Fate.DROPPED, Fate.OPEN))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(found_measures())
def test_whatever_is_found_is_shown_once_and_fits_together(found: list[FoundMeasure]) -> None:
    hold_together(found, compare(found, embedder()))


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.builds(
            Figure,
            st.integers(0, 60),
            st.integers(0, 60),
            st.text(max_size=4),
            st.floats(0, 1e9),
            st.sampled_from(["件", "%", "", "人次"]),
            st.text(max_size=6),
            st.text(max_size=4),
        ),
        max_size=8,
    )
)
def test_figures_of_any_kind_are_compared(figures: list[Figure]) -> None:
    found = [
        replace(one, figures=tuple(figures))
        for year in (2021, 2022)
        for one in written("甲局", year, "普法工作。开展普法活动。")
    ]
    hold_together(found, compare(found, embedder()))


def test_everything_that_the_samples_tell_fits_together() -> None:
    found = [one for name in samples().reports for one in sample(name)]
    comparison = compare(found, embedder())
    hold_together(found, comparison)
    rows = [(row.org, row.year) for row in comparison.rows]
    assert rows == sorted(rows, key=lambda row: (row[0], -(row[1] or 0)))
    lengths = [sum(len(s.points) for s in metric.series) for metric in comparison.metrics]
    assert lengths == sorted(lengths, reverse=True)
