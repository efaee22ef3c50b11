"""Metadata of reports, from every form in which pages give it."""

# ruff: noqa: E501  (a row of a table stays in one line)

from __future__ import annotations

import pytest

from kb.document import Metadata
from kb.parsing.report import parse_report
from kb.parsing.report_header import read_date, read_number
from kb.parsing.report_title import find_year

TITLE = "榕湾市自然资源和规划局2023年度法治政府建设情况报告"
BUREAU = "榕湾市自然资源和规划局"
BODY = """
2023年,我局认真落实各项部署,依法行政水平稳步提升。现将有关情况报告如下:
一、主要举措和成效
全年组织学习十二次,办理案件三十五件,取得良好成效。
"""
#: Punctuation of Chinese typesetting for the half-width forms in which these tests are written.
FULL_WIDTH = {ord(half): ord(half) + 0xFEE0 for half in ",:;()!?"}


def read(head: str, body: str = BODY, name: str = "") -> Metadata:
    return parse_report(f"{head}\n{body}", name=name)[0]


# What stands above the body, and the metadata it must give; a title is always expected.
HEADS = [
    ("• 索 引 号:RW001-0705-2024-00033\n• 发布机构:榕湾市自然资源和规划局\n• 公文生成日期:2024-03-05\n"
     f"{TITLE}\n时间:2024-03-05 10:31",
     {"index_number": "RW001-0705-2024-00033", "org": BUREAU, "issued": "2024-03-05", "published": "2024-03-05"}),
    # Label and value cell by cell.
    (f"索引号\nRW001-2024-1\n发布机构\n榕湾市司法局\n成文日期\n2024-02-28\n发布日期\n2024-03-01\n{TITLE}",
     {"index_number": "RW001-2024-1", "org": "榕湾市司法局", "issued": "2024-02-28", "published": "2024-03-01"}),
    # All labels first, then all values.
    (f"索引号:\n发布机构:\n成文日期:\nRW001-2024-1\n榕湾市司法局\n2024-02-28\n{TITLE}",
     {"index_number": "RW001-2024-1", "org": "榕湾市司法局", "issued": "2024-02-28"}),
    # A row of labels over a row of values.
    (f"索引号 | 发布机构 | 成文日期\nRW001-2024-1 | 榕湾市司法局 | 2024-02-28\n{TITLE}",
     {"index_number": "RW001-2024-1", "org": "榕湾市司法局", "issued": "2024-02-28"}),
    # Rows of label | value.
    (f"索 引 号 | RW001/2024-48086 | 主题分类 | 综合政务 |\n发文字号 | 榕资规〔2024〕3号 | 制发机构 | |\n"
     f"有效性 | |||\n成文日期 | 2024-06-13 | 发布日期 | 2024-06-30 |\n标 题 | {TITLE} |",
     {"index_number": "RW001/2024-48086", "number": "榕资规〔2024〕3号", "issued": "2024-06-13",
      "published": "2024-06-30", "org": BUREAU}),
    # Labels without colon.
    (f"索引号 001008003/2024-204477 主题分类 综合类\n文号 榕资规〔2024〕12号 发布机构 榕湾市水务局\n"
     f"成文日期 2024-01-09 有效性\n{TITLE}",
     {"index_number": "001008003/2024-204477", "number": "榕资规〔2024〕12号", "org": "榕湾市水务局",
      "issued": "2024-01-09"}),
    (f"{TITLE}\n来源:榕湾市司法局 发布时间:2024-03-28 09:18",
     {"source": "榕湾市司法局", "published": "2024-03-28", "org": BUREAU}),
    # Without anything between fields.
    (f"{TITLE}\n来源:市司法局浏览次数:123发布时间:2024-03-28", {"source": "市司法局", "published": "2024-03-28"}),
    (f"{TITLE}\n文章来源:司法局 更新时间:2021/03/29 11:30:01", {"source": "司法局", "published": "2021-03-29"}),
    (f"{TITLE}\n信息来源:榕湾市人民政府办公室 发布时间:2015-12-22 12:07 【字体:大 中 小】",
     {"source": "榕湾市人民政府办公室", "published": "2015-12-22"}),
    # Spaces within dates, empty fields between.
    (f"{TITLE}\n发布日期: 2024- 03- 01 14: 58: 15 浏览次数: 来源: 榕湾市林业局\n字体:[ ]",
     {"published": "2024-03-01", "source": "榕湾市林业局"}),
    (f"【索引号】RW-2024-01\n【发布机构】榕湾市民政局\n【发布日期】2024年3月5日\n{TITLE}",
     {"index_number": "RW-2024-01", "org": "榕湾市民政局", "published": "2024-03-05"}),
    (f"{TITLE}\n日期:2024.03.05 作者:张三 点击数:88", {"published": "2024-03-05"}),
    (f"{TITLE}\n2024-03-05 10:31 来源:榕湾市气象局 【打印】【关闭】",
     {"published": "2024-03-05", "source": "榕湾市气象局"}),
    (f"{TITLE}\n2024年3月5日", {"published": "2024-03-05"}),
    (f"{TITLE}\n(2024年3月5日)", {"issued": "2024-03-05"}),
    (f"{TITLE}\n榕资规[2024]12号", {"number": "榕资规〔2024〕12号"}),
    (f"榕资规〔2024〕12号{' ' * 30}签发人:张三\n{TITLE}", {"number": "榕资规〔2024〕12号"}),
    (f"榕资规(2024) 12号\n{TITLE}", {"number": "榕资规〔2024〕12号"}),
    (f"文号:无\n索引号:\n发布机构:\n{TITLE}", {"number": None, "index_number": None, "org": BUREAU}),
    (f"发布单位:榕湾市统计局;发布时间:2024-03-05;浏览次数:7\n{TITLE}",
     {"org": "榕湾市统计局", "published": "2024-03-05"}),
    (f"公开责任部门:榕湾市审计局\n生成日期:2024-01-02\n公开日期:2024-01-08\n{TITLE}",
     {"org": "榕湾市审计局", "issued": "2024-01-02", "published": "2024-01-08"}),
    # 发布日期 tells more than 更新时间, wherever they stand.
    (f"{TITLE}\n更新时间:2024-09-09 发布日期:2024-03-05", {"published": "2024-03-05"}),
    (f"成文日期:二〇二四年三月五日\n{TITLE}", {"issued": "2024-03-05"}),
    (f"发文日期:20240305\n{TITLE}", {"issued": "2024-03-05"}),
    (f"成文日期:2024-02-30\n{TITLE}", {"issued": None}),
    (f"制定机关:榕湾市人民政府\t发文字号:榕政〔2024〕1号\n{TITLE}",
     {"org": "榕湾市人民政府", "number": "榕政〔2024〕1号"}),
    # What a page shows of itself is no metadata.
    (f"今天是:2019年10月31日 星期三 农历十月初七\n您所在的位置:政务公开 > 工作报告\n工作报告\n{TITLE}",
     {"published": None, "issued": None}),
    (f"榕湾市人民政府 2019年12月3日星期二\n无障碍 简体| 繁体\n{TITLE}\n分享到: 微信 微博",
     {"published": None, "org": BUREAU}),
    (f"归档时间:2023-06-15\n当前位置: 首页 > 公开领域 > 法治政府\n{TITLE}\n详细信息", {"published": None}),
    # A slogan and a summary read like sentences, and the report begins below them.
    (f"欢迎您访问榕湾市人民政府网站,您是第123位访客,请多提意见。\n{TITLE}\n发布时间:2024-03-05",
     {"published": "2024-03-05"}),
    (f"索引号:RW-2024-09\n内容概述:本报告总结了本局一年来的工作,涵盖各个方面。\n{TITLE}",
     {"index_number": "RW-2024-09"}),
    # Empty fields before the title do not take it for their value.
    (f"• 索引号:\n\n  610728/2024-001005\n• 主题分类:\n\n• 来源:\n\n• 发文机构:\n\n  县政府网站\n"
     f"• 有效性:\n\n• 内容概述:\n\n{TITLE}",
     {"index_number": "610728/2024-001005", "org": BUREAU}),
    # Cells between tabs; a stamp without label; a body named short.
    (f"索引号\tRW-2024-09\t文号\t榕资规〔2024〕6号\n发布机构\t榕湾市水务局\t公开日期\t2024-03-05\n{TITLE}",
     {"index_number": "RW-2024-09", "number": "榕资规〔2024〕6号", "org": "榕湾市水务局",
      "published": "2024-03-05"}),
    (f"{TITLE}\n原创 榕湾规划 2024-03-05 17:30 发表于闽海", {"published": "2024-03-05"}),
    (f"发布机构:市资源规划局\n{TITLE}", {"org": BUREAU}),
    # A place that only passes reports on has not written them.
    (f"{TITLE}\n来源:本站 发布机构:本站 时间:2024-03-05", {"org": BUREAU, "published": "2024-03-05"}),
]  # fmt: skip


@pytest.mark.parametrize("full_width", [False, True], ids=["half", "full"])
@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_head(head: str, expected: dict[str, str | None], full_width: bool) -> None:
    meta = read(head.translate(FULL_WIDTH) if full_width else head)
    assert meta.title == TITLE
    assert meta.year == 2023
    assert {key: getattr(meta, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("榕湾市自然资源和规划局\n2023年度法治政府建设情况报告", TITLE),
        ("榕湾市自然资源和规划局2023年度\n法治政府建设情况报告", TITLE),
        ("关于榕湾市2023年度法治政府建设工作\n情况的报告", "关于榕湾市2023年度法治政府建设工作情况的报告"),
        (f"{TITLE}\n(摘要)", f"{TITLE}(摘要)"),
        (f"{TITLE}(公开稿)", f"{TITLE}(公开稿)"),
        (f"# {TITLE}", TITLE),
        (f"**{TITLE}**", TITLE),
        (f"当前位置:首页 > {TITLE}\n{TITLE}\n时间:2024-03-05\n\n{TITLE}", TITLE),
        (f"工作报告\n法治政府建设年度报告\n{TITLE}", TITLE),
        ("榕湾市自然资源和规划局 2023年度 法治政府建设情况报告", TITLE),
        (f"{TITLE} 发布时间:2024-03-05", TITLE),
        ("中共榕湾市委办公室\n榕湾市人民政府办公室\n关于2023年法治建设工作的报告",
         "中共榕湾市委办公室榕湾市人民政府办公室关于2023年法治建设工作的报告"),
        (f"{TITLE}\n(2024年3月)", TITLE),
        ("法治榕湾建设的实践与思考", "法治榕湾建设的实践与思考"),
    ],
)  # fmt: skip
def test_title(head: str, title: str) -> None:
    assert read(head, name="other").title == title


@pytest.mark.parametrize(
    "head",
    [
        "",
        "首页\n政务公开",
        "中共榕湾市委、市人民政府:",
        "时间:2024-03-05",
        "(2024年3月5日在会议上)",
    ],
)
def test_without_title_the_file_name_is_one(head: str) -> None:
    meta = read(head, name="榕湾市水务局2022年法治政府建设情况报告")
    assert meta.title == "榕湾市水务局2022年法治政府建设情况报告"
    assert meta.org == "榕湾市水务局"
    assert meta.year == 2022


def test_title_in_the_line_of_the_body() -> None:
    line = f"{TITLE} 2023年,我局依法行政。 一、主要举措 持续发力。 二、下一步打算 继续努力。"
    assert read(line, body="").title == TITLE


def test_title_keeps_its_brackets() -> None:
    head = "榕湾市水务局2022年法治政府建设情况报告\uff08摘要\uff09"
    assert read(head).title == head


@pytest.mark.parametrize(
    ("title", "org"),
    [
        ("榕湾市自然资源和规划局2023年度法治政府建设情况报告", BUREAU),
        ("法治榕湾\uff5c榕湾市自然资源和规划局2023年度法治政府建设情况报告", BUREAU),
        ("2023年榕湾市水务局法治政府建设工作总结", "榕湾市水务局"),
        ("榕湾市市场监督管理局榕东分局2023年工作总结", "榕湾市市场监督管理局榕东分局"),
        ("榕湾市人民政府办公室关于2023年度依法行政工作情况的报告", "榕湾市人民政府办公室"),
        ("关于榕湾市2023年法治政府建设情况的报告", None),
        ("2020年榕东区法治政府建设情况报告", None),
        ("榕东镇2021年法治政府建设情况报告", None),
    ],
)
def test_body_named_in_the_title(title: str, org: str | None) -> None:
    assert read(title).org == org


@pytest.mark.parametrize("organ", ["来源:司法局", "文章来源:司法局"])
def test_the_source_stands_in_where_no_body_is_named(organ: str) -> None:
    assert read(f"2020年榕东区法治政府建设情况报告\n{organ}").org == "司法局"


@pytest.mark.parametrize(
    ("end", "org", "issued"),
    [
        ("榕湾市水务局\n2024年1月15日", "榕湾市水务局", "2024-01-15"),
        ("                榕湾市水务局\n\n                二〇二四年一月十五日", "榕湾市水务局", "2024-01-15"),
        ("榕湾市水务局 2024年1月15日", "榕湾市水务局", "2024-01-15"),
        ("榕湾市水务局2024年1月15日\n(此件主动公开)", "榕湾市水务局", "2024-01-15"),
        ("榕湾市水务局   榕湾市林业局\n2024年1月15日", "榕湾市水务局、榕湾市林业局", "2024-01-15"),
        ("榕湾市水务局\n榕湾市林业局\n2024年1月15日", "榕湾市水务局、榕湾市林业局", "2024-01-15"),
        ("榕 湾 市 水 务 局\n2024年1月15日\n附件:统计表.xls\n扫一扫在手机打开当前页", "榕湾市水务局", "2024-01-15"),
        ("2024年1月15日", None, "2024-01-15"),
    ],
)  # fmt: skip
def test_signature(end: str, org: str | None, issued: str) -> None:
    text = f"2023年法治政府建设情况报告\n{BODY}{end}\n"
    meta, _, passages = parse_report(text)
    assert (meta.org, meta.issued) == (org, issued)
    assert text[passages[-1].end - 5 : passages[-1].end] == "良好成效。"


@pytest.mark.parametrize(
    ("title", "opening", "published", "year"),
    [
        ("榕湾市2023年度法治政府建设情况报告", ["2022年,我局…"], None, 2023),
        ("榕湾市二〇二三年法治政府建设情况报告", [], None, 2023),
        ("榕湾市2023年工作总结和2024年工作计划", [], None, 2023),
        ("贯彻《实施纲要(2021—2025年)》情况报告", ["2022年,我市贯彻实施。"], None, 2022),
        ("2021—2025年规划实施情况报告", ["按照规划,2023年以来各项任务推进。"], None, 2023),
        ("法治政府建设情况报告", ["根据《方案(2021-2025年)》,2023年度工作如下。"], None, 2023),
        ("法治政府建设情况报告", ["一年来,我局依法行政。"], "2024-03-05", 2023),
        ("法治政府建设情况报告", ["到2025年,各项任务完成。"], None, None),
        ("法治政府建设情况报告", [], "2024-11-05", None),
        ("法治政府建设情况报告", [], None, None),
    ],
)
def test_year(title: str, opening: list[str], published: str | None, year: int | None) -> None:
    assert find_year(title, opening, published) == year


def test_fields_below_the_text_count_where_there_are_none_above() -> None:
    meta = read(TITLE, body=BODY + "\n信息来源:榕湾市司法局 发布时间:2024-03-05\n责任编辑:张三")
    assert (meta.source, meta.published) == ("榕湾市司法局", "2024-03-05")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-05 10:31", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("2024.03.05", "2024-03-05"),
        ("2024 年 3 月 5 日", "2024-03-05"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("\uff12\uff10\uff12\uff14年\uff13月\uff15日", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024年13月5日", None),
        ("2024年3月", None),
        ("无", None),
    ],
)
def test_dates(text: str, iso: str | None) -> None:
    assert read_date(text) == iso


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("榕资规〔2023〕127号", "榕资规〔2023〕127号"),
        ("榕资规【2023】 127 号", "榕资规〔2023〕127号"),
        ("榕政办函[2023]第7号", "榕政办函〔2023〕7号"),
        ("2023年第3号", "2023年第3号"),
        ("无〔〕号", None),
        ("", None),
    ],
)
def test_document_numbers(text: str, number: str | None) -> None:
    assert read_number(text) == number
