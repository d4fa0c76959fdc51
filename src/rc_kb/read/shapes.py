"""Owns which way to the first rows of an answer is the shorter one: through what is listed, or through all rows."""

from collections.abc import Sequence

from rc_kb.read.query import Query, Question, Value
from rc_kb.read.reader import Reader

_LONG, _LONG_OF_A_COUNTRY = 3_000, 600
"""Facts that are looked up one by one in the time in which the latest of all, or of a country, are gone through.

Measured with a million meetings: of the half million that the largest country has it is 1,200, of ten thousand fewer.
"""


def ask_soon(reader: Reader, question: Question, columns: Sequence[str], limit: int | None) -> Query:
    """Return the query for some columns of at most so many rows of a question, in the shape that finds them sooner."""
    return question.ask(columns, limit, from_the_latest=limit is not None and _is_long(reader, question))


def date_by_country(reader: Reader, question: Question, keys: str, kind: str, country: Value) -> Question:
    """Give a question of the facts that name somebody who stands for a country the days of its facts, which they are.

    Beside these stand the days: less than half of the looks that it takes to join all facts with their articles. An
    index has all of a country's in the order of days: SQLite goes through it where many are listed, and PostgreSQL
    knows itself when to.
    """
    of_country = f"SELECT fact_id FROM country_facts WHERE country_code = :stands_for AND kind = '{kind}'"
    if reader.session.dialect == "sqlite":
        looked_up = f"SELECT fact_id FROM country_facts WHERE fact_id IN ({keys})\nGROUP BY fact_id, published_on_last"
        return question.date_listed(looked_up, f"{of_country} AND +fact_id IN ({keys})", stands_for=country)
    return question.date_listed(f"{of_country} AND fact_id IN ({keys})", stands_for=country)


def _is_long(reader: Reader, question: Question) -> bool:
    """Tell whether so many facts are listed that SQLite had better not look them up; PostgreSQL sees that by itself."""
    most = _LONG_OF_A_COUNTRY if question.is_dated else _LONG
    listed = question.ask_listed(most) if reader.session.dialect == "sqlite" else None
    return listed is not None and reader.find_value(listed) == most
