"""Measures written for the tests, as a search would find them."""

from __future__ import annotations

from dataclasses import replace

from kb.document import Genre, Metadata
from kb.figures import find_figures
from kb.measures.compare import Change, Comparison, Fate, Metric, Point, Row, Series
from kb.measures.model import Measure, Stage
from kb.measures.topic import FoundMeasure, TopicResult, facets_of

ORG = "榕湾市水利局"


def found(
    text: str,
    *,
    rank: int = 1,
    year: int = 2023,
    stage: Stage = Stage.DONE,
    name: str | None = None,
    locator: str = "一、(二)3.",
    at: int = 100,
    **meta: object,
) -> FoundMeasure:
    """A measure of the report of ``year``, that begins at ``at`` there and says ``text``."""
    known = Metadata(f"{ORG}{year}年度法治政府建设情况报告", Genre.REPORT, "报告", ORG, year=year)
    figures = tuple(
        replace(
            one,
            start=one.start + at,
            end=one.end + at,
            whole=None if one.whole is None else one.whole + at,
        )
        for one in find_figures(text)
    )
    of_year = year + 1 if stage is Stage.PLANNED else year
    title = text.partition("。")[0] if name is None else name
    measure = Measure(locator, at, at + len(text), title, "行政执法", stage, of_year)
    return FoundMeasure(
        rank, f"report{year}", known.updated(**meta), "榕湾市", measure, text, figures
    )


def result(*measures: FoundMeasure, topic: str = "巡河") -> TopicResult:
    """What a search for ``topic`` that finds ``measures`` gives."""
    return TopicResult(topic, measures, facets_of(measures))


NOW = found(
    "开展巡河。全年巡河1.2万人次,处理问题412件,其中垃圾倾倒300件、私搭乱建112件,恢复水面300亩。",
    rank=1,
    number="榕水〔2024〕3号",
    published="2024-02-05",
    url="https://water.example/2024/3.html",
)
BEFORE = found(
    "推行巡河。全年处理问题近200件。", rank=2, year=2022, issued="2023-01-30", sample=True
)
LACK = found("巡河记录不全。", rank=3, stage=Stage.LACKING, locator="二、1.", at=300)
PLAN = found("扩大巡河。明年处理问题500件。", rank=4, stage=Stage.PLANNED, locator="三、1.", at=400)
FOUND = (NOW, BEFORE, LACK, PLAN)


def _point(one: FoundMeasure, text: str) -> Point:
    [figure] = (figure for figure in one.figures if figure.text == text)
    return Point(one.meta.year or 0, figure, one)


COMPARED = Comparison(
    rows=(Row(ORG, 2023, (NOW,), (LACK,), (PLAN,)), Row(ORG, 2022, (BEFORE,), (), ())),
    metrics=(
        Metric("处理问题", "件", (Series(ORG, (_point(BEFORE, "近200件"), _point(NOW, "412件"))),)),
    ),
    changes=(Change(ORG, 2023, Fate.CONTINUED, BEFORE, NOW),),
)
