"""Who cites what among the documents of a base: a citator, as lawyers call such an index.

Every mention that the record holds is taken to the law it means, each name but once; which law
that is depends on the name, the number, the bodies named, and where the text is from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from kb.citations import Citation, Cited, Form, cite
from kb.citations.catalogue import Catalogue
from kb.citations.laws import Law, identity
from kb.citations.names import key
from kb.citations.numbers import document_numbers
from kb.citations.resolve import Circumstances, laws_meant
from kb.document import Document, Genre
from kb.errors import UserError
from kb.parsing.law_article import Place, read_place
from kb.parsing.numerals import article_number
from kb.segmentation import narrow
from kb.store import Record, Store
from kb.store.citations import Mention

#: A rank that says nothing.
_UNKNOWN_KIND = "其他"
#: How much of a long sentence is given on each side of a citation, in characters.
_CONTEXT = 90
_SENTENCE_END = re.compile(r"[。;!?\uff1b\uff01\uff1f]")
#: Titles that are offered for one that isn't known.
_OFFERED = 5


@dataclass(frozen=True, slots=True)
class Citing:
    """One citation of a law, and where it stands."""

    #: The document it stands in.
    record: Record
    citation: Citation
    #: Of the passage it begins in; "" between passages.
    locator: str
    #: The sentence around it, in one line.
    snippet: str
    #: Official title of the law; as it is cited, where that isn't known.
    law: str


@dataclass(frozen=True, slots=True)
class CitedLaw:
    """A law, regulation or normative document, and how often documents cite it."""

    #: Official title; as it is cited first, where none is known or it may mean several.
    law: str
    kind: str
    #: Who made it, as far as that is known.
    org: str | None
    #: How many citations there are, and by which documents (ids, each once).
    times: int
    documents: tuple[str, ...]
    #: Citations by the year the citing document is about, in rising order.
    years: Mapping[int, int]
    #: Whether the catalogue knows it. The rest is empty if not.
    known: bool = False
    #: Titles that the name may mean, if it is ambiguous.
    candidates: tuple[str, ...] = ()
    #: In the words of `kb.force`; None is unknown.
    status_now: str | None = None
    #: 废止日期 and what took its place.
    repealed: str | None = None
    successor: str | None = None
    #: Those of ``documents`` that cite it although it had been repealed when they were made.
    after_repeal: tuple[str, ...] = ()
    #: The document of the base that is its text: of the version in force, or else the newest.
    doc_id: str | None = None


#: Title and maker of a law. Of what isn't known: its name or number, and who is named with it.
_Target = tuple[str, str | None]


@dataclass(slots=True)
class _Mentioned:
    """Everything that means one law."""

    name: str
    kind: str
    org: str | None
    laws: tuple[Law, ...]
    #: Which citations of which document.
    places: dict[str, list[int]] = field(default_factory=dict)

    @property
    def law(self) -> Law | None:
        """The law, when it is certain."""
        return self.laws[0] if len(self.laws) == 1 else None


class Citator:
    """The citations of the documents in ``store``, which must not change meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def catalogue(self) -> Catalogue:
        """The laws that come with the program, and those of the base."""
        laws, repeals = self._store.laws.read()
        return Catalogue.bundled().with_laws(laws, repeals)

    def citations(self, document: Document) -> list[Cited]:
        """What ``document``, of this base or not, cites; resolved and checked."""
        return cite(document, catalogue=self.catalogue, article_text=self._store.text_at)

    def cited_by(self, name: str, article: str | None = None) -> list[Citing]:
        """The citations of a law, or of one article of it and what is in that.

        name: a title, a short or spoken name, a number, or the id of a document. The law itself
        and other versions of it are left out. Reports come first, the newest first, then laws.
        Raises UserError when the name or article is not understood.
        """
        asked = _asked(article)
        found = [
            citing
            for mentioned in self._named(name)
            for citing in self._citing(mentioned)
            if asked is None or is_cited(asked, citing.citation.articles)
        ]
        found.sort(key=lambda citing: citing.citation.start)
        found.sort(key=lambda citing: (_day(citing.record), citing.record.id), reverse=True)
        found.sort(key=lambda citing: citing.record.meta.genre is not Genre.REPORT)
        return found

    def cited_laws(self, doc_ids: Collection[str], genre: Genre) -> list[CitedLaw]:
        """What those of ``doc_ids`` that are of ``genre`` cite, most widely cited first."""
        wanted = {i for i in doc_ids if self.records[i].meta.genre is genre}
        today = date.today().isoformat()
        laws = [
            self._counted(mentioned, places, today)
            for mentioned in self._mentioned.values()
            if (places := {i: ords for i, ords in mentioned.places.items() if i in wanted})
        ]
        return sorted(laws, key=lambda law: (-len(law.documents), -law.times, law.law))

    def titles(self, doc_ids: Collection[str]) -> dict[str, list[tuple[int, str]]]:
        """What each of ``doc_ids`` cites: where, and the title of the law that is meant there, or
        else the name or number as it is written; in the order of the text."""
        found: dict[str, list[tuple[int, str]]] = {doc_id: [] for doc_id in doc_ids}
        for mention in self._store.citations.mentions(doc_ids):
            _, laws = self._meaning(mention, self._circumstances[mention.doc_id].places)
            said = mention.name or mention.number or ""
            title = laws[0].title if len(laws) == 1 else said
            found[mention.doc_id].append((mention.start, title))
        return {doc_id: sorted(titles) for doc_id, titles in found.items()}

    def _citing(self, mentioned: _Mentioned) -> Iterator[Citing]:
        title = mentioned.law.title if mentioned.law else mentioned.name
        for doc_id, ords in mentioned.places.items():
            for stored in self._store.citations.of(doc_id, ords):
                snippet = sentence_around(stored.context, stored.at, stored.citation.text)
                yield Citing(self.records[doc_id], stored.citation, stored.locator, snippet, title)

    # -- what is meant -----------------------------------------------------------------

    @cached_property
    def records(self) -> dict[str, Record]:
        """The documents of the base by id."""
        return {record.id: record for record in self._store.records()}

    @cached_property
    def _circumstances(self) -> dict[str, Circumstances]:
        return {i: Circumstances.of(record.meta) for i, record in self.records.items()}

    @cached_property
    def _mentioned(self) -> dict[_Target, _Mentioned]:
        """Everything cited, by what it is; what a law says of itself is left out."""
        known: dict[tuple[object, ...], tuple[_Target, tuple[Law, ...]]] = {}
        found: dict[_Target, _Mentioned] = {}
        own = {i: identity(r.meta.title) for i, r in self.records.items()}
        for mention in self._store.citations.mentions():
            places = self._circumstances[mention.doc_id].places
            asked = (mention.key, mention.number, mention.issuer, places)
            if asked not in known:
                known[asked] = self._meaning(mention, places)
            target, laws = known[asked]
            if target[0] == own[mention.doc_id]:
                continue
            if target not in found:
                name = mention.name or mention.number or ""
                found[target] = _Mentioned(name, mention.kind, target[1], laws)
            found[target].places.setdefault(mention.doc_id, []).append(mention.ord)
        return found

    def _meaning(
        self, mention: Mention, places: tuple[str, ...]
    ) -> tuple[_Target, tuple[Law, ...]]:
        citation = Citation(
            0, 0, "", Form.NAME, mention.name, mention.number, issuer=mention.issuer
        )
        laws = laws_meant(citation, self.catalogue, places)
        if len(laws) == 1:
            return _target(laws[0]), laws
        # Many bodies issue a 关于做好…工作的通知; without one named it is one of the same place.
        name = mention.key or mention.number or ""
        of_many = name.startswith("关于")
        return (name, mention.issuer or next(iter(places), None) if of_many else None), laws

    def _named(self, name: str) -> list[_Mentioned]:
        """What is cited of that name; UserError if it is unknown or may mean several laws."""
        laws = self._laws_named(name)
        titles = list(dict.fromkeys(law.title for law in laws))
        if len(titles) > 1:
            raise UserError(
                "可能指" + "、".join(f"《{title}》" for title in sorted(titles)),
                where=name,
                remedy="请写出全称",
            )
        if laws:
            targets = [_target(law) for law in laws]
            return [self._mentioned[target] for target in targets if target in self._mentioned]
        numbers = document_numbers(narrow(name))
        names = {key(name), *(number.value for number in numbers)} - {""}
        found = [mentioned for target, mentioned in self._mentioned.items() if target[0] in names]
        if not found:
            raise self._unknown(name)
        return found

    def _laws_named(self, name: str) -> tuple[Law, ...]:
        record = self.records.get(name)
        if record is not None:
            held = [
                law
                for law in self.catalogue.lookup(record.meta.title, issuer=record.meta.org)
                if identity(law.title) == identity(record.meta.title)
            ]
            if held:
                return tuple(held)
            name = record.meta.title
        laws = self.catalogue.lookup(name)
        if laws:
            return laws
        folded = narrow(name).strip()
        numbers = document_numbers(folded)
        whole = len(numbers) == 1 and (numbers[0].start, numbers[0].end) == (0, len(folded))
        return self.catalogue.numbered(numbers[0].value) if whole else ()

    def _unknown(self, name: str) -> UserError:
        part = key(name)
        titles = [
            mentioned.law.title if mentioned.law else mentioned.name
            for mentioned in self._mentioned.values()
        ]
        alike = [title for title in dict.fromkeys(titles) if part and part in key(title)]
        alike.sort(key=len)
        offered = "、".join(f"《{title}》" for title in alike[:_OFFERED])
        remedy = f"是否指{offered}?" if offered else "请核对名称,或写出全称"
        return UserError("没有这个名称的法规,库中也没有文件引用它", where=name, remedy=remedy)

    # -- counting ----------------------------------------------------------------------

    def _counted(
        self, mentioned: _Mentioned, places: Mapping[str, list[int]], today: str
    ) -> CitedLaw:
        years: Counter[int] = Counter()
        for doc_id, ords in places.items():
            year = self.records[doc_id].meta.year
            if year is not None:
                years[year] += len(ords)
        law = mentioned.law
        cited = CitedLaw(
            law.title if law else mentioned.name,
            law.kind if law and law.kind != _UNKNOWN_KIND else mentioned.kind,
            law.org if law else mentioned.org,
            times=sum(map(len, places.values())),
            documents=tuple(places),
            years=dict(sorted(years.items())),
        )
        if law is None:
            return replace(cited, candidates=tuple(law.title for law in mentioned.laws))
        ended = law.repealed if law.repealed and law.repealed <= today else None
        edition = law.edition_on(today)
        held = [e.doc_id for e in law.editions if e.doc_id]
        return replace(
            cited,
            known=True,
            status_now=law.status_on(today),
            repealed=ended,
            successor=law.successor if ended else None,
            after_repeal=tuple(i for i in places if ended and self._is_after(i, ended)),
            doc_id=(edition.doc_id if edition else None) or (held[-1] if held else None),
        )

    def _is_after(self, doc_id: str, day: str) -> bool:
        return (self._circumstances[doc_id].day or "") >= day


def sentence_around(context: str, at: int, words: str) -> str:
    """The sentence of ``context`` that ``words``, which begin at ``at``, stand in; in one line.

    >>> sentence_around("甲。乙依《信访条例》\\n办理。丙。", 3, "《信访条例》")
    '乙依《信访条例》 办理。'
    """
    end = at + len(words)
    ends = [mark.end() for mark in _SENTENCE_END.finditer(context, 0, at)]
    first = ends[-1] if ends else 0
    closing = _SENTENCE_END.search(context, end)
    last = closing.end() if closing else len(context)
    start, stop = max(first, at - _CONTEXT), min(last, end + _CONTEXT)
    line = " ".join(context[start:stop].split())
    return f"{'…' if start > first else ''}{line}{'…' if stop < last else ''}"


def _target(law: Law) -> _Target:
    return identity(law.title), law.org


def _day(record: Record) -> str:
    """What documents are sorted by: when they were made or published."""
    return Circumstances.of(record.meta).day or ""


def _asked(article: str | None) -> Place | None:
    if article is None:
        return None
    place = read_place(article)
    if place is None:
        raise UserError(
            "不是条、款、项的写法", where=article, remedy="请写成 第四十四条第二款 的形式"
        )
    return place


def is_cited(asked: Place, articles: Iterable[str]) -> bool:
    """Whether one of ``articles`` is the place asked for, lies in it or, as a range, spans it.

    A whole article that is cited is no citation of each of its paragraphs.
    """
    return any(_spans(label, asked) for label in articles)


def _spans(label: str, asked: Place) -> bool:
    ends = [read_place(end) for end in label.split("至")]
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        return False
    levels = [name for name in ("paragraph", "item", "subitem") if getattr(asked, name)]
    for level in tuple(levels):
        if getattr(first, level) is None or getattr(last, level) is None:
            if level != "paragraph" or first.item is None:
                return False
            # An item may be cited without its paragraph: 第五条第(三)项.
            levels.remove(level)

    def numbers(place: Place) -> list[tuple[int, int]]:
        article = article_number(place.article) or (0, 0)
        return [article, *((getattr(place, level), 0) for level in levels)]

    return numbers(first) <= numbers(asked) <= numbers(last)
