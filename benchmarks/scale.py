"""Measures rc-kb at growing sizes, on SQLite and PostgreSQL in turns, and writes its part of docs/performance.md.

`python benchmarks/scale.py` needs the extra `dev` and the sqlite3 shell; it makes its bases anew, unless --folder names
a place where an earlier run has kept them. It exits with 1 where a bar is broken.
"""

import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from statistics import median

from comparing import RC_KB, SQLITE_UTILS, ask_peer, make_parser, need, read_output
from load_speed import plan_load
from running import Run, compare, make_environment, run, take_turns, time_first_row
from scale_bases import MEETINGS_OF_A_LOAD, SEED, Base, Bases, open_server, start_database
from scale_questions import EVERY, SELECTIVE, Question
from scale_report import report
from scale_results import Results

SIZES = (10_000, 100_000, 1_000_000)
ROUNDS = 11
DATABASES = ("SQLite", "PostgreSQL")
ROWS_OF_A_TABLE = 10_000
ROUNDS_OF_A_LOAD = 3
ROUNDS_OF_A_STREAM = 4
"""At least, and an even number: a base that is larger than what the system keeps in memory is read from the disk by
whichever side comes first."""


def main() -> None:
    """Measure, and report."""
    options = _read_options()
    need(RC_KB, SQLITE_UTILS, "sqlite3")
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        server = stack.enter_context(open_server(folder)) if "PostgreSQL" in options.databases else None
        results = _measure(Bases(folder, server), options, make_environment(folder))
    report(results, options)


def _read_options() -> Namespace:
    parser = make_parser(__doc__, ROUNDS)
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=SIZES, help="meetings of each base (default: all three)"
    )
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES, help="which (default: both)")
    parser.add_argument("--folder", type=Path, help="where the bases are, or are made and kept")
    return parser.parse_args()


def _measure(bases: Bases, options: Namespace, environment: dict[str, str]) -> Results:
    databases = [name for name in DATABASES if name in options.databases]
    results = Results(databases, sorted(options.sizes))
    for meetings in (SEED, *results.sizes):
        for database in results.databases:
            _say(f"{database}, {meetings:,} meetings")
            base, results.loaded[base] = bases.make(database, meetings)
            results.bases.append(base)
    for question in EVERY:
        _say(question.title)
        _ask_all(results, question, environment, options.rounds)
    _say("the first row of a table")
    for base in (results.find_base(database, _find_size(results)) for database in results.databases):
        command = [RC_KB, "meetings", "--limit", str(ROWS_OF_A_TABLE), "--db", base.location]
        results.first_rows[base.database] = median(time_first_row(command, environment) for _ in range(options.rounds))
    _say(f"loading {MEETINGS_OF_A_LOAD:,} meetings more")
    more = {base: partial(bases.load_more, base) for base in results.bases}
    results.more = take_turns(more, ROUNDS_OF_A_LOAD, patience=1200, warm=False)
    if "SQLite" in databases:
        _say("loading beside sqlite-utils")
        results.loading_rate = _compare_loading(min(results.sizes[0], MEETINGS_OF_A_LOAD), environment)
    return results


def _compare_loading(meetings: int, environment: dict[str, str]) -> float:
    """Return how many times as fast as sqlite-utils rows are loaded; done at the end, as it holds them all."""
    with tempfile.TemporaryDirectory() as folder:
        load = plan_load(Path(folder, "load"), meetings, environment, jobs=(1,))
        [one] = load.comparisons
        sides = {"ours": partial(run, one.ours, environment), "peer": partial(run, one.peer, environment)}
        runs = take_turns(sides, ROUNDS_OF_A_LOAD, patience=120, warm=False)
    return 1 / compare(runs["ours"], runs["peer"])


def _ask_all(results: Results, question: Question, environment: dict[str, str], rounds: int) -> None:
    """Ask all bases one question in turns; after a base its peer, and beside the largest the start of the database."""
    sides: dict[tuple[str, Base], Callable[[], Run]] = {}
    for base in results.bases:
        sides["ours", base] = partial(run, question.ask(base.location), environment, allowed=question.exits)
        if question.form and base.database == "SQLite":
            sql = read_output([*question.ask(base.location), "--show-sql"], environment)
            sides["peer", base] = partial(run, ask_peer(question.form, Path(base.location), sql), environment)
        if question in SELECTIVE and base.meetings == results.sizes[-1]:
            sides["start", base] = partial(run, start_database(base), environment)
    is_quick = question.group not in {"review", "stream"}
    at_least = min(rounds, ROUNDS_OF_A_STREAM) if question.form else 1
    runs = take_turns(sides, rounds, patience=40 if is_quick else 60, at_least=at_least, warm=is_quick)
    for who, found in (("ours", results.runs), ("peer", results.peers), ("start", results.starts)):
        found[question] = {base: taken for (side, base), taken in runs.items() if side == who}


def _find_size(results: Results) -> int:
    """Return the smallest size with enough meetings for a long table, or else the largest."""
    return next((size for size in results.sizes if size >= ROWS_OF_A_TABLE), results.sizes[-1])


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
