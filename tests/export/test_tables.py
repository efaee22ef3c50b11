"""Tables to take away: every measure and figure as a row, and nothing a spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document import Document, Genre, Metadata, Passage
from kb.export import wording
from kb.export.tables import csv_bytes, figures_csv, measures_csv
from kb.figures import figures_in, find_figures
from kb.library import KnowledgeBase
from tests.export.reported import BEFORE, FOUND, NOW, ORG, found


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    table = [*csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))]
    assert all(None not in row and None not in row.values() for row in table)
    return table


def test_a_measure_is_a_row() -> None:
    first, second, third, fourth = rows(measures_csv(FOUND))
    assert (first["序号"], first["举措"], first["类别"], first["年份"]) == (
        "1",
        "开展巡河",
        "成效",
        "2023",
    )
    assert (first["机关"], first["地区"], first["原文"]) == (ORG, "榕湾市", NOW.text)
    assert (first["发文字号"], first["发布日期"]) == ("榕水〔2024〕3号", "2024-02-05")
    assert (first["官方网址"], first["样例"]) == ("https://water.example/2024/3.html", "否")
    assert (second["样例"], second["官方网址"], second["成文日期"]) == ("是", "", "2023-01-30")
    assert (third["类别"], third["数字"]) == ("不足", "")
    assert (fourth["类别"], fourth["年份"], fourth["报告年度"]) == ("计划", "2024", "2023")


def test_a_figure_is_a_row() -> None:
    text = "一、工作\n" + NOW.text
    passage = Passage("一、", (), 5, len(text))
    document = Document("d", Metadata("巡河报告", Genre.REPORT, "报告"), text, (), (passage,))
    figures = figures_in(document)
    table = rows(figures_csv(document, figures))
    assert [row["原文"] for row in table] == [
        text[int(row["起"]) : int(row["止"])] for row in table
    ]
    by_text = {row["原文"]: row for row in table}
    assert (by_text["1.2万人次"]["数值"], by_text["1.2万人次"]["单位"]) == ("12000", "人次")
    assert by_text["300件"]["属于"] == by_text["112件"]["属于"] == "412件"
    assert (by_text["300亩"]["折合数值"], by_text["300亩"]["折合单位"]) == ("20", "公顷")
    assert {row["位置"] for row in table} == {"一、"}
    assert {row["报告"] for row in table} == {"巡河报告"}


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("一=1", "一=1"),
        (-2, "-2"),
        (0.1 + 0.2, "0.3"),
        (1.2e12, "1200000000000"),
        (True, "是"),
        (False, "否"),
        (None, ""),
    ],
)
def test_cells(value: object, cell: str) -> None:
    [row] = rows(csv_bytes(["甲", "乙"], [[value, "1"]]))
    assert row == {"甲": cell, "乙": "1"}


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_one_row_and_no_formula(text: str, name: str) -> None:
    [row] = rows(measures_csv([found(text, name=name, title=name or "报告")]))
    assert row["序号"] == "1"
    assert not row["举措"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not row["原文"].startswith(("=", "+", "-", "@", "\t", "\r"))
    readable = text.encode("utf-8", "replace").decode()
    assert row["原文"].lstrip("'") == readable.lstrip("'")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("受理投诉12件,办结9件。", ["受理投诉 12件", "办结投诉 9件"]),
        ("恢复水面300亩。", ["恢复水面 300亩（20公顷）"]),
        ("工作稳步推进。", []),
    ],
)
def test_figures_in_words(text: str, said: list[str]) -> None:
    line = "；".join(wording.listed(find_figures(text)))
    for piece in said:
        assert piece.partition(" ")[2] in line
    assert bool(line) == bool(said)


def test_parts_stand_in_brackets_after_their_whole_and_nowhere_else() -> None:
    line = "；".join(wording.listed(NOW.figures))
    before, _, after = line.partition("412件（其中：")
    assert before and after
    inner = after.partition("）")[0]
    assert "300件" in inner and "112件" in inner
    assert all(line.count(one.text) == 1 for one in NOW.figures)


def test_a_part_without_its_whole_stands_alone() -> None:
    parts = [one for one in NOW.figures if one.whole is not None]
    assert len([*wording.listed(parts)]) == len(parts) == 2


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("培训1.2万人次", "12,000人次"),
        ("投入1.2万亿元", "1,200,000,000,000元"),
        ("整改两起", "2起"),
        ("检查1,300家", ""),
        ("合格率93.30%", ""),
        ("巡查１２次", ""),
        ("约300件", ""),
    ],
)
def test_numbers_are_written_out_where_the_text_has_them_otherwise(text: str, digits: str) -> None:
    [figure] = find_figures(text)
    assert wording.written_out(figure) == digits


def test_the_samples(full_library: KnowledgeBase) -> None:
    result = full_library.measures("首违不罚")
    table = rows(measures_csv(result.found))
    assert [row["原文"] for row in table] == [one.text for one in result.found]
    assert all("首违" in row["原文"] for row in table if row["序号"] in "123")
    document = full_library.document(result.found[0].doc_id)
    figures = full_library.figures(document)
    assert len(rows(figures_csv(document, figures))) == len(figures) > 50


def test_nothing_is_a_head_alone() -> None:
    assert rows(measures_csv([])) == []
    assert measures_csv([]).decode("utf-8-sig").startswith("序号,举措")
    assert BEFORE.meta.sample
