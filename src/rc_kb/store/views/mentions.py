"""Owns who is named in which fact: the one list behind the view `mentions` and every count of facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, Table, func, literal, select, union_all

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
from rc_kb.store.models.parties import country
from rc_kb.store.views.base import View, define_union


@dataclass(frozen=True)
class Mention:
    """A way in which a kind of fact names a party; the fact's key comes first in the key of its tables."""

    kind: str
    role: str
    source: FromClause
    fact_id: ColumnElement[Any]
    party_id: ColumnElement[Any]

    def select_facts(self) -> Select[Any]:
        """Return the select of the facts that name a party in this way."""
        return select(self.fact_id.label("fact_id")).select_from(self.source).where(self.party_id.is_not(None))


def _by_party(kind: str, role: str, party_id: ColumnElement[Any]) -> Mention:
    table = party_id.table
    return Mention(kind, role, table, next(iter(table.primary_key)), party_id)


def _by_country(kind: str, role: str, table: Table) -> Mention:
    named = country.alias()
    source = table.join(named, named.c.code == table.c.country_code)
    return Mention(kind, role, source, next(iter(table.primary_key)), named.c.id)


MENTIONS = (
    _by_party("meeting", "participant", participation.c.official_id),
    _by_party("meeting", "participant", participation.c.organization_id),
    _by_country("meeting", "participant", participation),
    _by_country("meeting", "place", meeting),
    _by_party("office", "holder", office.c.official_id),
    _by_party("office", "organization", office.c.organization_id),
    _by_country("office", "country", office),
    _by_party("facility", "operator", facility.c.operator_id),
    _by_country("facility", "place", facility),
    _by_party("commitment", "by", commitment.c.by_id),
    _by_party("commitment", "party", commitment.c.party_id),
    _by_country("commitment", "place", commitment),
    _by_party("mission", "provider", mission.c.provider_id),
    _by_country("mission", "recipient", mission),
    _by_party("figure", "subject", figure.c.subject_id),
    _by_party("figure", "speaker", figure.c.speaker_id),
    _by_party("award", "recipient", award.c.recipient_id),
    _by_party("award", "giver", award.c.giver_id),
    _by_party("membership", "member", membership.c.member_id),
    _by_party("membership", "body", membership.c.body_id),
    _by_party("statement", "speaker", statement.c.speaker_id),
    _by_party("statement", "on_behalf_of", statement.c.on_behalf_of_id),
)


def define_mentions() -> View:
    """Return the view of all mentions."""
    parts = [
        mention.select_facts().add_columns(
            literal(mention.kind).label("kind"),
            mention.party_id.label("party_id"),
            literal(mention.role).label("role"),
        )
        for mention in MENTIONS
    ]
    descriptions = {
        "fact_id": "the fact's key",
        "kind": "the kind of fact",
        "party_id": "the key of the country, organization or official",
        "role": "what part it has in the fact",
    }
    description = "One row for each country, organization or official that a fact names."
    return define_union("mentions", description, parts, descriptions)


def count_facts(table: FromClause, mentions: Iterable[Mention] = MENTIONS) -> ColumnElement[Any]:
    """Return how many facts name the party of a row of a table in one of the given ways."""
    naming = [mention.select_facts().where(mention.party_id == table.c.id).correlate(table) for mention in mentions]
    found = union_all(*naming).subquery()
    return select(func.count(found.c.fact_id.distinct())).scalar_subquery()


def count_kind(table: FromClause, kind: str) -> ColumnElement[Any]:
    """Return how many facts of one kind name the party of a row of a table."""
    return count_facts(table, [mention for mention in MENTIONS if mention.kind == kind])
