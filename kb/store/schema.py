"""The tables of the record, one SQLite file."""

from __future__ import annotations

#: Raise with any change of the tables below; an index of another version is built anew.
SCHEMA_VERSION = 3

SCHEMA = """
CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE,   -- path below corpus/, or the package it came with
    fingerprint TEXT NOT NULL,     -- of the bytes, what was declared of them, and the parser
    title TEXT NOT NULL, short_title TEXT NOT NULL, genre TEXT NOT NULL, kind TEXT NOT NULL,
    org TEXT, number TEXT, index_number TEXT, issued TEXT, published TEXT, effective TEXT,
    year INTEGER, status TEXT, department TEXT, source TEXT, url TEXT, sample INTEGER NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX documents_short_title ON documents(short_title);
CREATE TABLE sections (
    doc_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    label TEXT NOT NULL, heading TEXT NOT NULL, level INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    PRIMARY KEY (doc_id, ord)
) WITHOUT ROWID;
CREATE TABLE passages (
    -- never reused, so that vectors of a removed passage can't pass for another's
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    doc_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    locator TEXT NOT NULL, breadcrumb TEXT NOT NULL, heading TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    UNIQUE (doc_id, locator)
);
CREATE TABLE citations (
    -- what a document cites besides itself; the words of each are in the document's text
    doc_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    ord INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, form TEXT NOT NULL,
    name TEXT, number TEXT, articles TEXT NOT NULL, kind TEXT NOT NULL,
    normative INTEGER NOT NULL, reason TEXT NOT NULL, issuer TEXT, edition INTEGER,
    key TEXT,                      -- of the name: kb.citations.names.key
    locator TEXT NOT NULL,         -- of the passage it begins in; '' between passages
    PRIMARY KEY (doc_id, ord)
) WITHOUT ROWID;
CREATE TABLE laws (
    -- what the text of a law says of itself, so that no text is read to know what laws there are
    doc_id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
    law TEXT NOT NULL,             -- kb.citations.laws.Law as JSON
    repeals TEXT NOT NULL          -- kb.citations.facts.Repeal, a JSON list
) WITHOUT ROWID;
CREATE TABLE measures (
    -- what a report says was done, is lacking or is planned: each is one of its passages
    doc_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    locator TEXT NOT NULL,
    name TEXT NOT NULL, theme TEXT NOT NULL, stage TEXT NOT NULL, year INTEGER,
    PRIMARY KEY (doc_id, locator)
) WITHOUT ROWID;
CREATE TABLE figures (
    -- columns in the order of the fields of kb.figures.Figure
    doc_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
    value REAL NOT NULL, unit TEXT NOT NULL, counts TEXT NOT NULL, action TEXT NOT NULL,
    approximate TEXT, upper REAL, whole INTEGER,
    PRIMARY KEY (doc_id, start)
) WITHOUT ROWID;
"""
