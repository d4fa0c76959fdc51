"""Owns the rules for commitments: what a party promised, plans, agreed, did as agreed, or denied."""

import re
from collections.abc import Iterator
from typing import Any

from rc_kb.extract.clauses import is_of_movement, list_places
from rc_kb.extract.facts import Proposal
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import Organization, load_gazetteer
from rc_kb.vocabulary import Modality

_VERB = r"(?:also |soon |further |then |shortly |now |continue to |be able to |not )*"
_PATTERNS: tuple[tuple[str, Modality, re.Pattern[str]], ...] = (
    (
        "commitment.denied",
        "denied",
        re.compile(r"\b(?:denied|denies|rejected|dismissed|refuted)\b (?P<what>.+)", re.IGNORECASE),
    ),
    (
        "commitment.agreed",
        "agreed",
        re.compile(
            r"\b(?:signed|inked|concluded|initialed|initialled|sealed) (?:a |an |the |their |two |another "
            r")?(?P<what>(?:\w+ ){0,4}?(?:memorandum|mou|agreement|protocol|accord|contract|deal|declaration|"
            r"letter of intent|cooperation agreement|memorandum of understanding)\b.*)"
        ),
    ),
    (
        "commitment.agreed",
        "agreed",
        re.compile(
            r"(?P<what>(?:memorandum of understanding|memorandum|mou|agreement|protocol|accord|"
            r"contract)\b.{0,80}?) (?:was|were|has been|have been) (?:also )?(?:signed|concluded|inked|"
            r"initialed)\b"
        ),
    ),
    ("commitment.agreed", "agreed", re.compile(r"\bagreed (?:to|on|that) (?P<what>.+)")),
    (
        "commitment.promised",
        "promised",
        re.compile(
            r"\b(?:pledged|promised|vowed|assured|undertook|committed (?:itself |himself |herself )?to|"
            r"guaranteed)\b (?:to |that |of )?(?P<what>.+)"
        ),
    ),
    (
        "commitment.promised",
        "promised",
        re.compile(r"\b(?:readiness|willingness|ready|prepared|willing|stands ready|is ready) (?:to|for) (?P<what>.+)"),
    ),
    (
        "commitment.planned",
        "planned",
        re.compile(
            r"\b(?:plans?|intends?|is going|are going|is set|are set|has decided|decided|is planning|are "
            r"planning) to (?P<what>.+)"
        ),
    ),
    (
        "commitment.will",
        "planned",
        re.compile(rf"\b(?:will|would) {_VERB}(?P<what>(?!be\b|have\b|meet\b|visit\b|not\b)\w+ .+)"),
    ),
)
_WORDS = frozenset(
    "denied denies rejected dismissed refuted signed inked concluded initialed initialled sealed agreed "
    "pledged promised vowed assured "
    "undertook committed guaranteed readiness willingness ready prepared willing plan plans intend intends "
    "going set decided planning "
    "will would".split()
)
"""Words of which every pattern needs one."""
_NOT_ACTS = frozenset(
    "strengthen lead help be have allow become benefit remain like meet visit travel arrive leave attend "
    "hope see take contribute come enhance stay make".split()
)
_LONGEST = 10


def extract_commitments(story: Story) -> Iterator[Proposal]:
    """Return what parties are reported to have promised, planned, agreed or denied."""
    for reading in story.readings:
        if story.is_title(reading):
            continue
        first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
        if _WORDS.isdisjoint(story.prose.lower[first:stop]):
            continue
        text = " ".join(story.prose.words[first:stop])
        for rule, modality, pattern in _PATTERNS:
            match = pattern.search(text)
            if not match:
                continue
            token = first + text[: match.start()].count(" ")
            proposal = _make(story, reading, rule, modality, match["what"], token)
            if proposal is not None:
                yield proposal
                break


def _make(story: Story, reading: Reading, rule: str, modality: Modality, what: str, token: int) -> Proposal | None:
    words = _shorten(what)
    if len(words) < 2 or (modality in {"planned", "promised"} and words[0] in _NOT_ACTS):
        return None
    bound = _find_bound(story, reading, token)
    if bound is None:
        return None
    name, span, basis = bound
    values: dict[str, Any] = {"by": name}
    party = _find_party(story, reading, token, name)
    if party is not None:
        values["party"] = party
    values["what"], values["modality"] = " ".join(words), modality
    place = next((one for one in list_places(story, reading, token, reading.chunked.sentence.stop) if one.code), None)
    if place is not None:
        values["country"] = place.code
        if place.basis:
            basis = [*basis, place.basis]
    stop = min(reading.chunked.sentence.stop, token + len(words) + 8)
    spans = [(token, stop), span]
    if place is not None:
        spans.append((place.start, place.stop))
    return Proposal("commitments", rule, values, spans, basis)


def _shorten(what: str) -> list[str]:
    """Return the first words of what is promised: a phrase that says what it is about, and no sentence."""
    words = re.split(
        r" (?:[,.;:\"“”(]|which|who|when|if|after|before|while|said|because|so that|under which)(?: |$)", what
    )[0].split()
    return words[:_LONGEST]


def _find_bound(story: Story, reading: Reading, token: int) -> tuple[str, tuple[int, int], list[str]] | None:
    """Return who is bound: the organization or country that acts, or for which the speaker stands."""
    names = load_gazetteer().country_names
    before = [one for one in reading.parties if one.stop <= token]
    bodies = [one for one in before if one.organization and not one.is_somebody]
    if bodies and token - bodies[-1].stop <= 6 and bodies[-1].organization:
        return story.names.name_of(bodies[-1].organization), (bodies[-1].start, bodies[-1].stop), []
    countries = [one for one in before if one.country and not one.organization and not one.is_somebody]
    if countries and token - countries[-1].stop <= 3 and countries[-1].country:
        return names[countries[-1].country], (countries[-1].start, countries[-1].stop), []
    for party in reversed(before):
        stands = _stands_for(story, party)
        if stands is not None:
            return stands, (party.start, party.stop), ["by: the speaker stands for it"]
    for party in reading.parties:
        stands = _stands_for(story, party) if party.person else None
        if stands is not None:
            return stands, (party.start, party.stop), ["by: the speaker stands for it"]
    return None


def _stands_for(story: Story, party: Party) -> str | None:
    organization = (
        party.person.office.organization if party.person and party.person.office else None
    ) or party.organization
    if not party.is_somebody and organization is None:
        return None
    if organization is None or organization.kind in {"embassy", "government"}:
        code = party.country or (organization.country if organization else None)
        return load_gazetteer().country_names[code] if code else None
    return story.names.name_of(organization)


def _find_party(story: Story, reading: Reading, token: int, by: str) -> str | None:
    """Return the other side: the body of the Movement that is named after the words."""
    for party in reading.parties:
        organization: Organization | None = party.organization
        if party.start > token and is_of_movement(organization) and organization is not None:
            name = story.names.name_of(organization)
            if name != by:
                return name
    return None
