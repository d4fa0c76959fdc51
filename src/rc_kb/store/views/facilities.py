"""Owns the views of facilities: each as the latest article attests it, and every status over time."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, func, select
from sqlalchemy import alias as alias_of

from rc_kb.store.models.derived import facility_attestation
from rc_kb.store.models.facts import (
    facility,
    facility_status,
)
from rc_kb.store.models.sources import article
from rc_kb.store.views.base import (
    Described,
    View,
    citation_columns,
    date_columns,
    define_fact_view,
    define_view,
    join_fact,
    name_of,
    named,
    place_columns,
)


def _facility_columns() -> list[Described]:
    return [
        named(
            "facility_key",
            facility.c.facility_key,
            "one for each operator, country, city, name and kind, in any article",
        ),
        named("kind", facility.c.kind, "what kind of facility it is"),
        named("name", facility.c.name, "its own name"),
        *place_columns(facility, "where it stands"),
        named("country_as_written", facility.c.country_as_written, "the country in the words of the article"),
        named("operator_id", facility.c.operator_id, "the operator's key in organizations"),
        named("operator", name_of(facility.c.operator_id), "who runs it"),
        named("count", facility.c.count, "how many there are, where the article says so"),
    ]


def _select_value(value: ColumnElement[Any], where: ColumnElement[bool], *source: FromClause) -> ColumnElement[Any]:
    """Return a value looked up for a row of the table facility."""
    return select(value).select_from(*source).where(where).correlate(facility).scalar_subquery()


def _is_last_attested() -> ColumnElement[bool]:
    """Return whether a record of a facility is that of the latest article; of two of one day one is taken."""
    last = (
        select(facility_attestation.c.facility_id)
        .where(facility_attestation.c.facility_key == facility.c.facility_key)
        .order_by(facility_attestation.c.attested_on.desc(), facility_attestation.c.facility_id.desc())
        .limit(1)
    )
    return facility.c.id == last.correlate(facility).scalar_subquery()


def define_facilities() -> View:
    """Return the view of facilities, one row each."""
    current = alias_of(facility_status)
    attestations = alias_of(facility)
    attested = (current.c.facility_id == facility.c.id) & (current.c.ordinal == 1)
    columns = [
        *_facility_columns(),
        named("status", _select_value(current.c.status, attested), "whether it works, as last attested"),
        *(
            named(dated.name, _select_value(current.c[dated.name], attested), dated.description)
            for dated in date_columns(facility_status, "valid_from", "since when it has this status")
        ),
        named("last_attested", article.c.published_on, "publication of the article that last attests it (EDTF)"),
        named(
            "attestations",
            _select_value(func.count(), attestations.c.facility_key == facility.c.facility_key, attestations),
            "how many records attest it",
        ),
    ]
    return define_fact_view(
        "facilities",
        "One row for each facility, as the latest article attests it.",
        columns,
        facility,
        _is_last_attested(),
    )


def define_facility_statuses() -> View:
    """Return the view of the statuses that articles attest."""
    columns = [
        named("id", facility.c.id, "the fact's key"),
        *_facility_columns(),
        named("ordinal", facility_status.c.ordinal, "1 for what the article attests, higher for what came before"),
        named("status", facility_status.c.status, "whether it worked"),
        *date_columns(facility_status, "valid_from", "since when"),
        *date_columns(facility_status, "valid_until", "until when"),
        *citation_columns(),
    ]
    source = join_fact(facility_status.join(facility, facility.c.id == facility_status.c.facility_id), facility)
    description = "One row for each status of a facility that an article attests, over time."
    return define_view("facility_statuses", description, columns, source)
