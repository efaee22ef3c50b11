"""Queries as trees of `whoosh.query` nodes, over the fields of `kb.engine.base`.

Their nodes are And, Or, DisjunctionMax, Not, AndMaybe, Require, Every, NullQuery, Term and
Phrase of Whoosh, and the ones defined here; every engine translates all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from whoosh.query import And, DisjunctionMax, Not, NullQuery, Or, Phrase, Require, Term
from whoosh.query import Query as Tree
from whoosh.query.wrappers import WrappingQuery

from kb.engine.base import WEIGHTS, exact
from kb.segmentation import characters, query_terms
from kb.synonyms import Expansion

#: How much a word weighs that a statute has for one that was typed. On the questions of
#: docs/evaluation.md anything from 0.3 to 0.7 finds more than none, 0.5 the most.
SYNONYM_WEIGHT = 0.5


class MetadataLeaf(Tree):
    """A condition on documents that only the record can decide; see `resolve`."""


@dataclass(frozen=True)
class IssuedBy(MetadataLeaf):
    """机关: the issuing body's name contains ``org``."""

    org: str


@dataclass(frozen=True)
class OfKind(MetadataLeaf):
    """类型: the document is of this kind."""

    kind: str


@dataclass(frozen=True)
class InYears(MetadataLeaf):
    """年份: the document's year lies between the two, both included; None is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True)
class InDocuments(Tree):
    """The passages of these documents, all alike in score (0)."""

    doc_ids: frozenset[str]


class Unranked(WrappingQuery):
    """What ``child`` matches, all alike in score (0)."""


def resolve(tree: Tree, lookup: Callable[[MetadataLeaf], Collection[str]]) -> Tree:
    """``tree`` with every metadata leaf replaced by the documents ``lookup`` gives for it."""
    if isinstance(tree, MetadataLeaf):
        return InDocuments(frozenset(lookup(tree)))
    return tree.apply(lambda child: resolve(child, lookup))


def is_ranked(tree: Tree) -> bool:
    """Whether ``tree`` tells what it matches apart: no score but 0 comes from the rest."""
    if isinstance(tree, Term | Phrase):
        return True
    if isinstance(tree, Unranked | Not):
        return False
    scored = [tree.a] if isinstance(tree, Require) else tree.children()
    return any(is_ranked(child) for child in scored)


def ranking(text: str, expanded: Iterable[Expansion] = ()) -> Tree:
    """Passages with any term of ``text`` or of its expansions, ranked by BM25.

    Of the fields that hold a term the best one counts: with their sum the first hits are
    all of the one law whose title repeats the question.

    Where only words of one character are asked for (税), they are looked for among the
    characters: in a longer word (税务机关) they are no terms of their own.
    """
    terms = query_terms(text)
    single = all(len(term) == 1 for term in terms)
    beside: dict[str, float] = {}
    for _, targets in expanded:
        for target in targets:
            for term, importance in query_terms(target).items():
                if term not in terms:
                    beside[term] = max(beside.get(term, 0.0), SYNONYM_WEIGHT * importance)
    asked = [_in_best_field(*term, characters=single) for term in terms.items()]
    asked += [_in_best_field(*term) for term in beside.items()]
    return Or(asked) if asked else NullQuery


def _in_best_field(term: str, importance: float, *, characters: bool = False) -> Tree:
    """Passages with ``term``, scored by the field where it counts most."""
    return DisjunctionMax(
        [
            Term(exact(field) if characters else field, term, boost=weight * importance)
            for field, weight in WEIGHTS.items()
        ]
    )


def containing(text: str, fields: Collection[str] = tuple(WEIGHTS)) -> Tree:
    """Passages that contain ``text`` exactly in one of ``fields``.

    Width, case and white space do not count, punctuation does; digits and Latin letters
    are matched by whole runs (44 is not in 144). A text of white space alone is nowhere.
    """
    units = characters(text)
    if not units:
        return NullQuery
    if len(units) == 1:
        return any_one([Term(exact(field), units[0]) for field in fields])
    return any_one([Phrase(exact(field), units) for field in fields])


def every_one(trees: list[Tree]) -> Tree:
    """What all of ``trees``, at least one, match."""
    return trees[0] if len(trees) == 1 else And(trees)


def any_one(trees: list[Tree]) -> Tree:
    """What any of ``trees``, at least one, matches."""
    return trees[0] if len(trees) == 1 else Or(trees)
