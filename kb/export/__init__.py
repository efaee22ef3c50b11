"""Measures and figures as files to take away: `tables` for spreadsheets, `word` for Word.

`wording` is how they are put in words, there and at a terminal.
"""

from __future__ import annotations

from kb.export.tables import figures_csv, measures_csv
from kb.export.word import measures_docx

__all__ = ["figures_csv", "measures_csv", "measures_docx"]
