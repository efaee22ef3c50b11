"""What each command does: call the library, print what it gives.

Heavy imports stand inside the functions, so that ``kb --help`` answers at once.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kb.cli.printing import columns, print_json, print_remarks, shortened, show_progress
from kb.errors import UserError

if TYPE_CHECKING:
    from kb.building import BuildReport
    from kb.document import Document, Passage
    from kb.library import KnowledgeBase


def add(args: Namespace) -> int:
    """``kb add``: status 1 if any file failed."""
    for path in args.paths:
        if "://" in path:
            raise UserError(
                "尚不能直接读取网址",
                where=path,
                remedy="请在浏览器里把正文存为 .txt,再用 kb add 文件 --url 网址 收入",
            )
    report = _library(args).add(
        [Path(p) for p in args.paths],
        url=args.url,
        genre=args.kind,
        force=args.force,
        progress=show_progress,
    )
    for path, doc_id in report.added:
        print(f"已收入 {doc_id} {path}")
    for path, reason in report.skipped:
        print(f"跳过 {path}:{reason}", file=sys.stderr)
    for error in report.failures:
        print(f"错误:{error}", file=sys.stderr)
    failed = _print_build(report.build)
    return 1 if report.failures or failed else 0


def remove(args: Namespace) -> int:
    """``kb remove``."""
    if not args.ids and not args.samples:
        raise UserError("没有说要移出哪些文件", remedy="写上编号(见 kb list),或用 --samples")
    gone = _library(args).remove(args.ids, samples=args.samples)
    for record, kept in gone:
        where = f",原文件保留在 {kept}" if kept else ""
        print(f"已移出 {record.id} {record.meta.title}{where}")
    if not gone:
        print("没有样例文件")
    return 0


def list(args: Namespace) -> int:
    """``kb list``."""
    for record in _library(args).records():
        if args.json:
            print_json(
                {
                    "id": record.id,
                    **asdict(record.meta),
                    "passages": record.passages,
                    "origin": record.origin,
                }
            )
        else:
            meta = record.meta
            notes = [
                meta.kind,
                meta.org,
                meta.year and str(meta.year),
                meta.status,
                "样例" if meta.sample else None,
            ]
            print(
                record.id,
                meta.title,
                f"({'、'.join(n for n in notes if n)})",
                f"{record.passages} 段",
            )
    return 0


def show(args: Namespace) -> int:
    """``kb show``."""
    library = _library(args)
    document = library.document(args.document)
    if args.locator:
        passages = library.passages_at(document, args.locator)
    elif args.json:
        passages = [*document.passages]
    else:
        print(document.text)
        return 0
    for passage in passages:
        if args.json:
            print_json(
                {"doc_id": document.id, "title": document.meta.title, **_as_json(document, passage)}
            )
        else:
            print(
                "《" + document.meta.title + "》", " › ".join(passage.breadcrumb), passage.locator
            )
            print(document.text_of(passage), end="\n\n")
    return 0


def build(args: Namespace) -> int:
    """``kb build``: status 1 if any file could not be read."""
    return (
        1 if _print_build(_library(args).build(rebuild=args.rebuild, progress=show_progress)) else 0
    )


def search(args: Namespace) -> int:
    """``kb search``."""
    from kb.search import Mode
    from kb.store import Filters

    filters = Filters(tuple(args.kind), tuple(args.org), args.year, args.in_force)
    result = _library(args).search(
        args.query, k=args.k, mode=Mode(args.mode), filters=filters, literal=args.literal
    )
    print_remarks(result.hint, result.suggestion, result.corrected, "检索")
    for hit in result.hits:
        if args.json:
            print_json(hit.as_json())
            continue
        meta, passage = hit.stored.meta, hit.stored.passage
        sample = "样例" if meta.sample else None
        notes = "、".join(n for n in (meta.kind, meta.org, meta.status, sample) if n)
        print(f"{hit.rank}. 《{meta.title}》{passage.locator}({notes})")
        if passage.breadcrumb:
            print("   " + " › ".join(passage.breadcrumb))
        start = hit.answer[0] if hit.answer else 0
        print("   " + ("…" if start else "") + shortened(hit.stored.text[start:]))
        print("   来源:" + (meta.url or "未登记网址") + "\n")
    if not result.hits and not args.json:
        print("没有找到。可换个说法,或放宽筛选条件。")
    return 0


def parse(args: Namespace) -> int:
    """``kb parse``: the metadata, then one passage a line."""
    from kb.corpus import load_file

    document = load_file(args.file, args.file.name, "", genre=args.kind)
    if args.json:
        print_json({**asdict(document.meta), "sections": [asdict(s) for s in document.sections]})
    else:
        known = {**asdict(document.meta), "genre": document.meta.genre.value}
        print("\t".join(f"{key}={value}" for key, value in known.items() if value is not None))
    for passage in document.passages:
        entry = _as_json(document, passage)
        if args.json:
            print_json(entry)
        else:
            crumbs = " › ".join(passage.breadcrumb)
            print(
                f"{passage.locator}\t{crumbs}\t{passage.start}\t{passage.end}\t"
                + str(entry["text"]).replace("\n", "⏎")
            )
    return 0


def eval(args: Namespace) -> int:
    """``kb eval``: a line for each mode."""
    from kb.embedding import load_embedder
    from kb.evaluation import evaluate, read_corpus, read_questions

    questions, sources = read_questions(args.queries), read_corpus(args.corpus)
    rows = [row.as_json() for row in evaluate(sources, questions, load_embedder())]
    if args.json:
        for row in rows:
            print_json(row)
    else:
        for line in columns(_figures(rows)):
            print(line)
    return 0


def serve(args: Namespace) -> int:
    """``kb serve``: the page, on loopback only."""
    from kb.ui import serve as serve_page

    return serve_page(args.home, args.port)


def doctor(args: Namespace) -> int:
    """``kb doctor``: status 1 if anything is amiss."""
    checks = _library(args).doctor()
    for check in checks:
        print(f"{'正常' if check.ok else '异常'}  {check.name}:{check.detail}")
    return 0 if all(check.ok for check in checks) else 1


def _library(args: Namespace) -> KnowledgeBase:
    from kb.library import KnowledgeBase

    return KnowledgeBase(args.home)


def _figures(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[str]]:
    """The figures of `kb eval` as a table, each measure with its interval."""
    names = [name for name in rows[0] if not name.endswith("_ci")]
    yield names
    for row in rows:
        yield [
            f"{row[name]:.3f} [{row[ci][0]:.3f}, {row[ci][1]:.3f}]"
            if (ci := f"{name}_ci") in row
            else str(row[name])
            for name in names
        ]


def _as_json(document: Document, passage: Passage) -> dict[str, object]:
    return {
        "locator": passage.locator,
        "breadcrumb": [*passage.breadcrumb],
        "heading": passage.heading,
        "start": passage.start,
        "end": passage.end,
        "text": document.text_of(passage),
    }


def _print_build(report: BuildReport) -> bool:
    """Say what a build did; whether anything failed."""
    for failure in report.failures:
        print(f"错误:{failure.error}", file=sys.stderr)
    print(
        f"索引已更新:新增 {report.added},更新 {report.changed},移出 {report.removed};"
        f"现有 {report.documents} 个文件,{report.passages} 个段落"
    )
    return bool(report.failures)
