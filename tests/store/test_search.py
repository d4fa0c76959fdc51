"""The search index: in step with names, facts and texts whatever becomes of them, and in letters that people type."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb import settings
from rc_kb.errors import RcKbError
from rc_kb.store.build import build_database, list_seed_sheets
from rc_kb.store.engine import begin_writing
from rc_kb.store.search import index_contents, index_parties, index_text
from rc_kb.store.search_server import _make_row
from tests.bases import TESTER, load_files
from tests.store.conftest import Load, find_rows

AWARDS = "officials:\n- {name: Søren Holm}\nawards:\n- {recipient: Søren Holm, award: Golden Whistle, cite: 1}"
TEXT = "One line\nand the next.\n\nThe capital Sana'a.\n\nPlain words."


def check_index(base: Path) -> None:
    """Raise where the index and what it is of differ; without the rank SQLite looks at the index alone."""
    with closing(sqlite3.connect(base)) as connection:
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")


def count_found(base: Path, words: str) -> int:
    [(count,)] = find_rows(base, "SELECT count(*) FROM search_index WHERE search_index MATCH ?", words)
    return int(count)


def attach(base: Path, article: str, text: str | None) -> None:
    with begin_writing(base) as connection:
        index_text(connection, article, text)


def test_a_base_is_built_with_its_index_in_step(seed_base: Path, tmp_path: Path) -> None:
    check_index(seed_base)
    build_database(tmp_path / "new.db")
    assert dump_entries(tmp_path / "new.db") == dump_entries(seed_base)


def test_the_check_sees_an_entry_that_the_index_does_not_have(base: Path) -> None:
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("DROP TRIGGER search_index_delete")
        connection.execute("DELETE FROM search_entry WHERE kind = 'statement'")
    with pytest.raises(sqlite3.DatabaseError, match="malformed"):
        check_index(base)


def test_a_changed_and_a_removed_fact_leave_the_index(bare: Path, load: Load) -> None:
    load(bare, example=AWARDS)
    assert count_found(bare, "whistle") == 1
    load(bare, example=AWARDS.replace("Whistle", "Bell"))
    assert (count_found(bare, "whistle"), count_found(bare, "bell")) == (0, 1)
    load(bare, example="awards: []")
    assert (count_found(bare, "bell"), count_found(bare, "holm")) == (0, 0)
    check_index(bare)


def test_what_is_deleted_takes_its_entries_out_of_the_index(base: Path) -> None:
    attach(base, "tehran-times-476836", TEXT)
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM fact")
        connection.execute("DELETE FROM article")
    assert {kind for (kind,) in find_rows(base, "SELECT kind FROM search_entry")} == {
        "country",
        "organization",
        "official",
        "place",
    }
    assert count_found(base, "plain") == 0
    check_index(base)


def dump_entries(base: Path) -> list[tuple[object, ...]]:
    return find_rows(base, "SELECT * FROM search_entry ORDER BY id")


def test_entries_written_anew_are_those_that_loading_wrote(base: Path) -> None:
    before = dump_entries(base)
    with begin_writing(base) as connection:
        index_parties(connection)
        index_contents(connection)
    assert dump_entries(base) == before
    check_index(base)


def test_loading_the_same_sheets_again_leaves_the_entries_as_they_are(base: Path) -> None:
    before = dump_entries(base)
    load_files(base, list_seed_sheets(), TESTER)
    assert dump_entries(base) == before


def test_a_text_has_an_entry_in_one_line_for_each_paragraph(base: Path) -> None:
    attach(base, "tehran-times-476836", TEXT)
    rows = find_rows(base, "SELECT paragraph, text, also FROM search_entry WHERE kind = 'text' ORDER BY paragraph")
    assert rows == [
        (1, "One line and the next.", None),
        (2, "The capital Sana'a.", "The capital Sanaa."),
        (3, "Plain words.", None),
    ]


def test_a_text_that_is_taken_away_or_replaced_leaves_the_index(base: Path) -> None:
    attach(base, "tehran-times-476836", TEXT)
    attach(base, "tehran-times-476836", "Other words.")
    assert (count_found(base, "plain"), count_found(base, '"other words"')) == (0, 1)
    attach(base, "tehran-times-476836", None)
    assert count_found(base, '"other words"') == 0
    check_index(base)


def test_a_name_is_indexed_in_plain_letters_too(bare: Path, load: Load) -> None:
    load(bare, example=AWARDS)
    [(names,)] = find_rows(bare, "SELECT name FROM search_entry WHERE name LIKE '%Holm%'")
    assert names == "Søren Holm; Soren Holm"
    assert count_found(bare, "soren") == count_found(bare, "Søren") == 1


def test_a_sqlite_without_full_text_search_is_told_before_a_base_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.check_search_module()
    monkeypatch.setattr(settings, "SEARCH_MODULE", "fts99")
    with pytest.raises(RcKbError, match="was built without FTS99"):
        build_database(tmp_path / "new.db")
    assert list(tmp_path.iterdir()) == []


def test_words_after_the_last_place_of_a_server_stand_there() -> None:
    text = " ".join(f"w{number}" for number in range(1, 17_001)) + " w17000 w1"
    _, written, length = _make_row({"id": 1, "name": None, "text": text, "also": None})
    words = dict(word.rsplit(":", 1) for word in written.split())
    assert length == 17_002
    assert words["'w16000'"] == "16010B"
    assert words["'w17000'"] == "16383B"
    assert words["'w1'"] == "11B"
