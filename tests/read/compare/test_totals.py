"""Totals: which cannot be the number of what the same article lists."""

import pytest

from tests.read.compare.conftest import IRAN, KENYA, Find, facilities, missions, read, total, write_sheet


@pytest.mark.parametrize(
    ("stated", "listed", "rows"),
    [
        (total(3, "facilities"), facilities("operating, country: KE", "operating, country: IR"), ["3", "2 listed"]),
        (
            total(2, "facilities_abroad"),
            facilities("operating, country: KE", "operating, country: IR"),
            ["2", "1 listed"],
        ),
        (
            total(1, "countries_with_facilities"),
            facilities("operating, country: KE", "operating, country: EC", "operating, country: EC"),
            ["1", "2 listed"],
        ),
        (total(20, "countries_helped", qualifier="more_than"), missions("country: PS"), ["more than 20", "1 listed"]),
        (
            total(1, "countries_helped"),
            missions("country: PS", "country: IQ", "region: Asia"),
            ["1", "2 or more listed"],
        ),
        (total(9, "facilities"), facilities("operating, country: KE, count: 7", "planned"), ["9", "7 to 8 listed"]),
    ],
)
def test_a_total_that_cannot_be_of_what_is_listed_is_a_rival(
    find: Find, stated: str, listed: str, rows: list[str]
) -> None:
    found = find(write_sheet("one", "2022", stated, listed))
    assert read(found) == [(value, "rival", 1) for value in rows]
    assert {(row.kind, row.subject, row.articles) for row in found} == {("total", IRAN, "one")}


@pytest.mark.parametrize(
    ("stated", "listed"),
    [
        (total(2, "facilities"), facilities("operating, country: KE", "operating, country: IR")),
        (total(1, "facilities_abroad"), facilities("operating, country: KE", "operating, country: IR")),
        (total(1, "countries_with_facilities"), facilities("operating, country: KE", "operating, country: IR")),
        (total(2, "countries_with_facilities"), facilities("operating, country: KE", "operating, country: IR")),
        (total(2, "countries_helped"), missions("country: PS", "country: PS, place_as_written: Gaza", "country: IQ")),
        (total(30, "countries_helped"), missions("country: PS", "region: Asia")),
        (total(8, "facilities", qualifier="about"), facilities("operating, count: 8")),
        (total(1, "facilities"), facilities("operating, country: KE", "planned, country: EC")),
    ],
)
def test_a_total_that_may_be_of_what_is_listed_is_consistent(find: Find, stated: str, listed: str) -> None:
    sheet = write_sheet("one", "2022", stated, listed)
    assert find(sheet) == []
    assert [row.verdict for row in find(sheet, with_agreeing=True)] == ["consistent", "consistent"]


def test_a_total_of_which_nothing_is_listed_in_the_article_is_not_compared(find: Find) -> None:
    assert (
        find(
            write_sheet("one", "2022", total(3, "facilities")),
            write_sheet("two", "2022", facilities("operating, country: KE")),
            write_sheet("three", "2022", total(3, "countries_helped"), facilities("operating, country: KE")),
            with_agreeing=True,
            kinds=["total"],
        )
        == []
    )


def test_facilities_of_somebody_else_do_not_count(find: Find) -> None:
    others = facilities("operating, country: KE").replace(IRAN, KENYA)
    assert find(write_sheet("one", "2022", total(3, "facilities"), others)) == []
