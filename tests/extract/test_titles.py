"""Titles: their words, the organization that they are of, the country that is represented, and what was inferred."""

import pytest

from rc_kb.extract.titles import is_counterpart
from tests.extract.proposing import list_facts


def read_office(text: str) -> tuple[str, str | None, str | None]:
    """Return title, organization and country of the one office that a text gives."""
    (office,) = list_facts(f"{text} came to the branch on Monday.", "offices")
    return office["title"], office.get("organization"), office.get("country")


@pytest.mark.parametrize(
    "words",
    [
        "TEHRAN — Ambassador of Ghana to Iran Kofi Asare",
        "TEHRAN — Ghanaian Ambassador to Tehran Kofi Asare",
        "TEHRAN — Kofi Asare, Ghana's ambassador,",
        "TEHRAN — The Ambassador of Ghana, Kofi Asare,",
        "BAGHDAD — Kofi Asare, the ambassador of Ghana to Iran,",
    ],
)
def test_an_ambassador_is_of_the_embassy_and_represents_the_country_that_sends(words: str) -> None:
    assert read_office(words)[1:] == ("Embassy of Ghana in Iran", "GH")


def test_an_embassy_without_a_host_is_only_of_its_country() -> None:
    assert read_office("Ambassador of Ghana Kofi Asare")[1:] == ("Embassy of Ghana", "GH")


@pytest.mark.parametrize(
    ("words", "ministry", "country"),
    [
        ("TEHRAN — Health Minister Reza Danesh", "Ministry of Health of Iran", "IR"),
        ("TEHRAN — Foreign Minister Reza Danesh", "Ministry of Foreign Affairs of Iran", "IR"),
        ("BAGHDAD — Iranian Health Minister Reza Danesh", "Ministry of Health of Iran", "IR"),
        ("BAGHDAD — Minister of Health of Iran Reza Danesh", "Ministry of Health of Iran", "IR"),
        (
            "AMMAN — Deputy Minister of Social Development Sami Haddadin",
            "Ministry of Social Development of Jordan",
            "JO",
        ),
    ],
)
def test_a_minister_without_a_country_is_of_that_of_the_dateline(words: str, ministry: str, country: str) -> None:
    assert read_office(words)[1:] == (ministry, country)


def test_what_is_inferred_of_a_minister_is_said() -> None:
    (office,) = list_facts("TEHRAN — Health Minister Reza Danesh came to the branch on Monday.", "offices")
    assert office["basis"] == (
        "organization: the ministry that the title speaks of; country: the one that the story is told from"
    )


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        (
            "Health Minister Reza Danesh met with his Iraqi counterpart Hatem Jubouri",
            "Health Minister",
            "Ministry of Health of Iraq",
        ),
        (
            "President of the Iranian Red Crescent Society Reza Danesh met with his Iraqi counterpart Hatem Jubouri",
            "President",
            "Iraqi Red Crescent Society",
        ),
    ],
)
def test_a_counterpart_has_the_same_office_in_his_own_country(text: str, title: str, organization: str) -> None:
    offices = list_facts(f"TEHRAN — {text} on Monday.", "offices")
    (office,) = [one for one in offices if one["official"] == "Hatem Jubouri"]
    assert (office["title"], office["organization"], office["country"]) == (title, organization, "IQ")
    assert office["basis"] == "title and organization: named only as the counterpart"


@pytest.mark.parametrize(("title", "is_so"), [("Iranian counterpart", True), ("colleague", True), ("president", False)])
def test_a_counterpart_is_no_title(title: str, *, is_so: bool) -> None:
    assert is_counterpart(title) is is_so


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Former president of the Kenya Red Cross Society Peter Wekesa", "Former president"),
        ("Acting secretary general of the Kenya Red Cross Society Peter Wekesa", "Acting secretary general"),
        ("The newly appointed secretary general of the Kenya Red Cross Society, Peter Wekesa,", "secretary general"),
        ("The new president of the Kenya Red Cross Society, Peter Wekesa,", "president"),
        ("Kenya Red Cross Society deputy head Peter Wekesa", "deputy head"),
    ],
)
def test_a_title_keeps_its_rank_and_loses_what_is_only_of_its_day(words: str, title: str) -> None:
    assert read_office(words) == (title, "Kenya Red Cross Society", "KE")


def test_two_titles_of_one_person_are_two_offices() -> None:
    offices = list_facts(
        "Peter Wekesa, president of the Kenya Red Cross Society and chairman of the IFRC finance commission, came.",
        "offices",
    )
    assert [one["title"] for one in offices] == ["president", "chairman of the IFRC finance commission"]
    assert [one.get("country") for one in offices] == ["KE", None]


@pytest.mark.parametrize(
    "words",
    [
        "Head of the ICRC delegation in Iraq Marc Favre",
        "Marc Favre, the ICRC's regional director,",
        "UNICEF representative in Yemen Marc Favre",
    ],
)
def test_officials_of_international_bodies_represent_no_country(words: str) -> None:
    assert read_office(words)[2] is None


def test_its_president_is_of_the_organization_that_was_named() -> None:
    (office,) = list_facts("The Kenya Red Cross Society and its president Peter Wekesa came on Monday.", "offices")
    assert office["organization"] == "Kenya Red Cross Society"


def test_the_president_of_the_society_is_of_the_society_of_the_story() -> None:
    (office,) = list_facts(
        "The Kenya Red Cross Society opened a branch. Peter Wekesa, the president of the society, came on Monday.",
        "offices",
    )
    assert office["organization"] == "Kenya Red Cross Society"
    assert office["basis"] == "organization: called only its, or the society"
