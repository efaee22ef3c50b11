"""A Word document in the form of official documents: GB/T 9704-2012 (党政机关公文格式).

A4 with the standard's margins, a title in 小标宋, headings in 黑体, text in 仿宋, page numbers
outside. Tables, of which the standard says nothing, have smaller type and repeat their heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from kb.links import is_web_address

#: What XML 1.0 has no place for (section 2.2), and two non-characters beside.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The end of a line, with the empty ones and the indentation after it.
_EMPTY = re.compile(r"\s*[\r\n]\s*")
#: Pieces of a text, and whether each is bold.
Words = Sequence[tuple[str, bool]]


class _Font(NamedTuple):
    """A typeface, and what takes its place where it isn't installed."""

    name: str
    instead: str
    family: str


_TITLE = _Font("方正小标宋简体", "方正小标宋_GBK,华文中宋,STZhongsong,宋体,SimSun", "roman")
_HEADING = _Font("黑体", "SimHei,华文黑体,Noto Sans CJK SC", "swiss")
_TEXT = _Font("仿宋_GB2312", "仿宋,FangSong,华文仿宋,STFangsong,Noto Serif CJK SC", "modern")
_NUMBER = _Font("宋体", "SimSun,华文宋体,Noto Serif CJK SC", "roman")

#: Sizes of type: 二号, 三号, 四号, 五号, 小五.
_SIZE_2, _SIZE_3, _SIZE_4, _SIZE_5, _SMALL_5 = Pt(22), Pt(16), Pt(14), Pt(10.5), Pt(9)
#: 22 lines on a page of 225 mm (GB/T 9704-2012, 5.2.3).
_LINE = Pt(29)
#: The style of what stands in tables.
_CELL = "Cell"
#: Two characters of text.
_INDENT = Pt(32)


class Paper:
    """A document that is written from top to bottom."""

    #: Width between the margins, in mm.
    WIDTH = 156

    def __init__(self, title: str, made: date) -> None:
        self._document = docx.Document()
        self._made = made
        self._set_page()
        self._set_styles()
        self._set_fonts()
        about = self._document.core_properties
        # A longer one is no longer a property of a document.
        about.title = _clean(title)[:255]
        about.author = about.last_modified_by = about.comments = ""
        about.created = about.modified = datetime.combine(made, time())
        self._document.add_paragraph(_clean(title), "Title")

    def heading(self, text: str, level: int = 1) -> None:
        """A heading: of level 1 or 2."""
        self._document.add_paragraph(_clean(text), f"Heading {level}")

    def paragraph(self, text: str, *, centred: bool = False) -> None:
        """A paragraph of text, or a line under the title."""
        paragraph = self._document.add_paragraph(_clean(text))
        if centred:
            paragraph.paragraph_format.first_line_indent = Pt(0)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def note(self, text: str) -> None:
        """A remark in small type on what comes next."""
        self._document.add_paragraph(_clean(text), "Note").paragraph_format.keep_with_next = True

    def source(self, text: str, address: str | None, otherwise: str) -> None:
        """An entry of a list of sources, with its web address, or what is said without one."""
        paragraph = self._document.add_paragraph(_clean(text), "Source")
        address = _clean(address or "")
        if is_web_address(address):
            _link(paragraph, address)
        else:
            paragraph.add_run(otherwise)

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Iterable[Sequence[str | Words]],
        *,
        merged: int = 0,
        numbers: int | None = None,
    ) -> None:
        """A table whose first row is repeated on every page.

        widths: of the columns, in mm; together `WIDTH`. merged: of that many columns on the left,
        cells that say the same as the one above become one with it. numbers: from that column
        on the cells are set to the right.
        """
        table = self._document.add_table(1, len(heads), "Table Grid")
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        _head(table.rows[0], heads, widths)
        above: list[str | Words] = []
        for row in rows:
            same = 0
            while same < min(merged, len(above)) and above[same] == row[same]:
                same += 1
            self._add(table, row, widths, same, merged, numbers)
            above = [*row]
        # Word joins two tables that nothing stands between.
        self._document.add_paragraph("", "Note")

    def to_bytes(self) -> bytes:
        """The document as a file; the same for the same contents and date."""
        written, fixed = BytesIO(), BytesIO()
        self._document.save(written)
        # The library stamps every part with the time of day.
        at = (max(self._made.year, 1980), self._made.month, self._made.day, 0, 0, 0)
        with ZipFile(written) as source, ZipFile(fixed, "w") as target:
            for name in source.namelist():
                info = ZipInfo(name, at)
                info.compress_type = ZIP_DEFLATED
                target.writestr(info, source.read(name))
        return fixed.getvalue()

    # -- the page ----------------------------------------------------------------------

    def _set_page(self) -> None:
        """5.1 and 5.2.1: A4, head 37 mm, binding edge 28 mm, text 156 mm by 225 mm."""
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        # 7.5: the dash 7 mm below the text, odd numbers on the right and even on the left, one
        # character in.
        section.footer_distance = Mm(23)
        self._document.settings.odd_and_even_pages_header_footer = True
        for footer, side in (
            (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
            (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
        ):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.alignment = side
            paragraph.paragraph_format.left_indent = _SIZE_4
            paragraph.paragraph_format.right_indent = _SIZE_4
            paragraph.add_run("— ")
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            paragraph._p.append(field)
            paragraph.add_run(" —")

    def _set_styles(self) -> None:
        """7.2 and 7.3: the sizes and faces of title, headings and text."""
        normal = self._style("Normal", _TEXT, _SIZE_3)
        normal.paragraph_format.first_line_indent = _INDENT
        normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        normal.paragraph_format.line_spacing = _LINE
        language = OxmlElement("w:lang")
        for kind in ("val", "eastAsia"):
            language.set(qn(f"w:{kind}"), "zh-CN")
        normal.element.get_or_add_rPr().append(language)
        title = self._style("Title", _TITLE, _SIZE_2)
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.line_spacing = Pt(36)
        title.paragraph_format.space_after = Pt(14)
        layout = title.element.get_or_add_pPr()
        for border in layout.findall(qn("w:pBdr")):
            layout.remove(border)
        for name, face, indent in (
            ("Heading 1", _HEADING, _INDENT),
            ("Heading 2", _TEXT, _INDENT),
        ):
            heading = self._style(name, face, _SIZE_3)
            heading.font.bold = name == "Heading 2"
            heading.paragraph_format.first_line_indent = indent
            heading.paragraph_format.space_before = Pt(10)
            heading.paragraph_format.space_after = Pt(4)
        self._style("Footer", _NUMBER, _SIZE_4).paragraph_format.line_spacing = 1.0
        for name, size in ((_CELL, _SIZE_5), ("Note", _SMALL_5), ("Source", _SIZE_5)):
            small = self._style(name, _TEXT, size)
            small.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            small.paragraph_format.widow_control = True
            small.paragraph_format.space_after = Pt(0 if name == _CELL else 4)
            small.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _style(self, name: str, font: _Font, size: Pt) -> ParagraphStyle:
        """A style, made if there is none, in that face for Chinese and all other characters.

        Of quotation marks a program can't tell which they are, so one face is for both.
        """
        styles = self._document.styles
        if name not in styles:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        style = styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name, style.font.size = font.name, size
        style.font.bold, style.font.color.rgb = False, RGBColor(0, 0, 0)
        faces = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template's headings take their faces from a theme, which would go before.
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            faces.attrib.pop(qn(f"w:{kind}Theme"), None)
        for kind in ("ascii", "hAnsi", "eastAsia"):
            faces.set(qn(f"w:{kind}"), font.name)
        style.paragraph_format.first_line_indent = Pt(0)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        return style

    def _set_fonts(self) -> None:
        """Say what takes the place of a face that isn't installed (ECMA-376, 17.8.3.1)."""
        fonts = "".join(
            f"<w:font w:name={quoteattr(font.name)}><w:altName w:val={quoteattr(font.instead)}/>"
            f'<w:charset w:val="86"/><w:family w:val="{font.family}"/></w:font>'
            for font in (_TITLE, _HEADING, _TEXT, _NUMBER)
        )
        table = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:fonts {nsdecls('w')}>{fonts}</w:fonts>"
        )
        main = self._document.part
        for key, relation in [*main.rels.items()]:
            if relation.reltype == RELATIONSHIP_TYPE.FONT_TABLE:
                main.drop_rel(key)
        uri = PackURI("/word/fontTable.xml")
        part = Part(uri, CONTENT_TYPE.WML_FONT_TABLE, table.encode(), main.package)
        main.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)

    # -- tables ------------------------------------------------------------------------

    def _add(
        self,
        table: Table,
        row: Sequence[str | Words],
        widths: Sequence[int],
        same: int,
        merged: int,
        numbers: int | None,
    ) -> None:
        """A row, of which the first ``same`` cells go on what stands above them."""
        added = table.add_row()
        for n, (cell, words, width) in enumerate(zip(added.cells, row, widths, strict=True)):
            cell.width = Mm(width)
            if n < merged:
                merge = OxmlElement("w:vMerge")
                merge.set(qn("w:val"), "continue" if n < same else "restart")
                cell._tc.get_or_add_tcPr().append(merge)
            right = numbers is not None and n >= numbers
            _fill(cell, words if n >= same else "", WD_ALIGN_PARAGRAPH.RIGHT if right else None)


def _head(row: _Row, heads: Sequence[str], widths: Sequence[int]) -> None:
    """The first row of a table."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))
    for cell, head, width in zip(row.cells, heads, widths, strict=True):
        cell.width = Mm(width)
        _fill(cell, [(head, True)], WD_ALIGN_PARAGRAPH.CENTER)
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), "EDEDED")
        cell._tc.get_or_add_tcPr().append(shade)
        # After the shade, as the order of the schema is; the library sees to that itself.
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def _fill(cell: _Cell, words: str | Words, alignment: WD_ALIGN_PARAGRAPH | None = None) -> None:
    paragraph = cell.paragraphs[0]
    # By its id: to look a style up by name takes the library milliseconds, and cells are many.
    paragraph._p.style = _CELL
    if alignment is not None:
        paragraph.alignment = alignment
    for text, bold in [(words, False)] if isinstance(words, str) else words:
        paragraph.add_run(_clean(text)).bold = bold


def _link(paragraph: Paragraph, address: str) -> None:
    """A web address that can be followed."""
    link = OxmlElement("w:hyperlink")
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), key)
    run = paragraph.add_run(address)
    run.underline, run.font.color.rgb = True, RGBColor(0x1A, 0x4F, 0x8B)
    link.append(run._r)
    paragraph._p.append(link)


def _clean(text: str) -> str:
    """``text`` without what XML forbids and without empty lines."""
    return _EMPTY.sub("\n", _FORBIDDEN.sub("", text))
