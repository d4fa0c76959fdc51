"""Lists: how many things the records of one article list, at least and at most."""

import pytest

from rc_kb.read.claims import read_claim
from rc_kb.read.compare.listed import (
    ListedFacility,
    ListedMission,
    count_countries,
    count_facilities,
    count_facilities_abroad,
    count_helped,
)


def list_facilities(*described: str) -> list[ListedFacility]:
    """Return facilities described as country, status, number; the last two may be left out."""
    facilities = []
    for fact, text in enumerate(described, start=1):
        country, status, number, *_ = [*text.split(), "operating", "1"] if " " not in text else [*text.split(), "1"]
        facilities.append(ListedFacility(fact, None if country == "?" else country, status, int(number)))
    return facilities


def list_missions(*countries: str | None) -> list[ListedMission]:
    return [ListedMission(fact, country) for fact, country in enumerate(countries, start=1)]


@pytest.mark.parametrize(
    ("described", "written"),
    [
        (["KE", "EC"], "2 listed"),
        (["KE operating 3", "EC"], "4 listed"),
        (["KE", "EC unknown"], "2 listed"),
        (["KE", "EC planned"], "1 to 2 listed"),
        (["KE closed", "EC reopening 2"], "0 to 3 listed"),
    ],
)
def test_a_facility_that_does_not_work_may_belong_to_a_total_or_not(described: list[str], written: str) -> None:
    assert str(count_facilities(list_facilities(*described))) == written


@pytest.mark.parametrize(
    ("described", "home", "written"),
    [
        (["KE", "EC", "IR"], "IR", "2 listed"),
        (["KE", "EC", "IR"], None, "3 listed"),
        (["KE", "? operating 2"], "IR", "1 to 3 listed"),
        (["?"], "IR", "0 to 1 listed"),
    ],
)
def test_a_facility_abroad_is_in_another_country_than_its_operator(
    described: list[str], home: str | None, written: str
) -> None:
    assert str(count_facilities_abroad(list_facilities(*described), home)) == written


@pytest.mark.parametrize(
    ("described", "written"),
    [
        (["KE", "KE", "EC"], "2 listed"),
        (["KE", "EC", "IR"], "2 to 3 listed"),  # with the operator's own country, or without
        (["KE", "EC planned"], "1 to 2 listed"),
        (["KE", "?"], "1 to 2 listed"),
    ],
)
def test_countries_are_counted_once_each(described: list[str], written: str) -> None:
    assert str(count_countries(list_facilities(*described), "IR")) == written


def test_a_region_that_was_helped_is_any_number_of_countries() -> None:
    assert str(count_helped(list_missions("IQ", "PS", "PS"))) == "2 listed"
    some = count_helped(list_missions("IQ", "PS", None))
    assert some is not None
    assert str(some) == "2 or more listed"
    assert some.claim.is_consistent_with(read_claim(30, "more_than"))
    assert not some.claim.is_consistent_with(read_claim(1, None))


def test_nothing_listed_is_nothing_to_compare() -> None:
    assert count_facilities([]) is None
    assert count_facilities_abroad(list_facilities("IR"), "IR") is None
    assert count_countries(list_facilities("?"), "IR") is None
    assert count_helped(list_missions(None)) is None


def test_only_what_is_counted_is_cited() -> None:
    listed = count_facilities_abroad(list_facilities("IR", "KE", "EC"), "IR")
    assert listed is not None
    assert listed.fact_ids == (2, 3)
