"""Owns how a name that somebody typed becomes a country, organization, official or place: nothing is guessed."""

from collections.abc import Collection
from typing import NamedTuple

from rc_kb.errors import AmbiguousName, UnknownName
from rc_kb.read.query import Query
from rc_kb.read.reader import Reader
from rc_kb.text import fold_key, fold_words

KINDS = ("country", "organization", "official", "place", "facility")
PARTIES = ("country", "organization", "official")

_SHORTEST_PART = 3
_MOST_CHOICES = 12


class Match(NamedTuple):
    """What a typed name stands for: a country, organization, official, place or facility, by its key."""

    kind: str
    id: int
    name: str
    country_code: str | None

    def describe(self) -> str:
        """Return the name with what it is, as a list of choices shows it."""
        where = f", {self.country_code}" if self.country_code else ""
        return f"{self.name} ({self.kind}{where})"


class NameResolver:
    """Finds what typed names stand for in one knowledge base; notices tell which choice the facts made."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.notices: list[str] = []

    def resolve(self, typed: str, kinds: Collection[str]) -> Match:
        """Return the one thing of these kinds that a name stands for, or raise UnknownName or AmbiguousName."""
        found = self.find_matches(typed, kinds)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownName(self.describe_unknown(typed, kinds))
        attested = self._keep_attested(found)
        if len(attested) == 1:
            self.notices.append(
                f"{typed!r} may be {_list_choices(found)}; took {attested[0].name}, the only one that facts speak of."
            )
            return attested[0]
        raise AmbiguousName(f"{typed!r} may be {_list_choices(found)}: type the full name or the code.")

    def resolve_region(self, typed: str) -> str:
        """Return the UN M49 name of a region, or raise UnknownName with the nearest."""
        names = [str(row[0]) for row in self._reader.find(Query("SELECT name FROM regions ORDER BY name")).rows]
        for name in names:
            if fold_key(name) == fold_key(typed):
                return name
        nearest = _find_nearest(fold_key(typed), {fold_key(name): name for name in names})
        raise UnknownName(f"no region is called {typed!r}{_suggest(nearest)}")

    def resolve_article(self, typed: str) -> str:
        """Return the id of an article, or raise UnknownName with the nearest."""
        ids = [str(row[0]) for row in self._reader.find(Query("SELECT id FROM articles ORDER BY id")).rows]
        if typed.lower() in ids:
            return typed.lower()
        raise UnknownName(f"no article has the id {typed!r}{_suggest(_find_nearest(typed, {one: one for one in ids}))}")

    def find_matches(self, typed: str, kinds: Collection[str]) -> list[Match]:
        """Return all that a name may stand for: exactly, or else as some whole words of a longer name."""
        key = fold_key(typed)
        if not key:
            return []
        exact = self._look_up("key = :key", key, kinds)
        if exact or len(key) < _SHORTEST_PART:
            return list(dict.fromkeys(match for match, _ in exact))
        words = f" {fold_words(typed)} "
        within = self._look_up("key LIKE '%' || :key || '%'", key, kinds)
        return list(dict.fromkeys(match for match, name in within if words in f" {fold_words(name)} "))

    def _look_up(self, condition: str, key: str, kinds: Collection[str]) -> list[tuple[Match, str]]:
        query = Query(
            "SELECT DISTINCT kind, id, shown, country_code, name FROM names "
            f"WHERE {condition} AND kind IN ({_write_list(kinds)}) ORDER BY kind, shown, id, name",
            {"key": key},
        )
        return [
            (Match(str(kind), int(str(key)), str(shown), None if code is None else str(code)), str(name))
            for kind, key, shown, code, name in self._reader.find(query).rows
        ]

    def _keep_attested(self, found: list[Match]) -> list[Match]:
        """Return the matches that facts speak of."""
        spoken = Query("SELECT 1 FROM mentions WHERE party_id = :id LIMIT 1")
        return [
            match
            for match in found
            if match.kind not in PARTIES or self._reader.find_value(Query(spoken.sql, {"id": match.id}))
        ]

    def describe_unknown(self, typed: str, kinds: Collection[str]) -> str:
        """Return the sentence that no name is so, with the nearest."""
        query = Query(f"SELECT DISTINCT key, shown FROM names WHERE kind IN ({_write_list(kinds)})")
        nearest = _find_nearest(fold_key(typed), {str(key): str(shown) for key, shown in self._reader.find(query).rows})
        wanted = [kind for kind in KINDS if kind in kinds]
        listed = wanted[0] if len(wanted) == 1 else ", ".join(wanted[:-1]) + " or " + wanted[-1]
        return f"no {listed} is called {typed!r}{_suggest(nearest)}"


def find_names(reader: Reader, beginning: str, kinds: Collection[str]) -> list[str]:
    """Return the names that begin so, whatever the case of their letters, for completion."""
    query = Query(
        f"SELECT DISTINCT name FROM names WHERE kind IN ({_write_list(kinds)}) AND key LIKE :key || '%' "
        "AND name_kind NOT IN ('demonym', 'alpha_2', 'alpha_3') ORDER BY name LIMIT 200",
        {"key": fold_key(beginning)},
    )
    names = [str(name) for (name,) in reader.find(query).rows]
    return [name for name in names if name.casefold().startswith(beginning.casefold())]


def _list_choices(found: list[Match]) -> str:
    shown = [match.describe() for match in found[:_MOST_CHOICES]]
    if len(found) > _MOST_CHOICES:
        return ", ".join(shown) + f" or {len(found) - _MOST_CHOICES} more"
    return ", ".join(shown[:-1]) + " or " + shown[-1]


def _find_nearest(key: str, names: dict[str, str]) -> list[str]:
    """Return the names whose keys are most like a key."""
    from difflib import get_close_matches

    return list(dict.fromkeys(names[near] for near in get_close_matches(key, names, n=4, cutoff=0.7)))


def _suggest(nearest: list[str]) -> str:
    return f". Did you mean {' or '.join(nearest)}?" if nearest else ": no name is near it."


def _write_list(kinds: Collection[str]) -> str:
    """Return kinds, which are words of ours, as an SQL list."""
    return ", ".join(f"'{kind}'" for kind in KINDS if kind in kinds)
