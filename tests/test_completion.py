"""Completion while typing."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.completion import Completions
from kb.library import KnowledgeBase
from kb.ui.completing import script_html

NAMES = [
    "土地管理法",
    "城市房地产管理法",
    "行政处罚法",
    "土地复垦条例",
    "P2P备案",
    "“带押过户”试点",
]
SYLLABLES = {
    "土": "tu", "地": "di", "管": "guan", "理": "li", "法": "fa", "城": "cheng", "市": "shi",
    "房": "fang", "产": "chan", "行": "xing", "政": "zheng", "处": "chu", "罚": "fa",
}  # fmt: skip


@pytest.fixture(scope="session")
def completions() -> Completions:
    return Completions(NAMES, lambda text: [SYLLABLES.get(c, "") for c in text])


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("土", ["土地管理法", "土地复垦条例"]),
        # Those that contain it come after those that begin with it.
        ("管理", ["土地管理法", "城市房地产管理法"]),
        ("tdglf", ["土地管理法"]),
        ("TDGL", ["土地管理法"]),
        ("glf", ["土地管理法", "城市房地产管理法"]),
        ("xz", ["行政处罚法"]),
        ("zc", []),  # two letters stand within too many names
        ("p2p", ["P2P备案"]),
        ("带押", ["“带押过户”试点"]),
        # The last word is completed.
        ("处罚 行政", ["处罚 行政处罚法"]),
        ("处罚　tdglf", ["处罚　土地管理法"]),
        # Nothing is left to complete.
        ("土地管理法", []),
        ("处罚 ", []),
        ("", []),
        ("\n", []),
        ("无此", []),
    ],
)
def test_what_is_offered(completions: Completions, typed: str, offered: list[str]) -> None:
    assert completions.find(typed, 8) == offered


@given(st.text(max_size=12), st.integers(-1, 3))
def test_any_text_is_borne(completions: Completions, text: str, limit: int) -> None:
    found = completions.find(text, limit)
    assert len(found) <= max(limit, 0)
    assert len(set(found)) == len(found)


def test_a_base_offers_titles_headings_and_terms(library: KnowledgeBase) -> None:
    assert library.completions("榕湾市户外") == ["榕湾市户外广告管理办法"]
    assert library.completions("hwgg") == ["榕湾市户外广告管理办法"]
    assert "服务保障大局" in library.completions("服务")
    assert library.completions("2023年度", 1) == [
        "榕湾市自然资源和规划局2023年度法治政府建设情况报告"
    ]


def test_laws_in_force_come_first_and_those_most_cited(full_library: KnowledgeBase) -> None:
    assert full_library.completions("tdglf")[0] == "土地管理法"
    assert full_library.completions("行政")[:2] == ["行政处罚法", "行政诉讼法"]
    table = dict(full_library.completion_table(3000))
    assert table["商业银行法"] == "syyhf"
    assert len(json.dumps([*table.items()], ensure_ascii=False).encode()) < 150_000


def test_it_is_fast(full_library: KnowledgeBase) -> None:
    full_library.completions("土")
    times = []
    for typed in ["土", "tdglf", "管理", "没有这样的名称"] * 5:
        started = time.perf_counter()
        full_library.completions(typed)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.005


def test_no_name_ends_the_script() -> None:
    html = script_html([("</script><script>alert(1)</script>", "s")])
    assert html.count("</script>") == 1
