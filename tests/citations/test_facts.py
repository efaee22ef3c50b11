"""What the text of a law says of itself: versions, dates, and the laws it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citations.facts import Repeal, law_of, repeals_of
from kb.citations.laws import Edition
from kb.document import Document, Genre
from kb.parsing import parse
from kb.parsing.law import parse_law
from kb.reading import Reading, read

TITLE = "榕湾市户外广告管理条例"
END = "<!-- INFO END -->"
CITY = "榕湾市第六届人民代表大会常务委员会第{}次会议"
PROVINCE = "闽海省第九届人民代表大会常务委员会第{}次会议"


def document(
    *head: str, title: str = TITLE, closing: str = "本条例自2019年1月1日起施行。", path: str = ""
) -> Document:
    """A regulation with ``head`` below its title and ``closing`` as its third article."""
    body = (
        "第一条 为了规范户外广告的设置,制定本条例。",
        "第二条 本市建成区适用本条例。",
        f"第三条 {closing}",
    )
    text = "\n\n".join((f"# {title}", *head, END, *body)) + "\n"
    return parse(Reading(text, "utf-8"), doc_id="d", path=path, genre=Genre.LAW)


def days(given: Document) -> list[tuple[str | None, str | None]]:
    return [(e.published, e.effective) for e in law_of(given).editions]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(
            ["2018年9月3日 " + CITY.format("三") + "通过"],
            [("2018-09-03", "2019-01-01")],
            id="passed only",
        ),
        pytest.param(
            ["2018年9月3日 国务院第12次常务会议通过", "2018年10月8日 国务院令第990号公布"],
            [("2018-10-08", "2019-01-01")],
            id="passed, then published: one version of the later day",
        ),
        pytest.param(
            [
                "2018年9月3日 " + CITY.format("三") + "通过",
                "2018年11月2日 " + PROVINCE.format("八") + "批准",
            ],
            [("2018-11-02", "2019-01-01")],
            id="passed by the city, approved by the province",
        ),
        pytest.param(
            [
                "2018年9月3日 " + CITY.format("三") + "通过",
                "根据2020年5月6日 "
                + CITY.format("十")
                + "《关于修改〈榕湾市户外广告管理条例〉等三件地方性法规的决定》第一次修正",
                "2022年7月8日 " + CITY.format("二十") + "修订",
            ],
            [("2018-09-03", "2019-01-01"), ("2020-05-06", None), ("2022-07-08", None)],
            id="the day in the text is that of the version it was written for",
        ),
        pytest.param(
            [
                "2010年3月4日 国务院令第901号公布",
                "2016年2月6日 《国务院关于修改部分行政法规的决定》第一次修订",
                "2018年11月12日 国务院第30次常务会议修订通过",
                "2018年12月1日 国务院令第955号公布",
                "2019年1月1日 施行",
            ],
            [("2010-03-04", None), ("2016-02-06", None), ("2018-12-01", "2019-01-01")],
            id="revised, published, in force",
        ),
        pytest.param(
            [
                "2018年9月3日 " + CITY.format("三") + "通过",
                "2018年11月2日 " + PROVINCE.format("八") + "批准",
                "2020年4月9日 " + CITY.format("九") + "通过",
                "2020年6月1日 "
                + PROVINCE.format("二十")
                + "批准的《关于修改〈榕湾市户外广告管理条例〉的决定》修正",
            ],
            [("2018-11-02", "2019-01-01"), ("2020-06-01", None)],
            id="an amendment passed by the city and approved by the province",
        ),
        pytest.param(
            [
                "2018年9月3日 " + CITY.format("三") + "通过",
                "2020年6月1日 "
                + PROVINCE.format("二十")
                + "批准的2020年4月9日 "
                + CITY.format("九")
                + "《关于修改〈榕湾市户外广告管理条例〉的决定》修正",
            ],
            [("2018-09-03", "2019-01-01"), ("2020-06-01", None)],
            id="the same, the approval before",
        ),
        pytest.param(
            [
                "2018年8月1日 最高人民法院审判委员会第1000次会议、"
                "2018年9月3日 最高人民检察院第十三届检察委员会第九次会议通过"
            ],
            [("2018-09-03", "2019-01-01")],
            id="two bodies",
        ),
        pytest.param([], [(None, "2019-01-01")], id="no head"),
    ],
)
def test_versions(head: list[str], expected: list[tuple[str | None, str | None]]) -> None:
    assert days(document(*head)) == expected


def test_law_of() -> None:
    law = law_of(
        document(
            "2018年9月3日 " + CITY.format("三") + "通过",
            "2018年9月20日 榕湾市人民代表大会常务委员会公告第7号公布",
            path="地方性法规/榕湾市户外广告管理条例.md",
        )
    )
    assert (law.title, law.kind, law.org) == (TITLE, "地方性法规", "榕湾市人民代表大会常务委员会")
    assert law.editions == (
        Edition("2018-09-20", "2019-01-01", "榕湾市人民代表大会常务委员会公告第7号", 3, "d"),
    )
    assert law.whole
    assert (law.repealed, law.successor, law.standing) == (None, None, None)


def test_the_day_of_publication_is_in_the_name_of_the_file() -> None:
    given = document(
        "2018年9月3日 " + CITY.format("三") + "通过", path=f"地方性法规/{TITLE}(2018-10-09).md"
    )
    assert days(given) == [("2018-10-09", "2019-01-01")]


def test_a_version_that_only_the_name_of_the_file_tells() -> None:
    given = document(
        "2018年9月3日 榕湾市人民政府令第3号公布",
        closing="本条例自公布之日起施行。",
        path=f"{TITLE}(2021-10-09).md",
    )
    assert days(given)[-1] == ("2021-10-09", None)
    assert len(days(given)) == 2


def test_who_revised_it_made_it_not_who_approved() -> None:
    given = document(
        "2018年9月3日 " + CITY.format("三") + "修订",
        "2018年11月2日 " + PROVINCE.format("八") + "批准",
        path="地方性法规/x.md",
    )
    assert law_of(given).org == "榕湾市人民代表大会常务委员会"


def test_an_amended_law_has_earlier_versions_nobody_names() -> None:
    given = document("2018年9月3日 " + CITY.format("三") + "修订")
    assert not law_of(given).whole


def test_an_earlier_law_of_its_name_is_a_version_of_it() -> None:
    given = document(
        "2018年9月3日 国务院令第990号公布",
        title="榕树保护条例",
        closing="本条例自2019年1月1日起施行。1995年6月7日国务院发布的《榕树保护条例》同时废止。",
    )
    assert days(given) == [("1995-06-07", None), ("2018-09-03", "2019-01-01")]
    assert repeals_of(given) == []


def test_the_highest_article_counts() -> None:
    assert law_of(document()).editions[-1].articles == 3


IN_FORCE = "本条例自2019年1月1日起施行。"
DAY = "2019-01-01"


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        (IN_FORCE + "《榕湾市灯箱管理办法》同时废止。", ["榕湾市灯箱管理办法"]),
        (
            IN_FORCE + "《灯箱管理办法》、《招牌管理办法》和《布幅管理规定》同时废止。",
            ["灯箱管理办法", "招牌管理办法", "布幅管理规定"],
        ),
        (
            "本条例自 2019年1月1日起施行。 《灯箱管理办法》、 《招牌管理\n办法》 同时废止。",
            ["灯箱管理办法", "招牌管理办法"],
        ),
        (
            IN_FORCE + "2001年5月1日榕湾市人民政府令第9号发布的《灯箱管理办法》,"
            "2003年6月2日发布的《招牌管理办法》同时废止。",
            ["灯箱管理办法", "招牌管理办法"],
        ),
        ("本条例自2019年1月1日起施行,《灯箱管理办法》即行废止。", ["灯箱管理办法"]),
        (
            IN_FORCE + "自本条例施行之日起,《灯箱管理办法》予以废止。",
            ["灯箱管理办法"],
        ),
        (
            IN_FORCE + "《灯箱管理办法》(榕湾市人民政府令第9号)自2019年1月1日起废止。",
            ["灯箱管理办法"],
        ),
        (
            IN_FORCE + "《榕湾市实施〈中华人民共和国广告法〉办法》同时废止。",
            ["榕湾市实施〈中华人民共和国广告法〉办法"],
        ),
        (
            IN_FORCE + "1999年3月4日通过、根据2004年5月6日《关于修改〈灯箱管理办法〉的决定》"
            "第一次修正的《灯箱管理办法》同时废止。",
            ["灯箱管理办法"],
        ),
        (
            IN_FORCE + "国务院《关于灯箱管理的通知》同时废止。",
            ["国务院关于灯箱管理的通知"],
        ),
        # Only a part of it, or nothing at all.
        (IN_FORCE + "《灯箱管理办法》第三条同时废止。", []),
        (IN_FORCE + "《灯箱管理办法》中有关招牌的规定同时废止。", []),
        (IN_FORCE + "《灯箱管理办法》和《招牌管理办法》中的有关规定同时废止。", []),
        (IN_FORCE + "《灯箱管理办法》与本条例抵触的规定同时废止。", []),
        (IN_FORCE + "其他规定与本条例不一致的,同时废止。", []),
        (IN_FORCE + "《灯箱管理办法》废止前已经设置的,可以保留。", []),
        (IN_FORCE + "依照《灯箱管理办法》取得的许可证,期满后废止。", []),
        (IN_FORCE + "《灯箱管理办法》继续有效。", []),
        (IN_FORCE, []),
    ],
)
def test_repeals(closing: str, expected: list[str]) -> None:
    found = repeals_of(document("2018年9月3日 " + CITY.format("三") + "通过", closing=closing))
    assert [repeal.title for repeal in found] == expected
    assert {repeal.day for repeal in found} <= {DAY}


def test_a_repeal_says_where_it_stands_and_what_is_told_of_the_law() -> None:
    closing = IN_FORCE + "2001年5月1日闽海省交通厅令第9号发布的《闽海省灯箱管理办法》同时废止。"
    assert repeals_of(document(closing=closing)) == [
        Repeal(
            "闽海省灯箱管理办法",
            DAY,
            TITLE,
            f"《{TITLE}》第三条",
            published="2001-05-01",
            number="闽海省交通厅令第9号",
            org="闽海省交通厅",
        )
    ]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (["2018年9月3日 国务院令第990号公布"], "2018-09-03"),
        # In force at once: from its first publication, not from that of an amendment.
        (
            [
                "2018年9月3日 国务院令第990号公布",
                "2021年3月4日 《国务院关于修改部分行政法规的决定》修订",
            ],
            "2018-09-03",
        ),
        ([], None),
    ],
)
def test_the_day_of_a_repeal_without_a_date(head: list[str], day: str | None) -> None:
    closing = "本条例自公布之日起施行。《灯箱管理办法》同时废止。"
    assert [repeal.day for repeal in repeals_of(document(*head, closing=closing))] == [day]


def test_a_decision_to_repeal() -> None:
    text = (
        "# 榕湾市人民代表大会常务委员会关于废止部分地方性法规的决定\n\n"
        f"2021年9月24日 {CITY.format('三十三')}通过\n\n{END}\n\n"
        "会议决定:\n\n一、废止《榕湾市灯箱管理条例》(1992年9月1日通过)\n\n"
        "二、废止《榕湾市招牌管理条例》(1994年7月2日通过)\n\n本决定自公布之日起施行。\n"
    )
    found = repeals_of(parse(Reading(text, "utf-8"), genre=Genre.LAW))
    assert [(r.title, r.day, r.published) for r in found] == [
        ("榕湾市灯箱管理条例", "2021-09-24", "1992-09-01"),
        ("榕湾市招牌管理条例", "2021-09-24", "1994-07-02"),
    ]


#: What laws' heads and closing articles are made of.
PIECES = (
    "《 》 〈 〉 ( ) 废止 同时废止 自2019年1月1日起施行 、 和 。 2018年9月3日 通过 修正 修订"
    " 令第3号 批准的 公布 第一条 甲 即 二〇一八年九月三日 第0条"
)


@given(st.lists(st.sampled_from([*PIECES.split(), "\n", " "]), max_size=60))
def test_no_text_is_too_odd(pieces: list[str]) -> None:
    text = "# 某条例\n\n" + "".join(pieces)
    meta, sections, passages = parse_law(text)
    odd = Document("", meta, text, sections, passages)
    assert law_of(odd).editions
    repeals_of(odd)


@pytest.mark.parametrize(
    ("file", "first", "last", "count"),
    [
        (
            "行政法规/信访条例(2005-01-10).md",
            Edition("1995-10-28", None),
            Edition("2005-01-10", "2005-05-01", "国务院令第431号", 51, "d"),
            2,
        ),
        (
            "行政法规/森林防火条例(2008-12-01).md",
            Edition("1988-01-16", None),
            Edition("2008-12-01", "2009-01-01", "国务院令第541号", 56, "d"),
            2,
        ),
        (
            "行政法/行政处罚法(2021-01-22).md",
            Edition("1996-03-17", None),
            Edition("2021-01-22", "2021-07-15", None, 86, "d"),
            4,
        ),
    ],
)
def test_real_laws(shared: Path, file: str, first: Edition, last: Edition, count: int) -> None:
    path = shared / "laws" / file
    law = law_of(parse(read(path), doc_id="d", path=file))
    assert (law.editions[0], law.editions[-1], len(law.editions)) == (first, last, count)


def test_the_civil_code_ends_nine_laws(shared: Path) -> None:
    file = "民法典/附则.md"
    found = repeals_of(parse(read(shared / "laws" / file), path=file))
    assert len(found) == 9
    assert {(r.day, r.basis) for r in found} == {
        ("2021-01-01", "《中华人民共和国民法典》第一千二百六十条")
    }
    assert "中华人民共和国民法通则" in {r.title for r in found}
