"""Owns who holds an office on a day: a condition on the view offices, for a query that as_of.py has rewound.

An office is held as it was last attested. A term that has not begun yet, or that was over before another began or was
attested, says nothing against that other.
"""

from rc_kb.read.query import Question

_HAS_BEGUN = "coalesce(valid_from_first, '') <= :as_of"
_UNTIL = "coalesce(valid_until_last, '9999-12-31')"

_BEGUN = f"""\
SELECT id, official_id, lower(title) AS title, organization_id, seat, coalesce(published_on_last, '') AS published,
      coalesce(published_on_first, '') AS seen, coalesce(valid_from_first, '') AS begun, {_UNTIL} AS until
    FROM offices WHERE {_HAS_BEGUN}"""

_LATER = "published DESC, begun DESC, until DESC"
"""Of one day, the attestation of the later term is the later one."""

_ATTESTED = f"""\
SELECT id, organization_id, seat, published, seen, begun, until, max(until) OVER (
      PARTITION BY official_id, title, coalesce(organization_id, 0) ORDER BY {_LATER}, id DESC
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS later_until
    FROM ({{begun}}) AS begun_by_then"""

_SEATED = f"""\
SELECT id, organization_id, seat, seen, begun, max(until) OVER (
      PARTITION BY organization_id, seat ORDER BY {_LATER}
      GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS rival_until
    FROM ({{attested}}) AS attested WHERE NOT {{is_superseded}}"""


def where_held(question: Question, day: str) -> Question:
    """Ask for offices not known to be over by a day nor to begin after it, each as it was last attested.

    The same official with the same title in the same organization is one office, however often it is attested; of two
    alike in all days one is taken. Of a seat that an organization has once it is the last attested holder; of two alike
    in that, both.
    """
    begun = _BEGUN + _among_organizations(question)
    attested = _ATTESTED.format(begun=begun)
    seated = _SEATED.format(attested=attested, is_superseded=_is_superseded("later_until"))
    is_free = f"seat IS NULL OR organization_id IS NULL OR NOT {_is_superseded('rival_until')}"
    question.where(f"{_UNTIL} >= :as_of", as_of=day)
    return question.where(f"id IN (\n    SELECT id FROM ({seated}) AS seated\n    WHERE {is_free})")


def _is_superseded(until: str) -> str:
    """Return the condition that of later attestations one is of a term that may be of the same time.

    Of the terms that are attested later the one that lasts longest tells it: no list of them is gone through for each.
    """
    return f"coalesce({until} >= begun AND {until} >= seen, 1 = 0)"


def _among_organizations(question: Question) -> str:
    """Return the condition that an office is of an organization that has some of those that are asked for."""
    asked = question.write_conditions()
    if not asked:
        return ""
    return (
        f" AND (organization_id IN (SELECT organization_id FROM offices{asked})\n"
        f"      OR (organization_id IS NULL AND official_id IN (SELECT official_id FROM offices{asked})))"
    )
