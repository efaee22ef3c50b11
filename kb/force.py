"""Legal force on a given day: 时效性.

Sources mark a version 现行有效 from its publication on, and the one before 历史版本, although
a law comes into force on the day it names itself (Legislation Law, art. 61) and the earlier
version holds until then. Comparing that day with the calendar puts both right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

IN_FORCE = "现行有效"
NOT_YET = "尚未生效"
SUPERSEDED = "历史版本"
REPEALED = "已废止"

#: Statuses of texts that bind today. 已被修改 marks a law of which some article has since been
#: amended; the text as it stands is in force.
BINDING = (IN_FORCE, "已被修改")


class Version(NamedTuple):
    """One version of a law. Dates are ISO 8601, so that they compare as text."""

    doc_id: str
    title: str
    published: str | None
    effective: str | None
    status: str | None


def statuses_on(day: str, versions: Iterable[Version]) -> dict[str, str | None]:
    """The status of each of ``versions`` on ``day`` (ISO 8601), by document id.

    A version whose day has not come is 尚未生效, and the newest one before it is 现行有效 even
    if the source calls it 历史版本 already. Everything else stays as the source has it.
    """
    by_title = defaultdict(list)
    for version in versions:
        by_title[version.title].append(version)
    statuses = {}
    for same in by_title.values():
        same.sort(key=lambda v: v.published or "")
        still: Version | None = None
        for version in same:
            coming = version.effective is not None and version.effective > day
            statuses[version.doc_id] = NOT_YET if coming else version.status
            if not coming:
                still = version
        superseded_too_soon = still is not None and still is not same[-1]
        if still and superseded_too_soon and still.status == SUPERSEDED:
            statuses[still.doc_id] = IN_FORCE
    return statuses


def outdated(versions: Iterable[Version], statuses: Mapping[str, str | None]) -> frozenset[str]:
    """Ids of the ``versions`` that no longer bind, by their ``statuses`` of the day.

    Of a version whose status nobody knows it is taken that a later one, once in force, has
    replaced it.
    """
    held = list(versions)
    newest: dict[str, str] = defaultdict(str)
    for version in held:
        if statuses[version.doc_id] != NOT_YET:
            newest[version.title] = max(newest[version.title], version.published or "")
    return frozenset(
        version.doc_id
        for version in held
        if statuses[version.doc_id] in (SUPERSEDED, REPEALED)
        or (
            statuses[version.doc_id] is None
            and version.published is not None
            and version.published < newest[version.title]
        )
    )
