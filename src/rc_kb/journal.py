"""Owns how a SQLite file is written while others read it: by a write-ahead log, and as one file again afterwards.

At rest a base is one file with SQLite's rollback journal, which can be mailed and read from a medium that cannot be
written. By that journal a writer and a reader wait for each other; by a write-ahead log nobody does.

Nobody else may open the file of a base: closing it would take the locks away that SQLite has on it in this process.
"""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from rc_kb.errors import DatabaseUnreadable

_TRIES_SECONDS = 30
_HOLD_SECONDS = 0.3
"""Readers who come while the journal is changed wait as long at most: those who were there must finish first."""
_REST_SECONDS = 0.2

_WAIT_SECONDS = 30

_IN_PLAIN_WORDS = {
    sqlite3.SQLITE_BUSY: "another program has it open to write, and did not end in time: try again when that is done",
    sqlite3.SQLITE_FULL: "the disk is full: make room, and try again",
}


@contextmanager
def let_others_read(path: Path) -> Iterator[None]:
    """Have a file written by a write-ahead log, and make it one file again where nobody else has it open.

    Where there can be no log (a file system without shared memory) the file is written as it is. Who writes several
    times may hold this around all of them. Raises DatabaseUnreadable where a reader who came before does not end.
    """
    with closing(sqlite3.connect(":memory:" if _is_new(path) else path, timeout=_HOLD_SECONDS)) as connection:
        _begin_log(connection, path)
        try:
            yield
        finally:
            _end_log(connection)


def undo_half_done(path: Path) -> None:
    """Let SQLite undo what a writer that was killed, or a full disk, has left half done; reading alone does not."""
    if not _beside(path, "-journal").exists():
        return
    with (
        suppress(sqlite3.Error, UnicodeDecodeError),
        closing(sqlite3.connect(path, timeout=_WAIT_SECONDS)) as connection,
    ):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def make_one_file(path: Path) -> None:
    """Bring what the log of a base holds into its file, where nobody else has it open; wait for nobody."""
    if not _beside(path, "-wal").exists():
        return
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(path, timeout=0)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def list_beside(path: Path) -> list[Path]:
    """Return the files that SQLite may put beside a base while it is written."""
    return [_beside(path, ending) for ending in ("-journal", "-wal", "-shm")]


def choose_mode(path: Path) -> str:
    """Return how SQLite opens a file to read it.

    A file in a folder that cannot be written, and that was left with a log which is gone, is one that nobody writes:
    only so does SQLite open it, as it could not make the files of the log.
    """
    if os.access(path.parent, os.W_OK) or _beside(path, "-wal").exists():
        return "mode=ro"
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            return "mode=ro&immutable=1"
    return "mode=ro"


def describe(error: BaseException | None) -> str:
    """Return what SQLite says of a write that failed, in plain words."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _IN_PLAIN_WORDS.get(code, str(error))


def _begin_log(connection: sqlite3.Connection, path: Path) -> None:
    tries_until = time.monotonic() + _TRIES_SECONDS
    while not _try_log(connection):
        if time.monotonic() > tries_until:
            raise DatabaseUnreadable(
                f"{path} cannot be written: another program has been using it for {_TRIES_SECONDS} seconds; "
                "end that one, or wait, and try again."
            )
        time.sleep(_REST_SECONDS)


def _try_log(connection: sqlite3.Connection) -> bool:
    """Change to the log and stay a user of it, so that nobody ends it; tell whether nothing more can be done."""
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return bool(connection.execute("PRAGMA journal_mode").fetchone() == (mode,))
    except sqlite3.Error as error:
        # What else is wrong will meet whoever writes, who tells it.
        return error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY


def _end_log(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:
        with suppress(sqlite3.Error):
            # Others have it open: at the least no word of a text that was taken out stays in the log.
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_new(path: Path) -> bool:
    """Tell whether nobody can be reading a file, as there is nothing in it yet."""
    return not os.path.isfile(path) or not path.stat().st_size  # noqa: PTH113 - Path.is_file raises where it may not look


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
