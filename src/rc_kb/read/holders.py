"""Owns who holds an office on a day: conditions on the view offices, for a query that as_of.py has rewound.

An office is held as it was last attested. A term that has not begun yet, or that was over before another began or was
attested, says nothing against that other.
"""

from rc_kb.read.query import Question


def where_held(question: Question, day: str) -> Question:
    """Ask for offices not known to be over by a day nor to begin after it, each as it was last attested.

    The same official with the same title in the same organization is one office, however often it is attested.
    """
    lasts = f"{_until('offices')} >= :as_of"
    return question.where(f"{_has_begun('offices')} AND {lasts}", as_of=day).where(_is_last_attested("offices"))


def where_last_seated(question: Question, day: str) -> Question:
    """Ask for the last attested holder of each seat that an organization has once; of two alike in that, for both."""
    return question.where(
        "(seat IS NULL OR NOT EXISTS (SELECT 1 FROM offices AS rival\n"
        "    WHERE rival.organization_id = offices.organization_id AND rival.seat = offices.seat\n"
        f"    AND {_supersedes('rival', 'offices', with_ties=False)}\n    AND {_is_last_attested('rival')}))",
        as_of=day,
    )


def _is_last_attested(office: str) -> str:
    return (
        f"NOT EXISTS (SELECT 1 FROM offices AS later\n    WHERE later.official_id = {office}.official_id"
        f" AND lower(later.title) = lower({office}.title)"
        f" AND coalesce(later.organization_id, 0) = coalesce({office}.organization_id, 0)\n"
        f"    AND {_supersedes('later', office)})"
    )


def _supersedes(later: str, office: str, *, with_ties: bool = True) -> str:
    """Return the condition that an attestation is the later one, and of a term that may be of the same time.

    Of one day, that of the later term is the later one; with ties, of two alike in both one is taken.
    """
    order = "(coalesce({0}.published_on_last, ''), coalesce({0}.valid_from_first, ''), {1}" + (
        ", {0}.id)" if with_ties else ")"
    )
    ranks = f"{order.format(later, _until(later))} > {order.format(office, _until(office))}"
    touches = (
        f"{_until(later)} >= coalesce({office}.valid_from_first, '')"
        f" AND {_until(later)} >= coalesce({office}.published_on_first, '')"
    )
    return f"{_has_begun(later)} AND {touches}\n    AND {ranks}"


def _has_begun(office: str) -> str:
    return f"coalesce({office}.valid_from_first, '') <= :as_of"


def _until(office: str) -> str:
    return f"coalesce({office}.valid_until_last, '9999-12-31')"
