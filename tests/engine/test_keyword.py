"""What every keyword engine must do alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import DisjunctionMax, Every, NullQuery, Or, Term
from whoosh.query import Query as Tree

from kb.engine import ENGINES, Entry, KeywordEngine, choose_engine, clone
from kb.engine.query import parse_query
from kb.engine.tree import InDocuments, containing
from kb.errors import UserError
from kb.segmentation import exactly, fold
from tests.engine.conftest import ENTRIES, FOREST, LAND, REPORT


def found(engine: KeywordEngine, query: str, doc_ids: list[str] | None = None) -> list[int]:
    """Passage ids for ``query``, best first."""
    return [hit.passage_id for hit in engine.search(parse_query(query).tree, 10, doc_ids)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("违法占用耕地怎么处罚", [12, 11, 21, 32]),
        ("带押过户", [31]),
        ("带押", [31]),
        ("林地保护条例", [21, 22]),
        ("税", [22]),
        ("pdf", [22]),
        ("火星", []),
        ("", []),
        (",。!", []),
    ],
)
def test_plain_words_rank(engine: KeywordEngine, query: str, expected: list[int]) -> None:
    ids = found(engine, query)
    assert ids[:1] == expected[:1]
    assert set(expected) <= set(ids)
    if not expected:
        assert ids == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"责令限期改正"', {12}),
        ("“责令限期改正”", {12}),
        ("「责令限期改正」", {12}),
        ('"改正、治理"', {12}),  # white space in the text does not count
        ('"责令 限期 改正"', {12}),  # nor in the phrase
        ('"改正治理"', set()),  # punctuation does
        ('"耕地保护"', set()),
        ('"pdf格式第４４号"', {22}),
        ('"第4号"', set()),  # digits by whole runs
        ('"一、主要举措"', {31, 32}),
        ("耕地 AND 罚款", {12}),
        ("耕地 与 罚款", {12}),
        ("土地管理 AND 罚款", {12}),  # one side in the title, the other in the text
        ("税 AND 征收", {22}),
        ("过户 OR 毁林", {31, 21}),
        ("过户 或 毁林", {31, 21}),
        ("耕地 NOT 罚款", {11, 21, 32}),
        ("耕地 非 罚款", {11, 21, 32}),
        ("NOT 耕地", {22, 31}),
        ("毁林 OR NOT 耕地", {21, 22, 31}),
        ("耕地 AND NOT 林地", {11, 12, 32}),
        ("(过户 OR 毁林) AND 推行", {31}),
        ("（过户 或 毁林）与（推行）", {31}),
        ("耕地 NOT (罚款 OR 图斑)", {11, 21}),
        ("耕地 NOT (罚款 图斑)", {11, 21}),
        ("标题:林地", {21, 22}),
        ("标题：“土地管理办法”", {11, 12}),
        ("title:林地 毁林", {21, 22}),
        ("标题:(林地 OR 报告)", {21, 22, 31, 32}),
    ],
)
def test_operators_phrases_and_fields_limit(
    engine: KeywordEngine, query: str, expected: set[int]
) -> None:
    parsed = parse_query(query)
    assert parsed.hint is None
    assert set(found(engine, query)) == expected
    assert parsed.condition is not None
    assert expected <= set(engine.matches(parsed.condition).tolist())
    assert engine.matches(parsed.tree).tolist() == sorted(expected)


def test_words_beside_a_limit_rank_and_do_not_limit(engine: KeywordEngine) -> None:
    assert found(engine, "标题:榕湾市 图斑")[0] == 32
    assert found(engine, "标题:榕湾市 毁林")[0] == 21
    assert set(found(engine, "标题:榕湾市 毁林")) == {e.passage_id for e in ENTRIES}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("类型:条例", [21, 22]),
        ("类型:条例 保护耕地", [21]),
        ("保护 NOT 类型:条例", [11]),
        ("过户 OR 类型:条例", [31, 21, 22]),
    ],
)
def test_metadata_is_resolved_to_documents(
    engine: KeywordEngine, query: str, expected: list[int]
) -> None:
    parsed = parse_query(query).resolved(lambda leaf: [FOREST])
    hits = [hit.passage_id for hit in engine.search(parsed.tree, 10)]
    assert hits[0] == expected[0]
    assert set(hits) >= set(expected)
    assert set(hits) <= set(engine.matches(parsed.condition).tolist())


def test_a_filter_keeps_other_documents_out_and_scores_as_they_were(
    engine: KeywordEngine,
) -> None:
    tree = parse_query("保护耕地").tree
    everything = {hit.passage_id: hit.score for hit in engine.search(tree, 10)}
    filtered = engine.search(tree, 10, [FOREST, REPORT])
    assert [hit.passage_id for hit in filtered] == [21, 22, 32]
    assert all(hit.score == pytest.approx(everything[hit.passage_id]) for hit in filtered)
    assert engine.search(tree, 10, []) == []
    assert engine.matches(Every(), [LAND]).tolist() == [11, 12]
    assert engine.matches(tree, ["nowhere"]).tolist() == []


def test_the_best_field_counts(engine_class: type[KeywordEngine], folder: Path) -> None:
    """In either order of the terms, and where only one of them stands."""
    engine = engine_class.create(folder)
    engine.update(
        [
            Entry(1, "a", "草原", "", "采石"),
            Entry(2, "b", "", "", "草原"),
            Entry(3, "c", "草原", "", "草原"),
            Entry(4, "d", "采石", "", "采石"),
            Entry(5, "e", "采石", "", "草原"),
        ]
    )
    title, body = Term("title", "草原", boost=1.3), Term("body", "草原")

    def scores(tree: Tree) -> dict[int, float]:
        return {hit.passage_id: hit.score for hit in engine.search(tree, 10)}

    in_title, in_body = scores(title), scores(body)
    best = {i: max(in_title.get(i, 0), in_body.get(i, 0)) for i in in_title | in_body}
    for terms in ([title, body], [body, title]):
        for tree in (DisjunctionMax(terms), Or([DisjunctionMax(terms)])):
            assert scores(tree) == pytest.approx(best)
            assert engine.matches(tree).tolist() == [1, 2, 3, 5]
    other = DisjunctionMax([Term("title", "采石"), Term("body", "采石")])
    both = scores(Or([DisjunctionMax([title, body]), other]))
    alone = scores(other)
    expected = {i: best.get(i, 0) + alone.get(i, 0) for i in best | alone}
    assert both == pytest.approx(expected)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("20日", [1]),
        ("２０日内", [1]),
        ("二十日", [1]),
        ("20天", [1]),
        ("百分之十五", [2]),
        ("15%", [2]),
        ("第12条", [3]),
        ("12条", [3]),
        ("第十二条", [3]),
    ],
)
def test_quantities_are_found_in_either_writing(
    engine_class: type[KeywordEngine], folder: Path, query: str, expected: list[int]
) -> None:
    engine = engine_class.create(folder)
    engine.update(
        [
            Entry(1, "a", "", "", "自收到材料起20日内答复"),
            Entry(2, "b", "", "", "绿地率不低于15%"),
            Entry(3, "c", "", "", "第十二条 申请人应当到场"),
            Entry(4, "d", "", "", "申请人可以书面答复"),
        ]
    )
    assert found(engine, query)[:1] == expected


def test_statutes_words_are_found_by_everyday_ones(
    engine_class: type[KeywordEngine], folder: Path
) -> None:
    engine = engine_class.create(folder)
    engine.update(
        [
            Entry(1, "a", "", "", "支付劳动报酬的期限由双方约定"),
            Entry(2, "b", "", "", "按件计发工钱的,当日结清"),
            Entry(3, "c", "", "", "禁止毁林开垦"),
        ]
    )
    assert found(engine, "工钱") == [2, 1]
    assert found(engine, '"工钱"') == [2]


def test_metadata_and_exclusions_alone_score_nothing(engine: KeywordEngine) -> None:
    for tree in (InDocuments(frozenset([LAND])), Every(), parse_query("NOT 火星").tree):
        assert {hit.score for hit in engine.search(tree, 10)} == {0.0}


def test_nothing_matches_the_null_query(engine: KeywordEngine) -> None:
    assert engine.search(NullQuery, 10) == []
    assert engine.matches(NullQuery).tolist() == []


def test_equal_scores_come_in_order_of_passage_id(
    engine_class: type[KeywordEngine], folder: Path
) -> None:
    engine = engine_class.create(folder)
    for ids in ([9, 4, 7], [8, 1], [3, 6, 2, 5]):
        engine.update(Entry(i, f"d{i}", "", "", "开垦耕地") for i in ids)
    tree = parse_query("耕地").tree
    for limit in range(1, 10):
        hits = engine.search(tree, limit)
        assert [hit.passage_id for hit in hits] == list(range(1, limit + 1))
    assert engine.search(tree, 0) == []


def test_an_empty_index_answers(engine_class: type[KeywordEngine], folder: Path) -> None:
    engine_class.create(folder)
    engine = engine_class.open(folder)
    assert len(engine) == 0
    assert found(engine, "耕地") == []
    assert engine.matches(Every()).tolist() == []


def test_update_replaces_the_passages_of_a_document(engine: KeywordEngine, folder: Path) -> None:
    engine.update([Entry(41, LAND, "榕湾市土地管理办法", "", "本办法废止。")], [LAND, "unknown"])
    again = type(engine).open(folder)
    for each in (engine, again):
        assert len(each) == len(ENTRIES) - 1
        assert each.matches(Every(), [LAND]).tolist() == [41]
        assert found(each, "罚款") == []
        assert found(each, "废止") == [41]


def test_removing_everything_leaves_an_empty_index(engine: KeywordEngine) -> None:
    engine.update([], [LAND, FOREST, REPORT])
    assert len(engine) == 0
    assert found(engine, "耕地") == []


def test_a_reader_keeps_what_it_sees(engine: KeywordEngine, folder: Path) -> None:
    reader = type(engine).open(folder)
    engine.update([], [REPORT])
    assert found(engine, "带押过户") == []
    assert found(reader, "带押过户") == [31]


def test_an_update_that_fails_changes_nothing(engine: KeywordEngine, folder: Path) -> None:
    def entries():  # type: ignore[no-untyped-def]
        yield replace(ENTRIES[0], passage_id=99)
        raise RuntimeError("the reader of the file failed")

    with pytest.raises(RuntimeError):
        engine.update(entries(), [LAND])
    for each in (engine, type(engine).open(folder)):
        assert each.matches(Every()).tolist() == [e.passage_id for e in ENTRIES]
    engine.update([], [LAND])
    assert len(engine) == 4


def test_any_text_can_be_indexed(engine_class: type[KeywordEngine], folder: Path) -> None:
    odd = ["", " \n\t", "\x00\ud800", "İ㎡①", "a" * 70_000, "〇𠮷" * 3, "'\"\\"]
    engine = engine_class.create(folder)
    engine.update(Entry(i, f"d{i}", text, text, text) for i, text in enumerate(odd))
    assert engine.matches(Every()).tolist() == list(range(len(odd)))
    assert engine.matches(containing("〇𠮷")).tolist() == [5]


def test_many_threads_may_search_at_once(engine: KeywordEngine) -> None:
    queries = ["耕地 AND 罚款", '"带押过户"', "林地保护条例", "NOT 耕地"] * 10
    expected = [found(engine, query) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda query: found(engine, query), queries)) == expected


def test_a_missing_index_says_what_to_do(engine_class: type[KeywordEngine], folder: Path) -> None:
    folder.mkdir()
    with pytest.raises(UserError, match="kb build"):
        engine_class.open(folder)


@pytest.mark.parametrize("damage", ["truncated", "emptied", "deleted"])
def test_damage_is_told_not_answered(engine: KeywordEngine, folder: Path, damage: str) -> None:
    kept = {file: file.read_bytes() for file in folder.iterdir() if file.stat().st_size}
    for file, content in kept.items():
        if file.name == ".managed.json":  # only lists files to be deleted some day
            continue
        if damage == "deleted":
            file.unlink()
        else:
            file.write_bytes(content[: len(content) // 2] if damage == "truncated" else b"")
        with pytest.raises(UserError, match="kb build"):
            found(type(engine).open(folder), "耕地")
        file.write_bytes(content)
    assert found(type(engine).open(folder), "带押过户") == [31]


def test_a_clone_and_its_original_go_their_own_ways(
    engine: KeywordEngine, folder: Path, tmp_path: Path
) -> None:
    clone(folder, tmp_path / "clone")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    copy = type(engine).open(tmp_path / "clone")
    copy.update([Entry(51, "new", "", "", "新的耕地")], [LAND, REPORT])
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    original = type(engine).open(folder)
    assert original.matches(Every()).tolist() == [e.passage_id for e in ENTRIES]
    original.update([], [FOREST])
    assert type(engine).open(tmp_path / "clone").matches(Every()).tolist() == [21, 22, 51]
    assert original.matches(Every()).tolist() == [11, 12, 31, 32]


_LETTERS = st.text("土地的地aA12, ,", max_size=8)


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(_LETTERS, min_size=1, max_size=12), phrases=st.lists(_LETTERS, max_size=8))
@pytest.mark.parametrize("name", list(ENGINES))
def test_a_phrase_is_found_where_it_is_marked(
    name: str, texts: list[str], phrases: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    engine = choose_engine(name).create(tmp_path_factory.mktemp("engine"))
    engine.update(Entry(i, str(i), "", "", text) for i, text in enumerate(texts))
    for phrase in phrases:
        pattern = exactly(phrase)
        expected = [i for i, text in enumerate(texts) if pattern and pattern.search(fold(text))]
        assert engine.matches(containing(phrase)).tolist() == expected


_QUERIES = st.lists(
    st.sampled_from(
        ["耕地", "林地", "保护", "税", "AND", "OR", "NOT", "与", "或", "非", "(", ")", '"', "标题:"]
    ),
    max_size=9,
).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(query=_QUERIES)
def test_the_engines_agree_on_what_matches(
    query: str, both_engines: tuple[KeywordEngine, KeywordEngine]
) -> None:
    parsed = parse_query(query)
    one, other = (engine.matches(parsed.tree).tolist() for engine in both_engines)
    assert one == other
    for engine in both_engines:
        hits = engine.search(parsed.tree, 10)
        assert sorted(hit.passage_id for hit in hits) == one
        if parsed.condition is not None:
            assert set(one) <= set(engine.matches(parsed.condition).tolist())


@pytest.fixture(scope="module")
def both_engines(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[KeywordEngine, KeywordEngine]:
    pytest.importorskip("tantivy")
    engines = []
    for name in ENGINES:
        engine = choose_engine(name).create(tmp_path_factory.mktemp(name))
        engine.update(ENTRIES)
        engines.append(engine)
    return engines[0], engines[1]
