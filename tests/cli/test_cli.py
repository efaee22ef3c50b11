"""The command's contract: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.cli import main
from kb.cli.reference import reference
from tests.conftest import REGULATION, REPOSITORY, write_corpus


def test_search_before_building_says_what_to_do(kb) -> None:
    ran = kb("search", "带押过户")
    assert ran.status == 1
    assert "kb build" in ran.err
    assert not ran.out


def test_build_then_search(kb) -> None:
    assert "新增 3" in kb("build").out
    hits = kb("search", "带押过户", "-k", "2", "--json").objects
    assert [hit["rank"] for hit in hits] == [1, 2]
    contract = "rank score kind doc_id title locator breadcrumb text url permalink via"
    assert set(contract.split()) <= hits[0].keys()
    assert "带押过户" in kb("search", "带押过户").out


def test_a_terminal_shows_the_sentence_that_answers(kb) -> None:
    kb("build")
    question = "城市管理部门多久作出决定"
    answer = "城市管理部门应当自受理之日起十个工作日内作出决定。"
    hits = kb("search", question, "-k", "1", "--json").objects
    assert [hit["answer"] for hit in hits] == [answer]
    assert f"…{answer}" in kb("search", question, "-k", "1").out


@pytest.mark.parametrize(
    ("options", "years"),
    [
        (["--year", "2023"], {2023}),
        (["--year", "..2022", "--kind", "report"], {2022}),
        (["--kind", "law"], {2021}),
        (["--org", "自然资源", "--year", "2022..2023"], {2022, 2023}),
    ],
)
def test_search_filters(kb, options: list[str], years: set[int]) -> None:
    kb("build")
    hits = kb("search", "申请 办理 设置", "--json", *options).objects
    assert {hit["year"] for hit in hits} == years


def test_a_wrong_query_is_hinted_on_standard_error(kb) -> None:
    kb("build")
    ran = kb("search", '"带押过户', "--json")
    assert ran.status == 0
    assert "提示" in ran.err
    assert ran.objects


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["户外光告 设置条件"], "已按“户外广告 设置条件”检索"),
        (["户外光告 设置条件", "--literal"], "您是不是要找:户外广告 设置条件"),
        (["户外广告 设置条件"], ""),
    ],
)
def test_a_mistyped_query_is_told_of_on_standard_error(kb, arguments: list[str], said: str) -> None:
    kb("build")
    ran = kb("search", *arguments, "--json")
    assert ran.err.startswith(said)
    assert bool(ran.err) == bool(said)
    assert ran.objects


def test_add_names_what_failed_and_exits_1(kb, tmp_path: Path) -> None:
    good, empty = tmp_path / "停车.txt", tmp_path / "空.txt"
    good.write_text(REGULATION.replace("户外广告", "停车场"))
    empty.write_text("")
    ran = kb("add", str(good), str(empty))
    assert ran.status == 1
    assert "停车.txt" in ran.out
    assert re.search(r"空\.txt.*文件是空的", ran.err)
    assert kb("search", "榕湾市停车场管理办法3条", "--json").objects[0]["locator"] == "第三条"


def test_list_show_remove(kb) -> None:
    kb("build")
    listed = kb("list", "--json").objects
    assert len(listed) == 3
    law = next(d for d in listed if d["genre"] == "law")
    assert law["title"] in kb("list").out
    assert kb("show", law["id"]).out.strip() == REGULATION.strip()
    assert "十个工作日" in kb("show", law["title"], "第三条").out
    assert kb("show", law["id"], "3条", "--json").objects[0]["locator"] == "第三条"
    assert kb("remove", law["id"]).status == 0
    assert len(kb("list", "--json").objects) == 2
    assert kb("remove", "nothere").status == 1


def test_parse_prints_metadata_then_passages(kb, home: Path) -> None:
    path = home / "corpus" / "reports" / "2023.txt"
    meta, *passages = kb("parse", str(path), "--json").objects
    assert meta["org"] == "榕湾市自然资源和规划局"
    assert (meta["index_number"], meta["issued"], meta["year"]) == (
        "RW00115-0705-2024-00012",
        "2024-03-05",
        2023,
    )
    text = path.read_text()
    assert passages
    for passage in passages:
        assert text[passage["start"] : passage["end"]] == passage["text"]
    assert "一、(一)1.一是" in kb("parse", str(path)).out


def test_eval_prints_a_line_for_each_mode(kb, tmp_path: Path) -> None:
    more, corpus, queries = (tmp_path / name for name in ("m.jsonl", "c.jsonl", "q.jsonl"))
    for path, law, text in (
        (more, "停车办法", "停车应当有序。"),
        (corpus, "广告办法", "设置户外广告应当申请。"),
    ):
        line = {"id": 0, "law": law, "article": "第一条", "heading": "", "text": text}
        path.write_text(json.dumps(line))
    gold = [{"law": "广告办法", "article": "第一条"}]
    queries.write_text(json.dumps({"id": 1, "query": "户外广告 申请", "gold": gold}))
    command = ("eval", "--corpus", str(more), "--corpus", str(corpus), "--queries", str(queries))
    rows = kb(*command, "--json").objects
    assert [row["mode"] for row in rows] == ["keyword", "semantic", "hybrid"]
    for row in rows:
        assert row["n"] == row["R@10"] == row["R@100"] == row["RR@10"] == row["nDCG@10"] == 1
        assert row["R@10_ci"] == row["nDCG@10_ci"] == [1, 1]
        assert 0 < row["p50_ms"] <= row["p95_ms"]
    head, *lines = kb(*command).out.splitlines()
    assert head.split() == ["mode", "n", "R@10", "R@100", "RR@10", "nDCG@10", "p50_ms", "p95_ms"]
    assert [line.split()[0] for line in lines] == ["keyword", "semantic", "hybrid"]
    assert all(line.count("1.000 [1.000, 1.000]") == 4 for line in lines)
    corpus.write_text("{}")
    ran = kb(*command)
    assert ran.status == 1
    assert f"{corpus}:第 1 行缺少" in ran.err


def test_doctor(kb) -> None:
    assert kb("doctor").status == 1
    kb("build")
    ran = kb("doctor")
    assert ran.status == 0
    assert "异常" not in ran.out


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["找"],
        ["search"],
        ["search", "甲", "-k", "0"],
        ["search", "甲", "--year", "去年"],
        ["search", "甲", "--year", "2023..2021"],
        ["search", "甲", "--mode", "magic"],
        ["add"],
        ["serve", "--port", "70000"],
        ["list", "--nothing"],
    ],
)
def test_wrong_use_exits_2_in_chinese(kb, argv: list[str]) -> None:
    ran = kb(*argv)
    assert ran.status == 2
    assert "用法错误" in ran.err
    assert not re.search(r"invalid|required|unrecognized|expected", ran.err)


@pytest.mark.parametrize(
    ("argv", "what"),
    [
        (["add", "https://www.example.gov.cn/1.html"], "网址"),
        (["remove"], "没有说"),
        (["parse", "没有.txt"], "没有这个文件"),
        (["show", "没有的标题"], "没有这个编号"),
    ],
)
def test_errors_are_chinese_and_on_standard_error(kb, argv: list[str], what: str) -> None:
    kb("build")
    ran = kb(*argv)
    assert ran.status == 1
    assert what in ran.err
    assert not ran.out


def test_home_can_stand_after_the_command_or_in_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(tmp_path)
    assert main(["build", "--home", str(tmp_path)]) == 0
    monkeypatch.setenv("KB_HOME", str(tmp_path))
    capsys.readouterr()
    assert main(["list", "--json"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3


def test_as_a_process(home: Path) -> None:
    """Chinese comes out as UTF-8 whatever the locale, and nothing else on standard output."""
    command = [sys.executable, "-m", "kb", "--home", str(home)]
    environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": ""}
    options = {"capture_output": True, "cwd": REPOSITORY, "env": environment}
    built = subprocess.run([*command, "build"], **options)
    assert built.returncode == 0, built.stderr.decode()
    ran = subprocess.run([*command, "search", "带押过户", "--json"], **options)
    assert "带押过户" in json.loads(ran.stdout.decode("utf-8").splitlines()[0])["text"]


def test_the_reference_is_up_to_date() -> None:
    said = (REPOSITORY / "docs" / "cli.md").read_text(encoding="utf-8")
    assert said == reference(), "python -m kb.cli.reference > docs/cli.md"
