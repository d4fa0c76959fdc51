"""Owns the form and the topics of a meeting, and what later sentences say of it."""

import re

from rc_kb.extract.meetings.days import find_date
from rc_kb.extract.meetings.meeting import Meeting
from rc_kb.extract.meetings.places import find_place, take_here
from rc_kb.extract.meetings.reports import REACH, Trigger, is_not_held
from rc_kb.extract.story import Reading, Story

_VIRTUAL = re.compile(
    r"\b(?:video|online|virtual|virtually|videoconference|video-?link|zoom|teleconference|via skype)\b"
)


_PHONE = re.compile(r"\b(?:phone|telephone|phoned|telephoned|phone-call)\b")


_OFFICE = re.compile(
    r"\b(?:headquarters|office|offices|palace|building|hq|embassy|courtesy|residence|here|premises|chamber|"
    r"secretariat|house)\b"
)


_FACE_TO_FACE = frozenset({"meeting.received", "meeting.called_on", "meeting.visited", "meeting.was_received"})


_TOPIC = re.compile(
    r"\b(?:discuss(?:ed|ing)?|explor(?:ed|ing)|review(?:ed|ing)?|examin(?:ed|ing)|exchanged views (?:on|about)|"
    r"talks (?:on|about)|focused on|dealt with|about|regarding|ways to|means of|avenues for)\s+(.{4,160})"
)


def take_details(story: Story, reading: Reading, trigger: Trigger, meeting: Meeting, end: int) -> None:
    """Take the day, the place and the form of a meeting from the words around its report."""
    sentence = reading.chunked.sentence
    take_here(story, meeting, trigger, end)
    near = " ".join(story.prose.lower[sentence.start : min(sentence.stop, end + REACH)])
    dated = find_date(story, reading, trigger)
    if dated is not None and meeting.date is None:
        meeting.date, meeting.date_span = dated
    if meeting.city is None and meeting.country is None:
        find_place(story, reading, trigger, meeting, end)
    if meeting.format == "unknown":
        around = " ".join(story.prose.lower[max(sentence.start, trigger.start - 8) : min(sentence.stop, end + REACH)])
        if _VIRTUAL.search(around):
            meeting.format = "virtual"
        elif _PHONE.search(around):
            meeting.format = "phone"
        elif (
            trigger.rule in _FACE_TO_FACE
            or meeting.city
            or (_OFFICE.search(near) and trigger.rule != "meeting.they_discussed")
        ):
            meeting.format = "in_person"


def find_topics(words: str) -> list[str]:
    """Return what was talked about, by the words of a sentence: three phrases at most, none a sentence."""
    match = _TOPIC.search(words)
    if not match:
        return []
    topics = []
    for part in re.split(r" , | and | as well as |;", match[1]):
        clean = re.split(r" (?:in|on|during|at|with|by|for the) | \. | \.$|[.\"“”(]", part.strip())[0].strip(" .,")
        clean = re.sub(r"^(?:the|a|an|ways to|means of|avenues for|issues of|matters of) ", "", clean)
        if 1 <= len(clean.split()) <= 8 and len(clean) > 3:
            topics.append(clean)
    return topics[:3]


def add_details(story: Story, reading: Reading, trigger: Trigger, meetings: list[Meeting]) -> None:
    """Take what a later sentence says of the meeting: where and when it was held."""
    if not meetings or is_not_held(story, trigger) or story.prose.is_quoted[trigger.start]:
        return
    meeting = meetings[-1]
    if reading.number - meeting.sentence > 12 and len(meetings) > 1:
        return
    before = (meeting.city, meeting.country, meeting.date, meeting.format)
    lower = story.prose.lower
    words = lower[trigger.start : reading.chunked.sentence.stop]
    is_of_meeting = lower[trigger.start] != "a" or lower[trigger.stop - 1] == "meeting"
    if not is_of_meeting or not ({"held", "on", "in", "at", "took", "by", "via"} & set(words)):
        return
    take_details(story, reading, trigger, meeting, trigger.stop + (lower[trigger.stop : trigger.stop + 1] == ["held"]))
    if before != (meeting.city, meeting.country, meeting.date, meeting.format):
        meeting.spans.append((trigger.start, min(trigger.stop + 8, reading.chunked.sentence.stop)))
    if not meeting.topics:
        meeting.topics = find_topics(" ".join(words))
