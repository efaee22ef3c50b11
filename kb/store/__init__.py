"""The record: documents, what they are cut into and what they cite, in one SQLite file.

Everything an engine or a vector index holds can be made again from here. Filters on what is
known of a document are answered here, as sets of document ids, for every engine alike.
"""

from __future__ import annotations

from kb.store.filters import Filters
from kb.store.measures import StoredMeasure
from kb.store.record import Record, Store, StoredPassage, short_title
from kb.store.schema import SCHEMA_VERSION

__all__ = [
    "SCHEMA_VERSION",
    "Filters",
    "Record",
    "Store",
    "StoredMeasure",
    "StoredPassage",
    "short_title",
]
