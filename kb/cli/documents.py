"""The document that a command is about: a file, or one of the base."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from kb.errors import UserError

if TYPE_CHECKING:
    from kb.document import Document
    from kb.library import KnowledgeBase


def named_document(args: Namespace, library: KnowledgeBase) -> Document:
    """The file that ``args.document`` names, parsed by ``args.kind``; or else that of the base.

    Raises UserError where there is neither.
    """
    from kb.corpus import load_file

    path = Path(args.document)
    if path.is_file():
        return load_file(path, path.name, "", genre=args.kind)
    try:
        return library.document(args.document)
    except UserError as error:
        raise UserError(
            f"没有这个文件;按编号或标题查找:{error.what}",
            where=args.document,
            remedy=error.remedy,
        ) from error
