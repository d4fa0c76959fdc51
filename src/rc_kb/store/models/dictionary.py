"""Owns the table behind the data dictionary."""

from sqlalchemy import Column, Integer

from rc_kb.store.models.base import define_table, one_of, text_column

dictionary_entry = define_table(
    "dictionary_entry",
    text_column("relation", "the table or view", primary_key=True, nullable=False),
    Column(
        "position",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="0 for the relation itself, else the column's",
    ),
    text_column("relation_kind", "table or view", nullable=False),
    text_column("column_name", "the column; NULL for the relation itself"),
    text_column("description", "what a row, or a value, is", nullable=False),
    one_of("relation_kind", ("table", "view")),
    comment="One row for each table, view and column of the schema, with what it holds.",
)
