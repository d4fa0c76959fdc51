"""Owns the pairs of two lists: one to one, so that the sum of their likeness is largest."""

from collections.abc import Callable, Sequence
from typing import Any


def pair_best(
    some: Sequence[Any], others: Sequence[Any], compare: Callable[[Any, Any], float], *, least: float = 0.0
) -> list[tuple[int, int, float]]:
    """Return the places and the likeness of each pair; those that are less alike than the least are none."""
    if not some or not others:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    scores = np.array([[compare(one, other) for other in others] for one in some])
    # Before they are paired: two poor pairs must not break up a good one and then be dropped.
    scores[scores < least] = 0.0
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return [
        (int(row), int(column), float(scores[row, column]))
        for row, column in zip(rows, columns, strict=True)
        if scores[row, column] > 0
    ]
