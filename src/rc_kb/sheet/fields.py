"""Owns the types of single values in a coding sheet, each with the sentence that says what was expected."""

import re
from collections.abc import Callable
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from rc_kb.dates import parse_date
from rc_kb.errors import BadDate
from rc_kb.text import fold_key, has_control_characters


def _check_text(text: str) -> str:
    if has_control_characters(text):
        raise ValueError("must hold no control characters")
    return text


def _check_name(text: str) -> str:
    if not fold_key(text):
        raise ValueError("must hold a letter or a digit")
    return text


def _check_date(text: str) -> str:
    try:
        return parse_date(text).text
    except BadDate as error:
        raise ValueError(str(error).rstrip(".")) from error


def _match(pattern: str, expected: str) -> Callable[[str], str]:
    """Return a check that a text has a form, whose error says in words what was expected."""
    form = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if not form.fullmatch(text):
            raise ValueError(f"expected {expected}, not {text[:40]!r}")
        return text

    return check


def _read_date(value: object) -> object:
    """Let a year be written without quotation marks, and tell where YAML needs them."""
    if isinstance(value, list | dict):
        said = 'put quotation marks around a date in brackets: "[2025-03-08..2025-05-21]"'
        raise ValueError(said)  # noqa: TRY004 - pydantic reports only a ValueError
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _read_digest(value: object) -> object:
    """Tell where YAML takes a digest for a number: some have no letter but an e."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        said = "put quotation marks around a digest that looks like a number"
        raise ValueError(said)  # noqa: TRY004 - pydantic reports only a ValueError
    return value


Text = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, strip_whitespace=True),
    AfterValidator(_check_text),
    Field(description="text"),
]
Name = Annotated[Text, StringConstraints(max_length=300), AfterValidator(_check_name), Field(description="name")]
Date = Annotated[
    str, BeforeValidator(_read_date), AfterValidator(_check_date), Field(description="EDTF date (ISO 8601-2)")
]
CountryCode = Annotated[
    str,
    AfterValidator(_match(r"[A-Z]{2}", "two capital letters, ISO 3166-1 alpha-2")),
    Field(description="country, ISO 3166-1 alpha-2"),
]
Slug = Annotated[
    str,
    StringConstraints(max_length=120),
    AfterValidator(_match(r"[a-z0-9]+(-[a-z0-9]+)*", "words of a-z and 0-9 joined by hyphens")),
    Field(description="words of a-z and 0-9 joined by hyphens"),
]
Address = Annotated[
    str,
    AfterValidator(_match(r"https?://[!-~]{1,2000}", "an address that begins with https://")),
    Field(description="address"),
]
Language = Annotated[
    str,
    AfterValidator(_match(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", "a language tag, en for English")),
    Field(description="BCP 47 tag"),
]
Sha256 = Annotated[
    str, AfterValidator(_match(r"[0-9a-f]{64}", "64 hexadecimal digits")), Field(description="64 hexadecimal digits")
]
Digest = Annotated[
    str,
    BeforeValidator(_read_digest),
    AfterValidator(_match(r"[0-9a-f]{12}", "the first 12 hexadecimal digits of a SHA-256")),
    Field(description="first 12 hexadecimal digits of the SHA-256 of the words"),
]
Paragraph = Annotated[int, Field(ge=1, le=100_000, strict=True, description="whole number from 1")]
Count = Annotated[int, Field(ge=1, le=2**53, strict=True, description="whole number from 1")]
Offset = Annotated[int, Field(ge=0, le=2**31, strict=True, description="whole number from 0")]
