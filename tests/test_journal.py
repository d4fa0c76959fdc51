"""The journal of a base: readers and a writer do not wait for each other, and at rest a base is one file."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from rc_kb import journal
from rc_kb.errors import DatabaseUnreadable
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.store.backup import copy_database
from rc_kb.store.engine import begin_writing
from rc_kb.store.texts import attach_files, detach_from
from tests.bases import CITED, CITED_TEXT, build_cited
from tests.store.conftest import dump_tables

COUNT = Query("SELECT count(*) FROM country_name")
EMPTY = "DELETE FROM country_name WHERE kind = 'alpha_3'"


def list_files(base: Path) -> list[str]:
    return sorted(path.name for path in base.parent.iterdir())


def count_names(base: Path) -> object:
    with open_reader(base) as reader:
        return reader.find_value(COUNT)


@contextmanager
def keep_reading(base: Path) -> Iterator[None]:
    """Stay in the midst of the rows of an answer, as a pager does whose user is away."""
    with open_reader(base) as reader:
        rows = reader.find(Query("SELECT * FROM country_name")).rows
        next(rows)
        try:
            yield
        finally:
            del rows


@pytest.fixture
def killed(base: Path) -> Path:
    """Return a base whose writer was killed before it committed, but when half of it stood in the log."""
    program = (
        "import os, sys\nfrom pathlib import Path\nfrom rc_kb.store.engine import begin_writing\n"
        "with begin_writing(Path(sys.argv[1])) as connection:\n"
        "    connection.exec_driver_sql('PRAGMA cache_size = 5')\n"
        "    connection.exec_driver_sql(\"UPDATE country_name SET key = key || 'x'\")\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(base)], check=False)
    assert base.with_name(base.name + "-wal").stat().st_size > 0
    return base


def test_who_reads_while_one_writes_is_answered_at_once_as_it_was_before(base: Path) -> None:
    before = count_names(base)
    with begin_writing(base) as connection:
        connection.exec_driver_sql("PRAGMA cache_size = 5")  # so that it is written out before the end
        connection.exec_driver_sql(EMPTY)
        started = time.monotonic()
        assert count_names(base) == before
        assert time.monotonic() - started < 1
    assert count_names(base) != before
    assert list_files(base) == [base.name]


def test_a_reader_who_stays_keeps_no_writer_nor_other_readers_from_their_work(base: Path) -> None:
    started = time.monotonic()
    with journal.let_others_read(base), keep_reading(base):
        with begin_writing(base) as connection, keep_reading(base):
            connection.exec_driver_sql(EMPTY)
        with begin_writing(base) as connection:
            connection.exec_driver_sql("UPDATE country SET short_name = short_name || '!'")
        count_names(base)
    assert time.monotonic() - started < 20


def test_a_reader_who_was_there_before_and_stays_is_told_to_the_writer(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_TRIES_SECONDS", 0.5)
    told = r"base\.db cannot be written: another program has been using it for 0\.5 seconds; end that one, or wait"
    with keep_reading(base), pytest.raises(DatabaseUnreadable, match=told), begin_writing(base):
        pytest.fail("it can be written")
    assert list_files(base) == [base.name]


def test_readers_who_stay_beyond_the_end_leave_one_file_when_they_end(base: Path) -> None:
    with begin_writing(base) as connection:
        connection.exec_driver_sql(EMPTY)
        staying = keep_reading(base)
        staying.__enter__()
    assert list_files(base) == [base.name, f"{base.name}-shm", f"{base.name}-wal"]
    staying.__exit__(None, None, None)
    assert list_files(base) == [base.name]


def test_one_log_serves_who_writes_several_times(base: Path) -> None:
    with journal.let_others_read(base):
        for _ in range(2):
            with begin_writing(base) as connection:
                connection.exec_driver_sql(EMPTY)
            assert f"{base.name}-wal" in list_files(base)
    assert list_files(base) == [base.name]


def test_what_a_killed_writer_left_in_the_log_is_not_read_and_is_gone_afterwards(killed: Path, seed_base: Path) -> None:
    assert count_names(killed) == count_names(seed_base)
    assert list_files(killed) == [killed.name]
    assert dump_tables(killed) == dump_tables(seed_base)


def test_a_copy_while_one_writes_is_one_file_that_is_read_as_it_was(base: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    copy = tmp_path / "copies" / "copy.db"
    with begin_writing(base) as connection:
        connection.exec_driver_sql(EMPTY)
        copy_database(base, copy)
    assert list_files(copy) == [copy.name]
    assert copy.read_bytes()[18:20] == b"\1\1"
    assert count_names(copy) != count_names(base)


@pytest.mark.parametrize("is_reader_there", [False, True])
def test_no_word_of_a_text_that_was_taken_out_stays_in_the_file_or_its_log(
    tmp_path: Path, is_reader_there: bool
) -> None:
    base = build_cited(tmp_path / "cited.db")
    with begin_writing(base), keep_reading(base):
        pass
    detach_from(base, [CITED])
    base.with_suffix(".txt").write_text(CITED_TEXT, encoding="utf-8")
    with journal.let_others_read(base):
        attach_files(base, [base.with_suffix(".txt")])
        assert any(b"nurses" in path.read_bytes() for path in tmp_path.glob("cited.db*"))
        with open_reader(base) as reader:
            if is_reader_there:
                reader.find_value(COUNT)
            detach_from(base, [CITED])
            for path in tmp_path.glob("cited.db*"):
                assert b"Mombasa for mothers" not in path.read_bytes(), path


def test_a_base_that_somebody_else_writes_by_a_log_is_read_and_left_to_them(base: Path) -> None:
    with closing(sqlite3.connect(base)) as theirs:
        theirs.execute("PRAGMA journal_mode = WAL")
        theirs.execute(EMPTY)
        before = count_names(base)
        theirs.commit()
        assert count_names(base) != before
        assert theirs.execute("PRAGMA journal_mode").fetchone() == ("wal",)
