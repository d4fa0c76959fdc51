"""Owns a meeting as one or more sentences report it, and when two reports are of the same one."""

from dataclasses import dataclass, field

from rc_kb.extract.parties import Party, Person
from rc_kb.gazetteer import Organization
from rc_kb.text import fold_words
from rc_kb.written_dates import WrittenDate


@dataclass(eq=False)
class Meeting:
    """A meeting as one or more sentences report it."""

    rule: str
    sides: list[Party]
    spans: list[tuple[int, int]]
    sentence: int
    date: WrittenDate | None = None
    date_span: tuple[int, int] | None = None
    city: str | None = None
    country: str | None = None
    place_basis: str | None = None
    is_in_person: bool = False
    format: str = "unknown"
    topics: list[str] = field(default_factory=list)
    is_earlier: bool = False
    basis: list[str] = field(default_factory=list)

    @property
    def people(self) -> list[Person]:
        """Return the named people who took part."""
        return [one.person for one in self.sides if one.person]


def leave_out_doubles(parties: list[Party]) -> list[Party]:
    """Return parties without those that are another one's organization, and without anybody twice."""
    represented = {one.organization for one in parties if one.is_somebody}
    people: set[int] = set()
    bodies: set[Organization] = set()
    kept: list[Party] = []
    for party in parties:
        if party.is_somebody:
            if party.person is not None and id(party.person) in people:
                continue
            people.add(id(party.person))
        else:
            if party.organization is None or party.organization in represented or party.organization in bodies:
                continue
            bodies.add(party.organization)
        kept.append(party)
    return kept


_REMEMBERED = 40
"""Meetings, the last told, that one more report may be of."""


def merge(meetings: list[Meeting], new: Meeting) -> None:
    """Add a meeting, or what it says to the same one if it was told before."""
    for known in meetings[-_REMEMBERED:]:
        if not _is_same(known, new):
            continue
        known.sides = leave_out_doubles([*known.sides, *new.sides])
        known.spans += new.spans
        known.date, known.date_span = (known.date, known.date_span) if known.date else (new.date, new.date_span)
        if known.city is None and new.city is not None:
            known.city, known.country, known.place_basis = new.city, new.country, new.place_basis
        known.country = known.country or new.country
        if known.format == "unknown":
            known.format = new.format
        known.topics = known.topics or new.topics
        return
    meetings.append(new)


_REMOTE = frozenset({"phone", "virtual"})


def _is_same(known: Meeting, new: Meeting) -> bool:
    if (known.format in _REMOTE and new.city) or (new.format in _REMOTE and known.city):
        return False
    if new.is_earlier != known.is_earlier and new.is_earlier:
        return False
    if known.date and new.date and known.date_span != new.date_span and _differ(known.date, new.date):
        return False
    mine, theirs = set(map(id, known.people)), set(map(id, new.people))
    shared = mine & theirs
    if len(shared) > 1:
        return True
    bodies = {one.organization.name for one in known.sides if one.organization}
    others = {one.organization.name for one in new.sides if one.organization}
    unnamed = [one for one in new.sides if one.person is None]
    if len(shared) == 1:
        return bool(unnamed) and bool(others & bodies) and len(others - bodies) == 0
    return not (mine and theirs) and len(bodies & others) > 1


def _differ(one: WrittenDate, other: WrittenDate) -> bool:
    same_kind = one.kind == other.kind
    return same_kind and fold_words(one.text) != fold_words(other.text)
