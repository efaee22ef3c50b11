"""What could be a number in a report, and how its families nest."""

# ruff: noqa: E501  (a row of a table stays in one line)

import pytest

from kb.parsing.report_marks import numbers_in, opening_mark
from kb.parsing.report_outline import nesting


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("一、甲", "一、"), ("十二.甲", "十二、"), ("(十)甲", "(十)"), ("3、甲", "3."), ("12 . 甲", "12."),
        ("(3)甲", "(3)"), ("3)甲", "(3)"), ("⑶甲", "(3)"), ("③甲", "③"), ("三是甲", "三是"),
        ("第二部分:甲", "第二部分"), ("第三章 甲", "第三章"), ("附件2", "附件2"), ("附件", "附件"),
        ("3.5亿", None), ("一百二、甲", None), ("第一部分的内容", None), ("百、甲", None), ("", None),
    ],
)  # fmt: skip
def test_labels(text: str, label: str | None) -> None:
    mark = opening_mark(text)
    assert (mark and mark.label) == label


def test_nesting_follows_the_report() -> None:
    text = "1.甲。(1)乙。(2)丙。2.丁。(1)戊。(2)己。"
    assert nesting(list(numbers_in(text, 0, len(text)))) == {"arabic": 0, "bracketed_arabic": 1}
    turned = "(1)甲。1.乙。2.丙。(2)丁。1.戊。2.己。"
    assert nesting(list(numbers_in(turned, 0, len(turned)))) == {"bracketed_arabic": 0, "arabic": 1}
