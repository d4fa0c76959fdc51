"""Owns the writing of which countries each fact names: itself, by its place, or by whoever stands for a country.

The table country_fact only follows from the facts and from who stands for which country; relate_all makes it anew.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import Connection, Select, case, delete, func, insert, literal, select, union_all

from rc_kb.store.engine import split_batches
from rc_kb.store.models.derived import country_fact
from rc_kb.store.models.parties import organization
from rc_kb.store.views.mentions import MENTIONS, REPRESENTING
from rc_kb.vocabulary import FACT_KINDS


def relate_new_facts(connection: Connection, facts: Mapping[str, Collection[int]]) -> None:
    """Write which countries some facts name, given by kind, that have just been written."""
    for kind, keys in facts.items():
        for some in split_batches(keys):
            _write(connection, kind, some)


def relate_facts(connection: Connection, facts: Mapping[str, Collection[int]]) -> None:
    """Write which countries some facts name, given by kind, in place of what was written before."""
    for kind, keys in facts.items():
        for some in split_batches(keys):
            connection.execute(delete(country_fact).where(country_fact.c.fact_id.in_(some)))
            _write(connection, kind, some)


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
    """Write anew which countries every fact names."""
    connection.execute(delete(country_fact))
    for kind in FACT_KINDS:
        _write(connection, kind)


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


def select_countries(kind: str, keys: Collection[int] | None = None) -> Select[tuple[int, str, str, int]]:
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
    return select(*columns, literal(kind), func.max(named.c.takes_part)).group_by(*columns)


def _write(connection: Connection, kind: str, keys: Collection[int] | None = None) -> None:
    columns = ["fact_id", "country_code", "kind", "takes_part"]
    connection.execute(insert(country_fact).from_select(columns, select_countries(kind, keys)))
