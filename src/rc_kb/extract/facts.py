"""Owns what a rule proposes: the values of a fact, the spans that they came from, the rule, what was inferred."""

from dataclasses import dataclass, field
from typing import Any

from rc_kb.extract.organizations import Names
from rc_kb.extract.parties import Party, Person
from rc_kb.extract.titles import Office
from rc_kb.gazetteer import Organization


@dataclass(eq=False)
class Proposal:
    """A fact that a rule proposes: values by the keys of the coding sheet, and the tokens that carry them.

    The first of spans is what to show first. basis says which value was inferred, and from what.
    """

    kind: str
    rule: str
    values: dict[str, Any]
    spans: list[tuple[int, int]] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)


def describe_participant(party: Party, names: Names) -> dict[str, Any]:
    """Return who a party is, as a meeting's participant: name, role, organization, country represented."""
    who: dict[str, Any] = {}
    if party.person is not None:
        who["name"] = party.person.name
    office = (party.person.office if party.person else None) or party.office
    if office is not None:
        who["role"] = office.title
    organization = (office.organization if office else None) or party.organization
    if organization is not None:
        who["organization"] = names.name_of(organization)
    country = country_represented(party.person, office, organization, party.country)
    if country is not None:
        who["country"] = country
    return who


def country_represented(
    person: Person | None, office: Office | None, organization: Organization | None, otherwise: str | None
) -> str | None:
    """Return the country that somebody represents; None for the ICRC, the IFRC and other international bodies."""
    if organization is not None and is_international(organization):
        return None
    return (
        (office.country if office else None)
        or (person.country if person else None)
        or (organization.country if organization else None)
        or otherwise
    )


def is_international(organization: Organization) -> bool:
    """Tell whether an organization stands for no country."""
    return organization.kind == "intergovernmental" or (
        organization.is_known and organization.kind != "national_society"
    )
