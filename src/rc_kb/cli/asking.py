"""Owns how every command asks: opens the knowledge base, builds it at the first question, prints the answer."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, get_type_hints

from rc_kb.cli.options import (
    AllOption,
    AsOfOption,
    CiteOption,
    DatabaseOption,
    FormatOption,
    JsonOption,
    LimitOption,
    SafeCsvOption,
    ShowSqlOption,
)
from rc_kb.errors import BadValue
from rc_kb.location import Location, ServerAddress, find_database
from rc_kb.output import Format, tell, write_answer, write_text
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Answer, Question
from rc_kb.read.reader import Reader, open_reader
from rc_kb.read.shapes import ask_soon
from rc_kb.tables import TABLES, list_columns

DEFAULT_LIMIT = 50
_MOST_ROWS = 2**53
"""More than any base has, and as many as a statement may ask for."""
_MOST_COUNTED = 10_000
"""Rows that are counted one by one to say how many are left out: of a million that takes seconds (measured)."""


class Asked(NamedTuple):
    """How the user wants an answer: from which file, in which format, how much of it."""

    db: str | None
    form: Format
    limit: int | None
    show_sql: bool = False
    cite: bool = False
    is_safe: bool = False

    @classmethod
    def read(
        cls,
        *,
        db: str | None,
        form: Format | None,
        json: bool,
        limit: int | None,
        everything: bool,
        show_sql: bool = False,
        cite: bool = False,
        safe_csv: bool = False,
    ) -> "Asked":
        """Return what the shared options say together; raise BadValue where two contradict each other."""
        if everything and limit is not None:
            raise BadValue("--all and --limit contradict each other: give one of them.")
        if show_sql and cite:
            raise BadValue("--show-sql and --cite contradict each other: citations are asked for row by row.")
        wanted = None if everything else min(limit or DEFAULT_LIMIT, _MOST_ROWS)
        chosen = choose_format(form, json=json, safe_csv=safe_csv)
        return cls(db, chosen, wanted, show_sql, cite, is_safe=safe_csv)


def choose_format(form: Format | None, *, json: bool, safe_csv: bool = False) -> Format:
    """Return the format that --format and --json say together; raise BadValue where --safe-csv does not go with it."""
    if safe_csv and (json or form not in {Format.CSV, Format.TSV}):
        raise BadValue("--safe-csv goes with --format csv or --format tsv: no spreadsheet opens the other formats.")
    if json and form not in {None, Format.JSON}:
        raise BadValue(f"--json and --format {form} contradict each other: give one of them.")
    return Format.JSON if json else form or Format.TABLE


def prepare_base(db: str | None) -> Location:
    """Return where the knowledge base is; a file is built first where there is none."""
    location = find_database(db)
    if not isinstance(location, ServerAddress) and not location.exists():
        from rc_kb.store.build import build_database

        tell(f"there is no knowledge base yet: building {location}.")
        build_database(location)
    with open_reader(location):
        return location


@contextmanager
def open_base(db: str | None) -> Iterator[Reader]:
    """Give a reader of the knowledge base; a file is built first where there is none."""
    location = find_database(db)
    is_there = isinstance(location, ServerAddress) or location.exists()
    with open_reader(location if is_there else prepare_base(db)) as reader:
        yield reader


def rewind_reader(reader: Reader, as_of: str | None) -> Reader:
    """Return the reader, or one that answers from what articles attest that were published by a day."""
    if as_of is None:
        return reader
    from rc_kb.read.as_of import RewoundReader, parse_as_of

    return RewoundReader(reader, parse_as_of(as_of))


def noun(build: Callable[..., Question]) -> Callable[..., None]:
    """Return the command of a noun: its own filters, the shared options, and the answer to its question.

    The function takes `names` and its filters, and returns the question that they ask.
    """

    def command(
        *,
        db: DatabaseOption = None,
        form: FormatOption = None,
        json: JsonOption = False,
        safe_csv: SafeCsvOption = False,
        limit: LimitOption = None,
        everything: AllOption = False,
        cite: CiteOption = False,
        as_of: AsOfOption = None,
        show_sql: ShowSqlOption = False,
        **filters: Any,
    ) -> None:
        asked = Asked.read(
            db=db,
            form=form,
            json=json,
            limit=limit,
            everything=everything,
            show_sql=show_sql,
            cite=cite,
            safe_csv=safe_csv,
        )
        with open_base(db) as opened:
            reader = rewind_reader(opened, as_of)
            answer_question(reader, build(NameResolver(reader, tell=tell), **filters), asked)

    _take_options(command, build)
    return command


def _take_options(command: Callable[..., None], build: Callable[..., Question]) -> None:
    """Give a command the filters of the function that builds its question, before the shared options."""
    own = [one for one in inspect.signature(build).parameters.values() if one.name != "names"]
    shared = [one for one in inspect.signature(command).parameters.values() if one.name != "filters"]
    hints = get_type_hints(build, include_extras=True) | get_type_hints(command, include_extras=True)
    parameters = [
        one.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[one.name]) for one in (*own, *shared)
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in parameters}
    command.__name__, command.__doc__ = build.__name__, build.__doc__


def answer_question(reader: Reader, question: Question, asked: Asked) -> None:
    """Print the rows of a question, or its statement; say on stderr when there are none, or more."""
    question = reader.limit(question)
    columns = choose_columns(question, asked)
    if asked.show_sql:
        query = ask_soon(reader, question, columns, asked.limit)
        write_text(reader.prepare(query).with_values_written_in())
        return
    answer = find_rows(reader, question, columns, asked)
    written = write_answer(answer, asked.form, TABLES[question.view], is_safe=asked.is_safe)
    if not written:
        about = " ".join(question.described)
        tell(f"no {question.view} {about}".rstrip() + " in the knowledge base.")
    tell_the_rest(reader, question, written, asked)


def choose_columns(question: Question, asked: Asked) -> list[str]:
    """Return the columns that a table of rows needs; none, for all, where rows are data."""
    return list_columns(question.view) if asked.form in {Format.TABLE, Format.MD} else []


def find_rows(reader: Reader, question: Question, columns: Sequence[str], asked: Asked) -> Answer:
    """Return the rows of a question, with their citations where they are wanted."""
    if not asked.cite:
        return reader.find(ask_soon(reader, question, columns, asked.limit))
    from rc_kb.read.quoting import OWNERS, Quoter

    own = [OWNERS[question.view], *columns] if columns else []
    answer = reader.find(ask_soon(reader, question, list(dict.fromkeys(own)), asked.limit))
    return Quoter(reader).add_citations(question.view, answer)


def tell_the_rest(reader: Reader, question: Question, written: int, asked: Asked) -> None:
    """Say on stderr how many rows a limit has left out."""
    if written and written == asked.limit:
        most = max(_MOST_COUNTED, written)
        count = reader.find_value(question.ask_count(most + 1))
        if isinstance(count, int) and count > written:
            of = f"more than {most:,}" if count == most + 1 else f"{count:,}"
            tell(f"{written:,} of {of} {question.view} (--all for the rest).")
