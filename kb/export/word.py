"""Measures on a topic as a Word document that can be handed on."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from kb.export import wording
from kb.export.paper import Paper, Words
from kb.measures.compare import Comparison, Fate, Metric, Row
from kb.measures.model import Stage
from kb.measures.topic import FoundMeasure, TopicResult

#: Numbers of headings, 一、 to 四、.
_NUMERALS = "一二三四"
#: Characters of a measure's text that a table has room for.
_TEXT = 400
_SENTENCE_END = re.compile("[。；;！？!?]")
#: How far into its text the name of a measure may stand: behind its number.
_NUMBER = 12
#: Years side by side in a table; more go into further tables.
_YEARS = 5

_FROM_THE_TEXT = (
    "表中文字摘自各报告原文，加粗的为举措名称，“……”表示后文从略；方括号内的数字是文末来源的序号。"
)
_FOUND_BY_MACHINE = (
    "指标是否同口径、举措是否延续，由程序按文字和含义的相近程度判断，引用前请核对原文。"
)
_NOT_SAID = f"“{Fate.DROPPED.value}”“{Fate.OPEN.value}”只表示后一年的报告没有写到，不等于没有开展。"
_SAMPLES = "来源中标“样例”的，单位、事项和数字均为虚构，不得引用。"


def measures_docx(result: TopicResult, comparison: Comparison, today: date | None = None) -> bytes:
    """The measures of ``result`` by body and year, what is counted alike, what changed, sources.

    comparison: of the measures of ``result``. today: the date that it bears. Returns a .docx
    file, the same bytes for the same arguments.
    """
    today = today or date.today()
    topic = wording.topic(result)
    paper = Paper(f"“{topic}”历年举措对照" if topic else "历年举措对照", today)
    paper.paragraph(f"（{wording.day(today.isoformat())}制）", centred=True)
    if not result.found:
        paper.paragraph(f"没有报告提到“{topic}”。" if topic else "没有符合条件的举措。")
        return paper.to_bytes()
    sources = _Sources(result.found)
    paper.paragraph(_summary(result.found, comparison))
    headings = iter(_NUMERALS)
    paper.heading(f"{next(headings)}、各单位历年举措")
    paper.note(_FROM_THE_TEXT)
    _rows(paper, comparison.rows, sources)
    if comparison.metrics:
        paper.heading(f"{next(headings)}、同口径数字")
        paper.note(_FOUND_BY_MACHINE)
        _metrics(paper, comparison.metrics)
    if comparison.changes:
        paper.heading(f"{next(headings)}、逐年变化")
        paper.note(_NOT_SAID if comparison.metrics else _FOUND_BY_MACHINE + _NOT_SAID)
        _changes(paper, comparison, sources)
    paper.heading(f"{next(headings)}、资料来源")
    sources.write(paper)
    return paper.to_bytes()


class _Sources:
    """The reports that measures are taken from, numbered in the order of the measures."""

    def __init__(self, found: Sequence[FoundMeasure]) -> None:
        self._measures: defaultdict[str, list[FoundMeasure]] = defaultdict(list)
        for one in sorted(found, key=lambda one: one.rank):
            self._measures[one.doc_id].append(one)
        self._numbers = {doc_id: n for n, doc_id in enumerate(self._measures, 1)}

    def cited(self, found: FoundMeasure, gap: str = " ") -> str:
        """The number of a measure's report, and where the measure stands in it."""
        return f"[{self._numbers[found.doc_id]}]{gap}{wording.place(found.measure.locator)}"

    def write(self, paper: Paper) -> None:
        """Each with title, publisher, number, date, where the measures stand, and address."""
        for doc_id, number in self._numbers.items():
            measures = sorted(self._measures[doc_id], key=lambda one: one.measure.start)
            meta = measures[0].meta
            places = dict.fromkeys(wording.place(one.measure.locator) for one in measures)
            parts = (
                meta.org and f"{meta.org}：",
                f"《{meta.title}》",
                meta.number and f"（{meta.number}）",
                f"，{wording.dated(meta)}，见{'；'.join(places)}",
                "〔样例〕" if meta.sample else None,
                "。",
            )
            said = "".join(part for part in parts if part)
            paper.source(f"[{number}] {said}", meta.url, otherwise="未登记网址。")
        if any(one.meta.sample for measures in self._measures.values() for one in measures):
            paper.note(_SAMPLES)


def _summary(found: Sequence[FoundMeasure], comparison: Comparison) -> str:
    """How many measures of which bodies and years there are."""
    orgs = {row.org for row in comparison.rows}
    years = sorted({row.year for row in comparison.rows if row.year is not None})
    span = f"{years[0]}—{years[-1]}年" if len(years) > 1 else "".join(f"{y}年" for y in years)
    reports = len({one.doc_id for one in found})
    return (
        f"共收录举措 {len(found)} 条，取自 {len(orgs)} 个单位{span}的 {reports} 份报告："
        f"{wording.stages(found)}。"
    )


def _rows(paper: Paper, rows: Sequence[Row], sources: _Sources) -> None:
    """A table for each body: year, stage, the measure, its figures, and where it stands."""
    by_org: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_org[row.org].append(row)
    for number, (org, its) in enumerate(by_org.items(), 1):
        paper.heading(f"{number}. {org}", level=2)
        paper.table(
            ("年度", "类别", "举措", "主要数字", "出处"),
            (13, 14, 69, 36, 24),
            (
                (
                    _year(row.year),
                    _stage(one, row),
                    _told(one),
                    _figures(one),
                    sources.cited(one, gap="\n"),
                )
                for row in its
                for one in row.measures
            ),
            merged=1,
        )


def _metrics(paper: Paper, metrics: Sequence[Metric]) -> None:
    """What is counted alike, by body and year: the years side by side."""
    years = sorted({p.year for metric in metrics for s in metric.series for p in s.points})
    for first in range(0, len(years), _YEARS):
        shown = years[first : first + _YEARS]
        width = 16 if len(shown) > 3 else 20
        rest = Paper.WIDTH - width * len(shown)
        rows = []
        for metric in metrics:
            for series in metric.series:
                said = {point.year: wording.amount(point.figure) for point in series.points}
                if any(year in said for year in shown):
                    rows.append(
                        (metric.label, series.org, *(said.get(year, "—") for year in shown))
                    )
        paper.table(
            ("指标", "单位", *map(_year, shown)),
            (rest // 2, rest - rest // 2, *[width] * len(shown)),
            rows,
            merged=1,
            numbers=2,
        )


def _changes(paper: Paper, comparison: Comparison, sources: _Sources) -> None:
    """What became of the measures of each body from report to report."""

    def told(found: FoundMeasure | None) -> str:
        return f"{found.subject}\n{sources.cited(found)}".replace("]\n", "] ") if found else "—"

    paper.table(
        ("单位", "年度", "变化", "上一份报告", "本年度报告"),
        (32, 13, 27, 42, 42),
        (
            (each.org, _year(each.year), each.fate.value, told(each.before), told(each.after))
            for each in comparison.changes
        ),
        merged=3,
    )


def _year(year: int | None) -> str:
    return str(year) if year else "不详"


def _stage(found: FoundMeasure, row: Row) -> str:
    """Its stage, with its year where that is not the report's: a plan's is the next one."""
    measure = found.measure
    other = measure.year if measure.stage is Stage.PLANNED and measure.year != row.year else None
    return f"{measure.stage.value}\n{other}" if other else measure.stage.value


def _told(found: FoundMeasure) -> Words:
    """Its text, its name in bold where it stands there and else before it."""
    name, text = found.measure.name, found.text.strip()
    if len(text) > _TEXT:
        ends = [end.end() for end in _SENTENCE_END.finditer(text, 0, _TEXT)]
        text = text[: ends[-1] if ends else _TEXT] + "……"
    # A long name is only the beginning of what the text says.
    stem = name.rstrip("…")
    at = text.find(stem)
    if not 0 <= at <= _NUMBER:
        return [(f"{name}　", True), (text, False)]
    end = at + len(stem)
    return [(text[:at], False), (text[at:end], True), (text[end:], False)]


def _figures(found: FoundMeasure) -> str:
    """Its figures of which it says what they count, one a line."""
    counted: Iterator[str] = wording.listed([f for f in found.figures if f.counts])
    return "\n".join(counted) or "—"
