"""Owns the reading of SQLite files: opens one read-only, checks what it is, runs statements."""

import os
import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from rc_kb.errors import DatabaseUnreadable, NoKnowledgeBase, QueryFailed
from rc_kb.journal import choose_mode, make_one_file, undo_half_done
from rc_kb.read.query import Answer, Query, Value, name_apart
from rc_kb.read.time_limit import Meaning, TimeLimit
from rc_kb.read.versions import check_version
from rc_kb.settings import APPLICATION_ID, check_sqlite

_WAIT_SECONDS = 30
_STEPS_BETWEEN_LOOKS = 10_000
"""SQLite's virtual machine runs some 10 to 50 million steps a second: a look at the clock each millisecond."""
_STEPS_BETWEEN_CTRL_C = 1_000_000
"""Python hears of Ctrl-C only when SQLite calls it: some ten times a second."""
_LONGEST_VALUE = 10_000_000
_CACHE_KIBIBYTES = 16_000
"""Pages that a session keeps, eight times SQLite's own: a million meetings are read in a tenth less time (measured)."""
LARGEST_HEAP = 500_000_000
"""Bytes of memory that SQLite may take in this process: JSON is put together outside of the limit of a value."""

_ERRORS = (sqlite3.Error, OverflowError, MemoryError, UnicodeDecodeError)
"""What sqlite3 raises: the last where the sentence of an error quotes a damaged page."""

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
_REFUSED_FUNCTIONS = {"load_extension", "writefile", "readfile", "edit", "fts3_tokenizer"}


class SqliteSession:
    """A SQLite file, opened to be read."""

    dialect = "sqlite"
    schema = "main"

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def run(self, query: Query) -> Answer:
        """Run a query of ours; rows are read as they are taken. Raises DatabaseUnreadable."""
        try:
            cursor = self._connection.execute(query.sql, dict(query.values))
        except _ERRORS as error:
            raise _describe(error, self._path) from error
        return Answer(tuple(column[0] for column in cursor.description), self._fetch(cursor))

    def run_guarded(self, query: Query, limit: TimeLimit) -> Answer:
        """Run a statement of the user's, which may only read, within its time limit. Raises QueryFailed."""
        with suppress(sqlite3.Error):
            # SQLite opens the search index by what looks like writing, and once open it is only read.
            self._connection.execute("SELECT rowid FROM search_index LIMIT 0")
        self._connection.set_authorizer(_authorize)
        self._connection.set_progress_handler(limit.is_over, _STEPS_BETWEEN_LOOKS)
        with limit.running(_MEANING):
            cursor = self._connection.execute(query.sql, dict(query.values))
        if cursor.description is None:
            raise QueryFailed("the statement gives no rows: write a SELECT.")
        return Answer(name_apart(column[0] for column in cursor.description), limit.fetch(cursor, _MEANING))

    def read_views(self) -> dict[str, str]:
        """Return the SELECT behind each view, as the database keeps it."""
        kept = self.run(Query("SELECT name, sql FROM sqlite_master WHERE type = 'view'")).rows
        return {str(name): str(sql).partition(" AS ")[2] for name, sql in kept}

    def measure_bytes(self) -> int:
        """Return how many bytes the file has."""
        return self._path.stat().st_size

    def _fetch(self, cursor: sqlite3.Cursor) -> Iterator[tuple[Value, ...]]:
        try:
            # Not `yield from`, which would close the cursor after its connection where a reader of the rows gave up.
            for row in cursor:  # noqa: UP028
                yield row
        except _ERRORS as error:
            raise _describe(error, self._path) from error


@contextmanager
def open_session(path: Path) -> Iterator[SqliteSession]:
    """Give a session on a file; raise NoKnowledgeBase, DatabaseOutOfDate or DatabaseUnreadable."""
    check_sqlite()
    _check_file(path)
    undo_half_done(path)
    connection = _connect(path)
    try:
        _check_contents(path, connection)
        yield SqliteSession(path, connection)
    finally:
        connection.close()
        make_one_file(path)


def _check_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise DatabaseUnreadable(f"{path} is a folder: name a file.")
        typed = shlex.quote(str(path))
        if not path.exists():
            raise NoKnowledgeBase(f"there is no knowledge base at {path}: `rc-kb db init --db {typed}` builds one.")
        if not path.is_file():  # a pipe or a device, which has no end
            raise DatabaseUnreadable(f"{path} is no file: name a file.")
        if not path.stat().st_size:
            raise NoKnowledgeBase(f"{path} is empty: delete it, and `rc-kb db init --db {typed}` builds one there.")
    except OSError as error:
        raise DatabaseUnreadable(f"{path} cannot be read: {error.strerror}.") from error
    if not os.access(path, os.R_OK):
        raise DatabaseUnreadable(f"{path} cannot be read: you have no permission to.")


def _connect(path: Path) -> sqlite3.Connection:
    """Open a file that may come from a stranger.

    Nothing is written. Nothing in its views and tables may call what acts outside of it; its pages are looked at
    before they are believed; no value may fill the memory; Ctrl-C ends what has no end.
    """
    try:
        connection = sqlite3.connect(f"file:{quote(str(path))}?{choose_mode(path)}", uri=True, timeout=_WAIT_SECONDS)
        for setting in (
            "query_only = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            f"hard_heap_limit = {LARGEST_HEAP}",
        ):
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{path} cannot be read: {error}.") from error
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    connection.set_progress_handler(lambda: 0, _STEPS_BETWEEN_CTRL_C)
    return connection


def _check_contents(path: Path, connection: sqlite3.Connection) -> None:
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        is_ours = application == APPLICATION_ID
        version = connection.execute("SELECT version_num FROM alembic_version").fetchone() if is_ours else None
        if version:
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")  # reads the file: only when it is ours
    except _ERRORS as error:
        if "not a database" in str(error):
            raise NoKnowledgeBase(f"{path} is not a database: name another file.") from error
        raise _describe(error, path) from error
    if version is None or not isinstance(version[0], str) or not version[0].isalnum():
        raise NoKnowledgeBase(f"{path} is a database of another program: name another file.")
    check_version(version[0], path, shlex.quote(str(path)))


def _describe(error: Exception, path: Path) -> DatabaseUnreadable:
    """Return what an error of SQLite means to whoever asked something of ours."""
    if str(error) == "interrupted":
        raise KeyboardInterrupt from error  # sqlite3 has swallowed it in the progress handler
    said = "it is damaged" if isinstance(error, UnicodeDecodeError) else str(error) or "a value is too large"
    return DatabaseUnreadable(f"{path} cannot be read: {said}.")


def _explain(error: Exception, limit: TimeLimit) -> QueryFailed:
    """Return what an error of SQLite means to whoever wrote the statement."""
    said = str(error).rstrip(".")
    if said == "interrupted":
        if not limit.is_over():
            raise KeyboardInterrupt from error  # sqlite3 has swallowed it in the progress handler
        return limit.explain()
    if "not authorized" in said or "readonly" in said or "prohibited" in said:
        return QueryFailed("the statement does more than read the knowledge base: only SELECT is allowed.")
    if "one statement" in said:
        return QueryFailed("these are several statements: give one SELECT.")
    if isinstance(error, MemoryError) or "too big" in said:
        return QueryFailed("the statement asks for a value that is too large.")
    return QueryFailed(f"the database refused the statement: {said}.")


_MEANING = Meaning((*_ERRORS, sqlite3.Warning), _explain)


def _authorize(action: int, first: str | None, second: str | None, *_: str | None) -> int:
    """Let a statement read tables and call functions that stay inside the database."""
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":  # FTS5 asks for it, and it only tells a number
        return sqlite3.SQLITE_OK
    if action not in _ALLOWED:
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (second or first or "").lower() in _REFUSED_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
