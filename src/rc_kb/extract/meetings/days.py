"""Owns when a meeting was held: the day beside its report, or that of the sentence before."""

from rc_kb.extract.meetings.meeting import Meeting
from rc_kb.extract.meetings.reports import Trigger
from rc_kb.extract.story import Reading, Story
from rc_kb.written_dates import DateKind, Resolved, WrittenDate, resolve_date


def find_date(story: Story, reading: Reading, trigger: Trigger) -> tuple[WrittenDate, tuple[int, int]] | None:
    """Return the day that stands nearest to a report, with the weekday that may stand beside it."""
    chunks = reading.chunked.chunks
    dates = [
        chunk
        for chunk in chunks
        if chunk.kind == "M"
        and chunk.value.kind is not DateKind.YEAR
        and (chunk.value.kind not in _LONGER or abs(chunk.start - trigger.start) <= _BESIDE)
        and not story.prose.is_quoted[chunk.start]
        and not _is_of_something_else(story, chunk.start)
    ]
    if not dates:
        return None
    nearest = min(dates, key=lambda chunk: min(abs(chunk.start - trigger.stop), abs(trigger.start - chunk.stop)))
    if abs(nearest.start - trigger.start) > 30:
        return None
    beside = [
        one
        for one in dates
        if one is not nearest and 0 <= max(one.start, nearest.start) - min(one.stop, nearest.stop) <= 2
    ]
    start, stop = nearest.start, nearest.stop
    value: WrittenDate = nearest.value
    for one in beside:
        start, stop = min(start, one.start), max(stop, one.stop)
        if value.edtf is None and one.value.edtf is not None:
            value = one.value
    return value._replace(text=story.prose.text(start, stop)), (start, stop)


_DATES_OTHERS = frozenset(
    "since until till by before ended hit struck after ending starting from began expires dated for".split()
)


def _is_of_something_else(story: Story, token: int) -> bool:
    """Tell whether a day is that of an earthquake, or the end of something, by the words before it."""
    before = story.prose.lower[max(0, token - 3) : token]
    return bool(_DATES_OTHERS & set(before[-2:])) or bool(
        {"hit", "struck", "ended", "scheduled", "due", "slated"} & set(before)
    )


def take_day_of_lead(story: Story, meeting: Meeting) -> None:
    """Take the day that the first sentence, or the one before, gives for what the same people or bodies did."""
    first = next((one for one in story.readings if not story.is_title(one)), None)
    if meeting.date is not None or meeting.is_earlier or first is None or meeting.sentence <= first.number:
        return
    before = [story.readings[meeting.sentence - 1 - story.readings[0].number]]
    lead = [first] if meeting.sentence - first.number <= _NEXT else []
    for reading in (*before, *lead):
        dates = [one for one in reading.chunked.chunks if one.kind == "M" and one.value.kind in _DAYS]
        if len(dates) == 1 and _is_of_same(reading, meeting) and not _is_of_something_else(story, dates[0].start):
            meeting.date, meeting.date_span = dates[0].value, (dates[0].start, dates[0].stop)
            meeting.basis.append(
                "date: that of the sentence before" if reading in before else "date: that of the first sentence"
            )
            return


def resolve_day(story: Story, written: WrittenDate) -> Resolved:
    """Return the day that a written one means: the day before is that before the one of the story's beginning."""
    if written.kind is not DateKind.DAY_BEFORE:
        return resolve_date(written, story.published)
    for reading in (one for one in story.readings[:_NEXT] if not story.is_title(one)):
        for chunk in reading.chunked.chunks:
            if chunk.kind == "M" and chunk.value.kind in _DAYS:
                return resolve_date(written, resolve_date(chunk.value, story.published).edtf)
    return resolve_date(written, story.published)


def _is_of_same(reading: Reading, meeting: Meeting) -> bool:
    people = {id(one.person) for one in reading.parties if one.person}
    bodies = {one.organization.name for one in reading.parties if one.organization}
    return bool(people & set(map(id, meeting.people))) or bool(
        bodies & {one.organization.name for one in meeting.sides if one.organization}
    )


_DAYS = frozenset({DateKind.WEEKDAY, DateKind.RELATIVE, DateKind.FULL, DateKind.NO_YEAR})


_LONGER = frozenset({DateKind.PERIOD, DateKind.MONTH, DateKind.BARE_MONTH})
_BESIDE = 8
"""Tokens from a report to a month that is its own."""
_NEXT = 5
"""Sentences after the first that tell more of the same event."""
