"""The figures of whole reports against what people found by reading them.

``python -m tests.figures.test_gold`` prints the figures.
"""

from __future__ import annotations

from functools import cache

import pytest

from kb.figures import figures_in
from kb.segmentation import narrow
from tests.conftest import SHARED
from tests.figures.gold import Score, golds, names, report, score

LEAST = 0.97

needs_reports = pytest.mark.skipif(
    not (SHARED / "reports").is_dir(), reason="没有 ../shared/reports,跳过用真实报告的测试"
)


@cache
def scored(part: str) -> Score:
    return score(part)


@needs_reports
@pytest.mark.parametrize("name", names("published"))
def test_every_figure_of_a_published_report_is_listed_right(name: str) -> None:
    expected = [
        (one.text, one.value, one.upper, one.unit, one.approximate)
        for one in golds("published", name)
    ]
    found = [
        (narrow(one.text), one.value, one.upper, one.unit, one.approximate)
        for one in figures_in(report(name))
    ]
    assert found == expected


@needs_reports
@pytest.mark.parametrize("name", names("published"))
def test_what_the_figures_of_a_published_report_count(name: str) -> None:
    found = figures_in(report(name))
    by_start = {one.start: one for one in found}
    for one, figure in zip(golds("published", name), found, strict=True):
        assert one.counts in narrow(figure.counts), figure
        whole = by_start[figure.whole].text if figure.whole is not None else None
        assert whole == one.part_of, figure


@pytest.mark.parametrize("part", ["choosing", "unseen"])
def test_nearly_all_figures_of_invented_reports_are_found(part: str) -> None:
    total = scored(part)
    problems = "".join(f"\n  {problem}" for problem in total.problems)
    assert total.precision >= LEAST, problems
    assert total.recall >= LEAST, problems


@pytest.mark.parametrize("part", ["choosing", "unseen"])
def test_marks_of_approximation_are_kept(part: str) -> None:
    total = scored(part)
    assert total.approximate >= LEAST * total.right


@pytest.mark.parametrize(("part", "least"), [("choosing", 0.85), ("unseen", 0.82)])
def test_most_figures_say_what_they_count(part: str, least: float) -> None:
    total = scored(part)
    assert total.counts >= least * total.right


def table() -> str:
    """The figures of every part as lines of a Markdown table."""
    lines = [
        "| part | figures | P | R | approximate | counts | parts P | parts R |",
        "|---" * 8 + "|",
    ]
    for part in ("published", "choosing", "unseen"):
        total = scored(part)
        cells = (
            total.precision,
            total.recall,
            total.approximate / total.right,
            total.counts / total.right,
            total.parts / total.parts_found,
            total.parts / total.parts_gold,
        )
        shares = " | ".join(f"{cell:.3f}" for cell in cells)
        lines.append(f"| {part} | {total.gold} | {shares} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
