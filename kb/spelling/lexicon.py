"""The words a base knows, how they sound, and how likely they are: what `kb.spelling` asks.

A lexicon is made with the index, from the vocabulary of the bundled model (words of law texts
and of questions, with log-frequencies), jieba's dictionary, and the titles, headings and texts
of the base itself; pinyin is pypinyin's. It is one file of arrays, read in a few milliseconds,
for neither a dictionary of 350,000 words nor pypinyin (0.2 s to import) should be loaded to
search.

Words are looked up by hashes of their characters: that is fast for all stretches of a question
at once, and two of half a million words fall together about once in a hundred million lexicons.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.errors import UserError

#: Raise with any change of what is in the file.
LEXICON_VERSION = 1

#: Characters of the longest word that is known, and of the longest that is put for another.
LONGEST = 8

Codes = NDArray[np.uint64]

#: Ideographs that readings and words are kept for; rarer ones are never mistyped.
FIRST, LAST = 0x4E00, 0x9FFF

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that every power keeps all 64 bits apart
#: Added to a hash to tell what it is of.
SOUND, GAP, LACK = (np.uint64(n * 0xD1B54A32D192ED03 % 2**64) for n in (1, 2, 3))


@dataclass(frozen=True)
class Lexicon:
    """Arrays in step: ``words``, ``weights`` and ``sounds`` have a row a word, and so on."""

    #: (w,) words that may be meant, two characters and more.
    words: NDArray[np.str_]
    #: (w,) log-frequency.
    weights: NDArray[np.float32]
    #: (w, LONGEST) syllable of each character; 0 after the last.
    sounds: NDArray[np.uint16]
    #: (f,) hashes, ascending, of what a word may have become: itself, its sound as it is often
    #: confused, itself with a gap for one character, itself without one character.
    forms: Codes
    #: (f,) row of the word.
    form_words: NDArray[np.int32]
    #: (k,) hashes, ascending, of every word that is right as it stands, with log-frequency.
    known: Codes
    known_weights: NDArray[np.float32]
    #: (p,) two characters side by side, first · 2^16 + second, ascending; how often.
    pairs: NDArray[np.uint32]
    pair_counts: NDArray[np.uint32]
    #: (65536,) how often each character stands before another.
    singles: NDArray[np.uint32]
    #: (65536,) commonest syllable of each character; 0 when it has none.
    syllable_of: NDArray[np.uint16]
    #: (s,) syllables without tones; 0 is none.
    syllables: NDArray[np.str_]
    #: (s,) the syllable each is taken for when z/zh, c/ch, s/sh, n/l, in/ing, en/eng and an/ang
    #: are not told apart.
    blurred: NDArray[np.uint16]

    @classmethod
    def open(cls, path: Path) -> Lexicon:
        """The lexicon in the file ``path``; UserError when it is missing or damaged."""
        try:
            with np.load(path, allow_pickle=False) as file:
                return cls(**{each.name: file[each.name] for each in fields(cls)})
        except Exception as error:  # whatever the readers of archives and arrays raise
            raise UserError(
                "词表缺失或损坏", where=path, remedy="请运行 kb build --rebuild 重建"
            ) from error

    def save(self, path: Path) -> None:
        """Write the lexicon to the file ``path``."""
        arrays: dict[str, Any] = {each.name: getattr(self, each.name) for each in fields(self)}
        with path.open("wb") as file:
            np.savez(file, **arrays)

    def reading(self, text: str) -> list[str]:
        """The syllable of each character, as the longest known word says it: 银行 is yin hang.

        "" for what has none.
        """
        codes = self.syllable_of[codes_of(text)]
        start = 0
        while start < len(text):
            for end in range(min(start + LONGEST, len(text)), start + 1, -1):
                row = self._rows.get(text[start:end])
                if row is not None:
                    codes[start:end] = self.sounds[row, : end - start]
                    start = end
                    break
            else:
                start += 1
        return self.syllables[codes].tolist()

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self.words.tolist())}

    @cached_property
    def pair_count(self) -> dict[int, int]:
        """How often two characters stand side by side, by first · 2^16 + second.

        One look-up in a dictionary takes a tenth of one in an array.
        """
        return dict(zip(self.pairs.tolist(), self.pair_counts.tolist(), strict=True))


def codes_of(text: str) -> Codes:
    """Code points of the characters, 0 for all but common ideographs."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint64)
    codes[(codes < FIRST) | (codes > LAST)] = 0
    return codes


def hashes(codes: Codes, length: int) -> Codes:
    """Hashes of all stretches of ``length`` along the last axis of ``codes``."""
    count = codes.shape[-1] - length + 1
    found = np.zeros((*codes.shape[:-1], max(count, 0)), np.uint64)
    for at in range(length if count > 0 else 0):
        found = found * _BASE + codes[..., at : at + count]
    return found


def heard_as(blurred: NDArray[np.uint16]) -> Codes:
    """Syllables as they go into a hash: none is 0, or length would make no difference."""
    return blurred.astype(np.uint64) + np.uint64(1)


def powers(length: int) -> Codes:
    """What each position of a stretch of ``length`` is multiplied by in its hash."""
    return np.array([pow(int(_BASE), length - 1 - at, 2**64) for at in range(length)], np.uint64)
