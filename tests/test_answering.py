"""The sentence of a hit that answers a question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.answering import answers, sentences
from kb.embedding import Vectors, load_embedder
from kb.goto import beyond_name
from kb.library import KnowledgeBase
from kb.search import Via


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("。；\n ！", []),
        ("没有标点的一句", ["没有标点的一句"]),
        ("第三条 应当申请。不申请的,责令改正。", ["应当申请。", "不申请的,责令改正。"]),
        ("**第三条之一**　应当申请。", ["应当申请。"]),
        ("第三条规定的事项。", ["第三条规定的事项。"]),
        (
            "不得设置:\n(一)妨碍采光;\n(二)妨碍通风。",
            ["不得设置:", "(一)妨碍采光;", "(二)妨碍通风。"],
        ),
        ("问“能否设置?”答复可以。", ["问“能否设置?”", "答复可以。"]),
        ("办结3件！！  完成。", ["办结3件！！", "完成。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@given(st.text("第三条一、。；;\n “”广告 #*", max_size=80))
def test_sentences_lie_within_and_apart_and_lose_only_numbers(text: str) -> None:
    spans = sentences(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(text) for start, end in spans)
    at, lost = 0, ""
    for start, end in [*spans, (len(text), len(text))]:
        lost += text[at:start]
        at = end
    assert not set(lost) & set("广告")


class Counting:
    """The bundled model, and how often it was asked for what."""

    name, identity = "counting", "counting:1"

    def __init__(self) -> None:
        self._model = load_embedder()
        self.dim = self._model.dim
        self.calls: list[tuple[int, bool]] = []

    def encode(self, texts: Sequence[str], *, queries: bool = False) -> Vectors:
        self.calls.append((len(texts), queries))
        return self._model.encode(texts, queries=queries)


PROBATION = "劳动者可以约定试用期。试用期最长不得超过六个月。工资按月发放。"
NOISE = "经营者应当守法。夜间施工产生噪声的,由城市管理部门处罚。本市设立监督电话。"


@pytest.mark.parametrize(
    ("query", "text", "heading", "expected"),
    [
        ("试用期最长多久", PROBATION, "", "试用期最长不得超过六个月。"),
        ("夜间施工噪声怎么处罚", NOISE, "", "夜间施工产生噪声的,由城市管理部门处罚。"),
        # Nothing in it stands out.
        ("结婚年龄", "本市设立监督电话。本市设立举报电话。", "", None),
        # One sentence, and one besides the heading.
        ("试用期", "试用期最长不得超过六个月。", "", None),
        ("试用期", "1.规范试用期。抽查企业三家,全部合格。", "规范试用期", None),
        # The heading says it best, but answers nothing.
        (
            "规范试用期",
            "1.规范试用期。抽查了试用期约定三十份。另外整治噪声两次。",
            "规范试用期",
            "抽查了试用期约定三十份。",
        ),
        ("", PROBATION, "", None),
    ],
)
def test_the_answer(query: str, text: str, heading: str, expected: str | None) -> None:
    [span] = answers(query, [text], [heading], load_embedder())
    assert (span and text[slice(*span)]) == expected


def test_the_sentences_of_all_texts_are_embedded_at_once() -> None:
    embedder = Counting()
    found = answers("试用期最长多久", [PROBATION, "一句。", NOISE], ["", "", ""], embedder)
    assert [bool(span) for span in found] == [True, False, False]
    assert sorted(embedder.calls) == [(1, True), (6, False)]


def test_a_word_no_model_knows_is_found_by_its_letters() -> None:
    class Blank:
        name, identity, dim = "blank", "blank:1", 2

        def encode(self, texts: Sequence[str], *, queries: bool = False) -> Vectors:
            return np.zeros((len(texts), 2), np.float32)

    text = "推进改革。全面推行带押过户。加强宣传。"
    [span] = answers("带押过户", [text], [""], Blank())
    assert span is not None
    assert text[slice(*span)] == "全面推行带押过户。"


@pytest.mark.parametrize(
    ("query", "beyond"),
    [
        ("榕湾市户外广告管理办法第三条", ""),
        ("《榕湾市户外广告管理办法》第3条的规定", ""),
        ("请问榕湾市户外广告管理办法全文", ""),
        ("榕湾市户外广告管理办法", ""),
        ("榕湾市户外广告管理办法第三条 受理期限", "受理 期限"),
    ],
)
def test_what_is_asked_besides_a_name(query: str, beyond: str) -> None:
    assert beyond_name(query, "榕湾市户外广告管理办法") == beyond


DECIDED = "城市管理部门应当自受理之日起十个工作日内作出决定。"


@pytest.mark.parametrize(
    ("query", "via", "expected"),
    [
        ("城市管理部门多久作出决定", None, DECIDED),
        ("榕湾市户外广告管理办法第三条 几个工作日作出决定", Via.GO_TO, DECIDED),
        ("榕湾市户外广告管理办法第三条", Via.GO_TO, None),
        ('"十个工作日" 决定', None, None),
        ("标题:广告 作出决定", None, None),
    ],
)
def test_hits_have_their_answers(
    library: KnowledgeBase, query: str, via: Via | None, expected: str | None
) -> None:
    hits = library.search(query).hits
    hit = next(hit for hit in hits if hit.stored.passage.locator == "第三条")
    assert via is None or hit.via is via
    assert hit.as_json()["answer"] == expected
    assert (hit.answer is None) == (expected is None)


def test_answers_do_not_change_the_order(library: KnowledgeBase) -> None:
    found = library.search("城市管理部门多久作出决定", k=5).hits
    assert any(hit.answer for hit in found)
    assert [hit.rank for hit in found] == [1, 2, 3, 4, 5]
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)
