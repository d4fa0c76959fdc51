"""Claims: which numbers a claim allows, which claims allow one number in common, of which days a figure may speak."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rc_kb.read.claims import EARLIEST, LATEST, Days, bound_days, date_figure, read_claim, write_claim

NUMBERS = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False))
QUALIFIERS = st.sampled_from([None, "about", "more_than", "less_than"])


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (14, "13.5", "14.5"),
        (120_000, "115000", "125000"),
        (120_500, "120450", "120550"),
        (100, "50", "150"),
        (12.5, "12.45", "12.55"),
        (0.3, "0.25", "0.35"),
        (0, "-0.5", "0.5"),
        (-14, "-14.5", "-13.5"),
        (14.0, "13.5", "14.5"),
    ],
)
def test_about_allows_half_a_unit_of_the_last_significant_digit(value: float, low: str, high: str) -> None:
    claim = read_claim(value, "about")
    assert [f"{bound.normalize():f}" for bound in claim[:2]] == [low, high]


@pytest.mark.parametrize(
    ("one", "other", "is_consistent"),
    [
        ((14, None), (14.0, None), True),
        ((14, None), (13, None), False),
        ((14, "about"), (13, None), False),
        ((14, "about"), (14, None), True),
        ((120_000, "about"), (118_000, None), True),
        ((120_000, "about"), (126_000, None), False),
        ((100, "more_than"), (100, None), False),
        ((100, "more_than"), (101, None), True),
        ((100, "more_than"), (90, "more_than"), True),
        ((100, "more_than"), (101, "less_than"), True),
        ((100, "more_than"), (100, "less_than"), False),
        ((100, "more_than"), (100, "about"), True),
        ((10, "less_than"), (-10, None), True),
    ],
)
def test_claims_are_consistent_where_some_number_is_allowed_by_both(
    one: tuple[float, str | None], other: tuple[float, str | None], is_consistent: bool
) -> None:
    assert read_claim(*one).is_consistent_with(read_claim(*other)) is is_consistent
    assert read_claim(*other).is_consistent_with(read_claim(*one)) is is_consistent


@given(NUMBERS, QUALIFIERS)
def test_a_claim_is_consistent_with_itself(value: float, qualifier: str | None) -> None:
    claim = read_claim(value, qualifier)
    assert claim.is_consistent_with(claim)


@given(NUMBERS)
def test_about_a_number_allows_the_number(value: float) -> None:
    assert read_claim(value, "about").is_consistent_with(read_claim(value, None))


@given(NUMBERS, st.sampled_from(["more_than", "less_than"]))
def test_more_and_less_than_a_number_do_not_allow_it(value: float, qualifier: str) -> None:
    assert not read_claim(value, qualifier).is_consistent_with(read_claim(value, None))


@pytest.mark.parametrize(
    ("value", "qualifier", "written"),
    [
        (14, "about", "about 14"),
        (120_000.0, "more_than", "more than 120000"),
        (12.5, None, "12.5"),
        (1922, None, "1922"),
    ],
)
def test_a_claim_is_written_as_people_read_it(value: float, qualifier: str | None, written: str) -> None:
    assert write_claim(value, qualifier) == written


def test_a_date_that_is_open_on_one_side_is_bounded_by_the_ends_of_the_calendar() -> None:
    assert bound_days("2020-01-01", None) == Days("2020-01-01", LATEST)
    assert bound_days(None, "2020-01-01") == Days(EARLIEST, "2020-01-01")
    assert bound_days(None, None) is None


def test_a_figure_without_a_date_may_be_of_any_day_up_to_its_publication() -> None:
    published = Days("2022-09-18", "2022-09-18")
    assert date_figure(None, published) == Days(EARLIEST, "2022-09-18")
    assert date_figure(None, None) == Days(EARLIEST, LATEST)
    assert date_figure(Days("2024-01-01", "2024-12-31"), published) == Days("2024-01-01", "2024-12-31")


@pytest.mark.parametrize(
    ("other", "overlaps"),
    [
        (Days("2021-12-31", "2022-01-01"), True),
        (Days("2022-12-31", "2023-12-31"), True),
        (Days("2022-06-01", "2022-06-01"), True),
        (Days("2023-01-01", "2023-12-31"), False),
        (Days("2021-01-01", "2021-12-31"), False),
    ],
)
def test_stretches_overlap_where_they_share_a_day(other: Days, overlaps: bool) -> None:
    assert Days("2022-01-01", "2022-12-31").overlaps(other) is overlaps
