"""Owns the reference data on countries: ISO 3166-1 entries, UN M49 regions, names, demonyms and ambiguous words."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, delete

from rc_kb.store.engine import upsert
from rc_kb.store.keys import country_key
from rc_kb.store.models.parties import (
    ambiguous_name,
    ambiguous_name_country,
    country,
    country_name,
    party,
    region,
)
from rc_kb.tabular import Row, keep_first, read_rows, split_cell
from rc_kb.text import fold_key
from rc_kb.vocabulary import REGION_LEVELS


def load_countries(connection: Connection, folder: Path) -> None:
    """Bring countries, regions, and names with their ambiguity to what the CSV files say."""
    rows = read_rows(folder / "country_terms.csv")
    ambiguous = read_rows(folder / "ambiguous_terms.csv")
    regions = [
        {"name": row[level], "level": level, "part_of": row[REGION_LEVELS[depth - 1]] if depth else None}
        for depth, level in enumerate(REGION_LEVELS)
        for row in rows
        if row[level]
    ]
    upsert(connection, region, keep_first(regions, "name"))
    upsert(
        connection,
        party,
        [{"id": country_key(row["iso2"]), "kind": "country", "name": row["common_name"]} for row in rows],
    )
    upsert(connection, country, [_read_country(row) for row in rows])
    for table in (ambiguous_name_country, ambiguous_name, country_name):
        connection.execute(delete(table))
    upsert(connection, ambiguous_name, _list_ambiguous(ambiguous))
    upsert(connection, ambiguous_name_country, _list_candidates(ambiguous))
    upsert(connection, country_name, _name_countries(rows, ambiguous))


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
        for code in split_cell(row["candidate_iso2"])
    ]
    return keep_first(names, "country_code", "name")


def _list_country_names(row: dict[str, str]) -> Iterator[Row]:
    code = row["iso2"]
    notes = {
        flagged.rpartition(" (")[0]: flagged.rpartition(" (")[2][:-1] for flagged in split_cell(row["flagged_terms"])
    }
    for kind, names in (
        ("alpha_2", code),
        ("alpha_3", row["iso3"]),
        ("short", row["short_name"]),
        ("common", row["common_name"]),
        ("alternative", row["alternative_names"]),
        ("demonym", row["demonyms"]),
    ):
        for name in split_cell(names):
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
    return [{"name": row["term"], "country_code": code} for row in rows for code in split_cell(row["candidate_iso2"])]
