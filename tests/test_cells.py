"""Rows on their way out: all of them, in order, none kept waiting, none lost before an error."""

import time
from collections.abc import Iterator

import pytest

from rc_kb.cells import Row, gather_rows, write_column
from rc_kb.errors import DatabaseUnreadable
from rc_kb.read.query import Value
from rc_kb.tables import write_value


@pytest.mark.parametrize("count", [0, 1, 2, 3, 499, 500, 501, 5000])
def test_every_row_comes_once_and_in_order(count: int) -> None:
    gathered = list(gather_rows((number,) for number in range(count)))
    assert [row for rows in gathered for row in rows] == [(number,) for number in range(count)]
    assert all(gathered)


def test_the_first_row_waits_for_no_other() -> None:
    def find_rows() -> Iterator[Row]:
        yield (1,)
        raise AssertionError("the second row was asked for before the first was given")

    assert next(gather_rows(find_rows())) == [(1,)]


def test_rows_that_come_slowly_are_given_one_by_one() -> None:
    def find_rows() -> Iterator[Row]:
        for number in range(5):
            time.sleep(0.11)
            yield (number,)

    assert list(map(len, gather_rows(find_rows()))) == [1] * 5


def test_rows_before_an_error_are_given_first() -> None:
    def find_rows() -> Iterator[Row]:
        yield from ((number,) for number in range(10))
        raise DatabaseUnreadable("damaged")

    gathered: list[Row] = []
    with pytest.raises(DatabaseUnreadable):
        gathered.extend(row for rows in gather_rows(find_rows()) for row in rows)
    assert gathered == [(number,) for number in range(10)]


@pytest.mark.parametrize(
    "values",
    [[1, -2], ["a", "b"], ["a", None], [None, None], [1, None], [1.0, 2.5], [b"\xff", "a"], [1, "a", None, 1e300], []],
)
def test_a_column_is_written_as_each_of_its_values(values: list[Value]) -> None:
    assert list(write_column(values)) == list(map(write_value, values))


def test_one_harmful_value_is_written_out_and_the_others_stay() -> None:
    assert list(write_column(["a\x1b[31m", "b\u00a0c", "d\u202e"])) == ["a\\u001b[31m", "b\u00a0c", "d\\u202e"]
