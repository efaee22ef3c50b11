"""The tables of the catalogue that comes with the program (`kb/data/catalogue/`).

Tables of facts, tab-separated, each with a header line; see README.md beside them. What is written
by hand is put over what was tabulated from texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kb.citations.laws import UNKNOWN_KIND, Edition, Law, combined, is_same, is_title, official
from kb.citations.names import key
from kb.force import IN_FORCE, REPEALED

Row = dict[str, str]

#: Tables written by hand, in the order they are put over the tabulated one.
_BY_HAND = ("documents", "rules", "repeals")
#: `Law.source` of what was written by hand.
BY_HAND = "人工整理"


def read_laws(folder: Path | None = None) -> dict[str, list[Law]]:
    """The laws of the tables in ``folder`` by the key of their titles, those of several tables
    put together.

    A table that isn't there is empty.
    """
    laws = _Laws()
    for _, rows in groupby(_rows(folder, "laws"), key=itemgetter("title", "kind", "org")):
        laws.add(_tabulated(list(rows)))
    for name in _BY_HAND:
        for row in _rows(folder, name):
            laws.put(_by_hand(row))
    for row in _rows(folder, "standing"):
        laws.stand(row)
    return laws.by_key


def read_spoken(folder: Path | None = None) -> list[tuple[str, str]]:
    """Names in use, and the titles they stand for."""
    return [(row["name"], row["title"]) for row in _rows(folder, "spoken")]


class _Laws:
    """Laws by the key of their titles."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Law]] = defaultdict(list)

    def add(self, law: Law) -> None:
        self.by_key[key(law.title)].append(law)

    def put(self, law: Law) -> None:
        """Add a law written by hand; what it says counts more than what a text said."""
        same = self.by_key[key(law.title)]
        for i, known in enumerate(same):
            if is_same(known, law):
                source = ";".join(dict.fromkeys([*known.source.split(";"), law.source]))
                same[i] = replace(combined(law, known), title=known.title, source=source)
                return
        same.append(law)

    def stand(self, row: Row) -> None:
        """Note that a law was in force, or repealed, on a day."""
        day, title = row["as_of"], official(row["title"])
        same = self.by_key.get(key(title), [])
        for i, law in enumerate(same):
            if not is_title(title, law.title):
                continue
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
    """A law from a row of a table written by hand; repeals.tsv has fewer columns."""
    edition = Edition(row["published"] or None, row["effective"] or None, row.get("number") or None)
    return Law(
        title=official(row["title"]),
        kind=row["kind"] or UNKNOWN_KIND,
        org=row.get("org") or None,
        editions=(edition,),
        repealed=row["repealed"] or None,
        successor=row["successor"] or None,
        basis=row["basis"] or None,
        standing=row.get("standing") or None,
        url=row.get("url") or None,
        source=BY_HAND,
    )


def _rows(folder: Path | None, name: str) -> Iterator[Row]:
    """The rows of a table; none if there is no such table."""
    table = (folder or files("kb") / "data" / "catalogue") / f"{name}.tsv"
    if not table.is_file():
        return
    # Splitting is three times as fast as the csv module, and no cell holds a tab or a line end.
    head, *lines = table.read_text("utf-8").splitlines()
    columns = head.split("\t")
    for line in lines:
        if line:
            cells = line.split("\t")
            cells += [""] * (len(columns) - len(cells))
            yield dict(zip(columns, cells, strict=True))
