"""Rows of different lengths."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kb.engine.ragged import Ragged

ROWS = st.lists(st.lists(st.integers(0, 65_535), max_size=5), max_size=8)


def ragged(rows: list[list[int]]) -> Ragged:
    return Ragged.of([np.array(row, np.uint16) for row in rows], np.uint16)


def lists(of: Ragged) -> list[list[int]]:
    return [of.flat[of.starts[n] : of.starts[n + 1]].tolist() for n in range(len(of))]


@given(ROWS)
def test_rows_come_back(rows: list[list[int]]) -> None:
    assert lists(ragged(rows)) == rows


@given(ROWS, st.lists(st.integers(0, 7)))
def test_rows_are_taken_in_any_order(rows: list[list[int]], at: list[int]) -> None:
    wanted = [n for n in at if n < len(rows)]
    assert lists(ragged(rows).take(np.array(wanted, np.intp))) == [rows[n] for n in wanted]


@given(ROWS, ROWS)
def test_rows_follow_others(first: list[list[int]], second: list[list[int]]) -> None:
    assert lists(ragged(first).followed_by(ragged(second))) == first + second


def test_empty_rows() -> None:
    assert lists(Ragged.empty(2)) == [[], []]
