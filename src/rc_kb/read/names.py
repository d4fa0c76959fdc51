"""Owns how a name that somebody typed becomes a country, organization, official or place: nothing is guessed."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import NamedTuple

from rc_kb.errors import AmbiguousName, UnknownName
from rc_kb.read.query import Query, read_number
from rc_kb.read.reader import Reader
from rc_kb.text import fold_key, fold_words
from rc_kb.vocabulary import PARTY_KINDS

KINDS = (*PARTY_KINDS, "place", "facility")
"""What a typed name may stand for."""

_SHORTEST_PART = 3
_LONGEST_KEY = 18
_MOST_CHOICES = 12
_MOST_COMPARED, _LONGEST_BEGINNING = 5_000, 3
"""Names that are read to find one that is near: 5,000 are compared in some 50 ms."""

_LAST_LETTER = "\U0010ffff"
"""What follows every letter in the order of a database: by code points, or by bytes of UTF-8, which is the same."""


class Match(NamedTuple):
    """What a typed name stands for: a country, organization, official, place or facility, by its key."""

    kind: str
    id: int
    name: str
    country_code: str | None

    def describe(self, *, with_key: bool = False) -> str:
        """Return the name with what it is, as a list of choices shows it; a key can be typed in place of a name."""
        told = (self.kind, self.country_code, str(self.id) if with_key and self.kind != "country" else None)
        return f"{self.name} ({', '.join(filter(None, told))})"


class NameResolver:
    """Finds what typed names stand for in one knowledge base; tell is told which choice the facts made."""

    def __init__(self, reader: Reader, tell: Callable[[str], None] | None = None) -> None:
        self._reader = reader
        self._tell = tell

    def find(self, typed: str | None, *kinds: str) -> Match | None:
        """Return the one thing of these kinds that a name stands for; None where no name was typed.

        Raises UnknownName, and AmbiguousName where facts speak of several that have the name, or of none.
        """
        if typed is None:
            return None
        found = self.find_matches(typed, kinds)
        if not found:
            raise UnknownName(self.describe_unknown(typed, kinds))
        attested = found if len(found) == 1 else self.keep_attested(found)
        choices = f"{typed!r} may be {list_choices(typed, found)}"
        if len(attested) != 1:
            raise AmbiguousName(f"{choices}: type the full name, the code or the key.")
        if len(found) > 1 and self._tell:
            self._tell(f"{choices}; took {attested[0].name}, the only one that facts speak of.")
        return attested[0]

    def find_region(self, typed: str | None) -> str | None:
        """Return the UN M49 name of a region, which may be typed in part; None where none was typed."""
        if typed is None:
            return None
        names = list_regions(self._reader)
        exact = [name for name in names if fold_key(name) == fold_key(typed)]
        within = exact or [name for name in names if f" {fold_words(typed)} " in f" {fold_words(name)} "]
        if len(within) == 1:
            return within[0]
        if within:
            raise AmbiguousName(f"{typed!r} may be {' or '.join(within)}: type the full name.")
        nearest = _find_nearest(fold_key(typed), {fold_key(name): name for name in names})
        raise UnknownName(f"no region is called {typed!r}{_suggest(nearest)}")

    def find_article(self, typed: str | None) -> str | None:
        """Return the id of an article; None where none was typed."""
        if typed is None:
            return None
        article = typed.lower()
        if self._reader.find_value(Query("SELECT 1 FROM articles WHERE id = :article", {"article": article})):
            return article
        ids = self._list_alike("id", "id", "articles WHERE TRUE", article)
        raise UnknownName(f"no article has the id {typed!r}{_suggest(_find_nearest(article, ids))}")

    def find_matches(self, typed: str, kinds: Collection[str]) -> list[Match]:
        """Return all that a name may stand for: its key, exactly a name, or else whole words of a longer name."""
        key = fold_key(typed)
        if not key:
            return []
        if key.isascii() and key.isdigit() and len(key) < _LONGEST_KEY:
            return _keep_apart(match for match, _ in self._look_up("id = CAST(:key AS BIGINT)", key, kinds))
        exact = self._look_up("key = :key", key, kinds)
        if exact or len(key) < _SHORTEST_PART:
            return _keep_apart(match for match, _ in exact)
        words = f" {fold_words(typed)} "
        within = self._look_up("key LIKE '%' || :key || '%'", key, kinds)
        return _keep_apart(match for match, name in within if words in f" {fold_words(name)} ")

    def _look_up(self, condition: str, key: str, kinds: Collection[str]) -> list[tuple[Match, str]]:
        query = Query(
            "SELECT DISTINCT kind, id, shown, country_code, name FROM names "
            f"WHERE {condition} AND kind IN ({_write_list(kinds)}) ORDER BY kind, shown, id, name",
            {"key": key},
        )
        return [
            (Match(str(kind), read_number(key), str(shown), None if code is None else str(code)), str(name))
            for kind, key, shown, code, name in self._reader.find(query).rows
        ]

    def keep_attested(self, found: list[Match]) -> list[Match]:
        """Return the matches that facts speak of, as the filters do: a country with whoever stands for it."""
        return [match for match in found if match.kind not in PARTY_KINDS or self._is_attested(match)]

    def _is_attested(self, match: Match) -> bool:
        facts = "mentions WHERE party_id = :party"
        if match.kind == "country":
            facts = "country_facts WHERE country_code = :party"
        value = match.country_code if match.kind == "country" else match.id
        return self._reader.find_value(Query(f"SELECT 1 FROM {facts} LIMIT 1", {"party": value})) is not None

    def describe_unknown(self, typed: str, kinds: Collection[str]) -> str:
        """Return the sentence that no name is so, with the nearest."""
        key = fold_key(typed)
        source = f"names WHERE kind IN ({_write_list(kinds)}) AND name_kind NOT IN ('alpha_2', 'alpha_3', 'acronym')"
        nearest = _find_nearest(key, self._list_alike("key", "shown", source, key))
        wanted = [kind for kind in KINDS if kind in kinds]
        listed = wanted[0] if len(wanted) == 1 else ", ".join(wanted[:-1]) + " or " + wanted[-1]
        return f"no {listed} is called {typed!r}{_suggest(nearest)}"

    def _list_alike(self, column: str, shown: str, source: str, key: str) -> dict[str, str]:
        """Return what may be meant by a key that is none: all that begins so, with as few letters as keep it to some.

        In a base of ordinary size that is all there is. A slip in the first letters is not found in a very large one.
        """
        for letters in range(_LONGEST_BEGINNING + 1):
            query = Query(
                f"SELECT {column}, {shown} FROM {source} AND {begins_with(column)} LIMIT {_MOST_COMPARED + 1}",
                bound_beginning(key[:letters]),
            )
            found = [(str(one), str(name)) for one, name in self._reader.find(query).rows]
            if len(found) <= _MOST_COMPARED:
                break
        return dict(found[:_MOST_COMPARED])


def begins_with(column: str) -> str:
    """Return the condition that a column begins with a text, in words that every database finds by an index."""
    return f"{column} >= :beginning AND {column} < :after"


def bound_beginning(beginning: str) -> dict[str, str]:
    """Return the values to bind for a beginning."""
    return {"beginning": beginning, "after": beginning + _LAST_LETTER}


def _keep_apart(matches: Iterable[Match]) -> list[Match]:
    """Return each thing once; a facility may be spelled in several ways."""
    apart: dict[tuple[str, int], Match] = {}
    for match in matches:
        apart.setdefault((match.kind, match.id), match)
    return list(apart.values())


def find_names(reader: Reader, beginning: str, kinds: Collection[str]) -> list[str]:
    """Return the names that begin so, whatever the case of their letters, for completion."""
    some = (
        f"SELECT name FROM names WHERE kind IN ({_write_list(kinds)}) AND {begins_with('key')} "
        f"AND name_kind NOT IN ('demonym', 'alpha_2', 'alpha_3') LIMIT {_MOST_COMPARED}"
    )
    query = Query(
        f"SELECT DISTINCT name FROM ({some}) AS begun ORDER BY name LIMIT 200", bound_beginning(fold_key(beginning))
    )
    names = [str(name) for (name,) in reader.find(query).rows]
    return [name for name in names if name.casefold().startswith(beginning.casefold())]


def list_regions(reader: Reader) -> list[str]:
    """Return the names of all regions of UN M49."""
    return [str(name) for (name,) in reader.find(Query("SELECT name FROM regions ORDER BY name")).rows]


def describe_choices(typed: str, found: list[Match]) -> list[str]:
    """Return what a typed name may stand for, with the key where the full name would not do."""
    times = Counter(fold_key(match.name) for match in found) + Counter([fold_key(typed)])
    return [match.describe(with_key=times[fold_key(match.name)] > 1) for match in found]


def list_choices(typed: str, found: list[Match]) -> str:
    """Return the things that a name may stand for as a sentence lists them, and how many are left out."""
    shown = describe_choices(typed, found)[:_MOST_CHOICES]
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
