"""Owns the tables of an evaluation: scores, errors, calibration and grounding, each as rows for any format."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from rc_kb.evaluate.align import Pair
from rc_kb.evaluate.ground import Grounding
from rc_kb.evaluate.score import Count, Scores, find_wilson, is_hit
from rc_kb.evaluate.slots import KINDS, Record

Rows = Iterator[tuple[Any, ...]]

SCORE_COLUMNS = (
    "kind", "slot", "gold", "predicted", "right", "precision", "precision_95", "recall", "recall_95", "f1",
    "strict_precision", "strict_recall", "strict_f1",
)  # fmt: skip
ERROR_COLUMNS = ("article", "error", "kind", "paragraph", "likeness", "rule", "confidence", "gold", "predicted")
CALIBRATION_COLUMNS = ("what", "of", "proposed", "right", "precision", "precision_95", "mean_confidence")
GROUNDING_COLUMNS = ("article", "kind", "record", "paragraph", "slot", "value")
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_HIDDEN = frozenset(
    {"cite", "confidence", "decision", "basis", "decided_by", "decided_at", "decided_why", "rule", "paragraph"}
)


def list_scores(scores: Scores) -> Rows:
    """Return a row for each kind of fact, and below it one for each of its slots."""
    for kind, count in scores.kinds.items():
        if not (count.gold or count.predicted):
            continue
        yield kind, None, *_measure(count)
        for slot in KINDS[kind].slots:
            count_of_slot = scores.slots[kind, slot.name]
            if count_of_slot.gold or count_of_slot.predicted:
                yield kind, slot.name, *_measure(count_of_slot)


def _measure(count: Count) -> tuple[Any, ...]:
    near, strict = count.measure(is_near=True), count.measure(is_near=False)
    return (
        count.gold,
        count.predicted,
        near.hits,
        _round(near.precision),
        _write_interval(near.hits, count.predicted),
        _round(near.recall),
        _write_interval(near.hits, count.gold),
        _round(near.f1),
        _round(strict.precision),
        _round(strict.recall),
        _round(strict.f1),
    )


def _round(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _write_interval(hits: int, total: int) -> str | None:
    """Return the Wilson interval of a share as people read it: 0.71-0.86."""
    if not total:
        return None
    interval = find_wilson(hits, total)
    return f"{interval.low:.2f}-{interval.high:.2f}"


def list_errors(scores: Scores) -> Rows:
    """Return a row for each miss, false alarm and pair that is not the same fact, with the rule that fired."""
    for pair in scores.pairs:
        record = pair.gold or pair.predicted
        if record is None or is_hit(record.kind, pair, is_near=True):
            continue
        yield (
            record.article,
            _name_error(pair),
            record.kind,
            record.values["cite"][0]["paragraph"],
            round(pair.likeness, 2) if pair.gold and pair.predicted else None,
            pair.predicted.values.get("rule") if pair.predicted else None,
            pair.predicted.values.get("confidence") if pair.predicted else None,
            _write_values(pair.gold),
            _write_values(pair.predicted),
        )


def _name_error(pair: Pair) -> str:
    if pair.predicted is None:
        return "missed"
    return "false alarm" if pair.gold is None else "differs"


def _write_values(record: Record | None) -> str | None:
    if record is None:
        return None
    given = ((key, value) for key, value in record.values.items() if key not in _HIDDEN and value not in (None, []))
    return "; ".join(f"{key}: {_write_value(value)}" for key, value in given)


def _write_value(value: Any) -> str:
    """Return a value in a line: who took part with what is known of him or her in brackets, whole numbers as such."""
    if isinstance(value, dict):
        first, *rest = (_write_value(one) for one in value.values() if one is not None)
        return f"{first} ({', '.join(rest)})" if rest else first
    if isinstance(value, list):
        return ", ".join(map(_write_value, value))
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def list_calibration(scores: Scores) -> Rows:
    """Return a row for each band of confidence, and one for each rule: how often what it proposed is right."""
    proposed = [
        (pair.predicted, is_hit(pair.predicted.kind, pair, is_near=True)) for pair in scores.pairs if pair.predicted
    ]
    for low, high in pairwise(_BINS):
        inside = [(one, hit) for one, hit in proposed if _is_between(one, low, high)]
        if inside:
            yield "confidence", f"{low:g} to {high:g}", *_count_hits(inside)
    rules: dict[str, list[tuple[Record, bool]]] = defaultdict(list)
    for one, hit in proposed:
        rules[one.values.get("rule") or "no rule"].append((one, hit))
    for rule in sorted(rules):
        yield "rule", rule, *_count_hits(rules[rule])


def _is_between(record: Record, low: float, high: float) -> bool:
    confidence = record.values.get("confidence")
    return confidence is not None and (low < confidence <= high or (low == 0.0 and confidence == 0.0))


def _count_hits(proposed: Iterable[tuple[Record, bool]]) -> tuple[Any, ...]:
    listed = list(proposed)
    hits = sum(hit for _, hit in listed)
    confidences = [one.values["confidence"] for one, _ in listed if one.values.get("confidence") is not None]
    mean = round(sum(confidences) / len(confidences), 3) if confidences else None
    return len(listed), hits, round(hits / len(listed), 3), _write_interval(hits, len(listed)), mean


def list_ungrounded(grounding: Grounding) -> Rows:
    """Return a row for each value that its citations do not hold."""
    for one in grounding.missing:
        record = one.record
        yield record.article, record.kind, record.place + 1, record.values["cite"][0]["paragraph"], one.slot, one.value
