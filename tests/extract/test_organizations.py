"""Organizations in a text: known ones under all their names, acronyms, ministries, and new ones that stay new."""

import pytest

from rc_kb.extract.organizations import Names
from rc_kb.extract.prose import Prose
from rc_kb.gazetteer import Organization, load_gazetteer
from tests.extract.proposing import propose

IFRC = "International Federation of Red Cross and Red Crescent Societies"


def find_organizations(text: str) -> list[Organization]:
    """Return the organizations that a text names, in their order."""
    mentions = Names(Prose(text)).mentions
    return [mentions[place].value for place in sorted(mentions) if mentions[place].kind == "O"]


def find_organization(text: str) -> Organization:
    """Return the one organization that a text names."""
    (organization,) = find_organizations(text)
    return organization


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("the Kenya Red Cross Society", "KE"),
        ("the Kenyan Red Cross", "KE"),
        ("the Red Cross Society of Kenya", "KE"),
        ("Kenya's Red Cross", "KE"),
        ("the Red Crescent of Jordan", "JO"),
        ("Kizilay", "TR"),
        ("Magen David Adom", "IL"),
    ],
)
def test_a_society_is_known_by_all_its_names(text: str, country: str) -> None:
    assert find_organization(text) == load_gazetteer().societies[country]


def test_the_movement_itself_is_no_society() -> None:
    assert {one.kind for one in find_organizations("the ICRC and the IFRC")} == {"component_of_movement"}


def test_red_crescent_societies_of_several_countries_are_none_of_them() -> None:
    assert find_organizations("the red crescent societies of Iran and Iraq") == []


@pytest.mark.parametrize(("named", "country"), [("Iran", "IR"), ("Iraq", "IQ"), ("India", "IN"), ("Indian", "IN")])
def test_an_acronym_of_several_societies_is_that_of_the_country_that_is_named(named: str, country: str) -> None:
    assert find_organization(f"In the {named} floods the IRCS sent tents.").country == country


def test_an_acronym_of_several_societies_is_nobody_where_none_is_named() -> None:
    assert find_organizations("The IRCS sent tents.") == []


def test_an_acronym_is_what_the_text_defines() -> None:
    defined, bracket, later = find_organizations(
        "Iranian trucks of the Iraqi Red Crescent Society (IRCS) came to Iran. The IRCS sent tents."
    )
    assert [one.country for one in (defined, bracket, later)] == ["IQ", "IQ", "IQ"]


def test_an_acronym_of_a_new_organization_is_the_organization() -> None:
    names = [one.name for one in find_organizations("Hope Relief Foundation (HRF) sent tents. HRF sent food.")]
    assert names == ["Hope Relief Foundation"] * 3


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("the ministry of health of Kenya", "Ministry of Health of Kenya", "KE"),
        ("the Kenyan health ministry", "Ministry of Health of Kenya", "KE"),
        ("The Foreign Ministry of Qatar", "Ministry of Foreign Affairs of Qatar", "QA"),
        ("the Iranian foreign ministry", "Ministry of Foreign Affairs of Iran", "IR"),
        ("Iran's Ministry of Health and Medical Education", "Ministry of Health and Medical Education of Iran", "IR"),
        ("the Ministry of Health and Dr. Amina Yusuf", "Ministry of Health", None),
    ],
)
def test_a_ministry_has_its_name_and_its_country(text: str, name: str, country: str | None) -> None:
    assert find_organization(text)[:3] == (name, country, "government")


def test_an_embassy_is_of_the_country_that_sends() -> None:
    assert find_organization("the Embassy of Japan in Tehran")[:3] == ("Embassy of Japan", "JP", "embassy")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("at Nairobi University of Health", "Nairobi University of Health"),
        ("with Qatar Fund for Development", "Qatar Fund for Development"),
        ("by Hope Charity of Nairobi", "Hope Charity of Nairobi"),
    ],
)
def test_a_noun_gives_a_new_organization_away(text: str, name: str) -> None:
    organization = find_organization(text)
    assert organization.name == name
    assert not organization.is_known


def test_a_new_organization_is_not_merged_with_a_known_one() -> None:
    sheet = propose(
        "Marc Favre, director of Hope Relief Foundation, and Amina Yusuf, president of the Kenya Red Cross Society, "
        "met on Monday."
    )
    assert [one["name"] for one in sheet["organizations"]] == ["Hope Relief Foundation"]
    assert [one["organization"] for one in sheet["offices"]] == ["Hope Relief Foundation", "Kenya Red Cross Society"]


def test_a_society_is_written_by_the_fullest_of_its_names_in_the_text() -> None:
    names = Names(Prose("The Iranian Red Crescent Society (IRCS) sent tents. The IRCS sent food."))
    assert names.name_of(load_gazetteer().societies["IR"]) == "Iranian Red Crescent Society"


def test_other_bodies_keep_their_names() -> None:
    assert find_organization("the IFRC").name == IFRC
