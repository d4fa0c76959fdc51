"""Owns which totals are compared: those that an article states with what the same article lists."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rc_kb.read.claims import Claim, read_claim, write_claim
from rc_kb.read.compare.listed import (
    Listed,
    ListedFacility,
    ListedMission,
    count_countries,
    count_facilities,
    count_facilities_abroad,
    count_helped,
)
from rc_kb.read.compare.values import Comparison, Report, ReportedValue, cite, weigh_values
from rc_kb.read.conditions import where_party
from rc_kb.read.names import Match
from rc_kb.read.query import Query, Question, Value
from rc_kb.read.reader import Reader
from rc_kb.vocabulary import PARTY_KINDS


class _Total(NamedTuple):
    """A figure that is a total, in columns of the view figures."""

    id: int
    article_id: str
    published_on_first: str | None
    published_on_last: str | None
    subject_id: int
    subject: str
    total_of: str
    value: float
    qualifier: str | None


class _Counted(NamedTuple):
    """A number that an article states or lists."""

    text: str
    claim: Claim
    is_listed: bool
    reports: list[Report]

    def denies(self, other: "_Counted") -> bool:
        """Tell whether one is stated, the other listed, and they cannot be the same number."""
        return self.is_listed != other.is_listed and not self.claim.is_consistent_with(other.claim)


def compare_totals(reader: Reader, about: Match | None = None) -> Iterator[Comparison]:
    """Compare the totals that an article states of a subject with what it lists: one comparison for all of them.

    That the listed records are what the total counts is the coder's word (total_of). A total of which the article lists
    nothing is left out.
    """
    if about and about.kind not in PARTY_KINDS:
        return
    order = "subject, subject_id, published_on_last NULLS LAST, article_id, total_of, value, id"
    question = Question("figures", order).where("total_of IS NOT NULL")
    where_party(question, "subject", about, "about")
    totals = map(_Total._make, reader.find(question.ask(_Total._fields)).rows)
    for _, stated in groupby(totals, attrgetter("subject_id", "article_id")):
        first, *others = stated
        kinds = groupby([first, *others], attrgetter("total_of"))
        values = [value for _, alike in kinds for value in _compare_alike(reader, list(alike))]
        if values:
            yield Comparison("total", first.subject, values)


def _compare_alike(reader: Reader, totals: list[_Total]) -> list[ReportedValue]:
    """Return the totals of one thing that an article states, then what it lists."""
    first = totals[0]
    listed = _count_listed(reader, first)
    if listed is None:
        return []
    counted = [
        _Counted(
            write_claim(total.value, total.qualifier),
            read_claim(total.value, total.qualifier),
            is_listed=False,
            reports=[cite(total)],
        )
        for total in totals
    ]
    cited = [cite(first)._replace(id=fact) for fact in listed.fact_ids]
    counted.append(_Counted(str(listed), listed.claim, is_listed=True, reports=cited))
    return [
        ReportedValue(
            first.total_of.replace("_", " "), str(text), [report for one in items for report in one.reports], is_rival
        )
        for text, items, is_rival in weigh_values(counted, attrgetter("text"), _Counted.denies)
    ]


def _count_listed(reader: Reader, total: _Total) -> Listed | None:
    """Return how many of what a total counts its article lists."""
    if total.total_of == "countries_helped":
        records = _list_records(reader, total, "SELECT provider_id, id, country_code FROM missions")
        return count_helped(list(map(ListedMission._make, records)))
    sql = "SELECT operator_id, id, country_code, status, coalesce(count, 1) FROM facility_statuses"
    facilities = list(map(ListedFacility._make, _list_records(reader, total, sql, "ordinal = 1")))
    if total.total_of == "facilities":
        return count_facilities(facilities)
    country = Query("SELECT country_code FROM organizations WHERE id = :id", {"id": total.subject_id})
    home = reader.find_value(country)
    count = count_facilities_abroad if total.total_of == "facilities_abroad" else count_countries
    return count(facilities, str(home) if home else None)


def _list_records(reader: Reader, total: _Total, sql: str, *conditions: str) -> Iterator[tuple[Value, ...]]:
    """Return the records of a total's article that are its subject's, whose key comes first and is left out.

    The subject is no condition: by it SQLite would look for the records of all articles first.
    """
    where = " AND ".join(("article_id = :article", *conditions))
    rows = reader.find(Query(f"{sql}\nWHERE {where}\nORDER BY id", {"article": total.article_id})).rows
    return (row[1:] for row in rows if row[0] == total.subject_id)
