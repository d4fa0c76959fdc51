"""Owns the checks of countries: codes that are none, places without one, people and organizations with two."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rc_kb.checks.base import Check, Row

_OF_FACTS = {
    "meeting": "id",
    "participation": "meeting_id",
    "office": "id",
    "facility": "id",
    "commitment": "id",
    "mission": "id",
}
"""The tables of facts that have a country, each with its column that refers to the fact."""

_OF_NAMES = {"organization": "party", "official": "party", "place": "place"}
"""The tables of what has a name and a country, each with the table of the name."""

_FIND_UNKNOWN = "\nUNION ALL\n".join(
    [
        *(
            f"SELECT '{table}' AS kind, here.{key} AS fact_id, fact.article_id, here.country_code AS about\n"
            f"FROM {table} AS here LEFT JOIN fact ON fact.id = here.{key}\n"
            "WHERE here.country_code NOT IN (SELECT code FROM country)"
            for table, key in _OF_FACTS.items()
        ),
        *(
            f"SELECT '{table}', NULL, NULL, here.country_code || ' (' || named.name || ')'\n"
            f"FROM {table} AS here JOIN {names} AS named ON named.id = here.id\n"
            "WHERE here.country_code NOT IN (SELECT code FROM country)"
            for table, names in _OF_NAMES.items()
        ),
    ]
)


def _keep_double(rows: Iterable[Row]) -> Iterator[Row]:
    """Keep one row for each name that stands for several countries; rows of one name come together."""
    for _, alike in groupby(rows, key=lambda row: row["key"]):
        stands_for = {str(row["country_code"]): row for row in alike}
        if len(stands_for) > 1:
            listed = [f"{code} (in {row['article_id']!s})" for code, row in sorted(stands_for.items())]
            row = next(iter(stands_for.values()))
            yield row | {"article_id": None, "countries": f"{', '.join(listed[:-1])} and {listed[-1]}"}


CHECKS = (
    Check(
        "unknown-country",
        "problem",
        "Is every country code in a fact, an organization, an official or a place one of ISO 3166-1?",
        f"{_FIND_UNKNOWN}\nORDER BY article_id NULLS LAST, fact_id, kind, about",
        "ISO 3166-1 has no country {about}",
    ),
    Check(
        "two-countries",
        "problem",
        "Does everybody who takes part in meetings or holds offices represent one country?",
        "SELECT 'official' AS kind, NULL AS fact_id, n.key, min(n.name) AS about, c.country_code,\n"
        "  min(n.source) AS article_id\n"
        "FROM names AS n\n"
        "JOIN (\n"
        "  SELECT id AS official_id, country_code FROM officials\n"
        "  UNION SELECT official_id, country_code FROM participations\n"
        "  UNION SELECT official_id, country_code FROM offices\n"
        ") AS c ON c.official_id = n.id\n"
        "WHERE n.kind = 'official' AND n.name_kind = 'name' AND c.country_code IS NOT NULL\n"
        "GROUP BY n.key, c.country_code\n"
        "ORDER BY n.key, c.country_code",
        "{about} stands for {countries}: one country is wrong, or these are two people",
        _keep_double,
    ),
    Check(
        "other-country",
        "problem",
        "Does everybody represent the country of the National Society, embassy or government that they act for?",
        "SELECT s.kind, s.fact_id, f.article_id, o.name AS about, s.country_code, o.country_code AS own_code\n"
        "FROM (\n"
        "  SELECT 'meeting' AS kind, meeting_id AS fact_id, organization_id, country_code FROM participations\n"
        "  UNION ALL SELECT 'office', id, organization_id, country_code FROM offices\n"
        ") AS s\n"
        "JOIN parties AS o ON o.id = s.organization_id\n"
        "JOIN facts AS f ON f.id = s.fact_id\n"
        "WHERE o.country_code <> s.country_code\n"
        "ORDER BY f.article_id, s.fact_id, o.name",
        "somebody of {about}, which is of {own_code}, represents {country_code}",
    ),
    Check(
        "unresolved-country",
        "suggestion",
        "Does every facility and mission whose country is written have its code, or a region?",
        "SELECT 'facility' AS kind, id AS fact_id, article_id, country_as_written AS about FROM facility_statuses\n"
        "WHERE ordinal = 1 AND country_as_written IS NOT NULL AND country_code IS NULL\n"
        "UNION ALL\n"
        "SELECT 'mission', id, article_id, place_as_written FROM missions\n"
        "WHERE place_as_written IS NOT NULL AND country_code IS NULL AND region IS NULL\n"
        "ORDER BY article_id, fact_id",
        "{about} has no country code",
    ),
)
