"""The checks: each speaks of what is wrong, and of nothing else; a right base is met with silence."""

from pathlib import Path

import pytest

from rc_kb.checks.base import Problem
from rc_kb.checks.registry import CHECKS
from rc_kb.checks.run import find_problems
from rc_kb.read.reader import open_reader
from tests.bases import build_invented
from tests.checks.cases import countries, dates, facts, names, terms
from tests.checks.cases.base import Case
from tests.checks.conftest import Make

CASES = (*facts.CASES, *dates.CASES, *terms.CASES, *countries.CASES, *names.CASES)
WRONG = [case for case in CASES if case.about is not None]
RIGHT = [case for case in CASES if case.about is None]


def find_all(base: Path) -> list[Problem]:
    with open_reader(base) as reader:
        return list(find_problems(reader, CHECKS))


@pytest.mark.parametrize("case", WRONG, ids=lambda case: f"{case.check}: {case.about}")
def test_a_check_speaks_of_what_is_wrong_and_no_other_does(make: Make, case: Case) -> None:
    assert [(problem.check, problem.about) for problem in find_all(make(case))] == [(case.check, case.about)]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case.check)
def test_no_check_speaks_of_what_is_near_to_wrong(make: Make, case: Case) -> None:
    assert find_all(make(case)) == []


@pytest.mark.parametrize("check", [check.id for check in CHECKS])
def test_every_check_is_tried_on_what_is_wrong_and_on_what_is_right(check: str) -> None:
    assert check in {case.check for case in WRONG}
    assert check in {case.check for case in RIGHT}


def test_the_seed_and_the_invented_sheets_have_no_problem(seed_base: Path, tmp_path: Path) -> None:
    assert find_all(seed_base) == []
    assert find_all(build_invented(tmp_path / "invented.db")) == []
