"""What a citation refers to, in the words and colours that the table and the cards share."""

from __future__ import annotations

from kb.citations import Citation, Cited, Reference
from kb.document import Document, Genre
from kb.errors import UserError
from kb.export.wording import day
from kb.force import REPEALED
from kb.library import KnowledgeBase
from kb.links import is_web_address, official_search, permalink
from kb.ui.facts import force_badge
from kb.ui.markup import Child, Html, join, link, tag

#: Asked of the catalogue, and not answered.
UNKNOWN = "未知"


class Texts:
    """Documents of the base, each read once while a page is drawn."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb
        self._read: dict[str, Document | None] = {}

    def get(self, id_or_title: str) -> Document | None:
        """The document with this id or title; None when there is none."""
        if id_or_title not in self._read:
            try:
                self._read[id_or_title] = self.kb.document(id_or_title)
            except UserError:
                self._read[id_or_title] = None
        return self._read[id_or_title]


def is_legal(cited: Cited) -> bool:
    """Whether it names another normative text: one that a reader may want to check."""
    return cited.citation.normative and not cited.citation.itself


def is_flagged(cited: Cited) -> bool:
    """Whether something is to be looked into: the law has been repealed, or there is a problem."""
    return cited.reference is not None and (
        bool(cited.reference.problem)
        or REPEALED in (cited.reference.status_then, cited.reference.status_now)
    )


def name_of(cited: Cited) -> str:
    """The official title; where it isn't known, what the text says."""
    citation, reference = cited.citation, cited.reference
    known = reference.law if reference else None
    return known or citation.name or citation.number or citation.text


def first_place(citation: Citation) -> str:
    """Where the first of its articles begins: 第十条 of 第十条至第十三条; "" without any."""
    return citation.articles[0].partition("至")[0] if citation.articles else ""


def address(cited: Cited) -> str:
    """Where a citation leads: to the text in the base, to the official page, or to a search."""
    reference = cited.reference
    if reference and reference.doc_id:
        return permalink(reference.doc_id, first_place(cited.citation))
    if reference and reference.url and is_web_address(reference.url):
        return reference.url
    return official_search(name_of(cited))


def source(cited: Cited) -> Html:
    """The official page; where it isn't known, a search by title."""
    name, reference = name_of(cited), cited.reference
    if reference and reference.url and is_web_address(reference.url):
        label = f"《{name}》的官方原文（新窗口）"
        return link(reference.url, "官方原文", aria_label=label, class_="official")
    return official(name)


def official(title: str) -> Html:
    """A search for ``title`` at an official site."""
    label = f"到中国政府网检索《{title}》（新窗口）"
    return link(official_search(title), "官方检索", aria_label=label, class_="official")


def when_written(document: Document) -> str:
    """What the day of ``document`` is called, on which its citations had to hold."""
    return "成文时" if document.meta.genre is Genre.REPORT else "公布时"


def then(reference: Reference | None) -> Html:
    """How the law stood on the day of the document that cites it."""
    return force_badge(reference.status_then if reference else None, UNKNOWN)


def now(texts: Texts, reference: Reference | None) -> Html:
    """How the law stands today; of one that has ended, since when, what took its place, and
    where that is known from."""
    if reference is None:
        return force_badge(None, UNKNOWN)
    note = f"资料：{reference.source}" if reference.source else None
    badge = force_badge(reference.status_now, UNKNOWN, note)
    if reference.status_now != REPEALED:
        return badge
    since = reference.repealed
    ended = tag("span", since, class_="date", title=f"{day(since)}起废止") if since else None
    by = join(["→ ", titled(texts, reference.successor)]) if reference.successor else None
    basis = (
        tag("small", f"依据：{reference.basis}", class_="basis", title="这一时效的来源")
        if reference.basis
        else None
    )
    return join([part for part in (badge, ended, by, basis) if part], " ")


def edition(reference: Reference) -> Html | None:
    """The version that is meant, a newer one, and which one's text is shown; None if unknown."""
    held = reference.other_text
    parts = [
        f"{day(reference.published)}公布" if reference.published else None,
        f"{day(reference.effective)}施行" if reference.effective else None,
        f"已有{day(reference.newer)}公布的新版" if reference.newer else None,
        tag("em", f"库中是{day(held)}公布的文本") if held else None,
    ]
    return join([part for part in parts if part], " · ") if any(parts) else None


def titled(texts: Texts, title: str) -> Html:
    """《title》, as a link where the base has a text with that title."""
    name = title.removeprefix("中华人民共和国") or title
    held = texts.get(title)
    if held is None:
        return tag("span", f"《{name}》", title=title)
    return link(permalink(held.id), f"《{name}》", title=title)


def candidates(texts: Texts, reference: Reference) -> Html:
    """What an ambiguous name may mean."""
    meant = (titled(texts, title) for title in reference.candidates)
    return join(["可能指", join(meant, "、")])


def flag(problem: str) -> Child:
    """A problem, set off."""
    return tag("p", tag("b", "问题："), problem, class_="problem")
