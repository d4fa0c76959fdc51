"""Owns what all tables share: STRICT, the names of constraints, keys, dates and closed lists."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Table,
    Text,
    column,
)
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

WholeNumber = BigInteger().with_variant(Integer, "sqlite")
"""A whole number of 64 bits; SQLite has one integer type, STRICT tables know it as INTEGER."""

Words = Text().with_variant(Text(collation="C"), "postgresql")
"""A text; in whatever order a server sorts words, ours is that of their code points, as in SQLite."""

Key = WholeNumber
"""A key of 53 bits made from what a row says (store/keys.py), so that no sequence has to give it out."""


def define_table(name: str, *items: SchemaItem, comment: str, **options: Any) -> Table:
    """Return a STRICT table of the schema; the comment says what one row is."""
    return Table(name, metadata, *items, comment=comment, sqlite_strict=True, **options)


def key_column(name: str, comment: str, **options: Any) -> Column[int]:
    """Return a column that holds a key."""
    return Column(name, Key, comment=comment, **({"nullable": False} | options))


def text_column(name: str, comment: str, **options: Any) -> Column[str]:
    """Return a text column that may be NULL unless it is said otherwise."""
    return Column(name, Words, comment=comment, **({"nullable": True} | options))


def words_column(name: str, *, nullable: bool = False) -> Column[str]:
    """Return the column of a text's folded words, by which it is searched without case and accents."""
    return text_column(f"{name}_words", f"the folded words of {name}, by which it is found", nullable=nullable)


def date_columns(name: str, what: str) -> list[SchemaItem]:
    """Return the columns of an EDTF date: its text, its first and last possible day, what was written."""
    return [
        text_column(name, f"{what}: EDTF (ISO 8601-2); NULL where unknown"),
        text_column(f"{name}_first", f"{what}: first possible day; NULL where open or unknown"),
        text_column(f"{name}_last", f"{what}: last possible day; NULL where open or unknown"),
        text_column(f"{name}_as_written", f"{what}: the words of the article"),
        CheckConstraint(
            f"{name}_first LIKE '____-__-__' AND {name}_last LIKE '____-__-__' AND {name}_first <= {name}_last",
            name=f"{name}_bounds",
        ),
        CheckConstraint(f"{name} IS NOT NULL OR ({name}_first IS NULL AND {name}_last IS NULL)", name=f"{name}_known"),
    ]


def one_of(name: str, values: Sequence[str]) -> CheckConstraint:
    """Return the check that a column holds a word of a closed list."""
    return CheckConstraint(column(name).in_(values), name=name)


def subtype_items(kind: str, *, of: str, discriminator: str) -> list[SchemaItem]:
    """Return the key of a subtype's table: the supertype's id, with its kind held in both."""
    return [
        key_column("id", f"the {of}'s key", primary_key=True, autoincrement=False),
        text_column(discriminator, f"always {kind}", nullable=False, server_default=kind),
        one_of(discriminator, [kind]),
        ForeignKeyConstraint(["id", discriminator], [f"{of}.id", f"{of}.kind"], ondelete="CASCADE"),
    ]
