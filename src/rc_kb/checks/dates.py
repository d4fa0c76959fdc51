"""Owns the checks of dates: of one with its bounds and words, of two with each other, of one with its article's."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from rc_kb.checks.base import Check, Row
from rc_kb.dates import parse_date
from rc_kb.errors import BadDate

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = re.compile(rf"\b({'|'.join(_WEEKDAYS)})\b", re.IGNORECASE)
_AWAY = re.compile(
    rf"\b(?:before|after|following|eve of)\s+(?:the |last |next |this )*(?:{'|'.join(_WEEKDAYS)})\b", re.IGNORECASE
)
"""Words that name a weekday, but mean another day."""

_DAYS_OF_A_WEEK = 7

_EVERY_DATE = (
    "SELECT d.kind, d.fact_id, f.article_id, d.what, d.date, d.date_first, d.date_last, d.date_as_written\n"
    "FROM dates AS d JOIN facts AS f ON f.id = d.fact_id\n"
    "UNION ALL\n"
    "SELECT 'article', NULL, id, 'published_on', published_on, published_on_first, published_on_last,\n"
    "  published_on_as_written\n"
    "FROM articles"
)


def _keep_misread(rows: Iterable[Row]) -> Iterator[Row]:
    """Keep the dates whose stored bounds are not those of the text; rows of one text come together."""
    for text, dated in groupby(rows, key=lambda row: row["date"]):
        meant = _parse(str(text))
        for row in dated:
            stored = (row["date_first"], row["date_last"])
            if meant is None:
                yield row | {"wrong": "is no EDTF date"}
            elif stored != meant:
                yield row | {"wrong": f"means {_write_days(*meant)}, and {_write_days(*stored)} is stored"}


def _parse(text: str) -> tuple[str | None, str | None] | None:
    try:
        return parse_date(text)[1:]
    except BadDate:
        return None


def _write_days(first: object, last: object) -> str:
    return f"{first or ''}..{last or ''}"


def _keep_other_weekdays(rows: Iterable[Row]) -> Iterator[Row]:
    """Keep the dates whose words name one weekday on which no possible day falls."""
    for row in rows:
        weekday = find_weekday(str(row["date_as_written"]))
        if weekday is not None and weekday not in _list_weekdays(str(row["date_first"]), str(row["date_last"])):
            yield row | {"weekday": _WEEKDAYS[weekday].capitalize()}


def find_weekday(written: str) -> int | None:
    """Return the only weekday that words name as their date, Monday being 0; None where they name none or several."""
    named = {found.lower() for found in _NAMED.findall(written)}
    return _WEEKDAYS.index(named.pop()) if len(named) == 1 and not _AWAY.search(written) else None


def _list_weekdays(first: str, last: str) -> set[int]:
    """Return the weekdays of the days from first to last; all where these are no days, or in no order."""
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return set(range(_DAYS_OF_A_WEEK))
    days = (end - start).days + 1
    if not 0 < days < _DAYS_OF_A_WEEK:
        return set(range(_DAYS_OF_A_WEEK))
    return {(start + timedelta(number)).weekday() for number in range(days)}


CHECKS = (
    Check(
        "end-before-start",
        "problem",
        "Does no office and no status of a facility end before it starts?",
        "SELECT 'office' AS kind, id AS fact_id, article_id, official || ', ' || title AS about,\n"
        "  valid_from, valid_until\n"
        "FROM offices WHERE valid_until_last < valid_from_first\n"
        "UNION ALL\n"
        "SELECT 'facility', id, article_id, 'status ' || status, valid_from, valid_until\n"
        "FROM facility_statuses WHERE valid_until_last < valid_from_first\n"
        "ORDER BY article_id, fact_id, valid_from",
        "{about}: ends {valid_until}, before it starts {valid_from}",
    ),
    Check(
        "date-bounds",
        "problem",
        "Is the text of every date EDTF, and are its stored first and last day those that the text means?",
        f"SELECT kind, fact_id, article_id, what || ' ' || date AS about, date, date_first, date_last\n"
        f"FROM ({_EVERY_DATE}) AS every_date\n"
        "WHERE date IS NOT NULL\n"
        "ORDER BY date, article_id, fact_id",
        "{about} {wrong}",
        _keep_misread,
    ),
    Check(
        "date-after-article",
        "problem",
        "Did all that an article reports as having happened happen by the day of its publication?",
        "SELECT d.kind, d.fact_id, f.article_id, d.what || ' ' || d.date AS about, f.published_on\n"
        "FROM dates AS d\n"
        "JOIN facts AS f ON f.id = d.fact_id\n"
        "LEFT JOIN facility_statuses AS s ON s.id = d.fact_id AND s.ordinal = d.ordinal\n"
        "WHERE d.date_first > f.published_on_last\n"
        "  AND (d.kind IN ('meeting', 'statement', 'award', 'figure')\n"
        "    OR (d.kind = 'office' AND d.what = 'valid_from')\n"
        "    OR (s.status IN ('operating', 'closed') AND d.what = 'valid_from')\n"
        "    OR s.ordinal > 1)\n"
        "ORDER BY f.article_id, d.fact_id, d.what, d.ordinal",
        "{about} is later than its article, which was published {published_on}",
    ),
    Check(
        "weekday",
        "problem",
        "Does every date fall on the weekday that the article names for it?",
        f"SELECT kind, fact_id, article_id, what || ' ' || date || ' (' || date_as_written || ')' AS about, date,\n"
        f"  date_first, date_last, date_as_written\n"
        f"FROM ({_EVERY_DATE}) AS every_date\n"
        "WHERE date_first IS NOT NULL AND date_last IS NOT NULL AND lower(date_as_written) LIKE '%day%'\n"
        "ORDER BY article_id, fact_id, what",
        "{about} is no {weekday}",
        _keep_other_weekdays,
    ),
)
