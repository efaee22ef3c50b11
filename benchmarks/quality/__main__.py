"""How well search finds what answers: ``python -m benchmarks.quality --shared ../shared``.

Prints Markdown tables: keyword, semantic and hybrid search on STARD's questions and on the
project's own, each figure with its 95 % interval, and whether hybrid search is really better
than the better of the other two.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from kb.corpus import Source, doc_id_of, load_file, walk
from kb.embedding import load_embedder
from kb.evaluation import Question, Row, evaluate, interval, read_corpus, read_questions
from kb.search import Mode

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "corpus" / "samples"
OWN = HERE / "questions.jsonl"
STAFF = HERE / "staff.jsonl"
CHOOSING, HELD_OUT = "choosing", "held out"

_MODES = {Mode.KEYWORD: "关键词", Mode.SEMANTIC: "语义", Mode.HYBRID: "混合"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and which set it is from: ``dev``, ``staff``, or a part of the own ones and a
    form."""

    question: Question
    part: str
    form: str = ""


def main() -> None:
    """Ask all questions of one index, print a table of the sets and one of the own forms."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--shared", type=Path, required=True, help="has stard/ and reports/")
    arguments.add_argument(
        "--choosing", action="store_true", help="leave out the questions kept out of every choice"
    )
    options = arguments.parse_args()
    asked = [Asked(q, "dev") for q in read_questions(options.shared / "stard" / "dev.jsonl")]
    asked += [Asked(q, "staff") for q in read_questions(STAFF)]
    asked += [each for each in own() if each.part == CHOOSING or not options.choosing]
    found = sources(options.shared)
    rows = evaluate(found, [each.question for each in asked], load_embedder())
    print(f"{len(found)} documents, {len(asked)} questions\n")
    parts = {"STARD dev": "dev", "staff": "staff"}
    parts |= {"own, choosing": CHOOSING, "own, held out": HELD_OUT}
    for line in _table(rows, {n: [a.part == p for a in asked] for n, p in parts.items()}):
        print(line)
    print()
    forms = dict.fromkeys(each.form for each in asked if each.form)
    for line in _table(rows, {form: [a.form == form for a in asked] for form in forms}):
        print(line)


def own() -> list[Asked]:
    """The project's own questions."""
    questions = read_questions(OWN)
    labels = map(json.loads, OWN.read_text(encoding="utf-8").splitlines())
    return [Asked(q, row["part"], row["form"]) for q, row in zip(questions, labels, strict=True)]


def sources(shared: Path) -> list[Source]:
    """STARD's laws and, as the project reads them, the sample reports and the real ones."""
    reports = [path for folder in (SAMPLES, shared / "reports") for path in sorted(walk(folder))]
    return [*read_corpus([shared / "stard" / "corpus.jsonl"]), *map(_report, reports)]


def _report(path: Path) -> Source:
    doc_id = doc_id_of(path.name)
    return Source(path.name, doc_id, "once", partial(load_file, path, path.name, doc_id))


def _table(rows: Sequence[Row], sets: dict[str, list[bool]]) -> Iterator[str]:
    """A line for each mode on each of ``sets`` that has questions, and one for the difference."""
    measures = [*rows[0].values]
    yield _line(["问题", "n", "方式", *measures, "p50 毫秒"])
    yield _line(["---"] * (len(measures) + 4))
    for name, chosen in sets.items():
        if not any(chosen):
            continue
        of_set = [row.only(chosen) for row in rows]
        for row in of_set:
            figures = row.as_json()
            cells = [f"{figures[m]:.3f} {_bounds(figures[f'{m}_ci'])}" for m in measures]
            yield _line([name, figures["n"], _MODES[row.mode], *cells, f"{figures['p50_ms']:.1f}"])
        cells = [_difference(of_set, measure) for measure in measures]
        yield _line([name, sum(chosen), "混合 − 其余较好者", *cells, ""])


def _difference(rows: Sequence[Row], measure: str) -> str:
    """By how much hybrid is above the better of the others, and the paired interval of that."""
    values = {row.mode: row.values[measure] for row in rows}
    hybrid = values.pop(Mode.HYBRID)
    better = max(values.values(), key=np.mean)
    return f"{(hybrid - better).mean():+.3f} {_bounds(interval(hybrid - better))}"


def _bounds(bounds: Sequence[float]) -> str:
    return f"[{bounds[0]:.3f}, {bounds[1]:.3f}]"


def _line(cells: Iterable[object]) -> str:
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
