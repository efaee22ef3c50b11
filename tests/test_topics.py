"""What reports say on a topic, and that a topic nobody reported on is told from the others."""

from __future__ import annotations

import pytest

from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.measures.model import Stage
from kb.measures.topic import MeasureFilters

URBAN, LAND = "榕湾市城市管理局", "榕湾市自然资源和规划局"

#: Topics of the sample reports, with what one of their best measures says.
REPORTED = [
    ("带押过户", "带押过户"),
    ("卫片执法", "卫片"),
    ("首违不罚", "首违不罚"),
    ("行政复议和应诉", "复议"),
    ("负责人出庭", "出庭"),
    ("法律顾问", "法律顾问"),
    ("跨省通办", "跨省通办"),
    ("共享单车", "共享单车"),
    ("垃圾分类怎么做的", "垃圾"),
]
#: Others, some of which share a word with the reports.
NOT_REPORTED = ["航天发射", "渔业捕捞配额", "高铁建设", "核电站安全", "博物馆建设", "足球联赛"]


@pytest.mark.parametrize(("topic", "said"), REPORTED)
def test_a_topic_finds_measures_of_several_years(
    full_library: KnowledgeBase, topic: str, said: str
) -> None:
    result = full_library.measures(topic)
    assert said in result.found[0].text
    assert len({one.meta.year for one in result.found}) > 1
    assert [one.rank for one in result.found] == [*range(1, len(result.found) + 1)]
    assert not result.nearest


@pytest.mark.parametrize("topic", NOT_REPORTED)
def test_a_topic_no_one_reported_on_finds_nothing_but_what_is_nearest(
    full_library: KnowledgeBase, topic: str
) -> None:
    result = full_library.measures(topic)
    assert result.found == ()
    assert result.nearest
    assert not result.facets.orgs


def test_a_measure_comes_with_its_report_its_figures_and_the_laws_it_cites(
    full_library: KnowledgeBase,
) -> None:
    filters = MeasureFilters(orgs=(URBAN,), years=(2021, 2021), stages=(Stage.DONE,))
    found = full_library.measures("首违不罚", filters=filters).found
    one = next(one for one in found if one.measure.locator == "一、(三)10.")
    assert (one.meta.org, one.meta.year, one.place) == (URBAN, 2021, "榕湾市")
    assert one.measure.theme == "行政执法"
    document = full_library.document(one.doc_id)
    assert one.text == document.text[one.measure.start : one.measure.end]
    assert [document.text[f.start : f.end] for f in one.figures] == [f.text for f in one.figures]
    assert "326件" in [figure.text for figure in one.figures]
    assert one.laws == ("中华人民共和国行政处罚法",)
    assert one.breadcrumb[0].startswith("一、")
    assert one.permalink.startswith("/read?doc=")


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        (MeasureFilters(orgs=("城市管理",)), lambda one: one.meta.org == URBAN),
        (MeasureFilters(years=(2022, 2023)), lambda one: one.meta.year in (2022, 2023)),
        (MeasureFilters(stages=(Stage.PLANNED,)), lambda one: one.measure.stage is Stage.PLANNED),
        (MeasureFilters(themes=("普法宣传",)), lambda one: one.measure.theme == "普法宣传"),
        (MeasureFilters(places=("榕湾",)), lambda one: one.place == "榕湾市"),
    ],
)
@pytest.mark.parametrize("topic", ["普法", ""])
def test_filters_let_through_what_they_say_and_nothing_else(
    full_library: KnowledgeBase, filters: MeasureFilters, holds, topic: str
) -> None:
    everything = full_library.measures(topic).found
    found = full_library.measures(topic, filters=filters).found
    expected = {one.permalink for one in everything if holds(one)}
    assert {one.permalink for one in found} == expected
    assert expected


def test_a_place_nobody_reports_from_has_no_measures(full_library: KnowledgeBase) -> None:
    filters = MeasureFilters(places=("望潮县",))
    assert full_library.measures("普法", filters=filters).found == ()


def test_without_a_topic_everything_is_there_newest_first(full_library: KnowledgeBase) -> None:
    result = full_library.measures()
    years = [one.meta.year or 0 for one in result.found]
    assert years == sorted(years, reverse=True)
    assert set(result.facets.orgs) == {URBAN, LAND}
    assert sum(result.facets.stages.values()) == len(result.found) > 200


def test_a_mistyped_topic_is_put_right(full_library: KnowledgeBase) -> None:
    result = full_library.measures("行政复仪")
    assert (result.suggestion, result.corrected) == ("行政复议", True)
    assert "复议" in result.found[0].text


def test_operators_are_obeyed(full_library: KnowledgeBase) -> None:
    result = full_library.measures("普法 AND 短视频")
    assert result.found
    assert all("短视频" in one.text and "普法" in one.text for one in result.found)
    assert full_library.measures("普法 AND 航天").found == ()
    either = full_library.measures("短视频 OR 跨省通办 OR 航天").found
    assert {word for word in ("短视频", "跨省通办") for one in either if word in one.text} == {
        "短视频",
        "跨省通办",
    }
    fields = full_library.measures("机关:自然 卫片").found
    assert fields
    assert {one.meta.org for one in fields} == {LAND}
    assert all("卫片" in "".join([*one.breadcrumb, one.text]) for one in fields)


def test_every_engine_finds_the_same_measures(library: KnowledgeBase) -> None:
    found = library.measures("带押过户").found
    assert [(one.meta.year, one.measure.locator) for one in sorted(found, key=_year)] == [
        (2022, "一、(一)1.一是"),
        (2023, "一、(一)1.一是"),
    ]
    assert [[f.value for f in one.figures] for one in sorted(found, key=_year)] == [[12], [47]]
    comparison = library.compare(found)
    (metric,) = comparison.metrics
    assert [(p.year, p.figure.value) for p in metric.series[0].points] == [(2022, 12), (2023, 47)]


def test_what_is_proposed_at_first_is_no_limit(
    full_library: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = full_library.measures("首违不罚").found
    monkeypatch.setattr("kb.topics.PROPOSED", 3)
    found = full_library.measures("首违不罚").found
    assert {one.permalink for one in everything} <= {one.permalink for one in found}


def test_a_changed_report_changes_its_measures(library: KnowledgeBase) -> None:
    path = library.home / "corpus" / "reports" / "2023.txt"
    path.write_text(path.read_text("utf-8").replace("带押过户", "带封拍卖"), encoding="utf-8")
    library.build()
    assert [one.meta.year for one in library.measures("带押过户").found] == [2022]
    assert [one.meta.year for one in library.measures("带封拍卖").found] == [2023]


def test_measures_need_an_index(home) -> None:
    with pytest.raises(UserError, match="还没有索引"):
        KnowledgeBase(home).measures("带押过户")


def _year(one) -> int:
    return one.meta.year or 0
