"""Files to text: one module a format, all giving a `Reading`.

`read` picks the module by the file's name and turns every way a file can be unreadable
into a `UserError` that names the file and says what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kb.errors import UserError
from kb.reading.base import Reading
from kb.reading.text import read_text

__all__ = ["MAX_BYTES", "READERS", "Reading", "read", "readable"]

#: Formats by suffix. Markdown is read as the text it is: its marks are what the parsers
#: see as headings, and spans must point into the file's own characters.
READERS: dict[str, Callable[[bytes], Reading]] = {
    ".txt": read_text,
    ".md": read_text,
    ".markdown": read_text,
}

#: No report or law comes near this; what does is a dump that would stall the machine.
MAX_BYTES = 50 * 1024 * 1024


def readable(path: Path) -> bool:
    """Whether ``path`` has the name of a format that can be read."""
    return path.suffix.lower() in READERS and not path.name.startswith((".", "~$"))


def read(path: Path) -> Reading:
    """The text of the file at ``path``.

    Raises UserError when it is missing, not a file, too large, empty, of an unknown format,
    binary, or in no encoding that can be told.
    """
    reader = READERS.get(path.suffix.lower())
    try:
        if not path.is_file():
            remedy = "请检查路径是否写对"
            raise UserError("没有这个文件", where=path, remedy=remedy)
        if reader is None:
            known = "、".join(READERS)
            raise UserError(
                f"暂不支持 {path.suffix or '没有扩展名的'} 文件",
                where=path,
                remedy=f"目前可读 {known};请另存为其中一种再添加",
            )
        size = path.stat().st_size
        if size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1024 // 1024} MB"
            raise UserError(
                f"文件过大({size / 1024 / 1024:.0f} MB,上限 {limit})",
                where=path,
                remedy="请拆成几个文件再添加",
            )
        data = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"无法读取文件({error.strerror or error})", where=path, remedy="请检查文件权限"
        ) from error
    try:
        return reader(data)
    except UserError as error:
        raise error.at(path) from error
