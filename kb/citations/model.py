"""What a citation is: a stretch of text that names a law, a document or a part of one.

Finding gives `Citation`s. Each says where it stands, what it names, whether that is a
normative text, and what made it so; what it resolves to is a matter of `kb.citations.resolve`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Form(str, Enum):
    """How a citation is written."""

    #: A title in book-title marks: 《土地管理法》.
    TITLE = "书名号"
    #: A document number that stands without a title: 泉资规〔2023〕127号.
    NUMBER = "文号"
    #: A name without marks: 行政处罚法, 物权编, the 实施条例 after 土地管理法和.
    NAME = "名称"
    #: Words that stand for something cited before, or for the text itself:
    #: 《纲要》, 该办法, 本法, 前述规定.
    BACK = "回指"
    #: A place in a law that is not named: 前款, 本条, 第八条.
    PLACE = "条款"


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention. Offsets are characters of the text it was found in.

    The span holds the name with its marks, and what follows or leads it without a break and
    belongs to it: a document number in brackets, articles. An issued document inside the title of
    the notice that issues it is a citation of its own, within the span of the notice's.
    """

    start: int
    end: int
    #: The characters of the span.
    text: str
    form: Form
    #: What is cited, as its title is written here: without marks, line breaks and spaces between
    #: Chinese characters, short names and back-references replaced by the full title they stand
    #: for. None where only a number or a place is given.
    name: str | None
    #: 发文字号 in canonical form: 中办发〔2016〕71号, 国务院令第431号.
    number: str | None = None
    #: Places in canonical form, one each: 第四十四条第二款第(三)项, 第五条; a range is one
    #: place: 第十条至第十三条. 前款 and 本条 as they stand where what they mean is not known.
    articles: tuple[str, ...] = ()
    #: Rank of a normative text (法律, 行政法规, 司法解释, 地方性法规, 部门规章, 地方政府规章,
    #: 党内法规, 规范性文件 …), or what else it is (讲座, 项目, 研究, 表格, 计划, 协议, 报刊,
    #: 报告, 图书, 文书, 清单, 草案, 影视, 其他).
    kind: str = "其他"
    normative: bool = False
    #: What made it normative or not, in Chinese, for people.
    reason: str = ""
    #: The bodies named right before the title, or at its beginning.
    issuer: str | None = None
    #: The year of the version that is meant, where the text says so: 《土地管理法》(2019年修正).
    edition: int | None = None
    #: Whether it refers to the very document it stands in: 本法, 前款.
    itself: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation resolves to, and how that law stands.

    Dates are ISO 8601. A status is one of kb.force: 现行有效, 尚未生效, 已废止; None is unknown.
    """

    #: Official title of the law; None when nothing is known by that name or it is ambiguous.
    law: str | None = None
    #: Titles that the name may mean, when it is ambiguous; they are never chosen among.
    candidates: tuple[str, ...] = ()
    #: 公布日期 and 施行日期 of the version in force on the document's day.
    published: str | None = None
    effective: str | None = None
    #: 公布日期 of the newest version, where that is another.
    newer: str | None = None
    #: The document of the base whose text is shown for it, and the 公布日期 of that text where it
    #: is another version than the one in force on the document's day.
    doc_id: str | None = None
    other_text: str | None = None
    #: On the document's day and today.
    status_then: str | None = None
    status_now: str | None = None
    #: 废止日期, what took its place, and where that is known from.
    repealed: str | None = None
    successor: str | None = None
    basis: str | None = None
    #: Where it is known from how the law stands, with the day up to which that source speaks.
    source: str | None = None
    #: Official address, where one is known.
    url: str | None = None
    #: What is wrong with the citation, in Chinese; None when nothing was found.
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with what it resolves to; `reference` is None for what is no normative text."""

    citation: Citation
    reference: Reference | None = None
