"""Owns the reference data on organizations: National Societies and the other bodies of the Movement."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete

from rc_kb.store.engine import upsert
from rc_kb.store.keys import organization_key, place_key
from rc_kb.store.known import REFERENCE
from rc_kb.store.models.parties import organization, organization_name, party, place, place_name
from rc_kb.tabular import Row, keep_first, read_rows, split_cell
from rc_kb.text import fold_key


class Body(NamedTuple):
    """An organization of the reference data: the name that is shown, its row, its names, the city of its seat."""

    name: str
    row: Row
    names: list[tuple[str, str, str]]
    seat: Row | None = None


def load_organizations(connection: Connection, folder: Path) -> None:
    """Bring the organizations of the Movement to what the CSV files say; those of sheets stay."""
    bodies = [*_read_societies(folder), *_read_bodies(folder)]
    seats = [body.seat for body in bodies if body.seat]
    upsert(connection, place, seats)
    connection.execute(delete(place_name).where(place_name.c.source == REFERENCE))
    upsert(connection, place_name, [_name_place(seat) for seat in seats])
    upsert(connection, party, [{"id": body.row["id"], "kind": "organization", "name": body.name} for body in bodies])
    upsert(connection, organization, [body.row for body in bodies])
    connection.execute(delete(organization_name).where(organization_name.c.source == REFERENCE))
    names = [name for body in bodies for name in _list_names(body)]
    upsert(connection, organization_name, keep_first(names, "organization_id", "name"))


def _read_societies(folder: Path) -> Iterator[Body]:
    for row in read_rows(folder / "national_societies.csv"):
        names = [
            (row["society_name"], "name", "en"),
            (row["acronym"], "acronym", "en"),
            *((name, "other", "en") for name in split_cell(row["other_names"])),
            *((row[f"name_{language}"], "other", language) for language in ("fr", "es", "ar")),
        ]
        known = {key: row[key] for key in ("emblem", "founded_year", "website", "ifrc_region", "source")}
        made = _make_row(row["society_name"], row["iso2"], known | {"kind": "national_society"})
        yield Body(row["society_name"], made, names)


def _read_bodies(folder: Path) -> Iterator[Body]:
    rows = read_rows(folder / "movement_bodies.csv")
    keys = {row["name"]: organization_key(fold_key(row["name"]), row["iso2"]) for row in rows}
    for row in rows:
        city, code = row["headquarters_city"], row["iso2"]
        seat = {"id": place_key(fold_key(city), code), "name": city, "country_code": code}
        known: Row = {key: row[key] for key in ("kind", "founded_year", "relation", "source")}
        made = _make_row(row["name"], code, known | {"seat_id": seat["id"], "part_of_id": keys.get(row["part_of"])})
        yield Body(row["name"], made, [(row["name"], "name", "en"), (row["acronym"], "acronym", "en")], seat)


def _make_row(name: str, code: str, known: Row) -> Row:
    """Return a row of the table with every column; what is empty in the file is NULL."""
    columns = [column.name for column in organization.columns if column.name != "party_kind"]
    row: Row = dict.fromkeys(columns) | {key: value or None for key, value in known.items()}
    year = row["founded_year"]
    row["founded_year"] = int(year) if year else None
    return row | {"id": organization_key(fold_key(name), code), "country_code": code}


def _name_place(seat: Row) -> Row:
    name = seat["name"]
    return {"place_id": seat["id"], "name": name, "source": REFERENCE, "kind": "name", "key": fold_key(name)}


def _list_names(body: Body) -> Iterator[Row]:
    for name, kind, language in body.names:
        if name:
            yield {
                "organization_id": body.row["id"],
                "name": name,
                "source": REFERENCE,
                "kind": kind,
                "language": language,
                "key": fold_key(name),
            }
