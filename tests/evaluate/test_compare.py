"""How alike two values are: what a reader takes for the same is near, what only looks alike is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.evaluate.compare import (
    NEAR,
    compare_dates,
    compare_exactly,
    compare_lists,
    compare_names,
    compare_numbers,
    compare_organizations,
    compare_parties,
    compare_texts,
    compare_titles,
)

few = settings(max_examples=100, deadline=None, derandomize=True)
SAME_NAMES = [
    ("Tomás Okello", "Tomas OKELLO"),
    ("Yassin Al-Rubaie", "Yassin al Rubaie"),
    ("Mohammad Reza Daneshvar", "Mohammadreza Daneshvar"),
]
NEAR_NAMES = [
    ("Amina Wanjiru Odhiambo", "Amina Odhiambo"),
    ("Odhiambo", "Amina Odhiambo"),
    ("Okello Tomás", "Tomás Okello"),
    ("Nizomiddin Sharifzoda", "Nizomiddin Sharifzodah"),
]
OTHER_NAMES = [
    ("Amina Odhiambo", "Amina Okello"),
    ("Ali Karimi", "Ali Rahimi"),
    ("Ali", "Omar"),
    ("Lars Holm", "Kenya Red Cross Society"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_case_accents_and_hyphens_make_no_other_name(one: str, other: str) -> None:
    assert compare_names(one, other) >= 0.9


@pytest.mark.parametrize(("one", "other"), NEAR_NAMES)
def test_a_shorter_form_and_another_spelling_are_near_and_not_the_same(one: str, other: str) -> None:
    assert NEAR <= compare_names(one, other) < 1
    assert compare_names(one, other) == compare_names(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER_NAMES)
def test_other_people_are_not_near(one: str, other: str) -> None:
    assert compare_names(one, other) < NEAR


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Kenya Red Cross Society", "Kenyan Red Cross", 1),
        ("International Committee of the Red Cross", "ICRC", 1),
        ("Kenya Red Cross Society", "Uganda Red Cross Society", 0),
        ("Kenya Red Cross Society", "Ministry of Health of Kenya", 0),
        ("Ministry of Health", "the Ministry of Health", 1),
    ],
)
def test_an_organization_is_the_same_under_all_its_names_and_no_other_one(
    one: str, other: str, likeness: float
) -> None:
    assert compare_organizations(one, other) == likeness


def test_ministries_of_two_countries_are_less_alike_than_two_names_of_one() -> None:
    apart = compare_organizations("Ministry of Health of Kenya", "Ministry of Defence of Kenya")
    assert apart < compare_organizations("Ministry of Health of Kenya", "Ministry of Health")


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("2024-03-02", "2024-03-02", 1),
        ("2024-03-02", "2024-03", 0.5),
        ("[2024-03-01..2024-03-08]", "2024-03-02", 0.5),
        ("2024-03-02", "2024-04", 0),
        ("2024-03-02", "2023-03-02", 0),
        ("2024-03-02", "yesterday", 0),
        ("2024-03/..", "2024-03-02", 0),
    ],
)
def test_a_date_within_another_is_half_right(one: str, other: str, likeness: float) -> None:
    assert compare_dates(one, other) == compare_dates(other, one) == likeness


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("president", "vice president"),
        ("minister of health", "deputy minister of health"),
        ("ambassador to Nairobi", "former ambassador to Nairobi"),
        ("head", "acting head"),
    ],
)
def test_a_deputy_an_acting_and_a_former_holder_have_another_title(one: str, other: str) -> None:
    assert 0 < compare_titles(one, other) < NEAR
    assert compare_titles(other, other) == 1


def test_a_title_that_is_cut_short_is_near() -> None:
    assert NEAR <= compare_titles("head", "head of the international department") < 1


@pytest.mark.parametrize(
    ("one", "other", "lowest", "highest"),
    [
        ("training of nurses", "the training of nurses", 1, 1),
        ("train nurse", "train nurses", 1, 1),
        ("flood", "floods in the north", NEAR, 0.99),
        ("train forty nurses", "train twenty nurses", 0.5, 0.99),
        ("train nurses", "open a clinic", 0, 0),
        ("the", "of", 0, 0),
        ("the", "The", 1, 1),
    ],
)
def test_phrases_are_as_alike_as_the_words_that_they_share(one: str, other: str, lowest: float, highest: float) -> None:
    assert lowest <= compare_texts(one, other) <= highest


def test_a_party_is_a_person_or_an_organization() -> None:
    assert compare_parties("Odhiambo", "Amina Odhiambo") >= NEAR
    assert compare_parties("Kenyan Red Cross", "Kenya Red Cross Society") == 1
    assert compare_parties("Kenya Red Cross Society", "Uganda Red Cross Society") == 0


@pytest.mark.parametrize(("one", "other", "likeness"), [(14, 14.0, 1), (14, 13, 0), (1e9, 1e9 + 1e-3, 1), (0, 0, 1)])
def test_a_number_is_the_same_or_another(one: float, other: float, likeness: float) -> None:
    assert compare_numbers(one, other) == likeness


def test_a_word_of_a_closed_list_is_the_same_or_another() -> None:
    assert (compare_exactly("clinic", "clinic"), compare_exactly("clinic", "hospital")) == (1, 0)


def test_a_list_counts_each_of_its_items_once() -> None:
    assert compare_lists(["health"], ["health"], compare_texts) == 1
    assert compare_lists(["health", "health"], ["health"], compare_texts) == pytest.approx(2 / 3)
    assert compare_lists(["health", "floods"], ["floods", "training"], compare_texts) == 0.5
    assert compare_lists([], ["health"], compare_texts) == 0


@few
@given(st.lists(st.sampled_from("abcd"), max_size=5), st.lists(st.sampled_from("abcd"), max_size=5))
def test_two_lists_are_as_alike_as_their_items_have_in_common(one: list[str], other: list[str]) -> None:
    shared = sum(min(one.count(item), other.count(item)) for item in set(one))
    expected = 2 * shared / (len(one) + len(other)) if one and other else 0
    assert compare_lists(one, other, compare_exactly) == pytest.approx(expected)


@few
@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_has_no_direction_and_stays_between_0_and_1(one: str, other: str) -> None:
    for compare in (compare_names, compare_texts, compare_titles, compare_organizations):
        assert 0 <= compare(one, other) <= 1
        assert compare(one, other) == pytest.approx(compare(other, one))
        assert compare(one, one) == 1
