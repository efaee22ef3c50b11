"""The 3,423 laws of ../shared/laws: every one parses, and its articles count on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.document import Metadata, Passage
from kb.parsing.law import parse_law
from kb.parsing.numerals import article_number

LAWS = Path(__file__).resolve().parents[2].parent / "shared" / "laws"

pytestmark = pytest.mark.skipif(not LAWS.is_dir(), reason="../shared/laws is not there")

#: Files that hold a head and no text.
EMPTY = {
    "汕头经济特区突发公共卫生事件应急条例(2022-05-30)",
    "重庆市实施《农业技术推广法》办法(2016-09-29)",
    "重庆市实施《国家赔偿法》办法(2012-09-27)",
    "重庆市实施《母婴保健法》办法(2018-07-26)",
}

#: Files that begin later: amendments of the constitution and the parts of a code count on
#: from those before.
BEGIN_LATER = (
    "宪法修正案",
    "人格权编",
    "侵权责任编",
    "合同编",
    "婚姻家庭编",
    "物权编",
    "继承编",
    "附则",
)

#: Files in which articles are missing, and how many gaps that makes.
GAPS = {
    "北京市人民代表大会议事规则(2022-01-10)": 1,
    "山东省中医药条例(2020-11-27)": 1,
    "山东省人民代表大会代表建议、批评和意见办理工作条例(2017-05-19)": 1,
    "山东省企业工资集体协商条例(2016-11-26)": 1,
    "山东省突发事件应对条例(2012-05-31)": 1,
    "山东省高速公路交通安全条例(2014-05-30)": 1,
    "烟台市森林防火条例(2016-09-23)": 1,
    "河南省专业技术人员继续教育条例(2010-07-30)": 1,
    "河南省基本农田保护条例(2010-07-30)": 1,
    "浙江省无人驾驶航空器公共安全管理规定(2019-03-28)": 1,
    "浙江省测绘地理信息条例(2019-03-28)": 1,
    "宪法修正案（2018年）": 1,
}

Parsed = tuple[str, str, Metadata, tuple[Passage, ...]]


@pytest.fixture(scope="module")
def laws() -> list[Parsed]:
    return list(_parse_all())


def _parse_all() -> Iterator[Parsed]:
    for path in sorted(LAWS.rglob("*.md")):
        text = path.read_text("utf-8")
        folder = path.relative_to(LAWS).parent.as_posix()
        meta, _, passages = parse_law(text, name=path.stem, folder=folder)
        yield path.stem, text, meta, passages


def _numbers(passages: tuple[Passage, ...]) -> list[tuple[int, int]]:
    labels = (passage.locator.partition("#")[0] for passage in passages)
    return [number for label in labels if (number := article_number(label))]


def test_every_file_with_text_gives_passages(laws: list[Parsed]) -> None:
    assert {name for name, _, _, passages in laws if not passages} == EMPTY


def test_no_article_is_lost(laws: list[Parsed]) -> None:
    assert len(laws) == 3_423
    assert sum(len(_numbers(passages)) for *_, passages in laws) >= 147_408


def test_articles_count_on(laws: list[Parsed]) -> None:
    gaps = {}
    for name, _, _, passages in laws:
        numbers = _numbers(passages)
        first = numbers[:1] if name.startswith(BEGIN_LATER) else [(0, 0)]
        steps = zip([*first, *numbers], numbers, strict=False)
        bad = [
            (before, after)
            for before, after in steps
            if after not in (before, (before[0] + 1, 0), (before[0], before[1] + 1))
        ]
        if bad:
            gaps[name] = len(bad)
    assert gaps == GAPS


def test_spans_are_ordered_and_trimmed(laws: list[Parsed]) -> None:
    for name, text, _, passages in laws:
        at = 0
        for passage in passages:
            piece = text[passage.start : passage.end]
            assert at <= passage.start < passage.end, name
            assert piece == piece.strip(), name
            at = passage.end


def test_an_article_opens_with_its_number(laws: list[Parsed]) -> None:
    for name, text, _, passages in laws:
        for passage in passages:
            number = article_number(passage.locator.partition("#")[0])
            opening = text[passage.start : passage.start + 30]
            if number and "条" in opening:
                label, mark, rest = opening.partition("条")
                sub = rest[:3].rstrip() if number[1] else ""
                assert (
                    article_number((label + mark + sub).replace("－", "一").replace("笫", "第"))
                    == number
                ), name


def test_metadata(laws: list[Parsed]) -> None:
    metas = [meta for _, _, meta, _ in laws]
    assert all(meta.title for meta in metas)
    assert {meta.kind for meta in metas} <= {
        "宪法", "法律", "法律解释", "行政法规", "司法解释", "地方性法规", "部门规章", "规范性文件",
        "其他",
    }  # fmt: skip
    assert sum(meta.kind in ("规范性文件", "其他") for meta in metas) <= 2
    assert sum(meta.org is None for meta in metas) <= 175
    assert sum(meta.year is None for meta in metas) <= 70
    assert not [meta.title for meta in metas if meta.effective and meta.effective < "1949"]


def test_facts_of_the_land_administration_law(laws: list[Parsed]) -> None:
    (found,) = [law for law in laws if law[0] == "土地管理法(2019-08-26)"]
    _, _, meta, passages = found
    assert meta.title == "中华人民共和国土地管理法"
    assert (meta.kind, meta.org) == ("法律", "全国人民代表大会常务委员会")
    assert (meta.issued, meta.published, meta.year) == ("1986-06-25", "2019-08-26", 2019)
    assert len(passages) == 87
    forty_fourth = next(p for p in passages if p.locator == "第四十四条")
    assert forty_fourth.breadcrumb == ("第五章 建设用地",)
