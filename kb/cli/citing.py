"""What ``kb cite`` and ``kb cited-by`` do.

Heavy imports stand inside the functions, so that ``kb --help`` answers at once.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kb.cli.documents import named_document
from kb.cli.printing import columns, print_json, shortened

if TYPE_CHECKING:
    from kb.citations import Cited
    from kb.citator import Citing
    from kb.document import Document

#: A status that is not known, as it is shown.
_UNKNOWN = "未知"


def cite(args: Namespace) -> int:
    """``kb cite``: what a file, or a document of the base, cites."""
    from kb.library import KnowledgeBase

    library = KnowledgeBase(args.home)
    document = named_document(args, library)
    found = library.citations(document)
    if args.json:
        for cited in found:
            print_json(_cited_as_json(cited, document))
    else:
        for line in _table(found, document):
            print(line)
    return 0


def cited_by(args: Namespace) -> int:
    """``kb cited-by``: where documents of the base cite a law, or one article of it."""
    from kb.citations.names import in_marks
    from kb.library import KnowledgeBase

    found = KnowledgeBase(args.home).cited_by(args.law, args.article)
    for citing in found:
        if args.json:
            print_json(_citing_as_json(citing))
        else:
            meta = citing.record.meta
            notes = ",".join(str(note) for note in (meta.org, meta.year) if note)
            title = in_marks(meta.title) + (f"({notes})" if notes else "")
            print(f"{title}{citing.locator}:{citing.snippet}")
    if not args.json:
        documents = len({citing.record.id for citing in found})
        print(f"共 {documents} 个文件、{len(found)} 处引用" if found else "库中没有文件引用它。")
    return 0


# -- JSON ------------------------------------------------------------------------------


def _cited_as_json(cited: Cited, document: Document) -> dict[str, object]:
    from kb.citations import Reference

    citation, reference = cited.citation, cited.reference or Reference()
    unknown = _UNKNOWN if citation.normative else None
    return {
        "text": citation.text,
        "name": citation.name,
        "number": citation.number,
        "articles": [*citation.articles],
        "kind": citation.kind,
        "normative": citation.normative,
        "start": citation.start,
        "end": citation.end,
        "law": reference.law,
        "status_then": reference.status_then or unknown,
        "status_now": reference.status_now or unknown,
        "successor": reference.successor,
        "url": reference.url,
        "problem": reference.problem,
        "form": citation.form.value,
        "reason": citation.reason,
        "issuer": citation.issuer,
        "edition": citation.edition,
        "itself": citation.itself,
        "candidates": [*reference.candidates],
        "published": reference.published,
        "effective": reference.effective,
        "newer": reference.newer,
        "doc_id": reference.doc_id,
        "other_text": reference.other_text,
        "repealed": reference.repealed,
        "basis": reference.basis,
        "source": reference.source,
        "locator": document.locator_at(citation.start) or None,
        "title": document.meta.title,
    }


def _citing_as_json(citing: Citing) -> dict[str, object]:
    from kb.links import permalink

    citation, record = citing.citation, citing.record
    return {
        "law": citing.law,
        "doc_id": record.id,
        "title": record.meta.title,
        "kind": record.meta.kind,
        "org": record.meta.org,
        "year": record.meta.year,
        "published": record.meta.published,
        "status": record.meta.status,
        "sample": record.meta.sample,
        "locator": citing.locator or None,
        "snippet": citing.snippet,
        "text": citation.text,
        "name": citation.name,
        "number": citation.number,
        "articles": [*citation.articles],
        "form": citation.form.value,
        "start": citation.start,
        "end": citation.end,
        "url": record.meta.url,
        "permalink": permalink(record.id, citing.locator),
    }


# -- for people ------------------------------------------------------------------------


def _table(found: Sequence[Cited], document: Document) -> Iterator[str]:
    """The citations of a document by law, the most cited first, and what is wrong with them."""
    laws = [c for c in found if c.citation.normative and not c.citation.itself]
    others = [c for c in found if not c.citation.normative]
    own = len(found) - len(laws) - len(others)
    groups = _grouped(laws)
    if groups:
        head = ("次数", "类别", "成文时", "现在", "法规与条款")
        lines = columns([head, *(_row(name, group) for name, group in groups)])
        yield next(lines)
        for line, (_, group) in zip(lines, groups, strict=True):
            yield line
            yield from (f"      {note}" for note in _notes(group, document))
    if others:
        yield ""
        yield "不是规范性文件的:"
        yield from columns(
            (str(len(group)), group[0].citation.kind, name) for name, group in _grouped(others)
        )
    yield ""
    wrong = sum(bool(c.reference and c.reference.problem) for c in found)
    itself = f";指本文件的 {own} 处" if own else ""
    yield (
        f"共 {len(found)} 处引用:规范性文件 {len(laws)} 处({len(groups)} 部)"
        f",其他 {len(others)} 处{itself};有问题的 {wrong} 处"
    )


def _grouped(found: Sequence[Cited]) -> list[tuple[str, list[Cited]]]:
    """Citations by what they mean, as it is shown; the largest group first."""
    from kb.citations.names import in_marks

    groups: dict[str, list[Cited]] = {}
    for cited in found:
        citation, law = cited.citation, cited.reference and cited.reference.law
        title = law or citation.name
        shown = in_marks(title) if title else citation.number or shortened(citation.text, 40)
        groups.setdefault(shown, []).append(cited)
    return sorted(groups.items(), key=lambda item: -len(item[1]))


def _row(name: str, group: Sequence[Cited]) -> tuple[str, ...]:
    first = group[0]
    reference = first.reference
    articles = dict.fromkeys(place for cited in group for place in cited.citation.articles)
    return (
        str(len(group)),
        first.citation.kind,
        (reference and reference.status_then) or _UNKNOWN,
        (reference and reference.status_now) or _UNKNOWN,
        name + (" " + "、".join(articles) if articles else ""),
    )


def _notes(group: Sequence[Cited], document: Document) -> Iterator[str]:
    """What a reader has to know of the citations of one law."""
    from kb.citations.names import in_marks

    known = group[0].reference
    if known and known.repealed:
        by = f",由{in_marks(known.successor)}取代" if known.successor else ""
        basis = f"(依据:{known.basis})" if known.basis else ""
        yield f"{known.repealed} 废止{by}{basis}"
    places: dict[str, list[str]] = {}
    for cited in group:
        if cited.reference and cited.reference.problem:
            where = document.locator_at(cited.citation.start)
            places.setdefault(cited.reference.problem, []).append(where)
    for problem, locators in places.items():
        where = "、".join(locator for locator in dict.fromkeys(locators) if locator)
        yield f"问题:{problem}" + (f"(见 {where})" if where else "")
