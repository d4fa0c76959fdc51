"""docs/server.md is followed to the letter: its roles may do what it says, and nothing else."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from rc_kb.errors import DatabaseUnreadable, RcKbError
from rc_kb.location import ServerAddress
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.store.build import build_database
from rc_kb.store.texts import attach_files
from rc_kb.store.upgrade import upgrade_database
from tests.bases import CITED, CITED_TEXT, TESTER, load_files, write_cited_sheet
from tests.servers import Server

PAGE = (Path(__file__).parents[1] / "docs" / "server.md").read_text(encoding="utf-8")
ROLES = ("kb_owner", "kb_editor", "kb_reader")


class Kb(NamedTuple):
    """The addresses of one database for the three roles."""

    owner: ServerAddress
    editor: ServerAddress
    reader: ServerAddress


def run(address: ServerAddress | str, script: str) -> None:
    url = address.url if isinstance(address, ServerAddress) else address
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(statement.encode())


@pytest.fixture(scope="module")
def kb(server: Server) -> Iterator[Kb]:
    """Follow the page with names of our own, and take all of it away afterwards."""
    made, granted, limited = (
        re.sub(r"\bkb\b|\bkb_(\w+)", lambda name: f"{name[0]}_{os.getpid()}", block)
        for block in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    )
    run(server.url, made)
    database = f"kb_{os.getpid()}"
    addresses = Kb(*(server.address_of(database, f"{role}_{os.getpid()}") for role in ROLES))
    run(addresses.owner, granted)
    run(server.url, limited)
    build_database(addresses.owner)
    yield addresses
    server.drop(addresses.owner)
    for role in ROLES:
        server.run(f"DROP ROLE {role}_{os.getpid()}")


def count(address: ServerAddress, view: str) -> object:
    with open_reader(address) as reader:
        return reader.find_value(Query(f"SELECT count(*) FROM {view}"))


def test_each_role_reads_all_views(kb: Kb) -> None:
    assert {count(address, "meetings") for address in kb} == {2}
    assert {count(address, "texts") for address in kb} == {0}


def test_an_editor_loads_and_attaches_and_a_reader_does_not(kb: Kb, tmp_path: Path) -> None:
    sheet, text = tmp_path / f"{CITED}.yaml", tmp_path / f"{CITED}.txt"
    sheet.write_text(write_cited_sheet(), encoding="utf-8")
    text.write_text(CITED_TEXT, encoding="utf-8")
    with pytest.raises(DatabaseUnreadable, match=r"cannot be written: .*(read-only|permission denied)"):
        load_files(kb.reader, [sheet], TESTER)
    assert load_files(kb.editor, [sheet], TESTER).facts["added"] == 5
    attach_files(kb.editor, [text])
    assert count(kb.reader, "texts") == 1
    load_files(kb.editor, [sheet], TESTER)
    assert count(kb.reader, "articles") == 3


def test_only_the_owner_upgrades(kb: Kb) -> None:
    for address in (kb.reader, kb.editor):
        with pytest.raises(RcKbError, match=r"read-only|permission denied|must be owner"):
            upgrade_database(address)
    upgrade_database(kb.owner)
    # The views were made anew; the default privileges hold for them.
    assert count(kb.reader, "meetings") == count(kb.editor, "meetings")


@pytest.mark.parametrize("statement", ["DROP TABLE topic", "CREATE TABLE mine (id int)", "TRUNCATE topic"])
def test_an_editor_changes_no_table(kb: Kb, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        run(kb.editor, statement)


def test_a_reader_is_stopped_where_the_page_says(kb: Kb) -> None:
    with psycopg.connect(kb.reader.url) as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone() for name in ("statement_timeout", "transaction_read_only")
        ]
    assert shown == [("1min",), ("on",)]
