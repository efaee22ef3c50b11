"""Text to the terms an index holds, and a query to the terms it asks for.

Everything here works on *folded* text: half-width, lower case, one character for one, so
that an offset into the folded text is an offset into the text itself.

Words come from jieba's dictionary and its hidden Markov model; `rjieba` does the same in
Rust about eight times as fast and is used where it is installed. Bigrams are indexed with
the words because the two sides of a search are not always cut alike (违法占地 | 违法 占用
土地): on lay questions words alone find 0.42 of the answers among the first ten, words and
bigrams 0.44; on the short questions of staff 0.70 and 0.78. With the bigrams, a list of
legal terms on top of jieba's dictionary changed nothing worth its keep (0.448 to 0.444 with
131 terms, 0.443 with the titles of 631 laws as well), so there is none.

Terms, unlike words and characters, hold quantities in one writing only (20日, 二十日): see
`kb.parsing.quantities`. An index and its queries must be of one version of these rules.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import cache
from importlib import resources

from kb.parsing.quantities import quantities, spelled

#: How much a bigram weighs in a query beside a word. On the questions of docs/evaluation.md
#: 0.3 to 0.4 finds more than 0.5 or 0.2.
BIGRAM_WEIGHT = 0.35

#: Characters written without spaces between words: CJK ideographs and 〇.
_HAN = r"〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BIGRAM = re.compile(rf"(?=([{_HAN}]{{2}}))")
_TWO_HAN = re.compile(rf"[{_HAN}]{{2}}\Z")
#: One letter or digit of those that are written in runs.
_RUN = rf"[^\W_{_HAN}]"
_CHARACTER = re.compile(rf"[{_HAN}]|{_RUN}+|\S")
#: What jieba is given: there jieba and rjieba agree, on 12.5, a-b or rare ideographs not.
_JIEBA = re.compile(r"[\u4e00-\u9fa5]+")
_WORDS = re.compile(rf"{_JIEBA.pattern}|[{_HAN}]|{_RUN}+")


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
    cut = _cutter()
    found: list[str] = []
    for run in _WORDS.findall(fold(text)):
        found += cut(run) if _JIEBA.match(run) else (run,)
    return found


def located_words(text: str) -> list[tuple[str, int]]:
    """The words of ``text`` and where each begins in it.

    >>> located_words("耕地、林地")
    [('耕地', 0), ('林地', 3)]
    """
    folded, end = fold(text), 0
    located = []
    for word in words(folded):
        start = folded.index(word, end)
        end = start + len(word)
        located.append((word, start))
    return located


def index_terms(text: str) -> list[str]:
    """What the index holds of ``text``: its words, its quantities, its character bigrams.

    A word of two characters is itself a bigram of the text and comes once.

    >>> index_terms("违法用地")
    ['违法', '法用', '用地']
    >>> index_terms("责令改正 P2P")
    ['p2p', '责令', '令改', '改正']
    >>> index_terms("20日内") == index_terms("二十日内")
    True
    """
    plain = spelled(fold(text))
    longer = [word for word in words(plain) if not _TWO_HAN.match(word)]
    return longer + _uncut(plain, longer) + _BIGRAM.findall(plain)


def query_terms(text: str) -> dict[str, float]:
    """What a query of plain words asks the index for, and how much each term weighs.

    Function words and the words of asking (的, 怎么, 是否) are left out, unless there is
    nothing else. Quantities are asked for whole, however they are cut into words.

    >>> query_terms("违法用地怎么处罚？")
    {'违法': 1.0, '用地': 1.0, '处罚': 1.0, '法用': 0.35}
    """
    plain = spelled(fold(text))
    stretches = _content(plain) or [plain]
    terms = dict.fromkeys((word for part in stretches for word in words(part)), 1.0)
    terms |= dict.fromkeys(_uncut(plain, terms), 1.0)
    for part in stretches:
        for bigram in _BIGRAM.findall(part):
            terms.setdefault(bigram, BIGRAM_WEIGHT)
    return terms


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


def exactly(text: str) -> re.Pattern[str] | None:
    """A pattern that finds in folded text what an exact phrase ``text`` matches in the
    index; None for white space alone.

    >>> exactly("第44条").search(fold("依照第 ４４ 条")).span()
    (2, 8)
    >>> exactly("4条").search("第44条") is None
    True
    """
    units = [
        rf"(?<!{_RUN}){unit}(?!{_RUN})" if re.match(_RUN, unit) else re.escape(unit)
        for unit in characters(text)
    ]
    return re.compile(r"\s*".join(units)) if units else None


@cache
def stopwords() -> frozenset[str]:
    """Words left out of queries: `kb/data/stopwords.txt`, one a line, # begins a comment."""
    lines = resources.files("kb").joinpath("data/stopwords.txt").read_text("utf-8").splitlines()
    return frozenset(w for line in lines if (w := line.partition("#")[0].strip()))


def _uncut(plain: str, found: Collection[str]) -> list[str]:
    """The quantities of ``plain`` that are none of the words ``found`` and no bigram."""
    return [q for q in quantities(plain) if len(q) > 2 and q not in found]


def _content(text: str) -> list[str]:
    """The stretches of ``text`` between its stopwords, so that no bigram spans a gap."""
    pieces = []
    for stretch in _WORDS.findall(fold(text)):
        pieces.append("")
        for word in words(stretch):
            if word in stopwords():
                pieces.append("")
            else:
                pieces[-1] += word
    return [piece for piece in pieces if piece]


@cache
def _cutter() -> Callable[[str], Iterable[str]]:
    """jieba's segmentation, by the fastest means there is; loaded when first needed."""
    try:
        import rjieba
    except ImportError:
        return _jieba()
    return rjieba.cut


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
    return tokenizer.cut
