"""Owns the bringing of a knowledge base to this version: backed up before, and put back where it fails."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from rc_kb.errors import RcKbError, UpgradeFailed
from rc_kb.location import Location, ServerAddress
from rc_kb.settings import APPLICATION_ID
from rc_kb.sheet.read import read_sheet_file
from rc_kb.store.backup import make_backup, restore_backup
from rc_kb.store.build import SEED, bring_up_to_date, list_seed_sheets
from rc_kb.store.engine import begin_writing
from rc_kb.store.files import sweep_leftovers
from rc_kb.store.load import load_sheets
from rc_kb.store.models.sources import article
from rc_kb.store.prepare import digest_sheet

_SUPERSEDED_SHEETS = {
    "67387abab34c772bad63831ed0767cb66601686b7464ce5710a19cf0e4e87582",
    "f8f43b6c2e92987fe05ef7599c1fa09baf6fdeb91e164c4a11c1481fd60c24ef",
}
"""What earlier versions of the seed said (sheet_sha256): whoever has these has changed nothing of them."""


def upgrade_database(location: Location) -> tuple[Path | None, list[Path]]:
    """Bring a knowledge base to this version's schema and reference data.

    Returns the backup that was made of a file before, and the seed sheets that say something else than the base: what
    the user loaded is kept. On a server there is no backup: its migration is kept whole or not at all. Raises
    UpgradeFailed where something is wrong on the way with a file, and the base is what it was.
    """
    if isinstance(location, ServerAddress):
        return None, _upgrade_in_place(location)
    sweep_leftovers(location)
    backup = make_backup(location)
    try:
        return backup, _upgrade_in_place(location)
    except Exception as error:
        # Whatever a migration meets: the base must be what it was.
        reason = (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
        raise UpgradeFailed(f"the upgrade failed: {reason}. {_put_back(location, backup)}") from error


def _upgrade_in_place(location: Location) -> list[Path]:
    """Upgrade in one transaction, so that what others load meanwhile is kept."""
    with begin_writing(location) as connection:
        bring_up_to_date(connection)
        known = {row.id: row.sheet_sha256 for row in connection.execute(select(article))}
        sheets = {file: read_sheet_file(file) for file in list_seed_sheets()}
        new = [file for file, one in sheets.items() if known.get(one.article.id) in {None, *_SUPERSEDED_SHEETS}]
        load_sheets(connection, [(file.name, sheets[file]) for file in new], SEED)
    return [file for file, one in sheets.items() if file not in new and known[one.article.id] != digest_sheet(one)]


def _put_back(path: Path, backup: Path) -> str:
    """Put the backup in the place of a base that a failed upgrade has damaged; return what became of the two.

    SQLite undoes what is not finished: only a file that it finds damaged is replaced.
    """
    if not _is_damaged(path):
        return f"{path} is as it was; a copy of it is {backup}."
    try:
        restore_backup(backup, path)
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
