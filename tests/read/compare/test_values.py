"""Values side by side: what is of one time, what denies what, when reports were published."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rc_kb.read.claims import Days
from rc_kb.read.compare.values import (
    Report,
    cite,
    order_reports,
    split_connected,
    split_times,
    weigh_values,
    write_published,
)

DAYS = st.dates().map(str)
STRETCHES = st.lists(st.tuples(DAYS, DAYS).map(lambda pair: Days(min(pair), max(pair))), max_size=8)


def same(days: Days) -> Days:
    return days


@given(STRETCHES)
def test_stretches_are_split_where_no_day_is_shared(stretches: list[Days]) -> None:
    groups = split_times(stretches, same)
    overlaps: Callable[[Days, Days], bool] = Days.overlaps
    expected = split_connected(stretches, overlaps)
    assert sorted(map(sorted, groups)) == sorted(map(sorted, expected))


def test_things_are_connected_by_however_many_steps() -> None:
    groups = split_connected([1, 10, 3, 12, 2, 30], lambda one, other: abs(one - other) <= 2)
    assert sorted(map(sorted, groups)) == [[1, 2, 3], [10, 12], [30]]


def test_a_value_is_a_rival_where_something_denies_it() -> None:
    weighed = weigh_values(["a1", "b1", "a2", "c3"], lambda item: item[0], lambda one, other: one[1] == other[1])
    assert [(one.value, one.items, one.is_rival) for one in weighed] == [
        ("a", ["a1", "a2"], True),
        ("b", ["b1"], True),
        ("c", ["c3"], False),
    ]


def test_a_value_does_not_deny_itself() -> None:
    assert not weigh_values(["a", "a"], str, lambda _one, _other: True)[0].is_rival


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ([("2022-09-18", "2022-09-18")], "2022-09-18"),
        ([("2025-03-08", "2025-05-21")], "2025-03-08..2025-05-21"),
        ([("2025-03-08", "2025-05-21"), ("2022-09-18", "2022-09-18")], "2022-09-18..2025-05-21"),
        ([("2022-09-18", "2022-09-18"), (None, None)], "2022-09-18"),
        ([("2022-09-18", None)], "2022-09-18.."),
        ([(None, "2022-09-18")], "..2022-09-18"),
        ([(None, None)], None),
    ],
)
def test_publication_is_written_from_the_first_day_to_the_last(
    published: list[tuple[str | None, str | None]], written: str | None
) -> None:
    assert write_published([Report(1, "a", *bounds) for bounds in published]) == written


def test_reports_are_ordered_by_publication_those_without_a_date_last() -> None:
    reports = [Report(1, "c", None, None), Report(2, "b", "2022-01-01", "2022-01-01"), Report(3, "a", "2023", "2023")]
    assert [report.id for report in order_reports(reports)] == [2, 3, 1]


def test_a_record_is_cited_by_its_first_columns() -> None:
    assert cite((7, "a", "2022-01-01", None, "further", "columns")) == Report(7, "a", "2022-01-01", None)
