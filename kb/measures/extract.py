"""From a report's passages to its measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from kb.document import Document, Genre, Passage
from kb.measures import stages
from kb.measures.model import Measure, Stage
from kb.measures.themes import theme_of
from kb.parsing.report import CLOSING, FOREWORD
from kb.parsing.report_headings import is_named_heading
from kb.parsing.report_lines import fold
from kb.parsing.report_marks import opening_mark
from kb.parsing.report_words import is_closing, is_date_line, is_org

#: Raise with any change that makes `measures_in` give something else: the next build finds anew.
MEASURES_VERSION = 1

_LONGEST_NAME, _SHORTEST_NAME = 24, 6
#: What fewer characters say is no measure: 无。
_SHORTEST = 4
#: More than a lead to a list must say something itself; a longer sentence does in any case.
_SHORTEST_CONTENT, _LONGEST_LEAD = 16, 60
#: Among how many of the first passages the opening ends.
_OPENING = 4

_ENDS_OPENING = re.compile(r"(?:如下|现将[^。]*|现就[^。]*)[。:]?$")
_OPENS = re.compile(r"为指导|领导下|指导下|以来,|贯彻落实|深入学习|根据.{0,60}(?:要求|通知|规定)")
_DATE = re.compile(r"[\d〇○零O一二三四五六七八九十\s]{4,9}年[^。,]{1,5}月[^。,]{1,5}日?")
_BEFORE_WORDS = " \n、,.:。;!?"
_HAN = re.compile("[㐀-鿿]")
_SENTENCE_END = re.compile("[。!?]")
_PAUSE = re.compile("[,。;:!?]")
#: Clauses that say when or who, and nothing of what.
_WHEN_OR_WHO = re.compile(
    r"(?:\d{4}年度?|今年|今年以来|全年|一年来|年内|年初|上半年|下半年|截至.{0,8}|下一?步|今后"
    r"|下一?阶段|明年|来年|目前|同时|此外|其中|.{2,20}方面|[^,]{0,6}(?:我|本|全)[局委厅县市区镇乡办院]{1,3})"
)
_WILL = re.compile("[我本全][局委厅县市区镇乡办院]{1,3}将")
_BRACKETS = {"《": "》", "“": "”", "(": ")", "「": "」"}


def measures_in(document: Document) -> list[Measure]:
    """The measures of a report, in the order of the text; none for a law.

    A measure is a passage that tells something: not the foreword and the formula at the end,
    nor what only leads over to a list. Where it stands and what it says decide its stage
    (`kb.measures.stages`) and its theme (`kb.measures.themes`).
    """
    if document.meta.genre is Genre.LAW:
        return []
    return list(_Reader(document).measures())


@dataclass(frozen=True, slots=True)
class _Lead:
    """A sentence that announces what stands in the list after it."""

    stage: Stage
    #: Of the passage it stands in.
    breadcrumb: tuple[str, ...]
    #: The headings that all of its list stands under, once the list has begun.
    scope: tuple[str, ...] | None = None

    def scope_from(self, breadcrumb: tuple[str, ...]) -> tuple[str, ...] | None:
        """What a list has as its scope that begins under ``breadcrumb``; None if it cannot.

        It goes on under the same heading, below it, or behind a list that the sentence ends.
        """
        shared = min(len(self.breadcrumb), len(breadcrumb))
        return breadcrumb if self.breadcrumb[:shared] == breadcrumb[:shared] else None


class _Reader:
    """Goes through the passages of a report once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.year = document.meta.year
        self.folded = fold(document.text)
        #: The words of each heading by its title, which has its number.
        self.headings = {part.title: part.heading for part in document.sections}
        self.lead: _Lead | None = None
        self.told_lacking = False

    def measures(self) -> Iterator[Measure]:
        """The measures, in order."""
        passages = _without_opening(self.document.passages, self.folded)
        at = passages[0].start if passages else 0
        for passage, below in zip_longest(passages, passages[1:]):
            self._follow(self.folded[at : passage.start], passage)
            words = self._words(passage)
            headings = self._headings_of(passage)
            stage, turned = self._stage(passage, words, headings)
            if self._tells(passage, words, below):
                yield self._measure(passage, words, headings, stage, turned)
            if named := stages.lead_names(words, self.year):
                self.lead = _Lead(named, passage.breadcrumb)
            elif stages.leads_over(words):
                self.lead = None
            self.told_lacking = self.told_lacking or stage is Stage.LACKING
            at = passage.end

    def _measure(
        self, passage: Passage, words: str, headings: Sequence[str], stage: Stage, turned: bool
    ) -> Measure:
        if not self._is_numbered(passage):
            words = words[stages.telling_from(words, stage, self.year) :]
        # What turns to another stage than its part is of doesn't belong to that part's theme.
        above = [passage.heading] if turned else [passage.heading, *reversed(headings)]
        return Measure(
            passage.locator,
            passage.start,
            passage.end,
            self._name(passage, words, headings),
            theme_of(above, words),
            stage,
            self._year_of(stage, headings, words),
        )

    # -- what it says --------------------------------------------------------------------

    def _words(self, passage: Passage) -> str:
        """The passage without its number, folded."""
        mark = opening_mark(self.folded, passage.start, passage.end)
        numbered = mark and self._is_numbered(passage)
        start = mark.end if mark and numbered else passage.start
        return self.folded[start : passage.end].lstrip(_BEFORE_WORDS)

    def _is_numbered(self, passage: Passage) -> bool:
        """Whether it is a point or a numbered paragraph, as its locator has it."""
        mark = opening_mark(self.folded, passage.start, passage.end)
        return mark is not None and passage.locator.partition("#")[0].endswith(mark.label)

    def _headings_of(self, passage: Passage) -> list[str]:
        """The words of the headings above it, outermost first."""
        return [fold(self.headings.get(title, title)) for title in passage.breadcrumb]

    def _tells(self, passage: Passage, words: str, below: Passage | None) -> bool:
        """Whether a passage says something, rather than leading over or ending the report."""
        if len(_HAN.findall(words)) < _SHORTEST or passage.locator.startswith(CLOSING):
            return False
        if is_closing(words) or is_date_line(words) or _DATE.fullmatch(words):
            return False
        if is_org(words) and not passage.heading and not self._is_numbered(passage):
            return False
        *before, last = re.split(r"(?<=[。!?\n])(?=.)", words)
        if stages.leads_over(last):
            heading = fold(passage.heading)
            said = "".join(before).removeprefix(heading).strip("。:, ")
            return len(said) >= _SHORTEST_CONTENT or stages.falls_short(heading)
        listed = below is not None and self._is_numbered(below)
        lists = listed and below is not None and below.breadcrumb == passage.breadcrumb
        short = len(words) <= _LONGEST_LEAD and not self._is_numbered(passage)
        return not (lists and short and stages.sentence_lacks(words))

    # -- which stage ---------------------------------------------------------------------

    def _follow(self, gap: str, passage: Passage) -> None:
        """Take in what stands between the passages before, and forget a list that has ended."""
        if self.lead:
            under, scope = passage.breadcrumb, self.lead.scope
            scope = self.lead.scope_from(under) if scope is None else scope
            goes_on = scope is not None and under[: len(scope)] == scope
            self.lead = replace(self.lead, scope=scope) if goes_on else None
        last = gap.rstrip().rpartition("\n")[2].strip()
        if stages.leads_over(last) and (named := stages.lead_names(last, self.year)):
            self.lead = _Lead(named, passage.breadcrumb)

    def _stage(self, passage: Passage, words: str, headings: Sequence[str]) -> tuple[Stage, bool]:
        """The stage, and whether the passage turns to it from what its part tells."""
        year, numbered = self.year, self._is_numbered(passage)
        above = [*headings, fold(passage.heading)]
        said = stages.announced_by(above, year, after_lacking=self.told_lacking)
        led = self._led(headings)
        if len(said) == 1:
            [stage] = said
            if led:
                return led, led is not stage
            opens = stages.opens_with(words, year)
            if opens and stages.told_by(words, frozenset(), year) is opens is not stage:
                return opens, stage is Stage.DONE
            return stage, False
        own = None
        if numbered and said and Stage.DONE not in said:
            own = stages.point_tells(words, year)
        own = own or stages.told_by(words, said, year)
        if own and not numbered:
            self.lead = None
        otherwise = Stage.DONE if not said or Stage.DONE in said else Stage.PLANNED
        found = own or led or otherwise
        return found, not said and found is not Stage.DONE

    def _led(self, headings: Sequence[str]) -> Stage | None:
        """What a sentence before has announced, unless a heading in between announces more."""
        if not self.lead:
            return None
        between = stages.announced_by(headings[len(self.lead.breadcrumb) :], self.year)
        return None if between - {Stage.DONE} else self.lead.stage

    def _year_of(self, stage: Stage, headings: Sequence[str], words: str) -> int | None:
        """The year it was done in or is planned for."""
        if self.year is None or stage is not Stage.PLANNED:
            return self.year
        named = (
            stages.year_named(text, self.year)
            for text in (*reversed(headings), words[:_LONGEST_NAME])
        )
        return next(filter(None, named), self.year + 1)

    # -- its name ------------------------------------------------------------------------

    def _name(self, passage: Passage, words: str, headings: Sequence[str]) -> str:
        """Its own heading, that of which it is the first text, or what it begins with."""
        if passage.heading:
            return passage.heading
        if headings and not self._is_numbered(passage) and self._is_first(passage):
            title = self.headings.get(passage.breadcrumb[-1], passage.breadcrumb[-1])
            # What only announces a stage says nothing of the measure.
            if title and not stages.announced(headings[-1], self.year):
                return title
        return _beginning(self.document.text[passage.end - len(words) : passage.end])

    def _is_first(self, passage: Passage) -> bool:
        """Whether nothing else stands between it and the heading right above."""
        numbers = passage.locator.partition("#")[0]
        return not re.search(r"第\d+段$", numbers)


def _beginning(written: str) -> str:
    """The first clause that says something, shortened at a pause."""
    text = fold(written)
    start = 0
    for clause in _PAUSE.split(text):
        if clause.strip() and not _WHEN_OR_WHO.fullmatch(clause.strip()):
            break
        start += len(clause) + 1
    if start >= len(text.rstrip()):
        start = 0
    if subject := _WILL.match(text, start):
        start = subject.end()
    end = start
    for clause in _PAUSE.split(text[start:]):
        stop = end + len(clause) + (end > start)
        if end - start >= _SHORTEST_NAME or (end > start and stop - start > _LONGEST_NAME):
            break
        end = stop
        if text[end : end + 1] in ("。", ";"):
            break
    if end - start > _LONGEST_NAME:
        end = _cut(text, start)
        return written[start:end].strip() + "…"
    return written[start:end].strip()


def _cut(text: str, start: int) -> int:
    """Where a clause too long for a name is cut: at a pause, and in no title or quotation."""
    end = start + _LONGEST_NAME
    pause = text.rfind("、", start + _SHORTEST_NAME, end)
    for opening, closing in _BRACKETS.items():
        at = text.rfind(opening, start, end)
        if at > start + _SHORTEST_NAME and text.find(closing, at, end) < 0:
            end = min(end, at)
    return pause if start < pause < end else end


def _without_opening(passages: Sequence[Passage], text: str) -> Sequence[Passage]:
    """``passages`` without the foreword, which addresses the readers and says what comes."""
    named = [bool(p.breadcrumb) and is_named_heading(fold(p.breadcrumb[0])) for p in passages]
    front = next(
        (n for n, p in enumerate(passages) if p.breadcrumb and not named[n]), len(passages)
    )
    headed = any(p.locator.startswith(FOREWORD) for p in passages[:front])
    ends = [
        n + 1
        for n, p in enumerate(passages[: min(front, _OPENING)])
        if _ENDS_OPENING.search(_last_sentence(text[p.start : p.end]))
    ]
    if ends:
        return passages[ends[-1] :]
    if headed:
        return passages[1 if front > 2 else front :]
    first = text[passages[0].start : passages[0].end] if passages else ""
    opens = len(passages) > 1 and not opening_mark(first) and _OPENS.search(first)
    return passages[1:] if opens and not passages[0].breadcrumb else passages


def _last_sentence(words: str) -> str:
    return _SENTENCE_END.split(words.rstrip("。 \n"))[-1].strip() + "。"
