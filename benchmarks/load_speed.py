"""Measures how fast sheets are loaded, beside sqlite-utils, and writes its table of docs/performance.md.

`python benchmarks/load_speed.py` needs the extra `dev`. Ours reads coding sheets and checks them, and writes rows under
all constraints with the index of search; sqlite-utils is given those very rows, and plain tables without a constraint
or a search, that have the same indexes. It exits with 1 where a bar is broken.
"""

import json
import math
import shlex
import shutil
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from comparing import RC_KB, SQLITE_UTILS, Comparison, make_parser, measure, need, read_output, report
from making import write_sheets
from running import make_environment

ROUNDS = 3
MEETINGS = (8_000, 80_000)
LEAST_RATE = 1.5
"""How many times the rows per second of sqlite-utils."""

MOST_GROWTH = 1.1
"""The exponent of linear growth is 1; the rest is for what is measured only a few times."""

_NOT_LOADED = ("alembic_version", "dictionary_entry")


class Load(NamedTuple):
    """A number of sheets, the rows that they become, and what is compared: one process and two."""

    sheets: int
    rows: int
    comparisons: list[Comparison]


def main() -> None:
    """Measure, and report."""
    parser = make_parser(__doc__, ROUNDS)
    parser.add_argument(
        "--meetings", type=int, nargs="+", default=MEETINGS, help="the sizes, smallest first (default: %(default)s)"
    )
    options = parser.parse_args()
    need(RC_KB, SQLITE_UTILS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = make_environment(folder)
        loads = [plan_load(folder / str(meetings), meetings, environment) for meetings in options.meetings]
        comparisons = [one for load in loads for one in load.comparisons]
        measure(comparisons, environment, options.rounds)
    growth = _compute_growth(loads)
    report("load_speed", comparisons, options, f"\n{_describe(loads)}{_tell_growth(growth)}")
    if growth is not None and growth > MOST_GROWTH and not options.report_only:
        sys.exit(f"Loading grows with the exponent {growth:.2f}, and {MOST_GROWTH} is allowed.")


def plan_load(folder: Path, meetings: int, environment: Mapping[str, str], jobs: Sequence[int] = (1, 2)) -> Load:
    """Return what is compared for so many meetings: both sides begin with an empty copy each time."""
    folder.mkdir()
    fresh, loaded, plain = (folder / name for name in ("fresh.db", "loaded.db", "plain.db"))
    sheets = write_sheets(folder / "sheets.jsonl", meetings)
    with sheets.open("rb") as lines:
        count = sum(1 for _ in lines)
    read_output([RC_KB, "db", "init", "--db", str(fresh)], environment)
    shutil.copy(fresh, loaded)
    read_output([RC_KB, "load", str(sheets), "--db", str(loaded)], environment)
    rows = _dump_rows(fresh, loaded, folder)
    _make_plain(loaded, plain, list(rows))
    inserts = [f"{shlex.quote(SQLITE_UTILS)} insert copy.db {table} {table}.jsonl --nl --silent" for table in rows]
    peer = _run_in(folder, "cp plain.db copy.db", *inserts)
    comparisons = [
        Comparison(
            f"`rc-kb load FILE.jsonl --jobs {number}`: {count:,} sheets, {sum(rows.values()):,} rows",
            _run_in(
                folder, "cp fresh.db copy.db", f"{shlex.quote(RC_KB)} load sheets.jsonl --db copy.db --jobs {number}"
            ),
            peer,
            1 / LEAST_RATE,
        )
        for number in jobs
    ]
    return Load(count, sum(rows.values()), comparisons)


def _run_in(folder: Path, *commands: str) -> Sequence[str]:
    return ("bash", "-ec", "; ".join((f"cd {shlex.quote(str(folder))}", *commands)))


def _dump_rows(fresh: Path, loaded: Path, folder: Path) -> dict[str, int]:
    """Write the rows that loading wrote, as JSON Lines for each table, and return how many they are."""
    rows: dict[str, int] = {}
    with closing(sqlite3.connect(loaded)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("ATTACH ? AS fresh", [str(fresh)])
        for table in _list_tables(connection):
            listed = connection.execute(f"SELECT * FROM main.{table} EXCEPT SELECT * FROM fresh.{table}").fetchall()
            if listed:
                text = "".join(json.dumps(dict(row)) + "\n" for row in listed)
                (folder / f"{table}.jsonl").write_text(text, encoding="utf-8")
                rows[table] = len(listed)
    return rows


def _list_tables(connection: sqlite3.Connection) -> list[str]:
    found = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%' "
        "AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return [row["name"] for row in found if row["name"] not in _NOT_LOADED]


def _make_plain(loaded: Path, plain: Path, tables: Sequence[str]) -> None:
    """Make plain tables with the columns, keys and indexes of ours, and no constraint beside."""
    with closing(sqlite3.connect(loaded)) as ours, closing(sqlite3.connect(plain)) as theirs:
        for table in tables:
            columns = ours.execute(f"SELECT name, type, pk FROM pragma_table_info('{table}')").fetchall()
            key = [name for name, _, place in sorted(columns, key=lambda column: column[2]) if place]
            defined = ", ".join([*(f"{name} {kind}" for name, kind, _ in columns), f"PRIMARY KEY ({', '.join(key)})"])
            theirs.execute(f"CREATE TABLE {table} ({defined})")
            for name, unique, origin, made in ours.execute(
                'SELECT i.name, i."unique", i.origin, m.sql '
                "FROM pragma_index_list(?) AS i JOIN sqlite_master AS m ON m.name = i.name",
                [table],
            ).fetchall():
                if origin != "pk":
                    indexed = ", ".join(row[0] for row in ours.execute("SELECT name FROM pragma_index_info(?)", [name]))
                    word = "UNIQUE INDEX" if unique else "INDEX"
                    index = f"{table}_{indexed.replace(', ', '_')}"
                    _, where, some = (made or "").partition(" WHERE ")
                    theirs.execute(f"CREATE {word} {index} ON {table} ({indexed}){where}{some}")
        theirs.commit()


def _describe(loads: Sequence[Load]) -> str:
    """Return the rows per second of both sides."""
    told = []
    for load in loads:
        one, two = (load.rows / statistics.median(side.our_seconds) for side in load.comparisons)
        theirs = load.rows / statistics.median([*load.comparisons[0].peer_seconds, *load.comparisons[1].peer_seconds])
        told.append(
            f"{load.rows:,} rows: {one:,.0f} a second by one process, {two:,.0f} by two more, "
            f"{theirs:,.0f} by sqlite-utils."
        )
    return "\n".join(told)


def _compute_growth(loads: Sequence[Load]) -> float | None:
    """Return the exponent by which the time of one process grows from the smallest to the largest number of rows."""
    if len(loads) == 1:
        return None
    small, large = loads[0], loads[-1]
    times = [statistics.median(load.comparisons[0].our_seconds) for load in (small, large)]
    return math.log(times[1] / times[0]) / math.log(large.rows / small.rows)


def _tell_growth(growth: float | None) -> str:
    return "" if growth is None else f"\nThe time grows with the number of rows to the power of {growth:.2f}."


if __name__ == "__main__":
    main()
