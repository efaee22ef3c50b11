"""What a cited title is: which rank of normative text, or what else, and why."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BRACKETS = re.compile(r"(?:\([^()]*\))+$")
_PARTS = ("title", "core", "number", "issuer", "before", "after")
#: Characters of the text around a title that can tell what it is.
AROUND = 12


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a title is, whether that binds, and what told so."""

    kind: str
    normative: bool
    why: str


@dataclass(frozen=True, slots=True)
class _Rule:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    #: What its core must not have.
    core_not: re.Pattern[str]
    verdict: Verdict


def core(title: str) -> str:
    """``title`` (folded) without the brackets at its end.

    >>> core("法治政府建设实施纲要(2021—2025年)")
    '法治政府建设实施纲要'
    """
    return _BRACKETS.sub("", title)


def judge(
    title: str, *, number: str | None = None, issuer: str | None = None, before: str, after: str
) -> Verdict:
    """What the title is by the first rule of ``citation_kinds.json`` that applies.

    title: folded, without marks and spaces. before, after: the text around it, folded.
    """
    known = {
        "title": title,
        "core": core(title),
        "number": number or "",
        "issuer": issuer or "",
        "before": before,
        "after": after,
    }
    rules, otherwise = _rules()
    for rule in rules:
        fits = all(pattern.search(known[part]) for part, pattern in rule.patterns)
        if fits and not rule.core_not.search(known["core"]):
            return rule.verdict
    return otherwise


@cache
def _rules() -> tuple[tuple[_Rule, ...], Verdict]:
    table = json.loads((files("kb") / "data" / "citation_kinds.json").read_text("utf-8"))
    rules = tuple(
        _Rule(
            tuple((part, re.compile(rule[part])) for part in _PARTS if part in rule),
            re.compile(rule.get("core_not", r"(?!)")),
            Verdict(rule["kind"], rule["normative"], rule["why"]),
        )
        for rule in table["rules"]
    )
    return rules, Verdict("其他", False, table["otherwise"])
