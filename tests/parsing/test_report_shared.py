"""The parser on real reports: one whole, three openings. What must come out was read by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.document import Document
from kb.parsing.report import parse_report

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="no ../shared/reports on this machine")

WHOLE = "泉州市自然资源和规划局2023年度法治政府建设情况报告"

#: Points (一是 …) under each numbered paragraph of the first part; 0: it has none.
POINTS = {
    "(一)": [0, 0, 3],
    "(二)": [3, 3, 3, 4],
    "(三)": [0, 0, 0, 0],
    "(四)": [0, 2, 3],
    "(五)": [2, 2],
    "(六)": [0, 0],
}


def read(name: str) -> Document:
    text = (REPORTS / f"{name}.txt").read_text(encoding="utf-8")
    meta, sections, passages = parse_report(text, name=name)
    return Document(name, meta, text, sections, passages)


def test_metadata_of_the_whole_report() -> None:
    meta = read(WHOLE).meta
    assert meta.title == WHOLE
    assert meta.index_number == "QZ00115-0705-2024-00033"
    assert meta.org == "泉州市自然资源和规划局"
    assert (meta.issued, meta.published, meta.year) == ("2024-03-05", "2024-03-05", 2023)
    assert (meta.number, meta.source) == (None, None)


def test_sections_of_the_whole_report() -> None:
    sections = read(WHOLE).sections
    labels = [(section.level, section.label) for section in sections]
    expected = [(1, "一、")]
    for part, points in POINTS.items():
        expected.append((2, part))
        expected += [(3, f"{n}.") for n in range(1, len(points) + 1)]
    expected += [(1, "二、"), *((2, f"({n})") for n in "一二三四五")]
    assert labels == expected
    assert all(section.heading for section in sections)
    assert [len(s.heading) for s in sections if s.level == 1] == [22, 15]


def test_passages_of_the_whole_report() -> None:
    doc = read(WHOLE)
    expected = ["前言"]
    for part, counts in POINTS.items():
        for number, points in enumerate(counts, 1):
            base = f"一、{part}{number}."
            expected += [f"{base}{n}是" for n in "一二三四"[:points]] or [base]
    expected += ["二、", *(f"二、({n})" for n in "一二三四五")]
    assert [passage.locator for passage in doc.passages] == expected
    for passage in doc.passages:
        number = passage.locator.removeprefix("一、").removeprefix("二、")[3:]
        words = doc.text_of(passage)
        assert words.startswith(number[-2:] if number else "")
        assert words.endswith("。") or passage.locator == "前言"
        # Every number but that of a paragraph without a heading of its own has words.
        assert bool(passage.heading) == (passage.locator not in ("前言", "二、"))


def test_breadcrumbs_name_every_heading_above() -> None:
    doc = read(WHOLE)
    for passage in doc.passages:
        above = [s.title for s in doc.sections if s.start < passage.start and passage.end <= s.end]
        assert list(passage.breadcrumb) == above


def test_a_point_has_the_heading_of_its_first_sentence() -> None:
    headings = {passage.locator: passage.heading for passage in read(WHOLE).passages}
    assert headings["一、(二)1.一是"] == "优化“带押过户”"


@pytest.mark.parametrize(
    "words", ["附件下载", "扫一扫", "相关解读", "图片解读", "时间:", "索 引 号", "发布机构"]
)
def test_no_furniture_in_passages(words: str) -> None:
    doc = read(WHOLE)
    assert words in doc.text
    assert not any(words in doc.text_of(passage) for passage in doc.passages)


# Name, then org, published, year, source; locators; (level, label) of the sections.
OPENINGS = [
    (
        "静海区2020年法治政府建设情况报告",
        ("2020年静海区法治政府建设情况报告", "司法局", "2021-03-29", 2020),
        ["前言", "一、(一)1.", "一、(一)2.", "一、(二)3.一是"],
        [(1, "一、"), (2, "(一)"), (3, "1."), (3, "2."), (2, "(二)"), (3, "3.")],
    ),
    (
        "武定县人民政府办公室2022年法治政府建设工作情况报告",
        ("武定县人民政府办公室2022年法治政府建设工作情况报告", "武定县人民政府办公室", None, 2022),
        ["前言", "一、(一)一是", "一、(一)二是"],
        [(1, "一、"), (2, "(一)")],
    ),
    (
        "南昌县2019年法治政府建设情况报告",
        ("南昌县2019年法治政府建设情况报告", None, None, 2019),
        ["前言", "一、(一)1.", "一、(一)2.", "一、(一)3."],
        [(1, "一、"), (2, "(一)"), (3, "1."), (3, "2."), (3, "3.")],
    ),
]


@pytest.mark.parametrize(("name", "known", "locators", "labels"), OPENINGS)
def test_openings(
    name: str,
    known: tuple[str, str | None, str | None, int],
    locators: list[str],
    labels: list[tuple[int, str]],
) -> None:
    doc = read(name)
    assert (doc.meta.title, doc.meta.org, doc.meta.published, doc.meta.year) == known
    assert doc.meta.issued is None
    assert [passage.locator for passage in doc.passages] == locators
    assert [(section.level, section.label) for section in doc.sections] == labels


def test_what_a_page_says_of_today_is_no_date_of_the_report() -> None:
    doc = read("静海区2020年法治政府建设情况报告")
    assert doc.meta.source == "司法局"
    assert not any("今天是" in doc.text_of(passage) for passage in doc.passages)
    assert doc.text_of(doc.passages[0]).startswith("2020年")


def test_the_line_that_addresses_the_readers_is_text() -> None:
    doc = read("武定县人民政府办公室2022年法治政府建设工作情况报告")
    assert doc.passages[0].start == 0


@pytest.mark.parametrize("name", [WHOLE, *(opening[0] for opening in OPENINGS)])
def test_spans_give_the_text_back(name: str) -> None:
    doc = read(name)
    assert "".join(piece for _, piece in doc.pieces()) == doc.text
