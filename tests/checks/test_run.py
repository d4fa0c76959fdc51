"""Running checks: rows come as they are found, and each check is announced before it runs."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.checks.base import Check
from rc_kb.checks.registry import CHECKS, choose_checks
from rc_kb.checks.run import find_problems
from rc_kb.errors import UnknownName
from rc_kb.read.reader import open_reader
from tests.checks.cases.base import Case
from tests.checks.cases.terms import hold
from tests.checks.conftest import Make

MONDAY = "UPDATE statement SET stated_on_as_written = 'Monday' WHERE stated_on = '2022-09-17'"


def test_rows_come_while_the_checks_still_run(base: Path) -> None:
    with closing(sqlite3.connect(base)) as connection:
        connection.executescript(MONDAY)
    begun: list[Check] = []
    weekday = choose_checks(["weekday"])[0]
    with open_reader(base) as reader:
        problems = find_problems(reader, CHECKS, begun.append)
        assert begun == []
        assert next(problems).check == "weekday"
        assert begun[-1] is weekday
        assert len(list(problems)) == 2
    assert begun == list(CHECKS)


def test_checks_run_in_the_order_of_the_list_problems_first() -> None:
    assert [check.id for check in choose_checks(["same-person", "weekday"])] == ["weekday", "same-person"]
    levels = [check.level for check in CHECKS]
    assert levels == sorted(levels)
    assert len({check.id for check in CHECKS}) == len(CHECKS)


def test_an_unknown_check_runs_nothing() -> None:
    with pytest.raises(UnknownName, match="Did you mean same-person"):
        choose_checks(["weekday", "sameperson"])


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_statement_gives_the_columns_of_a_problem(seed_base: Path, check: Check) -> None:
    with closing(sqlite3.connect(seed_base)) as connection:
        columns = {column[0] for column in connection.execute(check.sql).description}
    assert {"kind", "fact_id", "article_id", "about"} <= columns


def test_a_message_names_the_first_rivals_and_counts_the_others(make: Make) -> None:
    case = Case("two-holders", None, tuple(hold(name) for name in ("Abe", "Ben", "Cal", "Dan", "Eli", "Fay", "Gus")))
    with open_reader(make(case)) as reader:
        (problem,) = find_problems(reader, choose_checks(["two-holders"]))
    assert problem.message.startswith("president, Kenya Red Cross Society: held at one time by ")
    assert problem.message.count("(in article-") == 5
    assert problem.message.endswith(" and 2 more")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_check_lists_nothing_that_grows_behind_not_in(check: Check) -> None:
    # PostgreSQL goes through a long list again for every row.
    assert set(re.findall(r"NOT IN \(SELECT \w+ FROM (\w+)", check.sql)) <= {"country"}
