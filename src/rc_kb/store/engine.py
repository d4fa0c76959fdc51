"""Owns the connections of the write side: foreign keys on, real transactions, and errors as sentences."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, Select, Table, create_engine, event, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from rc_kb.errors import DatabaseUnreadable, write_error
from rc_kb.journal import describe, let_others_read
from rc_kb.location import Location, ServerAddress
from rc_kb.settings import APPLICATION_ID, check_search_module
from rc_kb.store.models.search import search_entry
from rc_kb.store.strangers import check_triggers

_WAIT_SECONDS = 30
_BATCH = 500
"""Values of one statement; SQLite before 3.32 took 999 at most."""

_VALUES_INSERTED = 5_000
"""Values of one statement that inserts: more than twice that gain nothing (measured); SQLite takes 32,766."""

CACHE_KIB = 131_072
"""Memory for pages: what a batch changes stays in it, so that it is written once, but in a very large base.

SQLite sorts in as much again, and both have to fit into what a process that reads lets it take (read/sqlite.py).
"""

_Item = TypeVar("_Item")


@contextmanager
def begin_writing(location: Location) -> Iterator[Connection]:
    """Give a connection in a transaction that is kept whole or not at all; writers wait for each other.

    Raises DatabaseUnreadable where the knowledge base cannot be written.
    """
    with connect_writing(location) as connection, connection.begin():
        yield connection


@contextmanager
def begin_reading(location: Location) -> Iterator[Connection]:
    """Give a connection in a transaction that sees the knowledge base as it is at one moment, and writes nothing."""
    if isinstance(location, ServerAddress):
        at_one_moment = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        engine: Engine = _open_server(location).execution_options(**at_one_moment)
    else:
        read_only = URL.create("sqlite", database=f"file:{quote(str(location))}", query={"mode": "ro", "uri": "true"})
        engine = _open_file(read_only, "BEGIN")
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseUnreadable(f"{location} cannot be read: {write_error(error.orig or error)}.") from error
    finally:
        engine.dispose()


@contextmanager
def connect_writing(location: Location) -> Iterator[Connection]:
    """Give a connection for several transactions, one after the other."""
    opened = _connect_to_server(location) if isinstance(location, ServerAddress) else _connect_to_file(location)
    with opened as connection:
        yield connection


@contextmanager
def _connect_to_file(path: Path) -> Iterator[Connection]:
    """Give a connection to a SQLite file, in which DDL too is part of the transaction."""
    check_search_module()
    engine = _open_file(URL.create("sqlite", database=str(path)), "BEGIN IMMEDIATE")
    try:
        with let_others_read(path):
            try:
                with engine.connect() as connection:
                    check_triggers(path, connection.connection.driver_connection)  # type: ignore[arg-type]
                    yield connection
            finally:
                engine.dispose()
    except DBAPIError as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {describe(error.orig)}.") from error
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {describe(error)}.") from error


@contextmanager
def _connect_to_server(address: ServerAddress) -> Iterator[Connection]:
    """Give a connection to a PostgreSQL server."""
    from rc_kb.postgres import Error

    engine = _open_server(address)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # One writer at a time, as on SQLite; readers do not wait for writers.
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
        connection.exec_driver_sql("SET LOCAL jit = off")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({APPLICATION_ID})")

    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise DatabaseUnreadable(f"{address} cannot be written: {write_error(error.orig or error)}.") from error
    except Error as error:
        raise DatabaseUnreadable(f"{address} cannot be written: {write_error(error)}.") from error
    finally:
        engine.dispose()


def _open_file(url: URL, begin: str) -> Engine:
    """Return an engine on a SQLite file, whose transactions begin as they are told to."""
    engine = create_engine(url, connect_args={"timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 would commit before DDL; _begin opens transactions instead
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: no word of a text stays in a free page of the file.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _open_server(address: ServerAddress) -> Engine:
    """Return an engine on a PostgreSQL server; libpq reads the address, SQLAlchemy does not."""
    from rc_kb.postgres import connect

    return create_engine("postgresql+psycopg://", creator=lambda: connect(address), poolclass=NullPool)


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


def insert_rows(
    connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]], columns: Sequence[str] | None = None
) -> None:
    """Insert rows, each with the values of some columns or of the written ones.

    On PostgreSQL all come in one statement. On SQLite each has its own: one that inserts several copies each page
    aside before it changes it (https://sqlite.org/tempfiles.html, "Statement Journal Files"), which in a large base is
    nearly half of all that is written. A search index is written out after each statement, so that its rows come many
    in one (in a third of the time, measured).
    """
    quote_name = connection.dialect.identifier_preparer.quote
    columns = columns or written_columns(table)
    driver: Any = connection.connection.driver_connection
    named = f"{quote_name(table.name)} ({', '.join(map(quote_name, columns))})"
    if connection.dialect.name == "postgresql":
        with driver.cursor().copy(f"COPY {named} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    one = f"({', '.join('?' * len(columns))})"
    if table is not search_entry:
        driver.executemany(f"INSERT INTO {named} VALUES {one}", rows)  # noqa: S608 - names and marks
        return
    rest = iter(rows)
    while some := list(islice(rest, max(1, _VALUES_INSERTED // len(columns)))):
        statement = f"INSERT INTO {named} VALUES {', '.join([one] * len(some))}"  # noqa: S608 - names and marks
        connection.exec_driver_sql(statement, tuple(chain.from_iterable(some)))


def insert_selected(connection: Connection, table: Table, columns: Sequence[str], found: Select[Any]) -> None:
    """Insert what a select finds in other tables, with the values of some columns.

    On SQLite the rows go by this process, for the sake of a statement for each (insert_rows).
    """
    if connection.dialect.name == "postgresql":
        connection.execute(insert(table).from_select(columns, found))
    else:
        insert_rows(connection, table, map(tuple, connection.execute(found)), columns)
