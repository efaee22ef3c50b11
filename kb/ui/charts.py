"""Charts of what is cited. Names stand whole beside their bars, over several lines if long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import altair as alt

from kb.citator import CitedLaw
from kb.force import REPEALED
from kb.store import short_title

Chart = alt.Chart | alt.LayerChart

#: Laws in the ranking, and characters of a line of their names there.
_RANKED = 12
_LINE = 14
_FONT = "Noto Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"
INK, _SOFT, _LINES = "#1f2328", "#59636e", "#e4e2de"
_BLUE, _RED = "#5b86b8", "#c0392b"
#: For kinds, told apart by people who don't see red and green alike (Okabe and Ito 2008), and
#: a few more for the rare ones.
COLOURS = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#b3a100", "#7f7f7f",
    "#333333", "#8c564b", "#9e9ac8", "#c7c7c7",
)  # fmt: skip
#: Heights in pixels.
_BAR, _YEARS = 38, 260


def most_cited(laws: Sequence[CitedLaw]) -> Chart:
    """The first of ``laws``, a bar each; what has been repealed in red."""
    rows = [
        {
            "name": "\n".join(lines(short_title(law.law))),
            "times": law.times,
            "standing": "已废止" if law.status_now == REPEALED else "其他",
            "law": law.law,
        }
        for law in laws[:_RANKED]
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y(
            "name:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '\\n')", ticks=False, domain=False),
        ),
        x=alt.X("times:Q", title=None, axis=None),
        tooltip=[alt.Tooltip("law:N", title="法规"), alt.Tooltip("times:Q", title="次数")],
    )
    bars = base.mark_bar(cornerRadiusEnd=2, size=18).encode(
        color=alt.Color(
            "standing:N",
            scale=alt.Scale(domain=["已废止", "其他"], range=[_RED, _BLUE]),
            legend=None,
        )
    )
    numbers = base.mark_text(align="left", dx=4, color=INK).encode(text="times:Q")
    chart = (bars + numbers).properties(
        height=_BAR * len(rows), description="最常引用的法规及其次数"
    )
    return styled(chart)


def by_year(laws: Sequence[CitedLaw]) -> Chart:
    """How often laws of each kind are cited by the reports of each year."""
    times: Counter[tuple[int, str]] = Counter()
    for law in laws:
        for year, n in law.years.items():
            if year is not None:
                times[year, law.kind] += n
    totals: Counter[str] = Counter()
    for (_, kind), n in times.items():
        totals[kind] += n
    kinds = [kind for kind, _ in totals.most_common()]
    rows = [
        {"year": str(year), "kind": kind, "times": n, "order": kinds.index(kind)}
        for (year, kind), n in sorted(times.items())
    ]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(size=36)
        .encode(
            x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, ticks=False)),
            y=alt.Y("times:Q", title=None, axis=alt.Axis(tickMinStep=1, tickCount=5)),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(
                    domain=kinds, range=[COLOURS[n % len(COLOURS)] for n in range(len(kinds))]
                ),
                legend=alt.Legend(title=None, orient="bottom", columns=3),
            ),
            order=alt.Order("order:Q"),
            tooltip=[
                alt.Tooltip("year:O", title="年度"),
                alt.Tooltip("kind:N", title="类型"),
                alt.Tooltip("times:Q", title="次数"),
            ],
        )
        .properties(height=_YEARS, description="各年度报告引用各类法规的次数")
    )
    return styled(chart)


def lines(name: str) -> list[str]:
    """``name`` cut into lines that fit beside a chart: before a bracket, or evenly.

    >>> lines("规范性文件制定和备案监督管理规定"), lines("法治政府建设实施纲要(2021—2025年)")
    (['规范性文件制定和', '备案监督管理规定'], ['法治政府建设实施纲要', '(2021—2025年)'])
    """
    if len(name) <= _LINE:
        return [name]
    bracket = name.find("(", 1)
    if bracket > 0:
        return lines(name[:bracket]) + lines(name[bracket:])
    width = -(-len(name) // -(-len(name) // _LINE))
    return [name[at : at + width] for at in range(0, len(name), width)]


def styled(chart: Chart) -> Chart:
    """``chart`` in the colours and fonts of the page."""
    return (
        chart.configure(font=_FONT, background="transparent", padding={"left": 8, "right": 16})
        .configure_axis(
            labelColor=INK, labelFontSize=13, labelLimit=0, titleColor=_SOFT, titleFontSize=13,
            titleFontWeight="normal", gridColor=_LINES, domainColor=_LINES,
        )
        .configure_legend(labelColor=INK, labelFontSize=13, labelLimit=0, symbolType="square")
        .configure_text(fontSize=13)
        .configure_view(stroke=None)
    )  # fmt: skip
