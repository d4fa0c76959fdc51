"""What is compared of a record: every kind has slots of the model, and some of them say what it is."""

from pathlib import Path

import pytest

from rc_kb.evaluate.compare import NEAR
from rc_kb.evaluate.slots import KINDS, compare_participant, list_records
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import parse_sheet
from rc_kb.vocabulary import VIEWS_OF_FACTS
from tests.evaluate.conftest import read_record, read_records

DOCUMENT = Path(__file__).parents[2] / "docs" / "evaluation.md"
MINISTER = {"role": "minister of health", "country": "KE"}
CHAIR = {"name": "Amina Odhiambo", "role": "chair", "organization": "Kenya Red Cross Society", "country": "KE"}


def compare(kind: str, one: str, other: str) -> float:
    """Return how alike two records of a kind are, each given by its keys."""
    return KINDS[kind].compare(*(read_record(f"{kind}:\n- {{{keys}}}\n") for keys in (one, other)))


def test_every_kind_of_fact_is_compared_by_keys_that_it_has() -> None:
    assert list(KINDS) == list(VIEWS_OF_FACTS.values())
    for section, kind in KINDS.items():
        fields = Sheet.model_fields[section].annotation
        model = getattr(fields, "__args__")[0]  # noqa: B009 - list[Meeting]
        keys = {field.alias or name for name, field in model.model_fields.items()}
        # A statement has no words of its own to compare: its paragraph tells it apart.
        assert {slot.name for slot in kind.slots} <= keys | {"paragraph"}


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "offices",
            "official: Ali Karimi, title: chair, country: KE",
            "official: Omar Vela, title: chair, country: KE",
        ),
        ("facilities", "country: KE, kind: clinic, status: closed", "country: UG, kind: clinic, status: closed"),
        ("missions", "provider: ICRC, country: KE, occasion: floods", "provider: ICRC, country: UG, occasion: floods"),
        ("missions", "provider: ICRC, country: KE", "provider: ICRC, region: the Sahel"),
        ("figures", "subject: ICRC, measure: clinics, value: 14", "subject: ICRC, measure: clinics, value: 13"),
        ("memberships", "member: ICRC, body: IFRC", "member: Kenya Red Cross Society, body: IFRC"),
        ("statements", "speaker: Lars Holm, gist: a, cite: 1", "speaker: Lars Holm, gist: a, cite: 2"),
    ],
)
def test_records_that_differ_in_a_key_are_not_alike_at_all(kind: str, one: str, other: str) -> None:
    assert compare(kind, one, other) == 0
    assert compare(kind, one, one) == compare(kind, other, other) == 1


def test_likeness_is_the_mean_of_the_slots_by_their_weights() -> None:
    one = "country: KE, kind: clinic, status: operating"
    # Of 4 by weight, the country has 2.
    assert compare("facilities", one, "country: KE, kind: hospital, status: operating") == 0.75
    assert compare("facilities", one, "country: KE, kind: hospital, status: closed") == 0.5
    # A slot that only one side has is one more that differs.
    assert compare("facilities", one, "country: KE, kind: clinic, status: operating, city: Kisumu") == 0.8


@pytest.mark.parametrize(
    ("other", "lowest", "highest"),
    [
        (MINISTER, 1, 1),
        ({"role": "minister of health", "country": "UG"}, 0, 0),
        ({"role": "driver", "country": "KE"}, 0, 0),
        ({"role": "minister of health", "organization": "Ministry of Health", "country": "KE"}, NEAR, 0.99),
        ({"name": "Amina Odhiambo", "role": "minister of health", "country": "KE"}, 0.5, 0.5),
        ({"name": "Amina Odhiambo", "role": "driver", "country": "KE"}, 0, 0),
    ],
)
def test_somebody_without_a_name_is_known_by_role_and_country(
    other: dict[str, str], lowest: float, highest: float
) -> None:
    assert lowest <= compare_participant(MINISTER, other) <= highest
    assert compare_participant(other, MINISTER) == compare_participant(MINISTER, other)


@pytest.mark.parametrize(
    ("other", "lowest", "highest"),
    [
        ({"name": "Amina Odhiambo"}, 1, 1),
        ({"name": "Odhiambo", "role": "driver"}, NEAR, 0.99),
        ({"name": "Lars Holm", "role": "chair", "organization": "Kenya Red Cross Society", "country": "KE"}, 0, 0),
        ({"organization": "Kenya Red Cross Society"}, 0, 0),
        ({"role": "chair", "organization": "Kenyan Red Cross"}, 0.5, 0.5),
    ],
)
def test_somebody_with_a_name_is_known_by_it(other: dict[str, str], lowest: float, highest: float) -> None:
    assert lowest <= compare_participant(CHAIR, other) <= highest


def test_organizations_that_meet_are_known_by_their_names() -> None:
    one, other = {"organization": "Kenyan Red Cross"}, {"organization": "Kenya Red Cross Society", "role": "delegation"}
    assert compare_participant(one, one) == 1
    assert NEAR <= compare_participant(one, other) < 1
    assert compare_participant(one, {"organization": "Uganda Red Cross Society"}) < NEAR


def test_a_rejected_fact_and_an_unknown_format_are_not_compared() -> None:
    met = "participants: [{organization: ICRC}, {organization: IFRC}]"
    records = read_records(
        f"meetings:\n- {{{met}, city: Nairobi}}\n- {{{met}, city: Kisumu, format: virtual}}\n"
        f"- {{{met}, city: Mombasa, decision: rejected}}\n"
    )
    assert [(one.place, one.values.get("format")) for one in records] == [(0, None), (1, "virtual")]


def test_a_statement_has_the_paragraph_that_is_cited_first() -> None:
    (record,) = read_records("statements:\n- {speaker: Lars Holm, gist: a, cite: [4, 2]}\n")
    assert record.values["paragraph"] == 4


def test_a_record_has_the_keys_of_the_sheet_and_its_place_in_it() -> None:
    sheet = parse_sheet(
        b"article: {id: example-1}\noffices:\n- {official: A, title: x, from: 2020, cite: 1}\n"
        b"- {official: B, title: x, cite: 1}\n",
        "sheet.yaml",
    )
    first, second = list_records(sheet)
    assert (first.article, first.kind, first.place, first.values["from"]) == ("example-1", "offices", 0, "2020")
    assert (second.place, "from" in second.values) == (1, False)
