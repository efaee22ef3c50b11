"""Paragraphs, items and sub-items inside an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.parsing.law_article import locate, paragraphs

ARTICLE = """第四十四条　建设应当审批。
　　有下列情形之一的，由省审批：
　　（一）占用林地；
　　（二）占用耕地：
　　1.水田；
　　2.旱地；
　　（三）其他。
　　前款规定由市实施。"""


@pytest.mark.parametrize(
    ("paragraph", "item", "subitem", "text"),
    [
        (1, None, None, "建设应当审批。"),
        (2, 1, None, "（一）占用林地；"),
        (2, 2, 2, "2.旱地；"),
        (2, 3, None, "（三）其他。"),
        (None, 3, None, "（三）其他。"),
        (3, None, None, "前款规定由市实施。"),
        (2, 4, None, None),
        (4, None, None, None),
        (1, 1, None, None),
    ],
)
def test_locate(
    paragraph: int | None, item: int | None, subitem: int | None, text: str | None
) -> None:
    span = locate(ARTICLE, paragraph, item, subitem)
    assert (ARTICLE[span[0] : span[1]] if span else None) == text


@pytest.mark.parametrize(
    ("article", "items"),
    [
        ("第一条 甲：（一）乙；（二）丙。", [2]),
        ("第一条 甲。\n乙。", [0, 0]),
        ("第一条\n甲：\n（1）乙；\n（2）丙。\n丁。", [2, 0]),
        ("第一条【目的】\n甲。", [0]),
        ("第一条 依照第五条第（三）项规定。", [0]),
        ("第一条", []),
        ("", []),
    ],
)
def test_items_of_each_paragraph(article: str, items: list[int]) -> None:
    assert [len(paragraph.items) for paragraph in paragraphs(article)] == items


@given(st.text(alphabet="第一二条款（）()：；。\n　 12.、甲", max_size=60))
def test_paragraphs_are_in_order_within_the_article(article: str) -> None:
    at = 0
    for paragraph in paragraphs(article):
        assert at <= paragraph.start < paragraph.end <= len(article)
        for item in paragraph.items:
            assert paragraph.start <= item.start < item.end <= paragraph.end
        at = paragraph.end
