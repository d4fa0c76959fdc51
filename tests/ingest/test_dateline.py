"""The dateline: place, day and agency are told from the story in whatever form a publisher writes them."""

import re

import pytest

from rc_kb.ingest.dateline import AGENCIES, Dateline, read_dateline
from rc_kb.ingest.masthead import Masthead, read_masthead

STORY = "The chairwoman of the society received the envoy of Ghana on Sunday."


def read(line: str) -> Dateline | None:
    """Return the dateline of a paragraph."""
    return read_dateline(line, 0, len(line))


def find(line: str) -> tuple[str | None, str | None, str | None, str]:
    """Return what is read of a paragraph's dateline: place, day as it is written, agency, and the story after it."""
    found = read(line)
    assert found is not None
    return found.place, found.date.text if found.date else None, found.agency, line[found.body :]


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("TEHRAN, 22 March 2023 (IRCS) - ", "Tehran", "22 March 2023", "Iranian Red Crescent Society"),
        ("ISLAMABAD, May 06 (APP): ", "Islamabad", "May 06", "Associated Press of Pakistan"),
        ("KUWAIT, Jan 12 (KUNA) -- ", "Kuwait", "Jan 12", "Kuwait News Agency"),
    ],
)
def test_the_datelines_of_the_guide_are_read(line: str, place: str, day: str, agency: str) -> None:
    assert find(line + STORY) == (place, day, agency, STORY)


@pytest.mark.parametrize(
    ("line", "place", "day", "agency"),
    [
        ("ISLAMABAD: May 06 (APP): ", "Islamabad", "May 06", "APP"),
        ("ISLAMABAD, May 06 (APP):", "Islamabad", "May 06", "APP"),
        ("Tehran, IRNA – ", "Tehran", None, "IRNA"),
        ("Tehran, July 4, IRNA - ", "Tehran", "July 4", "IRNA"),
        ("TEHRAN, Jul. 04 (MNA) – ", "Tehran", "Jul. 04", "MNA"),
        ("TEHRAN (ISNA)- ", "Tehran", None, "ISNA"),
        ("Ankara (AA) ", "Ankara", None, "AA"),
        ("BAKU, Azerbaijan, March 5. Trend: ", "Baku", "March 5", "TREND"),
        ("DUBAI, 5th May, 2022 (WAM) -- ", "Dubai", "5th May, 2022", "WAM"),
        ("Muscat, 5 May (ONA) --- ", "Muscat", "5 May", "ONA"),
        ("Riyadh, SPA -- ", "Riyadh", None, "SPA"),
        ("Abha, Jumada al-Ula 22, 1440, Jan 28, 2019, SPA -- ", "Abha", "Jan 28, 2019", "SPA"),
        ("Riyadh, Rajab 12, 1443 AH, SPA -- ", "Riyadh", None, "SPA"),
        ("DAMASCUS, (SANA)- ", "Damascus", None, "SANA"),
        ("Damascus, SANA- ", "Damascus", None, "SANA"),
        ("SANAA, May 05 (Saba) - ", "Sanaa", "May 05", "SABA"),
        ("Amman, May 5 (Petra)-- ", "Amman", "May 5", "PETRA"),
        ("BEIJING, May 5 (Xinhua) -- ", "Beijing", "May 5", "XINHUA"),
        ("ASTANA. KAZINFORM - ", "Astana", None, "KAZINFORM"),
        ("ASTANA. KAZINFORM ", "Astana", None, "KAZINFORM"),
        ("MOSCOW, May 5. /TASS/. ", "Moscow", "May 5", "TASS"),
        ("New Delhi, May 5 (PTI) ", "New Delhi", "May 5", "PTI"),
        ("New Delhi [India], May 5 (ANI): ", "New Delhi", "May 5", "ANI"),
        ("Khartoum, May. 5(SUNA)-", "Khartoum", "May. 5", "SUNA"),
        ("Hà Nội (VNA) – ", "Hà Nội", None, "VNA"),
        ("Xinhua, May 5 - ", None, "May 5", "XINHUA"),
    ],
)
def test_an_agency_is_known_by_its_sign(line: str, place: str | None, day: str | None, agency: str) -> None:
    assert find(line + STORY) == (place, day, AGENCIES[agency], STORY)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("RIYADH -- ", "Riyadh"),
        ("JEDDAH — ", "Jeddah"),
        ("ISLAMABAD: ", "Islamabad"),
        ("ISLAMABAD   -   ", "Islamabad"),
        ("Tehran – ", "Tehran"),
        ("BEIRUT, Lebanon — ", "Beirut"),
        ("Geneva, 5 May 2022 - ", "Geneva"),
        ("Kathmandu, May 5: ", "Kathmandu"),
        ("PORT-AU-PRINCE, Haiti, May 5 — ", "Port-au-Prince"),
        ("ST. JOHN'S, Antigua — ", "St. John's"),
        ("N'DJAMENA — ", "N'Djamena"),
        ("Sana’a, May 5 – ", "Sana’a"),
        ("MIRANSHAH: ", "Miranshah"),
        ("Geneva/Damascus (ICRC) – ", "Geneva"),
    ],
)
def test_a_place_needs_no_agency(line: str, place: str) -> None:
    assert find(line + STORY)[::3] == (place, STORY)


@pytest.mark.parametrize(
    "line",
    [
        "TEHRAN(Bazaar) – ",
        "KABUL (Pajhwok): ",
        "Islamabad (Web Desk): ",
        "COLOMBO (News 1st); ",
        "Kathmandu, Baisakh 22 (RSS): ",
        "New Delhi, Jul 18 (ANV) ",
        "KARACHI: (Online) ",
        "ERBIL (Kurdistan24) – ",
    ],
)
def test_a_sign_that_nobody_knows_ends_a_dateline_and_names_no_agency(line: str) -> None:
    place, _, agency, story = find(line + STORY)
    assert place == re.split("[(,:]", line, maxsplit=1)[0].strip().title()
    assert (agency, story) == (None, STORY)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("ANKARA", "Ankara"),
        ("Baku, April 5, AZERTAC", "Baku"),
        ("Baghdad / INA", "Baghdad"),
        ("Baghdad - INA", "Baghdad"),
        ("Tehran, 5 May 2022", "Tehran"),
        ("By Hauwa Example, Damaturu", "Damaturu"),
    ],
)
def test_a_dateline_may_have_a_line_of_its_own(line: str, place: str) -> None:
    assert find(line)[::3] == (place, "")


@pytest.mark.parametrize(
    "line",
    [
        "He said: We go on.",
        "Question: Who pays?",
        "Iran: We will go on.",
        "Red Crescent - The movement",
        "President Example said: The clinic opens.",
        "“We go on,” said the president: The clinic opens.",
        "The Society – The clinic opens.",
        "Turkey opened the clinic – It has 40 beds.",
        "PRCS – The clinic opens.",
        "ICRC: The clinic opens.",
        "EXCLUSIVE: The clinic opens.",
        "By Ali Example - May 5, 2022",
        "By Staff Reporter",
        "Publish Date : Thu 05 May 2022 - 10:15",
        "Date: 5/13/2022",
        "News ID: 84809977 - 5 May 2022",
        "Tehran is a city. It is large.",
        "PAKISTAN",
        "WORLD",
        "",
        " ",
        "–",
        "( – )",
        STORY,
    ],
)
def test_what_only_looks_like_a_dateline_is_the_story(line: str) -> None:
    assert read(line) is None


def test_a_dateline_stands_near_the_beginning_of_a_paragraph() -> None:
    assert read(f"Tehran, {'and so on, ' * 20}IRNA – {STORY}") is None


def test_a_story_begins_after_its_dateline() -> None:
    text = f"Envoy of Ghana received\n\nTEHRAN, March 22 (IRNA) – {STORY}\n\nThey met in Tehran – It was short."
    found = read_masthead(text)
    assert text[found.body :].startswith(STORY)
    assert found[1:] == Masthead(0, "Envoy of Ghana received", 23, None, "March 22", "Tehran", "IRNA")[1:]
