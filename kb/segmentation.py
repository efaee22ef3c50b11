"""Text to the terms an index holds, and a query to the terms it asks for.

Everything here works on *folded* text: half-width, lower case, one character for one, so
that an offset into the folded text is an offset into the text itself.

Words come from jieba's dictionary and its hidden Markov model; `rjieba` does the same in
Rust about eight times as fast and is used where it is installed. Bigrams are indexed with
the words because the two sides of a search are not always cut alike (违法占地 | 违法 占用
土地): on lay questions words alone find 0.42 of the answers among the first ten, words and
bigrams 0.44; on the short questions of staff 0.70 and 0.78.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources

#: Characters written without spaces between words: CJK ideographs and 〇.
_HAN = r"〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BIGRAM = re.compile(rf"(?=([{_HAN}]{{2}}))")
_TWO_HAN = re.compile(rf"[{_HAN}]{{2}}\Z")
_CHARACTER = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+|\S")


class _Folding(dict[int, int]):
    """A table for `str.translate`, filled in as characters are met."""

    def __init__(self, lower: bool) -> None:
        self._lower = lower

    def __missing__(self, code: int) -> int:
        # Half of a surrogate pair is no character, and no index could store it.
        char = "\ufffd" if 0xD800 <= code <= 0xDFFF else unicodedata.normalize("NFKC", chr(code))
        if self._lower:
            char = char.lower()
        # ㎡ becomes two characters and İ too: they stay, for offsets must.
        self[code] = folded = ord(char) if len(char) == 1 else code
        return folded


_NARROW = _Folding(lower=False)
_FOLD = _Folding(lower=True)


def narrow(text: str) -> str:
    """Full-width characters made half-width, one for one; the case stays.

    >>> narrow("（２０２３）ＡＮＤ：")
    '(2023)AND:'
    """
    return text.translate(_NARROW)


def fold(text: str) -> str:
    """Half-width and lower case, one character for one: ``len(fold(t)) == len(t)``.

    >>> fold("Ｐ２Ｐ网络借贷（试行）")
    'p2p网络借贷(试行)'
    """
    return text.translate(_FOLD)


def words(text: str) -> list[str]:
    """The words of ``text``, folded, in order; punctuation and white space are left out.

    >>> words("未经批准，擅自占用耕地１０亩。")
    ['未经', '批准', '擅自', '占用', '耕地', '10', '亩']
    """
    return [word for word in _cutter()(fold(text)) if _is_word(word)]


def index_terms(text: str) -> list[str]:
    """What the index holds of ``text``: its words, then its character bigrams.

    A word of two characters is itself a bigram of the text and comes once.

    >>> index_terms("违法用地")
    ['违法', '法用', '用地']
    >>> index_terms("责令改正 P2P")
    ['p2p', '责令', '令改', '改正']
    """
    folded = fold(text)
    longer = [w for w in _cutter()(folded) if _is_word(w) and not _TWO_HAN.match(w)]
    return longer + _BIGRAM.findall(folded)


def query_terms(text: str) -> list[str]:
    """What a query of plain words asks the index for: each index term once, in order.

    Function words and the words of asking (的, 怎么, 是否) are left out, unless there is
    nothing else.

    >>> query_terms("违法用地怎么处罚？")
    ['违法', '法用', '用地', '处罚']
    """
    kept = [piece for piece in _content(text) if piece]
    terms = [term for piece in kept or [text] for term in index_terms(piece)]
    return list(dict.fromkeys(terms))


def content_words(text: str) -> list[str]:
    """The words of ``text`` that carry meaning, each once; all of them when none does.

    >>> content_words("什么是带押过户的条件")
    ['带', '押', '过户', '条件']
    """
    found = words(text)
    kept = [word for word in found if word not in stopwords()]
    return list(dict.fromkeys(kept or found))


def characters(text: str) -> list[str]:
    """The units an exact phrase is matched by: ideographs one by one, other runs of
    letters and digits whole, punctuation; white space does not count.

    >>> characters("第 44 条，P2P")
    ['第', '44', '条', ',', 'p2p']
    """
    return _CHARACTER.findall(fold(text))


def cut(text: str) -> Iterable[str]:
    """``text`` folded and cut into words and what lies between: joined, they give it back."""
    return _cutter()(fold(text))


@cache
def stopwords() -> frozenset[str]:
    """Words left out of queries: `kb/data/stopwords.txt`, one a line, # begins a comment."""
    lines = resources.files("kb").joinpath("data/stopwords.txt").read_text("utf-8").splitlines()
    return frozenset(w for line in lines if (w := line.partition("#")[0].strip()))


def _content(text: str) -> list[str]:
    """The stretches of ``text`` between its stopwords, so that no bigram spans a gap."""
    pieces = [""]
    for word in cut(text):
        if word in stopwords():
            pieces.append("")
        else:
            pieces[-1] += word
    return pieces


def _is_word(token: str) -> bool:
    return any(map(str.isalnum, token))


@cache
def _cutter() -> Callable[[str], Iterable[str]]:
    """jieba's segmentation, by the fastest means there is; loaded when first needed."""
    try:
        import rjieba
    except ImportError:
        return _jieba()
    return rjieba.cut  # type: ignore[no-any-return]


def _jieba() -> Callable[[str], Iterable[str]]:
    """jieba in pure Python, without its log lines and without its cache in the shared
    temporary folder, which any other user of the machine could have written."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # old escape sequences, pkg_resources
        import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer.cut  # type: ignore[no-any-return]
