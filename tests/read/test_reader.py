"""The reader: which files it refuses with which sentence, and that a user's SQL only reads, and not for ever."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from rc_kb.errors import (
    DatabaseOutOfDate,
    DatabaseTooNew,
    DatabaseUnreadable,
    ExitCode,
    NoKnowledgeBase,
    QueryFailed,
    RcKbError,
)
from rc_kb.read.query import Query, Value
from rc_kb.read.reader import open_reader
from rc_kb.read.time_limit import TimeLimit
from rc_kb.settings import SCHEMA_VERSION

AS_ROOT = "root may read and write everything"


def count_articles(path: Path) -> Value:
    with open_reader(path) as reader:
        return reader.find_value(Query("SELECT count(*) FROM articles"))


def fingerprint(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as writing, writing:
        writing.execute("UPDATE alembic_version SET version_num = ?", (version,))


def write_other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as writing, writing:
        writing.execute("CREATE TABLE recipe (name TEXT)")


def write_other_application(path: Path) -> None:
    write_other_program(path)
    with closing(sqlite3.connect(path)) as writing, writing:
        writing.execute("PRAGMA application_id = 7")


def write_nothing(path: Path) -> None:
    del path


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (write_nothing, NoKnowledgeBase, "there is no knowledge base at .*: `rc-kb db init --db .*` builds one"),
        (Path.touch, NoKnowledgeBase, "is empty: delete it, and `rc-kb db init --db .*` builds"),
        (Path.mkdir, DatabaseUnreadable, "is a folder: name a file"),
        (lambda path: path.write_text("no database, but a text\n" * 99), NoKnowledgeBase, "is not a database"),
        (lambda path: path.write_bytes(b"\0" * 8192), NoKnowledgeBase, "is not a database"),
        (write_other_program, NoKnowledgeBase, "is a database of another program: name another file"),
        (write_other_application, NoKnowledgeBase, "is a database of another program: name another file"),
    ],
)
def test_a_file_that_is_no_knowledge_base_is_refused_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], object], error: type[RcKbError], said: str
) -> None:
    path = tmp_path / "file.db"
    make(path)
    with pytest.raises(error, match=said):
        count_articles(path)


def test_opening_a_file_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(NoKnowledgeBase):
        count_articles(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kept", [100, 1000, 4096, 5000, 40_000, 200_000])
def test_a_truncated_knowledge_base_is_refused_in_a_sentence(base: Path, kept: int) -> None:
    os.truncate(base, kept)
    with pytest.raises((DatabaseUnreadable, NoKnowledgeBase), match=r"file|base\.db") as refused:
        count_articles(base)
    assert "\n" not in str(refused.value)


def test_a_damaged_page_is_refused_in_a_sentence(base: Path) -> None:
    with base.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (base.stat().st_size - 4096))
    with pytest.raises(DatabaseUnreadable, match="cannot be read: "):
        count_articles(base)


def test_a_read_only_file_in_a_read_only_folder_is_read(seed_base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    path = Path(shutil.copy(seed_base, folder / "kb.db"))
    path.chmod(0o400)
    folder.chmod(0o500)
    try:
        assert count_articles(path) == 2
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize("name", ["with space.db", "q?mode=rwc.db", "hash#.db", "per%20cent.db", "Ñandú.db", "a'b.db"])
def test_a_file_of_any_name_is_read(seed_base: Path, tmp_path: Path, name: str) -> None:
    assert count_articles(Path(shutil.copy(seed_base, tmp_path / name))) == 2


def test_an_older_knowledge_base_names_the_command_that_upgrades_it(base: Path) -> None:
    set_version(base, "0000")
    with pytest.raises(DatabaseOutOfDate, match=f"schema 0000, this one reads {SCHEMA_VERSION}") as refused:
        count_articles(base)
    assert f"`rc-kb db upgrade --db {base}`" in str(refused.value)
    assert not isinstance(refused.value, DatabaseTooNew)


def test_a_newer_knowledge_base_names_the_command_that_renews_rc_kb(base: Path) -> None:
    set_version(base, "9999")
    with pytest.raises(DatabaseTooNew, match="`pip install --upgrade rc-kb`"):
        count_articles(base)


def test_a_knowledge_base_of_another_version_is_not_changed(base: Path) -> None:
    set_version(base, "0000")
    before = fingerprint(base)
    with pytest.raises(DatabaseOutOfDate):
        count_articles(base)
    assert fingerprint(base) == before


def test_a_knowledge_base_without_its_version_is_refused(base: Path) -> None:
    with closing(sqlite3.connect(base)) as writing, writing:
        writing.execute("DELETE FROM alembic_version")
    with pytest.raises(NoKnowledgeBase, match="is a database of another program"):
        count_articles(base)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NoKnowledgeBase, ExitCode.DATABASE),
        (DatabaseOutOfDate, ExitCode.DATABASE),
        (DatabaseTooNew, ExitCode.DATABASE),
        (DatabaseUnreadable, ExitCode.FAILED),
        (QueryFailed, ExitCode.FAILED),
    ],
)
def test_each_error_has_its_documented_exit_code(error: type[RcKbError], code: ExitCode) -> None:
    assert error.exit_code == code


def test_a_knowledge_base_that_is_being_written_to_is_read_as_it_was(base: Path) -> None:
    with closing(sqlite3.connect(base, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("DELETE FROM citation")
        with open_reader(base) as reader:
            assert reader.find_value(Query("SELECT count(*) > 0 FROM citations")) == 1
        writing.execute("ROLLBACK")


def test_a_reader_cannot_write_even_with_a_query_of_ours(base: Path) -> None:
    with open_reader(base) as reader, pytest.raises(DatabaseUnreadable, match="readonly"):
        reader.find(Query("DELETE FROM citation"))


READING = {
    "a table": ("SELECT count(*) FROM fact WHERE kind = 'meeting'", 2),
    "a view": ("SELECT count(*) FROM meetings", 2),
    "a common table expression": ("WITH one AS (SELECT 1 AS x) SELECT x FROM one", 1),
    "a recursion that ends": (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 9) SELECT max(x) FROM n",
        9,
    ),
    "functions": ("SELECT upper('a') || json_extract('[7]', '$[0]')", "A7"),
    "a window": ("SELECT count(*) OVER () FROM meetings", 2),
    "values": ("VALUES (5)", 5),
    "a comment": ("-- how many\nSELECT 3 /* three */;", 3),
    "the schema": ("SELECT count(*) FROM sqlite_schema WHERE name = 'meetings'", 1),
}


@pytest.mark.parametrize("what", READING)
def test_a_statement_may_read(seed_base: Path, what: str) -> None:
    statement, expected = READING[what]
    with open_reader(seed_base) as reader:
        assert next(reader.find_guarded(Query(statement), TimeLimit(10, end=os.abort)).rows) == (expected,)


WRITING = [
    "INSERT INTO country (id, code) VALUES (1, 'XX')",
    "INSERT OR REPLACE INTO alembic_version VALUES ('9999')",
    "REPLACE INTO alembic_version VALUES ('9999')",
    "UPDATE article SET title = 'x'",
    "DELETE FROM fact",
    "WITH gone AS (SELECT id FROM fact) DELETE FROM fact WHERE id IN gone",
    "DELETE FROM fact RETURNING id",
    "INSERT INTO citations VALUES (1)",
    "DROP TABLE fact",
    "DROP VIEW meetings",
    "CREATE TABLE mine (x)",
    "CREATE TABLE mine AS SELECT * FROM fact",
    "CREATE TEMP TABLE mine (x)",
    "CREATE TEMP VIEW mine AS SELECT 1",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE INDEX mine ON fact (kind)",
    "CREATE TRIGGER mine AFTER DELETE ON fact BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE mine USING fts5(x)",
    "ALTER TABLE fact RENAME TO mine",
    "ALTER TABLE fact ADD COLUMN mine",
    "UPDATE sqlite_schema SET sql = ''",
    "REINDEX",
    "ANALYZE",
    "VACUUM",
    "VACUUM INTO 'other.db'",
    "ATTACH 'other.db' AS other",
    "ATTACH ':memory:' AS other",
    "DETACH main",
    "BEGIN",
    "BEGIN IMMEDIATE",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT mine",
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = WAL",
    "PRAGMA user_version = 7",
    "PRAGMA database_list",
    "SELECT * FROM pragma_database_list",
    "SELECT load_extension('other')",
    "EXPLAIN DELETE FROM fact",
    "SELECT 1; DROP TABLE fact",
    "SELECT 1; SELECT 2",
]


@pytest.mark.parametrize("statement", WRITING)
def test_a_statement_that_does_more_than_read_is_refused(
    base: Path, statement: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = fingerprint(base)
    with open_reader(base) as reader, pytest.raises(QueryFailed) as refused:
        list(reader.find_guarded(Query(statement), TimeLimit(10, end=os.abort)).rows)
    assert "\n" not in str(refused.value)
    assert fingerprint(base) == before
    assert [path.name for path in tmp_path.iterdir()] == [base.name]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TABLE fact", "the statement does more than read the knowledge base: only SELECT is allowed."),
        ("SELECT 1; SELECT 2", "these are several statements: give one SELECT."),
        ("", "the statement gives no rows: write a SELECT."),
        ("-- nothing", "the statement gives no rows: write a SELECT."),
        ("SELECT zeroblob(2000000000)", "the statement asks for a value that is too large."),
        ("SELECT hex(zeroblob(60000000))", "the statement asks for a value that is too large."),
        ("SELECT absent", "the database refused the statement: no such column: absent."),
        ("SELECT * FROM absent", "the database refused the statement: no such table: absent."),
    ],
)
def test_a_refusal_says_what_is_wrong(seed_base: Path, statement: str, said: str) -> None:
    with open_reader(seed_base) as reader, pytest.raises(QueryFailed) as refused:
        list(reader.find_guarded(Query(statement), TimeLimit(10, end=os.abort)).rows)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    "query",
    [
        Query("SELEC 1"),
        Query("SELECT 'a"),
        Query("SELECT " + "(" * 2000 + "1" + ")" * 2000),
        Query("SELECT 1" + " + 1" * 20_000),
        Query("SELECT " + ", ".join("1" * 3000)),
        Query("SELECT abs(-9223372036854775808)"),
        Query("SELECT json('not json')"),
        Query("SELECT CAST(x'ff' AS TEXT)"),
        Query("SELECT :there", {"other": 1}),
        Query("SELECT ?1", {"other": 1}),
        Query("SELECT :big", {"big": 2**70}),
    ],
    ids=lambda query: query.sql[:20],
)
def test_a_statement_that_cannot_run_is_refused_in_a_sentence(seed_base: Path, query: Query) -> None:
    with open_reader(seed_base) as reader, pytest.raises(QueryFailed) as refused:
        list(reader.find_guarded(query, TimeLimit(10, end=os.abort)).rows)
    assert "\n" not in str(refused.value)


FOR_EVER = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT {} FROM n"


@pytest.mark.parametrize(
    "statement",
    [
        FOR_EVER.format("count(*)"),
        FOR_EVER.format("x"),
        FOR_EVER.format("max(x)") + " ORDER BY 1",
        "SELECT count(*) FROM names a, names b, names c, names d",
        "SELECT a.key FROM names a JOIN names b JOIN names c WHERE a.key || b.key || c.key = 'nothing at all'",
    ],
)
def test_a_statement_that_runs_for_ever_is_stopped(seed_base: Path, statement: str) -> None:
    started = time.monotonic()
    with open_reader(seed_base) as reader, pytest.raises(QueryFailed, match=r"ran for 0\.2 seconds and was stopped"):
        for _ in reader.find_guarded(Query(statement), TimeLimit(0.2, end=os.abort)).rows:
            pass
    assert time.monotonic() - started < 10


def test_a_value_of_the_user_is_bound_and_never_read_as_sql(seed_base: Path) -> None:
    said = "'; DROP TABLE fact; --"
    with open_reader(seed_base) as reader:
        assert list(reader.find_guarded(Query("SELECT :said", {"said": said}), TimeLimit(10, end=os.abort)).rows) == [
            (said,)
        ]


def test_rows_that_nobody_reads_leave_no_complaint(seed_base: Path) -> None:
    with open_reader(seed_base) as reader:
        rows = reader.find(Query("SELECT * FROM countries")).rows
        guarded = reader.find_guarded(Query("SELECT * FROM countries"), TimeLimit(10, end=os.abort)).rows
        assert next(rows) == next(guarded)
    del rows, guarded


def test_what_a_killed_writer_left_half_done_is_undone(base: Path) -> None:
    killed = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 5'); c.execute('BEGIN')\n"
        "c.execute('UPDATE country_name SET key = key || key')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    before = base.read_bytes()
    subprocess.run([sys.executable, "-c", killed, str(base)], check=False)
    assert base.with_name(base.name + "-journal").exists()
    assert base.read_bytes() != before
    with open_reader(base) as reader:
        assert reader.find_value(Query("SELECT count(*) FROM country_name WHERE name = 'Kenya' AND key = 'kenya'")) == 1
    assert not base.with_name(base.name + "-journal").exists()
