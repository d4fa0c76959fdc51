"""Owns the search index on PostgreSQL: words with their places, parted on our side as SQLite's tokenizer parts them.

Nothing in it is a trigger or an extension of the server's, so that every PostgreSQL, and what speaks like it, takes it.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from rc_kb.store.engine import insert_rows, written_columns
from rc_kb.store.models.search import SEARCH_INDEX, search_entry
from rc_kb.tabular import Row
from rc_kb.tokens import cut_word, split_words

_metadata = MetaData()
_index = Table(
    SEARCH_INDEX,
    _metadata,
    Column("entry_id", BigInteger, primary_key=True),
    Column("words", TSVECTOR),
    Column("length", Integer),
)
_size = Table(f"{SEARCH_INDEX}_size", _metadata, Column("entries", BigInteger), Column("words", BigInteger))

_COLUMNS = {"name": "A", "text": "B", "also": "C"}
_GAP = 10
"""No phrase goes from one column into the next."""

_LAST_PLACE = 16383
"""Places of a tsvector are counted so far, and all later words stand there (manual, "Text Search Limitations")."""


def index_entries(connection: Connection, entries: Sequence[tuple[Any, ...]]) -> None:
    """Add search entries, which are in their table, to the index; each as insert_rows takes it."""
    columns = written_columns(search_entry)
    rows = [_make_row(dict(zip(columns, entry, strict=True))) for entry in entries]
    insert_rows(connection, _index, rows)
    _grow(connection, len(rows), sum(length for _, _, length in rows))


def forget_entries(connection: Connection, which: ColumnElement[bool]) -> None:
    """Take search entries that will be deleted out of the index."""
    mine = _index.c.entry_id.in_(select(search_entry.c.id).where(which))
    asked = select(func.count(), func.coalesce(func.sum(_index.c.length), 0)).where(mine)
    entries, words = connection.execute(asked).one()
    if entries:
        _grow(connection, -entries, -words)


def _grow(connection: Connection, entries: int, words: int) -> None:
    connection.execute(update(_size).values(entries=_size.c.entries + entries, words=_size.c.words + words))


def _make_row(entry: Row) -> tuple[int, str, int]:
    """Return the key of an entry, its words as a tsvector, each with its places, and how many there are.

    The weight of a place tells the column.
    """
    places: dict[str, list[str]] = defaultdict(list)
    place, length = 0, 0
    for column, weight in _COLUMNS.items():
        words = split_words(entry[column] or "")
        for number, word in enumerate(words, start=place + 1):
            here = places[cut_word(word)]
            if number <= _LAST_PLACE or not here:
                here.append(f"{min(number, _LAST_PLACE)}{weight}")
        place += len(words) + _GAP
        length += len(words)
    written = " ".join(f"'{word}':{','.join(listed)}" for word, listed in places.items())
    return entry["id"], written, length
