"""A new index appears in one step or not at all."""

from pathlib import Path

import pytest

from kb.errors import UserError
from kb.generations import Generations


def write(generations: Generations, contents: str) -> Path:
    with generations.writing() as folder:
        (folder / "data").write_text(contents)
        generations.publish(folder)
        return folder


def test_nothing_is_current_before_the_first(tmp_path: Path) -> None:
    assert Generations(tmp_path / "index").current() is None


def test_the_last_published_is_current(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    for contents in ("one", "two", "three"):
        folder = write(generations, contents)
        assert generations.current() == folder
        assert (folder / "data").read_text() == contents


def test_a_crash_leaves_the_old_one(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    before = write(generations, "old")
    with pytest.raises(RuntimeError), generations.writing() as folder:
        (folder / "data").write_text("half")
        raise RuntimeError("crash")
    assert generations.current() == before
    assert not folder.exists()


def test_a_process_killed_while_writing_is_cleaned_up_later(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    write(generations, "old")
    left_over = generations.root / "g000009"
    left_over.mkdir()
    new = write(generations, "new")
    assert generations.current() == new
    assert not left_over.exists()


def test_the_one_before_is_kept_for_readers(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    first, second, third = (write(generations, c) for c in "abc")
    assert not first.exists()
    assert second.exists()
    assert third.exists()


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "index")
    other = Generations(tmp_path / "index")
    with generations.writing(), pytest.raises(UserError, match="另一个进程"), other.writing():
        pass


@pytest.mark.parametrize("pointer", ["", "g000007", "../elsewhere", "garbage\0", "."])
def test_a_damaged_pointer_is_told(tmp_path: Path, pointer: str) -> None:
    generations = Generations(tmp_path / "index")
    write(generations, "old")
    (generations.root / "CURRENT").write_text(pointer)
    with pytest.raises(UserError, match="kb build --rebuild"):
        generations.current()
