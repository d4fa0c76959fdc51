"""Pairs of records: each at most once, the same kind only, and none that are about something else."""

import pytest

from rc_kb.evaluate.align import WORST, Pair, align_records
from rc_kb.evaluate.slots import Record
from tests.evaluate.conftest import read_records

OFFICES = """offices:
- {official: Hassan, title: president}
- {official: Ali Hassan, title: honorary president}
"""
PROPOSED = """offices:
- {official: Ali Hassan, title: president}
- {official: Omar Hassan, title: vice president}
"""
FACILITY = "facilities:\n- {{country: {0}, kind: {1}, status: {2}}}\n"


def name(pair: Pair) -> tuple[str | None, str | None]:
    """Return the officials of a pair."""
    gold, predicted = (one.values["official"] if one else None for one in (pair.gold, pair.predicted))
    return gold, predicted


def test_records_are_paired_as_they_are_most_alike_together_and_not_one_by_one() -> None:
    gold, predicted = read_records(OFFICES), read_records(PROPOSED)
    alone = align_records("offices", gold[:1], predicted[:1])
    together = align_records("offices", gold, predicted)
    # By itself the first has its best likeness with the first: a greedy pairing would take it.
    assert alone[0].likeness > max(pair.likeness for pair in together)
    assert list(map(name, together)) == [("Hassan", "Omar Hassan"), ("Ali Hassan", "Ali Hassan")]


def test_the_order_of_records_makes_no_difference() -> None:
    gold, predicted = read_records(OFFICES), read_records(PROPOSED)
    turned = align_records("offices", gold[::-1], predicted[::-1])
    assert set(map(name, turned)) == set(map(name, align_records("offices", gold, predicted)))


def test_what_is_left_is_missed_or_false() -> None:
    gold = read_records(
        "offices:\n- {official: Amina Odhiambo, title: chair}\n- {official: Lars Holm, title: delegate}\n"
    )
    predicted = read_records(
        "offices:\n- {official: Amina Odhiambo, title: chair}\n- {official: Tomás Vela, title: nurse}\n"
    )
    pairs = align_records("offices", gold, predicted)
    assert list(map(name, pairs)) == [("Amina Odhiambo", "Amina Odhiambo"), ("Lars Holm", None), (None, "Tomás Vela")]


@pytest.mark.parametrize(("city", "is_pair"), [("", True), (", city: Kisumu", False)])
def test_records_that_share_less_than_what_they_are_about_are_no_pair(city: str, is_pair: bool) -> None:
    gold = read_records(FACILITY.format("KE", "clinic", "operating"))
    predicted = read_records(FACILITY.format("KE", "hospital", f"closed, operator: ICRC{city}"))
    # Of 5 by weight they share the country, which has 2; of 6 that is less than 0.35.
    pairs = align_records("facilities", gold, predicted)
    assert (len(pairs) == 1) is is_pair
    assert all(pair.likeness == 0 or pair.likeness >= WORST for pair in pairs)


@pytest.mark.parametrize("sides", [(1, 0), (0, 1), (0, 0)])
def test_one_side_may_have_none(sides: tuple[int, int]) -> None:
    records = read_records(FACILITY.format("KE", "clinic", "operating"))
    expected: list[Record | None] = [*records * max(sides)]
    pairs = align_records("facilities", records * sides[0], records * sides[1])
    assert [pair.gold or pair.predicted for pair in pairs] == expected
