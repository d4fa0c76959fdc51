"""Measures rc-kb against its peers, in turns on one file, and writes the first table of docs/performance.md.

`python benchmarks/query_speed.py` needs the extra `dev`; it exits with 1 where a bar is broken.
"""

import json
import sys
import tempfile
from pathlib import Path

from comparing import RC_KB, SQLITE_UTILS, Comparison, make_parser, measure, need, read_output, report
from running import make_environment

ROUNDS = 15
QUESTION = (RC_KB, "countries", "--with-facilities")


def main() -> None:
    """Measure, and report."""
    options = make_parser(__doc__, ROUNDS).parse_args()
    need(RC_KB, SQLITE_UTILS)
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder, "kb.db")
        environment = make_environment(Path(folder)) | {"RC_KB_DB": str(base)}
        read_output([RC_KB, "db", "init"], environment)
        comparisons = _plan(base, environment)
        measure(comparisons, environment, options.rounds)
    report("query_speed", comparisons, options)


def _plan(base: Path, environment: dict[str, str]) -> list[Comparison]:
    """Return the comparisons; the statements are those that --show-sql prints, and both sides read equal rows."""
    table_sql = read_output([*QUESTION, "--show-sql"], environment)
    json_sql = read_output([*QUESTION, "--json", "--show-sql"], environment)
    query = (SQLITE_UTILS, "query", str(base))
    ours, theirs = read_output([*QUESTION, "--json"], environment), read_output([*query, json_sql], environment)
    if not ours.strip() or json.loads(ours) != json.loads(theirs):
        sys.exit("The two sides print different rows: there is nothing to compare.")
    helps = [
        Comparison(
            f"help: `{' '.join(('rc-kb', *command, '--help'))}`",
            (RC_KB, *command, "--help"),
            (SQLITE_UTILS, "--help"),
            1.2,
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


if __name__ == "__main__":
    main()
