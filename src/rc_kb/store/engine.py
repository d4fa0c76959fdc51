"""Owns the connection of the write side: foreign keys on, real transactions, and errors as sentences."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from rc_kb.errors import DatabaseUnreadable
from rc_kb.settings import check_search_module

_WAIT_SECONDS = 30
_BATCH = 500
"""Values of one statement; SQLite before 3.32 took 999 at most."""

_VALUES_INSERTED = 5_000
"""Values of one statement that inserts: more than twice that gain nothing (measured); SQLite takes 32,766."""

_CACHE_KIB = 65_536
"""Memory for pages: what a batch changes stays in it, so that no reader has to wait before the batch is committed."""

_Item = TypeVar("_Item")


def open_engine(path: Path) -> Engine:
    """Return an engine on a SQLite file, in which DDL too is part of the transaction."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 would commit before DDL; _begin opens transactions instead
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: no word of a text stays in a free page of the file.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def begin_writing(path: Path) -> Iterator[Connection]:
    """Give a connection in a transaction that is kept whole or not at all."""
    with connect_writing(path) as connection, connection.begin():
        yield connection


@contextmanager
def connect_writing(path: Path) -> Iterator[Connection]:
    """Give a connection for several transactions, one after the other."""
    check_search_module()
    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {error.orig}.") from error
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {error}.") from error
    finally:
        engine.dispose()


def split_batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Return lists of items that one statement can take."""
    rest = iter(items)
    return iter(lambda: list(islice(rest, _BATCH)), [])


def upsert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, or update those whose primary key is there already."""
    values = list(rows)
    if not values:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in values[0] if name not in keys}
    if changes:
        connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changes), values)
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=keys), values)


@cache
def written_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that a row is written with: all but those that the database fills in."""
    return tuple(column.name for column in table.columns if column.server_default is None and column.computed is None)


def order_values(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return a row as insert_rows takes it; a column that it has no value for is NULL."""
    return tuple(map(row.get, written_columns(table)))


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, each with the values of the written columns; the only place where bulk differs by database.

    On SQLite many stand in one statement: the index of search is written out after each (three times slower, measured).
    """
    if not rows:
        return
    quote = connection.dialect.identifier_preparer.quote
    columns = written_columns(table)
    named = f"{quote(table.name)} ({', '.join(map(quote, columns))})"
    if connection.dialect.name == "postgresql":
        cursor = connection.connection.cursor()
        with cursor.copy(f"COPY {named} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    one = f"({', '.join('?' * len(columns))})"
    size = max(1, _VALUES_INSERTED // len(columns))
    for first in range(0, len(rows), size):
        some = rows[first : first + size]
        statement = f"INSERT INTO {named} VALUES {', '.join([one] * len(some))}"  # noqa: S608 - names of our tables
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))
