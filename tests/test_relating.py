"""What to read beside a passage."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import UserError
from kb.library import KnowledgeBase

LAW = """榕湾市停车场条例

({passed}榕湾市人民代表大会常务委员会公布 自{since}起施行)

第一章 总则

第一条 为了规范停车场的管理,制定本条例。

第二条 停车场的设置依照《榕湾市户外广告管理办法》第三条、第四条的规定申请。

第二章 管理

第三条 停车场应当公示收费标准。

前款规定的收费标准由价格部门制定。

第四条 违反本条例第三条规定,不公示收费标准的,由价格部门处罚。

第五条 停车场的经营者应当公示收费时间。

第六条 停车场不得堆放货物。

第三章 附则

第七条 停车场管理的其他事项,适用《榕湾市户外广告管理办法》。
"""

PAPER = """榕湾市城市管理局{year}年度法治政府建设情况报告

时间:{day}

一、主要举措

(一)加强执法。依据《榕湾市停车场条例》第三条处罚不公示收费的停车场{year}次。

(二)加强宣传。组织培训两次。
"""


@pytest.fixture
def base(home: Path) -> KnowledgeBase:
    """Two versions of a law, and a report of the time of each."""
    corpus = home / "corpus"
    for name, passed, since in (
        ("旧", "2012年3月1日", "2012年5月1日"),
        ("新", "2021年3月1日", "2021年5月1日"),
    ):
        text = LAW.format(passed=passed, since=since)
        (corpus / f"停车场{name}.txt").write_text(text, encoding="utf-8")
    for year in (2015, 2023):
        text = PAPER.format(year=year, day=f"{year + 1}-02-01")
        (corpus / f"城管{year}.txt").write_text(text, encoding="utf-8")
    library = KnowledgeBase(home)
    library.build()
    return library


@pytest.fixture
def versions(base: KnowledgeBase) -> dict[str, str]:
    """Year of publication to id."""
    records = [r for r in base.records() if r.meta.title == "榕湾市停车场条例"]
    return {(r.meta.published or "")[:4]: r.id for r in records}


def told(base: KnowledgeBase, doc: str, locator: str, limit: int = 5) -> list[tuple[str, ...]]:
    return [
        (one.reason, one.meta.title.removeprefix("榕湾市"), one.locator)
        for one in base.related(doc, locator, limit)
    ]


def test_what_a_passage_cites(base: KnowledgeBase) -> None:
    assert told(base, "榕湾市停车场条例", "第二条") == [
        ("引用", "户外广告管理办法", "第三条"),
        ("引用", "户外广告管理办法", "第四条"),
        ("同章", "停车场条例", "第一条"),
    ]


def test_a_law_cited_as_a_whole_is_told_as_one(base: KnowledgeBase) -> None:
    [cited] = base.related("榕湾市停车场条例", "第七条")
    assert (cited.reason, cited.locator, cited.text) == ("引用", "", "")
    assert cited.permalink == f"/read?doc={base.document('榕湾市户外广告管理办法').id}"


def test_references_within_a_law_go_both_ways(base: KnowledgeBase) -> None:
    assert told(base, "榕湾市停车场条例", "第四条", 1)[0] == ("引用", "停车场条例", "第三条")
    reasons = [one[::2] for one in told(base, "榕湾市停车场条例", "第三条")]
    assert ("被引用", "第四条") in reasons
    # Its own second paragraph refers to the first: no other place to read.
    assert all(locator != "第三条" for reason, locator in reasons)


def test_reports_come_first_and_mean_the_version_of_their_day(
    base: KnowledgeBase, versions: dict[str, str]
) -> None:
    for version, year in (("2012", 2015), ("2021", 2023)):
        citing = [
            one for one in base.related(versions[version], "第三条") if one.reason == "被引用"
        ]
        assert [one.meta.year for one in citing] == [year, 2021 if version == "2021" else 2012]
        assert "第三条处罚" in citing[0].text
        assert (citing[1].doc_id, citing[1].locator) == (versions[version], "第四条")


def test_neighbours_are_of_the_same_chapter_and_the_nearest_first(base: KnowledgeBase) -> None:
    near = [one for one in told(base, "榕湾市停车场条例", "第五条") if one[0] == "同章"]
    assert [locator for _, _, locator in near] == ["第三条", "第四条", "第六条"]


def test_a_place_comes_once_and_no_more_than_asked_for(base: KnowledgeBase) -> None:
    for limit in (0, 1, 2, 9):
        found = told(base, "榕湾市停车场条例", "第三条", limit)
        places = [one[1:] for one in found]
        assert len(set(places)) == len(places)
        for reason in ("引用", "被引用", "同章"):
            assert sum(one[0] == reason for one in found) <= limit


def test_who_cites_an_article_does_not_cite_each_of_its_paragraphs(base: KnowledgeBase) -> None:
    assert {one[0] for one in told(base, "榕湾市停车场条例", "第三条")} == {"被引用", "同章"}
    assert {one[0] for one in told(base, "榕湾市停车场条例", "第三条第一款")} == {"同章"}


def test_a_report_leads_to_what_it_cites_and_to_its_own_part(base: KnowledgeBase) -> None:
    assert told(base, "榕湾市城市管理局2023年度法治政府建设情况报告", "一、(一)") == [
        ("引用", "停车场条例", "第三条"),
        ("同一部分", "城市管理局2023年度法治政府建设情况报告", "一、(二)"),
    ]


def test_what_is_not_there_is_told(base: KnowledgeBase) -> None:
    for doc, locator in (("没有的条例", "第一条"), ("榕湾市停车场条例", "第九十九条")):
        with pytest.raises(UserError):
            base.related(doc, locator)


def test_related_follows_the_builds(base: KnowledgeBase, home: Path) -> None:
    assert told(base, "榕湾市停车场条例", "第六条")
    (home / "corpus" / "停车场新.txt").unlink()
    (home / "corpus" / "停车场旧.txt").unlink()
    base.build()
    with pytest.raises(UserError):
        base.related("榕湾市停车场条例", "第六条")
