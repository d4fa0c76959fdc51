"""Owns who gave which name to whom: what one sheet says of names, and how a batch of sheets changes what all say."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from rc_kb.store.models.parties import official_name, organization_name, place_name
from rc_kb.text import fold_key

NAME_TABLES = (organization_name, official_name, place_name)
"""The tables of names: the first column is whose name it is, `source` who gives it."""


class NewParty(NamedTuple):
    """Somebody whom a sheet names and the reference data do not know; most of them are in the base already."""

    kind: str
    name: str
    country_code: str | None


class NameBook:
    """The parties and places that one sheet names, with the names and descriptions that it gives them."""

    def __init__(self, article_id: str) -> None:
        self._article_id = article_id
        self.parties: dict[int, NewParty] = {}
        self.places: dict[int, NewParty] = {}
        self.names: dict[str, dict[tuple[int, str], tuple[Any, ...]]] = {table.name: {} for table in NAME_TABLES}
        self.descriptions: dict[int, tuple[int, str, str]] = {}

    def add_party(self, key: int, kind: str, name: str, country_code: str | None) -> None:
        """Note an organization or an official that no reference data know."""
        self.parties.setdefault(key, NewParty(kind, name, country_code))

    def name_organization(self, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Note names of an organization, each with its kind."""
        self._write(organization_name.name, key, names, "en")

    def name_official(self, key: int, names: Iterable[tuple[str, str]]) -> None:
        """Note spellings of an official's name, each with its kind."""
        self._write(official_name.name, key, names)

    def name_place(self, key: int, name: str, country_code: str | None) -> None:
        """Note a city, and its name as the sheet spells it."""
        self.places.setdefault(key, NewParty("place", name, country_code))
        self._write(place_name.name, key, [(name, "name")])

    def describe_organization(self, key: int, kind: str | None) -> None:
        """Note which kind of organization the sheet takes it for."""
        if kind is not None:
            self.descriptions[key] = (key, self._article_id, kind)

    def _write(self, table: str, key: int, names: Iterable[tuple[str, str]], *language: str) -> None:
        """Note rows as the table has its columns; of two kinds of one name the first counts."""
        rows = {
            (key, name): (key, name, self._article_id, kind, *language, fold_key(name))
            for name, kind in reversed(list(names))
        }
        self.names[table].update(rows)
