"""Owns the base of invented facts, which stays the same whatever becomes of the seed."""

from collections.abc import Sequence
from pathlib import Path

from rc_kb.settings import find_seed
from rc_kb.sheet.read import read_sheet_file
from rc_kb.store.engine import begin_writing
from rc_kb.store.history import Recorder
from rc_kb.store.load import load_sheets
from rc_kb.store.reference import load_reference
from rc_kb.store.schema import upgrade_schema

TESTER = Recorder("tester")
INVENTED_SHEETS = sorted((Path(__file__).parent / "read" / "sheets").glob("*.yaml"))


def build_invented(path: Path, sheets: Sequence[Path] = INVENTED_SHEETS) -> Path:
    """Build a base of the reference data and the invented sheets, without the seed's."""
    with begin_writing(path) as connection:
        upgrade_schema(connection)
        load_reference(connection, find_seed() / "reference")
        load_sheets(connection, [(sheet.name, read_sheet_file(sheet)) for sheet in sheets], TESTER)
    return path
