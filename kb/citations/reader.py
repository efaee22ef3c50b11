"""One text read from its beginning, mention by mention, so that what refers back finds what
was named before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from kb.citations.antecedents import Antecedents
from kb.citations.articles import Places, read_places
from kb.citations.attached import Attached, attached
from kb.citations.catalogue import Catalogue
from kb.citations.kinds import AROUND, Verdict, core, judge
from kb.citations.marks import Marked
from kb.citations.mentions import Mention, What, mentions
from kb.citations.model import Citation, Form
from kb.citations.names import EDITION, cleaned, issuer_before, issuer_within, key
from kb.citations.numbers import document_numbers
from kb.citations.relative import Whereabouts
from kb.citations.spotting import Spotter
from kb.parsing.report_lines import fold

#: What in a title is itself a document: 关于印发〈…〉的通知.
_ISSUES = re.compile(r"(?:印发|转发|批转|下发|发布|公布|颁布|印送|颁发)\s*$")
_AND = re.compile(r"\s?[、,和及与]?\s?(?:以及)?")
#: Between a law and its rules: 土地管理法和实施条例.
_AND_ITS = re.compile(r"\s?(?:和|及|与|以及|、)(?:其|它的)?(?:配套的?)?\s?《?")
#: Titles that name a kind of document only, and so refer back.
_KIND_ONLY = re.compile(
    r"(?:实施|管理|指导|工作|暂行|若干|有关|总体)?(?:法|条例|办法|规定|细则|规则|意见|通知|方案|决定|纲要|规划"
    r"|准则|章程|制度|通告|公告|批复|解释|指南|措施|要点|计划|标准)"
)
#: What follows a bare 第三条 that is one of a law, in a text that is none.
_IS_CITED = re.compile(
    r"\s?(?:$|[,。;、:()“”]|规定|的|及|和|处罚|明确|要求|所|中|之|对|予以|给予|进行|作出|关于|有关|责令|罚款|实施|执行|办理)"
)
_SENTENCE_END = re.compile(r"[。;!?\n]")
_OPENING_QUOTES = '“‘「『"'


class Reader:
    """One text being read from its beginning."""

    def __init__(self, text: str, own: str | None, whereabouts: Whereabouts | None) -> None:
        self._written, self._text = text, fold(text)
        self._own, self._where = cleaned(own or "") or None, whereabouts
        self._numbers = document_numbers(self._text)
        self._before = Antecedents()
        kind = judge(fold(own), before="", after="").kind if own else "其他"
        self._own_verdict = Verdict(kind, True, "指本文件")
        self._found: list[Citation] = []
        # Up to where the text belongs to a citation; a number may still lead to the next name.
        self._taken_to = 0

    def citations(self) -> list[Citation]:
        """Read the text to its end."""
        read_to = 0
        for mention in mentions(self._text, self._numbers, _spotter()):
            if mention.start >= read_to:
                read_to = max(read_to, self._read(mention))
                if mention.what is not What.NUMBER:
                    self._taken_to = read_to
        return sorted(self._found, key=lambda citation: (citation.start, -citation.end))

    def _read(self, mention: Mention) -> int:
        """Take in what ``mention`` cites; how far the text has been read with it."""
        match mention.what:
            case What.TITLE:
                return self._title(mention)
            case What.NAME:
                return self._name(mention)
            case What.NUMBER:
                return self._number(mention)
            case What.SHORT:
                return self._short(mention)
            case What.RULES:
                return self._rules(mention)
            case What.POINTER:
                return self._pointer(mention)
            case What.RELATIVE:
                return self._relative(mention)
            case What.PLACE:
                return self._place(mention)

    # -- each case: what stands there, and what it cites -------------------------

    def _title(self, mention: Mention) -> int:
        """《某某条例》, 《关于印发〈某某办法〉的通知》, 《条例》."""
        assert mention.marked is not None
        name = cleaned(self._written[mention.marked.inner_start : mention.marked.inner_end])
        if not name:
            return 0
        around = self._around(mention)
        composite = self._composite(mention.start, name)
        referent = None if composite else self._referred_by(name)
        if composite:
            name = composite
        elif referent or self._names_a_kind_only(name):
            return self._back(mention.start, around, referent, f"《{name}》")
        citation = self._cite(Form.TITLE, mention.start, name, around)
        self._inside(mention.marked, citation)
        return self._taken_in(citation, around)

    def _name(self, mention: Mention) -> int:
        """行政处罚法, without marks."""
        if self._is_in_own_title(mention):
            return mention.end
        around = self._around(mention)
        if self._own and key(mention.name) == key(self._own):
            self._add_own(Form.NAME, mention.start, around.end, around.articles)
            return around.read_to
        name = cleaned(self._written[mention.start : mention.end])
        return self._taken_in(self._cite(Form.NAME, mention.start, name, around), around)

    def _number(self, mention: Mention) -> int:
        """泉资规〔2023〕127号, with no title beside it."""
        number = mention.number
        assert number is not None
        start, end = number.start, number.end
        kinds = {law.kind for law in _catalogue().numbered(number.value)}
        verdict = self._judged("", number.value, start, end)
        if len(kinds) == 1:
            verdict = _listed(kinds.pop())
        self._add(Form.NUMBER, start, end, None, verdict, number=number.value)
        return end

    def _short(self, mention: Mention) -> int:
        """A short name without marks, if it was defined before."""
        referent = self._before.defined(mention.name)
        if referent is None:
            return 0
        around = self._around(mention)
        return self._back(mention.start, around, referent, mention.name)

    def _rules(self, mention: Mention) -> int:
        """The 实施条例 in 土地管理法和实施条例."""
        name = self._composite(mention.start, mention.name)
        if name is None:
            return 0
        around = self._around(mention)
        return self._taken_in(self._cite(Form.NAME, mention.start, name, around), around)

    def _pointer(self, mention: Mention) -> int:
        """本法, 该办法, 前述规定."""
        assert mention.match is not None
        noun = mention.name
        if mention.match["several"]:
            verdict = Verdict("其他", True, "合指前文的几个文件")
            self._add(Form.BACK, mention.start, mention.end, None, verdict)
            return mention.end
        around = self._around(mention)
        own = mention.match["own"]
        if own and self._own and _ends_in(self._own, noun):
            self._add_own(Form.BACK, mention.start, around.end, around.articles)
            return around.read_to
        # 本解释 in a decision means what it amends, however far back that was named.
        referent = self._before.ending(noun, None if own and self._own else mention.start)
        if referent is None and noun == "规定" and not own:
            referent = self._before.last(mention.start, self._paragraph(mention.start))
        if referent is None:
            return 0
        return self._back(mention.start, around, referent, mention.match[0])

    def _relative(self, mention: Mention) -> int:
        """前款, 本条."""
        words = mention.match
        assert words is not None
        at = read_places(self._text, mention.end)
        end = at.end if at else mention.end
        places = self._where.places(words, at) if self._where else ()
        places = places or ("".join(self._text[mention.start : end].split()),)
        # Words like these speak of the text they stand in, whatever that is.
        self._add_own(Form.PLACE, mention.start, end, places)
        return end

    def _place(self, mention: Mention) -> int:
        """第三条, of what was named in the same sentence, or of the law itself."""
        at = mention.start
        places = read_places(self._text, at)
        if places is None or self._opens_article(at, places):
            return mention.end if places is None else places.end
        if not all(first.article for first, _ in places.listed):
            # 第二款 alone is said of the article it stands in, and leads nowhere else.
            return places.end
        if self._own is not None and self._is_of_itself(places):
            self._add_own(Form.PLACE, at, places.end, places.labels())
            return places.end
        since = 0 if self._own is not None else self._sentence(at)
        referent = self._before.last(at, since)
        its = self._text.endswith("其", 0, at)
        if referent is None or not (its or _IS_CITED.match(self._text, places.end)):
            return places.end
        verdict = Verdict(referent.kind, referent.normative, f"指前文的《{referent.name}》")
        labels = places.labels()
        self._add(Form.PLACE, at, places.end, referent.name, verdict, articles=labels)
        return places.end

    # -- what they have in common -------------------------------------------------

    def _around(self, mention: Mention) -> Attached:
        return attached(self._text, mention.start, mention.end, self._numbers, self._taken_to)

    def _cite(
        self, form: Form, start: int, name: str, around: Attached, notice: Citation | None = None
    ) -> Citation:
        """A citation by name, added to what was found.

        notice: what issues it, if it is named in a notice's title; its number and body tell its
        rank too.
        """
        name = cleaned(name + around.suffix)
        folded = fold(name)
        edition = EDITION.search(folded)
        number = around.number.value if around.number else None
        issuer = issuer_before(self._text, around.start) or issuer_within(folded)
        if notice:
            issuer = issuer or notice.issuer
        laws = _catalogue().lookup(name, number=number, issuer=issuer)
        kinds = {law.kind for law in laws}
        known_number = number or (notice.number if notice else None)
        verdict = self._judged(folded, known_number, start, around.end, issuer)
        if len(kinds) == 1 and verdict.kind != "草案":
            verdict = _listed(kinds.pop())
        if len(laws) == 1 and _abbreviates(name, laws[0].title):
            name = laws[0].title
        return self._add(
            form,
            around.start,
            around.end,
            name,
            verdict,
            number=number,
            articles=around.articles,
            issuer=issuer,
            edition=around.edition or (int(edition[1]) if edition else None),
        )

    def _judged(
        self, title: str, number: str | None, start: int, end: int, issuer: str | None = None
    ) -> Verdict:
        before = self._text[max(0, start - AROUND) : start]
        after = self._text[end : end + AROUND]
        return judge(title, number=number, issuer=issuer, before=before, after=after)

    def _inside(self, outer: Marked, notice: Citation) -> None:
        """The documents that a notice issues, named in the notice's title."""
        issued = False
        at = outer.inner_start
        for inner in outer.inside:
            between = self._text[at : inner.start]
            issued = bool(_ISSUES.search(between)) or (issued and bool(_AND.fullmatch(between)))
            at = inner.end
            if not issued:
                continue
            name = cleaned(self._written[inner.inner_start : inner.inner_end])
            if not name:
                continue
            around = Attached(inner.start, inner.end, read_to=inner.end)
            citation = self._cite(Form.TITLE, inner.start, name, around, notice)
            self._before.add(citation)
            self._inside(inner, citation)

    def _taken_in(self, citation: Citation, around: Attached) -> int:
        """Remember a citation for what refers back to it."""
        self._before.add(citation)
        for short in around.shorts:
            held = [c for c in self._found[-9:] if citation.start < c.start < c.end < citation.end]
            fitting = (c for c in (citation, *held) if c.name and _ends_in(c.name, short))
            self._before.define(short, next(fitting, citation))
        return around.read_to

    def _back(self, start: int, around: Attached, referent: Citation | None, words: str) -> int:
        """A back-reference; one whose full title stands nowhere before is kept as such."""
        if referent is None:
            folded = fold(words.strip("《》"))
            verdict = replace(self._judged(folded, None, start, around.end), why="前文没有出现全称")
            name = None
        else:
            name = referent.name
            verdict = Verdict(referent.kind, referent.normative, f"“{words}”指前文的《{name}》")
        self._add(
            Form.BACK,
            around.start,
            around.end,
            name,
            verdict,
            number=around.number.value if around.number else None,
            articles=around.articles,
            issuer=referent.issuer if referent else None,
            edition=around.edition,
        )
        return around.read_to

    def _add_own(self, form: Form, start: int, end: int, articles: tuple[str, ...]) -> None:
        self._add(form, start, end, self._own, self._own_verdict, articles=articles, itself=True)

    def _add(
        self, form: Form, start: int, end: int, name: str | None, verdict: Verdict, **more: object
    ) -> Citation:
        citation = Citation(
            start,
            end,
            self._written[start:end],
            form,
            name,
            kind=verdict.kind,
            normative=verdict.normative,
            reason=verdict.why,
            **more,  # type: ignore[arg-type]
        )
        last = self._found[-1] if self._found else None
        if last and last.form is Form.NUMBER and last.start == start:
            # It leads to this title and is no citation of its own.
            self._found.pop()
        self._found.append(citation)
        return citation

    def _referred_by(self, name: str) -> Citation | None:
        """What a title in marks stands for, if it is a short one for something before."""
        defined = self._before.defined(name)
        if defined is not None:
            return defined
        referent = self._before.ending(name)
        return None if referent is None or self._known(name) else referent

    def _names_a_kind_only(self, name: str) -> bool:
        return bool(_KIND_ONLY.fullmatch(core(fold(name)))) and not self._known(name)

    def _known(self, name: str) -> bool:
        return any(key(law.title) == key(name) for law in _catalogue().lookup(name))

    def _composite(self, at: int, name: str) -> str | None:
        """土地管理法实施条例 for the 实施条例 that follows a law; None where it follows none."""
        if not self._found or not name.startswith("实施"):
            return None
        last = self._found[-1]
        between = self._text[last.end : at]
        if not last.name or not _AND_ITS.fullmatch(between):
            return None
        law = core(fold(last.name))
        has_rules = law.endswith("法") and not law.endswith("办法")
        has_rules |= law.endswith("条例") and name != "实施条例"
        return f"{law}{name}" if has_rules else None

    def _opens_article(self, at: int, places: Places) -> bool:
        """Whether a number stands at the head of an article, also of one that is quoted."""
        if self._where and self._where.opens_article(at):
            return True
        before = at
        while before and self._text[before - 1] in " \t\u3000#*":
            before -= 1
        gap = self._text[places.end : places.end + 1].isspace()
        opening = not before or self._text[before - 1] == "\n"
        return (opening and gap) or (before > 0 and self._text[before - 1] in _OPENING_QUOTES)

    def _is_of_itself(self, places: Places) -> bool:
        if self._where is None:
            return True
        return all(
            not first.article or self._where.has_article(first.article)
            for first, _ in places.listed
        )

    def _is_in_own_title(self, mention: Mention) -> bool:
        """Whether a name stands in the line of the law's own title."""
        if not (self._where and self._own and self._where.before_articles(mention.start)):
            return False
        first = self._text.rfind("\n", 0, mention.start) + 1
        last = self._text.find("\n", mention.start)
        return key(self._text[first:last].strip("# ")) == key(self._own)

    def _sentence(self, at: int) -> int:
        ends = [end.end() for end in _SENTENCE_END.finditer(self._text, max(0, at - 400), at)]
        return ends[-1] if ends else max(0, at - 400)

    def _paragraph(self, at: int) -> int:
        return max(self._text.rfind("\n", 0, at), at - 600, 0)


def _ends_in(title: str, noun: str) -> bool:
    """Whether a law calls itself so: 本法 of a 法典 too."""
    name = core(fold(title))
    if noun == "法":
        return name.endswith(("法", "法典")) and not name.endswith("办法")
    return name.endswith(noun)


def _abbreviates(name: str, title: str) -> bool:
    """Whether ``name`` is a law's title with characters left out: 刑诉法."""
    short, full = key(name), key(title)
    return short != full and short.endswith("法") and full.endswith("法") and short not in full


def _listed(kind: str) -> Verdict:
    return Verdict(kind, True, "收录于法规目录")


@cache
def _catalogue() -> Catalogue:
    return Catalogue.bundled()


@cache
def _spotter() -> Spotter:
    return Spotter(_catalogue().titles())
