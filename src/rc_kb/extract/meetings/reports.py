"""Owns what reports a meeting: patterns of verbs and nouns, and what says that a meeting was only planned."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rc_kb.extract.prose import Sentence
from rc_kb.extract.story import Reading, Story

_TALKS = (
    "meeting talks discussions session consultations conversation negotiations audience call "
    "videoconference teleconference dialogue deliberations encounter interaction conference sitting "
    "gathering"
)


_HELD = "held had have holds conducted holding having convened attended"


_PERSONAL = "received receives welcomed welcomes hosted hosts receiving welcoming hosting"


_DISCUSS = (
    "discussed discuss discussing explored explore reviewed review examined examine debated conferred "
    "exchanged deliberated surveyed probed mulled negotiated consulted"
)


def _one(words: str) -> str:
    """Return the pattern of a word that is one of some."""
    return f"(?:{'|'.join(map(re.escape, words.split()))})"


def _up_to(most: int, never: str = ". , ;", *, least: int = 0) -> str:
    """Return the pattern of some words, of which none is one of some; each has a space before it."""
    return rf"(?: (?!{_one(never)}(?: |$))\S+){{{least},{most}}}"


_FEW = _up_to(3, ". , ; ( ) with of and that")

REPORTS: dict[str, tuple[str, ...]] = {
    "meeting.was_received": (
        (
            f"{_one('was were been being')}(?: {_one('also warmly earlier later')})? "
            f"{_one('received welcomed hosted met greeted')}{_up_to(14)} by"
        ),
        f"{_one('was were been')} {_one('received welcomed hosted')}",
    ),
    "meeting.met": (
        f"{_one('met meets')}(?: {_one('up briefly separately jointly here today yesterday')})?(?: with)?",
    ),
    "meeting.received": (_one(_PERSONAL),),
    "meeting.called_on": (
        f"{_one('called calls calling')} {_one('on upon')}",
        f"{_one('paid pays paying made')}(?: an?)?{_FEW} {_one('visit call')} {_one('to on upon')}",
        f"{_one('took taken')} leave of",
        f"{_one('bid bade bids')} farewell to",
    ),
    "meeting.visited": (_one("visited visits"),),
    "meeting.held_talks": (
        (
            f"{_one(_HELD)}(?: {_one('a an his her their separate the')})?{_FEW} {_one(f'{_TALKS} meetings calls')}"
            f"{_up_to(6)} with"
        ),
        f"{_one('sat sits')} down with",
        f"{_one('conferred consulted huddled liaised spoke talked speaking sat')} with",
        f"exchanged{_up_to(3, least=1)} with",
        f"{_one('spoke talked speaking')} {_one('by on over via')}{_up_to(4, least=1)} {_one('with to')}",
    ),
    "meeting.phoned": (
        _one("phoned telephoned"),
        (
            f"{_one('phone telephone video')} {_one('call conversation talk talks conference meeting')}{_up_to(3)} "
            f"{_one('with from to')}"
        ),
    ),
    "meeting.discussed_with": (f"{_one(_DISCUSS)}{_up_to(8, '. , ; and')} with",),
    "meeting.in_a_meeting_with": (
        f"{_one(f'{_TALKS} meetings')}{_up_to(7, '. , ; and to by')} with",
        f"{_one('meeting meetings')} , with",
    ),
    "meeting.meeting_with": (f"{_one('meeting conferring sitting')}(?: down)? with",),
    "meeting.between": (f"{_one(_TALKS)}{_up_to(6, '. ; with')} {_one('between among')}",),
    "meeting.they_discussed": (
        _one(f"{_DISCUSS} met agreed talked convened"),
        f"{_one(_HELD)}{_FEW} {_one(_TALKS)}",
        "sat down",
        f"spoke {_one('about on')}",
    ),
    "meeting.signed": (f"{_one('signed inked initialed initialled')}{_up_to(12, '. ;')} {_one('by between')}",),
    "meeting.noun": (_one(f"{_TALKS} visit"),),
}
"""What reports a meeting, by the name of its rule, strongest first: patterns of words with one space between them."""


_LONGEST = 24
"""Words of the longest report."""


@cache
def _compile_reports() -> dict[str, tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return the patterns that may begin with a word, by that word: most words begin none."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for rule, patterns in REPORTS.items():
        for pattern in patterns:
            first = re.match(r"\(\?:([^()]*)\)|(\w+)", pattern)
            compiled = re.compile(f"{pattern}(?= |$)")
            for word in (first[1] or first[2]).replace("\\", "").split("|") if first else ():
                found.setdefault(word, []).append((rule, compiled))
    return {word: tuple(listed) for word, listed in found.items()}


_NOT_HELD = frozenset(
    "will would shall should may might could to not never cannot hopes hoped plans planned scheduled expected "
    "wants wanted "
    "wishes wished intends intended due if unless cancelled canceled postponed next upcoming forthcoming "
    "refused can must "
    "invited let".split()
)
"""Words before a verb that say of a meeting that it is only wished, planned or denied."""


_NOUN_PLANNED = frozenset(
    "planned upcoming forthcoming next scheduled future possible annual general regular ministerial expected".split()
)


REACH = 14
"""Tokens after a report of a meeting in which its place and day are looked for."""


class Trigger(NamedTuple):
    """A report of a meeting: the rule that it belongs to, and its tokens."""

    rule: str
    start: int
    stop: int


def list_triggers(story: Story) -> Iterator[tuple[Reading, list[Trigger]]]:
    """Return the sentences with the reports of meetings in them, none within another, the strongest rule first."""
    lower = story.prose.lower
    for reading in story.readings:
        if story.is_title(reading):
            continue
        found = sorted(_match_reports(lower, reading.chunked.sentence), key=lambda one: (_ORDER[one.rule], one.start))
        taken: set[int] = set()
        kept = []
        for one in found:
            covered = range(one.start, one.stop)
            if one.start >= reading.chunked.sentence.start and taken.isdisjoint(covered):
                taken.update(covered)
                kept.append(one)
        yield reading, sorted(kept, key=lambda one: one.start)


_ORDER = {rule: place for place, rule in enumerate(REPORTS)}


def _match_reports(lower: list[str], sentence: Sentence) -> Iterator[Trigger]:
    reports = _compile_reports()
    for token in range(sentence.start, sentence.stop):
        patterns = reports.get(lower[token])
        if patterns is None:
            continue
        words = " ".join(lower[token : min(token + _LONGEST, sentence.stop)])
        for rule, pattern in patterns:
            match = pattern.match(words)
            opened = match and _take_opening(lower, Trigger(rule, token, token + match[0].count(" ") + 1))
            if opened:
                yield opened


_IN = frozenset({"in", "during", "at", "following", "after", "on", "from"})


_THE = frozenset({"the", "this", "their", "a"})


def _take_opening(lower: list[str], trigger: Trigger) -> Trigger | None:
    """Return a report that begins with a noun with the words that open it (`during a`, `the first`); None without."""
    if trigger.rule == "meeting.in_a_meeting_with":
        opens = next(
            (
                place
                for place in range(trigger.start - 1, max(-1, trigger.start - 6), -1)
                if lower[place] in _IN or lower[place] in {".", ",", "with"}
            ),
            None,
        )
        return trigger._replace(start=opens) if opens is not None and lower[opens] in _IN else None
    if trigger.rule == "meeting.noun":
        for back in (1, 2):
            if trigger.start >= back and lower[trigger.start - back] in _THE:
                return trigger._replace(start=trigger.start - back)
        return None
    return trigger


def is_not_held(story: Story, trigger: Trigger) -> bool:
    """Tell whether a report says that a meeting was only planned, wished for, or did not come about."""
    before = story.prose.lower[max(0, trigger.start - 3) : trigger.start]
    words = story.prose.lower[trigger.start : trigger.stop]
    if trigger.rule in {"meeting.in_a_meeting_with", "meeting.between", "meeting.noun"}:
        return bool(_NOUN_PLANNED & set(words)) or bool({"scheduled", "planned", "for"} & set(before[-1:]))
    if before[-2:-1] == ["for"] and words[0] in _TALKS.split():
        return True
    if before[-1:] and before[-1] in _NOT_HELD:
        return not (before[-1] == "to" and before[-2:-1] and before[-2] in {"able", "managed"})
    if (
        len(before) > 1
        and before[-2] in {"will", "would", "to", "not", "should"}
        and before[-1] in {"be", "also", "later", "then", "meet", "have"}
    ):
        return True
    return words[0] in {"meet", "discuss", "explore", "review", "examine", "have"} and not (
        before and before[-1] in {"they", "parties", "sides"}
    )
