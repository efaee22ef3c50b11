"""Which part of the work a measure belongs to, told by the headings it stands under."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.parsing.report_lines import fold

#: Headings quote what everybody knows by a name: “放管服”改革, “谁执法、谁普法”.
_QUOTES = re.compile(r"[“”‘’\"'《》<>\s]")
_FIRST_SENTENCE = re.compile(r"[^。;!?]*")
#: What a sentence cites tells less of it than its own words.
_CITED = re.compile(r"《[^《》]*》")


@dataclass(frozen=True, slots=True)
class _Themes:
    names: tuple[str, ...]
    otherwise: str
    #: The theme of each word.
    strong: Mapping[str, str]
    weak: Mapping[str, str]


def theme_of(headings: Sequence[str], words: str) -> str:
    """The theme of a passage, by `kb/data/themes.json`.

    headings: those it stands under, its own first and the outermost last. words: what it
    says, without its number; its first sentence counts where no heading tells.

    >>> theme_of(["优化“带押过户”", "深化“放管服”改革"], ""), theme_of(["健全应诉机制"], "")
    ('政府职能', '矛盾化解')
    >>> theme_of(["主要举措和成效"], "办理政协提案12件。")
    '监督制约'
    """
    themes = _themes()
    first = _FIRST_SENTENCE.match(fold(words))
    sentence = first[0] if first else ""
    for texts in (headings, [_CITED.sub("", sentence)], [sentence]):
        for table in (themes.strong, themes.weak):
            found = (_most_telling(text, table) for text in texts)
            if theme := next(filter(None, found), None):
                return theme
    return themes.otherwise


def themes() -> tuple[str, ...]:
    """The names of all themes, in the order of the outlines; what belongs to none is last."""
    return (*_themes().names, _themes().otherwise)


def _most_telling(text: str, table: Mapping[str, str]) -> str | None:
    """The theme of the longest word of ``table`` in ``text``, of equal ones the first."""
    bare = _QUOTES.sub("", fold(text))
    at = {word: bare.find(word) for word in table if word in bare}
    word = min(at, key=lambda word: (-len(word), at[word]), default=None)
    return table[word] if word else None


@cache
def _themes() -> _Themes:
    data = json.loads((files("kb") / "data" / "themes.json").read_text(encoding="utf-8"))

    def table(of: str) -> dict[str, str]:
        rows: Iterable[tuple[str, str]] = (
            (word, theme["name"]) for theme in reversed(data["themes"]) for word in theme[of]
        )
        return dict(rows)

    names = tuple(theme["name"] for theme in data["themes"])
    return _Themes(names, data["otherwise"], table("words"), table("weak"))
