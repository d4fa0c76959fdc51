"""Owns keys: made from what a row says, so that every base gives the same row the same key, with no sequence."""

from hashlib import sha256

_BITS = 53
"""JSON readers that know only double precision (RFC 8259, section 6) keep whole numbers of 53 bits."""


def make_key(*parts: object) -> int:
    """Return the key of what the parts say together; None and "" are different parts."""
    digest = sha256("\x1f".join("\x00" if part is None else str(part) for part in parts).encode()).digest()
    return int.from_bytes(digest[:8]) >> (64 - _BITS)


def country_key(code: str) -> int:
    """Return the key of a country."""
    return make_key("country", code)


def organization_key(name_key: str, country_code: str | None) -> int:
    """Return the key of an organization; two of one name in two countries are two."""
    return make_key("organization", country_code, name_key)


def official_key(name_key: str, country_code: str | None) -> int:
    """Return the key of an official; two of one name who represent two countries are two."""
    return make_key("official", country_code, name_key)


def place_key(name_key: str, country_code: str | None) -> int:
    """Return the key of a city."""
    return make_key("place", country_code, name_key)
