"""Laws: text to metadata, sections and passages.

Head and body are told apart (`law_header.split_head`), the head gives the metadata, the
body its articles or numbered units (`law_body`). What a web page adds, and papers that
number themselves as reports do, are read as reports are. Nothing here raises on any text:
where nothing is found there are no passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.document import Metadata, Passage, Section
from kb.parsing.law_body import parse_body
from kb.parsing.law_header import effective_date, read_header, split_head
from kb.parsing.law_lines import Kind, Line, read_lines
from kb.parsing.report import parse_report
from kb.parsing.report_lines import fold
from kb.parsing.report_words import is_date_line, is_furniture, is_imprint, is_org

#: ``Metadata.kind`` of official papers that bind and are none of the ranks of legislation.
PAPER = "规范性文件"

#: Lines of links, each without closing punctuation, that may stand between two lines of a
#: page's furniture.
_MAX_LINKS = 12


def parse_law(
    text: str, *, start: int = 0, name: str = "", folder: str = ""
) -> tuple[Metadata, tuple[Section, ...], tuple[Passage, ...]]:
    """Metadata, sections and passages of the law in ``text``.

    text: the whole text, Markdown or plain; offsets of sections and passages are into it.
    start: where the law begins in it, after front matter.
    name: the file's name without suffix; it stands in for a missing title, and a date in
    brackets, as in 某某法(2019-08-26), is the date of the version.
    folder: the folders it lies in, with ``/``; they can tell the law's rank.

    The passages of a law are its articles (第四十四条, 第一百二十条之一), or, where it has
    none, its numbered units (一、 or 一、(二)) or paragraphs (第一段); besides, 前言 and
    序言, what closes a decision (结语), and appendices (附件一).
    """
    lines = read_lines(text, start)
    head, body = split_head(lines)
    meta, titles = read_header(head, name=name, folder=folder)
    if any(line.kind is Kind.HEAD_END for line in lines):
        sections, passages = parse_body(_without_page_end(body), titles)
    else:
        page, sections, passages = parse_report(text, start=start, name=name)
        meta = _completed(meta, page)
        # Standards number themselves 5.1.2, which no report does.
        lawlike = any(line.kind is Kind.ARTICLE or line.dotted for line in body)
        if lawlike or meta.kind != PAPER:
            sections, passages = parse_body(_without_page_end(body), titles)
    if not meta.effective:
        meta = meta.updated(effective=effective_date(meta, head, text, passages))
    return meta, sections, passages


def _completed(meta: Metadata, page: Metadata) -> Metadata:
    """``meta`` with what the fields and the signature of its page tell besides."""
    found = {
        key: getattr(meta, key) or getattr(page, key)
        for key in ("org", "number", "index_number", "issued", "published", "source")
    }
    version = found["published"] or found["issued"]
    return meta.updated(**found, year=int(version[:4]) if version else None)


def _without_page_end(lines: Sequence[Line]) -> Sequence[Line]:
    """``lines`` without what a web page puts below, and without signature and date."""
    end = at = len(lines)
    while at and end - at <= _MAX_LINKS:
        at -= 1
        words = fold(lines[at].words)
        if not any(map(str.isalpha, words)):
            break  # a rule of - and + is the end of a table
        if is_imprint(words) or is_furniture(words):
            end = at
        elif lines[at].kind is not Kind.PROSE or not lines[at].open_ended:
            break
    if end > 1 and is_date_line(fold(lines[end - 1].words)):
        end -= 1
        while end > 1 and lines[end - 1].kind is Kind.PROSE and is_org(lines[end - 1].words):
            end -= 1
    return lines[:end]
