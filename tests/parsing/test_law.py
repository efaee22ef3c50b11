"""Laws of an invented city, in the forms real ones come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document import Metadata, Passage, Section
from kb.parsing.law import parse_law

MARKDOWN = """# 榕湾市户外广告管理条例

2019年8月26日 榕湾市第十五届人民代表大会常务委员会第十二次会议通过

2021年12月1日 榕湾市第十六届人民代表大会常务委员会第二次会议《关于修改部分地方性法规的决定》修正

<!-- INFO END -->

## 第一章  总　则

第一条 为了规范户外广告，制定本条例。

第二条 本市的户外广告适用本条例。

### 第一节  机关

第三条 市城市管理部门负责管理：

（一）巡查；

（二）登记。

第十一条规定的事项除外。

## 第二章  附 则

第四条 本条例自2022年1月1日起施行。
"""

PAGE = """当前位置：首页 > 政策法规 > 地方性法规
榕湾市户外广告管理条例
发布时间：2022-03-01 来源：榕湾市人大 浏览次数：12
（2019年8月26日榕湾市第十五届人民代表大会常务委员会第十二次会议通过　根据2021年12月1日\
榕湾市第十六届人民代表大会常务委员会第二次会议《关于修改部分地方性法规的决定》修正）
目　录
第一章　总　则
第二章　附　则
第一章　总　则
第一条为了规范户外广告，制定本条例。
第二条　本市的户外广告适用本条例。违反
第一条规定的，依照本条例处理。
第三条
市城市管理部门负责管理。
第五条、第六条规定的事项除外。
第4条 钟楼不得设置。
第 四 条 之 一　鼓楼不得设置。
第二章　附　则
第五条　本条例自2022年1月1日起施行。
打印 关闭
相关链接：
榕湾市户外广告条例解读
版权所有 榕湾市人大常委会
"""

DECREE = """榕湾市人民政府令
第43号
《榕湾市停车管理办法》已经2021年3月2日市人民政府第5次常务会议通过，现予公布，自2021年5月1日起施行。
市长 张三
2021年3月10日
榕湾市停车管理办法
第一章 总则 第一条 为了管理停车，制定本办法。
第二条 本办法适用于本市。
第二章 管理 第三条 停车应当有序。
"""

DECISION = """榕湾市人民代表大会常务委员会
关于修改《榕湾市户外广告管理条例》的决定
（2021年12月1日榕湾市第十六届人民代表大会常务委员会第二次会议通过）
会议决定，对《榕湾市户外广告管理条例》作如下修改：
一、将第三条修改为：
第三条　市城市管理部门负责。
二、增加一条，作为第四条：“第四条　设置应当安全：
“（一）牢固；
“（二）美观。”
三、删去第五条。
本决定自公布之日起施行。
榕湾市人民代表大会常务委员会
2021年12月1日
"""

REPLY = """最高人民法院关于榕湾货物扣押问题的批复
法释〔2020〕6号
（2020年3月1日最高人民法院审判委员会第1800次会议通过，自2020年4月1日起施行）
闽海省高级人民法院：
你院的请示收悉。经研究，答复如下：
人民法院可以扣押货物。有下列情形之一的除外：
（一）易腐；
（二）危险。
"""


def parse(text: str, **known: str) -> tuple[Metadata, tuple[Section, ...], tuple[Passage, ...]]:
    return parse_law(text, **known)  # type: ignore[arg-type]


def locators(text: str) -> list[str]:
    return [passage.locator for passage in parse(text)[2]]


def test_markdown() -> None:
    meta, sections, passages = parse(MARKDOWN)
    assert [(s.level, s.title) for s in sections] == [
        (1, "第一章 总则"),
        (2, "第一节 机关"),
        (1, "第二章 附则"),
    ]
    assert [p.locator for p in passages] == ["第一条", "第二条", "第三条", "第四条"]
    third = passages[2]
    assert third.breadcrumb == ("第一章 总则", "第一节 机关")
    assert MARKDOWN[third.start : third.end].startswith("第三条 市")
    assert MARKDOWN[third.start : third.end].endswith("第十一条规定的事项除外。")
    assert MARKDOWN[sections[0].start : sections[0].end].endswith("除外。")
    assert meta.title == "榕湾市户外广告管理条例"
    assert (meta.kind, meta.org) == ("地方性法规", "榕湾市人民代表大会常务委员会")
    assert (meta.issued, meta.published, meta.year) == ("2019-08-26", "2021-12-01", 2021)
    assert meta.effective == "2022-01-01"
    assert meta.status is None


def test_page_copied_from_a_browser() -> None:
    meta, sections, passages = parse(PAGE)
    assert [s.title for s in sections] == ["第一章 总则", "第二章 附则"]
    assert [p.locator for p in passages] == [
        "第一条", "第二条", "第三条", "第四条", "第四条之一", "第五条",
    ]  # fmt: skip
    texts = [PAGE[p.start : p.end] for p in passages]
    assert texts[1].endswith("依照本条例处理。")
    assert texts[2] == "第三条\n市城市管理部门负责管理。\n第五条、第六条规定的事项除外。"
    assert texts[-1] == "第五条　本条例自2022年1月1日起施行。"
    assert meta.title == "榕湾市户外广告管理条例"
    assert (meta.issued, meta.published) == ("2019-08-26", "2021-12-01")


def test_decree() -> None:
    meta, sections, passages = parse(DECREE)
    assert [s.title for s in sections] == ["第一章 总则", "第二章 管理"]
    assert [p.locator for p in passages] == ["第一条", "第二条", "第三条"]
    assert (meta.title, meta.number) == ("榕湾市停车管理办法", "榕湾市人民政府令第43号")
    assert (meta.kind, meta.org) == ("地方政府规章", "榕湾市人民政府")
    assert meta.effective == "2021-05-01"
    # It is published on the day it is signed.
    assert (meta.issued, meta.published) == ("2021-03-02", "2021-03-10")


@pytest.mark.parametrize(
    ("below", "kept"),
    [
        ("打印 关闭", False),
        ("抄送：市委办公室，市政协办公室。\n榕湾市人民政府办公室　　2023年4月6日印发", False),
        ("（此件公开发布）", False),
        ("附件下载\n1.申请表.docx", False),
        ("榕湾市人民政府\n２０２３年４月６日", False),
        ("前款规定由市人民政府实施。", True),
    ],
)
def test_what_stands_below_the_last_article(below: str, kept: bool) -> None:
    text = f"榕湾市某办法\n第一条 甲。\n第二条 本办法自2023年5月6日起施行。\n{below}\n"
    last = parse(text)[2][-1]
    assert text[last.start : last.end].endswith(below) is kept
    assert kept or text[last.start : last.end].endswith("起施行。")


def test_a_page_completes_what_a_law_does_not_say_itself() -> None:
    fields = "索引号：RW-7\n发布机构：榕湾市水务局\n成文日期：2022-04-02\n发布日期：2022-04-11\n"
    meta = parse(fields + "榕湾市节水办法\n第一条 甲。\n第二条 乙。\n")[0]
    assert (meta.index_number, meta.org) == ("RW-7", "榕湾市水务局")
    assert (meta.issued, meta.published, meta.year) == ("2022-04-02", "2022-04-11", 2022)


def test_decision_quotes_articles_that_are_not_its_own() -> None:
    meta, sections, passages = parse(DECISION)
    assert not sections
    assert [p.locator for p in passages] == ["前言", "一、", "二、", "三、", "结语"]
    assert DECISION[passages[2].start : passages[2].end].endswith("美观。”")
    assert DECISION[passages[-1].start : passages[-1].end] == "本决定自公布之日起施行。"
    assert meta.title == "榕湾市人民代表大会常务委员会关于修改《榕湾市户外广告管理条例》的决定"
    assert meta.effective == "2021-12-01"


def test_decision_that_publishes_the_law_anew() -> None:
    again = DECISION.replace(
        "榕湾市人民代表大会常务委员会\n2021年12月1日\n",
        "《榕湾市户外广告管理条例》根据本决定作相应修改，重新公布。\n"
        "榕湾市户外广告管理条例\n第一条 为了规范。\n第二条 本市适用。\n",
    )
    assert locators(again) == [
        "前言", "一、", "二、", "三、", "结语第一段", "结语第二段", "第一条", "第二条",
    ]  # fmt: skip


def test_reply_of_plain_paragraphs() -> None:
    meta, _, passages = parse(REPLY)
    assert [p.locator for p in passages] == ["第一段", "第二段"]
    assert REPLY[passages[1].start : passages[1].end].endswith("（二）危险。")
    assert (meta.kind, meta.org, meta.number) == ("司法解释", "最高人民法院", "法释〔2020〕6号")
    assert meta.effective == "2020-04-01"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # numbered units; a heading with units below it is a section
        ("一、甲。\n（一）乙。\n二、丙。", ["一、", "二、"]),
        ("一、总体安排\n（一）乙。\n（二）丙。\n二、丁。", ["一、(一)", "一、(二)", "二、"]),
        ("一、总体安排\n1.乙。\n（一）戊；\n2.丙。\n二、丁。", ["一、1.", "一、2.", "二、"]),
        ("一、安排\n甲。\n二、保障\n乙。", ["一、", "二、"]),
        # a number that goes back belongs to what is quoted
        ("一、甲。\n二、乙：“下列：\n1.丙；\n2.丁。”\n三、戊。", ["一、", "二、", "三、"]),
        # preamble and appendices
        ("甲如下：\n第一条 乙。\n第二条 丙。", ["前言", "第一条", "第二条"]),
        ("序　言\n甲。\n乙。\n第一章 总纲\n第一条 丙。", ["序言第一段", "序言第二段", "第一条"]),
        ("第一条 甲。\n附件1：名单\n乙\n附件2\n丙", ["第一条", "附件1", "附件2"]),
        ("第一条 甲。\n附件一\n第一条 乙。\n第二条 丙。",
         ["第一条", "附件一第一条", "附件一第二条"]),
        ("第一条 甲：\n附表 1\n第二条 乙。", ["第一条", "第二条"]),
        # the list of what is attached is no appendix
        ("第一条 甲。\n附件：1.申请表\n2.登记表", ["第一条"]),
        ("第一条 甲。\n附件：1.申请表\n2.登记表\n附件1：申请表\n姓名", ["第一条", "附件1"]),
        # articles that have lost their line ends, and what only speaks of the next
        ("第一条 甲。第二条 乙。 第三条丙。", ["第一条", "第二条", "第三条"]),
        ("第一条 甲。第二条规定的除外。第三条丙。\n第二条 丁。", ["第一条", "第二条"]),
        ("第一条 甲。\n- 1 -\n第二条 乙。", ["第一条", "第二条"]),
        # gaps, repeats, misprints
        ("第一条 甲。\n第三条 乙。\n第三条 丙。", ["第一条", "第三条", "第三条#2"]),
        ("第一条 甲。\n第二 条乙。\n笫三条 丙。", ["第一条", "第二条", "第三条"]),
        ("第一条 甲。\n第一百〇二条 乙。", ["第一条", "第一百零二条"]),
        ("第三十一条 甲。\n第三十二条 第三十一条所称乙，指丙。", ["第三十一条", "第三十二条"]),
        # references at the start of a line
        ("第一条 甲。\n第二条第一款规定的，乙。\n第二条 丙。", ["第一条", "第二条"]),
        ("第一条 甲。违反\n第三条 乙的，丙。\n第二条 丁。\n第三条 戊。",
         ["第一条", "第二条", "第三条"]),
        ("第一条 甲。\n第二条和第三条所称乙，指丙。\n第二条 丁。", ["第一条", "第二条"]),
        ("第一条 甲。\n第二条中华广场适用本条例。", ["第一条", "第二条"]),
        ("**第一条** 甲。\n\n### 第二条 乙。", ["第一条", "第二条"]),
    ],
)  # fmt: skip
def test_locators(body: str, expected: list[str]) -> None:
    assert locators("# 榕湾市某规定\n<!-- INFO END -->\n" + body) == expected


@pytest.mark.parametrize(
    ("contents", "titles"),
    [
        ("目录\n第一章 总则\n第二章 罚则\n", ["第一章 总则", "第二章 罚则"]),
        ("目　次\n第一章 总则……1\n第二章 罚则……9\n附件\n", ["第一章 总则", "第二章 罚则"]),
        ("第一章 总则\n第二章 罚则\n", ["第一章 总则", "第二章 罚则"]),
        ("目录\n", ["第一章 总则", "第二章 罚则"]),
    ],
)
def test_contents_are_not_sections(contents: str, titles: list[str]) -> None:
    text = f"榕湾市某办法\n{contents}第一章 总则\n第一条 甲。\n第二章 罚则\n第二条 乙。\n"
    _, sections, passages = parse(text)
    assert [s.title for s in sections] == titles
    assert [p.breadcrumb for p in passages] == [(title,) for title in titles]


def test_contents_of_a_body_without_headings() -> None:
    _, sections, passages = parse(
        "榕湾市某办法\n目录\n第一章 甲\n第二章 乙\n第一条 丙。\n第二条 丁。\n"
    )
    assert not sections
    assert [p.locator for p in passages] == ["第一条", "第二条"]


def test_headings_over_articles_in_an_interpretation() -> None:
    text = (
        "榕湾解释\n一、一般规定\n第一条 甲：\n（一）乙；\n（二）丙\n第二条 丁。\n"
        "二、附则\n第三条 戊。\n"
    )
    _, sections, passages = parse(text)
    assert [s.title for s in sections] == ["一、一般规定", "二、附则"]
    assert [p.breadcrumb[-1] for p in passages] == ["一、一般规定", "一、一般规定", "二、附则"]


def test_code_kept_in_parts() -> None:
    text = (
        "# 榕湾法典\n\n# 物权编\n\n2020年5月28日 某会通过\n\n<!-- INFO END -->\n\n"
        "## 第一章 通则\n\n第九条 甲。\n"
    )
    meta, sections, passages = parse(text)
    assert meta.title == "榕湾法典"
    assert [(s.level, s.title) for s in sections] == [(1, "物权编"), (2, "第一章 通则")]
    assert passages[0].breadcrumb == ("物权编", "第一章 通则")


@pytest.mark.parametrize(
    ("article", "heading"),
    [
        ("第一条【目的】为了绿地。", "目的"),
        ("第一条　（目的）为了绿地。", "目的"),
        ("第一条 为了绿地（含公园）。", ""),
    ],
)
def test_title_of_an_article(article: str, heading: str) -> None:
    assert parse(article)[2][0].heading == heading


@pytest.mark.parametrize(
    ("title", "history", "folder", "kind", "org"),
    [
        ("中华人民共和国某某法", "1999年4月29日 第九届全国人民代表大会常务委员会第九次会议通过",
         "", "法律", "全国人民代表大会常务委员会"),
        ("全国人民代表大会常务委员会关于某某问题的解释", "",
         "", "法律解释", "全国人民代表大会常务委员会"),
        ("某某条例", "2006年7月24日 中华人民共和国国务院令第472号公布", "", "行政法规", "国务院"),
        ("关于某某问题的规定", "2001年9月18日 最高人民法院审判委员会第1193次会议、"
         "2001年6月18日最高人民检察院第九届检察委员会第九十次会议通过",
         "", "司法解释", "最高人民法院、最高人民检察院"),
        ("某某办法", "2021年12月24日 国家市场监督管理总局令第49号公布",
         "", "部门规章", "国家市场监督管理总局"),
        ("榕湾市某某条例", "", "", "地方性法规", None),
        ("某某办法", "", "法规/部门规章/公安部", "部门规章", None),
        ("榕湾市某某规定", "", "DLC/榕湾地方法规/榕湾", "地方性法规", None),
        ("中国共产党某某条例", "", "", "党内法规", None),
        ("榕湾市某某工作实施方案", "", "", "规范性文件", None),
        ("榕湾市自然资源局关于某某的通知", "榕资规〔2023〕7号",
         "", "规范性文件", "榕湾市自然资源局"),
        ("某某", "", "", "其他", None),
    ],
)  # fmt: skip
def test_rank_and_maker(title: str, history: str, folder: str, kind: str, org: str | None) -> None:
    text = f"# {title}\n\n{history}\n\n<!-- INFO END -->\n\n第一条 甲。\n"
    meta = parse(text, folder=folder)[0]
    assert (meta.kind, meta.org) == (kind, org)


@pytest.mark.parametrize(
    ("history", "name", "ending", "published", "effective"),
    [
        ("2020年1月2日 某会通过", "", "本法自2020年3月1日起施行。", "2020-01-02", "2020-03-01"),
        ("二〇二〇年一月二日 某会通过", "", "本法自公布之日起施行。", "2020-01-02", "2020-01-02"),
        # the first date stays in the text of a law that is amended
        (
            "1999年1月2日 某会通过\n2020年1月2日 某会修正",
            "",
            "本法自1999年3月1日起施行。",
            "2020-01-02",
            None,
        ),
        (
            "1999年1月2日 某会通过\n2020年1月2日 某会修正",
            "",
            "本法自公布之日起施行。",
            "2020-01-02",
            None,
        ),
        ("2020年1月2日 某会通过\n2020年2月1日 施行", "", "", "2020-01-02", "2020-02-01"),
        ("", "某法(2019-08-26)", "", "2019-08-26", None),
        ("2020年13月2日 某会通过", "", "", None, None),
    ],
)
def test_dates(
    history: str, name: str, ending: str, published: str | None, effective: str | None
) -> None:
    text = f"# 某法\n\n{history}\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 {ending}\n"
    meta = parse(text, name=name)[0]
    assert (meta.published, meta.effective) == (published, effective)


def test_the_name_stands_in_for_a_title_and_the_start_is_kept() -> None:
    text = "---\na: b\n---\n第一条 甲。\n"
    meta, _, passages = parse_law(text, start=text.index("第"), name="榕湾市绿地条例(2020-02-03)")
    assert (meta.title, meta.year) == ("榕湾市绿地条例", 2020)
    assert text[passages[0].start : passages[0].end] == "第一条 甲。"


_LINES = st.sampled_from(
    ["第一条 甲。", "第二条乙", "第二条第一款", "第九条", "第一章 总则", "第一章 总则 第一条 甲",
     "目录", "附则", "附件", "附件一 表", "一、甲", "一、甲。", "（一）乙；", "1.丙", "5.1 丁",
     "（1）戊", "序言", "“引", "”", "# 题", "## 词", "<!-- INFO END -->", "重新公布。",
     "本决定自公布之日起施行。", "2020年1月2日", "", "　", "第", "| 表 |"]
)  # fmt: skip


@given(st.lists(_LINES, max_size=30).map("\n".join) | st.text(), st.integers(0, 20))
def test_spans_give_the_text_back(text: str, start: int) -> None:
    start = min(start, len(text))
    _, sections, passages = parse_law(text, start=start)
    at = start
    for passage in passages:
        assert at <= passage.start < passage.end <= len(text)
        piece = text[passage.start : passage.end]
        assert piece == piece.strip()
        at = passage.end
    assert len({p.locator for p in passages}) == len(passages)
    for section in sections:
        assert start <= section.start < section.end <= len(text)
        assert section.level >= 1
    assert [s.start for s in sections] == sorted(s.start for s in sections)
