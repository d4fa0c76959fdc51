"""Owns who gave which name to whom: a sheet's names go with the sheet, and a party that nobody names goes with them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete, select, update

from rc_kb.store.engine import upsert
from rc_kb.store.models.parties import (
    official_name,
    organization,
    organization_description,
    organization_name,
    party,
    place,
    place_name,
)
from rc_kb.text import fold_key

REFERENCE = "reference"
"""The source of the names that come from the reference data; a sheet's are of its article."""

_TABLES = (organization_name, official_name, place_name)


class NameBook:
    """The names and descriptions of parties that one sheet gives; opening it forgets what the sheet gave before."""

    def __init__(self, connection: Connection, article_id: str) -> None:
        self._connection = connection
        self._article_id = article_id
        self.added: list[str] = []
        self.touched: set[int] = set()
        for table in _TABLES:
            self.touched |= self._forget(table, table.c.source)
        self.touched |= self._forget(organization_description, organization_description.c.article_id)

    def name_organization(self, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Write names of an organization, each with its kind."""
        self._write(organization_name, key, names, language="en")

    def name_official(self, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Write spellings of an official's name, each with its kind."""
        self._write(official_name, key, names)

    def name_place(self, key: int, name: str) -> None:
        """Write the name of a city as the sheet spells it."""
        self._write(place_name, key, [(name, "name")])

    def describe_organization(self, key: int, kind: str | None) -> None:
        """Write which kind of organization the sheet takes it for."""
        if kind is not None:
            row = {"organization_id": key, "article_id": self._article_id, "kind": kind}
            upsert(self._connection, organization_description, [row])
            self.touched.add(key)

    def _write(self, table: Table, key: int, names: Iterable[tuple[str, str]], **more: str) -> None:
        owner = next(iter(table.primary_key)).name
        rows = {
            name: {owner: key, "name": name, "source": self._article_id, "kind": kind, "key": fold_key(name)} | more
            for name, kind in reversed(list(names))
        }
        upsert(self._connection, table, rows.values())
        self.touched.add(key)

    def _forget(self, table: Table, source: Any) -> set[int]:
        """Delete what the sheet said in a table, and return whom it spoke of."""
        mine = source == self._article_id
        owner = next(iter(table.primary_key))
        spoken = set(self._connection.scalars(select(owner).where(mine)))
        self._connection.execute(delete(table).where(mine))
        return spoken


def settle_names(connection: Connection, keys: Iterable[int]) -> None:
    """Bring parties and places to what all sheets together say: the shown name, the kind.

    Those that nobody names any more are removed.
    """
    for key in sorted(keys):
        given = next((rows for table in _TABLES if (rows := _list_names(connection, table, key))), None)
        if given is None:
            for owner in (party, place):
                connection.execute(delete(owner).where(owner.c.id == key))
            continue
        for owner in (party, place):
            connection.execute(update(owner).where(owner.c.id == key).values(name=_choose_name(given)))
        _settle_kind(connection, key)


class _Given(NamedTuple):
    name: str
    kind: str
    source: str


def _list_names(connection: Connection, table: Table, key: int) -> list[_Given]:
    owner = next(iter(table.primary_key))
    given = connection.execute(select(table.c.name, table.c.kind, table.c.source).where(owner == key))
    return [_Given(*row) for row in given]


def _choose_name(given: list[_Given]) -> str:
    """Return the name that the reference data give, or else most sheets give in full, and of two the first in order."""
    known = [one.name for one in given if (one.source, one.kind) == (REFERENCE, "name")]
    times = Counter(one.name for one in given if one.kind == "name")
    return known[0] if known else min((one.name for one in given), key=lambda name: (-times[name], name))


def _settle_kind(connection: Connection, key: int) -> None:
    """Give a new organization the kind that most sheets describe it with, and of two the first in order."""
    described = select(organization_description.c.kind).where(organization_description.c.organization_id == key)
    kinds = Counter(connection.scalars(described))
    kind = min(kinds, key=lambda kind: (-kinds[kind], kind), default="other")
    new = (organization.c.id == key) & organization.c.source.is_(None)
    connection.execute(update(organization).where(new).values(kind=kind))
