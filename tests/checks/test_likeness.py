"""Likeness of names: which may be one person's, and that finding them does not compare everybody with everybody."""

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rc_kb.checks.likeness import are_alike, find_alike, outline_word, split_name

NAMES = st.lists(st.sampled_from(["Yassen", "Yaseen", "Hamid", "Al-Mamouri", "Mamoori", "Kolivand", "Pir"]), min_size=1)


def is_alike(one: str, other: str) -> bool:
    return are_alike(split_name(one), split_name(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yassen Al-Mamouri", "Yaseen Mamoori"),
        ("Yassen Al-Mamouri", "al-Mamouri, Yassen"),
        ("Yassen Al-Mamouri", "Yassen Hamid Al Mamouri"),
        ("Yassen Al-Mamouri", "Mamoori"),
        ("Pirhossein Kolivand", "Pir-Hossein Kolivand"),
        ("Pirhossein Kolivand", "Pirhosein Koulivand"),
        ("Zohidi Nizomiddin Shamsiddinzoda", "Nizomiddin Shamsidinzoda"),
        ("Tomás Vela", "Tomas Vela"),
        ("Katharina Weber", "Katarina Weber"),
    ],
)
def test_spellings_of_one_person_are_alike(one: str, other: str) -> None:
    assert is_alike(one, other)
    assert is_alike(other, one)
    assert list(find_alike([split_name(one), split_name(other)])) == [(0, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ali Hassan", "Ali Hussein"),
        ("Pirhossein Hadi", "Pirhossein Hani"),
        ("Yassen Al-Mamouri", "Yassen"),
        ("Yassen Mamouri", "Hamid Mamouri"),
        ("Sara Lind", "Lars Holm"),
        ("Ali Ali Reza", "Ali Reza Karimi"),
        ("Delegate 12 Kigali", "Delegate 13 Kigali"),
        ("Person 1", "Person 11"),
    ],
)
def test_two_people_are_not_alike(one: str, other: str) -> None:
    assert not is_alike(one, other)
    assert list(find_alike([split_name(one), split_name(other)])) == []


def test_the_outline_of_a_word_is_what_spellings_share() -> None:
    assert outline_word("mamouri") == outline_word("mamoori") == outline_word("mammoury") == "mr"
    assert outline_word("ebrahim") == outline_word("ibrahim") == "abrm"
    assert outline_word("catherine") == outline_word("katerina") != outline_word("catharson")


@given(NAMES, NAMES)
def test_likeness_has_no_order(one: list[str], other: list[str]) -> None:
    assert is_alike(" ".join(one), " ".join(other)) == is_alike(" ".join(other), " ".join(one))


def test_nothing_that_is_alike_is_lost_among_others() -> None:
    given_names, surnames = ["yassen", "yaseen", "hamid", "hameed", "sara"], ["mamouri", "mamoori", "lind", "kolivand"]
    names = [*product(given_names, surnames), *((surname,) for surname in surnames)]
    expected = {
        (one, other) for one, other in combinations(range(len(names)), 2) if are_alike(names[one], names[other])
    }
    assert set(find_alike(names)) == expected


def test_names_that_are_all_alike_are_not_all_compared() -> None:
    names = [(f"n{a}zm{b}ddnshr", f"k{c}rstl{d}nvsk") for a, b, c, d in product("aeiou", repeat=4)]
    assert all(are_alike(names[0], name) for name in names)
    assert len(names) < len(list(find_alike(names))) <= 21 * len(names)
