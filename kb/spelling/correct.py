"""What somebody meant to type, if that was another word.

Chinese is typed by its sound, so most slips are a character of the same sound (行政复意 for
行政复议). As in a noisy channel (Kernighan, Church and Gale, 1990) a word is put in place of what
stands there when that makes the text so much more likely that it outweighs how unlikely the
slip is. How likely a text is, two measures say:

- its best cutting into known words, each by its frequency (as a Unigram model cuts);
- how often its characters stand side by side in the texts of the base.

The first alone would put 放弃 for 三千方弃土, the second alone common words for rare ones. What
is a word as it stands is never touched, and so are numerals.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from math import log

import numpy as np

from kb.segmentation import stopwords
from kb.spelling.lexicon import (
    GAP,
    LACK,
    LONGEST,
    SOUND,
    Codes,
    Lexicon,
    codes_of,
    hashes,
    heard_as,
    powers,
)

#: Longer texts are pasted, not typed, and nobody asks whether they were meant otherwise.
LONGEST_TEXT = 60

#: What each kind of slip costs, in natural logarithms of its probability, roughly.
_SAME_SOUND, _ALIKE, _NEAR_SOUND, _SWAPPED, _DOUBLED, _MISSING = 4.0, 5.0, 8.0, 7.0, 8.0, 11.0
_NEAR_SOUND_OF_TWO = 11.0
#: A character that has nothing to do with the one meant; where there are few others, they hardly
#: say what was meant.
_OTHER, _OTHER_OF_FEW, _FEW = 15.0, 28.0, 4
#: A second slip in one word.
_SECOND = 3.0

#: How much more likely a text has to become: by a word of two characters, by a longer one.
#: Words of two are so many that much stands one slip away from one of them.
_ENOUGH_OF_TWO, _ENOUGH = 8.5, 4.0
#: How much more than that, of the clearest slip, makes sure: of 3,200 right questions 0.5 % seem
#: to have a slip, 0.2 % surely.
_SURE = 2.5
#: What the second measure counts against the first.
_PAIRS_WEIGHT = 0.5
#: More than the second measure ever gives: what the first puts lower needs no second.
_MOST_BY_PAIRS = 14.0

#: Log-frequency of a character that is no known word.
_UNKNOWN = -17.0
#: Times that two characters have to be seen together to be taken for a word.
_SEEN = 2
#: Rarer words are as likely a slip: no dictionary of this size is free of them.
_ODD = -16.0
#: Characters that the frequency of a character alone is worth beside that of a pair.
_BACKING = 30.0

_NUMERALS = frozenset("零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾")


@dataclass(frozen=True, slots=True)
class Replacement:
    """``typed[start:end]`` is to be ``meant``."""

    start: int
    end: int
    meant: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A text put right."""

    text: str
    #: What was replaced, by offsets into the text as it was typed, in order and apart.
    replaced: tuple[Replacement, ...]
    #: Whether it is likely enough to act on it without asking.
    sure: bool


@dataclass(frozen=True, slots=True)
class _Slip:
    """A word that may be meant by ``typed[start:end]``, and what such a slip costs."""

    start: int
    end: int
    meant: str
    #: Log-frequency of the word.
    weight: float
    cost: float


class Speller:
    """Puts texts right with the words of ``lexicon``."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._total = max(int(lexicon.singles.sum()), 1)

    def correct(self, text: str) -> Correction | None:
        """``text`` with the words that were meant, or None when it is right as far as is known.

        Everything but the replaced characters stays as it is. A text that would have to be put
        right again is not understood, and left alone.
        """
        found = self._found(text)
        if not found:
            return None
        replaced = [Replacement(slip.start, slip.end, slip.meant) for _, slip in found]
        corrected = _with(text, replaced)
        if self._found(corrected):
            return None
        return Correction(corrected, tuple(replaced), max(m for m, _ in found) > _SURE)

    def _found(self, text: str) -> list[tuple[float, _Slip]]:
        """Slips worth putting right, in order, and by how much; of those that overlap, the one
        that is worth most."""
        if not 1 < len(text) <= LONGEST_TEXT:
            return []
        codes = codes_of(text)
        cutting = _Cutting(self._lexicon, codes)
        worth = []
        for slip in self._slips(text, codes, cutting):
            margin = cutting.with_word(slip.start, slip.end, slip.weight) - slip.cost
            margin -= _ENOUGH if len(slip.meant) > 2 else _ENOUGH_OF_TWO
            if margin > -_MOST_BY_PAIRS:
                margin += _PAIRS_WEIGHT * self._pairs_gain(text, codes, slip)
            if margin > 0:
                worth.append((margin, slip))
        chosen: list[tuple[float, _Slip]] = []
        for margin, slip in sorted(worth, key=lambda each: (-each[0], each[1].start)):
            if all(slip.end <= other.start or slip.start >= other.end for _, other in chosen):
                chosen.append((margin, slip))
        return sorted(chosen, key=lambda each: each[1].start)

    # -- what may be meant -----------------------------------------------------------------

    def _slips(self, text: str, codes: Codes, cutting: _Cutting) -> Iterator[_Slip]:
        """Words that one slip makes of a stretch of ``text`` that is no word itself."""
        lexicon = self._lexicon
        probes = [*_probes(codes, heard_as(lexicon.blurred[lexicon.syllable_of[codes]]))]
        asked = np.concatenate([found for *_, found in probes]) if probes else codes[:0]
        first = lexicon.forms.searchsorted(asked)
        hit = np.flatnonzero(lexicon.forms.take(first, mode="clip") == asked)
        origin = np.repeat(np.arange(len(probes)), [len(found) for *_, found in probes])
        offset = np.concatenate([np.arange(len(found)) for *_, found in probes]) if probes else hit
        seen = set()
        for at in hit.tolist():
            length, kind, _ = probes[origin[at]]
            start = int(offset[at])
            end = start + length
            if cutting.is_known(start, end) or not codes[start:end].all():
                continue
            if length == 2 and self._is_term(codes, start):
                continue
            form = int(first[at])
            while form < len(lexicon.forms) and lexicon.forms[form] == asked[at]:
                row = int(lexicon.form_words[form])
                form += 1
                if (start, end, row) in seen:
                    continue
                seen.add((start, end, row))
                meant = str(lexicon.words[row])
                cost = self._cost(text[start:end], meant, row, kind, cutting.within(start, end))
                if cost is not None:
                    yield _Slip(start, end, meant, float(lexicon.weights[row]), cost)

    def _is_term(self, codes: Codes, start: int) -> bool:
        """Whether two characters that somebody typed as a word of its own (强检 计量器具) stand
        side by side in the texts, so that they may well be one."""
        around = codes[max(start - 1, 0) : start].any() or codes[start + 2 : start + 3].any()
        pair = int(codes[start]) << 16 | int(codes[start + 1])
        return not around and self._lexicon.pair_count.get(pair, 0) >= _SEEN

    def _cost(
        self, typed: str, meant: str, row: int, kind: float | None, sound: set[int]
    ) -> float | None:
        """What it costs to take ``typed`` for ``meant``; None when it can't be taken so.

        sound: places in ``typed`` that belong to a word as it stands.
        """
        if kind is not None:
            # 休年假 is no slip for 年休假: it is 休, and 年假.
            loose = kind == _SWAPPED and len(meant) == 3 and sound
            return None if loose or _NUMERALS.intersection(typed) else kind
        lexicon = self._lexicon
        total = 0.0
        changed = 0
        few = len(meant) <= _FEW
        for place, (is_, was) in enumerate(zip(typed, meant, strict=True)):
            if is_ == was:
                continue
            if place in sound or is_ in _NUMERALS or was in _NUMERALS:
                return None
            heard, said = lexicon.syllable_of[ord(is_)], lexicon.sounds[row, place]
            changed += 1
            if heard == said and heard:
                total += _SAME_SOUND
            elif was in look_alikes().get(is_, ""):
                total += _ALIKE
            elif lexicon.blurred[heard] == lexicon.blurred[said]:
                total += _NEAR_SOUND if len(meant) > 2 else _NEAR_SOUND_OF_TWO
            elif is_ in stopwords():
                # 企业所得税吗 asks; it doesn't mean 企业所得税法.
                return None
            else:
                total += _OTHER_OF_FEW if few else _OTHER
        # Two slips leave nothing of a word of two.
        return total + _SECOND * (changed - 1) if changed < len(meant) else None

    # -- how likely a text is ----------------------------------------------------------------

    def _pairs_gain(self, text: str, codes: Codes, slip: _Slip) -> float:
        """How much likelier the characters follow each other with the slip put right."""
        before = int(codes[slip.start - 1]) if slip.start else 0
        after = int(codes[slip.end]) if slip.end < len(codes) else 0
        typed = [before, *map(ord, text[slip.start : slip.end]), after]
        meant = [before, *map(ord, slip.meant), after]
        return self._following(meant) - self._following(typed)

    def _following(self, codes: list[int]) -> float:
        """Log-probability of each of ``codes`` after the one before; 0 is no character."""
        total, counts = 0.0, self._lexicon.pair_count
        for first, second in pairwise(codes):
            if second:
                alone = (int(self._lexicon.singles[second]) + 1) / (self._total + 8000)
                if first:
                    both = counts.get(first << 16 | second, 0) + _BACKING * alone
                    total += log(both / (int(self._lexicon.singles[first]) + _BACKING))
                else:
                    total += log(alone)
        return total


class _Cutting:
    """All ways to cut a text into known words, and how likely the likeliest are."""

    def __init__(self, lexicon: Lexicon, codes: Codes) -> None:
        self._size = size = len(codes)
        self._weights: list[dict[int, float]] = [{} for _ in range(size)]
        for length in range(1, min(LONGEST, size) + 1):
            asked = hashes(codes, length)
            at = lexicon.known.searchsorted(asked)
            found = lexicon.known.take(at, mode="clip") == asked
            for start in np.flatnonzero(found).tolist():
                self._weights[start][start + length] = float(lexicon.known_weights[at[start]])
        for start, code in enumerate(codes.tolist()):
            # What is no ideograph stands between words and is the same for all cuttings.
            self._weights[start].setdefault(start + 1, _UNKNOWN if code else 0.0)
        self._to = [0.0] + [float("-inf")] * size
        self._from = [float("-inf")] * size + [0.0]
        for start in range(size):
            for end, weight in self._weights[start].items():
                self._to[end] = max(self._to[end], self._to[start] + weight)
        for start in reversed(range(size)):
            self._from[start] = max(w + self._from[e] for e, w in self._weights[start].items())

    def is_known(self, start: int, end: int) -> bool:
        """Whether the stretch is a word as it stands."""
        return end in self._weights[start]

    def within(self, start: int, end: int) -> set[int]:
        """Places, counted from ``start``, that a word of the stretch takes up; single characters
        are no words here."""
        places: set[int] = set()
        for first in range(start, end - 1):
            for last, weight in self._weights[first].items():
                if first + 1 < last <= end and weight > _ODD:
                    places.update(range(first - start, last - start))
        return places

    def with_word(self, start: int, end: int, weight: float) -> float:
        """How much likelier the best cutting becomes with a word of ``weight`` there."""
        return self._to[start] + weight + self._from[end] - self._to[self._size]


def _probes(codes: Codes, sounds: Codes) -> Iterator[tuple[int, float | None, Codes]]:
    """What to look up among the forms: length of the stretch typed, what such a slip costs
    (None when that depends on the characters), and a hash for every place it may begin at."""
    for length in range(2, min(LONGEST, len(codes)) + 1):
        yield length, None, hashes(sounds, length) + SOUND
        if length < 3:
            continue
        typed = hashes(codes, length)
        power = powers(length)
        places = [codes[n : n + len(typed)] for n in range(length)]
        for place, weight in zip(places, power, strict=True):
            yield length, None, typed - place * weight + GAP
        for n in range(length - 1):
            # Each of the two counts as much more as the other now counts less.
            turned = (places[n + 1] - places[n]) * (power[n : n + 1] - power[n + 1 : n + 2])
            yield length, _SWAPPED, typed + turned
        if length < LONGEST:
            yield length, _MISSING, typed + LACK
    # A doubled character: the text with one of the two left out, where the stretch spans it.
    for at in np.flatnonzero((codes[1:] == codes[:-1]) & (codes[1:] > 0)).tolist():
        once = np.delete(codes, at)
        for length in range(3, min(LONGEST, len(once)) + 1):
            found = hashes(once, length)
            spans = np.arange(len(found))
            found[(spans > at) | (spans + length <= at)] = 0
            yield length + 1, _DOUBLED, found


@cache
def look_alikes() -> dict[str, str]:
    """Each character with those it is mistaken for: `kb/data/look_alikes.txt`."""
    lines = resources.files("kb").joinpath("data/look_alikes.txt").read_text("utf-8").splitlines()
    alike: dict[str, str] = {}
    for group in (line.partition("#")[0].strip() for line in lines):
        for character in group:
            alike[character] = alike.get(character, "") + group.replace(character, "")
    return alike


def _with(text: str, replaced: list[Replacement]) -> str:
    for each in reversed(replaced):
        text = text[: each.start] + each.meant + text[each.end :]
    return text
