"""Text to documents: tell reports from laws, hand each to its parser.

`PARSER_VERSION` goes into what the index remembers of a document: raise it with any change
that makes parsing give something else, and the next build parses everything anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from kb.document import REPORT_KIND, Document, Genre, Metadata
from kb.errors import UserError
from kb.links import is_web_address
from kb.parsing.law import parse_law
from kb.parsing.report import parse_report
from kb.parsing.report_lines import fold
from kb.parsing.report_words import is_report_title
from kb.reading import Reading

PARSER_VERSION = 2

#: The comment that ends the heading of a law in LawRefBook's Markdown.
_LAW_MARKDOWN = "<!-- INFO END -->"

_ARTICLE = re.compile(
    r"^[ \t\u3000#*]*第[ \u3000]*([零〇○一二三四五六七八九十百千\d]{1,9})[ \u3000]*条", re.MULTILINE
)

#: How the titles of normative texts end: 行政法规制定程序条例 art. 5, 规章制定程序条例 art. 7,
#: and, for the Party's, 中国共产党党内法规制定条例 art. 5.
#: Official papers that bind (规范性文件) end as in 党政机关公文处理工作条例 art. 8; plans and
#: priorities of work (计划, 要点) count with the reports that answer to them.
_LAW_TITLE = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|准则|决定|决议|解释|批复|修正案|公约|协定"
    r"|通知|通告|公告|意见|方案|规划|纲要|章程|规程|规范|标准|基准|指引|指南|措施|预案|制度)"
    r"(?:[(\uff08][^()\uff08\uff09]{1,24}[)\uff09])*$"
)

#: Keys of front matter that are taken over as they stand.
_DECLARABLE = (
    "title",
    "org",
    "number",
    "index_number",
    "issued",
    "published",
    "effective",
    "status",
)

#: Articles a text must open before their number alone makes it a law: reports quote a few.
_MIN_ARTICLES = 3


def parse(
    reading: Reading,
    *,
    doc_id: str = "",
    path: str = "",
    genre: Genre | None = None,
    url: str | None = None,
) -> Document:
    """The document in ``reading``.

    path: where the file lies in the corpus, with ``/``; its name stands in for a missing
    title, its folders can tell the rank of a law.
    genre, url: what the user said; they win over front matter, and front matter over what
    the text itself shows.

    Raises UserError when no passage is found.
    """
    where = PurePosixPath(path.replace("\\", "/"))
    front = reading.front_matter
    genre = (
        genre or _declared_genre(front) or detect_genre(reading.text[reading.start :], where.stem)
    )
    folder = "" if str(where.parent) == "." else str(where.parent)
    if genre is Genre.LAW:
        meta, sections, passages = parse_law(
            reading.text, start=reading.start, name=where.stem, folder=folder
        )
    else:
        meta, sections, passages = parse_report(reading.text, start=reading.start, name=where.stem)
    if not passages:
        raise UserError(
            "没有读出任何正文", where=path, remedy="请检查文件里是否只有标题、导航或附件列表"
        )
    return Document(doc_id, _with_declared(meta, front, url), reading.text, sections, passages)


def detect_genre(body: str, name: str = "") -> Genre:
    """Law or report, by articles at line starts and by how the title ends.

    name: the file's name without suffix.

    >>> detect_genre("榕湾市户外广告管理办法\\n第一条 甲。\\n第二条 乙。\\n第三条 丙。")
    <Genre.LAW: 'law'>
    >>> detect_genre("2023年度法治政府建设情况报告\\n一、主要举措\\n甲。")
    <Genre.REPORT: 'report'>
    """
    if _LAW_MARKDOWN in body[:20_000]:
        return Genre.LAW
    articles = list(_ARTICLE.finditer(body))
    articled = len(articles) >= _MIN_ARTICLES
    # A report may quote some articles, and may have a whole law attached.
    if articled and articles[0][1] in ("一", "1"):
        first = articles[0].start()
        if body.count("。", 0, first) <= body.count("。", first):
            return Genre.LAW
    title = parse_report(body, name=name)[0].title
    if is_report_title(fold(title)):
        return Genre.REPORT
    return Genre.LAW if articled or _LAW_TITLE.search(title) else Genre.REPORT


def _declared_genre(front: Mapping[str, str]) -> Genre | None:
    """The genre that follows from the ``kind`` in front matter, if there is one."""
    kind = front.get("kind")
    if not kind:
        return None
    return Genre.REPORT if kind in (REPORT_KIND, Genre.REPORT.value) else Genre.LAW


def _with_declared(meta: Metadata, front: Mapping[str, str], url: str | None) -> Metadata:
    """``meta`` with what front matter and the user declare put over what was found."""
    kind = front.get("kind")
    declared = {key: front[key] for key in _DECLARABLE if front.get(key)}
    address = url or front.get("url") or meta.url
    return meta.updated(
        **declared,
        kind=kind if kind not in (None, "", *(g.value for g in Genre)) else None,
        year=int(front["year"]) if front.get("year", "").isdecimal() else None,
        sample=front.get("sample", "").lower() in ("true", "yes", "1", "是") or None,
        url=address if address and is_web_address(address) else None,
    )
