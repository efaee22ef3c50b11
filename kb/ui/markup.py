"""HTML whose text can't become markup.

Titles, texts and addresses come from files anyone may have written. So a `tag` escapes every
child that is not itself made by `tag`, and `link` leads nowhere but into the page or to a
web address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from kb.links import is_web_address


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Child = Html | str | None


def tag(name: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """An element. ``class_`` is class, ``data_at`` data-at; an attribute of None is left out.

    >>> tag("p", "1 < 2 ", tag("b", "甲"), class_="a", title=None)
    '<p class="a">1 &lt; 2 <b>甲</b></p>'
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{given}>{join(children)}</{name}>")


def join(parts: Iterable[Child], between: str = "") -> Html:
    """Parts one after another, escaped unless they are markup; None is left out.

    >>> join(["甲", None, tag("b", "乙")], " › ")
    '甲 › <b>乙</b>'
    """
    made = (p if isinstance(p, Html) else escape(p) for p in parts if p is not None)
    return Html(escape(between).join(made))


def link(address: str, *children: Child, **attributes: str | int | bool | None) -> Html:
    """A link: within the page in the same tab, to another site in a new one.

    Anything but a path or a web address gives the children without a link.

    >>> link("javascript:alert(1)", "甲")
    '甲'
    """
    if address.startswith("/") and not address.startswith("//"):
        return tag("a", *children, href=address, **attributes)
    if is_web_address(address):
        outside = {"target": "_blank", "rel": "noopener noreferrer"}
        return tag("a", *children, href=address, **outside, **attributes)
    return join(children)


def marked(
    text: str, spans: Sequence[tuple[int, int]], start: int = 0, end: int | None = None
) -> Html:
    """``text[start:end]`` with the parts that lie in ``spans`` marked.

    Spans are offsets into ``text``, in order and apart from each other.

    >>> marked("耕地<林地", [(0, 2)])
    '<mark>耕地</mark>&lt;林地'
    """
    end = len(text) if end is None else end
    parts: list[Child] = []
    at = start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first < last:
            parts += [text[at:first], tag("mark", text[first:last])]
            at = last
    return join([*parts, text[at:end]])
