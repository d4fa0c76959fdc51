"""Owns the list of all views, and how they are created, dropped and described in a database."""

from functools import cache

from sqlalchemy import Connection, Dialect, delete, insert, inspect, text

from rc_kb.store.models.dictionary import dictionary_entry
from rc_kb.store.models.schema import metadata
from rc_kb.store.views import events, facts, mentions, names, parties, sources
from rc_kb.store.views.base import View, define_view, named


@cache
def list_views() -> tuple[View, ...]:
    """Return every view, each after the views that it reads."""
    return (
        *facts.define_views(),
        *sources.define_views(),
        events.define_events(),
        mentions.define_mentions(),
        mentions.define_country_facts(),
        *names.define_views(),
        *parties.define_views(),
        _define_data_dictionary(),
    )


def compile_view(view: View, dialect: Dialect) -> str:
    """Return the SELECT behind a view in a database's SQL."""
    return str(view.select.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def drop_views(connection: Connection) -> None:
    """Drop every view, those that read others first; SQLite refuses to alter a table under a view.

    A view of that name in another schema of a server is not ours, and stays.
    """
    found = inspect(connection)
    there = set(found.get_view_names(found.default_schema_name))
    for view in reversed(list_views()):
        if view.name in there:
            connection.execute(text(f"DROP VIEW {view.name}"))


def create_views(connection: Connection) -> None:
    """Create every view, and write what tables, views and columns hold into the dictionary."""
    for view in list_views():
        connection.exec_driver_sql(f"CREATE VIEW {view.name} AS {compile_view(view, connection.dialect)}")
    connection.execute(delete(dictionary_entry))
    connection.execute(insert(dictionary_entry), _describe_tables() + _describe_views())


def _describe_tables() -> list[dict[str, object]]:
    return [
        entry
        for table in metadata.sorted_tables
        for entry in _describe(table.name, "table", table.comment, [(c.name, c.comment) for c in table.columns])
    ]


def _describe_views() -> list[dict[str, object]]:
    return [
        entry
        for view in list_views()
        for entry in _describe(view.name, "view", view.description, [(c.name, c.description) for c in view.columns])
    ]


def _describe(
    relation: str, kind: str, description: str | None, columns: list[tuple[str, str | None]]
) -> list[dict[str, object]]:
    described = [(None, description), *columns]
    return [
        {
            "relation": relation,
            "position": position,
            "relation_kind": kind,
            "column_name": column,
            "description": text_of,
        }
        for position, (column, text_of) in enumerate(described)
    ]


def _define_data_dictionary() -> View:
    columns = [
        named("relation", dictionary_entry.c.relation, "the table or view"),
        named("relation_kind", dictionary_entry.c.relation_kind, "table or view"),
        named("position", dictionary_entry.c.position, "0 for the relation itself, else the column's"),
        named("column_name", dictionary_entry.c.column_name, "the column; NULL for the relation itself"),
        named("description", dictionary_entry.c.description, "what a row, or a value, is"),
    ]
    return define_view(
        "data_dictionary",
        "One row for each table, view and column, with what it holds.",
        columns,
        dictionary_entry,
    )
