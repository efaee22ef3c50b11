"""Figures that were found by reading, and how well what is found agrees with them.

A file holds the figures of one report in the order of its text. Of ``choosing`` the reports were
at hand when the finder was written; ``unseen`` was written down by somebody else and compared
only afterwards; ``published`` are the figures of real reports, whose texts are not kept here.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from kb.document import Document
from kb.figures import Figure, figures_in
from kb.parsing import parse
from kb.reading import read
from kb.segmentation import narrow
from tests.conftest import REPOSITORY, SHARED

FOLDER = Path(__file__).parent
#: Where the texts are.
_TEXTS = (
    REPOSITORY / "corpus" / "samples",
    REPOSITORY / "tests" / "citations" / "unseen",
    SHARED / "reports",
)


@dataclass(frozen=True)
class Gold:
    """One figure as a person reads it."""

    text: str
    value: float
    upper: float | None
    unit: str
    approximate: str | None
    #: The core of what is counted.
    counts: str
    #: The text of the figure it is a part of.
    part_of: str | None


@dataclass
class Score:
    """How many figures there are, were found, and are right in each respect."""

    gold: int = 0
    found: int = 0
    right: int = 0
    approximate: int = 0
    counts: int = 0
    parts_gold: int = 0
    parts_found: int = 0
    parts: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.gold


def names(part: str) -> list[str]:
    """The reports of ``choosing``, ``unseen`` or ``published``."""
    return sorted(path.stem for path in (FOLDER / part).glob("*.tsv"))


def golds(part: str, name: str) -> list[Gold]:
    """The figures of a report."""
    with (FOLDER / part / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Gold(
                narrow(row["text"]),
                float(row["value"]),
                float(row["upper"]) if row["upper"] else None,
                row["unit"],
                row["approximate"] or None,
                narrow(row["counts"]),
                narrow(row["part_of"]) or None,
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def report(name: str) -> Document:
    """The report of that name, parsed."""
    paths = (folder / f"{name}{ending}" for folder in _TEXTS for ending in (".txt", ".md"))
    path = next(path for path in paths if path.exists())
    return parse(read(path), path=path.name)


def score(part: str) -> Score:
    """How what is found in the reports of ``part`` agrees with what was read."""
    total = Score()
    for name in names(part):
        _add(total, name, golds(part, name), figures_in(report(name)))
    return total


def _add(total: Score, name: str, gold: list[Gold], found: list[Figure]) -> None:
    wanted = [(round(one.value, 4), one.upper, one.unit) for one in gold]
    got = [(round(one.value, 4), one.upper, one.unit) for one in found]
    total.gold += len(gold)
    total.found += len(found)
    by_start = {one.start: one for one in found}
    matcher = SequenceMatcher(None, wanted, got, autojunk=False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what != "equal":
            texts = [one.text for one in gold[first:last]], [one.text for one in found[begin:end]]
            total.problems.append(f"{name}: {texts[0]} expected, {texts[1]} found")
            continue
        for one, figure in zip(gold[first:last], found[begin:end], strict=True):
            total.right += 1
            total.approximate += one.approximate == figure.approximate
            total.counts += _names(one.counts, figure)
            whole = by_start.get(figure.whole) if figure.whole is not None else None
            total.parts_gold += one.part_of is not None
            total.parts_found += whole is not None
            total.parts += bool(whole and one.part_of == narrow(whole.text))


def _names(core: str, figure: Figure) -> bool:
    """Whether what a figure counts says ``core``, and not much besides."""
    counts = narrow(figure.counts)
    if core in counts:
        return len(counts) <= 2.2 * len(core) + 8
    return bool(counts) and counts in core and len(counts) >= len(core) / 2
