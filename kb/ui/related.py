"""What else to read beside a passage, each with the reason why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from urllib.parse import quote

from kb.relating import Related
from kb.ui.markup import Html, join, link, tag

#: Characters of a related passage that are shown.
_LONGEST = 80


def line_html(related: Sequence[Related] | None, doc_id: str, q: str = "") -> Html | None:
    """One line of links, for a passage of the document ``doc_id``; None if nothing is related.

    related: None while it is not known yet. q: the question, to go back to.
    """
    if related is None:
        return tag("p", "相关：…", class_="related pending")
    if not related:
        return None
    groups = [
        join(
            [
                tag("span", reason, class_="reason"),
                " ",
                join((_link(one, doc_id, q) for one in same), "，"),
            ]
        )
        for reason, same in groupby(related, lambda one: one.reason)
    ]
    return tag("p", "相关：", join(groups, " · "), class_="related")


def block_html(related: Sequence[Related], doc_id: str, locator: str, q: str = "") -> Html | None:
    """What is related to the passage at ``locator`` of the document ``doc_id``, with the
    beginning of its words; None if nothing is."""
    if not related:
        return None
    items = [
        tag(
            "li",
            tag("span", one.reason, class_="reason"),
            " ",
            _link(one, doc_id, q),
            tag("span", _beginning(one), class_="line") if one.text else None,
        )
        for one in related
    ]
    name = f"与{locator}相关 {len(related)} 处"
    return tag(
        "details",
        tag("summary", name),
        tag("ul", *items, aria_label=name),
        class_="related",
        open="open",
    )


def _link(one: Related, doc_id: str, q: str) -> Html:
    """A link to the place: within the document just the place, else the title too."""
    title = one.meta.title.removeprefix("中华人民共和国") or one.meta.title
    name = one.locator if one.doc_id == doc_id and one.locator else f"《{title}》{one.locator}"
    back = f"&q={quote(q, safe='')}" if q else ""
    return link(one.permalink + back, name)


def _beginning(one: Related) -> str:
    """Its first words in one line, without the number that the link gives."""
    words = " ".join(one.text.split()).removeprefix(one.locator).strip()
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"
