"""Words that stand for a law or document named before, or for the text itself."""

import pytest

from kb.citations.model import Form
from tests.citations.expect import OPEN, C, Row, check, in_both_widths

LAND = "土地管理法"
SURVEY = "闽海省测绘条例"
WETLAND = "榕湾市湿地保护条例"
ADVERTISING = "榕湾市户外广告管理办法"
PARKING = "榕湾市停车场管理办法"
DECISIONS = "榕湾市重大行政决策程序规定"
OUTLINE = "法治政府建设实施纲要(2021—2025年)"
BUSINESS = "关于进一步优化营商环境的实施意见"
FARMLAND = "关于做好耕地保护工作的通知"
RENEWAL = "榕湾市城市更新实施方案"
PLAN = "榕湾市国土空间总体规划(2021—2035年)"


def full(name: str, after: str = "", **more: object) -> C:
    return C(f"《{name}》{after}", name=name, form=Form.TITLE, **more)


def bare(name: str) -> C:
    return C(name, name=name, form=Form.NAME)


def back(text: str, name: str | None = OPEN, **more: object) -> C:
    """Words that stand for the title ``name``."""
    return C(text, name=name, form=Form.BACK, **{"itself": False, **more})


def own(text: str, name: str, **more: object) -> C:
    """Words that stand for the text they are in, whose title is ``name``."""
    return C(text, name=name, form=Form.BACK, **{"itself": True, **more})


#: A title, and the last words of it in marks that stand for it.
TAILS = [
    (SURVEY, "条例"),
    (ADVERTISING, "办法"),
    (ADVERTISING, "管理办法"),
    (DECISIONS, "规定"),
    (OUTLINE, "纲要"),
    (OUTLINE, "实施纲要"),
    (OUTLINE, "法治政府建设实施纲要"),
    (BUSINESS, "意见"),
    (BUSINESS, "实施意见"),
    (FARMLAND, "通知"),
    (RENEWAL, "方案"),
    (RENEWAL, "实施方案"),
    (PLAN, "规划"),
    (PLAN, "总体规划"),
    ("信访工作条例", "条例"),
    ("中华人民共和国不动产登记暂行条例", "条例"),
    ("中华人民共和国不动产登记暂行条例", "暂行条例"),
    ("榕湾市户外广告管理办法实施细则", "细则"),
    ("榕湾市户外广告管理办法实施细则", "实施细则"),
    ("榕湾市人民政府工作规则", "规则"),
    ("榕湾市人民政府关于加强湿地保护的决定", "决定"),
    ("关于调整征地补偿标准的公告", "公告"),
    ("关于清理户外广告的通告", "通告"),
    ("行政执法人员行为准则", "准则"),
    ("榕湾市防汛应急预案", "预案"),
    ("榕湾市行政处罚裁量基准", "基准"),
    ("榕湾市政务服务指南", "指南"),
    ("榕湾市优化营商环境若干措施", "若干措施"),
    ("榕湾市电动自行车管理办法(试行)", "办法"),
    ("榕湾市公共数据管理规定(暂行)", "规定"),
    ("最高人民法院关于审理行政协议案件若干问题的规定", "规定"),
    ("关于加强基层执法的指导意见", "指导意见"),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    in_both_widths(
        [
            (
                f"我局认真落实《{title}》。《{words}》施行以来,成效明显。",
                [full(title), back(f"《{words}》", title, normative=True)],
            )
            for title, words in TAILS
        ]
    ),
)
def test_the_last_words_of_a_title(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


#: Ways to say what a title is called from here on, and how it is called later.
DEFINITIONS = [
    ("(以下简称《纲要》)", "《纲要》"),
    ("(以下简称“纲要”)", "《纲要》"),
    ("(以下简称“《纲要》”)", "《纲要》"),
    ("(以下简称纲要)", "《纲要》"),
    ("(以下简称:《纲要》)", "《纲要》"),
    ("(以下统称《纲要》)", "《纲要》"),
    ("(以下称《纲要》)", "《纲要》"),
    ("(下称《纲要》)", "《纲要》"),
    ("(简称《纲要》)", "《纲要》"),
    ("(简称“《纲要》”)", "《纲要》"),
    ("(下简称《纲要》)", "《纲要》"),
    # Names that the title does not end in, nor even hold.
    ("(以下简称《新纲要》)", "《新纲要》"),
    ("(以下简称《法治纲要》)", "《法治纲要》"),
    ("(以下简称《五年规划》)", "《五年规划》"),
    # Names without marks.
    ("(以下简称纲要)", "纲要"),
    ("(以下简称“新纲要”)", "新纲要"),
    ("(以下简称实施纲要)", "实施纲要"),
    ("(以下简称“法治纲要”)", "法治纲要"),
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    in_both_widths(
        [
            (
                f"落实《{OUTLINE}》{definition}精神。\n制定{words}任务分解表。",
                [full(OUTLINE), back(words, OUTLINE, normative=True)],
            )
            for definition, words in DEFINITIONS
        ]
    ),
)
def test_what_a_bracket_defines(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


CHOICES: list[Row] = [
    # The last title that ends so is meant.
    (
        f"先有《{SURVEY}》,后有《{WETLAND}》。《条例》共八章。",
        [full(SURVEY), full(WETLAND), back("《条例》", WETLAND)],
    ),
    (
        f"先有《{SURVEY}》,后有《{ADVERTISING}》。《条例》共八章。",
        [full(SURVEY), full(ADVERTISING), back("《条例》", SURVEY)],
    ),
    (
        f"《{SURVEY}》和《{ADVERTISING}》公布后,我局宣传《办法》,落实《条例》。",
        [
            full(SURVEY),
            full(ADVERTISING),
            back("《办法》", ADVERTISING),
            back("《条例》", SURVEY),
        ],
    ),
    (
        f"《{SURVEY}》施行。《条例》共八章。《{WETLAND}》施行。《条例》共六章。",
        [full(SURVEY), back("《条例》", SURVEY), full(WETLAND), back("《条例》", WETLAND)],
    ),
    (
        f"《{ADVERTISING}》和《{RENEWAL}》印发。《实施方案》明确了分工。",
        [full(ADVERTISING), full(RENEWAL), back("《实施方案》", RENEWAL)],
    ),
    # What is defined wins over how a title ends.
    (
        f"《{SURVEY}》(以下简称《条例》)施行后,《{WETLAND}》也已公布。《条例》共八章。",
        [full(SURVEY), full(WETLAND), back("《条例》", SURVEY)],
    ),
    (
        f"《{BUSINESS}》(以下简称《意见》)和《关于加强执法的意见》。落实《意见》。",
        [full(BUSINESS), full("关于加强执法的意见"), back("《意见》", BUSINESS)],
    ),
    # The last definition holds.
    (
        f"《{SURVEY}》(以下简称《条例》)。《{WETLAND}》(以下简称《条例》)。落实《条例》。",
        [full(SURVEY), full(WETLAND), back("《条例》", WETLAND)],
    ),
    (
        f"《{SURVEY}》(以下简称《条例》)、《{ADVERTISING}》(以下简称《办法》)。"
        "《办法》与《条例》衔接。",
        [
            full(SURVEY),
            full(ADVERTISING),
            back("《办法》", ADVERTISING),
            back("《条例》", SURVEY),
        ],
    ),
    # The number may stand in the same bracket.
    (
        f"《{BUSINESS}》(榕政发〔2021〕5号,以下简称《意见》)印发后,《意见》落实到位。",
        [
            C(
                f"《{BUSINESS}》(榕政发〔2021〕5号,以下简称《意见》)",
                name=BUSINESS,
                number="榕政发〔2021〕5号",
            ),
            back("《意见》", BUSINESS),
        ],
    ),
    (
        f"《{BUSINESS}》(榕政发〔2021〕5号)(以下简称《意见》)印发后,《意见》落实到位。",
        [
            C(f"《{BUSINESS}》(榕政发〔2021〕5号)", name=BUSINESS, number="榕政发〔2021〕5号"),
            back("《意见》", BUSINESS),
        ],
    ),
    # Places after the short name; a place after the bracket draws the bracket in.
    (
        f"《{SURVEY}》施行。依照《条例》第八条第二款处理。",
        [full(SURVEY), back("《条例》第八条第二款", SURVEY, articles=("第八条第二款",))],
    ),
    (
        f"《{SURVEY}》(以下简称《条例》)第八条和《条例》第九条。",
        [
            full(SURVEY, "(以下简称《条例》)第八条", articles=("第八条",)),
            back("《条例》第九条", SURVEY, articles=("第九条",)),
        ],
    ),
    # A document issued by another.
    (
        f"《关于印发〈{RENEWAL}〉的通知》下发后,按《实施方案》推进。",
        [
            C(f"《关于印发〈{RENEWAL}〉的通知》", name=f"关于印发〈{RENEWAL}〉的通知"),
            C(f"〈{RENEWAL}〉", name=RENEWAL, form=Form.TITLE),
            back("《实施方案》", RENEWAL),
        ],
    ),
    (
        f"《关于印发〈{RENEWAL}〉的通知》下发后,按《通知》推进。",
        [
            C(f"《关于印发〈{RENEWAL}〉的通知》", name=f"关于印发〈{RENEWAL}〉的通知"),
            C(f"〈{RENEWAL}〉", name=RENEWAL, form=Form.TITLE),
            back("《通知》", f"关于印发〈{RENEWAL}〉的通知"),
        ],
    ),
    # What was named without marks, or only cut short, may be meant too.
    (
        "贯彻信访工作条例。《条例》施行两周年。",
        [bare("信访工作条例"), back("《条例》", "信访工作条例")],
    ),
    (
        "学习土地管理法(以下简称《土管法》)。依照《土管法》办理。",
        [bare(LAND), back("《土管法》", LAND)],
    ),
    (
        f"《{LAND}》(以下简称《土管法》)修订。依照《土管法》第三条办理。",
        [full(LAND), back("《土管法》第三条", LAND, articles=("第三条",))],
    ),
    (
        f"《{BUSINESS}》(以下简称“5号文”)印发。对照5号文开展自查。",
        [full(BUSINESS), back("5号文", BUSINESS)],
    ),
    (
        "《关于促进民营企业发展的十条措施》(以下简称《十条》)印发。兑现《十条》。",
        [
            full("关于促进民营企业发展的十条措施"),
            back("《十条》", "关于促进民营企业发展的十条措施"),
        ],
    ),
    # The version is said outside.
    (
        f"新修订的《{SURVEY}》施行,新《条例》共八章。",
        [full(SURVEY), back("《条例》", SURVEY)],
    ),
    # Defined without marks: each later mention counts; not defined: none does.
    (
        f"《{BUSINESS}》(以下简称实施意见)印发。按照实施意见要求,细化实施意见分工。",
        [full(BUSINESS), back("实施意见", BUSINESS), back("实施意见", BUSINESS)],
    ),
    (f"《{BUSINESS}》印发。按照实施意见要求推进。", [full(BUSINESS)]),
    (f"《{RENEWAL}》印发。各区按照方案推进。", [full(RENEWAL)]),
    (f"《{OUTLINE}》印发。各级落实纲要要求。", [full(OUTLINE)]),
    (f"《{SURVEY}》施行。条例共八章。", [full(SURVEY)]),
    # A title given whole is itself, however it ends.
    (
        f"《{SURVEY}》施行。《{SURVEY}》共八章。",
        [full(SURVEY), full(SURVEY)],
    ),
    (
        f"《{SURVEY}》施行。学习《行政处罚法》。",
        [full(SURVEY), full("行政处罚法")],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(CHOICES))
def test_which_title_is_meant(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


#: 该…: the last one of that sort.
THAT: list[Row] = [
    (f"《{LAND}》已修订,该法完善了征收程序。", [full(LAND), back("该法", LAND)]),
    ("行政处罚法已修订,该法新设了首违不罚。", [bare("行政处罚法"), back("该法", "行政处罚法")]),
    (
        "《中华人民共和国民法典》施行,该法共七编。",
        [
            full("中华人民共和国民法典"),
            back("该法", "中华人民共和国民法典"),
        ],
    ),
    (f"《{SURVEY}》已公布,该条例共八章。", [full(SURVEY), back("该条例", SURVEY)]),
    (f"《{ADVERTISING}》已公布,该办法共八章。", [full(ADVERTISING), back("该办法", ADVERTISING)]),
    (f"《{DECISIONS}》已公布,该规定共八章。", [full(DECISIONS), back("该规定", DECISIONS)]),
    (f"《{FARMLAND}》已下发,该通知要求压实责任。", [full(FARMLAND), back("该通知", FARMLAND)]),
    (f"《{BUSINESS}》已下发,该意见提出二十项任务。", [full(BUSINESS), back("该意见", BUSINESS)]),
    (f"《{RENEWAL}》已下发,该方案明确了分工。", [full(RENEWAL), back("该方案", RENEWAL)]),
    (f"《{PLAN}》已获批,该规划期限十五年。", [full(PLAN), back("该规划", PLAN)]),
    (f"《{OUTLINE}》已印发,该纲要管五年。", [full(OUTLINE), back("该纲要", OUTLINE)]),
    (
        "《榕湾市户外广告管理办法实施细则》已公布,该细则共二十条。",
        [
            full("榕湾市户外广告管理办法实施细则"),
            back("该细则", "榕湾市户外广告管理办法实施细则"),
        ],
    ),
    (
        "信访工作条例施行。该条例第三条最受关注。",
        [bare("信访工作条例"), back("该条例第三条", "信访工作条例", articles=("第三条",))],
    ),
    (
        f"《{SURVEY}》和《{ADVERTISING}》已公布。该条例共八章。",
        [full(SURVEY), full(ADVERTISING), back("该条例", SURVEY)],
    ),
    (
        f"《{ADVERTISING}》、《{PARKING}》已公布。该办法共八章。",
        [full(ADVERTISING), full(PARKING), back("该办法", PARKING)],
    ),
    (
        f"《{LAND}》修订,《{SURVEY}》公布。该法、该条例均已宣讲。",
        [full(LAND), full(SURVEY), back("该法", LAND), back("该条例", SURVEY)],
    ),
    (
        f"《{SURVEY}》施行。违反该条例规定的,依照该条例第八条处罚。",
        [full(SURVEY), back("该条例", SURVEY), back("该条例第八条", SURVEY)],
    ),
    (
        f"《{ADVERTISING}》(以下简称《办法》)施行。《办法》共八章,该办法管灯箱。",
        [full(ADVERTISING), back("《办法》", ADVERTISING), back("该办法", ADVERTISING)],
    ),
    (
        f"《{ADVERTISING}(试行)》已公布,该办法共八章。",
        [full(f"{ADVERTISING}(试行)"), back("该办法", f"{ADVERTISING}(试行)")],
    ),
    # 前述, 上述.
    (f"《{DECISIONS}》已公布。按照前述规定办理。", [full(DECISIONS), back("前述规定", DECISIONS)]),
    (f"《{DECISIONS}》已公布。按照上述规定办理。", [full(DECISIONS), back("上述规定", DECISIONS)]),
    (
        f"依据《{LAND}》第三条立案。违反上述规定的,处罚。",
        [full(LAND, "第三条", articles=("第三条",)), back("上述规定", LAND)],
    ),
    (
        f"依据《{LAND}》第三条立案。违反前述规定的,处罚。",
        [full(LAND, "第三条", articles=("第三条",)), back("前述规定", LAND)],
    ),
    (
        f"《{ADVERTISING}》已公布。按照上述办法办理。",
        [
            full(ADVERTISING),
            back("上述办法", ADVERTISING),
        ],
    ),
    (f"《{SURVEY}》已公布。按照上述条例办理。", [full(SURVEY), back("上述条例", SURVEY)]),
    (f"《{SURVEY}》已公布。按照前述条例办理。", [full(SURVEY), back("前述条例", SURVEY)]),
    (f"《{FARMLAND}》已下发。按照上述通知办理。", [full(FARMLAND), back("上述通知", FARMLAND)]),
    (f"《{BUSINESS}》已下发。按照上述意见办理。", [full(BUSINESS), back("上述意见", BUSINESS)]),
    (f"《{SURVEY}》已公布。上述《条例》共八章。", [full(SURVEY), back("《条例》", SURVEY)]),
    (f"《{SURVEY}》已公布。前述《条例》共八章。", [full(SURVEY), back("《条例》", SURVEY)]),
    (f"《{SURVEY}》已公布。前述《{SURVEY}》共八章。", [full(SURVEY), full(SURVEY)]),
    # More than one is meant: no single title can be given.
    (
        f"宣讲《{LAND}》《测绘法》。上述两部法律均已列入计划。",
        [full(LAND), full("测绘法"), back("上述两部法律", None)],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(THAT))
def test_that_one(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


#: 本… in a text whose title is known.
ITSELF: list[tuple[str, str, list[C]]] = [
    (ADVERTISING, "本办法自公布之日起施行。", [own("本办法", ADVERTISING)]),
    (ADVERTISING, "违反本办法规定的,责令改正。", [own("本办法", ADVERTISING)]),
    (ADVERTISING, "本办法所称户外广告包括灯箱。", [own("本办法", ADVERTISING)]),
    (
        ADVERTISING,
        "依照本办法第五条处理。",
        [own("本办法第五条", ADVERTISING, articles=("第五条",))],
    ),
    (
        ADVERTISING,
        "违反本办法第五条第二款、第七条的,处罚。",
        [own("本办法第五条第二款、第七条", ADVERTISING, articles=("第五条第二款", "第七条"))],
    ),
    (
        ADVERTISING,
        "本办法未作规定的,适用《广告法》。",
        [own("本办法", ADVERTISING), full("广告法", itself=False)],
    ),
    (f"{ADVERTISING}(试行)", "本办法试行两年。", [own("本办法", f"{ADVERTISING}(试行)")]),
    (
        WETLAND,
        "违反本条例第十条规定的,责令改正。",
        [
            own("本条例第十条", WETLAND, articles=("第十条",)),
        ],
    ),
    (WETLAND, "本条例施行前已建成的除外。", [own("本条例", WETLAND)]),
    (DECISIONS, "本规定所称决策包括规划。", [own("本规定", DECISIONS)]),
    (DECISIONS, "违反本规定的规定,处分。", [own("本规定", DECISIONS)]),
    (
        "中华人民共和国土地管理法",
        "依照本法第三条、第五条处理。",
        [
            own(
                "本法第三条、第五条",
                "中华人民共和国土地管理法",
                articles=("第三条", "第五条"),
            )
        ],
    ),
    ("中华人民共和国民法典", "本法自次年起施行。", [own("本法", "中华人民共和国民法典")]),
    ("中华人民共和国刑法", "本法另有规定的除外。", [own("本法", "中华人民共和国刑法")]),
    (
        "榕湾市户外广告管理办法实施细则",
        "本细则由市城管局解释。",
        [
            own("本细则", "榕湾市户外广告管理办法实施细则"),
        ],
    ),
    ("榕湾市人民政府工作规则", "违反本规则的,问责。", [own("本规则", "榕湾市人民政府工作规则")]),
    (FARMLAND, "本通知自印发之日起执行。", [own("本通知", FARMLAND)]),
    (BUSINESS, "各区应当落实本意见。", [own("本意见", BUSINESS)]),
    (RENEWAL, "本方案由市住建局解释。", [own("本方案", RENEWAL)]),
    # Beside another of the same sort.
    (
        ADVERTISING,
        f"《{PARKING}》与本办法不一致的,适用本办法。",
        [full(PARKING), own("本办法", ADVERTISING), own("本办法", ADVERTISING)],
    ),
    (
        ADVERTISING,
        f"属《{PARKING}》调整的,适用该办法;其他适用本办法。",
        [full(PARKING), back("该办法", PARKING), own("本办法", ADVERTISING)],
    ),
    (
        ADVERTISING,
        "《广告法》另有规定的,适用该法。",
        [full("广告法"), back("该法", "广告法")],
    ),
    # A report is none of these: what it calls so is what it named.
    (
        "榕湾市2023年法治政府建设情况报告",
        f"《{LAND}》修订后,适用本法的案件增多。",
        [full(LAND), back("本法", LAND)],
    ),
    (
        "榕湾市2023年法治政府建设情况报告",
        f"《{ADVERTISING}》列明,依照本办法第五条处理。",
        [full(ADVERTISING), back("本办法第五条", ADVERTISING, articles=("第五条",))],
    ),
    (
        "榕湾市2023年法治政府建设情况报告",
        f"《{WETLAND}》施行,宣讲本条例六场。",
        [full(WETLAND), back("本条例", WETLAND)],
    ),
    (
        "榕湾市2023年法治政府建设情况报告",
        f"《{DECISIONS}》施行,依照本规定审查。",
        [full(DECISIONS), back("本规定", DECISIONS)],
    ),
]


@pytest.mark.parametrize(("title", "sentence", "expected"), ITSELF)
def test_the_text_itself(title: str, sentence: str, expected: list[C]) -> None:
    check(sentence, expected, own=title)


def test_without_a_title_of_its_own_a_text_means_what_it_named() -> None:
    check(f"《{LAND}》修订后,适用本法。", [full(LAND), back("本法", LAND)])


@pytest.mark.parametrize("words", ["条例", "办法", "纲要", "意见", "实施方案", "通知"])
def test_nothing_before_to_stand_for(words: str) -> None:
    from kb.citations.find import find

    check(f"我局认真落实《{words}》。", [back(f"《{words}》", None)])
    (found,) = find(f"我局认真落实《{words}》。")
    assert "全称" in found.reason


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # What comes later is not stood for.
        (f"落实《条例》。《{SURVEY}》共八章。", [back("《条例》", None), full(SURVEY)]),
        (f"落实《办法》。《{SURVEY}》共八章。", [back("《办法》", None), full(SURVEY)]),
        # What was named is of another sort.
        (f"《{SURVEY}》公布。落实《办法》。", [full(SURVEY), back("《办法》", None)]),
        (f"《{LAND}》修订。落实《实施方案》。", [full(LAND), back("《实施方案》", None)]),
        (f"《{SURVEY}》公布。落实《条例》第三条。", [full(SURVEY), back("《条例》第三条", SURVEY)]),
        ("落实《条例》第三条。", [back("《条例》第三条", None, articles=("第三条",))]),
    ],
)
def test_what_cannot_be_stood_for(sentence: str, expected: list[C]) -> None:
    check(sentence, expected)


#: No law or document is meant, and none was named.
NOTHING_BEFORE = [
    "采用该办法后,效率明显提高。",
    "该条例施行两年。",
    "该法施行两年。",
    "按照该规定办理。",
    "该意见被采纳。",
    "该通知已送达当事人。",
    "该方案更省钱。",
    "按照上述规定办理。",
    "按照前述规定办理。",
    "采取上述办法后,积案清零。",
    "上述意见建议均已采纳。",
    "上述方案例举了三种情形。",
]


@pytest.mark.parametrize("sentence", NOTHING_BEFORE)
def test_nothing_named_before(sentence: str) -> None:
    check(sentence, [])


#: Words that begin like a back-reference, with what they would stand for named before.
LONGER_WORDS = [
    ("人民法院组织法", "本法官从事审判十年。"),
    ("人民法院组织法", "本法院共结案三百件。"),
    ("人民法院组织法", "该法院共结案三百件。"),
    ("人民法院组织法", "该法官连续三年获奖。"),
    ("人民法院组织法", "该法庭设在鹿溪县。"),
    ("人民法院组织法", "该法人已经注销。"),
    ("人民法院组织法", "该法定代表人已到案。"),
    ("人民法院组织法", "该法律服务所已备案。"),
    ("人民法院组织法", "该法治广场已建成。"),
    ("人民法院组织法", "日本法律另有不同。"),
    ("人民法院组织法", "按基本法则推算。"),
    ("人民法院组织法", "采用成本法估价。"),
    ("人民法院组织法", "采用样本法检测。"),
    ("人民法院组织法", "应该法办的坚决法办。"),
    ("人民法院组织法", "采用该办法后,效率提高。"),
    (SURVEY, "本条目共有三行。"),
    (SURVEY, "该条目共有三行。"),
    (SURVEY, "该条线共有三个站点。"),
    (SURVEY, "该办法见效快。"),
    (DECISIONS, "该规定动作全部完成。"),
    (DECISIONS, "规定动作和自选动作都已完成。"),
    (DECISIONS, "应该规定期限。"),
    (DECISIONS, "按版本规定更新软件。"),
    (ADVERTISING, "这是治本办法。"),
    (ADVERTISING, "应该办法人登记。"),
    (BUSINESS, "上述意见建议均已采纳。"),
    (BUSINESS, "该意见箱设在大厅。"),
    (BUSINESS, "征求意见三十条。"),
    (RENEWAL, "该方案例入选汇编。"),
    (RENEWAL, "比选方案三个。"),
    (PLAN, "本规划区面积不变。"),
    (PLAN, "该规划区面积不变。"),
    (PLAN, "该规划师驻村三年。"),
    (FARMLAND, "该通知书已送达。"),
    (FARMLAND, "上述通知书已送达。"),
    ("榕湾市人民政府关于加强湿地保护的决定", "该决定书已送达。"),
]


@pytest.mark.parametrize(("title", "sentence"), LONGER_WORDS)
def test_longer_words(title: str, sentence: str) -> None:
    check(f"认真落实《{title}》。{sentence}", [full(title)])


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("中华人民共和国法官法", "本法官依照程序回避。"),
        ("中华人民共和国人民法院组织法", "本法院设刑事审判庭。"),
        ("榕湾市国土空间总体规划", "本规划区分为三片。"),
        (RENEWAL, "本方案例举三种情形。"),
        (DECISIONS, "基本规定见附件。"),
        (WETLAND, "本条目由市林业局填写。"),
        (ADVERTISING, "这是治本办法。"),
        ("中华人民共和国资产评估法", "可以采用成本法估价。"),
        ("榕湾市户外广告管理办法实施细则", "样本细则见附件。"),
    ],
)
def test_longer_words_in_a_text_of_that_sort(title: str, sentence: str) -> None:
    check(sentence, [], own=title)
