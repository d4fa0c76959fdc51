"""Owns the rules for memberships: which organization is said to be a member of which body."""

import re
from collections.abc import Iterator

from rc_kb.extract.clauses import find_actor, is_of_movement
from rc_kb.extract.facts import Proposal
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import Organization, load_gazetteer

_JOINED = re.compile(
    r"\b(?:members? of|member since|joined|admitted to|admitted into|membership of|membership in|affiliated "
    r"(?:to|with)|recogni[sz]ed by)\b"
)
_TO_COME = re.compile(
    r"\b(?:will|would|wants? to|hopes? to|apply|applied|to become|to join|non-member|board members?|members? of "
    r"(?:the )?(?:board|team|delegation|staff|parliament|public))\b"
)
_MOVEMENT = "International Red Cross and Red Crescent Movement"


def extract_memberships(story: Story) -> Iterator[Proposal]:
    """Return the memberships of organizations in bodies that a story tells of."""
    seen: set[tuple[str, str]] = set()
    for reading in story.readings:
        first, stop = reading.chunked.chunks[0].start, reading.chunked.sentence.stop
        text = " ".join(story.prose.lower[first:stop])
        match = _JOINED.search(text)
        if not match or _TO_COME.search(text) or story.is_title(reading):
            continue
        token = first + text[: match.start()].count(" ")
        for proposal in _read_sentence(story, reading, token):
            key = (proposal.values["member"], proposal.values["body"])
            if key not in seen:
                seen.add(key)
                yield proposal


def _read_sentence(story: Story, reading: Reading, token: int) -> Iterator[Proposal]:
    body = _find_body(story, reading, token)
    if body is None:
        return
    organization, span, said = body
    actor = find_actor(story, reading, token, "member")
    if actor is None or actor.organization == organization or actor.organization.kind != "national_society":
        return
    basis = [one for one in (actor.basis, said) if one]
    values = {"member": story.names.name_of(actor.organization), "body": story.names.name_of(organization)}
    spans = [(token, span[1]) if span[1] - token < 12 else (token, token + 2), span]
    yield Proposal("memberships", "membership.said", values, [*spans, *([actor.span] if actor.span else [])], basis)


def _find_body(story: Story, reading: Reading, token: int) -> tuple[Organization, tuple[int, int], str | None] | None:
    """Return the body after the words, `the movement` being that of the Red Cross and Red Crescent."""
    for chunk in reading.chunked.chunks:
        if chunk.kind != "O" or not 0 <= chunk.start - token <= 8 or chunk.value.kind == "national_society":
            continue
        if is_of_movement(chunk.value) or chunk.value.kind == "intergovernmental":
            return chunk.value, (chunk.start, chunk.stop), None
    lower = story.prose.lower
    for place in range(token, min(token + 8, reading.chunked.sentence.stop)):
        if lower[place] == "movement":
            return load_gazetteer().organizations[_MOVEMENT], (place - 1, place + 1), "body: called only the movement"
    return None
