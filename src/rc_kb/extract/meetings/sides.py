"""Owns who met whom: the parties on both sides of a report."""

from collections.abc import Sequence

from rc_kb.extract.lexicon import HONORIFICS
from rc_kb.extract.meetings.meeting import Meeting
from rc_kb.extract.meetings.reports import Trigger
from rc_kb.extract.parties import Party
from rc_kb.extract.story import Reading, Story
from rc_kb.extract.titles import is_counterpart

SEPARATE = frozenset({"separate", "separately", "respectively", "individually"})


_JOINERS = (
    HONORIFICS
    | {"he", "excellency"}
    | frozenset(
        ", and & as well along together with alongside the both also including a ; his her by led headed "
        "chaired of its from deputy".split()
    )
)


def find_sides(
    story: Story, reading: Reading, trigger: Trigger, known: Sequence[Meeting]
) -> tuple[list[Party], list[Party]] | None:
    """Return those who met on the one and on the other side; None where a sentence does not tell two sides."""
    rule = trigger.rule
    if rule in {"meeting.between", "meeting.signed"}:
        group = _group_after(story, reading, trigger.stop)
        if rule == "meeting.signed":
            group = [one for one in group if one.person]
        return (group[:1], group[1:]) if len(group) > 1 and _are_apart(group) else None
    if rule == "meeting.they_discussed":
        return _find_both(story, reading, trigger, known)
    objects = _find_pronoun(story, reading, trigger) or _group_after(
        story, reading, trigger.stop, is_close=rule == "meeting.visited"
    )
    if rule == "meeting.was_received" and not objects:
        objects = _hosts_after(story, reading, trigger.stop)
    if rule in {"meeting.met", "meeting.held_talks", "meeting.discussed_with"} and not objects:
        return _find_both(story, reading, trigger, known)
    if not objects or not _may_be_met(rule, objects):
        return None
    subjects = _find_subjects(story, reading, trigger, objects)
    if rule == "meeting.was_received" and not any(one.is_somebody for one in subjects):
        return None
    return (subjects, objects) if subjects else None


def _find_pronoun(story: Story, reading: Reading, trigger: Trigger) -> list[Party]:
    """Return whom `him` or `her` means after a verb: the first person of the sentence, who is not its last subject."""
    words = story.prose.lower[trigger.stop : trigger.stop + 2]
    if not words or words[0] not in {"him", "her"} or (words[1:] and words[1] not in _AFTER_PRONOUN):
        return []
    before = [one for one in reading.parties if one.person and one.stop <= trigger.start]
    return before[:1] if len(before) > 1 else []


_AFTER_PRONOUN = frozenset("at in on and , . here today yesterday to for this along".split())


def _hosts_after(story: Story, reading: Reading, token: int) -> list[Party]:
    """Return the organization at whose seat somebody was received, where no host is named."""
    lower = story.prose.lower
    for party in reading.parties:
        if party.start >= token and party.organization is not None and not party.is_somebody:
            before = lower[token : party.start]
            return [party] if len(before) < _CLOSE * 3 and "at" in before and not _ENDS_GAP & set(before) else []
    return []


def _may_be_met(rule: str, objects: list[Party]) -> bool:
    """Tell whether what follows a verb can be met: aid is received too, and branches are visited."""
    if rule in {"meeting.received", "meeting.visited"}:
        return any(one.is_somebody for one in objects)
    return any(one.is_somebody or one.organization for one in objects)


def _group_after(story: Story, reading: Reading, token: int, *, is_close: bool = False) -> list[Party]:
    """Return the first parties after a token, joined by commas and `and`; a place or a day may stand before them."""
    lower = story.prose.lower
    parties = [one for one in reading.parties if one.start >= token and not _is_place(lower, one)]
    if not parties:
        return []
    gap = lower[token : parties[0].start]
    if len(gap) > (_CLOSE if is_close else _FAR) or _ENDS_GAP & set(gap):
        return []
    if "," in gap and not (parties[0].is_somebody and ("in" in gap or "at" in gap or "on" in gap or "led" in gap)):
        return []
    group = [parties[0]]
    for party in parties[1:]:
        between = lower[group[-1].stop : party.start]
        if not between or len(between) > 7 or not all(word in _JOINERS for word in between):
            break
        if between == [","] and party.office and not party.person:
            break
        group.append(party)
    if len(group) > 1 and not {"and", "&", "with", "by"} & set(lower[group[0].stop : group[-1].start]):
        group = group[:1]  # no list: what follows the comma is another clause
    return [one for one in group if one.is_somebody or one.organization]


_CLOSE, _FAR = 3, 22
"""Tokens between a verb and whom it is about."""


_ENDS_GAP = frozenset(
    ". ; that said says told which who whom while when where because after before until against if but "
    "discuss discussed discussing about regarding thanked praised asked will would was were is are has had".split()
)


def _is_place(lower: list[str], party: Party) -> bool:
    """Tell whether an organization is only where something is: at the ministry, in the society's building."""
    if party.is_somebody:
        return False
    if party.organization is None:
        return True
    before = lower[max(0, party.start - 4) : party.start]
    return bool({"at", "in", "headquarters"} & set(before))


def _find_subjects(story: Story, reading: Reading, trigger: Trigger, objects: list[Party]) -> list[Party]:
    """Return those who met somebody: the parties before the verb, or the subject of the main clause."""
    lower = story.prose.lower
    taken = {id(one.person) for one in objects if one.person}
    free = [
        one
        for one in reading.parties
        if one not in objects and not (one.person and id(one.person) in taken) and not story.prose.is_quoted[one.start]
    ]
    before = [one for one in free if one.stop <= trigger.start]
    somebody = [one for one in before if one.is_somebody]
    if somebody:
        return _group_before(
            lower, before, somebody[-1] if trigger.rule != "meeting.in_a_meeting_with" else somebody[0]
        )
    if trigger.rule == "meeting.was_received":
        return []
    after = [one for one in free if one.start > objects[-1].stop - 1 and one.is_somebody]
    is_opening = trigger.start <= reading.chunked.sentence.start + 3 or lower[trigger.start].endswith("ing")
    is_noun = trigger.rule in {"meeting.in_a_meeting_with", "meeting.phoned", "meeting.meeting_with"}
    if after and (is_opening or is_noun):
        return [after[0]]
    bodies = [one for one in before if one.organization is not None]
    return [bodies[-1]] if bodies else []


def _group_before(lower: list[str], parties: list[Party], last: Party) -> list[Party]:
    group = [last]
    place = parties.index(last)
    for party in reversed(parties[:place]):
        between = lower[party.stop : group[0].start]
        if (
            not between
            or len(between) > 4
            or not {"and", ","} & set(between)
            or not all(word in _JOINERS for word in between)
        ):
            break
        if party.is_somebody:
            group.insert(0, party)
        else:
            break
    return group


def _find_both(
    story: Story, reading: Reading, trigger: Trigger, known: Sequence[Meeting]
) -> tuple[list[Party], list[Party]] | None:
    """Return two sides that are the subject together: A and B discussed, the two officials met."""
    lower = story.prose.lower
    words = lower[trigger.start : trigger.stop]
    before = [one for one in reading.parties if one.stop <= trigger.start]
    somebody = [one for one in before if one.is_somebody or one.organization]
    if somebody:
        group = _group_before_any(lower, somebody)
        gap = lower[group[-1].stop : trigger.start]
        if len(group) > 1 and _are_apart(group) and len(gap) <= 6 and "said" not in gap:
            return group[:1], group[1:]
        first = _group_of_subject(lower, [one for one in somebody if one.is_somebody], reading.chunked.chunks[0].start)
        is_met = words[0] in {"met", "held", "sat", "had"} and {"and", "then"} & set(
            lower[trigger.start - 3 : trigger.start]
        )
        if is_met and len(first) > 1 and _are_apart(first):
            return first[:1], first[1:]
    plural = [token for token in story.find_plural(reading) if token < trigger.start]
    is_report = words[0] in {"met", "held", "had"}
    if plural and known and is_report and trigger.start - plural[-1] <= 6:
        return known[0].sides[:1], known[0].sides[1:]
    return None


def _group_of_subject(lower: list[str], parties: list[Party], start: int) -> list[Party]:
    """Return the people with whom a sentence begins: A and B watched the loading, and then sat down."""
    group = parties[:1] if parties and parties[0].start - start <= 3 else []
    for party in parties[1:]:
        between = lower[group[-1].stop : party.start] if group else []
        if not between or len(between) > 4 or not all(word in _JOINERS for word in between):
            break
        group.append(party)
    return group


def _group_before_any(lower: list[str], parties: list[Party]) -> list[Party]:
    group = [parties[-1]]
    for party in reversed(parties[:-1]):
        between = lower[party.stop : group[0].start]
        if not between or len(between) > 4 or not all(word in _JOINERS for word in between):
            break
        group.insert(0, party)
    return group


def _are_apart(group: list[Party]) -> bool:
    """Tell whether parties belong to two sides at least: other organizations, or other countries."""
    sides = {(one.organization.name if one.organization else None, one.country) for one in group}
    return len(sides) > 1


def name_counterparts(parties: list[Party]) -> None:
    """Give a counterpart the office of whose counterpart he is, in the organization of his own country."""
    from rc_kb.extract.offices import take_counterpart

    for party in parties:
        office = (party.person.office if party.person else None) or party.office
        if office is not None and is_counterpart(office.title):
            take_counterpart(party, [one for one in parties if one is not party])
