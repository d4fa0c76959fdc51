"""Owns what a case of a check is: sheets, and damage to the base where no sheet could bring what is wrong."""

from typing import NamedTuple


class Case(NamedTuple):
    """Facts as YAML, each of an article of its own, and SQL without the rules of the schema.

    In a wrong case exactly its check speaks, of `about`; in a right one, with no `about`, no check does.
    """

    check: str
    about: str | None
    facts: tuple[str, ...]
    damage: str = ""


def wrong(check: str, about: str, *facts: str, damage: str = "") -> Case:
    """Return a case of which a check must speak."""
    return Case(check, about, facts, damage)


def right(check: str, *facts: str) -> Case:
    """Return a case that is near to what a check speaks of, and on which all must be silent."""
    return Case(check, None, facts)
