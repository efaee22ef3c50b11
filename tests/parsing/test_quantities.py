"""Quantities in the writing of laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.parsing.numerals import to_chinese
from kb.parsing.quantities import quantities, spelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第44条", "第四十四条"),
        ("44条", "四十四条"),
        ("第1077条第2款", "第一千零七十七条第二款"),
        ("第四十四条第二款", "第四十四条第二款"),
        ("20日", "二十日"),
        ("20 日", "二十日"),
        ("30天", "三十日"),
        ("三十天", "三十日"),
        ("每天", "每天"),
        ("两年", "二年"),
        ("两千元", "二千元"),
        ("两岸", "两岸"),
        ("3个月", "三个月"),
        ("15个工作日", "十五个工作日"),
        ("14岁", "十四周岁"),
        ("14周岁", "十四周岁"),
        ("10万元", "十万元"),
        ("5,000元", "五千元"),
        ("5%", "百分之五"),
        ("0.5%", "百分之零点五"),
        ("3‰", "千分之三"),
        ("2023年", "2023年"),
        ("2023年3月5日", "2023年3月5日"),
        ("1.5倍", "1.5倍"),
        ("12345热线", "12345热线"),
        ("P2P", "P2P"),
        ("123456789元", "123456789元"),
    ],
)
def test_spelled(text: str, expected: str) -> None:
    assert spelled(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依照第四十四条", ["四十四条"]),
        ("处三年以上七年以下", ["三年", "七年"]),
        ("百分之五十", ["百分之五十"]),
        ("十五个工作日内", ["十五个工作日"]),
        ("如果", []),
    ],
)
def test_quantities(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected


@given(st.integers(1, 9999), st.sampled_from(["日", "个月", "倍", "元", "条"]))
def test_either_writing_gives_the_same(number: int, unit: str) -> None:
    chinese = f"{to_chinese(number)}{unit}"
    assert spelled(f"限{number}{unit}内") == spelled(f"限{chinese}内")
    assert quantities(spelled(chinese)) == [spelled(chinese)]


@given(st.text("第0123456789一二两十百千条款年日天岁个月%.,万元 ", max_size=20))
def test_what_is_spelled_stays(text: str) -> None:
    once = spelled(text)
    assert spelled(once) == once
