"""Places in laws: articles, paragraphs and items, named, pointed at, or only seemingly so."""

from collections.abc import Callable, Sequence

import pytest

from kb.citations.model import Citation, Form
from kb.document import Document, Genre
from kb.parsing import parse
from kb.parsing.numerals import to_chinese
from kb.reading import Reading
from tests.citations.expect import OPEN, C, check, in_both_widths, wide

#: What follows a title, and the places it gives. A text is written with half-width brackets.
AFTER_A_TITLE = [
    ("第四十四条", ("第四十四条",)),
    ("第三条", ("第三条",)),
    ("第十条", ("第十条",)),
    ("第一百零二条", ("第一百零二条",)),
    ("第一百一十条", ("第一百一十条",)),
    ("第一千二百六十条", ("第一千二百六十条",)),
    # Paragraphs and items.
    ("第四十四条第二款", ("第四十四条第二款",)),
    ("第四十四条第二款第(三)项", ("第四十四条第二款第(三)项",)),
    ("第四十四条第二款第三项", ("第四十四条第二款第(三)项",)),
    ("第四十四条第(三)项", ("第四十四条第(三)项",)),
    ("第四十四条第三项", ("第四十四条第(三)项",)),
    ("第四十四条第(十二)项", ("第四十四条第(十二)项",)),
    # In Arabic figures.
    ("第44条", ("第四十四条",)),
    ("第12条", ("第十二条",)),
    ("第102条", ("第一百零二条",)),
    ("第1260条", ("第一千二百六十条",)),
    ("第12条第3款", ("第十二条第三款",)),
    ("第12条第3款第2项", ("第十二条第三款第(二)项",)),
    ("第12条第3款第(2)项", ("第十二条第三款第(二)项",)),
    ("第12条第(2)项", ("第十二条第(二)项",)),
    ("第12条第二款", ("第十二条第二款",)),
    ("第十二条第2款", ("第十二条第二款",)),
    ("第十二条第2款第(三)项", ("第十二条第二款第(三)项",)),
    ("第四十四条第二款第3项", ("第四十四条第二款第(三)项",)),
    # In full-width figures, and with spaces.
    ("第４４条", ("第四十四条",)),
    ("第１２条第３款", ("第十二条第三款",)),
    ("第 44 条", ("第四十四条",)),
    ("第 四十四 条", ("第四十四条",)),
    ("第四十四 条", ("第四十四条",)),
    ("第 12 条第 3 款", ("第十二条第三款",)),
    ("第四十四条 第二款", ("第四十四条第二款",)),
    ("第四十四条　第二款　第(三)项", ("第四十四条第二款第(三)项",)),
    # Articles put in between two others.
    ("第一百二十条之一", ("第一百二十条之一",)),
    ("第二百八十七条之二", ("第二百八十七条之二",)),
    ("第二百八十七条之二第一款", ("第二百八十七条之二第一款",)),
    ("第二百八十七条之一第一款第(二)项", ("第二百八十七条之一第一款第(二)项",)),
    ("第120条之一", ("第一百二十条之一",)),
    ("第一百二十条之一、第一百二十条之三", ("第一百二十条之一", "第一百二十条之三")),
    ("第一百二十条之一至第一百二十条之六", ("第一百二十条之一至第一百二十条之六",)),
    # Ranges.
    ("第十条至第十三条", ("第十条至第十三条",)),
    ("第十至十三条", ("第十条至第十三条",)),
    ("第十条至十三条", ("第十条至第十三条",)),
    ("第十条到第十三条", ("第十条至第十三条",)),
    ("第10条至第13条", ("第十条至第十三条",)),
    ("第10至13条", ("第十条至第十三条",)),
    ("第10—13条", ("第十条至第十三条",)),
    ("第10-13条", ("第十条至第十三条",)),
    ("第10~13条", ("第十条至第十三条",)),
    ("第10条-第13条", ("第十条至第十三条",)),
    ("第十条—第十三条", ("第十条至第十三条",)),
    ("第十条第一款至第三款", ("第十条第一款至第三款",)),
    ("第十条第(一)项至第(三)项", ("第十条第(一)项至第(三)项",)),
    ("第十条第一款第(一)项至第(三)项", ("第十条第一款第(一)项至第(三)项",)),
    ("第十条第(一)至(三)项", ("第十条第(一)项至第(三)项",)),
    ("第十条第一项至第三项", ("第十条第(一)项至第(三)项",)),
    # Rows.
    ("第五条、第七条", ("第五条", "第七条")),
    ("第五、七条", ("第五条", "第七条")),
    ("第5、7条", ("第五条", "第七条")),
    ("第5条、第7条", ("第五条", "第七条")),
    ("第十、十一、十二条", ("第十条", "第十一条", "第十二条")),
    ("第五条和第七条", ("第五条", "第七条")),
    ("第五条及第七条", ("第五条", "第七条")),
    ("第五条与第七条", ("第五条", "第七条")),
    ("第五条以及第七条", ("第五条", "第七条")),
    ("第五条或者第七条", ("第五条", "第七条")),
    ("第五条和第七条第一款", ("第五条", "第七条第一款")),
    ("第五条、第七条和第九条", ("第五条", "第七条", "第九条")),
    ("第五条、第七条至第九条", ("第五条", "第七条至第九条")),
    ("第五条至第七条、第九条", ("第五条至第七条", "第九条")),
    ("第五条第一款、第三款", ("第五条第一款", "第五条第三款")),
    ("第五条第一款和第三款", ("第五条第一款", "第五条第三款")),
    ("第五条第一、三款", ("第五条第一款", "第五条第三款")),
    ("第五条第一款、第七条第二款", ("第五条第一款", "第七条第二款")),
    ("第五条第一款、第三款和第七条", ("第五条第一款", "第五条第三款", "第七条")),
    ("第五条第(一)、(三)项", ("第五条第(一)项", "第五条第(三)项")),
    ("第五条第(一)项、第(三)项", ("第五条第(一)项", "第五条第(三)项")),
    ("第五条第(一)项和第(三)项", ("第五条第(一)项", "第五条第(三)项")),
    ("第五条第一、三项", ("第五条第(一)项", "第五条第(三)项")),
    ("第五条第二款第(一)、(三)项", ("第五条第二款第(一)项", "第五条第二款第(三)项")),
    (
        "第五条第(二)、(三)、(四)项",
        ("第五条第(二)项", "第五条第(三)项", "第五条第(四)项"),
    ),
    (
        "第五条第一款第(一)项、第二款",
        ("第五条第一款第(一)项", "第五条第二款"),
    ),
    (
        "第五条第一款第(一)项、第二款第(三)项",
        ("第五条第一款第(一)项", "第五条第二款第(三)项"),
    ),
    # With the chapter, which adds nothing to the article's number; with 的.
    ("第三章第十条", ("第十条",)),
    ("第三章第二节第十条第一款", ("第十条第一款",)),
    ("的第三条", ("第三条",)),
    ("的第五条、第七条", ("第五条", "第七条")),
    (" 第三条", ("第三条",)),
]

LAND = "土地管理法"
ADVERTISING = "榕湾市户外广告管理办法"


def titled(after: str, *articles: str, title: str = LAND, **more: object) -> C:
    """《title》 and what follows it without a break."""
    return C(f"《{title}》{after}", name=title, articles=articles, form=Form.TITLE, **more)


def named(after: str, *articles: str, name: str = LAND, **more: object) -> C:
    return C(name + after, name=name, articles=articles, form=Form.NAME, **more)


def place(text: str, *articles: str, name: str | None = OPEN, **more: object) -> C:
    """A place whose law is not named there; what is left out is the words themselves."""
    return C(text, name=name, articles=articles or (text,), form=Form.PLACE, **more)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    in_both_widths(
        [
            (f"依照《{LAND}》{after}的规定办理。", [titled(after, *articles)])
            for after, articles in AFTER_A_TITLE
        ]
    ),
)
def test_places_after_a_title(sentence: str, expected: Sequence[C]) -> None:
    check(sentence, expected)


#: Forms of the table above that also stand after a name without marks.
AFTER_A_NAME = [
    row
    for row in AFTER_A_TITLE
    if row[0]
    in {
        "第四十四条",
        "第四十四条第二款第(三)项",
        "第12条第3款",
        "第一百二十条之一",
        "第10—13条",
        "第十条至第十三条",
        "第五条、第七条",
        "第五、七条",
        "第五条第一款、第三款",
        "第五条第(一)、(三)项",
        "第三章第十条",
        "的第三条",
    }
]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    in_both_widths(
        [
            (f"依照{LAND}{after}办理。", [named(after, *articles)])
            for after, articles in AFTER_A_NAME
        ]
    ),
)
def test_places_after_a_bare_name(sentence: str, expected: Sequence[C]) -> None:
    check(sentence, expected)


IN_SENTENCES = [
    # A bracket may stand between the title and the place.
    (
        "适用《土地管理法》(2019年修正)第四十四条。",
        [
            C(
                "《土地管理法》(2019年修正)第四十四条",
                name="土地管理法",
                articles=("第四十四条",),
                edition=2019,
            )
        ],
    ),
    (
        "适用《土地管理法》(2019年修正)的第四十四条第二款。",
        [
            C(
                "《土地管理法》(2019年修正)的第四十四条第二款",
                name="土地管理法",
                articles=("第四十四条第二款",),
                edition=2019,
            )
        ],
    ),
    (
        "适用《土地复垦条例》(国务院令第592号)第七条。",
        [
            C(
                "《土地复垦条例》(国务院令第592号)第七条",
                name="土地复垦条例",
                number="国务院令第592号",
                articles=("第七条",),
            )
        ],
    ),
    (
        "适用《土地复垦条例》(以下简称《条例》)第七条。",
        [C("《土地复垦条例》(以下简称《条例》)第七条", name="土地复垦条例", articles=("第七条",))],
    ),
    # The place belongs to the outer title.
    (
        "依《关于修改〈榕湾市停车场管理办法〉的决定》第二条处理。",
        [
            C(
                "《关于修改〈榕湾市停车场管理办法〉的决定》第二条",
                articles=("第二条",),
                form=Form.TITLE,
            )
        ],
    ),
    # Each title has its own places.
    (
        "依据《土地管理法》第三条、《测绘法》第五条。",
        [titled("第三条", "第三条"), titled("第五条", "第五条", title="测绘法")],
    ),
    (
        "依据《土地管理法》第三条和测绘法第五条。",
        [titled("第三条", "第三条"), named("第五条", "第五条", name="测绘法")],
    ),
    (
        "依据《测绘法》《土地管理法》第三条。",
        [titled("", title="测绘法"), titled("第三条", "第三条")],
    ),
    (
        "依据《土地管理法》第三条、第五条和《测绘法》第七条第二款。",
        [
            titled("第三条、第五条", "第三条", "第五条"),
            titled("第七条第二款", "第七条第二款", title="测绘法"),
        ],
    ),
    (
        "触犯刑法第二百八十七条之二第一款。",
        [named("第二百八十七条之二第一款", "第二百八十七条之二第一款", name="刑法")],
    ),
    (
        "依据民法典第一千零四条,予以受理。",
        [named("第一千零四条", "第一千零四条", name="民法典")],
    ),
    # Pauses and words that end the place.
    ("《土地管理法》第三条、群众意见均已考虑。", [titled("第三条", "第三条")]),
    ("《土地管理法》第三条规定的六种情形。", [titled("第三条", "第三条")]),
    ("《土地管理法》第三条第一款所称耕地。", [titled("第三条第一款", "第三条第一款")]),
    ("《土地管理法》第三条和有关政策。", [titled("第三条", "第三条")]),
    ("《土地管理法》第三条至今未变。", [titled("第三条", "第三条")]),
]


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(IN_SENTENCES))
def test_places_in_sentences(sentence: str, expected: Sequence[C]) -> None:
    check(sentence, expected)


def test_a_chapter_alone_is_no_article() -> None:
    from kb.citations.find import find

    (found,) = find("认真学习《土地管理法》第三章。")
    assert (found.name, found.articles) == ("土地管理法", ())


#: Places that stand apart from the law they belong to, in a text that is no law.
POINTED_AT = [
    (
        "《土地管理法》明确了审批权限,第四十四条规定了转用。",
        [titled(""), place("第四十四条", name=LAND)],
    ),
    (
        "《土地管理法》第四十四条规定了转用,第四十六条规定了征收。",
        [titled("第四十四条", "第四十四条"), place("第四十六条", name=LAND)],
    ),
    (
        "土地管理法明确了审批权限,第四十四条第二款规定了转用。",
        [named(""), place("第四十四条第二款", name=LAND)],
    ),
    (
        "《测绘法》和《土地管理法》均有明文,后者体现在第四十四条。",
        [titled("", title="测绘法"), titled(""), place("第四十四条", name=LAND)],
    ),
    (
        "《土地管理法》单设罚则,其第七十四条最为常用。",
        [titled(""), place("第七十四条", name=LAND)],
    ),
    (
        "土地管理法单设罚则,其第74条、第75条最为常用。",
        [named(""), place("第74条、第75条", "第七十四条", "第七十五条", name=LAND)],
    ),
    (
        "《闽海省测绘条例》已施行,依该条例第八条办理。",
        [
            titled("", title="闽海省测绘条例"),
            C(
                "该条例第八条",
                name="闽海省测绘条例",
                articles=("第八条",),
                form=Form.BACK,
                itself=False,
            ),
        ],
    ),
    (
        "《榕湾市户外广告管理办法》已施行。该办法第三章第十条第二款尤其重要。",
        [
            titled("", title=ADVERTISING),
            C(
                "该办法第三章第十条第二款",
                name=ADVERTISING,
                articles=("第十条第二款",),
                form=Form.BACK,
            ),
        ],
    ),
    (
        "《土地管理法》已修订。依照该法第三条、第四条办理。",
        [
            titled(""),
            C("该法第三条、第四条", name=LAND, articles=("第三条", "第四条"), form=Form.BACK),
        ],
    ),
    (
        "《闽海省测绘条例》已施行。依《条例》第八条办理。",
        [
            titled("", title="闽海省测绘条例"),
            C("《条例》第八条", name="闽海省测绘条例", articles=("第八条",), form=Form.BACK),
        ],
    ),
    # Nothing tells which law is meant.
    ("违反前款规定的,责令改正。", [place("前款", itself=True)]),
    ("有前款第(二)项情形的,从轻。", [place("前款第(二)项", itself=True)]),
    ("违反前两款规定的,责令改正。", [place("前两款", itself=True)]),
    ("违反前三款规定的,责令改正。", [place("前三款", itself=True)]),
    ("违反前条规定的,责令改正。", [place("前条", itself=True)]),
    ("违反前条第一款规定的,责令改正。", [place("前条第一款", itself=True)]),
    ("违反前两条规定的,责令改正。", [place("前两条", itself=True)]),
    ("本条所称耕地包括水田。", [place("本条", itself=True)]),
    ("依照本条第二款处理。", [place("本条第二款", itself=True)]),
    ("本款所称耕地包括水田。", [place("本款", itself=True)]),
    (
        "除前款规定外,依照本条第二款处理。",
        [place("前款", itself=True), place("本条第二款", itself=True)],
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), in_both_widths(POINTED_AT))
def test_places_pointed_at(sentence: str, expected: Sequence[C]) -> None:
    check(sentence, expected)


#: Words that only look like a place.
NEAR_MISSES = [
    "奋战在抗洪第一条战线。",
    "建成第3条生产线。",
    "推出三条措施。",
    "公布第一批名单。",
    "提出六条措施。",
    "登上报纸头条。",
    "具备条件的先行先试。",
    "不符合第二条件区的要求。",
    "开通第二条高铁。",
    "新增第5条公交线路。",
    "采纳第四条建议。",
    "打通第一条跨海通道。",
    "推出第一款产品。",
    "上线第二款应用。",
    "完成第一项工作。",
    "推进第三项改革。",
    "启动第二项任务。",
    "总结了十条经验。",
    "根据目前条件推进。",
    "在当前条件下开工。",
    "目前款项已经到账。",
    "具备基本条件。",
    "核对成本条目。",
    "抽取样本条数足够。",
    "加强根本条件建设。",
    "本项目已竣工。",
    "本项工作由办公室负责。",
    "结清成本款项。",
    "制定本章程。",
    "做好前两项工作。",
    "前三条措施见效快。",
    "本条线共有三个站点。",
    "增设本条目。",
    "签订三款合同。",
    "走访十项重点工程。",
]


@pytest.mark.parametrize("sentence", NEAR_MISSES)
def test_near_misses(sentence: str) -> None:
    check(sentence, [])


@pytest.mark.parametrize("sentence", NEAR_MISSES)
def test_near_misses_after_a_law(sentence: str) -> None:
    check(f"认真执行《{LAND}》,{sentence}", [titled("")])


@pytest.mark.parametrize(
    "after", ["第3条新闻", "第一条战线", "第二条地铁线", "三条措施", "第一批名单", "第三项改革"]
)
def test_near_misses_right_after_a_title(after: str) -> None:
    check(f"刊发《{LAND}》{after}。", [titled("")])


def law(articles: dict[int, str], *, title: str = ADVERTISING, before: str = "") -> Document:
    """A law of twelve articles; those not given cite nothing."""
    lines = [title, before] if before else [title]
    for number in range(1, 13):
        body = articles.get(number, f"{to_chinese(number)}类广告牌由设置人定期检查。")
        lines.append(f"第{to_chinese(number)}条　{body}")
    document = parse(Reading("\n".join(lines) + "\n", "utf-8"), genre=Genre.LAW)
    assert len(document.passages) == 12
    return document


def cited_in(document: Document, number: int) -> list[Citation]:
    """The citations in one article of a law."""
    from kb.citations.find import find_in

    passage = document.passages[number - 1]
    return [
        one for one in find_in(document) if passage.start <= one.start and one.end <= passage.end
    ]


#: What article 5 of a law says, paragraphs and items on lines of their own, and what it cites.
IN_ARTICLE_FIVE = [
    # 前款: the paragraph before.
    ("甲。\n　　违反前款规定的,处罚。", [("前款", "第五条第一款")]),
    ("甲。\n　　乙。\n　　违反前款规定的,处罚。", [("前款", "第五条第二款")]),
    (
        "甲。\n　　违反前款规定的,警告。\n　　再犯前款行为的,处罚。",
        [("前款", "第五条第一款"), ("前款", "第五条第二款")],
    ),
    ("甲:\n　　(一)乙;\n　　(二)丙。\n　　前款事项由市公布。", [("前款", "第五条第一款")]),
    (
        "甲:\n　　(一)乙;\n　　(二)丙。\n　　有前款第(二)项情形的,处罚。",
        [("前款第(二)项", "第五条第一款第(二)项")],
    ),
    (
        "甲:\n　　(一)乙;\n　　(二)丙。\n　　有前款第二项情形的,处罚。",
        [("前款第二项", "第五条第一款第(二)项")],
    ),
    (
        "甲:\n　　(一)乙;\n　　(二)丙。\n　　有前款第(一)项、第(二)项情形的,处罚。",
        [("前款第(一)项、第(二)项", ("第五条第一款第(一)项", "第五条第一款第(二)项"))],
    ),
    # 前两款: both of them.
    (
        "甲。\n　　乙。\n　　违反前两款规定的,处罚。",
        [("前两款", ("第五条第一款", "第五条第二款"))],
    ),
    (
        "甲。\n　　乙。\n　　丙。\n　　违反前两款规定的,处罚。",
        [("前两款", ("第五条第二款", "第五条第三款"))],
    ),
    (
        "甲。\n　　乙。\n　　丙。\n　　违反前三款规定的,处罚。",
        [("前三款", ("第五条第一款", "第五条第二款", "第五条第三款"))],
    ),
    # 本条, 本款.
    ("甲。\n　　乙。\n　　本条第二款的限额可以调整。", [("本条第二款", "第五条第二款")]),
    ("本条所称广告牌包括灯箱。", [("本条", "第五条")]),
    (
        "甲。\n　　本条第一款、第二款由市公布。",
        [("本条第一款、第二款", ("第五条第一款", "第五条第二款"))],
    ),
    ("甲。\n　　本款所称广告牌包括灯箱。", [("本款", "第五条第二款")]),
    # 前条: the article before.
    ("违反前条规定的,处罚。", [("前条", "第四条")]),
    ("违反前条第二款规定的,处罚。", [("前条第二款", "第四条第二款")]),
    ("违反前两条规定的,处罚。", [("前两条", ("第三条", "第四条"))]),
    ("违反前三条规定的,处罚。", [("前三条", ("第二条", "第三条", "第四条"))]),
    # Articles of the same law.
    ("违反第十条规定的,处罚。", [("第十条", "第十条")]),
    ("违反第十条第二款第(三)项规定的,处罚。", [("第十条第二款第(三)项", "第十条第二款第(三)项")]),
    ("违反第七条、第九条规定的,处罚。", [("第七条、第九条", ("第七条", "第九条"))]),
    ("违反第七条至第九条规定的,处罚。", [("第七条至第九条", "第七条至第九条")]),
    ("除第七条外,适用第九条的规定。", [("第七条", "第七条"), ("第九条", "第九条")]),
    ("甲。\n第十一条规定的事项除外。", [("第十一条", "第十一条")]),
    ("依照\n第十一条的规定办理。", [("第十一条", "第十一条")]),
    ("甲:\n　　(一)违反第七条的;\n　　(二)其他。", [("第七条", "第七条")]),
    # Where it is itself that is named, the form is another.
    ("违反本办法第十条规定的,处罚。", [("本办法第十条", "第十条")]),
    ("违反本办法第十条第二款规定的,处罚。", [("本办法第十条第二款", "第十条第二款")]),
    (
        "违反本办法第七条、第九条规定的,处罚。",
        [("本办法第七条、第九条", ("第七条", "第九条"))],
    ),
    ("违反本办法规定的,处罚。", [("本办法", ())]),
    ("甲由本市负责。", []),
]


@pytest.mark.parametrize("typed", [str, wide], ids=["half-width", "full-width"])
@pytest.mark.parametrize(("body", "expected"), IN_ARTICLE_FIVE)
def test_a_law_cites_itself(
    body: str,
    expected: list[tuple[str, str | tuple[str, ...]]],
    typed: Callable[[str], str],
) -> None:
    found = cited_in(law({5: typed(body)}), 5)
    rows = [(typed(text), (at,) if isinstance(at, str) else at) for text, at in expected]
    assert [(one.text, one.articles) for one in found] == rows
    assert all(one.itself for one in found)
    for one in found:
        assert one.form is (Form.BACK if one.text.startswith("本办法") else Form.PLACE)
        if one.form is Form.BACK:
            assert one.name == ADVERTISING


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("榕湾市户外广告管理条例", "本条例"),
        ("榕湾市户外广告管理规定", "本规定"),
        ("榕湾市户外广告管理办法(试行)", "本办法"),
        ("榕湾市户外广告管理办法实施细则", "本细则"),
        ("中华人民共和国海岛广告法", "本法"),
    ],
)
def test_a_law_by_what_it_is(title: str, word: str) -> None:
    document = law({5: f"违反{word}第十条规定的,处罚。"}, title=title)
    (found,) = cited_in(document, 5)
    assert (found.text, found.articles) == (f"{word}第十条", ("第十条",))
    assert found.itself and found.form is Form.BACK
    assert found.name == document.meta.title


@pytest.mark.parametrize(
    ("number", "body", "articles"),
    [
        (6, "违反前条规定的,处罚。", ("第五条",)),
        (12, "违反前条规定的,处罚。", ("第十一条",)),
        (2, "甲。\n　　前款由市公布。", ("第二条第一款",)),
        (11, "甲。\n　　乙。\n　　前款由市公布。", ("第十一条第二款",)),
        (10, "本条第一款由市公布。", ("第十条第一款",)),
    ],
)
def test_the_place_depends_on_the_article(
    number: int, body: str, articles: tuple[str, ...]
) -> None:
    (found,) = cited_in(law({number: body}), number)
    assert found.articles == articles


@pytest.mark.parametrize(
    "body",
    [
        "本章所称广告牌包括灯箱。",
        "本节所称广告牌包括灯箱。",
        "依照本章的规定处罚。",
        "法律、行政法规另有规定的,从其规定。",
        "依照有关法律、法规的规定处罚。",
        "设置条件由市公布。",
        "基本条件由市公布。",
    ],
)
def test_what_a_law_does_not_cite(body: str) -> None:
    assert cited_in(law({5: body}), 5) == []


def test_numbers_of_articles_are_no_citations() -> None:
    from kb.citations.find import find_in

    document = law({}, before="目　录\n第一章　总则\n第二章　罚则\n第一章　总则")
    assert find_in(document) == []


OTHERS = [
    (
        "依照《行政处罚法》第三十三条处理。",
        C("《行政处罚法》第三十三条", name="行政处罚法", articles=("第三十三条",), itself=False),
    ),
    (
        "依照行政处罚法的规定处理。",
        C("行政处罚法", name="行政处罚法", articles=(), form=Form.NAME, itself=False),
    ),
    (
        "依照刑法第二百八十七条之二处理。",
        C("刑法第二百八十七条之二", name="刑法", articles=("第二百八十七条之二",), itself=False),
    ),
    (
        "依照《中华人民共和国治安管理处罚法》处理。",
        C("《中华人民共和国治安管理处罚法》", name="中华人民共和国治安管理处罚法", itself=False),
    ),
]


@pytest.mark.parametrize(("body", "expected"), OTHERS)
def test_a_law_cites_others(body: str, expected: C) -> None:
    (found,) = cited_in(law({5: body}), 5)
    assert found.text == expected.text
    assert expected.differs(found) == []


def test_another_law_and_itself_in_one_sentence() -> None:
    document = law({5: "依照《行政处罚法》第三十三条和本办法第十条处理。"})
    assert [(one.text, one.articles, one.itself) for one in cited_in(document, 5)] == [
        ("《行政处罚法》第三十三条", ("第三十三条",), False),
        ("本办法第十条", ("第十条",), True),
    ]


def test_spans_are_places_in_the_document() -> None:
    from kb.citations.find import find_in

    document = law({5: "甲。\n　　违反前款规定的,依照本办法第十条处罚。"})
    found = find_in(document)
    assert [document.text[one.start : one.end] for one in found] == ["前款", "本办法第十条"]
    assert [(one.start, one.end) for one in found] == sorted((o.start, o.end) for o in found)


def test_a_report_cites_by_the_same_rules() -> None:
    from kb.citations.find import find, find_in

    text = (
        "榕湾市2023年法治政府建设情况报告\n"
        "一、主要举措\n"
        "落实《闽海省测绘条例》(以下简称《条例》)。\n"
        "二、下一步工作\n"
        "依照《条例》第八条和行政处罚法开展检查。\n"
    )
    document = parse(Reading(text, "utf-8"), genre=Genre.REPORT)
    found = find_in(document)
    assert [one.text for one in found] == ["《闽海省测绘条例》", "《条例》第八条", "行政处罚法"]
    assert found == find(text, own=document.meta.title)
