"""Owns the copying of a whole knowledge base from one database to another, of any kind, checked row by row."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, select
from sqlalchemy.exc import DBAPIError

from rc_kb.errors import DatabaseUnreadable, RcKbError, write_error
from rc_kb.location import Location, ServerAddress
from rc_kb.store.engine import begin_reading, begin_writing, insert_rows
from rc_kb.store.files import check_target, prepare_file, put_in_place
from rc_kb.store.models.dictionary import dictionary_entry
from rc_kb.store.models.schema import metadata
from rc_kb.store.models.search import SEARCH_INDEX, search_entry
from rc_kb.store.models.sources import article_text
from rc_kb.store.schema import holds_knowledge_base, upgrade_schema
from rc_kb.store.search_server import index_entries

_ROWS_AT_A_TIME = 5000

_Tell = Callable[[str], None]


class Contents(NamedTuple):
    """What a table holds: how many rows, and the SHA-256 of them in the order of their keys."""

    rows: int
    digest: str


class Differs(RcKbError):
    """What was written is not what was read; the copy is undone."""


def list_copied_tables(*, with_texts: bool) -> list[Table]:
    """Return the tables that are copied, each after those that it refers to; the rest each version writes itself."""
    left = {dictionary_entry.name} | (set() if with_texts else {article_text.name})
    return [table for table in metadata.sorted_tables if table.name not in left]


def copy_base(source: Location, target: Location, *, with_texts: bool, tell: _Tell) -> dict[str, Contents]:
    """Copy a knowledge base as it is at one moment to where there is none, and return what each table holds.

    The target has all of it or nothing. Each table is told before it is copied. Raises Differs where the rows that
    were written, read again, are not those of the source.
    """
    if isinstance(target, ServerAddress):
        with begin_reading(source) as reading, begin_writing(target) as writing:
            if holds_knowledge_base(writing):
                raise RcKbError(f"there is a knowledge base at {target} already: name an empty database or schema.")
            return _copy(reading, writing, with_texts=with_texts, tell=tell)
    check_target(target)
    with prepare_file(target) as building:
        with begin_reading(source) as reading, begin_writing(building) as writing:
            copied = _copy(reading, writing, with_texts=with_texts, tell=tell)
        put_in_place(building, target)
    return copied


def _copy(reading: Connection, writing: Connection, *, with_texts: bool, tell: _Tell) -> dict[str, Contents]:
    upgrade_schema(writing)
    if writing.dialect.name == "sqlite":
        # A row may refer to one that comes after it.
        writing.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    copied = {}
    for table in list_copied_tables(with_texts=with_texts):
        tell(table.name)
        rows = _select_rows(table, with_texts=with_texts)
        copied[table.name] = _copy_table(reading, writing, table, rows)
        written = _Digest()
        for some in _read(writing, rows):
            written.add(some)
        if written.tell() != copied[table.name]:
            raise Differs(f"the copy of {table.name} is not what was read: nothing was kept of it; try again.")
    if writing.dialect.name == "postgresql":
        # So that the first questions are planned as later ones are.
        writing.exec_driver_sql(f"ANALYZE {', '.join([*copied, SEARCH_INDEX])}")
    return copied


def _copy_table(reading: Connection, writing: Connection, table: Table, rows: Select[Any]) -> Contents:
    """Copy a table, whose rows may refer to each other: foreign keys are looked at after the last of them."""
    digest = _Digest()

    def pass_on() -> Iterator[tuple[Any, ...]]:
        for some in _read_source(reading, rows):
            digest.add(some)
            yield from some

    columns = [column.name for column in table.columns]
    insert_rows(writing, table, pass_on(), columns)
    if table is search_entry and writing.dialect.name == "postgresql":
        for some in _read_source(reading, rows):
            index_entries(writing, some)
    return digest.tell()


def _select_rows(table: Table, *, with_texts: bool) -> Select[Any]:
    rows = select(table).order_by(*table.primary_key)
    return rows.where(table.c.kind != "text") if table is search_entry and not with_texts else rows


def _read_source(connection: Connection, rows: Select[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Return rows of the source; what is wrong with them is not told of the target."""
    try:
        yield from _read(connection, rows)
    except DBAPIError as error:
        said = write_error(error.orig or error)
        raise DatabaseUnreadable(f"the knowledge base that was to be copied cannot be read: {said}.") from error


def _read(connection: Connection, rows: Select[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """Return rows, some at a time."""
    with connection.execute(rows.execution_options(yield_per=_ROWS_AT_A_TIME)) as found:
        for some in found.partitions():
            yield [tuple(row) for row in some]


class _Digest:
    """Counts rows, and adds up what they say."""

    def __init__(self) -> None:
        self._rows = 0
        self._sha256 = sha256()

    def add(self, rows: list[tuple[Any, ...]]) -> None:
        self._rows += len(rows)
        self._sha256.update(json.dumps(rows).encode())

    def tell(self) -> Contents:
        return Contents(self._rows, self._sha256.hexdigest())
