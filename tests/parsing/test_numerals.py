import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.parsing.numerals import article_label, article_number, canonical_article, to_chinese, to_int


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("廿三", 23),
        ("一百零一", 101),
        ("一百〇一", 101),
        ("一百○一", 101),
        ("一百一十", 110),
        ("一百十", 110),
        ("两百", 200),
        ("一千零一", 1001),
        ("一千零一十", 1010),
        ("一千二百六十", 1260),
        ("一万", 10_000),
        ("一万零三", 10_003),
        ("十二万三千", 123_000),
        ("三亿零五万", 300_050_000),
        ("二〇二三", 2023),
        ("二ＯＯ五", 2005),
        ("44", 44),
        ("４４", 44),
        ("零", 0),
    ],
)
def test_to_int(text: str, number: int) -> None:
    assert to_int(text) == number


@pytest.mark.parametrize(
    "text", ["", "条", "一百二", "十十", "百", "一二十三", "一十百", "3千", "-1", "1.5", " 1", "万"]
)
def test_to_int_refuses(text: str) -> None:
    with pytest.raises(ValueError):
        to_int(text)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (9, "九"),
        (10, "十"),
        (19, "十九"),
        (20, "二十"),
        (102, "一百零二"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (10_010, "一万零一十"),
        (100_000, "十万"),
        (100_000_001, "一亿零一"),
    ],
)
def test_to_chinese(number: int, text: str) -> None:
    assert to_chinese(number) == text


@pytest.mark.parametrize("number", [-1, 10**12])
def test_to_chinese_refuses_what_it_cannot_write(number: int) -> None:
    with pytest.raises(ValueError):
        to_chinese(number)


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_round_trip(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(st.integers(1, 9999))
def test_small_numbers_round_trip(number: int) -> None:
    assert to_int(to_chinese(number)) == number


@given(st.text(alphabet="零一二两十百千万亿廿0１O条第之 ", max_size=12) | st.text())
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert to_int(text) >= 0


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第四十四条", "第四十四条"),
        ("第44条", "第四十四条"),
        ("44条", "第四十四条"),
        ("第４４条", "第四十四条"),
        ("第三十二 条", "第三十二条"),
        ("第　七　条", "第七条"),
        ("第一百〇二条", "第一百零二条"),
        ("第120条之一", "第一百二十条之一"),
        ("第一百二十条之1", "第一百二十条之一"),
        ("民法典第一条", None),
        ("第条", None),
        ("第零条", None),
        ("第一百二条", None),
        ("第四章", None),
        ("", None),
    ],
)
def test_canonical_article(text: str, label: str | None) -> None:
    assert canonical_article(text) == label


@given(st.integers(1, 9999), st.integers(0, 30))
def test_article_labels_round_trip(number: int, sub: int) -> None:
    assert article_number(article_label(number, sub)) == (number, sub)
