"""Owns the commands of what facts are about: countries, organizations, officials."""

from typing import Annotated

import typer

from rc_kb.cli import options
from rc_kb.cli.asking import noun
from rc_kb.cli.completion import complete_regions
from rc_kb.read import queries
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Question


@noun
def countries(
    names: NameResolver,
    with_facilities: Annotated[
        bool, typer.Option("--with-facilities", help="Only countries with a facility, whatever its status.")
    ] = False,
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="NAME",
            help="In a region or sub-region of UN M49.",
            autocompletion=complete_regions,
        ),
    ] = None,
    status: options.StatusOption = None,
    iso: Annotated[bool, typer.Option("--iso", help="Every country of ISO 3166-1, with or without facts.")] = False,
) -> Question:
    """List the countries that facts speak of, with counts of their meetings, facilities and missions.

    \b
    rc-kb countries --with-facilities
    rc-kb countries --region Africa --status operating
    """
    return queries.find_countries(
        with_facilities=with_facilities, region=names.find_region(region), status=status, iso=iso
    )


@noun
def organizations(
    names: NameResolver,
    kind: options.OrganizationKindOption = None,
    country: options.CountryOption = None,
    with_facts: Annotated[bool, typer.Option("--with-facts", help="Only organizations that facts speak of.")] = False,
) -> Question:
    """List organizations: the National Societies, the other bodies of the Movement, and whom articles name.

    \b
    rc-kb organizations --country Kenya
    rc-kb organizations --kind national_society --with-facts
    """
    return queries.find_organizations(kind=kind, country=names.find(country, "country"), with_facts=with_facts)


@noun
def officials(
    names: NameResolver, organization: options.OrganizationOption = None, country: options.CountryOption = None
) -> Question:
    """List officials with the offices that articles give them.

    \b
    rc-kb officials --country Iraq
    """
    return queries.find_officials(
        organization=names.find(organization, "organization"), country=names.find(country, "country")
    )
