"""The catalogue: what a name may mean, how a law stands on a day, and what the tables hold."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.citations.catalogue import Catalogue, Edition, Law
from kb.citations.facts import Repeal
from kb.citations.laws import identity
from kb.citations.names import key
from kb.citations.tables import read_laws

BUNDLED = Catalogue.bundled()
LAWS = list(BUNDLED.laws())
COUNTRY = "中华人民共和国"

_NUMBER = re.compile(
    r"[一-鿿、]+(?:令|公告)(?:\d{4}年)?第\d+号|[一-鿿()]+〔\d{4}〕\d+号|主席令第\d+号"
)


def law(
    title: str, kind: str = "地方性法规", org: str | None = None, *days: str, **more: object
) -> Law:
    editions = tuple(Edition(day, None) for day in days or ("2010-01-01",))
    return Law(title, kind, org, editions, **more)  # type: ignore[arg-type]


# ---- what the tables hold --------------------------------------------------------------


def test_there_are_well_over_a_thousand_national_laws() -> None:
    kinds = Counter(one.kind for one in LAWS)
    assert kinds["法律"] > 330
    assert kinds["行政法规"] > 600
    assert kinds["司法解释"] > 400
    assert kinds["地方性法规"] > 1800


def test_a_law_stands_in_the_tables_once() -> None:
    same = Counter((identity(one.title), one.kind, one.org) for one in LAWS)
    assert [name for name, count in same.items() if count > 1] == []


def test_every_date_is_one() -> None:
    days = {
        (one.title, day)
        for one in LAWS
        for day in (
            *(one.repealed, one.standing, one.lapsed),
            *(d for e in one.editions for d in (e.published, e.effective)),
        )
        if day
    }
    for _, day in days:
        assert date.fromisoformat(day).isoformat() == day


def test_versions_are_in_order_and_told_apart() -> None:
    for one in LAWS:
        published = [e.published for e in one.editions if e.published]
        assert published == sorted(set(published)), one.title


#: A ministry's rules that came into force with the State Council's they go with, before they
#: were published.
RETROACTIVE = "中华人民共和国发票管理办法实施细则"


def test_no_version_holds_before_it_is_published() -> None:
    wrong = [
        (one.title, e.published, e.effective)
        for one in LAWS
        for e in one.editions
        if e.published and e.effective and e.effective < e.published and one.title != RETROACTIVE
    ]
    assert wrong == []


def test_what_took_a_laws_place_is_known() -> None:
    missing = {one.successor for one in LAWS if one.successor and not BUNDLED.lookup(one.successor)}
    assert missing == set()


def test_no_law_ends_before_its_last_version_or_while_it_is_shown_in_force() -> None:
    wrong = [
        one.title
        for one in LAWS
        if one.repealed
        and (
            any((e.published or "") >= one.repealed for e in one.editions)
            or (one.standing or "") >= one.repealed
        )
    ]
    assert wrong == []


def test_numbers_are_canonical() -> None:
    numbers = {e.number for one in LAWS for e in one.editions if e.number}
    assert [number for number in numbers if not _NUMBER.fullmatch(number)] == []


def test_every_law_is_found_by_its_title() -> None:
    lost = [one.title for one in LAWS if one not in BUNDLED.lookup(one.title)]
    assert lost == []


def test_every_name_to_spot_is_known() -> None:
    names = list(BUNDLED.titles())
    assert len(names) == len(set(names))
    assert [name for name in names if not BUNDLED.lookup(name)] == []
    assert {"土地管理法", "信访条例", "物权编", "宪法"} <= set(names)
    assert not any(name.startswith(COUNTRY) for name in names)


HEADERS = {
    "laws": "title kind org number published effective articles first status as_of repealed"
    " successor basis source",
    "documents": "title kind org number published effective repealed successor basis url standing",
    "repeals": "title kind published effective repealed successor basis",
    "standing": "title status as_of",
}


def tables(folder: Path, **rows: list[dict[str, str]]) -> Catalogue:
    """The catalogue of tables with these rows; a table without rows isn't there."""
    for name, cells in rows.items():
        columns = HEADERS[name].split()
        lines = [columns, *([row.get(column, "") for column in columns] for row in cells)]
        text = "\n".join("\t".join(line) for line in lines) + "\n"
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return Catalogue(law for same in read_laws(folder).values() for law in same)


ROW = {"title": "灯箱条例", "kind": "行政法规", "org": "国务院"}


def test_a_row_for_each_version(tmp_path: Path) -> None:
    first = {**ROW, "published": "2010-01-01", "number": "国务院令第9号", "first": "1"}
    last = {**ROW, "published": "2020-01-01", "articles": "44", "status": "现行有效"}
    (found,) = tables(tmp_path, laws=[first, {**last, "as_of": "2026-01-01"}]).lookup("灯箱条例")
    assert found.editions == (
        Edition("2010-01-01", None, "国务院令第9号"),
        Edition("2020-01-01", None, None, 44),
    )
    assert (found.whole, found.standing, found.lapsed) == (True, "2026-01-01", None)


def test_what_is_written_by_hand_counts_more(tmp_path: Path) -> None:
    text = {**ROW, "published": "2010-01-01", "effective": "2010-03-01", "articles": "44"}
    hand = {**ROW, "published": "2010-01-01", "effective": "2010-05-01", "url": "https://e.org/"}
    (found,) = tables(tmp_path, laws=[text], documents=[hand]).lookup("灯箱条例")
    assert found.editions == (Edition("2010-01-01", "2010-05-01", None, 44),)
    assert found.url == "https://e.org/"


def test_an_end_written_by_hand(tmp_path: Path) -> None:
    text = {**ROW, "published": "2010-01-01", "status": "已废止", "as_of": "2026-01-01"}
    end = {
        "title": "灯箱条例",
        "repealed": "2021-01-01",
        "successor": "光环境法",
        "basis": "某公告",
    }
    (found,) = tables(tmp_path, laws=[text], repeals=[end]).lookup("灯箱条例")
    assert (found.kind, found.repealed, found.successor) == ("行政法规", "2021-01-01", "光环境法")
    assert found.status_on("2020-12-31") == "现行有效"


def test_two_bodies_run_together_are_set_apart(tmp_path: Path) -> None:
    """LawRefBook has a space between them, which is no part of a title."""
    text = {**ROW, "title": "最高人民法院、最高人民检察院关于灯箱的解释", "kind": "司法解释"}
    row = {"title": "最高人民法院最高人民检察院关于灯箱的解释", "repealed": "2021-01-01"}
    found = list(tables(tmp_path, laws=[text], repeals=[row]).laws())
    assert [(one.title, one.repealed) for one in found] == [(text["title"], "2021-01-01")]


def test_the_end_of_a_law_of_which_no_more_is_known(tmp_path: Path) -> None:
    end = {"title": "灯箱法", "kind": "法律", "repealed": "2021-01-01", "published": "1999-03-15"}
    (found,) = tables(tmp_path, repeals=[end]).lookup("灯箱法")
    assert (found.editions, found.repealed) == ((Edition("1999-03-15", None),), "2021-01-01")


@pytest.mark.parametrize(
    ("stated", "told", "day", "status"),
    [
        ("", "现行有效", "2020-01-01", "现行有效"),
        ("", "已废止", "2025-06-01", "已废止"),
        ("", "已废止", "2020-01-01", None),
        # The later of two sources is right.
        ("已废止", "现行有效", "2026-01-01", "现行有效"),
    ],
)
def test_standing_written_by_hand(
    tmp_path: Path, stated: str, told: str, day: str, status: str | None
) -> None:
    text = {**ROW, "published": "2010-01-01", "status": stated, "as_of": "2025-01-01"}
    row = {"title": "灯箱条例", "status": told, "as_of": "2025-06-01"}
    (found,) = tables(tmp_path, laws=[text], standing=[row]).lookup("灯箱条例")
    assert found.status_on(day) == status


# ---- what a name may mean --------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title"),
    [
        # As it is, with and without the country, in marks, with its version.
        ("中华人民共和国土地管理法", "中华人民共和国土地管理法"),
        ("土地管理法", "中华人民共和国土地管理法"),
        ("《土地管理法》", "中华人民共和国土地管理法"),
        ("土地管理法(2019年修正)", "中华人民共和国土地管理法"),
        ("土地管理法实施条例", "中华人民共和国土地管理法实施条例"),
        ("宪法", "中华人民共和国宪法"),
        # Titles in a title, in whatever marks.
        (
            "最高人民法院关于适用《刑事诉讼法》的解释",
            "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释",
        ),
        (
            "最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释",
            "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释",
        ),
        # The body before 关于 left out.
        (
            "关于适用《中华人民共和国刑事诉讼法》的解释",
            "最高人民法院关于适用《中华人民共和国刑事诉讼法》的解释",
        ),
        # For the time being.
        ("不动产登记条例", "不动产登记暂行条例"),
        # Books of a code.
        ("物权编", "中华人民共和国民法典"),
        ("总则编", "中华人民共和国民法典"),
        ("民法典物权编", "中华人民共和国民法典"),
        ("民法典·合同编", "中华人民共和国民法典"),
        ("民法典(婚姻家庭编)", "中华人民共和国民法典"),
        ("生态环境法典总则编", "中华人民共和国生态环境法典"),
        # Characters left out.
        ("刑诉法", "中华人民共和国刑事诉讼法"),
        ("民诉法", "中华人民共和国民事诉讼法"),
        ("行诉法", "中华人民共和国行政诉讼法"),
        ("环评法", "中华人民共和国环境影响评价法"),
        ("道交法", "中华人民共和国道路交通安全法"),
        ("治安处罚法", "中华人民共和国治安管理处罚法"),
        ("环保法", "中华人民共和国环境保护法"),
        ("固废法", "中华人民共和国固体废物污染环境防治法"),
        ("未保法", "中华人民共和国未成年人保护法"),
        ("土管法", "中华人民共和国土地管理法"),
        ("食安法", "中华人民共和国食品安全法"),
        ("个保法", "中华人民共和国个人信息保护法"),
        ("反诈法", "中华人民共和国反电信网络诈骗法"),
        ("村委会组织法", "中华人民共和国村民委员会组织法"),
        # Names in use.
        ("消法", "中华人民共和国消费者权益保护法"),
        ("监督法", "中华人民共和国各级人民代表大会常务委员会监督法"),
        ("信息公开条例", "中华人民共和国政府信息公开条例"),
        # Repealed laws are laws.
        ("民法通则", "中华人民共和国民法通则"),
        ("合同法", "中华人民共和国合同法"),
        # A year that is part of the title.
        ("宪法修正案(2018年)", "中华人民共和国宪法修正案(2018年)"),
    ],
)
def test_lookup(name: str, title: str) -> None:
    assert [key(found.title) for found in BUNDLED.lookup(name)] == [key(title)]
    assert [identity(found.title) for found in BUNDLED.lookup(name)] == [identity(title)]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "》",
        "条例",
        "办法",
        "土地管理条例",
        "榕湾市灯箱管理条例",
        "做法",
        "普法",
        "立法",
        "合法",
        "甲" * 1000,
    ],
)
def test_nothing_is_known_by_that_name(name: str) -> None:
    assert BUNDLED.lookup(name) == ()


def test_what_is_ambiguous_stays_so() -> None:
    assert len(BUNDLED.lookup("宪法修正案")) == 5


OFFICES = Catalogue(
    [
        law("关于加强灯箱管理的通知", "规范性文件", "榕湾市自然资源局"),
        law("关于加强灯箱管理的通知", "规范性文件", "闽海省自然资源厅"),
        law("闽海省自然资源厅关于规范招牌设置的通知", "规范性文件", "闽海省自然资源厅"),
        law("闽海省土地管理条例"),
        law("榕湾市土地管理条例"),
        law("灯箱管理办法(试行)", "部门规章", "自然资源部"),
        law("招牌管理暂行办法", "部门规章", "自然资源部"),
        law("招牌管理办法(试行)", "地方政府规章", "榕湾市人民政府"),
        law("中国共产党问责条例", "党内法规", "中共中央"),
        law("榕湾市法治建设实施纲要(2016-2020年)", "规范性文件", "榕湾市人民政府"),
        law("榕湾市法治建设实施纲要(2021-2025年)", "规范性文件", "榕湾市人民政府"),
        law("中华人民共和国灯箱法", "法律"),
        law("中华人民共和国灯光招牌法", "法律"),
        law("中华人民共和国灯塔招牌法", "法律"),
    ]
)


@pytest.mark.parametrize(
    ("name", "known", "titles"),
    [
        (
            "关于加强灯箱管理的通知",
            {},
            ["关于加强灯箱管理的通知", "关于加强灯箱管理的通知"],
        ),
        ("关于加强灯箱管理的通知", {"issuer": "榕湾市自然资源局"}, ["关于加强灯箱管理的通知"]),
        ("榕湾市自然资源局关于加强灯箱管理的通知", {}, ["关于加强灯箱管理的通知"]),
        # Another body's notice of the same name is another notice.
        ("榕湾市公安局关于加强灯箱管理的通知", {}, []),
        ("关于规范招牌设置的通知", {}, ["闽海省自然资源厅关于规范招牌设置的通知"]),
        ("关于规范招牌设置的通知", {"issuer": "榕湾市公安局"}, []),
        ("土地管理条例", {}, []),
        ("土地管理条例", {"place": "闽海省"}, ["闽海省土地管理条例"]),
        ("灯箱管理办法", {}, ["灯箱管理办法(试行)"]),
        # But not where two are called so.
        ("招牌管理办法", {}, []),
        ("招牌管理暂行办法", {}, ["招牌管理暂行办法"]),
        ("问责条例", {}, ["中国共产党问责条例"]),
        (
            "榕湾市法治建设实施纲要",
            {},
            ["榕湾市法治建设实施纲要(2016-2020年)", "榕湾市法治建设实施纲要(2021-2025年)"],
        ),
        (
            "榕湾市法治建设实施纲要(2021—2025年)",
            {},
            ["榕湾市法治建设实施纲要(2021-2025年)"],
        ),
        # Two laws that the same abbreviation fits as well.
        ("灯招法", {}, ["中华人民共和国灯光招牌法", "中华人民共和国灯塔招牌法"]),
    ],
)
def test_names_told_apart(name: str, known: dict[str, str], titles: list[str]) -> None:
    assert [found.title for found in OFFICES.lookup(name, **known)] == titles


def test_a_number_tells_laws_of_one_title_apart() -> None:
    one = Law("灯箱办法", "部门规章", "公安部", (Edition(None, None, "公安部令第3号"),))
    other = Law("灯箱办法", "部门规章", "财政部", (Edition(None, None, "财政部令第8号"),))
    catalogue = Catalogue([one, other])
    assert catalogue.lookup("灯箱办法") == (one, other)
    assert catalogue.lookup("灯箱办法", number="财政部令第8号") == (other,)
    assert catalogue.lookup("灯箱办法", number="财政部令第9号") == (one, other)


@pytest.mark.parametrize(
    ("number", "titles"),
    [
        ("国务院令第431号", ["信访条例"]),
        ("国务院令第436号", ["军队参加抢险救灾条例"]),
        ("国务院令第99999号", []),
        ("", []),
    ],
)
def test_numbered(number: str, titles: list[str]) -> None:
    assert [found.title for found in BUNDLED.numbered(number)] == titles


@given(
    st.one_of(
        st.text(max_size=400),
        st.text("法条例办规定关于的通知试行暂()《》民典编刑诉环评 0123456789年", max_size=40),
    )
)
def test_any_text_can_be_looked_up(name: str) -> None:
    found = BUNDLED.lookup(name, number=name, issuer=name, place=name)
    assert all(isinstance(one, Law) for one in found)
    BUNDLED.numbered(name)


# ---- how a law stands on a day ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "status"),
    [
        ("海洋环境保护法", "1980-01-01", "尚未生效"),
        ("海洋环境保护法", "2024-03-05", "现行有效"),
        ("海洋环境保护法", "2026-08-14", "现行有效"),
        ("海洋环境保护法", "2026-08-15", "已废止"),
        ("海洋环境保护法", "2026-11-25", "已废止"),
        ("生态环境法典", "2026-08-14", "尚未生效"),
        ("生态环境法典", "2026-08-15", "现行有效"),
        ("民法典", "2020-12-31", "尚未生效"),
        ("民法典", "2021-01-01", "现行有效"),
        ("合同法", "2021-01-01", "已废止"),
        ("民法总则", "2022-03-04", "已废止"),
        ("农业法", "2024-03-05", "现行有效"),
        # In force, as far as the newest data says; nothing is known of its end.
        ("土地管理法", "2030-01-01", "现行有效"),
    ],
)
def test_status(name: str, day: str, status: str) -> None:
    (found,) = BUNDLED.lookup(name)
    assert found.status_on(day) == status


@pytest.mark.parametrize(
    ("name", "day", "published"),
    [
        ("土地管理法", "2019-12-31", "2004-08-28"),
        ("土地管理法", "2020-01-01", "2019-08-26"),
        ("行政处罚法", "2021-07-14", "2017-09-01"),
        ("行政处罚法", "2021-07-15", "2021-01-22"),
        ("民事诉讼法", "2023-12-31", "2021-12-24"),
        ("刑法", "2024-02-29", "2020-12-26"),
        ("刑法", "2024-03-01", "2023-12-29"),
        ("网络安全法", "2025-12-31", "2016-11-07"),
        ("网络安全法", "2026-01-01", "2025-10-28"),
        ("海商法", "1990-01-01", None),
    ],
)
def test_version_in_force(name: str, day: str, published: str | None) -> None:
    (found,) = BUNDLED.lookup(name)
    edition = found.edition_on(day)
    assert (edition and edition.published) == published


def test_an_end_says_what_followed_and_how_it_is_known() -> None:
    (found,) = BUNDLED.lookup("海洋环境保护法")
    assert (found.repealed, found.successor, found.basis) == (
        "2026-08-15",
        "中华人民共和国生态环境法典",
        "《中华人民共和国生态环境法典》第一千二百四十二条",
    )


UNKNOWN = None


@pytest.mark.parametrize(
    ("more", "day", "status"),
    [
        ({}, "2015-01-01", UNKNOWN),
        ({}, "2009-12-31", UNKNOWN),
        ({"whole": True}, "2009-12-31", "尚未生效"),
        ({"whole": True}, "2015-01-01", UNKNOWN),
        ({"standing": "2020-01-01"}, "2015-01-01", "现行有效"),
        ({"standing": "2020-01-01"}, "2025-01-01", "现行有效"),
        ({"standing": "2020-01-01"}, "2009-12-31", UNKNOWN),
        ({"repealed": "2018-01-01"}, "2017-12-31", "现行有效"),
        ({"repealed": "2018-01-01"}, "2018-01-01", "已废止"),
        # Repealed, but nobody says since when.
        ({"lapsed": "2020-01-01"}, "2020-01-01", "已废止"),
        ({"lapsed": "2020-01-01"}, "2019-12-31", UNKNOWN),
    ],
)
def test_what_is_not_known_is_not_said(more: dict[str, str], day: str, status: str | None) -> None:
    assert law("灯箱条例", "行政法规", None, "2010-01-01", **more).status_on(day) == status


def test_a_law_without_dates_has_no_status_but_an_end() -> None:
    one = Law("灯箱条例", "行政法规", None, (Edition(None, None),), repealed="2018-01-01")
    assert one.edition_on("2015-01-01") is None
    assert one.status_on("2015-01-01") is None
    assert one.status_on("2018-01-01") == "已废止"


# ---- what a base adds ------------------------------------------------------------------

KNOWN = Law(
    "中华人民共和国灯箱法",
    "法律",
    "全国人民代表大会常务委员会",
    (Edition("2010-01-01", "2010-05-01"), Edition("2020-03-04", None)),
    standing="2026-01-01",
    source="表",
)


def grown(*laws: Law) -> Catalogue:
    return Catalogue([KNOWN]).with_laws(laws)


def test_a_text_at_hand_joins_its_version() -> None:
    text = Law(
        "灯箱法",
        "法律",
        None,
        (Edition("2020-03-04", "2020-07-01", "主席令第9号", 44, "doc"),),
        url="https://example.org/1",
        source="本库",
    )
    (found,) = grown(text).lookup("灯箱法")
    assert found.title == KNOWN.title
    assert found.editions == (
        KNOWN.editions[0],
        Edition("2020-03-04", "2020-07-01", "主席令第9号", 44, "doc"),
    )
    assert (found.url, found.standing) == ("https://example.org/1", "2026-01-01")


def test_a_version_that_is_not_known_is_added_in_its_place() -> None:
    text = law("灯箱法", "法律", None, "2015-01-01")
    (found,) = grown(text).lookup("灯箱法")
    assert [e.published for e in found.editions] == ["2010-01-01", "2015-01-01", "2020-03-04"]


def test_passed_in_one_source_and_published_in_another() -> None:
    text = Law("灯箱法", "法律", None, (Edition("2020-03-30", None, None, None, "doc"),))
    (found,) = grown(text).lookup("灯箱法")
    assert [(e.published, e.doc_id) for e in found.editions][1:] == [("2020-03-04", "doc")]


def test_a_law_that_is_not_known_is_added() -> None:
    catalogue = grown(law("榕湾市灯箱条例"))
    assert len(catalogue.lookup("榕湾市灯箱条例")) == 1
    assert len(catalogue.lookup("灯箱法")) == 1


def test_two_bodies_notices_of_one_name_stay_two() -> None:
    notices = [
        law("关于灯箱的通知", "规范性文件", body) for body in ("榕湾市公安局", "榕湾市财政局")
    ]
    assert len(grown(*notices).lookup("关于灯箱的通知")) == 2


def test_the_catalogue_itself_is_not_changed() -> None:
    catalogue = Catalogue([KNOWN])
    catalogue.with_laws([law("灯箱法", "法律", None, "2015-01-01")])
    assert catalogue.lookup("灯箱法") == (KNOWN,)


@pytest.mark.parametrize(
    ("day", "repealed"),
    [("2022-01-01", "2022-01-01"), ("2019-01-01", None), (None, None)],
)
def test_a_laws_end_told_by_the_base(day: str | None, repealed: str | None) -> None:
    told = Repeal("灯箱法", day, "光环境法", "《光环境法》第九条")
    catalogue = Catalogue([KNOWN]).with_laws([law("光环境法", "法律")], [told])
    (found,) = catalogue.lookup("灯箱法")
    assert found.repealed == repealed
    assert found.successor == ("光环境法" if repealed else None)


def test_a_decision_to_repeal_takes_nothings_place() -> None:
    told = Repeal("灯箱法", "2022-01-01", "关于废止部分法律的决定", "《关于废止部分法律的决定》")
    (found,) = Catalogue([KNOWN]).with_laws([], [told]).lookup("灯箱法")
    assert (found.repealed, found.successor) == ("2022-01-01", None)


def test_a_law_known_by_its_end_alone() -> None:
    told = Repeal("招牌条例", "2022-01-01", "光环境法", "《光环境法》第九条", "2001-02-03")
    (found,) = Catalogue([]).with_laws([], [told]).lookup("招牌条例")
    assert (found.repealed, found.editions) == ("2022-01-01", (Edition("2001-02-03", None),))
