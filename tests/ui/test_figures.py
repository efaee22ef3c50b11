"""Figures as chips beside a measure, and all of a report's beside its text."""

from __future__ import annotations

import re

import pytest

from kb.document import REPORT_KIND, Document, Genre, Metadata, Passage, Section
from kb.figures import Figure
from kb.links import permalink
from kb.ui.body import anchor, body_html
from kb.ui.figures import amount, chips_html, counted, panel_html, wraps
from kb.ui.inline import Inline, Wrap
from kb.ui.markup import tag

TEXT = (
    "一、主要成效\n(一)依法登记\n全年办理登记12件,其中网上9件。\n(二)保护耕地\n复耕30亩。\n"
    "二、下一步工作\n培训200人次。\n"
)


def words(html):
    """What of ``html`` people see."""
    return re.sub("<[^>]*>", "", html)


def figure(text, value, unit, **known):
    """A figure of TEXT."""
    start = TEXT.index(text)
    return Figure(start, start + len(text), text, value, unit, **known)


def document():
    """TEXT with its sections, and a passage for each line that tells something."""
    at = TEXT.index
    sections = (
        Section("一、", "主要成效", 1, 0, at("二、")),
        Section("(一)", "依法登记", 2, at("(一)"), at("(二)")),
        Section("(二)", "保护耕地", 2, at("(二)"), at("二、")),
        Section("二、", "下一步工作", 1, at("二、"), len(TEXT)),
    )
    passages = [
        Passage(locator, (), at(line), at(line) + len(line))
        for locator, line in (
            ("一、(一)", "全年办理登记12件,其中网上9件。"),
            ("一、(二)", "复耕30亩。"),
            ("二、", "培训200人次。"),
        )
    ]
    meta = Metadata("报告", Genre.REPORT, REPORT_KIND)
    return Document("r1", meta, TEXT, sections, tuple(passages))


DONE = figure("12件", 12, "件", counts="登记", action="办理")
ONLINE = figure("9件", 9, "件", counts="网上", whole=DONE.start)
LAND = figure("30亩", 30, "亩", counts="耕地", action="复耕")
TRAINED = figure("200人次", 200, "人次", counts="培训", action="培训")
ALL = [DONE, ONLINE, LAND, TRAINED]


@pytest.mark.parametrize(
    ("text", "value", "known", "shown"),
    [
        ("1482件", 1482, {}, "1,482件"),
        ("三千零二十件", 3020, {}, "3,020件"),
        ("1.2万件", 12000, {}, "1.2万件"),
        ("近百件", 100, {"approximate": "近"}, "近百件"),
        ("3 至 5件", 3, {"upper": 5.0}, "3至5件"),
    ],
)
def test_a_number_is_no_more_exact_than_in_the_report(text, value, known, shown):
    assert amount(Figure(0, len(text), text, value, "件", **known)) == shown


@pytest.mark.parametrize(
    ("counts", "action", "shown"),
    [
        ("带押过户", "办结", "带押过户 · 办结"),
        ("带押过户", "", "带押过户"),
        ("", "办结", "办结"),
        ("培训人员", "培训", "培训人员"),
        ("行政\n复议", "", "行政复议"),
        ("", "", ""),
    ],
)
def test_what_is_counted_is_said_once(counts, action, shown):
    assert counted(Figure(0, 1, "1", 1, "件", counts, action)) == shown


def test_parts_stand_under_their_whole():
    shown = chips_html(ALL)
    assert words(shown).startswith("12件 登记 · 办理 其中9件 网上")
    assert shown.count("9件") == 2  # once to be read, once on hover
    # A whole that is told elsewhere leaves its part where it is.
    assert "其中" not in words(chips_html([ONLINE]))


def test_an_area_is_also_in_hectares():
    assert "30亩 ≈2公顷" in words(chips_html([LAND]))


def test_what_counts_nothing_and_what_is_too_much_is_folded_away():
    silent = Figure(90, 92, "两年", 2, "年")
    many = [Figure(n, n + 1, f"{n}件", n, "件", "登记") for n in range(1, 10)]
    shown, folded = chips_html([silent, *many]).split("<details")
    assert "9件" not in shown
    assert "2年" not in shown
    assert "2年" in folded
    assert "9件" in folded
    assert "另 4 个数字" in folded
    assert chips_html([]) is None


def test_the_panel_has_every_figure_under_the_innermost_heading():
    shown = panel_html(document(), ALL)
    titles = re.findall("<h3>([^<]*)</h3>", shown)
    assert titles == ["(一)依法登记", "(二)保护耕地", "二、下一步工作"]
    assert shown.count("<li>") == len(ALL)


def test_a_line_of_the_panel_jumps_to_a_place_that_the_text_has():
    held, shown = document(), panel_html(document(), ALL)
    text = body_html(held, [], lambda _: [], Inline(TEXT, wraps(ALL, [])))
    spots = re.findall('data-spot="([^"]*)"', shown)
    assert len(spots) == len(ALL)
    for one, spot in zip(ALL, spots, strict=True):
        assert f'id="{spot}" class="in-figures" tabindex="-1">{one.text}</span>' in text
    assert f'data-jump="{anchor(1)}"' in shown
    assert permalink("r1", "一、(二)").replace("&", "&amp;") in shown


def test_a_figure_within_a_citation_leaves_that_alone():
    link = Wrap(LAND.start - 2, LAND.end, lambda part, first: tag("b", part))
    made = wraps(ALL, [link])
    assert made.count(link) == 1
    assert [wrap.start for wrap in made] == sorted(
        {*(f.start for f in ALL if f != LAND), link.start}
    )
    assert words(Inline(TEXT, made).html(0, len(TEXT))) == TEXT


def test_nothing_of_a_text_becomes_markup():
    hostile = "<script>alert(1)</script>"
    one = Figure(0, 3, f'"{hostile}', 12, hostile, hostile, hostile, approximate="约")
    title = Document(
        "r", document().meta, TEXT, (Section("", hostile, 1, 0, len(TEXT)),), document().passages
    )
    for shown in (chips_html([one]), panel_html(title, [one])):
        assert "<script" not in shown
        assert '""' not in shown
