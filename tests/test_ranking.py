"""What orders the passages that both sides propose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.embedding import StaticEmbedder, bundled_model
from kb.engine import choose_engine
from kb.engine.base import Entry
from kb.engine.query import parse_query
from kb.engine.ragged import Ragged
from kb.engine.vectors import VectorIndex, places_of
from kb.ranking import FEATURES, Proposed, Ranker, features
from kb.search import Mode, Searcher, Via, bundled_ranker, passage_text

ENTRIES = [
    Entry(1, "land", "榕湾市土地管理办法", "第一章 总则", "第一条 保护耕地,人人有责。"),
    Entry(2, "land", "榕湾市土地管理办法", "第三章 处罚", "第十条 占用耕地建房的,责令拆除。"),
    Entry(3, "land", "榕湾市土地管理办法", "第三章 处罚", "第十一条 拒不拆除的,申请法院执行。"),
    Entry(4, "old", "榕湾市土地管理办法", "第三章 处罚", "第九条 占用耕地建房的,责令拆除。"),
    Entry(5, "fish", "榕湾市渔港管理办法", "第一章 总则", "第一条 渔船进港应当报告。"),
    Entry(6, "2023", "榕湾市2023年度报告", "三、执法", "办结占用耕地案件12件。", report=True),
    Entry(7, "2023", "榕湾市2023年度报告", "四、登记", "推行带押过户,办理300笔。", report=True),
]


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return StaticEmbedder(bundled_model())


@pytest.fixture(scope="module")
def searcher(embedder: StaticEmbedder, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    engine = choose_engine().create(tmp_path_factory.mktemp("ranking") / "engine")
    engine.update(ENTRIES)
    texts = [passage_text(entry) for entry in ENTRIES]
    vectors = VectorIndex.empty(embedder.dim).updated(
        [],
        [entry.passage_id for entry in ENTRIES],
        embedder.encode(texts),
        Ragged.of(embedder.words(texts), np.uint16),
        places_of(ENTRIES),
    )
    return Searcher(engine, vectors, embedder)


@pytest.fixture
def described(searcher: Searcher, embedder: StaticEmbedder) -> Callable[..., np.ndarray]:
    """Features of all entries for a query, in order of passage id."""

    def rows(query: str, asks_report: float = 0.0) -> np.ndarray:
        vector = embedder.encode([query])[0]
        proposed = searcher.propose(parse_query(query), vector)
        assert proposed.ids.tolist() == [entry.passage_id for entry in ENTRIES]
        return features(query, vector, proposed, searcher.vectors, embedder, asks_report)

    return rows


def column(rows: np.ndarray, name: str) -> list[float]:
    return rows[:, FEATURES.index(name)].tolist()


@pytest.mark.parametrize(
    ("query", "feature", "passage_id"),
    [
        ("占用耕地建房", "cosine", 2),
        ("带押过户", "bm25 over the best", 7),
        ("带押过户", "holds the query as typed", 7),
        ("渔船", "query words found", 5),
        ("渔船进港", "query words matched", 5),
        ("渔船", "passage words asked for", 5),
    ],
)
def test_the_passage_a_feature_is_highest_for(
    described: Callable[..., np.ndarray], query: str, feature: str, passage_id: int
) -> None:
    values = column(described(query), feature)
    assert values.index(max(values)) == passage_id - 1
    assert len({round(value, 6) for value in values}) > 1


def test_company_and_neighbours_are_those_of_the_same_place(
    described: Callable[..., np.ndarray],
) -> None:
    rows = described("占用耕地建房")
    cosine = column(rows, "cosine")
    assert column(rows, "its section")[1] == pytest.approx((cosine[1] + cosine[2]) / 2, abs=1e-5)
    assert column(rows, "its document")[0] == pytest.approx(sum(cosine[:3]) / 3, abs=1e-5)
    assert column(rows, "share of its document")[:4] == pytest.approx([0.03] * 3 + [0.01])
    beside = [cosine[1] / 2, (cosine[0] + cosine[2]) / 2, cosine[1] / 2, 0, 0]
    assert column(rows, "its neighbours")[:5] == pytest.approx(beside, abs=1e-5)


def test_a_report_counts_as_far_as_one_is_asked_for(described: Callable[..., np.ndarray]) -> None:
    values = column(described("占用耕地", asks_report=0.9), "report if one is asked for")
    assert values == pytest.approx([0.1] * 5 + [0.9] * 2)


@pytest.mark.parametrize("query", ["", "?", "🙂", "占用耕地建房" * 300])
def test_any_query_is_described_in_finite_numbers(
    searcher: Searcher, embedder: StaticEmbedder, query: str
) -> None:
    everything = np.arange(len(ENTRIES))
    held = np.ones(len(ENTRIES), np.bool_)
    proposed = Proposed(
        searcher.vectors.ids, everything, np.zeros(len(ENTRIES), np.float32), held, held, held
    )
    vector = embedder.encode([query])[0]
    rows = features(query, vector, proposed, searcher.vectors, embedder, 0.5)
    assert rows.shape == (len(ENTRIES), len(FEATURES))
    assert np.isfinite(rows).all()


def test_the_bundled_ranker_belongs_to_the_bundled_model(embedder: StaticEmbedder) -> None:
    assert Ranker.load(bundled_ranker()).model == embedder.digest


def test_saved_and_loaded_it_scores_alike(tmp_path: Path) -> None:
    ranker = Ranker.load(bundled_ranker())
    ranker.save(tmp_path / "ranker.json")
    again = Ranker.load(tmp_path / "ranker.json")
    rows = np.random.default_rng(0).normal(size=(20, len(FEATURES))).astype(np.float32)
    assert np.array_equal(again.scores(rows), ranker.scores(rows))
    assert again.model == ranker.model


def test_one_for_other_features_is_refused(tmp_path: Path) -> None:
    text = bundled_ranker().read_text("utf-8").replace('"cosine"', '"sine"', 1)
    (tmp_path / "ranker.json").write_text(text, "utf-8")
    with pytest.raises(ValueError, match="other features"):
        Ranker.load(tmp_path / "ranker.json")


@given(st.permutations(range(12)))
@settings(max_examples=20)
def test_the_order_of_proposals_does_not_matter(order: list[int]) -> None:
    ranker = Ranker.load(bundled_ranker())
    rows = np.random.default_rng(1).normal(size=(12, len(FEATURES))).astype(np.float32)
    assert ranker.scores(rows[order]) == pytest.approx(ranker.scores(rows)[order], abs=1e-4)


@pytest.mark.parametrize(
    ("query", "report"),
    [
        ("被狗咬了能要求赔偿吗", False),
        ("离婚后孩子归谁", False),
        ("行政复议的期限是多久", False),
        ("带押过户办了多少笔", True),
        ("普法宣传开展情况", True),
        ("执法人员培训了几期", True),
    ],
)
def test_queries_for_reports_are_told_from_queries_for_laws(
    embedder: StaticEmbedder, query: str, report: bool
) -> None:
    likely = Ranker.load(bundled_ranker()).asks_report(embedder.encode([query])[0])
    assert (likely > 0.5) is report


def best(searcher: Searcher, query: str, **how: object) -> int:
    return searcher.rank(parse_query(query), **how)[0].passage_id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "passage_id"),
    [
        ("占了农田盖房子怎么处理", 2),
        ("带押过户", 7),
        ("带押过户办了多少", 7),
        ("查处占用耕地案件多少件", 6),
        ("渔船进港要报告吗", 5),
    ],
)
def test_the_passage_that_answers_comes_first(
    searcher: Searcher, query: str, passage_id: int
) -> None:
    assert best(searcher, query, outdated=["old"]) == passage_id


@pytest.mark.parametrize("fitted", [True, False])
def test_a_version_no_longer_in_force_stands_behind_the_same_words(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch, fitted: bool
) -> None:
    if not fitted:
        monkeypatch.setattr(Searcher, "_ranker", None)
    for old, current in (("old", 2), ("land", 4)):
        ranked = searcher.rank(parse_query("占用耕地建房的,责令拆除"), outdated=[old])
        order = [r.passage_id for r in ranked]
        assert order.index(current) < order.index(6 - current)
    assert best(searcher, "渔船进港", outdated=["fish"]) == 5


def test_another_model_is_fused_by_a_fixed_blend(searcher: Searcher) -> None:
    other = replace(Ranker.load(bundled_ranker()), model="another")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.search.Ranker.load", lambda path: other)
        blended = Searcher(searcher.engine, searcher.vectors, searcher.embedder)
        ranked = blended.rank(parse_query("占用耕地建房"))
    assert ranked[0].passage_id in (2, 4)
    assert 0 < ranked[0].score < 1.4


@pytest.mark.parametrize("mode", Mode)
def test_every_hit_says_why_it_is_there(searcher: Searcher, mode: Mode) -> None:
    ranked = {r.passage_id: r for r in searcher.rank(parse_query("带押过户"), mode=mode)}
    assert all(r.reasons for r in ranked.values())
    first = {
        Mode.HYBRID: (Via.BOTH, ("含有原词", "字面相符", "含义相近")),
        Mode.KEYWORD: (Via.KEYWORD, ("字面相符",)),
        Mode.SEMANTIC: (Via.SEMANTIC, ("含义相近",)),
    }[mode]
    assert (ranked[7].via, ranked[7].reasons) == first
