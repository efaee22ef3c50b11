"""Plain text and Markdown: encodings, line ends, front matter."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from kb.errors import UserError
from kb.reading.base import Reading

#: Files people rename to .txt or drop in by mistake, told apart by their first bytes.
_MAGIC = (
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "压缩包或 Word/WPS 新格式(.docx)文件"),
    (b"\xd0\xcf\x11\xe0", "Word/WPS 旧格式(.doc)文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")

#: Of the Han characters in a text in modern Chinese, at least this share is in GB 2312.
#: Bytes of another encoding read as GB 18030 give mostly characters outside of it.
_COMMON_SHARE = 0.9

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"([A-Za-z_一-鿿][\w一-鿿-]*)[ \t]*[:：][ \t]*(.*)")


def read_text(data: bytes) -> Reading:
    """Decode ``data`` and take note of its front matter.

    Raises UserError when it is empty, binary, or in no encoding that can be told.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UserError("文件是空的", remedy="请检查文件内容后重新添加")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UserError(f"这是{what},不是文本", remedy="请打开后另存为 .txt(UTF-8)再添加")
    text, encoding = _decode(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\u3000\xa0"):
        raise UserError("文件里只有空白", remedy="请检查文件内容后重新添加")
    front_matter, start = _front_matter(text)
    return Reading(text, encoding, front_matter, start)


def _decode(data: bytes) -> tuple[str, str]:
    """The text of ``data`` and its encoding's name."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding), encoding.removesuffix("-sig")
            except UnicodeDecodeError as error:
                raise _undecodable(encoding, error) from error
    if b"\x00" in data:
        raise UserError(
            "这是二进制文件,不是文本", remedy="请确认选对了文件,或另存为 .txt(UTF-8)再添加"
        )
    try:
        return _printable(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        utf8_error = error
    # GB 18030 contains GBK and GB 2312, so one attempt serves all three.
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        # One damaged character in an otherwise plain file is worth naming by its place.
        nearest = max(utf8_error, error, key=lambda e: e.start)
        if nearest.start > len(data) // 2:
            raise _undecodable(nearest.encoding, nearest) from error
    else:
        if _is_chinese(text):
            return _printable(text), "gb18030"
    guess = from_bytes(data).best()
    if guess is not None and _is_chinese(str(guess)):
        return _printable(str(guess)), guess.encoding
    raise UserError(
        "无法识别文字编码",
        remedy="请用记事本或 WPS 打开,确认显示正常后另存为 UTF-8 编码的 .txt 再添加",
    )


def _undecodable(encoding: str, error: UnicodeDecodeError) -> UserError:
    tried = encoding.removesuffix("-sig").upper()
    return UserError(
        f"按 {tried} 解码到第 {error.start + 1} 字节处出错,文件可能已损坏",
        remedy="请用原来的软件打开,另存为 UTF-8 编码的 .txt 再添加",
    )


def _is_chinese(text: str) -> bool:
    """Whether the Han characters of ``text`` are those people write with, and there are some."""
    han = "".join(_HAN.findall(text))
    if not han:
        return False
    # GB 2312 takes two bytes a character; those it lacks are left out.
    common = len(han.encode("gb2312", "ignore")) // 2
    return common >= _COMMON_SHARE * len(han)


def _printable(text: str) -> str:
    """``text``, if it is one: more than a stray control character means a binary file."""
    if len(_CONTROL.findall(text)) > max(2, len(text) // 200):
        raise UserError(
            "这是二进制文件,不是文本", remedy="请确认选对了文件,或另存为 .txt(UTF-8)再添加"
        )
    return text


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """The properties between two lines of ``---`` at the top, and where the rest begins."""
    block = _FRONT_MATTER.match(text)
    if not block:
        return {}, 0
    properties = {}
    for line in block[1].splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            pair = _PROPERTY.fullmatch(line.strip())
            if not pair:
                # Two rules around something else: a text that opens with a line of dashes.
                return {}, 0
            properties[pair[1].lower()] = pair[2].strip().strip("\"'")
    return properties, block.end()
