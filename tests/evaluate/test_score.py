"""Counts: small enough to be counted by hand, and intervals as the literature gives them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.evaluate.align import Pair
from rc_kb.evaluate.score import Count, Measure, Scores, find_wilson, is_hit, score_records
from rc_kb.evaluate.slots import KINDS
from tests.evaluate.conftest import read_record, read_records

few = settings(max_examples=100, deadline=None, derandomize=True)

GOLD = """offices:
- {official: Amina Odhiambo, title: chair, organization: Kenya Red Cross Society}
- {official: Tomás Vela, title: secretary general, country: EC}
- {official: Lars Holm, title: delegate, organization: ICRC}
"""
PROPOSED = """offices:
- {official: Amina Odhiambo, title: chair, organization: Kenya Red Cross Society}
- {official: Vela, title: secretary general, country: EC}
- {official: Nora Lindqvist, title: nurse}
- {official: Omar Haddad, title: driver}
"""
MEETING = "meetings:\n- {{date: {0}, city: {1}, participants: [{2}]}}\n"


def score(gold: str, predicted: str) -> Scores:
    return score_records(read_records(gold), read_records(predicted))


def meet(date: str, city: str, *names: str) -> str:
    return MEETING.format(date, city, ", ".join(f"{{name: {name}}}" for name in names))


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, table I: method 3, Wilson's score without a correction of continuity.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_those_of_the_literature(hits: int, total: int, low: float, high: float) -> None:
    assert find_wilson(hits, total) == pytest.approx((low, high), abs=0.00005)


def test_of_nothing_everything_is_possible() -> None:
    assert find_wilson(0, 0) == (0, 1)


@few
@given(st.integers(0, 300), st.integers(1, 300))
def test_an_interval_holds_its_share_and_stays_between_0_and_1(hits: int, more: int) -> None:
    total = hits + more
    low, high = find_wilson(hits, total)
    assert 0 <= low <= hits / total <= high <= 1
    other = find_wilson(more, total)
    assert (1 - other.high, 1 - other.low) == pytest.approx((low, high))


def test_records_are_counted_strictly_and_with_near_matches() -> None:
    count = score(GOLD, PROPOSED).kinds["offices"]
    # The chair is right, Vela is a shorter name, the delegate is missed, the nurse and the driver are false.
    assert count == Count(gold=3, predicted=4, strict=1, near=2)
    assert count.measure(is_near=True) == Measure(precision=2 / 4, recall=2 / 3, f1=4 / 7, hits=2)
    assert count.measure(is_near=False) == Measure(precision=1 / 4, recall=1 / 3, f1=2 / 7, hits=1)


def test_slots_are_counted_in_pairs_and_missed_or_false_in_records_without_one() -> None:
    slots = score(GOLD, PROPOSED).slots
    assert slots["offices", "official"] == Count(gold=3, predicted=4, strict=1, near=2)
    assert slots["offices", "title"] == Count(gold=3, predicted=4, strict=2, near=2)
    assert slots["offices", "organization"] == Count(gold=2, predicted=1, strict=1, near=1)
    assert slots["offices", "country"] == Count(gold=1, predicted=1, strict=1, near=1)


def test_participants_are_counted_one_by_one() -> None:
    scores = score(
        meet("2024-03-02", "Nairobi", "Amina Odhiambo", "Lars Holm", "Tomás Vela"),
        meet("2024-03-02", "Nairobi", "Odhiambo", "Lars Holm", "Omar Haddad", "Nora Lindqvist"),
    )
    assert scores.slots["meetings", "participants"] == Count(gold=3, predicted=4, strict=1, near=2)
    assert scores.kinds["meetings"] == Count(gold=1, predicted=1, strict=0, near=1)


def test_a_meeting_without_a_pair_has_its_participants_missed_or_false() -> None:
    scores = score(
        meet("2024", "Nairobi", "Amina Odhiambo", "Lars Holm"), meet("2024", "Quito", "Omar Haddad", "Ali Rahimi")
    )
    assert scores.slots["meetings", "participants"] == Count(gold=2, predicted=2)
    assert scores.kinds["meetings"] == Count(gold=1, predicted=1)


@pytest.mark.parametrize(
    ("date", "city", "strict"),
    [
        ("2024-03-02", "Nairobi", 1),
        ("2024-03-02", "Kisumu", 1),  # a detail: it weighs less than one
        ("2024-03", "Nairobi", 0),
        ("2024-03-03", "Nairobi", 0),
    ],
)
def test_a_record_is_strictly_right_where_what_it_is_about_is_the_same(date: str, city: str, strict: int) -> None:
    who = "Amina Odhiambo", "Lars Holm"
    count = score(meet("2024-03-02", "Nairobi", *who), meet(date, city, *who)).kinds["meetings"]
    assert count == Count(gold=1, predicted=1, strict=strict, near=1)


@pytest.mark.parametrize(
    ("kind", "one", "other", "near"),
    [
        ("offices", "official: Lars Holm, title: treasurer", "official: Lars Holm, title: chair", 0),
        ("offices", "official: Lars Holm, title: chair", "official: Lars Holm, title: chair of the board", 1),
        ("commitments", "by: ICRC, what: drill ten wells", "by: ICRC, what: open a clinic", 0),
        ("commitments", "by: ICRC, what: drill ten wells", "by: ICRC, what: drill wells for ten villages", 1),
    ],
)
def test_a_pair_is_no_hit_where_what_it_says_is_something_else(kind: str, one: str, other: str, near: int) -> None:
    modality = ", modality: promised" if kind == "commitments" else ", organization: ICRC"
    scores = score(*(f"{kind}:\n- {{{keys}{modality}}}\n" for keys in (one, other)))
    assert (len(scores.pairs), scores.kinds[kind]) == (1, Count(gold=1, predicted=1, strict=0, near=near))


def test_a_pair_that_is_not_near_is_a_miss_and_a_false_alarm() -> None:
    gold, predicted = (
        read_record(f"commitments:\n- {{by: ICRC, what: {what}, modality: {modality}}}\n")
        for what, modality in (("train nurses", "promised"), ("open a clinic", "denied"))
    )
    pair = Pair(gold, predicted, 0.4)
    assert not is_hit("commitments", pair, is_near=True)
    assert not any(is_hit("commitments", one, is_near=True) for one in (Pair(gold, None), Pair(None, predicted)))
    scores = score_records([gold], [predicted])
    assert (len(scores.pairs), scores.kinds["commitments"]) == (1, Count(gold=1, predicted=1))


def test_records_of_other_articles_are_never_paired() -> None:
    scores = score_records(read_records(GOLD, "one"), read_records(GOLD, "two"))
    assert scores.kinds["offices"] == Count(gold=3, predicted=3)
    assert len(scores.pairs) == 6


def test_every_kind_has_a_count_and_a_share_of_nothing_is_none() -> None:
    scores = score_records([], [])
    assert scores.kinds == dict.fromkeys(KINDS, Count())
    assert scores.kinds["missions"].measure(is_near=True) == Measure(None, None, None, 0)
    assert Count(gold=2).measure(is_near=True) == Measure(None, 0, 0, 0)


def test_a_sheet_against_itself_is_all_right() -> None:
    for count in score(GOLD, GOLD).kinds.values():
        assert count.gold == count.predicted == count.strict == count.near
