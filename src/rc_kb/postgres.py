"""Owns the connection to a PostgreSQL server, which both sides open alike."""

import re
import shlex
from typing import Any

from rc_kb.errors import DatabaseUnreadable, NoKnowledgeBase, RcKbError, write_error
from rc_kb.location import ServerAddress

try:
    import psycopg
    from psycopg.adapt import Loader
    from psycopg.conninfo import conninfo_to_dict, make_conninfo
except ImportError as missing:
    raise RcKbError(
        f"PostgreSQL needs psycopg, which cannot be loaded ({missing}): pip install 'rc-kb[postgres]'."
    ) from missing

__all__ = ["Connection", "Error", "connect", "psycopg"]

Connection = psycopg.Connection[tuple[Any, ...]]
Error = psycopg.Error

_WANTED: dict[str, Any] = {"connect_timeout": 10, "fallback_application_name": "rc-kb"}
"""What a connection has where its address says nothing else."""

_NO_DATABASE = re.compile(r'FATAL: +database ".*" does not exist')
"""libpq gives the code of what is wrong (3D000) to nobody while it connects, only the words."""


def connect(address: ServerAddress) -> Connection:
    """Return a connection to a server.

    Raises NoKnowledgeBase where the server has no database of that name, DatabaseUnreadable where it cannot be reached.
    """
    try:
        wanted = _WANTED | conninfo_to_dict(address.url) | {"client_encoding": "UTF8"}
        # Prepared statements would tie a command to one connection of a pool.
        connection = psycopg.connect(make_conninfo("", **wanted), prepare_threshold=None)
    except (psycopg.Error, UnicodeError) as error:
        said = address.conceal(write_error(error))  # libpq quotes what it cannot read
        if _NO_DATABASE.search(said):
            raise NoKnowledgeBase(
                f"the server has no database {address}: make one there (CREATE DATABASE), "
                f"and `rc-kb db init --db {shlex.quote(str(address))}` builds the knowledge base in it."
            ) from error
        raise DatabaseUnreadable(f"{address} cannot be reached: {said}.") from error
    encoding = connection.info.parameter_status("server_encoding")
    if encoding not in {None, "", "UTF8"}:
        connection.close()
        raise DatabaseUnreadable(
            f"{address} keeps text as {encoding}, in which not every name can be written: "
            "make a database with ENCODING 'UTF8' TEMPLATE template0."
        )
    connection.adapters.register_loader("numeric", _NumberLoader)
    connection.adapters.register_loader("bool", _TruthLoader)
    connection.adapters.register_loader("json", _TextLoader)
    connection.adapters.register_loader("jsonb", _TextLoader)
    return connection


class _NumberLoader(Loader):
    """Reads counts and sums, which are exact numbers here, as SQLite gives them: whole where nothing else is said."""

    def load(self, data: Any) -> int | float:
        text = bytes(data).decode()
        return int(text) if text.removeprefix("-").isdigit() else float(text)


class _TruthLoader(Loader):
    """Reads truth as SQLite gives it: 1 or 0."""

    def load(self, data: Any) -> int:
        return int(bytes(data) == b"t")


class _TextLoader(Loader):
    """Reads JSON as the text that it is."""

    def load(self, data: Any) -> str:
        return bytes(data).decode()
