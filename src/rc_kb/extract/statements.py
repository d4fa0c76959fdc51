"""Owns the rules for statements: whose words are reported in which paragraph; what they say is left to the reviewer."""

from collections.abc import Iterator
from typing import Any

from rc_kb.extract.facts import Proposal
from rc_kb.extract.lexicon import SPEECH
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import Organization, load_gazetteer

_SAYS = SPEECH | {
    "saying",
    "expressing",
    "noting",
    "stressing",
    "adding",
    "say",
    "says",
    "highlighting",
    "emphasizing",
    "praising",
    "thanking",
    "hoping",
    "pointing",
}
_REACH = 12


def extract_statements(story: Story) -> Iterator[Proposal]:
    """Return a statement for each person, or organization, and paragraph in which that party's words are reported."""
    seen: set[tuple[str, int]] = set()
    for reading in story.readings:
        if story.is_title(reading):
            continue
        for party, token in _list_speakers(story, reading):
            speaker = (
                party.person.name
                if party.person
                else story.names.name_of(party.organization)
                if party.organization
                else None
            )
            paragraph = story.prose.paragraph_of(token)
            if speaker is None or (speaker, paragraph) in seen:
                continue
            seen.add((speaker, paragraph))
            yield _make(story, reading, party, speaker)


def _list_speakers(story: Story, reading: Reading) -> Iterator[tuple[Party, int]]:
    """Return those who speak in a sentence with the verb that says so."""
    lower = story.prose.lower
    first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
    for token in range(first, stop):
        if lower[token] not in _SAYS or story.prose.is_quoted[token]:
            continue
        party = _find_speaker(story, reading, token)
        if party is not None:
            yield party, token


def _find_speaker(story: Story, reading: Reading, token: int) -> Party | None:
    """Return the subject of a verb of speech: the nearest person before it, or right after it."""
    lower = story.prose.lower
    before = [
        one
        for one in reading.parties
        if one.stop <= token
        and one.person
        and token - one.stop <= _REACH
        and not story.prose.is_quoted[one.start]
        and lower[one.start - 1 : one.start] not in (["with"], ["told"], ["to"], ["by"], ["of"], ["between"])
    ]
    if before:
        return before[-1]
    after = [one for one in reading.parties if one.person and 0 <= one.start - token <= 1]
    if after:
        return after[0]
    bodies = [one for one in reading.parties if one.organization and not one.is_somebody and 0 <= token - one.stop <= 1]
    if bodies and lower[token] in {"said", "announced", "stated", "added", "reported", "noted", "denied"}:
        return bodies[-1]
    return None


def _make(story: Story, reading: Reading, party: Party, speaker: str) -> Proposal:
    values: dict[str, Any] = {"speaker": speaker}
    basis: list[str] = []
    office = party.person.office if party.person else None
    organization = office.organization if office else None
    behalf = _stands_for(story, organization, office.country if office else None)
    if behalf and behalf != speaker:
        values["on_behalf_of"] = behalf
        basis.append("on behalf of: the office that the speaker holds")
    if party.is_reference and party.person:
        basis.append("speaker: named in a sentence before")
    rule = (
        "statement.by_organization"
        if party.person is None
        else "statement.by_reference"
        if party.is_reference
        else "statement.by_name"
    )
    sentence = reading.chunked.sentence
    first = reading.chunked.chunks[0].start
    return Proposal("statements", rule, values, [(first, sentence.stop), (party.start, party.stop)], basis)


def _stands_for(story: Story, organization: Organization | None, country: str | None) -> str | None:
    """Return whom an official speaks for: an envoy for the country, a society's president for the society."""
    names = load_gazetteer().country_names
    if organization is not None and organization.kind == "embassy" and organization.country:
        return names[organization.country]
    if organization is not None:
        return story.names.name_of(organization)
    return names[country] if country else None
