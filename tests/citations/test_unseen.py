"""The citations of invented reports that were written, and read, before the finder saw them.

The finder was mended after it had read the first eight; four more were written after that.

``python -m tests.citations.test_unseen`` prints the figures.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kb.citations.find import find_in
from kb.parsing import parse
from kb.reading import read
from tests.citations import gold_unseen, gold_unseen_again
from tests.citations.expect import OPEN
from tests.citations.gold_unseen import golds, place_in_order
from tests.citations.test_gold import MEASURES, Score, score

UNSEEN = Path(__file__).parent / "unseen"

#: The reports that were written together, with their citations.
ROUNDS = {"first": gold_unseen.REPORTS, "again": gold_unseen_again.REPORTS}
REPORTS = {report: rows for reports in ROUNDS.values() for report, rows in reports.items()}

LEAST = 0.95


def score_report(report: str) -> Score:
    """How a report's citations compare; the form in which they are written as well."""
    path = UNSEEN / f"{report}.txt"
    document = parse(read(path), path=path.name)
    found = {(one.start, one.end): one for one in find_in(document)}
    expected = golds(REPORTS[report])
    wanted = [
        next((one for one in places if (one.start, one.end) in found), places[0])
        for places in place_in_order(expected, document.text)
    ]
    result = score(document, wanted)
    for one, gold in zip(wanted, expected, strict=True):
        citation = found.get((one.start, one.end))
        if citation is not None and gold.form is not OPEN and not gold.debatable:
            problem = f"{gold.form.value!r} expected, {citation.form.value!r} found"
            result.note("form", citation.form is gold.form, f"form     {gold.text}: {problem}")
    return result


@cache
def score_all(together: str) -> Score:
    """How all citations of the reports of a round compare."""
    total = Score()
    for report in ROUNDS[together]:
        total += score_report(report)
    return total


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_says_in_its_first_line_that_it_is_invented(report: str) -> None:
    with (UNSEEN / f"{report}.txt").open(encoding="utf-8") as text:
        assert next(text) == "样例,内容虚构\n"


@pytest.mark.parametrize("measure", ["precision", "recall"])
@pytest.mark.parametrize("together", ROUNDS)
def test_reports_of_other_fields_give_nearly_all_of_their_citations(
    together: str, measure: str
) -> None:
    total = score_all(together)
    problems = "".join(f"\n  {problem}" for problem in total.problems)
    assert total.shares()[measure] >= LEAST, problems


# --- figures ---------------------------------------------------------------------------------


def table() -> str:
    """The figures of every report as lines of a Markdown table, then what is wrong."""
    measures = ("precision", "recall", *(one for one in MEASURES if one != "resolution"))
    columns = ("gold", "found", *measures, "form")
    lines = [f"| report | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    results = {report: score_report(report) for report in REPORTS}
    totals = {f"**{together}**": score_all(together) for together in ROUNDS}
    for report, result in {**results, **totals}.items():
        shares = result.shares() | {"form": result.well["form"] / max(result.of["form"], 1)}
        cells = [f"{shares[one]:.3f}" if one in shares else "" for one in columns[2:]]
        lines.append(f"| {report} | {result.gold} | {result.found} | {' | '.join(cells)} |")
    problems = [problem for total in totals.values() for problem in total.problems]
    return "\n".join([*lines, "", *problems])


if __name__ == "__main__":
    print(table())
