"""What is a figure, what it counts, and which are parts of which; sentences of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.figures import Figure, figures_in, find_figures
from kb.parsing import parse
from kb.reading import Reading

#: A figure as (text, value, upper, unit, approximate).
AMOUNTS = [
    ("受理申请1568件。", [("1568件", 1568, None, "件", None)]),
    ("受理申请１５６８件。", [("１５６８件", 1568, None, "件", None)]),
    ("登记房屋1,284处。", [("1,284处", 1284, None, "处", None)]),
    ("成交价款250多亿元。", [("250多亿元", 25e9, None, "元", "多")]),
    ("发送短信近10万条。", [("近10万条", 1e5, None, "条", "近")]),
    ("复垦9200多亩。", [("9200多亩", 9200, None, "亩", "多")]),
    ("补偿约1.2亿元。", [("约1.2亿元", 1.2e8, None, "元", "约")]),
    ("立案0.38万件。", [("0.38万件", 3800, None, "件", None)]),
    ("培训1.1万余人次。", [("1.1万余人次", 11000, None, "人次", "余")]),
    ("配备法制员不少于2人。", [("不少于2人", 2, None, "人", "不少于")]),
    ("新增点位300家以上。", [("300家以上", 300, None, "家", "以上")]),
    ("节约资金240万元左右。", [("240万元左右", 2.4e6, None, "元", "左右")]),
    ("参加群众百余人。", [("百余人", 100, None, "人", "余")]),
    ("吸引上千人参观。", [("上千人", 1000, None, "人", "上")]),
    ("覆盖两千三百六十五户。", [("两千三百六十五户", 2365, None, "户", None)]),
    ("聘请两家律所。", [("两家", 2, None, "家", None)]),
    ("出警四十分钟后撤离。", [("四十分钟", 40, None, "分钟", None)]),
    ("罚款三千元以下。", [("三千元以下", 3000, None, "元", "以下")]),
    ("满意率92.7%。", [("92.7%", 92.7, None, "%", None)]),
    ("满意率９２．７％。", [("９２．７％", 92.7, None, "%", None)]),
    ("占百分之八十。", [("百分之八十", 80, None, "%", None)]),
    ("占百分之九十五点五。", [("百分之九十五点五", 95.5, None, "%", None)]),
    ("占三分之二。", [("三分之二", 66.6667, None, "%", None)]),
    ("七成以上当场办结。", [("七成以上", 70, None, "%", "以上")]),
    ("提高5个百分点。", [("5个百分点", 5, None, "个百分点", None)]),
    ("每组配3至5人。", [("3至5人", 3, 5, "人", None)]),
    ("占比5%—10%。", [("5%—10%", 5, 10, "%", None)]),
    ("奖励3-5万元。", [("3-5万元", 3e4, 5e4, "元", None)]),
    ("由5天压缩到3天。", [("5天", 5, None, "天", None), ("3天", 3, None, "天", None)]),
    ("公示期30日内办结。", [("30日", 30, None, "日", None)]),
    ("5个工作日内答复。", [("5个工作日", 5, None, "个工作日", None)]),
    ("出动执法人员480余人(次)。", [("480余人(次)", 480, None, "人次", "余")]),
    ("绿地8600㎡。", [("8600㎡", 8600, None, "平方米", None)]),
    ("每亩补偿,标准为2万元/亩。", [("2万元/亩", 2e4, None, "元/亩", None)]),
    ("审核1件——一份不予出台。", [("1件", 1, None, "件", None)]),
    ("3.12个部门参加会议。", [("12个", 12, None, "个", None)]),
    ("3.5万元用于普法。", [("3.5万元", 35000, None, "元", None)]),
]

NONE = [
    "2023年度工作自2023年5月6日起,截至6月30日。",
    "落实2021—2025年规划,于12月底前完成,1-6月推进。",
    "二〇二三年十二月,第四季度,下半年。",
    "每月15日前报送,每3个月通报一次。",
    "召开第3次会议,获评前3名,第一责任人。",
    "学习十九届四中全会和第十四届全国人大三次会议精神。",
    "依据第三十三条第二款、第六十四条之一。",
    "印发《规范执法二十条(2022—2024年)》(榕资规〔2023〕127号)。",
    "拨打12345热线,会同110联动处置,电话0595-22118899。",
    "推行“三项制度”“721工作法”,开展“12·4”宣传。",
    "落实三项制度,增强四个意识,执行八项规定。",
    "实施三年行动计划和五年规划,近三年来,连续5年。",
    "部署5G网络和1+4+N体系,提供7×24小时服务,比例为3:1。",
    "于9:30开会,建成3A级景区。",
    "一是开展一次检查,建立一个平台,形成一批成果。",
    "二手房交易,三轮车管理,千家万户。",
    "建成四十周年,六年级学生,12号楼。",
]

#: A figure as (counts, action).
COUNTS = [
    ("全年接收处理各级各类来信来访共计1568件", [("来信来访", "接收处理")]),
    ("组织行政应诉36件", [("行政应诉", "组织")]),
    ("引导当事人向有权机关申请行政复议4件", [("行政复议", "申请")]),
    ("查处违法用地17宗、违法采矿3宗", [("违法用地", "查处"), ("违法采矿", "")]),
    ("出台规范性文件3件并按程序备案", [("规范性文件", "出台")]),
    ("开展专项检查", []),
    ("召开21期党组会议集体研究", [("党组会议", "召开")]),
    ("全年办理47宗业务,涉及抵押金额7000万元", [("业务", "办理"), ("抵押金额", "涉及")]),
    (
        "完成10个县(市、区)148个乡镇(街道)23138宗的土地所有权更新",
        [("县", "完成"), ("乡镇", ""), ("土地所有权更新", "")],
    ),
    (
        "形成4大类37中类共315个图层",
        [("图层", "形成"), ("图层", ""), ("图层", "")],
    ),
    ("负责人出庭率100%", [("负责人出庭率", "")]),
    ("按期办结率达98.1%", [("按期办结率", "")]),
    ("发出《责令改正通知书》87份", [("责令改正通知书", "发出")]),
    ("对“两违”查处23宗", [("“两违”", "查处")]),
    ("渣土车违法行为查处702起", [("渣土车违法行为", "查处")]),
    ("现区级保留的政务服务事项515项", [("政务服务事项", "保留")]),
    ("立案173起", [("立案", "立案")]),
    ("停放点由1,150处增加到1,520处", [("停放点", ""), ("停放点", "增加")]),
    ("受理信访521件,同比下降20.8%", [("信访", "受理"), ("信访", "下降")]),
    ("受理信访521件,比上年减少137件", [("信访", "受理"), ("信访", "减少")]),
]

#: The text of each figure, and that of its whole.
WHOLES = [
    ("作出复议答复12件,已审结9件", [("12件", None), ("9件", "12件")]),
    (
        "复议案件27件,已审结24件,维持17件、终止4件、撤销3件",
        [("27件", None), ("24件", "27件"), ("17件", "24件"), ("4件", "24件"), ("3件", "24件")],
    ),
    (
        "评查案卷200宗,优秀46宗、合格138宗、不合格16宗",
        [("200宗", None), ("46宗", "200宗"), ("138宗", "200宗"), ("16宗", "200宗")],
    ),
    (
        "保留事项515项,行政许可事项218项,公共服务事项297项",
        [("515项", None), ("218项", "515项"), ("297项", "515项")],
    ),
    ("排查隐患60处,其中重大隐患4处", [("60处", None), ("4处", "60处")]),
    ("召开会议12次,开展检查9次", [("12次", None), ("9次", None)]),
    ("受理纠纷127件,化解109件", [("127件", None), ("109件", "127件")]),
    ("受理信访521件,比上年减少137件", [("521件", None), ("137件", None)]),
    ("化解110件,化解率92.7%", [("110件", None), ("92.7%", None)]),
]


def amount(figure: Figure) -> tuple[object, ...]:
    return figure.text, figure.value, figure.upper, figure.unit, figure.approximate


@pytest.mark.parametrize(("text", "expected"), AMOUNTS, ids=[text for text, _ in AMOUNTS])
def test_amounts_are_read_as_written(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [amount(figure) for figure in find_figures(text)] == expected


@pytest.mark.parametrize("text", NONE)
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    assert [figure.text for figure in find_figures(text)] == []


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_what_is_counted_and_what_was_done(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(figure.counts, figure.action) for figure in find_figures(text)] == expected


@pytest.mark.parametrize(("text", "expected"), WHOLES, ids=[text for text, _ in WHOLES])
def test_parts_are_tied_to_their_wholes(text: str, expected: list[tuple[str, str | None]]) -> None:
    found = find_figures(text)
    by_start = {figure.start: figure.text for figure in found}
    wholes = [by_start[f.whole] if f.whole is not None else None for f in found]
    assert list(zip([f.text for f in found], wholes, strict=True)) == expected


@pytest.mark.parametrize(
    ("text", "equivalent"),
    [
        ("修复矿山9200亩", (613.33, "公顷")),
        ("划定585平方公里", (58500, "公顷")),
        ("办理12件", None),
    ],
)
def test_areas_are_given_in_hectares_as_well(
    text: str, equivalent: tuple[float, str] | None
) -> None:
    (figure,) = find_figures(text)
    assert figure.equivalent == equivalent


def test_only_passages_and_headings_are_looked_at() -> None:
    page = (
        "榕湾市水务局2023年度法治政府建设情况报告\n"
        "时间:2024-01-05 浏览:1280次\n\n"
        "一、办好12件实事\n\n"
        "1.开展检查9次。全年立案3起。\n\n"
        "2.加强普法。举办讲座5场。\n\n"
        "附件下载\n"
    )
    document = parse(Reading(page, "utf-8"), path="甲.txt")
    found = figures_in(document)
    assert [figure.text for figure in found] == ["12件", "9次", "3起", "5场"]
    assert [document.text[figure.start : figure.end] for figure in found] == [
        figure.text for figure in found
    ]


#: What figures are made of, thrown together.
PIECES = st.sampled_from(
    [
        *"0123456789一二三十百千万亿两半点成余多近约,.、。;:%％ ■①㎡\n()（）“”《》年月日第届—-~/",
        *(
            "百分之",
            "的",
            "由",
            "到",
            "12件",
            "审结",
            "其中",
            "同比下降",
            "个工作日",
            "行政复议",
            "以上",
        ),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_figures_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = find_figures(text)
    at = 0
    for figure in found:
        assert at <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end] == figure.text
        assert figure.unit
        assert figure.upper is None or figure.upper > figure.value
        at = figure.end
    starts = [figure.start for figure in found]
    for n, figure in enumerate(found):
        assert figure.whole is None or figure.whole in starts[:n]
    assert find_figures(text) == found


@pytest.mark.parametrize(
    "run",
    ["12", "一二三、", "百千", "1,234", "3—", "百分之", "2023", "第二", "“三", "《", "(1)", "近约"],
)
def test_an_endless_run_is_read_to_its_end(run: str) -> None:
    text = run * 20_000
    assert find_figures(f"{text}。办理12件")[-1].text == "12件"
