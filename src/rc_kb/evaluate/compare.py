"""Owns how alike two values are: 1 for the same, 0 for others, and between for what a reader takes for the same."""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from rc_kb.dates import parse_date
from rc_kb.errors import BadDate
from rc_kb.evaluate.pairing import pair_best
from rc_kb.gazetteer import load_gazetteer
from rc_kb.text import fold_key, fold_words

Comparison = Callable[[Any, Any], float]

NEAR = 0.7
"""The likeness from which two values are taken for the same in the near count."""

_SAME_WORDS = 85
"""What rapidfuzz says of two names, from 0 to 100, that are taken for spellings of one."""
_LONG = 6
_STOP = frozenset({"the", "of", "for", "and", "in", "to", "at", "a", "an", "on", "its", "s", "with"})
_RANKS = frozenset({"deputy", "vice", "assistant", "acting", "interim", "caretaker", "former", "ex", "honorary"})
_OTHER_RANK = 0.5


def compare_exactly(one: Any, other: Any) -> float:
    """Return 1 for equal values."""
    return float(one == other)


def compare_numbers(one: float, other: float) -> float:
    """Return 1 for equal numbers."""
    return float(abs(one - other) < 1e-9 * max(1.0, abs(one)))


def compare_dates(one: str, other: str) -> float:
    """Return 1 for the same EDTF date, half for one that lies within the other."""
    if one == other:
        return 1.0
    try:
        first, second = parse_date(one), parse_date(other)
    except BadDate:
        return 0.0
    if None in {first.first, first.last, second.first, second.last}:
        return 0.0
    inside = first.first >= second.first and first.last <= second.last  # type: ignore[operator]
    around = first.first <= second.first and first.last >= second.last  # type: ignore[operator]
    return 0.5 if inside or around else 0.0


@lru_cache(maxsize=50_000)
def compare_names(one: str, other: str) -> float:
    """Return how alike the names of two people are: spellings and shorter forms of one name are nearly the same."""
    if fold_key(one) == fold_key(other):
        return 1.0
    words, others = _split_name(one), _split_name(other)
    if not words or not others:
        return 0.0
    if set(words) <= set(others) or set(others) <= set(words):
        return 0.9
    if len(words) > 1 and len(others) > 1 and fuzz.token_sort_ratio(" ".join(words), " ".join(others)) >= _SAME_WORDS:
        return 0.8
    return 0.75 if _is_spelling(words[-1], others[-1]) and _is_spelling(words[0], others[0]) else 0.0


def _split_name(name: str) -> list[str]:
    return [word for word in fold_words(name.replace("-", " ")).split() if word not in {"al", "el", "bin", "dr", "mr"}]


def _is_spelling(one: str, other: str) -> bool:
    return one == other or (len(one) > _LONG and OSA.distance(one, other) <= 1 + (len(one) > _LONG + 2))


@lru_cache(maxsize=50_000)
def compare_organizations(one: str, other: str) -> float:
    """Return how alike two organizations are: all names of one National Society or Movement body are the same."""
    if fold_key(one) == fold_key(other):
        return 1.0
    first, second = _link(one), _link(other)
    if first and second:
        return float(first == second)
    if first or second:
        return 0.0
    return compare_texts(one, other)


@lru_cache(maxsize=50_000)
def _link(name: str) -> str | None:
    society = load_gazetteer().find_society(name)
    if society is not None:
        return society.name
    return _bodies().get(fold_key(name.removeprefix("the ")))


@cache
def _bodies() -> dict[str, str]:
    return {
        fold_key(name): body.name
        for name, body in load_gazetteer().organizations.items()
        if body.kind != "national_society"
    }


@lru_cache(maxsize=50_000)
def compare_texts(one: str, other: str) -> float:
    """Return how many of the words of two phrases are the same, small words aside."""
    words, others = _content(one), _content(other)
    if not words or not others:
        return float(fold_key(one) == fold_key(other))
    if words == others:
        return 1.0
    shared = len(words & others)
    if shared == min(len(words), len(others)):
        return 0.9
    share = 2 * shared / (len(words) + len(others))
    return max(share, fuzz.token_sort_ratio(fold_words(one), fold_words(other)) / 100 * 0.8 if share else 0.0)


def compare_titles(one: str, other: str) -> float:
    """Return how alike two titles are; a deputy, an acting or a former holder has another one."""
    likeness = compare_texts(one, other)
    return likeness if _content(one) & _RANKS == _content(other) & _RANKS else min(likeness, _OTHER_RANK)


def _content(text: str) -> frozenset[str]:
    words = (word.removesuffix("s") if len(word) > 3 else word for word in fold_words(text).split())
    return frozenset(word for word in words if word not in _STOP)


def compare_parties(one: str, other: str) -> float:
    """Return how alike two parties are, people or organizations."""
    return max(compare_organizations(one, other), compare_names(one, other) if _is_name(one) else 0.0)


def _is_name(text: str) -> bool:
    return not re.search(r"\b(?:Red|Ministry|Embassy|International|United)\b", text)


def compare_lists(one: Sequence[Any], other: Sequence[Any], compare: Comparison) -> float:
    """Return twice the likeness of the best pairs of two lists, one to one, over their lengths."""
    if not one or not other:
        return 0.0
    return 2 * sum(likeness for _, _, likeness in pair_best(one, other, compare)) / (len(one) + len(other))
