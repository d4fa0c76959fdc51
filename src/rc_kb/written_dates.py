"""Owns dates as news writes them: where they stand in a text, and the EDTF date that each means."""

import re
from datetime import date, timedelta
from enum import Enum, auto
from functools import cache, lru_cache
from typing import Any, NamedTuple

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_GAP = r"(?:(?!\n\n)\s)"
"""A space that may break a line, and begins no paragraph."""
_OPTIONAL_YEAR = rf"(?:(?:,|{_GAP}+of)?{_GAP}*{_YEAR}|[/-]{_YEAR})"

_FIRST_WORDS = (
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "last", "next", "this", "coming", "upcoming", "following",
    "today", "tomorrow", "yesterday", "earlier", "a", "the",
)  # fmt: skip
_FIRST = (*"0123456789", *_FIRST_WORDS)
"""How every date begins, in small letters."""

_DATES = re.compile(
    rf"""\b(?=\d|{"|".join(_FIRST_WORDS)})
    (?:(?P<iso>{_YEAR}[-/.](?:0?[1-9]|1[0-2])[-/.](?:0?[1-9]|[12]\d|3[01])(?!\d))
    |(?P<numeric>\d{{1,2}}[-/.]\d{{1,2}}[-/.]{_YEAR}\b)
    |(?P<day_first>{_DAY}(?:{_GAP}+of)?(?:{_GAP}|[/-])+{_MONTH}{_OPTIONAL_YEAR}?(?!\w))
    |(?P<month_first>{_MONTH}(?:{_GAP}*|-){_DAY}(?!\d|[.,]\d{{1,3}}(?!\d)|\s*%){_OPTIONAL_YEAR}?(?!\w))
    |(?P<month>{_MONTH},?{_GAP}+(?:of{_GAP}+)?{_YEAR}\b)
    |(?P<weekday>(?:(?:last|next|this|coming|upcoming|following){_GAP}+)?{_WEEKDAY}\b)
    |(?P<relative>(?:today|yesterday|earlier{_GAP}+in{_GAP}+the{_GAP}+day|this{_GAP}+(?:morning|afternoon|evening)|
        tomorrow|last{_GAP}+night)\b)
    |(?P<period>(?:earlier{_GAP}+)?(?:this|last){_GAP}+(?:week|month|year)\b)
    |(?P<day_before>(?:a{_GAP}+day{_GAP}+earlier|the{_GAP}+(?:day{_GAP}+before|previous{_GAP}+day))\b)
    |(?<=\bin\s)(?P<bare_month>{_MONTH}(?!{_GAP}*[\d.]))
    |(?P<year>{_YEAR}\b))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MAY_BE_VERB = re.compile(r"(?:may|march|mar)\b", re.ASCII)
_TO_COME = ("next", "coming", "upcoming", "following", "tomorrow")
_DAYS_OF_A_WEEK = 7
_LEAP_YEAR = 2024
_LONGEST_WITHOUT_LEAP_DAY = 9
"""Years, from one leap day to the next over the turn of a century, both counted."""
_LONGEST_SHORT_MONTH = 4
"""Letters of `Sept`; longer months are written in full."""


class DateKind(Enum):
    """How much a written date says by itself."""

    FULL = auto()
    """A day, with its year."""
    MONTH = auto()
    YEAR = auto()
    NO_YEAR = auto()
    """A day of a month, without the year."""
    WEEKDAY = auto()
    RELATIVE = auto()
    """Today, yesterday: by the day of publication."""
    PERIOD = auto()
    """This month, last year: by the day of publication, and no day."""
    DAY_BEFORE = auto()
    """The day before that of which the story tells."""
    BARE_MONTH = auto()
    """A month, without the year."""


_KINDS: dict[str | None, DateKind] = {
    "weekday": DateKind.WEEKDAY,
    "relative": DateKind.RELATIVE,
    "year": DateKind.YEAR,
    "period": DateKind.PERIOD,
    "day_before": DateKind.DAY_BEFORE,
}
"""Kinds that the form alone tells."""


class WrittenDate(NamedTuple):
    """A date as it is written: its characters in the text, its kind, and the EDTF date where it says one by itself.

    text: what stands there, blank space as one.
    """

    start: int
    end: int
    text: str
    kind: DateKind
    edtf: str | None


class Resolved(NamedTuple):
    """The EDTF date that a written one means, None where that cannot be known, and what the reading rests on."""

    edtf: str | None
    basis: str | None


def find_dates(text: str) -> list[WrittenDate]:
    """Return the dates of a text in their order."""
    return [found for match in _DATES.finditer(text) if (found := _read(match)) is not None]


def find_dates_at(text: str, starts: list[int], words: list[str]) -> list[WrittenDate]:
    """Return the dates of a text whose words, in small letters, and their first characters are known: faster."""
    dates, end = [], 0
    for start, word in zip(starts, words, strict=True):
        if word.startswith(_FIRST) and start >= end and (match := _DATES.match(text, start)):
            end = match.end()
            if (found := _read(match)) is not None:
                dates.append(found)
    return dates


def _read(match: re.Match[str]) -> WrittenDate | None:
    group, text = match.lastgroup, match[0]
    if group in {"day_first", "month_first", "month", "bare_month"} and text[0].islower() and _MAY_BE_VERB.match(text):
        return None
    if text.endswith(".") and len(text.rstrip(".").split()[-1]) > _LONGEST_SHORT_MONTH:
        text = text[:-1]  # which ends the sentence
    place = (match.start(), match.start() + len(text), " ".join(text.split()))
    if group in _KINDS:
        return WrittenDate(*place, _KINDS[group], text if group == "year" else None)
    if group == "bare_month":
        first = read_date(f"1 {text}")
        return WrittenDate(*place, DateKind.BARE_MONTH, first[:-3]) if first else None
    edtf = read_date(text)
    if edtf is None:
        return None
    if edtf.startswith("XXXX"):
        return WrittenDate(*place, DateKind.NO_YEAR, edtf)
    return WrittenDate(*place, DateKind.MONTH if len(edtf) == len("2022-09") else DateKind.FULL, edtf)


@lru_cache(maxsize=20_000)
def read_date(text: str) -> str | None:
    """Return the EDTF date of words that give a day or a month; XXXX for a year that is not said, None for no date.

    Numbers alone are taken for a date only where no other order of day and month is possible: 25/9/2022, and 6.2.2025,
    as with full stops between them the day comes first.
    """
    numbers = re.fullmatch(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4})", text)
    if numbers:
        return _read_numbers(int(numbers[1]), int(numbers[3]), int(numbers[4]), is_day_first=numbers[2] == ".")
    words = re.sub(r"\s+of\s+|\s*,\s*", " ", re.sub(r"(?i)\bsept\b", "sep", text))
    has_year = re.search(_YEAR, words) is not None
    # Of a leap year every day of a month is one.
    found = _load_parser().get_date_data(words if has_year else f"{words} {_LEAP_YEAR}")
    if found.date_obj is None:
        return None
    day: date = found.date_obj.date()
    if not re.search(r"\d", re.sub(_YEAR, "", words)):
        return f"{day:%Y-%m}" if has_year else None
    return f"{day:%Y-%m-%d}" if has_year else f"XXXX-{day:%m-%d}"


def _read_numbers(first: int, second: int, year: int, *, is_day_first: bool) -> str | None:
    days = []
    for month, day in dict.fromkeys([(second, first), (first, second)]):
        try:
            days.append(date(year, month, day).isoformat())
        except ValueError:
            continue
    return days[0] if len(days) == 1 or (days and is_day_first) else None


@cache
def _load_parser() -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(languages=["en"], settings={"REQUIRE_PARTS": ["month"], "PREFER_DAY_OF_MONTH": "first"})


def resolve_date(written: WrittenDate, published: str | None) -> Resolved:
    """Return the EDTF date that a written one means in an article of a day; None where that day is not known.

    A weekday is the last such day on or before publication (docs/codebook.md), a day without a year the last such one.
    """
    if written.kind in {DateKind.FULL, DateKind.MONTH, DateKind.YEAR}:
        return Resolved(written.edtf, None)
    if published is None or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", published):
        return Resolved(None, None)
    try:
        return _resolve_by(written, date.fromisoformat(published))
    except (ValueError, OverflowError):  # no day of the calendar, or before its first one
        return Resolved(None, None)


def _resolve_by(written: WrittenDate, day: date) -> Resolved:
    words = written.text.lower().split()
    if words[0] in _TO_COME:
        return Resolved(None, None)
    match written.kind:
        case DateKind.NO_YEAR:
            resolved = _resolve_without_year(str(written.edtf), day)
        case DateKind.BARE_MONTH:
            month = _resolve_without_year(f"{written.edtf}-01", day).edtf
            resolved = Resolved(month and month[:-3], "date: the last such month up to publication")
        case DateKind.PERIOD:
            resolved = _resolve_period(words, day)
        case DateKind.DAY_BEFORE:
            resolved = Resolved((day - timedelta(days=1)).isoformat(), "date: the day before that of the story")
        case DateKind.WEEKDAY:
            resolved = _resolve_weekday(words, day)
        case _ if words[0] in {"yesterday", "last"}:
            resolved = Resolved((day - timedelta(days=1)).isoformat(), "date: the day before publication")
        case _:
            resolved = Resolved(day.isoformat(), "date: the day of publication")
    return resolved


def _resolve_weekday(words: list[str], published: date) -> Resolved:
    back = (published.weekday() - _WEEKDAYS.index(words[-1])) % _DAYS_OF_A_WEEK
    if words[0] == "last" and back == 0:
        back = _DAYS_OF_A_WEEK
    meant = published - timedelta(days=back)
    return Resolved(meant.isoformat(), f"date: the {words[-1].capitalize()} on or before publication")


def _resolve_period(words: list[str], day: date) -> Resolved:
    is_last = "last" in words
    if words[-1] == "month":
        meant = day.replace(day=1) - timedelta(days=1) if is_last else day
        return Resolved(meant.isoformat()[:7], f"date: the month {'before' if is_last else 'of'} publication")
    if words[-1] == "year" and day.year > 1:
        return Resolved(f"{day.year - is_last:04}", f"date: the year {'before' if is_last else 'of'} publication")
    return Resolved(None, None)


def _resolve_without_year(edtf: str, published: date) -> Resolved:
    month, day = int(edtf[5:7]), int(edtf[8:10])
    for year in range(published.year, published.year - _LONGEST_WITHOUT_LEAP_DAY, -1):
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if meant <= published:
            return Resolved(meant.isoformat(), "date: the last such day up to publication")
    return Resolved(None, None)
