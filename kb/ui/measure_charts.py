"""The chart of what is counted alike: a line for each body over the years, or bars of one year.

Which colour is whose stands in the table below the chart (`kb.ui.comparing`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import altair as alt

from kb.export.wording import amount
from kb.measures.compare import Metric, Point
from kb.ui.charts import COLOURS, INK, Chart, lines, styled

#: Heights in pixels: of the lines, and of a bar.
_LINES, _BAR = 320, 44
#: Years on the axis at most; where there are more, only those with a value.
_MOST_YEARS = 15
#: Values of one year that are nearer to each other than this part of all there are would have
#: their numbers one upon the other.
_NEAR = 0.1
#: Where the number of a point stands: what `alt.Chart.mark_text` takes.
_ABOVE: dict[str, Any] = {"dy": -12}
_BESIDE: tuple[dict[str, Any], ...] = ({"dx": 9, "align": "left"}, {"dx": -9, "align": "right"})
#: Numbers on an axis as people write them; Vega knows only k and M.
_NUMBERS = (
    "datum.value >= 1e8 ? format(datum.value / 1e8, ',.6~g') + '亿' : "
    "datum.value >= 1e4 ? format(datum.value / 1e4, ',.6~g') + '万' : "
    "format(datum.value, ',.6~g')"
)
#: Shares lie close together near the top, where an axis from 0 would show one flat line.
_SHARES = ("%", "个百分点")


def colours(metric: Metric) -> list[str]:
    """The colour of each series of ``metric``."""
    return [COLOURS[n % len(COLOURS)] for n in range(len(metric.series))]


def metric_chart(metric: Metric) -> Chart:
    """The values of ``metric`` with their years and bodies; the words of the reports on hover."""
    places = _places(metric)
    rows = [
        {
            "org": series.org,
            "label": "\n".join(lines(series.org)),
            "year": str(point.year),
            "value": point.figure.value,
            "shown": amount(point.figure),
            "written": " ".join(point.figure.text.split()),
            "place": places[id(point)],
        }
        for series in metric.series
        for point in series.points
    ]
    years = sorted({int(str(row["year"])) for row in rows})
    base = alt.Chart(alt.Data(values=rows)).encode(
        tooltip=[
            alt.Tooltip("org:N", title="机关"),
            alt.Tooltip("year:O", title="年度"),
            alt.Tooltip("written:N", title="原文"),
        ]
    )
    of_body = alt.Color(
        "org:N",
        scale=alt.Scale(domain=[series.org for series in metric.series], range=colours(metric)),
        legend=None,
    )
    said = metric.label
    if len(years) == 1:
        bars = _bars(base, of_body)
        return styled(bars.properties(height=_BAR * (len(rows) + 1), description=said))
    span = range(years[0], years[-1] + 1)
    axis = [str(year) for year in (span if len(span) <= _MOST_YEARS else years)]
    drawn = _lines(base, axis, of_body, metric.unit in _SHARES)
    return styled(drawn.properties(height=_LINES, description=said))


def _places(metric: Metric) -> dict[int, int]:
    """For each point, by its id, where its number goes: 0 above it, 1 and 2 beside it, -1
    nowhere, for it stands at another point of the same height."""
    by_year: defaultdict[int, list[Point]] = defaultdict(list)
    for series in metric.series:
        for point in series.points:
            by_year[point.year].append(point)
    values = [point.figure.value for points in by_year.values() for point in points]
    near = _NEAR * (max(values) - min(values))
    places: dict[int, int] = {}
    for points in by_year.values():
        above, place = None, 0
        for point in sorted(points, key=lambda point: -point.figure.value):
            value = point.figure.value
            if value == above:
                places[id(point)] = -1
                continue
            crowded = above is not None and above - value <= near
            place = 1 + place % len(_BESIDE) if crowded else 0
            places[id(point)], above = place, value
    return places


def _lines(
    base: alt.Chart, years: Sequence[str], of_body: alt.Color, shares: bool
) -> alt.LayerChart:
    chart = base.encode(
        x=alt.X(
            "year:O",
            title=None,
            scale=alt.Scale(domain=[*years]),
            axis=alt.Axis(labelAngle=0, ticks=False),
        ),
        y=alt.Y(
            "value:Q",
            title=None,
            scale=alt.Scale(zero=not shares, nice=True),
            axis=alt.Axis(tickCount=5, labelExpr=_NUMBERS),
        ),
    )
    coloured = chart.encode(color=of_body)
    numbers = [
        chart.transform_filter(alt.datum.place == place)
        .mark_text(color=INK, baseline="middle", **where)
        .encode(text="shown:N")
        for place, where in enumerate((_ABOVE, *_BESIDE))
    ]
    points = coloured.mark_point(size=70, filled=True, opacity=1)
    return alt.LayerChart(layer=[coloured.mark_line(strokeWidth=2), points, *numbers])


def _bars(base: alt.Chart, of_body: alt.Color) -> alt.LayerChart:
    chart = base.encode(
        y=alt.Y(
            "label:N",
            sort="-x",
            title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '\\n')", ticks=False, domain=False),
        ),
        x=alt.X("value:Q", title=None, axis=None),
    )
    bars = chart.mark_bar(cornerRadiusEnd=2, size=18).encode(color=of_body)
    return bars + chart.mark_text(align="left", dx=4, color=INK).encode(text="shown:N")
