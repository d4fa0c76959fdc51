"""Owns the views behind names: what each name stands for, and the parties, places and regions themselves."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, literal, null, select

from rc_kb.store.models.facts import facility
from rc_kb.store.models.parties import (
    ambiguous_name,
    ambiguous_name_country,
    country,
    country_name,
    official,
    official_name,
    organization,
    organization_name,
    party,
    place,
    place_name,
    region,
)
from rc_kb.store.models.sources import fact
from rc_kb.store.views.base import View, define_union, define_view, join_strings, name_of_country, named
from rc_kb.store.views.mentions import REPRESENTING


def _define_parties() -> View:
    represents = organization.c.kind.in_(REPRESENTING)
    parts = [
        select(party.c.id, party.c.kind, party.c.name, country.c.code.label("country_code")).join_from(
            party, country, country.c.id == party.c.id
        ),
        _select_organizations(organization.c.country_code).where(represents),
        _select_organizations(null()).where(~represents),
        select(party.c.id, party.c.kind, party.c.name, official.c.country_code).join_from(
            party, official, official.c.id == party.c.id
        ),
    ]
    descriptions = {
        "id": "the party's key",
        "kind": "country, organization or official",
        "name": "the name that is shown",
        "country_code": "the country that it is or represents: a National Society, an embassy or a ministry does",
    }
    return define_union("parties", "One row for each country, organization and official.", parts, descriptions)


def _select_organizations(code: ColumnElement[Any]) -> Select[Any]:
    return select(party.c.id, party.c.kind, party.c.name, code).join_from(
        party, organization, organization.c.id == party.c.id
    )


def _define_places() -> View:
    columns = [
        named("id", place.c.id, "the city's key"),
        named("city", place.c.name, "its name"),
        named("country", name_of_country(place.c.country_code), "the country it lies in"),
        named("country_code", place.c.country_code, "that country, ISO 3166-1 alpha-2"),
    ]
    return define_view("places", "One row for each city or town that a fact or a seat names.", columns, place)


def _define_regions() -> View:
    columns = [
        named("name", region.c.name, "the UN M49 name"),
        named("level", region.c.level, "region, sub_region or intermediate_region"),
        named("part_of", region.c.part_of, "the next larger region"),
    ]
    return define_view(
        "regions", "One row for each UN M49 region, sub-region and intermediate region.", columns, region
    )


def _select_names(kind: str, table: Table, names: Table, key: ColumnElement[Any]) -> Select[Any]:
    """Return the names of a kind of party, with the name that is shown for each."""
    return (
        select(
            literal(kind).label("kind"),
            table.c.id.label("id"),
            party.c.name.label("shown"),
            (table.c.code if kind == "country" else table.c.country_code).label("country_code"),
            names.c.name.label("name"),
            names.c.kind.label("name_kind"),
            names.c.key.label("key"),
            (literal("reference") if kind == "country" else names.c.source).label("source"),
        )
        .join_from(names, table, key == (table.c.code if kind == "country" else table.c.id))
        .join(party, party.c.id == table.c.id)
    )


def _define_names() -> View:
    parts = [
        _select_names("country", country, country_name, country_name.c.country_code),
        _select_names("organization", organization, organization_name, organization_name.c.organization_id),
        _select_names("official", official, official_name, official_name.c.official_id),
        select(
            literal("place"),
            place.c.id,
            place.c.name,
            place.c.country_code,
            place_name.c.name,
            place_name.c.kind,
            place_name.c.key,
            place_name.c.source,
        ).join_from(place_name, place, place.c.id == place_name.c.place_id),
        select(
            literal("facility"),
            facility.c.facility_key,
            facility.c.name,
            facility.c.country_code,
            facility.c.name,
            literal("name"),
            facility.c.key,
            fact.c.article_id,
        )
        .join_from(facility, fact, fact.c.id == facility.c.id)
        .where(facility.c.key.is_not(None)),
    ]
    descriptions = {
        "kind": "country, organization, official, place or facility",
        "id": "the key of what is named; for a facility its facility_key",
        "shown": "the name that is shown for it",
        "country_code": "its country, ISO 3166-1 alpha-2",
        "name": "a name, demonym, code or acronym of it",
        "name_kind": "what kind of name it is",
        "key": "the folded name, by which it is found",
        "source": "reference, or the article that gives the name",
    }
    return define_union(
        "names",
        "One row for each name that a source gives to a country, organization, official, place or facility.",
        parts,
        descriptions,
    )


def _define_ambiguous_names() -> View:
    codes = (
        select(ambiguous_name_country.c.country_code)
        .where(ambiguous_name_country.c.name == ambiguous_name.c.name)
        .order_by(ambiguous_name_country.c.country_code)
    )
    columns = [
        named("name", ambiguous_name.c.name, "the word or words"),
        named("kind", ambiguous_name.c.kind, "ambiguous, needs_context or confusable"),
        named(
            "country_codes",
            join_strings(codes, ", ", within=ambiguous_name),
            "the countries that it may mean",
        ),
        named("preferred_code", ambiguous_name.c.preferred_code, "the country whose ISO short name it is"),
        named("note", ambiguous_name.c.note, "what makes it ambiguous"),
    ]
    return define_view(
        "ambiguous_names", "One row for each name that may mean several countries.", columns, ambiguous_name
    )


def define_views() -> list[View]:
    """Return the views of names, parties, places and regions."""
    return [
        _define_parties(),
        _define_places(),
        _define_regions(),
        _define_names(),
        _define_ambiguous_names(),
    ]
