"""What the page of past measures shows, as its address says it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import ClassVar

from kb.measures import Stage
from kb.measures.topic import MeasureFilters
from kb.ui.address import STEP, Addressed, Parameters, every, first, said, shown, span, years


class View(str, Enum):
    """The ways of laying measures side by side; values are those in the address."""

    TABLE = "table"
    TIMELINE = "timeline"
    CHART = "chart"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class TopicState(Addressed):
    """A topic, what it is narrowed to, and how it is looked at.

    >>> TopicState("带押过户").url()
    '/measures?q=%E5%B8%A6%E6%8A%BC%E8%BF%87%E6%88%B7'
    """

    PATH: ClassVar[str] = "/measures"

    q: str = ""
    filters: MeasureFilters = field(default_factory=MeasureFilters)
    view: View = View.TABLE
    #: Which of the metrics is drawn, by its label; "" for the first.
    metric: str = ""
    #: How many are shown.
    k: int = STEP
    #: Whether the topic is taken as it was typed, even if it seems mistyped.
    literal: bool = False

    @classmethod
    def of(cls, parameters: Parameters) -> TopicState:
        """The state that an address speaks of; what makes no sense in it is left out.

        >>> state = TopicState.of({"q": ["普法"], "stage": ["计划", "空想"], "view": ["chart"]})
        >>> state.filters.stages, state.view
        ((<Stage.PLANNED: '计划'>,), <View.CHART: 'chart'>)
        """
        known, asked = {stage.value for stage in Stage}, first(parameters, "view")
        filters = MeasureFilters(
            orgs=every(parameters, "org"),
            places=every(parameters, "place"),
            years=years(parameters),
            themes=every(parameters, "theme"),
            stages=tuple(Stage(name) for name in every(parameters, "stage") if name in known),
        )
        return cls(
            first(parameters, "q"),
            filters,
            View(asked) if asked in {view.value for view in View} else View.TABLE,
            first(parameters, "metric"),
            shown(parameters),
            literal=first(parameters, "literal") == "1",
        )

    def parameters(self) -> dict[str, list[str]]:
        """The address's parameters: `TopicState.of` gives this state back."""
        return said(
            {
                "q": [self.q],
                "org": self.filters.orgs,
                "place": self.filters.places,
                **span(self.filters.years),
                "theme": self.filters.themes,
                "stage": [stage.value for stage in self.filters.stages],
                "view": ["" if self.view is View.TABLE else self.view.value],
                "metric": [self.metric],
                "k": ["" if self.k == STEP else str(self.k)],
                "literal": ["1" if self.literal else ""],
            }
        )

    def narrowed(self, **changes: object) -> TopicState:
        """This state with other filters, from the first measure on."""
        return replace(self, filters=replace(self.filters, **changes), k=STEP)  # type: ignore[arg-type]
