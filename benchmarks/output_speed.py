"""Measures how fast many rows are written, and how soon the first is seen; writes its part of docs/performance.md.

`python benchmarks/output_speed.py` needs the extra `dev` and the sqlite3 shell; it makes a base of a million meetings,
in some minutes and 1.7 GB, unless --base names one that an earlier run has kept there. It exits with 1 where a bar is
broken.
"""

import os
import pty
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fcntl import ioctl
from pathlib import Path
from statistics import median
from termios import TIOCSWINSZ

from comparing import RC_KB, SQLITE_UTILS, describe_run, make_parser, need, read_output, write_page, write_rows
from running import run

MEETINGS, MEETINGS_ON_A_TERMINAL = 1_000_000, 10_000
ROUNDS, ROUNDS_ON_A_TERMINAL = 3, 11
SLOWEST, MOST_MEMORY, LATEST = 0.5, 100, 0.5
"""The bars: of the peer's rate at least, MiB at most, seconds until the first row on a terminal."""

LINES_AND_COLUMNS = 50, 160
LINES_ABOVE_ROWS = 2


@dataclass
class Written:
    """A command that writes every row, a peer for the same rows, and what both took in each round."""

    title: str
    ours: Sequence[str]
    peer: Sequence[str]
    seconds: list[float] = field(default_factory=list)
    peer_seconds: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    memory: float = 0

    @property
    def rate(self) -> float:
        """Return our rows a second through the peer's."""
        return median(theirs / ours for theirs, ours in zip(self.peer_seconds, self.seconds, strict=True))

    @property
    def is_kept(self) -> bool:
        """Return whether the bars are kept."""
        return self.rate >= SLOWEST and self.memory <= MOST_MEMORY

    def run(self, environment: Mapping[str, str], *, begins: bool) -> None:
        """Run both sides once, ours first where it begins."""
        for command in (self.ours, self.peer) if begins else (self.peer, self.ours):
            took = run(command, environment)
            if command is self.ours:
                self.seconds.append(took.seconds)
                self.firsts.append(took.first)
                self.memory = max(self.memory, took.memory)
            else:
                self.peer_seconds.append(took.seconds)

    def describe(self, rows: int) -> list[str]:
        """Return the cells of the table's row."""
        ours, peer, first = map(median, (self.seconds, self.peer_seconds, self.firsts))
        verdict = "yes" if self.is_kept else "**no**"
        rates = [f"{rows / ours:,.0f}", f"{rows / peer:,.0f}", f"{self.rate:.2f}", f"{SLOWEST}"]
        return [self.title, *rates, f"{first:.1f}", f"{self.memory:.0f}", f"{MOST_MEMORY}", verdict]


def main() -> None:
    """Measure, and report."""
    parser = make_parser(__doc__, ROUNDS)
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="the size of the base (default: %(default)s)")
    parser.add_argument("--base", type=Path, help="where the base is, or is made and kept")
    options = parser.parse_args()
    need(RC_KB, SQLITE_UTILS, "sqlite3")
    with tempfile.TemporaryDirectory() as folder:
        base, small = options.base or Path(folder, "large.db"), Path(folder, "small.db")
        if not base.exists():
            _build_base(base, options.meetings)
        _build_base(small, MEETINGS_ON_A_TERMINAL)
        environment = _make_environment(Path(folder))
        drawn = [_time_first_row(environment | {"RC_KB_DB": str(small)}) for _ in range(ROUNDS_ON_A_TERMINAL)]
        environment["RC_KB_DB"] = str(base)
        rows = int(read_output(["sqlite3", str(base), "SELECT count(*) FROM meeting"], environment))
        written = _plan(base, environment)
        for number in range(options.rounds):
            for one in written:
                one.run(environment, begins=number % 2 == 0)
    table = _write_table(written, rows)
    table += _describe_drawing(drawn)
    print(table)
    if not options.no_write:
        write_page("output_speed", f"{describe_run(options.rounds)} The base has {rows:,} meetings.\n\n{table}")
    broken = [one.title for one in written if not one.is_kept] + ["the terminal"] * (median(drawn) > LATEST)
    if broken and not options.report_only:
        sys.exit(f"Slower or larger than allowed: {'; '.join(broken)}.")


def _build_base(path: Path, meetings: int) -> None:
    """Build a base in a process of its own: the memory of this one counts as its children's until they have started."""
    program = (
        "import sys, pathlib, large_base; large_base.build_large_base(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", program, str(path), str(meetings)], cwd=Path(__file__).parent, check=True)


def _make_environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "HOME": str(home)}


def _plan(base: Path, environment: Mapping[str, str]) -> list[Written]:
    """Return every format that is measured, each beside a program that runs the statement of --show-sql."""
    every = (RC_KB, "meetings", "--all", "--format")
    sql, shown = (read_output([*every, form, "--show-sql"], environment) for form in ("csv", "table"))
    file = str(base)
    return [
        Written("CSV, to `sqlite3 -csv`", (*every, "csv"), ("sqlite3", "-header", "-csv", file, sql)),
        Written(
            "JSON Lines, to `sqlite-utils query --nl`", (*every, "jsonl"), (SQLITE_UTILS, "query", "--nl", file, sql)
        ),
        Written("JSON, to `sqlite3 -json`", (*every, "json"), ("sqlite3", "-json", file, sql)),
        Written(
            "table in a pipe, to `sqlite3 -csv` of its columns", (*every, "table"), ("sqlite3", "-csv", file, shown)
        ),
    ]


def _write_table(written: Sequence[Written], rows: int) -> str:
    """Return what was measured of formats as a table."""
    heads = ["`rc-kb meetings --all` as", "rows/s", "peer, rows/s", "ratio", "at least", "first row, s"]
    heads += ["peak memory, MiB", "at most", "kept"]
    return write_rows([heads, ["---", *["---:"] * 7, "---"], *(one.describe(rows) for one in written)])


def _describe_drawing(drawn: Sequence[float]) -> str:
    verdict = "kept" if median(drawn) <= LATEST else "**not kept**"
    return (
        f"\n\nOn a terminal, the first row of a table of {MEETINGS_ON_A_TERMINAL:,} meetings is there after "
        f"{median(drawn):.2f} seconds\n(median of {len(drawn)} runs; at most {LATEST}, which is {verdict})."
    )


def _time_first_row(environment: Mapping[str, str]) -> float:
    """Return the seconds until the first row of a table of all meetings stands on a terminal, and end the command."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", *LINES_AND_COLUMNS, 0, 0))
    began = time.perf_counter()
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        process = subprocess.Popen(
            [RC_KB, "meetings", "--all"],
            env={**environment, "TERM": "xterm-256color"},
            stdin=theirs,
            stdout=theirs,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        seen = b""
        while seen.count(b"\n") <= LINES_ABOVE_ROWS:
            seen += terminal.read(1 << 16)
        took = time.perf_counter() - began
        process.kill()
        process.wait()
    return took


if __name__ == "__main__":
    main()
