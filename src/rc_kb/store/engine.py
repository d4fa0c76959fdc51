"""Owns the connections of the write side: foreign keys on, real transactions, and errors as sentences."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from rc_kb.errors import DatabaseUnreadable, write_error
from rc_kb.location import Location, ServerAddress
from rc_kb.settings import APPLICATION_ID, check_search_module

_WAIT_SECONDS = 30
_BATCH = 500
"""Values of one statement; SQLite before 3.32 took 999 at most."""

_Item = TypeVar("_Item")


@contextmanager
def begin_writing(location: Location) -> Iterator[Connection]:
    """Give a connection in a transaction that is kept whole or not at all; writers wait for each other.

    Raises DatabaseUnreadable where the knowledge base cannot be written.
    """
    engine = _open_server(location) if isinstance(location, ServerAddress) else _open_file(location)
    try:
        with engine.begin() as connection:
            if isinstance(location, ServerAddress):
                _wait_for_writers(connection)
            yield connection
    except DBAPIError as error:
        raise DatabaseUnreadable(f"{location} cannot be written: {write_error(error.orig or error)}.") from error
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{location} cannot be written: {write_error(error)}.") from error
    finally:
        engine.dispose()


def _open_file(path: Path) -> Engine:
    """Return an engine on a SQLite file, in which DDL too is part of the transaction."""
    check_search_module()
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # sqlite3 would commit before DDL; _begin opens transactions instead
        connection.execute("PRAGMA foreign_keys = ON")
        # What is deleted is overwritten: no word of a text stays in a free page of the file.
        connection.execute("PRAGMA secure_delete = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _open_server(address: ServerAddress) -> Engine:
    """Return an engine on a PostgreSQL server; libpq reads the address, SQLAlchemy does not."""
    from rc_kb.postgres import connect

    return create_engine("postgresql+psycopg://", creator=lambda: connect(address), poolclass=NullPool)


def _wait_for_writers(connection: Connection) -> None:
    """Let one writer at a time into a knowledge base, as SQLite does; readers do not wait for writers."""
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{_WAIT_SECONDS}s'")
    connection.exec_driver_sql("SET LOCAL jit = off")
    connection.exec_driver_sql(
        f"SELECT pg_advisory_xact_lock({APPLICATION_ID}, CAST(hashtext(current_schema()) AS integer))"
    )


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
