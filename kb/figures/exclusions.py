"""Numbers that are no figures: dates, ordinals, names, codes.

Each pattern is a stretch of half-width text in which no figure is looked for.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_HAN = "[零〇○一二三四五六七八九十百千两廿]"
#: Runs are bounded, so that an endless one is read in linear time.
_YEAR = r"(?<!\d)(?:19|20)\d\d"
_HAN_YEAR = r"[一二][零〇○九][零〇○一二三四五六七八九]{2}"
_NUMBER = rf"(?:(?<!\d)\d{{1,6}}|(?<!{_HAN}){_HAN}{{1,8}})"
_TO = "[-—–~～至到、,和]"
_ONE_OR_TWO = rf"(?:(?<!\d)\d{{1,2}}|(?<!{_HAN})[一二三四五六七八九十]{{1,2}})"
_MONTHS = rf"{_ONE_OR_TWO}(?:\s?{_TO}\s?{_ONE_OR_TWO}){{0,5}}\s?月(?!饼)"

#: A name between quotation marks is short and has no pause.
_QUOTED = re.compile(r"[“‘「『][^“”‘’「」『』,。;:!?]{1,14}[”’」』]")

_PATTERNS = (
    # Titles.
    r"《[^《》]{0,120}(?:《[^《》]{0,80}》[^《》]{0,80}){0,3}》",
    # 2023年度, 2021—2025年, 2020-2021学年, 2023.12.31, 2023-12-31, 二〇二三年.
    rf"{_YEAR}\s?(?:年?\s?{_TO}\s?(?:{_YEAR}|\d\d(?!\d))){{1,4}}\s?(?:学年|年)?",
    rf"{_YEAR}\s?(?:学年|年)(?:度|[底初末中])?",
    rf"{_YEAR}\s?[./-]\s?\d{{1,2}}(?:\s?[./-]\s?\d{{1,2}})?",
    rf"{_HAN_YEAR}年度?",
    # 6月25日至30日, 1—9月, 十二月; then days that follow from them, and times of the day.
    rf"{_MONTHS}份?(?:\s?(?:\d{{1,2}}|{_HAN}{{1,3}})\s?[日号](?:\s?{_TO}\s?(?:\d{{1,2}}|{_HAN}{{1,3}})\s?[日号])?)?",
    r"(?<![\d.])\d{1,2}\s?[日号](?!\s?(?:以内|之内|内|以上|以下|左右|均|缩|压|提|减|增|降|[,。;、)]))",
    r"(?:每月|当月|本月|次月|上月|当年|次年)(?:的)?\s?\d{1,2}\s?日",
    r"(?:上午|下午|中午|晚上?|凌晨|早上?|夜间)?\s?(?<!\d)\d{1,2}\s?(?:[时点](?!间|段)(?:\s?\d{1,2}\s?分?|半)?|:\d\d(?::\d\d)?)",
    r"[一二三四](?:个)?季度|[上下]半年",
    # Sessions of bodies: 十九届四中全会, 第十四届全国人大三次会议.
    rf"(?:第\s?)?{_NUMBER}届(?:[^,。;]{{0,14}}?{_NUMBER}次(?:全体|常委)?会议"
    rf"|{_HAN}中(?:、{_HAN}中){{0,5}}全会)?",
    # Ordinals: 第3次, 第十三届, 前3名.
    rf"第\s?{_NUMBER}(?:\s?[、至到-]\s?第?\s?{_NUMBER}){{0,9}}\s?(?:[条款项](?:第?\s?[(]?{_NUMBER}[)]?\s?[款项目]){{0,5}}|\S)?(?:之{_NUMBER})?",
    rf"前\s?{_NUMBER}\s?[名位强]",
    rf"{_NUMBER}\s?(?:周年|年级|年制|级|号|楼|届|版本)",
    rf"(?:连续|近|过去|未来|今后|前|最近|这|整|头)\s?{_NUMBER}\s?(?:个)?(?:年|季度|月|周|天)(?!以|多|余)|{_NUMBER}\s?年(?:来|间)",
    rf"每\s?{_NUMBER}\s?(?:个)?(?:年|月|天|日|周|季度|星期|小时|分钟)",
    # Plans named by their length: 三年行动计划, 五年规划.
    rf"{_NUMBER}\s?年(?=(?:[^,。;]{{0,6}})(?:行动|规划|计划|攻坚|方案|工程|任务|目标))",
    # Codes and products: 5G, A4, 7×24小时, 1+N, AA级; ratios; telephone numbers.
    r"[A-Za-z][-\s]?\d{1,12}(?:\.\d{1,6}){0,4}|(?<!\d)\d{1,8}(?:\.\d{1,4})?[A-Za-z]级?(?![A-Za-z]*[²³\d])(?!B|m|g|W)",
    r"(?<!\d)\d{1,6}\s?[×xX*+]\s?(?:\d{1,6}|[A-Z])(?:\s?小时)?|(?<!\d)\d{1,6}\s?:\s?\d{1,6}",
    r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8}|400-?\d{3}-?\d{4})(?!\d)",
    r"(?<!\d)(?:12\d{3}|1[12]\d|9[56]\d{3})(?!\d)[^,。;\d]{0,8}?"
    r"(?:热线|平台|电话|专线|中心|系统|联动|接警|报警)",
    # What has no more than the form of a unit: 三年制 above; 一分为二, 五保户.
    r"十四五|十三五|十五五|[五六七八九]五(?=普法|规划|期间)|五保户|二手|百分之百满意",
)  # fmt: skip

#: What any of them can begin with; elsewhere none is tried, which takes half the time.
_BEGINS = (
    r"(?=[《A-Za-z0-9零〇○一二三四五六七八九十百千两廿"
    r"第前每连近过未今最这整头上下中晚凌早夜当本次月])"
)
_PATTERN = re.compile(_BEGINS + "(?:" + "|".join(f"(?:{pattern})" for pattern in _PATTERNS) + ")")


#: Takes the place of every character of what is blotted out.
BLOT = "■"


def blotted(text: str) -> str:
    """``text``, which must be half-width, with what holds no figures blotted out.

    >>> blotted("2023年5月6日第3次检查12家")
    '■■■■■■■■■■■■检查12家'
    """
    return _PATTERN.sub(lambda match: BLOT * len(match[0]), text)


def without_names(text: str) -> str:
    """``text`` with names in quotation marks and set phrases blotted out.

    Apart from `blotted`, since what is counted may be called so: 存在“两违”23宗.
    """
    for names in (_QUOTED, _set_phrases()):
        text = names.sub(lambda match: BLOT * len(match[0]), text)
    return text


@cache
def _set_phrases() -> re.Pattern[str]:
    lines = (resources.files("kb") / "data" / "set_phrases.txt").read_text("utf-8").splitlines()
    phrases = [line for line in lines if line and not line.startswith("#")]
    return re.compile("|".join(sorted(map(re.escape, phrases), key=len, reverse=True)))
