"""CSV files, as spreadsheets open them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from kb.document import Document
from kb.export import wording
from kb.figures import Figure
from kb.measures.topic import FoundMeasure

#: What a formula may begin with, full-width as half-width (OWASP, CSV Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_MEASURE = (
    "序号", "举措", "类别", "主题", "年份", "机关", "地区", "原文", "数字", "引用的法规",
    "上级标题", "位置", "报告", "报告年度", "发文字号", "成文日期", "发布日期", "官方网址",
    "样例", "文件编号",
)  # fmt: skip
_FIGURE = (
    "序号", "原文", "数值", "上限", "单位", "所指", "做了什么", "约数或界限", "折合数值",
    "折合单位", "属于", "位置", "起", "止", "报告",
)  # fmt: skip


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as a CSV file in UTF-8.

    None is an empty cell, a bool is 是 or 否; numbers stay numbers, and no text is a formula.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_cell(value) for value in row] for row in rows)
    # With a byte order mark, without which Excel takes it for the system's old encoding.
    return out.getvalue().encode("utf-8-sig", "replace")


def measures_csv(found: Iterable[FoundMeasure]) -> bytes:
    """Every measure as a row, with its report and where it stands there."""
    return csv_bytes(_MEASURE, map(_measure, found))


def figures_csv(document: Document, figures: Iterable[Figure]) -> bytes:
    """Every figure of ``document`` as a row."""
    figures = [*figures]
    texts = {figure.start: figure.text for figure in figures}
    rows = (
        [
            number, one.text, one.value, one.upper, one.unit, one.counts, one.action,
            one.approximate, *(one.equivalent or (None, None)),
            None if one.whole is None else texts.get(one.whole),
            document.locator_at(one.start), one.start, one.end, document.meta.title,
        ]
        for number, one in enumerate(figures, 1)
    )  # fmt: skip
    return csv_bytes(_FIGURE, rows)


def _measure(found: FoundMeasure) -> list[object]:
    meta, measure = found.meta, found.measure
    return [
        found.rank, measure.name, measure.stage.value, measure.theme, measure.year, meta.org,
        found.place, found.text, "；".join(wording.listed(found.figures)), "；".join(found.laws),
        " › ".join(found.breadcrumb), measure.locator, meta.title, meta.year, meta.number,
        meta.issued, meta.published, meta.url, meta.sample, found.doc_id,
    ]  # fmt: skip


def _cell(value: object) -> object:
    """``value`` as a cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return wording.digits(value).replace(",", "")
    if isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
