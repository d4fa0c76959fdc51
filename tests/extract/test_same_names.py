"""Names of one person: surnames, parts, spellings; and names of two people, which stay apart."""

import pytest

from rc_kb.extract.same_names import are_same_names
from rc_kb.text import fold_words
from tests.extract.proposing import propose

KNOWN = "Peter Kamau Wekesa"


def are_same(name: str, known: str) -> bool:
    """Tell whether a name is that of somebody who is known by another, as the reader of an article asks it."""
    return are_same_names(fold_words(name.replace("-", " ")).split(), fold_words(known.replace("-", " ")).split())


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Wekesa", KNOWN),
        ("Kamau Wekesa", KNOWN),
        ("Peter Wekesa", KNOWN),
        ("Dr. Peter Wekesa", "Peter Wekesa"),
        ("Mamouri", "Yassen Al-Mamouri"),
        ("Al Mamouri", "Yassen Al-Mamouri"),
    ],
)
def test_a_part_of_a_name_is_the_same_person_either_way(name: str, known: str) -> None:
    assert are_same(name, known)
    assert are_same(known, name)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Pir-Hossein Kolivand", "Pirhossein Kolivand"),
        ("Nasser Al-Daihani", "Nasser Aldaihani"),
        ("Dariush Vakeeli", "Dariush Vakili"),
        ("Yassin Al-Mamori", "Yassen Al-Mamouri"),
        ("Shamsiddinzodah", "Zohidi Shamsiddinzoda"),
    ],
)
def test_another_spelling_is_the_same_person_either_way(name: str, known: str) -> None:
    assert are_same(name, known)
    assert are_same(known, name)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Maya Wekesa", "Peter Wekesa"),
        ("Hossein Karimi", "Hassan Karimi"),
        ("Ali Reza", "Ali Hassan"),
        ("Kim Sun", "Kim Son"),
        ("Kamau", "Peter Wekesa"),
        ("", "Peter Wekesa"),
        ("Al", "Yassen Al-Mamouri"),
    ],
)
def test_two_people_stay_two(name: str, known: str) -> None:
    assert not are_same(name, known)


def test_an_article_keeps_the_fullest_name_with_the_others_beside_it() -> None:
    sheet = propose(
        "President of the Kenya Red Cross Society Peter Kamau Wekesa came on Monday. Wekesa said that rain was needed. "
        "Peter Wekesa added that wells were dry."
    )
    assert sheet["officials"] == [{"name": KNOWN, "other_names": ["Wekesa", "Peter Wekesa"]}]


def test_two_people_of_one_surname_are_two_officials() -> None:
    sheet = propose(
        "President of the Kenya Red Cross Society Peter Wekesa came on Monday. Secretary General of the Nepal Red "
        "Cross Society Maya Wekesa came too."
    )
    assert [one["official"] for one in sheet["offices"]] == ["Peter Wekesa", "Maya Wekesa"]
    assert [one["organization"] for one in sheet["offices"]] == ["Kenya Red Cross Society", "Nepal Red Cross Society"]
