"""Text stays text, whatever it holds."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ui.home import plain
from kb.ui.markup import join, link, marked, tag


class Seen(HTMLParser):
    """Elements and text of some HTML."""

    def __init__(self, markup):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, name, attributes):
        self.elements.append((name, dict(attributes)))

    def handle_data(self, data):
        self.text += data


texts = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]))
hostile = texts | st.sampled_from(
    ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt;", "</p><style>"]
)


@given(hostile, hostile)
def test_children_and_attributes_are_escaped(child, attribute):
    seen = Seen(tag("p", child, title=attribute))
    assert seen.elements == [("p", {"title": attribute})]
    assert seen.text == child


@given(hostile, st.lists(st.integers(0, 30), max_size=8), st.integers(0, 30))
def test_marking_changes_no_text(text, cuts, start):
    ends = sorted(min(cut, len(text)) for cut in cuts)
    spans = list(zip(ends[::2], ends[1::2], strict=False))
    seen = Seen(marked(text, spans, start))
    assert seen.text == text[start:]
    assert {name for name, _ in seen.elements} <= {"mark"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", "//evil.example/", "data:text/html,甲",
        "ftp://a.example/", "https:", "甲", "", " https://a.example/",
        'https://a.example/" onclick="',
    ],
)  # fmt: skip
def test_only_paths_and_web_addresses_are_linked(address):
    assert link(address, "甲") == "甲"


def test_links_to_other_sites_open_apart_and_tell_them_nothing():
    (name, attributes), *_ = Seen(link("https://a.example/?x=1&y=2", "甲")).elements
    assert name == "a"
    assert attributes == {
        "href": "https://a.example/?x=1&y=2", "target": "_blank", "rel": "noopener noreferrer",
    }  # fmt: skip


def test_links_within_the_page_stay_in_its_tab():
    assert link("/read?doc=a", "甲") == '<a href="/read?doc=a">甲</a>'


def test_joined_parts_are_escaped_and_none_left_out():
    assert join(["<", None, tag("b", "&")], " > ") == "&lt; &gt; <b>&amp;</b>"


@given(st.text())
def test_plain_gives_every_mark_of_markdown_its_backslash(text):
    shown = plain(text)
    assert [c for c in shown.replace("\\\\", "") if c in "[]()*_`:<>$#!~|"] == [
        c for c in text if c in "[]()*_`:<>$#!~|"
    ]
    rest = iter(shown)
    assert "".join(next(rest) if c == "\\" else c for c in rest) == text
