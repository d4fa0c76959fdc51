"""Owns what a question is: a statement over one view with its bound values, put together from fixed pieces."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rc_kb.errors import DatabaseUnreadable
from rc_kb.vocabulary import VIEWS_OF_FACTS

if TYPE_CHECKING:
    from rc_kb.read.citations import Citations

Value: TypeAlias = "str | int | float | bytes | Citations | None"
"""What a cell of an answer holds; the citations of a row, a tuple, stand in a column of their own."""

CITATIONS = "citations"
"""The name of the column of an answer that holds the citations of each row."""

_PARAMETER = r"'(?:[^']|'')*'|::|:(?P<name>[a-z_]\w*)"
"""A named parameter, or what only looks like one: in a text, or the type of a value."""

_NO_LIMIT = 2**53
_TABLES = {view: kind for kind, view in VIEWS_OF_FACTS.items() if kind != "facility"} | {
    "organizations": "organization",
    "officials": "official",
    "articles": "article",
}
"""The tables of the views that have a row for each row of theirs."""

LATEST_PUBLISHED = "published_on_last DESC NULLS LAST, id"
"""The order of facts by the article that reports them."""


class Query(NamedTuple):
    """A statement and the values that are bound to its `:named` parameters."""

    sql: str
    values: Mapping[str, Value] = MappingProxyType({})

    def with_values_written_in(self) -> str:
        """Return the statement with its values as SQL literals, to be pasted into any SQL shell."""

        def write(found: re.Match[str]) -> str:
            return _write_literal(self.values[found["name"]]) if found["name"] else found[0]

        return re.sub(_PARAMETER, write, self.sql) + ";"


class _Keys(NamedTuple):
    """The keys that a column may hold: those that a select lists."""

    column: str
    select: str


class Question:
    """A question to one view: conditions to be met by its rows, and the order of the answer.

    Columns that are carried are in every answer. Only where an answer has all columns of its order does SQLite order
    the parts of a union by themselves; else it makes every value of every row first.
    Where few rows are asked for out of many that meet the conditions, chosen_by is the head of the order: by it alone
    the first rows are chosen, before anything else of any row is looked up.
    """

    def __init__(self, view: str, order: str, carried: Sequence[str] = (), chosen_by: str | None = None) -> None:
        self.view = view
        self.described: list[str] = []
        self._order = order
        self._carried = carried
        self._chosen_by = chosen_by
        self._conditions: list[str | _Keys] = []
        self._listed: list[str] = []
        self._reads_keys_first = False
        self._dated: str | None = None
        self._latest: str | None = None
        self._values: dict[str, Value] = {}

    def where(self, condition: str, described: str = "", **values: Value) -> "Question":
        """Add a condition in SQL; what the user typed comes only as a bound value."""
        self._conditions.append(condition)
        return self._describe(described, values)

    def where_among(self, column: str, keys: str, described: str = "", **values: Value) -> "Question":
        """Add the condition that a column holds one of the keys that a select lists."""
        self._conditions.append(_Keys(column, keys))
        return self._describe(described, values)

    def where_listed(self, keys: str, described: str = "", **values: Value) -> "Question":
        """Add the condition that the key of a row is among those that a select lists, each of which is one."""
        self._listed.append(keys)
        return self.where_among("id", keys, described, **values)

    def read_keys_first(self) -> "Question":
        """Ask so that the keys that a select lists are read before all else, for PostgreSQL.

        It expects half of all rows to have one of the keys that a union lists, and reads whole tables: with a million
        meetings up to thirty times the work (measured).
        """
        self._reads_keys_first = True
        return self

    def date_listed(self, dated: str | None = None, latest: str | None = None, **values: Value) -> "Question":
        """Give a select of what is listed, as fact_id, that has the days of publication beside it.

        Without one it is the select that lists. Latest is a select of the same that an index has in the order of days.
        """
        self._dated, self._latest = dated or self._listed[0], latest
        self._values |= values
        return self

    def ask(self, columns: Sequence[str] = (), limit: int | None = None, *, from_the_latest: bool = False) -> Query:
        """Return the query for some columns, or all, of at most so many rows.

        From the latest: what is listed is so much that it is better to go through all rows, the latest first.
        """
        asked = dict.fromkeys((*columns, *self._carried)) if columns else ["*"]
        sql = f"{self._choose(asked, limit, from_the_latest=from_the_latest)}\nORDER BY {self._order}"
        return Query(sql if limit is None else f"{sql}\nLIMIT {limit}", dict(self._values))

    def ask_count(self, most: int = _NO_LIMIT) -> Query:
        """Return the query for how many rows there are; where each has to be looked at, so many are counted at most.

        The limit, even one that no base reaches, keeps a database from counting joined rows where no condition asks
        for them.
        """
        if not self._conditions and self.view in _TABLES:
            return Query(f"SELECT count(*) FROM {_TABLES[self.view]}")
        rows = f"{self._select('1')}\nLIMIT {most}"
        if self._is_list:
            rows = f"SELECT DISTINCT * FROM ({self._listed[0]}) AS listed"
        return Query(f"SELECT count(*) FROM (\n{rows}\n) AS counted", dict(self._values))

    def ask_listed(self, most: int) -> Query | None:
        """Return the query for how many facts are listed, counted up to a number; None where one way leads to them."""
        if not self._is_list or (self._dated and not self._latest):
            return None
        return Query(
            f"SELECT count(*) FROM (SELECT * FROM ({self._listed[0]}) AS listed LIMIT {most}) AS counted",
            dict(self._values),
        )

    @property
    def is_dated(self) -> bool:
        """Whether the days of publication of what is listed are known without a look at its articles."""
        return self._dated is not None

    @property
    def _is_list(self) -> bool:
        return len(self._conditions) == len(self._listed) == 1

    def write_conditions(self) -> str:
        """Return the conditions so far, for a select within that reads columns of the same names."""
        conditions = [self._write_keys(one) if isinstance(one, _Keys) else one for one in self._conditions]
        return "\nWHERE " + "\n  AND ".join(conditions) if conditions else ""

    def _describe(self, described: str, values: Mapping[str, Value]) -> "Question":
        self._values |= values
        if described:
            self.described.append(described)
        return self

    def _write_keys(self, keys: _Keys) -> str:
        if self._reads_keys_first:
            return f"{keys.column} = ANY (ARRAY({keys.select}))"
        return f"{keys.column} IN ({keys.select})"

    def _choose(self, columns: Iterable[str], limit: int | None, *, from_the_latest: bool) -> str:
        """Return the select in the shape that has the first rows soonest."""
        if limit is not None and self._is_list and self._order == LATEST_PUBLISHED:
            return self._select_published(columns, limit, from_the_latest=from_the_latest)
        if limit is not None and self._chosen_by:
            return self._select_chosen(columns, limit, from_the_latest=from_the_latest)
        return self._select(columns)

    def _select(self, columns: Iterable[str]) -> str:
        return f"SELECT {', '.join(columns)}\nFROM {self.view}{self.write_conditions()}"

    def _select_chosen(self, columns: Iterable[str], limit: int, *, from_the_latest: bool) -> str:
        """Return the select of the rows that are not behind the last that the limit leaves.

        Of many rows only the head of the order is looked up, and the rest of it, such as their articles, only of those
        that remain: a third of the work (measured). From the latest, the plus sign before the key keeps SQLite from
        looking the listed up one by one: it goes through the index of days until it has enough.
        """
        if from_the_latest:
            found = f"+id IN ({self._listed[0]})"
        else:
            ranked = self._select(["id", f"rank() OVER (ORDER BY {self._chosen_by}) AS place"])
            found = self._write_keys(_Keys("id", f"SELECT id FROM (\n{ranked}\n) AS ranked WHERE place <= {limit}"))
        return f"SELECT {', '.join(columns)}\nFROM {self.view}\nWHERE {found}"

    def _select_published(self, columns: Iterable[str], limit: int, *, from_the_latest: bool) -> str:
        """Return the select of the listed facts that were published last, which are found by their articles alone.

        The plus sign before the key keeps SQLite from looking the listed up one by one, and CROSS JOIN from going
        through all facts: it goes through the articles, the latest first, until it has enough.
        """
        keys, day, key = self._listed[0], "article.published_on_last", "fact.id"
        dated = self._latest if from_the_latest else self._dated
        if dated:
            latest, day, key = dated, "published_on_last", "fact_id"
        elif from_the_latest:
            joined = "article CROSS JOIN fact\nWHERE article.id = fact.article_id"
            latest = f"SELECT {key} FROM {joined} AND +fact.id IN ({keys})"
        else:
            found = self._write_keys(_Keys(key, keys))
            latest = f"SELECT {key} FROM fact JOIN article ON article.id = fact.article_id\nWHERE {found}"
        order = f"ORDER BY {day} DESC NULLS LAST, {key} LIMIT {limit}"
        return f"SELECT {', '.join(columns)}\nFROM {self.view}\nWHERE id IN (\n{latest}\n{order}\n)"


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


def split_batches(items: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Return a list in parts that one statement can take."""
    return (items[place : place + most] for place in range(0, len(items), most))


def name_apart(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of columns, numbered where a statement gives two the same, so that no value is lost in JSON."""
    apart: list[str] = []
    for name in names:
        times = 1
        while (numbered := name if times == 1 else f"{name}_{times}") in apart:
            times += 1
        apart.append(numbered)
    return tuple(apart)


def ask_of(sql: str, values: Sequence[Value], name: str = "articles") -> Query:
    """Return a query with as many bound values as there are, in place of its {name}."""
    names = [f"{name}_{number}" for number in range(len(values))]
    listed = ", ".join(f":{one}" for one in names) or "NULL"
    return Query(sql.format(**{name: listed}), dict(zip(names, values, strict=True)))


def _write_literal(value: Value) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return str(value)
