"""Tables of sentences and the citations that are to be found in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

import pytest

from kb.citations.model import Citation, Form
from kb.segmentation import narrow


class _Left(Enum):
    """The value of a field that a row leaves open."""

    OPEN = "…"

    def __repr__(self) -> str:
        return self.value


OPEN: Any = _Left.OPEN


@dataclass(frozen=True)
class C:
    """A citation as a row of a table tells it: its surface, and the fields that matter there.

    Fields left open are not compared; None is a value like any other. Names are compared
    without regard to the width of their brackets and to title marks inside them.
    """

    text: str
    name: str | None = OPEN
    number: str | None = OPEN
    articles: tuple[str, ...] = OPEN
    kind: str = OPEN
    normative: bool = OPEN
    form: Form = OPEN
    issuer: str | None = OPEN
    edition: int | None = OPEN
    itself: bool = OPEN

    def differs(self, found: Citation) -> list[str]:
        """The fields, written out, in which a citation is not what the row says."""
        wrong = []
        for field in fields(self):
            wanted, given = getattr(self, field.name), getattr(found, field.name)
            if wanted is not OPEN and _compared(field.name, wanted) != _compared(field.name, given):
                wrong.append(f"{field.name}: {wanted!r} expected, {given!r} found")
        return wrong


#: A sentence and all citations in it.
Row = tuple[str, Sequence[C]]


def check(sentence: str, expected: Sequence[C], own: str | None = None) -> None:
    """Find the citations of a sentence and fail, saying how, unless they are those expected.

    All citations found must be expected, in order of (start, -end), and their spans must give
    their surfaces back. ``own`` is the title of the text itself.
    """
    from kb.citations.find import find

    found = find(sentence, own=own)
    wrong = [
        f"  span {one.start}:{one.end} is {sentence[one.start : one.end]!r}, text {one.text!r}"
        for one in found
        if sentence[one.start : one.end] != one.text
    ]
    places = [(one.start, -one.end) for one in found]
    if places != sorted(places):
        wrong.append(f"  not in order: {places}")
    if [one.text for one in found] == [one.text for one in expected]:
        for row, one in zip(expected, found, strict=True):
            wrong += [f"  {one.text}  {difference}" for difference in row.differs(one)]
    else:
        wrong += ["  expected:", *(f"    {row.text!r}" for row in expected)]
        wrong += ["  found:", *(f"    {one.text!r} ({one.form.value})" for one in found)]
    if wrong:
        pytest.fail("\n".join([repr(sentence), *wrong]), pytrace=False)


_MARKS = str.maketrans("", "", "《》〈〉<>")
#: Marks that are typed half-width and full-width alike, and their full-width twins.
_WIDE = str.maketrans("(),:;", "\uff08\uff09\uff0c\uff1a\uff1b")


def wide(text: str) -> str:
    """The text with full-width brackets, commas, colons and semicolons.

    >>> wide("(试行)") == "\\uff08试行\\uff09"
    True
    """
    return text.translate(_WIDE)


def in_both_widths(rows: Sequence[Row]) -> list[Any]:
    """Parameters (sentence, expected) of each row, half-width and full-width.

    Rows are written with half-width marks; a row without any gives one parameter.
    """
    made = []
    for sentence, expected in rows:
        made.append(pytest.param(sentence, expected, id=sentence))
        if wide(sentence) != sentence:
            twins = [_widened(row) for row in expected]
            made.append(pytest.param(wide(sentence), twins, id=f"{sentence} full-width"))
    return made


def _widened(row: C) -> C:
    given = {field.name: getattr(row, field.name) for field in fields(row)}
    return C(**{**given, "text": wide(row.text)})


def _compared(field: str, value: Any) -> Any:
    if field == "name" and isinstance(value, str):
        return narrow(value).translate(_MARKS)
    return value
