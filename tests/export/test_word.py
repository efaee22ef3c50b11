"""The Word document: what it holds, its form, and that any text makes a readable one."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.document import Metadata
from kb.export.word import measures_docx
from kb.library import KnowledgeBase
from kb.measures.compare import Change, Comparison, Fate, Metric, Point, Row, Series
from kb.measures.topic import FoundMeasure, TopicResult
from tests.export.reported import BEFORE, COMPARED, FOUND, NOW, ORG, PLAN, found, result

TODAY = date(2024, 7, 1)
NOTHING = Comparison((), (), ())


def written(result_: TopicResult, comparison: Comparison = COMPARED) -> Word:
    return docx.Document(io.BytesIO(measures_docx(result_, comparison, TODAY)))


def alone(one: FoundMeasure) -> Comparison:
    """The comparison of one measure."""
    return Comparison((Row(one.org, one.meta.year, (one,), (), ()),), (), ())


def lines(word: Word) -> list[str]:
    return [paragraph.text for paragraph in word.paragraphs if paragraph.text]


def cells(word: Word, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in word.tables[table].rows]


def test_what_it_says_before_the_tables() -> None:
    word = written(result(*FOUND))
    title, made, summary, *_ = lines(word)
    assert title == "“巡河”历年举措对照" == word.core_properties.title
    assert made == "（2024年7月1日制）"
    assert summary == (
        "共收录举措 4 条，取自 1 个单位2022—2023年的 2 份报告：成效 2 条、不足 1 条、计划 1 条。"
    )


def test_measures_by_body_and_year() -> None:
    word = written(result(*FOUND))
    assert f"1. {ORG}" in lines(word)
    head, *rows = cells(word, 0)
    assert head == ["年度", "类别", "举措", "主要数字", "出处"]
    # A cell merged with the one above says the same.
    assert [row[0] for row in rows] == ["2023", "2023", "2023", "2022"]
    assert [row[1] for row in rows] == ["成效", "不足", "计划\n2024", "成效"]
    assert [row[2] for row in rows] == [one.text for one in (NOW, FOUND[2], PLAN, BEFORE)]
    assert "412件（其中：" in rows[0][3] and "1.2万人次" in rows[0][3]
    assert rows[1][3] == "—"
    assert [row[4] for row in rows] == [
        "[1]\n一、(二)3.",
        "[1]\n二、1.",
        "[1]\n三、1.",
        "[2]\n一、(二)3.",
    ]


def test_the_name_of_a_measure_is_bold_where_it_stands() -> None:
    word = written(result(*FOUND))
    [bold] = [run for run in word.tables[0].rows[1].cells[2].paragraphs[0].runs if run.bold]
    assert bold.text == "开展巡河"
    other = found("（一）工作开展顺利。", name="河道保护")
    word = written(result(other), alone(other))
    cell = word.tables[0].rows[1].cells[2]
    assert cell.paragraphs[0].runs[0].bold
    assert cell.text == "河道保护　（一）工作开展顺利。"


def test_long_texts_end_with_a_sentence() -> None:
    long = found("巡河。" + "每日上下午各巡查河道一遍并做记录。" * 60, name="巡河")
    word = written(result(long), alone(long))
    text = word.tables[0].rows[1].cells[2].text
    assert text.endswith("做记录。……")
    assert long.text.startswith(text.removesuffix("……"))
    assert 300 < len(text) <= 402


def test_what_is_counted_alike_and_what_changed() -> None:
    word = written(result(*FOUND))
    assert cells(word, 1) == [
        ["指标", "单位", "2022", "2023"],
        ["处理问题（件）", ORG, "近200件", "412件"],
    ]
    assert cells(word, 2) == [
        ["单位", "年度", "变化", "上一份报告", "本年度报告"],
        [ORG, "2023", "延续", "推行巡河\n[2] 一、(二)3.", "开展巡河\n[1] 一、(二)3."],
    ]


def test_a_point_is_named_with_its_heading_among_the_changes() -> None:
    point = replace(
        found("一是延长时段。", name="延长时段", locator="一、(二)一是"),
        breadcrumb=("(二)开展巡河",),
    )
    changes = (Change(ORG, 2023, Fate.NEW, None, point),)
    word = written(result(point), replace(alone(point), changes=changes))
    assert cells(word, 1)[1][2:] == ["新出现", "—", "开展巡河：延长时段\n[1] 一、(二)一是"]


def test_many_years_go_into_several_tables() -> None:
    points = tuple(Point(year, NOW.figures[0], NOW) for year in range(2012, 2024))
    metric = Metric("巡河", "人次", (Series(ORG, points),))
    word = written(result(NOW), Comparison(alone(NOW).rows, (metric,), ()))
    heads = [cells(word, n)[0][2:] for n in range(1, len(word.tables))]
    assert [year for head in heads for year in head] == [str(p.year) for p in points]
    assert max(map(len, heads)) <= 6


def test_sections_that_say_nothing_are_left_out() -> None:
    headings = [
        p.text for p in written(result(NOW), alone(NOW)).paragraphs if p.style.name == "Heading 1"
    ]
    assert headings == ["一、各单位历年举措", "二、资料来源"]
    assert [p.text for p in written(result(*FOUND)).paragraphs if p.style.name == "Heading 1"] == [
        "一、各单位历年举措",
        "二、同口径数字",
        "三、逐年变化",
        "四、资料来源",
    ]


def test_sources() -> None:
    word = written(result(*FOUND))
    sources = [p for p in word.paragraphs if p.style.name == "Source"]
    assert [p.text for p in sources] == [
        f"[1] {ORG}：《{ORG}2023年度法治政府建设情况报告》（榕水〔2024〕3号），2024年2月5日发布，"
        "见一、(二)3.；二、1.；三、1.。https://water.example/2024/3.html",
        f"[2] {ORG}：《{ORG}2022年度法治政府建设情况报告》，2023年1月30日成文，"
        "见一、(二)3.〔样例〕。未登记网址。",
    ]
    [link] = sources[0].hyperlinks
    assert link.address == "https://water.example/2024/3.html"
    assert not sources[1].hyperlinks
    assert any("虚构" in line for line in lines(word))
    own = replace(NOW, meta=replace(NOW.meta, sample=False))
    assert not any("虚构" in line for line in lines(written(result(own), alone(own))))


@pytest.mark.parametrize(
    ("meta", "said"),
    [
        ({"published": "2024-02-05", "issued": "2024-01-01"}, "，2024年2月5日发布，"),
        ({"issued": "2024-01-01"}, "，2024年1月1日成文，"),
        ({}, "，未注明日期，"),
        ({"url": "javascript:alert(1)"}, "未登记网址"),
        ({"url": "https://a.example/\x01"}, "https://a.example/"),
    ],
)
def test_of_a_source_only_what_is_known(meta: dict[str, object], said: str) -> None:
    one = found("巡河。", **meta)
    [source] = (p for p in written(result(one), alone(one)).paragraphs if p.style.name == "Source")
    assert said in source.text


def test_a_body_that_is_not_known() -> None:
    one = found("巡河。")
    one = replace(one, meta=Metadata("甲县情况报告", one.meta.genre, "报告"))
    word = written(result(one), alone(one))
    assert "1. 甲县情况报告" in lines(word)
    assert cells(word, 0)[1][0] == "不详"
    assert any(line.startswith("[1] 《甲县情况报告》，未注明日期") for line in lines(word))
    assert "取自 1 个单位的 1 份报告" in lines(word)[2]


@pytest.mark.parametrize(
    ("topic", "title", "said"),
    [
        ("“带押过户”", "“带押过户”历年举措对照", "没有报告提到“带押过户”。"),
        ("", "历年举措对照", "没有符合条件的举措。"),
        ("河" * 90, f"“{'河' * 39}…”历年举措对照", f"没有报告提到“{'河' * 39}…”。"),
    ],
)
def test_nothing_found(topic: str, title: str, said: str) -> None:
    word = written(result(topic=topic), NOTHING)
    assert lines(word) == [title, "（2024年7月1日制）", said]
    assert not word.tables


def test_a_topic_that_was_mistyped_is_written_as_it_was_meant() -> None:
    meant = replace(result(*FOUND, topic="寻河"), suggestion="巡河", corrected=True)
    assert lines(written(meant))[0] == "“巡河”历年举措对照"
    assert lines(written(replace(meant, corrected=False)))[0] == "“寻河”历年举措对照"


def test_the_form_of_official_documents() -> None:
    word = written(result(*FOUND))
    section = word.sections[0]
    sizes = (section.page_width, section.page_height)
    assert [round(size.mm) for size in sizes] == [210, 297]
    margins = (
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    )
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    for style, face, size in (
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Normal", "仿宋_GB2312", 16),
    ):
        font = word.styles[style].font
        faces = font.element.rPr.rFonts
        assert font.size.pt == size
        assert {faces.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "eastAsia")} == {face}
        assert not [name for name in faces.attrib if name.endswith("Theme")]
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in footer._element.xml
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert sum(round(column.width.mm) for column in table.columns) == 156


def test_faces_that_are_not_installed_have_others_in_their_place() -> None:
    with zipfile.ZipFile(io.BytesIO(measures_docx(result(*FOUND), COMPARED, TODAY))) as parts:
        assert len(parts.namelist()) == len(set(parts.namelist()))
        fonts = parts.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,' in fonts


def test_the_same_contents_are_the_same_file() -> None:
    once = measures_docx(result(*FOUND), COMPARED, TODAY)
    assert once == measures_docx(result(*FOUND), COMPARED, TODAY)
    assert once != measures_docx(result(*FOUND), COMPARED, date(2024, 7, 2))
    with zipfile.ZipFile(io.BytesIO(once)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2024, 7, 1, 0, 0, 0)}
    today = docx.Document(io.BytesIO(measures_docx(result(*FOUND), COMPARED)))
    assert str(date.today().year) in lines(today)[1]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters()), st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_a_readable_document(text: str, name: str, other: str) -> None:
    one = found(text, name=name, title=other, org=other, number=name, url=other, published=other)
    one = replace(one, measure=replace(one.measure, locator=other))
    word = written(result(one, topic=other), alone(one))
    assert lines(word)[0].endswith("历年举措对照")
    assert len(word.tables[0].rows) == 2


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_forbids_is_left_out(char: str) -> None:
    one = found(f"巡{char}河。", name="巡河", title=f"报{char}告")
    word = written(result(one, topic=f"巡{char}河"), alone(one))
    # Some of them part words as a space does.
    assert lines(word)[0].replace(" ", "") == "“巡河”历年举措对照"
    assert "巡河。" in word.tables[0].rows[1].cells[2].text
    assert any("《报告》" in line for line in lines(word))


def test_the_samples(full_library: KnowledgeBase) -> None:
    result_ = full_library.measures("首违不罚")
    comparison = full_library.compare(result_.found)
    word = written(result_, comparison)
    bodies = [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert [body.partition(". ")[2] for body in bodies] == [
        *dict.fromkeys(row.org for row in comparison.rows)
    ]
    told = [row[2] for n in range(len(bodies)) for row in cells(word, n)[1:]]
    assert len(told) == len(result_.found)
    metrics = cells(word, len(bodies))
    assert metrics[0] == ["指标", "单位", "2021", "2022", "2023"]
    assert any(row[1:] == ["榕湾市城市管理局", "326件", "1,482件", "2,917件"] for row in metrics)
    sources = [p.text for p in word.paragraphs if p.style.name == "Source"]
    assert len(sources) == len({one.doc_id for one in result_.found})
    assert all("〔样例〕" in source and "未登记网址" in source for source in sources)
