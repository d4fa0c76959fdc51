"""Measures what trust costs at the size of a million meetings, and writes the second table of docs/performance.md.

`python benchmarks/trust_speed.py` needs the extra `dev` and the sqlite3 shell; it makes its base anew, in half an
hour and 5 GB, unless --base names one that an earlier run has kept there. It exits with 1 where a bar is broken.
"""

import json
import sys
import tempfile
from pathlib import Path

from comparing import RC_KB, Comparison, Stream, make_parser, measure, need, read_output, report
from invented_story import RARE_WORD
from making import make_base
from running import make_environment

MEETINGS = 1_000_000
ROUNDS = 11


def main() -> None:
    """Measure, and report."""
    parser = make_parser(__doc__, ROUNDS)
    parser.add_argument("--meetings", type=int, default=MEETINGS, help="the size of the base (default: %(default)s)")
    parser.add_argument("--base", type=Path, help="where the base is, or is made and kept")
    options = parser.parse_args()
    need(RC_KB, "sqlite3")
    with tempfile.TemporaryDirectory() as folder:
        base = make_base(options.base or Path(folder, "large.db"), options.meetings, with_texts=True)
        environment = make_environment(Path(folder)) | {"RC_KB_DB": str(base)}
        comparisons = _plan(base, environment)
        measure(comparisons, environment, options.rounds)
        streams = [one.measure(environment) for one in _list_streams(base)]
    size = f" The base has {options.meetings:,} meetings, each cited to its words, and the texts of all their articles."
    report("trust_speed", comparisons, options, size, streams)


def _list_streams(base: Path) -> list[Stream]:
    """Return the commands that look at every fact, each beside the sqlite3 shell that only lists what they look at."""
    texts = "SELECT c.*, t.article_id FROM citations AS c LEFT JOIN texts AS t ON t.article_id = c.article_id"
    dates = "SELECT * FROM dates AS d JOIN facts AS f ON f.id = d.fact_id"
    return [
        Stream(
            "`rc-kb verify --all --format jsonl`, to `sqlite3 -json` listing the citations",
            (RC_KB, "verify", "--all", "--format", "jsonl"),
            ("sqlite3", "-json", str(base), texts),
        ),
        Stream(
            "`rc-kb check --format jsonl`, to `sqlite3 -json` listing the dates",
            (RC_KB, "check", "--format", "jsonl"),
            ("sqlite3", "-json", str(base), dates),
        ),
    ]


def _plan(base: Path, environment: dict[str, str]) -> list[Comparison]:
    """Return the comparisons: a question with --cite and without, a search and the same query in the sqlite3 shell."""
    questions = (
        ("meetings", "--partner", "Iraq"),
        ("meetings", "--since", "2024"),
        ("officials", "--country", "Iraq"),
        ("organizations", "--country", "Albania"),
        ("articles", "--since", "2025"),
    )
    cited = [
        Comparison(
            f"`rc-kb {' '.join(question)} --limit 50 --cite`, to the same without `--cite`",
            (RC_KB, *question, "--limit", "50", "--json", "--cite"),
            (RC_KB, *question, "--limit", "50", "--json"),
            1.5,
        )
        for question in questions
    ]
    sql = read_output([RC_KB, "search", RARE_WORD, "--show-sql"], environment)
    found = json.loads(read_output([RC_KB, "search", RARE_WORD, "--json"], environment))
    if not found:
        sys.exit("The search finds nothing: there is nothing to measure.")
    # The shell runs the statement; our start-up comes on top of it, as the help shows it.
    shell = ("bash", "-c", '"$0" --version >&2; sqlite3 -json "$1" "$2"', RC_KB, str(base), sql)
    searched = Comparison(
        f"`rc-kb search` for a word that {len(found)} rows have, to the sqlite3 shell and our start-up",
        (RC_KB, "search", RARE_WORD, "--json"),
        shell,
        2.0,
    )
    return [*cited, searched]


if __name__ == "__main__":
    main()
