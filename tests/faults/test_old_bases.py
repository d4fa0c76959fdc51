"""Bases that older programs wrote: each is upgraded to the newest schema, and nothing is lost."""

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.settings import SCHEMA_VERSION
from rc_kb.store.keys import article_key, put_beside
from rc_kb.store.upgrade import upgrade_database
from rc_kb.store.views.catalogue import list_views
from rc_kb.vocabulary import NOUNS
from tests.bases import INVENTED_SHEETS
from tests.cli.conftest import Ask
from tests.faults.conftest import DATA, OldBase
from tests.store.conftest import dump_tables, find_rows, list_columns
from tests.store.test_schema import REVISIONS

RELEASED = [revision for revision in REVISIONS if revision != SCHEMA_VERSION]
WITH_FACTS = [revision for revision in RELEASED if revision != "0001"]
OF_THE_PROGRAM = {"alembic_version", "dictionary_entry"}
"""Tables that each version writes as its own."""
SEED = {"tehran-times-476836", "tehran-times-511371"}

Rows = set[tuple[str, ...]]


@pytest.fixture
def upgraded(old_base: OldBase, request: pytest.FixtureRequest) -> Path:
    """Return an old base after its upgrade."""
    path = old_base(request.param)
    upgrade_database(path)
    return path


def read_users_rows(base: Path, columns: dict[str, list[str]]) -> dict[str, Rows]:
    """Return the rows of each table but those of the seed's two articles, which an upgrade may code anew.

    Keys of facts are those that 0004 gives them; search entries are told by what they lead to.
    """
    listed = {name: [one for one in names if (name, one) != ("search_entry", "id")] for name, names in columns.items()}
    facts = read_facts(base) if "fact" in columns else {}
    seed = {*SEED, *(key for key, article in facts.items() if article in SEED)}
    keys = {key: put_beside(article_key(article), key) for key, article in facts.items()}
    return {
        name: {tuple(repr(keys.get(value, value)) for value in row) for row in rows if seed.isdisjoint(row)}
        for name, rows in dump_tables(base, listed).items()
        if name not in OF_THE_PROGRAM
    }


def read_facts(base: Path) -> dict[int, str]:
    """Return the article of each fact by its key."""
    return dict(find_rows(base, "SELECT id, article_id FROM fact"))


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
    ((changes, successor),) = find_rows(upgraded, "SELECT changes, successor_id FROM history")
    assert "midwives" in changes
    assert successor in read_facts(upgraded)


def test_what_facts_said_that_are_gone_moves_with_their_article(old_base: OldBase) -> None:
    base = old_base("0003")
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute(
            "INSERT INTO earlier_fact SELECT 12345, replaced_by_id, kind, article_id, NULL, recording_id, value, NULL "
            "FROM earlier_fact"
        )
    upgrade_database(base)
    [(article,)] = find_rows(base, "SELECT DISTINCT article_id FROM earlier_fact")
    moved = put_beside(article_key(article), 12345)
    assert find_rows(base, "SELECT successor_id FROM earlier_fact WHERE fact_id = ?", moved) == [(None,)]


@pytest.mark.parametrize("upgraded", WITH_FACTS, indirect=True)
def test_facts_of_an_article_lie_together_after_an_upgrade(upgraded: Path) -> None:
    facts = read_facts(upgraded)
    assert {key for key, article in facts.items() if put_beside(article_key(article), key) != key} == set()


@pytest.mark.parametrize("upgraded", WITH_FACTS, indirect=True)
def test_a_sheet_of_an_upgraded_base_is_unchanged_when_loaded_again(ask: Ask, upgraded: Path) -> None:
    kept = find_rows(upgraded, "SELECT * FROM history ORDER BY 1, 2")
    assert re.search(r"facts: \d+ unchanged\.$", ask("load", str(INVENTED_SHEETS[0]), db=upgraded).err)
    assert find_rows(upgraded, "SELECT * FROM history ORDER BY 1, 2") == kept


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
