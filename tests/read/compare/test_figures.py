"""Figures: which are rivals, and which speak of something else or of another time."""

from typing import Any

import pytest

from tests.read.compare.conftest import KENYA, Find, figure, total, write_sheet


def test_figures_that_allow_no_number_in_common_are_rivals_with_their_sources(find: Find) -> None:
    rows = find(
        write_sheet("one", "2022-09-18", figure(14, qualifier="about")), write_sheet("two", "2024-01-02", figure(13))
    )
    assert [row[:-1] for row in rows] == [
        (1, "figure", KENYA, "volunteers", "about 14", "rival", 1, "one", "2022-09-18"),
        (1, "figure", KENYA, "volunteers", "13", "rival", 1, "two", "2024-01-02"),
    ]
    assert all(len(row.fact_ids) == 1 for row in rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 14, "unit": "people"}, {"value": 13, "unit": "teams"}),
        ({"value": 14, "unit": "people"}, {"value": 13}),
        ({"value": 14, "scope": "Nairobi"}, {"value": 13, "scope": "Mombasa"}),
        ({"value": 14, "scope": "Nairobi"}, {"value": 13}),
        ({"value": 14, "as_of": "2022"}, {"value": 13, "as_of": "2023-01"}),
        ({"value": 14, "as_of": "2023"}, {"value": 13}),  # published before
        ({"value": 14, "measure": "nurses"}, {"value": 13}),
        ({"value": 14, "qualifier": "about"}, {"value": 14.4}),
        ({"value": 14, "qualifier": "more_than"}, {"value": 20}),
    ],
)
def test_figures_of_another_unit_scope_or_time_are_no_rivals(
    find: Find, one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert find(write_sheet("one", "2024", figure(**one)), write_sheet("two", "2022", figure(**other))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"value": 14, "unit": "People"}, {"value": 13, "unit": "people"}),
        ({"value": 14, "scope": "Nairobi"}, {"value": 13, "scope": "NAIROBI"}),
        ({"value": 14, "measure": "Volunteers!"}, {"value": 13}),
        ({"value": 14, "as_of": "2022"}, {"value": 13, "as_of": "2022-05"}),
        ({"value": 14, "as_of": "2022"}, {"value": 13}),
        ({"value": 14, "qualifier": "more_than"}, {"value": 14}),
        ({"value": 14, "qualifier": "less_than"}, {"value": 14, "qualifier": "more_than"}),
    ],
)
def test_figures_that_may_be_of_one_time_and_thing_are_rivals(
    find: Find, one: dict[str, Any], other: dict[str, Any]
) -> None:
    rows = find(write_sheet("one", "2024", figure(**one)), write_sheet("two", "2022", figure(**other)))
    assert [row.verdict for row in rows] == ["rival", "rival"]


def test_one_article_may_contradict_itself(find: Find) -> None:
    rows = find(write_sheet("one", "2024", figure(14), figure(13, as_of=2024).removeprefix("figures:\n")))
    assert [row.articles for row in rows] == ["one", "one"]


def test_figures_of_times_apart_are_groups_apart(find: Find) -> None:
    years = [(1, 2020), (2, 2020), (3, 2022), (4, 2022)]
    sheets = [write_sheet(f"a-{value}", "2024", figure(value, as_of=year)) for value, year in years]
    assert [(row.group, row.value) for row in find(*sheets)] == [(1, "1"), (1, "2"), (2, "3"), (2, "4")]


def test_an_undated_figure_does_not_make_rivals_of_figures_of_times_apart(find: Find) -> None:
    dated = [write_sheet(f"a-{year}", "2024", figure(year, as_of=year)) for year in (2020, 2022)]
    assert find(*dated, write_sheet("b", "2024", figure(7, qualifier="more_than"))) == []


def test_a_total_is_compared_with_the_same_measure_of_other_articles(find: Find) -> None:
    rows = find(
        write_sheet("one", "2022", total(14, "facilities")), write_sheet("two", "2023", total(15, "facilities"))
    )
    assert [(row.kind, row.value) for row in rows] == [("figure", "14"), ("figure", "15")]
