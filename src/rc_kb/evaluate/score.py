"""Owns the counts: of the records and of each slot, strictly and with near matches, with precision, recall and F1."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rc_kb.evaluate.align import Pair, align_records
from rc_kb.evaluate.compare import NEAR
from rc_kb.evaluate.pairing import pair_best
from rc_kb.evaluate.slots import KINDS, Record, Slot, compare_participant

_SURE = 1.0
_ENOUGH = 0.5
"""The likeness from which a pair of records, and each slot that says what they are, is nearly right."""
_NORMAL_95 = 1.959964
"""The quantile of the normal distribution for an interval of 95 %."""


class Interval(NamedTuple):
    """The Wilson interval of a share, 95 % (Wilson 1927): it stays within 0 and 1, also for few observations."""

    low: float
    high: float


def find_wilson(hits: float, total: float) -> Interval:
    """Return the Wilson interval of hits out of a total; everything is possible where nothing was observed."""
    if not total:
        return Interval(0.0, 1.0)
    share, square = hits / total, _NORMAL_95**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = _NORMAL_95 * math.sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    # At the ends rounding would leave the share itself outside.
    low = 0.0 if share == 0 else max(0.0, middle - spread)
    high = 1.0 if share == 1 else min(1.0, middle + spread)
    return Interval(low, high)


@dataclass
class Count:
    """How many were to be found, how many were proposed, and how many of these are right."""

    gold: int = 0
    predicted: int = 0
    strict: int = 0
    near: int = 0

    def add(self, other: "Count") -> None:
        """Add another count."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.strict += other.strict
        self.near += other.near

    def measure(self, *, is_near: bool) -> "Measure":
        """Return precision, recall and F1; None for the share of nothing."""
        hits = self.near if is_near else self.strict
        precision = hits / self.predicted if self.predicted else None
        recall = hits / self.gold if self.gold else None
        total = self.gold + self.predicted
        return Measure(precision, recall, 2 * hits / total if total else None, hits)


class Measure(NamedTuple):
    """Precision, recall and F1 of a count, and how many are right."""

    precision: float | None
    recall: float | None
    f1: float | None
    hits: int


@dataclass
class Scores:
    """The counts of each kind and of each of its slots, and the pairs that they come from."""

    kinds: dict[str, Count]
    slots: dict[tuple[str, str], Count]
    pairs: list[Pair]


def score_records(gold: Iterable[Record], predicted: Iterable[Record]) -> Scores:
    """Return the scores of predicted records against gold ones, article by article.

    A record is right strictly where all slots that say what it is are the same, and nearly where its pair is near.
    """
    groups: dict[tuple[str, str], tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((gold, predicted)):
        for record in records:
            groups[record.article, record.kind][side].append(record)
    scores = Scores({kind: Count() for kind in KINDS}, defaultdict(Count), [])
    for (_, kind), (mine, theirs) in sorted(groups.items()):
        pairs = align_records(kind, mine, theirs)
        scores.pairs += pairs
        scores.kinds[kind].add(_count_records(kind, mine, theirs, pairs))
        for pair in pairs:
            _count_slots(kind, pair, scores.slots)
    return scores


def is_hit(kind: str, pair: Pair, *, is_near: bool) -> bool:
    """Tell whether a predicted record is the gold one that it is paired with."""
    if pair.gold is None or pair.predicted is None:
        return False
    slots = KINDS[kind].slots
    if not is_near:
        return all(_compare_slot(slot, pair) >= _SURE for slot in slots if slot.is_key or slot.weight >= 1)
    return pair.likeness >= _ENOUGH and all(
        _compare_slot(slot, pair) >= (_ENOUGH if slot.is_key else slot.least) for slot in slots
    )


def _compare_slot(slot: Slot, pair: Pair) -> float:
    """Return how alike the values of a pair are; nothing on both sides is the same."""
    if pair.gold is None or pair.predicted is None:
        return 0.0
    likeness = slot.compare_in(pair.gold, pair.predicted)
    return _SURE if likeness is None else likeness


def _count_records(kind: str, gold: Sequence[Record], predicted: Sequence[Record], pairs: Sequence[Pair]) -> Count:
    return Count(
        len(gold),
        len(predicted),
        sum(is_hit(kind, pair, is_near=False) for pair in pairs),
        sum(is_hit(kind, pair, is_near=True) for pair in pairs),
    )


def _count_slots(kind: str, pair: Pair, slots: dict[tuple[str, str], Count]) -> None:
    for slot in KINDS[kind].slots:
        if slot.name == "participants":
            slots[kind, "participants"].add(_count_participants(pair))
            continue
        is_gold, is_predicted = slot.is_in(pair.gold), slot.is_in(pair.predicted)
        likeness = _compare_slot(slot, pair) if is_gold and is_predicted else 0.0
        slots[kind, slot.name].add(Count(is_gold, is_predicted, likeness >= _SURE, likeness >= NEAR))


def _count_participants(pair: Pair) -> Count:
    """Count participants one to one within a pair of meetings, those of a meeting without a pair as missed or false."""
    gold = list(pair.gold.values["participants"]) if pair.gold else []
    predicted = list(pair.predicted.values["participants"]) if pair.predicted else []
    likenesses = [likeness for _, _, likeness in pair_best(gold, predicted, compare_participant)]
    strict = sum(likeness >= _SURE for likeness in likenesses)
    near = sum(likeness >= NEAR for likeness in likenesses)
    return Count(len(gold), len(predicted), strict, near)
