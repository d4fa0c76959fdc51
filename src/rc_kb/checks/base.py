"""Owns what a data check is, and what it finds."""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from rc_kb.read.query import Value
from rc_kb.read.reader import Reader

Level = Literal["problem", "suggestion"]
"""A problem is wrong, in the base or in a sheet; a suggestion may be right as it is."""

Row = dict[str, Value]
Sift = Callable[[Iterable[Row]], Iterator[Row]]
Compare = Callable[[Reader], Iterator[Row]]


class Check(NamedTuple):
    """A data check: its question in plain words, and the rows that answer it with no.

    The statement gives the columns kind, fact_id, article_id and about, those that the message names in braces, and
    those that the sift reads. The sift takes the rows as they come and returns those that are to be told; it knows what
    SQL does not say the same way in every database. Where the read side compares values already, that comparison gives
    the rows, and the statement only tells whether there is anything to compare.
    """

    id: str
    level: Level
    question: str
    sql: str
    message: str
    sift: Sift | None = None
    compare: Compare | None = None


class Problem(NamedTuple):
    """What a check has found: the sentence, and the fact, article or name that it is about."""

    check: str
    level: Level
    message: str
    kind: Value
    fact_id: Value
    article_id: Value
    about: Value
