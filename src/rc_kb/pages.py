"""Owns the pages of a table: some rows at a time, so that the first are seen early and a million take no memory."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from rc_kb.cells import Row, write_column
from rc_kb.read.query import CITATIONS, Answer, Value
from rc_kb.tables import Shown
from rc_kb.text import make_all_harmless, make_harmless

_NUMBER = Shown("", ("#",), is_number=True)
"""The column that numbers the rows of a table whose citations stand below them."""


class Page(NamedTuple):
    """Rows that are laid out together, as cells of the columns that show anything, and the citations of each row."""

    columns: Sequence[Shown]
    rows: list[tuple[str, ...]]
    notes: list[list[str]]
    first: int = 1
    """The number of the first row in the whole table."""

    is_numbered: bool = False
    has_head: bool = True
    """Whether its columns need a head: they are other ones than those of the page before, or notes stand between."""


def list_pages(answer: Answer, table: Sequence[Shown], size: int) -> Iterator[Page]:
    """Return the pages of a table, of so many rows each; one without rows where there are none.

    An optional column is shown from the first page on in which it is not empty. Where rows have citations, these are
    notes, and the rows of all pages are numbered; a single row is not.
    """
    is_cited = CITATIONS in answer.columns
    own = [shown for shown in table if shown.columns != (CITATIONS,)]
    filled: set[Shown] = set()
    first, is_numbered = 1, False
    while (rows := list(islice(answer.rows, size))) or first == 1:
        notes = list_notes(answer.columns, rows) if is_cited else []
        is_numbered = is_numbered or (len(rows) > 1 and bool(notes))
        cells = _fill_columns(answer.columns, own, rows)
        new = {shown for shown, column in zip(own, cells, strict=True) if not shown.is_optional or any(column)} - filled
        filled |= new
        columns = [(shown, column) for shown, column in zip(own, cells, strict=True) if shown in filled]
        if is_numbered:
            columns.insert(0, (_NUMBER, list(map(str, range(first, first + len(rows))))))
        yield Page(
            [shown for shown, _ in columns],
            list(zip(*(column for _, column in columns), strict=True)),
            notes,
            first,
            is_numbered,
            has_head=bool(new) or is_cited,
        )
        first += len(rows)
        if len(rows) < size:
            return


def show_all(answer: Answer) -> list[Shown]:
    """Return a table with every column of an answer."""
    return [Shown(make_harmless(column), (column,)) for column in answer.columns]


def list_notes(columns: Sequence[str], rows: Sequence[Row]) -> list[list[str]]:
    """Return the citations of each row, line by line and harmless; nothing where no row has any."""
    place = columns.index(CITATIONS)
    notes = [list(map(make_harmless, _list_lines(row[place]))) for row in rows]
    return notes if any(notes) else []


def _list_lines(cited: Value) -> list[str]:
    return cited.list_lines() if isinstance(cited, tuple) else []


def list_note_lines(page: Page) -> tuple[list[str], int]:
    """Return the citations of a page's rows line by line, those of a row after its number, and their indent."""
    width = len(str(page.first + len(page.notes) - 1)) + 1 if page.is_numbered else 0
    lines = []
    for number, listed in enumerate(page.notes, start=page.first):
        before = f"{number:>{width - 1}} " if width else ""
        for line in listed:
            lines.append(before + line)
            before = " " * width
    return lines, width


def _fill_columns(columns: Sequence[str], table: Sequence[Shown], rows: Sequence[Row]) -> list[Sequence[str]]:
    """Return the cells of each column of a table, with nothing in them that a terminal could act on."""
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    return [_fill_column(shown, [values[columns.index(column)] for column in shown.columns]) for shown in table]


def _fill_column(shown: Shown, values: Sequence[Sequence[Value]]) -> Sequence[str]:
    if shown.is_plain:
        return write_column(values[0])
    return make_all_harmless([shown.fill(one) for one in zip(*values, strict=True)])
