"""Measures on a topic side by side, as HTML: by body and year, along the years, what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from kb.engine.highlight import excerpt, marks
from kb.links import permalink
from kb.measures import Stage
from kb.measures.compare import Change, Fate, Metric, Point, Row
from kb.measures.topic import FoundMeasure
from kb.ui import figures
from kb.ui.address import State
from kb.ui.facts import byline, official, sample
from kb.ui.markup import Child, Html, join, link, marked, tag

#: Characters of a measure that are shown before it is unfolded, and of one beside another.
_EXCERPT, _LINE = 110, 70

#: How stages look; names of classes in style.css.
STAGES = {Stage.DONE: "done", Stage.LACKING: "lacking", Stage.PLANNED: "planned"}

#: What became of measures, in the order shown, with what it means.
_FATES = {
    Fate.KEPT: "上一份报告的计划，这一份报告说到了成效",
    Fate.OPEN: "上一份报告的计划，这一份报告没有说到",
    Fate.NEW: "上一份报告没有的",
    Fate.CONTINUED: "两份报告都有的",
    Fate.DROPPED: "上一份报告有，这一份没有再提的",
}

#: The same name for a year wherever there is none.
_NO_YEAR = "年度不详"


class Comparing:
    """Measures on the topic ``q``, in which ``words`` are marked."""

    def __init__(self, q: str, words: Collection[str]) -> None:
        self._q, self._words = q, words

    # -- one measure -----------------------------------------------------------

    def measure(self, found: FoundMeasure, *, source: bool = False) -> Html:
        """A measure with its text, figures and laws. source: also which report it is from."""
        measure = found.measure
        laws = [link(State(title).url(), title) for title in found.laws]
        said = join([byline(found.meta), official(found.meta)], " · ") if source else None
        stage = tag("span", measure.stage.value, class_=f"badge {STAGES[measure.stage]}")
        theme = tag("span", measure.theme, class_="badge kind")
        shown = [self.link(found), stage if source else None, theme]
        return tag(
            "div",
            tag("p", join([part for part in shown if part], " "), class_="name"),
            tag("p", said, class_="byline") if said else None,
            self._above(found),
            self._words_of(found),
            figures.chips_html(found.figures),
            tag("p", "引用：", join(laws, "、"), class_="laws") if laws else None,
            class_=f"measure {STAGES[measure.stage]}",
            data_doc=found.doc_id,
            data_at=measure.locator,
        )

    def link(self, found: FoundMeasure, name: Child = None, **attributes: str | None) -> Html:
        """A link to where the report tells of it, by its own name or by ``name``."""
        back = f"&q={quote(self._q, safe='')}&via=measures" if self._q else ""
        return link(found.permalink + back, name or found.measure.name, **attributes)

    def _above(self, found: FoundMeasure) -> Html | None:
        """The headings above it, where it is they that speak of the topic and not its words."""
        if marks(found.text, self._words):
            return None
        spans = {title: marks(title, self._words) for title in found.breadcrumb}
        shown = [marked(title, places) for title, places in spans.items() if places]
        return tag("p", join(shown, " › "), class_="crumbs") if shown else None

    def _words_of(self, found: FoundMeasure) -> Html:
        """The report's words around the topic, that unfold to all of them."""
        text = found.text.strip()
        short = excerpt(text, self._words, _EXCERPT)
        around = marked(short.text, short.marks)
        if short.text == text:
            return tag("p", around, class_="excerpt")
        return tag(
            "details",
            tag("summary", tag("span", around, class_="excerpt"), tag("span", class_="unfold")),
            tag("p", marked(text, marks(text, self._words)), class_="whole"),
            class_="words",
        )

    def _line(self, found: FoundMeasure) -> Html:
        """A measure in short: its name, and its words around the topic."""
        short = excerpt(" ".join(found.text.split()), self._words, _LINE)
        return join(
            [
                self.link(found, found.subject),
                tag("span", marked(short.text, short.marks), class_="line"),
            ],
            " ",
        )

    # -- all of them -----------------------------------------------------------

    def table(self, rows: Sequence[Row]) -> Html:
        """A table for each body: its years, the newest first, with what was done, is lacking
        and is planned in columns of their own, as far as there is any."""
        stages = [stage for stage in Stage if any(row.of(stage) for row in rows)]
        names = ("年度", *(stage.value for stage in stages))
        heads = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in names)))

        def cells(row: Row) -> Iterable[Html]:
            yield tag("th", _year(row.year), *_reports(row), scope="row")
            for stage in stages:
                told = [self.measure(found) for found in row.of(stage)]
                none = tag("span", "—", class_="note none")
                yield tag("td", *(told or [none]), data_label=stage.value)

        return join(
            tag(
                "section",
                tag("h2", org),
                tag(
                    "table",
                    heads,
                    tag("tbody", *(tag("tr", *cells(row)) for row in of_org)),
                    class_=f"measures columns-{len(stages)}",
                    aria_label=org,
                ),
                class_="body",
            )
            for org, of_org in groupby(rows, key=lambda row: row.org)
        )

    def timeline(self, rows: Sequence[Row]) -> Html:
        """The years from old to new, and a lane for each body with its measures in order."""
        years = sorted({row.year for row in rows}, key=lambda year: (year is None, year or 0))
        heads = [tag("td"), *(tag("th", _year(year), scope="col") for year in years)]

        def lane(org: str, of_org: Iterable[Row]) -> Html:
            by_year = {row.year: row for row in of_org}
            cells = [
                tag(
                    "td",
                    self._told(by_year[year]) if year in by_year else None,
                    data_label=_year(year),
                )
                for year in years
            ]
            return tag("tr", tag("th", org, scope="row"), *cells)

        lanes = [lane(org, of_org) for org, of_org in groupby(rows, key=lambda row: row.org)]
        legend = [
            tag("span", stage.value, class_=f"stage {look}") for stage, look in STAGES.items()
        ]
        table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *lanes))
        return join(
            [
                tag("p", *legend, "年度是报告的年度；计划列在提出它的那一年。", class_="stages"),
                tag(
                    "div",
                    table,
                    class_="timeline wide",
                    tabindex="0",
                    role="region",
                    aria_label="时间线",
                ),
            ]
        )

    def _told(self, row: Row) -> Html:
        """The measures of one body and year in a lane."""
        items = [
            tag(
                "li",
                tag("span", f"{stage.value}：", class_="unseen"),
                self.link(found, found.subject, title=" ".join(found.text.split())),
                class_=f"stage {STAGES[stage]}",
            )
            for stage in Stage
            for found in row.of(stage)
        ]
        return tag("ul", *items)

    def values(self, metric: Metric, colours: Sequence[str]) -> Html:
        """The values of a metric by body and year, each a link to where it is told.

        colours: those of the bodies in the chart, to which the table is the legend.
        """
        years = sorted({point.year for series in metric.series for point in series.points})

        def cell(point: Point | None, year: int) -> Html:
            if point is None:
                return tag("td", tag("span", "—", class_="note none"), data_label=_year(year))
            shown = self.link(point.found, figures.amount_html(point.figure))
            return tag("td", shown, data_label=_year(year))

        rows = []
        for series, colour in zip(metric.series, colours, strict=True):
            by_year = {point.year: point for point in series.points}
            cells = [cell(by_year.get(year), year) for year in years]
            swatch = tag("span", class_="swatch", style=f"background: {colour}")
            rows.append(tag("tr", tag("th", swatch, series.org, scope="row"), *cells))
        heads = (tag("th", head, scope="col") for head in ("机关", *map(_year, years)))
        table = tag("table", tag("thead", tag("tr", *heads)), tag("tbody", *rows))
        return tag("div", table, class_="values wide")

    def changes(self, changes: Sequence[Change]) -> Html:
        """For each body and year what became of the measures, each with its places."""
        parts = []
        for org, of_org in groupby(changes, key=lambda change: change.org):
            years = groupby(of_org, key=lambda change: change.year)
            shown = [self._year(year, [*of_year]) for year, of_year in years]
            parts.append(tag("section", tag("h2", org), *shown, class_="body"))
        return join(parts)

    def _year(self, year: int, changes: Sequence[Change]) -> Html:
        earlier = {c.before.meta.year for c in changes if c.before}
        since = f"，与 {max(filter(None, earlier))} 年相比" if any(earlier) else ""
        parts: list[Html] = []
        for fate, meaning in _FATES.items():
            items = [self._change(change) for change in changes if change.fate is fate]
            if items:
                name = tag("span", fate.value, class_=f"fate {fate.name.lower()}", title=meaning)
                parts += [
                    tag("dt", name, tag("small", f" {len(items)} 条")),
                    tag("dd", tag("ul", *items)),
                ]
        return join([tag("h3", f"{year} 年{since}"), tag("dl", *parts, class_="changes")])

    def _change(self, change: Change) -> Html:
        before, after = change.before, change.after
        if before is None or after is None:
            one = before or after
            return tag("li", self._line(one) if one else None)
        pair = [
            tag("div", tag("small", f"{_year(one.meta.year)}"), " ", self._line(one))
            for one in (before, after)
        ]
        return tag("li", *pair, class_="pair")


def meanings_html() -> Html:
    """What the words for changes mean."""
    said = [tag("li", tag("b", fate.value), f"：{meaning}") for fate, meaning in _FATES.items()]
    caution = "比的是两份报告的说法：没有再提，不等于没有再做。"
    return tag(
        "details",
        tag("summary", "这些说法的意思"),
        tag("ul", *said),
        tag("p", caution),
        class_="facets",
    )


def _reports(row: Row) -> Iterable[Html]:
    """The reports of one body and year, with the official page and whether it is a sample."""
    told = {found.doc_id: found for found in row.measures}
    for doc_id, found in told.items():
        ways = [
            link(permalink(doc_id), "报告", title=found.meta.title),
            official(found.meta),
            sample(found.meta),
        ]
        yield tag("span", join([way for way in ways if way], " "), class_="report")


def _year(year: int | None) -> str:
    return f"{year} 年" if year else _NO_YEAR
