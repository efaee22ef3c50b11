"""Measures: what reports say was done, is lacking and is planned, and how years compare."""

from __future__ import annotations

from kb.measures.compare import Change, Comparison, Fate, Metric, Point, Row, Series, compare
from kb.measures.extract import MEASURES_VERSION, measures_in
from kb.measures.model import Measure, Stage
from kb.measures.topic import FoundMeasure, MeasureFacets, MeasureFilters, TopicResult

__all__ = [
    "MEASURES_VERSION",
    "Change",
    "Comparison",
    "Fate",
    "FoundMeasure",
    "Measure",
    "MeasureFacets",
    "MeasureFilters",
    "Metric",
    "Point",
    "Row",
    "Series",
    "Stage",
    "TopicResult",
    "compare",
    "measures_in",
]
