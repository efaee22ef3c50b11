"""Hits, and how they are put together for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.document import Genre, Metadata, Passage
from kb.force import IN_FORCE, NOT_YET, SUPERSEDED
from kb.hits import Hit, groups_of
from kb.library import KnowledgeBase
from kb.search import Via
from kb.store import StoredPassage


def hit(
    rank: int,
    doc: str,
    title: str = "榕湾市停车条例",
    published: str | None = "2020-01-01",
    status: str | None = IN_FORCE,
    *,
    genre: Genre = Genre.LAW,
    kind: str = "地方性法规",
    org: str | None = None,
    via: Via = Via.BOTH,
) -> Hit:
    meta = Metadata(title, genre, kind, org=org, published=published, status=status)
    stored = StoredPassage(rank, doc, Passage(f"第{rank}条", (), 0, 1), "停", meta)
    return Hit(rank, 1 / rank, via, stored)


def grouped(*hits: Hit) -> list[tuple[int, list[int], list[int]]]:
    """Ranks: of the first, the others, the versions."""
    return [
        (g.first.rank, [h.rank for h in g.others], [h.rank for h in g.versions])
        for g in groups_of(hits)
    ]


NOTICE = {"title": "关于加强停车管理的通知", "kind": "规范性文件"}
REPORT = {"genre": Genre.REPORT, "kind": "报告", "title": "2023年法治政府建设情况报告"}


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([], []),
        (
            [hit(1, "a"), hit(2, "b", "榕湾市噪声条例"), hit(3, "a"), hit(4, "a")],
            [(1, [3, 4], []), (2, [], [])],
        ),
        # The version in force leads, wherever it was found; the group stays where its best is.
        (
            [
                hit(1, "old", published="2010-01-01", status=SUPERSEDED),
                hit(2, "b", "榕湾市噪声条例"),
                hit(3, "new"),
                hit(4, "old", published="2010-01-01", status=SUPERSEDED),
                hit(5, "new"),
            ],
            [(3, [5], [1, 4]), (2, [], [])],
        ),
        ([hit(1, "new", published="2026-01-01", status=NOT_YET), hit(2, "a")], [(2, [], [1])]),
        # What the question names is first, in force or not.
        (
            [
                hit(1, "old", published="2010-01-01", status=SUPERSEDED, via=Via.GO_TO),
                hit(2, "new"),
            ],
            [(1, [], [2])],
        ),
        # Without any in force the best.
        (
            [hit(1, "a", published="2001-01-01", status=None), hit(2, "b", status=None)],
            [(1, [], [2])],
        ),
        # 中华人民共和国 is no part of what people call a law.
        ([hit(1, "a", "中华人民共和国甲法"), hit(2, "b", "甲法", "1999-01-01")], [(1, [], [2])]),
        # A code in several files is one text.
        ([hit(1, "a"), hit(2, "b")], [(1, [2], [])]),
        # Many bodies issue a notice of the same title, and a report.
        (
            [hit(1, "a", org="甲局", **NOTICE), hit(2, "b", org="乙局", **NOTICE)],
            [(1, [], []), (2, [], [])],
        ),
        ([hit(1, "a", **REPORT), hit(2, "b", **REPORT)], [(1, [], []), (2, [], [])]),
    ],
)
def test_hits_of_one_text_stand_together(hits, expected) -> None:
    assert grouped(*hits) == expected


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"),
            st.sampled_from(["甲条例", "乙条例"]),
            st.sampled_from([None, "2010-01-01", "2020-01-01"]),
            st.sampled_from([IN_FORCE, SUPERSEDED, None]),
        ),
        max_size=12,
    )
)
def test_every_hit_is_shown_once(found) -> None:
    groups = grouped(*(hit(n, *each) for n, each in enumerate(found, 1)))
    shown = [rank for first, others, versions in groups for rank in (first, *others, *versions)]
    assert sorted(shown) == list(range(1, len(found) + 1))
    best = [min(first, *others, *versions, 99) for first, others, versions in groups]
    assert best == sorted(best)


@pytest.mark.parametrize(
    ("query", "via"),
    [("榕湾市户外广告管理办法第三条", Via.GO_TO), ("带押过户", Via.BOTH)],
)
def test_hits_say_why_they_were_found(library: KnowledgeBase, query: str, via: Via) -> None:
    hits = library.search(query).hits
    assert hits[0].via is via
    assert all(hit.reasons for hit in hits)
    assert ("直接点名" in hits[0].reasons) == (via is Via.GO_TO)
