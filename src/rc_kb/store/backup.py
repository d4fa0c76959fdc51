"""Owns copies of a knowledge base's file: as it is at one moment, put in place whole."""

import sqlite3
import time
from contextlib import closing
from itertools import chain, count
from pathlib import Path

from rc_kb.errors import DatabaseUnreadable
from rc_kb.journal import describe, list_beside
from rc_kb.store.engine import begin_writing
from rc_kb.store.files import check_target, prepare_file, put_in_place
from rc_kb.store.models.search import SEARCH_INDEX
from rc_kb.store.texts import detach_texts


def copy_database(source: Path, target: Path, *, with_texts: bool = True) -> None:
    """Copy a knowledge base as it is at one moment, even while it is written to; the target appears whole.

    Without texts, nothing of what is attached is in any page of the copy.
    """
    check_target(target)
    with prepare_file(target) as building:
        _replace_contents(source, building)
        if not with_texts:
            _remove_texts(building)
        put_in_place(building, target)


def make_backup(path: Path) -> Path:
    """Copy a knowledge base to a file beside it, whose name tells when, and return that."""
    backup = _name_backup(path)
    copy_database(path, backup)
    return backup


def restore_backup(backup: Path, path: Path) -> None:
    """Put a backup in the place of a base that is damaged."""
    with prepare_file(path) as building:
        _replace_contents(backup, building)
        for left in list_beside(path):
            left.unlink(missing_ok=True)
        building.replace(path)


def _name_backup(path: Path) -> Path:
    """Return a name that no backup has yet."""
    stamp = time.strftime("%Y%m%dT%H%M%S")
    names = (path.with_name(f"{path.name}.{stamp}{again}.backup") for again in chain([""], map("-{}".format, count(2))))
    return next(name for name in names if not name.exists())


def _replace_contents(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
        with closing(sqlite3.connect(target)) as copied:
            # A source that was being written says in its first page that it has a log, which the copy has not.
            copied.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{source} cannot be copied to {target}: {describe(error)}.") from error


def _remove_texts(path: Path) -> None:
    """Take the attached texts out of a copy, and out of its free pages and its index."""
    with begin_writing(path) as connection:
        detach_texts(connection, None)
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute(f"INSERT INTO {SEARCH_INDEX} ({SEARCH_INDEX}) VALUES ('rebuild')")  # noqa: S608 - our own word
            connection.commit()
            connection.execute("VACUUM")
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {describe(error)}.") from error
