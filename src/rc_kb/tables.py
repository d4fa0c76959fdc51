"""Owns what a table shows of each view: which columns, under which heads, two columns in one where they belong."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rc_kb.read.query import Value


class Shown(NamedTuple):
    """A column of a table: its head, the view's columns in it, and how a second one is joined to the first."""

    head: str
    columns: tuple[str, ...]
    join: Callable[[str, str], str] = "{}, {}".format
    is_number: bool = False
    is_optional: bool = False

    def fill(self, values: Sequence[Value]) -> str:
        """Return what stands in a row's cell; NULL is empty."""
        written = [write_value(value) for value in values]
        if len(written) == 1:
            return written[0]
        first, second = written
        return self.join(first, second) if first and second else first or second


def write_value(value: Value) -> str:
    """Return a value as text: whole numbers without a point, bytes in hexadecimal, NULL as nothing."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _one(head: str, column: str | None = None) -> Shown:
    return Shown(head, (column or head,))


def _number(head: str, column: str | None = None) -> Shown:
    return Shown(head, (column or head,), is_number=True)


def _maybe(head: str, column: str | None = None) -> Shown:
    """Return a column that is left out where all of it is empty."""
    return Shown(head, (column or head,), is_optional=True)


def _date(head: str, column: str) -> Shown:
    return Shown(head, (column, f"{column}_as_written"), "{} ({})".format)


def _name_place(country: str, written: str) -> str:
    """Return a country with the words of the article, where these differ."""
    return country if country == written else f"{country} ({written})"


_PLACE = Shown("place", ("city", "country"))
_BASIS = _maybe("inferred", "basis")

TABLES: dict[str, tuple[Shown, ...]] = {
    "countries": (
        _one("country"),
        _one("region"),
        _number("facilities"),
        _one("status", "facility_statuses"),
        _number("meetings"),
        _number("missions"),
        _one("last attested", "facilities_last_attested"),
    ),
    "organizations": (
        _one("organization"),
        _one("acronym"),
        _one("kind"),
        _one("country"),
        _number("meetings"),
        _number("facilities"),
        _number("facts"),
    ),
    "officials": (
        _one("official"),
        _one("country"),
        _one("offices"),
        _number("meetings"),
        _number("facts"),
    ),
    "offices": (
        _one("official"),
        _one("title"),
        _one("organization"),
        _one("country"),
        _maybe("from", "valid_from"),
        _maybe("until", "valid_until"),
        _one("last attested", "published_on"),
        _BASIS,
    ),
    "facilities": (
        _maybe("city"),
        Shown("country", ("country", "country_as_written"), _name_place),
        _one("kind"),
        _maybe("name"),
        _one("operator"),
        _one("status"),
        _one("last attested", "last_attested"),
        _maybe("count"),
        _BASIS,
    ),
    "meetings": (_date("date", "held_on"), _PLACE, _one("participants"), _one("topics"), _BASIS),
    "commitments": (
        _one("by"),
        _one("modality"),
        _one("what"),
        _one("towards", "party"),
        _one("country"),
        _BASIS,
    ),
    "missions": (
        Shown("to", ("country", "place_as_written"), _name_place),
        _maybe("region"),
        _one("by", "provider"),
        _one("occasion"),
        Shown("date", ("carried_out_on", "carried_out_on_as_written"), "{} ({})".format, is_optional=True),
        _BASIS,
    ),
    "figures": (
        _one("subject"),
        _one("measure"),
        Shown("value", ("qualifier", "value"), "{} {}".format, is_number=True),
        _maybe("scope"),
        Shown("as of", ("as_of", "as_of_as_written"), "{} ({})".format, is_optional=True),
        _maybe("claimed by", "speaker"),
        _BASIS,
    ),
    "awards": (
        _one("recipient"),
        _one("award"),
        _maybe("given by", "giver"),
        _one("year", "awarded_on"),
        _BASIS,
    ),
    "memberships": (_one("member"), _one("body"), _BASIS),
    "statements": (
        _date("date", "stated_on"),
        _one("speaker"),
        _maybe("on behalf of", "on_behalf_of"),
        _one("gist"),
        _BASIS,
    ),
    "articles": (
        _one("id"),
        _one("publisher"),
        _one("published", "published_on"),
        _maybe("inferred from", "published_basis"),
        _one("title"),
        _number("facts"),
    ),
    "facility_statuses": (
        _maybe("city"),
        Shown("country", ("country", "country_as_written"), _name_place),
        _one("kind"),
        _maybe("name"),
        _one("operator"),
        _one("status"),
        Shown("since", ("valid_from", "valid_from_as_written"), "{} ({})".format, is_optional=True),
        Shown("until", ("valid_until", "valid_until_as_written"), "{} ({})".format, is_optional=True),
        _one("attested", "published_on"),
        _BASIS,
    ),
    "citations": (
        _one("article", "article_id"),
        _one("published", "published_on"),
        _number("paragraph"),
        _one("url"),
    ),
}
"""The tables of the views that commands print."""


def list_columns(view: str) -> list[str]:
    """Return the columns of a view that its table needs."""
    return list(dict.fromkeys(column for shown in TABLES[view] for column in shown.columns))
