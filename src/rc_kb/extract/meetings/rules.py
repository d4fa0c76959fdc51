"""Owns the way from the sentences of a story to its meetings, each proposed once with all that is said of it."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from rc_kb.extract.facts import Proposal, describe_participant
from rc_kb.extract.meetings.attendance import add_attendance
from rc_kb.extract.meetings.days import resolve_day, take_day_of_lead
from rc_kb.extract.meetings.details import add_details, find_topics, take_details
from rc_kb.extract.meetings.meeting import Meeting, leave_out_doubles, merge
from rc_kb.extract.meetings.reports import Trigger, is_not_held, list_triggers
from rc_kb.extract.meetings.sides import SEPARATE, find_sides, name_counterparts
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.text import fold_key

_EARLIER = re.compile(
    r"\b(?:had (?:also |earlier |previously |already )?(?:met|held|visited|discussed|received)|a day earlier|"
    r"previously|last (?:month|year|week)|earlier this)\b"
)


def extract_meetings(story: Story) -> Iterator[Proposal]:
    """Return the meetings that a story reports as having taken place, each once."""
    from rc_kb.extract.offices import read_verbs

    read_verbs(story)
    meetings: list[Meeting] = []
    for reading, triggers in list_triggers(story):
        for trigger in triggers:
            if trigger.rule == "meeting.noun":
                add_details(story, reading, trigger, meetings)
                continue
            for meeting in _read_trigger(story, reading, trigger, meetings):
                merge(meetings, meeting)
        add_attendance(story, reading, meetings)
    for meeting in meetings:
        take_day_of_lead(story, meeting)
        proposal = _propose(story, meeting)
        if proposal is not None:
            yield proposal


def _read_trigger(story: Story, reading: Reading, trigger: Trigger, known: Sequence[Meeting]) -> list[Meeting]:
    if is_not_held(story, trigger) or story.prose.is_quoted[trigger.start]:
        return []
    sides = find_sides(story, reading, trigger, known)
    if sides is None:
        return []
    subjects, objects = sides
    prose = story.prose
    is_separate = (
        bool(SEPARATE & set(prose.lower[max(reading.chunked.sentence.start, trigger.start - 6) : trigger.stop + 8]))
        and len(objects) > 1
    )
    pairs = [[*subjects, one] for one in objects] if is_separate else [[*subjects, *objects]]
    found = []
    for parties in pairs:
        meeting = _make(story, reading, trigger, leave_out_doubles(parties))
        if meeting is not None:
            found.append(meeting)
    return found


def _make(story: Story, reading: Reading, trigger: Trigger, parties: list[Party]) -> Meeting | None:
    if len(parties) < 2 or not any(_stands_for_somebody(one) for one in parties):
        return None
    name_counterparts(parties)
    for party in parties:
        if party.person is not None:
            party.person.is_certain = True
    inside = [one for one in parties if reading.chunked.sentence.start <= one.start < reading.chunked.sentence.stop]
    stop = max([trigger.stop, *(one.stop for one in inside)])
    start = min([trigger.start, *(one.start for one in inside)])
    meeting = Meeting(trigger.rule, parties, [(start, stop)], reading.number)
    take_details(story, reading, trigger, meeting, max(one.stop for one in inside) if inside else trigger.stop)
    sentence = reading.chunked.sentence
    words = " ".join(story.prose.lower[sentence.start : sentence.stop])
    meeting.is_earlier = bool(
        _EARLIER.search(" ".join(story.prose.lower[max(sentence.start, trigger.start - 8) : trigger.stop]))
    )
    meeting.topics = find_topics(words)
    return meeting


def _stands_for_somebody(party: Party) -> bool:
    """Tell whether somebody comes from a body or a country, or is a person with an office."""
    person = party.person
    return bool(party.organization or party.country or (person and (person.country or person.office)))


def _propose(story: Story, meeting: Meeting) -> Proposal | None:
    who = _describe_sides(story, meeting)
    if len(who) < 2:
        return None
    basis = list(meeting.basis)
    values: dict[str, Any] = {}
    if meeting.date is not None:
        resolved = resolve_day(story, meeting.date)
        values |= {"date": resolved.edtf, "date_as_written": meeting.date.text}
        basis += [resolved.basis] if resolved.basis else []
    values |= {"city": meeting.city, "country": meeting.country, "format": meeting.format, "participants": who}
    values["topics"] = meeting.topics
    basis += [meeting.place_basis] if meeting.place_basis else []
    spans = [*meeting.spans, *([meeting.date_span] if meeting.date_span else [])]
    for party in meeting.sides:
        office = (party.person.office if party.person else None) or party.office
        if party.person is not None:
            spans.append(party.person.span)
        if office is not None:
            spans += office.spans
            basis += [f"{one} ({party.person.name})" if party.person else one for one in office.basis]
        spans.append((party.start, party.stop))
    return Proposal("meetings", meeting.rule, values, spans, basis)


def _describe_sides(story: Story, meeting: Meeting) -> list[dict[str, Any]]:
    """Return those who took part, each once."""
    who: list[dict[str, Any]] = []
    names: set[str] = set()
    for party in meeting.sides:
        described = describe_participant(party, story.names)
        name = fold_key(described.get("name", ""))
        if not described or set(described) == {"country"} or name in names:
            continue
        names |= {name} if name else set()
        who.append(described)
    return who
