"""How fast citations and figures are found, and how the time grows with hostile text.

    python -m benchmarks.finding.speed FOLDER

Prints megabytes (UTF-8) of text a second over every text in the folder, beside two others over the
same texts in the same run: one regular expression for 《…》第…条 (the floor), and cutting the texts
into words, which every build does. Then, for runs of the characters that citations and figures are
made of, how the time grows when the text is doubled: 2 is linear.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kb.citations.find import find, find_in
from kb.document import Document
from kb.errors import UserError
from kb.figures import figures_in, find_figures
from kb.parsing import parse
from kb.reading import read
from kb.segmentation import words

_FLOOR = re.compile(r"《([^《》]+)》(?:第[零〇一二三四五六七八九十百千\d]+条)?")
_CITATIONS = (
    *("《", "《甲", "《甲》", "《条例》", "《甲》(以下简称《乙》)", "(", "(以下简称", "第"),
    *("第一条", "第一条、", "条例", "法", "土地管理法", "榕湾市管理", "榕政发〔2021〕"),
    *("国务院令第", "号", "一、", "本法", "上述规定"),
)
_FIGURES = (
    *("1", "12", "2023", "1,234", "一二三、", "百千", "百分之", "3—", "近约", "(1)", "届", "第二"),
    *("12件", "办理12件、", "其中3件,", "审结9件。", "“三", "由5天压缩到3天"),
)
_LENGTH = 20_000


def main() -> None:
    """Measure, print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    documents = [document for path in paths if (document := _parsed(path, folder))]
    size = sum(len(document.text.encode()) for document in documents) / 1e6
    find_in(documents[0])  # the catalogue is read once
    floor = _median(lambda: [_FLOOR.findall(document.text) for document in documents])
    cutting = _median(lambda: [words(document.text) for document in documents])
    print(f"{len(documents)} texts, {size:.1f} MB; median of 3")
    print(f"one regular expression {size / floor:9.1f} MB/s")
    print(f"words                  {size / cutting:9.1f} MB/s")
    for name, find_all in (("citations", find_in), ("figures", figures_in)):
        taken = _median(lambda each=find_all: [each(document) for document in documents])
        print(f"{name:22} {size / taken:9.1f} MB/s, {taken / cutting:.2f} times words")
    # The garbage of what comes next is its own, not that of the laws in memory.
    gc.freeze()
    print(f"\ntime for {2 * _LENGTH:,} characters to time for {_LENGTH:,}; median of 3")
    for find_all, runs in ((find, _CITATIONS), (find_figures, _FIGURES)):
        for run in runs:
            once = _median(partial(find_all, run * (_LENGTH // len(run))))
            twice = _median(partial(find_all, run * (2 * _LENGTH // len(run))))
            print(f"{twice / once:5.2f}  {twice * 1e3:7.1f} ms  {run}")


def _parsed(path: Path, folder: Path) -> Document | None:
    try:
        return parse(read(path), path=str(path.relative_to(folder)))
    except UserError:
        return None


def _median(work: Callable[[], object], times: int = 3) -> float:
    """Seconds that ``work`` takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
