"""Marks and excerpts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.engine.highlight import excerpt, marks


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("推行“带押过户”登记", ["带押过户"], ["带押过户"]),
        ("保护永久基本农田", ["农田"], ["农田"]),
        ("占用耕地的,恢复耕地", ["耕地"], ["耕地", "耕地"]),
        ("土地管理法规定", ["土地管理", "管理法"], ["土地管理法"]),
        ("土地管理", ["土地", "管理"], ["土地管理"]),
        ("责令限期\n 改正", ["责令限期改正"], ["责令限期\n 改正"]),
        ("依照ＰＤＦ办理", ["pdf"], ["ＰＤＦ"]),
        ("第144条、第44条", ["44"], ["44"]),
        ("a+b(c)", ["+b(c)"], ["+b(c)"]),
        ("耕地", ["林地", "", " "], []),
        ("", ["耕地"], []),
        ("耕地", [], []),
    ],
)
def test_marks(text: str, words: list[str], marked: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, words)] == marked


FILLER = "本条规定榕湾市的一般事项,与所问无关。" * 20


def test_an_excerpt_shows_where_most_words_stand() -> None:
    text = f"{FILLER}先说耕地。{FILLER}违法占用耕地的,责令改正。{FILLER}"
    shown, spans = excerpt(text, ["耕地", "违法", "责令改正"], size=60)
    assert shown.startswith("…违法占用耕地的")
    assert shown.endswith("…")
    assert [shown[start:end] for start, end in spans] == ["违法", "耕地", "责令改正"]


def test_an_excerpt_of_a_short_text_is_all_of_it() -> None:
    assert excerpt("保护耕地。", ["耕地"]) == ("保护耕地。", [(2, 4)])


def test_an_excerpt_without_words_is_the_beginning() -> None:
    assert excerpt("一二三四五", ["耕地"], size=3) == ("一二三…", [])


def test_a_phrase_longer_than_the_excerpt_is_cut() -> None:
    phrase = "耕地保护责任目标考核办法"
    shown, spans = excerpt(f"{FILLER}{phrase}{FILLER}", [phrase], size=8)
    (start, end) = spans[0]
    assert shown[start:end] in phrase
    assert len(shown) == 10


_TEXT = st.text("土地耕法aA1 。，\n", max_size=120)


@given(_TEXT, st.lists(st.text("土地耕法aA1 。", max_size=4), max_size=6), st.integers(1, 60))
def test_spans_lie_within_and_apart(text: str, words: list[str], size: int) -> None:
    shown, spans = excerpt(text, words, size)
    assert shown.removeprefix("…").removesuffix("…") in text
    assert len(shown) <= size + 2
    assert bool(spans) or not marks(text, words)
    for each, within in ((spans, shown), (marks(text, words), text)):
        edges = [edge for span in each for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(within) for edge in edges)
