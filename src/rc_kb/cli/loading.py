"""Owns the command that brings coding sheets into the knowledge base."""

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from rc_kb.cli.asking import prepare_base
from rc_kb.cli.options import DatabaseOption
from rc_kb.output import tell

_MOST_NEW = 20


def load(
    sheets: Annotated[
        list[Path],
        typer.Argument(metavar="SHEET...", readable=False, help="Coding sheets: YAML, one for each article."),
    ],
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Who records the facts; the name that you are logged in by else."),
    ] = None,
    db: DatabaseOption = None,
) -> None:
    """Load coding sheets: all of them, or none where one has a mistake.

    A sheet that was loaded before changes exactly the facts that differ. What they said before is kept:
    `rc-kb show ARTICLE-ID --history` prints it.

    \b
    rc-kb load sheets/tehran-times-476836.yaml
    """
    from rc_kb.store.build import load_files
    from rc_kb.store.history import find_recorder

    report = load_files(prepare_base(db), sheets, find_recorder(by))
    for party in report.new_parties[:_MOST_NEW]:
        tell(f"new: {party}.")
    if len(report.new_parties) > _MOST_NEW:
        tell(f"and {len(report.new_parties) - _MOST_NEW} more that are new.")
    tell(f"articles: {_list_counts(report.articles)}; facts: {_list_counts(report.facts)}.")


def _list_counts(counts: Counter[str]) -> str:
    """Return counts as a sentence has them, those that are zero left out."""
    listed = [f"{count:,} {what.replace('_', ' ')}" for what, count in counts.items() if count]
    return ", ".join(listed) or "none"
