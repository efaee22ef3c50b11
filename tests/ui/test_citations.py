"""A document's citations as a table and as a file."""

import csv
import io
import re

import pytest

from kb.citations import Form
from kb.ui.citations import csv_bytes, groups, summary, table_html
from kb.ui.references import Texts
from tests.ui.cited_by_hand import LAND, Shelf, cited, law, report
from tests.ui.test_markup import Seen

HOSTILE = '《<script>alert(1)</script>"><img src=x onerror=alert(1)>》'
TEXT = "一、依法处罚。依据《土地管理法》第二条办理,又依据土地管理法。二、听讲座《守住红线》。"
REPORT = report(TEXT, "一、", "二、")
HELD = law("law1", LAND, ["总则。", "分则。"])


def at(words, n=0, **known):
    """The citation ``words`` where it stands in the report the ``n``th time."""
    start = -1
    for _ in range(n + 1):
        start = TEXT.index(words, start + 1)
    return cited(words, start, **known)


CITED = [
    at("《土地管理法》第二条", articles=("第二条",), law=LAND, doc_id="law1",
       status_then="现行有效", status_now="现行有效", published="2019-08-26"),
    at("土地管理法", 1, form=Form.NAME, law=LAND, doc_id="law1",
       status_then="现行有效", status_now="现行有效", published="2019-08-26"),
    at("《守住红线》", kind="讲座", normative=False, reason="上下文说明是讲课"),
]  # fmt: skip


def rows(document, found, *held):
    """The table's rows, their cells by column, as people read them."""
    markup = str(table_html(Texts(Shelf(*held)), document, found))
    return [
        {
            label: Seen(cell).text
            for label, cell in re.findall(r'data-label="(.*?)">(.*?)</td>', row)
        }
        for row in re.findall(r"<tbody.*?</tbody>", markup)
    ]


def test_citations_of_one_law_are_one_row():
    [row] = rows(REPORT, CITED, HELD)
    assert row["法规"].startswith(LAND)
    assert "2019年8月26日公布" in row["法规"]
    assert row["条款"] == "第二条"
    assert row["次数与位置"] == "2 处 一、 又2"
    assert (row["成文时"], row["现在"]) == ("现行有效", "现行有效")


def test_a_row_leads_to_the_law_its_articles_and_every_place():
    links = [
        a for name, a in Seen(table_html(Texts(Shelf(HELD)), REPORT, CITED)).elements if name == "a"
    ]
    inside = [(a["href"], a.get("data-spot")) for a in links if a["href"].startswith("/")]
    at_second = "/read?doc=law1&at=%E7%AC%AC%E4%BA%8C%E6%9D%A1"
    first = "/read?doc=r1&at=%E4%B8%80%E3%80%81"
    assert inside[:4] == [
        ("/read?doc=law1", None), (at_second, None), (first, "cite-0"), (first, "cite-1"),
    ]  # fmt: skip
    assert any("searchWord=" in a["href"] and a["target"] == "_blank" for a in links)


def test_what_is_no_law_stands_apart_from_the_table():
    markup = str(table_html(Texts(Shelf(HELD)), REPORT, CITED))
    table, apart = markup.split("</table>")
    assert "守住红线" in apart
    assert "守住红线" not in table
    assert "讲座 1" in apart


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, ("未知", "未知")),
        ({"law": LAND}, ("未知", "未知")),
        ({"law": LAND, "status_then": "现行有效"}, ("现行有效", "未知")),
        (
            {
                "law": "中华人民共和国海洋环境保护法",
                "status_then": "现行有效",
                "status_now": "已废止",
                "repealed": "2026-08-15",
                "successor": "中华人民共和国生态环境法典",
                "basis": "《生态环境法典》第一千二百四十二条",
            },
            (
                "现行有效",
                "已废止 2026-08-15 → 《生态环境法典》 依据：《生态环境法典》第一千二百四十二条",
            ),
        ),
    ],
)
def test_how_a_law_stands_is_said_and_unknown_is_said_too(known, expected):
    [row] = rows(REPORT, [at("《土地管理法》", **known)])
    assert (row["成文时"], row["现在"]) == expected


def test_the_day_that_counts_is_named():
    assert "“成文时”指2024年2月26日。" in table_html(Texts(Shelf()), REPORT, [cited("《乙法》")])


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "已废止"),
        ({"successor": "新法"}, "已废止 → 《新法》"),
        ({"repealed": "2020-01-01"}, "已废止 2020-01-01"),
    ],
)
def test_of_what_is_repealed_all_that_is_known_is_said(known, said):
    [row] = rows(REPORT, [cited("《乙法》", law="乙法", status_now="已废止", **known)])
    assert row["现在"] == said


def test_what_took_a_laws_place_is_linked_where_its_text_is_at_hand():
    code = law("code", "中华人民共和国生态环境法典", ["总则。"])
    ended = at(
        "《土地管理法》", law=LAND, status_now="已废止", repealed="2026-08-15",
        successor=code.meta.title,
    )  # fmt: skip
    assert '<a href="/read?doc=code"' in table_html(Texts(Shelf(code)), REPORT, [ended])
    assert '<a href="/read?doc=code"' not in table_html(Texts(Shelf()), REPORT, [ended])


def test_unknown_and_ambiguous_names_are_shown_as_such():
    unknown = at("《土地管理法》")
    ambiguous = at(
        "土地管理法", 1, name="条例", candidates=("甲条例", "乙条例"), problem="可能指甲、乙"
    )
    shown = rows(REPORT, [unknown, ambiguous])
    assert "可能指《甲条例》、《乙条例》" in shown[0]["法规"]
    assert "未收录" in shown[1]["法规"]
    assert summary([unknown, ambiguous]) == "引用 2 处，0 部法规，2 个名称未收录，1 处有问题"


def test_what_is_to_be_looked_into_comes_first_and_the_unknown_last():
    found = [
        cited("《甲办法》"),
        cited("《乙法》", law="乙法", status_now="现行有效"),
        cited("《乙法》", law="乙法", status_now="现行有效"),
        cited("《丙法》", law="丙法", status_now="已废止"),
        cited("《丁法》", law="丁法", problem="《丁法》没有第九条"),
    ]
    assert [group.name for group in groups(found)] == ["丙法", "丁法", "乙法", "甲办法"]
    assert summary(found) == "引用 5 处，3 部法规，1 个名称未收录，1 部现已废止，1 处有问题"


def test_a_problem_is_said_once_below_its_row():
    wrong = cited("《乙法》", law="乙法", problem="《乙法》没有第九条")
    markup = str(table_html(Texts(Shelf()), REPORT, [wrong, wrong]))
    assert markup.count("《乙法》没有第九条") == 1
    assert '<tbody class="flagged">' in markup


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ""),
        ([cited("《守住红线》", normative=False)], "没有；书名号内的其他名称 1 处"),
        ([cited("本法", itself=True)], ""),
    ],
)
def test_where_no_law_is_cited_no_table_is_promised(found, expected):
    assert summary(found) == expected
    assert "<table" not in table_html(Texts(Shelf()), REPORT, found)


def test_a_citation_outside_the_passages_is_led_to_as_well():
    document = report("题记《甲法》一、正文。", "一、正文")
    markup = table_html(Texts(Shelf()), document, [cited("《甲法》", 2)])
    [place] = [a for _, a in Seen(markup).elements if "data-spot" in a]
    assert (place["title"], place["href"]) == ("文首：《甲法》", "/read?doc=r1")
    assert "data-jump" not in place


def test_names_cannot_bring_markup():
    found = [
        cited(HOSTILE, name=HOSTILE),
        cited(HOSTILE, name=HOSTILE, law=HOSTILE, problem=HOSTILE, successor=HOSTILE,
              repealed="2020-01-01", basis=HOSTILE, url=f"https://a.example/{HOSTILE}"),
        cited(HOSTILE, name=HOSTILE, kind=HOSTILE, normative=False, reason=HOSTILE),
        cited("某条例", candidates=(HOSTILE,), problem=HOSTILE),
    ]  # fmt: skip
    seen = Seen(table_html(Texts(Shelf()), REPORT, found))
    assert not {name for name, _ in seen.elements} & {"script", "img"}
    assert seen.text.count("<script>alert(1)</script>") >= 6


def test_the_file_has_every_citation_with_all_that_is_known():
    data = csv_bytes(REPORT, CITED)
    assert data.startswith(b"\xef\xbb\xbf")
    first, second, third = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    assert (first["原文"], first["位置"], first["条款"]) == (
        "《土地管理法》第二条",
        "一、",
        "第二条",
    )
    assert (first["法规"], first["公布日期"], first["库中文件"]) == (LAND, "2019-08-26", "law1")
    assert TEXT[int(second["起"]) : int(second["止"])] == second["原文"] == "土地管理法"
    assert (third["规范性文件"], third["类型"], third["现在"]) == ("否", "讲座", "")
    assert None not in (*first, *third)


def test_no_spreadsheet_takes_a_name_for_a_formula():
    name = '=HYPERLINK("http://a.example")'
    [row] = csv.DictReader(
        io.StringIO(csv_bytes(REPORT, [cited(name, name=name)]).decode("utf-8-sig"))
    )
    assert row["原文"] == row["名称"] == f"'{name}"
