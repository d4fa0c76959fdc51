"""Owns the building of a knowledge base from the packaged data, whole or not at all."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from rc_kb.location import Location, ServerAddress
from rc_kb.settings import check_sqlite, find_seed
from rc_kb.sheet.read import read_sheet_file
from rc_kb.store.derived import relate_all
from rc_kb.store.engine import begin_writing
from rc_kb.store.files import FileThere, prepare_file, put_in_place
from rc_kb.store.history import Recorder
from rc_kb.store.load import load_sheets
from rc_kb.store.reference import load_reference
from rc_kb.store.schema import holds_knowledge_base, upgrade_schema
from rc_kb.store.search import index_contents
from rc_kb.store.seats import settle_seats

SEED = Recorder("rc-kb (seed)")
"""Who records the packaged sheets."""


def build_database(location: Location) -> None:
    """Build a knowledge base from the packaged data; of two at once, the first to finish stays."""
    if isinstance(location, ServerAddress):
        _build_on_server(location)
    else:
        _build_file(location)


def _build_on_server(address: ServerAddress) -> None:
    with begin_writing(address) as connection:
        if holds_knowledge_base(connection):
            return
        _fill(connection)


def _build_file(path: Path) -> None:
    check_sqlite()
    with prepare_file(path) as building:
        with begin_writing(building) as connection:
            _fill(connection)
        with suppress(FileThere):
            put_in_place(building, path)


def list_seed_sheets() -> list[Path]:
    """Return the packaged coding sheets, in the order of their names."""
    return sorted((find_seed() / "sheets").glob("*.yaml"))


def _fill(connection: Connection) -> None:
    bring_up_to_date(connection)
    load_sheets(connection, [(sheet.name, read_sheet_file(sheet)) for sheet in list_seed_sheets()], SEED)


def bring_up_to_date(connection: Connection) -> None:
    """Bring a base to this version's schema and reference data, and what follows from them."""
    upgrade_schema(connection)
    load_reference(connection, find_seed() / "reference")
    relate_all(connection)
    index_contents(connection)
    settle_seats(connection)
