"""What only a real process shows: the first run, two at once, pipes, signals and ways to start."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.processes import wait_for_a_statement

RC_KB = [sys.executable, "-m", "rc_kb"]


@pytest.fixture
def surroundings(seed_base: Path, tmp_path: Path) -> dict[str, str]:
    """Return the environment of a process with an empty home that asks the seed base."""
    (tmp_path / "home").mkdir()
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path / "home"),
        "LANG": "C.UTF-8",
        "RC_KB_DB": str(seed_base),
        **{name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ},
    }


def test_the_first_question_builds_the_base_says_so_in_one_line_and_answers(run: Run, tmp_path: Path) -> None:
    said = run("countries", "--with-facilities", "--json", db=None)
    path = tmp_path / "home" / ".local" / "share" / "rc-kb" / "rc-kb.db"
    assert (said.returncode, len(json.loads(said.stdout))) == (0, 14)
    assert said.stderr == f"rc-kb: there is no knowledge base yet: building {path}.\n"
    assert list(path.parent.iterdir()) == [path]
    assert run("meetings", "--json", db=None).stderr == ""


def test_the_data_folder_of_xdg_is_honoured(run: Run, tmp_path: Path) -> None:
    said = run("db", "path", db=None, XDG_DATA_HOME=str(tmp_path / "data"))
    assert said.stdout == f"{tmp_path / 'data' / 'rc-kb' / 'rc-kb.db'}\n"


def test_two_first_runs_at_once_give_one_good_file(surroundings: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "both" / "kb.db"
    environment = surroundings | {"RC_KB_DB": str(path)}
    both = [
        subprocess.Popen([*RC_KB, "articles", "--json"], env=environment, stdout=-1, stderr=-1, text=True)
        for _ in range(2)
    ]
    answers = [process.communicate(timeout=60)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert answers[0] == answers[1]
    assert len(json.loads(answers[0])) == 2
    assert list(path.parent.iterdir()) == [path]


def test_a_first_run_that_is_interrupted_leaves_no_file(surroundings: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "cut" / "kb.db"
    process = subprocess.Popen(
        [*RC_KB, "articles"], env=surroundings | {"RC_KB_DB": str(path)}, stdout=-1, stderr=-1, text=True
    )
    while process.poll() is None and not list(tmp_path.glob("cut/.kb.db.*.building")):
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.endswith("rc-kb: interrupted.\n")
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        "countries --iso --all",
        "countries --iso --all --json",
        "countries --iso --all --format csv",
        "organizations --all --format md",
        "show Iran --json",
        "countries --iso --all --cite",
        "facilities --all --cite --json",
        "sql 'SELECT * FROM names' --format tsv",
        "schema names --json",
        "--help",
    ],
)
def test_a_closed_pipe_is_silent(surroundings: dict[str, str], command: str) -> None:
    said = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m rc_kb {command} | head -1"],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.stdout.count("\n") == 1
    assert said.stderr == ""


def test_a_closed_pipe_ends_verify_without_an_error(surroundings: dict[str, str]) -> None:
    said = subprocess.run(
        ["bash", "-c", f"'{sys.executable}' -m rc_kb verify --all --json | head -1"],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.stdout.count("\n") == 1
    assert not re.search(r"Traceback|Error|cannot", said.stderr)


def test_a_full_disk_is_told_in_a_sentence(surroundings: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        said = subprocess.run(
            [*RC_KB, "countries", "--iso", "--all", "--json"],
            env=surroundings,
            stdout=full,
            stderr=-1,
            text=True,
            timeout=60,
            check=False,
        )
    assert said.returncode == 1
    assert said.stderr.startswith("rc-kb: ")
    assert said.stderr.count("\n") == 1


def test_an_interrupted_statement_says_so_and_ends_with_130(surroundings: dict[str, str]) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n WHERE x < 0"
    process = subprocess.Popen([*RC_KB, "sql", endless], env=surroundings, stdout=-1, stderr=-1, text=True)
    wait_for_a_statement(process, Path(surroundings["RC_KB_DB"]))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, "", "rc-kb: interrupted.\n")


WAITS_AFTER_A_LOST_INTERRUPT = """
import signal, time, weakref
from rc_kb.cli import main as program

class Collected:
    pass

def interrupt(reference):
    signal.raise_signal(signal.SIGINT)

def wait():
    collected = Collected()
    reference = weakref.ref(collected, interrupt)
    del collected
    time.sleep(30)

program._run = wait
program.main()
"""


def test_an_interrupt_that_comes_while_an_object_is_collected_is_not_lost(surroundings: dict[str, str]) -> None:
    said = subprocess.run(
        [sys.executable, "-c", WAITS_AFTER_A_LOST_INTERRUPT],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert (said.returncode, said.stderr) == (130, "rc-kb: interrupted.\n")


def test_the_module_and_the_program_say_the_same(surroundings: dict[str, str]) -> None:
    program = Path(sys.executable).with_name("rc-kb")
    said = [
        subprocess.run([*start, "facilities", "--json"], env=surroundings, capture_output=True, check=True).stdout
        for start in ([program], RC_KB)
    ]
    assert said[0] == said[1]


def test_a_base_in_the_environment_and_one_that_is_named_are_asked(run: Run, seed_base: Path, tmp_path: Path) -> None:
    assert run("db", "path").stdout == f"{seed_base}\n"
    assert run("db", "path", "--db", "other.db").stdout == f"{tmp_path / 'other.db'}\n"
    assert run("db", "path", "--db", f"sqlite:///{seed_base}").stdout == f"{seed_base}\n"
    assert run("db", "path", "--db", "~/kb.db").stdout == f"{tmp_path / 'home' / 'kb.db'}\n"


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_closed_stream_swallows_what_is_written(surroundings: dict[str, str], stream: str) -> None:
    closed = {"stdout": ">&-", "stderr": "2>&-"}[stream]
    command = f"{sys.executable} -m rc_kb meetings --partner Kenya {closed}"
    said = subprocess.run(["sh", "-c", command], env=surroundings, capture_output=True, text=True, check=False)
    assert (said.returncode, "Traceback" in said.stderr) == (0, False)


@pytest.mark.parametrize("arguments", [["articles"], ["db", "init"]], ids=" ".join)
def test_a_sqlite_that_is_too_old_is_told_and_nothing_is_built(
    surroundings: dict[str, str], tmp_path: Path, arguments: list[str]
) -> None:
    program = "import sqlite3; sqlite3.sqlite_version_info = (3, 36, 0); sqlite3.sqlite_version = '3.36.0'\n"
    program += "from rc_kb.cli.main import run; run()"
    said = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=surroundings | {"RC_KB_DB": str(tmp_path / "new.db")},
        capture_output=True,
        text=True,
        check=False,
    )
    told = "rc-kb: this Python has SQLite 3.36.0, and rc-kb needs 3.37 or newer: use a newer Python."
    assert (said.returncode, said.stderr.splitlines()[-1]) == (1, told)
    assert not (tmp_path / "new.db").exists()


def test_a_sheet_of_100_mb_is_refused_at_once(run: Run, base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "large.yaml"
    with sheet.open("wb") as file:
        file.truncate(100_000_000)
    said = run("load", str(sheet), db=base)
    assert (said.returncode, said.stderr) == (1, f"rc-kb: {sheet}: is larger than 5 MB: one sheet codes one article\n")


def test_one_long_step_of_sqlite_ends_with_the_time_limit(surroundings: dict[str, str]) -> None:
    step = "SELECT instr(zeroblob(9000000), cast(zeroblob(4000000) || x'01' AS blob))"
    before = time.monotonic()
    said = subprocess.run(
        [*RC_KB, "sql", step, "--timeout", "0.2"], env=surroundings, capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert "ran past the time limit" in said.stderr
    assert time.monotonic() - before < 30


@pytest.mark.parametrize(
    "command", ["['meetings', '--db', URL]", "['load', '-', '--db', URL]", "['check', '--db', URL]"]
)
def test_a_server_without_the_extra_is_told_in_a_sentence(surroundings: dict[str, str], command: str) -> None:
    without = (
        "import sys; sys.modules['psycopg'] = None; URL = 'postgresql://localhost/kb'\n"
        f"sys.argv = ['rc-kb', *{command}]\n"
        "from rc_kb.cli.main import main; main()"
    )
    said = subprocess.run(
        [sys.executable, "-c", without], env=surroundings, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1, said.stderr
    assert said.stderr.endswith("pip install 'rc-kb[postgres]'.\n")
