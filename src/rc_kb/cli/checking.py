"""Owns the command that runs the data checks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from rc_kb.checks.base import Check, Level, Problem
from rc_kb.checks.registry import CHECKS, choose_checks, list_checks
from rc_kb.checks.run import find_problems
from rc_kb.cli.asking import choose_format, open_base
from rc_kb.cli.completion import complete_words
from rc_kb.cli.options import DatabaseOption, FormatOption, JsonOption, SafeCsvOption
from rc_kb.errors import BadValue, ExitCode
from rc_kb.output import collect_rows, is_collected, tell, write_answer
from rc_kb.progress import show_progress
from rc_kb.read.query import Answer
from rc_kb.read.reader import Reader
from rc_kb.tables import TABLES


def check(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...",
            help="The checks to run, by their ids; all without one.",
            autocompletion=complete_words(*(one.id for one in CHECKS)),
        ),
    ] = None,
    is_list: Annotated[bool, typer.Option("--list", help="List the checks instead of running them.")] = False,
    problems_only: Annotated[
        bool, typer.Option("--problems-only", help="Leave out what is only a suggestion.")
    ] = False,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Run the data checks, and print what they find: problems, which are wrong, and suggestions, which may be right.

    The exit code is 4 where there is a problem.

    \b
    rc-kb check
    rc-kb check weekday date-after-article --json
    """
    chosen = choose_format(form, json=json, safe_csv=safe_csv)
    checks = _choose(ids or [], problems_only=problems_only)
    if is_list:
        write_answer(list_checks(checks), chosen, TABLES["checks"], is_safe=safe_csv)
        return
    found: Counter[Level] = Counter()
    with open_base(db) as reader:
        problems = _run(reader, checks, found, is_shown=is_collected(chosen))
        answer = collect_rows(Answer(Problem._fields, problems), chosen)
        write_answer(answer, chosen, TABLES["problems"], is_safe=safe_csv)
    tell(_sum_up(len(checks), found, problems_only=problems_only))
    if found["problem"]:
        raise typer.Exit(ExitCode.PROBLEMS_FOUND)


def _choose(ids: Sequence[str], *, problems_only: bool) -> list[Check]:
    checks = [one for one in choose_checks(ids) if one.level == "problem" or not problems_only]
    if not checks:
        raise BadValue(f"--problems-only leaves nothing of {', '.join(ids)}: what it finds is only a suggestion.")
    return checks


def _run(reader: Reader, checks: Sequence[Check], found: Counter[Level], *, is_shown: bool) -> Iterator[Problem]:
    """Return what the checks find, counted by level; on a terminal a line tells meanwhile which one runs."""
    with show_progress(len(checks), is_wanted=is_shown) as begin:
        for problem in find_problems(reader, checks, lambda one: begin(one.id)):
            found[problem.level] += 1
            yield problem


def _sum_up(checks: int, found: Counter[Level], *, problems_only: bool) -> str:
    said = [
        _count(found["problem"], "problem"),
        *([] if problems_only else [_count(found["suggestion"], "suggestion")]),
    ]
    return f"{_count(checks, 'check')}: {', '.join(said)}."


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
