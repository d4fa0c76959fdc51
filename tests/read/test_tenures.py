"""Tenures: on which days a state certainly held, where terms part, and which states exclude each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rc_kb.dates import parse_date
from rc_kb.read.claims import Days, bound_days
from rc_kb.read.tenures import (
    Attestation,
    exclude_each_other,
    find_certain_days,
    find_status_days,
    hold_at_once,
    join_terms,
)


def read_days(text: str | None) -> Days | None:
    return bound_days(*parse_date(text)[1:]) if text else None


def attest(published: str | None = None, begin: str | None = None, end: str | None = None) -> Attestation:
    return Attestation(read_days(begin), read_days(end), read_days(published))


def find_terms(*attested: Attestation) -> list[str | None]:
    """Return the certain days of each term as first/last."""
    terms = [find_certain_days(term) for term in join_terms(attested, lambda one: one)]
    return [f"{days.first}/{days.last}" if days else None for days in terms]


@pytest.mark.parametrize(
    ("attestation", "expected"),
    [
        (attest("2022-09-18"), "2022-09-18/2022-09-18"),
        (attest("2022-09-18", begin="2020"), "2020-12-31/2022-09-18"),
        (attest("2022-09-18", begin="2022"), "2022-09-18/2022-09-18"),  # begun by its publication
        (attest("2022-09-18", begin="2018-03", end="2020"), "2018-03-31/2020-01-01"),
        (attest("2022-09-18", begin="2018-03", end="2024"), "2018-03-31/2022-09-18"),  # an end that is only announced
        (attest("2022-09-18", end="2020-05-04"), "2020-05-04/2020-05-04"),
        (attest(begin="2018", end="2020"), "2018-12-31/2020-01-01"),
        (attest("2022-09-18", end="2020"), None),
        (attest("[2025-03-08..2025-05-21]"), None),
        (attest("[2025-03-08..2025-05-21]", begin="2024"), "2024-12-31/2025-03-08"),
        (attest("2022-09-18", begin="2023"), None),  # announced
        (attest("2022-09-18", begin="2021", end="2020"), None),
        (attest(begin="2020-01-01"), None),  # it may be announced
        (attest(), None),
    ],
)
def test_a_state_is_certain_from_its_latest_start_to_its_earliest_end(
    attestation: Attestation, expected: str | None
) -> None:
    assert find_terms(attestation) == [expected]


@pytest.mark.parametrize(
    ("attested", "expected"),
    [
        ([attest("2023-02-01"), attest("2019-05-01")], ["2019-05-01/2023-02-01"]),
        ([attest("2019-05-01"), attest("[2025-03-08..2025-05-21]")], ["2019-05-01/2025-03-08"]),
        ([attest("2019-05-01"), attest("2023-02-01", begin="2018")], ["2018-12-31/2023-02-01"]),
        ([attest("2019-05-01"), attest("2021-03-01", begin="2017", end="2020")], ["2017-12-31/2020-01-01"]),
    ],
)
def test_a_holder_who_is_attested_again_held_the_seat_all_the_time(
    attested: list[Attestation], expected: list[str]
) -> None:
    assert find_terms(*attested) == expected


@pytest.mark.parametrize(
    ("attested", "expected"),
    [
        (
            [attest("2019-05-01"), attest("2023-02-01", begin="2022")],
            ["2019-05-01/2019-05-01", "2022-12-31/2023-02-01"],
        ),
        (
            [attest("2021-01-01", begin="2018-01-01", end="2020-06-30"), attest("2023-02-01")],
            ["2018-01-01/2020-06-30", "2023-02-01/2023-02-01"],
        ),
        (
            [attest("2019-05-01", end="2020"), attest("2023-02-01")],  # the end was announced
            ["2019-05-01/2019-05-01", "2023-02-01/2023-02-01"],
        ),
    ],
)
def test_an_end_or_a_later_beginning_parts_two_terms(attested: list[Attestation], expected: list[str]) -> None:
    assert find_terms(*attested) == expected


def test_what_is_not_known_by_its_publication_is_a_term_of_its_own() -> None:
    assert find_terms(attest("2019-05-01"), attest("2022-12-01", begin="2023"), attest()) == [
        "2019-05-01/2019-05-01",
        None,
        None,
    ]


ATTESTATIONS = st.builds(
    attest,
    *(st.sampled_from([None, "2018", "2019-05", "2020-06-30", "2021", "[2022-01-01..2022-03-01]"]) for _ in range(3)),
)


@given(st.lists(ATTESTATIONS, max_size=6))
def test_every_row_is_in_one_term(attested: list[Attestation]) -> None:
    numbered = list(enumerate(attested))
    terms = join_terms(numbered, lambda one: one[1])
    assert sorted(row for term in terms for row in term) == sorted(numbered)


@pytest.mark.parametrize(
    ("attestation", "is_current"),
    [
        (attest("2022-09-18"), True),
        (attest("2022-09-18", begin="2022"), True),
        (attest("2022-09-18", end="2024"), True),
        (attest(), True),
        (attest("2022-09-18", end="2022"), False),  # it may have ended
        (attest("2022-09-18", end="2020"), False),
        (attest("2022-09-18", begin="2023"), False),
        (attest(begin="2020"), False),
    ],
)
def test_a_state_is_current_unless_its_article_says_otherwise(attestation: Attestation, is_current: bool) -> None:
    assert attestation.is_current is is_current


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2019-01-01/2023-01-01", "2021-05-05/2021-05-05", True),
        ("2019-01-01/2021-05-06", "2021-05-05/2023-01-01", True),
        ("2019-01-01/2021-05-05", "2021-05-05/2023-01-01", False),  # a handover
        ("2019-01-01/2021-05-05", "2021-05-05/2021-05-05", False),
        ("2021-05-05/2021-05-05", "2021-05-05/2021-05-05", True),
        ("2019-01-01/2021-05-04", "2021-05-05/2023-01-01", False),
    ],
)
def test_states_hold_at_once_where_they_share_a_day_that_is_no_day_of_change(
    one: str, other: str, expected: bool
) -> None:
    days, other_days = (Days(*text.split("/")) for text in (one, other))
    assert hold_at_once(days, other_days) is expected
    assert hold_at_once(other_days, days) is expected


def test_a_status_before_the_attested_one_needs_its_start_and_its_end() -> None:
    assert find_status_days(attest("2024-11-05", begin="2023-04", end="2024-09"), 2) == Days("2023-04-30", "2024-09-01")
    assert find_status_days(attest("2024-11-05", begin="2023-04"), 2) is None
    assert find_status_days(attest("2024-11-05", end="2024-09-01"), 2) is None
    assert find_status_days(attest("2024-11-05", begin="2023-04"), 1) == Days("2023-04-30", "2024-11-05")


@pytest.mark.parametrize(
    ("status", "other", "expected"),
    [
        ("operating", "closed", True),
        ("planned", "operating", True),
        ("planned", "closed", True),
        ("operating", "reopening", True),
        ("closed", "reopening", False),  # what is to be opened again is closed
        ("planned", "under_construction", False),
        ("operating", "unknown", False),
        ("closed", "closed", False),
    ],
)
def test_statuses_exclude_each_other_unless_both_can_be_true(status: str, other: str, expected: bool) -> None:
    assert exclude_each_other(status, other) is exclude_each_other(other, status) is expected
