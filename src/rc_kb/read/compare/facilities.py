"""Owns which statuses are compared: those of one facility that it certainly had at one time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rc_kb.read.claims import EARLIEST, LATEST, Days, bound_days
from rc_kb.read.compare.values import Comparison, ReportedValue, States, cite, weigh_values
from rc_kb.read.conditions import value_of
from rc_kb.read.names import Match
from rc_kb.read.query import Query, Question
from rc_kb.read.reader import Reader
from rc_kb.read.tenures import Attestation, exclude_each_other, find_status_days, hold_at_once

_ABOUT = {
    "facility": "facility_key = :about",
    "place": "place_id = :about",
    "organization": "operator_id = :about",
    "country": "(country_code = :about OR operator_id IN (SELECT id FROM parties WHERE country_code = :about))",
}


class _Status(NamedTuple):
    """A status of a facility, in columns of the view facility_statuses."""

    id: int
    article_id: str
    published_on_first: str | None
    published_on_last: str | None
    facility_key: int
    operator: str | None
    kind: str
    name: str | None
    city: str | None
    country: str | None
    ordinal: int
    status: str
    valid_from: str | None
    valid_from_first: str | None
    valid_from_last: str | None
    valid_until: str | None
    valid_until_first: str | None
    valid_until_last: str | None

    @property
    def facility(self) -> str:
        """Return what kind of facility it is, its name and where it stands."""
        named = " ".join(filter(None, (self.kind.replace("_", " "), self.name)))
        return ", ".join(filter(None, (named, self.city, self.country)))


class _Attested(NamedTuple):
    """A status, on which days the facility certainly had it, and the day on which an article attests it."""

    record: _Status
    days: Days | None
    attested_on: str | None

    @property
    def status(self) -> str:
        """Return the status."""
        return self.record.status

    @property
    def reach(self) -> Days:
        """Return the days on which it can be compared; no stretch of days where there are none."""
        return self.days or Days(LATEST, EARLIEST)

    def is_with(self, other: "_Attested") -> bool:
        """Tell whether both statuses are certain for one day, the day of a change apart.

        What two articles of one day attest is of one time.
        """
        if self.attested_on and self.attested_on == other.attested_on:
            return True
        return self.days is not None and other.days is not None and hold_at_once(self.days, other.days)

    def denies(self, other: "_Attested") -> bool:
        """Tell whether the facility cannot have had both statuses."""
        return exclude_each_other(self.status, other.status) and self.is_with(other)

    def is_compared_with(self, other: "_Attested") -> bool:
        """Tell whether both statuses are the same or exclude each other at one time."""
        return (self.status == other.status or exclude_each_other(self.status, other.status)) and self.is_with(other)


def compare_facilities(
    reader: Reader, about: Match | None = None, *, with_agreeing: bool = False
) -> Iterator[Comparison]:
    """Compare the statuses of each facility; first those that exclude each other at one time, then the others.

    A record that counts several is left out, as one of them may be closed while another is open.
    """
    if about and about.kind == "official":
        return
    compared = "status <> 'unknown' AND coalesce(count, 1) = 1"
    having = "count(*) > 1" if with_agreeing else "count(DISTINCT status) > 1"
    order = "operator NULLS LAST, facility_key, published_on_last NULLS LAST, id, ordinal"
    question = Question("facility_statuses", order).where(compared)
    if about:
        question.where(_ABOUT[about.kind], f"about {about.name}", **value_of("about", about))
    question.where(
        "facility_key IN (SELECT facility_key FROM facility JOIN facility_status ON facility_id = facility.id"
        f"{question.write_conditions()} GROUP BY facility_key HAVING {having})"
    )
    statuses = map(_Status._make, reader.find(question.ask(_Status._fields)).rows)
    for _, records in groupby(statuses, attrgetter("facility_key")):
        attested = [_date_status(record) for record in records]
        first = attested[0].record
        for values in _STATES.separate(attested, with_others=with_agreeing):
            if not _is_one_of_several(reader, first):
                yield Comparison("facility", first.operator, values)


def _date_status(record: _Status) -> _Attested:
    published = cite(record).published
    attestation = Attestation(
        bound_days(record.valid_from_first, record.valid_from_last),
        bound_days(record.valid_until_first, record.valid_until_last),
        published,
    )
    days = find_status_days(attestation, record.ordinal)
    is_of_one_day = record.ordinal == 1 and days and published and published.first == published.last
    return _Attested(record, days, record.published_on_first if is_of_one_day else None)


def _weigh_statuses(attested: Sequence[_Attested]) -> list[ReportedValue]:
    weighed = weigh_values(attested, attrgetter("status"), _Attested.denies, attrgetter("reach"))
    return [
        ReportedValue(
            items[0].record.facility,
            _write_status([item.record for item in items]),
            [cite(item.record) for item in items],
            is_rival,
        )
        for _, items, is_rival in weighed
    ]


_STATES = States[_Attested](attrgetter("reach"), _Attested.is_compared_with, _weigh_statuses)


def _write_status(records: Sequence[_Status]) -> str:
    """Return a status with its start and its end, where all records that give one agree."""
    written = records[0].status.replace("_", " ")
    for word, dates in (
        ("since", {record.valid_from for record in records}),
        ("until", {record.valid_until for record in records}),
    ):
        known = dates - {None}
        if len(known) == 1:
            written += f" {word} {known.pop()}"
    return written


def _is_one_of_several(reader: Reader, record: _Status) -> bool:
    """Tell whether some article has another facility without a name of this kind in this place.

    Only the order in an article tells these apart, and another article may have another order.
    """
    if record.name is not None:
        return False
    query = Query(
        # CROSS JOIN keeps the order: from the records of this facility to what their articles say, not the other way.
        "SELECT 1 FROM facility AS own CROSS JOIN fact AS reported CROSS JOIN fact AS beside\n"
        "CROSS JOIN facility AS other\n"
        "WHERE own.facility_key = :facility AND reported.id = own.id\n"
        "  AND beside.article_id = reported.article_id AND beside.kind = 'facility' AND other.id = beside.id\n"
        "  AND other.name IS NULL AND other.facility_key <> own.facility_key\n"
        "  AND other.operator_id = own.operator_id AND other.country_code = own.country_code\n"
        "  AND coalesce(other.place_id, 0) = coalesce(own.place_id, 0) AND other.kind = own.kind\n"
        "LIMIT 1",
        {"facility": record.facility_key},
    )
    return reader.find_value(query) is not None
