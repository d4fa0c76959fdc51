"""The command check: what it prints where, its exit codes, and what it loads."""

import csv
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.checks.base import Problem
from rc_kb.checks.registry import CHECKS
from tests.cli.conftest import Ask
from tests.test_imports import HEAVY, RUN, list_loaded

DAMAGE = """
UPDATE meeting SET held_on_as_written = 'Monday' WHERE held_on = '2022-09-17';
UPDATE article SET same_story_as = 'unheard-of' WHERE id = 'tehran-times-511371';
"""


@pytest.fixture
def damaged(base: Path) -> Path:
    """Return the seed base with one problem and one suggestion."""
    with closing(sqlite3.connect(base)) as connection:
        connection.executescript(DAMAGE)
    return base


def test_a_right_base_has_no_rows_and_one_closing_sentence(ask: Ask) -> None:
    assert ask("check", "--json") == (0, "[]\n", f"rc-kb: {len(CHECKS)} checks: 0 problems, 0 suggestions.\n")
    assert ask("check").out == ""


def test_a_problem_is_a_row_and_exit_code_4(ask: Ask, damaged: Path) -> None:
    said = ask("check", "weekday", "--json", db=damaged)
    assert (said.code, said.err) == (4, "rc-kb: 1 check: 1 problem, 0 suggestions.\n")
    (row,) = json.loads(said.out)
    assert list(row) == list(Problem._fields)
    assert row["message"] == "held_on 2022-09-17 (Monday) is no Monday"
    assert (row["check"], row["level"], row["kind"]) == ("weekday", "problem", "meeting")
    assert row["article_id"] == "tehran-times-476836"
    assert ask("show", row["fact_id"], db=damaged).code == 0


def test_a_suggestion_alone_is_no_failure(ask: Ask, damaged: Path) -> None:
    said = ask("check", "unknown-story", "--json", db=damaged)
    assert (said.code, said.err) == (0, "rc-kb: 1 check: 0 problems, 1 suggestion.\n")
    assert json.loads(said.out)[0]["about"] == "unheard-of"


def test_suggestions_can_be_left_out(ask: Ask, damaged: Path) -> None:
    problems = [check for check in CHECKS if check.level == "problem"]
    said = ask("check", "--problems-only", "--json", db=damaged)
    assert [row["check"] for row in json.loads(said.out)] == ["weekday"]
    assert said.err == f"rc-kb: {len(problems)} checks: 1 problem.\n"


def test_nothing_to_run_is_a_mistake_of_use(ask: Ask) -> None:
    said = ask("check", "same-person", "--problems-only")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("rc-kb: --problems-only leaves nothing of same-person")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("wekday", "no check is called 'wekday'. Did you mean weekday?"),
        ("Weekday", "no check is called 'Weekday'. Did you mean weekday?"),
        ("xyz", "no check is called 'xyz'. `rc-kb check --list` lists them."),
    ],
)
def test_an_unknown_check_is_told_with_the_nearest(ask: Ask, typed: str, told: str) -> None:
    assert ask("check", typed) == (3, "", f"rc-kb: {told}\n")


@pytest.mark.parametrize("form", ["table", "jsonl", "csv", "tsv", "md"])
def test_every_format_has_every_row(ask: Ask, damaged: Path, form: str) -> None:
    said = ask("check", "--format", form, db=damaged)
    assert said.code == 4
    assert "held_on 2022-09-17 (Monday) is no Monday" in said.out
    assert "unheard-of, which tells the same story, is not loaded" in said.out
    if form == "csv":
        assert [row["level"] for row in csv.DictReader(said.out.splitlines())] == ["problem", "suggestion"]


def test_the_list_describes_every_check_without_a_base(ask: Ask, tmp_path: Path) -> None:
    nowhere = tmp_path / "none.db"
    said = ask("check", "--list", "--json", db=nowhere)
    assert (said.code, said.err, nowhere.exists()) == (0, "", False)
    rows = json.loads(said.out)
    assert [row["check"] for row in rows] == [check.id for check in CHECKS]
    assert all(row["question"].endswith("?") and row["message"] and row["sql"] for row in rows)
    table = ask("check", "--list", db=nowhere).out
    assert all(f"{check.id} " in table and check.question in table for check in CHECKS)


def test_the_list_can_be_of_some(ask: Ask) -> None:
    said = ask("check", "weekday", "same-person", "--list", "--format", "jsonl")
    assert [json.loads(line)["check"] for line in said.out.splitlines()] == ["weekday", "same-person"]


def run_on_terminal(base: Path, *arguments: str, patience: float = 0) -> tuple[str, str]:
    """Return what a command writes to a piped stdout, and to a terminal on stderr."""
    controlling, terminal = pty.openpty()
    environment = os.environ | {"RC_KB_DB": str(base), "TERM": "xterm"}
    patient = f"from rc_kb import progress; progress.PATIENCE_SECONDS = {patience}"
    program = f"{patient}; from rc_kb.cli.main import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments], env=environment, stdout=subprocess.PIPE, stderr=terminal
    ) as process:
        os.close(terminal)
        assert process.stdout is not None
        out = process.stdout.read().decode()
    err = os.read(controlling, 1_000_000).decode()
    os.close(controlling)
    return out, err


def test_a_terminal_is_told_which_check_runs_until_it_is_done(damaged: Path) -> None:
    out, err = run_on_terminal(damaged, "check", "--json")
    assert len(json.loads(out)) == 2
    assert any(check.id in err for check in CHECKS)
    assert f"/{len(CHECKS)}" in err
    *_, line, closing_sentence, _ = err.replace("\r", "").split("\n")
    assert re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", closing_sentence).startswith("rc-kb: ")
    assert "\x1b[2K" in line + closing_sentence


def test_a_terminal_is_told_which_article_is_verified(seed_base: Path) -> None:
    out, err = run_on_terminal(seed_base, "verify", "--json")
    assert json.loads(out) == []
    assert "tehran-times-" in err
    assert "/2" in err


@pytest.mark.parametrize("command", ["check", "verify"])
def test_quick_work_shows_no_line(seed_base: Path, command: str) -> None:
    _, err = run_on_terminal(seed_base, command, patience=60)
    assert "\x1b" not in err


@pytest.mark.parametrize("arguments", [["--json"], ["weekday"], ["--list"], ["--help"]], ids=" ".join)
def test_checks_load_neither_the_write_side_nor_rich_without_a_terminal(seed_base: Path, arguments: list[str]) -> None:
    loaded = list_loaded(RUN, "check", *arguments, db=seed_base)
    assert loaded & (HEAVY | {"rich"}) <= ({"edtf"} if "--json" in arguments else set())
