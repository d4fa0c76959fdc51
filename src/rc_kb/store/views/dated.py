"""Owns the list of the dates that facts have: which column of which table, behind the view `dates`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Table, literal

from rc_kb.store.models.facts import award, facility_status, figure, meeting, mission, office, statement


@dataclass(frozen=True)
class Dated:
    """A date of a kind of fact: its table, its column, and the number of the row where a fact has several."""

    kind: str
    table: Table
    name: str
    fact_id: ColumnElement[Any]
    ordinal: ColumnElement[Any]


def _date(kind: str, table: Table, name: str) -> Dated:
    ordinal = table.c.ordinal if "ordinal" in table.c else literal(1)
    return Dated(kind, table, name, next(iter(table.primary_key)), ordinal)


DATES = (
    _date("meeting", meeting, "held_on"),
    _date("office", office, "valid_from"),
    _date("office", office, "valid_until"),
    _date("facility", facility_status, "valid_from"),
    _date("facility", facility_status, "valid_until"),
    _date("mission", mission, "carried_out_on"),
    _date("figure", figure, "as_of"),
    _date("award", award, "awarded_on"),
    _date("statement", statement, "stated_on"),
)
