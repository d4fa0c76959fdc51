"""Owns who gave which name to whom: a sheet's names go with the sheet, and a party that nobody names goes with them."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update

from rc_kb.store.engine import upsert
from rc_kb.store.models.parties import (
    official_name,
    organization,
    organization_description,
    organization_name,
    party,
)
from rc_kb.text import fold_key

REFERENCE = "reference"
"""The source of the names that come from the reference data; a sheet's are of its article."""


class NameBook:
    """The names and descriptions of parties that one sheet gives; opening it forgets what the sheet gave before."""

    def __init__(self, connection: Connection, article_id: str) -> None:
        self._connection = connection
        self._article_id = article_id
        self.added: list[str] = []
        self.touched: set[int] = set()
        for table in (organization_name, official_name):
            self.touched |= self._forget(table, table.c.source)
        self.touched |= self._forget(organization_description, organization_description.c.article_id)

    def name_organization(self, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Write names of an organization, each with its kind."""
        self._write(organization_name, key, names, language="en")

    def name_official(self, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Write spellings of an official's name, each with its kind."""
        self._write(official_name, key, names)

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


def settle_parties(connection: Connection, keys: Iterable[int]) -> None:
    """Bring parties to what all sheets together say: the shown name, the kind; those that nobody names are removed."""
    for key in sorted(keys):
        names = _choose_names(connection, organization_name, key) or _choose_names(connection, official_name, key)
        if not names:
            connection.execute(delete(party).where(party.c.id == key))
            continue
        if connection.scalar(select(organization.c.source).where(organization.c.id == key)) is None:
            connection.execute(update(party).where(party.c.id == key).values(name=names[0]))
            _settle_kind(connection, key)


def _choose_names(connection: Connection, table: Table, key: int) -> list[str]:
    """Return the names of a party, the one that most sources give in full first, and of two the first in order."""
    owner = next(iter(table.primary_key))
    rows = connection.execute(select(table.c.name, table.c.kind).where(owner == key)).all()
    times = Counter(row.name for row in rows if row.kind == "name")
    return sorted({row.name for row in rows}, key=lambda name: (-times[name], name))


def _settle_kind(connection: Connection, key: int) -> None:
    """Give an organization the kind that most sheets describe it with, and of two the first in order."""
    described = select(organization_description.c.kind).where(organization_description.c.organization_id == key)
    kinds = Counter(connection.scalars(described))
    kind = min(kinds, key=lambda kind: (-kinds[kind], kind), default="other")
    connection.execute(update(organization).where(organization.c.id == key).values(kind=kind))
