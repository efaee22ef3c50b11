"""What a person gets from a fresh clone: the packaged laws and the sample reports, searched."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kb.document import Genre
from kb.library import KnowledgeBase
from kb.search import Via
from kb.store import Filters


def test_all_packaged_laws_and_samples_are_in(full_library: KnowledgeBase) -> None:
    records = full_library.records()
    assert Counter(r.meta.genre for r in records) == {Genre.LAW: 378, Genre.REPORT: 6}
    assert all(check.ok for check in full_library.doctor())


def test_the_samples_are_two_bureaus_over_three_years(full_library: KnowledgeBase) -> None:
    samples = [r for r in full_library.records() if r.meta.genre is Genre.REPORT]
    years = {(r.meta.org, r.meta.year) for r in samples}
    orgs = {org for org, _ in years}
    assert len(orgs) == 2
    assert years == {(org, year) for org in orgs for year in (2021, 2022, 2023)}
    for record in samples:
        document = full_library.document(record.id)
        assert record.meta.sample
        assert record.meta.url is None
        assert sum(len(document.text_of(p)) for p in document.passages) > 5000


@pytest.mark.parametrize(
    ("query", "title", "locator"),
    [
        ("土地管理法第四十四条", "中华人民共和国土地管理法", "第四十四条"),
        ("《中华人民共和国土地管理法》第44条", "中华人民共和国土地管理法", "第四十四条"),
        ("民法典406条", "中华人民共和国民法典", "第四百零六条"),
        ("道交法91条怎么规定的", "中华人民共和国道路交通安全法", "第九十一条"),
        ("第四十四条 土地管理法", "中华人民共和国土地管理法", "第四十四条"),
        ("刑法第一百二十条之一", "中华人民共和国刑法", "第一百二十条之一"),
        ("行政处罚法(2021年修订)第三十三条", "中华人民共和国行政处罚法", "第三十三条"),
        ("请问行政复议法的第20条怎么规定", "中华人民共和国行政复议法", "第二十条"),
    ],
)
def test_a_named_article_comes_first(
    full_library: KnowledgeBase, query: str, title: str, locator: str
) -> None:
    hit = full_library.search(query).hits[0]
    assert hit.via is Via.GO_TO
    assert (hit.stored.meta.title, hit.stored.passage.locator) == (title, locator)


@pytest.mark.parametrize(
    "query", ["实施土地管理法办法第三条", "土地管理法第九百条", "第四十四条", "44条"]
)
def test_what_names_no_article_at_hand_goes_nowhere(
    full_library: KnowledgeBase, query: str
) -> None:
    assert all(hit.via is not Via.GO_TO for hit in full_library.search(query).hits)


def test_a_lay_question_finds_the_articles(full_library: KnowledgeBase) -> None:
    hits = full_library.search("违法占用耕地建房怎么处罚").hits
    found = [(h.stored.meta.title, h.stored.passage.locator) for h in hits]
    assert ("中华人民共和国土地管理法", "第七十五条") in found[:3]
    assert all(h.search_url for h in hits if h.stored.meta.genre is Genre.LAW)


def test_a_topic_finds_the_measures(full_library: KnowledgeBase) -> None:
    hits = full_library.search("带押过户").hits
    assert "带押过户" in hits[0].stored.text
    assert {h.stored.meta.genre for h in hits[:3]} == {Genre.REPORT}
    assert all(h.stored.meta.sample for h in hits[:3])


@pytest.mark.parametrize("term", ["先租后让", "一书一表", "带押过户"])
def test_a_term_the_model_never_saw_is_found_by_its_letters(
    full_library: KnowledgeBase, term: str
) -> None:
    assert term in full_library.search(term).hits[0].stored.text


def test_only_what_is_in_force(full_library: KnowledgeBase) -> None:
    hits = full_library.search("城市和农村的土地归谁所有", filters=Filters(in_force=True)).hits
    assert hits
    assert {h.stored.meta.status for h in hits} <= {"现行有效", "已被修改"}


def test_the_real_report_beside_the_samples(
    shared: Path, full_library: KnowledgeBase, tmp_path: Path
) -> None:
    library = KnowledgeBase(tmp_path)
    library.build()
    report = library.add(sorted((shared / "reports").glob("*.txt")))
    assert len(report.added) == 4
    assert not report.failures
    hits = library.search("带押过户 年份:2023").hits
    assert hits[0].stored.meta.title == "泉州市自然资源和规划局2023年度法治政府建设情况报告"
    assert hits[0].stored.passage.locator == "一、(二)1.一是"
