"""Owns the commands on the file itself: where it is, what it holds, how it is made, renewed and copied."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from rc_kb.cli.asking import choose_format
from rc_kb.cli.options import DatabaseOption, FormatOption, JsonOption
from rc_kb.errors import BadValue, DatabaseOutOfDate, DatabaseTooNew, NoKnowledgeBase
from rc_kb.location import Location, ServerAddress, find_database
from rc_kb.output import tell, write_answer, write_text
from rc_kb.progress import show_progress
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.read.status import find_status
from rc_kb.settings import SCHEMA_VERSION

TextsOption = Annotated[
    bool, typer.Option("--with-texts", help="Take the attached texts of articles along, which are not yours to share.")
]

db = typer.Typer(add_completion=False, no_args_is_help=True, rich_markup_mode=None)


@db.callback()
def manage() -> None:
    """Manage the knowledge base: path, status, init, upgrade, backup, copy."""


@db.command()
def path(db: DatabaseOption = None) -> None:
    """Print where the knowledge base is, or will be.

    \b
    sqlite3 "$(rc-kb db path)" "SELECT * FROM meetings"
    """
    write_text(str(find_database(db)))


@db.command()
def status(db: DatabaseOption = None, form: FormatOption = None, json: JsonOption = False) -> None:
    """Print what the knowledge base is and how much it holds.

    \b
    rc-kb db status --json
    """
    chosen = choose_format(form, json=json)
    with open_reader(find_database(db)) as reader:
        write_answer(find_status(reader), chosen)


@db.command()
def init(db: DatabaseOption = None) -> None:
    """Build a knowledge base from the data that come with rc-kb; one that is there already stays.

    \b
    rc-kb db init --db kb.db
    """
    from rc_kb.store.build import build_database
    from rc_kb.store.files import sweep_leftovers

    target = find_database(db)
    if _is_there(target):
        if not isinstance(target, ServerAddress):
            sweep_leftovers(target)
        tell(f"{target} is a knowledge base already.")
        return
    build_database(target)
    tell(f"built {target}.")


@db.command()
def upgrade(db: DatabaseOption = None) -> None:
    """Bring a knowledge base to this version's schema and reference data; a backup is made first.

    Facts that you loaded stay as they are.

    \b
    rc-kb db upgrade
    """
    from rc_kb.store.upgrade import upgrade_database

    target = find_database(db)
    try:
        with open_reader(target):
            pass
    except DatabaseTooNew:
        raise
    except DatabaseOutOfDate:
        tell(f"bringing {target} to schema {SCHEMA_VERSION}.")
    saved, differing = upgrade_database(target)
    tell(f"{target} is up to date{f'; as it was before: {saved}' if saved else ''}.")
    for sheet in differing:
        tell(f"it differs from a sheet that comes with rc-kb: `rc-kb load {shlex.quote(str(sheet))}` takes that one.")


@db.command()
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; it must not be there yet.")],
    with_texts: TextsOption = False,
    db: DatabaseOption = None,
) -> None:
    """Copy the knowledge base as it is at one moment, even while it is written to.

    The attached texts of articles stay behind unless --with-texts is given, so that a copy can be passed on.

    \b
    rc-kb db backup kb-2026-11-21.db
    """
    from rc_kb.store.backup import copy_database

    source = find_database(db)
    if isinstance(source, ServerAddress):
        raise BadValue(f"{source} is on a server: `rc-kb db copy` copies it to a file, pg_dump keeps it whole.")
    with open_reader(source) as reader:
        texts = int(str(reader.find_value(Query("SELECT count(*) FROM texts"))))
        copy_database(source, file.absolute(), with_texts=with_texts)
    named = "the attached text" if texts == 1 else f"the {texts:,} attached texts"
    left = "" if with_texts or not texts else f" without {named} (--with-texts takes along what is attached)"
    tell(f"copied to {file}{left}.")


@db.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The knowledge base to copy: a file or an address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where it goes: a new file, or an empty database.")],
    with_texts: TextsOption = False,
) -> None:
    """Copy a whole knowledge base between files and PostgreSQL servers, and check every row of the copy.

    It is copied as it is at one moment; what is written must be, read again, what was read. The attached texts of
    articles stay behind unless --with-texts is given.

    \b
    rc-kb db copy kb.db postgresql://localhost/kb
    """
    from rc_kb.store.copy import copy_base, list_copied_tables

    read_from, write_to = find_database(source), find_database(target)
    with open_reader(read_from):
        pass
    with show_progress(len(list_copied_tables(with_texts=with_texts))) as begin:
        copied = copy_base(read_from, write_to, with_texts=with_texts, tell=begin)
    rows = sum(contents.rows for contents in copied.values())
    tell(f"copied {rows:,} rows of {len(copied)} tables from {read_from} to {write_to}; counts and hashes agree.")


def _is_there(location: Location) -> bool:
    """Tell whether there is a knowledge base; raise what stands in the way of one."""
    if not isinstance(location, ServerAddress) and not location.exists():
        return False
    try:
        with open_reader(location):
            return True
    except NoKnowledgeBase:
        if isinstance(location, ServerAddress):
            return False
        raise
