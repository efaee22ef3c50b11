"""What queries are read as. What they find is tested with the engines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import NullQuery, Term

from kb.engine.query import LONGEST, parse_query
from kb.engine.tree import (
    InDocuments,
    InYears,
    IssuedBy,
    MetadataLeaf,
    OfKind,
    ranking,
    resolve,
)
from kb.synonyms import expansions


def leaves(query: str) -> list[MetadataLeaf]:
    return [
        leaf for leaf in parse_query(query).condition.leaves() if isinstance(leaf, MetadataLeaf)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "违法占用耕地建房怎么处罚",
        "土地管理法 违法占地",
        "应当依法与当事人协商或者申请裁决,非因法定事由不得撤销",
        "土地管理法(2019修正)第四十四条",
        "1)什么是(永久)基本农田",
        "什么是《榕湾市土地管理办法》?",
        "并处罚款和（或）拘留",
        "确认是(非)农业户口",
        "and or not",
        "榕湾市标题:党建",
        "https://example.com/a:b",
    ],
)
def test_plain_words_stay_plain(text: str) -> None:
    query = parse_query(text)
    assert query.tree == ranking(text, expansions(text))
    assert (query.plain, query.condition, query.structured, query.hint) == (text, None, False, None)


@pytest.mark.parametrize("text", ["", " ", " \n", "。,!", "()"])
def test_no_words_find_nothing(text: str) -> None:
    query = parse_query(text)
    assert query.tree is NullQuery
    assert query.hint is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("耕地 AND 保护", "耕地 保护"),
        ("耕地 NOT 林地", "耕地"),
        ("NOT 林地", ""),
        ("类型:法律", ""),
        ("类型:法律 耕地", "耕地"),
        ("标题:土地管理 耕地", "土地管理 耕地"),
        ("「带押过户」 与 （登记 或 抵押）", "带押过户 登记 抵押"),
        ("耕地 NOT (林地 AND 草地) 处罚", "耕地 处罚"),
    ],
)
def test_plain_is_what_is_asked_for(text: str, plain: str) -> None:
    query = parse_query(text)
    assert query.structured
    assert query.plain == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("类型:法律", [OfKind("法律")]),
        ("kind：地方性法规", [OfKind("地方性法规")]),
        ("机关:榕湾市 耕地", [IssuedBy("榕湾市")]),
        ('org:"榕湾市 自然资源局"', [IssuedBy("榕湾市 自然资源局")]),
        ("机关:(榕湾市 OR 闽海省)", [IssuedBy("榕湾市"), IssuedBy("闽海省")]),
        ("年份: 2022", [InYears(2022, 2022)]),
        ("年份:2022年", [InYears(2022, 2022)]),
        ("年份:2021..2023", [InYears(2021, 2023)]),
        ("年份:２０２１－２０２３", [InYears(2021, 2023)]),
        ("年度:2021年至2023年", [InYears(2021, 2023)]),
        ("year:2023..2021", [InYears(2021, 2023)]),
        ("年份:2021..", [InYears(2021, None)]),
        ("年份:..2021", [InYears(None, 2021)]),
        (
            "年份:(2021 OR 2023) 类型:报告",
            [InYears(2021, 2021), InYears(2023, 2023), OfKind("报告")],
        ),
    ],
)
def test_metadata(text: str, expected: list[MetadataLeaf]) -> None:
    assert leaves(text) == expected
    assert parse_query(text).hint is None


@pytest.mark.parametrize(
    ("text", "plain", "reason"),
    [
        ('"带押过户', "带押过户", "引号"),
        ("所称“带押", "所称 带押", "引号"),
        ('耕地 ""', "耕地", "引号"),
        ("耕地 AND", "耕地", "AND"),
        ("与 耕地", "耕地", "与"),
        ("耕地 AND OR 林地", "耕地 林地", "AND"),
        ("耕地 NOT", "耕地", "NOT"),
        ("NOT NOT 耕地", "耕地", "NOT"),
        ("AND", "AND", "AND"),
        ("标题:", "标题:", "标题:"),
        ("标题: AND 耕地", "耕地", "标题:"),
        ("标题: 机关:榕湾", "榕湾", "标题:"),
        ("年份:去年 耕地", "去年 耕地", "去年"),
        ("年份:21..23", "21..23", "年份"),
        ("年份:..", "..", "年份"),
        ("(耕地 OR 林地", "耕地 林地", "括号"),
        ("耕地) OR (林地", "耕地 林地", "括号"),
        ("耕地 AND ()", "耕地", "括号"),
        ("(" * 50 + "a AND b" + ")" * 50, "a b", "括号"),
    ],
)
def test_what_cannot_be_read_is_searched_as_words(text: str, plain: str, reason: str) -> None:
    query = parse_query(text)
    assert query.plain == plain
    assert query.tree == ranking(plain, expansions(plain))
    assert not query.structured
    assert query.hint is not None
    assert reason in query.hint
    assert query.hint.endswith("已按普通词语检索")


def test_a_page_pasted_whole_is_cut() -> None:
    query = parse_query("耕地" * LONGEST)
    assert len(query.plain) == LONGEST
    assert query.hint is not None


def test_function_words_are_not_asked_for_but_among_themselves() -> None:
    assert {leaf.text for leaf in ranking("耕地的怎么处罚").leaves()} == {"耕地", "处罚"}
    assert {leaf.text for leaf in ranking("怎么办").leaves()} >= {"怎么办"}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("什么是耕地", {"什么是耕地", "耕地"}),
        ('"责令 改正" 税', {"责令 改正", "责令", "改正", "税"}),
        ("ＰＤＦ文件 NOT 草地", {"pdf文件", "pdf", "文件"}),
    ],
)
def test_what_is_marked_in_hits(text: str, marked: set[str]) -> None:
    assert set(parse_query(text).marked) == marked


TITLE_DEED = ("房产证", ("不动产权属证书", "不动产登记"))


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("房产证丢了", (TITLE_DEED,)),
        ("房产证 房产证", (TITLE_DEED,)),
        ("标题:登记 房产证", (TITLE_DEED,)),
        ("房产证 年份:2022 (补办 类型:法律)", (TITLE_DEED,)),
        ('"房产证"', ()),
        ("“房产证” 补办", ()),
        ("标题:房产证", ()),
        ("机关:房产证 耕地", ()),
        ("房产证 AND 补办", ()),
        ("房产证 OR 补办", ()),
        ("(房产证 补办) OR 登记", ()),
        ("登记 NOT 房产证", ()),
        ("房产证 AND", (TITLE_DEED,)),  # read as plain words
        ("耕地", ()),
    ],
)
def test_only_words_that_rank_are_expanded(
    text: str, expanded: tuple[tuple[str, tuple[str, ...]], ...]
) -> None:
    query = parse_query(text)
    assert query.expanded == expanded
    asked = {leaf.text for leaf in query.tree.leaves() if isinstance(leaf, Term)}
    assert ("权属" in asked) == bool(expanded)


def test_what_was_typed_weighs_more_than_its_synonyms() -> None:
    typed, expanded = ranking("房产证"), ranking("房产证", [TITLE_DEED])
    weights = {leaf.text: leaf.boost for leaf in expanded.leaves() if leaf.fieldname == "body"}
    assert [*expanded][: len(typed)] == [*typed]
    assert 0 < weights["权属"] < weights["房产证"] == 1.0


def test_resolving_asks_for_every_leaf_wherever_it_stands() -> None:
    asked = []

    def lookup(leaf: MetadataLeaf) -> list[str]:
        asked.append(leaf)
        return ["d1", "d2", "d1"]

    query = parse_query("耕地 NOT 类型:报告 (机关:榕湾市 OR 年份:2022)").resolved(lookup)
    assert {*asked} == {OfKind("报告"), IssuedBy("榕湾市"), InYears(2022, 2022)}
    for tree in (query.tree, query.condition):
        left = [leaf for leaf in tree.leaves() if not isinstance(leaf, Term)]
        assert set(left) == {InDocuments(frozenset({"d1", "d2"}))}
    assert resolve(NullQuery, lookup) is NullQuery


_PIECES = st.sampled_from(
    [
        *'()（）""“”「」::: ',
        " AND ",
        " OR ",
        " NOT ",
        " 与 ",
        " 或 ",
        " 非 ",
        "标题:",
        "年份：",
        "类型:",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=20).map("".join))
def test_no_text_raises(text: str) -> None:
    query = parse_query(text).resolved(lambda leaf: ["d"])
    assert query.text == text
    assert query.structured == (query.condition is not None)
    assert not (query.structured and query.hint)
    for tree in (query.tree, query.condition):
        assert tree is None or not any(isinstance(leaf, MetadataLeaf) for leaf in tree.leaves())


@given(st.text(st.characters(codec=None), max_size=30))
def test_no_character_raises(text: str) -> None:
    assert parse_query(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "名为“个体工商户”实为“合伙”，内部发生纠纷时如何认定？",
        "什么是“情势变更”？",
        "“带押过户”怎么办理",
        '微信群里骂"老赖"算侵权吗',
        "办理「告知承诺」的条件",
    ],
)
def test_quotation_marks_within_a_sentence_ask_for_no_phrase(text: str) -> None:
    query = parse_query(text)
    assert not query.structured
    assert query.hint is None


@pytest.mark.parametrize(
    "text",
    [
        "“责令限期改正”",
        "处罚 “责令限期改正”",
        "“责令限期改正” 处罚",
        "标题:“土地管理办法”",
        "“耕地”与“处罚”",
        "“耕地”或“林地”",
        "耕地 非“林地”",
        "(“耕地”)AND“处罚”",
    ],
)
def test_quotation_marks_that_stand_apart_ask_for_a_phrase(text: str) -> None:
    query = parse_query(text)
    assert query.structured
    assert query.hint is None
