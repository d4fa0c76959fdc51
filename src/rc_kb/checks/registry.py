"""Owns the list of all checks, and how they are chosen by their ids."""

from collections.abc import Sequence

from rc_kb.checks import countries, dates, facts, names, terms
from rc_kb.checks.base import Check
from rc_kb.errors import UnknownName
from rc_kb.read.query import Answer

CHECKS: tuple[Check, ...] = tuple(
    # What is wrong comes before what may be right.
    sorted(
        (*facts.CHECKS, *dates.CHECKS, *terms.CHECKS, *countries.CHECKS, *names.CHECKS), key=lambda check: check.level
    )
)


def choose_checks(ids: Sequence[str]) -> list[Check]:
    """Return the checks of some ids in the order of the list, all without ids; raise UnknownName with the nearest."""
    known = {check.id: check for check in CHECKS}
    for asked in ids:
        if asked not in known:
            from difflib import get_close_matches

            near = get_close_matches(asked.lower(), known, n=3)
            said = f"Did you mean {' or '.join(near)}?" if near else "`rc-kb check --list` lists them."
            raise UnknownName(f"no check is called {asked!r}. {said}")
    return [check for check in CHECKS if check.id in ids or not ids]


def list_checks(checks: Sequence[Check]) -> Answer:
    """Return a row for each check: what it asks, and how."""
    rows = ((check.id, check.level, check.question, check.message, check.sql) for check in checks)
    return Answer(("check", "level", "question", "message", "sql"), rows)
