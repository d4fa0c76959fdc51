"""Owns the reading of PostgreSQL: a transaction that only reads, so that all answers of a command are of one moment."""

import re
import shlex
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from typing import Any

from rc_kb.errors import DatabaseUnreadable, NoKnowledgeBase, QueryFailed, write_error
from rc_kb.location import ServerAddress
from rc_kb.postgres import Connection, connect, psycopg
from rc_kb.read.query import Answer, Query, Value, name_apart
from rc_kb.read.time_limit import Meaning, TimeLimit
from rc_kb.read.versions import check_version


class _Cursor(psycopg.ServerCursor[tuple[Any, ...]]):
    """A cursor that may be left before its end: the server closes it with the transaction."""

    def __del__(self, *_: Any) -> None:
        """Say nothing of rows that nobody wanted."""


_ROWS_AT_FIRST = 100
"""As many as fill a screen, which so does not wait for those after them."""

_ROWS_AT_A_TIME = 2000
_BYTES_AT_A_TIME = 4_000_000

_BEGIN = """
SELECT
  (SELECT CAST(relnamespace AS regnamespace)::text FROM pg_class WHERE oid = to_regclass('dictionary_entry')),
  to_regclass('alembic_version') IS NOT NULL AND to_regclass('dictionary_entry') IS NOT NULL,
  set_config('jit', 'off', true), set_config('cursor_tuple_fraction', '1', true),
  CASE WHEN current_setting('client_connection_check_interval', true) IS NOT NULL AND version() LIKE '%linux%'
    THEN set_config('client_connection_check_interval', '1000', true) END
"""
"""Compiling a statement takes longer than these run, and cursors are read to their end. Where a server can look (one of
PostgreSQL 14 on Linux), it looks each second whether somebody still waits: who is killed cannot cancel a statement."""

_BETWEEN_STATEMENTS = {psycopg.pq.TransactionStatus.INTRANS, psycopg.pq.TransactionStatus.INERROR}
"""A pool keeps the connection of whoever ends the transaction before leaving."""

_HARMFUL_ROLES = """
SELECT rolsuper OR EXISTS (
  SELECT 1 FROM pg_roles AS special
  WHERE special.rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
    AND pg_has_role(current_user, special.oid, 'MEMBER')
)
FROM pg_roles WHERE rolname = current_user
"""

_REFUSED_FUNCTIONS = re.compile(
    r'(?i)\bU&"|\b(?:pg_(?:terminate|cancel)_backend|pg_(?:try_)?advisory\w*|pg_notify|pg_sleep\w*|pg_export_snapshot|'
    r"pg_(?:read|ls|stat|write|file|log|logical|reload|rotate|switch|create|drop|replication|promote|wal|backup)\w*_\w*|"
    r"set_config|setval|nextval|dblink\w*|lo_(?:import|export|creat|unlink|open|close|put|get|from|truncate|lseek|tell)\w*|"
    r"lowrite|loread|"
    r"(?:query|table|schema|database|cursor)_to_xml\w*|ts_stat|ts_rewrite)\b"
)
"""Functions that do something outside the statement, or run a text as one."""


class ServerSession:
    """A transaction on a PostgreSQL server in which nothing can be written."""

    dialect = "postgresql"

    def __init__(self, address: ServerAddress, connection: Connection, schema: str) -> None:
        self._address = address
        self._connection = connection
        self._numbers = count()
        self.schema = schema

    def run(self, query: Query) -> Answer:
        """Run a query of ours; rows are read as they are taken. Raises DatabaseUnreadable."""
        try:
            cursor = self._declare(query)
        except (psycopg.Error, UnicodeEncodeError) as error:
            raise self._explain_reading(error) from error
        return Answer(_list_columns(cursor), self._fetch(cursor))

    def run_guarded(self, query: Query, limit: TimeLimit) -> Answer:
        """Run a statement of the user's, which may only read, within its time limit. Raises QueryFailed."""
        self._refuse_powers(query)
        limit.end_by(self._connection.cancel)
        milliseconds = max(1, int(limit.seconds * 1000))
        with limit.running(_MEANING):
            self._connection.execute("SELECT set_config('statement_timeout', %s, true)", [str(milliseconds)])
            cursor = self._declare(query)
        rows = (tuple(map(_simplify, row)) for row in self._read_warily(cursor))
        return Answer(name_apart(_list_columns(cursor)), limit.fetch(rows, _MEANING))

    def read_views(self) -> dict[str, str]:
        """Return the SELECT behind each view, as the database keeps it."""
        asked = "SELECT viewname, definition FROM pg_views WHERE quote_ident(schemaname) = :schema"
        kept = self.run(Query(asked, {"schema": self.schema})).rows
        return {str(name): str(sql).strip().removesuffix(";") for name, sql in kept}

    def measure_bytes(self) -> int:
        """Return how many bytes the tables take with their indexes."""
        sized = (
            "SELECT sum(pg_total_relation_size(oid)) FROM pg_class\n"
            "WHERE relkind = 'r' AND relnamespace = CAST(:schema AS regnamespace)"
        )
        ((size,),) = self.run(Query(sized, {"schema": self.schema})).rows
        return int(str(size))

    def _declare(self, query: Query) -> _Cursor:
        """Return a cursor of the server's: rows come as they are read, and several can be read beside each other."""
        # A statement with bound values goes by the extended protocol, which takes one statement alone.
        cursor = _Cursor(self._connection, f"answer_{next(self._numbers)}")
        cursor.execute(_mark_parameters(query.sql).encode(), dict(query.values))
        return cursor

    def _fetch(self, cursor: _Cursor) -> Iterator[tuple[Value, ...]]:
        try:
            yield from self._read(cursor)
        except psycopg.Error as error:
            raise self._explain_reading(error) from error

    def _read(self, cursor: _Cursor) -> Iterator[tuple[Value, ...]]:
        most = _ROWS_AT_FIRST
        with closing(cursor):
            while rows := cursor.fetchmany(most):
                yield from rows
                if len(rows) < most:
                    return
                most = min(2 * most, _ROWS_AT_A_TIME)

    def _read_warily(self, cursor: _Cursor) -> Iterator[tuple[Value, ...]]:
        """Return rows of whatever size: a few at first, and no more at a time than memory has room for."""
        most = 1
        with closing(cursor):
            while rows := cursor.fetchmany(most):
                yield from rows
                if len(rows) < most:
                    return
                size = sum(len(value) for row in rows for value in row if isinstance(value, str | bytes))
                most = max(1, most // 2) if size > _BYTES_AT_A_TIME else min(2 * most, _ROWS_AT_A_TIME)

    def _refuse_powers(self, query: Query) -> None:
        """Raise QueryFailed where the statement could do more than read these tables, whoever wrote it."""
        ((is_mighty,),) = self.run(Query(_HARMFUL_ROLES)).rows
        if is_mighty:
            raise QueryFailed(
                "the database user is a superuser or may reach the server's files, and so could any statement: "
                "connect as a user who may only read (docs/server.md)."
            )
        if _REFUSED_FUNCTIONS.search(query.sql):
            raise QueryFailed("the statement does more than read the knowledge base: only SELECT is allowed.")

    def _explain_reading(self, error: Exception) -> DatabaseUnreadable:
        return DatabaseUnreadable(f"{self._address} cannot be read: {write_error(error)}.")


@contextmanager
def open_session(address: ServerAddress) -> Iterator[ServerSession]:
    """Give a session on a server; raise NoKnowledgeBase, DatabaseOutOfDate or DatabaseUnreadable."""
    connection = connect(address)
    try:
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        schema = _check_contents(address, connection)
        yield ServerSession(address, connection, schema)
    finally:
        if connection.info.transaction_status in _BETWEEN_STATEMENTS:
            with suppress(psycopg.Error):
                connection.rollback()
        connection.close()


def _check_contents(address: ServerAddress, connection: Connection) -> str:
    """Return the schema of the tables, which a statement can stand in front of a name."""
    try:
        row = connection.execute(_BEGIN).fetchone()
        schema, is_there = row[:2] if row else (None, False)
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if is_there else None
    except psycopg.Error as error:
        raise DatabaseUnreadable(f"{address} cannot be read: {write_error(error)}.") from error
    typed = shlex.quote(str(address))
    if version is None:
        raise NoKnowledgeBase(f"there is no knowledge base at {address}: `rc-kb db init --db {typed}` builds one.")
    check_version(version[0], address, typed)
    return str(schema)


def _simplify(value: Any) -> Value:
    """Return a value of any of PostgreSQL's types as one that an answer holds."""
    return value if value is None or isinstance(value, str | int | float | bytes) else str(value)


def _list_columns(cursor: _Cursor) -> tuple[str, ...]:
    return tuple(column.name for column in cursor.description or ())


_MARKED = re.compile(
    r"""'(?:[^']|'')*'|"[^"]*"|--[^\n]*|/\*.*?\*/|\$(\w*)\$.*?\$\1\$|::|:(?P<name>[A-Za-z_]\w*)|(?P<percent>%)""",
    re.DOTALL,
)


def _mark_parameters(sql: str) -> str:
    """Return a statement with its `:named` parameters as psycopg marks them."""

    def mark(found: re.Match[str]) -> str:
        if found["name"]:
            return f"%({found['name']})s"
        return found[0].replace("%", "%%")

    return _MARKED.sub(mark, sql)


def _explain(error: Exception, limit: TimeLimit) -> QueryFailed:
    """Return what an error of PostgreSQL means to whoever wrote the statement."""
    if isinstance(error, psycopg.errors.QueryCanceled):
        return limit.explain()
    said = write_error(error)
    if isinstance(error, psycopg.errors.ReadOnlySqlTransaction | psycopg.errors.InsufficientPrivilege):
        return QueryFailed(f"the statement does more than read the knowledge base: {said}.")
    if isinstance(error, psycopg.errors.SyntaxError) and "multiple commands" in said:
        return QueryFailed("these are several statements: give one SELECT.")
    return QueryFailed(f"the database refused the statement: {said}.")


_MEANING = Meaning((psycopg.Error, UnicodeEncodeError, MemoryError), _explain)
