"""Owns the view of events: meetings, openings, closures, awards and statements in one list, each with its days."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    TableClause,
    Text,
    case,
    cast,
    column,
    func,
    literal,
    null,
    select,
    table,
)

from rc_kb.store.models.facts import facility_status
from rc_kb.store.views.base import View, citation_columns, define_union

_CITED = {cited.name: cited.description for cited in citation_columns()}
_PLACED = {
    "place_id": "the key of the city in places",
    "city": "the city of a meeting or facility",
    "country": "the country of a meeting or facility",
    "country_code": "that country, ISO 3166-1 alpha-2",
}
_COLUMNS = {
    "event": "meeting, opening, closure, award or statement",
    "fact_id": "the key of the fact that reports it",
    "kind": "the kind of that fact, whose plural is its view",
    "ordinal": "1, or the number of the status of a facility that began with it",
    "happened_on": "when (EDTF); NULL where undated",
    "happened_on_first": "when: first possible day",
    "happened_on_last": "when: last possible day",
    "happened_on_as_written": "when: the words of the article",
    "dated": "day; range where it was on one of several days; undated where only what came later bounds it",
    "not_before": "the first day on which it can have happened; NULL where unknown",
    "not_after": "the last day on which it can have happened; where nothing else bounds it, that of the report",
    "what": "who met; which facility it was; who received what; who said what",
    "detail": "topics of a meeting, operator of a facility, giver of an award, what a statement is about",
    **_PLACED,
    "facility_key": "the key of the facility in facilities",
    **_CITED,
}
"""The columns of the view, each with what a value is."""

_NOT_OPEN = ("planned", "under_construction", "closed", "reopening")
"""Statuses before which, and after which, a facility that operates was opened; `unknown` tells nothing."""


def _view(name: str, date: str, *own: str) -> TableClause:
    """Return a view of facts with the columns that its events need."""
    dates = [f"{date}{part}" for part in ("", "_first", "_last", "_as_written")]
    return table(name, *map(column, ("id", *dates, *own, *_CITED)))


_meetings = _view("meetings", "held_on", "participants", "topics", *_PLACED)
_statuses = _view(
    "facility_statuses",
    "valid_from",
    *("valid_until_last", "ordinal", "status", "facility_key", "kind", "name", "operator", "count"),
    *("country_as_written", *_PLACED),
)
_awards = _view("awards", "awarded_on", "recipient", "award", "giver")
_statements = _view("statements", "stated_on", "speaker", "gist", "about")


def _select_events(event: str, kind: str, view: TableClause, date: str, **own: Any) -> Select[Any]:
    """Return the events of one sort: what its view has, what is told of it here, NULL for the rest.

    A column has one type in all sorts; else SQLite would make every row of the union before it looks for one.
    """
    first, last = view.c[f"{date}_first"], view.c[f"{date}_last"]
    told = {
        "event": literal(event),
        "fact_id": view.c.id,
        "kind": literal(kind),
        "ordinal": cast(1, Integer),
        "dated": case((view.c[date].is_(None), "undated"), (first == last, "day"), else_="range"),
        "not_before": first,
        "not_after": func.coalesce(last, view.c.published_on_last),
        "place_id": cast(null(), BigInteger),
        "facility_key": cast(null(), BigInteger),
        **{name: view.c[name] for name in (*_PLACED, *_CITED) if name in view.c},
        **{name: view.c[name.replace("happened_on", date)] for name in _COLUMNS if name.startswith("happened_on")},
        **own,
    }
    return select(*(told.get(name, cast(null(), Text)).label(name) for name in _COLUMNS))


def _select_status_events(event: str, *where: ColumnElement[bool]) -> Select[Any]:
    """Return the statuses of facilities that began with an event.

    An earlier status of a facility began by its own end and by the start of what the article attests.
    """
    begun = (
        select(func.min(func.coalesce(facility_status.c.valid_from_last, facility_status.c.valid_until_last)))
        .where(facility_status.c.facility_id == _statuses.c.id)
        .where(facility_status.c.ordinal.in_([1, _statuses.c.ordinal]))
        .correlate(_statuses)
        .scalar_subquery()
    )
    return _select_events(
        event,
        "facility",
        _statuses,
        "valid_from",
        ordinal=_statuses.c.ordinal,
        not_after=func.coalesce(begun, _statuses.c.published_on_last),
        what=cast(_describe_facility(), Text),
        detail=_statuses.c.operator,
        facility_key=_statuses.c.facility_key,
    ).where(*where)


def _describe_facility() -> ColumnElement[Any]:
    """Return what kind of facility it is, how many, its name and where it stands."""
    kind = case((_statuses.c.kind == "other", "facility"), else_=func.replace(_statuses.c.kind, "_", " "))
    several = case((_statuses.c.count > 1, literal(" (") + cast(_statuses.c.count, Text) + ")"), else_="")
    country = func.coalesce(_statuses.c.country, _statuses.c.country_as_written)
    own_name = func.coalesce(literal(" ") + _statuses.c.name, "")
    places = [func.coalesce(literal(", ") + one, "") for one in (_statuses.c.city, country)]
    return kind + several + own_name + places[0] + places[1]


def _is_opened() -> ColumnElement[bool]:
    """Return whether a status is that of a facility that was opened; that it operates alone does not say so."""
    before = (
        select(facility_status.c.ordinal)
        .where(facility_status.c.facility_id == _statuses.c.id, facility_status.c.ordinal > 1)
        .where(facility_status.c.status.in_(_NOT_OPEN))
        .correlate(_statuses)
        .exists()
    )
    has_start = _statuses.c.valid_from.is_not(None) | _statuses.c.valid_from_as_written.is_not(None)
    return (_statuses.c.status == "operating") & (has_start | ((_statuses.c.ordinal == 1) & before))


def define_events() -> View:
    """Return the view of events; it reads the views of facts."""
    parts = [
        _select_events(
            "meeting",
            "meeting",
            _meetings,
            "held_on",
            what=cast(_meetings.c.participants, Text),
            detail=cast(_meetings.c.topics, Text),
        ),
        _select_status_events("opening", _is_opened()),
        _select_status_events("closure", _statuses.c.status == "closed"),
        _select_events(
            "award",
            "award",
            _awards,
            "awarded_on",
            what=cast(_awards.c.recipient + ": " + _awards.c.award, Text),
            detail=_awards.c.giver,
        ),
        _select_events(
            "statement",
            "statement",
            _statements,
            "stated_on",
            what=cast(_statements.c.speaker + ": " + _statements.c.gist, Text),
            detail=_statements.c.about,
        ),
    ]
    description = (
        "One row for each meeting, opening or closure of a facility, award and statement, as an article reports it: "
        "what several articles report is an event in each. That a facility operates is no opening, unless the article "
        "gives its start, or another status before it."
    )
    return define_union("events", description, parts, _COLUMNS)
