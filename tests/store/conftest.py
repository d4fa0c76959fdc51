"""What tests of the store share: a base with no facts, loading of sheets written in the test, and whole dumps."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rc_kb.store.load import LoadReport
from tests.bases import TESTER, load_files

Dump = dict[str, list[tuple[Any, ...]]]
Load = Callable[..., LoadReport]


@pytest.fixture
def bare(reference_base: Path, tmp_path: Path) -> Path:
    """Return a copy of the base with no facts."""
    return Path(shutil.copy(reference_base, tmp_path / "bare.db"))


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Return a loader of sheets into a base: the YAML of each article's facts by the article's id."""

    def load_facts(base: Path, **facts_by_article: str) -> LoadReport:
        return load_files(
            base, [write_sheet(tmp_path, name, facts) for name, facts in facts_by_article.items()], TESTER
        )

    return load_facts


@pytest.fixture
def connection(base: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection of the standard library to a copy of the seed base, with foreign keys on."""
    with closing(sqlite3.connect(base)) as opened:
        opened.execute("PRAGMA foreign_keys = ON")
        yield opened


def write_sheet(folder: Path, article: str, facts: str) -> Path:
    path = folder / f"{article}.yaml"
    path.write_text(f"article: {{id: {article}, publisher: Example News, paragraphs: 9}}\n{facts}\n", encoding="utf-8")
    return path


def find_rows(base: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"{base.as_uri()}?mode=ro", uri=True)) as connection:
        return connection.execute(sql, values).fetchall()


def list_columns(base: Path) -> dict[str, list[str]]:
    """Return the columns of every table, without when and by whom something was recorded.

    How SQLite stores the search index is its own affair.
    """
    found = find_rows(
        base,
        "SELECT m.name, c.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c WHERE m.type = 'table' "
        "AND m.name NOT IN ('recording', 'earlier_fact') AND m.name NOT LIKE 'search_index%' "
        "AND c.name NOT IN ('recording_id', 'attached_at') ORDER BY m.name, c.cid",
    )
    return {table: [column for one, column in found if one == table] for table, _ in found}


def dump_tables(base: Path, columns: dict[str, list[str]] | None = None) -> Dump:
    """Return the sorted rows of every table."""
    listed = (columns or list_columns(base)).items()
    return {
        name: sorted(find_rows(base, f"SELECT {', '.join(chosen)} FROM {name}"), key=repr) for name, chosen in listed
    }
