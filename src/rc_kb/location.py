"""Owns where a knowledge base is: a SQLite file, or a database on a PostgreSQL server."""

import os
import re
from pathlib import Path
from typing import NamedTuple, TypeAlias
from urllib.parse import unquote

from rc_kb.errors import BadValue

DATABASE_VARIABLE = "RC_KB_DB"

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SERVER = re.compile(r"(?:postgres|postgresql|postgresql\+psycopg)://(.*)", re.DOTALL)
_NEARLY_SERVER = re.compile(r"postgres(?:ql)?(?:\+\w+)?:", re.IGNORECASE)
_PASSWORD = re.compile(r"(?<=//)(?P<user>[^@/:]*):(?P<password>[^?]*|[^/]*)(?=@)")
"""Also where its signs are not written as an address wants them: an `@` or a `/` may stand in it as it is."""

_PASSWORD_AFTER = re.compile(
    r"(?<=[?&])(?:[^&=]*pass[^&=]*=(?P<password>[^&]*)|(?P<tail>[^&=]+)(?=&|$))&?", re.IGNORECASE
)
"""A parameter that is called a password; or, where one has a sign `&` as it is, its end, which has no name."""


class ServerAddress(NamedTuple):
    """The address of a PostgreSQL database, as libpq takes it (PostgreSQL manual, "Connection URIs")."""

    url: str

    def __str__(self) -> str:
        """Return the address without its password, fit to be shown."""
        return _PASSWORD_AFTER.sub("", self._leave_out_user_password()).rstrip("?&")

    def conceal(self, said: str) -> str:
        """Return what was said about the address without its passwords."""
        said = said.replace(self.url, str(self))
        secrets = [found["password"] for found in _PASSWORD.finditer(self.url)]
        named = _PASSWORD_AFTER.finditer(self._leave_out_user_password())
        secrets += [found["password"] or found["tail"] for found in named]
        for secret in filter(None, secrets):
            for part in (secret, *(one for one in re.split(r"[/@?:]", secret) if len(one) > 1)):
                said = said.replace(part, "...")
        return said

    def _leave_out_user_password(self) -> str:
        """Return the address without the password beside the user, and its parameters with names as they are read."""
        before, sign, after = _PASSWORD.sub(r"\g<user>", self.url).partition("?")
        parts = (one.partition("=") for one in after.split("&"))
        return before + sign + "&".join(f"{unquote(name)}{equals}{value}" for name, equals, value in parts)


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
    elif _NEARLY_SERVER.match(name):
        raise BadValue(
            f"{name.partition(':')[0]}: begins no address of a server: "
            "name a SQLite file, or write postgresql://HOST/DATABASE."
        )
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError as error:
        raise BadValue(f"{name} is in nobody's home: name a SQLite file or a postgresql:// address.") from error


def _default_path() -> Path:
    from platformdirs import user_data_path

    return user_data_path("rc-kb", appauthor=False) / "rc-kb.db"
