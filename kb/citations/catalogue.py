from __future__ import annotations
from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class Edition:
    published: str|None
    effective: str|None
    number: str|None=None
    articles: int|None=None
    doc_id: str|None=None
@dataclass(frozen=True, slots=True)
class Law:
    title: str
    kind: str
    org: str|None
    editions: tuple[Edition,...]
    repealed: str|None=None
    successor: str|None=None
    basis: str|None=None
    standing: str|None=None
    url: str|None=None
    source: str=""
