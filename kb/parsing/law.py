"""Laws: text to metadata, sections and passages.

Head and body are told apart (`law_header.split_head`), the head gives the metadata, the
body its articles or numbered units (`law_body`). Nothing here raises on any text: where
nothing is found there are no passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from kb.document import Metadata, Passage, Section
from kb.parsing.law_body import parse_body
from kb.parsing.law_header import effective_date, read_header, split_head
from kb.parsing.law_lines import Kind, Line, read_lines
from kb.parsing.report_page import is_date_line, is_furniture, is_org

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
    head, body = split_head(read_lines(text, start))
    meta, titles = read_header(head, name=name, folder=folder)
    sections, passages = parse_body(_without_page_end(body), titles)
    if not meta.effective:
        meta = meta.updated(effective=effective_date(meta, head, text, passages))
    return meta, sections, passages


def _without_page_end(lines: Sequence[Line]) -> Sequence[Line]:
    """``lines`` without what a web page puts below, and without signature and date."""
    end = at = len(lines)
    while at and end - at <= _MAX_LINKS:
        at -= 1
        line = lines[at]
        if line.kind is not Kind.PROSE or not any(map(str.isalpha, line.words)):
            break  # a rule of - and + is the end of a table
        if is_furniture(line.words):
            end = at
        elif not line.open_ended:
            break
    if end > 1 and is_date_line(lines[end - 1].words):
        end -= 1
        while end > 1 and lines[end - 1].kind is Kind.PROSE and is_org(lines[end - 1].words):
            end -= 1
    return lines[:end]
