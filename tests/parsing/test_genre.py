"""Which parser a text goes to: law or report, by its articles and its title."""

# ruff: noqa: E501  (a row of a table stays in one line)

import pytest

from kb.document import Genre
from kb.parsing import detect_genre, parse
from kb.reading import Reading

ARTICLES = "第一条 甲。\n第二条 乙。\n第三条 丙。\n"
UNITS = (
    "各县(市、区)水务局:\n为做好工作,现就有关事项通知如下。\n一、甲\n已完成。\n二、乙\n已完成。\n"
)
QUOTED = "第四十四条 甲。\n第四十五条 乙。\n第七十七条 丙。\n"


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("榕湾市水务局2023年度法治政府建设情况报告", Genre.REPORT),
        ("榕湾市水务局2023年工作总结", Genre.REPORT),
        ("榕湾市2024年法治政府建设工作要点", Genre.REPORT),
        ("榕湾市2024年度普法工作计划", Genre.REPORT),
        ("榕湾市水务局关于报送2023年法治政府建设情况的函", Genre.REPORT),
        ("榕湾市水务局关于贯彻《榕湾市节水条例》情况的报告", Genre.REPORT),
        ("榕湾市水务局关于规范行政执法的通知", Genre.LAW),
        ("榕湾市人民政府关于印发榕湾市节水办法的通知(榕政〔2023〕4号)", Genre.LAW),
        ("榕湾市人民政府关于印发节水办法的通知", Genre.LAW),
        ("榕湾市数字水务建设实施方案", Genre.LAW),
        ("榕湾市人民政府关于加强节水工作的实施意见", Genre.LAW),
        ("榕湾市水行政处罚裁量基准(试行)", Genre.LAW),
        ("榕湾市法治政府建设规划(2021-2025年)", Genre.LAW),
    ],
)
@pytest.mark.parametrize("above", ["", "首页 > 政务公开 > 政策文件\n索引号:RW-1\n"])
def test_numbered_units_are_told_by_the_title(title: str, genre: Genre, above: str) -> None:
    assert detect_genre(f"{above}{title}\n{UNITS}") is genre


@pytest.mark.parametrize(
    ("body", "genre"),
    [
        ("榕湾市节水办法\n" + ARTICLES, Genre.LAW),
        ("首页 > 公开\n政府工作报告\n榕湾市节水办法\n" + ARTICLES, Genre.LAW),
        ("榕湾市节水办法\n" + ARTICLES.replace("条", " 条"), Genre.LAW),
        (QUOTED, Genre.LAW),
        ("榕湾市水务局2023年工作报告\n一、甲\n依照:\n" + QUOTED, Genre.REPORT),
        ("榕湾市水务局2023年工作报告\n一、甲\n" + "已完成各项任务。" * 30 + "\n附件\n" + ARTICLES, Genre.REPORT),
    ],
)  # fmt: skip
def test_articles_make_a_law_unless_a_report_quotes_them(body: str, genre: Genre) -> None:
    assert detect_genre(body) is genre


def test_a_paper_that_binds_is_read_with_its_page() -> None:
    text = (
        "索引号:RW00-2023-7\n发布机构:榕湾市水务局\n成文日期:2023-06-12\n发布日期:2023-06-15\n"
        "榕湾市水务局关于规范行政执法的通知\n榕水〔2023〕7号\n各县(市、区)水务局:\n"
        "为规范行政执法,现就有关事项通知如下:\n一、明确范围\n(一)行政处罚;\n(二)行政许可。\n"
        "二、落实责任\n违反规定的,追究责任。\n本通知自2023年7月1日起施行。\n榕湾市水务局\n2023年6月12日\n"
        "(此件主动公开)\n附件下载\n1.目录.doc\n扫一扫在手机上查看当前页面\n"
    )
    doc = parse(Reading(text, "utf-8"))
    assert (doc.meta.genre, doc.meta.kind) == (Genre.LAW, "规范性文件")
    assert (doc.meta.org, doc.meta.number) == ("榕湾市水务局", "榕水〔2023〕7号")
    assert (doc.meta.index_number, doc.meta.year) == ("RW00-2023-7", 2023)
    assert (doc.meta.issued, doc.meta.published, doc.meta.effective) == (
        "2023-06-12", "2023-06-15", "2023-07-01",
    )  # fmt: skip
    assert [p.locator for p in doc.passages] == [
        "前言",
        "一、(一)",
        "一、(二)",
        "二、",
        "二、第2段",
    ]
