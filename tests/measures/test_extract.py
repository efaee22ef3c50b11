"""What in a report is a measure, its stage, year and name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.document import Document, Genre
from kb.measures.extract import measures_in
from kb.measures.model import Stage
from kb.measures.themes import themes
from kb.parsing import parse
from kb.parsing.report import parse_report
from kb.reading import Reading, read
from tests.measures.gold import GOLD, SAMPLES, UNSEEN, expected

DONE, LACKING, PLANNED = Stage

LEAST = 0.95
#: What most of the reports here stand under.
TITLE = "榕湾市档案局2022年法治政府建设情况报告"
OPENING = "2022年,我局认真落实法治政府建设要求。现将有关情况报告如下:"


def report(*lines: str, title: str = TITLE) -> Document:
    return parse(written(title, *lines), genre=Genre.REPORT)


def written(*lines: str) -> Reading:
    return Reading("\n".join(lines), "utf-8")


def told(document: Document) -> list[tuple[str, Stage, int | None]]:
    return [(one.locator, one.stage, one.year) for one in measures_in(document)]


# -- reports read by hand ----------------------------------------------------------------


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_stages_of_a_report_read_by_hand(path: Path) -> None:
    wanted = {locator: stage for locator, _, stage in expected(GOLD[path])}
    found = {one.locator: one.stage for one in measures_in(parse(read(path), path=path.name))}
    assert list(found) == list(wanted)
    right = sum(found[locator] is stage for locator, stage in wanted.items())
    assert right / len(wanted) >= LEAST


@pytest.mark.parametrize(
    "path", sorted([*UNSEEN.iterdir(), *SAMPLES.iterdir()]), ids=lambda path: path.stem
)
def test_every_report_here(path: Path) -> None:
    document = parse(read(path), path=path.name)
    found = measures_in(document)
    year = document.meta.year or 0
    assert all(one.year == year + (one.stage is PLANNED) for one in found)
    stages = [one.stage for one in found]
    # All tell first what was done, and have something left to do.
    assert stages[0] is DONE
    assert stages[-1] is not DONE
    assert not any(document.text[one.start : one.end].startswith("现将") for one in found)


# -- what is a measure -------------------------------------------------------------------


def test_foreword_leads_and_closing_are_none() -> None:
    document = report(
        "市委依法治市办:",
        OPENING,
        "一、主要举措",
        "(一)加强领导",
        "成立领导小组,主要做法如下:",
        "1.会议研究。全年研究法治工作4次。",
        "2.现场述法。开展述法1次。",
        "二、存在的不足",
        "对照要求,仍有几个方面需要改进。",
        "一是普法形式单一。二是执法力量不足。",
        "三、其他事项",
        "无。",
        "特此报告。",
        "榕湾市档案局",
        "2023年1月5日",
    )
    assert [one.locator for one in measures_in(document)] == [
        "一、(一)1.",
        "一、(一)2.",
        "二、一是",
        "二、二是",
    ]


def test_what_tells_something_before_it_leads_over_is_one() -> None:
    document = report(
        OPENING,
        "一、存在的不足和2023年主要工作",
        "一是执法力量不足;",
        "二是应对案件增加的准备还不充分。2023年,我局将抓好以下工作:",
        "(一)加强培训。全年培训不少于4次。",
        "(二)规范文书。修订文书12种。",
    )
    assert told(document) == [
        ("一、一是", LACKING, 2022),
        ("一、二是", LACKING, 2022),
        ("一、(一)", PLANNED, 2023),
        ("一、(二)", PLANNED, 2023),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [OPENING, "特此报告。"],
        ["在市委的坚强领导下,我局深入推进依法治档。", "榕湾市档案局", "2023年1月5日"],
    ],
    ids=["formulas", "signature"],
)
def test_a_report_without_headings(lines: list[str]) -> None:
    told_between = [
        "我局党组召开会议5次研究法治工作,集中学习档案法。",
        "全年开展执法检查3次,发现问题12个,均已整改。",
        "目前还存在执法力量不足、普法形式单一的问题。",
        "下一步,我局将加强执法队伍建设,创新普法形式。",
    ]
    document = report(lines[0], *told_between, *lines[1:])
    assert [document.text[one.start : one.end] for one in measures_in(document)] == told_between
    assert [one.stage for one in measures_in(document)] == [DONE, DONE, LACKING, PLANNED]
    assert [one.theme for one in measures_in(document)] == [
        "党的领导",
        "行政执法",
        "队伍建设",
        "队伍建设",
    ]


def test_a_report_of_one_paragraph() -> None:
    words = "全年开展执法检查3次,办结案件12件。组织培训4次,参加人员达到320人次。"
    assert [one.stage for one in measures_in(report(words))] == [DONE]


def test_laws_have_none() -> None:
    articles = [f"第{n}条 个人应当保护耕地。" for n in "一二三"]
    law = parse(written("榕湾市耕地保护条例", *articles), genre=Genre.LAW)
    assert measures_in(law) == []


# -- stage and year ----------------------------------------------------------------------


def test_parts_that_say_nothing_of_their_stage() -> None:
    document = report(
        OPENING,
        "一、提高站位,强化责任担当",
        "我局将学习宪法作为首要任务,全年学习12次。",
        "二、聚焦问题,规范档案执法",
        "围绕群众反映的突出问题,采取以下措施:",
        "1.专项整治。有效解决群众反映的突出问题38个。",
        "2.整改不规范问题。检查中发现存在问题12个,已全部整改到位。",
        "三、广泛普法,营造氛围",
        "走进社区、学校、企业开展宣传4场,发放手册3000份。下一步,将继续走进社区。",
        "2023年,我局将优化政务服务,压减办理时限。",
    )
    found = measures_in(document)
    assert [one.stage for one in found] == [DONE, DONE, DONE, DONE, PLANNED]
    # The last paragraph has left the subject of its part.
    assert [one.theme for one in found[-2:]] == ["普法宣传", "政府职能"]


def test_words_of_plans_in_headings_of_what_was_done_and_the_other_way_round() -> None:
    document = report(
        OPENING,
        "一、2022年度主要举措和成效",
        "(一)整治突出问题",
        "全年整治违建26处,拆除面积1.3万平方米。",
        "(二)落实立法计划",
        "完成年度立法计划项目2件,制定规范性文件4件。",
        "二、2023年工作打算",
        "(一)提升成效",
        "对标指标体系,补齐短板弱项。",
        "(二)解决突出问题",
        "着力解决执法力量不足问题,招录执法人员12名。",
    )
    assert [one.stage for one in measures_in(document)] == [DONE, DONE, PLANNED, PLANNED]


def test_a_list_behind_a_list_is_what_the_sentence_between_says() -> None:
    document = report(
        OPENING,
        "一、主要做法",
        "全年检查3次,发现隐患12处。",
        "二、问题和不足",
        "1.监督力度有待加强;",
        "2.办案力量与案件增长不相适应。",
        "针对上述问题,下一步将重点做好以下工作:",
        "1.加强监督,开展检查3次。",
        "2.充实力量,提升办案质量。",
    )
    stages = [one.stage for one in measures_in(document)]
    assert stages == [DONE, LACKING, LACKING, PLANNED, PLANNED]


def test_a_heading_ends_what_a_sentence_led_over_to() -> None:
    document = report(
        OPENING,
        "一、存在的不足和2023年主要工作",
        "对照要求,我局还存在以下不足:",
        "一是培训覆盖面为79%;二是装备更新进度为60%。",
        "(一)2023年主要工作",
        "1.业务培训。覆盖面达到95%。",
        "2.装备更新。进度达到90%。",
    )
    stages = [one.stage for one in measures_in(document)]
    assert stages == [LACKING, LACKING, PLANNED, PLANNED]


@pytest.mark.parametrize(
    ("heading", "words", "year"),
    [
        ("2024年工作打算", "加强培训。", 2024),
        ("明年工作打算", "加强培训。", 2023),
        ("下一步打算", "2024年,我局将加强培训。", 2024),
        ("下一步打算", "到2025年,培训实现全覆盖。", 2023),
        ("下一步打算", "落实《法治建设实施方案(2021—2025年)》。", 2023),
    ],
)
def test_the_year_of_a_plan(heading: str, words: str, year: int) -> None:
    document = report(OPENING, "一、主要做法", "全年培训4次。", f"二、{heading}", words)
    assert told(document)[-1] == ("二、", PLANNED, year)


def test_no_year_in_a_report_without_one() -> None:
    lines = ["一、主要做法", "全年培训4次。", "二、下一步打算", "加强执法培训。"]
    document = report("现报告如下:", *lines, title="榕湾市档案局法治政府建设情况报告")
    assert [year for _, _, year in told(document)] == [None, None]


# -- name --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        # Its own heading; the heading that it is the first text of.
        (["(一)加强领导。全年研究法治工作4次。"], "加强领导"),
        (["(一)加强领导", "全年研究法治工作4次。"], "加强领导"),
        # What it begins with: without number, time and subject, whole, at a pause.
        (["1.全年研究法治工作4次,现场督办3次。", "2.其他。"], "全年研究法治工作4次"),
        (["2022年,我局研究法治工作4次,现场督办3次。"], "我局研究法治工作4次"),
        (["今年以来,推行承诺制,压减时限50%。"], "推行承诺制,压减时限50%"),
        (
            ["组织召开法治建设专题会、执法质量分析会、案卷评查通报会和述法评议会共12次。"],
            "组织召开法治建设专题会、执法质量分析会…",
        ),
        (
            ["深入宣传贯彻实施新修订的《榕湾市档案管理和开放利用条例》。"],
            "深入宣传贯彻实施新修订的…",
        ),
    ],
)
def test_name(lines: list[str], name: str) -> None:
    document = report(OPENING, "一、主要举措和成效", *lines)
    assert measures_in(document)[0].name == name


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("工作取得成效,但还存在一些不足,如普法力度还需加强;执法力量薄弱。", "普法力度还需加强"),
        ("对照要求,还存在执法办法不多、审查力量薄弱等问题。", "执法办法不多、审查力量薄弱等问题"),
        ("第一,违建存量仍然较大,处置难度较高。第二,能力不强。", "违建存量仍然较大"),
    ],
)
def test_the_name_of_a_shortcoming_tells_it(words: str, name: str) -> None:
    document = report(OPENING, "一、主要做法", "全年培训4次。", "二、存在的不足", words)
    assert measures_in(document)[1].name == name


# -- reports of the outside --------------------------------------------------------------

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
shared = pytest.mark.skipif(not REPORTS.is_dir(), reason="no ../shared/reports on this machine")


@shared
def test_a_real_report_whose_last_part_tells_shortcomings_and_plans() -> None:
    path = REPORTS / "泉州市自然资源和规划局2023年度法治政府建设情况报告.txt"
    found = measures_in(parse(read(path), path=path.name))
    last = [(one.locator, one.stage, one.year) for one in found if one.locator.startswith("二、")]
    assert last == [
        ("二、", LACKING, 2023),
        *((f"二、({n})", PLANNED, 2024) for n in "一二三四五"),
    ]
    first = [one for one in found if one.locator.startswith("一、")]
    assert {(one.stage, one.year) for one in first} == {(DONE, 2023)}
    assert len(found) == len(first) + len(last)


#: Themes of the parts of a real report: how many measures of each of its numbered paragraphs.
SHARED_THEMES = [
    ("泉州市自然资源和规划局2023年度法治政府建设情况报告", "一、(二)1.", ["政府职能"] * 3),
    ("泉州市自然资源和规划局2023年度法治政府建设情况报告", "一、(二)3.", ["突发事件应对"] * 3),
    ("泉州市自然资源和规划局2023年度法治政府建设情况报告", "一、(二)4.", ["数字政府"] * 4),
    ("泉州市自然资源和规划局2023年度法治政府建设情况报告", "一、(五)1.", ["行政决策"] * 2),
    ("泉州市自然资源和规划局2023年度法治政府建设情况报告", "一、(五)2.", ["政务公开"] * 2),
    ("泉州市自然资源和规划局2023年度法治政府建设情况报告", "一、(六)", ["矛盾化解", "普法宣传"]),
    ("静海区2020年法治政府建设情况报告", "一、", ["党的领导", "党的领导", "政府职能"]),
    ("武定县人民政府办公室2022年法治政府建设工作情况报告", "一、", ["党的领导"] * 2),
    ("南昌县2019年法治政府建设情况报告", "一、", ["政府职能"] * 3),
]


@shared
@pytest.mark.parametrize(("name", "under", "expected_themes"), SHARED_THEMES)
def test_themes_of_real_reports(name: str, under: str, expected_themes: list[str]) -> None:
    found = measures_in(parse(read(REPORTS / f"{name}.txt"), path=f"{name}.txt"))
    assert [one.theme for one in found if one.locator.startswith(under)] == expected_themes


# -- any text ----------------------------------------------------------------------------

TOKENS = [
    *"\n\n\n。。,,::;、 \u3000*#|\uff1a\uff0c",
    "一、", "二、", "三、", "(一)", "(二)", "1.", "2.", "一是", "二是", "第一,", "第二,", "①",
    "前言", "结语", "特此报告。", "现将情况报告如下:", "市委依法治市办:", "榕湾市档案局",
    "2023年1月5日", "主要举措和成效", "存在的不足", "存在的不足和2023年主要工作", "下一步打算",
    "2023年", "我局将", "还存在以下不足:", "抓好以下工作:", "加强执法培训", "全年检查3次",
    "《条例》", "《", "“", "(",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TOKENS) | st.text(max_size=4), max_size=60), st.booleans())
def test_any_text(tokens: list[str], titled: bool) -> None:
    text = (TITLE + "\n" if titled else "") + "".join(tokens)
    meta, sections, passages = parse_report(text)
    document = Document("", meta, text, sections, passages)
    spans = {(p.start, p.end): p.locator for p in passages}
    found = measures_in(document)
    assert [one.start for one in found] == sorted({one.start for one in found})
    for one in found:
        assert spans[one.start, one.end] == one.locator
        assert one.name.strip()
        assert one.theme in themes()
        assert (one.year is None) == (meta.year is None)
