"""`KnowledgeBase`: the one object that the page, the command and every other caller use."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from kb.answering import answered
from kb.building import BuildReport, Progress, build
from kb.citations import Cited, cite
from kb.citator import CitedLaw, Citing
from kb.corpus import Corpus, Source, doc_id_of, load_file, walk
from kb.doctor import Check, examine
from kb.document import Document, Genre, Passage
from kb.embedding import Embedder, load_embedder
from kb.errors import UserError
from kb.figures import Figure, figures_in
from kb.generations import Generations
from kb.hits import SearchResult, facets_of, hits_of
from kb.links import is_web_address
from kb.measures.compare import Comparison, compare
from kb.measures.topic import FoundMeasure, MeasureFilters, TopicResult
from kb.places import passages_at
from kb.relating import Related
from kb.search import POOL, Mode
from kb.snapshot import Snapshot
from kb.store import Filters, Record


def _silent(what: str, done: int, of: int) -> None:
    """The progress of a build that nobody watches."""


@dataclass(slots=True)
class AddReport:
    """What became of each file that was to be added."""

    #: Path as given or found, and the id of its document.
    added: list[tuple[Path, str]] = field(default_factory=list)
    #: Path, and why it was passed over without being an error.
    skipped: list[tuple[Path, str]] = field(default_factory=list)
    failures: list[UserError] = field(default_factory=list)
    build: BuildReport = field(default_factory=BuildReport)


class KnowledgeBase:
    """The knowledge base in the folder ``home``, which holds ``corpus/`` and ``index/``.

    Reading methods follow the index: after a build, by whatever process, the next call sees
    the new one.
    """

    def __init__(self, home: Path | str = ".") -> None:
        self.home = Path(home)
        self._generations = Generations(self.home / "index")
        self._open: Snapshot | None = None

    @property
    def _embedder(self) -> Embedder:
        return _embedder(os.environ.get("KB_MODEL"))

    # -- keeping ---------------------------------------------------------------

    @property
    def is_built(self) -> bool:
        """Whether there is an index to search."""
        return self._generations.current() is not None

    def build(self, *, rebuild: bool = False, progress: Progress = _silent) -> BuildReport:
        """Bring the index in line with the corpus; only what changed is parsed again.

        rebuild: make everything anew. Raises UserError when another process is building.
        """
        return self._build(Corpus(self.home / "corpus"), {}, rebuild=rebuild, progress=progress)

    def add(
        self,
        paths: Iterable[Path],
        *,
        url: str | None = None,
        genre: Genre | None = None,
        force: bool = False,
        progress: Progress = _silent,
    ) -> AddReport:
        """Copy files into the corpus and index them; folders are walked.

        url: official address of the one file given. genre: parser to use instead of the one
        the text suggests. force: add a file even if its very bytes are there already.

        A bad file is reported and the rest go on; it is not copied. Raises UserError when the
        request itself makes no sense.
        """
        corpus, report = Corpus(self.home / "corpus"), AddReport()
        files = list(self._files(paths, report))
        if url is not None and not is_web_address(url):
            raise UserError("不是完整的网址", where=url, remedy="请写成 https://… 的形式")
        if url is not None and len(files) > 1:
            raise UserError("--url 只能用于一个文件", remedy="请逐个文件添加并各写网址")
        ready: dict[str, Document] = {}
        for done, (path, below) in enumerate(files):
            progress("读取文件", done, len(files))
            origin = corpus.origin_for(path, below)
            try:
                document = load_file(path, origin, doc_id_of(origin), genre=genre, url=url)
            except UserError as error:
                report.failures.append(error.at(path))
                continue
            twin = corpus.same_bytes(path)
            if twin not in (None, origin) and not force:
                report.skipped.append((path, f"与库中已有的 {twin} 内容相同(--force 可仍然添加)"))
                continue
            corpus.add(path, origin, url=url, genre=genre)
            ready[origin] = document
            report.added.append((path, document.id))
        corpus.save()
        report.build = self._build(corpus, ready, progress=progress)
        return report

    def remove(
        self, doc_ids: Iterable[str], *, samples: bool = False
    ) -> list[tuple[Record, Path | None]]:
        """Take documents out of the corpus and the index.

        samples: also every document marked as a sample. Returns what was taken out, with
        where its file is kept. Raises UserError, before anything is done, on an unknown id.
        """
        records = {record.id: record for record in self.records()}
        wanted = list(dict.fromkeys(doc_ids))
        unknown = [i for i in wanted if i not in records]
        if unknown:
            raise UserError(
                "没有这个编号的文件", where="、".join(unknown), remedy="用 kb list 查看现有编号"
            )
        if samples:
            wanted += [r.id for r in records.values() if r.meta.sample and r.id not in wanted]
        corpus = Corpus(self.home / "corpus")
        gone = [(records[i], corpus.remove(records[i].origin)) for i in wanted]
        corpus.save()
        self._build(corpus, {})
        return gone

    def _build(
        self,
        corpus: Corpus,
        ready: dict[str, Document],
        *,
        rebuild: bool = False,
        progress: Progress = _silent,
    ) -> BuildReport:
        """Build, taking documents that were parsed just now from ``ready``."""

        def loading(source: Source) -> Source:
            document = ready.get(source.origin)
            return replace(source, load=lambda: document) if document else source

        sources = [loading(source) for source in corpus.sources()]
        return build(sources, self._generations, self._embedder, rebuild=rebuild, progress=progress)

    def _files(
        self, paths: Iterable[Path], report: AddReport
    ) -> Iterable[tuple[Path, Path | None]]:
        """The files among and below ``paths``, each with the folder it was found through."""
        for path in paths:
            if not path.is_dir():
                yield path, None
                continue
            found = sorted(walk(path))
            others = {p for p in path.rglob("*") if p.is_file()}.difference(found)
            report.skipped += [(p, "不是可读的格式") for p in sorted(others)]
            if not found:
                report.failures.append(
                    UserError("文件夹里没有可读的文件", where=path, remedy="可读的格式:.txt、.md")
                )
            yield from ((file, path) for file in found)

    # -- reading ---------------------------------------------------------------

    def records(self, filters: Filters = Filters()) -> list[Record]:  # noqa: B008 (frozen)
        """The documents that ``filters`` let through, without their texts."""
        store = self._snapshot().store
        if not filters:
            return store.records()
        wanted = store.select(filters)
        return [record for record in store.records() if record.id in wanted]

    def counts(self) -> dict[str, int]:
        """How many ``documents`` and ``passages`` there are."""
        return self._snapshot().store.counts()

    def versions(self, document: Document) -> list[Record]:
        """The other documents with the title of ``document``, the newest first."""
        same = self._snapshot().store.records(document.meta.title)
        return [record for record in same if record.id != document.id]

    def document(self, id_or_title: str) -> Document:
        """The document with this id, or with this title; of several versions the one in force.

        Raises UserError when there is none.
        """
        store = self._snapshot().store
        for doc_id in (id_or_title, *store.titled(id_or_title)):
            document = store.document(doc_id)
            if document:
                return document
        raise UserError(
            "没有这个编号或标题的文件",
            where=id_or_title,
            remedy="用 kb list 查看,或用 kb search 检索",
        )

    def passages_at(self, document: Document, locator: str) -> list[Passage]:
        """The passages of ``document`` at or below ``locator``; 44条 serves for 第四十四条.

        第四十四条第二款第(三)项 gives just that part of the article. Raises UserError when
        there is nothing there.
        """
        return passages_at(document, locator)

    def search(
        self,
        text: str,
        *,
        k: int = 10,
        mode: Mode = Mode.HYBRID,
        filters: Filters = Filters(),  # noqa: B008 (frozen)
        literal: bool = False,
    ) -> SearchResult:
        """The best ``k`` passages for ``text``, an article named in it first.

        A query that breaks the rules of the query language is searched as plain words and
        the result's ``hint`` says so. Plain words that are surely mistyped are searched as they
        were meant, unless ``literal``; the result's ``suggestion`` says how that is.
        """
        snapshot = self._snapshot()
        ranking = snapshot.rank(
            text,
            self._embedder,
            mode=mode,
            limit=max(POOL, 2 * k),
            filters=filters,
            literal=literal,
        )
        passages = snapshot.store.passages([r.passage_id for r in ranking.ranked])
        hits, query = hits_of(ranking.ranked, passages), ranking.query
        shown = answered(hits[:k], query, self._embedder)
        facets = facets_of(hits)
        return SearchResult(
            shown,
            query.marked,
            query.hint,
            facets,
            ranking.suggestion,
            ranking.corrected,
            query.expanded,
        )

    def completions(self, prefix: str, limit: int = 8) -> list[str]:
        """At most ``limit`` questions that ``prefix`` may be the beginning of, likeliest first.

        Its last word is completed to titles, headings and terms that begin with it or contain it;
        Latin letters stand for initials of pinyin (tdglf for 土地管理法).
        """
        return self._snapshot().completions.find(prefix, limit)

    def completion_table(self, size: int) -> list[tuple[str, str]]:
        """The ``size`` likeliest of what `completions` offers, each with its initials."""
        return self._snapshot().completions.table(size)

    def citations(self, document: Document) -> list[Cited]:
        """What ``document`` cites, each with the law it means and what is wrong with it.

        The document needn't be in the base. Laws are those that come with the program and, once
        there is an index, those of the base.
        """
        return self._snapshot().citator.citations(document) if self.is_built else cite(document)

    def cited_by(self, law: str, article: str | None = None) -> list[Citing]:
        """The citations of a law, or of one article of it, that the documents hold.

        law: a title, a short or spoken name, a number, or the id of a document. article: 第四十四条
        serves for its paragraphs and for ranges that span it. Reports come first, the newest
        first; the law itself is left out. Raises UserError when either is not understood.
        """
        return self._snapshot().citator.cited_by(law, article)

    def figures(self, document: Document) -> list[Figure]:
        """The figures of ``document``, in the order of its text; it needn't be in the base."""
        return figures_in(document)

    def measures(
        self,
        topic: str = "",
        *,
        filters: MeasureFilters = MeasureFilters(),  # noqa: B008 (frozen)
        literal: bool = False,
    ) -> TopicResult:
        """What the reports say was done, is lacking or is planned on ``topic``, best first.

        An empty topic gives everything that ``filters`` let through. Nothing is found where no
        report says anything on it; the result's ``nearest`` is then what comes nearest. literal:
        as in `search`.
        """
        return self._snapshot().measures(topic, self._embedder, filters, literal=literal)

    def compare(self, found: Sequence[FoundMeasure]) -> Comparison:
        """Measures on one topic side by side: by body and year, the same things counted over
        the years, and what is new, was dropped, or was promised and kept."""
        return compare(found, self._embedder)

    def related(self, doc_id: str, locator: str, limit: int = 5) -> list[Related]:
        """What to read beside the passage at ``locator``, or beside that part of an article.

        doc_id: the id or title of a document. At most ``limit`` each of what the passage cites,
        of what cites it (reports first), and of its neighbours under the same heading, nearest in
        meaning first; in this order. Raises UserError when there is no such place.
        """
        document = self.document(doc_id)
        passage = passages_at(document, locator)[0]
        return self._snapshot().relations(self._embedder).of(document.id, passage, limit)

    def cited_laws(
        self,
        filters: Filters = Filters(),  # noqa: B008 (frozen)
        genre: Genre = Genre.REPORT,
    ) -> list[CitedLaw]:
        """What the documents of ``genre`` that ``filters`` let through cite, most cited first.

        Most cited is what the most documents cite, then what is cited the most times.
        """
        snapshot = self._snapshot()
        return snapshot.citator.cited_laws(snapshot.store.select(filters), genre)

    def orgs(self) -> list[str]:
        """Issuing bodies, those with most documents first."""
        return self._snapshot().store.orgs()

    def kinds(self) -> list[str]:
        """Kinds of documents, those with most documents first."""
        return self._snapshot().store.kinds()

    def doctor(self) -> list[Check]:
        """Look the knowledge base over: corpus, index, engine, model, and whether they agree."""
        return examine(self.home, self._snapshot, self._embedder)

    def _snapshot(self) -> Snapshot:
        """The current generation, opened anew when there is a newer one."""
        folder = self._generations.current()
        if folder is None:
            raise UserError("还没有索引", where=self.home / "index", remedy="请先运行 kb build")
        if self._open is None or self._open.folder != folder:
            self._open = Snapshot(folder)
        return self._open


@cache
def _embedder(name: str | None) -> Embedder:
    """Loaded once a process, however many knowledge bases it opens."""
    return load_embedder(name)
