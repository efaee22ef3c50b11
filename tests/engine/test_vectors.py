"""Exact search among vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.engine.base import Entry
from kb.engine.ragged import Ragged
from kb.engine.vectors import DOCUMENT, REPORT, SECTION, VectorIndex, places_of
from kb.errors import UserError


def rows(*directions: tuple[float, ...]) -> np.ndarray:
    return np.array(directions, np.float32)


EAST, NORTH, BOTH, NOWHERE = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8), (0.0, 0.0)


@pytest.fixture
def index() -> VectorIndex:
    return VectorIndex.empty(2).updated([], [7, 3, 5, 9], rows(EAST, NORTH, BOTH, NOWHERE))


def ids(index: VectorIndex, query: tuple[float, ...], limit: int = 10, **how: object) -> list[int]:
    return [hit.passage_id for hit in index.search(rows(query)[0], limit, **how)]  # type: ignore[arg-type]


def test_nearest_first(index: VectorIndex) -> None:
    assert ids(index, EAST) == [7, 5, 3, 9]
    assert ids(index, NORTH, 2) == [3, 5]
    assert index.search(rows(EAST)[0], 2)[1].score == pytest.approx(0.6)
    assert ids(index, EAST, 0) == []


def test_a_query_without_known_words_finds_nothing(index: VectorIndex) -> None:
    assert ids(index, NOWHERE) == []


def test_only_what_is_allowed(index: VectorIndex) -> None:
    assert ids(index, EAST, allowed=[3, 5, 5, 404]) == [5, 3]
    assert ids(index, EAST, allowed=np.empty(0, np.int64)) == []


def test_scores_in_the_order_asked(index: VectorIndex) -> None:
    assert index.scores(rows(EAST)[0], [9, 5, 404, 7]).tolist() == pytest.approx([0, 0.6, 0, 1])


def test_an_update_makes_a_new_index(index: VectorIndex) -> None:
    new = index.updated([3, 404], [4, 7], rows(EAST, NORTH))
    assert new.ids.tolist() == [4, 5, 7, 9]
    assert ids(new, NORTH, 1) == [7]
    assert ids(index, EAST, 1) == [7]
    assert len(index.updated([3, 5, 7, 9], [], np.empty((0, 2), np.float32))) == 0


def test_saved_and_opened_it_is_the_same(index: VectorIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "a")
    opened = VectorIndex.open(tmp_path / "a")
    assert opened.ids.tolist() == index.ids.tolist()
    assert (len(opened), opened.dim) == (4, 2)
    assert ids(opened, EAST) == ids(index, EAST)
    # also over itself, while it is mapped
    opened.updated([7], [], np.empty((0, 2), np.float32)).save(tmp_path / "a")
    assert ids(opened, EAST, 1) == [7]
    assert ids(VectorIndex.open(tmp_path / "a"), EAST, 1) == [5]


def test_an_empty_index_is_saved_too(tmp_path: Path) -> None:
    VectorIndex.empty(2).save(tmp_path)
    opened = VectorIndex.open(tmp_path)
    assert (len(opened), opened.dim) == (0, 2)
    assert ids(opened, EAST) == []
    assert opened.scores(rows(EAST)[0], [1]).tolist() == [0]


def test_missing_or_damaged_is_told(index: VectorIndex, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有索引"):
        VectorIndex.open(tmp_path)
    index.save(tmp_path)
    for name in ("vectors.npy", "passage_ids.npy"):
        file = tmp_path / name
        content = file.read_bytes()
        for broken in (b"", content[:-4], b"junk" + content):
            file.write_bytes(broken)
            with pytest.raises(UserError, match="rebuild"):
                VectorIndex.open(tmp_path)
        np.save(file, np.zeros((2, 2), np.float32 if name == "vectors.npy" else np.int64))
        with pytest.raises(UserError, match="rebuild"):
            VectorIndex.open(tmp_path)
        file.write_bytes(content)
    assert len(VectorIndex.open(tmp_path)) == 4


@settings(deadline=None)
@given(
    directions=st.lists(st.sampled_from([EAST, NORTH, BOTH, NOWHERE]), min_size=1, max_size=30),
    limit=st.integers(1, 35),
    allowed=st.none() | st.sets(st.integers(0, 30)),
)
def test_search_is_sorting_everything(
    directions: list[tuple[float, ...]], limit: int, allowed: set[int] | None
) -> None:
    index = VectorIndex.empty(2).updated([], range(len(directions)), rows(*directions))
    query = rows(BOTH)[0]
    scored = [
        (-float(rows(d)[0] @ query), i)
        for i, d in enumerate(directions)
        if allowed is None or i in allowed
    ]
    found = index.search(query, limit, None if allowed is None else sorted(allowed))
    assert [(hit.passage_id) for hit in found] == [i for _, i in sorted(scored)[:limit]]


def words_of(index: VectorIndex, passage_id: int) -> list[int]:
    words = index.words.take(index.at(np.array([passage_id])))
    return words.flat.tolist()


def test_words_and_places_stay_with_their_passages(index: VectorIndex, tmp_path: Path) -> None:
    words = Ragged.of([np.array([8, 9], np.uint16), np.array([5], np.uint16)], np.uint16)
    places = np.array([[1, 2, 0], [3, 4, 1]], np.uint32)
    new = index.updated([5], [6, 3], rows(EAST, NORTH), words, places)
    new.save(tmp_path)
    for each in (new, VectorIndex.open(tmp_path)):
        assert each.ids.tolist() == [3, 6, 7, 9]
        assert [words_of(each, i) for i in (3, 6, 7, 9)] == [[5], [8, 9], [], []]
        assert each.places.tolist() == [[3, 4, 1], [1, 2, 0], [0, 0, 0], [0, 0, 0]]
    assert words_of(new.updated([6], [], np.empty((0, 2), np.float32)), 3) == [5]


def test_places_tell_documents_sections_and_reports_apart() -> None:
    entries = [
        Entry(1, "a", "甲", "第一章", ""),
        Entry(2, "a", "甲", "第一章", ""),
        Entry(3, "a", "甲", "第二章", ""),
        Entry(4, "b", "乙", "第一章", "", report=True),
    ]
    places = places_of(entries)
    assert places.dtype == np.uint32
    assert places[:, DOCUMENT].tolist() == [places[0, DOCUMENT]] * 3 + [places[3, DOCUMENT]]
    assert len(set(places[:, DOCUMENT].tolist())) == 2
    assert len(set(places[:, SECTION].tolist())) == 3
    assert places[:, REPORT].tolist() == [0, 0, 0, 1]
    assert places_of([]).shape == (0, 3)
