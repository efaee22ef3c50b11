"""What a figure is: a number of running text, with its unit and what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from kb.figures.units import Amount, converted


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. Offsets are characters of the text it was found in.

    The span holds the number, its unit, and the marks of approximation around them.
    """

    start: int
    end: int
    #: The characters of the span.
    text: str
    #: The number with 万 and 亿 multiplied out; of a range, its lower end.
    value: float
    #: Classifier or measure as it is usually written: 件, 人次, 平方米, %, 个百分点.
    unit: str
    #: What is counted, as it stands in the text: 来信来访. "" where the text doesn't say.
    counts: str = ""
    #: What was done with it: 接收处理. "" where the text doesn't say.
    action: str = ""
    #: The marks that make it approximate or a bound, as written: 多, 近, 约, 以上, 不少于.
    approximate: str | None = None
    #: Upper end of a range (3至5人).
    upper: float | None = None
    #: Where the figure begins, earlier in the same text, that this one is a part of.
    whole: int | None = None

    @property
    def equivalent(self) -> Amount | None:
        """The same in the unit that people compare in (亩 in 公顷), where that is another.

        Shown beside what was written, never instead of it.
        """
        return converted(self.value, self.unit)

    def as_json(self) -> dict[str, object]:
        """The figure as the command prints it; whole numbers without a decimal point."""
        equivalent = self.equivalent
        return {
            "value": _plain(self.value),
            "upper": None if self.upper is None else _plain(self.upper),
            "unit": self.unit,
            "counts": self.counts,
            "action": self.action,
            "approximate": self.approximate,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "part_of": self.whole,
            "equivalent": equivalent and {"value": equivalent.value, "unit": equivalent.unit},
        }


def _plain(value: float) -> int | float:
    return int(value) if value == int(value) else value
