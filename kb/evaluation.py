"""How well a search finds what answers a question, in the field's own measures.

What is measured is what users get: the documents are built into an index like any other, and
ranked by the very method that `KnowledgeBase.search` calls, articles named outright included.

The files' form is STARD's: a corpus of ``{"id", "law", "article", "heading", "text"}`` and
questions of ``{"id", "query", "gold": [{"law", "article"}, …]}``, one JSON object a line.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kb.building import build
from kb.corpus import Source, doc_id_of
from kb.document import REPORT_KIND, Document, Genre, Metadata, Passage, Section
from kb.embedding import Embedder
from kb.errors import UserError
from kb.generations import Generations
from kb.parsing.law_header import read_header
from kb.parsing.law_lines import read_lines
from kb.parsing.numerals import canonical_article
from kb.parsing.report_lines import fold
from kb.parsing.report_words import is_report_title
from kb.search import POOL, Mode
from kb.snapshot import Snapshot

#: Places looked at of every answer: as deep as the deepest measure looks.
DEPTH = 100

#: Draws of the bootstrap, and what its chance starts from, so that intervals repeat themselves.
_RESAMPLES = 10_000
_SEED = 0

#: An article as questions refer to it: its law's title, its locator.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the articles that answer it; at least one."""

    id: str
    text: str
    gold: frozenset[Place]


@dataclass(frozen=True, slots=True)
class Article:
    """A line of a corpus."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one mode scored and took for each question, in the questions' order."""

    mode: Mode
    #: By the measure's name, (n,) values from 0 to 1.
    values: dict[str, NDArray[np.float64]]
    #: (n,) milliseconds.
    latencies: NDArray[np.float64]

    def only(self, chosen: Sequence[bool]) -> Row:
        """The row of those questions alone that ``chosen`` marks."""
        marked = np.asarray(chosen, bool)
        values = {name: each[marked] for name, each in self.values.items()}
        return Row(self.mode, values, self.latencies[marked])

    def as_json(self) -> dict[str, object]:
        """The row as the command prints it: means, their 95 % intervals, latency."""
        row: dict[str, object] = {"mode": self.mode.value, "n": len(self.latencies)}
        row |= {name: round(float(each.mean()), 4) for name, each in self.values.items()}
        for name, each in self.values.items():
            row[f"{name}_ci"] = [round(bound, 4) for bound in interval(each)]
        p50, p95 = np.percentile(self.latencies, [50, 95])
        return row | {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}


def interval(values: ArrayLike) -> tuple[float, float]:
    """Between what the mean of (n,) ``values`` lies with 95 %, by the percentile bootstrap.

    Of the differences of two rows' values it is the paired bootstrap. The same values give the
    same interval. (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13.)
    """
    drawn_from = np.asarray(values, np.float64)
    chance = np.random.default_rng(_SEED)
    size = len(drawn_from)
    means = [drawn_from[chance.integers(size, size=size)].mean() for _ in range(_RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def evaluate(
    sources: Iterable[Source], questions: Sequence[Question], embedder: Embedder
) -> list[Row]:
    """Build ``sources`` in a temporary folder, ask all ``questions`` in each mode: a row each.

    Measures are those of `ir-measures`: R@10, R@100, RR@10, nDCG@10, binary relevance. A place
    found twice counts once, where it is found first; gold that isn't there as not found.
    Latency is that of ranking, embedding of the question included: one process, one thread,
    each question once after one warm-up question.

    Raises the UserError of a source that cannot be read.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        generations = Generations(Path(folder))
        failures = build(sources, generations, embedder).failures
        if failures:
            raise failures[0].error.at(failures[0].origin)
        built = generations.current()
        assert built is not None
        snapshot = Snapshot(built)
        try:
            return [
                _row(mode, questions, snapshot, embedder)
                for mode in (Mode.KEYWORD, Mode.SEMANTIC, Mode.HYBRID)
            ]
        finally:
            snapshot.store.close()


def read_corpus(paths: Iterable[Path]) -> list[Source]:
    """The laws in all of ``paths`` together: sources whose documents have an article a line.

    Raises UserError naming the line when a file is not of the form above.
    """
    laws: dict[str, list[Article]] = {}
    for path in paths:
        for _, line in _lines(path, ("law", "article", "text")):
            heading = str(line.get("heading") or "")
            article = Article(str(line["article"]), heading, str(line["text"]))
            laws.setdefault(str(line["law"]), []).append(article)
    return [
        Source(title, doc_id_of(title), "once", partial(_document, title, articles))
        for title, articles in laws.items()
    ]


def read_questions(path: Path) -> list[Question]:
    """The questions in ``path``, in order.

    Raises UserError naming the line when the file is not of the form above.
    """
    questions = []
    for number, line in _lines(path, ("query", "gold")):
        try:
            gold = frozenset(_place(g["law"], g["article"]) for g in line["gold"])
        except (TypeError, KeyError) as error:
            raise UserError(
                f"第 {number} 行的 gold 写错了({error})",
                where=path,
                remedy='应写成 [{"law": "…", "article": "…"}]',
            ) from error
        questions.append(Question(str(line.get("id", number)), str(line["query"]), gold))
    return questions


def _place(title: object, locator: object) -> Place:
    """A place as people cite it, without what tells apart passages that are numbered alike."""
    return str(title), str(locator).partition("#")[0]


def _document(title: str, articles: Sequence[Article]) -> Document:
    """A law, or a report if its title says so, with a passage for each of ``articles``."""
    meta, _ = read_header([], name=title, folder="")
    meta = replace(meta, title=title)
    if is_report_title(fold(title)):
        meta = Metadata(title, Genre.REPORT, REPORT_KIND)
    text, times = title, Counter[str]()
    sections: list[Section] = []
    passages: list[Passage] = []
    for heading, below in groupby(articles, lambda article: article.heading):
        begin = len(text) + 1
        text += f"\n{heading}" if heading else ""
        for article in below:
            _, locator = _place(title, article.number)
            times[locator] += 1
            if times[locator] > 1:
                locator += f"#{times[locator]}"
            start = len(text) + 1
            text += f"\n{_as_in_law(article)}"
            passages.append(Passage(locator, (heading,) if heading else (), start, len(text)))
        if heading:
            sections.append(_section(heading, begin, len(text)))
    return Document(doc_id_of(title), meta, text, tuple(sections), tuple(passages))


def _as_in_law(article: Article) -> str:
    """The article's text with its number in front, as laws have it; units of reports have none."""
    numbered = article.text.startswith(article.number) or not canonical_article(article.number)
    return article.text if numbered else f"{article.number}\u3000{article.text}"


def _section(heading: str, start: int, end: int) -> Section:
    lines = read_lines(heading)
    label, words = (lines[0].label, lines[0].words) if len(lines) == 1 else ("", heading)
    return Section(label, words, 1, start, end)


def _row(mode: Mode, questions: Sequence[Question], snapshot: Snapshot, embedder: Embedder) -> Row:
    import ir_measures
    from ir_measures import RR, R, nDCG

    run, latencies = [], []
    _ranked(mode, questions[0], snapshot, embedder)
    for number, question in enumerate(questions):
        start = time.perf_counter()
        ids = _ranked(mode, question, snapshot, embedder)
        latencies.append((time.perf_counter() - start) * 1000)
        stored = snapshot.store.passages(ids)
        found = dict.fromkeys(_place(p.meta.title, p.passage.locator) for p in stored)
        # Places are counted down: scores of what was named and of what was searched don't compare.
        run += [
            ir_measures.ScoredDoc(str(number), _name(place), -rank)
            for rank, place in enumerate([*found][:DEPTH])
        ]
    gold = [
        ir_measures.Qrel(str(number), _name(place), 1)
        for number, question in enumerate(questions)
        for place in question.gold
    ]
    measures = [R @ 10, R @ 100, RR @ 10, nDCG @ 10]
    values = {str(measure): np.zeros(len(questions)) for measure in measures}
    for score in ir_measures.iter_calc(measures, gold, run):
        values[str(score.measure)][int(score.query_id)] = score.value
    return Row(mode, values, np.array(latencies))


def _ranked(mode: Mode, question: Question, snapshot: Snapshot, embedder: Embedder) -> list[int]:
    # As deep as a search for so many hits looks, which leaves room for places found twice.
    limit = max(POOL, 2 * DEPTH)
    ranking = snapshot.rank(question.text, embedder, mode=mode, limit=limit)
    return [each.passage_id for each in ranking.ranked]


def _name(place: Place) -> str:
    return "\t".join(place)


def _lines(path: Path, keys: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects in a file of JSON lines and their line numbers; all of them have ``keys``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"无法读取({error})", where=path, remedy="请给出 UTF-8 的 JSONL 文件"
        ) from error
    if not text.strip():
        raise UserError("文件里没有一行数据", where=path)
    # Not splitlines(): JSON lets a string hold U+2028 and its like as they are.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            parsed = json.loads(line)
        except ValueError as error:
            raise UserError(f"第 {number} 行不是 JSON({error})", where=path) from error
        if not isinstance(parsed, dict):
            raise UserError(f"第 {number} 行不是 JSON 对象", where=path)
        missing = [key for key in keys if parsed.get(key) in (None, "", [])]
        if missing:
            raise UserError(f"第 {number} 行缺少 {'、'.join(missing)}", where=path)
        yield number, parsed
