"""What `kb.evaluation` measures: figures known by hand, on a corpus written for this."""

from __future__ import annotations

import json
from collections import Counter
from math import log2
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.quality.__main__ import CHOOSING, HELD_OUT, own, sources
from kb.document import Document, Genre
from kb.embedding import Embedder, load_embedder
from kb.errors import UserError
from kb.evaluation import Question, Row, evaluate, interval, read_corpus, read_questions
from kb.search import Mode

PARKING, ADVERTS = "榕湾市停车办法", "榕湾市户外广告管理办法"
REPORT = "榕湾市水务局2023年度法治政府建设情况报告"

#: Law, article, heading, text.
CORPUS = (
    (PARKING, "第一条", "第一章 总则", "停车泊位由街道办事处划定。"),
    (PARKING, "第二条", "第一章 总则", "夜间停放货车的,应当打开示廓灯。"),
    (PARKING, "第三条", "第二章 收费", "停车收费的标准每年公示一次。"),
    (PARKING, "第三条", "第二章 收费", "停车收费的收入上缴国库。"),
    (ADVERTS, "第一条", "", "架设广告牌应当避开树木。"),
    (ADVERTS, "第二条", "", "第二条 灯箱广告在凌晨熄灭。"),
    (REPORT, "一、(一)1.", "一、主要举措", "全年清理河道淤泥九万方。"),
)


def lines(path: Path, rows: list) -> Path:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", "utf-8")
    return path


def corpus(path: Path, articles=CORPUS) -> Path:
    names = ("law", "article", "heading", "text")
    return lines(path, [dict(zip(names, article, strict=True)) for article in articles])


def asked(text: str, *gold: tuple[str, str]) -> Question:
    return Question("1", text, frozenset(gold))


def documents(*paths: Path) -> dict[str, Document]:
    return {source.origin: source.load() for source in read_corpus(paths)}


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture
def measured(tmp_path: Path, embedder: Embedder):
    """Measures `CORPUS` on the questions given: the values of each mode."""

    def run(*questions: Question) -> dict[Mode, dict[str, list[float]]]:
        rows = evaluate(read_corpus([corpus(tmp_path / "c.jsonl")]), questions, embedder)
        return {row.mode: {name: list(each) for name, each in row.values.items()} for row in rows}

    return run


def test_documents_are_like_those_of_real_laws(tmp_path: Path) -> None:
    found = documents(corpus(tmp_path / "c.jsonl"))
    assert [*found] == [PARKING, ADVERTS, REPORT]
    law = found[PARKING]
    assert [p.locator for p in law.passages] == ["第一条", "第二条", "第三条", "第三条#2"]
    assert [p.breadcrumb for p in law.passages[1:3]] == [("第一章 总则",), ("第二章 收费",)]
    assert [section.title for section in law.sections] == ["第一章 总则", "第二章 收费"]
    assert law.text_of(law.sections[1]).startswith("第二章 收费\n第三条")
    assert law.text_of(law.passages[0]) == "第一条\u3000停车泊位由街道办事处划定。"
    assert "".join(part for _, part in law.pieces()) == law.text
    # A number that the text has already isn't put there again, and a report's unit has none.
    assert found[ADVERTS].text_of(found[ADVERTS].passages[1]).count("第二条") == 1
    report = found[REPORT]
    assert report.text_of(report.passages[0]).startswith("全年")
    assert report.meta.genre is Genre.REPORT


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("榕湾法", "法律"),
        ("最高人民法院关于审理榕湾案件的解释", "司法解释"),
        ("榕湾市停车条例", "地方性法规"),
        (REPORT, "报告"),
    ],
)
def test_kind_follows_from_the_title(tmp_path: Path, title: str, kind: str) -> None:
    found = documents(corpus(tmp_path / "c.jsonl", [(title, "第一条", "", "甲。")]))
    assert found[title].meta.kind == kind
    assert found[title].meta.title == title


def test_corpora_are_joined(tmp_path: Path) -> None:
    one = corpus(tmp_path / "1.jsonl", CORPUS[:2])
    other = corpus(tmp_path / "2.jsonl", [*CORPUS[4:], CORPUS[1]])
    found = documents(one, other)
    assert [*found] == [PARKING, ADVERTS, REPORT]
    assert [p.locator for p in found[PARKING].passages] == ["第一条", "第二条", "第二条#2"]


def test_measures_are_those_known_by_hand(measured) -> None:
    found = measured(
        asked("河道淤泥", (REPORT, "一、(一)1.")),
        # One of the two gold articles isn't in the corpus.
        asked("河道淤泥", (REPORT, "一、(一)1."), (PARKING, "第九条")),
        asked("河道淤泥", ("榕湾市桥梁办法", "第一条")),
    )[Mode.KEYWORD]
    assert found["R@10"] == found["R@100"] == [1, 0.5, 0]
    assert found["RR@10"] == [1, 1, 0]
    assert found["nDCG@10"] == pytest.approx([1, 1 / (1 + 1 / log2(3)), 0], abs=1e-4)


def test_article_found_twice_counts_once_where_it_is_found_first(measured) -> None:
    # The first 第三条 says most of it, 第一条 some, the other 第三条 one word.
    text = "停车收费标准 每年公示一次 街道办事处划定泊位"
    found = measured(asked(text, (PARKING, "第三条")), asked(text, (PARKING, "第一条")))
    assert found[Mode.KEYWORD]["RR@10"] == [1, 0.5]


@pytest.mark.parametrize("text", [f"{PARKING}第2条", f"《{PARKING}》第二条", "榕湾市停车办法2条"])
def test_going_to_an_article_by_its_number_is_measured(measured, text: str) -> None:
    for mode, values in measured(asked(text, (PARKING, "第二条"))).items():
        assert values["RR@10"] == [1], mode


def test_questions_of_one_id_are_measured_apart(measured) -> None:
    found = measured(
        asked("河道淤泥", (REPORT, "一、(一)1.")), asked("河道淤泥", (PARKING, "第九条"))
    )
    assert found[Mode.KEYWORD]["R@10"] == [1, 0]


def test_question_without_any_hit_counts_as_zero(measured) -> None:
    found = measured(asked("zzz", (PARKING, "第一条")), asked("示廓灯", (PARKING, "第二条")))
    assert found[Mode.KEYWORD]["R@100"] == [0, 1]


def test_row_gives_means_intervals_and_latency() -> None:
    values = np.array([0.0, 1.0, 0.5, 1.0])
    row = Row(Mode.HYBRID, {"R@10": values}, np.array([1.0, 2.0, 3.0, 10.0]))
    low, high = interval(values)
    assert row.as_json() == {
        "mode": "hybrid",
        "n": 4,
        "R@10": 0.625,
        "R@10_ci": [round(low, 4), round(high, 4)],
        "p50_ms": 2.5,
        "p95_ms": 8.95,
    }
    part = row.only([True, False, False, True]).as_json()
    assert (part["n"], part["R@10"], part["p50_ms"]) == (2, 0.5, 5.5)


@settings(max_examples=10, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=40))
def test_interval_holds_the_mean_and_repeats_itself(values: list[float]) -> None:
    low, high = interval(values)
    assert min(values) - 1e-9 <= low <= np.mean(values) + 1e-9
    assert np.mean(values) - 1e-9 <= high <= max(values) + 1e-9
    assert interval(values) == (low, high)


def test_interval_is_as_wide_as_theory_says() -> None:
    # A share of one half among 400: the normal approximation gives 0.5 ± 1.96 · 0.5 / √400.
    assert interval([0, 1] * 200) == pytest.approx((0.451, 0.549), abs=0.004)
    assert interval([0.3] * 5) == pytest.approx((0.3, 0.3))


GOOD = {"law": "甲法", "article": "第一条", "text": "乙。"}
ASKED = {"query": "乙", "gold": [{"law": "甲法", "article": "第一条"}]}


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        (read_corpus, '{"law": "甲法"', "第 1 行不是 JSON"),
        (read_corpus, json.dumps(GOOD) + "\n\n[1]", "第 3 行不是 JSON 对象"),
        (read_corpus, '"law article text"', "第 1 行不是 JSON 对象"),
        (read_corpus, json.dumps({**GOOD, "text": ""}), "第 1 行缺少 text"),
        (read_corpus, '{"text": "乙。"}', "第 1 行缺少 law、article"),
        (read_corpus, " \n", "没有一行数据"),
        (read_questions, '{"query": "乙"}', "第 1 行缺少 gold"),
        (read_questions, json.dumps({**ASKED, "gold": []}), "第 1 行缺少 gold"),
        (read_questions, f"\n{json.dumps({**ASKED, 'gold': [{'law': '甲'}]})}", "第 2 行的 gold"),
        (read_questions, json.dumps({**ASKED, "gold": "甲法"}), "第 1 行的 gold"),
        (read_questions, json.dumps({**ASKED, "gold": 7}), "第 1 行的 gold"),
    ],
)
def test_bad_lines_are_named(tmp_path: Path, read, text: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=message) as error:
        read([path] if read is read_corpus else path)
    assert error.value.where == str(path)


def test_file_that_is_not_there_or_not_utf_8_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.jsonl").write_text(json.dumps(GOOD, ensure_ascii=False), encoding="gbk")
    for name in ("none.jsonl", "gbk.jsonl"):
        with pytest.raises(UserError, match="无法读取") as error:
            read_corpus([tmp_path / name])
        assert error.value.where == str(tmp_path / name)


def test_line_separators_within_a_string_end_no_line(tmp_path: Path) -> None:
    path = lines(tmp_path / "c.jsonl", [{**GOOD, "text": "乙。\u2028丙。\x85丁。"}])
    assert documents(path)["甲法"].text.endswith("丁。")


def test_own_questions_are_whole() -> None:
    found = own()
    assert len({each.question.id for each in found}) == len(found) == 220
    assert len({(each.part, each.question.text) for each in found}) == 220
    parts = {
        part: Counter(each.form for each in found if each.part == part)
        for part in (CHOOSING, HELD_OUT)
    }
    assert parts[CHOOSING] == parts[HELD_OUT]
    assert parts[CHOOSING].total() == 110


def test_answers_of_the_own_questions_are_in_the_corpus(shared: Path) -> None:
    there = {
        (document.meta.title, passage.locator)
        for document in (source.load() for source in sources(shared))
        for passage in document.passages
    }
    missing = [each.question.id for each in own() if not each.question.gold <= there]
    assert not missing
