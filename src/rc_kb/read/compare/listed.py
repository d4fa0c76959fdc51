"""Owns how many things the records of one article list, where a total may leave some of them out."""

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from rc_kb.read.claims import Claim

_COUNTED = ("operating", "unknown")
"""Statuses with which a facility belongs to a total; with another it may."""

_INFINITE = Decimal("Infinity")


class ListedFacility(NamedTuple):
    """A facility that an article lists: its fact, its country, its status, and how many it stands for."""

    fact_id: int
    country_code: str | None
    status: str
    number: int


class ListedMission(NamedTuple):
    """Help that an article lists: its fact, and the country that was helped."""

    fact_id: int
    country_code: str | None


class Listed(NamedTuple):
    """How many things are listed, at least and at most, and by which facts.

    What a total may leave out makes the difference: a facility that is closed or only planned, the home country among
    the countries, a facility or a mission whose country is not known.
    """

    least: int
    most: Decimal
    fact_ids: tuple[int, ...]

    @property
    def claim(self) -> Claim:
        """Return the numbers that a total of what is listed may have."""
        return Claim(Decimal(self.least), self.most)

    def __str__(self) -> str:
        if self.most == self.least:
            return f"{self.least} listed"
        return f"{self.least} or more listed" if self.most == _INFINITE else f"{self.least} to {self.most} listed"


def count_facilities(facilities: Collection[ListedFacility]) -> Listed | None:
    """Return how many facilities are listed, one that has no number counting as one; None where there are none."""
    least = sum(facility.number for facility in facilities if facility.status in _COUNTED)
    most = Decimal(sum(facility.number for facility in facilities))
    return Listed(least, most, _list_facts(facilities)) if facilities else None


def count_facilities_abroad(facilities: Collection[ListedFacility], home: str | None) -> Listed | None:
    """Return how many facilities are listed outside the operator's own country; None where there are none."""
    abroad = [facility for facility in facilities if facility.country_code is None or facility.country_code != home]
    at_least = count_facilities([facility for facility in abroad if facility.country_code])
    listed = count_facilities(abroad)
    return listed._replace(least=at_least.least if at_least else 0) if listed else None


def count_countries(facilities: Collection[ListedFacility], home: str | None) -> Listed | None:
    """Return in how many countries facilities are listed, the operator's own counting or not; None where in none."""
    countries = {facility.country_code for facility in facilities} - {None}
    counted = {facility.country_code for facility in facilities if facility.status in _COUNTED} - {None, home}
    elsewhere = sum(facility.number for facility in facilities if facility.country_code is None)
    return Listed(len(counted), Decimal(len(countries) + elsewhere), _list_facts(facilities)) if countries else None


def count_helped(missions: Collection[ListedMission]) -> Listed | None:
    """Return how many countries are listed as helped, a region being any number of them; None where none is."""
    countries = {mission.country_code for mission in missions} - {None}
    most = Decimal(len(countries)) if all(mission.country_code for mission in missions) else _INFINITE
    return Listed(len(countries), most, _list_facts(missions)) if countries else None


def _list_facts(records: Collection[ListedFacility] | Collection[ListedMission]) -> tuple[int, ...]:
    return tuple(record.fact_id for record in records)
