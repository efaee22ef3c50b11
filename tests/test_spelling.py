"""Slips of the keyboard put right, and right questions left alone."""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.reading.national_laws import national_laws
from kb.spelling import Lexicon, Speller, make_lexicon
from tests import slips


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """That of a base of the packaged laws."""
    laws = list(national_laws())
    return make_lexicon([law.meta.title for law in laws], [law.text for law in laws])


@pytest.fixture(scope="session")
def speller(lexicon: Lexicon) -> Speller:
    return Speller(lexicon)


def corrected(speller: Speller, text: str) -> str | None:
    found = speller.correct(text)
    return found.text if found else None


# -- what is put right -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "least"),
    [
        (slips.SAME_SOUND, 0.85),
        (slips.NEAR_SOUND, 0.70),
        (slips.PLACES, 0.80),
        (slips.OTHERS, 0.60),
    ],
)
def test_most_slips_are_put_right(speller: Speller, table: str, least: float) -> None:
    pairs = slips.table(table)
    found = {typed: corrected(speller, typed) for typed, _ in pairs}
    right = [typed for typed, meant in pairs if found[typed] == meant]
    wrong = [typed for typed, meant in pairs if found[typed] not in (meant, None)]
    assert len(right) >= least * len(pairs)
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("行政复意 期限", "行政复议 期限"),
        ("不动产等记", "不动产登记"),
        ("土的管理法", "土地管理法"),
        # Everything else stays as it was typed.
        ("《土的管理法》第４４条  怎么罚？", "《土地管理法》第４４条  怎么罚？"),
        ('"行政复意" AND 期限 年份:2021..2023', '"行政复议" AND 期限 年份:2021..2023'),
        ("P2P 网贷\t行政复意", "P2P 网贷\t行政复议"),
        # Several at once.
        ("居注权 登计 设立", "居住权 登记 设立"),
    ],
)
def test_the_words_meant_take_the_place_of_those_typed(
    speller: Speller, typed: str, meant: str
) -> None:
    assert corrected(speller, typed) == meant


def test_what_was_replaced_is_told(speller: Speller) -> None:
    text = "请问 行政复意 期限"
    found = speller.correct(text)
    assert found
    assert [(text[r.start : r.end], r.meant) for r in found.replaced] == [("行政复意", "行政复议")]
    assert found.sure


# -- what is left alone ----------------------------------------------------------------


@pytest.mark.parametrize("text", slips.RIGHT.replace("\n", "|").strip("|").split("|"))
def test_what_is_right_is_left_alone(speller: Speller, text: str) -> None:
    assert corrected(speller, text) is None


@pytest.mark.parametrize(
    "text", ["", "议", "的的", "土地管理法" * 20, "第三条的第四条", "一二三四五"]
)
def test_nothing_to_say_of(speller: Speller, text: str) -> None:
    assert corrected(speller, text) is None


def test_right_questions_seldom_seem_mistyped(speller: Speller, shared: Path) -> None:
    questions = [
        json.loads(line)["query"]
        for name in ("dev", "train")
        for line in (shared / "stard" / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    alarms = [q for q in questions if speller.correct(q)]
    assert len(alarms) < 0.01 * len(questions), alarms


# -- whatever is typed -----------------------------------------------------------------

_TYPED = st.text(
    st.one_of(
        st.sampled_from('行政复议意土地的管理法第四十条处罚登记等计吗了 \t"“”():与或非AND２p。'),
        st.characters(),
    ),
    max_size=70,
)


@settings(max_examples=400, deadline=None)
@given(_TYPED)
def test_any_text_is_borne(speller: Speller, text: str) -> None:
    found = speller.correct(text)
    if found is None:
        return
    assert found.text != text
    assert found.replaced
    rebuilt, at = "", 0
    for each in found.replaced:
        assert at <= each.start < each.end <= len(text)
        assert text[each.start : each.end] != each.meant
        rebuilt, at = rebuilt + text[at : each.start] + each.meant, each.end
    assert rebuilt + text[at:] == found.text
    assert speller.correct(found.text) is None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_text_put_right_is_right(speller: Speller, data: st.DataObject) -> None:
    pairs = slips.table(slips.SAME_SOUND + slips.PLACES)
    text = " ".join(data.draw(st.lists(st.sampled_from([p[0] for p in pairs]), max_size=4)))
    found = speller.correct(text)
    assert found is None or speller.correct(found.text) is None


# -- the lexicon -----------------------------------------------------------------------


def test_a_lexicon_is_the_same_when_read_again(lexicon: Lexicon, tmp_path: Path) -> None:
    lexicon.save(tmp_path / "lexicon.npz")
    again = Lexicon.open(tmp_path / "lexicon.npz")
    for name in ("words", "forms", "known", "pairs", "sounds"):
        assert np.array_equal(getattr(again, name), getattr(lexicon, name))


def test_a_lexicon_made_on_an_earlier_one_is_the_same(lexicon: Lexicon) -> None:
    laws = list(national_laws())
    again = make_lexicon(
        [law.meta.title for law in laws], [law.text for law in laws], before=lexicon
    )
    assert np.array_equal(again.sounds, lexicon.sounds)
    assert np.array_equal(again.forms, lexicon.forms)


def test_a_damaged_lexicon_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "lexicon.npz").write_bytes(b"no archive")
    with pytest.raises(UserError, match="kb build --rebuild"):
        Lexicon.open(tmp_path / "lexicon.npz")


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("银行行政", ["yin", "hang", "xing", "zheng"]),
        ("长期 P2P", ["chang", "qi", "", "", "", ""]),
        ("", []),
    ],
)
def test_words_are_read_as_they_are_said(lexicon: Lexicon, text: str, syllables: list[str]) -> None:
    assert lexicon.reading(text) == syllables


def test_words_of_the_base_are_known(lexicon: Lexicon) -> None:
    name = "琼澜滨海条例"
    typed = "琼兰滨海条例"
    assert corrected(Speller(lexicon), typed) is None
    assert corrected(Speller(make_lexicon([name], ["", f"{name}施行。" * 3])), typed) == name


def test_it_is_fast(speller: Speller, lexicon: Lexicon, tmp_path: Path) -> None:
    """Bounds wide enough for a busy machine; docs/architecture.md has what was measured."""
    lexicon.save(tmp_path / "lexicon.npz")
    started = time.perf_counter()
    Speller(Lexicon.open(tmp_path / "lexicon.npz")).correct("行政复意 期限")
    assert time.perf_counter() - started < 0.5
    times = []
    for _ in range(50):
        started = time.perf_counter()
        speller.correct("不动产等记 需要什么材料")
        times.append(time.perf_counter() - started)
    assert min(times) < 0.005


# -- search ----------------------------------------------------------------------------


def found(library: KnowledgeBase, query: str, **options: bool) -> tuple[object, ...]:
    result = library.search(query, **options)  # type: ignore[arg-type]
    return result.suggestion, result.corrected


@pytest.mark.parametrize(
    ("query", "options", "suggestion", "is_searched"),
    [
        ("户外光告 设置条件", {}, "户外广告 设置条件", True),
        ("户外光告 设置条件", {"literal": True}, "户外广告 设置条件", False),
        # Conditions are kept to the letter.
        ('"行政复意" 期限', {}, '"行政复议" 期限', False),
        ("行政复意 AND 期限", {}, "行政复议 AND 期限", False),
        ("户外广告 设置条件", {}, None, False),
        # A title of the base is right, whatever it looks like.
        ("榕湾市户外广告管理办法", {}, None, False),
    ],
)
def test_a_search_tells_what_was_meant(
    library: KnowledgeBase,
    query: str,
    options: dict[str, bool],
    suggestion: str | None,
    is_searched: bool,
) -> None:
    assert found(library, query, **options) == (suggestion, is_searched)


def test_hits_are_those_of_what_was_meant(library: KnowledgeBase) -> None:
    mistyped, right = (library.search(q) for q in ("不动产等记", "不动产登记"))
    assert [h.stored.id for h in mistyped.hits] == [h.stored.id for h in right.hits]
    assert mistyped.marked == right.marked


def test_an_article_is_found_by_a_mistyped_title(full_library: KnowledgeBase) -> None:
    result = full_library.search("土的管理法第44条")
    assert result.corrected
    assert result.hits[0].stored.passage.locator == "第四十四条"
