"""Owns the writing of one invented story: its paragraphs, and the records that cite their sentences."""

from random import Random
from typing import Any

from invented_parties import DAYS, SEED, Person, World, draw_long_tail, name_city, write_day
from rc_kb.text import digest_words

RARE_WORD = "quinquereme"
RARE_ROWS = 20
"""Meetings of which a topic holds the rare word, in a world of any size from a thousand meetings."""

_RARE_EVERY, _RARE_AT = 10, 3
_SENTENCES_OF_A_PARAGRAPH = 3
_GROWTH = 1.8
"""The number of articles grows: of the days passed, half give 29 % of the articles."""

_MEETINGS = range(1, 9), (25, 25, 20, 12, 8, 5, 3, 2)
_PARTICIPANTS = range(2, 7), (58, 22, 11, 6, 3)
_FORMATS = ("in_person", "virtual", "phone", "unknown"), (70, 9, 5, 16)
_THINGS = (
    "volunteers|first aid|blood donation|ambulances|flood relief|winter clothing|field hospitals|water supply|"
    "refugees|mobile clinics|early warning|medicines|prostheses|youth camps|search dogs|drought|tracing of families|"
    "vaccination|disaster schools|heat waves|earthquakes|cash assistance|nursing|relief flights"
).split("|")
_AIMS = (
    "training in|cooperation on|an exchange on|funding of|a joint plan for|experience with|standards of|support for|"
    "research on|a project on|logistics of|lessons from|the law of|readiness for"
).split("|")

Record = dict[str, Any]


class Story:
    """An invented story with the records that code it, section by section."""

    def __init__(self, world: World, number: int) -> None:
        self.world, self.number = world, number
        self.random = random = Random(SEED * 10**9 + number)
        self.day = int(DAYS * random.random() ** (1 / _GROWTH))
        self.is_dated = random.random() < 0.75  # a quarter of the pages carry no date
        self.host = world.choose_country(random)
        self.city = name_city(self.host, draw_long_tail(random, 1.0))
        self.paragraphs = [""]
        self.sections: dict[str, list[Record]] = {}
        self.people: list[Person] = []
        """Who takes part in the first meeting; those alone are known as people in every length of the sheet."""
        self._said: list[Record] = []
        self._seen: set[object] = set()

    def begin_paragraph(self) -> None:
        """Let the next sentence begin a paragraph."""
        if self.paragraphs and self.paragraphs[-1]:
            self.paragraphs.append("")

    def say(self, sentence: str) -> list[Record]:
        """Write a sentence; return the citation of it, and now and then that of one that came before."""
        if self.paragraphs[-1].count(". ") >= _SENTENCES_OF_A_PARAGRAPH - 1:
            self.begin_paragraph()
        before = self.paragraphs[-1]
        start = len(before) + 1 if before else 0
        self.paragraphs[-1] = f"{before} {sentence}" if before else sentence
        place = {"paragraph": len(self.paragraphs), "start": start, "end": start + len(sentence)}
        cites = [place | {"digest": digest_words(sentence)}]
        if self._said and self.chance(0.3):
            cites.append(self.random.choice(self._said))
        self._said.append(cites[0])
        return cites

    def add(self, section: str, cites: list[Record], **record: Any) -> None:
        """Add a record to a section, without the keys that hold nothing; one that is there already is left out."""
        kept = {name.rstrip("_"): value for name, value in record.items() if value is not None}
        said = section, repr(kept)
        if said not in self._seen:
            self._seen.add(said)
            self.sections.setdefault(section, []).append(kept | {"cite": cites})

    def chance(self, share: float) -> bool:
        """Tell whether something that happens so often happens now."""
        return self.random.random() < share

    def choose_topic(self) -> str:
        """Return what people talk about, some of it much oftener than the rest."""
        number = draw_long_tail(self.random, 0.6)
        return f"{_AIMS[number % len(_AIMS)]} {_THINGS[number % len(_THINGS)]}"

    def write_meetings(self) -> None:
        """Write the meetings, each in a sentence."""
        [count] = self.random.choices(_MEETINGS[0], _MEETINGS[1])
        for place in range(count):
            people = self._gather(place)
            self.people = self.people or people
            self._write_meeting(place, people)

    def _gather(self, place: int) -> list[Person]:
        """Return who takes part: somebody of the host's society, and others whom no meeting of the story has yet."""
        [count] = self.random.choices(_PARTICIPANTS[0], _PARTICIPANTS[1])
        here = self.world.choose_of_society(self.host, self.day, self.random, self.number * 20 + place)
        people = {here.name: here}
        while len(people) < count:
            there = self._choose_guest()
            people.setdefault(there.name, there)
        if frozenset(people) in self._seen:
            return self._gather(place)
        self._seen.add(frozenset(people))
        return list(people.values())

    def _choose_guest(self) -> Person:
        drawn, country = self.random.random(), self.world.choose_country(self.random)
        if drawn < 0.5 and country is self.host:  # else the host would mostly meet its own people
            return self._choose_guest()
        if drawn < 0.6:  # half are of another society
            return self.world.choose_of_society(country, self.day, self.random, self.number * 20 + len(self._seen) + 8)
        if drawn < 0.8:  # a fifth of a government
            return self.world.choose_of_state(country, self.host, self.day, self.random)
        return self.world.choose_of_body(self.day, self.random)

    def _write_meeting(self, place: int, people: list[Person]) -> None:
        topics = list(dict.fromkeys(self.choose_topic() for _ in range(self.random.choice((0, 1, 1, 1, 2, 3)))))
        if place == 0 and self.number < RARE_ROWS * _RARE_EVERY and self.number % _RARE_EVERY == _RARE_AT:
            topics.append(f"the voyage of a {RARE_WORD}")
        dated = self._date_meeting()
        is_in_city = self.chance(0.33)
        [how] = self.random.choices(_FORMATS[0], _FORMATS[1])
        names = [f"the {one.role} {one.name} of the {one.organization}" for one in people]
        when = f" on {dated['date_as_written']}" if "date_as_written" in dated else ""
        where = f" in {self.city}" if is_in_city else ""
        about = f" and talked about {', '.join(topics)}" if topics else ""
        sentence = f"{names[0]} met {' and '.join(names[1:])}{where}{when}{about}."
        seats: list[Record] = [
            {"name": one.name, "role": one.role, "organization": one.organization}
            | ({"country": one.country} if one.country else {})
            for one in people
        ]
        if place and len(seats) > 2 and self.chance(0.15):  # somebody with a name is left on each side
            seats[-1]["role"] = "delegation"
            del seats[-1]["name"]
        for one in people:
            self._describe(one)
        self.add(
            "meetings",
            self.say(sentence[0].upper() + sentence[1:]),
            **dated,
            city=self.city if is_in_city else None,
            country=self.host.code if is_in_city or self.chance(0.7) else None,
            format=how,
            participants=seats,
            topics=topics or None,
        )

    def _describe(self, person: Person) -> None:
        """Describe an organization that the reference data does not know."""
        if person.kind and person.organization not in self._seen:
            self._seen.add(person.organization)
            described = {"name": person.organization, "kind": person.kind}
            self.sections.setdefault("organizations", []).append(
                described | ({"country": person.country} if person.country else {})
            )

    def _date_meeting(self) -> Record:
        """Return the date of a meeting, as far as the story tells it: half cannot be dated at all."""
        held, drawn = write_day(self.day - self.random.randrange(7)), self.random.random()
        if drawn < (0.25 if self.is_dated else 0):
            said = {"date_as_written": f"{held:%A}", "basis": f"date: the last {held:%A} before publication"}
            return {"date": held.isoformat()} | said
        if drawn < 0.4:  # two in five can be dated to the day
            return {"date": held.isoformat(), "date_as_written": f"{held.day} {held:%B %Y}"}
        if drawn < 0.48:  # some to the month
            return {"date": f"{held:%Y-%m}", "date_as_written": f"{held:%B %Y}"}
        if drawn < 0.5 and self.is_dated:  # few to a week
            return {"date": f"[{write_day(self.day - 6)}..{write_day(self.day)}]", "basis": "date: the week"}
        return {}
