"""Owns what views are made of: described columns, names looked up by key, citations in readable columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Text, cast, func, select, union_all
from sqlalchemy.sql.expression import CompoundSelect

from rc_kb.store.models.parties import country, party, place
from rc_kb.store.models.sources import article, citation, fact


@dataclass(frozen=True)
class Described:
    """A column of a view: its expression and what a value is."""

    expression: ColumnElement[Any]
    description: str

    @property
    def name(self) -> str:
        """Return the column's name in the view."""
        return str(self.expression.key)


@dataclass(frozen=True)
class View:
    """A public view: its name, what a row is, its columns in order, and the select behind it."""

    name: str
    description: str
    columns: Sequence[Described]
    select: Select[Any] | CompoundSelect[Any]


def named(name: str, expression: Any, description: str) -> Described:
    """Return a column of a view under a name."""
    return Described(expression.label(name), description)


def define_view(
    name: str,
    description: str,
    columns: Sequence[Described],
    source: FromClause,
    *where: ColumnElement[bool],
) -> View:
    """Return a view over one source; no view is ordered, a query orders."""
    chosen = select(*(column.expression for column in columns)).select_from(source)
    return View(name, description, columns, chosen.where(*where) if where else chosen)


def define_union(name: str, description: str, parts: Sequence[Select[Any]], descriptions: Mapping[str, str]) -> View:
    """Return a view of several selects one after the other; the first names the columns."""
    union = union_all(*parts)
    columns = [Described(union.selected_columns[column], text) for column, text in descriptions.items()]
    return View(name, description, columns, union)


def name_of(party_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the shown name of a party, looked up by its key."""
    return select(party.c.name).where(party.c.id == party_id).scalar_subquery()


def name_of_country(code: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the shown name of a country, looked up by its code."""
    named_country = country.alias()
    return (
        select(party.c.name)
        .join_from(named_country, party, party.c.id == named_country.c.id)
        .where(named_country.c.code == code)
        .scalar_subquery()
    )


def name_of_place(place_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the name of a city, looked up by its key."""
    return select(place.c.name).where(place.c.id == place_id).scalar_subquery()


def join_strings(ordered: Select[Any], separator: str, *, within: FromClause) -> ColumnElement[Any]:
    """Return the one column of an ordered select as one text, for a row of the table within; NULL without rows.

    The order is in a subquery because SQLite takes ORDER BY inside an aggregate only from 3.44 on.
    """
    rows = ordered.correlate(within).subquery()
    return select(func.aggregate_strings(rows.c[0], separator)).scalar_subquery()


def date_columns(source: FromClause, name: str, what: str) -> list[Described]:
    """Return the four columns of a date."""
    return [
        named(name, source.c[name], f"{what} (EDTF); NULL where unknown"),
        named(f"{name}_first", source.c[f"{name}_first"], f"{what}: first possible day"),
        named(f"{name}_last", source.c[f"{name}_last"], f"{what}: last possible day"),
        named(f"{name}_as_written", source.c[f"{name}_as_written"], f"{what}: the words of the article"),
    ]


def place_columns(source: FromClause, what: str) -> list[Described]:
    """Return the city and the country of a fact."""
    return [
        named("place_id", source.c.place_id, "the key of the city in places"),
        named("city", name_of_place(source.c.place_id), f"the city {what}"),
        named("country", name_of_country(source.c.country_code), f"the country {what}"),
        named("country_code", source.c.country_code, f"the country {what}, ISO 3166-1 alpha-2"),
    ]


def join_fact(source: FromClause, table: FromClause) -> FromClause:
    """Return a source that has a fact's table, joined with the fact's shared row and its article.

    Each fact has both. They are joined as if it might not, so that a database looks neither up where no column asks.
    """
    return source.outerjoin(fact, fact.c.id == table.c.id).outerjoin(article, article.c.id == fact.c.article_id)


def citation_columns() -> list[Described]:
    """Return what every fact view ends with: what is inferred, and the citation in readable columns."""
    paragraphs = (
        select(cast(citation.c.paragraph, Text).label("paragraph"))
        .where(citation.c.fact_id == fact.c.id)
        .group_by(citation.c.paragraph)
        .order_by(func.min(citation.c.ordinal))
    )
    return [
        named("basis", fact.c.basis, "what in the row is inferred, and from what; NULL where all is stated"),
        named("article_id", fact.c.article_id, "the article that it is cited from"),
        named("publisher", article.c.publisher, "who published the article"),
        *(column for column in date_columns(article, "published_on", "when the article was published")[:3]),
        named("published_basis", article.c.published_basis, "what that date rests on, where it is an inference"),
        named(
            "paragraph",
            join_strings(paragraphs, ", ", within=fact),
            "the paragraphs that it rests on, the first to show first",
        ),
        named("url", article.c.url, "the article's address"),
    ]


def define_fact_view(
    name: str, description: str, columns: Sequence[Described], table: FromClause, *where: ColumnElement[bool]
) -> View:
    """Return the view of one kind of fact: its key, its columns, its citation."""
    key = named("id", table.c.id, "the fact's key")
    return define_view(name, description, [key, *columns, *citation_columns()], join_fact(table, table), *where)
