"""Owns the tables of what facts are about: countries, organizations, officials, their names, and places."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint

from rc_kb.store.models.base import define_table, key_column, one_of, subtype_items, text_column
from rc_kb.vocabulary import (
    AMBIGUITY_KINDS,
    COUNTRY_NAME_KINDS,
    EMBLEMS,
    OFFICIAL_NAME_KINDS,
    ORGANIZATION_KINDS,
    ORGANIZATION_NAME_KINDS,
    PARTY_KINDS,
    REGION_LEVELS,
)

party = define_table(
    "party",
    key_column("id", "key, made from the kind, the country and the name", primary_key=True, autoincrement=False),
    text_column("kind", "country, organization or official", nullable=False),
    text_column("name", "the name that is shown", nullable=False),
    one_of("kind", PARTY_KINDS),
    UniqueConstraint("id", "kind"),
    comment="One row for each country, organization or official: whoever a fact can be about.",
)

region = define_table(
    "region",
    text_column("name", "the UN M49 name", primary_key=True, nullable=False),
    text_column("level", "region, sub_region or intermediate_region", nullable=False),
    Column("part_of", ForeignKey("region.name"), comment="the next larger region"),
    one_of("level", REGION_LEVELS),
    comment="One row for each UN M49 region, sub-region and intermediate region.",
)

country = define_table(
    "country",
    *subtype_items("country", of="party", discriminator="party_kind"),
    text_column("code", "ISO 3166-1 alpha-2", nullable=False, unique=True),
    text_column("alpha_3", "ISO 3166-1 alpha-3", nullable=False, unique=True),
    text_column("numeric_code", "ISO 3166-1 numeric, which is UN M49", nullable=False, unique=True),
    text_column("short_name", "the ISO 3166-1 short name in English", nullable=False),
    Column("region_name", ForeignKey("region.name"), index=True, comment="the smallest UN M49 region it lies in"),
    CheckConstraint("length(code) = 2 AND code = upper(code)", name="code"),
    comment="One row for each entry of ISO 3166-1.",
)

country_name = define_table(
    "country_name",
    Column(
        "country_code",
        ForeignKey("country.code", ondelete="CASCADE"),
        primary_key=True,
        comment="the country",
    ),
    text_column("name", "a name, demonym or code", primary_key=True, nullable=False),
    text_column("kind", "what kind of name it is", nullable=False),
    text_column("key", "the folded name, by which it is found", nullable=False, index=True),
    text_column("note", "historical, or part: the name of a part of the country"),
    one_of("kind", COUNTRY_NAME_KINDS),
    comment="One row for each name of a country. A name that may mean several countries has a row for each.",
)

ambiguous_name = define_table(
    "ambiguous_name",
    text_column("name", "the word or words", primary_key=True, nullable=False),
    text_column("kind", "ambiguous, needs_context or confusable", nullable=False),
    Column("preferred_code", ForeignKey("country.code"), comment="the country whose ISO short name it is"),
    text_column("note", "what makes it ambiguous"),
    one_of("kind", AMBIGUITY_KINDS),
    comment="One row for each name that may mean several countries, or something that is no country.",
)

ambiguous_name_country = define_table(
    "ambiguous_name_country",
    Column("name", ForeignKey("ambiguous_name.name", ondelete="CASCADE"), primary_key=True, comment="the name"),
    Column("country_code", ForeignKey("country.code"), primary_key=True, comment="a country that it may mean"),
    comment="One row for each country that an ambiguous name may mean.",
)

place = define_table(
    "place",
    key_column("id", "key, made from the country and the name", primary_key=True, autoincrement=False),
    text_column("name", "the name of the city or town that is shown", nullable=False),
    Column("country_code", ForeignKey("country.code"), comment="the country it lies in"),
    UniqueConstraint("id", "country_code"),
    comment="One row for each city or town that a fact or a seat names.",
)

place_name = define_table(
    "place_name",
    Column("place_id", ForeignKey("place.id", ondelete="CASCADE"), primary_key=True, comment="the city"),
    text_column("name", "a spelling of the name", primary_key=True, nullable=False),
    text_column("source", "reference, or the article that gives it", primary_key=True, nullable=False, index=True),
    text_column("kind", "always name", nullable=False),
    text_column("key", "the folded name, by which it is found", nullable=False, index=True),
    one_of("kind", ("name",)),
    comment="One row for each spelling that a source gives to the name of a city or town.",
)

organization = define_table(
    "organization",
    *subtype_items("organization", of="party", discriminator="party_kind"),
    text_column("kind", "what kind of organization it is", nullable=False),
    Column("country_code", ForeignKey("country.code"), index=True, comment="the country it belongs to or sits in"),
    text_column("emblem", "the emblem of a National Society"),
    Column("founded_year", Integer, comment="year of foundation, only where a source gives it"),
    text_column("website", "address, not checked"),
    text_column("ifrc_region", "the IFRC region of a National Society"),
    Column("seat_id", ForeignKey("place.id"), comment="the city of its headquarters"),
    Column("part_of_id", ForeignKey("organization.id"), comment="the organization that it is part of"),
    text_column("relation", "its place in the Movement"),
    text_column("source", "where the reference data about it comes from; NULL for one that only sheets name"),
    one_of("kind", ORGANIZATION_KINDS),
    one_of("emblem", EMBLEMS),
    comment="One row for each organization: the Movement's, and those that facts name.",
)

organization_name = define_table(
    "organization_name",
    Column(
        "organization_id",
        ForeignKey("organization.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the organization",
    ),
    text_column("name", "a name or acronym", primary_key=True, nullable=False),
    text_column("source", "reference, or the article that gives it", primary_key=True, nullable=False, index=True),
    text_column("kind", "name, acronym or other", nullable=False),
    text_column("language", "ISO 639-1", nullable=False),
    text_column("key", "the folded name, by which it is found", nullable=False, index=True),
    one_of("kind", ORGANIZATION_NAME_KINDS),
    comment="One row for each name that a source gives to an organization; acronyms are shared by several.",
)

organization_description = define_table(
    "organization_description",
    Column(
        "organization_id",
        ForeignKey("organization.id", ondelete="CASCADE"),
        primary_key=True,
        comment="the organization",
    ),
    Column(
        "article_id",
        ForeignKey("article.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        comment="the article whose sheet describes it",
    ),
    text_column("kind", "what kind of organization the sheet takes it for", nullable=False),
    one_of("kind", ORGANIZATION_KINDS),
    comment="One row for each sheet that describes an organization; its kind is that of most sheets.",
)

official = define_table(
    "official",
    *subtype_items("official", of="party", discriminator="party_kind"),
    Column("country_code", ForeignKey("country.code"), index=True, comment="the country represented"),
    comment="One row for each official: a person named in an article with a role.",
)

official_name = define_table(
    "official_name",
    Column("official_id", ForeignKey("official.id", ondelete="CASCADE"), primary_key=True, comment="the official"),
    text_column("name", "a spelling of the name", primary_key=True, nullable=False),
    text_column("source", "the article that gives it", primary_key=True, nullable=False, index=True),
    text_column("kind", "name or other", nullable=False),
    text_column("key", "the folded name, by which it is found", nullable=False, index=True),
    one_of("kind", OFFICIAL_NAME_KINDS),
    comment="One row for each spelling that an article gives to an official's name.",
)
