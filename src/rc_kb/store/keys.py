"""Owns keys: made from what a row says, so that every base gives the same row the same key, with no sequence."""

from functools import lru_cache
from hashlib import sha256

_BITS = 53
"""JSON readers that know only double precision (RFC 8259, section 6) keep whole numbers of 53 bits."""


_REMEMBERED = 20_000
"""Keys of parties and places that are not made again: the same are named by many sheets."""


def make_key(*parts: object) -> int:
    """Return the key of what the parts say together; None and "" are different parts."""
    said = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    digest = sha256(said.encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - _BITS)


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
