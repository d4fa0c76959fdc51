"""Owns where the sources disagree: rival values, each with the reports that give it, group by group."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rc_kb.read.claims import LATEST
from rc_kb.read.compare.facilities import compare_facilities
from rc_kb.read.compare.figures import compare_figures
from rc_kb.read.compare.offices import compare_offices
from rc_kb.read.compare.totals import compare_totals
from rc_kb.read.compare.values import Comparison, Report, ReportedValue, order_reports, write_published
from rc_kb.read.names import Match
from rc_kb.read.reader import Reader
from rc_kb.read.stories import Stories

CONFLICT_KINDS = ("figure", "facility", "office", "total")
"""What sources may disagree about: a number, a status, the holder of a seat, a total and what is listed for it."""


class ConflictRow(NamedTuple):
    """A value in a group of values that were compared.

    The verdict is rival where another value of the group denies it; agrees where none does and two or more independent
    reports give it; consistent where none does and one report gives it.
    """

    group: int
    kind: str
    subject: str | None
    about: str
    value: str
    verdict: str
    support: int
    articles: str
    published: str | None
    fact_ids: tuple[int, ...]


class _Supported(NamedTuple):
    """A value with its reports in order, and how many of these are independent."""

    value: ReportedValue
    reports: list[Report]
    support: int

    @property
    def verdict(self) -> str:
        """Return what the other values and the reports make of this one."""
        if self.value.is_rival:
            return "rival"
        return "agrees" if self.support > 1 else "consistent"


def find_conflicts(
    reader: Reader, *, about: Match | None = None, kinds: Collection[str] = (), with_agreeing: bool = False
) -> Iterator[ConflictRow]:
    """Find values that contradict each other, group by group: a row for each value, the rivals first.

    Kinds are some of CONFLICT_KINDS, none for all. With agreeing values there are also groups without rivals: where two
    or more independent reports agree, and totals that are the number of what is listed.
    """
    stories = Stories(reader)
    number = 0
    for comparison in _compare(reader, about, kinds or CONFLICT_KINDS, with_agreeing=with_agreeing):
        if not (with_agreeing or any(value.is_rival for value in comparison.values)):
            continue
        supported = [_support(value, stories) for value in comparison.values]
        if _is_listed(comparison, supported, stories):
            number += 1
            yield from (_write_row(number, comparison, one) for one in _order(comparison.kind, supported))


def _compare(
    reader: Reader, about: Match | None, kinds: Collection[str], *, with_agreeing: bool
) -> Iterator[Comparison]:
    if "figure" in kinds:
        yield from compare_figures(reader, about, with_agreeing=with_agreeing)
    if "facility" in kinds:
        yield from compare_facilities(reader, about, with_agreeing=with_agreeing)
    if "office" in kinds:
        yield from compare_offices(reader, about, with_agreeing=with_agreeing)
    if "total" in kinds:
        yield from compare_totals(reader, about)


def _support(value: ReportedValue, stories: Stories) -> _Supported:
    reports = order_reports(set(value.reports))
    return _Supported(value, reports, stories.count({report.article_id for report in reports}))


def _is_listed(comparison: Comparison, supported: Sequence[_Supported], stories: Stories) -> bool:
    """Tell whether a comparison has rivals, or reports that agree.

    About 14 and 14 agree, as figures of one time. Two statuses or holders, one after the other, do not.
    """
    if comparison.kind == "total" or any(one.value.is_rival for one in supported):
        return True
    if comparison.kind == "figure":
        return stories.count({report.article_id for one in supported for report in one.reports}) > 1
    return any(one.support > 1 for one in supported)


def _order(kind: str, supported: list[_Supported]) -> list[_Supported]:
    """Return rivals first, then by support and publication; totals each with what is listed for it."""
    if kind == "total":
        denied = {one.value.about for one in supported if one.value.is_rival}
        return sorted(supported, key=lambda one: one.value.about not in denied)
    return sorted(
        supported,
        key=lambda one: (
            not one.value.is_rival,
            -one.support,
            one.reports[0].published_on_first or LATEST,
            one.value.text,
        ),
    )


def _write_row(number: int, comparison: Comparison, one: _Supported) -> ConflictRow:
    return ConflictRow(
        number,
        comparison.kind,
        comparison.subject,
        one.value.about,
        one.value.text,
        one.verdict,
        one.support,
        ", ".join(dict.fromkeys(report.article_id for report in one.reports)),
        write_published(one.reports),
        tuple(report.id for report in one.reports),
    )
