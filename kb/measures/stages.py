"""Whether a passage tells what was done, is lacking or is planned, by headings and by words.

The words are in ``kb/data/stages.json``. All texts are folded (`kb.parsing.report_lines.fold`).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kb.measures.model import Stage

_TITLES = re.compile(r"《[^《》]*》")
_PARTS = re.compile(r"[和与及、,;]|以及|暨")
_SENTENCES = re.compile(r"[^。!?\n]+[。!?]?")
_CLOSING = ",。;:!?\n"
_PAUSE = re.compile(f"[{_CLOSING}]")
_CLAUSES = re.compile(f"[^{_CLOSING}]*[{_CLOSING}]?")
#: What comes before a shortcoming: 但还存在一些不足,如 ….
_LEADS_TO_LACK = re.compile(
    r"^(?:如|即|比如|例如|特别是|主要(?:是|有|表现[为在])|(?:但|也|我局|目前|当前|还|仍然?|依然)*存在"
    r"(?:着|的|一些|一定|主要|突出)*(?:(?:问题|不足|差距|短板)[和与及]?)*(?:是|有)?)"
)
#: 2024年, but neither end of 2021—2025年.
_YEAR = re.compile(r"(?<![\d—–\-~至到])(20\d\d)年(?!\s*[—–\-~至])")
_NO_YEAR = "(?!)"
#: Where a paragraph turns from shortcomings to plans, it counts as shortcomings if they take
#: this share of both.
_LACKING_SHARE = 1 / 3


def announced(heading: str, year: int | None, *, after_lacking: bool = False) -> frozenset[Stage]:
    """What ``heading`` says of what stands under it; several where it announces several.

    year: the report's. after_lacking: whether shortcomings have been told before, so that
    主要工作 is what comes next.

    >>> sorted(stage.name for stage in announced("存在的不足和2024年主要工作", 2023))
    ['LACKING', 'PLANNED']
    >>> announced("整治突出问题", 2023)
    frozenset()
    """
    found: set[Stage] = set()
    for part in _PARTS.split(_TITLES.sub("", heading)):
        plans = _finds("plan", part, year) and not _finds("plan_not", part, year)
        if after_lacking or Stage.LACKING in found:
            plans = plans or _finds("plan_after_lacking", part, year)
        if plans or _finds("future", part, year):
            found.add(Stage.PLANNED)
        elif _finds("lacking", part, year) and not _finds("lacking_not", part, year):
            found.add(Stage.LACKING)
        elif _finds("done", part, year) and not _finds("done_not", part, year):
            found.add(Stage.DONE)
    return frozenset(found)


def announced_by(
    headings: Sequence[str], year: int | None, *, after_lacking: bool = False
) -> frozenset[Stage]:
    """What ``headings``, outermost first, say together: the innermost that says something.

    成效 below a heading of plans is what is hoped for, so it changes nothing.
    """
    known: frozenset[Stage] = frozenset()
    for heading in headings:
        said = announced(heading, year, after_lacking=after_lacking)
        if known and Stage.DONE not in known:
            said -= {Stage.DONE}
        known = said or known
    return known


def opens_with(words: str, year: int | None) -> Stage | None:
    """The stage that the first sentence of ``words`` names beyond doubt: 下一步,我局将 …."""
    return next((_told(sentence, year) for sentence in _sentences(words)), None)


def told_by(words: str, among: frozenset[Stage], year: int | None) -> Stage | None:
    """Which stage of ``among`` the sentences of a paragraph tell of; None if they don't say.

    among: empty for all.
    """
    told: Counter[Stage | None] = Counter()
    state: Stage | None = None
    for sentence in _sentences(words):
        state = _told(sentence, year) or (state if state is Stage.PLANNED else None)
        short = among and Stage.DONE not in among and falls_short(sentence)
        told[Stage.LACKING if state is None and short else state] += len(sentence)
    lacking, planned = told[Stage.LACKING], told[Stage.PLANNED]
    if (not among or Stage.DONE in among) and 2 * (lacking + planned) <= told.total():
        return None
    turn = Stage.LACKING if lacking >= _LACKING_SHARE * (lacking + planned) else Stage.PLANNED
    return turn if lacking + planned and (not among or turn in among) else None


def point_tells(words: str, year: int | None) -> Stage | None:
    """Whether a point or numbered paragraph names a shortcoming or a plan, by how it begins."""
    first = next(iter(_sentences(words)), "")
    if told := _told(first, year):
        return told
    if falls_short(first):
        return Stage.LACKING
    return Stage.PLANNED if _finds("begins_planning", first, year) else None


def leads_over(words: str) -> bool:
    """Whether ``words`` end by leading over to what follows: 主要做法如下:."""
    return _finds("leads_over", words, None)


def lead_names(words: str, year: int | None) -> Stage | None:
    """What the last sentence of ``words`` announces, if it leads over to a list."""
    last = (_sentences(words) or [""])[-1]
    if not leads_over(last):
        return None
    if _finds("lead_plans", last, year):
        return Stage.PLANNED
    lacks = _finds("lead_lacks", last, year) and not _finds("lead_lacks_not", last, year)
    return Stage.LACKING if lacks else None


def sentence_lacks(words: str) -> bool:
    """Whether ``words`` are one sentence that says only that something is lacking."""
    sentences = _sentences(words)
    return len(sentences) == 1 and _told(sentences[0], None) is Stage.LACKING


def telling_from(words: str, stage: Stage, year: int | None) -> int:
    """Where a paragraph begins to tell of ``stage``: behind what was achieved all the same."""
    at = 0
    for clause in _CLAUSES.findall(words):
        if stage is Stage.PLANNED and _finds("sentence_plans", words[at:], year):
            return at
        said = _LEADS_TO_LACK.sub("", clause)
        if stage is Stage.LACKING and falls_short(said.rstrip(_CLOSING)):
            return at + len(clause) - len(said)
        at += len(clause)
    return 0


def year_named(words: str, year: int) -> int | None:
    """The first year after ``year`` that ``words`` name."""
    years = (int(match[1]) for match in _YEAR.finditer(_TITLES.sub("", words)))
    return next((named for named in years if named > year), None)


def _told(sentence: str, year: int | None) -> Stage | None:
    """What a sentence says of its stage in so many words."""
    if _finds("sentence_plans", sentence, year):
        return Stage.PLANNED
    lacks = _finds("sentence_lacks", sentence, year)
    return Stage.LACKING if lacks and not _finds("sentence_lacks_not", sentence, year) else None


def falls_short(sentence: str) -> bool:
    """Whether a clause of ``sentence`` ends by saying that something is not enough.

    >>> falls_short("普法力度不够,形式单一"), falls_short("补齐应诉短板")
    (True, False)
    """
    short = any(_finds("falls_short", clause, None) for clause in _PAUSE.split(sentence))
    return short and not _finds("remedies", sentence, None)


def _sentences(words: str) -> list[str]:
    return [match[0].strip() for match in _SENTENCES.finditer(words) if match[0].strip()]


def _finds(rule: str, text: str, year: int | None) -> bool:
    return bool(_patterns(year)[rule].search(text))


@cache
def _patterns(year: int | None) -> dict[str, re.Pattern[str]]:
    """The rules for a report of ``year``."""
    data = json.loads((files("kb") / "data" / "stages.json").read_text(encoding="utf-8"))
    del data["about"]
    later = "|".join(str(year + ahead) for ahead in range(1, 6)) if year else ""
    years = rf"(?<![\d—–\-~至到])(?:{later})年(?!\s*[—–\-~至])" if later else _NO_YEAR
    return {rule: re.compile(pattern.replace("(year)", years)) for rule, pattern in data.items()}
