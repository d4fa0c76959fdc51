"""Measures rc-kb against its peers, in turns on one file, and writes the table of docs/performance.md.

`python benchmarks/query_speed.py` needs the extra `dev`; it exits with 1 where a bar is broken.
"""

import argparse
import datetime
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
ROUNDS = 15
SCRIPTS = Path(sys.executable).parent
RC_KB, PEER = str(SCRIPTS / "rc-kb"), str(SCRIPTS / "sqlite-utils")
QUESTION = (RC_KB, "countries", "--with-facilities")


@dataclass
class Comparison:
    """A command of ours, a peer's for the same work, and how many times the peer's time ours may take."""

    title: str
    ours: Sequence[str]
    peer: Sequence[str]
    bar: float
    needs_empty_home: bool = False
    our_seconds: list[float] = field(default_factory=list)
    peer_seconds: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Return our median through the peer's."""
        return statistics.median(self.our_seconds) / statistics.median(self.peer_seconds)

    @property
    def is_kept(self) -> bool:
        """Return whether the bar is kept."""
        return self.ratio <= self.bar

    def describe(self) -> list[str]:
        """Return the cells of the table's row."""
        ours, peer = (1000 * statistics.median(seconds) for seconds in (self.our_seconds, self.peer_seconds))
        verdict = "yes" if self.is_kept else "**no**"
        return [self.title, f"{ours:.0f}", f"{peer:.0f}", f"{self.ratio:.2f}", f"{self.bar:.2f}", verdict]


def main() -> None:
    """Measure, print the table, write it into the page, and tell by the exit code whether the bars are kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="runs of each command (default: %(default)s)")
    parser.add_argument("--report-only", action="store_true", help="exit with 0 whatever the ratios are")
    parser.add_argument("--no-write", action="store_true", help="leave docs/performance.md as it is")
    options = parser.parse_args()
    for script in (RC_KB, PEER):
        if not Path(script).exists():
            sys.exit(f"{script} is missing: pip install -e '.[dev]'")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "kb.db")
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "RC_KB_DB": str(base), "HOME": folder}
        _read([RC_KB, "db", "init"], environment)
        comparisons = _plan(base, environment)
        _measure(comparisons, environment, options.rounds)
    table = _write_table(comparisons)
    print(table)
    if not options.no_write:
        _write_page(f"{_describe_run(options.rounds)}\n\n{table}")
    broken = [one.title for one in comparisons if not one.is_kept]
    if broken and not options.report_only:
        sys.exit(f"Slower than allowed: {'; '.join(broken)}.")


def _plan(base: Path, environment: dict[str, str]) -> list[Comparison]:
    """Return the comparisons; the statements are those that --show-sql prints, and both sides read equal rows."""
    table_sql = _read([*QUESTION, "--show-sql"], environment)
    json_sql = _read([*QUESTION, "--json", "--show-sql"], environment)
    query = (PEER, "query", str(base))
    ours, theirs = _read([*QUESTION, "--json"], environment), _read([*query, json_sql], environment)
    if not ours.strip() or json.loads(ours) != json.loads(theirs):
        sys.exit("The two sides print different rows: there is nothing to compare.")
    helps = [
        Comparison(
            f"help: `{' '.join(('rc-kb', *command, '--help'))}`", (RC_KB, *command, "--help"), (PEER, "--help"), 1.2
        )
        for command in ((), ("meetings",), ("sql",))
    ]
    return [
        Comparison("table: `rc-kb countries --with-facilities`", QUESTION, (*query, table_sql, "--table"), 0.75),
        Comparison("JSON: the same with `--json`", (*QUESTION, "--json"), (*query, json_sql), 0.6),
        *helps,
        Comparison(
            "first run: the table in an empty home, the building of the knowledge base included",
            QUESTION,
            (sys.executable, "-c", "import alembic.command, sqlalchemy.orm"),
            3.0,
            needs_empty_home=True,
        ),
    ]


def _measure(comparisons: Sequence[Comparison], environment: dict[str, str], rounds: int) -> None:
    """Run both sides of every comparison in turns, after one run of each that is not counted.

    Which side begins changes with each round.
    """
    for number in range(rounds + 1):
        for one in comparisons:
            sides = [(one.ours, one.our_seconds), (one.peer, one.peer_seconds)]
            for command, seconds in sides if number % 2 else reversed(sides):
                took = _time(command, environment, needs_empty_home=one.needs_empty_home)
                if number:
                    seconds.append(took)


def _time(command: Sequence[str], environment: dict[str, str], *, needs_empty_home: bool) -> float:
    """Return the seconds from the start of a process to its end."""
    with tempfile.TemporaryDirectory() as home:
        if needs_empty_home:
            environment = {name: value for name, value in environment.items() if name != "RC_KB_DB"} | {"HOME": home}
        began = time.perf_counter()
        finished = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        took = time.perf_counter() - began
    if finished.returncode:
        sys.exit(f"{' '.join(command)} failed with {finished.returncode}: there is nothing to measure.")
    return took


def _read(command: Sequence[str], environment: dict[str, str]) -> str:
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def _write_table(comparisons: Sequence[Comparison]) -> str:
    rows = [
        ["what", "rc-kb, ms", "peer, ms", "ratio", "at most", "kept"],
        ["---", "---:", "---:", "---:", "---:", "---"],
        *(one.describe() for one in comparisons),
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _describe_run(rounds: int) -> str:
    return (
        f"Measured on {datetime.datetime.now(datetime.UTC):%Y-%m-%d}: {_name_processor()}, {os.cpu_count()} cores, "
        f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version};\n"
        f"medians of {rounds} runs."
    )


def _name_processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text("utf-8").splitlines() if information.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()


def _write_page(measured: str) -> None:
    """Put what was measured between the two markers of the page."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        sys.exit(f"{PAGE} has not both markers, {BEGIN} and {END}: the table was not written.")
    PAGE.write_text(f"{before}{BEGIN}\n{measured}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
