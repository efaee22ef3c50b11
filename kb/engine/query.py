"""The query language: from what a person types to a tree every engine can run.

Most queries are questions in plain words: they are ranked by any of their words. Besides

==================================  =====================================================
``"责令限期改正"``                   the passage contains exactly this (width, case and
                                    white space apart); also “ ” and 「 」
``耕地 AND 处罚``, ``耕地 与 处罚``    every word on both sides is contained
``耕地 OR 林地``, ``耕地 或 林地``     any word of either side
``耕地 NOT 林地``, ``耕地 非 林地``    the word after NOT is not contained
``标题:土地管理法``                   contained in the title (``title:``)
``机关:榕湾市`` ``类型:法律``          of this issuing body, of this kind (``org:`` ``kind:``)
``年份:2021..2023``                  of these years (``year:``); also 2022, 2021.., 2021-2023
``(耕地 OR 林地) AND 处罚``           brackets group
==================================  =====================================================

Operators stand apart (white space, bracket or quotation mark on both sides) and bind the
word or bracket next to them: NOT first, then AND, then OR. What merely stands side by side
is asked together: phrases, fields and operators limit, the other words rank. For these,
and no others, the statutes' words are asked for as well (`kb.synonyms`).

Whoosh's parser reads this into its syntax nodes; from these come trees of `whoosh.query`
nodes over the fields of `kb.engine.base`. Nothing a person can type raises an error: a
query that cannot be read so is searched as plain words, with a hint.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from whoosh.qparser import plugins, syntax
from whoosh.qparser.default import QueryParser
from whoosh.query import AndMaybe, Not, NullQuery, Require
from whoosh.query import Query as Tree

from kb.engine.base import WEIGHTS
from kb.engine.tree import (
    InDocuments,
    InYears,
    IssuedBy,
    MetadataLeaf,
    OfKind,
    Unranked,
    any_one,
    containing,
    every_one,
    ranking,
    resolve,
)
from kb.segmentation import characters, content_words, fold, narrow
from kb.synonyms import Expansion, expansions

__all__ = [
    "InDocuments",
    "InYears",
    "IssuedBy",
    "MetadataLeaf",
    "OfKind",
    "ParsedQuery",
    "parse_query",
]

#: The fields of the query language, and what else they are called.
FIELDS = {
    "title": ("标题",),
    "org": ("机关", "机构"),
    "kind": ("类型",),
    "year": ("年份", "年度"),
}

#: Longer queries are cut here: a page pasted whole finds no more than its beginning.
LONGEST = 2000
_DEEPEST = 20


@dataclass(frozen=True)
class ParsedQuery:
    """What a query asks for."""

    #: What the person typed.
    text: str
    #: What a hit of the keyword side matches, and how it is ranked.
    tree: Tree
    #: What every hit must match, of whichever side; None when the query is plain words.
    condition: Tree | None
    #: The words asked for, as text, for the semantic side; "" when there are none.
    plain: str
    #: What to mark in a hit: words, and phrases whole.
    marked: tuple[str, ...]
    #: Why the query was not read as it was typed, in Chinese.
    hint: str | None = None
    #: Everyday words among those that rank, and the statutes' words asked for beside them.
    expanded: tuple[Expansion, ...] = ()

    @property
    def structured(self) -> bool:
        """Whether it has operators, phrases or fields, which hits must obey."""
        return self.condition is not None

    def resolved(self, lookup: Callable[[MetadataLeaf], Collection[str]]) -> ParsedQuery:
        """This query with its metadata resolved: see `resolve`."""
        if self.condition is None:
            return self
        return replace(
            self, tree=resolve(self.tree, lookup), condition=resolve(self.condition, lookup)
        )


def parse_query(text: str) -> ParsedQuery:
    """Read ``text``; never raises.

    >>> parse_query("带押过户怎么办理").structured
    False
    >>> query = parse_query("(耕地 或 林地) 与 处罚 年份:2021..2023")
    >>> query.plain, query.structured
    ('耕地 林地 处罚', True)
    >>> parse_query("耕地 AND").hint
    '“AND”后面没有词,已按普通词语检索'
    """
    kept = text[:LONGEST]
    hint = f"检索词过长,只用了前{LONGEST}字" if len(text) > LONGEST else None
    # The space lets an operator at the very beginning be seen as one.
    marked = " " + narrow(kept).translate(_QUOTES)
    unmarked = _QUOTED.sub(_set_off, marked)
    tagged = [node for node in _PARSER.tag(unmarked) if not node.is_ws()]
    if not any(isinstance(node, _STRUCTURE) or _torn(node) for node in tagged):
        return _plain(text, kept, hint)
    try:
        _check(tagged)
        nodes = _PARSER.filterize(_SideBySide(tagged))
        reading = _read(nodes)
    except _MalformedError as malformed:
        words = " ".join(node.text for node in tagged if node.is_text()).replace('"', " ")
        return _plain(text, words or kept, f"{malformed},已按普通词语检索")
    asked = list(_positive(nodes))
    plain = " ".join(node.text for node in asked)
    phrases = [node.text for node in asked if isinstance(node, _PhraseNode)]
    return ParsedQuery(
        text,
        reading.tree,
        reading.condition,
        plain,
        _marked(plain, phrases),
        hint,
        tuple(dict.fromkeys(reading.expanded)),
    )


# -- how Whoosh's parser is set up -----------------------------------------------------


class _SideBySide(syntax.GroupNode):
    """Nodes with no operator between them."""

    merging = False


_PhraseNode = plugins.PhrasePlugin.PhraseNode
_Open, _Close = plugins.GroupPlugin.OpenBracket, plugins.GroupPlugin.CloseBracket
#: What makes a query more than plain words; brackets alone do not.
_STRUCTURE = (_PhraseNode, syntax.FieldnameNode, syntax.Operator)

_QUOTES = str.maketrans("“”「」", '""""')
_QUOTED = re.compile(r'"([^"]*)"')
#: A word that a pair of marks touches, and operators, which may touch one.
_WORD_BEFORE = re.compile(r"\w$")
_OPERATOR_BEFORE = re.compile(r'[\s)"](?:与|或|非|AND|OR|NOT)$')
_WORD_AFTER = re.compile(r'(?!(?:与|或|非|AND|OR|NOT)[\s("])\w')
# A word alone in brackets is none of these: 和（或）.
_OPENS = r'(?:^|(?<=[\s("]))'
_JOINS = r'(?:^|(?<=[\s)"]))'
_AFTER = r'(?=[\s("]|$)'
_NAMES = [*FIELDS, *chain.from_iterable(FIELDS.values())]
_PARSER = QueryParser(
    None,
    None,
    group=_SideBySide,
    plugins=[
        plugins.PhrasePlugin('"(?P<text>[^"]*)"(?P<slop>)'),
        plugins.FieldsPlugin(rf"{_OPENS}(?P<text>{'|'.join(_NAMES)})\s*:\s*"),
        plugins.FieldAliasPlugin(FIELDS),
        plugins.GroupPlugin(),
        plugins.OperatorsPlugin(
            Not=rf"{_OPENS}(?:NOT|非){_AFTER}",
            And=rf"{_JOINS}(?:AND|与){_AFTER}",
            Or=rf"{_JOINS}(?:OR|或){_AFTER}",
            AndNot=None,
            AndMaybe=None,
            Require=None,
        ),
    ],
)


def _set_off(quoted: re.Match[str]) -> str:
    """Marks that touch a word set something off within a sentence (名为“合伙”实为借款) and ask for
    no phrase: the words without them. Others as they stand."""
    before, after = quoted.string[: quoted.start()], quoted.string[quoted.end() :]
    touches = _WORD_BEFORE.search(before) and not _OPERATOR_BEFORE.search(before)
    return quoted[1] if touches or _WORD_AFTER.match(after) else quoted[0]


# -- from its nodes to trees -----------------------------------------------------------


class _MalformedError(Exception):
    """The query cannot be read; the message is the first half of the hint."""


@dataclass(frozen=True)
class _Reading:
    """What a node asks for; see `ParsedQuery` for ``tree`` and ``condition``."""

    tree: Tree
    condition: Tree | None
    #: Whether ``tree`` has words to rank by.
    ranks: bool = True
    #: See `ParsedQuery`.
    expanded: tuple[Expansion, ...] = ()


def _plain(text: str, words: str, hint: str | None) -> ParsedQuery:
    reading = _ranked(words)
    return ParsedQuery(
        text, reading.tree, None, words.strip(), _marked(words), hint, reading.expanded
    )


def _ranked(words: str) -> _Reading:
    """Words that limit nothing, with the statutes' words for them."""
    expanded = expansions(words)
    return _Reading(ranking(words, expanded), None, expanded=expanded)


def _check(tagged: list[syntax.SyntaxNode]) -> None:
    """Raise _MalformedError unless operators, fields, quotes and brackets are complete."""
    depth = 0
    for before, node in pairwise([_Open(), *tagged, _Close()]):
        if _waits(before, node):
            name = before.original if isinstance(before, syntax.FieldnameNode) else before.text
            raise _MalformedError(f"“{name.strip()}”后面没有词")
        if isinstance(before, _Open) and isinstance(node, syntax.InfixOperator):
            raise _MalformedError(f"“{node.text}”前面没有词")
        if isinstance(before, _Open) and isinstance(node, _Close):
            raise _MalformedError("括号里没有词")
        if isinstance(node, _PhraseNode) and not characters(node.text):
            raise _MalformedError("引号里没有词")
        if _torn(node):
            raise _MalformedError("引号不成对")
        depth += isinstance(before, _Open) - isinstance(before, _Close)
        if not 1 <= depth <= _DEEPEST:
            raise _MalformedError("括号不成对或套得太多")
    if depth != 1:
        raise _MalformedError("括号不成对")


def _torn(node: syntax.SyntaxNode) -> bool:
    """Whether a quotation mark without its partner is left in a word."""
    return isinstance(node, syntax.WordNode) and '"' in node.text


def _waits(before: syntax.SyntaxNode, node: syntax.SyntaxNode) -> bool:
    """Whether ``before`` governs what follows it, and ``node`` is nothing to govern."""
    if isinstance(before, syntax.FieldnameNode):
        governed: tuple[type, ...] = (syntax.TextNode, _Open)
    elif isinstance(before, syntax.PrefixOperator):
        governed = (syntax.TextNode, _Open, syntax.FieldnameNode)
    elif isinstance(before, syntax.InfixOperator):
        governed = (syntax.TextNode, _Open, syntax.FieldnameNode, syntax.PrefixOperator)
    else:
        return False
    return not isinstance(node, governed)


def _read(node: syntax.SyntaxNode, free: bool = True) -> _Reading:
    """What ``node`` asks for; ``free``: its words rank, and no operator binds them."""
    if isinstance(node, _SideBySide):
        parts = [_read(child, free) for child in node]
        return _read_side_by_side(parts, _words_of(node), free)
    if isinstance(node, syntax.OrGroup):
        sides = [_read(child, free=False) for child in node]
        condition = any_one([s.tree if s.condition is None else s.condition for s in sides])
        return _Reading(any_one([s.tree for s in sides]), condition, any(s.ranks for s in sides))
    if isinstance(node, syntax.WordNode) and node.fieldname is None:
        return _ranked(node.text) if free else _Reading(ranking(node.text), None)
    return _limiting(_contained(node), _words_of(node))


def _read_side_by_side(parts: list[_Reading], words: str, free: bool) -> _Reading:
    """Parts with a condition limit; the rest rank, alone or on top of those that do too."""
    limits = [part for part in parts if part.condition is not None]
    if not limits:
        return _ranked(words) if free else _Reading(ranking(words), None)
    condition = every_one([part.condition for part in limits])
    tree = every_one([part.tree for part in limits])
    rest = [part.tree for part in parts if part.condition is None and part.tree is not NullQuery]
    ranks = any(part.ranks for part in limits)
    if rest:
        tree = AndMaybe(tree, any_one(rest)) if ranks else Require(any_one(rest), condition)
    expanded = tuple(chain.from_iterable(part.expanded for part in parts))
    return _Reading(tree, condition, ranks or bool(rest), expanded)


def _limiting(condition: Tree, words: str) -> _Reading:
    """What matches ``condition``, ranked by ``words``."""
    tree, rank = Unranked(condition), ranking(words)
    if rank is NullQuery:
        return _Reading(tree, condition, ranks=False)
    return _Reading(AndMaybe(tree, rank), condition)


def _contained(node: syntax.SyntaxNode, excluded: bool = False) -> Tree:
    """The condition that what ``node`` names is contained: of several words every one,
    but where they are excluded any one, each as it was typed."""
    if isinstance(node, syntax.NotGroup):
        return Not(_contained(node[0], excluded=True))
    if isinstance(node, syntax.GroupNode):
        children = [_contained(child, excluded) for child in node]
        either = isinstance(node, syntax.OrGroup) or (excluded and isinstance(node, _SideBySide))
        return any_one(children) if either else every_one(children)
    if node.fieldname in _METADATA:
        return _METADATA[node.fieldname](node.text)
    fields = tuple(WEIGHTS) if node.fieldname is None else (node.fieldname,)
    whole = excluded or isinstance(node, _PhraseNode)
    words = [node.text] if whole else content_words(node.text) or [node.text]
    return every_one([containing(word, fields) for word in words])


_YEAR = re.compile(r"(\d{4})年?")
_YEARS = re.compile(r"(?:(\d{4})年?)?(?:\.{2,3}|…+|[-~–—]+|至|到)(?:(\d{4})年?)?")


def _in_years(text: str) -> InYears:
    """年份: one year, or two with a sign of range between; either may be left out."""
    if year := _YEAR.fullmatch(text):
        return InYears(int(year[1]), int(year[1]))
    span = _YEARS.fullmatch(text)
    if span is None or not any(span.groups()):
        raise _MalformedError(f"年份“{text}”无法识别,应写成 2022 或 2021..2023")
    first, last = (int(year) if year else None for year in span.groups())
    if first and last and first > last:
        first, last = last, first
    return InYears(first, last)


_METADATA: dict[str, Callable[[str], MetadataLeaf]] = {
    "org": IssuedBy,
    "kind": OfKind,
    "year": _in_years,
}


def _positive(node: syntax.SyntaxNode) -> Iterator[syntax.TextNode]:
    """The words and phrases asked for: not those excluded, nor values of metadata."""
    if isinstance(node, syntax.NotGroup):
        return
    if isinstance(node, syntax.GroupNode):
        for child in node:
            yield from _positive(child)
    elif node.fieldname not in _METADATA:
        yield node


def _words_of(node: syntax.SyntaxNode) -> str:
    return " ".join(positive.text for positive in _positive(node))


def _marked(plain: str, phrases: Collection[str] = ()) -> tuple[str, ...]:
    """Words of two characters or more, the stretches as they were typed, and phrases.

    带押过户 is cut into single characters, which would be marked everywhere; as typed, it
    is marked where it stands.
    """
    typed = fold(plain).split()
    words = [word for word in content_words(plain) if len(word) > 1]
    return tuple(dict.fromkeys([*map(fold, phrases), *typed, *words]))
