"""Owns the reference data: countries, regions, National Societies and Movement bodies, from CSV into the base."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete

from rc_kb.store.engine import upsert
from rc_kb.store.keys import country_key, organization_key, place_key
from rc_kb.store.models.parties import (
    ambiguous_name,
    ambiguous_name_country,
    country,
    country_name,
    organization,
    organization_name,
    party,
    place,
    region,
)
from rc_kb.store.namebook import REFERENCE
from rc_kb.text import fold_key
from rc_kb.vocabulary import REGION_LEVELS

Row = dict[str, Any]


def load_reference(connection: Connection, folder: Path) -> None:
    """Bring the reference data to what the CSV files in a folder say; facts and what they name stay."""
    countries = _read_rows(folder / "country_terms.csv")
    ambiguous = _read_rows(folder / "ambiguous_terms.csv")
    organizations = [*_read_societies(folder), *_read_bodies(folder)]
    _load_countries(connection, countries)
    _replace(connection, ambiguous_name_country, [])
    _replace(connection, ambiguous_name, _list_ambiguous(ambiguous))
    upsert(connection, ambiguous_name_country, _list_candidates(ambiguous))
    _replace(connection, country_name, _name_countries(countries, ambiguous))
    _load_organizations(connection, organizations)


def _read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _replace(connection: Connection, table: Table, rows: list[Row]) -> None:
    connection.execute(delete(table))
    upsert(connection, table, rows)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _distinct(rows: Iterable[Row], *keys: str) -> list[Row]:
    """Return the first row of each key; names stand in several columns of one source."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(row[key] for key in keys), row)
    return list(first.values())


def _load_countries(connection: Connection, rows: list[dict[str, str]]) -> None:
    regions = [
        {"name": row[level], "level": level, "part_of": row[REGION_LEVELS[depth - 1]] if depth else None}
        for depth, level in enumerate(REGION_LEVELS)
        for row in rows
        if row[level]
    ]
    upsert(connection, region, _distinct(regions, "name"))
    upsert(
        connection,
        party,
        [{"id": country_key(row["iso2"]), "kind": "country", "name": row["common_name"]} for row in rows],
    )
    upsert(connection, country, [_read_country(row) for row in rows])


def _read_country(row: dict[str, str]) -> Row:
    return {
        "id": country_key(row["iso2"]),
        "code": row["iso2"],
        "alpha_3": row["iso3"],
        "numeric_code": row["iso_numeric"],
        "short_name": row["short_name"],
        "region_name": next((row[level] for level in reversed(REGION_LEVELS) if row[level]), None),
    }


def _name_countries(rows: list[dict[str, str]], ambiguous: list[dict[str, str]]) -> list[Row]:
    names = [name for row in rows for name in _list_country_names(row)]
    names += [
        _name_country(code, row["term"], "ambiguous")
        for row in ambiguous
        if row["kind"] == "ambiguous"
        for code in _split(row["candidate_iso2"])
    ]
    return _distinct(names, "country_code", "name")


def _list_country_names(row: dict[str, str]) -> Iterator[Row]:
    code = row["iso2"]
    notes = {flagged.rpartition(" (")[0]: flagged.rpartition(" (")[2][:-1] for flagged in _split(row["flagged_terms"])}
    for kind, names in (
        ("alpha_2", code),
        ("alpha_3", row["iso3"]),
        ("short", row["short_name"]),
        ("common", row["common_name"]),
        ("alternative", row["alternative_names"]),
        ("demonym", row["demonyms"]),
    ):
        for name in _split(names):
            yield _name_country(code, name, kind, notes.get(name))


def _name_country(code: str, name: str, kind: str, note: str | None = None) -> Row:
    return {"country_code": code, "name": name, "kind": kind, "key": fold_key(name), "note": note}


def _list_ambiguous(rows: list[dict[str, str]]) -> list[Row]:
    return [
        {
            "name": row["term"],
            "kind": row["kind"],
            "preferred_code": row["iso_preferred"] or None,
            "note": row["note"],
        }
        for row in rows
    ]


def _list_candidates(rows: list[dict[str, str]]) -> list[Row]:
    return [{"name": row["term"], "country_code": code} for row in rows for code in _split(row["candidate_iso2"])]


def _read_societies(folder: Path) -> Iterator[tuple[Row, list[tuple[str, str, str]]]]:
    for row in _read_rows(folder / "national_societies.csv"):
        names = [
            (row["society_name"], "name", "en"),
            (row["acronym"], "acronym", "en"),
            *((name, "other", "en") for name in _split(row["other_names"])),
            *((row[f"name_{language}"], "other", language) for language in ("fr", "es", "ar")),
        ]
        yield (
            _describe(
                row["society_name"],
                row["iso2"],
                kind="national_society",
                emblem=row["emblem"],
                founded_year=row["founded_year"],
                website=row["website"],
                ifrc_region=row["ifrc_region"],
                source=row["source"],
            ),
            names,
        )


def _read_bodies(folder: Path) -> Iterator[tuple[Row, list[tuple[str, str, str]]]]:
    bodies = _read_rows(folder / "movement_bodies.csv")
    keys = {row["name"]: organization_key(fold_key(row["name"]), row["iso2"]) for row in bodies}
    for row in bodies:
        city = place_key(fold_key(row["headquarters_city"]), row["iso2"])
        body = _describe(
            row["name"],
            row["iso2"],
            kind=row["kind"],
            founded_year=row["founded_year"],
            relation=row["relation"],
            source=row["source"],
            seat_id=city,
            part_of_id=keys.get(row["part_of"]),
        )
        seat = {"seat": {"id": city, "name": row["headquarters_city"], "country_code": row["iso2"]}}
        yield body | seat, [(row["name"], "name", "en"), (row["acronym"], "acronym", "en")]


def _describe(name: str, code: str, **known: Any) -> Row:
    """Return a row of the table organization with every column, and the name that its party shows."""
    columns = (
        "emblem",
        "founded_year",
        "website",
        "ifrc_region",
        "seat_id",
        "part_of_id",
        "relation",
        "source",
    )
    row: Row = dict.fromkeys(columns) | {key: value or None for key, value in known.items()}
    year = row["founded_year"]
    row |= {"id": organization_key(fold_key(name), code), "country_code": code, "shown": name}
    return row | {"founded_year": int(year) if year else None}


def _load_organizations(connection: Connection, found: list[tuple[Row, list[tuple[str, str, str]]]]) -> None:
    seats = [row["seat"] for row, _ in found if "seat" in row]
    upsert(connection, place, [seat | {"key": fold_key(seat["name"])} for seat in seats])
    upsert(
        connection,
        party,
        [{"id": row["id"], "kind": "organization", "name": row["shown"]} for row, _ in found],
    )
    columns = [column.name for column in organization.columns if column.name != "party_kind"]
    upsert(connection, organization, [{name: row[name] for name in columns} for row, _ in found])
    names = [
        {
            "organization_id": row["id"],
            "name": name,
            "source": REFERENCE,
            "kind": kind,
            "language": language,
            "key": fold_key(name),
        }
        for row, all_names in found
        for name, kind, language in all_names
        if name
    ]
    connection.execute(delete(organization_name).where(organization_name.c.source == REFERENCE))
    upsert(connection, organization_name, _distinct(names, "organization_id", "name"))
