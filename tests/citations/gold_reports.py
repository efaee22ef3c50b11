"""Every citation of the four reports of ../shared, by reading them sentence by sentence.

Titles, numbers and dates are facts. How laws stand today is told by the packaged laws for those
it holds. Debatable are names of plans without marks: the names without marks that count are
those of laws and regulations.
"""

from __future__ import annotations

from typing import Any

from kb.force import IN_FORCE
from tests.citations.expect import OPEN
from tests.citations.gold import (
    IN_FORCE_OR_UNKNOWN,
    NORMATIVE,
    REPEALED,
    Fate,
    Gold,
    in_force,
    in_force_if_known,
    itself_or_nothing,
)

_PAPER = "规范性文件"

#: A plan whose years are over was not repealed by anybody; what it is called today is left open.
_FIRST_OUTLINE = Fate(
    frozenset({"法治政府建设实施纲要(2015-2020年)", None}), IN_FORCE_OR_UNKNOWN, OPEN, OPEN
)


def _title(
    name: str,
    kind: Any,
    fate: Fate | None = None,
    *,
    text: str | None = None,
    number: str | None = None,
    occurrence: int = 1,
) -> Gold:
    """A title in marks, with its number in brackets where it has one."""
    surface = text or f"《{name}》" + (f"({number})" if number else "")
    normative = (kind if isinstance(kind, str) else next(iter(kind))) in NORMATIVE
    fate = fate or (itself_or_nothing(name) if normative else None)
    return Gold(surface, name, (), kind, normative, number, False, fate, occurrence)


def _bare(text: str, name: str, kind: str, fate: Fate, occurrence: int = 1) -> Gold:
    """A name without marks."""
    return Gold(text, name, (), kind, True, None, False, fate, occurrence)


def _debatable(text: str) -> Gold:
    return Gold(text, debatable="a plan named without marks; not the name of a law")


REPORTS: dict[str, tuple[Gold, ...]] = {
    "泉州市自然资源和规划局2023年度法治政府建设情况报告.txt": (
        _title("泉州市法治政府建设实施方案(2021—2025年)", _PAPER),
        _title("以中国式现代化全面推进中华民族伟大复兴——学习贯彻党的二十大精神", "讲座"),
        _title("信访工作条例", "党内法规", in_force_if_known("信访工作条例")),
        _title("安全生产法", "法律", in_force("中华人民共和国安全生产法")),
        _title(
            "海洋环境保护法",
            "法律",
            Fate("中华人民共和国海洋环境保护法", IN_FORCE, REPEALED, "中华人民共和国生态环境法典"),
        ),
        _title("反有组织犯罪法", "法律", in_force("中华人民共和国反有组织犯罪法")),
        _title(
            "法治政府建设实施纲要(2021—2025年)",
            _PAPER,
            Fate(frozenset({"法治政府建设实施纲要(2021—2025年)", None}), IN_FORCE_OR_UNKNOWN, OPEN),
        ),
        _title(
            "党政主要负责人履行推进法治建设第一责任人职责规定",
            "党内法规",
            in_force_if_known("党政主要负责人履行推进法治建设第一责任人职责规定"),
            number="中办发〔2016〕71号",
        ),
        _title("自然资源部关于加强自然资源法治建设的通知", _PAPER),
        _title("关于深化工程建设项目审批改革的通知", _PAPER),
        _title("实景三维泉州建设实施方案(2023—2025年)", _PAPER),
        _title("泉州市辖区历史建筑挂牌保护、测绘建档、定线落图及保护图则编制", "项目"),
        # The sentence calls it a project, its title calls it research.
        _title("基于深度学习的高分辨率遥感影像建筑物提取关键技术研究", frozenset({"研究", "项目"})),
        _title(
            "泉州市自然资源和规划局关于规范重大行政执法决定法制审核工作的通知",
            _PAPER,
            number="泉资规〔2023〕127号",
        ),
        _bare("土地管理法", "土地管理法", "法律", in_force("中华人民共和国土地管理法")),
        _bare(
            "实施条例",
            "土地管理法实施条例",
            "行政法规",
            in_force_if_known("中华人民共和国土地管理法实施条例"),
        ),
        _bare(
            "福建省土地管理条例",
            "福建省土地管理条例",
            "地方性法规",
            itself_or_nothing("福建省土地管理条例"),
        ),
        _title("福建省各级人民代表大会常务委员会规范性文件备案审查条例", "地方性法规"),
        _title("福建省行政规范性文件备案审查办法", "地方政府规章"),
        _title("福建省人民政府办公室关于做好行政规范性文件评估清理和集中发布工作的通知", _PAPER),
        _title("全面推行行政执法三项制度自查表", "表格"),
        _bare("行政处罚法", "行政处罚法", "法律", in_force("中华人民共和国行政处罚法")),
        _bare("土地管理法", "土地管理法", "法律", in_force("中华人民共和国土地管理法"), 2),
        _title("关于交办自然资源部重点信访事项的通知", _PAPER, number="泉资规〔2023〕196号"),
        _title("民法典", "法律", in_force("中华人民共和国民法典")),
    ),
    "南昌县2019年法治政府建设情况报告.txt": (
        _title("法治政府建设实施纲要(2015-2020年)", _PAPER, _FIRST_OUTLINE),
        _title("南昌县机构改革实施方案", _PAPER),
        _debatable("关于市属从事生产经营活动事业单位改革实施方案"),
        _title("南昌县县属从事生产经营活动事业单位改革实施方案", _PAPER),
    ),
    "武定县人民政府办公室2022年法治政府建设工作情况报告.txt": (
        _title("武定县法治政府建设实施规划(2021—2025年)", _PAPER),
        _debatable("重要举措分工方案"),
        _debatable("武定县创建全国、省、州法治政府建设示范县工作方案"),
    ),
    "静海区2020年法治政府建设情况报告.txt": (
        _title("法治政府建设实施纲要(2015-2020年)", _PAPER, _FIRST_OUTLINE),
    ),
}
