"""What reading a file gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's text and what the file itself says about it.

    ``text`` is the whole file, decoded, with line ends made ``\\n`` and nothing else
    changed, so that offsets into it are offsets a person can check.
    """

    text: str
    #: How the bytes were decoded, e.g. ``utf-8``, ``gb18030``.
    encoding: str
    #: Key and value of each line of front matter, keys in lower case.
    front_matter: Mapping[str, str] = field(default_factory=dict)
    #: Where the text after the front matter begins.
    start: int = 0
