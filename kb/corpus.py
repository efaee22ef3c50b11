"""The documents of a knowledge base: files below ``corpus/`` and the packaged national laws.

``corpus/`` is the user's: files can be put there by hand or with `kb add`. What a file
doesn't say itself (its address, which parser reads it) stands in ``corpus/manifest.json``.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path

from kb.citations import FINDER_VERSION
from kb.document import Document, Genre
from kb.errors import UserError
from kb.figures import FIGURES_VERSION
from kb.measures.extract import MEASURES_VERSION
from kb.parsing import PARSER_VERSION, parse
from kb.parsing.law import parse_law
from kb.reading import read, readable
from kb.reading.national_laws import LawText, data_version, law_ids, national_laws

_MANIFEST = "manifest.json"
_REMOVED = ".removed"
#: What the origins of packaged laws begin with.
_NATIONAL = "national-laws:"
#: Below corpus/, where `kb add` puts copies.
_ADDED = "added"
#: Of the programs that read a document: with another of them it has to be read anew.
_VERSIONS = f"{PARSER_VERSION}.{FINDER_VERSION}.{FIGURES_VERSION}.{MEASURES_VERSION}"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that ought to be in the index, and how to get it."""

    #: Path below corpus/ with ``/``, or ``national-laws:ID``.
    origin: str
    doc_id: str
    #: Changes when the document has to be parsed anew.
    fingerprint: str
    load: Callable[[], Document]


@dataclass(slots=True)
class Declared:
    """What is known of one file only because the user said so."""

    url: str | None = None
    genre: Genre | None = None
    #: Where it was copied from: adding that file again replaces this one.
    copied_from: str | None = None


@dataclass(slots=True)
class Manifest:
    """The contents of ``corpus/manifest.json``."""

    national_laws: bool = True
    #: Ids of packaged laws the user took out.
    removed: list[str] = field(default_factory=list)
    files: dict[str, Declared] = field(default_factory=dict)


class Corpus:
    """The documents below ``root``."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._manifest = self._read_manifest()
        self._copies = {d.copied_from: origin for origin, d in self._manifest.files.items()}

    def sources(self) -> Iterator[Source]:
        """Every document there is: the packaged laws, then files by path."""
        if self._manifest.national_laws:
            fingerprint = f"{data_version()}/{_VERSIONS}"
            for law_id in law_ids():
                if law_id not in self._manifest.removed:
                    load = partial(self._national_law, law_id)
                    yield Source(f"{_NATIONAL}{law_id}", law_id, fingerprint, load)
        for path in self.files():
            yield self._source(path)

    def files(self) -> list[Path]:
        """Paths of all readable files, in order; what is hidden is left out."""
        return sorted(walk(self.root)) if self.root.is_dir() else []

    def origin_for(self, path: Path, below: Path | None = None) -> str:
        """Where the file ``path`` lies in the corpus, or would lie as a copy.

        below: the folder that is being added, whose structure is kept. A file that is in the
        corpus stays where it is; one copied before from the same place takes that place.
        """
        path = path.resolve()
        if path.is_relative_to(self.root.resolve()):
            return path.relative_to(self.root.resolve()).as_posix()
        before = self._copies.get(str(path))
        if before and (self.root / before).exists():
            return before
        inside = Path(below.resolve().name) / path.relative_to(below.resolve()) if below else None
        target = _free(self.root / _ADDED / (inside or path.name))
        return target.relative_to(self.root).as_posix()

    def add(self, path: Path, origin: str, *, url: str | None, genre: Genre | None) -> None:
        """Put a copy of the file ``path`` at ``origin``, and note what the user says of it."""
        path, target = path.resolve(), self.root / origin
        if path != target.resolve():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            self._by_size[path.stat().st_size].append(target)
        before = self._manifest.files.get(origin, Declared())
        self._manifest.files[origin] = Declared(url or before.url, genre or before.genre, str(path))
        self._copies[str(path)] = origin

    def same_bytes(self, path: Path) -> str | None:
        """Origin of a file in the corpus with the very bytes of ``path``, or None."""
        data = path.read_bytes()
        for file in self._by_size[len(data)]:
            if file.is_file() and file.read_bytes() == data:
                return file.relative_to(self.root).as_posix()
        return None

    @cached_property
    def _by_size(self) -> defaultdict[int, list[Path]]:
        """Files by size in bytes, so that looking for a twin reads few of them."""
        by_size = defaultdict(list)
        for file in self.files():
            by_size[file.stat().st_size].append(file)
        return by_size

    def remove(self, origin: str) -> Path | None:
        """Take a document out. A file is kept below ``corpus/.removed``: that path, or None."""
        if origin.startswith(_NATIONAL):
            self._manifest.removed.append(origin.removeprefix(_NATIONAL))
            return None
        self._manifest.files.pop(origin, None)
        kept = _free(self.root / _REMOVED / origin)
        kept.parent.mkdir(parents=True, exist_ok=True)
        (self.root / origin).replace(kept)
        return kept

    def save(self) -> None:
        """Write the manifest, whole or not at all."""
        self.root.mkdir(parents=True, exist_ok=True)
        files = {origin: asdict(d) for origin, d in sorted(self._manifest.files.items())}
        contents = {**asdict(self._manifest), "files": files}
        beside = self.root / f".{_MANIFEST}.new"
        text = json.dumps(contents, ensure_ascii=False, indent=1)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(self.root / _MANIFEST)

    @cached_property
    def _national_laws(self) -> dict[str, LawText]:
        return {law.id: law for law in national_laws()}

    def _national_law(self, law_id: str) -> Document:
        law = self._national_laws[law_id]
        _, sections, passages = parse_law(law.text)
        return Document(law_id, law.meta, law.text, sections, passages)

    def _source(self, path: Path) -> Source:
        origin = path.relative_to(self.root).as_posix()
        declared = self._manifest.files.get(origin, Declared())
        digest = blake2b(path.read_bytes(), digest_size=16)
        digest.update(f"{declared.url}\n{declared.genre}\n{_VERSIONS}".encode())
        doc_id = doc_id_of(origin)
        load = partial(load_file, path, origin, doc_id, genre=declared.genre, url=declared.url)
        return Source(origin, doc_id, digest.hexdigest(), load)

    def _read_manifest(self) -> Manifest:
        path = self.root / _MANIFEST
        try:
            contents = json.loads(path.read_text(encoding="utf-8"))
            files = {
                origin: Declared(d["url"], d["genre"] and Genre(d["genre"]), d["copied_from"])
                for origin, d in contents.pop("files", {}).items()
            }
            return Manifest(files=files, **contents)
        except FileNotFoundError:
            return Manifest()
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise UserError(
                f"清单文件写坏了({error})",
                where=path,
                remedy="请按 JSON 格式改正,或将其移走(原有网址等登记会失去)",
            ) from error


def walk(folder: Path) -> Iterator[Path]:
    """Readable files below ``folder``, leaving out hidden files and folders."""
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from walk(entry)
        elif readable(entry):
            yield entry


def _free(path: Path) -> Path:
    """``path``, or the first of ``name (2)``, ``name (3)`` … that nothing has taken."""
    free, number = path, 1
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem} ({number})")
    return free


def doc_id_of(origin: str) -> str:
    """The id of the document at ``origin``: the same in every build, so that links last."""
    return blake2b(origin.encode(), digest_size=6).hexdigest()


def load_file(
    path: Path, origin: str, doc_id: str, *, genre: Genre | None = None, url: str | None = None
) -> Document:
    """Read and parse the file ``path`` as the document at ``origin``. Raises UserError."""
    return parse(read(path), doc_id=doc_id, path=origin, genre=genre, url=url)
