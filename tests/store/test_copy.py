import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, text

from rc_kb.errors import DatabaseUnreadable, RcKbError
from rc_kb.location import Location, ServerAddress
from rc_kb.read import sqlite
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.store import copy, engine
from rc_kb.store.copy import Contents, Differs, copy_base
from rc_kb.store.engine import begin_writing, insert_rows
from tests.bases import CITED_TEXT, build_cited
from tests.servers import Server
from tests.store.conftest import dump_tables, find_rows


@pytest.fixture(scope="module")
def cited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of the invented article with its text, which no test may write to."""
    return build_cited(tmp_path_factory.mktemp("cited") / "cited.db")


def copy_all(source: Location, target: Location, *, with_texts: bool = True) -> dict[str, Contents]:
    return copy_base(source, target, with_texts=with_texts, tell=lambda _: None)


def count(location: Location, table: str) -> object:
    with open_reader(location) as reader:
        return reader.find_value(Query(f"SELECT count(*) FROM {table}"))


def test_a_base_that_goes_to_a_server_and_back_is_the_same(server: Server, cited: Path, tmp_path: Path) -> None:
    address, back = server.create(), tmp_path / "back.db"
    there = copy_all(cited, address)
    assert copy_all(address, back) == there
    assert dump_tables(back) == dump_tables(cited)
    assert find_rows(back, "SELECT text FROM article_text")[0][0].startswith(CITED_TEXT[:40])
    assert find_rows(back, "PRAGMA integrity_check") == [("ok",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back.db"]


def test_texts_stay_behind_unless_they_are_asked_for(server: Server, cited: Path) -> None:
    address = server.create()
    copy_all(cited, address, with_texts=False)
    assert count(address, "texts") == 0
    assert count(address, "search_entry WHERE kind = 'text'") == 0
    assert count(address, "citations") == count(cited, "citations")


def test_what_was_copied_is_found_by_search(server: Server, cited: Path) -> None:
    address = server.create()
    copy_all(cited, address)
    entries = "(SELECT count(*) FROM search_entry)"
    size = Query(
        f"SELECT entries = {entries} AND words = (SELECT sum(length) FROM search_index) FROM search_index_size"
    )
    with open_reader(address) as reader:
        assert reader.find_value(size) == 1


@pytest.mark.parametrize("is_on_server", [False, True])
def test_a_copy_goes_over_no_base_that_is_there(
    cited: Path, base: Path, seed_on_server: ServerAddress, is_on_server: bool
) -> None:
    before = dump_tables(base)
    with pytest.raises(RcKbError, match="already"):
        copy_all(cited, seed_on_server if is_on_server else base)
    assert dump_tables(base) == before
    assert count(seed_on_server, "articles") == 2


def test_a_copy_that_differs_is_undone(
    server: Server, cited: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_a_row(connection: Connection, table: Table, rows: Iterable[Any], columns: Sequence[str]) -> None:
        insert(connection, table, list(rows)[:-1], columns)

    insert: Callable[..., None] = insert_rows
    monkeypatch.setattr(copy, "insert_rows", lose_a_row)
    for target in (tmp_path / "copy.db", server.create()):
        with pytest.raises(Differs, match=r"the copy of .* is not what was read"):
            copy_all(cited, target)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_postgresql_cannot_hold_is_refused_in_a_sentence(
    server: Server, cited: Path, tmp_path: Path
) -> None:
    base = Path(shutil.copy(cited, tmp_path / "base.db"))
    with begin_writing(base) as connection:
        connection.execute(text("UPDATE article SET title = 'a' || char(0) || 'b'"))
    address = server.create()
    with pytest.raises(DatabaseUnreadable, match=r"cannot be written: .*0x00"):
        copy_all(base, address)
    assert copy_all(cited, address)


def test_a_base_grows_and_shrinks_on_a_server_with_its_search_index(server: Server, tmp_path: Path) -> None:
    from tests.bases import TESTER, build_invented, load_files
    from tests.store.conftest import write_sheet

    address = build_invented(server.create(), sheets=[])
    people = "{name: A Person, organization: An Invented Body}, {organization: ICRC}"
    met = f"meetings: [{{participants: [{people}], topics: [relief], cite: 1}}]"
    sizes = []
    for facts in ("", met, ""):
        load_files(address, [write_sheet(tmp_path, "one", facts)], TESTER)
        with open_reader(address) as reader:
            size = Query("SELECT entries || ' ' || words FROM search_index_size")
            counted = Query("SELECT count(*) || ' ' || sum(length) FROM search_index")
            sizes.append(reader.find_value(size))
            assert reader.find_value(counted) == sizes[-1]
    assert sizes[0] == sizes[2] != sizes[1]


def test_a_file_that_comes_while_a_base_is_copied_stays(cited: Path, tmp_path: Path) -> None:
    def come(_: str) -> None:
        target.write_text("mine")

    target = tmp_path / "copy.db"
    with pytest.raises(RcKbError, match=r"copy\.db is there already"):
        copy_base(cited, target, with_texts=True, tell=come)
    assert target.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [target]


def test_a_damage_of_the_source_is_not_told_of_the_target(cited: Path, tmp_path: Path) -> None:
    base, target = Path(shutil.copy(cited, tmp_path / "base.db")), tmp_path / "copy.db"
    ((root,),) = find_rows(base, "SELECT rootpage FROM sqlite_master WHERE name = 'citation'")
    ((size,),) = find_rows(base, "PRAGMA page_size")
    with base.open("r+b") as damaged:
        damaged.seek((root - 1) * size)
        damaged.write(b"\xff" * size)
    with pytest.raises(DatabaseUnreadable, match=r"that was to be copied cannot be read: .*malformed"):
        copy_all(base, target)
    assert not target.exists()


def test_what_copying_and_sorting_hold_of_pages_fits_into_the_memory_that_a_reader_leaves() -> None:
    # Two connections, and a sort of one of them that takes as much again; a page in memory has some bytes beside it.
    assert 3 * engine.CACHE_KIB * 1024 * 1.1 < sqlite.LARGEST_HEAP
