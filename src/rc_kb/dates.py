"""Owns dates: EDTF (ISO 8601-2) text and the first and last day that it may mean."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from rc_kb.errors import BadDate

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_STRETCH = re.compile(r"(\[)?(\d{4}-\d{2}-\d{2})(?(1)\.\.|/)(\d{4}-\d{2}-\d{2})(?(1)\])", re.ASCII)
_LONGEST = 200
_DECEMBER = 12
_SEASONS = range(21, 25)
"""EDTF writes seasons as months 21 to 24."""

_FORMS = "write EDTF: 2022-09-17, 2022-09, 2022, 2022?, 2022-09-01/2022-09-30 or [2025-03-08..2025-05-21]"


class EdtfDate(NamedTuple):
    """An EDTF date with its first and last possible day (ISO 8601); None where that side is open."""

    text: str
    first: str | None
    last: str | None


@lru_cache(maxsize=4096)
def parse_date(text: str) -> EdtfDate:
    """Return an EDTF date with its bounds, or raise BadDate."""
    if plain := _PLAIN.fullmatch(text):
        return _parse_plain(text, *plain.groups())
    if stretch := _STRETCH.fullmatch(text):
        return _parse_stretch(text, stretch[2], stretch[3])
    if not text.isascii() or not text.isprintable() or len(text) > _LONGEST:
        raise BadDate(f"{text[:40]!r} is not a date: {_FORMS}.")
    return _parse_extended(text)


def write_moment(moment: datetime) -> str:
    """Return a moment in UTC to the second, as the database keeps it (ISO 8601)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_range(text: str) -> bool:
    """Tell whether a text gives two ends, as EDTF's `a/b` or as `a..b`; one day out of a set is no range."""
    return "/" in text or (".." in text and not text.startswith(("[", "{")))


def parse_range(text: str) -> EdtfDate:
    """Return the days that a filter means: EDTF, or `a..b`, `a..` and `..b` as people write ranges."""
    if "/" in text or not is_range(text):
        return parse_date(text)
    start, _, end = text.partition("..")
    if not start and not end:
        raise BadDate("'..' names no day: write 2022-01-01..2022-12-31, 2022.. or ..2022.")
    first = parse_date(start).first if start else None
    last = parse_date(end).last if end else None
    _refuse_reversed(text, first, last)
    return EdtfDate(text, first, last)


def _parse_plain(text: str, year: str, month: str | None, day: str | None) -> EdtfDate:
    """Return a day, a month or a year. They are nearly all dates, and loading edtf costs 270 ms (measured)."""
    number, in_year = int(year), range(1, 13)
    if number == 0 or (month and int(month) not in in_year):
        if month and int(month) in _SEASONS:
            return _parse_extended(text)
        raise BadDate(f"{text!r} is not a date: {_FORMS}.")
    last_day = _find_last_day(number, int(month or 12))
    if day and not 1 <= int(day) <= last_day:
        raise BadDate(f"{text!r} is not a date: the month has {last_day} days.")
    return EdtfDate(text, f"{year}-{month or '01'}-{day or '01'}", f"{year}-{month or '12'}-{day or f'{last_day:02}'}")


def _parse_stretch(text: str, start: str, end: str) -> EdtfDate:
    """Return the days from one to another, as sheets give a week: the library takes 50 ms for one (measured)."""
    first, last = parse_date(start).first, parse_date(end).last
    _refuse_reversed(text, first, last)
    return EdtfDate(text, first, last)


def _find_last_day(year: int, month: int) -> int:
    return 31 if month == _DECEMBER else (date(year, month + 1, 1) - timedelta(days=1)).day


def _parse_extended(text: str) -> EdtfDate:
    import edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    if text.endswith("/") or text.startswith("/"):
        # EDTF's unknown end, which the library would stretch by ten years.
        side = text.strip("/")
        if not side or text.count("/") > 1:
            raise BadDate(f"{text!r} is not a date: {_FORMS}.")
        known = parse_date(side)
        return EdtfDate(text, known.first, None) if text.endswith("/") else EdtfDate(text, None, known.last)
    try:
        parsed = edtf.parse_edtf(text)
        first, last = _day_of(parsed.lower_strict()), _day_of(parsed.upper_strict())
    except (EDTFParseException, ValueError, TypeError, AttributeError, OverflowError) as error:
        raise BadDate(f"{text!r} is not a date: {_FORMS}.") from error
    _refuse_reversed(text, first, last)
    return EdtfDate(text, first, last)


def _day_of(bound: Any) -> str | None:
    """Return the ISO day of a bound; edtf gives a struct_time, or an infinity for an open side."""
    if isinstance(bound, float):
        return None
    if not 1 <= bound.tm_year <= 9999:  # noqa: PLR2004 - ISO 8601 days have four digits of year
        raise ValueError("the year lies outside 0001 to 9999")
    return f"{bound.tm_year:04}-{bound.tm_mon:02}-{bound.tm_mday:02}"


def _refuse_reversed(text: str, first: str | None, last: str | None) -> None:
    if first and last and first > last:
        raise BadDate(f"{text!r} ends ({last}) before it starts ({first}): turn it round.")
