"""Measures how fast many rows are written, and how soon the first is seen; writes its part of docs/performance.md.

`python benchmarks/output_speed.py` needs the extra `dev` and the sqlite3 shell; it makes a base of a million meetings,
in half an hour and 4 GB, unless --base names one that an earlier run has kept there. It exits with 1 where a bar is
broken.
"""

import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from comparing import (
    PEERS,
    RC_KB,
    SQLITE_UTILS,
    ask_peer,
    describe_run,
    make_parser,
    need,
    read_output,
    write_page,
    write_rows,
)
from making import make_base
from running import make_environment, run, time_first_row

MEETINGS, MEETINGS_ON_A_TERMINAL = 1_000_000, 10_000
ROUNDS, ROUNDS_ON_A_TERMINAL = 3, 11
SLOWEST, MOST_MEMORY, LATEST = 0.5, 100, 0.5
"""The bars: of the peer's rate at least, MiB at most, seconds until the first row on a terminal."""


@dataclass
class Written:
    """A command that writes every row, a peer for the same rows, and what both took in each round."""

    title: str
    ours: Sequence[str]
    peer: Sequence[str]
    bar: float = 0
    """Of the peer's rate at least; 0 where the peer does less, and is only there to be compared with."""

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
        return self.rate >= self.bar and self.memory <= MOST_MEMORY

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
        rates = [f"{rows / ours:,.0f}", f"{rows / peer:,.0f}", f"{self.rate:.2f}", f"{self.bar}" if self.bar else ""]
        return [self.title, *rates, f"{first:.1f}", f"{self.memory:.0f}", f"{MOST_MEMORY}", verdict]


def main() -> None:
    """Measure, and report."""
    parser = make_parser(__doc__, ROUNDS)
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="the size of the base (default: %(default)s)")
    parser.add_argument("--base", type=Path, help="where the base is, or is made and kept")
    options = parser.parse_args()
    need(RC_KB, SQLITE_UTILS, "sqlite3")
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(options.base or Path(folder, "large.db"), options.meetings)
        small = make_base(Path(folder, "small.db"), MEETINGS_ON_A_TERMINAL)
        environment = make_environment(Path(folder))
        drawing = [RC_KB, "meetings", "--all", "--db", str(small)]
        drawn = [time_first_row(drawing, environment) for _ in range(ROUNDS_ON_A_TERMINAL)]
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


def _plan(base: Path, environment: Mapping[str, str]) -> list[Written]:
    """Return every format that is measured, each beside a program that runs the statement of --show-sql."""
    every = (RC_KB, "meetings", "--all", "--format")
    sql, shown = (read_output([*every, form, "--show-sql"], environment) for form in ("csv", "table"))
    written = [
        Written(f"{name}, to `{PEERS[form]}`", (*every, form), ask_peer(form, base, sql), bar)
        for name, form, bar in (("CSV", "csv", SLOWEST), ("JSON Lines", "jsonl", SLOWEST), ("JSON", "json", 0.0))
    ]
    return [
        *written,
        Written("table in a pipe, to `sqlite3 -csv` of its columns", (*every, "table"), ask_peer("csv", base, shown)),
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


if __name__ == "__main__":
    main()
