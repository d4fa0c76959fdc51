"""Pairs of two lists: one to one, with the largest sum of likeness that any pairing has."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.evaluate.pairing import pair_best

few = settings(max_examples=100, deadline=None, derandomize=True)
LIKENESS = st.floats(0, 1).map(lambda value: round(value, 2))


def pair(scores: list[list[float]], least: float = 0.0) -> list[tuple[int, int, float]]:
    rows, columns = range(len(scores)), range(len(scores[0]))
    return pair_best(rows, columns, lambda row, column: scores[row][column], least=least)


def test_the_best_pair_is_given_up_where_two_others_together_are_better() -> None:
    assert pair([[0.9, 0.8], [0.7, 0.0]]) == [(0, 1, 0.8), (1, 0, 0.7)]


def test_two_poor_pairs_do_not_break_up_a_good_one() -> None:
    assert pair([[0.6, 0.34], [0.34, 0.0]], least=0.35) == [(0, 0, 0.6)]


def test_what_is_not_alike_at_all_is_no_pair() -> None:
    assert pair([[0.0, 0.0], [0.0, 0.5]]) == [(1, 1, 0.5)]


def test_an_empty_list_has_no_pairs() -> None:
    assert pair_best([], ["a"], lambda *_: 1.0) == pair_best(["a"], [], lambda *_: 1.0) == []


@few
@given(st.lists(st.lists(LIKENESS, min_size=3, max_size=3), min_size=1, max_size=3))
def test_no_other_pairing_has_a_larger_sum(scores: list[list[float]]) -> None:
    pairs = pair(scores)
    assert len({row for row, _, _ in pairs}) == len({column for _, column, _ in pairs}) == len(pairs)
    best = max(
        sum(scores[row][column] for row, column in enumerate(columns[: len(scores)]))
        for columns in permutations(range(3))
    )
    assert sum(likeness for _, _, likeness in pairs) == pytest.approx(best)
