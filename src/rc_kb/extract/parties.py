"""Owns who is named in a sentence: people with their titles, organizations and countries, as one noun phrase each."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rc_kb.extract.chunks import Chunk, Chunked
from rc_kb.extract.lexicon import NOT_PEOPLE, SURNAMES, WEAK_HEADS
from rc_kb.extract.organizations import Names
from rc_kb.extract.prose import Prose
from rc_kb.extract.same_names import are_same_names
from rc_kb.extract.titles import TITLES, TITLES_AFTER, Office, TitleReader
from rc_kb.gazetteer import Organization, load_gazetteer
from rc_kb.text import fold_words

_HON = r"(?:H|\([wH]\))*+"
_MENTION = re.compile(
    rf"""(?P<before>{TITLES}){_HON}(?P<name>N)(?:,(?P<more>(?>{TITLES_AFTER}))(?!{_HON}N)(?!(?<=[dp]T)w))?
    |{_HON}(?P<name2>N)(?:\([^)]{{1,6}}\))?,(?P<after>(?>{TITLES_AFTER}))(?!{_HON}N)(?!(?<=[dp]T)w)
    |(?P<apart>[dpOCD]{TITLES}|{TITLES}),{_HON}(?P<name3>N)(?!,(?>{TITLES})(?!,{_HON}N))
    |H{_HON}(?P<name4>N)
    |(?P<name5>N)
    |(?P<untitled>{TITLES})
    |(?P<body>[OCD])
    |(?P<generic>[dp][DC]?G|[dp][DC]B)""",
    re.VERBOSE,
)


@dataclass(eq=False)
class Person:
    """Somebody whom the article names, under the fullest form of the name, with every form that it gives."""

    name: str
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    offices: list[Office] = field(default_factory=list)
    country: str | None = None
    is_certain: bool = False
    sentence: int = 0

    @property
    def span(self) -> tuple[int, int]:
        """Return the tokens of the full name."""
        return self.forms.get(self.name) or next(iter(self.forms.values()))

    @property
    def office(self) -> Office | None:
        """Return the first office that the article gives."""
        return self.offices[0] if self.offices else None


@dataclass(eq=False)
class Party:
    """A noun phrase that names who may act: a person, somebody by an office, an organization, a country."""

    first: int
    """The chunk that it begins with, and the one after it."""
    last: int
    start: int
    """Its tokens."""
    stop: int
    person: Person | None = None
    office: Office | None = None
    organization: Organization | None = None
    country: str | None = None
    is_reference: bool = False
    """Whether it is a pronoun, or a noun for somebody named before."""

    @property
    def is_somebody(self) -> bool:
        """Return whether it is a person, named or by an office."""
        return self.person is not None or self.office is not None


_BODIES = {
    "federation": "International Federation of Red Cross and Red Crescent Societies",
    "committee": "International Committee of the Red Cross",
}
"""The bodies of the Movement that stories call by a noun once they have named them."""


REMEMBERED = 60
"""People, the last named, whom a name or a title may mean: in a list of thousands each took longer than the last."""


class PartyReader:
    """Reads the parties of an article sentence by sentence, and remembers the people."""

    def __init__(self, prose: Prose, names: Names, home: str | None) -> None:
        self._prose = prose
        self._names = names
        self._home = home
        self.people: list[Person] = []
        self._society = _find_main_society(names)
        self._titles = TitleReader(prose, home, self._society)

    def read(self, chunked: Chunked) -> list[Party]:
        """Return the parties of a sentence in their order."""
        found = []
        for match in _MENTION.finditer(chunked.shape):
            party = self._make(chunked, match)
            if party is not None:
                found.append(party)
        return found

    def _make(self, chunked: Chunked, match: re.Match[str]) -> Party | None:
        chunks = chunked.chunks
        group = match.lastgroup
        first, last = match.start(), match.end()
        party = Party(first, last, chunks[first].start, chunks[last - 1].stop)
        name = next((match.start(one) for one in ("name", "name2", "name3", "name4", "name5") if match[one]), None)
        if name is not None:
            return self._make_person(chunked, match, party, name)
        chunk = chunks[first]
        if group == "untitled":
            offices = list(self._titles.read(chunked, *match.span("untitled"), "office.alone"))
            party.office = offices[0]
            party.organization, party.country = offices[0].organization, offices[0].country
            return party
        if group == "generic":
            return self._make_generic(chunked, party)
        if chunk.kind == "O":
            party.organization = chunk.value
            party.country = chunk.value.country
            if chunk.value.kind == "national_society" and self._society is None:
                self._society = chunk.value
        else:
            party.country = chunk.value.code
        return party

    def _make_generic(self, chunked: Chunked, party: Party) -> Party | None:
        """Return a party for `the society`, `the Iranian society`: one that was named before."""
        chunks = chunked.chunks[party.first : party.last]
        word = self._prose.lower[chunks[-1].start]
        country = next((chunk.value.code for chunk in chunks if chunk.kind in "CD"), None)
        if word in {"delegation", "team"}:
            named = [
                one.value for one in self._names.mentions.values() if one.kind == "O" and one.value.country == country
            ]
            party.organization = next((one for one in named if one.kind == "national_society"), None)
            if party.organization is not None:
                party.office = Office("delegation", party.organization, country, ((party.start, party.stop),))
                party.country = country
                return party
        body = _BODIES.get(word)
        if body is not None and self._names.has(body):
            party.organization = load_gazetteer().organizations[body]
        elif word in {"society", "association"} and country:
            party.organization = load_gazetteer().societies.get(country)
        elif word in {"society", "organization", "organisation"}:
            party.organization = self._society
        if party.organization is None:
            return None
        party.country, party.is_reference = party.organization.country, True
        return party

    def _make_person(self, chunked: Chunked, match: re.Match[str], party: Party, name: int) -> Party | None:
        chunk = chunked.chunks[name]
        offices: list[Office] = []
        for group, rule in (
            ("before", "office.before_name"),
            ("more", "office.after_name"),
            ("after", "office.after_name"),
            ("apart", "office.apart_from_name"),
        ):
            if match[group]:
                offices += self._titles.read(chunked, *match.span(group), rule)
        has_honorific = "H" in match[0]
        person = self._meet(chunk, offices, is_certain=bool(offices) or has_honorific, sentence=chunked.sentence.number)
        if person is None:
            return None
        party.person = person
        party.office = offices[0] if offices else person.office
        if party.office:
            party.organization, party.country = party.office.organization, party.office.country
        party.country = party.country or person.country
        return party

    def _meet(self, chunk: Chunk, offices: list[Office], *, is_certain: bool, sentence: int) -> Person | None:
        """Return the person of a name, known or new; None for words that nothing says are somebody's name."""
        name = self._prose.text(chunk.start, chunk.stop).strip(" ./,;:")
        person = self._recall(name)
        if person is None:
            if not is_certain and len(name.split()) < 2:
                return None
            *first, last = name.lower().split()
            if NOT_PEOPLE & set(first) or (last in NOT_PEOPLE and not (is_certain and first and last in SURNAMES)):
                return None
            person = Person(name, sentence=sentence)
            self.people.append(person)
        elif len(fold_words(name)) > len(fold_words(person.name)) and not (
            person.is_certain and len(name.split()) == len(person.name.split())
        ):
            person.name = name
        person.forms.setdefault(name, (chunk.start, chunk.stop))
        person.is_certain = person.is_certain or is_certain
        for office in offices:
            if not any(_is_same_office(office, other) for other in person.offices):
                person.offices.append(office)
            person.country = person.country or office.country
        return person

    def _recall(self, name: str) -> Person | None:
        """Return who was named before by a name, a part of it, or nearly the same letters."""
        words = _list_words(name)
        for person in self.people[: -REMEMBERED - 1 : -1]:
            if are_same_names(words, _list_words(person.name)):
                return person
        return None


@lru_cache(maxsize=2_000)
def _list_words(name: str) -> list[str]:
    return fold_words(name.replace("-", " ")).split()


def _find_main_society(names: Names) -> Organization | None:
    """Return the society that a story names most, the first of them where several are named as often."""
    named = [
        one.value
        for _, one in sorted(names.mentions.items())
        if one.kind == "O" and one.value.kind == "national_society"
    ]
    return max(dict.fromkeys(named), key=named.count, default=None)


def _is_same_office(one: Office, other: Office) -> bool:
    same = one.organization == other.organization or one.organization is None or other.organization is None
    words, known = set(fold_words(one.title).split()), set(fold_words(other.title).split())
    is_shorter = words <= known or (words == {"pm"} and "prime" in known)
    return (same and (is_shorter or _noun(one.title) in WEAK_HEADS)) or _noun(one.title) in _BY_BIRTH


_BY_BIRTH = frozenset({"prince", "princess"})
"""Titles that are no office of somebody who holds another one."""


def _noun(title: str) -> str:
    return title.lower().split()[-1]
