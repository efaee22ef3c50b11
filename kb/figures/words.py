"""The words around a figure, and what kind of word each is (kb/data/actions.json)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from kb.figures.exclusions import BLOT
from kb.segmentation import located_words

_BLOTTED = re.compile(f"{BLOT}+")
_ENDS_WELL = ("", "成功", "到位", "完毕", "了")
_GLUED = re.compile("[^公总一中]共|[率比额量数][达仅为已及和]|..(?<![行作认成])为")


class Lists(NamedTuple):
    """The lists of kb/data/actions.json."""

    #: What is done to things; and which of these words are names of things as well.
    acts: frozenset[str]
    also_nouns: frozenset[str]
    #: 下降, 提高到: how a number moved.
    changes: frozenset[str]
    #: What may stand between what is counted and the number: 共计, 达.
    before_number: frozenset[str]
    #: What narrows a statement and names nothing: 全年, 我局, 各类.
    limits: frozenset[str]
    #: What no name of a thing goes on with.
    stops: frozenset[str]
    #: 上年, 年底: what a number is compared with; 目标: what it is held against.
    times: frozenset[str]
    against: frozenset[str]
    #: 合格, 优秀, 其余: these part a whole and name nothing themselves.
    ratings: frozenset[str]
    prepositions: frozenset[str]
    #: What makes a noun of the verb before it: 办结率, 投放点.
    suffixes: frozenset[str]
    #: What became of things counted before: 已审结9件 are of the 12件 that were received.
    outcomes: frozenset[str]
    #: How it came about: 依法拆除, 限期整改.
    ways: frozenset[str]
    #: The outcomes that have outcomes themselves: of 审结15件 some are 维持 and some 撤销.
    closings: frozenset[str]


@cache
def lists() -> Lists:
    """The lists, read once."""
    table = json.loads((resources.files("kb") / "data" / "actions.json").read_text("utf-8"))
    return Lists(*(frozenset(table[name].split()) for name in Lists._fields))


def is_act(word: str, *, certain: bool = False) -> bool:
    """Whether ``word`` is something done; certain: and never the name of a thing."""
    known = lists()
    return word in known.acts and not (certain and word in known.also_nouns)


def is_rating(noun: str) -> bool:
    """Whether ``noun`` only tells parts of a whole from each other: 合格, 单位, 简易程序."""
    return noun in lists().ratings


def is_closing(action: str) -> bool:
    """Whether ``action`` closed a case, so that what follows tells how: 审结."""
    return action in lists().closings


@lru_cache(4096)
def is_outcome(words: str) -> bool:
    """Whether ``words`` tell what became of things that were counted before: 审结, 依法拆除."""
    known = lists()
    for way in ("", *known.ways, *known.outcomes):
        if words.startswith(way):
            rest = words.removeprefix(way)
            for end in _ENDS_WELL:
                if rest.endswith(end) and rest.removesuffix(end) in known.outcomes:
                    return True
    return False


class Word(NamedTuple):
    """A word and where it stands."""

    word: str
    start: int
    end: int


def after_blot(words: Sequence[Word]) -> int:
    """Where in ``words`` the last stretch begins that nothing is blotted out in."""
    return next((n + 1 for n in range(len(words) - 1, -1, -1) if words[n].word[0] == BLOT), 0)


def words_between(text: str, start: int, end: int) -> list[Word]:
    """The words between two offsets; a verb with what makes a noun of it is one word, and so
    is what has been blotted out."""
    known = lists()
    words: list[Word] = []
    for word, at in _located(text[start:end]):
        first, last = start + at, start + at + len(word)
        before = words[-1] if words else None
        if (
            before
            and before.end == first
            and word in known.suffixes
            and (before.word in known.acts or before.word in known.changes)
        ):
            words[-1] = Word(before.word + word, before.start, last)
        else:
            words.append(Word(word, first, last))
    return words


def _located(text: str) -> Iterator[tuple[str, int]]:
    """The words of ``text``; 共, 达, 为 apart from what they may have been cut together with."""
    begin = 0
    for blot in [*_BLOTTED.finditer(text), None]:
        for word, at in located_words(text[begin : blot.start() if blot else len(text)]):
            if _GLUED.fullmatch(word):
                yield from ((word[:-1], begin + at), (word[-1], begin + at + len(word) - 1))
            else:
                yield word, begin + at
        if blot:
            yield blot[0], blot.start()
            begin = blot.end()
