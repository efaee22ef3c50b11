"""What a page shows, as its address says it.

The address is the only state there is: a control changes the address, and the page is drawn
from the address alone, so that every state can be linked to, reloaded and gone back to.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, TypeVar
from urllib.parse import urlencode

import streamlit as st

from kb.search import Mode
from kb.store import Filters

#: Hits or documents shown at once; "more" adds as many again.
STEP = 10
MOST = 200

#: Years that can be asked for.
EARLIEST, LATEST = 1900, 2100

#: The parameters of an address, as a browser gives them.
Parameters = Mapping[str, Sequence[str]]

_Page = TypeVar("_Page", bound="Addressed")


class Addressed(ABC):
    """What a page shows, with the address that says it. Parameters at their defaults are left
    out."""

    __slots__ = ()

    #: Of its page.
    PATH: ClassVar[str] = "/"

    @classmethod
    @abstractmethod
    def of(cls: type[_Page], parameters: Parameters) -> _Page:
        """The state that an address speaks of; what makes no sense in it is left out."""

    @abstractmethod
    def parameters(self) -> dict[str, list[str]]:
        """The address's parameters: `of` gives this state back."""

    @classmethod
    def current(cls: type[_Page]) -> _Page:
        """The state of the page's address now."""
        return cls.of({name: st.query_params.get_all(name) for name in st.query_params})

    def go(self) -> None:
        """Make this the page's state, within a widget's callback."""
        st.query_params.from_dict(self.parameters())

    def url(self, path: str | None = None) -> str:
        """Address of this state, on its own page or on that at ``path``.

        >>> State("土地 管理").url()
        '/?q=%E5%9C%9F%E5%9C%B0+%E7%AE%A1%E7%90%86'
        """
        path, parameters = path or self.PATH, self.parameters()
        return f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path


@dataclass(frozen=True, slots=True)
class State(Addressed):
    """A question and what it is narrowed to."""

    q: str = ""
    filters: Filters = field(default_factory=Filters)
    mode: Mode = Mode.HYBRID
    #: How many are shown.
    k: int = STEP
    #: Whether the question is taken as it was typed, even if it seems mistyped.
    literal: bool = False

    @classmethod
    def of(cls, parameters: Parameters) -> State:
        """The state that an address speaks of; what makes no sense in it is left out.

        >>> State.of({"q": ["带押过户"], "kind": ["报告"], "to": ["2023"], "k": ["many"]})
        State(q='带押过户', filters=Filters(kinds=('报告',), orgs=(), years=(None, 2023), \
in_force=False), mode=<Mode.HYBRID: 'hybrid'>, k=10, literal=False)
        """
        filters = Filters(
            kinds=every(parameters, "kind"),
            orgs=every(parameters, "org"),
            years=years(parameters),
            in_force=first(parameters, "force") == "1",
        )
        asked = first(parameters, "mode")
        mode = Mode(asked) if asked in {m.value for m in Mode} else Mode.HYBRID
        literal = first(parameters, "literal") == "1"
        return cls(first(parameters, "q"), filters, mode, shown(parameters), literal=literal)

    def parameters(self) -> dict[str, list[str]]:
        """The address's parameters: `State.of` gives this state back."""
        return said(
            {
                "q": [self.q],
                "kind": self.filters.kinds,
                "org": self.filters.orgs,
                **span(self.filters.years),
                "force": ["1" if self.filters.in_force else ""],
                "mode": ["" if self.mode is Mode.HYBRID else self.mode.value],
                "k": ["" if self.k == STEP else str(self.k)],
                "literal": ["1" if self.literal else ""],
            }
        )

    def narrowed(self, **changes: object) -> State:
        """This state with other filters, from its first hit on."""
        return replace(self, filters=replace(self.filters, **changes), k=STEP)  # type: ignore[arg-type]


def first(parameters: Parameters, name: str) -> str:
    """The first value of the parameter ``name``; "" without any."""
    return next(iter(parameters.get(name, ())), "").strip()


def every(parameters: Parameters, name: str) -> tuple[str, ...]:
    """All values of the parameter ``name`` that say something."""
    return tuple(filter(None, parameters.get(name, ())))


def years(parameters: Parameters) -> tuple[int | None, int | None]:
    """The span of years that ``from`` and ``to`` give, in whichever order."""
    begin, end = _year(first(parameters, "from")), _year(first(parameters, "to"))
    if begin is not None and end is not None and begin > end:
        return end, begin
    return begin, end


def span(years: tuple[int | None, int | None]) -> dict[str, list[str]]:
    """The parameters that `years` reads ``years`` from."""
    return {
        name: ["" if year is None else str(year)]
        for name, year in zip(("from", "to"), years, strict=True)
    }


def shown(parameters: Parameters) -> int:
    """How many are to be shown."""
    return min(max(_number(first(parameters, "k")) or STEP, STEP), MOST)


def said(values: Parameters) -> dict[str, list[str]]:
    """``values`` without what says nothing."""
    return {name: kept for name, v in values.items() if (kept := [x for x in v if x])}


def _year(text: str) -> int | None:
    year = _number(text)
    return year if year is not None and EARLIEST <= year <= LATEST else None


def _number(text: str) -> int | None:
    # Longer ones would only cost time: int() takes thousands of digits.
    return int(text) if text.isdecimal() and len(text) < 10 else None
