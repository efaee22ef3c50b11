"""What the model is trained on: articles, questions, paragraphs and pairs made from them.

Articles and questions are in the form of STARD (one JSON object a line): articles with ``law``,
``article``, ``heading`` and ``text``; questions with ``query`` and ``gold``, the articles that
answer it. Paragraphs of reports have ``title``, ``heading``, ``text`` and ``queries``.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

#: A sentence shorter than this (in characters) says too little to be found by.
SHORTEST_SENTENCE = 8
#: Numbers of chapters, which say nothing about what the chapter is about.
CHAPTER_NUMBER = re.compile(r"第[零〇一二三四五六七八九十百]+(?:编|分编|章|节)\s*")
SENTENCE_END = re.compile(r"(?<=[。；;！？])|\n+")


class Key(NamedTuple):
    """What questions refer to an article by."""

    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article of a law."""

    key: Key
    heading: str
    text: str

    @property
    def topic(self) -> str:
        """The law's title and the words of the chapter, without its number."""
        return f"{self.key.law} {CHAPTER_NUMBER.sub('', self.heading)}".strip()

    @property
    def passage(self) -> str:
        """The article as search embeds it: with the law and the chapter it comes from."""
        return f"{self.topic}\n{self.text}"

    def sentences(self) -> list[str]:
        """The sentences and items of the text, without those too short to mean anything."""
        parts = (part.strip() for part in SENTENCE_END.split(self.text))
        return [part for part in parts if len(part) >= SHORTEST_SENTENCE]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the articles that answer it."""

    text: str
    gold: frozenset[Key]
    #: Whether a person asked it who wanted to know; otherwise it was written for this project.
    real: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report, and the queries that it answers."""

    title: str
    heading: str
    text: str
    queries: tuple[str, ...]

    @property
    def passage(self) -> str:
        """The paragraph as search embeds it: with the report and the headings it stands under."""
        return f"{self.title} {self.heading}\n{self.text}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together, and texts that look alike but do not."""

    query: str
    passage: str
    negatives: tuple[str, ...] = ()


def read_articles(path: Path) -> list[Article]:
    """The articles in the JSON-lines file ``path``, in its order."""
    return [
        Article(Key(row["law"], row["article"]), row["heading"], row["text"]) for row in _rows(path)
    ]


def read_questions(path: Path, *, real: bool) -> list[Question]:
    """The questions in the JSON-lines file ``path``, in its order."""
    return [
        Question(row["query"], frozenset(Key(**gold) for gold in row["gold"]), real)
        for row in _rows(path)
    ]


def read_paragraphs(path: Path) -> list[Paragraph]:
    """The paragraphs in the JSON-lines file ``path``, in its order."""
    return [
        Paragraph(row["title"], row["heading"], row["text"], tuple(row["queries"]))
        for row in _rows(path)
    ]


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def article_pairs(articles: Iterable[Article], chance: random.Random) -> Iterator[Pair]:
    """Pairs from the articles alone: a sentence and the rest, law with chapter and article."""
    for article in articles:
        yield Pair(article.topic, article.text)
        sentences = article.sentences()
        if len(sentences) > 1:
            chosen = sentences.pop(chance.randrange(len(sentences)))
            yield Pair(chosen, "\n".join(sentences))


def paragraph_pairs(paragraphs: Iterable[Paragraph], copies: int) -> Iterator[Pair]:
    """Each query with its paragraph, ``copies`` times; each paragraph with its headings."""
    for paragraph in paragraphs:
        yield Pair(paragraph.heading, paragraph.text)
        for query in paragraph.queries:
            for _ in range(copies):
                yield Pair(query, paragraph.passage)


def question_pairs(
    question: Question,
    answers: list[Article],
    lookalikes: list[Article],
    *,
    copies: int,
    negatives: int,
    chance: random.Random,
) -> Iterator[Pair]:
    """``copies`` of each question–answer pair, each with other ``negatives`` of ``lookalikes``."""
    for answer in answers:
        for _ in range(copies):
            wrong = chance.sample(lookalikes, negatives)
            yield Pair(question.text, answer.passage, tuple(article.passage for article in wrong))
