"""Measures side by side as HTML, and the page without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from kb.document import REPORT_KIND, Genre, Metadata
from kb.figures import Figure
from kb.library import KnowledgeBase
from kb.links import permalink
from kb.measures import Measure, Stage
from kb.measures.compare import Change, Fate, Metric, Point, Row, Series
from kb.measures.topic import FoundMeasure, MeasureFilters, TopicResult, facets_of
from kb.ui.comparing import Comparing
from kb.ui.measure_charts import colours, metric_chart
from kb.ui.measures import head_html, labels, nothing_html, overview_html
from kb.ui.topic_address import TopicState, View

apptest = pytest.importorskip("streamlit.testing.v1")

HOSTILE = '<script>alert(1)</script>"><img src=x>'
TOPIC = "首违不罚"


def found(name="推行首违不罚", year=2023, org="榕湾市水利局", stage=Stage.DONE, **known):
    """A measure of the report of that year, told in one sentence."""
    text = known.pop("text", f"{name}。全年适用首违不罚12件。")
    meta = Metadata(
        f"{org}{year}年度法治政府建设情况报告", Genre.REPORT, REPORT_KIND, org=org, year=year,
        url=known.pop("url", None),
    )  # fmt: skip
    measure = Measure("一、(一)1.", 0, len(text), name, known.pop("theme", "行政执法"), stage, year)
    return FoundMeasure(
        known.pop("rank", 1), f"r{year}", meta, "榕湾市", measure, text,
        tuple(known.pop("figures", ())), tuple(known.pop("laws", ())),
    )  # fmt: skip


def row(*measures):
    """The measures of one report."""
    of = {stage: tuple(m for m in measures if m.measure.stage is stage) for stage in Stage}
    first = measures[0]
    return Row(first.org, first.meta.year, of[Stage.DONE], of[Stage.LACKING], of[Stage.PLANNED])


def metric(*values, name="适用首违不罚"):
    """What was counted: (org, year, value) each."""
    series = {}
    for org, year, value in values:
        figure = Figure(0, 3, f"{value}件", value, "件", name)
        series.setdefault(org, []).append(Point(year, figure, found(year=year, org=org)))
    return Metric(name, "件", tuple(Series(org, tuple(p)) for org, p in series.items()))


def result(*measures, topic=TOPIC, **known):
    return TopicResult(topic, measures, facets_of(measures), (topic,), **known)


page = Comparing(TOPIC, [TOPIC])


def place_of(one):
    """The address that a link to a measure must have, as HTML writes it."""
    return f'href="{permalink(one.doc_id, one.measure.locator)}&q={quote(TOPIC)}'.replace(
        "&", "&amp;"
    )


# -- one measure ---------------------------------------------------------------


def test_a_measure_links_to_its_passage_and_marks_the_topic():
    one = found(laws=["中华人民共和国行政处罚法"])
    shown = page.measure(one)
    assert place_of(one) in shown
    assert "<mark>首违不罚</mark>" in shown
    assert ">行政执法<" in shown
    law = quote("中华人民共和国行政处罚法")
    assert f'<a href="/?q={law}">中华人民共和国行政处罚法</a>' in shown


def test_a_long_text_is_shortened_around_the_topic_and_unfolds_whole():
    text = "其他工作有序推进。" * 40 + "适用首违不罚12件。" + "各项任务如期完成。" * 40
    shown = page.measure(found(text=text))
    summary, whole = shown.split("</summary>")
    assert "<mark>首违不罚</mark>" in summary
    assert "…" in summary
    assert len(re.sub("<[^>]*>", "", summary)) < 200
    assert text in re.sub("<[^>]*>", "", whole)


def test_headings_are_shown_where_only_they_speak_of_the_topic():
    above = ("一、主要举措", "(三)推行首违不罚")
    plain = replace(found("扩清单", text="事项增加到41项。"), breadcrumb=above)
    assert '<p class="crumbs">(三)推行<mark>首违不罚</mark></p>' in page.measure(plain)
    assert "crumbs" not in page.measure(replace(found(), breadcrumb=above))


def test_nothing_of_a_report_becomes_markup():
    one = found(
        HOSTILE, org=HOSTILE, text=f"{HOSTILE}首违不罚12件", theme=HOSTILE, laws=[HOSTILE],
        figures=[Figure(0, 3, HOSTILE, 12, HOSTILE, HOSTILE, HOSTILE, approximate="约")],
        url="javascript:alert(1)",
    )  # fmt: skip
    hostile = Comparing(HOSTILE, [HOSTILE])
    changes = [
        Change(HOSTILE, 2023, Fate.KEPT, one, one),
        Change(HOSTILE, 2023, Fate.NEW, None, one),
    ]
    state = TopicState(HOSTILE, MeasureFilters(orgs=(HOSTILE,), themes=(HOSTILE,)))
    all_html = [
        hostile.measure(one, source=True),
        hostile.table([row(one)]),
        hostile.timeline([row(one)]),
        hostile.changes(changes),
        hostile.values(metric((HOSTILE, 2023, 1), name=HOSTILE), ["#000000"]),
        head_html(result(one, topic=HOSTILE, suggestion=HOSTILE, hint=HOSTILE), state),
        nothing_html(result(topic=HOSTILE, nearest=(one,)), state, True),
        overview_html(result(one, topic=""), replace(state, q="")),
    ]
    for shown in all_html:
        assert "<script" not in shown
        assert "<img" not in shown
        assert "javascript:" not in shown


# -- side by side --------------------------------------------------------------


def test_the_table_has_a_row_a_year_and_a_column_for_each_stage_there_is():
    done, plan = found(), found("扩大首违不罚范围", stage=Stage.PLANNED)
    shown = page.table([row(done, plan), row(found(year=2022))])
    assert re.findall(r'<th scope="row">(\d+ 年)', shown) == ["2023 年", "2022 年"]
    assert re.findall(r'<th scope="col">([^<]*)', shown) == ["年度", "成效", "计划"]
    assert shown.index("扩大首违不罚范围") < shown.index("2022 年")
    assert permalink("r2022") in shown.replace("&amp;", "&")


def test_a_report_with_an_official_address_links_to_it():
    shown = page.table([row(found(url="https://www.example.gov.cn/a"))])
    assert 'href="https://www.example.gov.cn/a"' in shown
    assert "官方原文" not in page.table([row(found())])


def test_the_timeline_goes_from_old_to_new_with_a_lane_a_body():
    rows = [
        row(found(), found("清单不够细", stage=Stage.LACKING)),
        row(found(year=2021)),
        row(found(year=2022, org="榕湾市教育局")),
        Row("榕湾市教育局", None, (found("首违不罚", 2020),), (), ()),
    ]
    shown = page.timeline(rows)
    heads = re.findall(r'<th scope="col">([^<]*)', shown)
    assert heads == ["2021 年", "2022 年", "2023 年", "年度不详"]
    assert re.findall(r'<th scope="row">([^<]*)', shown) == ["榕湾市水利局", "榕湾市教育局"]
    assert [*re.findall(r'<li class="stage (\w+)"', shown)] == [
        "done",
        "done",
        "lacking",
        "done",
        "done",
    ]


def test_every_value_leads_to_where_it_is_told():
    two = metric(("榕湾市水利局", 2022, 12), ("榕湾市水利局", 2023, 30), ("榕湾市教育局", 2023, 7))
    shown = page.values(two, colours(two))
    for series in two.series:
        for point in series.points:
            assert place_of(point.found) in shown
    assert re.findall(r"<b>([^<]*)</b>", shown) == ["12件", "30件", "7件"]
    assert shown.count('data-label="2022 年"') == 2


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([("甲局", 2022, 12), ("甲局", 2023, 30), ("乙局", 2023, 29)], {"line", "point", "text"}),
        ([("甲局", 2023, 12), ("乙局", 2023, 29)], {"bar", "text"}),
    ],
)
def test_a_chart_has_every_value_with_its_number(values, marks):
    drawn = json.loads(metric_chart(metric(*values)).to_json())
    assert sorted(
        (r["org"], int(r["year"]), r["value"]) for r in drawn["data"]["values"]
    ) == sorted(values)
    assert {r["shown"] for r in drawn["data"]["values"]} == {f"{v}件" for *_, v in values}
    assert {layer["mark"]["type"] for layer in drawn["layer"]} == marks


def test_numbers_that_would_cover_each_other_stand_apart():
    near = metric(("甲局", 2023, 100), ("乙局", 2023, 99), ("丙局", 2022, 1), ("丁局", 2023, 98))
    rows = json.loads(metric_chart(near).to_json())["data"]["values"]
    assert len({row["place"] for row in rows if row["year"] == "2023"}) == 3
    same = metric(("甲局", 2023, 100), ("乙局", 2023, 100), ("丙局", 2022, 1))
    rows = json.loads(metric_chart(same).to_json())["data"]["values"]
    assert [row["place"] for row in rows] == [0, -1, 0]


def test_metrics_of_one_name_are_told_apart():
    one, other = metric(("甲局", 2022, 1)), metric(("甲局", 2022, 2))
    assert [*labels([one, other]).values()] == [one, other]
    assert [*labels([one])] == ["适用首违不罚（件）"]


def test_changes_stand_by_body_and_year_and_a_plan_beside_what_came_of_it():
    plan, kept = found("拟推行首违不罚", 2022, stage=Stage.PLANNED), found()
    dropped = found("首违不罚进企业", 2022)
    changes = [
        Change("榕湾市水利局", 2023, Fate.NEW, None, found("发布首违不罚清单")),
        Change("榕湾市水利局", 2023, Fate.DROPPED, dropped, None),
        Change("榕湾市水利局", 2023, Fate.KEPT, plan, kept),
    ]
    shown = page.changes(changes)
    assert "2023 年，与 2022 年相比" in shown
    assert shown.index("拟推行首违不罚") < shown.index(">推行首违不罚<")
    pair = shown[shown.index('class="pair"') : shown.index("发布首违不罚清单")]
    assert place_of(plan) in pair
    assert place_of(kept) in pair
    assert place_of(dropped) in shown[shown.index(Fate.DROPPED.value) :]


# -- what is said about all of it ----------------------------------------------


def test_the_totals_are_a_sentence():
    figures = [Figure(0, 3, "12件", 12, "件"), Figure(4, 6, "3家", 3, "家")]
    shown = head_html(
        result(found(figures=figures), found(year=2022), found(org="榕湾市教育局")),
        TopicState(TOPIC),
    )
    assert "2 个机关、2 个年度、3 条举措、2 个数字。" in shown


def test_what_narrows_the_page_can_be_taken_away_one_by_one():
    filters = MeasureFilters(("水利",), ("榕湾",), (2021, 2023), ("行政执法",), (Stage.PLANNED,))
    state = TopicState(TOPIC, filters, View.CHART)
    shown = head_html(result(found()), state)
    chips = re.findall(r'<a href="([^"]*)" class="chip" aria-label="取消筛选：([^"]*)"', shown)
    assert [name for _, name in chips] == ["水利", "榕湾", "2021—2023 年", "行政执法", "计划"]
    for address, _ in chips:
        less = TopicState.of(parse_qs(urlsplit(address.replace("&amp;", "&")).query))
        assert (less.q, less.view) == (TOPIC, View.CHART)
        assert less.filters != filters


@pytest.mark.parametrize(
    ("corrected", "said"), [(True, "已按“<b>首违不罚</b>”查找"), (False, "您是不是要找：")]
)
def test_a_slip_of_the_keyboard_is_told(corrected, said):
    state = TopicState("首违不法")
    shown = head_html(result(found(), suggestion=TOPIC, corrected=corrected), state)
    assert said in shown
    other = replace(state, literal=True) if corrected else TopicState(TOPIC)
    assert f'href="{other.url()}"'.replace("&", "&amp;") in shown


@pytest.mark.parametrize(
    ("state", "reports", "said"),
    [
        (TopicState("航天"), True, "没有报告提到“航天”。"),
        (TopicState("航天", MeasureFilters(("水利",))), True, "符合筛选条件的报告没有提到“航天”。"),
        (TopicState("", MeasureFilters(("水利",))), True, "没有符合筛选条件的举措。"),
        (TopicState("航天"), False, "kb add"),
    ],
)
def test_that_nobody_reported_on_it_is_said_with_what_to_do(state, reports, said):
    shown = nothing_html(result(topic=state.q), state, reports)
    assert said in shown
    assert "<li>" in shown
    assert "含义最接近" not in shown
    assert ("去掉全部筛选" in shown) == bool(state.filters)


def test_what_comes_nearest_stands_apart():
    near = found()
    shown = nothing_html(result(topic="航天", nearest=(near,)), TopicState("航天"), True)
    nothing, nearest = shown.split("含义最接近的举措，未必相关")
    assert near.measure.name not in nothing
    assert near.measure.name in nearest
    assert "榕湾市水利局" in nearest


def test_without_a_topic_there_are_ways_in_and_no_texts():
    one, other = found(), found(year=2022, org="榕湾市教育局", theme="普法宣传")
    shown = overview_html(result(one, other, topic=""), TopicState())
    assert TopicState("带押过户").url() in shown
    narrowed = TopicState(filters=MeasureFilters(orgs=("榕湾市教育局",), years=(2022, 2022)))
    assert narrowed.url().replace("&", "&amp;") in shown
    assert TopicState(filters=MeasureFilters(themes=("普法宣传",))).url() in shown
    assert one.text not in shown


# -- the page ------------------------------------------------------------------


@pytest.fixture
def drawn(home, monkeypatch):
    """Draws the page over the small corpus with the parameters given."""
    KnowledgeBase(home).build()
    monkeypatch.setenv("KB_HOME", str(home))

    def draw(**parameters):
        def script():
            from kb.ui import measures
            from kb.ui.home import ready

            measures.show(ready())

        shown = apptest.AppTest.from_function(script, default_timeout=60)
        shown.query_params.update(parameters)
        shown.run()
        assert not shown.exception
        return shown

    return draw


def html(page):
    return "".join(part.proto.body for part in page.get("html"))


def test_the_page_shows_two_years_of_a_topic(drawn):
    page = drawn(q="带押过户")
    assert "1 个机关、2 个年度、2 条举措、2 个数字。" in html(page)
    assert re.findall(r'<th scope="row">(\d+) 年', html(page)) == ["2023", "2022"]
    assert page.text_input(key="q").value == "带押过户"


def test_the_chart_is_of_the_metric_that_the_address_names(drawn):
    page = drawn(q="核查图斑", view="chart")
    [name] = page.selectbox(key="metric").options
    assert re.findall(r"<b>([^<]*)</b>", html(page)) == ["12宗", "47宗"]
    page.query_params["metric"] = "没有这个指标"
    page.run()
    assert page.selectbox(key="metric").value == name


def test_a_view_is_chosen_in_the_address(drawn):
    page = drawn(q="带押过户", metric="x")
    page.segmented_control(key="view").set_value(View.TIMELINE).run()
    assert "timeline" in page.query_params["view"]
    assert 'class="timeline' in html(page)


def test_a_control_narrows_the_page(drawn):
    page = drawn(q="带押过户")
    page.number_input(key="first").set_value(2023).run()
    assert "1 个年度、1 条举措" in html(page)
    assert "带押过户" in page.query_params["q"]
    assert "2023" in page.query_params["from"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"q": '"带押'},
        {"q": "\0<script>", "org": "%_'\"", "place": "<b>", "theme": "[x](y)", "stage": "无"},
        {"view": "no", "k": "-3", "metric": "<b>", "from": "9999"},
        {"org": "没有这个机关", "view": "changes"},
        {"q": "普法", "view": "chart"},
        {"q": "普法", "view": "changes"},
    ],
)
def test_no_address_breaks_the_page(drawn, parameters):
    assert "<script" not in html(drawn(**parameters))
