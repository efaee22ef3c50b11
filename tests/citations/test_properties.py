"""What holds of the citations of any text whatever."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.citations.model import Citation, Form
from kb.document import Genre
from kb.parsing import parse
from kb.reading import Reading
from kb.segmentation import narrow
from tests.citations.expect import wide

#: What citations are made of, and what gets in between.
TOKENS = [
    *"《》〈〉<>「」“”[]〔〕［］【】",
    *"()\uff08\uff09,\uff0c:\uff1a;\uff1b、。—-~～·.",
    *" \u3000\n\t\r\x00\ufeff",
    *"第条款项章节目编号令法之一二三十百千零〇两至到和及与或的其本该前上同下",
    *"0123456789\uff10\uff11\uff12",
    "第五条",
    "第一款",
    "第(一)项",
    "第十条至第十三条",
    "第10—13条",
    "条之一",
    "前款",
    "前两款",
    "本条",
    "前条",
    "本法",
    "本条例",
    "本办法",
    "该法",
    "该办法",
    "上述规定",
    "前述规定",
    "上述两部法律",
    "条例",
    "办法",
    "规定",
    "通知",
    "意见",
    "实施条例",
    "实施细则",
    "纲要",
    "(试行)",
    "(2019年修正)",
    "(2021—2025年)",
    "(20212025年)",
    "中华人民共和国",
    "土地管理法",
    "行政处罚法",
    "物权编",
    "民法典",
    "宪法",
    "刑法",
    "法律法规",
    "榕湾市",
    "闽海省",
    "户外广告管理",
    "国务院",
    "国务院令",
    "主席令",
    "法释",
    "榕政发",
    "榕政发〔2021〕5号",
    "〔2021〕",
    "[2021]",
    "第12号",
    "关于印发",
    "关于修改",
    "的通知",
    "的决定",
    "(以下简称",
    "以下统称",
    "简称",
    "新修订的",
    "及其",
    "以及",
    "讲座",
    "报告",
]
mixtures = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)
anything = st.text(max_size=60)

#: Sentences that are written as they should be, each closed.
SENTENCES = [
    "落实《榕湾市湿地保护条例》(以下简称《条例》)第八条。",
    "依照《条例》第三章第十条第二款第(三)项办理。",
    "《关于印发〈榕湾市城市更新实施方案〉的通知》(榕政发〔2021〕5号)已下发。",
    "按照《实施方案》和《通知》推进。",
    "国务院令第431号《信访条例》已废止。",
    "贯彻行政处罚法、土地管理法及其实施条例。",
    "执行闽海省测绘条例和榕湾市户外广告管理办法(试行)。",
    "该条例、该办法已宣讲,违反前述规定的,依照前款处理。",
    "《土地管理法》(2019年修正)第44条、第46条有新的规定。",
    "触犯刑法第一百二十条之一、第二百八十七条之二。",
    "举办《民法典与生活》讲座12场。",
    "梳理法律法规,坚持依法行政。",
    "依照法释〔2020〕26号审理。",
    "《法治政府建设实施纲要(2021—2025年)》(以下简称“纲要”)实施,细化纲要任务。",
]
paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5).map("".join)

#: ``settings.load_profile`` may ask for more; by default the file stays quick.
few = settings(max_examples=100, deadline=None)

_NUMBER = re.compile(r"\S+〔\d{4}〕\d+号|\S+令第\d+号")


def found_in(text: str, own: str | None = None) -> list[Citation]:
    from kb.citations.find import find

    return find(text, own=own)


def assert_sound(text: str, found: Sequence[Citation]) -> None:
    """Spans give the text back, in order, apart or one within the other; fields are filled."""
    open_spans: list[Citation] = []
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert isinstance(one.form, Form)
        assert isinstance(one.articles, tuple) and all(one.articles)
        assert one.kind and one.reason
        assert one.name is None or (one.name and one.name == one.name.strip())
        assert one.name is None or "\n" not in one.name
        while open_spans and open_spans[-1].end <= one.start:
            open_spans.pop()
        assert not open_spans or one.end <= open_spans[-1].end
        open_spans.append(one)
    places = [(one.start, -one.end) for one in found]
    assert places == sorted(places)


@few
@given(anything)
def test_any_text(text: str) -> None:
    assert_sound(text, found_in(text))


@few
@given(
    mixtures, st.sampled_from([None, "榕湾市户外广告管理办法", "榕湾市法治政府建设情况报告", ""])
)
def test_any_mixture_of_what_citations_are_made_of(text: str, own: str | None) -> None:
    assert_sound(text, found_in(text, own))


@few
@given(mixtures, anything)
def test_any_title_of_its_own(text: str, own: str) -> None:
    assert_sound(text, found_in(text, own))


@few
@given(paragraphs)
def test_numbers_are_canonical(text: str) -> None:
    for one in found_in(text):
        assert one.number is None or _NUMBER.fullmatch(one.number)


@few
@given(paragraphs)
def test_something_is_found_in_what_is_well_written(text: str) -> None:
    assert found_in(text) or "《" not in text


@few
@given(mixtures)
def test_the_same_text_gives_the_same(text: str) -> None:
    assert found_in(text) == found_in(text)


@few
@given(paragraphs, mixtures)
def test_what_follows_changes_nothing_before_it(text: str, more: str) -> None:
    before = found_in(text)
    after = [one for one in found_in(f"{text}\n\n{more}") if one.start < len(text)]
    assert after == before


@few
@given(mixtures | paragraphs, st.sampled_from([" ", "\u3000", "    ", "\u3000\u3000"]))
def test_spaces_before_the_text_only_move_it(text: str, spaces: str) -> None:
    moved = [
        replace(one, start=one.start + len(spaces), end=one.end + len(spaces))
        for one in found_in(text)
    ]
    assert found_in(spaces + text) == moved


def without_width(found: Sequence[Citation]) -> list[Citation]:
    return [
        replace(
            one,
            text=narrow(one.text),
            name=one.name and narrow(one.name),
            reason=narrow(one.reason),
            issuer=one.issuer and narrow(one.issuer),
        )
        for one in found
    ]


FULL_WIDTH_FIGURES = str.maketrans("0123456789", "".join(chr(0xFF10 + n) for n in range(10)))


@few
@given(paragraphs)
def test_width_of_marks_makes_no_difference(text: str) -> None:
    assert without_width(found_in(wide(text))) == without_width(found_in(text))


@few
@given(paragraphs)
def test_width_of_figures_makes_no_difference(text: str) -> None:
    typed = text.translate(FULL_WIDTH_FIGURES)
    assert without_width(found_in(typed)) == without_width(found_in(text))


@settings(max_examples=50, deadline=None)
@given(st.lists(mixtures, min_size=3, max_size=3))
def test_any_law(bodies: list[str]) -> None:
    from kb.citations.find import find_in

    lines = [f"第{number}条　甲。{body}" for number, body in zip("一二三", bodies, strict=True)]
    text = "\n".join(["榕湾市户外广告管理办法", *lines])
    document = parse(Reading(text, "utf-8"), genre=Genre.LAW)
    assert_sound(document.text, find_in(document))


@settings(max_examples=50, deadline=None)
@given(st.lists(mixtures, min_size=2, max_size=2))
def test_any_report(bodies: list[str]) -> None:
    from kb.citations.find import find_in

    text = "榕湾市2023年法治政府建设情况报告\n一、举措\n甲。{}\n二、打算\n乙。{}\n".format(*bodies)
    document = parse(Reading(text, "utf-8"), genre=Genre.REPORT)
    assert_sound(document.text, find_in(document))


#: Runs that make an expression that looks again from every character look at most of them.
RUNS = [
    "《",
    "》",
    "〈",
    "《〈",
    "《》",
    "《甲",
    "《甲》",
    "《甲》、",
    "《条例》",
    "(",
    "(以下简称",
    "《甲》(",
    "《甲》(以下简称《乙》)",
    "第",
    "第一",
    "第一条",
    "第一条、",
    "第一条第",
    "条",
    "〔",
    "〔2021〕",
    "榕政发〔2021〕",
    "号",
    "1",
    "第1",
    "一",
    "一、",
    "、",
    " ",
    "\n",
    "法",
    "本法",
    "该法",
    "前款",
    "条例",
    "榕湾市",
    "榕湾市管理",
    "国务院",
    "国务院令第",
    "中华人民共和国",
    "土地管理法",
    "土地管理法、",
    "及其实施条例",
    "关于印发〈",
    "《关于印发〈甲",
    "以下简称",
    "上述规定",
    "甲",
    "a",
]
LENGTH = 100_000


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_are_got_through(run: str) -> None:
    text = run * (LENGTH // len(run))
    assert_sound(text, found_in(text))


@pytest.mark.parametrize("run", ["《", "《甲", "(", "第一条第", "榕湾市管理", "甲"])
def test_a_citation_after_a_long_run_is_found(run: str) -> None:
    text = run * (LENGTH // len(run)) + "。\n\n学习《行政处罚法》第三条。"
    last = found_in(text)[-1]
    assert last.text == "《行政处罚法》第三条"
    assert_sound(text, found_in(text))


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\u3000", "\x00", "\ud800", "甲", "法", "第", "《"]
)
def test_hardly_any_text(text: str) -> None:
    assert found_in(text) == []


def test_an_empty_title_of_its_own() -> None:
    assert found_in("本办法自公布之日起施行。", own="") == []


UNSEEN = Path(__file__).parent / "unseen"


@few
@given(st.sampled_from(sorted(UNSEEN.glob("*.txt"))), st.randoms(use_true_random=False))
def test_reports_with_slips_of_the_keyboard(path: Path, chance: Random) -> None:
    text = [*path.read_text("utf-8")[:1_500]]
    for _ in range(40):
        place = chance.randrange(len(text))
        if chance.random() < 0.4:
            del text[place]
        else:
            text.insert(place, chance.choice(TOKENS))
    assert_sound("".join(text), found_in("".join(text)))
