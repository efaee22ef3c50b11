"""Sections and passages of reports, from every way in which reports number themselves."""

# ruff: noqa: E501  (a row of a table stays in one line)

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.document import Document, Section
from kb.parsing.report import parse_report

FULL_WIDTH = {ord(half): ord(half) + 0xFEE0 for half in ",:;()!?"}
TITLE = "榕湾市水务局2023年度法治政府建设情况报告\n"


def document(text: str) -> Document:
    meta, sections, passages = parse_report(text)
    return Document("d", meta, text, sections, passages)


def outline(text: str) -> list[str]:
    """Titles of the sections, set in by their level."""
    return ["  " * (section.level - 1) + section.title for section in document(text).sections]


def passages(text: str) -> list[tuple[str, str]]:
    """Locator and text of the passages."""
    doc = document(text)
    return [(passage.locator, doc.text_of(passage)) for passage in doc.passages]


REPORT = """榕湾市水务局2023年度法治政府建设情况报告
来源:榕湾市水务局 时间:2024-02-01

2023年,我局依法治水,成效明显。现将有关情况报告如下:

一、主要举措和成效

(一)加强组织领导

1.坚持理论学习。局党组全年学习十二次。

2.健全工作机制。一是完善制度。修订制度三项。二是落实责任。签订责任书。

(二)规范行政执法。全年办案35件,办结33件。

二、存在的不足和下一步打算

执法力量不足,还需加强。

(一)加强培训;

(二)加强宣传。

附件下载

扫一扫在手机上查看当前页面
"""


@pytest.mark.parametrize("full_width", [False, True], ids=["half", "full"])
def test_a_report(full_width: bool) -> None:
    doc = document(REPORT.translate(FULL_WIDTH) if full_width else REPORT)
    part, lead = "一、主要举措和成效", "(一)加强组织领导"
    assert [(p.locator, p.breadcrumb, p.heading) for p in doc.passages] == [
        ("前言", (), ""),
        ("一、(一)1.", (part, lead), "坚持理论学习"),
        ("一、(一)2.一是", (part, lead, "2.健全工作机制"), "完善制度"),
        ("一、(一)2.二是", (part, lead, "2.健全工作机制"), "落实责任"),
        ("一、(二)", (part,), "规范行政执法"),
        ("二、", ("二、存在的不足和下一步打算",), ""),
        ("二、(一)", ("二、存在的不足和下一步打算",), ""),
        ("二、(二)", ("二、存在的不足和下一步打算",), ""),
    ]
    starts = [
        doc.text_of(p)[:5].translate({v: k for k, v in FULL_WIDTH.items()}) for p in doc.passages
    ]
    assert starts == [
        "2023年",
        "1.坚持理",
        "一是完善制",
        "二是落实责",
        "(二)规范",
        "执法力量不",
        "(一)加强",
        "(二)加强",
    ]
    assert [(s.title, s.level) for s in doc.sections] == [
        (part, 1), (lead, 2), ("1.坚持理论学习", 3), ("2.健全工作机制", 3), ("(二)规范行政执法", 2),
        ("二、存在的不足和下一步打算", 1),
    ]  # fmt: skip


# Text below the title, and the locators with the beginning of each passage.
PASSAGES = [
    # Text between a heading sentence and its points, and what only leads over to them.
    ("一、组织有力。2023年,我局成立领导小组。一是定制度。二是强考核。", ["一、:2023年", "一、一是:一是定", "一、二是:二是强"]),
    ("一、组织有力。其中,一是定制度。二是强考核。", ["一、一是:一是定", "一、二是:二是强"]),
    ("一、工作情况\n2023年受理案件五十件。其中,一是水事案件20件,二是河道案件30件。",
     ["一、:2023", "一、一是:一是水", "一、二是:二是河"]),
    # Chains that start again: in one paragraph, and in the next.
    ("一、情况\n一是甲;二是乙。在此基础上:一是丙;二是丁。",
     ["一、一是:一是甲", "一、二是:二是乙", "一、一是#2:一是丙", "一、二是#2:二是丁"]),
    ("一、情况\n做法有二:一是甲;二是乙。\n问题有二:一是丙;二是丁;三是戊。",
     ["一、一是:一是甲", "一、二是:二是乙", "一、第2段一是:一是丙", "一、第2段二是:二是丁", "一、第2段三是:三是戊"]),
    # A chain over several paragraphs, and a paragraph that belongs to a point.
    ("一、情况\n一是创新机制。建立制度。\n制度每季度检查一次。\n二是创新载体。开通热线。",
     ["一、一是:一是创", "一、一是第2段:制度每", "一、二是:二是创"]),
    # A point right behind its number, and one left alone by the end of the text.
    ("(一)一是加强学习。二是加强宣传。", ["(一)一是:一是加", "(一)二是:二是加"]),
    ("1.深化改革。一是梳理清单。根据清单", ["1.一是:一是梳"]),
    # A point forgotten, a point counted twice.
    ("一、情况\n一是甲。三是丙。三是丁。", ["一、一是:一是甲", "一、三是:三是丙", "一、三是#2:三是丁"]),
    # Other words that count.
    ("一、要求\n一要学习,二要实践。", ["一、一要:一要学", "一、二要:二要实"]),
    ("一、体会\n第一,领导重视。第二,制度健全。", ["一、第一:第一,", "一、第二:第二,"]),
    ("一、体会\n首先,领导重视。其次,制度健全。最后,群众参与。", ["一、首先:首先,", "一、其次:其次,", "一、最后:最后,"]),
    ("一、体会\n其一,领导重视。其二,制度健全。", ["一、其一:其一,", "一、其二:其二,"]),
    # 一要 within 一是 is part of it.
    ("一、情况\n一是学:一要勤,二要恒。二是做。", ["一、一是:一是学", "一、二是:二是做"]),
    # Numbers within a paragraph.
    ("一、问题\n主要有:(1)人员不足;(2)经费紧张。", ["一、(1):(1)人", "一、(2):(2)经"]),
    ("一、打算\n①抓队伍;②抓经费。", ["一、①:①抓队", "一、②:②抓经"]),
    ("一、打算。1.抓队伍。全员培训。2.抓经费。足额保障。", ["一、1.:1.抓", "一、2.:2.抓"]),
    # Not numbers: sayings, decimals, dates, references, wholes.
    ("一、情况\n坚持一是一、二是二,统一是非标准,这是第一要务。", ["一、:坚持一"]),
    ("一、情况\n占比1.78%,面积3.5亿元;12.4宪法日活动丰富。", ["一、:占比1"]),
    ("一、情况\n依照第三条第(一)项、第(二)项处理,一方面宣传,另一方面执法。", ["一、:依照第"]),
    ("一、情况\n3.5亿元投入到位,保障有力。", ["一、:3.5"]),
    ("一、情况\n12.4宪法日期间,开展宣传。", ["一、:12."]),
    ("一、情况\n2023.全年任务完成,总体平稳。", ["一、:202"]),
    ("一、情况\n一、二级河道巡查完成,整改到位。", ["一、:一、二"]),
    ("一、情况\n(一)(二)项所列情形已整改,机制已建立。", ["一、:(一)"]),
    ("一、情况\n第一章规定的职责已落实,情况良好。", ["一、:第一章"]),
    ("一、情况\n十一、国庆期间,加强值守,平安有序。", ["一、:十一、"]),
    ("一、情况\n五一、端午期间,加强值守,平安有序。", ["一、:五一、"]),
    ("一、情况\n3、4月份开展检查,整改到位。", ["一、:3、4"]),
    # What decides between a decimal and a number before digits.
    ("1、甲。做了。\n2、乙。做了。\n3、12345热线。受理百件。", ["1.:1、", "2.:2、", "3.:3、"]),
    ("一、情况\n3.1415是圆周率,3、200户受益,情况良好。", ["一、:3.1"]),
    # Numbers that run on inside of paragraphs, and those that have lost a bracket.
    ("一、情况\n(一)甲。1.学习十次。2.培训百人。\n(二)乙。3.办案五件。4.结案四件。",
     ["一、(一)1.:1.学", "一、(一)2.:2.培", "一、(二)3.:3.办", "一、(二)4.:4.结"]),
    ("一、问题\n1)人员不足;2)经费紧张;3)装备老旧。", ["一、(1):1)", "一、(2):2)", "一、(3):3)"]),
    ("一、问题\n第一、人员不足。\n第二、经费紧张。", ["一、第一:第一、", "一、第二:第二、"]),
    ("一、情况\n第一、第二产业平稳。第二、三产业增长。", ["一、:第一、"]),
    # A list that counts anew, and what names it; a heading that announces problems keeps them.
    ("1、甲。做了。\n2、乙。做了。\n存在不足:一是人少。二是钱少。\n2024年工作计划:\n1、丙。\n2、丁。",
     ["1.:1、甲", "2.:2、乙", "存在不足一是:一是", "存在不足二是:二是", "1.#2:1、丙", "2.#2:2、丁"]),
    ("(一)甲。做了。\n(二)乙。\n1.丙。做了。\n2.丁。做了。\n下一步,我局将做好以下工作:\n(一)戊。\n(二)己。",
     ["(一):(一)甲", "(二)1.:1.", "(二)2.:2.", "(一)#2:(一)戊", "(二)#2:(二)己"]),
    ("(一)甲。做了。\n(二)乙。做了。\n存在的主要问题是:人员不足;经费紧张。",
     ["(一):(一)甲", "(二):(二)乙", "存在的主要问题:存在的"]),
    ("一、甲。做了。\n二、存在问题和下步打算\n存在问题:人员不足。\n下一步打算:加强培训。",
     ["一、:一、甲", "二、:存在问题:", "二、第2段:下一步"]),
    ("一、甲\n存在问题:人员不足。\n二、乙\n做了。", ["一、:存在问题:", "二、:做了"]),
    # Several paragraphs under one heading, text above the first and the formula at the end.
    ("我局依法治水,成效明显。\n全年平安无事,秩序良好。\n一、情况\n甲工作已完成。\n乙工作已完成。\n特此报告。",
     ["前言:我局依", "前言第2段:全年平", "一、:甲工作", "一、第2段:乙工作", "结语:特此报"]),
    ("一、情况\n(一)抓学习。学习十次。\n参加百人。\n(二)抓执法。办案五件。",
     ["一、(一):(一)", "一、(一)第2段:参加百", "一、(二):(二)"]),
    # No numbers at all.
    ("我局依法治水,成效明显。\n全年平安无事。一是守堤。二是巡河。",
     ["第1段:我局依", "第2段:全年平", "第2段一是:一是守", "第2段二是:二是巡"]),
    # The line that addresses the readers goes with the paragraph it opens.
    ("中共榕湾市委、市人民政府:\n我局依法治水,成效明显。\n一、情况\n已完成。", ["前言:中共榕", "一、:已完成"]),
    # A number or heading with nothing below it is all there is to quote.
    ("一、打算\n1.抓学习\n2.抓执法\n二、建议\n增加编制。", ["一、1.:1.抓", "一、2.:2.抓", "二、:增加编"]),
    # Numbers typed twice.
    ("一、情况\n(一)甲项。已经完成。\n(二)乙项。已经完成。\n(二)丙项。已经完成。",
     ["一、(一):(一)", "一、(二):(二)", "一、(二)#2:(二)"]),
    # The last item of a list is no heading of what follows.
    (
        "一、情况\n(1)慰问;\n(2)帮扶。\n上述工作受到好评。",
        ["一、(1):(1)慰", "一、(2):(2)帮", "一、(2)第2段:上述工"],
    ),
    # A table of Markdown.
    (
        "一、情况\n| 项目 | 数量 |\n| --- | --- |\n| 处罚 | 35 |\n全部办结。",
        ["一、:项目", "一、第2段:全部办"],
    ),
    # Contents are no text; a part may have a name instead of a number.
    (
        "目录\n前言......1\n一、情况......2\n前言\n我局依法治水。\n一、情况\n已完成。",
        ["前言:我局依", "一、:已完成"],
    ),
    # The cells of a table, one a line.
    ("一、情况\n项目名称\n数量\n执法检查\n35\n行政处罚\n12\n行政强制\n0\n二、打算\n继续努力。", ["一、:项目名", "二、:继续努"]),
]  # fmt: skip


@pytest.mark.parametrize("full_width", [False, True], ids=["half", "full"])
@pytest.mark.parametrize(("body", "expected"), PASSAGES)
def test_passages(body: str, expected: list[str], full_width: bool) -> None:
    text = TITLE + body
    found = passages(text.translate(FULL_WIDTH) if full_width else text)
    half_width = {full: half for half, full in FULL_WIDTH.items()}
    starts = [expectation.split(":", 1) for expectation in expected]
    assert [locator for locator, _ in found] == [locator for locator, _ in starts]
    for (_, words), (_, start) in zip(found, starts, strict=True):
        assert words.translate(half_width).startswith(start)


OUTLINES = [
    ("一、甲\n(一)乙\n1.丙\n(1)丁\n①戊\n已完成。", ["一、甲", "  (一)乙", "    1.丙", "      (1)丁", "        ①戊"]),
    # Levels skipped here and not there.
    ("一、甲\n1.乙\n已完成。\n二、丙\n(一)丁\n1.戊\n已完成。", ["一、甲", "  1.乙", "二、丙", "  (一)丁", "    1.戊"]),
    # Numbers that run on across the sections above them.
    ("一、甲\n(一)乙\n1.丙。做了。\n2.丁。做了。\n(二)戊\n3.己。做了。",
     ["一、甲", "  (一)乙", "    1.丙", "    2.丁", "  (二)戊", "    3.己"]),
    # The other way round, as some reports have it.
    ("(一)甲\n一、乙。做了。\n二、丙。做了。\n(二)丁\n一、戊。做了。\n二、己。做了。",
     ["(一)甲", "  一、乙", "  二、丙", "(二)丁", "  一、戊", "  二、己"]),
    ("(1)甲\n1.乙。做了。\n2.丙。做了。\n(2)丁\n1.戊。做了。", ["(1)甲", "  1.乙", "  2.丙", "(2)丁", "  1.戊"]),
    ("第一部分 甲\n一、乙\n已完成。\n第二部分 丙\n已完成。", ["第一部分 甲", "  一、乙", "第二部分 丙"]),
    ("第一章 甲\n第一节 乙\n已完成。\n第二章 丙\n已完成。", ["第一章 甲", "  第一节 乙", "第二章 丙"]),
    # Markdown.
    ("## 一、甲\n### (一)乙\n已完成。\n## 二、丙\n已完成。", ["一、甲", "  (一)乙", "二、丙"]),
    ("## 主要做法\n**(一)甲。**做了。\n### 亮点\n已完成。\n## 存在问题\n还有不足。",
     ["主要做法", "  (一)甲", "  亮点", "存在问题"]),
    # Headings without number.
    ("主要工作\n强化组织领导,健全工作机制,制定年度要点,压实部门责任,落实任务。\n"
     "存在问题\n执法力量薄弱,信息化水平有待提高,普法形式不够丰富,需要改进。", ["主要工作", "存在问题"]),
    # Typing mistakes.
    ("一 、甲\n(一 )乙\n1 .丙\n已完成。\n二.丁\n已完成。", ["一、甲", "  (一)乙", "    1.丙", "二、丁"]),
    ("一、甲\n\t\u00a0(一)\u00a0乙\n\uff11\uff0e丙\n\uff12\u3001丁。\n已完成。", ["一、甲", "  (一)乙", "    1.丙", "    2.丁"]),
    ("一、甲\n(一\uff09乙\n一)丙\n2)丁\n已完成。", ["一、甲", "  (一)乙", "  (一)丙", "    (2)丁"]),
    ("一、甲\n已完成。\n三、乙\n已完成。\n三、丙\n已完成。", ["一、甲", "三、乙", "三、丙"]),
    ("l.甲。做了。\n2.乙。做了。", ["1.甲", "2.乙"]),
    ("㈠甲\n⒈乙\n⑴丙\n已完成。\n㈡丁\n已完成。", ["(一)甲", "  1.乙", "    (1)丙", "(二)丁"]),
    ("一、\n甲\n(一)\n乙\n已完成。", ["一、甲", "  (一)乙"]),
    # The kind of heading a sentence can hold, and what is none.
    ("一、主要做法:我局开展了一系列工作,成效明显。", ["一、主要做法"]),
    ("一、甲。做了。\n二、领导履行职责、推进本市的法治政府建设取得新的更大成效的有关情况:带头述法,研究工作四次。", ["一、甲", "二、领导履行职责、推进本市的法治政府建设取得新的更大成效的有关情况"]),
    ("一、强化领导 压实责任。全年开会三次。", ["一、强化领导压实责任"]),
    ("一、主要职责  负责全市水务管理工作,成效明显。全年无事故。", ["一、主要职责"]),
    ("一、2023年,我局办案35件。无一败诉。", []),
    ("一、二〇二三年工作\n已完成。\n二、三年行动\n已完成。", ["一、二〇二三年工作", "二、三年行动"]),
    ("1.2023年工作。已完成。\n2.2024年计划。已拟定。", ["1.2023年工作", "2.2024年计划"]),
    ("十、甲\n已完成。\n十一、乙\n已完成。", ["十、甲", "十一、乙"]),
    ("前言\n我局依法治水。\n一、甲\n已完成。\n结语\n再出发。", ["前言", "一、甲", "结语"]),
    # Headings as papers for telephones have them.
    ("【强化领导】\n全年开会三次。\n【严格执法】\n一是办案。办结三件。二是回访。\n【存在问题】\n人员不足。",
     ["强化领导", "严格执法", "存在问题"]),
    # What counts behind a comma is no heading.
    ("1.力量不足,82个所仅有23名法制员。原因有二。\n2.规范程序、严格执法。全年无败诉。", ["2.规范程序、严格执法"]),
    ("1.力量不足.\n2.经费不足.", []),
    # What is attached numbers itself anew.
    ("一、甲\n已完成。\n附件1\n一、乙\n" + "执法情况良好,装备齐全。" * 3, ["一、甲", "附件1", "  一、乙"]),
]  # fmt: skip


@pytest.mark.parametrize("full_width", [False, True], ids=["half", "full"])
@pytest.mark.parametrize(("body", "expected"), OUTLINES)
def test_outline(body: str, expected: list[str], full_width: bool) -> None:
    text = TITLE + body
    assert outline(text.translate(FULL_WIDTH) if full_width else text) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "2023年度主要负责人履行职责,加强法治建设的有关情况",
        "2024年,我局推进法治政府建设的主要安排",
        "2023年，本县存在的不足和原因",
    ],
)
def test_a_line_that_announces_a_part_is_a_heading_in_spite_of_its_comma(heading: str) -> None:
    text = f"{TITLE}一、甲\n做了。\n二、{heading}\n带头述法,研究工作四次。\n"
    assert outline(text)[1:] == [f"二、{heading}"]


def test_all_in_one_line() -> None:
    text = (
        "榕湾市水务局2022年度法治政府建设情况报告 2022年,我局依法治水。 一、举措 (一)加强领导 "
        "1.坚持学习。一是学原文。印发材料。二是学案例。剖析三件。2.落实责任。签责任书。"
        "(二)规范执法。办案五件。 二、打算 继续努力,再创佳绩。"
    )
    assert [locator for locator, _ in passages(text)] == [
        "前言", "一、(一)1.一是", "一、(一)1.二是", "一、(一)2.", "一、(二)", "二、",
    ]  # fmt: skip
    assert document(text).meta.title == "榕湾市水务局2022年度法治政府建设情况报告"


def test_all_in_one_line_with_its_fields() -> None:
    text = (
        TITLE.strip()
        + " 发布时间:2024-03-05 10:31 来源:榕湾市水务局 浏览次数:1,024 我局依法治水,成效明显。 一、打算 继续努力。 二、建议 增加编制。"
    )
    assert [locator for locator, _ in passages(text)] == ["前言", "一、", "二、"]
    assert document(text).meta.published == "2024-03-05"


def test_sections_span_what_is_under_them() -> None:
    doc = document(REPORT)
    inside = {s.title: doc.text_of(s) for s in doc.sections}
    assert inside["2.健全工作机制"].endswith("签订责任书。")
    assert inside["(一)加强组织领导"].endswith("签订责任书。")
    assert inside["一、主要举措和成效"].endswith("办结33件。")
    assert all(text.startswith(title[:2]) for title, text in inside.items())


# --- What holds for every text ---------------------------------------------------------------

_PIECES = st.sampled_from(
    [
        "索引号:RW-1", "来源:榕湾市水务局 时间:2024-03-05", "榕湾市水务局2023年法治政府建设情况报告", "首页 > 正文",
        "中共榕湾市委:", "2023年,我局依法治水,成效明显。", "一、", "二、打算", "(一)", "（二）执法", "1.学习。", "2、", "１．",
        "(1)甲;", "①", "一是", "二是做。", "第一,", "第二部分", "第三章 总则", "附件1", "附件下载", "打印", "\n", "\n\n", "  ",
        "\u3000", "\t", "。", ",", "# ", "## ", "**", "- 1 -", "0", "3.5亿元", "榕湾市水务局", "2024年3月5日", "特此报告。",
        "\ufeff", "\u200b", "\x0b", "\u2028", "|",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(), st.lists(_PIECES, max_size=40).map("".join), st.lists(_PIECES).map("\n".join)
)


@given(_TEXTS, st.integers(0, 9), st.text(max_size=9))
@example("一、\n\n", 0, "")
@example("**", 0, "")
def test_passages_and_what_lies_between_give_the_text_back(
    text: str, start: int, name: str
) -> None:
    start = min(start, len(text))
    meta, sections, found = parse_report(text, start=start, name=name)
    doc = Document("d", meta, text, sections, found)
    assert "".join(piece for _, piece in doc.pieces()) == text
    at = start
    for passage in found:
        assert at <= passage.start < passage.end <= len(text)
        assert doc.text_of(passage) == doc.text_of(passage).strip()
        at = passage.end
    locators = [passage.locator for passage in found]
    assert all(locators) and len(set(locators)) == len(locators)
    _assert_tree(sections, len(text))
    titles = {section.title for section in sections}
    assert all(title in titles for passage in found for title in passage.breadcrumb)


def _assert_tree(sections: tuple[Section, ...], length: int) -> None:
    """Sections follow their parents and lie within them."""
    above: list[Section] = []
    for section in sections:
        above = above[: section.level - 1]
        assert len(above) == section.level - 1
        assert 0 <= section.start <= section.end <= length
        if above:
            assert above[-1].start <= section.start and section.end <= above[-1].end
        above.append(section)
