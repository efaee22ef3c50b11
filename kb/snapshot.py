"""One generation of the index, open for reading."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from kb.building import recipe_of
from kb.citator import Citator
from kb.embedding import Embedder
from kb.engine import choose_engine
from kb.engine.vectors import VectorIndex
from kb.errors import UserError
from kb.search import Searcher
from kb.store import Store


class Snapshot:
    """The generation in ``folder``; what not every reader needs is opened when it is asked for."""

    def __init__(self, folder: Path) -> None:
        """Open the record. Raises UserError when it is damaged or of another version."""
        self.folder = folder
        self.store = Store(folder / "store.sqlite")
        self._searcher: Searcher | None = None

    @cached_property
    def citator(self) -> Citator:
        """Who cites what."""
        return Citator(self.store)

    def searcher(self, embedder: Embedder) -> Searcher:
        """Search in it. Raises UserError when that is damaged or was made with another model."""
        if self._searcher is None:
            recipe = recipe_of(self.folder)
            if recipe.embedder != embedder.identity:
                raise UserError(
                    f"索引是用另一个向量模型建立的({recipe.embedder})",
                    where=self.folder,
                    remedy="请运行 kb build,或把 KB_MODEL 改回原来的模型",
                )
            engine = choose_engine(recipe.engine).open(self.folder / "engine")
            vectors = VectorIndex.open(self.folder / "vectors")
            self._searcher = Searcher(engine, vectors, embedder)
        return self._searcher
