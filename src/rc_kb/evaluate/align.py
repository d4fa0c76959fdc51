"""Owns the pairs of records: each gold record with one predicted one at most, so that the sum of likeness is largest.

That is how CEAF (Luo 2005) and the template mapping of MUC-4 (Chinchor 1992) pair what a system says with the key.
"""

from collections.abc import Sequence
from typing import NamedTuple

from rc_kb.evaluate.pairing import pair_best
from rc_kb.evaluate.slots import KINDS, Record

WORST = 0.35
"""The likeness below which two records are no pair: they share less than what they are about."""


class Pair(NamedTuple):
    """A gold record and the predicted one that is paired with it; None on the side that has none."""

    gold: Record | None
    predicted: Record | None
    likeness: float = 0.0


def align_records(kind: str, gold: Sequence[Record], predicted: Sequence[Record]) -> list[Pair]:
    """Return pairs of the records of one kind and one article that maximize the sum of likeness, then what is left."""
    places = pair_best(gold, predicted, KINDS[kind].compare, least=WORST)
    missed = set(range(len(gold))) - {place for place, _, _ in places}
    false = set(range(len(predicted))) - {place for _, place, _ in places}
    return [
        *(Pair(gold[one], predicted[other], likeness) for one, other, likeness in places),
        *(Pair(gold[place], None) for place in sorted(missed)),
        *(Pair(None, predicted[place]) for place in sorted(false)),
    ]
