"""Owns the command that brings coding sheets into the knowledge base."""

from pathlib import Path
from typing import Annotated

import typer

from rc_kb.cli.asking import open_base
from rc_kb.cli.options import DatabaseOption
from rc_kb.output import say


def load(
    sheets: Annotated[
        list[Path], typer.Argument(metavar="SHEET...", readable=False, help="Coding sheets: YAML, one for each article.")
    ],
    db: DatabaseOption = None,
) -> None:
    """Load coding sheets: all of them, or none where one has a mistake.

    A sheet that was loaded before changes exactly the facts that differ.

    \b
    rc-kb load sheets/tehran-times-476836.yaml
    """
    from rc_kb.store.build import load_files

    with open_base(db) as reader:
        path = reader.path
    report = load_files(path, sheets)
    for party in report.new_parties:
        say(f"rc-kb: new: {party}.")
    skipped = f", {report.not_accepted} not accepted by a reviewer" if report.not_accepted else ""
    say(
        f"rc-kb: loaded {report.articles} sheets: {report.added} facts added, {report.changed} changed, "
        f"{report.removed} removed, {report.unchanged} unchanged{skipped}."
    )
