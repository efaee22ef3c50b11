"""The SQLite file that holds the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from kb.document import Document, Genre, Metadata, Passage, Section
from kb.errors import UserError
from kb.force import BINDING, Version, outdated, statuses_on
from kb.segmentation import narrow
from kb.store.citations import CitationTable, LawTable
from kb.store.filters import Filters
from kb.store.measures import MeasureTable
from kb.store.schema import SCHEMA, SCHEMA_VERSION

_META = [f.name for f in fields(Metadata)]
_META_COLUMNS = ", ".join(f"d.{name}" for name in _META)


def short_title(title: str) -> str:
    """A title as people shorten it when they look a law up.

    >>> short_title("《中华人民共和国土地管理法》")
    '土地管理法'
    """
    bare = "".join(narrow(title).split()).strip("《》〈〉")
    return bare.removeprefix("中华人民共和国")


@dataclass(frozen=True, slots=True)
class Record:
    """A document as the store lists it: without its text."""

    id: str
    origin: str
    meta: Metadata
    passages: int


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage with what is shown of it: its text and its document's metadata."""

    id: int
    doc_id: str
    passage: Passage
    text: str
    meta: Metadata


class Store:
    """The SQLite file at ``path``.

    Opened for reading unless ``writable``. Writes last from construction to `commit`.
    ``citations`` is what the documents cite, ``laws`` what the texts of laws say of themselves,
    ``measures`` what reports tell.
    """

    def __init__(self, path: Path, *, writable: bool = False) -> None:
        """Open an existing store; UserError when it is missing, damaged or of another version."""
        self.path = path
        try:
            mode = "rw" if writable else "ro"
            # Threads of the page share one reader; sqlite3 serialises its use.
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode={mode}", uri=True, check_same_thread=False
            )
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
            # A file that is no database of ours has no version, and no table either.
            self._db.execute("SELECT 1 FROM documents LIMIT 1")
        except sqlite3.Error as error:
            raise UserError(
                f"索引损坏或缺失({error})", where=path, remedy="请运行 kb build --rebuild 重建"
            ) from error
        if version != SCHEMA_VERSION:
            raise UserError(
                f"索引由另一版本的程序建立(版本 {version},需要 {SCHEMA_VERSION})",
                where=path,
                remedy="请运行 kb build --rebuild 重建",
            )
        self._db.execute("PRAGMA foreign_keys = ON")
        self.citations, self.laws = CitationTable(self._db), LawTable(self._db)
        self.measures = MeasureTable(self._db)
        self._held: tuple[str, dict[str, str | None], frozenset[str]] = ("", {}, frozenset())

    @classmethod
    def create(cls, path: Path) -> Store:
        """An empty store at ``path``, open for writing."""
        db = sqlite3.connect(path)
        db.executescript(SCHEMA)
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        db.commit()
        db.close()
        return cls(path, writable=True)

    def commit(self) -> None:
        """Make everything written so far durable."""
        self._db.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    # -- writing ---------------------------------------------------------------

    def add(self, document: Document, *, origin: str, fingerprint: str) -> list[int]:
        """Put ``document`` in; the ids its passages got, in order."""
        meta = document.meta
        values = [getattr(meta, name) for name in _META]
        columns = ["id", "origin", "fingerprint", "short_title", "text", *_META]
        marks = ", ".join("?" * len(columns))
        self._db.execute(
            f"INSERT INTO documents ({', '.join(columns)}) VALUES ({marks})",
            [document.id, origin, fingerprint, short_title(meta.title), document.text, *values],
        )
        self._db.executemany(
            "INSERT INTO sections VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (document.id, n, s.label, s.heading, s.level, s.start, s.end)
                for n, s in enumerate(document.sections)
            ),
        )
        insert = (
            'INSERT INTO passages (doc_id, locator, breadcrumb, heading, start, "end")'
            " VALUES (?, ?, ?, ?, ?, ?)"
        )
        ids = []
        for p in document.passages:
            crumbs = json.dumps(p.breadcrumb, ensure_ascii=False)
            row = (document.id, p.locator, crumbs, p.heading, p.start, p.end)
            ids.append(self._db.execute(insert, row).lastrowid or 0)
        return ids

    def remove(self, doc_ids: Iterable[str]) -> None:
        """Take documents out with everything of theirs; unknown ids are no error."""
        self._db.executemany("DELETE FROM documents WHERE id = ?", ((i,) for i in doc_ids))

    # -- reading ---------------------------------------------------------------

    def fingerprints(self) -> dict[str, tuple[str, str]]:
        """Of every document: origin to (id, fingerprint)."""
        rows = self._db.execute("SELECT origin, id, fingerprint FROM documents")
        return {origin: (doc_id, fingerprint) for origin, doc_id, fingerprint in rows}

    def records(self, title: str | None = None) -> list[Record]:
        """All documents, or those with this title (see `titled`): reports first, newest
        first, then laws by title and version."""
        rows = self._db.execute(
            f"SELECT d.id, d.origin, {_META_COLUMNS},"
            " (SELECT count(*) FROM passages p WHERE p.doc_id = d.id)"
            " FROM documents d WHERE d.short_title = coalesce(?, d.short_title)"
            " ORDER BY d.genre DESC,"
            " CASE d.genre WHEN 'report' THEN -coalesce(d.year, 0) END, d.title,"
            " coalesce(d.published, '') DESC, d.id",
            (title and short_title(title),),
        )
        return [Record(r[0], r[1], self._metadata(r[0], r[2:-1]), r[-1]) for r in rows]

    def counts(self) -> dict[str, int]:
        """How many documents and passages there are."""
        one = "SELECT count(*) FROM "
        return {
            table: self._db.execute(one + table).fetchone()[0]
            for table in ("documents", "passages")
        }

    def document(self, doc_id: str) -> Document | None:
        """The document ``doc_id``, whole, or None."""
        row = self._db.execute(
            f"SELECT d.text, {_META_COLUMNS} FROM documents d WHERE d.id = ?", (doc_id,)
        ).fetchone()
        if row is None:
            return None
        sections = self._db.execute(
            'SELECT label, heading, level, start, "end" FROM sections'
            " WHERE doc_id = ? ORDER BY ord",
            (doc_id,),
        )
        passages = self._db.execute(
            'SELECT locator, breadcrumb, start, "end", heading FROM passages WHERE doc_id = ?'
            " ORDER BY start",
            (doc_id,),
        )
        return Document(
            doc_id,
            self._metadata(doc_id, row[1:]),
            row[0],
            tuple(Section(*s) for s in sections),
            tuple(_passage(p) for p in passages),
        )

    def text_at(self, doc_id: str, locator: str) -> str | None:
        """The words of the passage at ``locator``, or None when there is none."""
        row = self._db.execute(
            'SELECT substr(d.text, p.start + 1, p."end" - p.start)'
            " FROM passages p JOIN documents d ON d.id = p.doc_id"
            " WHERE p.doc_id = ? AND p.locator = ?",
            (doc_id, locator),
        ).fetchone()
        return row[0] if row else None

    def passages(self, ids: Sequence[int]) -> list[StoredPassage]:
        """The passages ``ids``, in that order; ids that are gone are left out."""
        marks = ", ".join("?" * len(ids))
        rows = self._db.execute(
            'SELECT p.id, p.doc_id, p.locator, p.breadcrumb, p.start, p."end", p.heading,'
            f' substr(d.text, p.start + 1, p."end" - p.start), {_META_COLUMNS}'
            f" FROM passages p JOIN documents d ON d.id = p.doc_id WHERE p.id IN ({marks})",
            list(ids),
        )
        found = {
            r[0]: StoredPassage(r[0], r[1], _passage(r[2:7]), r[7], self._metadata(r[1], r[8:]))
            for r in rows
        }
        return [found[i] for i in ids if i in found]

    def passage_ids(self, doc_id: str, locator: str | None = None) -> list[int]:
        """Ids of a document's passages in order: all, or those at ``locator``."""
        rows = self._db.execute(
            "SELECT id FROM passages WHERE doc_id = ? AND locator = coalesce(?, locator)"
            " ORDER BY start",
            (doc_id, locator),
        )
        return [r[0] for r in rows]

    def titled(self, title: str, genre: Genre | None = None) -> list[str]:
        """Ids of the documents with this title, in force and newest first.

        The title may lack 中华人民共和国 and carry book-title marks.
        """
        rows = self._db.execute(
            "SELECT id FROM documents WHERE short_title = ? AND genre = coalesce(?, genre)"
            " ORDER BY coalesce(published, '') DESC, id",
            (short_title(title), genre and genre.value),
        )
        statuses = self.statuses()

        def standing(doc_id: str) -> int:
            status = statuses.get(doc_id)
            return 0 if status in BINDING else 1 if status is None else 2

        return sorted((r[0] for r in rows), key=standing)

    def statuses(self) -> dict[str, str | None]:
        """The status of every law today, by document id."""
        return self._standing()[1]

    def outdated(self) -> frozenset[str]:
        """Ids of the laws, and versions of laws, that no longer bind today."""
        return self._standing()[2]

    def _standing(self) -> tuple[str, dict[str, str | None], frozenset[str]]:
        """Today, and how the laws stand today: reckoned once a day."""
        today = date.today().isoformat()
        if self._held[0] != today:
            rows = self._db.execute(
                "SELECT id, short_title, published, effective, status FROM documents"
                " WHERE genre = 'law'"
            )
            versions = [Version(*row) for row in rows]
            statuses = statuses_on(today, versions)
            self._held = (today, statuses, outdated(versions, statuses))
        return self._held

    def law_titles(self) -> set[str]:
        """Short titles of all laws."""
        rows = self._db.execute("SELECT DISTINCT short_title FROM documents WHERE genre = 'law'")
        return {r[0] for r in rows}

    def headings(self) -> list[tuple[str, int]]:
        """Every heading, and how many documents have it."""
        return self._db.execute(
            "SELECT heading, count(DISTINCT doc_id) FROM sections WHERE heading != ''"
            " GROUP BY heading"
        ).fetchall()

    def texts(self) -> Iterator[str]:
        """The text of every document, whole."""
        for (text,) in self._db.execute("SELECT text FROM documents"):
            yield text

    def orgs(self) -> list[str]:
        """All issuing bodies, those with most documents first."""
        rows = self._db.execute(
            "SELECT org FROM documents WHERE org IS NOT NULL"
            " GROUP BY org ORDER BY count(*) DESC, org"
        )
        return [r[0] for r in rows]

    def kinds(self) -> list[str]:
        """All kinds, those with most documents first."""
        rows = self._db.execute("SELECT kind FROM documents GROUP BY kind ORDER BY count(*) DESC")
        return [r[0] for r in rows]

    def select(self, filters: Filters) -> frozenset[str]:
        """Ids of the documents that ``filters`` let through."""
        where, values = filters.condition()
        rows = self._db.execute(f"SELECT id FROM documents WHERE {where}", values)
        selected = frozenset(r[0] for r in rows)
        if filters.in_force:
            selected &= {i for i, status in self.statuses().items() if status in BINDING}
        return selected

    def _metadata(self, doc_id: str, row: Sequence[object]) -> Metadata:
        known = dict(zip(_META, row, strict=True))
        known["genre"] = Genre(known["genre"])
        known["sample"] = bool(known["sample"])
        known["status"] = self.statuses().get(doc_id, known["status"])
        return Metadata(**known)  # type: ignore[arg-type]


def _passage(row: Sequence[object]) -> Passage:
    locator, breadcrumb, start, end, heading = row
    return Passage(str(locator), tuple(json.loads(str(breadcrumb))), start, end, str(heading))  # type: ignore[arg-type]
