"""How commands print: JSON by the line, columns of Chinese, progress."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence


def print_json(contents: dict[str, object]) -> None:
    """One object, on one line."""
    print(json.dumps(contents, ensure_ascii=False))


def show_progress(what: str, done: int, of: int) -> None:
    """One line that rewrites itself, for a person at a terminal only."""
    if sys.stderr.isatty():
        end = "\n" if done == of else ""
        print(f"\r{what} {done}/{of}", end=end, file=sys.stderr, flush=True)


def print_remarks(hint: str | None, suggestion: str | None, corrected: bool, done: str) -> None:
    """Say on standard error how a question was understood, where that isn't as it was typed.

    corrected: whether the suggestion was asked. done: what is done with a question: 检索.
    """
    if hint:
        print(f"提示:{hint}", file=sys.stderr)
    if corrected:
        print(f"已按“{suggestion}”{done}(加 --literal 则照原样{done})", file=sys.stderr)
    elif suggestion:
        print(f"您是不是要找:{suggestion}", file=sys.stderr)


def shortened(text: str, size: int = 120) -> str:
    """The beginning of ``text`` in one line of at most ``size`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= size else line[: size - 1] + "…"


def columns(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """``rows`` as lines, the cells of each column padded to one width."""
    rows = [*rows]
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        padded = (
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        )
        yield "  ".join(padded).rstrip()


def _width(text: str) -> int:
    """Columns that ``text`` takes up at a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
