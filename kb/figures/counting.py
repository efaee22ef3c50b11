"""What a figure counts, and what was done with it, read from the words around it.

Reports put what is counted before the number (受理信访1568件) or behind it (开展3次检查). The
words before, back to the last pause or figure, are cut into words; the verb among them parts
what was done from what is counted. Which words are verbs stands in kb/data/actions.json.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kb.figures.amounts import Written
from kb.figures.exclusions import BLOT
from kb.figures.words import (
    Word,
    after_blot,
    is_act,
    is_outcome,
    is_rating,
    lists,
    words_between,
)

Span = tuple[int, int]

#: What parts one statement from the next.
_PAUSE = re.compile(r"[,。;:!?()\n—]")
#: What a noun behind a number ends at.
_BEHIND_END = re.compile(r"[,。;:!?()\n、■—\d“”《》%]")
#: What a statement may begin with that says nothing of what is counted.
_BEGINNINGS = frozenset("、的了过并和与及到至截自")
#: 整改后违法占耕比: what goes before says when.
_AFTER = frozenset(("后", "之后", "以后", "时", "期间"))
_OPENING, _CLOSING = frozenset("“‘"), frozenset("”’")
_BRACKET = re.compile(r"\([^()]{1,14}\)")
_QUOTED = re.compile(r"[“‘][^“”‘’]{1,20}[”’]")
#: Longer stretches are no name of a thing any more.
_LONGEST_BEHIND, _LONGEST_BEFORE, _LONGEST_TITLE = 20, 30, 80
#: A topic before its verb (渣土车违法行为查处702起) has as many characters, and doesn't end so.
_SHORTEST_TOPIC = 2
_NO_TOPIC = re.compile(r"(?:后|时|中|上|下|前|里|内|间|网上|线上|现场)$")
_PERSON = re.compile(r"(?:人员|干部|人|同志|律师|代表|群众|队员|学员|骨干|顾问|职工|对象|学生)$")
#: What was held ends the name of what was held: 组长会议|研究审定.
_MEETING = re.compile(r"(?:会|会议|活动|班)$")
#: Classifiers of occurrences: what follows them is what was done (5次专题研究项目协议).
_OCCURRENCES = frozenset(("次", "场", "轮", "期", "遍", "趟", "回", "批次", "场次"))


@dataclass(frozen=True, slots=True)
class Counted:
    """What one figure counts, as spans of its text; None where nothing beside it says so."""

    counts: Span | None
    action: Span | None
    #: Whether it tells how something before it changed (下降13.3%), or what it is held against.
    change: bool = False


def count(text: str, blotted: str, written: Sequence[Written]) -> list[Counted]:
    """For each amount of half-width ``text`` what it counts.

    blotted: the text with dates, titles and the like blotted out by ■; ``written`` in order.
    """
    found: list[Counted] = []
    begins = [*(amount.start for amount in written[1:]), len(text)]
    taken = 0
    for amount, after in zip(written, begins, strict=False):
        counted = _with_title(text, amount, _Reader(blotted, amount, taken, after).read())
        found.append(replace(counted, counts=_with_marks(text, counted.counts)))
        taken = max(amount.end, counted.counts[1] if counted.counts else 0)
    return _with_chains(text, written, found)


class _Reader:
    """Reads the words around one amount.

    before: where the last amount ends, with the noun behind it; after: where the next begins.
    """

    def __init__(self, text: str, amount: Written, before: int, after: int) -> None:
        self._text, self._amount, self._after = text, amount, after
        end = amount.start
        if text.endswith(")", before, end) and (opens := text.rfind("(", before, end)) >= 0:
            # 化解(核销)102件: brackets explain the word before them.
            end = opens
        pauses = [before, *(m.end() for m in _PAUSE.finditer(text, before, end))]
        self._words = words_between(text, pauses[-1], end)
        if len(pauses) > 1 and [w.word for w in self._words] in (["由"], ["从"]):
            # 隐患点经治理,由312处降到287处: what moved is named in the clause before.
            self._words = self._subject(words_between(text, pauses[-2], pauses[-1]))
        while self._words and self._words[0].word in "、和与及":
            self._words.pop(0)

    @staticmethod
    def _subject(words: Sequence[Word]) -> list[Word]:
        """The noun that a clause begins with: up to its verb or what leads over to that."""
        known = lists()
        ends = known.prepositions | known.stops
        last = next((n for n, w in enumerate(words) if w.word in ends or is_act(w.word)), None)
        return [*words[:last]]

    def read(self) -> Counted:
        known, words = lists(), list(self._words)
        change = joined = False
        while words:
            last = words[-1].word
            if last[0] == BLOT:
                pass
            elif last in known.changes:
                change = True
            elif last in known.prepositions and last not in known.before_number:
                joined = True
            elif last not in known.before_number and last not in known.times:
                break
            words.pop()
        words = words[after_blot(words) :]
        if self._amount.unit.kind == "share":
            # 督察结果占年度绩效的8%: the part is counted, not the whole.
            share = next((n for n, w in enumerate(words) if w.word == "占"), None)
            if share and words[-1].word[-1] not in "率比":
                words = words[:share]
        before = None if joined else self._before(words)
        certain = bool(words) and is_act(words[-1].word, certain=True)
        behind = self._behind(
            named=bool(before and before.counts) and not certain, after_verb=certain
        )
        if behind and behind.change:
            return Counted(None, None, change=True)
        elsewhere = behind and behind.counts and behind.counts[1] == self._after
        if behind and not (before and before.counts and (behind.action or elsewhere)):
            return Counted(behind.counts, behind.action or self._main_act(words))
        if before and before.counts:
            return Counted(before.counts, before.action or self._change_of(change))
        said = before.action if before else self._last_act(words)
        return Counted(None, said or self._change_of(change), change)

    def _before(self, words: Sequence[Word]) -> Counted | None:
        """What stands before the number: (开展)(群测群防巡查)30321人次."""
        after = max((n for n, w in enumerate(words[:-1]) if w.word in _AFTER), default=-1)
        words = self._without_limits(words[after + 1 :])
        if not words:
            return None
        if len(words) > 1 and is_act(words[-1].word, certain=True):
            return self._topic(words)
        of = max((n for n, w in enumerate(words[:-1]) if w.word == "的"), default=None)
        if of is not None and (noun := self._without_limits(words[of + 1 :])):
            act = next((n for n in range(of) if is_act(words[n].word)), None)
            while act is not None and act + 1 < of and is_act(words[act + 1].word):
                act += 1
            # 对偏低的大队进行个案抽查: the noun may be a clause itself.
            if (inner := self._verb(noun)) is not None and inner:
                act, words, noun = inner, noun, noun[inner + 1 :]
            return Counted(_span(noun), self._act_span(words, act))
        act = self._verb(words)
        toward = self._toward(words if act is None else words[act + 1 :])
        if toward is not None:
            act = toward if act is None else act + 1 + toward
        noun = self._without_limits(words if act is None else words[act + 1 :])
        if not noun:
            return None
        if act is None and all(is_rating(w.word) for w in noun):
            return Counted(None, _span(noun))
        if is_outcome(self._text[noun[0].start : noun[-1].end]):
            return None
        if all(is_act(w.word) for w in noun) and is_act(noun[-1].word, certain=True):
            return None
        return Counted(_span(noun), self._act_span(words, act))

    def _topic(self, words: list[Word]) -> Counted | None:
        """渣土车违法行为(查处)702起: what is named first, and then what was done with it."""
        last = len(words) - 1
        while last and is_act(words[last - 1].word):
            last -= 1
        topic = self._without_limits(words[:last])
        if not topic or any(is_act(w.word, certain=True) for w in topic):
            return None
        said = self._text[topic[0].start : topic[-1].end]
        if len(said) < _SHORTEST_TOPIC or _NO_TOPIC.search(said):
            return None
        if topic[0].word in lists().prepositions:
            return None
        return Counted(_span(topic), self._act_span(words, len(words) - 1))

    def _verb(self, words: Sequence[Word]) -> int | None:
        """Which word is the verb: the last that is one for certain, else the first of all that
        may be one; never the last word of all."""
        acts = [n for n, w in enumerate(words[:-1]) if is_act(w.word)]
        certain = [n for n in acts if is_act(words[n].word, certain=True)]
        if certain:
            return certain[-1]
        if not acts or acts[0] != 0:
            # “招拍挂”出让(各类)用地: what follows the verb begins with what narrows it.
            limited = (n for n in acts if words[n + 1].word in lists().limits)
            return next(limited, None)
        # 检查验收 is one verb, 检查案卷 a verb and its object.
        return 1 if acts[1:2] == [1] and len(words) > 2 else 0

    def _toward(self, words: Sequence[Word]) -> int | None:
        """Where in 向有权机关申请行政复议 the verb stands; None without such a phrase."""
        for n, word in enumerate(words[:-1]):
            if word.word in lists().prepositions:
                acts = (m for m in range(n + 1, len(words) - 1) if is_act(words[m].word))
                return next(acts, None)
        return None

    def _behind(self, *, named: bool, after_verb: bool) -> Counted | None:
        """What stands behind the unit: 3次(检查), 15家(单位)的通知.

        named: whether what is counted has been named before the number; after_verb: whether a
        verb stands before it, whose object then follows.
        """
        known, text, start = lists(), self._text, self._amount.end
        if bracket := _BRACKET.match(text, start):
            start = bracket.end()
        of = text[start : start + 1] == "的"
        start += of
        quoted = _QUOTED.match(text, start)
        begin = quoted.end() if quoted else start
        stop = _BEHIND_END.search(text, begin, begin + _LONGEST_BEHIND)
        end = min(stop.start() if stop else len(text), self._after, begin + _LONGEST_BEHIND)
        words = words_between(text, begin, end)
        if not words or words[0].word in known.stops | known.changes:
            return Counted(quoted.span(), None) if quoted and not named else None
        first = words[0].word
        held = of or self._amount.unit.kind == "share"
        if held and (words[-1].word in known.against or first in known.against):
            return Counted(None, None, change=True)
        if not of and not named and (clause := self._clause(words)):
            return clause
        verbal = is_act(first, certain=True) and not after_verb
        limited = self._amount.unit.name in _OCCURRENCES and first in known.limits
        if named and not of and (is_act(first) or limited):
            return None
        if limited and len(words) > 1:
            # 5次(专题)研究项目协议.
            words = words[1:]
            verbal = is_act(words[0].word) and len(words) > 1
        noun: list[Word] = []
        for word in words:
            certain = is_act(word.word, certain=True)
            # 通过考试人员: what follows the verb belongs to it.
            belongs = verbal and len(noun) == 1
            if noun and not belongs and (word.word in known.stops or certain):
                break
            if noun and _MEETING.search(noun[-1].word) and is_act(word.word):
                break
            noun.append(word)
        while len(noun) > 1 and noun[-1].word in known.limits | known.stops:
            noun.pop()
        person = _PERSON.search(noun[-1].word)
        if verbal and not person:
            if self._amount.unit.name not in _OCCURRENCES or len(noun) == 1:
                return None
            return Counted(_span(noun[1:]), _span(noun[:1]))
        return Counted(_span(noun), None)

    def _clause(self, words: Sequence[Word]) -> Counted | None:
        """2名超越权限查询的(窗口人员): what follows a clause that tells which ones."""
        of = next((n for n, w in enumerate(words) if w.word == "的"), None)
        if of is None or of + 1 == len(words) or words[0].word in lists().prepositions:
            return None
        if not any(is_act(w.word, certain=True) for w in words[:of]):
            return None
        noun = [words[of + 1]]
        for word in words[of + 2 :]:
            if word.word in lists().stops or is_act(word.word):
                break
            noun.append(word)
        return Counted(_span(noun), None)

    def _last_act(self, words: Sequence[Word]) -> Span | None:
        acts = [n for n, w in enumerate(words) if is_act(w.word)]
        return self._act_span(words, acts[-1]) if acts else None

    def _main_act(self, words: Sequence[Word]) -> Span | None:
        """The verb before a number whose noun stands behind it: 设计了组合办理和提存两种路径.

        Of what is listed before the number (甲、乙等18项, 丙、丁三个) the verbs say nothing.
        """
        if words and (pause := self._text.find("、", words[0].start, self._amount.start)) >= 0:
            words = [word for word in words if word.end <= pause]
        certain = next((n for n, w in enumerate(words) if is_act(w.word, certain=True)), None)
        return self._last_act(words) if certain is None else self._act_span(words, certain)

    def _change_of(self, change: bool) -> Span | None:
        """下降, 提高到."""
        if not change:
            return None
        changes = [w for w in self._words if w.word in lists().changes]
        return (changes[-1].start, changes[-1].end) if changes else None

    def _act_span(self, words: Sequence[Word], act: int | None) -> Span | None:
        """The verb with those right before it: 接收处理."""
        if act is None:
            return None
        first = act
        while first and is_act(words[first - 1].word):
            first -= 1
        return words[first].start, words[act].end

    @staticmethod
    def _without_limits(words: Sequence[Word]) -> list[Word]:
        """``words`` without 全年, 我局, 各类 and the like before them."""
        known, first, last = lists(), 0, len(words)
        while first < last:
            word = words[first].word
            if not (word in known.limits or word in known.times or word in _BEGINNINGS):
                break
            first += 1
        while first < last and words[last - 1].word in "等的、":
            last -= 1
        return [*words[first:last]]


def _with_title(text: str, amount: Written, counted: Counted) -> Counted:
    """发出《责令改正通知书》87份, 《护河人》播出24期: what is counted is the title before it."""
    if counted.counts and counted.counts[0] >= amount.end:
        return counted
    ends = [amount.start]
    if counted.action and not counted.counts:
        ends.append(counted.action[0])
    for end in ends:
        opens = text.rfind("《", max(end - _LONGEST_TITLE, 0), end)
        if opens >= 0 and text.find("》", opens) == end - 1 > opens + 1:
            return Counted((opens + 1, end - 1), counted.action)
    return counted


def _span(words: Sequence[Word]) -> Span:
    return max(words[0].start, words[-1].end - _LONGEST_BEFORE), words[-1].end


def _with_marks(text: str, span: Span | None) -> Span | None:
    """``span`` with the marks around a name that it begins or ends within: “双随机”抽查."""
    if span is None:
        return None
    start, end = span
    start -= text[start - 1 : start] in _OPENING and start > 0
    end += text[end : end + 1] in _CLOSING and end < len(text)
    said = text[start:end]
    start += said[:1] in _OPENING and not set(said) & _CLOSING
    end -= said[-1:] in _CLOSING and not set(said) & _OPENING
    return start, end


def _with_chains(text: str, written: Sequence[Written], found: list[Counted]) -> list[Counted]:
    """4大类37中类156小类共315个图层: what has no noun of its own takes that of the next."""
    for n in range(len(written) - 2, -1, -1):
        between = text[written[n].end : written[n + 1].start]
        following = found[n + 1].counts
        if between in ("", "共", "共计") and following and following[0] >= written[n + 1].end:
            found[n] = Counted(following, found[n].action)
    return found
