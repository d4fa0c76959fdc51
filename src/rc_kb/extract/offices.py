"""Owns the rules for offices: who is said to hold, or to have held, which title of which organization."""

from collections.abc import Iterator
from typing import Any

from rc_kb.extract.facts import Proposal, country_represented
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Story
from rc_kb.extract.titles import Office, is_counterpart
from rc_kb.gazetteer import Organization, load_gazetteer


def extract_offices(story: Story) -> Iterator[Proposal]:
    """Return an office for each title that a story gives to a named person."""
    for person in story.people:
        if not person.is_certain:
            continue
        for office in person.offices:
            if is_counterpart(office.title):
                continue
            values: dict[str, Any] = {"official": person.name, "title": office.title}
            if office.organization is not None:
                values["organization"] = story.names.name_of(office.organization)
            country = country_represented(person, office, office.organization, None)
            if country is not None:
                values["country"] = country
            yield Proposal("offices", office.rule, values, [*office.spans, person.span], list(office.basis))


_HEADING = {
    "heads": "head",
    "headed": "head",
    "leads": "head",
    "chairs": "chair",
    "directs": "director",
    "coordinates": "coordinator",
    "manages": "manager",
    "presides": "president",
    "runs": "head",
}
"""The office that a verb tells of: who heads the department is its head."""
_LONGEST = 10


def read_verbs(story: Story) -> None:
    """Give people the offices that a clause tells by a verb: somebody, who heads the department of a society."""
    lower = story.prose.lower
    for reading in story.readings:
        for party in reading.parties:
            if party.person is None or party.is_reference:
                continue
            token = party.stop + (lower[party.stop : party.stop + 1] == [","])
            if lower[token : token + 1] != ["who"] or lower[token + 1 : token + 2] == []:
                continue
            noun = _HEADING.get(lower[token + 1])
            stop = _end_of_clause(lower, token + 2, reading.chunked.sentence.stop)
            if noun is None or stop <= token + 2:
                continue
            inside = [one for one in reading.parties if token < one.start < stop and one.organization]
            organization = inside[-1].organization if inside else party.organization
            title = f"{noun} of {story.prose.text(token + 2, stop)}"
            office = Office(
                title,
                organization,
                organization.country if organization else None,
                ((token + 1, stop),),
                ("title: said by a verb",),
                "office.by_verb",
            )
            party.person.offices.append(office)
            party.person.is_certain = True
            party.person.country = party.person.country or office.country
            party.office, party.organization, party.country = office, organization, office.country


def _end_of_clause(lower: list[str], start: int, stop: int) -> int:
    return next(
        (
            place
            for place in range(start, min(stop, start + _LONGEST))
            if lower[place] in {",", ".", ";", "and", "said", "to", "from"}
        ),
        min(stop, start + _LONGEST),
    )


def take_counterpart(party: Party, others: list[Party]) -> None:
    """Give a counterpart the title of whose counterpart he is, in the like organization of his own country."""
    model = next(
        (
            office
            for one in others
            if (office := (one.person.office if one.person else None) or one.office) is not None
            and not is_counterpart(office.title)
        ),
        None,
    )
    own = (party.person.office if party.person else None) or party.office
    if model is None or own is None:
        return
    country = own.country or party.country
    office = Office(
        model.title,
        _find_like(model.organization, country),
        country,
        (*own.spans, *model.spans),
        ("title and organization: named only as the counterpart",),
        "office.counterpart",
    )
    if party.person is not None:
        party.person.offices = [office, *(one for one in party.person.offices if one is not own)]
        party.person.country = party.person.country or country
    party.office, party.organization, party.country = office, office.organization, country


def _find_like(organization: Organization | None, country: str | None) -> Organization | None:
    """Return the organization of a country that is like another one: its society, its ministry of the same name."""
    if organization is None or country is None:
        return None
    gazetteer = load_gazetteer()
    if organization.kind == "national_society":
        return gazetteer.societies.get(country)
    if organization.kind == "government":
        own = gazetteer.country_names.get(organization.country or "")
        name = organization.name.removesuffix(f" of {own}") if own else organization.name
        return Organization(f"{name} of {gazetteer.country_names[country]}", country, "government")
    return None
