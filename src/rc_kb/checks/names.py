"""Owns the checks of names: those of nobody, and people who may have two."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rc_kb.checks.base import Check, Row
from rc_kb.checks.likeness import Words, find_alike, split_name

_FIND_ORPHANS = (
    "SELECT 'organization' AS kind, NULL AS fact_id, NULL AS article_id, organization AS about,\n"
    "  'no fact names the organization' AS wrong\n"
    "FROM organizations AS named\n"
    "WHERE source IS NULL AND NOT EXISTS (SELECT 1 FROM mentions WHERE party_id = named.id)\n"
    "UNION ALL\n"
    "SELECT 'official', NULL, NULL, official, 'no fact names the official'\n"
    "FROM officials AS named WHERE NOT EXISTS (SELECT 1 FROM mentions WHERE party_id = named.id)\n"
    "UNION ALL\n"
    "SELECT 'place', NULL, NULL, city, 'no fact and no seat names the place'\n"
    "FROM places AS named\n"
    "WHERE NOT EXISTS (SELECT 1 FROM organization WHERE seat_id = named.id)\n"
    "  AND NOT EXISTS (SELECT 1 FROM meetings WHERE place_id = named.id)\n"
    "  AND NOT EXISTS (SELECT 1 FROM facility_statuses WHERE place_id = named.id)\n"
    "UNION ALL\n"
    "SELECT kind, NULL, source, name, 'the article that gives the name is not loaded'\n"
    # PostgreSQL keeps no hash of what NOT IN lists where that is much, and goes through it again for every name.
    "FROM names WHERE source <> 'reference' AND NOT EXISTS (SELECT 1 FROM articles WHERE articles.id = names.source)\n"
    "ORDER BY kind, about, article_id NULLS LAST"
)

_FIND_PEOPLE = """WITH spelled AS (
  SELECT id, shown, country_code, name, name_kind, key, min(source) AS article_id
  FROM names
  WHERE kind = 'official'
  GROUP BY id, shown, country_code, name, name_kind, key
), acted AS (
  SELECT official_id, organization_id FROM participations
  UNION SELECT official_id, organization_id FROM offices
), grouped AS (
  SELECT 'country ' || country_code AS together, spelled.* FROM spelled WHERE country_code IS NOT NULL
  UNION ALL
  SELECT 'organization ' || acted.organization_id, spelled.* FROM spelled JOIN acted ON acted.official_id = spelled.id
  WHERE acted.organization_id IS NOT NULL
  UNION ALL
  SELECT 'name ' || key, spelled.* FROM spelled
  WHERE name_kind = 'name' AND key IN (SELECT key FROM spelled WHERE country_code IS NULL AND name_kind = 'name')
)
SELECT 'official' AS kind, NULL AS fact_id, article_id, shown AS about, together, id, country_code, name, name_kind
FROM grouped
ORDER BY together, key, id, name"""


class _Spelled(NamedTuple):
    """A spelling of an official's name, by its words."""

    row: Row
    words: Words

    def is_of_one_country_with(self, other: "_Spelled") -> bool:
        """Tell whether both represent the same country."""
        return self.row["country_code"] is not None and self.row["country_code"] == other.row["country_code"]

    def is_of_other_country_than(self, other: "_Spelled") -> bool:
        """Tell whether the two represent two countries."""
        codes = {self.row["country_code"], other.row["country_code"]}
        return None not in codes and len(codes) > 1


def _keep_alike(rows: Iterable[Row]) -> Iterator[Row]:
    """Keep one row for each two officials whose names are alike; rows of people who may be the same come together.

    What is held are the people of one country or one organization, and the pairs that no country has together.
    """
    told: set[frozenset[object]] = set()
    for together, group in groupby(rows, key=lambda row: str(row["together"])):
        spelled = list(_read_spellings(group))
        told_here: set[frozenset[object]] = set()
        for first, second in find_alike([one.words for one in spelled]):
            one, other = spelled[first], spelled[second]
            pair = frozenset((one.row["id"], other.row["id"]))
            if len(pair) == 1 or pair in told or pair in told_here:
                continue
            if _is_told_in(together, one, other):
                (told_here if one.is_of_one_country_with(other) else told).add(pair)
                yield other.row | {"about": _describe(one, other)}


def _read_spellings(rows: Iterable[Row]) -> Iterator[_Spelled]:
    """Return the spellings of names; a shorter name that a sheet knows for somebody's says nothing alone."""
    for row in rows:
        words = split_name(str(row["name"]))
        if len(words) > 1 or row["name_kind"] == "name":
            yield _Spelled(row, words)


def _is_told_in(together: str, one: _Spelled, other: _Spelled) -> bool:
    """Tell whether a pair is told of this group: people of one country only with the others of their country.

    One name in two countries is for the check two-countries.
    """
    if one.is_of_one_country_with(other):
        return together.startswith("country ")
    return not (one.is_of_other_country_than(other) and "".join(one.words) == "".join(other.words))


def _describe(one: _Spelled, other: _Spelled) -> str:
    """Return both names as they are shown, with the countries where the names are the same."""
    shown = [str(two.row["about"]) for two in (one, other)]
    if shown[0] == shown[1]:
        shown = [f"{two.row['about']!s} ({two.row['country_code'] or 'no country'!s})" for two in (one, other)]
    return " and ".join(sorted(shown))


CHECKS = (
    Check(
        "orphan-name",
        "problem",
        "Does some fact speak of every organization, official and place that is not of the reference data?",
        _FIND_ORPHANS,
        "{about}: {wrong}",
    ),
    Check(
        "same-person",
        "suggestion",
        "Has everybody one name, not two that are alike in one country or organization?",
        _FIND_PEOPLE,
        "{about} may be one person: give one sheet the other's spelling as the full name",
        _keep_alike,
    ),
)
