"""Owns what a knowledge base needs: its version, and the migrations and the seed that travel with the package."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from rc_kb.errors import RcKbError

SCHEMA_VERSION = "0004"
"""The Alembic revision that this version of rc-kb reads and writes."""

APPLICATION_ID = 0x52434B42
"""SQLite's application id of a knowledge base: the letters RCKB."""

OLDEST_SQLITE = (3, 37, 0)
"""The first SQLite with STRICT tables (sqlite.org/stricttables.html)."""

SEARCH_MODULE = "fts5"
"""The module of SQLite behind the search index; some builds of SQLite lack it."""


def check_sqlite() -> None:
    """Raise RcKbError where this Python's SQLite is too old for the schema."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        needed = ".".join(map(str, OLDEST_SQLITE[:2]))
        raise RcKbError(
            f"this Python has SQLite {sqlite3.sqlite_version}, and rc-kb needs {needed} or newer: use a newer Python."
        )


def check_search_module() -> None:
    """Raise RcKbError where this Python's SQLite cannot write the search index, as every change of facts does."""
    with closing(sqlite3.connect(":memory:")) as connection:
        found = connection.execute("SELECT 1 FROM pragma_module_list WHERE name = ?", (SEARCH_MODULE,)).fetchone()
    if not found:
        raise RcKbError(
            f"this Python's SQLite was built without {SEARCH_MODULE.upper()}, which the search index needs: "
            "use another Python."
        )


@cache
def find_migrations() -> Path:
    """Return the folder of the Alembic migrations: inside the wheel, or at the top of the checkout."""
    return _find_packaged("alembic", "alembic")


@cache
def find_seed() -> Path:
    """Return the folder of the reference data and seed sheets: inside the wheel, or in the checkout."""
    return _find_packaged("seed", "data/seed")


def _find_packaged(in_wheel: str, in_checkout: str) -> Path:
    package = Path(__file__).parent
    packaged = package / "_packaged" / in_wheel
    return packaged if packaged.is_dir() else package.parents[1] / in_checkout
