"""Everyday words and jargon, and what statutes say for them: 征收 for 拆迁, 工资 for 工钱."""

from __future__ import annotations

from functools import cache
from importlib import resources

from kb.segmentation import fold, located_words

#: What was typed, and the statutes' words for it.
Expansion = tuple[str, tuple[str, ...]]


def expansions(text: str) -> tuple[Expansion, ...]:
    """The entries of `kb/data/synonyms.tsv` that stand in ``text``, in order, each once.

    The longest entry counts, whichever way the text is cut into words, but none that takes
    parts of two words: 房租 is not in 住房租赁. A single character counts as a word only.

    >>> expansions("房产证丢了能不能补办")
    (('房产证', ('不动产权属证书', '不动产登记')),)
    >>> expansions("住房租赁")
    ()
    """
    folded, words = fold(text), located_words(text)
    starts, ends = {start for _, start in words}, {start + len(w) for w, start in words}
    inside = {start + n: start for w, start in words for n in range(len(w))}
    entries, longest = _entries()
    found: dict[str, tuple[str, ...]] = {}
    at = 0
    while at < len(folded):
        for end in range(min(len(folded), at + longest), at, -1):
            typed = folded[at:end]
            if typed not in entries:
                continue
            whole = at in starts and end in ends
            within = len(typed) > 1 and at in inside and inside[at] == inside.get(end - 1)
            if whole or within:
                found[typed] = entries[typed]
                at = end
                break
        else:
            at += 1
    return tuple(found.items())


def everyday_words() -> frozenset[str]:
    """What the file has entries for."""
    return frozenset(_entries()[0])


@cache
def _entries() -> tuple[dict[str, tuple[str, ...]], int]:
    """The file's entries, and the length of the longest."""
    text = resources.files("kb").joinpath("data/synonyms.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    entries = {typed: tuple(targets.split()) for typed, targets in rows}
    return entries, max(map(len, entries))
