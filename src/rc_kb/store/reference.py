"""Owns the reference data as a whole: countries and organizations, from CSV files into the base."""

from pathlib import Path

from sqlalchemy import Connection

from rc_kb.store.countries import load_countries
from rc_kb.store.organizations import load_organizations
from rc_kb.store.search import index_parties


def load_reference(connection: Connection, folder: Path) -> None:
    """Bring the reference data to what the CSV files in a folder say; facts and what they name stay."""
    load_countries(connection, folder)
    load_organizations(connection, folder)
    index_parties(connection)
