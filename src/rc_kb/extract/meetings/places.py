"""Owns where a meeting was held, from the words about it."""

from rc_kb.extract.meetings.meeting import Meeting
from rc_kb.extract.meetings.reports import REACH, Trigger
from rc_kb.extract.story import Reading, Story
from rc_kb.gazetteer import City, load_gazetteer


def take_here(story: Story, meeting: Meeting, trigger: Trigger, end: int) -> None:
    """Take the country of the dateline where the words around a report say `here`; its city is not said."""
    dateline = story.document.dateline
    is_here = "here" in story.prose.lower[trigger.start : end + REACH]
    if is_here and dateline and story.home and not meeting.city:
        meeting.country = story.home
        meeting.place_basis = f"country: called only here, which is the {dateline} of the dateline"


_NOT_PLACES = frozenset(
    "discuss discussing discussed about regarding concerning that which who said says where situation over dealt "
    "focused covered touched centered".split()
)


_DISCUSSED = frozenset({"meeting.discussed_with", "meeting.they_discussed"})
_BETWEEN = frozenset(
    "on at the a his her their , headquarters office in today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday during meeting".split()
)
"""All words that may stand between what was discussed with whom and where."""


def find_place(story: Story, reading: Reading, trigger: Trigger, meeting: Meeting, end: int) -> None:
    """Take the place that stands right after a report, or at the beginning of its sentence."""
    prose = story.prose
    end = max(end, trigger.stop)
    covered = {token for one in reading.parties if one.is_somebody for token in range(one.start, one.stop)}
    chunks = reading.chunked.chunks
    stops = _NOT_PLACES if trigger.rule != "meeting.noun" else _NOT_PLACES - {"which", "that"}
    for place, chunk in enumerate(chunks):
        if chunk.kind not in "LCD" or chunk.start in covered or place == 0:
            continue
        before = prose.lower[chunks[place - 1].start]
        if before == "the" and place > 1:
            before = prose.lower[chunks[place - 2].start]
        is_visited = before == "to" and prose.lower[chunk.start - 2] in {"visit", "trip"}
        is_capital = before == "capital" and prose.lower[chunk.start - 3 : chunk.start - 2] in (["in"], ["at"])
        if before not in {"in", "at"} and not is_visited and not is_capital:
            continue
        begins = chunk.start - reading.chunked.sentence.start <= 3
        gap = prose.lower[end : chunk.start] if chunk.start >= end else prose.lower[trigger.stop : chunk.start]
        has_verb = any(
            word == "and" and prose.words[end + place + 1 if chunk.start >= end else trigger.stop + place + 1].islower()
            for place, word in enumerate(gap)
        )
        is_after = (
            chunk.start >= trigger.start
            and len(gap) <= REACH
            and not stops & set(gap)
            and ("to" not in gap or is_visited)
            and not has_verb
            and not (trigger.rule in _DISCUSSED and set(gap) - _BETWEEN)
        )
        if not (begins or is_after):
            continue
        if chunk.kind == "D":
            if prose.lower[chunk.stop : chunk.stop + 1] == ["capital"]:
                _take_capital(meeting, chunk.value.code)
                return
            continue
        if chunk.kind == "L":
            _take_city(story, meeting, reading, place)
        else:
            meeting.country = chunk.value.code
        meeting.spans.append((chunk.start, chunk.stop))
        return
    near = prose.lower[trigger.start : min(end + REACH, reading.chunked.sentence.stop)]
    if story.home and any(near[token : token + 3] == ["in", "the", "capital"] for token in range(len(near))):
        _take_capital(meeting, story.home)


def _take_city(story: Story, meeting: Meeting, reading: Reading, place: int) -> None:
    chunks = reading.chunked.chunks
    chunk = chunks[place]
    meeting.city = story.prose.text(chunk.start, chunk.stop)
    following = chunks[place + 2] if place + 2 < len(chunks) and chunks[place + 1].kind == "," else None
    if following is not None and following.kind == "C":
        meeting.country = following.value.code
        meeting.spans.append((following.start, following.stop))
    elif isinstance(chunk.value, City) and chunk.value.code:
        meeting.country = chunk.value.code
        meeting.place_basis = f"country: where {meeting.city} lies"


def _take_capital(meeting: Meeting, code: str) -> None:
    capital = next((name for name, country in load_gazetteer().capitals.items() if country == code), None)
    if capital:
        meeting.city, meeting.country = capital, code
        meeting.place_basis = "city: called only the capital"
