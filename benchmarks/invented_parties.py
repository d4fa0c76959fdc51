"""Owns who acts in the invented world: societies with their share of the news, their leaders, and other people."""

import csv
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import NamedTuple

from invented_names import list_namers
from rc_kb.settings import find_seed

SEED = 20261122
FIRST_DAY, DAYS = date(2006, 1, 1), 7_600
FEDERATION = "International Federation of Red Cross and Red Crescent Societies"
COMMITTEE = "International Committee of the Red Cross"

_IN_THE_NEWS = "IR TR SA QA AE KE SY ES NO CH DE UA PK LB JO BD ID"
_IRAQ = 17
"""The place of Iraq, which so has some ten thousand meetings of a million; those before it have more."""

_FLATNESS, _STEEPNESS = 6, 3.0
"""Shares of the news fall with the place as (6 + place) ** -3: the first has a quarter, the hundredth one in 20,000."""

_DAYS_OF_A_TERM = (1_000, 2_200)
_PRESIDENT, _SECRETARY, _STAFF, _MINISTER, _AMBASSADOR, _ONCE, _KINDS = range(7)
_STAFF_ROLES = (
    "director of international affairs",
    "deputy for operations",
    "head of disaster relief",
    "head of the blood service",
    "adviser",
    "board member",
    "spokesperson",
    "branch director",
)
_MINISTRIES = ("health", "the interior", "labour")
_DAYS_OF_A_MINISTER = 1_300
_DAYS_OF_AN_AMBASSADOR = 1_500
_STAFF_SKEW = 0.8
_SHARE_OF_LEADERS, _SHARE_OF_STAFF = 0.55, 0.98


class Country(NamedTuple):
    """A country with its society, and its place by share of the news."""

    place: int
    code: str
    name: str
    region: str
    society: str


class Person(NamedTuple):
    """Somebody in a meeting: who, as what, for whom; kind is that of an organization without reference data."""

    name: str
    role: str
    organization: str
    country: str | None
    kind: str | None = None


def draw_long_tail(random: Random, skew: float) -> int:
    """Return 0 most often, and now and then a number that nothing bounds."""
    return min(int(random.paretovariate(skew)) - 1, 1_000_000)


class World:
    """The countries, and who stands for them on a day of the world, counted from its first."""

    def __init__(self) -> None:
        self.countries = _read_countries()
        self._shares = list(accumulate((_FLATNESS + one.place) ** -_STEEPNESS for one in self.countries))

    def choose_country(self, random: Random) -> Country:
        """Return a country by its share of the news."""
        return random.choices(self.countries, cum_weights=self._shares)[0]

    def choose_of_society(self, country: Country, day: int, random: Random, once: int) -> Person:
        """Return somebody of a society: mostly who leads it then, else one of the staff, seldom a stranger."""
        drawn = random.random()
        if drawn < _SHARE_OF_LEADERS:
            kind, role = (_PRESIDENT, "president") if drawn < 0.4 else (_SECRETARY, "secretary general")
            number = find_term(f"{country.code} {role}", day)
        elif drawn < _SHARE_OF_STAFF:
            kind, number = _STAFF, draw_long_tail(random, _STAFF_SKEW)
            role = _STAFF_ROLES[number % len(_STAFF_ROLES)]
        else:
            kind, role, number = _ONCE, "volunteer", once
        return Person(name_person(country.code, kind, number), role, country.society, country.code)

    def choose_of_state(self, country: Country, host: Country, day: int, random: Random) -> Person:
        """Return a minister of a country, or its ambassador to another one."""
        if country is host or random.random() < 0.3:  # three in ten
            place = random.randrange(len(_MINISTRIES))
            number = day // _DAYS_OF_A_MINISTER * len(_MINISTRIES) + place
            name, field = name_person(country.code, _MINISTER, number), _MINISTRIES[place]
            return Person(name, f"minister of {field}", f"Ministry of {field.title()} of {country.name}", country.code,
                          "government")  # fmt: skip
        number = day // _DAYS_OF_AN_AMBASSADOR * len(self.countries) + host.place
        name = name_person(country.code, _AMBASSADOR, number)
        role, embassy = f"ambassador to {host.name}", f"Embassy of {country.name} in {host.name}"
        return Person(name, role, embassy, country.code, "embassy")

    def choose_of_body(self, day: int, random: Random) -> Person:
        """Return somebody of an international organization, who represents no country."""
        place = min(draw_long_tail(random, 1.0), len(_BODIES) - 1)
        body, kind = _BODIES[place]
        drawn = random.random()
        if drawn < 0.4:  # four in ten
            number, role, group = find_term(body, day), "president", _PRESIDENT
        else:
            number, role, group = draw_long_tail(random, _STAFF_SKEW), "head of delegation", _STAFF
        return Person(name_person("", group, number * len(_BODIES) + place), role, body, None, kind)


_BODIES = (
    (FEDERATION, None),
    (COMMITTEE, None),
    ("World Relief Programme", "intergovernmental"),
    ("Global Health Assembly", "intergovernmental"),
    ("Lakemont Trust", "nongovernmental"),
    ("Standing Conference on Disasters", "intergovernmental"),
    ("Ambulances Without Borders", "nongovernmental"),
)
"""The first two are of the reference data; the others are invented, each with the kind that sheets describe it with."""


@lru_cache(maxsize=100_000)
def name_person(code: str, kind: int, number: int) -> str:
    """Return the name of a country's person of some kind; no two people of the world have one name."""
    place, countries, namer = list_namers()[code]
    return namer.name_person((number * _KINDS + kind) * countries + place)


def name_city(country: Country, number: int) -> str:
    """Return the name of a country's city."""
    return list_namers()[country.code][2].name_city(number * 3 + country.place)


def find_term(seat: str, day: int) -> int:
    """Return the number of the term of a seat that a day lies in."""
    return sum(start <= day for start in _list_terms(seat))


@lru_cache(maxsize=1_000)
def _list_terms(seat: str) -> list[int]:
    random = Random(f"{SEED} {seat}")
    starts, day = [], 0
    while day < DAYS:
        day += random.randrange(*_DAYS_OF_A_TERM)
        starts.append(day)
    return starts


def write_day(day: int) -> date:
    """Return a day of the world as a date."""
    return FIRST_DAY + timedelta(days=day)


def _read_countries() -> list[Country]:
    folder = find_seed() / "reference"
    with (folder / "country_terms.csv").open(encoding="utf-8") as file:
        named = {row["iso2"]: (row["common_name"], row["sub_region"]) for row in csv.DictReader(file)}
    with (folder / "national_societies.csv").open(encoding="utf-8") as file:
        societies = {row["iso2"]: row["society_name"] for row in csv.DictReader(file)}
    known = _IN_THE_NEWS.split()
    others = sorted(set(societies) - {*known, "IQ"})
    Random(SEED).shuffle(others)
    codes = [*known, *others]
    codes.insert(_IRAQ, "IQ")
    return [Country(place, code, *named[code], societies[code]) for place, code in enumerate(codes)]
