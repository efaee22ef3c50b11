"""What a measure is: something that a report says was done, is lacking, or is planned."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Stage(str, Enum):
    """What a report says of a measure."""

    DONE = "成效"
    LACKING = "不足"
    PLANNED = "计划"


@dataclass(frozen=True, slots=True)
class Measure:
    """One passage of a report as a measure."""

    #: Of its passage, with the span of that in the document's text.
    locator: str
    start: int
    end: int
    #: Short name: the heading of its sentence, or the beginning of what it says.
    name: str
    #: What part of the work it belongs to: 行政执法, 普法 … (kb/data/themes.json).
    theme: str
    stage: Stage
    #: The year it was done in, or is planned for; None where the report has no year.
    year: int | None
