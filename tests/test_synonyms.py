"""Everyday words and the statutes' words for them."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.segmentation import content_words, fold, stopwords
from kb.synonyms import expansions

ROWS = [
    line.split("\t")
    for line in resources.files("kb").joinpath("data/synonyms.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("房产证丢了怎么办", ["房产证"]),
        ("老板拖着工钱不给，能打官司吗", ["老板", "工钱", "打官司"]),
        ("被炒鱿鱼", ["炒鱿鱼"]),
        ("超市卖三无产品", ["超市", "三无产品"]),  # the longest
        ("KTV 太吵", ["ktv", "太吵"]),  # folded
        ("工钱，工钱", ["工钱"]),  # once
        ("住房租赁", []),  # 房租 of two words
        ("工 钱", []),  # not across a gap
        ("工的钱", []),
        ("偷了东西", ["偷"]),  # one character, a word
        ("偷税", ["偷税"]),  # and not one
        ("森林防火", []),
        ("", []),
    ],
)
def test_what_is_expanded(text: str, typed: list[str]) -> None:
    assert [entry for entry, _ in expansions(text)] == typed


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("拆迁", "征收"),
        ("酒驾", "饮酒后驾驶"),
        ("开除", "解除劳动合同"),
        ("老赖", "失信被执行人"),
        ("民告官", "行政诉讼"),
        ("占补平衡", "占用耕地补偿"),
    ],
)
def test_what_it_is_expanded_to(typed: str, target: str) -> None:
    assert target in dict(expansions(typed))[typed]


@given(st.text("房产证老板偷税的，KTV 12345租赁工钱", max_size=20))
def test_entries_stand_in_the_text(text: str) -> None:
    assert all(typed in fold(text) and targets for typed, targets in expansions(text))


def test_the_file_is_well_formed() -> None:
    assert len(ROWS) >= 250
    assert all(len(row) == 2 for row in ROWS)
    typed = [row[0] for row in ROWS]
    assert len(set(typed)) == len(typed)
    for entry, targets in ROWS:
        assert entry == fold(entry).strip()
        assert entry not in stopwords()
        assert targets.split()
        assert entry not in targets.split()
        assert len(set(targets.split())) == len(targets.split())


def test_every_entry_can_be_found() -> None:
    unfound = [entry for entry, _ in ROWS if dict(expansions(entry)).get(entry) is None]
    assert unfound == []


def test_every_target_has_words_to_ask_for() -> None:
    for _, targets in ROWS:
        assert all(any(w not in stopwords() for w in content_words(t)) for t in targets.split())
