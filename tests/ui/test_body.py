"""The reader shows the whole text, in order, and every passage where it is."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document import Document, Genre, Metadata, Passage, Section
from kb.ui.body import body_html, contents_html


class Reading(HTMLParser):
    """What somebody reads: all text but what the page adds (the sign, the folds' names)."""

    def __init__(self, markup):
        super().__init__()
        self.text, self.skipped, self.ids, self.current = "", 0, [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, name, attributes):
        known = dict(attributes)
        self.skipped += name in ("a", "summary")
        self.ids += [known["id"]] if "id" in known else []
        self.current += [known["data-at"]] if known.get("aria-current") else []

    def handle_endtag(self, name):
        self.skipped -= name in ("a", "summary")

    def handle_data(self, data):
        self.text += "" if self.skipped else data


def squeezed(text):
    """Without white space and Markdown's marks, which the reader doesn't show."""
    return re.sub(r"[\s#>*\u2060]", "", text)


def law(text, passages, sections=()):
    return Document("d", Metadata("榕湾市条例", Genre.LAW, "地方性法规"), text, sections, passages)


@st.composite
def documents(draw):
    line = st.text('榕湾市管理。;,(一)1.、第二条章# \u3000<&>"', max_size=20)
    text = "\n".join(draw(st.lists(line, min_size=1, max_size=12)))
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12, unique=True)))
    passages = tuple(
        Passage(f"第{n}条", (), start, end, draw(st.sampled_from(["", "管理", "榕湾市"])))
        for n, (start, end) in enumerate(zip(cuts[::2], cuts[1::2], strict=False))
    )
    opens = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)))
    sections = tuple(
        Section("第一章", "管理", 1 + n % 3, start, len(text)) for n, start in enumerate(opens)
    )
    genre = draw(st.sampled_from(Genre))
    return Document("d", Metadata("题", genre, "报告"), text, sections, passages)


@given(documents(), st.booleans())
def test_nothing_is_lost_and_nothing_moves(document, every):
    targets = document.passages if every else document.passages[:1]
    seen = Reading(body_html(document, targets, lambda text: [(0, 1)] if text else []))
    assert squeezed(seen.text) == squeezed(document.text)
    assert seen.ids == [f"p-{n}" for n in range(len(document.passages))]
    assert seen.current == [passage.locator for passage in targets]


@given(documents())
def test_contents_name_every_section(document):
    contents = contents_html(document, "目录")
    assert (contents or "").count("<li") == len(document.sections)


def test_contents_lead_to_the_first_passage_of_each_section():
    text = "第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三章 余则\n第三条 丙。"
    at = [text.index(word) for word in ("第一条", "第二条", "第三条", "第二章", "第三章")]
    document = law(
        text,
        (
            Passage("第一条", (), at[0], at[0] + 6),
            Passage("第二条", (), at[1], at[1] + 6),
            Passage("第三条", (), at[2], len(text)),
        ),
        (
            Section("第一章", "总则", 1, 0, at[1] + 6),
            Section("第二章", "附则", 1, at[3], at[3] + 6),
            Section("第三章", "余则", 1, at[4], len(text)),
        ),
    )
    contents = contents_html(document, "目录")
    assert re.findall(r'data-jump="([^"]+)">([^<]+)<', contents) == [
        ("p-0", "第一章 总则"), ("p-2", "第三章 余则"),
    ]  # fmt: skip
    assert "第二章 附则" in contents


def test_articles_stand_out_and_items_are_set_in():
    text = "第四条之一 有下列情形的,\n责令改正:\n(一)甲;\n1.乙。\n前款规定……"
    shown = body_html(law(text, (Passage("第四条之一", (), 0, len(text)),)), (), lambda _: [])
    assert "<b>第四条之一</b> 有下列情形的,\n责令改正:" in shown
    assert re.findall(r'<p class="(\w+)">(.)', shown) == [("item", "("), ("subitem", "1")]


def test_a_heading_over_two_lines_is_one_heading():
    text = "一、健全制度,\n完善机制\n正文。"
    section = Section("一、", "健全制度,完善机制", 1, 0, len(text))
    document = law(text, (Passage("一、", (), 13, len(text)),), (section,))
    shown = body_html(document, (), lambda _: [])
    assert re.findall(r"<h2[^>]*>([^<]+)</h2>", shown) == ["一、健全制度,\n完善机制"]


@pytest.mark.parametrize("end", ["。", "；", "：", "！", "？", "）", ";", ":", "!", "?", ")"])
def test_a_line_that_ends_a_sentence_is_a_paragraph_of_its_own(end: str) -> None:
    text = f"第一条 停车应当有序{end}\n停车场应当设置标志。"
    document = law(text, [Passage("第一条", (), 0, len(text))])
    assert str(body_html(document, (), lambda _: ())).count("<p") == 2
