"""Owns what a SQLite file from elsewhere must not have when it is written: triggers that would run with each change."""

import sqlite3
from pathlib import Path

from rc_kb.errors import DatabaseUnreadable
from rc_kb.store.models.search import TRIGGERS


def check_triggers(path: Path, connection: sqlite3.Connection) -> None:
    """Raise DatabaseUnreadable where a base has a trigger that is not rc-kb's: it would change what is loaded."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    others = [str(name) for name, sql in found if sql not in TRIGGERS]
    if others:
        raise DatabaseUnreadable(
            f"{path} has triggers that are not rc-kb's ({', '.join(others)}) and would run with each change: "
            "drop them first, if you know where they come from."
        )
