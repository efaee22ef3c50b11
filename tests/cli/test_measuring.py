"""``kb figures`` and ``kb measures``: what they print and write, and their exit status."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import docx
import pytest

TEXT = """榕湾市水务局2023年度法治政府建设情况报告
时间:2024-03-06

  一、主要举措

  (一)严格执法。全年巡河1.2万人次,立案56件,其中办结50件、移送6件。

  (二)恢复水面。清退占用水面300亩,整改两起。
"""
CONTRACT = "value unit counts approximate text start end"
MORE = "upper action part_of equivalent locator"
MEASURE = (
    "rank name subject stage theme year org place doc_id title locator breadcrumb text figures laws"
    " sample url permalink"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "水务局.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def built(kb):
    """The command, in a home that has an index."""
    kb("build")
    return kb


# -- figures ---------------------------------------------------------------------------


def test_figures_prints_one_figure_a_line(kb, report: Path) -> None:
    found = kb("figures", str(report), "--json").objects
    for one in found:
        assert {*CONTRACT.split(), *MORE.split()} <= one.keys()
        assert TEXT[one["start"] : one["end"]] == one["text"]
    by_text = {one["text"]: one for one in found}
    assert [(one["value"], one["unit"]) for one in found] == [
        (12000, "人次"),
        (56, "件"),
        (50, "件"),
        (6, "件"),
        (300, "亩"),
        (2, "起"),
    ]
    assert by_text["6件"]["part_of"] == by_text["56件"]["start"]
    assert by_text["300亩"]["equivalent"] == {"value": 20, "unit": "公顷"}
    assert [one["locator"] for one in found] == ["一、(一)"] * 4 + ["一、(二)"] * 2


def test_figures_for_people(kb, report: Path) -> None:
    lines = kb("figures", str(report)).out.splitlines()

    def row(text: str) -> str:
        [line] = (line for line in lines if line.startswith(f"  {text} "))
        return line

    first, second = (lines.index(locator) for locator in ("一、(一)", "一、(二)"))
    assert first < lines.index(row("56件")) < second < lines.index(row("300亩"))
    assert "12,000人次" in row("1.2万人次")
    assert "2起" in row("两起")
    assert "20公顷" in row("300亩")
    assert "属于 56件" in row("50件") and "属于 56件" in row("6件")
    assert "属于" not in row("56件")
    assert lines[-1].startswith("共 6 个数字")


def test_figures_of_a_document_of_the_base(built) -> None:
    title = "榕湾市自然资源和规划局2023年度法治政府建设情况报告"
    values = [one["value"] for one in built("figures", title, "--json").objects]
    assert values.count(47) == 2
    doc_id = built("measures", "--json").objects[0]["doc_id"]
    assert built("figures", doc_id).status == 0


def test_a_document_without_figures(kb, tmp_path: Path) -> None:
    path = tmp_path / "短.txt"
    path.write_text("榕湾市水务局简讯\n\n今日巡河。\n", encoding="utf-8")
    assert kb("figures", str(path), "--json").out == ""
    assert "共 0 个数字" in kb("figures", str(path)).out


def test_figures_as_a_file(kb, report: Path, tmp_path: Path) -> None:
    path = tmp_path / "数字.csv"
    ran = kb("figures", str(report), "-o", str(path))
    assert (ran.status, ran.out) == (0, f"已写入 {path}(6 个数字)\n")
    assert len([*csv.reader(io.StringIO(path.read_text("utf-8-sig")))]) == 7


# -- measures --------------------------------------------------------------------------


def test_measures_prints_one_measure_a_line(built) -> None:
    found = built("measures", "带押过户", "--json").objects
    assert all({*MEASURE.split()} <= one.keys() for one in found)
    assert {one["year"] for one in found} == {2022, 2023}
    assert all("带押过户" in one["text"] for one in found)
    assert [one["rank"] for one in found] == [1, 2]
    assert {one["figures"][-1]["value"] for one in found} == {12, 47}
    assert built("show", found[0]["doc_id"], found[0]["locator"]).status == 0


def test_measures_for_people(built) -> None:
    out = built("measures", "带押过户", "--year", "2023").out
    head, name, text, figures, source, _, total = out.splitlines()
    title = "榕湾市自然资源和规划局2023年度法治政府建设情况报告"
    assert head.startswith(f"1. 《{title}》一、(一)1.一是(榕湾市自然资源和规划局、2023、成效、")
    assert name.strip() == "便利不动产登记：推行“带押过户”"
    assert "买卖双方不必先还清贷款" in text
    assert "47宗" in figures
    assert source.strip() == "来源:未登记网址"
    assert total == "共 1 条举措:成效 1 条"


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ([], 8),
        (["--org", "自然资源"], 8),
        (["--org", "水务"], 0),
        (["--place", "榕湾"], 8),
        (["--place", "汀前"], 0),
        (["--year", "2023"], 4),
        (["--year", "..2021"], 0),
        (["--stage", "成效"], 6),
        (["--stage", "计划"], 2),
        (["--stage", "计划", "--stage", "成效"], 8),
        (["--stage", "不足"], 0),
        (["--theme", "普法宣传"], 2),
        (["--theme", "普法宣传", "--theme", "行政执法", "--year", "2022"], 2),
        (["-k", "3"], 3),
    ],
)
def test_filters(built, options: list[str], number: int) -> None:
    ran = built("measures", *options, "--json")
    assert ran.status == 0
    assert len(ran.objects) == number
    if not number:
        assert "没有符合条件的举措" in ran.err


def test_nothing_is_said_to_be_found_where_nothing_is(built) -> None:
    ran = built("measures", "深空探测")
    assert ran.status == 0
    assert ran.out.startswith("没有报告提到“深空探测”。可换个说法。\n")
    assert not ran.err
    quiet = built("measures", "深空探测", "--json")
    assert (quiet.status, quiet.out) == (0, "")
    assert quiet.err == ran.out
    filtered = built("measures", "带押过户", "--year", "2010")
    assert "筛选范围内没有报告提到“带押过户”" in filtered.out
    assert "放宽筛选条件" in filtered.out


def test_what_comes_nearest_is_named_as_such(built) -> None:
    out = built("measures", "带押过户跨境土星环采矿许可权证").out
    head, after = out.split("以下最为接近,但说的是别的事:\n")
    assert head.startswith("没有报告提到")
    assert after.startswith("  《榕湾市自然资源和规划局202")
    assert "1. 《" not in out


def test_a_mistyped_topic(built) -> None:
    ran = built("measures", "卫片执发", "--json")
    assert {one["name"] for one in ran.objects} == {"加强卫片执法"}
    assert "已按“卫片执法”查找(加 --literal 则照原样查找)" in ran.err
    literal = built("measures", "卫片执发", "--literal", "--json")
    assert not literal.out
    assert "没有报告提到“卫片执发”" in literal.err


def test_comparing_as_json(built) -> None:
    found = built("measures", "卫片执法", "--compare", "--json").objects
    rows = [one["row"] for one in found if "row" in one]
    assert [(row["org"], row["year"]) for row in rows] == [
        ("榕湾市自然资源和规划局", 2023),
        ("榕湾市自然资源和规划局", 2022),
    ]
    assert all({*MEASURE.split()} <= row["done"][0].keys() for row in rows)
    [metric] = (one["metric"] for one in found if "metric" in one)
    assert metric["unit"] == "宗"
    [series] = metric["series"]
    assert [(point["year"], point["value"]) for point in series["points"]] == [
        (2022, 12),
        (2023, 47),
    ]
    [change] = (one["change"] for one in found if "change" in one)
    assert (change["year"], change["fate"]) == (2023, "延续")
    assert change["before"]["doc_id"] == rows[1]["done"][0]["doc_id"]
    assert change["after"]["locator"] == rows[0]["done"][0]["locator"]


def test_comparing_for_people(built) -> None:
    out = built("measures", "卫片执法", "--compare").out
    measures, metrics, changes = (
        out.index(title) for title in ("各单位历年举措", "同口径的数字", "逐年变化")
    )
    assert measures < metrics < changes
    lines = [line.split() for line in out[metrics:changes].splitlines()]
    assert ["年份", "榕湾市自然资源和规划局"] in lines
    assert lines.index(["2023", "47宗"]) < lines.index(["2022", "12宗"])
    assert "延续  加强卫片执法(一、(一)2.)" in out
    assert out.splitlines()[-1] == "共 2 份报告,1 项同口径的数字;延续 1"


# -- files -----------------------------------------------------------------------------


def test_measures_as_files(built, tmp_path: Path) -> None:
    table, paper = tmp_path / "举措.csv", tmp_path / "举措.DOCX"
    table.write_text("旧", encoding="utf-8")
    ran = built("measures", "带押过户", "-o", str(table))
    assert (ran.status, ran.out) == (0, f"已写入 {table}(2 条举措)\n")
    rows = [*csv.DictReader(io.StringIO(table.read_text("utf-8-sig")))]
    assert [row["报告年度"] for row in rows] == [
        str(one["year"]) for one in built("measures", "带押过户", "--json").objects
    ]
    ran = built("measures", "带押过户", "-k", "1", "--json", "-o", str(paper))
    assert len(ran.objects) == 1
    assert f"已写入 {paper}(1 条举措)" in ran.err
    assert docx.Document(str(paper)).paragraphs[0].text == "“带押过户”历年举措对照"


def test_nothing_is_written_where_nothing_is_found(built, tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    ran = built("measures", "深空探测", "-o", str(path))
    assert ran.status == 0
    assert "没有写入" in ran.err
    assert not path.exists()


@pytest.mark.parametrize("name", ["没有这个文件夹/a.csv", "文件夹.csv"])
def test_what_cannot_be_written(built, tmp_path: Path, name: str) -> None:
    (tmp_path / "文件夹.csv").mkdir()
    ran = built("measures", "带押过户", "-o", str(tmp_path / name))
    assert ran.status == 1
    assert ran.err.startswith(f"错误:{tmp_path / name}:")
    assert "请" in ran.err
    assert not ran.out


@pytest.mark.parametrize(
    ("argv", "status", "said"),
    [
        (["measures", "--theme", "执法"], 2, "可选:党的领导、"),
        (["measures", "--stage", "将来"], 2, "成效"),
        (["measures", "-k", "0"], 2, "应为正整数"),
        (["measures", "--year", "今年"], 2, "年份应写成"),
        (["measures", "甲", "-o", "a.pdf"], 2, "文件名应以 .csv 或 .docx 结尾"),
        (["figures", "甲", "-o", "a.docx"], 2, "文件名应以 .csv 结尾"),
        (["figures"], 2, "缺少参数"),
        (["measures", "甲", "--compare", "-o", "a.csv"], 1, "请写成 .docx"),
        (["figures", "没有.txt"], 1, "没有这个文件"),
    ],
)
def test_errors_say_what_to_do(built, argv: list[str], status: int, said: str) -> None:
    ran = built(*argv)
    assert ran.status == status
    assert said in ran.err
    assert not ran.out


def test_measures_need_an_index(kb) -> None:
    ran = kb("measures", "带押过户")
    assert ran.status == 1
    assert "kb build" in ran.err
