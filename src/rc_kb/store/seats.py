"""Owns which titles mean a seat that one person at a time holds in an organization."""

import re

from sqlalchemy import Connection, select, update

from rc_kb.store.models.facts import office
from rc_kb.store.models.parties import party
from rc_kb.text import fold_words

_TITLES = {
    "president": "president",
    "chair": "chair",
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "secretary general": "secretary_general",
    "general secretary": "secretary_general",
    "director general": "director_general",
    "general director": "director_general",
    "chief executive": "chief_executive",
    "chief executive officer": "chief_executive",
    "ceo": "chief_executive",
    "head": "head",
    "ambassador": "ambassador",
    "minister": "minister",
}
_OF_SOMETHING = re.compile(r"(ambassador|minister) (?:of|to|for) .+")


def find_seat(title: str, organization: str | None) -> str | None:
    """Return the seat that a title means in an organization; None for a title that several may hold at a time.

    A past, acting, deputy or regional holder has another title, and so has the head of a part of the organization.
    """
    words = fold_words(title)
    if organization is not None:
        named = fold_words(organization).removesuffix(" society")
        words = re.sub(rf" of (?:the )?{re.escape(named)}(?: society)?$", "", words)
    special = _OF_SOMETHING.fullmatch(words)
    return special.group(1) if special else _TITLES.get(words)


def settle_seats(connection: Connection) -> None:
    """Bring the seats of all offices to what their titles mean, in a base that an older version wrote."""
    asked = select(office.c.id, office.c.title, office.c.seat, party.c.name).outerjoin_from(
        office, party, party.c.id == office.c.organization_id
    )
    for row in connection.execute(asked).all():
        seat = find_seat(row.title, row.name)
        if seat != row.seat:
            connection.execute(update(office).where(office.c.id == row.id).values(seat=seat))
