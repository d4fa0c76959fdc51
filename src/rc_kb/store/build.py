"""Owns the making of a knowledge base's file: built beside its place and put there whole, or not at all."""

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, select

from rc_kb.errors import DatabaseUnreadable, RcKbError
from rc_kb.settings import check_sqlite, find_seed
from rc_kb.sheet.read import read_sheet_file
from rc_kb.store.derived import relate_all
from rc_kb.store.engine import begin_writing
from rc_kb.store.history import Recorder
from rc_kb.store.load import LoadReport, digest_sheet, load_sheets
from rc_kb.store.models.search import SEARCH_INDEX
from rc_kb.store.models.sources import article
from rc_kb.store.reference import load_reference
from rc_kb.store.schema import upgrade_schema
from rc_kb.store.search import index_contents
from rc_kb.store.seats import settle_seats
from rc_kb.store.texts import detach_texts

_STALE_SECONDS = 3600

_SUPERSEDED_SHEETS = {
    "67387abab34c772bad63831ed0767cb66601686b7464ce5710a19cf0e4e87582",
    "f8f43b6c2e92987fe05ef7599c1fa09baf6fdeb91e164c4a11c1481fd60c24ef",
}
"""What earlier versions of the seed said (sheet_sha256): whoever has these has changed nothing of them."""

_SEED = Recorder("rc-kb (seed)")


def build_database(path: Path) -> None:
    """Build a knowledge base from the packaged data; of two at once, the first to finish stays."""
    check_sqlite()
    with _prepare_file(path) as building:
        _fill(building)
        try:
            os.link(building, path)
        except FileExistsError:
            return
        except OSError:
            # A file system without links, FAT for one: the last of two at once stays, and is as good.
            building.replace(path)


def load_files(path: Path, sheets: list[Path], recorder: Recorder) -> LoadReport:
    """Load coding sheets into a knowledge base, all of them or none."""
    parsed = [(str(sheet), read_sheet_file(sheet)) for sheet in sheets]
    with begin_writing(path) as connection:
        return load_sheets(connection, parsed, recorder)


def upgrade_database(path: Path) -> tuple[Path, list[Path]]:
    """Bring a knowledge base to this version's schema and reference data, with a backup made before.

    Returns the backup, and the seed sheets that say something else than the base: what the user loaded is kept.
    """
    backup = _name_backup(path)
    copy_database(path, backup)
    # In place and in one transaction: what others load after the backup was made is kept.
    with begin_writing(path) as connection:
        _bring_up_to_date(connection)
        known = {row.id: row.sheet_sha256 for row in connection.execute(select(article))}
        sheets = {file: read_sheet_file(file) for file in list_seed_sheets()}
        new = [file for file, one in sheets.items() if known.get(one.article.id) in {None, *_SUPERSEDED_SHEETS}]
        load_sheets(connection, [(file.name, sheets[file]) for file in new], _SEED)
    differing = [file for file, one in sheets.items() if file not in new and known[one.article.id] != digest_sheet(one)]
    return backup, differing


def copy_database(source: Path, target: Path, *, with_texts: bool = True) -> None:
    """Copy a knowledge base as it is at one moment, even while it is written to; the target appears whole.

    Without texts, nothing of what is attached is in any page of the copy.
    """
    if target.exists() and target.stat().st_size:
        raise RcKbError(f"{target} is there already: name a file that is not.")
    if not target.parent.is_dir():
        raise RcKbError(f"{target.parent} is not a folder: name a file in one that is there.")
    with _prepare_file(target) as building:
        _replace_contents(source, building)
        if not with_texts:
            _remove_texts(building)
        building.replace(target)


def list_seed_sheets() -> list[Path]:
    """Return the packaged coding sheets, in the order of their names."""
    return sorted((find_seed() / "sheets").glob("*.yaml"))


def _fill(path: Path) -> None:
    with begin_writing(path) as connection:
        _bring_up_to_date(connection)
        load_sheets(connection, [(sheet.name, read_sheet_file(sheet)) for sheet in list_seed_sheets()], _SEED)


def _bring_up_to_date(connection: Connection) -> None:
    upgrade_schema(connection)
    load_reference(connection, find_seed() / "reference")
    relate_all(connection)
    index_contents(connection)
    settle_seats(connection)


@contextmanager
def _prepare_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path, which is gone afterwards, and say plainly why there can be none."""
    # Named before it is there, so that it is removed whenever Ctrl-C comes.
    building = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        building.touch(exist_ok=False)
        yield building
    except OSError as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        for left in (building, building.with_name(building.name + "-journal")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _sweep(path: Path) -> None:
    """Remove what builders that were killed have left: their process is gone, or they would have needed hours."""
    for left in path.parent.glob(f".{path.name}.*.building*"):
        with suppress(OSError):
            builder = left.name.removeprefix(f".{path.name}.").partition(".")[0]
            if not _is_running(builder) or time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


def _is_running(process: str) -> bool:
    """Tell whether a process runs; where that cannot be told without harm, it is taken to."""
    if os.name != "posix" or not process.isdigit():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _name_backup(path: Path) -> Path:
    stamp = time.strftime("%Y%m%dT%H%M%S")
    return path.with_name(f"{path.name}.{stamp}.backup")


def _replace_contents(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading,
            closing(sqlite3.connect(target)) as writing,
        ):
            reading.backup(writing)
    except sqlite3.Error as error:
        raise DatabaseUnreadable(f"{source} cannot be copied to {target}: {error}.") from error


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
        raise DatabaseUnreadable(f"{path} cannot be written: {error}.") from error
