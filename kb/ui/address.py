"""What a page shows, as its address says it.

The address is the only state there is: a control changes the address, and the page is drawn
from the address alone, so that every state can be linked to, reloaded and gone back to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import streamlit as st

from kb.search import Mode
from kb.store import Filters

#: Hits or documents shown at once; "more" adds as many again.
STEP = 10
MOST = 200

#: Years that can be asked for.
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class State:
    """A question and what it is narrowed to. Parameters at their defaults are left out."""

    q: str = ""
    filters: Filters = field(default_factory=Filters)
    mode: Mode = Mode.HYBRID
    #: How many are shown.
    k: int = STEP
    #: Whether the question is taken as it was typed, even if it seems mistyped.
    literal: bool = False

    @classmethod
    def of(cls, parameters: Mapping[str, Sequence[str]]) -> State:
        """The state that an address speaks of; what makes no sense in it is left out.

        >>> State.of({"q": ["带押过户"], "kind": ["报告"], "to": ["2023"], "k": ["many"]})
        State(q='带押过户', filters=Filters(kinds=('报告',), orgs=(), years=(None, 2023), \
in_force=False), mode=<Mode.HYBRID: 'hybrid'>, k=10, literal=False)
        """

        def one(name: str) -> str:
            return next(iter(parameters.get(name, ())), "").strip()

        first, last = _year(one("from")), _year(one("to"))
        if first is not None and last is not None and first > last:
            first, last = last, first
        filters = Filters(
            kinds=tuple(filter(None, parameters.get("kind", ()))),
            orgs=tuple(filter(None, parameters.get("org", ()))),
            years=(first, last),
            in_force=one("force") == "1",
        )
        mode = Mode(one("mode")) if one("mode") in {m.value for m in Mode} else Mode.HYBRID
        k = min(max(_number(one("k")) or STEP, STEP), MOST)
        return cls(one("q"), filters, mode, k, literal=one("literal") == "1")

    @classmethod
    def current(cls) -> State:
        """The state of the page's address now."""
        return cls.of({name: st.query_params.get_all(name) for name in st.query_params})

    def parameters(self) -> dict[str, list[str]]:
        """The address's parameters: `State.of` gives this state back."""
        first, last = self.filters.years
        values = {
            "q": [self.q],
            "kind": list(self.filters.kinds),
            "org": list(self.filters.orgs),
            "from": ["" if first is None else str(first)],
            "to": ["" if last is None else str(last)],
            "force": ["1" if self.filters.in_force else ""],
            "mode": ["" if self.mode is Mode.HYBRID else self.mode.value],
            "k": ["" if self.k == STEP else str(self.k)],
            "literal": ["1" if self.literal else ""],
        }
        return {name: kept for name, v in values.items() if (kept := [x for x in v if x])}

    def go(self) -> None:
        """Make this the page's state, within a widget's callback."""
        st.query_params.from_dict(self.parameters())

    def url(self, path: str = "/") -> str:
        """Address of this state on the page at ``path``.

        >>> State("土地 管理").url()
        '/?q=%E5%9C%9F%E5%9C%B0+%E7%AE%A1%E7%90%86'
        """
        parameters = self.parameters()
        return f"{path}?{urlencode(parameters, doseq=True)}" if parameters else path

    def narrowed(self, **changes: object) -> State:
        """This state with other filters, from its first hit on."""
        return replace(self, filters=replace(self.filters, **changes), k=STEP)  # type: ignore[arg-type]


def _year(text: str) -> int | None:
    year = _number(text)
    return year if year is not None and EARLIEST <= year <= LATEST else None


def _number(text: str) -> int | None:
    # Longer ones would only cost time: int() takes thousands of digits.
    return int(text) if text.isdecimal() and len(text) < 10 else None
