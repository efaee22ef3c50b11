"""The command run as a person runs it, in a small home."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.cli import main


class Ran:
    """What a command gave."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def objects(self) -> list[dict]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def kb(home: Path, capsys: pytest.CaptureFixture[str]):
    def run(*argv: str) -> Ran:
        capsys.readouterr()
        try:
            status = main(["--home", str(home), *argv])
        except SystemExit as exit_:
            status = int(exit_.code or 0)
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return run
