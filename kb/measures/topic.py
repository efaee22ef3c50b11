"""What reports say on a topic: the measures found, each with where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.document import Metadata
from kb.figures import Figure
from kb.links import permalink
from kb.measures.model import Measure, Stage
from kb.parsing.report_marks import opening_mark

#: The locator of a point: 一是, 二要, 第三, 首先.
_POINT = re.compile(
    r"(?:[一二三四五六七八九十][是要]|第[一二三四五六七八九十]+|其[一二三四五六七八九十次]"
    r"|首先|再次|最后)(?:#\d+)?$"
)


@dataclass(frozen=True, slots=True)
class MeasureFilters:
    """What measures are narrowed to; an empty field narrows nothing."""

    #: Issuing bodies, whole or in part; any of them.
    orgs: tuple[str, ...] = ()
    #: Places (榕湾市), whole or in part; any of them.
    places: tuple[str, ...] = ()
    #: Years the reports are about, both ends included; None is open.
    years: tuple[int | None, int | None] = (None, None)
    themes: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()

    def __bool__(self) -> bool:
        closed = self.years != (None, None)
        return bool(self.orgs or self.places or closed or self.themes or self.stages)


@dataclass(frozen=True, slots=True)
class FoundMeasure:
    """A measure that a report tells of, with its report and its figures."""

    #: 1 for what fits the topic best.
    rank: int
    doc_id: str
    meta: Metadata
    #: Where the body is: 榕湾市; None for one of the whole country or of none known.
    place: str | None
    measure: Measure
    #: Its words, and its figures with offsets into the document's text (`Measure.start`).
    text: str
    figures: tuple[Figure, ...]
    #: Titles of the laws it cites, each once.
    laws: tuple[str, ...] = ()
    #: Titles of the sections above it, outermost first.
    breadcrumb: tuple[str, ...] = ()
    #: Why it was found, in short phrases, for people.
    reasons: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Its name as it stands without its surroundings: that of a point (一是扩清单) behind the
        heading that the point stands under."""
        if not self.breadcrumb or not _POINT.search(self.measure.locator):
            return self.measure.name
        above = self.breadcrumb[-1]
        mark = opening_mark(above)
        heading = above[mark.end :] if mark else above
        return f"{heading.strip()}：{self.measure.name}" if heading.strip() else self.measure.name

    @property
    def org(self) -> str:
        """The issuing body; the report's title where none is known."""
        return self.meta.org or self.meta.title

    def as_json(self) -> dict[str, object]:
        """The measure as the command prints it."""
        meta, measure = self.meta, self.measure
        return {
            "rank": self.rank,
            "name": measure.name,
            "subject": self.subject,
            "stage": measure.stage.value,
            "theme": measure.theme,
            "year": measure.year,
            "org": meta.org,
            "place": self.place,
            "doc_id": self.doc_id,
            "title": meta.title,
            "locator": measure.locator,
            "breadcrumb": [*self.breadcrumb],
            "text": self.text,
            "figures": [figure.as_json() for figure in self.figures],
            "laws": [*self.laws],
            "sample": meta.sample,
            "url": meta.url,
            "permalink": self.permalink,
        }

    @property
    def permalink(self) -> str:
        """Path and query of its place in the reader."""
        return permalink(self.doc_id, self.measure.locator)


@dataclass(frozen=True, slots=True)
class MeasureFacets:
    """How many of the measures found there are of each body, place, year, theme and stage."""

    orgs: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    themes: Mapping[str, int] = field(default_factory=dict)
    stages: Mapping[Stage, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TopicResult:
    """What reports say on ``topic``; on an empty topic everything they say."""

    topic: str
    #: Best first; for an empty topic, newest first in the order of each report.
    found: tuple[FoundMeasure, ...]
    facets: MeasureFacets
    #: Stretches of the topic to mark in the texts.
    marked: tuple[str, ...] = ()
    #: What was wrong with the topic, if it was taken as plain words instead.
    hint: str | None = None
    #: The topic as it was probably meant, if not as it was typed; and whether that was asked.
    suggestion: str | None = None
    corrected: bool = False
    #: Where nothing was found, what comes nearest; it is about something else.
    nearest: tuple[FoundMeasure, ...] = ()


def facets_of(found: Iterable[FoundMeasure]) -> MeasureFacets:
    """Counts over ``found``, most frequent first; years in falling order."""
    found = list(found)

    def most(values: Iterable[object]) -> dict:
        return dict(Counter(v for v in values if v is not None).most_common())

    return MeasureFacets(
        most(one.meta.org for one in found),
        most(one.place for one in found),
        dict(sorted(most(one.meta.year for one in found).items(), reverse=True)),
        most(one.measure.theme for one in found),
        most(one.measure.stage for one in found),
    )
