"""Owns the read-only connection to a knowledge base: opens it, checks what it is, runs queries."""

import os
import shlex
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from rc_kb.errors import (
    DatabaseOutOfDate,
    DatabaseTooNew,
    DatabaseUnreadable,
    NoKnowledgeBase,
    QueryFailed,
)
from rc_kb.journal import choose_mode, make_one_file, undo_half_done
from rc_kb.read.query import Answer, Query, Question, Value
from rc_kb.read.time_limit import TimeLimit
from rc_kb.settings import APPLICATION_ID, SCHEMA_VERSION, check_sqlite

_WAIT_SECONDS = 30
_STEPS_BETWEEN_LOOKS = 10_000
"""SQLite's virtual machine runs some 10 to 50 million steps a second: a look at the clock each millisecond."""
_LONGEST_VALUE = 10_000_000

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_REFUSED_FUNCTIONS = {"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"}


class Reader:
    """A knowledge base, opened to be read; nothing that goes through it can write."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    def limit(self, question: Question) -> Question:
        """Return the question as this reader asks it."""
        return question

    def prepare(self, query: Query) -> Query:
        """Return the statement that find runs for a query."""
        return query

    def find(self, query: Query) -> Answer:
        """Run a query of ours."""
        cursor = self._execute(self.prepare(query))
        return Answer(tuple(column[0] for column in cursor.description), self._fetch(cursor))

    def find_value(self, query: Query) -> Value:
        """Run a query and return the first value of its first row; None without rows."""
        row: tuple[Value, ...] | None = next(self.find(query).rows, None)
        return row[0] if row else None

    def find_guarded(self, query: Query, limit: TimeLimit) -> Answer:
        """Run a statement of the user's: only reading, one statement, and within its time limit.

        The limit covers the reading of the rows too. Raises QueryFailed.
        """
        with suppress(sqlite3.Error):
            # SQLite opens the search index by what looks like writing, and once open it is only read.
            self._connection.execute("SELECT rowid FROM search_index LIMIT 0")
        self._connection.set_authorizer(_authorize)
        self._connection.set_progress_handler(limit.is_over, _STEPS_BETWEEN_LOOKS)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        with limit.running():
            cursor = self._connection.execute(query.sql, dict(query.values))
        if cursor.description is None:
            raise QueryFailed("the statement gives no rows: write a SELECT.")
        return Answer(_name_apart(column[0] for column in cursor.description), limit.fetch(cursor))

    def _execute(self, query: Query) -> sqlite3.Cursor:
        try:
            return self._connection.execute(query.sql, dict(query.values))
        except (sqlite3.Error, OverflowError) as error:
            raise DatabaseUnreadable(f"{self.path} cannot be read: {error}.") from error

    def _fetch(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Value, ...]]:
        try:
            # Not `yield from`, which would close the cursor after its connection where a reader of the rows gave up.
            for row in cursor:  # noqa: UP028
                yield row
        except sqlite3.Error as error:
            raise DatabaseUnreadable(f"{self.path} cannot be read: {error}.") from error


@contextmanager
def open_reader(path: Path) -> Iterator[Reader]:
    """Give a reader of a knowledge base.

    Raises NoKnowledgeBase where there is none, DatabaseOutOfDate for another version's, DatabaseUnreadable else.
    """
    check_sqlite()
    _check_file(path)
    undo_half_done(path)
    connection = _connect(path)
    try:
        _check_contents(path, connection)
        yield Reader(path, connection)
    finally:
        connection.close()
        make_one_file(path)


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise DatabaseUnreadable(f"{path} is a folder: name a file.")
        if not path.exists():
            raise NoKnowledgeBase(f"there is no knowledge base at {path}: `rc-kb db init` builds one.")
        if not path.stat().st_size:
            raise NoKnowledgeBase(f"{path} is empty: delete it, and `rc-kb db init` builds a knowledge base there.")
    except OSError as error:
        raise DatabaseUnreadable(f"{path} cannot be read: {error.strerror}.") from error
    if not os.access(path, os.R_OK):
        raise DatabaseUnreadable(f"{path} cannot be read: you have no permission to.")


def _connect(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?{choose_mode(path)}", uri=True, timeout=_WAIT_SECONDS)
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{path} cannot be read: {error}.") from error
    return connection


def _check_contents(path: Path, connection: sqlite3.Connection) -> None:
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        is_ours = application == APPLICATION_ID
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if is_ours else None
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise NoKnowledgeBase(f"{path} is not a database: name another file.") from error
        raise DatabaseUnreadable(f"{path} cannot be read: {error}.") from error
    if version is None:
        raise NoKnowledgeBase(f"{path} is a database of another program: name another file.")
    if version[0] > SCHEMA_VERSION:
        raise DatabaseTooNew(
            f"{path} was written by a newer rc-kb (schema {version[0]}, this one reads {SCHEMA_VERSION}): "
            "`pip install --upgrade rc-kb`."
        )
    if version[0] < SCHEMA_VERSION:
        raise DatabaseOutOfDate(
            f"{path} was written by an older rc-kb (schema {version[0]}, this one reads {SCHEMA_VERSION}): "
            f"`rc-kb db upgrade --db {shlex.quote(str(path))}` brings it up to date."
        )


def _name_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns, numbered where a statement gives two the same, so that no value is lost in JSON."""
    apart: list[str] = []
    for name in names:
        times = 1
        while (numbered := name if times == 1 else f"{name}_{times}") in apart:
            times += 1
        apart.append(numbered)
    return tuple(apart)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Let a statement read tables and call functions that stay inside the database."""
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":  # FTS5 asks for it, and it only tells a number
        return sqlite3.SQLITE_OK
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or first or "").lower() in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
