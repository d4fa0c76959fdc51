"""Holders of one seat: which held it at one time, and which one after the other."""

import pytest

from tests.read.compare.conftest import KENYA, Find, office, read, write_sheet


@pytest.mark.parametrize(
    "sheets",
    [
        [("2019-05-01", office("Jane Roe")), ("2023-02-01", office("Jane Roe")), ("2021-05-05", office("John Doe"))],
        [("2023-02-01", office("Jane Roe", **{"from": "2020"})), ("2021-05-05", office("John Doe"))],
        [("2022-09-18", office("Jane Roe")), ("2022-09-18", office("John Doe"))],
        [("2022-09-18", office("Jane Roe", "John Doe"))],
        [("[2025-03-08..2025-05-21]", office("Jane Roe", "John Doe"))],
        [(None, office("Jane Roe", "John Doe"))],
        [
            ("2024-01-01", office("Jane Roe", **{"from": 2018, "until": 2021})),
            ("2024-01-01", office("John Doe", **{"from": 2019, "until": 2022})),
        ],
    ],
    ids=[
        "in between",
        "since",
        "one day",
        "one article",
        "one article of some day",
        "one article of any day",
        "terms that overlap",
    ],
)
def test_two_holders_of_one_seat_at_one_time_are_rivals(find: Find, sheets: list[tuple[str | None, str]]) -> None:
    rows = find(*(write_sheet(f"a-{number}", *sheet) for number, sheet in enumerate(sheets)))
    assert {(row.kind, row.subject, row.about, row.verdict) for row in rows} == {
        ("office", KENYA, "president", "rival")
    }
    assert sorted(row.value for row in rows) == ["Jane Roe", "John Doe"]


@pytest.mark.parametrize(
    "sheets",
    [
        [("2019-05-01", office("Jane Roe")), ("2022-05-05", office("John Doe"))],
        [("2019-05-01", office("Jane Roe")), ("2022-05-05", office("Jane Roe")), ("2022-05-05", office("John Doe"))],
        [
            ("2022-05-05", office("Jane Roe", **{"from": 2018, "until": "2022-05-05"})),
            ("2023-05-05", office("John Doe", **{"from": "2022-05-05"})),
        ],
        [
            ("2019-05-01", office("Jane Roe", until="2020")),
            ("2021-05-05", office("John Doe")),
            ("2023-02-01", office("Jane Roe")),
        ],
        [
            ("2019-05-01", office("Jane Roe")),
            ("2021-05-05", office("John Doe")),
            ("2023-02-01", office("Jane Roe", **{"from": 2022})),
        ],
        [("2022-09-18", office("Jane Roe", title="vice president")), ("2022-09-18", office("John Doe"))],
        [("2022-09-18", office("Jane Roe", title="secretary general")), ("2022-09-18", office("John Doe"))],
        [("2022-09", office("Jane Roe")), ("2022-09", office("John Doe"))],
        [("2022-09-18", office("Jane Roe")), ("2022-09-18", office("Jane  ROE").replace(", country: KE", ""))],
        [("2022-09-18", office("Jane Roe")), ("2022-09-18", office("Roe"))],
    ],
    ids=[
        "succession",
        "handover as reported",
        "handover with dates",
        "an end in between",
        "a beginning in between",
        "not a seat",
        "another seat",
        "some day of a month",
        "one name",
        "a surname",
    ],
)
def test_one_holder_after_the_other_is_no_conflict(find: Find, sheets: list[tuple[str, str]]) -> None:
    assert find(*(write_sheet(f"a-{number}", *sheet) for number, sheet in enumerate(sheets))) == []


def test_an_end_and_a_beginning_in_one_article_are_no_conflict(find: Find) -> None:
    ended = office("Jane Roe", until="2022-09-17")
    begun = office("John Doe", **{"from": "2022-09-17"}).removeprefix("offices:\n")
    assert find(write_sheet("one", "2022-09-18", ended, begun)) == []
    announced = office("John Doe", **{"from": "2023-01"}).removeprefix("offices:\n")
    assert find(write_sheet("one", "2022-09-18", office("Jane Roe"), announced)) == []


def test_a_conflict_leaves_out_the_holders_of_other_times(find: Find) -> None:
    holders = [
        ("2015", "Ann Old"),
        ("2019", "Jane Roe"),
        ("2021", "John Doe"),
        ("2023", "Jane Roe"),
        ("2025", "Al New"),
    ]
    rows = find(*(write_sheet(f"a-{year}", f"{year}-05-01", office(name)) for year, name in holders))
    assert read(rows) == [("Jane Roe", "rival", 2), ("John Doe", "rival", 1)]
    assert (rows[0].articles, rows[0].published) == ("a-2019, a-2023", "2019-05-01..2023-05-01")


def test_reports_of_one_holder_agree(find: Find) -> None:
    sheets = [write_sheet(f"a-{year}", f"{year}-05-01", office("Jane Roe")) for year in (2019, 2023)]
    successor = write_sheet("b", "2024-05-01", office("John Doe"))
    assert read(find(*sheets, successor, with_agreeing=True)) == [
        ("Jane Roe", "agrees", 2),
        ("John Doe", "consistent", 1),
    ]
    assert find(sheets[0], successor, with_agreeing=True) == []
