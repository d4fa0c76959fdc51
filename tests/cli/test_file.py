"""The file of a knowledge base: db path, status, init, upgrade, backup, and loading sheets into it."""

import json
import re
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from rc_kb.settings import SCHEMA_VERSION
from tests.bases import INVENTED_SHEETS
from tests.cli.conftest import Ask

SHEET = INVENTED_SHEETS[1].read_text()


def fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()[100:]).hexdigest()  # after SQLite's header, which counts openings for writing too


def find_values(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as writing, writing:
        writing.execute("UPDATE alembic_version SET version_num = ?", (version,))


def test_path_prints_the_path_alone(ask: Ask, seed_base: Path) -> None:
    assert ask("db", "path") == (0, f"{seed_base}\n", "")


def test_path_makes_no_file(ask: Ask, tmp_path: Path) -> None:
    assert ask("db", "path", "--db", tmp_path / "none.db") == (0, f"{tmp_path / 'none.db'}\n", "")
    assert not (tmp_path / "none.db").exists()


def test_status_tells_what_the_file_holds(ask: Ask, seed_base: Path) -> None:
    held = {row["item"]: row["value"] for row in json.loads(ask("db", "status", "--json").out)}
    assert held["path"] == str(seed_base)
    assert held["schema"] == SCHEMA_VERSION
    assert held["bytes"] == seed_base.stat().st_size
    assert (held["countries"], held["meetings"], held["facilities"], held["articles"]) == (249, 2, 14, 2)


def test_status_of_no_file_builds_none(ask: Ask, tmp_path: Path) -> None:
    said = ask("db", "status", "--db", tmp_path / "none.db")
    assert said.code == 5
    assert said.err.endswith(f"`rc-kb db init --db {tmp_path / 'none.db'}` builds one.\n")
    assert not (tmp_path / "none.db").exists()


def test_init_builds_a_knowledge_base_and_leaves_one_that_is_there(ask: Ask, tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.db"
    assert ask("db", "init", "--db", path) == (0, "", f"rc-kb: built {path}.\n")
    before = fingerprint(path)
    assert ask("db", "init", "--db", path) == (0, "", f"rc-kb: {path} is a knowledge base already.\n")
    assert fingerprint(path) == before


@pytest.mark.parametrize(
    "command", [["db", "init"], ["db", "upgrade"], ["db", "status"], ["load", str(INVENTED_SHEETS[1])]]
)
def test_a_file_of_another_kind_is_left_as_it_is(ask: Ask, tmp_path: Path, command: list[str]) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("a letter, and no database\n" * 50)
    before = fingerprint(path)
    said = ask(*command, "--db", path)
    assert (said.code, said.out, said.err) == (5, "", f"rc-kb: {path} is not a database: name another file.\n")
    assert fingerprint(path) == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_older_knowledge_base_names_the_one_command_and_is_not_changed(ask: Ask, base: Path) -> None:
    set_version(base, "0000")
    before = fingerprint(base)
    said = ask("meetings", db=base)
    assert (said.code, said.out) == (5, "")
    assert f"`rc-kb db upgrade --db {base}`" in said.err
    assert fingerprint(base) == before


def test_a_newer_knowledge_base_is_not_upgraded(ask: Ask, base: Path) -> None:
    set_version(base, "9999")
    before = fingerprint(base)
    assert "pip install --upgrade rc-kb" in ask("meetings", db=base).err
    assert ask("db", "upgrade", db=base).code == 5
    assert fingerprint(base) == before


def test_upgrade_keeps_a_backup_of_what_was(ask: Ask, base: Path) -> None:
    said = ask("db", "upgrade", db=base)
    assert (said.code, said.out) == (0, "")
    (backup,) = base.parent.glob("base.db.*.backup")
    assert str(backup) in said.err
    assert find_values(backup, "SELECT count(*) FROM fact") == find_values(base, "SELECT count(*) FROM fact")


def test_backup_copies_the_knowledge_base(ask: Ask, seed_base: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert ask("db", "backup", copy) == (0, "", f"rc-kb: copied to {copy}.\n")
    everything = "SELECT * FROM citations ORDER BY fact_id, ordinal"
    assert find_values(copy, everything) == find_values(seed_base, everything)


def test_backup_overwrites_nothing(ask: Ask, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("dear")
    said = ask("db", "backup", letter)
    assert (said.code, said.err) == (1, f"rc-kb: {letter} is there already: name a file that is not.\n")
    assert letter.read_text() == "dear"


def test_load_adds_the_facts_of_sheets_and_says_how_many(ask: Ask, base: Path) -> None:
    said = ask("load", *INVENTED_SHEETS, db=base)
    assert (said.code, said.out) == (0, "")
    assert "rc-kb: new: official Amina Odhiambo." in said.err.splitlines()
    assert said.err.splitlines()[-1].startswith("rc-kb: articles: 2 added; facts: ")
    assert [row["status"] for row in json.loads(ask("facilities", "--kind", "clinic", "--json", db=base).out)] == [
        "operating"
    ]


def test_load_twice_changes_nothing(ask: Ask, base: Path) -> None:
    ask("load", *INVENTED_SHEETS, db=base)
    before = find_values(base, "SELECT * FROM fact ORDER BY id")
    said = ask("load", *INVENTED_SHEETS, db=base)
    assert said.err.startswith("rc-kb: articles: 2 unchanged; facts: ")
    assert said.err.endswith(" unchanged.\n")
    assert find_values(base, "SELECT * FROM fact ORDER BY id") == before


def test_load_into_no_knowledge_base_builds_it_first(ask: Ask, tmp_path: Path) -> None:
    said = ask("load", INVENTED_SHEETS[0], "--db", tmp_path / "new.db")
    assert (said.code, said.out) == (0, "")
    assert find_values(tmp_path / "new.db", "SELECT count(*) FROM article") == [(3,)]


BAD_SHEETS = {
    "a wrong key": (SHEET.replace("city: Nairobi", "town: Nairobi", 1), r"meetings\[1\].town: no such key"),
    "a wrong type": (SHEET.replace("paragraphs: 3", "paragraphs: three"), "article.paragraphs: "),
    "a wrong word": (SHEET.replace("kind: clinic", "kind: castle"), r"facilities\[1\].kind: "),
    "no such country": (SHEET.replace("country: KE", "country: XX", 1), "meetings"),
    "no such paragraph": (SHEET.replace("cite: 3", "cite: 4"), "there is no paragraph 4: the article has 3"),
    "no citation": (SHEET.replace("  cite: 2\n", ""), r"facilities\[1\].cite: is missing"),
    "a bad date": (SHEET.replace("date: 2024-10/2024-11", "date: 2024-13"), r"meetings\[1\].date: "),
    "broken YAML": (SHEET + "\nfigures: [", "is not YAML|given twice"),
    "an alias": (SHEET + "\nawards: &all [*all]", "aliases"),
    "nothing": ("", "expected the keys of a coding sheet"),
}


@pytest.mark.parametrize("what", BAD_SHEETS)
def test_a_bad_sheet_is_refused_in_a_sentence_and_changes_nothing(
    ask: Ask, base: Path, tmp_path: Path, what: str
) -> None:
    text, told = BAD_SHEETS[what]
    sheet = tmp_path / "bad.yaml"
    sheet.write_text(text)
    before = fingerprint(base)
    said = ask("load", INVENTED_SHEETS[0], sheet, db=base)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"rc-kb: {sheet}: ")
    assert re.search(told, said.err)
    assert fingerprint(base) == before


@pytest.mark.parametrize("what", ["not there", "a folder", "not UTF-8"])
def test_a_sheet_that_cannot_be_read_is_refused_in_a_sentence(ask: Ask, base: Path, tmp_path: Path, what: str) -> None:
    sheet = tmp_path / "sheet.yaml"
    if what == "a folder":
        sheet.mkdir()
    if what == "not UTF-8":
        sheet.write_bytes(b"article: \xff\n")
    said = ask("load", sheet, db=base)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"rc-kb: {sheet}: ")
    assert said.err.count("\n") == 1
