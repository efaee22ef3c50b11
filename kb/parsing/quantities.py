"""Quantities as laws write them: 20日, 30天 and 二十日; 5% and 百分之五; 第44条 and 第四十四条.

Laws spell most numbers out in Chinese, decrees and reports write many in Arabic figures,
people type either. Both sides of a search therefore see one writing: the Chinese one.
Years (2023年), dates (3月5日) and figures without a unit stay as they are.
"""

from __future__ import annotations

import re

from kb.parsing.numerals import to_chinese

#: What laws measure and count, longer units before those they begin with.
_UNITS = (
    "个工作日|个月|个|工作日|日|天|周岁|岁|年|小时|分钟|次|倍|人|万元|亿元|万|元|"
    "平方米|公里|米|公顷|亩|吨|公斤|条|款|项"
)
#: Units of speech and what laws write for them.
_LEGAL = {"天": "日", "岁": "周岁"}

_FIGURE = r"(?<![\d.,月])(\d{1,3}(?:,\d{3})+|\d{1,8})"
_ARABIC = re.compile(rf"{_FIGURE}\s?({_UNITS})")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})(?:\.(\d{1,4}))?\s?([%‰])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SPOKEN = re.compile(rf"(?<=[一二两三四五六七八九十百千万])(?:天|岁)|两(?=百|千|万|{_UNITS})")
_CHINESE = re.compile(
    rf"百分之[零一二三四五六七八九十百点]+|[零一二三四五六七八九十百千]+(?:{_UNITS})"
)


def spelled(text: str) -> str:
    """``text``, folded, with its quantities as laws write them.

    >>> spelled("逾期20日, 处5万元以下、百分之五以上罚款, 2023年")
    '逾期二十日, 处五万元以下、百分之五以上罚款, 2023年'
    >>> spelled("第44条、拖欠两年、15天、满14岁、0.5%")
    '第四十四条、拖欠二年、十五日、满十四周岁、百分之零点五'
    """
    text = _PERCENT.sub(_part, _ARABIC.sub(_number, text))
    return _SPOKEN.sub(lambda spoken: _LEGAL.get(spoken[0], "二"), text)


def quantities(text: str) -> list[str]:
    """The quantities in ``text``, which must be `spelled`; an article without its 第, so that
    44条 and 第四十四条 are one.

    >>> quantities("依照第四十四条, 在十五个工作日内处三倍罚款")
    ['四十四条', '十五个工作日', '三倍']
    """
    return _CHINESE.findall(text)


def _number(match: re.Match[str]) -> str:
    figure, unit = match[1].replace(",", ""), match[2]
    if unit == "年" and _YEAR.fullmatch(figure):
        return match[0]
    return to_chinese(int(figure)) + _LEGAL.get(unit, unit)


def _part(match: re.Match[str]) -> str:
    whole, decimals, sign = match.groups()
    spelled_out = to_chinese(int(whole))
    if decimals:
        spelled_out += "点" + "".join(to_chinese(int(digit)) for digit in decimals)
    return f"{'百' if sign == '%' else '千'}分之{spelled_out}"
