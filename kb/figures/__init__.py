"""Figures: the numbers of a report, each with its unit and what it counts."""

from __future__ import annotations

from kb.figures.find import FIGURES_VERSION, figures_in, find_figures
from kb.figures.model import Figure
from kb.figures.units import amount_text

__all__ = ["FIGURES_VERSION", "Figure", "amount_text", "figures_in", "find_figures"]
