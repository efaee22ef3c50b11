"""What headings announce, and what sentences say of themselves."""

from __future__ import annotations

import pytest

from kb.measures import stages
from kb.measures.model import Stage

DONE, LACKING, PLANNED = Stage

# A heading in a report on 2022, and what it announces.
ANNOUNCED: list[tuple[str, set[Stage]]] = [
    ("2022年度推进法治政府建设的主要举措和成效", {DONE}),
    ("主要做法", {DONE}),
    ("工作开展情况", {DONE}),
    ("党政主要负责人履行推进法治建设第一责任人职责的有关情况", {DONE}),
    ("存在的不足", {LACKING}),
    ("存在的主要问题和困难", {LACKING}),
    ("2022年推进法治政府建设存在的不足和原因", {LACKING}),
    ("问题与不足", {LACKING}),
    ("工作中存在的薄弱环节", {LACKING}),
    ("下一步工作打算", {PLANNED}),
    ("2023年重点工作安排", {PLANNED}),
    ("2023年思路", {PLANNED}),
    ("下一年度推进法治政府建设的主要安排", {PLANNED}),
    ("今后努力方向", {PLANNED}),
    ("明年工作重点", {PLANNED}),
    ("意见建议", {PLANNED}),
    # Several at once.
    ("存在的不足和2023年主要工作", {LACKING, PLANNED}),
    ("存在问题及下步打算", {LACKING, PLANNED}),
    ("问题与打算", {LACKING, PLANNED}),
    ("存在的问题及改进措施", {LACKING, PLANNED}),
    ("主要成效、存在问题", {DONE, LACKING}),
    ("2022年工作总结及2023年工作计划", {DONE, PLANNED}),
    # The words in another meaning.
    ("整治突出问题", set()),
    ("深化“两违”问题整治", set()),
    ("餐饮油烟和噪声问题得到缓解", set()),
    ("坚持问题导向", set()),
    ("着力解决存在的突出问题", set()),
    ("落实立法计划", set()),
    ("制定年度工作计划", set()),
    ("科学安排部署,夯实法治根基", set()),
    ("提升成效", set()),
    ("实施《2023年行动计划》", set()),
    ("落实2021年—2025年规划", set()),
    ("加强组织领导", set()),
]

# A point below a heading of shortcomings and plans.
POINTS = [
    ("执法力量不足。", LACKING),
    ("普法形式较为单一,覆盖面有待扩大。", LACKING),
    ("加强普法力度不够。", LACKING),
    ("个别干部对规定理解不深。明年,将开展轮训。", LACKING),
    ("加强业务培训。全年培训不少于4次。", PLANNED),
    ("补齐应诉短板。建立通报制度。", PLANNED),
    ("着力解决执法力量不足问题。", PLANNED),
    ("下一步,将推动执法力量薄弱的问题得到解决。", PLANNED),
    ("垃圾分类准确率为79%。", None),
]

# A paragraph where no heading says anything, in a report on 2022.
PARAGRAPHS = [
    ("目前还存在执法力量不足、普法形式单一等问题。", LACKING),
    ("虽然取得一定成绩,但与群众期盼相比仍有差距。", LACKING),
    ("下一步,我局将加强执法培训。", PLANNED),
    ("2023年,我局将继续规范执法。", PLANNED),
    ("我局将继续开展执法培训。", PLANNED),
    # Much that was done and a word of what is next, or what was wanting and is mended.
    ("全年培训执法人员320人次,考试合格率为98.6%,人均学时达到40个。下一步,将继续培训。", None),
    ("同时有效解决群众反映的突出问题38个。", None),
    ("检查发现存在问题12个,已全部整改到位。", None),
    ("我局将学习宪法作为必修课,全年学习12次。", None),
    ("全年办理行政许可112件。", None),
    # Both: what is lacking has to take its share.
    ("工作虽有进步,但仍有差距。2023年,我局将加强执法培训,规范案卷制作,开展专项整治。", PLANNED),
    ("还存在执法力量不足、案卷质量不高的问题。2023年,我局将改进。", LACKING),
]

LEADS = [
    ("2023年,我局将抓好以下工作:", PLANNED),
    ("针对上述问题,下一步将从以下方面改进:", PLANNED),
    ("成绩来之不易,仍需正视以下问题:", LACKING),
    ("但还存在一些不足:", LACKING),
    ("围绕群众反映的突出问题,采取以下措施:", None),
    ("将执法监督纳入重点工作,主要做法如下:", None),
    ("目前还存在一些不足。", None),
]


@pytest.mark.parametrize(("heading", "stage"), ANNOUNCED)
def test_what_a_heading_announces(heading: str, stage: set[Stage]) -> None:
    assert stages.announced(heading, 2022) == stage


@pytest.mark.parametrize("heading", ["主要措施", "2022年主要工作", "重点工作"])
def test_measures_behind_shortcomings_are_plans(heading: str) -> None:
    assert stages.announced(heading, 2022) == {DONE}
    assert stages.announced(heading, 2022, after_lacking=True) == {PLANNED}


@pytest.mark.parametrize(
    ("headings", "stage"),
    [
        (["主要举措和成效", "加强领导"], {DONE}),
        (["主要举措和成效", "存在的不足"], {LACKING}),
        (["存在的不足和2023年主要工作", "存在的不足"], {LACKING}),
        (["2023年工作打算", "总结经验做法"], {PLANNED}),
        (["主要成效和存在问题", "主要成效"], {DONE}),
        ([], set()),
    ],
)
def test_the_innermost_heading_wins(headings: list[str], stage: set[Stage]) -> None:
    assert stages.announced_by(headings, 2022) == stage


@pytest.mark.parametrize(("words", "stage"), POINTS)
def test_points(words: str, stage: Stage | None) -> None:
    assert stages.point_tells(words, 2022) is stage


@pytest.mark.parametrize(("words", "stage"), PARAGRAPHS)
def test_paragraphs(words: str, stage: Stage | None) -> None:
    assert stages.told_by(words, frozenset(), 2022) is stage


@pytest.mark.parametrize(("words", "stage"), LEADS)
def test_sentences_that_lead_over(words: str, stage: Stage | None) -> None:
    assert stages.lead_names(words, 2022) is stage


@pytest.mark.parametrize(
    ("words", "year"),
    [("2023年主要工作", 2023), ("到2025年建成", None), ("2021—2025年规划", None), ("明年", None)],
)
def test_year_named(words: str, year: int | None) -> None:
    assert stages.year_named(words, 2022) == year
