"""Owns how values that compete are set side by side: which are of one time, which deny each other, who reports them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import chain, count
from operator import attrgetter, itemgetter
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


_EVER = Days(EARLIEST, LATEST)


def _take_any_day(_: object) -> Days:
    """Return the days of what may be of any day."""
    return _EVER


class Current(Generic[Item]):
    """Items that are gone through in the order of their first days, of which those that are over are forgotten."""

    def __init__(self) -> None:
        self._items: list[tuple[str, int, Item]] = []
        self._number = count()

    def __len__(self) -> int:
        return len(self._items)

    def take_in(self, other: "Current[Item]") -> None:
        """Add the items of another."""
        for last, _, item in other._items:  # noqa: SLF001 - the same class
            heappush(self._items, (last, next(self._number), item))

    def add(self, item: Item, days: Days) -> None:
        """Add an item, which is over after the last of its days."""
        heappush(self._items, (days.last, next(self._number), item))

    def list_at(self, days: Days) -> Iterator[Item]:
        """Return the items that are not over on the first of some days, nor will be on that of any later item."""
        while self._items and self._items[0][0] < days.first:
            heappop(self._items)
        return (item for _, _, item in self._items)


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


def split_connected(
    items: Iterable[Item], are_connected: Callable[[Item, Item], bool], days_of: Callable[[Item], Days] = _take_any_day
) -> list[list[Item]]:
    """Return the items in groups in which each is connected with the others, by however many steps.

    Where days are given, the items come in their order, and those without a day in common are not compared.
    """
    open_groups: list[_Group[Item]] = []
    over: list[_Group[Item]] = []
    for place, item in enumerate(items):
        days = days_of(item)
        near: list[_Group[Item]] = []
        far: list[_Group[Item]] = []
        for group in open_groups:
            if any(are_connected(item, other) for other in group.current.list_at(days)):
                near.append(group)
            else:
                (far if group.current else over).append(group)
        current = _join([group.current for group in near])
        current.add(item, days)
        open_groups = [*far, _Group([*chain(*(group.items for group in near)), item], current, place)]
    return [group.items for group in sorted((*over, *open_groups), key=attrgetter("last_place"))]


class _Group(NamedTuple, Generic[Item]):
    """Items that are connected, those of them that are not over, and the place of the last."""

    items: list[Item]
    current: Current[Item]
    last_place: int


def _join(several: Iterable[Current[Item]]) -> Current[Item]:
    """Return the items of several; the largest is taken over, so that each item is seldom moved."""
    first, *others = sorted(several, key=len, reverse=True) or [Current[Item]()]
    for one in others:
        first.take_in(one)
    return first


def weigh_values(
    items: Iterable[Item],
    value_of: Callable[[Item], Hashable],
    deny: Callable[[Item, Item], bool],
    days_of: Callable[[Item], Days] = _take_any_day,
) -> list[Weighed[Item]]:
    """Return the values that items give, in the order in which they are first given.

    Where days are given, an item can only deny one with which it has a day in common.
    """
    values: dict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        values[value_of(item)].append(item)

    def is_denied(value: Hashable) -> bool:
        own, others = Current[Item](), Current[Item]()
        told = [(days_of(item), other == value, item) for other, given in values.items() for item in given]
        for days, is_own, item in sorted(told, key=itemgetter(0)):
            against = (others if is_own else own).list_at(days)
            if any(deny(item, one) if is_own else deny(one, item) for one in against):
                return True
            (own if is_own else others).add(item, days)
        return False

    return [Weighed(value, given, len(values) > 1 and is_denied(value)) for value, given in values.items()]


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
            for group in split_connected(near, self.are_compared, self.reach_of):
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
