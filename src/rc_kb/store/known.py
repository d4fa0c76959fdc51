"""Owns what the reference data say of names, read once and held in memory: sheets are resolved by it alone."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import Connection, select

from rc_kb.store.models.parties import country, country_name, organization, organization_name

REFERENCE = "reference"
"""The source of the names that come from the reference data; a sheet's are of its article."""


class CountryName(NamedTuple):
    """A country that has a name, and what kind of name it is."""

    code: str
    kind: str


class OrganizationName(NamedTuple):
    """An organization of the reference data that has a name, its country, and what kind of name it is."""

    organization_id: int
    country_code: str | None
    kind: str


class KnownNames(NamedTuple):
    """The reference data: whom each folded name may mean; some thousands of names, which any process can be given."""

    codes: frozenset[str]
    countries: dict[str, list[CountryName]]
    organizations: dict[str, list[OrganizationName]]
    kinds: dict[int, tuple[str, str | None]]
    """The kind and the country of each organization."""


def read_known_names(connection: Connection) -> KnownNames:
    """Return what the reference data of a base say of names."""
    countries: dict[str, list[CountryName]] = defaultdict(list)
    listed = select(country_name.c.key, country_name.c.country_code, country_name.c.kind)
    for key, code, kind in connection.execute(listed):
        countries[key].append(CountryName(code, kind))
    organizations: dict[str, list[OrganizationName]] = defaultdict(list)
    named = (
        select(organization_name.c.key, organization.c.id, organization.c.country_code, organization_name.c.kind)
        .join_from(organization_name, organization, organization.c.id == organization_name.c.organization_id)
        .where(organization_name.c.source == REFERENCE)
    )
    for key, number, code, kind in connection.execute(named):
        organizations[key].append(OrganizationName(number, code, kind))
    columns = (organization.c.id, organization.c.kind, organization.c.country_code)
    known = connection.execute(select(*columns).where(organization.c.source.is_not(None)))
    return KnownNames(
        codes=frozenset(connection.scalars(select(country.c.code))),
        countries=dict(countries),
        organizations=dict(organizations),
        kinds={row.id: (row.kind, row.country_code) for row in known},
    )
