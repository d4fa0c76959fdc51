"""Owns how values that compete are set side by side: which are of one time, which deny each other, who reports them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, NamedTuple, TypeVar

from rc_kb.read.claims import EARLIEST, LATEST, Days, bound_days

Item = TypeVar("Item")


class Report(NamedTuple):
    """Where a value comes from: a fact, its article, and when that was published, as columns of every view of facts."""

    id: int
    article_id: str
    published_on_first: str | None
    published_on_last: str | None

    @property
    def published(self) -> Days | None:
        """Return the days on which the article may have been published."""
        return bound_days(self.published_on_first, self.published_on_last)


class ReportedValue(NamedTuple):
    """A value of a comparison: what it is about, how it is written, who reports it, and whether another denies it."""

    about: str
    text: str
    reports: Sequence[Report]
    is_rival: bool


class Comparison(NamedTuple):
    """Values that are said of one subject and may be compared."""

    kind: str
    subject: str | None
    values: Sequence[ReportedValue]


class Weighed(NamedTuple, Generic[Item]):
    """A value, all that gives it, and whether any of that denies another value."""

    value: Hashable
    items: list[Item]
    is_rival: bool


def split_times(items: Iterable[Item], days_of: Callable[[Item], Days]) -> list[list[Item]]:
    """Return the items in groups that have no day in common, the earliest first."""
    groups: list[list[Item]] = []
    reach = ""
    for item in sorted(items, key=days_of):
        if days_of(item).first > reach:
            groups.append([])
        groups[-1].append(item)
        reach = max(reach, days_of(item).last)
    return groups


def split_connected(items: Iterable[Item], are_connected: Callable[[Item, Item], bool]) -> list[list[Item]]:
    """Return the items in groups in which each is connected with the others, by however many steps."""
    groups: list[list[Item]] = []
    for item in items:
        near: list[list[Item]] = []
        far: list[list[Item]] = []
        for group in groups:
            (near if any(are_connected(item, other) for other in group) else far).append(group)
        groups = [*far, [*chain(*near), item]]
    return groups


def weigh_values(
    items: Iterable[Item], value_of: Callable[[Item], Hashable], deny: Callable[[Item, Item], bool]
) -> list[Weighed[Item]]:
    """Return the values that items give, in the order in which they are first given."""
    values: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        values[value_of(item)].append(item)

    def is_denied(value: Hashable) -> bool:
        others = [item for other, given in values.items() if other != value for item in given]
        return any(deny(item, other) for item in values[value] for other in others)

    return [Weighed(value, given, is_denied(value)) for value, given in values.items()]


@dataclass(frozen=True)
class States(Generic[Item]):
    """How states are compared: the days within which one can be, which are of one time, and their values as written."""

    reach_of: Callable[[Item], Days]
    are_compared: Callable[[Item, Item], bool]
    weigh: Callable[[Sequence[Item]], list[ReportedValue]]

    def separate(self, items: Iterable[Item], *, with_others: bool) -> Iterator[list[ReportedValue]]:
        """Return the values of each group that has rivals, then, if wanted, those of all other items together."""
        others: list[Item] = []
        for near in split_times(items, self.reach_of):
            for group in split_connected(near, self.are_compared):
                values = self.weigh(group) if len(group) > 1 else []
                if any(value.is_rival for value in values):
                    yield values
                else:
                    others += group
        if others and with_others:
            yield self.weigh(others)


def cite(record: tuple[Any, ...]) -> Report:
    """Return where a record comes from; its first columns are those of a report."""
    return Report._make(record[: len(Report._fields)])


def order_reports(reports: Iterable[Report]) -> list[Report]:
    """Return reports by publication, those without a date last."""
    return sorted(reports, key=lambda report: (report.published_on_first or LATEST, report.article_id, report.id))


def write_published(reports: Iterable[Report]) -> str | None:
    """Return the first and last day of publication, as 2022-09-18..2025-05-21; None where no report has a date."""
    dated = [report.published for report in reports if report.published]
    if not dated:
        return None
    first, last = min(days.first for days in dated), max(days.last for days in dated)
    return first if first == last else f"{first.replace(EARLIEST, '')}..{last.replace(LATEST, '')}"
