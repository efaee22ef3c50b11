"""What flows through the project: documents, their sections and their passages.

Every module speaks in these terms. A *document* is a text with metadata; parsing gives
it *sections* (the tree of headings) and *passages* (what search returns: an article of a
law, or the smallest numbered unit of a report).

Offsets are in characters (Python ``str`` indices) into ``Document.text``; passages are in
order and do not overlap, so ``text[:p0.start] + p0 + gap + p1 + ... + tail == text``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum


class Genre(str, Enum):
    """The two families of documents, each with its own parser."""

    REPORT = "report"
    LAW = "law"


#: ``Metadata.kind`` of every report.
REPORT_KIND = "报告"


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its text.

    Dates are ISO 8601 (``YYYY-MM-DD``); an unknown value is ``None``, never a guess.
    """

    title: str
    genre: Genre
    #: 报告, or the rank of a normative text (Legislation Law): 宪法, 法律, 法律解释, 行政法规,
    #: 监察法规, 司法解释, 地方性法规, 部门规章, 地方政府规章, 党内法规, 规范性文件, 其他.
    kind: str
    #: 发布机构 of a report, 制定机关 of a law.
    org: str | None = None
    #: 发文字号, e.g. 泉资规〔2023〕127号.
    number: str | None = None
    #: 索引号 of a government information page.
    index_number: str | None = None
    #: 成文日期 / 公文生成日期 of a report; the date a law was first passed.
    issued: str | None = None
    #: 发布日期 / 公布日期: when the page, or this version of the law, was published.
    published: str | None = None
    #: 施行日期 of a law.
    effective: str | None = None
    #: The year a report is about, or the year of this version of a law.
    year: int | None = None
    #: 时效性 of a law: 现行有效, 已被修改, 尚未生效, 历史版本, 已废止; None when unknown.
    status: str | None = None
    #: 法律部门, e.g. 行政法.
    department: str | None = None
    #: 来源 as the page names it.
    source: str | None = None
    #: Address of the official page this text was taken from; never invented.
    url: str | None = None
    #: Whether this is a sample written for the project, about an invented place.
    sample: bool = False

    def updated(self, **known: object) -> Metadata:
        """This metadata with every value of ``known`` that is not None put in."""
        return replace(self, **{k: v for k, v in known.items() if v is not None})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the stretch of text it governs.

    ``level`` counts from 1 at the outermost numbering present in the document.
    ``start`` is where the heading begins, ``end`` where the last text under it ends;
    a section's children lie within it and follow it in ``Document.sections``.
    """

    #: Canonical number: 一、 (二) 3. (4) 一是 / 第一编 第二章 第三节; "" for an unnumbered one.
    label: str
    #: The heading's words without number and closing punctuation.
    heading: str
    level: int
    start: int
    end: int

    @property
    def title(self) -> str:
        """Number and words as one line, as shown in a breadcrumb.

        >>> Section("一、", "主要举措和成效", 1, 0, 9).title
        '一、主要举措和成效'
        >>> Section("第一章", "总则", 1, 0, 9).title
        '第一章 总则'
        """
        gap = " " if self.heading and self.label.startswith("第") else ""
        return f"{self.label}{gap}{self.heading}"


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest unit a person would quote.

    ``locator`` is unique within its document: two units that number themselves alike are
    told apart by a trailing ``#2``, ``#3`` ….
    """

    #: Where in its document: 第四十四条, 一、(二)1.一是, 前言.
    locator: str
    #: Titles of the sections above it, outermost first.
    breadcrumb: tuple[str, ...]
    start: int
    end: int
    #: Its own heading, if it carries one: 优化“带押过户”; an article's title in brackets.
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document."""

    id: str
    meta: Metadata
    text: str
    sections: tuple[Section, ...] = field(default=())
    passages: tuple[Passage, ...] = field(default=())

    def text_of(self, part: Passage | Section) -> str:
        """The characters that ``part`` spans."""
        return self.text[part.start : part.end]

    def locator_at(self, at: int) -> str:
        """Locator of the passage that holds the character ``at``; "" between passages."""
        number = bisect_right(self.passages, at, key=lambda passage: passage.start) - 1
        if number < 0 or at >= self.passages[number].end:
            return ""
        return self.passages[number].locator

    def pieces(self) -> Iterator[tuple[Passage | None, str]]:
        """The whole text in order: passages, and (with None) what lies between them."""
        at = 0
        for passage in self.passages:
            if at < passage.start:
                yield None, self.text[at : passage.start]
            yield passage, self.text_of(passage)
            at = passage.end
        if at < len(self.text):
            yield None, self.text[at:]
