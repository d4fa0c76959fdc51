"""Owns the tables that only follow from others, so that much is found soon; store/derived.py keeps them."""

from sqlalchemy import Column, ForeignKey, ForeignKeyConstraint, Index, SmallInteger
from sqlalchemy import Integer as WholeInteger

from rc_kb.store.models.base import define_table, key_column, text_column

country_fact = define_table(
    "country_fact",
    key_column("fact_id", "the fact", primary_key=True, autoincrement=False),
    Column("country_code", ForeignKey("country.code"), primary_key=True, comment="the country"),
    text_column("kind", "the kind of fact", nullable=False),
    Column(
        "takes_part",
        SmallInteger().with_variant(WholeInteger, "sqlite"),
        nullable=False,
        comment="1 where it, or who stands for it, has a part in the fact; 0 where the fact only lies in it",
    ),
    text_column("published_on_last", "last possible day of publication of its article; NULL where unknown"),
    ForeignKeyConstraint(["fact_id", "kind"], ["fact.id", "fact.kind"], ondelete="CASCADE"),
    # Holds the whole row: facts of a country are counted and ordered without a look at the table, or at articles.
    Index("ix_country_fact_country_code", "country_code", "kind", "published_on_last", "fact_id", "takes_part"),
    comment="One row for each fact and country that it names: as such, by its place, or by whoever stands for it.",
    sqlite_with_rowid=False,
)

facility_attestation = define_table(
    "facility_attestation",
    key_column("facility_key", "the facility's key in facilities", primary_key=True, autoincrement=False),
    text_column(
        "attested_on",
        "last possible day of publication of its article; empty where unknown",
        primary_key=True,
        nullable=False,
    ),
    Column(
        "facility_id",
        ForeignKey("facility.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
        comment="the fact that attests it",
    ),
    comment="One row for each record of a facility, in whose order the last is the one that counts.",
    sqlite_with_rowid=False,
)
