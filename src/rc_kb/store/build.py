"""Owns the making of a knowledge base: built whole or not at all; a file is built beside its place and put there."""

import glob
import os
import re
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Connection, select

from rc_kb.errors import DatabaseUnreadable, RcKbError, UpgradeFailed
from rc_kb.journal import describe, list_beside
from rc_kb.location import Location, ServerAddress
from rc_kb.settings import APPLICATION_ID, check_sqlite, find_seed
from rc_kb.sheet.read import read_sheet_file
from rc_kb.sheet.sources import find_sheet_files, read_raw_sheets
from rc_kb.store.bulk import load_raw_sheets
from rc_kb.store.derived import relate_all
from rc_kb.store.engine import begin_writing
from rc_kb.store.history import Recorder
from rc_kb.store.load import LoadReport, load_sheets
from rc_kb.store.models.search import SEARCH_INDEX
from rc_kb.store.models.sources import article
from rc_kb.store.prepare import digest_sheet
from rc_kb.store.reference import load_reference
from rc_kb.store.schema import holds_knowledge_base, upgrade_schema
from rc_kb.store.search import index_contents
from rc_kb.store.seats import settle_seats
from rc_kb.store.texts import detach_texts

_STALE_SECONDS = 3600
_BUILDER = re.compile(r"\.([0-9]+)\.[0-9a-f]+\.building")

_SUPERSEDED_SHEETS = {
    "67387abab34c772bad63831ed0767cb66601686b7464ce5710a19cf0e4e87582",
    "f8f43b6c2e92987fe05ef7599c1fa09baf6fdeb91e164c4a11c1481fd60c24ef",
}
"""What earlier versions of the seed said (sheet_sha256): whoever has these has changed nothing of them."""

_SEED = Recorder("rc-kb (seed)")


def build_database(location: Location) -> None:
    """Build a knowledge base from the packaged data; of two at once, the first to finish stays."""
    if isinstance(location, ServerAddress):
        _build_on_server(location)
    else:
        _build_file(location)


def _build_on_server(address: ServerAddress) -> None:
    with begin_writing(address) as connection:
        if holds_knowledge_base(connection):
            return
        _fill(connection)


def _build_file(path: Path) -> None:
    check_sqlite()
    with prepare_file(path) as building:
        with begin_writing(building) as connection:
            _fill(connection)
        try:
            os.link(building, path)
        except FileExistsError:
            return
        except OSError:
            # A file system without links, FAT for one: the last of two at once stays, and is as good.
            building.replace(path)


def load_files(location: Location, sheets: list[Path], recorder: Recorder) -> LoadReport:
    """Load coding sheets in files and folders into a knowledge base, in batches that are loaded whole or not at all."""
    return load_raw_sheets(location, read_raw_sheets(find_sheet_files(sheets)), recorder)


def upgrade_database(location: Location) -> tuple[Path | None, list[Path]]:
    """Bring a knowledge base to this version's schema and reference data.

    Returns the backup that was made of a file before, and the seed sheets that say something else than the base: what
    the user loaded is kept. On a server there is no backup: its migration is kept whole or not at all. Raises
    UpgradeFailed where something is wrong on the way with a file, and the base is what it was.
    """
    if isinstance(location, ServerAddress):
        return None, _upgrade_in_place(location)
    sweep_leftovers(location)
    backup = _name_backup(location)
    copy_database(location, backup)
    try:
        return backup, _upgrade_in_place(location)
    except Exception as error:
        # Whatever a migration meets: the base must be what it was.
        reason = (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
        raise UpgradeFailed(f"the upgrade failed: {reason}. {_put_back(location, backup)}") from error


def _upgrade_in_place(location: Location) -> list[Path]:
    """Upgrade in one transaction, so that what others load meanwhile is kept."""
    with begin_writing(location) as connection:
        _bring_up_to_date(connection)
        known = {row.id: row.sheet_sha256 for row in connection.execute(select(article))}
        sheets = {file: read_sheet_file(file) for file in list_seed_sheets()}
        new = [file for file, one in sheets.items() if known.get(one.article.id) in {None, *_SUPERSEDED_SHEETS}]
        load_sheets(connection, [(file.name, sheets[file]) for file in new], _SEED)
    return [file for file, one in sheets.items() if file not in new and known[one.article.id] != digest_sheet(one)]


def _put_back(path: Path, backup: Path) -> str:
    """Put the backup in the place of a base that a failed upgrade has damaged; return what became of the two.

    SQLite undoes what is not finished: only a file that it finds damaged is replaced.
    """
    if not _is_damaged(path):
        return f"{path} is as it was; a copy of it is {backup}."
    try:
        with prepare_file(path) as building:
            _replace_contents(backup, building)
            for left in list_beside(path):
                left.unlink(missing_ok=True)
            building.replace(path)
    except RcKbError as error:
        return f"{path} was damaged, and could not be put back ({str(error).rstrip('.')}): put {backup} in its place."
    return f"{path} was damaged, and is again what it was before, from {backup}."


def _is_damaged(path: Path) -> bool:
    """Tell whether SQLite finds a base damaged, or no base any more; one that it cannot look at is not."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            found = [connection.execute(f"PRAGMA {asked}").fetchone()[0] for asked in ("application_id", "quick_check")]
            return found != [APPLICATION_ID, "ok"]
    except sqlite3.Error as error:
        return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def copy_database(source: Path, target: Path, *, with_texts: bool = True) -> None:
    """Copy a knowledge base as it is at one moment, even while it is written to; the target appears whole.

    Without texts, nothing of what is attached is in any page of the copy.
    """
    check_target(target)
    with prepare_file(target) as building:
        _replace_contents(source, building)
        if not with_texts:
            _remove_texts(building)
        building.replace(target)


def check_target(target: Path) -> None:
    """Raise RcKbError where a copy cannot go: another file is there, or no folder for it."""
    if target.exists() and target.stat().st_size:
        raise RcKbError(f"{target} is there already: name a file that is not.")
    if not target.parent.is_dir():
        raise RcKbError(f"{target.parent} is not a folder: name a file in one that is there.")


def list_seed_sheets() -> list[Path]:
    """Return the packaged coding sheets, in the order of their names."""
    return sorted((find_seed() / "sheets").glob("*.yaml"))


def _fill(connection: Connection) -> None:
    _bring_up_to_date(connection)
    load_sheets(connection, [(sheet.name, read_sheet_file(sheet)) for sheet in list_seed_sheets()], _SEED)


def _bring_up_to_date(connection: Connection) -> None:
    upgrade_schema(connection)
    load_reference(connection, find_seed() / "reference")
    relate_all(connection)
    index_contents(connection)
    settle_seats(connection)


@contextmanager
def prepare_file(path: Path) -> Iterator[Path]:
    """Give an empty file beside a path, which is gone afterwards, and say plainly why there can be none."""
    # Named before it is there, so that it is removed whenever Ctrl-C comes.
    building = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}.building")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep_leftovers(path)
        building.touch(exist_ok=False)
        yield building
    except DatabaseUnreadable as error:
        # The file that is being made has a name of its own, which tells the user nothing.
        raise DatabaseUnreadable(str(error).replace(str(building), str(path))) from error
    except OSError as error:
        raise DatabaseUnreadable(f"{path} cannot be written: {error.strerror}.") from error
    finally:
        for left in (building, *list_beside(building)):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def sweep_leftovers(path: Path) -> None:
    """Remove what builders that were killed have left: their process is gone, or they would have needed hours."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.building*"):
        with suppress(OSError):
            builder = _BUILDER.search(left.name)
            is_left = builder is not None and not _is_running(int(builder[1]))
            if is_left or time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


def _is_running(process: int) -> bool:
    """Tell whether a process runs; where that cannot be told without harm, it is taken to."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


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
