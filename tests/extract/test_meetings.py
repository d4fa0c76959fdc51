"""Meetings: each once, with what later sentences say of it: who else was there, where, when, and in which form."""

from typing import Any

import pytest

from tests.extract.proposing import list_facts

HEAD = "Head of the Iranian Red Crescent Society Dariush Vakili"
KENYAN = "Ambassador of Kenya Peter Wekesa"
LEAD = f"{HEAD} met with {KENYAN} on Monday."


def find_meeting(text: str, dateline: str = "TEHRAN — ") -> dict[str, Any]:
    """Return the one meeting of a text."""
    (meeting,) = list_facts(f"{dateline}{text}", "meetings")
    return meeting


def list_names(meeting: dict[str, Any]) -> list[str | None]:
    """Return the names of those who took part."""
    return [one.get("name") for one in meeting["participants"]]


@pytest.mark.parametrize(
    ("words", "slot", "value"),
    [
        ("The meeting was held in Qom.", "city", "Qom"),
        ("The meeting was held in Qom, Iran, on Monday.", "country", "IR"),
        ("The meeting was held by video link.", "format", "virtual"),
        ("The meeting, held at the headquarters of the society, was their first.", "format", "in_person"),
    ],
)
def test_a_later_sentence_says_where_and_how_a_meeting_was_held(words: str, slot: str, value: str) -> None:
    assert find_meeting(f"{LEAD}\n\n{words}")[slot] == value


@pytest.mark.parametrize(
    "words",
    [
        "In the meeting, they talked about the work of the branch in Qom.",
        "The next meeting will be held in Qom.",
        "A branch of the society is at work in Qom.",
    ],
)
def test_another_place_is_not_that_of_the_meeting(words: str) -> None:
    assert "city" not in find_meeting(f"{LEAD}\n\n{words}")


def test_a_city_of_the_dateline_or_of_a_title_is_not_the_place() -> None:
    meeting = find_meeting(f"{HEAD} met with Ambassador of Kenya to Tehran Peter Wekesa on Monday.")
    assert "city" not in meeting
    assert "country" not in meeting


def test_here_is_the_country_of_the_dateline_and_not_its_city() -> None:
    meeting = find_meeting(f"{HEAD} met with {KENYAN} here on Monday.")
    assert "city" not in meeting
    assert meeting["country"] == "IR"
    assert "country: called only here, which is the Tehran of the dateline" in meeting["basis"]


def test_a_call_has_no_place() -> None:
    meetings = list_facts(
        f"TEHRAN, May 6, 2024 — {HEAD} had a phone call with {KENYAN} on Monday.\n\n"
        "Vakili and Wekesa held talks in Qom in March.",
        "meetings",
    )
    assert [(one["format"], one.get("city")) for one in meetings] == [("phone", None), ("in_person", "Qom")]


def test_what_was_discussed_with_somebody_lies_elsewhere() -> None:
    meeting = find_meeting(f"{HEAD} discussed with {KENYAN} the work of the branch in Qom.")
    assert "city" not in meeting


def test_meeting_a_corner_is_no_meeting() -> None:
    assert list_facts("BANJUL — Modou Lamin Bojang met a corner with his head in added time.", "meetings") == []


def test_a_last_name_may_be_a_common_word_after_a_title() -> None:
    meeting = find_meeting(f"{HEAD} met with Ambassador of South Korea Min-jun Park on Monday.")
    assert list_names(meeting) == ["Dariush Vakili", "Min-jun Park"]


@pytest.mark.parametrize(
    ("word", "date"),
    [
        ("yesterday", "2024-03-11"),
        ("on Sunday", "2024-03-10"),
        ("on March 9", "2024-03-09"),
        ("today", "2024-03-12"),
        ("last month", "2024-02"),
        ("earlier this month", "2024-03"),
        ("last year", "2023"),
        ("in December", "2023-12"),
    ],
)
def test_a_day_is_counted_from_publication(word: str, date: str) -> None:
    meeting = find_meeting(f"{HEAD} met with {KENYAN} {word}.", "TEHRAN, March 12, 2024 — ")
    assert (meeting["date"], meeting["date_as_written"]) == (date, word.removeprefix("on ").removeprefix("in "))


def test_the_day_before_is_that_before_the_day_of_the_story() -> None:
    (first, second) = list_facts(
        f"TEHRAN, March 12, 2024 — {LEAD}\n\nA day earlier, he met with Ambassador of Ghana Kofi Asare.", "meetings"
    )
    assert (first["date"], second["date"]) == ("2024-03-11", "2024-03-10")


def test_a_day_without_a_day_of_publication_stays_as_written() -> None:
    meeting = find_meeting(LEAD)
    assert "date" not in meeting
    assert meeting["date_as_written"] == "Monday"


def test_a_meeting_that_is_told_twice_is_one() -> None:
    meeting = find_meeting(f"{LEAD}\n\nVakili met with {KENYAN}, and they talked about water.")
    assert list_names(meeting) == ["Dariush Vakili", "Peter Wekesa"]
    assert {cite["paragraph"] for cite in meeting["cite"]} == {1, 2}


def test_separate_meetings_are_one_for_each_counterpart() -> None:
    text = f"TEHRAN — {HEAD} met separately with {KENYAN} and Ambassador of Ghana Kofi Asare on Monday."
    assert [list_names(one) for one in list_facts(text, "meetings")] == [
        ["Dariush Vakili", "Peter Wekesa"],
        ["Dariush Vakili", "Kofi Asare"],
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The meeting was also attended by Amina Yusuf, the secretary general of the society.",
        "Amina Yusuf, the secretary general of the society, was also present at the meeting.",
        "Secretary General Amina Yusuf took part in the talks too.",
    ],
)
def test_who_was_present_too_took_part(words: str) -> None:
    assert list_names(find_meeting(f"{LEAD}\n\n{words}")) == ["Dariush Vakili", "Peter Wekesa", "Amina Yusuf"]


def test_who_is_only_spoken_of_took_no_part() -> None:
    words = "They talked about the clinic that Amina Yusuf, the secretary general of the society, opened in May."
    assert list_names(find_meeting(f"{LEAD}\n\n{words}")) == ["Dariush Vakili", "Peter Wekesa"]


def test_delegations_meet_without_names() -> None:
    meeting = find_meeting(
        "An Iranian Red Crescent delegation met with officials of the Kenya Red Cross Society in Nairobi on Monday."
    )
    assert [one["country"] for one in meeting["participants"]] == ["IR", "KE"]
    assert (meeting["city"], meeting["country"]) == ("Nairobi", "KE")
