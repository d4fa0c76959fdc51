from pathlib import Path

import pytest

from rc_kb.store.engine import begin_writing
from rc_kb.store.seats import find_seat, settle_seats
from rc_kb.vocabulary import SEATS
from tests.store.conftest import find_rows


@pytest.mark.parametrize(
    ("title", "organization", "seat"),
    [
        ("president", None, "president"),
        ("President", "Kenya Red Cross Society", "president"),
        ("president of the Kenya Red Cross", "Kenya Red Cross Society", "president"),
        ("President of the Kenya Red Cross Society", "Kenya Red Cross", "president"),
        ("head of Croissant-Rouge alg\u00e9rien", "Croissant-Rouge Alge\u0301rien", "head"),
        ("Secretary-General", "IFRC", "secretary_general"),
        ("General Secretary", "IFRC", "secretary_general"),
        ("chairwoman", "IFRC", "chair"),
        ("CEO", "Kenya Red Cross", "chief_executive"),
        ("ambassador of Tajikistan to Tehran", "Embassy of Tajikistan in Iran", "ambassador"),
        ("minister of health", "Ministry of Health", "minister"),
    ],
)
def test_a_title_of_one_holder_at_a_time_is_a_seat(title: str, organization: str | None, seat: str) -> None:
    assert find_seat(title, organization) == seat
    assert seat in SEATS


@pytest.mark.parametrize(
    "title",
    [
        "vice president",
        "former president",
        "acting secretary general",
        "deputy head",
        "head of the health department",
        "head of the Kenya Red Cross health department",
        "regional director general",
        "president of the Nairobi branch of the Kenya Red Cross",
        "delegate",
        "presidents",
        "",
    ],
)
def test_a_title_that_several_may_hold_is_no_seat(title: str) -> None:
    assert find_seat(title, "Kenya Red Cross") is None


def test_an_upgraded_base_has_the_seats_of_a_loaded_one(base: Path) -> None:
    before = find_rows(base, "SELECT id, seat FROM office ORDER BY id")
    with begin_writing(base) as connection:
        connection.exec_driver_sql("UPDATE office SET seat = NULL")
        settle_seats(connection)
    assert find_rows(base, "SELECT id, seat FROM office ORDER BY id") == before
    assert any(seat for _, seat in before)
