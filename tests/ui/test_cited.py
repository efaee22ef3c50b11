"""Who cites a law, by article and by year."""

import re
from dataclasses import dataclass

import pytest

from kb.citations import Citation
from kb.document import Genre
from kb.store import Record
from kb.ui.cited import cited_html, summary
from tests.ui.cited_by_hand import cited, record
from tests.ui.test_markup import Seen


@dataclass(frozen=True)
class Citing:
    """As the library gives it."""

    record: Record
    citation: Citation
    locator: str = "一、"
    snippet: str = ""


def citing(record_, *articles, snippet="依据《土地管理法》处罚。"):
    return Citing(record_, cited("《土地管理法》", articles=articles).citation, "一、", snippet)


NEW = record("r23", "榕湾市2023年报告")
OLD = record("r21", "榕湾市2021年报告", year=2021)
CODE = record("l", "榕湾市条例", Genre.LAW, 2024)


def listed(found, open_at=()):
    """Per article: its name and number, whether it is unfolded, and the documents below it."""
    markup = str(cited_html("土地管理法", found, open_at))
    return [
        (
            Seen(re.search("<summary>.*?</summary>", part)[0]).text,
            " open=" in part.partition(">")[0],
            re.findall("doc=([^&]+)&", part.replace("&amp;", "&")),
        )
        for part in re.findall("<details.*?</details>", markup)
    ]


def test_articles_come_in_their_order_and_documents_in_that_given():
    found = [
        citing(NEW, "第十条", "第十条第一款"),
        citing(NEW, "第四条至第六条"),
        citing(NEW, "第一百二十条之一"),
        citing(OLD, "第十条第二款", "第二条"),
        citing(OLD),
        citing(CODE, "第十条"),
    ]
    assert [(name, documents) for name, _, documents in listed(found)] == [
        ("整部（未写明条款） 1 处", ["r21"]),
        ("第二条 1 处", ["r21"]),
        ("第四条至第六条 1 处", ["r23"]),
        ("第十条 3 处", ["r23", "r21", "l"]),
        ("第一百二十条之一 1 处", ["r23"]),
    ]


def test_years_have_bars_in_proportion():
    found = [citing(NEW), citing(NEW), citing(NEW), citing(NEW), citing(OLD)]
    markup = cited_html("土地管理法", found, ())
    assert re.findall(r"<dt>(\d+)</dt>.*?width: (\d+)%", markup) == [
        ("2021", "25"),
        ("2023", "100"),
    ]
    assert "4 处，1 份文件" in markup


def test_the_sentence_shows_what_cites():
    markup = cited_html("土地管理法", [citing(NEW)], ())
    assert "依据<mark>《土地管理法》</mark>处罚。" in markup


def test_long_lists_are_folded_but_for_the_article_in_view():
    found = [citing(NEW, f"第{n}条") for n in "一二三四五六七八九十" for _ in range(5)]
    assert {name: opened for name, opened, _ in listed(found, ["第四条"])} == {
        f"第{n}条 5 处": n == "四" for n in "一二三四五六七八九十"
    }
    assert [opened for _, opened, _ in listed(found[:2])] == [True]


def test_of_a_very_long_list_the_rest_is_counted():
    markup = str(cited_html("土地管理法", [citing(NEW, "第二条")] * 50, ()))
    assert markup.count("<li>") == 40
    assert "另有 10 处" in markup
    assert "kb cited-by 土地管理法 第二条" in markup


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], ""),
        ([citing(NEW), citing(NEW), citing(OLD)], "3 处，来自 2 份报告"),
        ([citing(NEW), citing(CODE)], "2 处，来自 1 份报告、1 部法规"),
    ],
)
def test_the_totals(found, expected):
    assert summary(found) == expected


def test_sentences_cannot_bring_markup():
    hostile = "<img src=x onerror=alert(1)>"
    seen = Seen(cited_html(hostile, [citing(record("r", hostile), snippet=hostile)], ()))
    assert not {name for name, _ in seen.elements} & {"img"}
    assert hostile in seen.text
