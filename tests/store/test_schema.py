import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from rc_kb.settings import APPLICATION_ID, SCHEMA_VERSION, find_migrations
from rc_kb.store.engine import begin_writing
from rc_kb.store.models.schema import metadata
from rc_kb.store.schema import upgrade_schema
from rc_kb.store.views.base import View
from rc_kb.store.views.catalogue import compile_view, drop_views, list_views
from tests.store.conftest import dump_tables, find_rows, list_columns

SCRIPTS = ScriptDirectory(str(find_migrations()))
REVISIONS = [script.revision for script in reversed(list(SCRIPTS.walk_revisions()))]
POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]
OURS = "name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index%' AND name <> 'alembic_version'"
ADDED_COLUMN = re.compile(r"(\w+) ([A-Z]+) CONSTRAINT (\w+) (REFERENCES|CHECK) (.*)")


def is_ours(name: str | None, kind: str, _: object) -> bool:
    return kind != "table" or not (name or "").startswith("search_index")


def migrate_down(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(find_migrations()))
    config.attributes["connection"] = connection
    drop_views(connection)
    command.downgrade(config, revision)


def read_ddl(path: Path) -> dict[str, list[str]]:
    """Return the parts of each table and index of a file; constraints have no order."""
    found = find_rows(
        path, f"SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql <> '' AND {OURS}"
    )
    parts = {name: re.split(r", (?=[A-Z][A-Z]+ |\w+ [A-Z]+\b)", simplify(sql)) for name, sql in found}
    return {name: sorted(part for one in listed for part in split_column(one)) for name, listed in parts.items()}


def split_column(part: str) -> list[str]:
    """Return a column and its constraint apart: a column that a migration adds carries its constraint itself."""
    if not (added := ADDED_COLUMN.fullmatch(part)):
        return [part]
    column, form, name, what, rest = added.groups()
    refers = f"FOREIGN KEY({column}) " if what == "REFERENCES" else ""
    return [f"{column} {form}", f"CONSTRAINT {name} {refers}{what} {rest}"]


def simplify(sql: str) -> str:
    flat = re.sub(r"\s+", " ", sql.replace('"', "")).replace("( ", "(").replace(" )", ")")
    head, _, tail = flat.partition("(")
    body, _, end = tail.rpartition(")")
    return f"{head}, {body}, END {end}"


def test_migrations_make_the_tables_of_the_models(tmp_path: Path) -> None:
    with begin_writing(tmp_path / "models.db") as connection:
        metadata.create_all(connection)
    with begin_writing(tmp_path / "migrations.db") as connection:
        upgrade_schema(connection)
    from_models = read_ddl(tmp_path / "models.db")
    assert set(metadata.tables) <= set(from_models)
    assert read_ddl(tmp_path / "migrations.db") == from_models


def test_alembic_sees_no_difference_between_migrations_and_models(base: Path) -> None:
    with begin_writing(base) as connection:
        drop_views(connection)
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True, "include_name": is_ours}
        )
        assert compare_metadata(context, metadata) == []


def test_the_version_of_the_schema_is_the_head_of_the_migrations(seed_base: Path) -> None:
    assert SCRIPTS.get_current_head() == SCHEMA_VERSION
    assert find_rows(seed_base, "SELECT version_num FROM alembic_version") == [(SCHEMA_VERSION,)]
    assert find_rows(seed_base, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_every_table_is_strict(seed_base: Path) -> None:
    tables = find_rows(seed_base, f"SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND {OURS}")
    assert {name for name, _ in tables} == set(metadata.tables)
    assert [name for name, strict in tables if not strict] == []


def test_every_view_of_the_list_stands_in_the_database(seed_base: Path) -> None:
    assert {name for (name,) in find_rows(seed_base, "SELECT name FROM sqlite_master WHERE type = 'view'")} == {
        view.name for view in list_views()
    }


def test_the_dictionary_describes_every_table_view_and_column_and_nothing_else(seed_base: Path) -> None:
    relations = find_rows(seed_base, f"SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') AND {OURS}")
    there = {(name, kind, 0, None) for name, kind in relations} | {
        (name, kind, place + 1, column)
        for name, kind in relations
        for place, column in find_rows(seed_base, "SELECT cid, name FROM pragma_table_info(?)", name)
    }
    described = find_rows(seed_base, "SELECT relation, relation_kind, position, column_name FROM data_dictionary")
    assert len(described) == len(there)
    assert set(described) == there


def test_every_description_says_something(seed_base: Path) -> None:
    for relation, column, text in find_rows(
        seed_base, "SELECT relation, column_name, description FROM data_dictionary"
    ):
        assert len(text) >= 3, (relation, column)
        assert text.isprintable(), (relation, column)
        assert column is not None or text.endswith("."), relation


def test_a_base_with_data_is_upgraded_from_each_migration(base: Path) -> None:
    for revision in REVISIONS[:-1]:
        with begin_writing(base) as connection:
            migrate_down(connection, revision)
        columns = list_columns(base)
        before = dump_tables(base, columns)
        assert before["party"]
        with begin_writing(base) as connection:
            upgrade_schema(connection)
        after = dump_tables(base, columns)
        assert {name: after[name] for name in before if name != "alembic_version"} == {
            name: rows for name, rows in before.items() if name != "alembic_version"
        }
        assert find_rows(base, "SELECT count(*) FROM countries") == [(249,)]


def test_each_migration_is_undone_by_its_downgrade(tmp_path: Path) -> None:
    path = tmp_path / "base.db"
    steps: list[dict[str, list[str]]] = [{}]
    for revision in REVISIONS:
        with begin_writing(path) as connection:
            upgrade_schema(connection, revision)
            drop_views(connection)
        steps.append(read_ddl(path))
    for number in range(len(REVISIONS) - 1, -1, -1):
        with begin_writing(path) as connection:
            migrate_down(connection, REVISIONS[number - 1] if number else "base")
        assert read_ddl(path) == steps[number]


def test_a_failing_upgrade_leaves_the_base_as_it_was(base: Path) -> None:
    with begin_writing(base) as connection:
        migrate_down(connection, "0001")
    with closing(sqlite3.connect(base)) as connection_in_the_way, connection_in_the_way as connection:
        connection.execute("CREATE TABLE topic (own INTEGER)")
    before = find_rows(base, "SELECT sql FROM sqlite_master ORDER BY name")
    with pytest.raises(Exception, match="topic"), begin_writing(base) as writing:
        upgrade_schema(writing)
    assert find_rows(base, "SELECT sql FROM sqlite_master ORDER BY name") == before
    assert find_rows(base, "SELECT version_num FROM alembic_version") == [("0001",)]


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_compiles_for_postgresql(name: str) -> None:
    table = metadata.tables[name]
    ddl = str(CreateTable(table).compile(dialect=POSTGRESQL))
    assert "STRICT" not in ddl
    assert all(str(CreateIndex(index).compile(dialect=POSTGRESQL)) for index in table.indexes)


@pytest.mark.parametrize("view", list_views(), ids=lambda view: view.name)
def test_every_view_compiles_for_postgresql(view: View) -> None:
    sql = compile_view(view, POSTGRESQL)
    assert sql.startswith("SELECT")
    assert not re.search(r"\b(group_concat|ifnull|instr|strftime|typeof|printf)\b|[%?]|\bNULL_TYPE\b", sql)
