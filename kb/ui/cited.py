"""被引用: which documents cite a law, by article and by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from kb.citator import Citing
from kb.document import Genre
from kb.links import permalink
from kb.parsing.law_article import read_place
from kb.parsing.numerals import article_number
from kb.ui.markup import Child, Html, join, link, marked, tag

#: The law as a whole, where no article is named.
WHOLE = "整部（未写明条款）"
#: Citations of one article that are listed.
_MOST = 40


def summary(citing: Sequence[Citing]) -> str:
    """The totals in one line; "" when nobody cites it."""
    genres = Counter(one.record.meta.genre for one in {c.record.id: c for c in citing}.values())
    names = {Genre.REPORT: "份报告", Genre.LAW: "部法规"}
    by = "、".join(f"{genres[genre]} {name}" for genre, name in names.items() if genres[genre])
    return f"{len(citing)} 处，来自 {by}" if citing else ""


def cited_html(title: str, citing: Sequence[Citing], open_at: Collection[str]) -> Html:
    """Who cites the law ``title``: a bar for each year, then every article with its citations.

    open_at: the articles whose citations are unfolded.
    """
    by_article: dict[str, list[Citing]] = {}
    for one in citing:
        for article in articles_of(one):
            by_article.setdefault(article, []).append(one)
    few = len(citing) <= _MOST // 4
    return join(
        [
            _years(citing),
            *(
                _article(title, article, by_article[article], few or article in open_at)
                for article in sorted(by_article, key=_order)
            ),
        ]
    )


def articles_of(citing: Citing) -> list[str]:
    """The articles that a citation names, each once, without their paragraphs and items; a
    range as it stands."""
    named = []
    for place in citing.citation.articles:
        known = read_place(place)
        named.append(known.article if known else place)
    return list(dict.fromkeys(named)) or [WHOLE]


def _order(article: str) -> tuple[int, tuple[int, ...], str]:
    """The law as a whole first, then its articles as they are numbered, then what is odd."""
    if article == WHOLE:
        return 0, (), ""
    number = article_number(article.partition("至")[0].partition("条")[0] + "条")
    return (1, tuple(number), article) if number else (2, (), article)


def _years(citing: Sequence[Citing]) -> Html | None:
    """A bar for each year from which it is cited; None where no year is known."""
    years = Counter(year for one in citing if (year := _year(one)))
    if not years:
        return None
    most = max(years.values())
    documents = {year: len({c.record.id for c in citing if _year(c) == year}) for year in years}
    rows = [
        tag(
            "div",
            tag("dt", str(year)),
            tag(
                "dd",
                tag("span", _bar(years[year] / most), class_="track"),
                tag("span", f"{years[year]} 处，{documents[year]} 份文件", class_="count"),
            ),
        )
        for year in sorted(years)
    ]
    return tag("dl", *rows, class_="years", aria_label="按年份")


def _bar(share: float) -> Html:
    return tag("span", class_="bar", style=f"width: {share:.0%}")


def _year(citing: Citing) -> int | None:
    """The year a report is about, or that of this version of a law."""
    meta = citing.record.meta
    return meta.year or (int(meta.published[:4]) if meta.published else None)


def _article(title: str, article: str, citing: Sequence[Citing], opened: bool) -> Html:
    items = [_item(one) for one in citing[:_MOST]]
    left = len(citing) - _MOST
    place = "" if article == WHOLE else f" {article}"
    rest: Child = None
    if left > 0:
        command = tag("code", f"kb cited-by {title}{place}")
        rest = tag("p", f"另有 {left} 处，可用 ", command, " 列出。", class_="note")
    return tag(
        "details",
        tag("summary", tag("b", article), f" {len(citing)} 处"),
        tag("ul", *items),
        rest,
        class_="unfolding",
        open="open" if opened else None,
    )


def _item(citing: Citing) -> Html:
    """One citation: the document, where in it, and its sentence."""
    record, words = citing.record, citing.citation.text
    year = _year(citing)
    at = citing.snippet.find(words)
    spans = [(at, at + len(words))] if at >= 0 else []
    return tag(
        "li",
        tag("span", str(year) if year else "年份不详", class_="year"),
        " ",
        link(permalink(record.id, citing.locator), join([record.meta.title, " ", citing.locator])),
        tag("span", marked(citing.snippet, spans), class_="sentence"),
    )
