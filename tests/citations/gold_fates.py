# ruff: noqa: E501
"""What the laws are that the gold lists of laws name, and how they stand.

How national laws stand today is told by the packaged laws; other facts are those of the texts
that repealed or replaced them, and a catalogue need not know them.
"""

from __future__ import annotations

from typing import Any

from tests.citations.expect import OPEN
from tests.citations.gold import (
    REPEALED_OR_UNKNOWN,
    Fate,
    in_force,
    in_force_if_known,
    repealed_if_known,
)

_ON_FORESTS = "最高人民法院关于审理破坏森林资源刑事案件适用法律若干问题的解释"

#: Certificates, licences and records of proceedings: 文书 or 其他, 文书 or 表格.
_CERTIFICATE = frozenset({"文书", "其他"})
_RECORD = frozenset({"文书", "表格"})


def _law(name: str, kind: str = "法律") -> tuple[Any, Fate]:
    return kind, in_force(f"中华人民共和国{name}")


#: Decisions to amend rank with what they amend. Which one is meant takes the date before it.
_AMENDS_A_LAW: tuple[Any, None] = ("法律", None)
_AMENDS_A_REGULATION: tuple[Any, None] = ("地方性法规", None)


def _interpretation_gone(title: str) -> tuple[Any, Fate]:
    return "司法解释", repealed_if_known(title, by=_ON_FORESTS, then=OPEN)


#: Kind and fate by name, as the lists name it.
KNOWN: dict[str, tuple[Any, Fate | None]] = {
    "宪法": _law("宪法", "宪法"),
    "刑法": _law("刑法"),
    "刑事诉讼法": _law("刑事诉讼法"),
    "民事诉讼法": _law("民事诉讼法"),
    "行政诉讼法": _law("行政诉讼法"),
    "行政复议法": _law("行政复议法"),
    "国家赔偿法": _law("国家赔偿法"),
    "森林法": _law("森林法"),
    "治安管理处罚法": _law("治安管理处罚法"),
    "中华人民共和国刑法": _law("刑法"),
    "中华人民共和国刑事诉讼法": _law("刑事诉讼法"),
    "中华人民共和国森林法": _law("森林法"),
    "中华人民共和国渔业法": _law("渔业法"),
    "中华人民共和国动物防疫法": _law("动物防疫法"),
    "中华人民共和国广告法": _law("广告法"),
    "中华人民共和国进出境动植物检疫法": _law("进出境动植物检疫法"),
    "中华人民共和国集会游行示威法": _law("集会游行示威法"),
    "中华人民共和国人民警察法": _law("人民警察法"),
    "中华人民共和国产品质量法": _law("产品质量法"),
    "中华人民共和国烟草专卖法": _law("烟草专卖法"),
    "中华人民共和国商标法": _law("商标法"),
    "中华人民共和国治安管理处罚条例": (
        "法律",
        repealed_if_known("中华人民共和国治安管理处罚条例", by="中华人民共和国治安管理处罚法"),
    ),
    "行政复议条例": (
        "行政法规",
        repealed_if_known("行政复议条例", by="中华人民共和国行政复议法", then=REPEALED_OR_UNKNOWN),
    ),
    "中华人民共和国人民警察使用警械和武器条例": (
        "行政法规",
        in_force_if_known("中华人民共和国人民警察使用警械和武器条例"),
    ),
    "公安机关督察条例": ("行政法规", in_force_if_known("公安机关督察条例")),
    "公安机关人民警察执法过错责任追究规定": (
        "部门规章",
        in_force_if_known("公安机关人民警察执法过错责任追究规定"),
    ),
    "国家公务员暂行条例": (
        "行政法规",
        repealed_if_known("国家公务员暂行条例", by="中华人民共和国公务员法"),
    ),
    "娱乐场所管理条例": ("行政法规", in_force_if_known("娱乐场所管理条例")),
    "中华人民共和国商标法实施细则": (
        "行政法规",
        repealed_if_known(
            "中华人民共和国商标法实施细则",
            by="中华人民共和国商标法实施条例",
            then=REPEALED_OR_UNKNOWN,
        ),
    ),
    "浙江省查处生产和经销假冒伪劣商品行为条例": (
        "地方性法规",
        repealed_if_known(
            "浙江省查处生产和经销假冒伪劣商品行为条例", by="浙江省产品质量监督条例", then=OPEN
        ),
    ),
    "浙江省产品质量监督管理条例": (
        "地方性法规",
        repealed_if_known("浙江省产品质量监督管理条例", by="浙江省产品质量监督条例", then=OPEN),
    ),
    "最高人民法院关于滥伐自己所有权的林木其林木应如何处理的问题的批复": _interpretation_gone(
        "最高人民法院关于滥伐自己所有权的林木其林木应如何处理的问题的批复"
    ),
    "最高人民法院关于审理破坏森林资源刑事案件具体应用法律若干问题的解释": _interpretation_gone(
        "最高人民法院关于审理破坏森林资源刑事案件具体应用法律若干问题的解释"
    ),
    "最高人民法院关于在林木采伐许可证规定的地点以外采伐本单位或者本人所有的森林或者其他林木的行为如何适用法律问题的批复": _interpretation_gone(
        "最高人民法院关于在林木采伐许可证规定的地点以外采伐本单位或者本人所有的森林或者其他林木的行为如何适用法律问题的批复"
    ),
    "最高人民法院关于审理破坏林地资源刑事案件具体应用法律若干问题的解释": _interpretation_gone(
        "最高人民法院关于审理破坏林地资源刑事案件具体应用法律若干问题的解释"
    ),
    "最高人民法院、最高人民检察院关于办理妨害信用卡管理刑事案件具体应用法律若干问题的解释": (
        "司法解释",
        in_force_if_known(
            "最高人民法院、最高人民检察院关于办理妨害信用卡管理刑事案件具体应用法律若干问题的解释"
        ),
    ),
    "关于修改<中华人民共和国国家赔偿法>的决定": _AMENDS_A_LAW,
    "关于修改〈中华人民共和国野生动物保护法〉的决定": _AMENDS_A_LAW,
    "关于修改部分法律的决定": _AMENDS_A_LAW,
    "关于修改〈中华人民共和国野生动物保护法〉等十五部法律的决定": _AMENDS_A_LAW,
    "关于修改<中华人民共和国法官法>等八部法律的决定": _AMENDS_A_LAW,
    "关于修改<浙江省产品质量监督条例>的决定": _AMENDS_A_REGULATION,
    "关于修改〈河南省烟草专卖管理条例〉的决定": _AMENDS_A_REGULATION,
    "关于修改部分地方性法规的决定": _AMENDS_A_REGULATION,
    "河南省人民代表大会常务委员会关于修改部分地方性法规的决定": _AMENDS_A_REGULATION,
    "关于修改〈河南省煤炭条例〉等十部地方性法规的决定": _AMENDS_A_REGULATION,
    "关于修改〈深圳经济特区房地产登记条例〉的决定": _AMENDS_A_REGULATION,
    "关于修改〈深圳经济特区人体器官捐献移植条例〉等四十五项法规的决定": _AMENDS_A_REGULATION,
    # A list by its name, a normative document by how it is made: left open.
    "国家重点保护野生植物名录": (OPEN, None),
    "协商解决具体问题通知书": ("文书", None),
    "集会游行示威事项变更决定书": ("文书", None),
    "集会游行示威复议决定书": ("文书", None),
    "强行遣送决定书": ("文书", None),
    "继续盘问通知书": ("文书", None),
    "当场盘问、检查笔录": (_RECORD, None),
    "继续盘问笔录": (_RECORD, None),
    "继续盘问审批表": ("表格", None),
    "延长继续盘问时限审批表": ("表格", None),
    "继续盘问登记表": ("表格", None),
    "暂存物品清单": ("清单", None),
    "上海市特种行业许可证": (_CERTIFICATE, None),
    "上海市公共场所治安许可证": (_CERTIFICATE, None),
    "深圳特区报": ("报刊", None),
    "深圳商报": ("报刊", None),
}

#: Laws whose text at hand has no day, so that nothing can be said of how others stood then.
UNDATED = frozenset({"上海市特种行业和公共场所治安管理条例"})
