"""What a search or a list is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; an empty field narrows nothing."""

    #: Genres (report, law) or kinds (报告, 法律, 行政法规 …); any of them.
    kinds: tuple[str, ...] = ()
    #: Issuing bodies, whole or in part; any of them.
    orgs: tuple[str, ...] = ()
    #: Years, both ends included; None is open.
    years: tuple[int | None, int | None] = (None, None)
    in_force: bool = False

    def __bool__(self) -> bool:
        return bool(self.kinds or self.orgs or self.years != (None, None) or self.in_force)

    def condition(self) -> tuple[str, list[object]]:
        """All but ``in_force`` as an SQL condition on documents, and the values it takes."""
        where, values = ["1"], list[object]()
        if self.kinds:
            marks = ", ".join("?" * len(self.kinds))
            where.append(f"(kind IN ({marks}) OR genre IN ({marks}))")
            values += [*self.kinds, *self.kinds]
        if self.orgs:
            where.append(f"({' OR '.join(['instr(org, ?) > 0'] * len(self.orgs))})")
            values += self.orgs
        for bound, comparison in zip(self.years, (">=", "<="), strict=True):
            if bound is not None:
                where.append(f"year {comparison} ?")
                values.append(bound)
        return " AND ".join(where), values
