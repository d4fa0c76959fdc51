"""Owns what it means that a base is whole: nothing that SQLite, the rules or the checks find, and what it holds."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from rc_kb.checks.registry import CHECKS
from rc_kb.checks.run import find_problems
from rc_kb.errors import DatabaseOutOfDate
from rc_kb.read.reader import open_reader

NOT_CONTENT = {"recording", "earlier_fact", "alembic_version"}
"""Tables that say when and by whom, or that a test asks by itself."""
WHEN = {"recording_id", "attached_at"}


def find_damage(base: Path) -> list[str]:
    """Return all that is wrong with a base; its file is opened by a reader of ours first, as a user would."""
    found = []
    try:
        with open_reader(base) as reader:
            found += [problem.message for problem in find_problems(reader, CHECKS) if problem.level == "problem"]
    except DatabaseOutOfDate:
        pass  # as it was before an upgrade
    with closing(sqlite3.connect(base)) as connection:
        found += [f"integrity: {row}" for row in connection.execute("PRAGMA integrity_check") if row != ("ok",)]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_index'").fetchone():
            connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    return found


def digest_contents(base: Path, without: Collection[str] = ()) -> str:
    """Return a digest of what the tables of a base hold, whenever and by whomever it was written."""
    digest = sha256()
    with closing(sqlite3.connect(base)) as connection:
        listed = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%' ORDER BY name"
        ).fetchall()
        for (table,) in listed:
            if table in NOT_CONTENT or table in without:
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in WHEN]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table}").fetchall()
            digest.update(repr((table, columns, sorted(map(repr, rows)))).encode())
    return digest.hexdigest()


def count_facts(base: Path) -> tuple[int, int]:
    """Return how many articles and facts a base holds, of one moment."""
    with closing(sqlite3.connect(f"{base.as_uri()}?mode=ro", uri=True)) as connection:
        counted: tuple[int, int] = connection.execute(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM fact)"
        ).fetchone()
        return counted
