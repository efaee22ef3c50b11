"""Slips of the keyboard in a question, put right with the words that the base knows."""

from kb.spelling.correct import Correction, Replacement, Speller
from kb.spelling.lexicon import LEXICON_VERSION, Lexicon
from kb.spelling.making import make_lexicon

__all__ = [
    "LEXICON_VERSION",
    "Correction",
    "Lexicon",
    "Replacement",
    "Speller",
    "make_lexicon",
]
