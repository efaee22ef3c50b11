"""What ``kb figures`` and ``kb measures`` do.

Heavy imports stand inside the functions, so that ``kb --help`` answers at once.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kb.cli.documents import named_document
from kb.cli.printing import columns, print_json, print_remarks, shortened
from kb.errors import UserError

if TYPE_CHECKING:
    from kb.document import Document
    from kb.figures import Figure
    from kb.library import KnowledgeBase
    from kb.measures.compare import Change, Comparison, Metric, Row
    from kb.measures.topic import FoundMeasure, TopicResult


def figures(args: Namespace) -> int:
    """``kb figures``: the figures of a file, or of a document of the base."""
    from kb.export.tables import figures_csv
    from kb.library import KnowledgeBase

    library = KnowledgeBase(args.home)
    document = named_document(args, library)
    found = library.figures(document)
    if args.output:
        _write(args.output, figures_csv(document, found), f"{len(found)} 个数字", args.json)
    if args.json:
        for one in found:
            print_json({**one.as_json(), "locator": document.locator_at(one.start) or None})
    elif not args.output:
        for line in _figure_table(found, document):
            print(line)
    return 0


def measures(args: Namespace) -> int:
    """``kb measures``: what reports say on a topic, or all that the filters let through."""
    from kb.library import KnowledgeBase
    from kb.measures import Stage
    from kb.measures.topic import MeasureFilters

    if args.output and args.compare and args.output.suffix.lower() == ".csv":
        raise UserError(
            "对照不能写成 .csv", where=args.output, remedy="请写成 .docx,或去掉 --compare"
        )
    library = KnowledgeBase(args.home)
    filters = MeasureFilters(
        orgs=tuple(args.org),
        places=tuple(args.place),
        years=args.year,
        themes=tuple(args.theme),
        stages=tuple(Stage(stage) for stage in args.stage),
    )
    result = library.measures(args.topic, filters=filters, literal=args.literal)
    result = replace(result, found=result.found[: args.k])
    print_remarks(result.hint, result.suggestion, result.corrected, "查找")
    if not result.found:
        _say_nothing(result, bool(filters), sys.stderr if args.json else sys.stdout)
        if args.output:
            print(f"没有写入 {args.output}", file=sys.stderr)
        return 0
    if args.output:
        contents = _file(args.output, result, library)
        _write(args.output, contents, f"{len(result.found)} 条举措", args.json)
    if args.json:
        objects = (
            _comparison_as_json(library.compare(result.found))
            if args.compare
            else (one.as_json() for one in result.found)
        )
        for each in objects:
            print_json(each)
    elif not args.output:
        lines = _compared(library.compare(result.found)) if args.compare else _listed(result.found)
        for line in lines:
            print(line)
    return 0


def _file(path: Path, result: TopicResult, library: KnowledgeBase) -> bytes:
    """The measures in the form that the ending of ``path`` asks for."""
    from kb.export.tables import measures_csv
    from kb.export.word import measures_docx

    if path.suffix.lower() == ".csv":
        return measures_csv(result.found)
    return measures_docx(result, library.compare(result.found))


def _write(path: Path, contents: bytes, what: str, quiet: bool) -> None:
    """Write a file and say so; on standard error if ``quiet``."""
    if path.exists() and not path.is_file():
        raise UserError("不是普通文件,不能写入", where=path, remedy="请换一个文件名")
    try:
        path.write_bytes(contents)
    except OSError as error:
        raise UserError(
            "不能写入这个文件",
            where=path,
            remedy="请确认文件夹存在、可以写入,文件没有在其他程序中打开",
        ) from error
    print(f"已写入 {path}({what})", file=sys.stderr if quiet else sys.stdout)


def _say_nothing(result: TopicResult, filtered: bool, to: TextIO) -> None:
    """Say that no report tells of the topic, what to do, and what comes nearest."""
    from kb.export.wording import topic

    name = topic(result)
    if name:
        among = "筛选范围内" if filtered else ""
        wider = ",或放宽筛选条件" if filtered else ""
        print(f"{among}没有报告提到“{name}”。可换个说法{wider}。", file=to)
    else:
        remedy = "可放宽筛选条件" if filtered else "可用 kb add 收入报告"
        print(f"没有符合条件的举措。{remedy}。", file=to)
    if result.nearest:
        print("以下最为接近,但说的是别的事:", file=to)
        for one in result.nearest:
            print(f"  {_title(one)}:{one.subject}", file=to)


# -- JSON ------------------------------------------------------------------------------


def _comparison_as_json(comparison: Comparison) -> Iterator[dict[str, object]]:
    """One object for each row, metric and change."""
    for row in comparison.rows:
        yield {"row": _row_as_json(row)}
    for metric in comparison.metrics:
        yield {"metric": _metric_as_json(metric)}
    for change in comparison.changes:
        yield {"change": _change_as_json(change)}


def _row_as_json(row: Row) -> dict[str, object]:
    return {
        "org": row.org,
        "year": row.year,
        "done": [one.as_json() for one in row.done],
        "lacking": [one.as_json() for one in row.lacking],
        "planned": [one.as_json() for one in row.planned],
    }


def _metric_as_json(metric: Metric) -> dict[str, object]:
    return {
        "name": metric.name,
        "unit": metric.unit,
        "series": [
            {
                "org": series.org,
                "points": [
                    {
                        "year": point.year,
                        **point.figure.as_json(),
                        "measure": _reference(point.found),
                    }
                    for point in series.points
                ],
            }
            for series in metric.series
        ],
    }


def _change_as_json(change: Change) -> dict[str, object]:
    return {
        "org": change.org,
        "year": change.year,
        "fate": change.fate.value,
        "before": change.before and _reference(change.before),
        "after": change.after and _reference(change.after),
    }


def _reference(found: FoundMeasure) -> dict[str, object]:
    """Enough to find a measure among the rows."""
    return {
        "rank": found.rank,
        "name": found.measure.name,
        "doc_id": found.doc_id,
        "locator": found.measure.locator,
        "permalink": found.permalink,
    }


# -- for people ------------------------------------------------------------------------


def _figure_table(found: Sequence[Figure], document: Document) -> Iterator[str]:
    """The figures of a document under the places they stand in."""
    head = ("原文", "数值", "所指", "做了什么", "说明")
    starts = {one.start: one for one in found}
    lines = columns([head, *(_figure_row(one, starts) for one in found)])
    if found:
        yield "  " + next(lines)
    for locator, group in groupby(found, lambda one: document.locator_at(one.start)):
        yield locator or "(标题或落款)"
        yield from ("  " + next(lines) for _ in group)
    named = sum(bool(one.counts) for one in found)
    yield f"共 {len(found)} 个数字,其中写明所指的 {named} 个"


def _figure_row(figure: Figure, starts: dict[int, Figure]) -> tuple[str, ...]:
    from kb.export.wording import written_out
    from kb.figures import amount_text

    whole = None if figure.whole is None else starts.get(figure.whole)
    notes = (
        f"属于 {whole.text}" if whole else None,
        f"合 {amount_text(*figure.equivalent)}" if figure.equivalent else None,
    )
    return (
        shortened(figure.text, 30),
        written_out(figure),
        shortened(figure.counts, 30),
        shortened(figure.action, 20),
        ",".join(note for note in notes if note),
    )


def _title(found: FoundMeasure) -> str:
    """Which report, where in it, and what else is to be known of a measure at first."""
    meta, measure = found.meta, found.measure
    year = str(measure.year) if measure.year else None
    sample = "样例" if meta.sample else None
    notes = (meta.org, year, measure.stage.value, measure.theme, sample)
    return f"《{meta.title}》{measure.locator}({'、'.join(note for note in notes if note)})"


def _listed(found: Sequence[FoundMeasure]) -> Iterator[str]:
    """Measures one below the other."""
    from kb.export.wording import stages

    for one in found:
        yield f"{one.rank}. {_title(one)}"
        yield f"   {one.subject}"
        yield f"   {shortened(one.text)}"
        if one.figures:
            yield f"   数字:{_figures(one)}"
        yield f"   来源:{one.meta.url or '未登记网址'}"
        yield ""
    yield f"共 {len(found)} 条举措:{stages(found)}"


def _figures(found: FoundMeasure) -> str:
    from kb.export.wording import listed

    return shortened("；".join(listed(found.figures)), 160)


def _compared(comparison: Comparison) -> Iterator[str]:
    """Measures side by side, as tables."""
    yield "各单位历年举措"
    for org, rows in groupby(comparison.rows, lambda row: row.org):
        yield ""
        yield org
        yield from columns(
            (
                "  " + (str(row.year) if row.year else "年份不详"),
                one.measure.stage.value,
                shortened(one.subject, 40),
                one.measure.locator,
                shortened(_figures(one), 80),
            )
            for row in rows
            for one in row.measures
        )
    if comparison.metrics:
        yield ""
        yield "同口径的数字"
    for metric in comparison.metrics:
        yield ""
        yield f"{metric.name}({metric.unit})"
        yield from columns(_metric_rows(metric))
    if comparison.changes:
        yield ""
        yield "逐年变化"
    for (org, year), changes in groupby(comparison.changes, lambda one: (one.org, one.year)):
        yield ""
        yield f"{org} {year}年"
        yield from columns(
            (f"  {one.fate.value}", _changed(one.before), _changed(one.after)) for one in changes
        )
    yield ""
    counted = Counter(change.fate.value for change in comparison.changes)
    changed = "、".join(f"{fate} {times}" for fate, times in counted.items())
    yield (
        f"共 {len(comparison.rows)} 份报告,{len(comparison.metrics)} 项同口径的数字"
        + (f";{changed}" if changed else "")
    )


def _metric_rows(metric: Metric) -> Iterator[Sequence[str]]:
    """The years of a metric, the newest first, by body."""
    from kb.export.wording import amount

    points = {(s.org, at.year): amount(at.figure) for s in metric.series for at in s.points}
    yield ("  年份", *(series.org for series in metric.series))
    for year in sorted({year for _, year in points}, reverse=True):
        values = (points.get((series.org, year), "—") for series in metric.series)
        yield (f"  {year}", *values)


def _changed(found: FoundMeasure | None) -> str:
    return f"{shortened(found.subject, 40)}({found.measure.locator})" if found else "—"
