"""Numbers as laws and reports write them: 四十四, 二〇二三, 44, １２, and article labels.

Laws number their articles in Chinese numerals throughout (Technical Rules of Legislation of
the Standing Committee of the National People's Congress, part 1); people type Arabic ones.
"""

from __future__ import annotations

import re

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True))
#: Every character that stands for a digit; the letter O is how old documents type 〇.
_VALUE = {
    **{chr(ord("0") + n): n for n in range(10)},
    **{chr(ord("０") + n): n for n in range(10)},
    **_DIGITS,
    **dict.fromkeys("〇○◯OＯ", 0),
    "两": 2,
}
_PLAIN = str.maketrans({"廿": "二十", "卅": "三十", "两": "二", **dict.fromkeys("〇○◯OＯ", "零")})

_ONE = "[一二三四五六七八九]"
# One group of four places. 零 may be left out, but a bare digit right after 百 or 千 is
# refused: 一百二 is 120 in speech and 102 where 零 was forgotten.
_GROUP = re.compile(
    rf"(?:({_ONE})千(?!{_ONE}$))?零?(?:({_ONE})百(?!{_ONE}$))?零?(?:({_ONE}?)(十))?(?:零?({_ONE}))?"
)

#: Characters a number may be made of, for building patterns: ``[{NUMERAL}]+``.
NUMERAL = "零〇○◯ＯO一二两三四五六七八九十百千万廿卅0-9０-９"
_SPACE = re.compile(r"\s+")
_ARTICLE = re.compile(rf"第?([{NUMERAL}]+)条(?:之([{NUMERAL}]+))?")


def to_int(text: str) -> int:
    """The number ``text`` writes in Chinese, Arabic or full-width numerals, places up to 亿.

    Raises ValueError for anything else, and for 一百二, which is read in two ways.

    >>> [to_int(t) for t in ("四十四", "一千零一", "二〇二三", "１２", "廿一", "三万二千")]
    [44, 1001, 2023, 12, 21, 32000]
    """
    if text and all(char in _VALUE for char in text):
        return int("".join(str(_VALUE[char]) for char in text))
    total, rest = 0, text.translate(_PLAIN)
    for unit, value in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(unit)
        if found:
            total, rest = total + _group(head, text) * value, tail
    return total if total and not rest else total + _group(rest, text)


def _group(places: str, whole: str) -> int:
    match = _GROUP.fullmatch(places)
    if not places.strip("零") or not match:
        raise ValueError(f"not a number: {whole!r}")
    thousands, hundreds, tens, ten, ones = match.groups()
    return (
        1000 * _DIGITS.get(thousands, 0)
        + 100 * _DIGITS.get(hundreds, 0)
        + 10 * (_DIGITS.get(tens, 1) if ten else 0)
        + _DIGITS.get(ones, 0)
    )


def to_chinese(number: int) -> str:
    """``number`` (0 to under 10**12) as laws write it; ValueError outside that range.

    >>> [to_chinese(n) for n in (10, 11, 110, 1001, 1260)]
    ['十', '十一', '一百一十', '一千零一', '一千二百六十']
    """
    if not 0 <= number < 10**12:
        raise ValueError(f"out of range: {number}")
    if number == 0:
        return "零"
    digits = str(number)
    written = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit != "0":
            written += "零一二三四五六七八九"[int(digit)] + ("", "十", "百", "千")[place % 4]
        elif written and written[-1] != "零":
            written += "零"
        if place % 4 == 0 and place and int(digits[: len(digits) - place]) % 10**4:
            # A zero that closes a group is not spoken before 万 or 亿, but may be after.
            written = written.rstrip("零") + ("万" if place == 4 else "亿")
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written


def article_label(number: int, sub: int = 0) -> str:
    """The canonical label of an article, with ``sub`` the number after 之.

    >>> article_label(44), article_label(120, 1)
    ('第四十四条', '第一百二十条之一')
    """
    return f"第{to_chinese(number)}条" + (f"之{to_chinese(sub)}" if sub else "")


def article_number(text: str) -> tuple[int, int] | None:
    """Number and 之-number (0 without one) of an article label however typed, else None.

    >>> article_number("第120条之一"), article_number("第三十二 条"), article_number("条")
    ((120, 1), (32, 0), None)
    """
    match = _ARTICLE.fullmatch(_SPACE.sub("", text))
    if not match:
        return None
    try:
        number, sub = to_int(match[1]), to_int(match[2]) if match[2] else 0
    except ValueError:
        return None
    return (number, sub) if 0 < number < 10**4 and sub < 10**4 else None


def canonical_article(text: str) -> str | None:
    """The canonical label of an article however typed; None when it is not one.

    >>> [canonical_article(t) for t in ("第44条", "406条", "第120条之1", "第三十二 条", "三")]
    ['第四十四条', '第四百零六条', '第一百二十条之一', '第三十二条', None]
    """
    number = article_number(text)
    return article_label(*number) if number else None
