"""Which engine is taken, and how an index is copied."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kb.engine import ENGINES, KeywordEngine, choose_engine, clone
from kb.errors import UserError


def test_every_engine_bears_its_name(engine_class: type[KeywordEngine]) -> None:
    assert engine_class.name in ENGINES
    assert choose_engine(engine_class.name) is engine_class


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_ENGINE", "whoosh")
    assert choose_engine().name == "whoosh"


def test_without_tantivy_whoosh_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_ENGINE", raising=False)
    monkeypatch.setattr("kb.engine.find_spec", lambda name: name == "whoosh")
    assert choose_engine().name == "whoosh"
    with pytest.raises(UserError, match="pip install tantivy"):
        choose_engine("tantivy")


def test_with_tantivy_it_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tantivy")
    monkeypatch.delenv("KB_ENGINE", raising=False)
    assert choose_engine().name == "tantivy"


def test_an_unknown_engine_is_named_with_those_there_are() -> None:
    with pytest.raises(UserError, match="tantivy、whoosh"):
        choose_engine("elastic")


def test_importing_the_package_loads_no_engine() -> None:
    code = (
        "import sys, kb.engine; print(*{'tantivy', 'whoosh', 'jieba', 'rjieba'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_segments_are_shared_and_the_rest_is_copied(
    engine: KeywordEngine, folder: Path, tmp_path: Path
) -> None:
    clone(folder, tmp_path / "clone")
    shared = {f.name for f in folder.iterdir() if f.stat().st_nlink > 1}
    total = sum(f.stat().st_size for f in folder.iterdir())
    assert sum((folder / name).stat().st_size for name in shared) > total / 2
    assert not any("lock" in f.name.lower() for f in (tmp_path / "clone").iterdir())
    assert not any(name.endswith((".json", ".toc")) for name in shared)


def test_without_links_everything_is_copied(
    engine: KeywordEngine, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise OSError("links are not supported here")

    monkeypatch.setattr(os, "link", refuse)
    clone(folder, tmp_path / "clone")
    assert len(type(engine).open(tmp_path / "clone")) == len(engine)
