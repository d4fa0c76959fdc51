"""Answers of many rows: they are written as they come, in little memory, and end well whatever happens."""

import fcntl
import os
import pty
import resource
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bases import build_invented
from tests.processes import wait_for_a_statement
from tests.test_output import FORMATS

MANY = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < {rows}) "
WIDE = "SELECT id, 'a name of some words ' || id AS name, NULL AS empty, id / 2.0 AS half FROM n"
ENDLESS = MANY.format(rows="id + 1") + WIDE
ROWS = 60_000


@pytest.fixture
def surroundings(seed_base: Path, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a process that asks the seed base."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "LANG": "C.UTF-8", "RC_KB_DB": str(seed_base)}


@contextmanager
def running(environment: dict[str, str], *arguments: str, **options: Any) -> Iterator["subprocess.Popen[str]"]:
    """Run rc-kb, and end it where the test has seen enough."""
    command = [sys.executable, "-m", "rc_kb", *arguments]
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": environment} | options
    process = subprocess.Popen(command, text=True, **given)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


# A process counts the memory of the one that starts it as its own: this one is small.
MEASURE = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_maxrss if not status else -1)
"""


def measure_peak(environment: dict[str, str], rows: int, form: str) -> float:
    """Return the peak memory of a command that prints so many rows, in MiB."""
    asked = [sys.executable, "-m", "rc_kb", "sql", MANY.format(rows=rows) + WIDE, "--format", form]
    command = [sys.executable, "-S", "-c", MEASURE, *asked]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    peak = int(said.stdout)
    assert peak > 0
    return peak / 1024


@pytest.mark.parametrize("form", FORMATS)
def test_memory_does_not_grow_with_the_rows(surroundings: dict[str, str], form: str) -> None:
    few, many = (measure_peak(surroundings, rows, form) for rows in (2_000, ROWS))
    assert many < few + 4
    assert few < 100


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv"])
def test_a_row_is_written_while_later_ones_are_looked_for(surroundings: dict[str, str], form: str) -> None:
    # Python's sqlite3 reads one row ahead.
    rows = "SELECT 1 AS id UNION ALL SELECT 2 UNION ALL SELECT id FROM n WHERE id < 0"
    with running(surroundings, "sql", ENDLESS.replace(WIDE, rows), "--format", form) as process:
        assert process.stdout is not None
        row = process.stdout.read(len({"json": '[{"id": 1}', "jsonl": '{"id": 1}'}.get(form, "id\n1")))
        assert row in {'[{"id": 1}', '{"id": 1}', "id\n1"}
        assert process.poll() is None


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_page_of_a_table_is_written_while_later_rows_are_looked_for(surroundings: dict[str, str], form: str) -> None:
    with running(surroundings, "sql", ENDLESS, "--format", form, "--timeout", "60") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert "a name of some words 1" in lines[2]
        assert process.poll() is None


def test_a_table_on_a_terminal_shows_its_first_rows_before_the_last_are_read(surroundings: dict[str, str]) -> None:
    terminal, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    with running(surroundings, "sql", ENDLESS, stdin=end, stdout=end) as process, os.fdopen(terminal, "rb", 0) as shown:
        os.close(end)
        seen = b""
        while b"a name of some words 20 " not in seen:
            seen += shown.read(4096)
        assert process.poll() is None
    assert b"half" in seen


@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe_that_is_closed_midway_is_silent(surroundings: dict[str, str], form: str) -> None:
    with running(surroundings, "sql", ENDLESS, "--format", form) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(20_000)
        process.stdout.close()
        assert process.wait(60) == -signal.SIGPIPE
        assert process.stderr.read() == ""


@pytest.mark.parametrize("form", FORMATS)
def test_ctrl_c_midway_ends_with_130_and_a_sentence(surroundings: dict[str, str], form: str) -> None:
    with running(surroundings, "sql", ENDLESS, "--format", form) as process:
        assert process.stdout is not None
        process.stdout.read(20_000)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        assert (process.returncode, said) == (130, "rc-kb: interrupted.\n")


@pytest.mark.parametrize("rows", [1, 20_000])
@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_one_sentence_and_exit_code_1(surroundings: dict[str, str], form: str, rows: int) -> None:
    statement = MANY.format(rows=rows) + WIDE
    with (
        Path("/dev/full").open("w") as full,
        running(surroundings, "sql", statement, "-f", form, stdout=full) as process,
    ):
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "rc-kb: the output cannot be used: No space left on device.\n")


def _allow_little() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


@pytest.mark.parametrize("form", FORMATS)
def test_a_disk_that_fills_up_midway_is_one_sentence_and_keeps_what_was_written(
    surroundings: dict[str, str], tmp_path: Path, form: str
) -> None:
    limited: dict[str, Any] = {"preexec_fn": _allow_little}
    with (
        (tmp_path / "output").open("w") as file,
        running(surroundings, "sql", ENDLESS, "-f", form, stdout=file, **limited) as process,
    ):
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (1, "rc-kb: the output cannot be used: File too large.\n")
    assert (tmp_path / "output").stat().st_size == 100_000


@pytest.fixture(scope="module")
def slow_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base in which listing the meetings takes SQLite many seconds before the first row."""
    path = build_invented(tmp_path_factory.mktemp("slow") / "slow.db")
    with closing(sqlite3.connect(path)) as writing, writing:
        (sql,) = writing.execute("SELECT sql FROM sqlite_master WHERE name = 'meetings'").fetchone()
        writing.execute("DROP VIEW meetings")
        never = "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n WHERE x < 0)"
        writing.execute(sql.replace("SELECT ", f"SELECT {never} AS never, ", 1))
    return path


def test_ctrl_c_before_the_first_row_ends_at_once(surroundings: dict[str, str], slow_base: Path) -> None:
    with running(surroundings | {"RC_KB_DB": str(slow_base)}, "meetings", "--all", "--format", "csv") as process:
        wait_for_a_statement(process, slow_base)
        process.send_signal(signal.SIGINT)
        out, said = process.communicate(timeout=20)
    assert (process.returncode, out, said) == (130, "", "rc-kb: interrupted.\n")


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_that_is_no_utf_8_ends_in_a_harmless_sentence(
    surroundings: dict[str, str], base: Path, form: str
) -> None:
    with closing(sqlite3.connect(base)) as writing, writing:
        writing.execute("UPDATE party SET name = CAST(x'1b5d303bff' AS TEXT) WHERE name = 'Yassen Al-Mamouri'")
    with running(surroundings | {"RC_KB_DB": str(base)}, "officials", "--format", form) as process:
        _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said.count("\n") == 1
    assert "\\u001b]0;" in said
    assert "\x1b" not in said


@pytest.mark.parametrize("place", [5, 150, 1500])
def test_what_a_terminal_could_act_on_is_written_out_on_every_page(surroundings: dict[str, str], place: int) -> None:
    hostile = f"SELECT id, CASE id WHEN {place} THEN char(27) || ']0;owned' || char(7) ELSE 'x' END AS name FROM n"
    for form in FORMATS:
        with running(surroundings, "sql", MANY.format(rows=2_000) + hostile, "--format", form) as process:
            out, _ = process.communicate(timeout=60)
        assert "\x1b" not in out
        assert "\x07" not in out
        assert out.replace("\\\\", "\\").count("\\u001b]0;owned\\u0007") == 1
