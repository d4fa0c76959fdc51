"""Owns who was present too: sentences that list those who accompanied, attended or took part."""

import re

from rc_kb.extract.meetings.meeting import Meeting, leave_out_doubles
from rc_kb.extract.story import Reading, Story

_ALSO = re.compile(
    r"\b(?:in the presence of|attended by|accompanied by|alongside|joined by|flanked by|together with|along with|"
    r"was also present|were also present|were present|was present|also present|were in attendance|in attendance|"
    r"also attended|also took part|took part|taking part|also participated|participated in|also attending|attended the|"
    r"comprising|comprised|included|consisting of|led by|headed by|were on hand)\b"
)


def add_attendance(story: Story, reading: Reading, meetings: list[Meeting]) -> None:
    """Take those who were present too, accompanied somebody or came with a delegation."""
    if not meetings or story.is_title(reading):
        return
    sentence = reading.chunked.sentence
    prose = story.prose
    text = prose.normal[prose.starts[sentence.start] : prose.ends[sentence.stop - 1]].lower()
    match = _ALSO.search(" ".join(text.split()))
    if not match:
        return
    meeting = meetings[-1]
    is_same = meeting.sentence == reading.number
    is_about = is_same or re.search(
        r"\b(?:meeting|talks|session|discussions|call|audience|reception|visit|occasion|present|attendance|"
        r"delegation)\b",
        text,
    )
    if not is_about or (not is_same and reading.number - meeting.sentence > 15):
        return
    phrase = prose.lower[sentence.start : sentence.stop]
    added = [
        one
        for one in reading.parties
        if one.is_somebody
        and (one.person is None or one.person.is_certain or one.office)
        and not one.is_reference
        and not prose.is_quoted[one.start]
    ]
    if "general assembly" in text or "ceremony" in text or "conference" in phrase:
        return
    for party in added:
        if party.person is None and not party.organization:
            continue
        doubled = leave_out_doubles([*meeting.sides, party])
        if len(doubled) > len(meeting.sides):
            meeting.sides = doubled
            meeting.spans.append((party.start, party.stop))
