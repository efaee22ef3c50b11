"""The keyword engine on tantivy: Lucene's design in Rust, for machines with a wheel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import tantivy
from numpy.typing import NDArray
from tantivy import Occur, Query
from whoosh import query as nodes
from whoosh.query import Query as Tree

from kb.engine.base import (
    WEIGHTS,
    Entry,
    Scored,
    best,
    damaged,
    exact,
    missing,
    tokens_of,
    unranked,
)
from kb.engine.tree import InDocuments, Unranked, is_ranked

#: Bytes the writer may fill before it writes a segment.
_HEAP = 128_000_000


def _schema() -> tantivy.Schema:
    """Tokens arrive joined by spaces: what a token is, is `kb.segmentation`'s to say."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("passage_id", fast=True)
    builder.add_text_field("doc_id", tokenizer_name="raw", index_option="basic")
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(exact(field), tokenizer_name="whitespace", index_option="position")
    return builder.build()


class TantivyEngine:
    """See `kb.engine.base.KeywordEngine`."""

    name: ClassVar[str] = "tantivy"

    def __init__(self, folder: Path, index: tantivy.Index) -> None:
        self._folder = folder
        self._index = index
        # Otherwise a thread watches the folder and readers move on by themselves.
        index.config_reader("manual")
        self._searcher = index.searcher()

    @classmethod
    def create(cls, folder: Path) -> TantivyEngine:
        """An empty index in ``folder``, which must not exist or be empty."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder, tantivy.Index(_schema(), path=str(folder), reuse=False))

    @classmethod
    def open(cls, folder: Path) -> TantivyEngine:
        """The index in ``folder``; UserError when it is missing or damaged."""
        if not (folder / "meta.json").exists():
            raise missing(folder)
        with _reading(folder):
            return cls(folder, tantivy.Index.open(str(folder)))

    def update(self, entries: Iterable[Entry], removed: Collection[str] = ()) -> None:
        """Take out the documents ``removed``, add ``entries``; one commit."""
        # One thread: two would deal the entries out to segments by chance.
        writer = self._index.writer(_HEAP, 1)
        try:
            for doc_id in removed:
                writer.delete_documents_by_term("doc_id", doc_id)
            for entry in entries:
                document = tantivy.Document(passage_id=entry.passage_id, doc_id=entry.doc_id)
                for field, tokens in tokens_of(entry).items():
                    document.add_text(field, " ".join(tokens))
                writer.add_document(document)
            writer.commit()
        except BaseException:
            writer.rollback()
            raise
        finally:
            # Also frees the lock; nothing is left to write when this returns.
            writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(
        self, tree: Tree, limit: int, doc_ids: Collection[str] | None = None
    ) -> list[Scored]:
        """The best ``limit`` entries for ``tree``, best first, only of ``doc_ids`` if given."""
        if not is_ranked(tree):
            return unranked(self.matches(tree, doc_ids), limit)
        query = self._query(tree, doc_ids)
        return best(lambda n: self._first(query, n), limit)

    def matches(self, tree: Tree, doc_ids: Collection[str] | None = None) -> NDArray[np.int64]:
        """The passage ids of all entries that ``tree`` matches, ascending, unranked."""
        query = Query.const_score_query(self._query(tree, doc_ids), 0.0)
        found = self._first(query, len(self))
        return np.sort(np.fromiter((hit.passage_id for hit in found), np.int64, len(found)))

    def __len__(self) -> int:
        """How many entries there are."""
        return int(self._searcher.num_docs)

    def _first(self, query: Query, limit: int) -> list[Scored]:
        if not limit:
            return []
        with _reading(self._folder):
            hits = self._searcher.search(query, limit, count=False).hits
            ids: Any = self._searcher.fast_field_values("passage_id", [at for _, at in hits])
        return [Scored(id_, score) for id_, (score, _) in zip(ids, hits, strict=True)]

    def _query(self, tree: Tree, doc_ids: Collection[str] | None) -> Query:
        query = _translate(tree, self._index.schema)
        if doc_ids is None:
            return query
        return _both(query, _translate(InDocuments(frozenset(doc_ids)), self._index.schema))


def _translate(tree: Tree, schema: tantivy.Schema) -> Query:
    """The tantivy query that matches and ranks as ``tree`` does."""

    def of(child: Tree) -> Query:
        return _translate(child, schema)

    match tree:
        case nodes.Term():
            term = Query.term_query(schema, tree.fieldname, tree.text, "freq")
            return term if tree.boost == 1.0 else Query.boost_query(term, tree.boost)
        case nodes.Phrase():
            return Query.phrase_query(schema, tree.fieldname, tree.words)
        case InDocuments():
            among = Query.term_set_query(schema, "doc_id", sorted(tree.doc_ids))
            return Query.const_score_query(among, 0.0)
        case Unranked():
            return Query.const_score_query(of(tree.child), 0.0)
        case nodes.And():
            return Query.boolean_query([(Occur.Must, of(child)) for child in tree])
        case nodes.DisjunctionMax():
            return Query.disjunction_max_query([of(child) for child in tree])
        case nodes.Or():
            return Query.boolean_query([(Occur.Should, of(child)) for child in tree])
        case nodes.Not():
            return Query.boolean_query(
                [(Occur.Must, of(nodes.Every())), (Occur.MustNot, of(tree.query))]
            )
        case nodes.Every():
            return Query.const_score_query(Query.all_query(), 0.0)
        case nodes.AndMaybe():
            return Query.boolean_query([(Occur.Must, of(tree.a)), (Occur.Should, of(tree.b))])
        case nodes.Require():
            return _both(of(tree.a), of(tree.b))
        case nodes.NullQuery:
            return Query.empty_query()
    raise TypeError(f"not a node of the query language: {tree!r}")


def _both(ranked: Query, required: Query) -> Query:
    """What matches both, ranked by the first alone."""
    return Query.boolean_query(
        [(Occur.Must, ranked), (Occur.Must, Query.const_score_query(required, 0.0))]
    )


@contextmanager
def _reading(folder: Path) -> Iterator[None]:
    """Errors of a damaged index as UserError; tantivy raises ValueError or panics."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, (ValueError, OSError)) or type(error).__name__ == "PanicException":
            raise damaged(folder) from error
        raise
