"""What is in force on a day."""

import pytest

from kb.force import Version, outdated, statuses_on

OLD = Version("old", "停车法", "2012-01-01", "2012-03-01", "历史版本")
NEW = Version("new", "停车法", "2026-08-28", "2027-01-01", "现行有效")
OLDEST = Version("oldest", "停车法", "2003-01-01", None, "历史版本")
OTHER = Version("other", "广告法", "2020-01-01", None, "已废止")


@pytest.mark.parametrize(
    ("day", "versions", "expected"),
    [
        ("2026-12-31", [OLD, NEW], {"old": "现行有效", "new": "尚未生效"}),
        ("2027-01-01", [OLD, NEW], {"old": "历史版本", "new": "现行有效"}),
        (
            "2026-12-31",
            [NEW, OLDEST, OLD],
            {"oldest": "历史版本", "old": "现行有效", "new": "尚未生效"},
        ),
        ("2026-12-31", [NEW], {"new": "尚未生效"}),
        ("2026-12-31", [OLD], {"old": "历史版本"}),
        ("2026-12-31", [OTHER, NEW], {"other": "已废止", "new": "尚未生效"}),
        ("2026-12-31", [OLD._replace(status=None), NEW], {"old": None, "new": "尚未生效"}),
        ("2026-12-31", [], {}),
    ],
)
def test_statuses(day: str, versions: list[Version], expected: dict[str, str | None]) -> None:
    assert statuses_on(day, versions) == expected


@pytest.mark.parametrize(
    ("day", "versions", "expected"),
    [
        ("2026-12-31", [OLDEST, OLD, NEW, OTHER], {"oldest", "other"}),
        ("2027-01-01", [OLDEST, OLD, NEW], {"oldest", "old"}),
        # Where no source says how they stand, the newest one in force stands for all.
        ("2026-12-31", [v._replace(status=None) for v in (OLDEST, OLD, NEW)], {"oldest"}),
        ("2027-01-01", [v._replace(status=None) for v in (OLDEST, OLD, NEW)], {"oldest", "old"}),
        ("2026-12-31", [OLD._replace(status=None, published=None), NEW], set()),
        ("2026-12-31", [], set()),
    ],
)
def test_outdated(day: str, versions: list[Version], expected: set[str]) -> None:
    assert outdated(versions, statuses_on(day, versions)) == expected
