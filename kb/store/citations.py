"""What documents cite, and what the texts of laws say of themselves, in the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import NamedTuple

from kb.citations.facts import Repeal
from kb.citations.laws import Edition, Law
from kb.citations.model import Citation, Form
from kb.citations.names import key
from kb.document import Document


class Mention(NamedTuple):
    """What of a stored citation tells which law is meant."""

    doc_id: str
    #: Which of its document's citations it is.
    ord: int
    #: Where it begins in the document's text.
    start: int
    key: str | None
    name: str | None
    number: str | None
    issuer: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class StoredCitation:
    """A citation with the text it stands in."""

    citation: Citation
    #: Of the passage it begins in; "" between passages.
    locator: str
    #: That passage; between passages the line. The citation begins at ``at`` in it.
    context: str
    at: int


class CitationTable:
    """What each document cites besides itself."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, document: Document, citations: Iterable[Citation]) -> None:
        """Put in what ``document`` cites; references to itself are left out.

        These are most of what stands in laws, and of use only beside the text.
        """
        rows = (
            (
                *(document.id, n, c.start, c.end, c.form.value, c.name, c.number),
                json.dumps(c.articles, ensure_ascii=False),
                *(c.kind, c.normative, c.reason, c.issuer, c.edition),
                key(c.name) if c.name else None,
                document.locator_at(c.start),
            )
            for n, c in enumerate(citations)
            if not c.itself
        )
        self._db.executemany(f"INSERT INTO citations VALUES ({', '.join('?' * 15)})", rows)

    def mentions(self, doc_ids: Collection[str] | None = None) -> Iterator[Mention]:
        """Every normative text that is cited by name or number, document by document.

        doc_ids: only what these documents cite.
        """
        asked, values = "", list[str]()
        if doc_ids is not None:
            asked = " AND doc_id IN (SELECT value FROM json_each(?))"
            values = [json.dumps([*doc_ids])]
        rows = self._db.execute(
            "SELECT doc_id, ord, start, key, name, number, issuer, kind FROM citations"
            f" WHERE normative AND (key IS NOT NULL OR number IS NOT NULL){asked}",
            values,
        )
        return map(Mention._make, rows)

    def documents_citing(self) -> dict[str, int]:
        """How many documents cite a name, by its key."""
        rows = self._db.execute(
            "SELECT key, count(DISTINCT doc_id) FROM citations WHERE key IS NOT NULL GROUP BY key"
        )
        return dict(rows.fetchall())

    def of(self, doc_id: str, ords: Collection[int]) -> list[StoredCitation]:
        """Those citations of a document whose ``ord`` is among ``ords``, in order."""
        row = self._db.execute("SELECT text FROM documents WHERE id = ?", (doc_id,)).fetchone()
        if row is None:
            return []
        marks = ", ".join("?" * len(ords))
        rows = self._db.execute(
            'SELECT p.start, p."end", c.locator, c.start, c."end", c.form, c.name, c.number,'
            " c.articles, c.kind, c.normative, c.reason, c.issuer, c.edition"
            " FROM citations c LEFT JOIN passages p"
            " ON p.doc_id = c.doc_id AND p.locator = c.locator"
            f" WHERE c.doc_id = ? AND c.ord IN ({marks}) ORDER BY c.ord",
            (doc_id, *ords),
        )
        return [_stored(row[0], columns) for columns in rows]


class LawTable:
    """What the text of each law says of itself."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, doc_id: str, law: Law, repeals: Iterable[Repeal]) -> None:
        """Put in what the document ``doc_id`` says."""
        said = (asdict(law), [asdict(repeal) for repeal in repeals])
        row = (doc_id, *(json.dumps(part, ensure_ascii=False) for part in said))
        self._db.execute("INSERT INTO laws VALUES (?, ?, ?)", row)

    def read(self) -> tuple[list[Law], list[Repeal]]:
        """What all documents say: the laws they are, and the laws they do away with."""
        laws, repeals = [], []
        for law, ended in self._db.execute("SELECT law, repeals FROM laws ORDER BY doc_id"):
            known = json.loads(law)
            editions = tuple(Edition(**edition) for edition in known.pop("editions"))
            laws.append(Law(editions=editions, **known))
            repeals += [Repeal(**repeal) for repeal in json.loads(ended)]
        return laws, repeals


def _stored(text: str, columns: tuple) -> StoredCitation:
    first, last, locator, start, end, form, name, number, articles, *rest = columns
    if first is None:
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        last = len(text) if last < 0 else last
    kind, normative, reason, issuer, edition = rest
    citation = Citation(
        start,
        end,
        text[start:end],
        Form(form),
        name,
        number,
        tuple(json.loads(articles)),
        kind,
        bool(normative),
        reason,
        issuer,
        edition,
    )
    return StoredCitation(citation, locator, text[first:last], start - first)
