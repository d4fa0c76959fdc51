"""Owns what an invented story tells beside its meetings: offices, facilities, figures and the other kinds of facts.

What is true in the world is found by number alone, so that stories agree; few tell something else, and rivals arise.
"""

from functools import lru_cache
from random import Random
from typing import NamedTuple

from invented_parties import DAYS, FEDERATION, SEED, Country, draw_long_tail, name_city, write_day
from invented_story import Story
from rc_kb.vocabulary import FACILITY_KINDS

_RIVAL = 0.03
"""The share of figures and statuses that say something else than the world."""

_GROWING = ("volunteers", "members", "trained first aiders", "units of blood collected", "ambulance trips", "staff")
_CONSTANT = ("branches", "warehouses", "ambulances", "year established", "blood centers")
_OF_AN_EVENT = (("people helped", "people"), ("tents sent", "tents"), ("families sheltered", "families"))
_DISASTERS = ("earthquake", "flood", "drought", "storm", "cold wave", "landslide")
_REGIONS = ("Southeast Asia", "East Africa", "Central America", "the Balkans", "the Sahel")


class _Building(NamedTuple):
    """A facility of the world; days are counted from its first."""

    country: Country
    city: str | None
    name: str | None
    kind: str
    opened: int
    closed: int | None


def write_others(story: Story) -> None:
    """Write everything but the meetings."""
    story.begin_paragraph()
    _write_offices(story)
    if story.chance(0.2):
        _write_facilities(story)
    story.begin_paragraph()
    if story.chance(0.45):
        _write_commitment(story)
    if story.chance(0.12):
        _write_missions(story)
    if story.chance(0.4):
        _write_figures(story)
    story.begin_paragraph()
    for _ in range(story.random.choice((0, 0, 1, 1, 2))):
        _write_statement(story)
    if story.chance(0.04):
        _write_honours(story)


def _write_offices(story: Story) -> None:
    for person in story.people:
        if person.role != "volunteer" and story.chance(0.25):
            cites = story.say(f"{person.name} is {person.role} of the {person.organization}.")
            story.add("offices", cites, official=person.name, title=person.role, organization=person.organization,
                      country=person.country)  # fmt: skip


def _write_facilities(story: Story) -> None:
    society, is_rival = story.host.society, story.chance(_RIVAL)
    for number in {draw_long_tail(story.random, 0.8) for _ in range(story.random.choice((1, 1, 2, 3, 6)))}:
        building = _find_building(story, number)
        status, year = _tell_status(building, story.day)
        if is_rival:
            status, year = {"operating": "closed"}.get(status, "operating"), None
        place = f"{building.city}, {building.country.name}" if building.city else building.country.name
        kind = building.kind.replace("_", " ")
        cites = story.say(f"A {kind} {building.name or ''} of the {society} in {place} is {status.replace('_', ' ')}.")
        count = None if building.name or story.chance(0.9) else story.random.randrange(2, 20)
        story.add(
            "facilities", cites, operator=society, country=building.country.code,
            country_as_written=building.country.name, city=building.city, name=building.name, kind=building.kind,
            status=status, count=count, from_=year if story.chance(0.4) else None,
            basis=None if story.chance(0.6) else "operator: the society of which the paragraph speaks",
        )  # fmt: skip


def _find_building(story: Story, number: int) -> _Building:
    random = Random(SEED * 10**12 + story.host.place * 10**8 + number)
    is_abroad = story.host.place < 30 and random.random() < 0.6  # thirty societies work abroad
    country = story.world.choose_country(random) if is_abroad else story.host
    city = name_city(country, draw_long_tail(random, 1.0)) if random.random() < 0.6 else None
    kind = random.choice(FACILITY_KINDS)
    name = f"{name_city(story.host, number)} {kind.title().replace('_', ' ')}" if random.random() < 0.5 else None
    opened = random.randrange(-2_000, DAYS)
    closed = opened + random.randrange(400, 4_000) if random.random() < 0.15 else None
    return _Building(country, city, name, kind, opened, closed)


def _tell_status(building: _Building, day: int) -> tuple[str, str | None]:
    """Return the status of a facility on a day, and the year since when."""
    if day < building.opened:
        return ("under_construction" if building.opened - day < 400 else "planned"), None
    since = building.opened if building.closed is None or day < building.closed else building.closed
    return ("operating" if since == building.opened else "closed"), str(write_day(since).year)


def _write_commitment(story: Story) -> None:
    other, topic = story.world.choose_country(story.random), story.choose_topic()
    party = None if other is story.host or story.chance(0.4) else other.society
    modality = story.random.choice(("promised", "planned", "planned", "agreed", "agreed", "done", "denied"))
    cites = story.say(f"The {story.host.society} has {modality} {topic}{f' with the {party}' if party else ''}.")
    by = story.host.code if story.chance(0.15) else story.host.society
    story.add("commitments", cites, by=by, party=party, what=f"begin {topic}", modality=modality,
              country=story.host.code if story.chance(0.4) else None)  # fmt: skip


def _write_missions(story: Story) -> None:
    occasion, _ = _find_event(story.host, story.day)
    helped = {}
    for _ in range(story.random.choice((1, 1, 2, 4, 7))):
        country = story.world.choose_country(story.random)
        if country is not story.host:
            helped[country.code] = country
    year = str(write_day(story.day).year) if story.chance(0.4) else None
    for country in helped.values():
        cites = story.say(f"The {story.host.society} sent help to {country.name} after the {occasion}.")
        story.add("missions", cites, provider=story.host.society, country=country.code, place_as_written=country.name,
                  occasion=occasion, date=year if story.is_dated else None)  # fmt: skip
    if story.chance(0.2):
        region = story.random.choice(_REGIONS)
        story.add("missions", story.say(f"It sent teams to {region} as well."), provider=story.host.society,
                  region=region, place_as_written=region)  # fmt: skip
    elif len(helped) > 1 and story.chance(0.4):
        count = len(helped) + story.chance(_RIVAL)
        story.add("figures", story.say(f"It helped {count} countries."), subject=story.host.society,
                  measure="countries helped", value=count, unit="countries", total_of="countries_helped")  # fmt: skip


def _write_figures(story: Story) -> None:
    for _ in range(story.random.choice((1, 1, 2))):
        drawn = story.random.random()
        if drawn < 0.5:  # half are of an event
            scope, number = _find_event(story.host, story.day)
            measure, unit = story.random.choice(_OF_AN_EVENT)
            _write_figure(story, measure, _measure(story.host, measure, number), unit, scope=scope)
        elif drawn < 0.85:  # a third are of a year
            year, measure = write_day(story.day - 365).year, story.random.choice(_GROWING)
            value = int(_measure(story.host, measure, 0) * 1.03 ** (year - 2000))
            _write_figure(story, measure, value, None, as_of=str(year))
        else:
            measure = story.random.choice(_CONSTANT)
            value = _measure(story.host, measure, 0)
            _write_figure(
                story, measure, 1860 + value % 120 if measure == "year established" else value % 900 + 1, None
            )


def _write_figure(story: Story, measure: str, value: int, unit: str | None, **more: str) -> None:
    if story.chance(_RIVAL):
        value += max(2, value // 3)
    qualifier, said = story.random.choice((None, None, "about", "more_than")), value
    unit_of_two_digits = 10 ** max(0, len(str(value)) - 2)
    if qualifier == "about":
        said = round(value / unit_of_two_digits) * unit_of_two_digits
    elif qualifier == "more_than":
        said = (value - 1) // unit_of_two_digits * unit_of_two_digits
    words = f"{qualifier.replace('_', ' ')} {said}" if qualifier else str(said)
    speaker = story.people[0] if story.chance(0.4) else None
    cites = story.say(
        f"The {story.host.society} counts {words} {measure}{''.join(f', {one}' for one in more.values())}."
    )
    story.add("figures", cites, subject=story.host.society, measure=measure, value=said, qualifier=qualifier, unit=unit,
              speaker=speaker.name if speaker else None, **more)  # fmt: skip


def _find_event(country: Country, day: int) -> tuple[str, int]:
    """Return the last disaster of a country by a day, as stories call it, and its number."""
    month = max(0, day // 60 * 60)
    number = month * 191 + country.place
    return f"{_DISASTERS[number * 7 // 60 % len(_DISASTERS)]} of {write_day(month):%B %Y}", number


@lru_cache(maxsize=10_000)
def _measure(country: Country, measure: str, number: int) -> int:
    random = Random(f"{SEED} {country.code} {measure} {number}")
    return int(10 ** random.uniform(1.2, 5.5 - country.place / 100))


def _write_statement(story: Story) -> None:
    person, topic = story.random.choice(story.people), story.choose_topic()
    cites = story.say(f"{person.name} said that {topic} matters, and that it will go on.")
    first = story.sections["meetings"][0]
    story.add("statements", cites, speaker=person.name, on_behalf_of=person.organization,
              gist=f"There is need of {topic}.", about=topic, date=first.get("date"),
              date_as_written=first.get("date_as_written"))  # fmt: skip


def _write_honours(story: Story) -> None:
    if story.chance(0.6):
        year, award = write_day(story.day - 365).year, f"medal for {story.choose_topic()}"
        cites = story.say(f"In {year} the {story.host.society} received the {award}.")
        story.add("awards", cites, recipient=story.host.society, award=award, year=str(year),
                  giver=FEDERATION if story.chance(0.5) else None)  # fmt: skip
    else:
        cites = story.say(f"The {story.host.society} is a member of the Federation.")
        story.add("memberships", cites, member=story.host.society, body=FEDERATION)
