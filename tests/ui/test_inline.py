"""Citations and searched words are marked together, and the text stays the same."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ui.inline import Inline, Wrap, apart
from kb.ui.markup import tag

spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 12)), max_size=8).map(
    lambda pairs: sorted(((a, a + n) for a, n in pairs), key=lambda s: (s[0], -s[1]))
)
texts = st.text('《土地管理法》第四十四条<b>&"', min_size=42, max_size=60)


class Seen(HTMLParser):
    """Text, and for each character the elements it stands in."""

    def __init__(self, markup):
        super().__init__()
        self.text, self.within, self.open, self.ids = "", [], [], []
        self.feed(markup)
        self.close()

    def handle_starttag(self, name, attributes):
        self.open.append(name)
        self.ids += [dict(attributes)["id"]] if "id" in dict(attributes) else []

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        self.text += data
        self.within += [tuple(self.open)] * len(data)


def linked(number):
    """An element for the citation ``number``, whose first part bears its id."""
    return lambda part, first: tag("a", part, id=f"cite-{number}" if first else None)


@pytest.mark.parametrize(
    ("given_spans", "expected"),
    [
        ([], []),
        ([(0, 4), (4, 6)], [(0, 4, 0), (4, 6, 1)]),
        ([(0, 9), (3, 6)], [(0, 3, 0), (3, 6, 1), (6, 9, 0)]),
        ([(0, 9), (0, 4)], [(0, 4, 1), (4, 9, 0)]),
        ([(0, 9), (2, 7), (3, 4)], [(0, 2, 0), (2, 3, 1), (3, 4, 2), (4, 7, 1), (7, 9, 0)]),
        # What overlaps without lying within is cut too.
        ([(0, 5), (3, 8)], [(0, 3, 0), (3, 8, 1)]),
    ],
)
def test_the_innermost_citation_has_its_characters(given_spans, expected):
    assert apart(given_spans) == expected


@given(spans)
def test_stretches_cover_the_same_characters_once(given_spans):
    stretches = apart(given_spans)
    covered = [i for start, end, _ in stretches for i in range(start, end)]
    assert covered == sorted({i for start, end in given_spans for i in range(start, end)})
    for start, end, number in stretches:
        assert given_spans[number][0] <= start < end <= given_spans[number][1]


@given(texts, spans, spans, st.integers(0, 20), st.integers(20, 42))
def test_nothing_moves_where_marks_and_citations_cross(text, cited, searched, start, end):
    words = [stretch[:2] for stretch in apart(searched)]
    stretches = apart(cited)
    inline = Inline(text, [Wrap(a, b, linked(n)) for a, b, n in stretches])
    seen = Seen(inline.html(start, end, words))
    assert seen.text == text[start:end]
    for i, elements in enumerate(seen.within, start):
        assert ("a" in elements) == any(a <= i < b for a, b, _ in stretches)
        assert ("mark" in elements) == any(a <= i < b for a, b in words)
        assert elements.count("a") < 2


def test_a_citation_cut_by_a_line_bears_its_id_once():
    inline = Inline("依据《土地\n管理法》办理", [Wrap(2, 10, linked(7))])
    seen = [Seen(inline.html(start, end)) for start, end in ((0, 5), (6, 12))]
    assert [s.text for s in seen] == ["依据《土地", "管理法》办理"]
    assert [s.ids for s in seen] == [["cite-7"], []]
