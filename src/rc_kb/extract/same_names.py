"""Owns when two names are of one person: a surname, a part of the full name, another spelling."""

from functools import cache
from typing import Any

_SMALL = frozenset({"al", "el", "bin", "ibn", "dr", "mr", "mrs", "ms", "jr", "sr"})
"""Words that a name has or has not."""


def are_same_names(words: list[str], known: list[str]) -> bool:
    """Tell whether folded words name somebody who is known by others."""
    bare, full = [word for word in words if word not in _SMALL], [word for word in known if word not in _SMALL]
    if not bare or not full:
        return False
    if "".join(bare) == "".join(full) or _holds(full, bare) or _holds(bare, full):
        return True
    if bare[-1] == full[-1] and len(bare) > 1 and len(full) > 1:
        return bare[0] == full[0] or set(bare) <= set(full) or set(full) <= set(bare)
    return _is_near("".join(bare), "".join(full), full) or _is_near("".join(full), "".join(bare), bare)


def _is_near(name: str, known: str, words: list[str]) -> bool:
    if len(name) > 6:
        measure = _load_measure()
        if abs(len(name) - len(known)) <= 2 and measure(name, known, score_cutoff=2) <= 1 + (len(known) > 12):
            return True
        return any(len(word) > 6 and measure(name, word, score_cutoff=1) <= 1 for word in words)
    return False


@cache
def _load_measure() -> Any:
    from rapidfuzz.distance import OSA

    return OSA.distance


def _holds(longer: list[str], shorter: list[str]) -> bool:
    """Tell whether some words stand in a longer name one after the other."""
    if len(shorter) >= len(longer):
        return False
    return any(longer[place : place + len(shorter)] == shorter for place in range(len(longer) - len(shorter) + 1))
