"""Owns the checks of what can be only one at a time: the holder of a seat, the status of a facility."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from rc_kb.checks.base import Check, Row
from rc_kb.checks.likeness import are_alike, split_name
from rc_kb.read.compare.facilities import compare_facilities
from rc_kb.read.compare.offices import compare_offices
from rc_kb.read.compare.values import Comparison, ReportedValue
from rc_kb.read.reader import Reader

_MOST_LISTED = 5


def _find_holders(reader: Reader) -> Iterator[Row]:
    """Find the seats that several people held at one time; two spellings of one name are for the check same-person."""
    for comparison in compare_offices(reader):
        rivals = _list_rivals(comparison)
        names = [split_name(value.text) for value in rivals]
        if any(not are_alike(one, other) for one, other in combinations(names, 2)):
            yield _describe("office", comparison, rivals)


def _find_statuses(reader: Reader) -> Iterator[Row]:
    """Find the facilities that had statuses at one time which exclude each other."""
    for comparison in compare_facilities(reader):
        if rivals := _list_rivals(comparison):
            yield _describe("facility", comparison, rivals)


def _list_rivals(comparison: Comparison) -> list[ReportedValue]:
    return [value for value in comparison.values if value.is_rival]


def _describe(kind: str, comparison: Comparison, rivals: Sequence[ReportedValue]) -> Row:
    """Return one row for all rivals of a comparison, with the first fact that gives the first of them."""
    first = rivals[0].reports[0]
    listed = [f"{value.text} (in {value.reports[0].article_id})" for value in rivals[:_MOST_LISTED]]
    if len(rivals) > _MOST_LISTED:
        listed.append(f"{len(rivals) - _MOST_LISTED} more")
    return {
        "kind": kind,
        "fact_id": first.id,
        "article_id": first.article_id,
        "about": ", ".join(filter(None, (rivals[0].about, comparison.subject))),
        "rivals": f"{', '.join(listed[:-1])} and {listed[-1]}",
    }


CHECKS = (
    Check(
        "two-holders",
        "problem",
        "Does every office that one person at a time holds have one holder at a time?",
        "SELECT 'office' AS kind, NULL AS fact_id, NULL AS article_id, organization || ', ' || seat AS about,\n"
        "  count(DISTINCT official_id) AS holders\n"
        "FROM offices\n"
        "WHERE seat IS NOT NULL AND organization_id IS NOT NULL\n"
        "GROUP BY organization_id, organization, seat\n"
        "HAVING count(DISTINCT official_id) > 1",
        "{about}: held at one time by {rivals}",
        compare=_find_holders,
    ),
    Check(
        "two-statuses",
        "problem",
        "Has every facility one status at a time, or several that do not exclude each other?",
        "SELECT 'facility' AS kind, NULL AS fact_id, NULL AS article_id, min(kind) AS about,\n"
        "  count(DISTINCT status) AS statuses\n"
        "FROM facility_statuses\n"
        "GROUP BY facility_key\n"
        "HAVING count(DISTINCT status) > 1",
        "{about}: at one time {rivals}",
        compare=_find_statuses,
    ),
)
