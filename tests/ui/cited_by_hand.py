"""Citations and documents for tests, made without a finder."""

from __future__ import annotations

from kb.citations import Citation, Cited, Form, Reference
from kb.document import Document, Genre, Metadata, Passage
from kb.errors import UserError
from kb.library import KnowledgeBase
from kb.store import Record

LAND = "中华人民共和国土地管理法"


def cited(text, start=0, *, form=Form.TITLE, **known):
    """A citation written ``text``; what is known of the law goes into its reference."""
    of_citation = {
        name: known.pop(name)
        for name in ("name", "number", "articles", "kind", "normative", "reason", "itself")
        if name in known
    }
    of_citation = {
        "name": text.strip("《》"),
        "kind": "法律",
        "normative": True,
        "reason": "标题是法律的",
    } | of_citation
    citation = Citation(start, start + len(text), text, form, **of_citation)
    plain = not citation.normative or citation.itself
    return Cited(citation, None if plain else Reference(**known))


def report(text, *cuts):
    """A report in passages 一、 二、 …, which begin at the words ``cuts``."""
    starts = [text.index(cut) for cut in cuts]
    ends = [*starts[1:], len(text)]
    passages = tuple(
        Passage(f"{number}、", (), start, end)
        for number, start, end in zip("一二三四五六", starts, ends, strict=False)
    )
    meta = Metadata(
        "榕湾市城管局2023年度报告", Genre.REPORT, "报告", issued="2024-02-26", year=2023
    )
    return Document("r1", meta, text, (), passages)


def law(doc_id, title, articles):
    """A law of these articles, numbered from 第一条 on."""
    text, passages = "", []
    for number, words in zip("一二三四五六七八九", articles, strict=False):
        start = len(text)
        text += f"第{number}条 {words}"
        passages.append(Passage(f"第{number}条", (), start, len(text)))
        text += "\n"
    meta = Metadata(title, Genre.LAW, "法律", published="2019-08-26")
    return Document(doc_id, meta, text, (), tuple(passages))


def record(doc_id, title, genre=Genre.REPORT, year=2023):
    """A document as the store lists it."""
    kind = "报告" if genre is Genre.REPORT else "法律"
    return Record(doc_id, f"{doc_id}.txt", Metadata(title, genre, kind, year=year), 1)


class Shelf:
    """Stands for the knowledge base: some documents, and what is at a place in them."""

    def __init__(self, *documents):
        self.documents = {}
        for document in documents:
            self.documents |= {document.id: document, document.meta.title: document}

    def document(self, id_or_title):
        if id_or_title not in self.documents:
            raise UserError("没有这个编号或标题的文件", where=id_or_title)
        return self.documents[id_or_title]

    def passages_at(self, document, locator):
        return KnowledgeBase.passages_at(self, document, locator)
