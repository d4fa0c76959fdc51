"""Owns the rows of the reference data's CSV files: reading them, and the lists that stand in one cell."""

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, each value by the head of its column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split_cell(text: str) -> list[str]:
    """Return what a cell lists, parted by semicolons."""
    return [part.strip() for part in text.split(";") if part.strip()]


def keep_first(rows: Iterable[Row], *keys: str) -> list[Row]:
    """Return the first row of each key; a name stands in several columns of one source."""
    first: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        first.setdefault(tuple(row[key] for key in keys), row)
    return list(first.values())
