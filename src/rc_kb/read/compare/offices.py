"""Owns which holders are compared: those of one seat of one organization who certainly held it at one time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rc_kb.read.claims import EARLIEST, LATEST, Days, bound_days
from rc_kb.read.compare.values import Comparison, ReportedValue, States, cite, weigh_values
from rc_kb.read.conditions import value_of
from rc_kb.read.names import Match
from rc_kb.read.query import Question
from rc_kb.read.reader import Reader
from rc_kb.read.tenures import Attestation, find_certain_days, hold_at_once, join_terms
from rc_kb.text import fold_key, fold_words

_ABOUT = {
    "organization": "organization_id = :about",
    "country": "organization_id IN (SELECT id FROM parties WHERE country_code = :about)",
    "official": "(organization_id, seat) IN (SELECT organization_id, seat FROM office WHERE official_id = :about)",
}


class _Office(NamedTuple):
    """An office, in columns of the view offices."""

    id: int
    article_id: str
    published_on_first: str | None
    published_on_last: str | None
    official: str
    organization_id: int
    organization: str
    seat: str
    valid_from_first: str | None
    valid_from_last: str | None
    valid_until_first: str | None
    valid_until_last: str | None

    @property
    def attestation(self) -> Attestation:
        """Return what the article says of when the office was held."""
        return Attestation(
            bound_days(self.valid_from_first, self.valid_from_last),
            bound_days(self.valid_until_first, self.valid_until_last),
            cite(self).published,
        )


class _Term(NamedTuple):
    """A term of one holder: the name, the records, the certain days, and the articles for which it is not over."""

    holder: str
    offices: list[_Office]
    days: Days | None
    current_in: frozenset[str]

    @property
    def reach(self) -> Days:
        """Return the days on which it can be compared: its own, and those on which its articles were published."""
        published = [cite(office).published or Days(EARLIEST, LATEST) for office in self.offices]
        stretches = [self.days, *published] if self.days else published
        return Days(min(days.first for days in stretches), max(days.last for days in stretches))

    def denies(self, other: "_Term") -> bool:
        """Tell whether two people cannot both have held the seat as reported.

        They cannot at one time, nor where one article gives it to both, whenever that was published. A surname, and a
        full name that holds it, may be of one person.
        """
        words, other_words = set(self.holder.split()), set(other.holder.split())
        if words <= other_words or other_words <= words:
            return False
        if self.current_in & other.current_in:
            return True
        return self.days is not None and other.days is not None and hold_at_once(self.days, other.days)


def compare_offices(reader: Reader, about: Match | None = None, *, with_agreeing: bool = False) -> Iterator[Comparison]:
    """Compare the holders of each seat: first those who held it at one time, then the others."""
    if about and about.kind not in _ABOUT:
        return
    having = "count(*) > 1" if with_agreeing else "count(DISTINCT official_id) > 1"
    question = Question("offices", "organization, organization_id, seat, published_on_last NULLS LAST, id")
    question.where("seat IS NOT NULL AND organization_id IS NOT NULL")
    if about:
        question.where(_ABOUT[about.kind], f"about {about.name}", **value_of("about", about))
    question.where(
        f"(organization_id, seat) IN (SELECT organization_id, seat FROM office{question.write_conditions()} "
        f"GROUP BY organization_id, seat HAVING {having})"
    )
    offices = map(_Office._make, reader.find(question.ask(_Office._fields)).rows)
    for _, held in groupby(offices, attrgetter("organization_id", "seat")):
        terms = list(_list_terms(held))
        for values in _STATES.separate(terms, with_others=with_agreeing):
            yield Comparison("office", terms[0].offices[0].organization, values)


def _list_terms(held: Iterable[_Office]) -> Iterator[_Term]:
    """Return the terms of the holders of a seat."""
    # Not by the official's key: one of two articles may leave out the country, which makes two officials of one name.
    by_holder: dict[str, list[_Office]] = defaultdict(list)
    for office in held:
        by_holder[fold_key(office.official)].append(office)
    for offices in by_holder.values():
        for term in join_terms(offices, attrgetter("attestation")):
            days = find_certain_days(office.attestation for office in term)
            current_in = frozenset(office.article_id for office in term if office.attestation.is_current)
            yield _Term(fold_words(offices[0].official), term, days, current_in)


def _weigh_terms(terms: Sequence[_Term]) -> list[ReportedValue]:
    values = []
    for _, own, is_rival in weigh_values(terms, attrgetter("holder"), _Term.denies, attrgetter("reach")):
        offices = [office for term in own for office in term.offices]
        seat = offices[0].seat.replace("_", " ")
        values.append(ReportedValue(seat, offices[0].official, [cite(office) for office in offices], is_rival))
    return values


_STATES = States[_Term](attrgetter("reach"), _Term.denies, _weigh_terms)
