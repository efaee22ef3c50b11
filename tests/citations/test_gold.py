"""The citations of real reports and laws, held against those that a reader found in them.

``python -m tests.citations.test_gold`` prints the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.citations import cite
from kb.citations.find import find, find_in
from kb.citations.model import Citation, Reference
from kb.citations.names import key
from kb.document import Document
from kb.parsing import parse
from kb.reading import read
from tests.citations.expect import OPEN
from tests.citations.gold import Fate, Gold, Placed, place_by_occurrence
from tests.citations.gold_fates import KNOWN, UNDATED
from tests.citations.gold_laws import LAWS, LawGold
from tests.citations.gold_reports import REPORTS

#: The day for which the gold lists say how laws stand today.
TODAY = date(2026, 11, 25)

LEAST = 0.98

#: What is compared in citations that were found, each with its share of right ones.
MEASURES = ("kind", "normative", "articles", "number", "itself", "resolution")


@dataclass
class Score:
    """How far what was found is what a reader found. Counts add up with +=."""

    gold: int = 0
    found: int = 0
    right: int = 0
    of: Counter[str] = field(default_factory=Counter)
    well: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def __iadd__(self, other: Score) -> Score:
        self.gold += other.gold
        self.found += other.found
        self.right += other.right
        self.of.update(other.of)
        self.well.update(other.well)
        self.problems += other.problems
        return self

    def shares(self) -> dict[str, float]:
        """Precision, recall and the share of right ones of each measure, 0 to 1."""
        figures = {
            "precision": self.right / self.found if self.found else 0.0,
            "recall": self.right / self.gold if self.gold else 0.0,
        }
        for measure in MEASURES:
            if self.of[measure]:
                figures[measure] = self.well[measure] / self.of[measure]
        return figures

    def note(self, measure: str, well: bool, problem: str) -> None:
        """Count one comparison, and keep what was wrong in it."""
        self.of[measure] += 1
        self.well[measure] += well
        if not well:
            self.problems.append(problem)


# --- comparing -------------------------------------------------------------------------------


def score(document: Document, golds: Iterable[Placed], *, dated: bool = True) -> Score:
    """How what is found in a document compares with what a reader found in it.

    dated: whether the document has a day on which the status of others can be asked.
    """
    golds = list(golds)
    references = {
        (one.citation.start, one.citation.end): one.reference for one in cite(document, today=TODAY)
    }
    found = {(one.start, one.end): one for one in find_in(document)}
    wanted = {(one.start, one.end): one.gold for one in golds if not one.gold.debatable}
    open_questions = [one for one in golds if one.gold.debatable]
    result = Score(gold=len(wanted))
    for place in sorted({*wanted, *found}):
        gold, citation = wanted.get(place), found.get(place)
        where = f"{document.meta.title} [{place[0]}:{place[1]}] {document.text[slice(*place)]}"
        if gold is None:
            if any(one.start < place[1] and place[0] < one.end for one in open_questions):
                continue
            result.found += 1
            result.problems.append(f"extra    {where}{_around(place, wanted, document)}")
        elif citation is None:
            result.problems.append(f"missed   {where}{_around(place, found, document)}")
        else:
            result.found += 1
            if _accepts(gold.name, citation.name, as_title=True):
                result.right += 1
            else:
                result.problems.append(f"name     {where}: {_differs(gold.name, citation.name)}")
            _compare_fields(result, where, gold, citation)
            if gold.fate is not None:
                _compare_fate(result, where, gold.fate, references.get(place), dated)
    return result


def _compare_fields(result: Score, where: str, gold: Gold, citation: Citation) -> None:
    for name in ("kind", "normative", "articles", "number", "itself"):
        expected, given = getattr(gold, name), getattr(citation, name)
        if expected is not OPEN:
            problem = f"{name:<8} {where}: {_differs(expected, given)}"
            result.note(name, _accepts(expected, given), problem)


def _compare_fate(
    result: Score, where: str, fate: Fate, reference: Reference | None, dated: bool
) -> None:
    """The law, its status on both days and its successor are right together or not."""
    given = reference or Reference()
    pairs = {
        "law": (fate.law, given.law),
        "then": (fate.then if dated else OPEN, given.status_then),
        "now": (fate.now, given.status_now),
        "successor": (fate.successor, given.successor),
    }
    wrong = [
        f"{name} {_differs(expected, value)}"
        for name, (expected, value) in pairs.items()
        if not _accepts(expected, value, as_title=isinstance(expected, frozenset))
    ]
    result.note("resolution", not wrong, f"resolved {where}: {'; '.join(wrong)}")


def _accepts(expected: Any, given: Any, *, as_title: bool = False) -> bool:
    """Whether a value is as expected: one of a frozenset, titles by what they have in common."""
    if expected is OPEN:
        return True
    values = expected if isinstance(expected, frozenset) else {expected}
    if as_title and given is not None:
        return key(given) in {key(value) for value in values if value is not None}
    return given in values


def _differs(expected: Any, given: Any) -> str:
    said = " or ".join(map(str, expected)) if isinstance(expected, frozenset) else expected
    return f"{said!r} expected, {given!r} found"


def _around(place: tuple[int, int], others: Iterable[tuple[int, int]], document: Document) -> str:
    """Those of the other side that overlap it, for people: mostly a span cut otherwise."""
    near = [one for one in others if one[0] < place[1] and place[0] < one[1]]
    return "".join(f"  (other: {document.text[slice(*one)]})" for one in near)


# --- the texts -------------------------------------------------------------------------------


def score_report(shared: Path, name: str) -> Score:
    """How a report's citations compare."""
    path = shared / "reports" / name
    document = parse(read(path), path=name)
    return score(document, place_by_occurrence(REPORTS[name], document.text))


def score_law(shared: Path, law: LawGold) -> Score:
    """How a law's citations compare."""
    document = parse(read(shared / "laws" / law.path), path=law.path)
    return score(document, law.place(document.text, KNOWN), dated=law.title not in UNDATED)


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_gives_every_citation_right(shared: Path, name: str) -> None:
    problems = score_report(shared, name).problems
    assert not problems, _listed(problems)


@pytest.mark.parametrize("name", REPORTS)
def test_plain_text_gives_the_same_citations_as_the_document(shared: Path, name: str) -> None:
    document = parse(read(shared / "reports" / name), path=name)
    assert [(one.start, one.end, one.name) for one in find(document.text)] == [
        (one.start, one.end, one.name) for one in find_in(document)
    ]


def test_laws_give_their_citations(shared: Path) -> None:
    total = Score()
    for law in LAWS:
        total += score_law(shared, law)
    low = {name: share for name, share in total.shares().items() if share < LEAST}
    assert not low, f"{_percent(low)}{_listed(total.problems)}"


def test_each_law_gives_nearly_all_of_its_citations(shared: Path) -> None:
    """No kind of law is left behind by the good ones."""
    low = {}
    for law in LAWS:
        result = score_law(shared, law)
        if min(result.shares().values()) < 0.9:
            low[law.title] = f"{_percent(result.shares())}{_listed(result.problems)}"
    assert not low, "".join(f"\n{title}: {figures}" for title, figures in low.items())


def _listed(problems: list[str]) -> str:
    return "".join(f"\n  {problem}" for problem in problems)


def _percent(shares: dict[str, float]) -> str:
    return ", ".join(f"{name} {share:.1%}" for name, share in shares.items())


# --- figures ---------------------------------------------------------------------------------


def table(shared: Path) -> str:
    """The figures of every text as lines of a Markdown table, then what is wrong."""
    columns = ("gold", "found", "precision", "recall", *MEASURES)
    lines = [f"| text | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    problems: list[str] = []
    groups = {
        "reports": {name: score_report(shared, name) for name in REPORTS},
        "laws": {law.title: score_law(shared, law) for law in LAWS},
    }
    for group, results in groups.items():
        total = Score()
        for result in results.values():
            total += result
        problems += total.problems
        for title, result in {**results, f"**all {group}**": total}.items():
            shares = result.shares()
            cells = [f"{shares[name]:.3f}" if name in shares else "" for name in columns[2:]]
            lines.append(f"| {title} | {result.gold} | {result.found} | {' | '.join(cells)} |")
    return "\n".join([*lines, "", *problems])


if __name__ == "__main__":
    from tests.conftest import SHARED

    print(table(SHARED))
