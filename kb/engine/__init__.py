"""Search engines: keyword indexes behind one interface, vectors, the query language."""

from __future__ import annotations

import os
import shutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from kb.engine.base import Entry, KeywordEngine, Scored
from kb.errors import UserError

__all__ = ["ENGINES", "Entry", "KeywordEngine", "Scored", "choose_engine", "clone"]

#: The keyword engines, best first: name, and where its class is (imported when chosen).
ENGINES = {
    "tantivy": ("kb.engine.tantivy", "TantivyEngine"),
    "whoosh": ("kb.engine.whoosh", "WhooshEngine"),
}

#: Endings of files written once and then only read, or deleted.
_IMMUTABLE = (
    *(".term", ".idx", ".pos", ".fast", ".fieldnorm", ".store", ".del"),  # tantivy
    ".seg",  # Whoosh
)


def choose_engine(name: str | None = None) -> type[KeywordEngine]:
    """The keyword engine called ``name``, else by ``KB_ENGINE``, else the best at hand.

    Raises UserError for an unknown name, and for one that is not installed.
    """
    name = name or os.environ.get("KB_ENGINE")
    if not name:
        name = next(each for each in ENGINES if find_spec(each))
    if name not in ENGINES:
        raise UserError("没有这个检索引擎", where=name, remedy=f"可选:{'、'.join(ENGINES)}")
    if not find_spec(name):
        raise UserError("这个检索引擎没有安装", where=name, remedy=f"请运行 pip install {name}")
    module, engine = ENGINES[name]
    return getattr(import_module(module), engine)


def clone(src: Path, dst: Path) -> None:
    """Copy the index in ``src`` to ``dst``, which must not exist, sharing what never changes.

    Segments are written once: they are hard-linked where the file system can, so that a
    large index is copied in no time. What is rewritten in place is copied. Locks stay
    behind. Updating either index afterwards leaves the other as it is.
    """
    dst.mkdir(parents=True)
    for file in sorted(src.iterdir()):
        if file.suffix in _IMMUTABLE:
            _link(file, dst / file.name)
        elif not file.name.endswith((".lock", "LOCK")):
            shutil.copy2(file, dst / file.name)


def _link(src: Path, dst: Path) -> None:
    try:
        os.link(src, dst)
    except OSError:  # another file system, or one without links
        shutil.copy2(src, dst)
