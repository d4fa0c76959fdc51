"""Owns what the rules of several kinds ask of a sentence: who acts, where, and which places a list names."""

from collections.abc import Iterator
from typing import NamedTuple

from rc_kb.extract.chunks import Chunk
from rc_kb.extract.lexicon import NOT_PEOPLE
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import ADJECTIVES_OF_REGIONS, City, Organization

_ITSELF = frozenset({"it", "its", "their", "they", "which"})
_LIST_WORDS = frozenset(", and & the as well in to or from also both for".split())
_FAR_BACK = 3
"""Sentences through which `it` may lead back to an organization."""


class Actor(NamedTuple):
    """An organization that acts in a sentence, where it is named, and what was inferred."""

    organization: Organization
    span: tuple[int, int] | None
    basis: str | None = None


class Place(NamedTuple):
    """A place that a sentence names: its country, city or region as written, and its tokens."""

    code: str | None
    city: str | None
    region: str | None
    written: str
    start: int
    stop: int
    basis: str | None = None


def is_of_movement(organization: Organization | None) -> bool:
    """Tell whether an organization is a society, the ICRC, the IFRC or another body of the Movement."""
    return organization is not None and organization.is_known


def find_actor(story: Story, reading: Reading, token: int, slot: str, *, only_before: bool = False) -> Actor | None:
    """Return the body of the Movement that acts at a token: named in the sentence, or `it`, or whose official speaks.

    slot names the value for the basis, where it is inferred.
    """
    named = [one for one in reading.parties if is_of_movement(one.organization) and not one.is_somebody]
    before = [one for one in named if one.stop <= token and not _is_object(story, one)]
    if before:
        return _take(before[-1], slot)
    possessor = [one for one in named if 0 <= one.start - token <= 4]
    if possessor:
        return _take(possessor[0], slot)
    of_speaker = next((one for one in reading.parties if one.person and is_of_movement(one.organization)), None)
    if of_speaker is not None and of_speaker.organization is not None and not only_before:
        said = f"{slot}: the organization of {of_speaker.person.name if of_speaker.person else 'the speaker'}"
        return Actor(of_speaker.organization, (of_speaker.start, of_speaker.stop), said)
    if only_before and not _ITSELF & set(story.prose.lower[reading.chunked.sentence.start : token]):
        return None
    return find_focus(story, reading, slot)


def _take(party: Party, slot: str) -> Actor:
    assert party.organization is not None  # noqa: S101 - asked for above
    basis = f"{slot}: called only the society" if party.is_reference else None
    return Actor(party.organization, (party.start, party.stop), basis)


def _is_object(story: Story, party: Party) -> bool:
    before = story.prose.lower[max(0, party.start - 2) : party.start]
    return bool({"to", "with", "thanked", "from"} & set(before[-2:])) and before[-1:] != ["that"]


def find_focus(story: Story, reading: Reading, slot: str) -> Actor | None:
    """Return the body of the Movement that the sentences before are about."""
    place = story.readings.index(reading)
    for earlier in reversed(story.readings[max(0, place - _FAR_BACK) : place]):
        for party in earlier.parties:
            if is_of_movement(party.organization) and party.organization is not None:
                return Actor(party.organization, (party.start, party.stop), f"{slot}: named in a sentence before")
    return None


def list_places(
    story: Story, reading: Reading, start: int, stop: int, *, with_unknown: bool = False
) -> Iterator[Place]:
    """Return the countries, cities and regions between two tokens, a city with its country as one.

    with_unknown: also capitalized words after `in` or `at` that GeoNames does not know, and that are nobody's name.
    """
    chunks = [one for one in reading.chunked.chunks if start <= one.start < stop]
    people = {
        token
        for one in reading.parties
        if one.is_somebody and (one.office or one.is_reference)
        for token in range(one.start, one.stop)
    }
    skip = -1
    for place, chunk in enumerate(chunks):
        is_unknown = with_unknown and chunk.kind == "N" and _may_be_place(story, chunk, people)
        if (chunk.kind not in "CLR" and not is_unknown) or chunk.start <= skip or chunk.value in ADJECTIVES_OF_REGIONS:
            continue
        following = chunks[place + 2] if place + 2 < len(chunks) and chunks[place + 1].kind == "," else None
        has_country = (
            chunk.kind in "LN" and following is not None and following.kind == "C" and _is_its_country(chunk, following)
        )
        if has_country and following is not None:
            skip = following.stop - 1
        yield make_place(story, chunk, following if has_country else None)


def _may_be_place(story: Story, chunk: Chunk, people: set[int]) -> bool:
    before = story.prose.lower[max(0, chunk.start - 1) : chunk.start]
    words = story.prose.text(chunk.start, chunk.stop).lower().split()
    return (
        before in (["in"], ["at"], ["near"], [","], ["and"])
        and chunk.start not in people
        and len(words) <= 3
        and not NOT_PEOPLE & set(words)
    )


def _is_its_country(city: Chunk, country: Chunk) -> bool:
    return not isinstance(city.value, City) or city.value.code in {None, country.value.code}


def make_place(story: Story, chunk: Chunk, country: Chunk | None = None) -> Place:
    """Return the place that a chunk names."""
    written = story.prose.text(chunk.start, chunk.stop)
    if chunk.kind == "R":
        return Place(None, None, written, written, chunk.start, chunk.stop)
    if chunk.kind == "C":
        basis = f"country: {written} alone may mean another one too" if chunk.value.is_ambiguous else None
        return Place(chunk.value.code, None, None, written, chunk.start, chunk.stop, basis)
    code = country.value.code if country else getattr(chunk.value, "code", None)
    basis = None if country else f"country: where {written} lies"
    return Place(
        code, written, None, written, chunk.start, country.stop if country else chunk.stop, basis if code else None
    )


def list_from(story: Story, reading: Reading, first: Place, *, with_unknown: bool = False) -> list[Place]:
    """Return the places of the list that begins with one: joined by commas and `and`, a word or two beside each."""
    lower = story.prose.lower
    found = [first]
    for place in list_places(story, reading, first.stop, reading.chunked.sentence.stop, with_unknown=with_unknown):
        between = lower[found[-1].stop : place.start]
        extra = [word for word in between if word not in _LIST_WORDS]
        most = 4 if "to" in between and "," in between else 2  # to A after its floods, to B
        if (
            not between
            or len(extra) > most
            or not {",", "and", "&"} & set(between)
            or (extra and len(between) > most + 3)
        ):
            break
        found.append(place)
    return found
