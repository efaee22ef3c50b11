"""``kb cite`` and ``kb cited-by``: what they print, where, and their exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

TEXT = """榕湾市水务局2023年度法治政府建设情况报告
时间:2024-03-06

  一、主要举措

  (一)依法办事。依据《信访条例》(国务院令第431号)第二十一条受理来信9件,按《合同法》第八条处理欠费。落实《榕湾市户外广告管理办法》第三条、第九条。

  (二)学习培训。组织观看专题片《榕湾之水》,学习行政处罚法;按《榕湾市河道巡查意见》巡河。
"""

CONTRACT = (
    "text name number articles kind normative start end law status_then status_now successor"
    " url problem"
)
MORE = "form reason candidates published effective newer doc_id repealed basis locator title itself"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "水务局.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def by_name(found: list[dict]) -> dict[str, dict]:
    return {one["name"]: one for one in found}


def test_cite_prints_one_citation_a_line(kb, report: Path) -> None:
    found = kb("cite", str(report), "--json").objects
    for one in found:
        assert {*CONTRACT.split(), *MORE.split()} <= one.keys()
        assert TEXT[one["start"] : one["end"]] == one["text"]
        assert one["title"] == "榕湾市水务局2023年度法治政府建设情况报告"
    assert [*by_name(found)] == [
        "信访条例",
        "合同法",
        "榕湾市户外广告管理办法",
        "榕湾之水",
        "行政处罚法",
        "榕湾市河道巡查意见",
    ]


def test_statuses_are_null_only_for_what_binds_nobody(kb, report: Path) -> None:
    found = by_name(kb("cite", str(report), "--json").objects)
    petitions, contracts, film = (found[name] for name in ("信访条例", "合同法", "榕湾之水"))
    assert petitions["number"] == "国务院令第431号"
    assert petitions["articles"] == ["第二十一条"]
    assert petitions["locator"] == "一、(一)"
    assert (contracts["status_then"], contracts["status_now"]) == ("已废止", "已废止")
    assert (contracts["repealed"], contracts["successor"]) == (
        "2021-01-01",
        "中华人民共和国民法典",
    )
    assert "2021-01-01" in contracts["problem"]
    assert (film["normative"], film["kind"]) == (False, "影视")
    assert [film[k] for k in ("law", "status_then", "status_now", "problem")] == [None] * 4
    unknown = found["榕湾市河道巡查意见"]
    assert (unknown["normative"], unknown["law"]) == (True, None)
    assert (unknown["status_then"], unknown["status_now"]) == ("未知", "未知")
    assert found["行政处罚法"]["law"] == "中华人民共和国行政处罚法"
    assert found["行政处罚法"]["status_now"] == "现行有效"


def test_an_index_adds_the_laws_of_the_base(kb, report: Path) -> None:
    name = "榕湾市户外广告管理办法"
    assert by_name(kb("cite", str(report), "--json").objects)[name]["law"] is None
    kb("build")
    known = by_name(kb("cite", str(report), "--json").objects)[name]
    assert (known["law"], known["published"]) == (name, "2021-06-01")
    assert kb("show", known["doc_id"], "第三条").status == 0
    assert "没有第九条" in known["problem"]


def test_a_law_refers_to_itself_by_its_title(kb) -> None:
    kb("build")
    name = "榕湾市户外广告管理办法"
    own = [c for c in kb("cite", name, "--json").objects if c["itself"]]
    assert own
    assert {c["law"] for c in own} == {name}
    assert all(c["status_now"] for c in own)
    assert "指本文件的" in kb("cite", name).out


def test_cite_for_people(kb, report: Path) -> None:
    lines = kb("cite", str(report)).out.splitlines()
    [row] = (line for line in lines if "《中华人民共和国合同法》" in line)
    assert "第八条" in row
    assert "已废止" in row
    assert any("问题:" in line and "已于 2021-01-01 废止" in line for line in lines)
    binding, others = "\n".join(lines).split("不是规范性文件的")
    assert "《榕湾市河道巡查意见》" in binding
    assert "影视  《榕湾之水》" in others
    assert lines[-1].startswith("共 6 处引用:规范性文件 5 处(5 部),其他 1 处")


def test_a_document_that_cites_nothing(kb, tmp_path: Path) -> None:
    path = tmp_path / "短.txt"
    path.write_text("榕湾市水务局简讯\n\n今日巡河三次。\n", encoding="utf-8")
    assert "共 0 处引用" in kb("cite", str(path)).out
    assert kb("cite", str(path), "--json").out == ""


def test_cited_by(kb, report: Path) -> None:
    kb("add", str(report))
    name = "榕湾市户外广告管理办法"
    [citing] = kb("cited-by", name, "第九条", "--json").objects
    assert citing["title"] == "榕湾市水务局2023年度法治政府建设情况报告"
    assert (citing["law"], citing["articles"]) == (name, ["第三条", "第九条"])
    assert TEXT[citing["start"] : citing["end"]] == citing["text"]
    assert kb("show", citing["doc_id"], citing["locator"]).status == 0
    out = kb("cited-by", name).out
    assert f"(榕湾市水务局,2023)一、(一):落实《{name}》第三条、第九条。" in out
    assert "共 1 个文件、1 处引用" in out
    assert "没有文件引用" in kb("cited-by", name, "第四条").out
    assert kb("cited-by", name, "第四条", "--json").out == ""


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["cite", "没有.txt"], "没有这个文件"),
        (["cited-by", "榕湾市没有的办法"], "没有这个名称的法规"),
        (["cited-by", "行政处罚法", "很多条"], "第四十四条第二款"),
    ],
)
def test_errors_say_what_to_do(kb, argv: list[str], said: str) -> None:
    unbuilt = kb(*argv)
    assert unbuilt.status == 1
    assert "kb build" in unbuilt.err
    kb("build")
    ran = kb(*argv)
    assert ran.status == 1
    assert said in ran.err
    assert not ran.out


@pytest.mark.parametrize("argv", [["cite"], ["cited-by"], ["cite", "a", "--kind", "报告"]])
def test_wrong_use_exits_2(kb, argv: list[str]) -> None:
    ran = kb(*argv)
    assert ran.status == 2
    assert "用法错误" in ran.err
