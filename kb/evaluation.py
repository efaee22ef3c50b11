"""How well a search finds what answers a question, in the field's own measures.

The files' form is STARD's: a corpus of ``{"id", "law", "article", "heading", "text"}`` and
questions of ``{"id", "query", "gold": [{"law", "article"}, …]}``, one JSON object a line.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from kb.embedding import Embedder
from kb.engine import choose_engine
from kb.engine.base import Entry
from kb.engine.query import parse_query
from kb.engine.vectors import VectorIndex
from kb.errors import UserError
from kb.search import Mode, Searcher, passage_text

#: Hits asked of every search: as deep as the deepest measure looks.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passages that answer it, by (law, article)."""

    id: str
    text: str
    gold: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One mode's figures: means over the questions, latencies in milliseconds."""

    mode: Mode
    measures: dict[str, float]
    p50_ms: float
    p95_ms: float

    def as_json(self) -> dict[str, object]:
        """The row as the command prints it."""
        rounded = {name: round(value, 4) for name, value in self.measures.items()}
        latency = {"p50_ms": round(self.p50_ms, 3), "p95_ms": round(self.p95_ms, 3)}
        return {"mode": self.mode.value, **rounded, **latency}


def evaluate(corpus: Path, questions: Path, embedder: Embedder) -> list[Row]:
    """Index ``corpus`` in a temporary folder and ask every one of ``questions`` in each mode.

    Measures are those of `ir-measures`: R@10, R@100, RR@10, nDCG@10, binary relevance.
    Gold that isn't in the corpus counts as not found. Latency is one process, one thread of
    questions, each asked once after one warm-up question, embedding included.

    Raises UserError naming the line when a file is not of the form above.
    """
    entries, places = read_corpus(corpus)
    asked = read_questions(questions)
    with TemporaryDirectory() as folder:
        searcher = _searcher(entries, Path(folder), embedder)
        return [
            _row(mode, asked, searcher, places)
            for mode in (Mode.KEYWORD, Mode.SEMANTIC, Mode.HYBRID)
        ]


def read_corpus(path: Path) -> tuple[list[Entry], dict[int, tuple[str, str]]]:
    """The passages in ``path`` as entries, and by passage id their (law, article)."""
    entries, places = [], {}
    for number, line in enumerate(_lines(path, ("law", "article", "text")), 1):
        law, article = str(line["law"]), str(line["article"])
        body = f"{article} {line['text']}"
        entries.append(Entry(number, law, law, str(line.get("heading") or ""), body))
        places[number] = (law, article)
    return entries, places


def read_questions(path: Path) -> list[Question]:
    """The questions in ``path``."""
    questions = []
    for number, line in enumerate(_lines(path, ("query", "gold")), 1):
        try:
            gold = frozenset((g["law"], g["article"]) for g in line["gold"])  # type: ignore[attr-defined]
        except (TypeError, KeyError) as error:
            raise UserError(
                f"第 {number} 行的 gold 缺少 {error}", where=path, remedy="每条应有 law 与 article"
            ) from error
        questions.append(Question(str(line.get("id", number)), str(line["query"]), gold))
    return questions


def _searcher(entries: Sequence[Entry], folder: Path, embedder: Embedder) -> Searcher:
    engine = choose_engine().create(folder / "engine")
    engine.update(entries)
    rows = embedder.encode([passage_text(e) for e in entries])
    ids = [e.passage_id for e in entries]
    vectors = VectorIndex.empty(embedder.dim).updated([], ids, rows)
    return Searcher(engine, vectors, embedder)


def _row(
    mode: Mode,
    questions: Sequence[Question],
    searcher: Searcher,
    places: dict[int, tuple[str, str]],
) -> Row:
    import ir_measures
    from ir_measures import RR, R, nDCG

    run, latencies = [], []
    searcher.rank(parse_query(questions[0].text), mode=mode, limit=DEPTH)
    for question in questions:
        start = time.perf_counter()
        ranked = searcher.rank(parse_query(question.text), mode=mode, limit=DEPTH)
        latencies.append((time.perf_counter() - start) * 1000)
        run += [
            ir_measures.ScoredDoc(question.id, "/".join(places[r.passage_id]), r.score)
            for r in ranked
        ]
    gold = [
        ir_measures.Qrel(q.id, "/".join(place), 1) for q in questions for place in sorted(q.gold)
    ]
    measures = [R @ 10, R @ 100, RR @ 10, nDCG @ 10]
    values = ir_measures.calc_aggregate(measures, gold, run)
    p50, p95 = np.percentile(latencies, [50, 95])
    return Row(mode, {str(m): values[m] for m in measures}, float(p50), float(p95))


def _lines(path: Path, keys: Iterable[str]) -> list[dict[str, object]]:
    """The objects in a file of JSON lines, each of which has ``keys``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"无法读取({error})", where=path, remedy="请给出 UTF-8 的 JSONL 文件"
        ) from error
    objects = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            parsed = json.loads(line)
            missing = [key for key in keys if key not in parsed]
        except (ValueError, TypeError) as error:
            raise UserError(f"第 {number} 行不是 JSON 对象({error})", where=path) from error
        if missing:
            raise UserError(f"第 {number} 行缺少 {'、'.join(missing)}", where=path)
        objects.append(parsed)
    if not objects:
        raise UserError("文件里没有一行数据", where=path)
    return objects
