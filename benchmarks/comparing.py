"""Compares commands: ours and a peer's in turns, as ratios of medians, written into docs/performance.md."""

import argparse
import datetime
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from running import run

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"
SCRIPTS = Path(sys.executable).parent
FOUND_PROBLEMS = 4
"""The exit code of `check` and `verify` where they found some."""

RC_KB, SQLITE_UTILS = str(SCRIPTS / "rc-kb"), str(SCRIPTS / "sqlite-utils")


PEERS = {"csv": "sqlite3 -csv", "jsonl": "sqlite-utils query --nl", "json": "sqlite3 -json"}
"""The programs that write the rows of a statement in the same format."""


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


@dataclass
class Stream:
    """A command that writes rows as it finds them: when the first is there, when all are, and its memory."""

    title: str
    command: Sequence[str]
    peer: Sequence[str]

    def measure(self, environment: Mapping[str, str]) -> list[str]:
        """Run both sides once, and return the cells of the table's row."""
        ours = run(self.command, environment, allowed=(0, FOUND_PROBLEMS))
        theirs = run(self.peer, environment).seconds
        ratio = ours.seconds / theirs
        numbers = (ours.first, ours.seconds, theirs, ratio)
        return [self.title, *(f"{number:.1f}" for number in numbers), f"{ours.memory:.0f}"]


def make_parser(description: str | None, rounds: int) -> argparse.ArgumentParser:
    """Return a parser of the options that every benchmark has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=rounds, help="runs of each command (default: %(default)s)")
    parser.add_argument("--report-only", action="store_true", help="exit with 0 whatever the ratios are")
    parser.add_argument("--no-write", action="store_true", help="leave docs/performance.md as it is")
    return parser


def need(*programs: str) -> None:
    """Stop where a program is missing."""
    for program in programs:
        if shutil.which(program) is None:
            sys.exit(f"{program} is missing: pip install -e '.[dev]', and the sqlite3 shell from your system.")


def report(
    name: str,
    comparisons: Sequence[Comparison],
    options: argparse.Namespace,
    remark: str = "",
    streams: Sequence[Sequence[str]] = (),
) -> None:
    """Print the table, write it into its part of the page, and tell by the exit code whether the bars are kept."""
    table = _write_table(comparisons)
    if streams:
        heads = ["what", "first row, s", "all, s", "peer, s", "ratio", "peak memory, MiB"]
        table += "\n\n" + write_rows([heads, ["---", *["---:"] * 5], *streams])
    print(table)
    if not options.no_write:
        write_page(name, f"{describe_run(options.rounds)}{remark}\n\n{table}")
    broken = [one.title for one in comparisons if not one.is_kept]
    if broken and not options.report_only:
        sys.exit(f"Slower than allowed: {'; '.join(broken)}.")


def measure(comparisons: Sequence[Comparison], environment: Mapping[str, str], rounds: int) -> None:
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


def _time(command: Sequence[str], environment: Mapping[str, str], *, needs_empty_home: bool) -> float:
    """Return the seconds from the start of a process to its end."""
    if not needs_empty_home:
        return run(command, environment).seconds
    with tempfile.TemporaryDirectory() as home:
        elsewhere = {name: value for name, value in environment.items() if name != "RC_KB_DB"} | {"HOME": home}
        return run(command, elsewhere).seconds


def read_output(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what a command prints."""
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()


def ask_peer(form: str, file: Path, sql: str) -> Sequence[str]:
    """Return the command by which the peer of a format writes the rows of a statement."""
    if form == "jsonl":
        return (SQLITE_UTILS, "query", "--nl", str(file), sql)
    return ("sqlite3", "-header", f"-{form}", str(file), sql)


def _write_table(comparisons: Sequence[Comparison]) -> str:
    rows = [
        ["what", "rc-kb, ms", "peer, ms", "ratio", "at most", "kept"],
        ["---", "---:", "---:", "---:", "---:", "---"],
        *(one.describe() for one in comparisons),
    ]
    return write_rows(rows)


def write_rows(rows: Sequence[Sequence[str]]) -> str:
    """Write rows as a table of Markdown."""
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def describe_run(rounds: int) -> str:
    """Tell when and on what machine was measured."""
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


def write_page(name: str, measured: str, page_file: Path = PAGE) -> None:
    """Put what was measured between the two markers of a benchmark in the page."""
    begin, end = (f"<!-- {name}: {side} -->" for side in ("begin", "end"))
    page = page_file.read_text("utf-8")
    before, found, rest = page.partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        sys.exit(f"{page_file} has not both markers, {begin} and {end}: the table was not written.")
    page_file.write_text(f"{before}{begin}\n{measured}\n{end}{after}", "utf-8")
