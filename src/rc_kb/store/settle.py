"""Owns what parties and places are called: by the reference data, or else as most sheets call them.

Whose names change, and only they, are read again: somebody whom ten thousand sheets call alike costs nothing more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Connection,
    Table,
    Text,
    bindparam,
    case,
    column,
    delete,
    exists,
    func,
    select,
    update,
    values,
)

from rc_kb.store.engine import split_batches
from rc_kb.store.known import REFERENCE
from rc_kb.store.models.base import Key
from rc_kb.store.models.parties import (
    official_name,
    organization,
    organization_description,
    organization_name,
    party,
    place,
    place_name,
)
from rc_kb.store.search import forget_owners, index_parties

_Times = Mapping[int, Counter[tuple[str, str]]]


class Changes(NamedTuple):
    """How many rows more there are that call somebody a name of a kind, or an organization of a kind; or fewer.

    Those who are new are called by these rows already.
    """

    parties: dict[int, Counter[tuple[str, str]]]
    places: dict[int, Counter[tuple[str, str]]]
    kinds: Mapping[int, Counter[str]]
    new: set[int]
    known: set[tuple[int, str]]
    """Whose other names somebody has given before, beside the one that is shown: the owner and the name."""


class _Spelling(NamedTuple):
    """A name that somebody has: how many sources give it, how many of them in full, and whether the reference does."""

    name: str
    sources: int
    times: int
    is_reference: int


def settle_names(connection: Connection, changes: Changes) -> None:
    """Call everybody whose names have changed what all sheets together say; those whom nobody names any more go."""
    _settle_kinds(connection, {key: kinds for key, kinds in changes.kinds.items() if key not in changes.new})
    parties, places = (
        {key: times for key, times in some.items() if key not in changes.new}
        for some in (changes.parties, changes.places)
    )
    changed = [
        *_call_anew(connection, party, (organization_name, official_name), parties, changes.known),
        *_call_anew(connection, place, (place_name,), places, changes.known),
    ]
    index_parties(connection, [*changes.new, *changed])


def choose_new_name(times: Counter[tuple[str, str]]) -> str:
    """Return what somebody is called whom nobody named before."""
    return _choose_name([_Spelling(name, count, count * (kind == "name"), 0) for (name, kind), count in times.items()])


def choose_kind(kinds: Counter[str]) -> str:
    """Return the kind that most sheets describe an organization with, and of two the first in order."""
    return min(kinds, key=lambda kind: (-kinds[kind], kind), default="other")


def read_shown(connection: Connection, owner: Table, keys: Iterable[int]) -> dict[int, str]:
    """Return the name that is shown of each party or place that is there."""
    shown: dict[int, str] = {}
    for some in split_batches(sorted(keys)):
        shown |= {row.id: row.name for row in connection.execute(select(owner).where(owner.c.id.in_(some)))}
    return shown


def _choose_name(spellings: Sequence[_Spelling]) -> str:
    """Return the name that the reference data give, or else most sheets give in full, and of two the first in order."""
    times: Counter[str] = Counter()
    for one in spellings:
        times[one.name] += one.times
    known = [one.name for one in spellings if one.is_reference]
    return min(known or times, key=lambda name: (-times[name], name))


def find_known_names(connection: Connection, owner: Table, table: Table, times: _Times) -> set[tuple[int, str]]:
    """Return which names that are given, but not shown, somebody gave before; to be asked before they are written."""
    shown = read_shown(connection, owner, times)
    pairs = {(key, name) for key in shown for name in _list_others(times[key], shown[key])}
    found: set[tuple[int, str]] = set()
    for some in split_batches(sorted(pairs)):
        asked = values(column("owner", Key), column("name", Text), name="asked").data(some).cte()
        same = (next(iter(table.primary_key)) == asked.c.owner) & (table.c.name == asked.c.name)
        found.update((key, name) for key, name in connection.execute(select(asked).where(exists().where(same))))
    return found


def _call_anew(
    connection: Connection, owner: Table, tables: Iterable[Table], times: _Times, known: set[tuple[int, str]]
) -> list[int]:
    """Settle the names of parties or of places, and return whose entries in the search are to be written anew."""
    shown = read_shown(connection, owner, times)
    # Most are called once more what they were called before: they keep the name, and are found as before.
    other = {key for key in shown if any((key, name) not in known for name in _list_others(times[key], shown[key]))}
    asked = {key for key, name in shown.items() if not _keeps_name(times[key], name)}
    spellings: dict[int, list[_Spelling]] = defaultdict(list)
    for table in tables:
        _read_spellings(connection, table, asked, spellings)
    unnamed = [key for key in asked if not spellings[key]]
    forget_owners(connection, "place_id" if owner is place else "party_id", unnamed)
    for some in split_batches(sorted(unnamed)):
        connection.execute(delete(owner).where(owner.c.id.in_(some)))
    chosen = {key: _choose_name(spellings[key]) for key in asked if spellings[key]}
    renamed = [{"key": key, "shown": name} for key, name in sorted(chosen.items()) if name != shown[key]]
    if renamed:
        connection.execute(update(owner).where(owner.c.id == bindparam("key")).values(name=bindparam("shown")), renamed)
    changed = {key for key in chosen if chosen[key] != shown[key] or _has_other_names(spellings[key], times[key])}
    return sorted(changed | other - set(unnamed))


def _list_others(times: Counter[tuple[str, str]], shown: str) -> list[str]:
    """Return the names that come, beside the one that is shown."""
    return [name for (name, _), count in times.items() if count > 0 and name != shown]


def _keeps_name(times: Counter[tuple[str, str]], shown: str) -> bool:
    """Tell whether a name stays the one that the reference data or most give in full: no other comes so, none goes.

    Everybody is given some name in full; the others only add to it.
    """
    return all(count >= 0 and (name == shown or kind != "name" or not count) for (name, kind), count in times.items())


def _has_other_names(spellings: list[_Spelling], times: Counter[tuple[str, str]]) -> bool:
    """Tell whether a name has come that nobody gave before, or one has gone."""
    sources = Counter({one.name: one.sources for one in spellings})
    more: Counter[str] = Counter()
    for (name, _), count in times.items():
        more[name] += count
    return any((sources[name] > 0) != (sources[name] > count) for name, count in more.items())


def _read_spellings(
    connection: Connection, table: Table, keys: Iterable[int], into: dict[int, list[_Spelling]]
) -> None:
    owner = next(iter(table.primary_key))
    in_full = case((table.c.kind == "name", 1), else_=0)
    by_reference = case(((table.c.source == REFERENCE) & (table.c.kind == "name"), 1), else_=0)
    asked = select(owner, table.c.name, func.count(), func.sum(in_full), func.max(by_reference))
    asked = asked.group_by(owner, table.c.name)
    for some in split_batches(sorted(keys)):
        for key, *spelling in connection.execute(asked.where(owner.in_(some))):
            into[key].append(_Spelling(*spelling))


def _settle_kinds(connection: Connection, changes: Mapping[int, Counter[str]]) -> None:
    """Give organizations of sheets alone the kind that most sheets describe them with, where that may have changed."""
    asked = select(organization.c.id, organization.c.kind).where(organization.c.source.is_(None))
    now = {
        row.id: row.kind
        for some in split_batches(sorted(changes))
        for row in connection.execute(asked.where(organization.c.id.in_(some)))
    }
    open_keys = sorted(key for key, kind in now.items() if any(one != kind or n < 0 for one, n in changes[key].items()))
    described = organization_description.c
    counted = select(described.organization_id, described.kind, func.count()).group_by(
        described.organization_id, described.kind
    )
    kinds: dict[int, Counter[str]] = {key: Counter() for key in open_keys}
    for some in split_batches(open_keys):
        for key, kind, count in connection.execute(counted.where(described.organization_id.in_(some))):
            kinds[key][kind] = count
    changed = [{"key": key, "now": choose_kind(kinds[key])} for key in open_keys]
    if changed:
        statement = update(organization).where(organization.c.id == bindparam("key")).values(kind=bindparam("now"))
        connection.execute(statement, changed)
