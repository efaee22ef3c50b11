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
    shown, spans, _ = excerpt(text, ["耕地", "违法", "责令改正"], size=60)
    assert shown.startswith("…违法占用耕地的")
    assert shown.endswith("…")
    assert [shown[start:end] for start, end in spans] == ["违法", "耕地", "责令改正"]


def test_an_excerpt_of_a_short_text_is_all_of_it() -> None:
    assert excerpt("保护耕地。", ["耕地"]) == ("保护耕地。", [(2, 4)], None)


def test_an_excerpt_without_words_is_the_beginning() -> None:
    assert excerpt("一二三四五", ["耕地"], size=3) == ("一二三…", [], None)


def test_a_phrase_longer_than_the_excerpt_is_cut() -> None:
    phrase = "耕地保护责任目标考核办法"
    shown, spans, _ = excerpt(f"{FILLER}{phrase}{FILLER}", [phrase], size=8)
    (start, end) = spans[0]
    assert shown[start:end] in phrase
    assert len(shown) == 10


def test_an_excerpt_around_a_sentence_shows_it_whole_and_what_leads_up_to_it() -> None:
    leading = "有下列情形之一的,不予批准:"
    sentence = "妨碍居民采光通风的。"
    text = f"{FILLER}{leading}。{sentence}{FILLER}"
    at = text.index(sentence)
    shown, _, answer = excerpt(text, [], size=60, around=(at, at + len(sentence)))
    assert answer is not None
    assert shown[slice(*answer)] == sentence
    assert shown[: answer[0]].endswith(f"{leading}。")


@pytest.mark.parametrize("before", ["", FILLER])
@pytest.mark.parametrize("after", ["", FILLER])
def test_an_excerpt_grows_with_its_sentence_up_to_twice_its_size(before: str, after: str) -> None:
    for length in (15, 39, 45):
        sentence = "广" * length
        text = before + sentence + after
        around = (len(before), len(before) + length)
        shown, _, answer = excerpt(text, [], size=20, around=around)
        assert answer is not None
        assert shown[slice(*answer)] == sentence[:40]
        assert len(shown) <= 42


_TEXT = st.text("土地耕法aA1 。，\n", max_size=120)


@given(_TEXT, st.lists(st.text("土地耕法aA1 。", max_size=4), max_size=6), st.integers(1, 60))
def test_spans_lie_within_and_apart(text: str, words: list[str], size: int) -> None:
    shown, spans, _ = excerpt(text, words, size)
    assert shown.removeprefix("…").removesuffix("…") in text
    assert len(shown) <= size + 2
    assert bool(spans) or not marks(text, words)
    for each, within in ((spans, shown), (marks(text, words), text)):
        edges = [edge for span in each for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(within) for edge in edges)


@given(_TEXT, st.data(), st.integers(1, 60))
def test_the_sentence_is_where_the_excerpt_says(text: str, data: st.DataObject, size: int) -> None:
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    shown, _, answer = excerpt(text, ["耕地"], size, around=(first, last))
    assert shown.removeprefix("…").removesuffix("…") in text
    assert answer is not None
    assert shown[slice(*answer)] == text[first:last][: max(size, min(last - first, 2 * size))]
