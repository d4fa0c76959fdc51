"""Owns what stands before and after a story: its title, its dateline, the agency's sign, the day of publication."""

import re
from typing import NamedTuple

from rc_kb.dates import parse_date
from rc_kb.errors import BadDate
from rc_kb.ingest.dateline import Dateline, read_dateline
from rc_kb.text import strip_harmful
from rc_kb.written_dates import DateKind, WrittenDate, find_dates, resolve_date

_HEAD = 700
"""Characters at the beginning in which a dateline may stand."""
_LONGEST_TITLE = 160
_LONGEST_DATE_LINE = 90
_LONGEST_DATELINE = 110
_LEADING_PARAGRAPHS = 6
_LEAST_STORY = 3
"""What stands after a dateline is at least one part in so many of what stands before, or it signs the story."""
_LONG_LEADING = 3
_MOST_LABELS = 20
"""Short lines that pages put before a story: tags, the number of the story, how many have read it."""

_LABEL = re.compile(
    r"(?:last\s+)?(?:published|updated|posted|date|publish(?:ed)?\s+date)\b(?:\s*(?:on|at))?\s*:?\s*", re.IGNORECASE
)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?|\b\d+\s+min(?:ute)?s?\s+read\b|"
    r"\b(?:GMT|UTC|IST|PST|LOCAL TIME|local time|hrs)\b(?:[+-]\d+)?|"
    r"\b(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|\b(?:at|on|by|view|views)\b|"
    r"[-–—|,.:;()\[\]/+]|\b\d{1,4}\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[\w ]{2,20}:\s*\d+")
"""`News ID: 1234`, which is no title."""
_PREFIX = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})(?:\s+|$)")


class Masthead(NamedTuple):
    """What was read around a story; body is the first character of the story itself."""

    body: int = 0
    title: str | None = None
    title_end: int = 0
    published: str | None = None
    published_as_written: str | None = None
    dateline: str | None = None
    agency: str | None = None


def read_masthead(normal: str) -> Masthead:
    """Return what the beginning and the end of a text say of it, in the forms that wire stories use."""
    paragraphs = _list_paragraphs(normal)
    title_end = _find_title_end(normal, paragraphs)
    title = strip_harmful(" ".join(normal[:title_end].split())) or None
    prefix = _PREFIX.match(normal)
    body = prefix.end() if prefix else title_end
    found = next((one for start, end in _list_leading(paragraphs) if (one := read_dateline(normal, start, end))), None)
    if found and (len(normal) - found.body) * _LEAST_STORY >= found.body:
        body = max(body, found.body)
    stamp = _read_stamp(prefix[1]) if prefix else None
    is_stamped = stamp is not None
    written = f"date {stamp}" if stamp else None
    if stamp is None and found and found.date and found.date.kind is DateKind.FULL:
        stamp, written = found.date.edtf, found.date.text
    if stamp is None:
        line = next(
            (read for start, end in _date_lines(paragraphs) if (read := _read_date_line(normal[start:end]))), None
        )
        if line:
            stamp, written = line.edtf, line.text
    if stamp is None and found and found.date:
        written = found.date.text
    elif stamp and found and found.date and found.date.kind is DateKind.NO_YEAR and not is_stamped:
        stamp = resolve_date(found.date, stamp).edtf or stamp
    return Masthead(
        body, title, title_end, stamp, written, found.place if found else None, found.agency if found else None
    )


def _read_stamp(text: str) -> str | None:
    """Return a day if it is one of the calendar."""
    try:
        return parse_date(text).text
    except BadDate:
        return None


def _find_dateline(normal: str, paragraphs: list[tuple[int, int]]) -> Dateline | None:
    """Return the dateline of the first paragraphs; where one is long and has none, the story has begun without."""
    for start, end in paragraphs:
        found = read_dateline(normal, start, end)
        if found or end - start > _LONGEST_TITLE * 2:
            return found
    return None


def _list_paragraphs(normal: str) -> list[tuple[int, int]]:
    """Return where each paragraph begins and ends, a line being one here: pages put a date into a line of its own."""
    return [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", normal)]


def _list_leading(paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the paragraphs that a dateline may stand before: the first three long ones, and the short ones there."""
    long = [place for place, (start, end) in enumerate(paragraphs[:_MOST_LABELS]) if end - start > _LONGEST_DATE_LINE]
    return paragraphs[: long[_LONG_LEADING - 1] + 1 if len(long) >= _LONG_LEADING else _MOST_LABELS]


def _date_lines(paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines that may hold nothing but the day of publication: short ones, at the beginning and the end."""
    near = [*paragraphs[:_LEADING_PARAGRAPHS], *paragraphs[_LEADING_PARAGRAPHS:][-4:]]
    return [(start, end) for start, end in near if end - start <= _LONGEST_DATE_LINE]


def _read_date_line(line: str) -> WrittenDate | None:
    """Return the date of a line in which little else stands than the date."""
    text = _LABEL.sub("", line, count=1)
    full = [one for one in find_dates(text) if one.kind is DateKind.FULL]
    if not full:
        return None
    left = text[: full[0].start] + text[full[0].end :]
    rest = _CLOCK.sub(" ", left)
    if len(rest.split()) > 3 or re.search(r"[a-z]{3,} [a-z]{3,}", rest):
        return None
    return full[0]


def _find_title_end(normal: str, paragraphs: list[tuple[int, int]]) -> int:
    """Return where a title ends: a short first paragraph without a full stop, and with a story after it."""
    if len(paragraphs) < 2 or "\n" not in normal:
        return 0
    start, end = paragraphs[0]
    line = normal[start:end]
    if (
        end - start > _LONGEST_TITLE
        or line.rstrip()[-1:] in '.:,;"\u201d'
        or _PREFIX.match(line)
        or _NUMBERED.fullmatch(line)
    ):
        return 0
    dateline = read_dateline(normal, start, end)
    if _read_date_line(line) or (dateline is not None and dateline.body >= end) or len(line.split()) < 3:
        return 0
    return end
