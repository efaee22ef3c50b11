"""How a lexicon is made: from the bundled model, jieba, pypinyin and the base itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import pairwise, takewhile
from math import exp
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.citations.catalogue import Catalogue
from kb.embedding import bundled_model
from kb.errors import UserError
from kb.segmentation import narrow
from kb.spelling.lexicon import (
    FIRST,
    GAP,
    LACK,
    LAST,
    LONGEST,
    SOUND,
    Codes,
    Lexicon,
    codes_of,
    hashes,
    heard_as,
    powers,
)
from kb.synonyms import everyday_words

_STRETCH = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]+")

#: What a title ends with after its subject, which is a term too: 不动产登记 of 不动产登记暂行条例.
_RANK = re.compile(r"(?:实施|暂行)*(?:条例|办法|规定|规则|细则|法)$")

#: Log-frequency of a title or heading that the model's vocabulary lacks: that of a rare word.
_NAME_WEIGHT = -13.0
#: How much less a word of jieba's dictionary is expected than one of the law's vocabulary.
_GENERAL = 1.0
#: The vocabulary's words count as if they stood in a text of so many words.
_VOCABULARY_SIZE = 2_000_000
#: Characters of the base that are read to learn which stand side by side: beyond, no pair that
#: matters is new.
_ENOUGH_TEXT = 20_000_000
_BATCH = 1_000_000

#: How much rarer than another of the same sound a word is that is a slip: some seven times.
_DROWNED = 2.0

_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))


def make_lexicon(
    names: Iterable[str], texts: Iterable[str], before: Lexicon | None = None
) -> Lexicon:
    """The lexicon of a base.

    names: titles and headings. texts: what its documents say. before: an earlier lexicon of
    the base, whose words need no new reading.
    """
    vocabulary = _right_words()
    meant = {word: weight for word, weight in vocabulary.items() if 1 < len(word) <= LONGEST}
    for name in (*_catalogue_names(), *names):
        for term in (name, _RANK.sub("", name)):
            if 3 <= len(term) <= LONGEST and _STRETCH.fullmatch(term):
                meant.setdefault(term, _NAME_WEIGHT)
    words = list(meant)
    syllables, syllable_of, sounds = _readings(words, before)
    blurred = _blurred(syllables)
    forms, form_words = _forms(words, heard_as(blurred[sounds]))
    known, known_weights = _known(vocabulary, words)
    pairs, pair_counts, singles = _side_by_side(vocabulary, texts)
    return Lexicon(
        words=np.array(words),
        weights=np.array([meant[word] for word in words], np.float32),
        sounds=sounds,
        forms=forms,
        form_words=form_words,
        known=known,
        known_weights=known_weights,
        pairs=pairs,
        pair_counts=pair_counts,
        singles=singles,
        syllable_of=syllable_of,
        syllables=syllables,
        blurred=blurred,
    )


@cache
def _vocabulary() -> dict[str, float]:
    """Words of the bundled model that are all ideographs, with log-frequencies."""
    model = json.loads((bundled_model() / "tokenizer.json").read_text("utf-8"))["model"]
    return {word: weight for word, weight in model["vocab"] if _STRETCH.fullmatch(word)}


def _catalogue_names() -> Iterator[str]:
    return (narrow(name) for name in Catalogue.bundled().titles())


@cache
def _general() -> tuple[Codes, NDArray[np.float32]]:
    """Hashes and log-frequencies of the words of jieba's dictionary of up to four characters."""
    spec = find_spec("jieba")  # not imported: that takes longer than reading its dictionary
    if spec is None or spec.origin is None:
        raise UserError("没有安装 jieba", remedy="请重新安装 kb")
    lines = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").splitlines()
    by_length: dict[int, tuple[list[str], list[int]]] = {n: ([], []) for n in range(1, 5)}
    for line in lines:
        word, _, rest = line.partition(" ")
        if len(word) <= 4:
            words, counts = by_length[len(word)]
            words.append(word)
            counts.append(int(rest.partition(" ")[0]))
    total = sum(sum(counts) for _, counts in by_length.values())
    hashed = np.concatenate([_hashed(words) for words, _ in by_length.values()])
    counted = np.concatenate([np.array(counts, np.float64) for _, counts in by_length.values()])
    weights = (np.log(np.maximum(counted, 1) / total) - _GENERAL).astype(np.float32)
    order = np.argsort(hashed)
    return hashed[order], weights[order]


def _right_words() -> dict[str, float]:
    """The words of the vocabulary that are right, with log-frequencies.

    The model learns from questions as people type them, so that slips are among its words: those
    that sound like another word, many times as frequent. What is a word after all is known from
    jieba's dictionary.
    """
    vocabulary, sounds = _vocabulary(), _vocabulary_read()
    loudest: dict[bytes, float] = {}
    for word, sound in sounds.items():
        heard = sound.tobytes()
        loudest[heard] = max(vocabulary[word], loudest.get(heard, vocabulary[word]))
    slips = {w for w, s in sounds.items() if vocabulary[w] < loudest[s.tobytes()] - _DROWNED}
    return {word: weight for word, weight in vocabulary.items() if word not in slips}


def _hashed(words: Sequence[str]) -> Codes:
    """Hashes of words of one length."""
    return hashes(_rows(words), len(words[0]))[:, 0] if words else np.empty(0, np.uint64)


def _rows(words: Sequence[str]) -> Codes:
    """(w, length) code points of words of one length."""
    length = len(words[0])
    return np.array(words, f"<U{length}").view(np.uint32).reshape(-1, length).astype(np.uint64)


def _by_length(words: Sequence[str]) -> Iterator[tuple[int, NDArray[np.int32], Codes]]:
    """Words of each length: the length, their rows among ``words``, their code points."""
    lengths = np.array([len(word) for word in words])
    for length in range(2, LONGEST + 1):
        at = np.flatnonzero(lengths == length).astype(np.int32)
        if len(at):
            yield length, at, _rows([words[n] for n in at.tolist()])


def _known(vocabulary: dict[str, float], words: Sequence[str]) -> tuple[Codes, NDArray[np.float32]]:
    """Every word that is right, once, at the best of its weights."""
    general, general_weights = _general()
    everyday = filter(_STRETCH.fullmatch, everyday_words())
    right = {**vocabulary, **dict.fromkeys(words), **dict.fromkeys(everyday)}
    parts, weights = [general], [general_weights]
    for length in range(1, LONGEST + 1):
        same = [word for word in right if len(word) == length]
        parts.append(_hashed(same))
        weights.append(np.array([vocabulary.get(w, _NAME_WEIGHT) for w in same], np.float32))
    every, weight = np.concatenate(parts), np.concatenate(weights)
    order = np.lexsort((-weight, every))
    every, weight = every[order], weight[order]
    first = np.append(True, every[1:] != every[:-1])
    return every[first], weight[first]


def _forms(words: Sequence[str], heard: Codes) -> tuple[Codes, NDArray[np.int32]]:
    """Everything a word may have become by one slip; see `Lexicon.forms`."""
    found: list[Codes] = []
    rows: list[NDArray[np.int32]] = []
    for length, at, codes in _by_length(words):
        whole = hashes(codes, length)[:, 0]
        become = [whole, hashes(heard[at, :length], length)[:, 0] + SOUND]
        if length >= 3:
            become += [whole - codes[:, n] * power + GAP for n, power in enumerate(powers(length))]
        if length >= 4:
            become += [
                hashes(np.delete(codes, n, axis=1), length - 1)[:, 0] + LACK
                for n in range(1, length)
            ]
        found += become
        rows += [at] * len(become)
    every, row = np.concatenate(found), np.concatenate(rows)
    order = np.argsort(every, kind="stable")
    return every[order], row[order]


def _blurred(syllables: NDArray[np.str_]) -> NDArray[np.uint16]:
    place = {str(syllable): n for n, syllable in enumerate(syllables)}
    return np.array([place.get(_blur(s), n) for s, n in place.items()], np.uint16)


def _blur(syllable: str) -> str:
    """A syllable as those say it who do not tell some sounds apart.

    >>> _blur("zheng"), _blur("nin")
    ('zen', 'lin')
    """
    for said, heard in _INITIALS:
        if syllable.startswith(said):
            syllable = heard + syllable[len(said) :]
            break
    return syllable[:-1] if syllable.endswith(("ing", "eng", "ang")) else syllable


def _readings(
    words: Sequence[str], before: Lexicon | None
) -> tuple[NDArray[np.str_], NDArray[np.uint16], NDArray[np.uint16]]:
    """Syllables, the commonest of each character, and those of each word: 银行 is yin hang."""
    if before is None:
        known = _vocabulary_read()
        syllables, syllable_of, _ = _characters_read()
    else:
        known = dict(zip(before.words.tolist(), before.sounds, strict=True))
        syllables, syllable_of = before.syllables, before.syllable_of
    new = [word for word in words if word not in known]
    known = known | _read(new, syllables, syllable_of)
    return syllables, syllable_of, np.stack([known[word] for word in words])


@cache
def _vocabulary_read() -> dict[str, NDArray[np.uint16]]:
    syllables, syllable_of, _ = _characters_read()
    words = [word for word in _vocabulary() if 1 < len(word) <= LONGEST]
    return _read(words, syllables, syllable_of)


def _read(
    words: Sequence[str], syllables: NDArray[np.str_], syllable_of: NDArray[np.uint16]
) -> dict[str, NDArray[np.uint16]]:
    """The syllables of each word, as pypinyin reads it, by their places among ``syllables``."""
    if not words:
        return {}
    from pypinyin import lazy_pinyin

    *_, ambiguous = _characters_read()
    rows = np.zeros((len(words), LONGEST), np.uint16)
    for length, at, codes in _by_length(words):
        rows[at, :length] = syllable_of[codes]
    place = {syllable: n for n, syllable in enumerate(syllables.tolist())}
    unsure = [row for row, word in enumerate(words) if not ambiguous.isdisjoint(word)]
    # At once: most of the time of a call goes to its beginning.
    read = iter(lazy_pinyin("\n".join(words[row] for row in unsure)))
    for row in unsure:
        said = [place.get(each, 0) for each in takewhile("\n".__ne__, read)]
        rows[row, : len(said)] = said
    return dict(zip(words, rows, strict=True))


@cache
def _characters_read() -> tuple[NDArray[np.str_], NDArray[np.uint16], frozenset[str]]:
    """All syllables, for each character of GB 2312 (nobody types others) its commonest, and the
    characters that have several."""
    from pypinyin import Style, pinyin

    characters = [bytes(code).decode("gb2312") for code in _gb2312()]
    read = pinyin(characters, style=Style.NORMAL, heteronym=True)
    every = sorted({syllable for each, *_ in read for syllable in (each, _blur(each))} | {""})
    place = {syllable: n for n, syllable in enumerate(every)}
    syllable_of = np.zeros(65536, np.uint16)
    syllable_of[[ord(each) for each in characters]] = [place[each] for each, *_ in read]
    several = (c for c, said in zip(characters, read, strict=True) if len(set(said)) > 1)
    return np.array(every), syllable_of, frozenset(several)


def _gb2312() -> Iterator[tuple[int, int]]:
    """The codes of its ideographs: rows 16 to 87 of 94, the 55th with 89 (EUC-CN)."""
    for row in range(16, 88):
        for cell in range(1, 90 if row == 55 else 95):
            yield row + 0xA0, cell + 0xA0


def _side_by_side(
    vocabulary: dict[str, float], texts: Iterable[str]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """Pairs of characters, how often they stand side by side, and each first one's total.

    The words of the vocabulary count too, so that a base of three reports knows as much.
    """
    counts: dict[int, float] = {}
    for word, weight in vocabulary.items():
        times = _VOCABULARY_SIZE * exp(weight)
        for first, second in pairwise(word):
            pair = ord(first) << 16 | ord(second)
            counts[pair] = counts.get(pair, 0.0) + times
    every = np.array(sorted(counts), np.uint32)
    often = np.array([counts[pair] for pair in every.tolist()])
    for batch in _batches(texts):
        codes = codes_of(batch).astype(np.uint32)
        both = (codes[:-1] > 0) & (codes[1:] > 0)
        pairs, times = np.unique((codes[:-1] << 16 | codes[1:])[both], return_counts=True)
        every, inverse = np.unique(np.concatenate([every, pairs]), return_inverse=True)
        often = np.bincount(inverse, np.concatenate([often, times]))
    often = np.maximum(often.round(), 1)
    singles = np.bincount(every >> 16, often, minlength=65536)
    return every, often.astype(np.uint32), singles.astype(np.uint32)


def _batches(texts: Iterable[str]) -> Iterator[str]:
    """The first `_ENOUGH_TEXT` characters of ``texts`` in large pieces."""
    piece: list[str] = []
    size = read = 0
    for text in texts:
        piece.append(text)
        size += len(text)
        if size >= _BATCH:
            yield "\n".join(piece)
            read, piece, size = read + size, [], 0
            if read >= _ENOUGH_TEXT:
                return
    if piece:
        yield "\n".join(piece)
