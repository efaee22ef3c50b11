"""The knowledge base as its callers use it: add, build, search, show, remove."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.document import Genre
from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.search import Mode, Via
from kb.store import Filters
from tests.conftest import REGULATION


def titles(library: KnowledgeBase) -> list[str]:
    return [record.meta.title for record in library.records()]


def locators(library: KnowledgeBase, query: str, **options: object) -> list[str]:
    return [h.stored.passage.locator for h in library.search(query, **options).hits]  # type: ignore[arg-type]


# -- building ----------------------------------------------------------------


def test_build_takes_in_the_corpus(home: Path) -> None:
    report = KnowledgeBase(home).build()
    assert (report.added, report.changed, report.removed) == (3, 0, 0)
    assert report.documents == 3
    assert report.passages == 5 + 2 * 5


def test_build_touches_only_what_changed(home: Path, library: KnowledgeBase) -> None:
    generation = (home / "index" / "CURRENT").read_text()
    assert library.build().changed == 0
    assert (home / "index" / "CURRENT").read_text() == generation

    path = home / "corpus" / "reports" / "2023.txt"
    path.write_text(path.read_text().replace("47宗", "48宗"))
    (home / "corpus" / "户外广告.txt").unlink()
    report = library.build()
    assert (report.added, report.changed, report.removed) == (0, 1, 1)
    assert (
        "48宗"
        in library.search("带押过户").hits[0].stored.text
        + library.search("带押过户").hits[1].stored.text
    )
    assert not any("户外广告" in t for t in titles(library))


def test_an_updated_index_equals_one_made_anew(home: Path, library: KnowledgeBase) -> None:
    path = home / "corpus" / "reports" / "2022.txt"
    path.write_text(path.read_text().replace("三个城市", "五个城市"))
    library.build()
    questions = ("跨省通办", "土地培训", "广告 申请", '"五个城市"')

    def found(question: str) -> tuple[tuple[str, str], set[tuple[str, str, Via]]]:
        """The best place; all places, and what found each. An engine counts what was removed
        until it merges its files, so that scores differ by a hair, and with them the order of
        what is nearly as good."""
        hits = library.search(question, k=30).hits
        places = {(h.stored.doc_id, h.stored.text, h.via) for h in hits}
        return (hits[0].stored.doc_id, hits[0].stored.text), places

    updated = [found(question) for question in questions]
    library.build(rebuild=True)
    anew = [found(question) for question in questions]
    assert updated == anew


def test_an_unreadable_file_keeps_its_earlier_version(home: Path, library: KnowledgeBase) -> None:
    path = home / "corpus" / "户外广告.txt"
    path.write_bytes(b"\x00\x01" * 100)
    report = library.build()
    assert [f.origin for f in report.failures] == ["户外广告.txt"]
    assert "二进制" in str(report.failures[0].error)
    assert locators(library, "榕湾市户外广告管理办法第三条")[0] == "第三条"


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "store.sqlite").write_bytes(b"garbage" * 1000),
        lambda folder: (folder / "store.sqlite").unlink(),
        lambda folder: (folder / "recipe.json").write_text("{"),
        lambda folder: [f.unlink() for f in (folder / "engine").iterdir()],
        lambda folder: [f.write_bytes(b"") for f in folder.rglob("*.npy")],
        lambda folder: (folder / "vectors" / "passage_ids.npy").write_bytes(
            b"\x93NUMPY\x01\x00v\x00'{(" * 9
        ),
        lambda folder: (folder.parent / "CURRENT").write_text("nowhere"),
    ],
    ids=[
        "store garbled",
        "store gone",
        "recipe garbled",
        "engine gone",
        "vectors emptied",
        "ids garbled",
        "pointer",
    ],
)
def test_a_damaged_index_is_told_and_built_anew(home: Path, library: KnowledgeBase, damage) -> None:
    damage(home / "index" / (home / "index" / "CURRENT").read_text())
    with pytest.raises(UserError, match="kb build"):
        KnowledgeBase(home).search("带押过户")
    assert any(not check.ok for check in KnowledgeBase(home).doctor())
    KnowledgeBase(home).build()
    assert KnowledgeBase(home).search("带押过户").hits
    assert all(check.ok for check in KnowledgeBase(home).doctor())


def test_an_index_of_another_model_is_told(home: Path, library: KnowledgeBase) -> None:
    path = home / "index" / (home / "index" / "CURRENT").read_text() / "recipe.json"
    recipe = json.loads(path.read_text())
    path.write_text(json.dumps({**recipe, "embedder": "another:1234"}))
    with pytest.raises(UserError, match="another:1234"):
        KnowledgeBase(home).search("带押过户")
    assert KnowledgeBase(home).build().added == 3
    assert KnowledgeBase(home).search("带押过户").hits


def test_a_reader_follows_the_builds_of_others(home: Path, library: KnowledgeBase) -> None:
    reader = KnowledgeBase(home)
    assert not reader.search('"五个工作日"').hits
    path = home / "corpus" / "户外广告.txt"
    path.write_text(REGULATION.replace("十个工作日", "五个工作日"))
    library.build()
    assert [h.stored.passage.locator for h in reader.search('"五个工作日"').hits] == ["第三条"]


def test_the_metadata_of_a_regulation(library: KnowledgeBase) -> None:
    meta = library.document("榕湾市户外广告管理办法").meta
    assert (meta.kind, meta.org, meta.number) == (
        "地方政府规章",
        "榕湾市人民政府",
        "榕湾市人民政府令第12号",
    )
    assert (meta.published, meta.effective) == ("2021-06-01", "2021-08-01")


# -- adding and removing -----------------------------------------------------


def test_add_copies_and_indexes(tmp_path: Path, home: Path, library: KnowledgeBase) -> None:
    outside = tmp_path / "elsewhere" / "停车.txt"
    outside.parent.mkdir()
    outside.write_text(REGULATION.replace("户外广告", "停车场"))
    report = library.add([outside], url="https://www.example.gov.cn/1.html")
    assert [path for path, _ in report.added] == [outside]
    outside.unlink()
    hit = library.search("榕湾市停车场管理办法第三条").hits[0]
    assert (hit.via, hit.stored.meta.url) == (Via.GO_TO, "https://www.example.gov.cn/1.html")
    library.build(rebuild=True)
    assert library.document(report.added[0][1]).meta.url == "https://www.example.gov.cn/1.html"


def test_adding_a_file_again_replaces_it(tmp_path: Path, library: KnowledgeBase) -> None:
    path = tmp_path / "停车.txt"
    path.write_text(REGULATION.replace("户外广告", "停车场"))
    first = library.add([path])
    path.write_text(path.read_text().replace("十个工作日", "七个工作日"))
    second = library.add([path])
    assert first.added[0][1] == second.added[0][1]
    assert (second.build.added, second.build.changed) == (0, 1)
    assert locators(library, '"七个工作日"') == ["第三条"]


def test_bad_files_are_named_and_the_rest_go_on(tmp_path: Path, library: KnowledgeBase) -> None:
    folder = tmp_path / "新收"
    (folder / "空文件夹").mkdir(parents=True)
    (folder / "好.txt").write_text(REGULATION.replace("户外广告", "停车场"))
    (folder / "空.txt").write_text("")
    (folder / "坏.txt").write_bytes(b"\x00\x01" * 50)
    (folder / "表.xlsx").write_bytes(b"PK")
    report = library.add([folder, tmp_path / "没有.txt", folder / "空文件夹"])
    assert [path.name for path, _ in report.added] == ["好.txt"]
    assert [path.name for path, _ in report.skipped] == ["表.xlsx"]
    said = [str(error) for error in report.failures]
    assert len(said) == 4
    for name, what in (
        ("空.txt", "空"),
        ("坏.txt", "二进制"),
        ("没有.txt", "没有"),
        ("空文件夹", "没有可读"),
    ):
        assert any(name in text and what in text for text in said)
    assert locators(library, "榕湾市停车场管理办法第四条")[0] == "第四条"


def test_the_same_bytes_are_added_once(tmp_path: Path, library: KnowledgeBase) -> None:
    twin = tmp_path / "另一份.txt"
    twin.write_text(REGULATION)
    report = library.add([twin])
    assert not report.added
    assert "户外广告.txt" in report.skipped[0][1]
    assert library.add([twin], force=True).added


@pytest.mark.parametrize("contents", ["{", "[]", '{"files": {"a.txt": {}}}', '{"new": 1}'])
def test_a_miswritten_manifest_is_told_and_left_alone(home: Path, contents: str) -> None:
    path = home / "corpus" / "manifest.json"
    path.write_text(contents)
    with pytest.raises(UserError, match=r"manifest\.json"):
        KnowledgeBase(home).build()
    assert path.read_text() == contents


@pytest.mark.parametrize(
    "url", ["www.example.gov.cn", "javascript:alert(1)", "https://", 'https://a.cn/"><b>']
)
def test_only_web_addresses_are_taken(tmp_path: Path, library: KnowledgeBase, url: str) -> None:
    path = tmp_path / "停车.txt"
    path.write_text(REGULATION)
    with pytest.raises(UserError, match="网址"):
        library.add([path], url=url)


def test_the_genre_can_be_said(tmp_path: Path, library: KnowledgeBase) -> None:
    path = tmp_path / "短.txt"
    path.write_text("关于停车的事项\n第一条 停车应当有序。\n")
    doc_id = library.add([path], genre=Genre.LAW).added[0][1]
    assert library.document(doc_id).passages[0].locator == "第一条"


def test_removed_files_are_kept_aside(home: Path, library: KnowledgeBase) -> None:
    record = next(r for r in library.records() if r.meta.genre is Genre.LAW)
    [(gone, kept)] = library.remove([record.id])
    assert gone.id == record.id
    assert kept.read_text() == REGULATION
    assert not any("户外广告" in t for t in titles(library))
    library.build(rebuild=True)
    assert not any("户外广告" in t for t in titles(library))


def test_removing_the_unknown_removes_nothing(library: KnowledgeBase) -> None:
    known = library.records()[0].id
    with pytest.raises(UserError, match="nothere"):
        library.remove([known, "nothere"])
    assert known in {r.id for r in library.records()}


def test_samples_go_with_one_call(home: Path, library: KnowledgeBase) -> None:
    path = home / "corpus" / "reports" / "2022.txt"
    path.write_text("---\nsample: true\n---\n" + path.read_text())
    library.build()
    assert len(library.remove([], samples=True)) == 1
    assert len(library.records()) == 2


# -- searching ---------------------------------------------------------------


def test_hits_carry_their_links(library: KnowledgeBase) -> None:
    hit = library.search("榕湾市户外广告管理办法第三条").hits[0].as_json()
    assert hit["title"] == "榕湾市户外广告管理办法"
    assert hit["locator"] == "第三条"
    assert hit["breadcrumb"] == ["第二章 设置管理"]
    assert str(hit["permalink"]).startswith(f"/read?doc={hit['doc_id']}&at=")
    assert hit["url"] is None
    assert str(hit["search_url"]).startswith("https://sousuo.www.gov.cn/")
    json.dumps(hit)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_mode_finds_the_topic(library: KnowledgeBase, mode: Mode) -> None:
    hits = library.search("带押过户", mode=mode).hits
    assert {h.stored.passage.locator for h in hits[:2]} == {"一、(一)1.一是"}
    assert {h.stored.meta.year for h in hits[:2]} == {2022, 2023}


@pytest.mark.parametrize(
    ("filters", "years"),
    [
        (Filters(years=(2023, None)), {2023}),
        (Filters(years=(None, 2022)), {2021, 2022}),
        (Filters(kinds=("report",), years=(2022, 2022)), {2022}),
        (Filters(kinds=("报告",)), {2022, 2023}),
        (Filters(orgs=("自然资源",)), {2022, 2023}),
        (Filters(kinds=("司法解释",)), set()),
        (Filters(in_force=True), set()),
    ],
)
def test_filters(library: KnowledgeBase, filters: Filters, years: set[int]) -> None:
    for mode in Mode:
        hits = library.search("办理 设置 培训", filters=filters, mode=mode).hits
        assert {h.stored.meta.year for h in hits} == years


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"互设窗口"', {"一、(一)1.二是"}),
        ("年份:2023 带押过户 NOT 跨省", None),
        ("标题:户外广告 AND 采光", {"第四条"}),
        ("类型:报告 AND 图斑", {"一、(一)2."}),
        ("机关:自然资源 与 乡镇干部", {"二、(一)"}),
    ],
)
def test_query_language(library: KnowledgeBase, query: str, expected: set[str] | None) -> None:
    hits = library.search(query).hits
    assert hits
    if expected:
        assert {h.stored.passage.locator for h in hits} == expected
    else:
        assert {h.stored.meta.year for h in hits} == {2023}
        assert not any("跨省" in h.stored.text for h in hits)


@pytest.mark.parametrize(
    "query", ['"没有结束', "带押过户 AND", "年份:去年 带押过户", "(带押过户 AND 广告"]
)
def test_a_wrong_query_is_searched_as_words_with_a_hint(library: KnowledgeBase, query: str) -> None:
    result = library.search(query)
    assert result.hint
    if "带押" in query:
        assert "带押过户" in result.hits[0].stored.text


@pytest.mark.parametrize(
    "query", ["", "   ", "???", "NOT", "*", "的", "\0", "《》", "第条", "a" * 5000]
)
def test_no_query_raises(library: KnowledgeBase, query: str) -> None:
    library.search(query)


def test_facets_count_the_candidates(library: KnowledgeBase) -> None:
    facets = library.search("带押过户").facets
    assert facets.kinds["报告"] >= 2
    assert list(facets.years) == sorted(facets.years, reverse=True)


# -- showing -----------------------------------------------------------------


@pytest.mark.parametrize("name", ["榕湾市户外广告管理办法", "《榕湾市户外广告管理办法》"])
@pytest.mark.parametrize("locator", ["第三条", "3条", "第3条"])
def test_show_finds_by_title_and_locator(library: KnowledgeBase, name: str, locator: str) -> None:
    document = library.document(name)
    [passage] = library.passages_at(document, locator)
    assert document.text_of(passage).startswith("第三条")


@pytest.mark.parametrize(
    ("locator", "canonical", "text"),
    [
        ("第三条第二款", "第三条第二款", "城市管理部门应当自受理之日起十个工作日内作出决定。"),
        ("4条(二)项", "第四条第(二)项", "(二)妨碍居民采光通风的。"),
        ("第四条第一款第一项", "第四条第一款第(一)项", "(一)利用交通安全设施的;"),
    ],
)
def test_a_part_of_an_article_can_be_shown(
    library: KnowledgeBase, locator: str, canonical: str, text: str
) -> None:
    document = library.document("榕湾市户外广告管理办法")
    [part] = library.passages_at(document, locator)
    assert (part.locator, document.text_of(part)) == (canonical, text)


def test_a_section_shows_everything_below_it(library: KnowledgeBase) -> None:
    document = library.document("榕湾市自然资源和规划局2023年度法治政府建设情况报告")
    below = library.passages_at(document, "一、(一)1.")
    assert [p.locator for p in below] == ["一、(一)1.一是", "一、(一)1.二是"]


def test_what_is_not_there_is_told(library: KnowledgeBase) -> None:
    with pytest.raises(UserError, match="没有这个编号或标题"):
        library.document("不存在的办法")
    with pytest.raises(UserError, match="第三条第九款"):
        library.passages_at(library.document("榕湾市户外广告管理办法"), "第三条第九款")
    with pytest.raises(UserError, match="第九十九条"):
        library.passages_at(library.document("榕湾市户外广告管理办法"), "第九十九条")
