"""`rc-kb sql` against statements that write, attach, load, read files or never end: refused, or stopped in time."""

import shutil
import time
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Ask
from tests.conftest import Run
from tests.faults import sql_attacks
from tests.faults.sql_attacks import SQLITE_LONG_STEPS, SQLITE_REFUSED, SQLITE_STOPPED

TIMEOUT = 0.5
LONGEST = 20
"""Seconds for a process that must end after TIMEOUT, on a machine that others use too."""

SENTENCES = ("the statement ran for 0.5 seconds", "one step of the statement ran past the time limit")


@pytest.fixture
def attacked(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a base alone in the folder in which commands run."""
    folder = tmp_path / "attacked"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return Path(shutil.move(base, folder / "kb.db"))


def fingerprint(base: Path) -> tuple[str, list[str]]:
    """Return the digest of a base's bytes, and the files beside it."""
    return sha256(base.read_bytes()).hexdigest(), [path.name for path in base.parent.iterdir()]


def test_each_database_has_fifty_attacks() -> None:
    assert len(SQLITE_REFUSED | SQLITE_STOPPED | SQLITE_LONG_STEPS) >= 50
    assert len(sql_attacks.POSTGRES_REFUSED | sql_attacks.POSTGRES_STOPPED) >= 50


@pytest.mark.parametrize("attack", SQLITE_REFUSED)
def test_a_statement_that_does_more_than_read_is_refused_and_changes_nothing(
    ask: Ask, attacked: Path, attack: str
) -> None:
    before = fingerprint(attacked)
    said = ask("sql", "--timeout", "60", "--", SQLITE_REFUSED[attack], db=attacked)
    assert (said.code, said.out) == (1, ""), said
    assert said.err.startswith("rc-kb: ")
    assert said.err.count("\n") == 1
    assert fingerprint(attacked) == before


@pytest.mark.parametrize("attack", SQLITE_STOPPED | SQLITE_LONG_STEPS)
def test_a_statement_that_does_not_end_is_stopped_in_time(run: Run, attacked: Path, attack: str) -> None:
    before = fingerprint(attacked)
    statement = (SQLITE_STOPPED | SQLITE_LONG_STEPS)[attack]
    started = time.monotonic()
    said = run("sql", statement, "--timeout", str(TIMEOUT), db=attacked, before=("env", "-C", str(attacked.parent)))
    assert time.monotonic() - started < LONGEST
    assert (said.returncode, said.stderr.count("\n")) == (1, 1), said
    assert said.stderr.startswith(tuple(f"rc-kb: {sentence}" for sentence in SENTENCES))
    assert fingerprint(attacked) == before


@pytest.mark.parametrize("attack", ["writable schema", "attach memory", "delete", "two statements"])
def test_an_attack_hidden_in_a_parameter_is_a_value(ask: Ask, attacked: Path, attack: str) -> None:
    said = ask(
        "sql", "SELECT :said AS said", "--param", f"said={SQLITE_REFUSED[attack]}", "--format", "tsv", db=attacked
    )
    assert (said.code, said.out) == (0, f"said\n{SQLITE_REFUSED[attack]}\n")
