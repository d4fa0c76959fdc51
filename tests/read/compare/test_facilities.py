"""Statuses of one facility: which exclude each other, and which only follow each other."""

import pytest

from tests.read.compare.conftest import KENYA, Find, clinic, read, write_sheet


def test_statuses_of_one_facility_on_one_day_are_rivals(find: Find) -> None:
    rows = find(
        write_sheet("one", "2024-05-10", clinic("closed", **{"from": "2023-04"})),
        write_sheet("two", "2024-01-01", clinic("operating")),
    )
    assert [row[:-1] for row in rows] == [
        (1, "facility", KENYA, "clinic Example Clinic, Kenya", "operating", "rival", 1, "two", "2024-01-01"),
        (1, "facility", KENYA, "clinic Example Clinic, Kenya", "closed since 2023-04", "rival", 1, "one", "2024-05-10"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2024-05-10", clinic("operating")), ("2024-05-10", clinic("closed"))),
        (("2024-05-10", clinic("operating")), ("2024-05-10", clinic("closed", **{"from": "2020"}))),
        (
            ("2021-06-01", clinic("operating")),
            ("2024-05-10", clinic("operating", earlier="status: closed, from: 2020, until: 2023")),
        ),
        (("2024-05-10", clinic("planned")), ("2024-05-10", clinic("operating"))),
    ],
)
def test_a_facility_cannot_have_two_statuses_at_one_time(
    find: Find, one: tuple[str, str], other: tuple[str, str]
) -> None:
    rows = find(write_sheet("one", *one), write_sheet("two", *other))
    assert [row.verdict for row in rows] == ["rival", "rival"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2022-05-10", clinic("operating")), ("2024-05-10", clinic("closed"))),
        (("2022-05-10", clinic("closed")), ("2024-05-10", clinic("operating", **{"from": "2022-05-10"}))),
        (
            ("2023-05-10", clinic("closed", **{"from": "2023-04"})),
            ("2024-11-05", clinic("operating", earlier="status: closed, from: 2023-04, until: 2024-09")),
        ),
        (("2024-05", clinic("operating")), ("2024-05", clinic("closed"))),
        ((None, clinic("operating")), (None, clinic("closed"))),
        (("2024-05-10", clinic("operating")), ("2024-05-10", clinic("unknown"))),
        (("2024-05-10", clinic("closed")), ("2024-05-10", clinic("reopening"))),
        (("2024-05-10", clinic("operating")), ("2024-05-10", clinic("closed", **{"from": "2025"}))),
        (
            ("2024-05-10", clinic("operating", **{"from": "2025"})),
            ("2024-05-10", clinic("closed", **{"from": "2025"})),
        ),
        (("2024-05-10", clinic("operating")), ("2024-05-10", clinic("closed", name="Other Clinic"))),
        (("2024-05-10", clinic("operating")), ("2024-05-10", clinic("closed", operator=None))),
        (("2024-05-10", clinic("operating", count=3)), ("2024-05-10", clinic("closed", count=2))),
    ],
    ids=[
        "a change",
        "a change on the day of publication",
        "a change with dates",
        "some day of a month",
        "no dates",
        "unknown",
        "both true",
        "announced",
        "both announced",
        "another facility",
        "perhaps another facility",
        "some of several",
    ],
)
def test_a_change_over_time_is_no_conflict(
    find: Find, one: tuple[str | None, str], other: tuple[str | None, str]
) -> None:
    assert find(write_sheet("one", *one), write_sheet("two", *other)) == []


def test_a_status_in_between_is_no_conflict_as_statuses_change_back(find: Find) -> None:
    statuses = [("2020", "closed"), ("2022", "operating"), ("2024", "closed")]
    assert find(*(write_sheet(f"a-{year}", f"{year}-05-10", clinic(status)) for year, status in statuses)) == []


def test_facilities_that_only_their_order_tells_apart_are_not_compared(find: Find) -> None:
    both = [clinic(status, name=None) for status in ("operating", "closed")]
    sheets = [
        write_sheet("one", "2024-05-10", both[0], both[1].removeprefix("facilities:\n")),
        write_sheet("two", "2024-05-10", both[1]),
    ]
    assert find(*sheets) == []
    assert read(find(sheets[1], write_sheet("three", "2024-05-10", both[0]))) == [
        ("closed", "rival", 1),
        ("operating", "rival", 1),
    ]


def test_reports_of_one_status_are_support(find: Find) -> None:
    closed = [write_sheet(f"a-{day}", f"2024-05-{day}", clinic("closed", **{"from": "2023"})) for day in (10, 11)]
    assert read(find(*closed, with_agreeing=True)) == [("closed since 2023", "agrees", 2)]
    rows = find(*closed, write_sheet("b", "2024-05-01", clinic("operating")))
    assert read(rows) == [("closed since 2023", "rival", 2), ("operating", "rival", 1)]
