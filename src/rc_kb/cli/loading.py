"""Owns the command that brings coding sheets into the knowledge base."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from rc_kb.cli.asking import prepare_base
from rc_kb.cli.options import DatabaseOption
from rc_kb.output import tell

_MOST_NEW = 20
_MOST_JOBS = 4
"""One process writes, and has enough to do with what three or four others have checked."""
_ORDER = ("added", "changed", "removed", "unchanged", "not_accepted")


def load(
    sheets: Annotated[
        list[Path],
        typer.Argument(
            metavar="SHEET...",
            readable=False,
            help="Coding sheets: YAML, one for each article; JSON Lines (.jsonl), one sheet a line; - for such lines "
            "on stdin; folders of both, without the folders in them.",
        ),
    ],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who records the facts; the name that you are logged in by else."),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            "-j",
            metavar="N",
            min=1,
            max=64,
            help="Check more than 1000 sheets in N processes; unless you say otherwise, one for each processor, "
            f"{_MOST_JOBS} at most.",
        ),
    ] = None,
    db: DatabaseOption = None,
) -> None:
    """Load coding sheets: up to 1000, or 8 MB, all together or not at all, more in batches of so many.

    A sheet that was loaded before changes exactly the facts that differ. What they said before is kept:
    `rc-kb show ARTICLE-ID --history` prints it. Where a sheet has a mistake, nothing of its batch is loaded, and the
    batches before it stay; the same command again skips what is loaded and goes on.

    \b
    rc-kb load sheets/tehran-times-476836.yaml
    rc-kb load sheets/ --jobs 4
    zcat sheets.jsonl.gz | rc-kb load -
    """
    from rc_kb.progress import show_bytes
    from rc_kb.sheet.sources import find_sheet_files, measure_files, read_raw_sheets
    from rc_kb.store.bulk import load_raw_sheets
    from rc_kb.store.history import find_recorder
    from rc_kb.workers import count_processors

    files = find_sheet_files(sheets)
    base = prepare_base(db)
    with show_bytes("loading", measure_files(files)) as advance:
        report = load_raw_sheets(
            base,
            read_raw_sheets(files),
            find_recorder(by),
            jobs=jobs or min(_MOST_JOBS, count_processors()),
            advance=advance,
        )
    for party in report.new_parties[:_MOST_NEW]:
        tell(f"new: {party}.")
    if len(report.new_parties) > _MOST_NEW:
        tell(f"and {len(report.new_parties) - _MOST_NEW:,} more that are new.")
    tell(f"articles: {_list_counts(report.articles)}; facts: {_list_counts(report.facts)}.")


def _list_counts(counts: Counter[str]) -> str:
    """Return counts as a sentence has them, those that are zero left out."""
    listed = [f"{counts[what]:,} {what.replace('_', ' ')}" for what in _ORDER if counts[what]]
    return ", ".join(listed) or "none"
