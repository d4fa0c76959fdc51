"""Owns which titles mean a seat that one person at a time holds in an organization."""

import re

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
