"""The list of hits: the sentence that answers, hits of one document together, what is related."""

import re

import pytest

from kb.document import Genre, Metadata, Passage
from kb.force import IN_FORCE, SUPERSEDED
from kb.hits import Facets, Hit, SearchResult
from kb.relating import Related
from kb.search import Via
from kb.store import StoredPassage
from kb.ui.address import State
from kb.ui.related import block_html, line_html
from kb.ui.searching import results_html
from tests.ui.test_markup import Seen

TEXT = "第三条 停车场应当公示标准。不公示标准的,由价格部门处罚。本市设立监督电话。"
ANSWER = "不公示标准的,由价格部门处罚。"


def hit(rank=1, locator="第三条", text=TEXT, answer=None, doc="a", **known):
    meta = {"title": "榕湾市停车条例", "genre": Genre.LAW, "kind": "地方性法规", "status": IN_FORCE}
    passage = Passage(locator, ("第二章 管理",), 0, len(text), known.pop("heading", ""))
    stored = StoredPassage(rank, doc, passage, text, Metadata(**{**meta, **known}))
    span = (text.index(answer), text.index(answer) + len(answer)) if answer else None
    return Hit(rank, 1.0, Via.BOTH, stored, span, ("字面相符", "含义相近"))


def shown(*hits, words=("处罚",), related=(), k=10):
    result = SearchResult(hits, words, None, Facets({}, {}, {}))
    return results_html(result, State("处罚", k=k), related)


def test_the_sentence_that_answers_is_marked_and_the_words_in_it():
    markup = shown(hit(answer=ANSWER))
    [sentence] = re.findall(r'<span class="answer"[^>]*>(.*?)</span>', markup)
    assert sentence == "不公示标准的,由价格部门<mark>处罚</mark>。"
    assert TEXT in Seen(markup).text


def test_without_an_answer_only_words_are_marked():
    assert "answer" not in shown(hit())
    assert "<mark>处罚</mark>" in shown(hit())


def test_a_long_passage_is_shown_around_its_answer():
    filler = "本市另有规定的,从其规定。" * 40
    markup = shown(hit(text=filler + ANSWER + filler, answer=ANSWER))
    [excerpt] = re.findall(r'<p class="excerpt">(.*?)</p>', markup)
    assert ANSWER in Seen(excerpt).text
    assert Seen(excerpt).text.startswith("…本市另有规定的")


def lines(markup):
    """What is folded, and how: name, whether it takes a click, the locators below it."""
    return [
        (Seen(name).text, kind == "details", re.findall('data-at="([^"]*)"', rest))
        for kind, name, rest in re.findall(
            r'<(\w+) class="also"><(?:summary|span[^>]*)>(.*?)</(?:summary|span)>(.*?)</ul>',
            markup,
        )
    ]


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([hit(1), hit(2, doc="b", title="榕湾市噪声条例")], []),
        ([hit(1), hit(2, "第五条")], [("本文件另有 1 处", False, ["第五条"])]),
        (
            [hit(1), hit(2, "第五条"), hit(3, doc="b", title="噪声条例"), hit(4, "第九条")],
            [("本文件另有 2 处", True, ["第五条", "第九条"])],
        ),
        (
            [
                hit(1, "第二条", doc="old", published="2001-02-03", status=SUPERSEDED),
                hit(2, published="2020-01-01"),
                hit(3, "第四条", published="2020-01-01"),
            ],
            [("本文件另有 1 处", False, ["第四条"]), ("其他版本 1 处", False, ["第二条"])],
        ),
    ],
)
def test_hits_of_one_document_stand_under_the_best(hits, expected):
    markup = shown(*hits)
    assert lines(markup) == expected
    assert markup.count("data-at=") == len(hits)


def test_the_version_in_force_leads_and_others_say_which_they_are():
    markup = shown(
        hit(1, "第二条", doc="old", published="2001-02-03", status=SUPERSEDED),
        hit(2, published="2020-01-01"),
    )
    assert re.findall('<li class="hit" data-doc="([^"]*)"', markup) == ["a"]
    assert "2001年2月3日公布" in markup
    assert "历史版本" in markup


def test_a_line_tells_the_place_the_heading_and_the_answer():
    markup = shown(hit(1), hit(2, "第五条", answer=ANSWER, heading="收费公示"))
    text = Seen(markup[markup.index('class="also"') :]).text
    assert "第五条 收费公示" in text
    assert ANSWER in text
    assert "监督电话" not in text


def test_only_as_many_hits_as_are_shown_are_put_together():
    assert lines(shown(hit(1), hit(2, "第五条"), hit(3, "第六条"), k=2))[0][2] == ["第五条"]


def test_why_it_was_found_is_said():
    assert "字面相符、含义相近" in Seen(shown(hit())).text


def related(reason="引用", doc="a", locator="第九条", text="第九条 应当公示。", title="停车条例"):
    return Related(reason, doc, Metadata(title, Genre.LAW, "法律"), locator, text)


def test_related_passages_come_with_their_reasons_on_one_line():
    found = [
        related(),
        related(locator="第十条"),
        related("被引用", "b", "一、", title="2023年报告"),
        related("引用", "c", "", "", "中华人民共和国价格法"),
    ]
    markup = line_html(found, "a", "甲 & 乙")
    assert Seen(markup).text == (
        "相关：引用 第九条，第十条 · 被引用 《2023年报告》一、 · 引用 《价格法》"
    )
    hrefs = [known["href"] for name, known in Seen(markup).elements if name == "a"]
    assert hrefs[0] == "/read?doc=a&at=%E7%AC%AC%E4%B9%9D%E6%9D%A1&q=%E7%94%B2%20%26%20%E4%B9%99"
    assert hrefs[3].startswith("/read?doc=c&q=")


def test_the_line_belongs_to_the_first_hit_only_and_waits_without_being_empty():
    two = (hit(1), hit(2, doc="b", title="噪声条例"))
    assert "related" not in shown(*two)
    assert shown(*two, related=None).count("related pending") == 1
    markup = shown(*two, related=[related()])
    assert markup.index("related") < markup.index('data-doc="b"')
    assert markup.count("related") == 1


def test_the_block_has_the_words_without_their_number():
    markup = block_html([related(text="第九条  应当\n公示。" + "长" * 99)], "a", "第三条")
    text = Seen(markup).text
    assert text.startswith("与第三条相关 1 处引用 第九条应当 公示。")
    assert text.endswith("…")
    assert block_html([], "a", "第三条") is None


_HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.parametrize("where", ["title", "text", "heading", "locator"])
def test_nothing_found_can_bring_markup(where):
    bad = {where: _HOSTILE}
    markup = shown(
        hit(1, **bad),
        hit(2, **{"locator": "第八条", **bad}),
        related=[related(**bad)] if where != "heading" else [],
    )
    assert not {name for name, _ in Seen(markup).elements} & {"img"}
    assert _HOSTILE in Seen(markup).text


def test_the_words_asked_for_beside_those_typed_are_said():
    result = SearchResult(
        (hit(),), (), None, Facets({}, {}, {}), expanded=(("拆迁", ("征收", "补偿")),)
    )
    assert '<p class="asked-too">同时检索：拆迁 → 征收、补偿</p>' in results_html(
        result, State("拆迁")
    )
    assert "同时检索" not in shown(hit())
