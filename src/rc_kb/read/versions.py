"""Owns the question whether a knowledge base has the schema that this rc-kb reads."""

from rc_kb.errors import DatabaseOutOfDate, DatabaseTooNew
from rc_kb.location import Location
from rc_kb.settings import SCHEMA_VERSION


def check_version(version: str, location: Location, typed: str) -> None:
    """Raise DatabaseTooNew or DatabaseOutOfDate for another schema; typed is the location as a shell takes it."""
    if version > SCHEMA_VERSION:
        raise DatabaseTooNew(
            f"{location} was written by a newer rc-kb (schema {version}, this one reads {SCHEMA_VERSION}): "
            "`pip install --upgrade rc-kb`."
        )
    if version < SCHEMA_VERSION:
        raise DatabaseOutOfDate(
            f"{location} was written by an older rc-kb (schema {version}, this one reads {SCHEMA_VERSION}): "
            f"`rc-kb db upgrade --db {typed}` brings it up to date."
        )
