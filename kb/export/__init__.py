"""Measures and figures as files to take away: `tables` for spreadsheets, `word` for Word.

`wording` is how they are put in words, there and at a terminal.
"""
