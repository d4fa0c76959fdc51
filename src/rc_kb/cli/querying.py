"""Owns the commands for people who write SQL: sql and schema."""

import os
import re
from typing import Annotated

import typer

from rc_kb.cli.asking import choose_format, open_base
from rc_kb.cli.options import DatabaseOption, FormatOption, JsonOption, SafeCsvOption
from rc_kb.errors import BadValue, ExitCode
from rc_kb.output import tell, write_answer
from rc_kb.read.query import Query, Value
from rc_kb.read.schema import find_relation, list_relations
from rc_kb.read.time_limit import TimeLimit


def sql(
    statement: Annotated[str, typer.Argument(metavar="SELECT", help="One statement that reads.")],
    parameter: Annotated[
        list[str] | None,
        typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for :name in the statement; repeat it."),
    ] = None,
    timeout: Annotated[
        float,
        typer.Option("--timeout", metavar="SECONDS", min=0.01, max=86400, help="Stop when the database took so long."),
    ] = 30.0,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Run an SQL statement that reads, and print every row.

    The statement cannot write, attach a file or load an extension. The views are listed by `rc-kb schema`.

    \b
    rc-kb sql "SELECT country, status FROM facilities WHERE country_code = :code" -p code=TJ
    """
    if timeout != timeout:  # noqa: PLR0124 - only nan is unlike itself, and no bound refuses it
        raise BadValue("--timeout takes a number of seconds.")
    chosen = choose_format(form, json=json, safe_csv=safe_csv)
    query = Query(statement, dict(map(_read_parameter, parameter or [])))
    limit = TimeLimit(timeout, _end)
    with open_base(db) as reader, limit.watched():
        write_answer(reader.find_guarded(query, limit), chosen, is_safe=safe_csv)


def schema(
    view: Annotated[str | None, typer.Argument(metavar="VIEW", help="A view or table; all views without it.")] = None,
    db: DatabaseOption = None,
    form: FormatOption = None,
    json: JsonOption = False,
    safe_csv: SafeCsvOption = False,
) -> None:
    """Print the data dictionary: what the views hold, or what the columns of one hold.

    \b
    rc-kb schema meetings
    """
    chosen = choose_format(form, json=json, safe_csv=safe_csv)
    with open_base(db) as reader:
        write_answer(find_relation(reader, view) if view else list_relations(reader), chosen, is_safe=safe_csv)


def _end() -> None:
    """End the process, from the thread that watches a statement: nothing else stops a long step of SQLite."""
    tell("one step of the statement ran past the time limit, and was stopped.")
    os._exit(ExitCode.FAILED)


def _read_parameter(written: str) -> tuple[str, Value]:
    """Return a parameter's name and its value: a number where it is written as one, else a text."""
    name, equals, value = written.partition("=")
    if not name.isidentifier() or not equals:
        raise BadValue(f"{written!r} is not a parameter: write -p name=value.")
    if re.fullmatch(r"[-+]?[0-9]{1,18}", value):
        return name, int(value)
    if re.fullmatch(r"[-+]?[0-9]*\.?[0-9]+([eE][-+]?[0-9]+)?", value):
        return name, float(value)
    return name, value
