"""The measures of reports and their figures, in the record."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass

from kb.figures import Figure
from kb.measures.model import Measure, Stage

#: The values of a JSON list: however many there are, they are one parameter.
_LISTED = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class StoredMeasure:
    """A measure with its words."""

    doc_id: str
    #: Of the passage that it is.
    passage_id: int
    measure: Measure
    text: str
    #: Titles of the sections above it, outermost first.
    breadcrumb: tuple[str, ...]


class MeasureTable:
    """What reports say was done, is lacking or is planned, and the figures they give."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, doc_id: str, measures: Iterable[Measure], figures: Iterable[Figure]) -> None:
        """Put in what the report ``doc_id`` holds."""
        self._db.executemany(
            "INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?)",
            ((doc_id, m.locator, m.name, m.theme, m.stage.value, m.year) for m in measures),
        )
        rows = [(doc_id, *astuple(figure)) for figure in figures]
        self._db.executemany(f"INSERT INTO figures VALUES ({', '.join('?' * 11)})", rows)

    def every(self, doc_ids: Collection[str]) -> list[StoredMeasure]:
        """The measures of the reports ``doc_ids``, each report's in the order of its text."""
        return self._select("m.doc_id", doc_ids)

    def at(self, passage_ids: Sequence[int]) -> list[StoredMeasure]:
        """The measures that those passages are, in that order; a passage may be none."""
        found = {one.passage_id: one for one in self._select("p.id", passage_ids)}
        return [found[i] for i in passage_ids if i in found]

    def figures(self, doc_ids: Collection[str]) -> dict[str, list[Figure]]:
        """The figures of each of ``doc_ids``, in the order of its text."""
        found: dict[str, list[Figure]] = {doc_id: [] for doc_id in doc_ids}
        rows = self._db.execute(
            f"SELECT * FROM figures WHERE doc_id IN {_LISTED} ORDER BY doc_id, start",
            (json.dumps([*doc_ids]),),
        )
        for doc_id, *columns in rows:
            found[doc_id].append(Figure(*columns))
        return found

    def _select(self, column: str, among: Collection[object]) -> list[StoredMeasure]:
        rows = self._db.execute(
            'SELECT m.doc_id, p.id, m.locator, p.start, p."end", m.name, m.theme, m.stage, m.year,'
            ' p.breadcrumb, substr(d.text, p.start + 1, p."end" - p.start)'
            " FROM measures m JOIN passages p ON p.doc_id = m.doc_id AND p.locator = m.locator"
            f" JOIN documents d ON d.id = m.doc_id WHERE {column} IN {_LISTED}"
            " ORDER BY m.doc_id, p.start",
            (json.dumps([*among]),),
        )
        return [_stored(*row) for row in rows]


def _stored(
    doc_id: str,
    passage_id: int,
    locator: str,
    start: int,
    end: int,
    name: str,
    theme: str,
    stage: str,
    year: int | None,
    breadcrumb: str,
    text: str,
) -> StoredMeasure:
    measure = Measure(locator, start, end, name, theme, Stage(stage), year)
    return StoredMeasure(doc_id, passage_id, measure, text, tuple(json.loads(breadcrumb)))
