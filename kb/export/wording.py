"""How measures and figures are put in words for people: on paper, in a table, at a terminal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from kb.document import Metadata
from kb.figures import Figure, amount_text
from kb.measures.model import Stage
from kb.measures.told import spoken
from kb.measures.topic import FoundMeasure, TopicResult

_COMMAS = re.compile("[,，]")
#: What tells apart two units of one document that number themselves alike.
_AGAIN = re.compile(r"#(\d+)$")
#: Quotes around a whole topic; it is shown in quotes anyhow.
_QUOTES = "“”\"'‘’「」"
#: Characters of a topic that a title has room for.
_TOPIC = 40


def named(figure: Figure, whole: Figure | None = None) -> str:
    """A figure as it is written, after what it counts: 办结 9件; 耕地 9亩（0.6公顷）.

    whole: what it is shown as a part of; what both count is not said again.
    """
    name = figure.action if whole and figure.counts == whole.counts else spoken(figure)
    beside = f"（{amount_text(*figure.equivalent)}）" if figure.equivalent else ""
    return f"{name} {figure.text}{beside}".strip()


def listed(figures: Sequence[Figure]) -> Iterator[str]:
    """``figures``, each as `named`, the parts of one in brackets after it."""
    starts = {figure.start: figure for figure in figures}
    parts: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.whole in starts and figure.whole is not None:
            parts[figure.whole].append(figure)

    def told(figure: Figure, whole: Figure | None = None) -> str:
        inner = "、".join(told(part, figure) for part in parts[figure.start])
        return named(figure, whole) + (f"（其中：{inner}）" if inner else "")

    return (told(figure) for figure in figures if figure.whole not in starts)


def written_out(figure: Figure) -> str:
    """The number in digits with its unit where the text has it otherwise; "" elsewhere.

    >>> from kb.figures import find_figures
    >>> [written_out(figure) for figure in find_figures("培训1.2万人次，检查1,300家，整改两起。")]
    ['12,000人次', '', '2起']
    """
    written = _COMMAS.sub("", unicodedata.normalize("NFKC", figure.text))
    ends = [figure.value] if figure.upper is None else [figure.value, figure.upper]
    if all(_COMMAS.sub("", digits(value)) in written for value in ends):
        return ""
    return "至".join(map(digits, ends)) + figure.unit


def digits(value: float) -> str:
    """A number in full, its thousands parted.

    >>> digits(1.2e12), digits(73.9)
    ('1,200,000,000,000', '73.9')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,.12g}"


def amount(figure: Figure) -> str:
    """The number with its unit: 1,482件; as it is written where it is approximate or a range.

    >>> amount(Figure(0, 5, "1482件", 1482, "件"))
    '1,482件'
    >>> amount(Figure(0, 4, "近 百件", 100, "件", approximate="近"))
    '近百件'
    """
    if figure.approximate or figure.upper is not None:
        return "".join(figure.text.split())
    return amount_text(figure.value, figure.unit)


def place(locator: str) -> str:
    """A locator for people.

    >>> place("一、(二)1."), place("前言#2")
    ('一、(二)1.', '前言（第2处）')
    """
    return _AGAIN.sub(r"（第\1处）", locator)


def topic(result: TopicResult) -> str:
    """The topic that was asked, without quotes around it, short enough for a title."""
    asked = result.suggestion if result.corrected and result.suggestion else result.topic
    line = " ".join(asked.split()).strip(_QUOTES)
    return line if len(line) <= _TOPIC else line[: _TOPIC - 1] + "…"


def day(iso: str) -> str:
    """A date as it is written in Chinese; what is no ISO date stays as it is.

    >>> day("2024-01-05"), day("二〇二四年")
    ('2024年1月5日', '二〇二四年')
    """
    try:
        known = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{known.year}年{known.month}月{known.day}日"


def dated(meta: Metadata) -> str:
    """When a report was published, or else when it was written."""
    if meta.published:
        return f"{day(meta.published)}发布"
    return f"{day(meta.issued)}成文" if meta.issued else "未注明日期"


def stages(found: Iterable[FoundMeasure]) -> str:
    """How many measures there are of each stage: 成效 3 条、计划 1 条."""
    counted: Mapping[Stage, int] = Counter(one.measure.stage for one in found)
    return "、".join(f"{stage.value} {counted[stage]} 条" for stage in Stage if counted[stage])
