"""What laws there are, and which of them a name may mean.

The catalogue comes with the program as tables of facts (`kb/data/catalogue/`) and grows by what a
base holds. It says what a name may mean; among several it doesn't choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

from kb.citations.aliases import (
    body_of,
    code_of,
    fit,
    is_abbreviation,
    is_name,
    loosened,
    without_body,
    without_bracket,
    without_years,
)
from kb.citations.laws import (
    UNKNOWN_KIND,
    Edition,
    Law,
    combined,
    identity,
    is_same,
    newest,
    share_body,
)
from kb.citations.names import key
from kb.segmentation import narrow

if TYPE_CHECKING:
    from kb.citations.facts import Repeal

__all__ = ["Catalogue", "Edition", "Law", "identity"]

#: Characters of the longest title that is looked up.
_LONGEST = 300
#: Ranks that abbreviations in speech are made of, the likeliest first.
_SPOKEN_KINDS = ("法律", "行政法规")
_COUNTRY = "中华人民共和国"


class Catalogue:
    """Laws by name and number."""

    def __init__(self, laws: Iterable[Law], spoken: Iterable[tuple[str, str]] = ()) -> None:
        """spoken: names in use, each with the title it stands for."""
        self._by_key: dict[str, list[Law]] = defaultdict(list)
        for law in laws:
            self._by_key[key(law.title)].append(law)
        self._spoken = dict(spoken)

    @staticmethod
    @cache
    def bundled() -> Catalogue:
        """The laws that come with the program."""
        from kb.citations.tables import read_laws, read_spoken

        return Catalogue._of(read_laws(), read_spoken())

    @classmethod
    def _of(cls, by_key: dict[str, list[Law]], spoken: Iterable[tuple[str, str]]) -> Catalogue:
        catalogue = cls((), spoken)
        catalogue._by_key.update(by_key)
        return catalogue

    def laws(self) -> Iterator[Law]:
        """Every law."""
        for same in self._by_key.values():
            yield from same

    def with_laws(self, laws: Iterable[Law], repeals: Iterable[Repeal] = ()) -> Catalogue:
        """This catalogue and ``laws``, the documents of a base.

        A version that is known gets the document's id, and what else only the document tells; a
        law or version that is not known is added. repeals: what these laws say has ended; it is
        taken where no end is known, and no later version.
        """
        by_key = {name: list(same) for name, same in self._by_key.items()}
        for law in laws:
            same = by_key.setdefault(key(law.title), [])
            for i, known in enumerate(same):
                if is_same(known, law):
                    same[i] = combined(known, law)
                    break
            else:
                same.append(law)
        grown = Catalogue._of(by_key, self._spoken.items())
        for repeal in repeals:
            grown._end(repeal)
        return grown

    def lookup(
        self,
        name: str,
        *,
        number: str | None = None,
        issuer: str | None = None,
        place: str | None = None,
    ) -> tuple[Law, ...]:
        """The laws that ``name`` may mean: one if it is certain, () if nothing is known.

        name: a title as someone wrote it, in marks or not. number: its number in canonical form.
        issuer: the bodies named with it. place: where the text is from, 福建省. These three
        tell laws of one title apart; a number alone finds nothing here.
        """
        if len(name) > _LONGEST:
            return ()
        wanted = key(name)
        if not wanted:
            return ()
        rules: tuple[Callable[[], Iterable[Law]], ...] = (
            lambda: self._titled(name, wanted, issuer),
            lambda: self._issued(wanted, issuer),
            lambda: self._for_the_time_being(wanted),
            lambda: self._by_key.get(key(place or "") + wanted, ()) if place else (),
            lambda: self._by_key.get("中国共产党" + wanted, ()),
            lambda: self._by_key.get(code_of(wanted) or "", ()),
            lambda: self._in_use(wanted),
            lambda: self._abbreviated(wanted),
        )
        for rule in rules:
            if found := tuple(rule()):
                return _told_apart(found, number, issuer, place)
        return ()

    def numbered(self, number: str) -> tuple[Law, ...]:
        """The laws that bear a number, in canonical form: 国务院令第431号."""
        return tuple(self._by_number.get(number, ()))

    def titles(self) -> Iterable[str]:
        """Names by which laws can be told in text without marks, half-width, each once.

        Titles are given without the country's name, as they are written and without the marks
        inside; so are names in use. `lookup` knows each.
        """
        names: dict[str, None] = {}
        for wanted, same in self._by_key.items():
            # The number of an amendment is part of its name: 刑法修正案(十一).
            bare = wanted if "修正案" in wanted else without_bracket(wanted)
            if is_name(bare) and (bare == wanted or self.lookup(bare)):
                names[bare] = None
                for law in same:
                    written = without_bracket(narrow(law.title).removeprefix(_COUNTRY))
                    if key(written) == bare:
                        names[written] = None
        for name, title in self._spoken.items():
            # 消法 is told from 取消法人资格 in marks alone.
            if len(name) > 2 and key(title) in self._by_key:
                names[name] = None
        return list(names)

    # ---- the rules, in the order they are tried ----------------------------------------

    def _titled(self, name: str, wanted: str, issuer: str | None) -> Iterable[Law]:
        """Laws of that very title; of 宪法修正案 of several years, the year's that is named."""
        found = self._by_key.get(wanted, [])
        if wanted.startswith("关于") and issuer:
            # Many bodies issue a 关于做好…工作的通知.
            return [law for law in found if _may_be(law, issuer)]
        if len(found) > 1:
            exact = identity(name)
            return [law for law in found if identity(law.title) == exact] or found
        return found

    def _issued(self, wanted: str, issuer: str | None) -> Iterable[Law]:
        """自然资源部关于…的通知 for 关于…的通知, and the other way round."""
        body = body_of(wanted) or issuer
        for law in self._by_rest.get(without_body(wanted), ()):
            other = body_of(key(law.title)) or law.org
            if not body or not other or share_body(body, other):
                yield law

    def _for_the_time_being(self, wanted: str) -> Iterable[Law]:
        """With 试行 or 暂行 dropped or added, if but one law is called so; 纲要 for a 纲要
        with years."""
        found = self._by_loosened.get(loosened(wanted), [])
        if len(found) == 1:
            return found
        return self._by_unyeared.get(wanted, ())

    def _in_use(self, wanted: str) -> Iterable[Law]:
        return self._by_key.get(key(self._spoken.get(wanted, "")), ())

    def _abbreviated(self, wanted: str) -> Iterable[Law]:
        """National laws of whose titles ``wanted`` is left when characters are dropped."""
        if not is_abbreviation(wanted):
            return ()
        best: tuple[int, int, int, bool] | None = None
        found: list[Law] = []
        for title, law in self._national.get(wanted[0], ()):
            how = fit(wanted, title)
            if how is None:
                continue
            rank = (
                _SPOKEN_KINDS.index(law.kind),
                how.runs,
                how.dropped,
                bool(law.repealed or law.lapsed),
            )
            if best is None or rank < best:
                best, found = rank, [law]
            elif rank == best:
                found.append(law)
        return found

    # ---- indexes, made when first needed -----------------------------------------------

    @cached_property
    def _by_number(self) -> dict[str, list[Law]]:
        found: dict[str, list[Law]] = defaultdict(list)
        for law in self.laws():
            for number in dict.fromkeys(e.number for e in law.editions if e.number):
                found[number].append(law)
                first, _, rest = number.partition("、")
                if rest and "令" in rest:
                    # 国务院、中央军事委员会令第436号 is cited as 国务院令第436号.
                    found[first + rest[rest.index("令") :]].append(law)
        return found

    @cached_property
    def _by_rest(self) -> dict[str, list[Law]]:
        """Laws whose titles begin with 关于, or a body and 关于, by what follows the body."""
        found: dict[str, list[Law]] = defaultdict(list)
        for wanted, same in self._by_key.items():
            rest = without_body(wanted)
            if rest.startswith("关于"):
                found[rest] += same
        return found

    @cached_property
    def _by_loosened(self) -> dict[str, list[Law]]:
        return self._by_changed(loosened)

    @cached_property
    def _by_unyeared(self) -> dict[str, list[Law]]:
        changed = self._by_changed(without_years)
        return {name: laws for name, laws in changed.items() if name not in self._by_key}

    def _by_changed(self, change: Callable[[str], str]) -> dict[str, list[Law]]:
        found: dict[str, list[Law]] = defaultdict(list)
        for wanted, same in self._by_key.items():
            found[change(wanted)] += same
        return found

    @cached_property
    def _national(self) -> dict[str, list[tuple[str, Law]]]:
        """Short titles of national laws by their first character."""
        found: dict[str, list[tuple[str, Law]]] = defaultdict(list)
        for wanted, same in self._by_key.items():
            for law in same:
                if law.kind in _SPOKEN_KINDS and wanted:
                    found[wanted[0]].append((wanted, law))
        return found

    def _end(self, repeal: Repeal) -> None:
        """Note that a law has ended."""
        same = self._by_key.setdefault(key(repeal.title), [])
        if not same:
            edition = Edition(repeal.published, None, repeal.number)
            same.append(Law(repeal.title, UNKNOWN_KIND, repeal.org, (edition,)))
        for i, law in enumerate(same):
            later = repeal.day is None or newest(law) >= repeal.day
            if law.repealed or later or (repeal.org and not _may_be(law, repeal.org)):
                continue
            # A decision to repeal takes nothing's place.
            successor = None if "废止" in repeal.by else repeal.by
            same[i] = replace(
                law, repealed=repeal.day, successor=successor, basis=repeal.basis, lapsed=None
            )


def _may_be(law: Law, org: str) -> bool:
    return law.org is None or share_body(law.org, org)


def _told_apart(
    laws: tuple[Law, ...], number: str | None, issuer: str | None, place: str | None
) -> tuple[Law, ...]:
    """Those of ``laws`` that fit what else is known; all, if that tells nothing."""
    tests: tuple[tuple[str | None, Callable[[Law, str], bool]], ...] = (
        (number, lambda law, known: any(e.number == known for e in law.editions)),
        (issuer, lambda law, known: share_body(law.org, known)),
        (place, lambda law, known: known in law.title or known in (law.org or "")),
    )
    for known, fits in tests:
        if known and len(laws) > 1:
            laws = tuple(law for law in laws if fits(law, known)) or laws
    return laws
