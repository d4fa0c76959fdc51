"""Owns a story as the rules read it: its sentences with their parties, its people, and who is meant by a later word."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rc_kb.extract.chunks import Chunk, Chunked, Chunker
from rc_kb.extract.lexicon import SPEECH
from rc_kb.extract.organizations import Names
from rc_kb.extract.parties import REMEMBERED, Party, PartyReader, Person
from rc_kb.extract.prose import Prose
from rc_kb.extract.titles import Office, is_counterpart
from rc_kb.gazetteer import City, Organization, load_gazetteer
from rc_kb.ingest.document import Document

_PRONOUNS = frozenset({"he", "she"})
_DELEGATIONS = frozenset({"delegation", "delegates", "delegations", "visitors", "guests"})
_BOTH = frozenset({"two", "both"})
_SIDES = frozenset(
    "officials sides parties leaders ministers presidents men women diplomats chiefs heads envoys two sides".split()
)
_DO = frozenset("had have also then later last met discussed talked agreed exchanged held".split())
"""Words by which `the two` goes on without a noun."""
_ALIKE = (
    frozenset({"president", "head", "chief", "chairman", "chairwoman", "chairperson", "chair", "leader", "ceo"}),
    frozenset({"ambassador", "envoy", "diplomat", "representative", "consul", "commissioner", "charge"}),
    frozenset({"secretary-general", "general", "secretary", "chief", "official"}),
    frozenset({"minister", "premier"}),
    frozenset({"delegate", "delegation", "head", "representative", "director", "manager", "coordinator"}),
)
"""Words that stories use for one and the same office."""
_DOMINANT = 0.5
_OFFICIAL = frozenset({"official", "officials"})


class Reading(NamedTuple):
    """A sentence with its parties; references are among them, as the people that they mean."""

    chunked: Chunked
    parties: list[Party]

    @property
    def number(self) -> int:
        """Return how many sentences stand before."""
        return self.chunked.sentence.number


class Story:
    """An article that was read: what every rule of every kind of fact starts from."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.prose = Prose(document.normal)
        self.names = Names(self.prose)
        chunked = Chunker(self.prose, self.names, document.body).read()
        self.home = self._find_home(chunked)
        self._choose_cities(chunked)
        reader = PartyReader(self.prose, self.names, self.home)
        self.readings = [Reading(one, reader.read(one)) for one in chunked]
        self.people = reader.people
        self._take_speakers()
        self._resolve()

    @property
    def published(self) -> str | None:
        """Return the EDTF date of publication."""
        return self.document.published

    def lower(self, start: int, stop: int) -> list[str]:
        """Return tokens in lower case."""
        return self.prose.lower[start:stop]

    def is_title(self, reading: Reading) -> bool:
        """Tell whether a sentence is the title of the story."""
        return (
            bool(self.document.title_end)
            and self.prose.starts[reading.chunked.sentence.start] < self.document.title_end
        )

    def _find_home(self, chunked: Iterable[Chunked]) -> str | None:
        """Return the country that a story is told from: that of its dateline, or the one that it names most."""
        gazetteer = load_gazetteer()
        dateline = self.document.dateline
        if dateline:
            city = gazetteer.cities.get(dateline)
            if dateline in gazetteer.countries:
                return gazetteer.countries[dateline].code
            if city:
                return city.code
        named = Counter(
            code for one in chunked for chunk in one.chunks if (code := _code_of(chunk)) is not None
        ).most_common(1)
        total = sum(1 for one in chunked for chunk in one.chunks if _code_of(chunk) is not None)
        return named[0][0] if named and named[0][1] > _DOMINANT * total else None

    def _choose_cities(self, chunked: Iterable[Chunked]) -> None:
        """Take the city of the country that a story is told from, where a larger one elsewhere has the same name."""
        for one in chunked:
            for place, chunk in enumerate(one.chunks):
                if isinstance(chunk.value, City) and self.home in chunk.value.others:
                    one.chunks[place] = chunk._replace(value=chunk.value._replace(code=self.home))

    def _take_speakers(self) -> None:
        """Take two or more capitalized words for a person where a verb of speech follows, or a person beside them."""
        for reading in self.readings:
            for party in reading.parties:
                if party.person is not None and not party.person.is_certain and self._speaks(reading, party):
                    party.person.is_certain = True

    def _speaks(self, reading: Reading, party: Party) -> bool:
        after = self.lower(party.stop, party.stop + 3)
        if after and after[0] in {",", "also", "further", "then"}:
            after = after[1:]
        if after[:1] and (after[0] in SPEECH or (after[0] in {"has", "had"} and after[1:2] and after[1] in SPEECH)):
            return True
        before = self.lower(max(0, party.start - 1), party.start)
        return bool(before) and before[0] in {"said", "added", "noted"} and reading.parties[0] is not party

    def _resolve(self) -> None:
        """Let titles alone and pronouns stand for the people that were named before them, or right after."""
        named: list[Person] = []
        subject: Person | None = None
        self._delegation: Organization | None = None
        for place, reading in enumerate(self.readings):
            for party in list(reading.parties):
                if party.person is None and party.office is not None:
                    party.person = self._find_holder(party, named)
                    party.is_reference = party.person is not None
                if party.person is not None and party.person.is_certain:
                    if party.person in named:
                        named.remove(party.person)
                    named.append(party.person)
            self._add_pronouns(reading, subject, named)
            self._add_delegation(reading)
            subject = self._find_subject(reading) or subject
            self._name_untitled(place)

    def _find_holder(self, party: Party, named: list[Person]) -> Person | None:
        """Return the person named before who is meant by a title: the envoy, the IRCS chief, the Tajik official."""
        office = party.office
        if office is None or is_counterpart(office.title):
            return None
        nouns = set(office.title.lower().replace("-", " ").split())
        for person in named[: -REMEMBERED - 1 : -1]:
            if office.country and person.country and office.country != person.country:
                continue
            if _is_known_elsewhere(office.organization, person):
                continue
            if nouns & _OFFICIAL and len(nouns) == 1:
                if office.country is None or person.country == office.country:
                    return person
                continue
            for held in person.offices:
                known = set(held.title.lower().replace("-", " ").split())
                if nouns & known or any(nouns & alike and known & alike for alike in _ALIKE):
                    return person
        return None

    def _add_pronouns(self, reading: Reading, subject: Person | None, named: list[Person]) -> None:
        for place, chunk in enumerate(reading.chunked.chunks):
            if (
                chunk.kind != "w"
                or self.prose.lower[chunk.start] not in _PRONOUNS
                or self.prose.words[chunk.start] == "HE"
            ):
                continue
            before = [
                party.person
                for party in reading.parties
                if party.person and party.person.is_certain and party.stop <= chunk.start
            ]
            person = (before[0] if before else subject) or (named[-1] if named else None)
            if person is not None:
                party = Party(place, place + 1, chunk.start, chunk.stop, person, person.office, is_reference=True)
                party.country = person.country
                party.organization = person.office.organization if person.office else None
                reading.parties.append(party)
        reading.parties.sort(key=lambda party: party.start)

    def _add_delegation(self, reading: Reading) -> None:
        """Let `the delegation` stand for the one that came before: whose it was is said once."""
        lower = self.prose.lower
        for place, chunk in enumerate(reading.chunked.chunks):
            if lower[chunk.start] not in _DELEGATIONS or any(
                one.start <= chunk.start < one.stop for one in reading.parties
            ):
                continue
            near = [
                one
                for one in reading.parties
                if one.organization and not one.person and (0 <= one.start - chunk.stop <= 3 or one.stop == chunk.start)
            ]
            if near:
                self._delegation = near[0].organization
            elif self._delegation is not None and chunk.start and lower[chunk.start - 1] in {"the", "visiting"}:
                party = Party(place, place + 1, chunk.start, chunk.stop, is_reference=True)
                party.organization, party.country = self._delegation, self._delegation.country
                span = (chunk.start, chunk.stop)
                party.office = Office(lower[chunk.start], self._delegation, self._delegation.country, (span,))
                reading.parties.append(party)
        reading.parties.sort(key=lambda party: party.start)

    def _find_subject(self, reading: Reading) -> Person | None:
        return next((one.person for one in reading.parties if one.person and one.person.is_certain), None)

    def _name_untitled(self, place: int) -> None:
        """Give an office without a name to the person without an office who is named in the next sentence."""
        reading = self.readings[place]
        waiting = [
            party
            for party in reading.parties
            if party.person is None
            and party.office
            and (party.organization or party.country)
            and not is_counterpart(party.office.title)
            and "official" not in party.office.title.lower()
        ]
        is_first = bool(waiting) and waiting[0] is reading.parties[0]
        if (
            not waiting
            or (len(waiting) > 1 and not is_first)
            or place + 1 >= len(self.readings)
            or self.is_title(reading)
        ):
            return
        following = self.readings[place + 1]
        first = following.parties[0] if following.parties else None
        person = first.person if first else None
        if person is None or person.offices or first is None or first.start > following.chunked.sentence.start + 2:
            return
        office = waiting[0].office
        if office is None:
            return
        person.offices.append(
            office._replace(
                basis=(*office.basis, "official: named in the sentence after the title"), rule="office.next_sentence"
            )
        )
        person.is_certain, person.country = True, office.country
        waiting[0].person = person
        first.office, first.organization, first.country = office, office.organization, office.country

    def find_plural(self, reading: Reading) -> Iterator[int]:
        """Return the tokens at which both sides are named by a plural: the two officials, both sides, they."""
        lower = self.prose.lower
        for token in range(reading.chunked.sentence.start, reading.chunked.sentence.stop):
            following = lower[token + 1 : token + 2]
            is_both = lower[token] in _BOTH and bool(following) and (following[0] in _SIDES or following[0] in _DO)
            if lower[token] == "they" or is_both:
                yield token


def _code_of(chunk: Chunk) -> str | None:
    if chunk.kind in "CDL":
        return getattr(chunk.value, "code", None)
    if chunk.kind == "O" and chunk.value.kind == "national_society":
        return str(chunk.value.country)
    return None


def _is_known_elsewhere(organization: Organization | None, person: Person) -> bool:
    held = [office.organization for office in person.offices if office.organization]
    return organization is not None and bool(held) and organization not in held
