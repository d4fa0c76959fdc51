"""Owns how checks are run: one after the other, each row told as soon as it is found."""

from collections.abc import Callable, Iterable, Iterator

from rc_kb.checks.base import Check, Problem, Row
from rc_kb.read.query import Query
from rc_kb.read.reader import Reader


def find_problems(
    reader: Reader, checks: Iterable[Check], begin: Callable[[Check], None] | None = None
) -> Iterator[Problem]:
    """Return what checks find, in their order, as it is found; begin is told of each check before it runs."""
    for check in checks:
        if begin:
            begin(check)
        for row in _find_rows(reader, check):
            told = check.message.format(**row)
            yield Problem(check.id, check.level, told, row["kind"], row["fact_id"], row["article_id"], row["about"])


def _find_rows(reader: Reader, check: Check) -> Iterator[Row]:
    answer = reader.find(Query(check.sql))
    rows = (dict(zip(answer.columns, row, strict=True)) for row in answer.rows)
    if check.compare:
        return check.compare(reader) if next(rows, None) else iter(())
    return check.sift(rows) if check.sift else rows
