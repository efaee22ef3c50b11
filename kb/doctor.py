"""Whether a knowledge base is sound, part by part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.corpus import Corpus
from kb.embedding import Embedder
from kb.engine import choose_engine
from kb.errors import UserError
from kb.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Check:
    """One finding."""

    name: str
    ok: bool
    detail: str


def examine(home: Path, snapshot: Callable[[], Snapshot], embedder: Embedder) -> list[Check]:
    """Look the knowledge base in ``home`` over; ``snapshot`` opens its index."""
    corpus = Corpus(home / "corpus")
    looks: list[tuple[str, Callable[[], str]]] = [
        ("文件夹", lambda: str(home.resolve())),
        ("语料", lambda: _corpus(corpus)),
        ("模型", lambda: f"{embedder.name}({embedder.dim} 维)"),
        ("引擎", lambda: choose_engine().name),
        ("索引", lambda: _index(corpus, snapshot(), embedder)),
    ]
    return [_check(name, look) for name, look in looks]


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name, True, look())
    except UserError as error:
        return Check(name, False, str(error))


def _corpus(corpus: Corpus) -> str:
    sources = list(corpus.sources())
    if not sources:
        raise UserError("没有任何文件", remedy="用 kb add 添加")
    return f"{len(sources)} 个文件"


def _index(corpus: Corpus, snapshot: Snapshot, embedder: Embedder) -> str:
    """Counts, if store, engine and vectors hold the same and the corpus is all in."""
    counts, searcher = snapshot.store.counts(), snapshot.searcher(embedder)
    sizes = {counts["passages"], len(searcher.engine), len(searcher.vectors)}
    if len(sizes) > 1:
        raise UserError("记录、关键词索引与向量的条数不一致", remedy="请运行 kb build --rebuild")
    indexed = {o: f for o, (_, f) in snapshot.store.fingerprints().items()}
    behind = {s.origin: s.fingerprint for s in corpus.sources()}
    if behind != indexed:
        raise UserError("语料在上次建立索引后有变动", remedy="请运行 kb build")
    return f"{counts['documents']} 个文件,{counts['passages']} 个段落"
