"""A citation in the text opens a card with the words it cites."""

from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from kb.citations import Form
from kb.ui.body import body_html
from kb.ui.cards import cards
from kb.ui.inline import Inline
from kb.ui.references import Texts
from tests.ui.cited_by_hand import LAND, Shelf, cited, law, report

ITEMS = "有下列情形之一的，责令改正：\n（一）违法占地的；\n（二）破坏耕地的。"
LONG = "耕地保护，人人有责。" * 100
HELD = law("law1", LAND, ["为了保护耕地，制定本法。", ITEMS, LONG, "本法自公布之日起施行。"])
#: What a reader of the card may want to know besides.
IN_FORCE = {"law": LAND, "doc_id": "law1", "status_then": "现行有效", "status_now": "现行有效"}


class Elements(HTMLParser):
    """Every element with its text: (name, attributes, text), the outer before the inner."""

    def __init__(self, markup):
        super().__init__()
        self.all, self._open = [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, name, attributes):
        self.all.append([name, dict(attributes), ""])
        self._open.append(self.all[-1])

    def handle_endtag(self, name):
        assert self._open.pop()[0] == name

    def handle_data(self, data):
        for element in self._open:
            element[2] += data

    def with_class(self, wanted):
        return [e for e in self.all if wanted in e[1].get("class", "").split()]

    def by_id(self, wanted):
        [found] = [e for e in self.all if e[1].get("id") == wanted]
        return found


def drawn(text, *found, shelf=None, document=None):
    """The document's text and its cards, as elements."""
    document = document or report(text, text)
    deck = cards(Texts(shelf or Shelf(HELD)), document, found)
    body = body_html(document, (), lambda _: (), Inline(document.text, deck.wraps))
    return Elements(body), Elements(deck.html)


def card_of(text, one, **options):
    """The card that the citation ``one`` opens: its text, with the words it shows."""
    body, deck = drawn(text, one, **options)
    [mark] = [e for e in body.with_class("cite") if "data-card" in e[1]]
    card = deck.by_id(mark[1]["data-card"])
    shown = [e[1]["data-text"] for e in deck.all if "data-text" in e[1]]
    return "\n".join([card[2], *(deck.by_id(text)[2] for text in shown)])


def test_a_mark_is_a_link_to_the_article_and_names_its_card():
    text = "依据《土地管理法》第二条处罚。"
    body, _ = drawn(text, cited(text[2:12], 2, articles=("第二条",), **IN_FORCE))
    [(name, attributes, words)] = body.with_class("cite")
    assert (name, words) == ("a", "《土地管理法》第二条")
    assert parse_qs(urlsplit(attributes["href"]).query) == {"doc": ["law1"], "at": ["第二条"]}
    assert attributes["class"] == "cite known"
    assert attributes["id"] == "cite-0"


def test_a_card_tells_title_version_standing_and_the_words():
    one = cited(
        "《土地管理法》第二条", articles=("第二条",), published="2019-08-26",
        effective="2020-01-01", **IN_FORCE,
    )  # fmt: skip
    card = card_of("《土地管理法》第二条", one)
    for part in (LAND, "2019年8月26日公布 · 2020年1月1日施行", "成文时 现行有效 · 现在 现行有效",
                 "责令改正", "打开全文", "官方检索"):  # fmt: skip
        assert part in card


def test_without_an_article_the_card_shows_how_the_law_begins():
    card = card_of("《土地管理法》", cited("《土地管理法》", **IN_FORCE))
    assert "为了保护耕地，制定本法。" in card
    assert "责令改正" not in card


def test_a_part_is_marked_within_its_article():
    place = "第二条第(二)项"
    _, deck = drawn("《土地管理法》", cited("《土地管理法》", articles=(place,), **IN_FORCE))
    assert [text for name, _, text in deck.all if name == "mark"] == ["（二）破坏耕地的。"]
    assert "违法占地" in deck.by_id("text-0")[2]


@pytest.mark.parametrize("place", ["第三条", "第二条至第四条"])
def test_long_words_are_cut_with_a_way_to_the_rest(place):
    _, deck = drawn("《土地管理法》", cited("《土地管理法》", articles=(place,), **IN_FORCE))
    words = deck.by_id("text-0")[2]
    assert len(words) < 650
    assert words.endswith("看全文")


def test_a_range_shows_all_its_articles():
    one = cited("《土地管理法》", articles=("第一条至第二条",), **IN_FORCE)
    card = card_of("《土地管理法》", one)
    assert "制定本法" in card
    assert "破坏耕地" in card


def test_words_cited_often_are_on_the_page_once():
    name = "《土地管理法》"
    found = [
        cited(name, 7 * n, articles=("第二条", "第三条") if n % 2 else ("第二条",), **IN_FORCE)
        for n in range(40)
    ]
    _, deck = drawn(name * 40, *found)
    assert [e[1]["id"] for e in deck.all if e[1].get("id", "").startswith("card")] == [
        "card-0", "card-1",
    ]  # fmt: skip
    assert sum("责令改正" in e[2] for e in deck.all if e[0] == "p") == 1


@pytest.mark.parametrize(
    ("known", "looks", "said"),
    [
        ({"law": LAND, "status_now": "现行有效"}, "known", "库中没有它的正文"),
        ({"law": LAND, "status_now": "已废止"}, "flagged", "已废止"),
        ({"law": LAND, "status_then": "已废止"}, "flagged", "已废止"),
        ({"law": LAND, "problem": "没有第九条"}, "flagged", "问题：没有第九条"),
        ({}, "unknown", "法规目录中没有查到"),
        ({"candidates": ("甲法", "乙法"), "problem": "不明"}, "flagged", "可能指《甲法》、"),
        ({**IN_FORCE, "other_text": "2004-08-28"}, "known", "库中是2004年8月28日公布的文本"),
    ],
)  # fmt: skip
def test_how_a_mark_looks_and_what_its_card_says(known, looks, said):
    name = "《土地管理法》"
    body, _ = drawn(name, cited(name, **known))
    assert [e[1]["class"] for e in body.with_class("cite")] == [f"cite {looks}"]
    assert said in card_of(name, cited(name, **known))


def test_what_is_no_law_is_marked_but_no_link():
    name = "《守住红线》"
    body, deck = drawn(name, cited(name, kind="讲座", normative=False, reason="上下文说明是讲课"))
    [(element, attributes, _)] = body.with_class("other")
    assert element == "span"
    assert "讲座" in attributes["title"]
    assert not [e for e in deck.all if "id" in e[1]]


def test_own_places_are_jumped_to_and_own_names_are_left_alone():
    text = "前款规定适用于本法。"
    document = law("law2", "榕湾市条例", ["甲。", text])
    start = document.text.index(text)
    own = [
        cited("前款", start, form=Form.PLACE, itself=True, articles=("第二条第一款",)),
        cited("本法", start + 7, form=Form.BACK, itself=True),
        cited("适用", start + 4, form=Form.PLACE, itself=True, articles=("第九十九条",)),
    ]
    body, _ = drawn("", *own, document=document)
    [(name, attributes, words)] = body.with_class("cite")
    assert (name, words, attributes["data-jump"]) == ("a", "前款", "p-1")
    assert parse_qs(urlsplit(attributes["href"]).query)["at"] == ["第二条第一款"]


def test_a_title_within_a_title_has_its_own_link():
    text = "《关于印发〈甲办法〉的通知》"
    found = [cited(text, 0, name="通知"), cited("〈甲办法〉", 5, name="甲办法")]
    body, _ = drawn(text, *found)
    assert [(e[2], e[1]["data-card"], e[1].get("id")) for e in body.with_class("cite")] == [
        ("《关于印发", "card-0", "cite-0"),
        ("〈甲办法〉", "card-1", "cite-1"),
        ("的通知》", "card-0", None),
    ]


def test_texts_of_laws_cannot_bring_markup():
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    held = law("law1", LAND, [hostile])
    one = cited("《土地管理法》", **IN_FORCE, problem=hostile)
    body, deck = drawn("《土地管理法》", one, shelf=Shelf(held))
    assert not {e[0] for e in (*body.all, *deck.all)} & {"script", "img"}
    assert hostile in card_of("《土地管理法》", one, shelf=Shelf(held))
