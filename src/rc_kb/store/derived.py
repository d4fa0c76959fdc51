"""Owns the writing of what only follows from facts, so that it is found soon: their countries, their facilities' order.

The table country_fact follows from the facts and from who stands for which country, facility_attestation from the
facts and their articles' days. relate_all makes both anew.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, Connection, Select, case, delete, func, literal, select, true, union_all

from rc_kb.store.engine import insert_selected, split_batches
from rc_kb.store.models.derived import country_fact, facility_attestation
from rc_kb.store.models.facts import facility
from rc_kb.store.models.parties import organization
from rc_kb.store.models.sources import article, fact
from rc_kb.store.views.mentions import MENTIONS, REPRESENTING
from rc_kb.vocabulary import FACT_KINDS


def relate_new_facts(connection: Connection, facts: Mapping[str, Collection[int]]) -> None:
    """Write what follows from some facts, given by kind, that have just been written."""
    for kind, keys in facts.items():
        for some in split_batches(keys):
            _write_countries(connection, kind, some)
    for some in split_batches(facts.get("facility", ())):
        _write_attestations(connection, facility.c.id.in_(some))


def relate_facts(connection: Connection, facts: Mapping[str, Collection[int]]) -> None:
    """Write what follows from some facts, given by kind, in place of what was written before."""
    for kind, keys in facts.items():
        for some in split_batches(keys):
            connection.execute(delete(country_fact).where(country_fact.c.fact_id.in_(some)))
            _write_countries(connection, kind, some)
    for some in split_batches(facts.get("facility", ())):
        connection.execute(delete(facility_attestation).where(facility_attestation.c.facility_id.in_(some)))
        _write_attestations(connection, facility.c.id.in_(some))


def relate_articles(connection: Connection, articles: Collection[str]) -> None:
    """Write anew what follows from when some articles were published."""
    for some in split_batches(articles):
        facts: dict[str, set[int]] = defaultdict(set)
        for kind, key in connection.execute(select(fact.c.kind, fact.c.id).where(fact.c.article_id.in_(some))):
            facts[kind].add(key)
        relate_facts(connection, facts)


def relate_facts_of(connection: Connection, organizations: Collection[int]) -> None:
    """Write anew which countries the facts name that name some organizations: these stand for another one now."""
    facts: dict[str, set[int]] = defaultdict(set)
    for mention in MENTIONS:
        if mention.target in {"party", "organization"}:
            for some in split_batches(organizations):
                naming = select(mention.fact_id).where(mention.column.in_(some))
                facts[mention.kind].update(connection.scalars(naming))
    relate_facts(connection, facts)


def relate_all(connection: Connection) -> None:
    """Write anew what follows from every fact."""
    connection.execute(delete(country_fact))
    for kind in FACT_KINDS:
        _write_countries(connection, kind)
    connection.execute(delete(facility_attestation))
    _write_attestations(connection, true())


def list_standing(connection: Connection, organizations: Collection[int]) -> dict[int, str | None]:
    """Return for which country each of some organizations stands; None for none."""
    code = case((organization.c.kind.in_(REPRESENTING), organization.c.country_code))
    standing: dict[int, str | None] = {}
    for some in split_batches(organizations):
        rows = connection.execute(select(organization.c.id, code).where(organization.c.id.in_(some)))
        standing |= {row[0]: row[1] for row in rows}
    return standing


def list_changed(before: Mapping[int, str | None], after: Mapping[int, str | None]) -> set[int]:
    """Return the organizations of which facts were written that stand for another country than before."""
    return {key for key, code in after.items() if key in before and before[key] != code}


def select_countries(kind: str, keys: Collection[int] | None = None) -> Select[tuple[int, str, str, int, str | None]]:
    """Return the select of the countries that facts of a kind name, all of them or some: a row of country_fact each."""
    named = union_all(
        *(
            one if keys is None else one.where(mention.fact_id.in_(keys))
            for mention in MENTIONS
            if mention.kind == kind
            for one in mention.select_countries()
        )
    ).subquery()
    columns = (named.c.fact_id, named.c.country_code)
    day = func.max(article.c.published_on_last)
    return (
        select(*columns, literal(kind), func.max(named.c.takes_part), day)
        .join_from(named, fact, fact.c.id == named.c.fact_id)
        .join(article, article.c.id == fact.c.article_id)
        .group_by(*columns)
    )


def _write_countries(connection: Connection, kind: str, keys: Collection[int] | None = None) -> None:
    columns = ["fact_id", "country_code", "kind", "takes_part", "published_on_last"]
    insert_selected(connection, country_fact, columns, select_countries(kind, keys))


def _write_attestations(connection: Connection, where: ColumnElement[bool]) -> None:
    day = func.coalesce(article.c.published_on_last, "")
    rows = (
        select(facility.c.facility_key, day, facility.c.id)
        .join_from(facility, fact, fact.c.id == facility.c.id)
        .join(article, article.c.id == fact.c.article_id)
        .where(where)
    )
    columns = ["facility_key", "attested_on", "facility_id"]
    insert_selected(connection, facility_attestation, columns, rows)
