"""What a figure tells: what it counts, what was done, and whether of the report's own year."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kb.figures import Figure
from kb.measures.topic import FoundMeasure
from kb.segmentation import narrow

#: Characters of a text before and after a figure that can tell of which year it is.
_BEFORE, _AFTER = 40, 16
_CLAUSE = re.compile(r"[,。;!?\n]")
#: The words right before a figure.
_LEAD = re.compile(r"[^\W\d]*$")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?")
#: What stands in the patterns for any year before the report's.
_EARLIER = "去年"
_QUOTES = re.compile(r"[“”《》]")
#: Marks at the end of a figure: they go with what follows (以内的目标).
_BOUND = re.compile(r"(?:以内|以上|以下|左右)?$")
_ENDS = "。；;\n"
_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure in the terms that it is compared in."""

    #: What is counted, by its usual name, without what was done and what says nothing; what
    #: was done if that is all; "" where the report says neither.
    what: str
    #: One for all units that are used for one another.
    unit: str
    #: Classes of what was done; none where the report says too little.
    done: frozenset[str]
    #: Whether more is told than what was done.
    named: bool


def told(found: FoundMeasure, figure: Figure) -> Told:
    """``figure`` of ``found`` in the terms of ``comparing.json``."""
    rules = _rules()
    action, counts = (_MARKS.sub("", narrow(part)) for part in (figure.action, figure.counts))
    # Where a verb ends and a noun begins is often open: 出庭 率, 合同 审查, 被申请 行政复议.
    phrase = counts if action in counts else action + counts
    named = rules.noun.sub(lambda name: rules.nouns.get(name[0], name[0]), phrase)
    what = rules.verb.sub(lambda verb: verb["noun"] or "", named)
    what = rules.generic.sub("", rules.light.sub("", what))
    # Of several parts (合格138宗、优秀46宗) it is the words right before that tell them apart.
    said = rules.done(_LEAD.findall(_before(found, figure))[0]) or rules.done(phrase)
    unit = rules.units.get(figure.unit, figure.unit)
    if phrase and not what and not said:
        # 全年办理12宗: what there were twelve of is what the measure is about.
        what = _QUOTES.sub("", narrow(found.measure.name))
    return Told(what or (phrase if said else ""), unit, said, bool(what))


def spoken(figure: Figure) -> str:
    """What is counted, as the report says it, for people: 办结行政复议案件, 负责人出庭率."""
    rules = _rules()
    action, counts = (narrow(part).strip() for part in (figure.action, figure.counts))
    if action in counts or rules.light.fullmatch(action):
        action = ""
    return _QUOTES.sub("", action + counts)


def of_its_year(found: FoundMeasure, figure: Figure) -> bool:
    """Whether the figure tells of the year the report is about.

    Reports also name what was before (由18项增加到27项), by how much it changed (比上年增加9项)
    and what had been aimed at (低于10%的控制目标).
    """
    rules = _rules()
    before = _YEAR.sub(
        lambda year: _EARLIER if int(year[1]) < (found.meta.year or 0) else "",
        _before(found, figure),
    )
    clause = _CLAUSE.split(before)[-1]
    end = max(0, figure.end - found.measure.start)
    bound = _BOUND.search(figure.text)
    after = (bound[0] if bound else "") + narrow(found.text[end : end + _AFTER])
    return not (rules.before.search(clause) or rules.after.search(after))


def _before(found: FoundMeasure, figure: Figure) -> str:
    """What stands before the figure, half-width and with numbers as one."""
    at = max(0, figure.start - found.measure.start)
    return _THOUSANDS.sub("", narrow(found.text[max(0, at - _BEFORE) : at]))


def sentence(found: FoundMeasure, figure: Figure) -> str:
    """The sentence of the measure's text that the figure stands in."""
    at = max(0, figure.start - found.measure.start)
    start = max(found.text.rfind(mark, 0, at) for mark in _ENDS) + 1
    ends = [end for mark in _ENDS if (end := found.text.find(mark, at)) >= 0]
    return found.text[start : min(ends, default=len(found.text))]


class _Rules:
    """What ``comparing.json`` says, as patterns."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.units = {unit: alike[0] for alike in table["units"] for unit in alike}
        self.verbs = {verb: alike[0] for alike in table["verbs"] for verb in alike}
        self.nouns: dict[str, str] = table["nouns"]
        kept = {*self.nouns.values(), *table["kept"]}
        #: A name that is part of its usual one is left alone there.
        self.noun = _any_of({*self.nouns, *kept})
        rates = "|".join(table["rates"])
        #: A verb, or a name that a verb is part of.
        self.verb = re.compile(
            f"(?P<noun>{_any_of(kept).pattern})|(?P<verb>{_any_of(self.verbs).pattern})(?!{rates})"
        )
        self.light = re.compile(f"(?:{_any_of(table['light']).pattern})(?!{rates})")
        self.generic = re.compile(f"(?<=.)(?:{'|'.join(table['generic'])})+$")
        told = [table[name] for name in ("earlier", "difference", "target")]
        self.before, self.after = (
            re.compile("|".join(pattern for each in told for pattern in each[side]))
            for side in ("before", "after")
        )

    def done(self, phrase: str) -> frozenset[str]:
        """Classes of the verbs in it."""
        return frozenset(self.verbs[v["verb"]] for v in self.verb.finditer(phrase) if v["verb"])


@cache
def _rules() -> _Rules:
    return _Rules(json.loads((files("kb") / "data" / "comparing.json").read_text("utf-8")))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, longest_first)))
