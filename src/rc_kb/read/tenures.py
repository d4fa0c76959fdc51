"""Owns on which days a reported state certainly held: somebody in a seat, a facility open or closed."""

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import NamedTuple, TypeVar

from rc_kb.read.claims import LATEST, Days

Row = TypeVar("Row")

_ALIKE = (frozenset({"closed", "reopening"}), frozenset({"planned", "under_construction"}))
"""Statuses that do not deny each other: what is to be opened again is closed, what is built is planned."""


class Attestation(NamedTuple):
    """What an article says of a state: the days on which it may have begun, may have ended, and was published.

    None where the article gives no such date.
    """

    begin: Days | None = None
    end: Days | None = None
    published: Days | None = None

    @property
    def last_seen(self) -> Days | None:
        """Return the days on which it may last have been seen: those of its end, or of publication if that is earlier.

        An end that is still to come is only announced. None where neither is known, or it has not yet begun.
        """
        seen = self.end or self.published
        if self.end and self.published:
            seen = Days(min(self.end.first, self.published.first), min(self.end.last, self.published.last))
        return None if seen is None or (self.begin and self.begin.first > seen.last) else seen

    @property
    def is_current(self) -> bool:
        """Tell whether it held when the article was published."""
        if self.published is None:
            return self.begin is None and self.end is None
        return self.last_seen is not None and (self.end is None or self.end.first > self.published.last)


def find_certain_days(attested: Iterable[Attestation]) -> Days | None:
    """Return the days on which a state certainly held, all its attestations being of one stretch without a break.

    From the latest possible day of the earliest that is known of it to the earliest possible day of the latest.
    """
    known = [
        days for one in attested if (seen := one.last_seen) for days in ((seen, one.begin) if one.begin else (seen,))
    ]
    if not known:
        return None
    first, last = min(days.last for days in known), max(days.first for days in known)
    return Days(first, last) if first <= last else None


def find_status_days(attestation: Attestation, ordinal: int) -> Days | None:
    """Return the days on which a facility certainly had a status; one before the attested needs its start and end.

    Each record stands for itself, as statuses of a facility are not joined over time: what was closed in 2020 and is
    closed in 2024 may have been open in between. Who presided in 2019 and in 2023 is taken to have done so in 2021.
    """
    if ordinal > 1 and not (attestation.begin and attestation.end):
        return None
    return find_certain_days([attestation])


def join_terms(rows: Iterable[Row], attestation_of: Callable[[Row], Attestation]) -> list[list[Row]]:
    """Return the terms of one holder of one seat, each as its rows in the order in which they were last seen.

    Rows are of one term unless an end lies before the next is seen, or a beginning after the ones before were. A row
    that tells no day on which the seat was held is a term of its own.
    """
    told = [(attestation_of(row), row) for row in rows]
    terms: list[list[Row]] = []
    ended, last_seen = LATEST, ""
    for days, one, row in sorted(((one.last_seen, one, row) for one, row in told if one.last_seen), key=itemgetter(0)):
        if not terms or days.first > ended or (one.begin and one.begin.first > last_seen):
            terms.append([])
            ended, last_seen = LATEST, ""
        terms[-1].append(row)
        ended = min(ended, one.end.last) if one.end else ended
        last_seen = max(last_seen, days.last)
    return [*terms, *([row] for one, row in told if one.last_seen is None)]


def hold_at_once(one: Days, other: Days) -> bool:
    """Tell whether two states that exclude each other are certain for one day, the day of a change apart.

    A change is a day that ends the one and begins the other. Where both are known of this one day only, nothing says
    that one followed the other.
    """
    is_change = one.last == other.first or other.last == one.first
    return one.overlaps(other) and (one == other or not is_change)


def exclude_each_other(status: str, other: str) -> bool:
    """Tell whether a facility cannot have two statuses at one time."""
    return status != other and "unknown" not in (status, other) and {status, other} not in _ALIKE
