"""Measures: what reports say was done, is lacking and is planned, and how years compare.

`extract` finds the measures of a report; `compare` lays those on one topic side by side.
"""

from __future__ import annotations

from kb.measures.model import Measure, Stage

__all__ = ["Measure", "Stage"]
