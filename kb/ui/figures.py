"""The figures of a report: as chips beside a measure, and all of them beside the text.

A figure is shown as its number and what it counts. An approximate one and a range keep the
words of the report, so that nothing is more exact on the page than in the report.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import groupby, starmap

from kb.document import Document
from kb.export.wording import amount
from kb.figures import Figure, amount_text
from kb.links import permalink
from kb.ui.body import anchor
from kb.ui.inline import Wrap
from kb.ui.markup import Html, link, tag

#: Chips that are shown of one measure; further ones are folded away.
_CHIPS = 6


def counted(figure: Figure) -> str:
    """What is counted, and what was done with it: 带押过户 · 办结; "" where nothing is said."""
    counts, action = ("".join(part.split()) for part in (figure.counts, figure.action))
    return " · ".join(part for part in (counts, "" if action in counts else action) if part)


def amount_html(figure: Figure) -> Html:
    """The number, beside it what it is in the unit people compare in; the report's words on
    hover."""
    other = figure.equivalent
    beside = tag("small", f" ≈{amount_text(*other)}", class_="equivalent") if other else None
    return tag("span", tag("b", amount(figure)), beside, title=f"原文：{figure.text}")


def chips_html(figures: Sequence[Figure]) -> Html | None:
    """The figures of a measure in a line, parts under their whole; None without any.

    Those of which the text doesn't say what they count, and what is too many, are folded away.
    """
    starts = {figure.start for figure in figures}
    tops = [figure for figure in figures if figure.whole not in starts]
    told = [figure for figure in tops if counted(figure)][:_CHIPS]
    rest = [figure for figure in tops if figure not in told]
    if not figures:
        return None
    folded = None
    if rest:
        name = f"另 {len(rest)} 个数字" if told else f"{len(rest)} 个数字"
        folded = tag("details", tag("summary", name), _chips(rest, figures), class_="more-figures")
    return tag("div", _chips(told, figures) if told else None, folded, class_="figures")


def _chips(tops: Sequence[Figure], figures: Sequence[Figure]) -> Html:
    return tag("ul", *(_chip(figure, figures) for figure in tops), class_="chips-of-figures")


def _chip(figure: Figure, figures: Sequence[Figure]) -> Html:
    parts = [part for part in figures if part.whole == figure.start and part is not figure]
    below = tag("span", " 其中", class_="of-which") if parts else None
    what = counted(figure)
    return tag(
        "li",
        tag("span", amount_html(figure), f" {what}" if what else None, class_="figure"),
        below,
        _chips(parts, figures) if parts else None,
    )


def spot(number: int) -> str:
    """The element id of a document's figure number ``number``, counted from 0."""
    return f"figure-{number}"


def wraps(figures: Sequence[Figure], others: Sequence[Wrap]) -> list[Wrap]:
    """``others`` and, where none of them stands, an element for each figure to jump to."""
    starts = [wrap.start for wrap in others]

    def free(figure: Figure) -> bool:
        before = bisect_right(starts, figure.end - 1) - 1
        return before < 0 or others[before].end <= figure.start

    own = [
        Wrap(figure.start, figure.end, partial(_place, spot(number)))
        for number, figure in enumerate(figures)
        if free(figure)
    ]
    return sorted([*others, *own], key=lambda wrap: wrap.start)


def _place(identity: str, part: Html, first: bool) -> Html:
    return tag("span", part, id=identity if first else None, class_="in-figures", tabindex="-1")


def panel_html(document: Document, figures: Sequence[Figure]) -> Html:
    """All figures in the order of the text, by the section they stand in, each a link to it."""
    ends = [passage.end for passage in document.passages]

    def line(number: int, figure: Figure) -> Html:
        locator, what = document.locator_at(figure.start), counted(figure)
        shown = link(
            permalink(document.id, locator),
            amount_html(figure),
            f" {what}" if what else None,
            data_jump=anchor(bisect_right(ends, figure.start)) if locator else None,
            data_spot=spot(number),
        )
        return tag("li", shown)

    def title(numbered: tuple[int, Figure]) -> str:
        at = numbered[1].start
        # The sections within a section follow it.
        within = (s.title for s in reversed(document.sections) if s.start <= at < s.end)
        return next(within, "")

    parts = [
        tag("section", tag("h3", name) if name else None, tag("ul", *starmap(line, members)))
        for name, members in groupby(enumerate(figures), key=title)
    ]
    box = tag(
        "input",
        type="search",
        class_="narrow-figures",
        placeholder="按数字或事项查找",
        aria_label="在本文数字中查找",
    )
    none = tag("p", "没有相符的数字。", class_="note", hidden="hidden")
    return tag("div", box, none, *parts, class_="figures-of-document")
