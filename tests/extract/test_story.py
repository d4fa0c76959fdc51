"""Who is meant by a later word: pronouns, titles alone, both sides at once, and a name that follows its office."""

import pytest

from tests.extract.proposing import list_facts, read_story

LEAD = (
    "TEHRAN — Head of the Iranian Red Crescent Society Dariush Vakili met with Ambassador of Kenya Peter Wekesa on "
    "Monday."
)


def find_speaker(words: str) -> str | None:
    """Return who says something in the paragraph after the lead."""
    statements = list_facts(f"{LEAD}\n\n{words} that rain was needed in the north.", "statements")
    (speaker,) = [one["speaker"] for one in statements if one["cite"][0]["paragraph"] == 2]
    return str(speaker)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The envoy said", "Peter Wekesa"),
        ("The ambassador said", "Peter Wekesa"),
        ("The Kenyan diplomat said", "Peter Wekesa"),
        ("The Kenyan official said", "Peter Wekesa"),
        ("Wekesa said", "Peter Wekesa"),
        ("The IRCS chief said", "Dariush Vakili"),
        ("The head of the Iranian Red Crescent Society said", "Dariush Vakili"),
        ("The Iranian official said", "Dariush Vakili"),
        ("Vakili said", "Dariush Vakili"),
    ],
)
def test_a_later_word_means_somebody_who_was_named(words: str, speaker: str) -> None:
    assert find_speaker(words) == speaker


def test_an_official_of_a_country_that_nobody_is_of_is_nobody() -> None:
    statements = list_facts(f"{LEAD}\n\nThe Turkish official said that rain was needed.", "statements")
    assert statements == []


def test_a_pronoun_means_the_subject_of_the_sentence_before() -> None:
    (statement,) = list_facts(f"{LEAD}\n\nThe envoy came by train.\n\nHe said that rain was needed.", "statements")
    assert statement["speaker"] == "Peter Wekesa"
    assert statement["basis"].endswith("speaker: named in a sentence before")


def test_words_in_two_paragraphs_are_two_statements() -> None:
    text = f"{LEAD}\n\nVakili said that rain was needed.\n\nVakili added that the wells were dry in the villages."
    statements = list_facts(text, "statements")
    assert [one["cite"][0]["paragraph"] for one in statements] == [2, 3]


def test_the_two_officials_are_those_who_met() -> None:
    text = f"{LEAD}\n\nDuring the meeting, held in Qom, the two officials discussed health care."
    (meeting,) = list_facts(text, "meetings")
    assert meeting["city"] == "Qom"
    assert [one["name"] for one in meeting["participants"]] == ["Dariush Vakili", "Peter Wekesa"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("The two officials left.", ["two"]),
        ("Both sides left.", ["both"]),
        ("They left.", ["they"]),
        ("Two trucks left.", []),
        ("The volunteers left.", []),
    ],
)
def test_a_plural_stands_for_both_sides(words: str, found: list[str]) -> None:
    story = read_story(f"The Kenya Red Cross Society met the ICRC. {words}")
    assert [story.prose.lower[token] for token in story.find_plural(story.readings[-1])] == found


def test_an_office_belongs_to_the_name_that_begins_the_next_sentence() -> None:
    text = (
        "TEHRAN — Head of the Iranian Red Crescent Society Dariush Vakili received the ambassador of Kenya on Monday. "
        "Peter Wekesa said that rain was needed."
    )
    (meeting,) = list_facts(text, "meetings")
    assert [one["name"] for one in meeting["participants"]] == ["Dariush Vakili", "Peter Wekesa"]
    (office,) = [one for one in list_facts(text, "offices") if one["official"] == "Peter Wekesa"]
    assert office["country"] == "KE"
    assert "official: named in the sentence after the title" in office["basis"]


def test_somebody_with_an_office_takes_no_other_from_the_sentence_before() -> None:
    text = (
        "TEHRAN — Dariush Vakili, head of the Iranian Red Crescent Society, received the ambassador of Kenya on "
        "Monday. Vakili said that rain was needed."
    )
    assert [one["official"] for one in list_facts(text, "offices")] == ["Dariush Vakili"]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("TEHRAN — The Kenya Red Cross Society sent tents to the north of Kenya, Kenyan papers said.", "IR"),
        ("The Kenya Red Cross Society sent tents to the north of Kenya, Kenyan papers said.", "KE"),
        ("The Kenya Red Cross Society sent tents to Mali and to Ghana, as in other years.", None),
    ],
)
def test_a_story_is_told_from_its_dateline_or_the_country_that_it_names_most(text: str, home: str | None) -> None:
    assert read_story(text).home == home
