"""What rules ask of a sentence: the places of a list, and who acts."""

import pytest

from rc_kb.extract.clauses import Actor, find_actor, list_from, list_places
from tests.extract.proposing import list_facts, read_story


def find_places(text: str) -> list[tuple[str | None, str]]:
    """Return the codes and words of the list that the first place of a text begins."""
    story = read_story(text)
    reading = story.readings[0]
    sentence = reading.chunked.sentence
    first = next(list_places(story, reading, sentence.start, sentence.stop))
    return [(one.code, one.written) for one in list_from(story, reading, first)]


def find_acting(text: str, word: str) -> Actor | None:
    """Return who acts at a word of the last sentence of a text."""
    story = read_story(text)
    reading = story.readings[-1]
    token = story.prose.lower.index(word, reading.chunked.sentence.start)
    return find_actor(story, reading, token, "operator")


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Kenya, Mali, and Ghana", ["KE", "ML", "GH"]),
        ("Kenya, Mali and the United Arab Emirates", ["KE", "ML", "AE"]),
        ("Kenya as well as Mali", ["KE"]),
        ("Kenya, Mali,\n\nGhana, and Niger", ["KE", "ML", "GH", "NE"]),
        ("Kenya", ["KE"]),
    ],
)
def test_a_list_of_places_is_joined_by_commas_and_by_and(words: str, codes: list[str]) -> None:
    found = find_places(f"The society of volunteers works in {words}.")
    assert [code for code, _ in found] == codes


def test_a_list_ends_where_another_clause_begins() -> None:
    found = find_places("The society of volunteers works in Kenya and Mali, while the tents that came are from Ghana.")
    assert [code for code, _ in found] == ["KE", "ML"]


def test_a_city_and_its_country_are_one_place() -> None:
    assert find_places("The society of volunteers works in Garissa, Kenya, and Bamako, Mali.") == [
        ("KE", "Garissa"),
        ("ML", "Bamako"),
    ]


def test_a_region_has_no_country() -> None:
    assert find_places("The society of volunteers works in Southeast Asia.") == [(None, "Southeast Asia")]


def test_a_name_of_two_countries_keeps_what_was_written_and_says_so() -> None:
    story = read_story("The society of volunteers works in Congo.")
    (place,) = list_places(story, story.readings[0], 0, len(story.prose.words))
    assert (place.code, place.written) == ("CG", "Congo")
    assert place.basis == "country: Congo alone may mean another one too"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The Kenya Red Cross Society opened a clinic.", "KE"),
        ("With the ICRC, the Kenya Red Cross Society opened a clinic.", "KE"),
        ("The Kenya Red Cross Society came. It opened a clinic.", "KE"),
        ("Peter Wekesa, president of the Kenya Red Cross Society, opened a clinic.", "KE"),
    ],
)
def test_who_acts_is_a_body_of_the_movement_that_is_named_or_meant(text: str, country: str) -> None:
    actor = find_acting(text, "clinic")
    assert actor is not None
    assert actor.organization.country == country


def test_who_acts_is_said_to_be_inferred_where_a_sentence_before_names_it() -> None:
    actor = find_acting("The Kenya Red Cross Society came. It opened a clinic.", "clinic")
    assert actor is not None
    assert actor.basis == "operator: named in a sentence before"


def test_nobody_acts_where_no_body_of_the_movement_is_named() -> None:
    assert find_acting("The ministry of health of Kenya opened a clinic.", "clinic") is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("in Galmaz, in the west of the Yemeni archipelago", "YE"),
        ("in Galmaz", "IR"),
    ],
)
def test_an_unknown_place_lies_where_the_words_after_it_say(words: str, code: str) -> None:
    (facility,) = list_facts(f"TEHRAN — The Iranian Red Crescent Society opened a clinic {words}.", "facilities")
    assert (facility["country"], facility["city"]) == (code, "Galmaz")


def test_an_unknown_place_lies_where_those_of_its_list_do() -> None:
    facilities = list_facts(
        "GENEVA — The Romanian Red Cross opened clinics in Galați, Iași and Sirhava on Monday.", "facilities"
    )
    assert {(one["city"], one["country"]) for one in facilities} == {
        ("Galați", "RO"),
        ("Iași", "RO"),
        ("Sirhava", "RO"),
    }


@pytest.mark.parametrize(("dateline", "code"), [("BEIRUT", "LB"), ("BENGHAZI", "LY")])
def test_of_two_cities_of_a_name_that_of_the_country_of_the_story_is_meant(dateline: str, code: str) -> None:
    (facility,) = list_facts(f"{dateline} — The ICRC opened a clinic in Tripoli on Monday.", "facilities")
    assert facility["country"] == code
