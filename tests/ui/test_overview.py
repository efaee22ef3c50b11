"""The overview over all reports, and what it says when there is nothing to show."""

from __future__ import annotations

import json

import pytest

from kb.citator import CitedLaw
from kb.library import KnowledgeBase
from kb.ui.charts import by_year, lines, most_cited

apptest = pytest.importorskip("streamlit.testing.v1")

REPORT = """榕湾市水利局{year}年度法治政府建设情况报告

一、主要举措

依据{name}第二条办理,依据《榕湾市户外广告管理办法》第三条处罚。
"""


def drawn(home, monkeypatch, **parameters):
    """The page over the base in ``home``, as Streamlit is asked to draw it."""

    def script():
        from kb.ui import overview
        from kb.ui.home import ready

        overview.show(ready())

    monkeypatch.setenv("KB_HOME", str(home))
    page = apptest.AppTest.from_function(script, default_timeout=60)
    page.query_params.update(parameters)
    page.run()
    assert not page.exception
    return page


def html(page):
    return "".join(part.proto.body for part in page.get("html"))


def add(home, year, name):
    """A report of that year which cites ``name`` and a regulation of the base."""
    path = home / "corpus" / f"{year}.txt"
    path.write_text(REPORT.format(year=year, name=name), encoding="utf-8")


@pytest.fixture
def built(home):
    add(home, 2022, "《中华人民共和国合同法》")
    add(home, 2023, "《榕湾市灯杆管理细则》")
    KnowledgeBase(home).build()
    return home


def test_what_is_cited_is_counted_and_what_is_repealed_is_said(built, monkeypatch):
    shown = html(drawn(built, monkeypatch))
    assert "2 份报告引用 4 处，涉及 2 部法规，其中 1 部现已废止" in shown
    ended = shown[shown.index("现已废止的法规") :]
    assert "中华人民共和国合同法" in ended
    assert "2021-01-01" in ended
    assert "《民法典》" in ended
    assert "榕湾市灯杆管理细则" in shown[shown.index("未收录和不能确定的名称") :]
    assert "合同法" in shown[shown.index("库中没有正文的法规") :]


def test_the_address_narrows_it_and_a_link_widens_it_again(built, monkeypatch):
    page = drawn(built, monkeypatch, **{"from": "2023"})
    assert "1 份报告引用 2 处" in html(page)
    assert "合同法" not in html(page)
    assert '<a href="/cited" class="chip"' in html(page)
    assert page.number_input(key="first").value == 2023


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({}, "库里的报告没有引用任何法规"),
        ({"from": "1950", "to": "1951"}, "符合筛选条件的报告没有引用任何法规"),
        ({"org": "<script>", "from": "9999"}, "符合筛选条件的报告没有引用任何法规"),
    ],
)
def test_nothing_to_show_is_said(home, monkeypatch, parameters, said):
    for path in (home / "corpus" / "reports").iterdir():
        path.write_text(path.read_text("utf-8").replace("法律", "业务"), encoding="utf-8")
    KnowledgeBase(home).build()
    page = drawn(home, monkeypatch, **parameters)
    assert said in html(page)
    assert "<script" not in html(page)
    assert not page.get("vega_lite_chart")


def test_without_reports_it_says_how_to_add_them(home, monkeypatch):
    for path in (home / "corpus" / "reports").iterdir():
        path.unlink()
    KnowledgeBase(home).build()
    assert "kb add" in html(drawn(home, monkeypatch))


def cited_law(name, times, years, kind="法律", **known):
    return CitedLaw(name, kind, None, times, ("r",), years, known=True, **known)


def values(chart):
    """What a chart is drawn from."""
    return json.loads(chart.to_json())["data"]["values"]


def test_every_citation_of_a_known_year_is_in_the_chart_of_years():
    laws = [
        cited_law("甲法", 5, {2021: 2, 2022: 3}),
        cited_law("乙法", 4, {2022: 4}),
        cited_law("丙条例", 1, {2022: 1}, "行政法规"),
    ]
    assert {(row["year"], row["kind"]): row["times"] for row in values(by_year(laws))} == {
        ("2021", "法律"): 2, ("2022", "法律"): 7, ("2022", "行政法规"): 1,
    }  # fmt: skip


def test_the_ranking_tells_what_is_repealed():
    laws = [
        cited_law("中华人民共和国甲法", 5, {}, status_now="现行有效"),
        cited_law("乙法", 4, {}, status_now="已废止"),
    ]
    assert [(row["name"], row["standing"]) for row in values(most_cited(laws))] == [
        ("甲法", "其他"), ("乙法", "已废止"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "土地管理法",
        "法治政府建设实施纲要(2021—2025年)",
        "(试行)",
        "自然资源部关于进一步加强和规范自然资源领域行政执法工作的通知(2023年)",
        "",
    ],
)
def test_names_beside_the_bars_are_whole_and_short_enough(name):
    assert "".join(lines(name)) == name
    assert max(map(len, lines(name))) <= 14
