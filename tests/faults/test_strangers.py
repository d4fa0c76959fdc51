"""A base from a stranger: it is read safely whatever it holds, and is not written while foreign triggers are in it."""

import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.errors import ExitCode
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.store.views.catalogue import list_views
from rc_kb.vocabulary import NOUNS
from tests.bases import CITED_TEXT, INVENTED_SHEETS
from tests.cli.conftest import Ask, Said
from tests.conftest import Run
from tests.faults.conftest import OldBase
from tests.faults.sheets import write_sheets
from tests.faults.wholeness import digest_contents
from tests.processes import wait_for_a_statement

CODES = {ExitCode.DONE, ExitCode.FAILED, ExitCode.UNKNOWN_NAME, ExitCode.PROBLEMS_FOUND, ExitCode.DATABASE}
FOR_EVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS id FROM n WHERE x < 0"

READING = [
    *([noun, "--all", *form] for noun in NOUNS for form in (["--json"], [], ["--cite"], ["--format", "csv"])),
    ["meetings", "--partner", "Iraq"],
    ["facilities", "--as-of", "2023"],
    ["show", "Iraq", "--cite"],
    ["show", "tehran-times-476836", "--history"],
    ["search", "red"],
    ["timeline"],
    ["conflicts"],
    ["check"],
    ["verify"],
    ["db", "status"],
    ["schema", "meetings"],
    ["sql", "SELECT * FROM meetings"],
]
SOME = [
    ["countries"],
    ["meetings", "--all", "--cite"],
    ["show", "Iraq"],
    ["search", "red"],
    ["check"],
    ["db", "status"],
]

ODD_VALUES = {
    "bytes": "x'00ff1b'",
    "nothing": "NULL",
    "a number": "7",
    "a number below zero": "-9223372036854775807",
    "infinity": "9e999",
    "control characters": "'x' || char(27) || '[31m' || char(10) || char(0) || 'y'",
    "no date": "'9999-99-99'",
    "text that is no UTF-8": "CAST(x'ff' AS TEXT)",
    "a long text": "printf('%.*c', 100000, 'x')",
}

HARMFUL_VIEWS = {
    "loads an extension": "SELECT load_extension('./other.so') AS id",
    "reads a file": "SELECT readfile('/etc/passwd') AS id",
    "writes a file": "SELECT writefile('other.txt', 'x') AS id",
    "runs a program": "SELECT edit('x', 'touch other.txt; true') AS id",
    "sets a tokenizer": "SELECT fts3_tokenizer('mine', x'0000000000000001') AS id",
    "makes a huge value": "SELECT zeroblob(2000000000) AS id",
    "makes huge random bytes": "SELECT randomblob(2000000000) AS id",
    "fills the memory": "SELECT json_group_array(hex(zeroblob(4000000))) AS id FROM country_name",
    "is a table of the settings": "SELECT * FROM pragma_database_list",
    "reads pages": "SELECT data AS id FROM sqlite_dbpage",
    "is without columns of ours": "SELECT 1 AS other",
    "is of itself": "SELECT * FROM meetings",
    "is of no table": "SELECT * FROM absent",
}


@pytest.fixture
def stranger(seed_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of a base alone in the folder in which commands run."""
    folder = tmp_path / "stranger"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Path(shutil.copy(seed_base, folder / "kb.db"))


def change(base: Path, *statements: str) -> None:
    with closing(sqlite3.connect(base)) as writing, writing:
        for statement in statements:
            writing.execute(statement)


def replace_view(base: Path, name: str, select: str) -> None:
    change(base, f"DROP VIEW {name}", f"CREATE VIEW {name} AS {select}")


def hold_reading(ask: Ask, base: Path, commands: Sequence[Sequence[str]]) -> Iterator[Said]:
    """Run commands that read; hold that each ends as documented, and that nothing is written."""
    before = base.read_bytes()
    for command in commands:
        said = ask(*command, db=base)
        assert said.code in CODES, (command, said)
        assert "\x1b" not in said.out + said.err
        yield said
    assert base.read_bytes() == before
    assert [path.name for path in base.parent.iterdir()] == [base.name]


@pytest.mark.parametrize("odd", ODD_VALUES)
def test_views_that_give_other_values_than_ours_are_read_or_refused(ask: Ask, stranger: Path, odd: str) -> None:
    with closing(sqlite3.connect(stranger)) as reading:
        columns = {view.name: reading.execute(f"PRAGMA table_info({view.name})").fetchall() for view in list_views()}
    for view, listed in columns.items():
        given = ", ".join(f"{ODD_VALUES[odd]} AS {column[1]}" for column in listed)
        replace_view(stranger, view, f"SELECT {given} FROM (SELECT 1 UNION ALL SELECT 2)")
    assert len(list(hold_reading(ask, stranger, READING))) == len(READING)


@pytest.mark.parametrize("harm", HARMFUL_VIEWS)
def test_a_view_that_does_harm_is_refused_in_a_sentence(ask: Ask, stranger: Path, harm: str) -> None:
    replace_view(stranger, "meetings", HARMFUL_VIEWS[harm])
    for said in hold_reading(ask, stranger, [["meetings", "--all", "--json"], ["meetings"]]):
        assert (said.code, said.out.strip()) in {(1, ""), (1, "[")}, said
        assert said.err.count("\n") == 1


@pytest.mark.parametrize("command", ["meetings", "show Iraq", "timeline"])
def test_ctrl_c_ends_a_view_without_end(stranger: Path, command: str) -> None:
    with closing(sqlite3.connect(stranger)) as reading:
        columns = [column[1] for column in reading.execute("PRAGMA table_info(meetings)") if column[1] != "id"]
    replace_view(stranger, "meetings", f"SELECT id, {', '.join(f'NULL AS {one}' for one in columns)} FROM ({FOR_EVER})")
    environment = {**os.environ, "RC_KB_DB": str(stranger)}
    process = subprocess.Popen([sys.executable, "-m", "rc_kb", *command.split()], env=environment, stdout=-1, stderr=-1)
    wait_for_a_statement(process, stranger)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.splitlines()[-1]) == (130, b"rc-kb: interrupted.")


def test_a_reader_trusts_no_schema_and_looks_at_pages(seed_base: Path) -> None:
    with open_reader(seed_base) as reader:
        found = {name: reader.find_value(Query(f"PRAGMA {name}")) for name in ("trusted_schema", "cell_size_check")}
    assert found == {"trusted_schema": 0, "cell_size_check": 1}


@pytest.mark.parametrize("version", ["7", "NULL", "x'30303034'", "1.5", "''", "'0004' || char(10)"])
def test_a_version_that_is_none_is_refused(ask: Ask, stranger: Path, version: str) -> None:
    change(stranger, "DROP TABLE alembic_version", f"CREATE TABLE alembic_version AS SELECT {version} AS version_num")
    for said in hold_reading(ask, stranger, SOME):
        assert (said.code, said.err.count("\n")) == (5, 1), said


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE VIEW meetings AS SELEC",
        "x",
        "",
        "CREATE TABLE country (x",
        "CREATE VIEW other AS SELECT 1; DROP TABLE fact",
    ],
)
def test_a_broken_schema_is_refused_in_a_sentence(ask: Ask, stranger: Path, schema: str) -> None:
    with closing(sqlite3.connect(stranger)) as writing, writing:
        writing.execute("PRAGMA writable_schema = ON")
        writing.execute("UPDATE sqlite_schema SET sql = ? WHERE name IN ('meetings', 'country')", (schema,))
    for said in hold_reading(ask, stranger, SOME):
        assert (said.code, said.err.count("\n")) == (1, 1), said


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE search_index (x)", "CREATE VIEW search_index AS SELECT 1 AS rowid"]
)
def test_a_search_index_of_another_kind_is_refused_in_a_sentence(ask: Ask, stranger: Path, statement: str) -> None:
    change(stranger, "DROP TABLE search_index", statement)
    (said,) = hold_reading(ask, stranger, [["search", "red"]])
    assert (said.code, said.err.count("\n")) == (1, 1), said


@pytest.mark.long
@pytest.mark.parametrize("seed", range(8))
def test_damaged_pages_are_read_or_refused(ask: Ask, stranger: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - places to damage, no secret
    whole = stranger.read_bytes()
    for _ in range(12):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 10, 1000])):
            damaged[chance.randrange(100, len(damaged))] = chance.randrange(256)
        stranger.write_bytes(damaged)
        assert len(list(hold_reading(ask, stranger, SOME))) == len(SOME)


def test_what_is_no_file_is_refused_at_once(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.db")
    with socket.socket(socket.AF_UNIX) as listening:
        os.chdir(tmp_path)
        listening.bind("socket.db")
        for path in (tmp_path / "pipe.db", tmp_path / "socket.db", Path("/dev/zero"), Path("/dev/null")):
            for command in (["countries"], ["load", str(INVENTED_SHEETS[0])], ["db", "upgrade"], ["db", "init"]):
                said = run(*command, db=path)
                assert (said.returncode, said.stdout, said.stderr) == (
                    1,
                    "",
                    f"rc-kb: {path} is no file: name a file.\n",
                )


@pytest.mark.parametrize("name", ["a\nb.db", "a\x1b[31m.db", "a\x00b.db", "a\x9b.db"])
def test_a_name_with_a_control_character_is_refused_in_one_line(ask: Ask, name: str) -> None:
    said = ask("countries", "--db", name)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "the name of the database holds a " in said.err


TRIGGERS = {
    "of a table": "CREATE TRIGGER mine AFTER INSERT ON fact BEGIN DELETE FROM fact; END",
    "instead of a view": "CREATE TRIGGER mine INSTEAD OF INSERT ON meetings BEGIN SELECT 1; END",
    "under a name of ours": "CREATE TRIGGER search_index_insert AFTER INSERT ON fact BEGIN DELETE FROM fact; END",
}


@pytest.mark.parametrize("kind", TRIGGERS)
def test_a_base_with_triggers_of_others_is_read_and_not_written(
    ask: Ask, stranger: Path, tmp_path: Path, kind: str
) -> None:
    change(stranger, "DROP TRIGGER search_index_insert", TRIGGERS[kind])
    sheet, text = write_sheets(tmp_path, "batch", 1)[0], tmp_path / "text.txt"
    text.write_text(CITED_TEXT, encoding="utf-8")
    before = digest_contents(stranger)
    name = TRIGGERS[kind].split()[2]
    told = f"has triggers that are not rc-kb's ({name}) and would run with each change: drop them first"
    for command in (["load", sheet], ["articles", "attach", text], ["articles", "detach", "--all"], ["db", "upgrade"]):
        said = ask(*command, db=stranger)
        assert (said.code, told in said.err) == (1, True), said
    assert ask("meetings", db=stranger).code == 0
    assert digest_contents(stranger) == before


@pytest.mark.parametrize("revision", ["0002", "0003"])
def test_an_old_base_with_triggers_of_others_is_not_upgraded(ask: Ask, old_base: OldBase, revision: str) -> None:
    base = old_base(revision)
    change(base, TRIGGERS["of a table"])
    before = digest_contents(base)
    said = ask("db", "upgrade", db=base)
    assert (said.code, "has triggers that are not rc-kb's (mine)" in said.err) == (1, True)
    assert digest_contents(base) == before


def test_a_copy_without_texts_of_a_base_with_triggers_of_others_is_refused(ask: Ask, stranger: Path) -> None:
    change(stranger, TRIGGERS["of a table"])
    said = ask("db", "backup", "copy.db", db=stranger)
    assert (said.code, "triggers that are not rc-kb's" in said.err) == (1, True)
    assert [path.name for path in stranger.parent.iterdir()] == [stranger.name]


def test_a_citation_that_names_another_article_than_its_fact_is_told(ask: Ask, stranger: Path) -> None:
    articles = "SELECT id FROM article ORDER BY id"
    change(stranger, f"UPDATE citation SET article_id = ({articles} LIMIT 1) WHERE article_id <> ({articles} LIMIT 1)")
    refused, verified = hold_reading(
        ask, stranger, [["verify", "tehran-times-511371"], ["verify", "tehran-times-476836"]]
    )
    assert (refused.code, "belongs to a fact of another article" in refused.err) == (1, True)
    assert (verified.code, "citations" in verified.err) == (0, True)
