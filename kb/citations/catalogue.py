"""What laws there are: titles, versions, dates, and what became of them.

The catalogue comes with the program as tables of facts (`kb/data/catalogue/`) and grows by what a
base holds. It says what a name may mean; which of several is meant, it doesn't guess.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from kb.citations.aliases import (
    abbreviated,
    bodies,
    body_of,
    book_of,
    is_spotted,
    loosened,
    short,
    without_body,
)
from kb.citations.names import key
from kb.force import IN_FORCE, NOT_YET, REPEALED
from kb.segmentation import narrow

if TYPE_CHECKING:
    from kb.citations.facts import Repeal
