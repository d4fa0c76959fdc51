"""Owns how each kind of fact of a sheet becomes rows: what identifies it, and its row in every table."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table

from rc_kb.dates import parse_date
from rc_kb.sheet import model
from rc_kb.store.keys import make_key
from rc_kb.store.models import facts
from rc_kb.store.resolve import PartyResolver
from rc_kb.store.seats import find_seat
from rc_kb.tabular import Row
from rc_kb.text import fold_key, fold_words


@dataclass(frozen=True)
class Record:
    """A fact as rows, its key not yet made: what identifies it in its article, and rows by table.

    Rows of the fact's own table come first. The others hold the key in the column that refers to it.
    """

    identity: tuple[object, ...]
    rows: list[tuple[Table, Row]]

    def rows_with_key(self, key: int, own: int, number: int) -> list[tuple[Table, Row]]:
        """Return the rows with the fact's key filled in.

        The key's own part is what it was before it was put beside its article's; the number tells apart facts of one
        identity in an article.
        """
        rows = [(table, {_key_column(table): key} | row) for table, row in self.rows]
        if self.rows[0][0] is facts.facility:
            rows[0][1]["facility_key"] = make_key("facility", *self.identity, number, *self._limit_identity(own))
        return rows

    def _limit_identity(self, own: int) -> list[int]:
        """Return what keeps a facility to its article: with no operator or no country it may be any other's."""
        operator, country, *_ = self.identity
        return [] if operator and country else [own]


@cache
def _key_column(table: Table) -> str:
    return next(iter(table.primary_key)).name


def date_values(name: str, date: str | None, as_written: str | None = None) -> Row:
    """Return the values of a date's four columns."""
    bounds = parse_date(date) if date else None
    return {
        name: date,
        f"{name}_first": bounds.first if bounds else None,
        f"{name}_last": bounds.last if bounds else None,
        f"{name}_as_written": as_written,
    }


def map_fact(record: model.Fact, parties: PartyResolver) -> Record:
    """Return the rows of a fact; raise Unresolved where a name or a code in it cannot be told."""
    return _MAPPERS[type(record)](record, parties)


def _map_meeting(meeting: model.Meeting, parties: PartyResolver) -> Record:
    who = [
        {
            "ordinal": ordinal,
            "official_id": parties.find_official(one.name, one.country),
            "organization_id": parties.find_organization(one.organization, one.country),
            "role": one.role,
            "country_code": parties.find_country(one.country),
        }
        for ordinal, one in enumerate(meeting.participants, start=1)
    ]
    row = {
        **date_values("held_on", meeting.date, meeting.date_as_written),
        "country_code": parties.find_country(meeting.country),
        "place_id": parties.find_place(meeting.city, meeting.country),
        "format": meeting.format,
    }
    topics = [
        {"ordinal": ordinal, "name": name, "name_words": fold_words(name)}
        for ordinal, name in enumerate(meeting.topics, start=1)
    ]
    # Two meetings of the same people in one article differ in one of these.
    when_and_where = (meeting.date, meeting.date_as_written, row["place_id"], meeting.country, meeting.format)
    identity = sorted(
        (one["official_id"] or 0, one["organization_id"] or 0, one["role"] or "", one["country_code"] or "")
        for one in who
    )
    return Record(
        (*when_and_where, *identity),
        [
            (facts.meeting, row),
            *((facts.participation, one) for one in who),
            *((facts.topic, one) for one in topics),
        ],
    )


def _map_office(office: model.Office, parties: PartyResolver) -> Record:
    row = {
        "official_id": parties.find_official(office.official, office.country),
        "title": office.title,
        "organization_id": parties.find_organization(office.organization, office.country),
        "country_code": parties.find_country(office.country),
        **date_values("valid_from", office.from_, office.from_as_written),
        **date_values("valid_until", office.until, office.until_as_written),
        "seat": find_seat(office.title, office.organization),
    }
    identity = (row["official_id"], row["organization_id"], fold_key(office.title), office.from_)
    return Record(identity, [(facts.office, row)])


def _map_facility(facility: model.Facility, parties: PartyResolver) -> Record:
    row = {
        "operator_id": parties.find_organization(facility.operator),
        "country_code": parties.find_country(facility.country),
        "place_id": parties.find_place(facility.city, facility.country),
        "name": facility.name,
        "key": fold_key(facility.name) if facility.name else None,
        "kind": facility.kind,
    }
    identity = (
        row["operator_id"],
        facility.country or fold_key(facility.country_as_written or ""),
        row["place_id"],
        fold_key(facility.name or ""),
        facility.kind,
    )
    row |= {"country_as_written": facility.country_as_written, "count": facility.count}
    return Record(identity, [(facts.facility, row), *((facts.facility_status, one) for one in _map_statuses(facility))])


def _map_statuses(facility: model.Facility) -> list[Row]:
    """Return the status that the article attests, then those that came before it."""
    attested = {
        "ordinal": 1,
        "status": facility.status,
        **date_values("valid_from", facility.from_, facility.from_as_written),
        **date_values("valid_until", None),
    }
    before = [
        {
            "ordinal": ordinal,
            "status": earlier.status,
            **date_values("valid_from", earlier.from_, earlier.from_as_written),
            **date_values("valid_until", earlier.until, earlier.until_as_written),
        }
        for ordinal, earlier in enumerate(facility.earlier, start=2)
    ]
    return [attested, *before]


def _map_commitment(commitment: model.Commitment, parties: PartyResolver) -> Record:
    row = {
        "by_id": parties.find_party(commitment.by),
        "party_id": parties.find_party(commitment.party),
        "what": commitment.what,
        "modality": commitment.modality,
        "country_code": parties.find_country(commitment.country),
    }
    identity = (row["by_id"], row["party_id"], row["country_code"], fold_key(commitment.what))
    return Record(identity, [(facts.commitment, row)])


def _map_mission(mission: model.Mission, parties: PartyResolver) -> Record:
    row = {
        "provider_id": parties.find_party(mission.provider),
        "country_code": parties.find_country(mission.country),
        "region": mission.region,
        "place_as_written": mission.place_as_written,
        "occasion": mission.occasion,
        **date_values("carried_out_on", mission.date, mission.date_as_written),
    }
    where = (mission.country, fold_key(mission.region or ""), fold_key(mission.place_as_written or ""))
    return Record((row["provider_id"], *where, fold_key(mission.occasion or ""), mission.date), [(facts.mission, row)])


def _map_figure(figure: model.Figure, parties: PartyResolver) -> Record:
    row = {
        "subject_id": parties.find_party(figure.subject),
        "measure": figure.measure,
        "measure_words": fold_words(figure.measure),
        "value": figure.value,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "scope": figure.scope,
        **date_values("as_of", figure.as_of, figure.as_of_as_written),
        "speaker_id": parties.find_party(figure.speaker),
        "total_of": figure.total_of,
    }
    identity = (row["subject_id"], fold_key(figure.measure), fold_key(figure.scope or ""), figure.as_of)
    return Record(identity, [(facts.figure, row)])


def _map_award(award: model.Award, parties: PartyResolver) -> Record:
    row = {
        "recipient_id": parties.find_party(award.recipient),
        "award": award.award,
        "giver_id": parties.find_party(award.giver),
        **date_values("awarded_on", award.year, award.year_as_written),
    }
    return Record((row["recipient_id"], fold_key(award.award), award.year), [(facts.award, row)])


def _map_membership(membership: model.Membership, parties: PartyResolver) -> Record:
    row = {"member_id": parties.find_party(membership.member), "body_id": parties.find_party(membership.body)}
    return Record((row["member_id"], row["body_id"]), [(facts.membership, row)])


def _map_statement(statement: model.Statement, parties: PartyResolver) -> Record:
    row = {
        "speaker_id": parties.find_party(statement.speaker),
        "on_behalf_of_id": parties.find_party(statement.on_behalf_of),
        "gist": statement.gist,
        "about": statement.about,
        "about_words": fold_words(statement.about) if statement.about else None,
        **date_values("stated_on", statement.date, statement.date_as_written),
    }
    return Record(
        (row["speaker_id"], fold_key(statement.about or ""), fold_key(statement.gist or "")), [(facts.statement, row)]
    )


_MAPPERS: dict[type[model.Fact], Callable[[Any, PartyResolver], Record]] = {
    model.Meeting: _map_meeting,
    model.Office: _map_office,
    model.Facility: _map_facility,
    model.Commitment: _map_commitment,
    model.Mission: _map_mission,
    model.Figure: _map_figure,
    model.Award: _map_award,
    model.Membership: _map_membership,
    model.Statement: _map_statement,
}
