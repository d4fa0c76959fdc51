"""Bases that older programs wrote: each is upgraded to the newest schema, and nothing is lost."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from rc_kb.settings import SCHEMA_VERSION
from rc_kb.store.upgrade import upgrade_database
from rc_kb.store.views.catalogue import list_views
from rc_kb.vocabulary import NOUNS
from tests.cli.conftest import Ask
from tests.faults.conftest import DATA, OldBase
from tests.store.conftest import dump_tables, find_rows, list_columns
from tests.store.test_schema import REVISIONS

RELEASED = [revision for revision in REVISIONS if revision != SCHEMA_VERSION]
WITH_FACTS = [revision for revision in RELEASED if revision != "0001"]
OF_THE_PROGRAM = {"alembic_version", "dictionary_entry"}
"""Tables that each version writes as its own."""

Rows = set[tuple[str, ...]]


@pytest.fixture
def upgraded(old_base: OldBase, request: pytest.FixtureRequest) -> Path:
    """Return an old base after its upgrade."""
    path = old_base(request.param)
    upgrade_database(path)
    return path


def read_users_rows(base: Path, columns: dict[str, list[str]]) -> dict[str, Rows]:
    """Return the rows of each table but those of the seed's two articles, which an upgrade may code anew."""
    dumped = dump_tables(base, columns)
    seed = {key for (key,) in read_keys(base, columns)} | {"tehran-times-476836", "tehran-times-511371"}
    return {
        name: {tuple(map(repr, row)) for row in rows if seed.isdisjoint(row)}
        for name, rows in dumped.items()
        if name not in OF_THE_PROGRAM
    }


def read_keys(base: Path, columns: dict[str, list[str]]) -> list[tuple[Any, ...]]:
    return find_rows(base, "SELECT id FROM fact WHERE article_id LIKE 'tehran-times-%'") if "fact" in columns else []


def test_a_base_of_every_released_revision_is_kept() -> None:
    assert [path.name for path in sorted(DATA.glob("*.xz"))] == [f"base-{revision}.db.xz" for revision in RELEASED]


@pytest.mark.parametrize("revision", RELEASED)
def test_an_upgrade_loses_nothing_of_an_old_base(old_base: OldBase, revision: str) -> None:
    base = old_base(revision)
    columns = list_columns(base)
    before = read_users_rows(base, columns)
    assert sum(map(len, before.values())) > 1000
    backup, differing = upgrade_database(base)
    kept = read_users_rows(base, {table: names for table, names in columns.items() if table in list_columns(base)})
    assert {
        table: rows - kept.get(table, set()) for table, rows in before.items() if rows - kept.get(table, set())
    } == {}
    assert backup
    assert read_users_rows(backup, columns) == before
    assert differing == []


@pytest.mark.parametrize("upgraded", RELEASED, indirect=True)
def test_every_view_of_an_upgraded_base_answers_and_every_check_is_clean(ask: Ask, upgraded: Path) -> None:
    for view in list_views():
        assert isinstance(find_rows(upgraded, f"SELECT * FROM {view.name}"), list)
    for noun in NOUNS:
        assert ask(noun, "--all", "--cite", "--json", db=upgraded).code == 0
    assert ask("check", db=upgraded).code == 0
    assert find_rows(upgraded, "PRAGMA integrity_check") == [("ok",)]
    assert find_rows(upgraded, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize("upgraded", WITH_FACTS, indirect=True)
def test_what_a_user_loaded_is_found_in_an_upgraded_base(ask: Ask, upgraded: Path) -> None:
    assert find_rows(upgraded, "SELECT count(*) FROM facts WHERE article_id = 'example-news-1'") > [(0,)]
    assert "Amina Odhiambo" in ask("search", "Amina Odhiambo", db=upgraded).out
    assert find_rows(upgraded, "SELECT count(*) FROM texts") == [(1,)]


@pytest.mark.parametrize("upgraded", ["0003"], indirect=True)
def test_what_facts_said_before_is_kept_through_an_upgrade(upgraded: Path) -> None:
    ((changes,),) = find_rows(upgraded, "SELECT changes FROM history")
    assert "midwives" in changes


def test_an_upgraded_base_has_the_tables_and_views_of_a_new_one(old_base: OldBase, seed_base: Path) -> None:
    listed = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    for revision in RELEASED:
        base = old_base(revision)
        upgrade_database(base)
        assert find_rows(base, listed) == find_rows(seed_base, listed)


def test_an_upgrade_of_a_copy_gives_the_same_rows(old_base: OldBase, tmp_path: Path) -> None:
    base = old_base("0002")
    copy = Path(shutil.copy(base, tmp_path / "copy.db"))
    upgrade_database(base)
    upgrade_database(copy)
    assert dump_tables(copy) == dump_tables(base)
