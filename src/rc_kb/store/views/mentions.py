"""Owns who is named in which fact: the one list behind the view `mentions` and every count of facts."""

from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Table,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from rc_kb.store.models.derived import country_fact
from rc_kb.store.models.facts import (
    award,
    commitment,
    facility,
    figure,
    meeting,
    membership,
    mission,
    office,
    participation,
    statement,
)
from rc_kb.store.models.parties import country, official, organization
from rc_kb.store.views.base import View, define_union, define_view, named
from rc_kb.vocabulary import FACT_KINDS, PARTY_KINDS

REPRESENTING = ("national_society", "embassy", "government")
"""The kinds of organizations that stand for their country."""

_PLACE = "place"


@dataclass(frozen=True)
class Mention:
    """A way in which a kind of fact names a party; the fact's key comes first in the key of its tables."""

    kind: str
    role: str
    table: Table
    column: Column[Any]
    """The column of the table that refers to the party: by its key, or to a country by its code."""

    @property
    def fact_id(self) -> ColumnElement[Any]:
        """Return the column of the table that refers to the fact."""
        return next(iter(self.table.primary_key))

    @property
    def target(self) -> str:
        """Return the table whose rows are named: country, organization, official, or party for any of these."""
        # A country's code refers to the country alone, and with a place's key to that place.
        targets = {key.column.table.name for key in self.column.foreign_keys}
        return next(name for name in ("party", *PARTY_KINDS) if name in targets)

    def select_mentions(self) -> Select[Any]:
        """Return the select of the facts that name a party in this way, each with the party's key."""
        if self.target != "country":
            return select(self.fact_id.label("fact_id"), *self._describe(self.column)).where(self.column.is_not(None))
        named = country.alias()
        source = self.table.join(named, named.c.code == self.column)
        return select(self.fact_id.label("fact_id"), *self._describe(named.c.id)).select_from(source)

    def select_countries(self) -> list[Select[Any]]:
        """Return the selects of the facts that name a country in this way, or somebody who stands for it."""
        if self.target == "country":
            return [self._select_code(self.column, self.table)]
        return [
            self._select_code(code, self.table.join(owner, owner.c.id == self.column), *represents)
            for owner, code, *represents in _STANDING
            if self.target in {"party", owner.name}
        ]

    def _select_code(self, code: ColumnElement[Any], source: FromClause, *where: ColumnElement[bool]) -> Select[Any]:
        part = literal_column(str(int(self.role != _PLACE)), Integer)
        columns = (self.fact_id.label("fact_id"), code.label("country_code"), part.label("takes_part"))
        return select(*columns).select_from(source).where(code.is_not(None), *where)

    def _describe(self, party_id: ColumnElement[Any]) -> list[ColumnElement[Any]]:
        return [literal(self.kind).label("kind"), party_id.label("party_id"), literal(self.role).label("role")]


_STANDING: tuple[tuple[Any, ...], ...] = (
    (country, country.c.code),
    (organization, organization.c.country_code, organization.c.kind.in_(REPRESENTING)),
    (official, official.c.country_code),
)
"""The tables of parties, each with the code of the country that a row stands for, and which rows stand for one."""


def _name(kind: str, role: str, column: Column[Any]) -> Mention:
    return Mention(kind, role, column.table, column)


MENTIONS = (
    _name("meeting", "participant", participation.c.official_id),
    _name("meeting", "participant", participation.c.organization_id),
    _name("meeting", "participant", participation.c.country_code),
    _name("meeting", "place", meeting.c.country_code),
    _name("office", "holder", office.c.official_id),
    _name("office", "organization", office.c.organization_id),
    _name("office", "country", office.c.country_code),
    _name("facility", "operator", facility.c.operator_id),
    _name("facility", "place", facility.c.country_code),
    _name("commitment", "by", commitment.c.by_id),
    _name("commitment", "party", commitment.c.party_id),
    _name("commitment", "place", commitment.c.country_code),
    _name("mission", "provider", mission.c.provider_id),
    _name("mission", "recipient", mission.c.country_code),
    _name("figure", "subject", figure.c.subject_id),
    _name("figure", "speaker", figure.c.speaker_id),
    _name("award", "recipient", award.c.recipient_id),
    _name("award", "giver", award.c.giver_id),
    _name("membership", "member", membership.c.member_id),
    _name("membership", "body", membership.c.body_id),
    _name("statement", "speaker", statement.c.speaker_id),
    _name("statement", "on_behalf_of", statement.c.on_behalf_of_id),
)


def define_mentions() -> View:
    """Return the view of all mentions."""
    descriptions = {
        "fact_id": "the fact's key",
        "kind": "the kind of fact",
        "party_id": "the key of the country, organization or official",
        "role": "what part it has in the fact",
    }
    description = "One row for each country, organization or official that a fact names."
    return define_union("mentions", description, [mention.select_mentions() for mention in MENTIONS], descriptions)


def define_country_facts() -> View:
    """Return the view of the countries that facts name."""
    descriptions = {column.name: column.comment or "" for column in country_fact.columns}
    columns = [named(name, country_fact.c[name], text) for name, text in descriptions.items()]
    return define_view("country_facts", country_fact.comment or "", columns, country_fact)


def count_facts(table: Table, *kinds: str) -> ColumnElement[Any]:
    """Return how many facts, of some kinds or of any, name the organization or official of a row of a table.

    Facts are counted in each of their columns, without those that an earlier column of the same fact has counted; a
    count over an index needs no list of the facts.
    """
    counts = []
    for kind in kinds or FACT_KINDS:
        naming = [one for one in MENTIONS if one.kind == kind and one.target in {"party", table.name}]
        for place, mention in enumerate(naming):
            before = [or_(one.column.is_(None), one.column != table.c.id) for one in naming[:place]]
            has_several = len(mention.table.primary_key) > 1
            number = func.count(mention.fact_id.distinct()) if has_several else func.count()
            counted = select(number).select_from(mention.table).where(mention.column == table.c.id, *before)
            counts.append(counted.scalar_subquery())
    return reduce(add, counts)
