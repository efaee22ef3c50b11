"""The tables of the catalogue that comes with the program (`kb/data/catalogue/`).

Four tables of facts, tab-separated, each with a header line; see README.md beside them. What is
written by hand is put over what was tabulated from texts.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import groupby
from operator import itemgetter

from kb.citations.laws import Edition, Law, combined, identity, in_order, is_same
from kb.force import IN_FORCE, REPEALED

Row = dict[str, str]

#: `Law.source` of what was written by hand.
BY_HAND = "人工整理"


def read_laws() -> list[Law]:
    """Every law of the tables, those of several tables put together."""
    laws = _Laws()
    for _, rows in groupby(_rows("laws"), key=itemgetter("title", "kind", "org")):
        laws.add(_tabulated(list(rows)))
    for row in _rows("documents"):
        laws.put(_by_hand(row))
    for row in _rows("repeals"):
        laws.end(row)
    for row in _rows("standing"):
        laws.stand(row)
    return laws.all()


def read_spoken() -> list[tuple[str, str]]:
    """Names in use, and the titles they stand for."""
    return [(row["name"], row["title"]) for row in _rows("spoken")]


class _Laws:
    """Laws by what tells them from others."""

    def __init__(self) -> None:
        self._by_identity: dict[str, list[Law]] = defaultdict(list)

    def all(self) -> list[Law]:
        return [law for same in self._by_identity.values() for law in same]

    def add(self, law: Law) -> None:
        self._by_identity[identity(law.title)].append(law)

    def put(self, law: Law) -> None:
        """Add a law written by hand; what it says counts more than what a text said."""
        same = self._by_identity[identity(law.title)]
        for i, known in enumerate(same):
            if is_same(known, law):
                joined = combined(law, known)
                same[i] = replace(joined, title=known.title, whole=known.whole or law.whole)
                return
        same.append(law)

    def end(self, row: Row) -> None:
        """Note a law's end, and the law itself where it isn't known."""
        law = _by_hand({"org": "", "number": "", "url": "", "standing": "", **row})
        self.put(replace(law, kind=law.kind or "其他"))

    def stand(self, row: Row) -> None:
        """Note that a law was in force, or repealed, on a day."""
        same = self._by_identity.get(identity(row["title"]), [])
        for i, law in enumerate(same):
            day = row["as_of"]
            if row["status"] == IN_FORCE:
                lapsed = law.lapsed if law.lapsed and law.lapsed > day else None
                same[i] = replace(law, standing=max(law.standing or "", day), lapsed=lapsed)
            elif row["status"] == REPEALED and not law.repealed:
                same[i] = replace(law, lapsed=min(law.lapsed or day, day))


def _tabulated(rows: list[Row]) -> Law:
    """A law from its rows in laws.tsv, a version each; the last says what became of it."""
    last = rows[-1]
    editions = tuple(
        Edition(
            row["published"] or None,
            row["effective"] or None,
            row["number"] or None,
            int(row["articles"]) if row["articles"] else None,
        )
        for row in rows
    )
    repealed = last["repealed"] or None
    gone = last["status"] == REPEALED and not repealed
    return Law(
        title=last["title"],
        kind=last["kind"],
        org=last["org"] or None,
        editions=editions,
        repealed=repealed,
        successor=last["successor"] or None,
        basis=last["basis"] or None,
        standing=last["as_of"] or None if last["status"] == IN_FORCE else None,
        source=last["source"],
        whole=bool(rows[0]["first"]),
        lapsed=last["as_of"] if gone else None,
    )


def _by_hand(row: Row) -> Law:
    edition = Edition(row["published"] or None, row["effective"] or None, row["number"] or None)
    return Law(
        title=row["title"],
        kind=row["kind"],
        org=row["org"] or None,
        editions=in_order([edition]),
        repealed=row["repealed"] or None,
        successor=row["successor"] or None,
        basis=row["basis"] or None,
        standing=row["standing"] or None,
        url=row["url"] or None,
        source=BY_HAND,
    )


def _rows(name: str) -> Iterator[Row]:
    """The rows of a table; none if there is no such table."""
    table = files("kb") / "data" / "catalogue" / f"{name}.tsv"
    if not table.is_file():
        return
    lines = table.read_text("utf-8").splitlines()
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
