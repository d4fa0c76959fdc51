"""Owns the rules for awards: who received which distinction, from whom, in which year."""

import re
from collections.abc import Iterator
from typing import Any

from rc_kb.extract.chunks import Chunk
from rc_kb.extract.clauses import find_actor
from rc_kb.extract.facts import Proposal
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.written_dates import DateKind

_NOUNS = "Award|Prize|Medal|Order|Shield|Trophy|Medallion|Badge|Decoration"
_WORDS = frozenset({*_NOUNS.lower().split("|"), "best"})
_WORD = r"[A-Z][\w'’-]+"
_OF = rf"(?:of|for) (?:the )?{_WORD}(?: (?:and )?{_WORD})*"
_NAMED = re.compile(
    rf"\b(?:the |an? |its )?((?:[A-Z][\w.'’-]*(?: of| for| the)? ){{1,6}}(?:{_NOUNS})\b(?: {_OF})?|(?:{_NOUNS}) {_OF})"
)
_GIVEN = re.compile(
    r"\b(?:received|receive|won|awarded|was awarded|got|earned|conferred|presented|honou?red|decorated|bestowed|"
    r"recipient|winner|given|accepted|handed)\b"
)
_TO_COME = re.compile(r"\b(?:will|would|nominated|nominee|to be|candidate)\b")
_BEST = re.compile(
    r"\b(?:selected|chosen|named|voted|recognized|picked) as (?:the )?(best (?:\w+ ){0,2}?(?:project|society|"
    r"branch|program(?:me)?|initiative|organi[sz]ation|volunteer|team))\b"
)


def extract_awards(story: Story) -> Iterator[Proposal]:
    """Return the awards that a story says somebody received."""
    for reading in story.readings:
        if story.is_title(reading):
            continue
        prose = story.prose
        if _WORDS.isdisjoint(prose.lower[reading.chunked.sentence.start : reading.chunked.sentence.stop]):
            continue
        begin = prose.starts[reading.chunked.chunks[0].start]
        text = prose.normal[begin : prose.ends[reading.chunked.sentence.stop - 1]]
        named = _NAMED.search(text)
        if named and _GIVEN.search(text) and not _TO_COME.search(text):
            yield from _make(story, reading, "award.named", named[1], begin + named.start(1), begin + named.end(1))
        best = _BEST.search(text)
        if best:
            yield from _make(
                story, reading, "award.chosen_as_best", best[1], begin + best.start(1), begin + best.end(1)
            )


def _make(story: Story, reading: Reading, rule: str, award: str, first: int, last: int) -> Iterator[Proposal]:
    prose = story.prose
    start, stop = prose.token_at(first), prose.token_at(last - 1) + 1
    recipient = _find_recipient(story, reading, start)
    if recipient is None:
        return
    name, span, basis = recipient
    values: dict[str, Any] = {"recipient": name, "award": " ".join(award.split())}
    spans = [(start, stop), span]
    giver = _find_giver(story, reading, stop)
    if giver is not None:
        values["giver"] = story.names.name_of(giver.organization) if giver.organization else None
        spans.append((giver.start, giver.stop))
    year = _find_year(reading)
    if year is not None:
        values["year"] = year.value.edtf[:4]
        values["year_as_written"] = prose.text(year.start, year.stop)
        spans.append((year.start, year.stop))
    yield Proposal("awards", rule, values, spans, basis)


def _find_recipient(story: Story, reading: Reading, start: int) -> tuple[str, tuple[int, int], list[str]] | None:
    lower = story.prose.lower
    given_to = [
        one
        for one in reading.parties
        if (one.start > start and lower[one.start - 1] in {"to", "on", "upon"})
        or (one.start > start and lower[one.start - 2 : one.start] in (["to", "the"], ["on", "the"]))
    ]
    if given_to and given_to[0].organization and not given_to[0].person:
        party = given_to[0]
        return story.names.name_of(given_to[0].organization), (party.start, party.stop), []
    before = [one for one in reading.parties if one.stop <= start and (one.person or one.organization)]
    people = [one for one in before if one.person]
    if people and people[-1].person and not people[-1].organization:
        return people[-1].person.name, (people[-1].start, people[-1].stop), []
    actor = find_actor(story, reading, start, "recipient")
    if actor is None:
        return None
    return (
        story.names.name_of(actor.organization),
        actor.span or (start, start + 1),
        [actor.basis] if actor.basis else [],
    )


def _find_giver(story: Story, reading: Reading, stop: int) -> Party | None:
    lower = story.prose.lower
    for party in reading.parties:
        if party.start >= stop and party.organization and not party.is_somebody:
            before = lower[max(0, party.start - 2) : party.start]
            if {"by", "from", "of"} & set(before):
                return party
    return None


def _find_year(reading: Reading) -> Chunk | None:
    return next(
        (
            chunk
            for chunk in reading.chunked.chunks
            if chunk.kind == "M"
            and chunk.value.kind in {DateKind.YEAR, DateKind.MONTH, DateKind.FULL}
            and chunk.value.edtf
        ),
        None,
    )
