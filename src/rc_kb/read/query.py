"""Owns what a question is: a statement over one view with its bound values, put together from fixed pieces."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rc_kb.errors import DatabaseUnreadable

if TYPE_CHECKING:
    from rc_kb.read.citations import Citations

Value: TypeAlias = "str | int | float | bytes | Citations | None"
"""What a cell of an answer holds; the citations of a row, a tuple, stand in a column of their own."""

CITATIONS = "citations"
"""The name of the column of an answer that holds the citations of each row."""

_PARAMETER = r":([a-z_]\w*)"


class Query(NamedTuple):
    """A statement and the values that are bound to its `:named` parameters."""

    sql: str
    values: Mapping[str, Value] = MappingProxyType({})

    def with_values_written_in(self) -> str:
        """Return the statement with its values as SQL literals, to be pasted into any SQL shell."""
        return re.sub(_PARAMETER, lambda found: _write_literal(self.values[found.group(1)]), self.sql) + ";"

    def count_rows(self) -> "Query":
        """Return the query that counts the rows of this one."""
        return Query(f"SELECT count(*) FROM ({self.sql}) AS counted", self.values)


class Question:
    """A question to one view: conditions to be met by its rows, and the order of the answer.

    Columns that are carried are in every answer. Only where an answer has all columns of its order does SQLite order
    the parts of a union by themselves; else it makes every value of every row first.
    """

    def __init__(self, view: str, order: str, carried: Sequence[str] = ()) -> None:
        self.view = view
        self.described: list[str] = []
        self._order = order
        self._carried = carried
        self._conditions: list[str] = []
        self._values: dict[str, Value] = {}

    def where(self, condition: str, described: str = "", **values: Value) -> "Question":
        """Add a condition in SQL; what the user typed comes only as a bound value."""
        self._conditions.append(condition)
        self._values |= values
        if described:
            self.described.append(described)
        return self

    def ask(self, columns: Sequence[str] = (), limit: int | None = None) -> Query:
        """Return the query for some columns, or all, of at most so many rows."""
        asked = dict.fromkeys((*columns, *self._carried)) if columns else ["*"]
        sql = f"SELECT {', '.join(asked)}\nFROM {self.view}"
        if self._conditions:
            sql += "\nWHERE " + "\n  AND ".join(self._conditions)
        sql += f"\nORDER BY {self._order}"
        return Query(sql if limit is None else f"{sql}\nLIMIT {limit}", dict(self._values))


def read_number(value: Value) -> int:
    """Return a value that is a whole number in every base of rc-kb's; raise DatabaseUnreadable where it is not."""
    if not isinstance(value, int):
        raise DatabaseUnreadable(
            f"the knowledge base has {value!r:.40} where a number belongs: rc-kb did not write it."
        )
    return value


class Answer(NamedTuple):
    """The rows of a query, in order, each with a value for each column; rows are read as they are taken."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]


def name_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns, numbered where a statement gives two the same, so that no value is lost in JSON."""
    apart: list[str] = []
    for name in names:
        times = 1
        while (numbered := name if times == 1 else f"{name}_{times}") in apart:
            times += 1
        apart.append(numbered)
    return tuple(apart)


def _write_literal(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)
