"""Owns which way to the first rows of an answer is the shorter one: through what is listed, or through all rows."""

from collections.abc import Sequence

from rc_kb.read.query import Query, Question
from rc_kb.read.reader import Reader

_LONG = 3_000
"""Facts that are looked up one by one in the time in which the latest of all are gone through (measured with a million
meetings, of which these are three in a thousand)."""


def ask_soon(reader: Reader, question: Question, columns: Sequence[str], limit: int | None) -> Query:
    """Return the query for some columns of at most so many rows of a question, in the shape that finds them sooner."""
    return question.ask(columns, limit, from_the_latest=limit is not None and _is_long(reader, question))


def _is_long(reader: Reader, question: Question) -> bool:
    """Tell whether so many facts are listed that SQLite had better not look them up; PostgreSQL sees that by itself."""
    listed = question.ask_listed(_LONG) if reader.session.dialect == "sqlite" else None
    return listed is not None and reader.find_value(listed) == _LONG
