"""Owns where a knowledge base is: a SQLite file, or a database on a PostgreSQL server."""

import os
import re
from pathlib import Path
from typing import NamedTuple, TypeAlias

from rc_kb.errors import BadValue

DATABASE_VARIABLE = "RC_KB_DB"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SERVER = re.compile(r"(?:postgres|postgresql|postgresql\+psycopg)://(.*)", re.DOTALL)
_PASSWORD = re.compile(r"(?<=//)(?P<user>[^@/:]*):(?P<password>[^@/]*)(?=@)")
_PASSWORD_AFTER = re.compile(r"(?<=[?&])(?:ssl)?password=(?P<password>[^&]*)&?")


class ServerAddress(NamedTuple):
    """The address of a PostgreSQL database, as libpq takes it (PostgreSQL manual, "Connection URIs")."""

    url: str

    def __str__(self) -> str:
        """Return the address without its password, fit to be shown."""
        return _PASSWORD_AFTER.sub("", _PASSWORD.sub(r"\g<user>", self.url)).rstrip("?&")

    def conceal(self, said: str) -> str:
        """Return what was said about the address without its passwords."""
        said = said.replace(self.url, str(self))
        for found in (*_PASSWORD.finditer(self.url), *_PASSWORD_AFTER.finditer(self.url)):
            said = said.replace(found["password"], "...") if found["password"] else said
        return said


Location: TypeAlias = Path | ServerAddress
"""Where a knowledge base is."""


def find_database(named: str | None = None) -> Location:
    """Return where the knowledge base is: `--db`, else RC_KB_DB, else a file in the user's data folder (XDG)."""
    name = named or os.environ.get(DATABASE_VARIABLE)
    if not name:
        return _default_path()
    if control := _CONTROL.search(name):
        kind = "null" if control[0] == "\0" else "control"
        raise BadValue(
            f"the name of the database holds a {kind} character: name a SQLite file or a postgresql:// address."
        )
    if server := _SERVER.fullmatch(name):
        return ServerAddress(f"postgresql://{server[1]}")
    if name.startswith("sqlite:///"):
        name = name.removeprefix("sqlite:///")
    elif "://" in name:
        raise BadValue(
            f"{name.split('://')[0]}:// is not a kind of database that rc-kb opens: "
            "name a SQLite file or a postgresql:// address."
        )
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError as error:
        raise BadValue(f"{name} is in nobody's home: name a SQLite file or a postgresql:// address.") from error


def _default_path() -> Path:
    from platformdirs import user_data_path

    return user_data_path("rc-kb", appauthor=False) / "rc-kb.db"
