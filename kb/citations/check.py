"""What is wrong with a citation, in words for the person who has to mend it.

A finding is only made where the facts are at hand; what isn't known is no error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kb.citations.catalogue import Catalogue, Law
from kb.citations.model import Citation, Form, Reference
from kb.citations.names import key
from kb.citations.resolve import Circumstances, edition_meant
from kb.force import NOT_YET, REPEALED
from kb.parsing.law_article import locate, read_place
from kb.parsing.numerals import article_number

#: The text of an article: (document id, 第四十四条) to its words; None where there is none.
ArticleText = Callable[[str, str], str | None]


def problems(
    citation: Citation,
    reference: Reference,
    law: Law | None,
    catalogue: Catalogue,
    circumstances: Circumstances,
    today: str,
    article_text: ArticleText,
) -> str | None:
    """What is wrong with ``citation``, or None."""
    found = [
        *_unclear(citation, reference),
        *_force(reference, circumstances),
        *_number(citation, law, catalogue),
        *(_edition(citation, law) if law else ()),
        *(
            _articles(citation, reference, law, circumstances.day or today, article_text)
            if law
            else ()
        ),
    ]
    return ";".join(found) or None


def _unclear(citation: Citation, reference: Reference) -> Iterator[str]:
    if citation.form is Form.BACK and citation.name is None and "全称" in citation.reason:
        yield "前文没有出现全称,不能确定所指"
    if reference.candidates:
        yield "可能指" + "、".join(f"《{title}》" for title in reference.candidates)


def _force(reference: Reference, circumstances: Circumstances) -> Iterator[str]:
    """Whether it held when it was cited."""
    if reference.status_then == REPEALED and reference.repealed:
        by = f",由《{reference.successor}》取代" if reference.successor else ""
        yield f"{circumstances.day} 成文时已于 {reference.repealed} 废止{by}"
    if reference.status_then == NOT_YET:
        since = f",{reference.effective} 起施行" if reference.effective else ""
        yield f"{circumstances.day} 成文时尚未施行{since}"


def _number(citation: Citation, law: Law | None, catalogue: Catalogue) -> Iterator[str]:
    """Whether number and title agree."""
    number = citation.number
    if number is None or citation.name is None:
        return
    owners = [other.title for other in catalogue.numbered(number)]
    # A notice shares its number with what it issues.
    within = any(key(owner) in key(citation.name) for owner in owners)
    if owners and not within and (law is None or law.title not in owners):
        yield f"文号与标题不符:{number}是《{owners[0]}》"
    elif not owners and law is not None:
        known = [edition.number for edition in law.editions]
        if known and all(known) and number not in known:
            yield f"文号与标题不符:所知文号为{'、'.join(str(n) for n in known)}"


def _edition(citation: Citation, law: Law) -> Iterator[str]:
    """Whether there is a version of the year that is named."""
    year = citation.edition
    years = {edition.published[:4] for edition in law.editions if edition.published}
    effective = {edition.effective[:4] for edition in law.editions if edition.effective}
    if year is not None and years and str(year) not in years | effective:
        yield f"没有查到《{law.title}》{year}年的版本"


def _articles(
    citation: Citation, reference: Reference, law: Law, day: str, article_text: ArticleText
) -> Iterator[str]:
    """Whether the law has the articles, paragraphs and items that are cited."""
    edition = edition_meant(citation, law, day)
    if edition is None:
        return
    held = edition.doc_id if reference.other_text is None else None
    # Of a version whose text nobody has seen, only what none of the others has is doubtful.
    most = max((e.articles for e in law.editions if e.articles), default=10_000)
    for label in dict.fromkeys(end for places in citation.articles for end in places.split("至")):
        place = read_place(label)
        number = article_number(place.article) if place else None
        if place is None or number is None:
            continue
        if held and edition.articles:
            words = article_text(held, place.article)
            if words is None:
                yield f"《{law.title}》没有{place.article}"
            elif place.locator != place.article and not locate(
                words, place.paragraph, place.item, place.subitem
            ):
                part = place.locator.removeprefix(place.article)
                yield f"《{law.title}》{place.article}没有{part}"
        elif edition.articles and number[0] > edition.articles:
            yield f"《{law.title}》没有{place.article}(共{edition.articles}条)"
        elif not edition.articles and number[0] > most:
            yield f"《{law.title}》所知的版本都没有{place.article}(最多{most}条)"
