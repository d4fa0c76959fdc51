"""Owns what a claimed number may mean: an interval of numbers and the days on which it may have held."""

from decimal import Decimal
from typing import NamedTuple

EARLIEST, LATEST = "0001-01-01", "9999-12-31"
"""The days that stand for an open end."""

_INFINITE = Decimal("Infinity")


class Claim(NamedTuple):
    """The numbers that a claim allows, from low to high; of an open claim the ends are not among them."""

    low: Decimal
    high: Decimal
    is_open: bool = False

    def is_consistent_with(self, other: "Claim") -> bool:
        """Tell whether some number is allowed by both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and self.allows(low) and other.allows(low))

    def allows(self, number: Decimal) -> bool:
        """Tell whether the claim allows a number."""
        return self.low < number < self.high if self.is_open else self.low <= number <= self.high


class Days(NamedTuple):
    """A stretch of days in ISO 8601, both ends included."""

    first: str
    last: str

    def overlaps(self, other: "Days") -> bool:
        """Tell whether some day lies in both."""
        return max(self.first, other.first) <= min(self.last, other.last)


def read_claim(value: float, qualifier: str | None) -> Claim:
    """Return what a number with its qualifier allows.

    About 14 allows 13.5 to 14.5, about 120000 allows 115000 to 125000: half a unit of the last digit that is not a
    padding zero. More than 14 does not allow 14.
    """
    number = Decimal(str(value))
    if qualifier == "more_than":
        return Claim(number, _INFINITE, is_open=True)
    if qualifier == "less_than":
        return Claim(-_INFINITE, number, is_open=True)
    if qualifier != "about":
        return Claim(number, number)
    exponent = number.normalize().as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return Claim(number - half, number + half)


def write_claim(value: float, qualifier: str | None) -> str:
    """Return a number with its qualifier as people read it: about 14."""
    number = int(value) if float(value).is_integer() else value
    return f"{qualifier.replace('_', ' ')} {number}" if qualifier else str(number)


def bound_days(first: str | None, last: str | None) -> Days | None:
    """Return the days between the bounds of a date, an open end filled in; None where there is no date."""
    return Days(first or EARLIEST, last or LATEST) if first or last else None


def date_figure(as_of: Days | None, published: Days | None) -> Days:
    """Return the days of which a figure may speak: those that it is given for, else any up to its publication."""
    return as_of or Days(EARLIEST, published.last if published else LATEST)
