"""Owns who gave which name to whom in the base: writes what a batch of sheets gives, where it differs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Column, Connection, Table, delete, select

from rc_kb.store.engine import insert_rows, order_values, split_batches
from rc_kb.store.models.parties import (
    official,
    official_name,
    organization,
    organization_description,
    organization_name,
    party,
    place,
    place_name,
)
from rc_kb.store.namebook import NameBook, NewParty
from rc_kb.store.settle import Changes, choose_kind, choose_new_name, find_known_names, read_shown

_Values = tuple[Any, ...]
_SUBTYPES = {"organization": organization, "official": official}


def write_names(connection: Connection, books: Mapping[str, NameBook]) -> tuple[list[NewParty], Changes]:
    """Bring the names and descriptions that articles give to what their books say.

    Whoever is new is added, and returned in the order of the sheets. What parties are called is settled afterwards,
    from the changes.
    """
    organizations, officials, places = (
        _compare(connection, table.c.source, {article: book.names[table.name] for article, book in books.items()})
        for table in (organization_name, official_name, place_name)
    )
    descriptions = {article: book.descriptions for article, book in books.items()}
    kinds = _compare(connection, organization_description.c.article_id, descriptions)
    changes = Changes({}, {}, kinds.count_by(lambda row: str(row[2])), new=set(), known=set())
    for given, owner in ((organizations, party), (officials, party), (places, place)):
        times = given.count_by(_tell_name)
        (changes.places if owner is place else changes.parties).update(times)
        changes.known.update(find_known_names(connection, owner, given.source.table, times))
    new = _add_parties(connection, books.values(), changes)
    _add_places(connection, books.values(), changes)
    for one in (organizations, officials, places, kinds):
        one.write(connection)
    return new, changes


class _Given(NamedTuple):
    """What articles give in a table, against what they gave: whose rows are replaced, by which, what goes and comes."""

    source: Column[Any]
    replaced: list[str]
    rows: list[_Values]
    gone: list[_Values]
    new: list[_Values]

    def count_by(self, tell: Callable[[_Values], Any]) -> dict[int, Counter[Any]]:
        """Return how many rows more each owner has, who stands in the first column, by what a row tells."""
        times: dict[int, Counter[Any]] = defaultdict(Counter)
        for sign, rows in ((-1, self.gone), (1, self.new)):
            for row in rows:
                times[row[0]][tell(row)] += sign
        return times

    def write(self, connection: Connection) -> None:
        """Write the rows in place of those that are replaced."""
        for some in split_batches(self.replaced):
            connection.execute(delete(self.source.table).where(self.source.in_(some)))
        insert_rows(connection, self.source.table, sorted(self.rows))


def _tell_name(row: _Values) -> tuple[str, str]:
    """Return the name and its kind: all tables of names have them at these places."""
    return row[1], row[3]


def _compare(connection: Connection, source: Column[Any], given: Mapping[str, Mapping[Any, _Values]]) -> _Given:
    """Return how what articles give in a table differs from what they gave."""
    before: dict[str, set[_Values]] = defaultdict(set)
    for some in split_batches(given):
        for row in connection.execute(select(*source.table.c).where(source.in_(some))):
            before[getattr(row, source.name)].add(tuple(row))
    now = {article: set(rows.values()) for article, rows in given.items()}
    differing = [article for article in now if now[article] != before[article]]
    return _Given(
        source,
        replaced=[article for article in differing if before[article]],
        rows=[row for article in differing for row in now[article]],
        gone=[row for article in differing for row in before[article] - now[article]],
        new=[row for article in differing for row in now[article] - before[article]],
    )


def _add_parties(connection: Connection, books: Iterable[NameBook], changes: Changes) -> list[NewParty]:
    """Add the parties that are not there yet, called what the books say together; return them as they were found."""
    new = _find_new(connection, party, (book.parties for book in books))
    changes.new.update(new)
    listed = sorted(new.items())
    insert_rows(connection, party, [(key, one.kind, choose_new_name(changes.parties[key])) for key, one in listed])
    for kind, table in _SUBTYPES.items():
        rows = [
            {"id": key, "kind": choose_kind(changes.kinds[key]), "country_code": one.country_code}
            for key, one in listed
            if one.kind == kind
        ]
        insert_rows(connection, table, [order_values(table, row) for row in rows])
    return list(new.values())


def _add_places(connection: Connection, books: Iterable[NameBook], changes: Changes) -> None:
    new = _find_new(connection, place, (book.places for book in books))
    changes.new.update(new)
    rows = [(key, choose_new_name(changes.places[key]), one.country_code) for key, one in sorted(new.items())]
    insert_rows(connection, place, rows)


def _find_new(connection: Connection, owner: Table, named: Iterable[Mapping[int, NewParty]]) -> dict[int, NewParty]:
    """Return those of whom the books name who are not in the base yet, in the order of the books."""
    found: dict[int, NewParty] = {}
    for some in named:
        for key, one in some.items():
            found.setdefault(key, one)
    there = read_shown(connection, owner, found)
    return {key: one for key, one in found.items() if key not in there}
