"""Bring the index in line with the corpus: parse what changed, write, switch over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np

from kb.citations import find_in
from kb.citations.facts import law_of, repeals_of
from kb.corpus import Source
from kb.document import Document, Genre
from kb.embedding import Embedder
from kb.engine import choose_engine, clone
from kb.engine.base import Entry, KeywordEngine
from kb.engine.ragged import Ragged
from kb.engine.vectors import VectorIndex, places_of
from kb.errors import UserError
from kb.figures import figures_in
from kb.generations import Generations
from kb.measures.extract import measures_in
from kb.search import passage_text
from kb.spelling import LEXICON_VERSION, Lexicon, make_lexicon
from kb.store import Store, short_title

#: Documents parsed before their passages go to the engines: bounds the memory of a build.
_BATCH = 200

#: (what is being done, how many are done, of how many)
Progress = Callable[[str, int, int], None]

#: Raise with any change of what an index holds: how texts are cut into terms, what is kept beside
#: the vectors.
FORMAT = 1

#: The file of a generation that holds its lexicon.
LEXICON = "lexicon.npz"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read; an earlier version of it stays in the index."""

    origin: str
    error: UserError


@dataclass(slots=True)
class BuildReport:
    """What a build did."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    failures: list[Failure] = field(default_factory=list)
    #: In the index afterwards.
    documents: int = 0
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index was made with; one made otherwise can't be carried on."""

    engine: str
    embedder: str
    #: Version of the lexicon; indexes made before there was one don't say.
    lexicon: int = 0
    #: `FORMAT`, likewise.
    format: int = 0


def build(
    sources: Iterable[Source],
    generations: Generations,
    embedder: Embedder,
    *,
    rebuild: bool = False,
    progress: Progress = lambda what, done, of: None,
) -> BuildReport:
    """Make the index hold exactly ``sources``, parsing only those that changed.

    rebuild: start from nothing, whatever is there.
    """
    engine_class = choose_engine()
    recipe = Recipe(engine_class.name, embedder.identity, LEXICON_VERSION, FORMAT)
    wanted = {source.origin: source for source in sources}
    with generations.writing() as folder:
        base = None if rebuild else _base(generations, recipe)
        indexed = _fingerprints(base)
        gone = {o: doc_id for o, (doc_id, _) in indexed.items() if o not in wanted}
        stale = [s for o, s in wanted.items() if indexed.get(o, ("", ""))[1] != s.fingerprint]
        if base and not gone and not stale:
            return _report(base, BuildReport())
        writer = _Writer(folder, base, engine_class, embedder)
        report = BuildReport(removed=len(gone))
        writer.remove(gone.values())
        for batch in _batches(_parsed(stale, report, progress), _BATCH):
            for source, _ in batch:
                if source.origin in indexed:
                    report.changed += 1
                else:
                    report.added += 1
            writer.write(batch)
        progress("写入索引", 0, 1)
        writer.finish()
        (folder / "recipe.json").write_text(json.dumps(asdict(recipe)), encoding="utf-8")
        generations.publish(folder)
        progress("写入索引", 1, 1)
        return _report(folder, report)


class _Writer:
    """A generation being written, on top of ``base`` if there is one."""

    def __init__(
        self, folder: Path, base: Path | None, engine: type[KeywordEngine], embedder: Embedder
    ) -> None:
        self._folder, self._embedder = folder, embedder
        self._lexicon = Lexicon.open(base / LEXICON) if base else None
        if base:
            # SQLite writes in place, so the store is copied; an engine's files are linked.
            shutil.copyfile(base / "store.sqlite", folder / "store.sqlite")
            clone(base / "engine", folder / "engine")
            self._store = Store(folder / "store.sqlite", writable=True)
            self._engine = engine.open(folder / "engine")
            self._vectors = VectorIndex.open(base / "vectors")
        else:
            self._store = Store.create(folder / "store.sqlite")
            self._engine = engine.create(folder / "engine")
            self._vectors = VectorIndex.empty(embedder.dim)
        self._removed_docs: list[str] = []
        self._removed_ids: list[int] = []
        self._entries: list[Entry] = []
        self._rows: list[np.ndarray] = []
        self._words: list[np.ndarray] = []

    def remove(self, doc_ids: Iterable[str]) -> None:
        """Take documents out."""
        for doc_id in doc_ids:
            ids = self._store.passage_ids(doc_id)
            if ids:
                self._removed_docs.append(doc_id)
                self._removed_ids += ids
            self._store.remove([doc_id])

    def write(self, batch: list[tuple[Source, Document]]) -> None:
        """Put documents in, each in place of its earlier version."""
        self.remove(source.doc_id for source, _ in batch)
        entries: list[Entry] = []
        for source, document in batch:
            ids = self._store.add(document, origin=source.origin, fingerprint=source.fingerprint)
            self._store.citations.add(document, find_in(document))
            if document.meta.genre is Genre.LAW:
                self._store.laws.add(document.id, law_of(document), repeals_of(document))
            else:
                measures, figures = measures_in(document), figures_in(document)
                self._store.measures.add(document.id, measures, figures)
            entries += entries_of(document, ids)
        self._entries += entries
        texts = [passage_text(e) for e in entries]
        self._rows.append(self._embedder.encode(texts))
        self._words += self._embedder.words(texts)

    def finish(self) -> None:
        """Write everything to disk."""
        self._store.commit()
        titles = [short_title(record.meta.title) for record in self._store.records()]
        names = [*titles, *(heading for heading, _ in self._store.headings())]
        make_lexicon(names, self._store.texts(), self._lexicon).save(self._folder / LEXICON)
        self._store.close()
        self._engine.update(self._entries, self._removed_docs)
        rows = np.concatenate([np.empty((0, self._embedder.dim), np.float32), *self._rows])
        ids = [entry.passage_id for entry in self._entries]
        words, places = Ragged.of(self._words, np.uint16), places_of(self._entries)
        vectors = self._vectors.updated(self._removed_ids, ids, rows, words, places)
        vectors.save(self._folder / "vectors")


def recipe_of(folder: Path) -> Recipe:
    """What the generation in ``folder`` was made with; UserError when it doesn't say."""
    path = folder / "recipe.json"
    try:
        return Recipe(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise UserError(
            "索引损坏:缺少制作记录", where=path, remedy="请运行 kb build --rebuild 重建"
        ) from error


def entries_of(document: Document, ids: Iterable[int]) -> Iterator[Entry]:
    """The passages of ``document`` as they go into an engine, with their ``ids``."""
    for passage_id, passage in zip(ids, document.passages, strict=True):
        heading = " ".join([*passage.breadcrumb, passage.heading])
        text = document.text_of(passage)
        report = document.meta.genre is Genre.REPORT
        yield Entry(passage_id, document.id, document.meta.title, heading, text, report)


def _parsed(
    sources: list[Source], report: BuildReport, progress: Progress
) -> Iterator[tuple[Source, Document]]:
    """``sources`` with their documents; what fails goes into ``report``."""
    for done, source in enumerate(sources):
        progress("解析文件", done, len(sources))
        try:
            yield source, source.load()
        except UserError as error:
            report.failures.append(Failure(source.origin, error))
    progress("解析文件", len(sources), len(sources))


def _base(generations: Generations, recipe: Recipe) -> Path | None:
    """The current generation if it is sound and was made by ``recipe``."""
    try:
        current = generations.current()
        if current is None:
            return None
        if recipe_of(current) != recipe:
            return None
        Store(current / "store.sqlite").close()
        choose_engine(recipe.engine).open(current / "engine")
        VectorIndex.open(current / "vectors")
        Lexicon.open(current / LEXICON)
    except UserError:
        # Everything in it can be made again from the corpus, so a damaged one is just replaced.
        return None
    return current


def _fingerprints(base: Path | None) -> dict[str, tuple[str, str]]:
    if base is None:
        return {}
    store = Store(base / "store.sqlite")
    try:
        return store.fingerprints()
    finally:
        store.close()


def _report(folder: Path, report: BuildReport) -> BuildReport:
    store = Store(folder / "store.sqlite")
    counts = store.counts()
    store.close()
    report.documents, report.passages = counts["documents"], counts["passages"]
    return report


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
