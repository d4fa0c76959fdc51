"""Owns keys: made from what a row says, so that every base gives the same row the same key, with no sequence.

The facts of an article, and what search finds in it, have keys that begin alike, so that they lie together in each
table, and in each index in the order of facts: they are written and read as a few pages, however large the base. Near
them lie those of the articles that a publisher numbered shortly before and after, which are mostly loaded together.
"""

import re
from functools import lru_cache
from hashlib import sha256

_BITS = 53
"""JSON readers that know only double precision (RFC 8259, section 6) keep whole numbers of 53 bits."""

_GROUP_BITS, _ARTICLE_BITS = 12, 8
"""How keys begin: with a group of articles, then with one of them. So many of each that they begin the keys of a large
base about evenly: two keys are hardly likelier to be one than if both were random."""

_OWN_BITS = _BITS - _GROUP_BITS - _ARTICLE_BITS
"""What tells apart keys that begin alike."""

_NUMBERS_IN_A_GROUP = 256
_NUMBER = re.compile(r"\d{5,18}(?!\d)", re.ASCII)
"""A publisher's number of an article. Fewer digits may be a year, which would put too many articles in one group."""

_REMEMBERED = 20_000
"""Keys of parties and places that are not made again: the same are named by many sheets."""


def make_key(*parts: object) -> int:
    """Return the key of what the parts say together; None and "" are different parts."""
    said = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    digest = sha256(said.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - _BITS)


def put_beside(neighbour: int, key: int) -> int:
    """Return a key that begins as a neighbour's does, and ends as its own."""
    return neighbour >> _OWN_BITS << _OWN_BITS | key & ((1 << _OWN_BITS) - 1)


@lru_cache(maxsize=_REMEMBERED)
def article_key(article_id: str) -> int:
    """Return the key that the keys of an article's facts begin as; the article itself goes by its id.

    Its group is that of its publisher's number, where the id has one.
    """
    key = make_key("article", article_id)
    numbers = _NUMBER.findall(article_id)
    if not numbers:
        return key
    group = int(numbers[-1]) // _NUMBERS_IN_A_GROUP % (1 << _GROUP_BITS)
    within = _BITS - _GROUP_BITS
    return group << within | key & ((1 << within) - 1)


@lru_cache(maxsize=_REMEMBERED)
def country_key(code: str) -> int:
    """Return the key of a country."""
    return make_key("country", code)


@lru_cache(maxsize=_REMEMBERED)
def organization_key(name_key: str, country_code: str | None) -> int:
    """Return the key of an organization; two of one name in two countries are two."""
    return make_key("organization", country_code, name_key)


@lru_cache(maxsize=_REMEMBERED)
def official_key(name_key: str, country_code: str | None) -> int:
    """Return the key of an official; two of one name who represent two countries are two."""
    return make_key("official", country_code, name_key)


@lru_cache(maxsize=_REMEMBERED)
def place_key(name_key: str, country_code: str | None) -> int:
    """Return the key of a city."""
    return make_key("place", country_code, name_key)
