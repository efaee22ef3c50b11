"""Generations of the index: built beside the one in use, switched over in one step.

``index/CURRENT`` names the generation in use. A new one is written into a folder of its own
and becomes current when `publish` replaces that one small file, which the file system does
atomically: a reader, or a crash at any moment, finds either the old index or the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from kb.errors import UserError

_POINTER = "CURRENT"
_PREFIX = "g"

#: Left in a generation when it is published; one without it was never finished.
_FINISHED = "PUBLISHED"

#: Generations kept: the current one and the one before, which readers may still be opening.
_KEPT = 2


class Generations:
    """The generations below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def current(self) -> Path | None:
        """Folder of the generation in use; None before the first build.

        Raises UserError when the pointer leads nowhere.
        """
        try:
            name = (self.root / _POINTER).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            name = ""
        folder = self.root / name
        if not name.startswith(_PREFIX) or folder.parent != self.root or not folder.is_dir():
            raise UserError(
                "索引损坏:当前版本的文件夹不存在",
                where=self.root,
                remedy="请运行 kb build --rebuild 重建",
            )
        return folder

    @contextmanager
    def writing(self) -> Iterator[Path]:
        """A new, empty generation's folder, removed again unless it is published.

        Only one process writes at a time; UserError when another one does.
        """
        self.root.mkdir(parents=True, exist_ok=True)
        try:
            lock = FileLock(self.root / "lock", timeout=0)
            lock.acquire()
        except Timeout as error:
            raise UserError(
                "另一个进程正在更新索引", where=self.root, remedy="请等它结束后再试"
            ) from error
        try:
            folder = self.root / f"{_PREFIX}{self._last_number() + 1:06d}"
            folder.mkdir()
            try:
                yield folder
            finally:
                self._clean()
        finally:
            lock.release()

    def publish(self, folder: Path) -> None:
        """Make the generation in ``folder`` the current one."""
        (folder / _FINISHED).touch()
        pointer = self.root / _POINTER
        beside = pointer.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(pointer)

    def _all(self) -> list[Path]:
        """Folders of all generations, oldest first."""
        named = (p for p in self.root.glob(f"{_PREFIX}*") if p.name[1:].isdecimal())
        return sorted((p for p in named if p.is_dir()), key=lambda p: int(p.name[1:]))

    def _last_number(self) -> int:
        return max((int(p.name[1:]) for p in self._all()), default=0)

    def _clean(self) -> None:
        """Remove what no reader needs: generations long past and ones never published."""
        every = self._all()
        kept = [folder for folder in every if (folder / _FINISHED).exists()][-_KEPT:]
        for folder in every:
            if folder not in kept:
                # On Windows a reader's open files can't be removed; the next build tries again.
                shutil.rmtree(folder, ignore_errors=True)
