"""Owns what search finds: writes an entry for each name, fact, title and paragraph; the database indexes them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, delete, null, select

from rc_kb.store.engine import insert_rows, order_values, split_batches
from rc_kb.store.keys import article_key, make_key, put_beside
from rc_kb.store.models.facts import award, commitment, facility, figure, mission, office, statement, topic
from rc_kb.store.models.parties import (
    country,
    country_name,
    official_name,
    organization_name,
    party,
    place,
    place_name,
)
from rc_kb.store.models.search import search_entry
from rc_kb.store.models.sources import article, article_text
from rc_kb.store.search_server import forget_entries, index_entries
from rc_kb.tabular import Row
from rc_kb.text import spell_plainly, split_normal

_BETWEEN = "; "


class _Source(NamedTuple):
    """Entries of a kind: the column of search_entry that holds their owner, and their rows (owner, name, text, ...)."""

    kind: str
    owner: str
    key: ColumnElement[Any]
    rows: Select[Any]


def _name(kind: str, owner: Table, names: Table, key: Column[Any], code: Column[Any] | None = None) -> _Source:
    """Return the names of a kind of party or of places: the shown one first, codes and doubtful ones not among them."""
    shown = place if owner is place else party
    own = owner.c.id if code is None else code
    # A name stands in a row of each sheet that gives it.
    joined = select(shown.c.id, shown.c.name, null(), names.c.name).distinct().join_from(names, owner, key == own)
    if shown is not owner:
        joined = joined.join(shown, shown.c.id == owner.c.id)
    return _Source(
        kind,
        "place_id" if owner is place else "party_id",
        shown.c.id,
        joined.where(names.c.kind.not_in(("alpha_2", "alpha_3", "ambiguous"))).order_by(shown.c.id, names.c.name),
    )


def _text(kind: str, words: "_Words") -> _Source:
    """Return what coders wrote in the facts of a kind."""
    key = next(iter(words.table.primary_key))
    rows = select(key, null() if words.name is None else words.name, *words.texts).order_by(*words.table.primary_key)
    return _Source(kind, "fact_id", key, rows)


class _Words(NamedTuple):
    """Where the words of a kind of fact stand: a column with a name, and columns with texts."""

    table: Table
    texts: tuple[Column[Any], ...]
    name: Column[Any] | None = None

    def make_entry(self, kind: str, key: int, rows: Iterable[tuple[Table, Row]]) -> Row | None:
        """Return the entry of a fact from its rows."""
        mine = [row for table, row in rows if table is self.table]
        names = [] if self.name is None else [row[self.name.name] for row in mine]
        texts = [row[column.name] for row in mine for column in self.texts]
        return _make_entry(kind, "fact_id", key, names, texts) if any(names) or any(texts) else None


_WORDS = {
    "meeting": _Words(topic, (topic.c.name,)),
    "office": _Words(office, (office.c.title,)),
    "facility": _Words(facility, (facility.c.country_as_written,), facility.c.name),
    "commitment": _Words(commitment, (commitment.c.what,)),
    "mission": _Words(mission, (mission.c.occasion, mission.c.region, mission.c.place_as_written)),
    "figure": _Words(figure, (figure.c.measure, figure.c.scope)),
    "award": _Words(award, (award.c.award,)),
    "statement": _Words(statement, (statement.c.about, statement.c.gist)),
}
"""Which words of each kind of fact are found; a membership has none of its own."""


_PARTIES = (
    _name("country", country, country_name, country_name.c.country_code, country.c.code),
    _name("organization", party, organization_name, organization_name.c.organization_id),
    _name("official", party, official_name, official_name.c.official_id),
    _name("place", place, place_name, place_name.c.place_id),
)
_FACTS = tuple(_text(kind, words) for kind, words in _WORDS.items())
_TITLES = (
    _Source("article", "article_id", article.c.id, select(article.c.id, article.c.title).order_by(article.c.id)),
)


def index_parties(connection: Connection, keys: Collection[int] | None = None) -> None:
    """Write the entries of countries, organizations, officials and places anew, of some or of all."""
    _index(connection, _PARTIES, keys)


def make_fact_entry(kind: str, key: int, rows: Iterable[tuple[Table, Row]]) -> Row | None:
    """Return the entry of a fact from its rows; None where it has no words of its own."""
    return _WORDS[kind].make_entry(kind, key, rows) if kind in _WORDS else None


def make_title_entry(article_id: str, title: str | None) -> Row | None:
    """Return the entry of an article's title; None where it has none."""
    return _make_entry("article", "article_id", article_id, [title], []) if title else None


def insert_entries(connection: Connection, entries: Iterable[tuple[Any, ...]]) -> None:
    """Insert entries, each with the values of the written columns, in the order of their keys, the first of them.

    SQLite writes its index out at each key that is smaller than the one before.
    """
    rows = sorted(entries, key=itemgetter(0))
    insert_rows(connection, search_entry, rows)
    if connection.dialect.name == "postgresql":
        index_entries(connection, rows)


def forget_titles(connection: Connection, articles: Iterable[str]) -> None:
    """Delete the entries of the titles of articles."""
    for some in split_batches(articles):
        _forget(connection, _TITLES, some)


def forget_owners(connection: Connection, owner: str, keys: Collection[int]) -> None:
    """Delete the entries of parties, places or facts that will go, where the index does not follow by itself."""
    if connection.dialect.name == "postgresql":
        for some in split_batches(keys):
            _delete(connection, search_entry.c[owner].in_(some))


def index_contents(connection: Connection) -> None:
    """Write the entries of all facts, titles and attached texts anew, in a base that had none."""
    _index(connection, _FACTS, None)
    _index(connection, _TITLES, None)
    for row in connection.execute(select(article_text.c.article_id, article_text.c.text)):
        index_text(connection, row.article_id, row.text)


def index_text(connection: Connection, article_id: str, normal: str | None) -> None:
    """Write the entries of an attached text, one for each paragraph; none where there is no text any more."""
    mine = (search_entry.c.article_id == article_id) & (search_entry.c.kind == "text")
    _delete(connection, mine)
    paragraphs = enumerate(split_normal(normal or ""), start=1)
    _insert(
        connection,
        (_make_entry("text", "article_id", article_id, [], [words], number) for number, words in paragraphs),
    )


def _insert(connection: Connection, entries: Iterable[Row]) -> None:
    for some in split_batches(order_values(search_entry, entry) for entry in entries):
        insert_entries(connection, some)


def _index(connection: Connection, sources: Sequence[_Source], keys: Collection[Any] | None) -> None:
    for some in [None] if keys is None else split_batches(sorted(keys)):
        _forget(connection, sources, some)
        read = (
            (source, connection.execute(source.rows if some is None else source.rows.where(source.key.in_(some))))
            for source in sources
        )
        _insert(connection, (entry for source, rows in read for entry in _make_entries(source, rows)))


def _forget(connection: Connection, sources: Sequence[_Source], keys: Collection[Any] | None) -> None:
    """Delete the entries of sources, of some owners or of all."""
    for owner in dict.fromkeys(source.owner for source in sources):
        mine: ColumnElement[bool] = search_entry.c.kind.in_(
            [source.kind for source in sources if source.owner == owner]
        )
        if keys is not None:
            mine &= search_entry.c[owner].in_(keys)
        _delete(connection, mine)


def _delete(connection: Connection, which: ColumnElement[bool]) -> None:
    if connection.dialect.name == "postgresql":
        forget_entries(connection, which)
    connection.execute(delete(search_entry).where(which))


def _make_entries(source: _Source, rows: Iterable[Any]) -> Iterator[Row]:
    """Return the entry of each owner that has a name or a text; its rows stand one after the other."""
    for owner, group in groupby(rows, key=lambda row: row[0]):
        listed = list(group)
        names = [row[1] for row in listed]
        texts = [text for row in listed for text in row[2:]]
        if source.owner != "fact_id":
            # What a party is called beside the name that is shown.
            names, texts = [*names, *texts], []
        if any(names) or any(texts):
            yield _make_entry(source.kind, source.owner, owner, names, texts)


def _make_entry(
    kind: str,
    owner: str,
    key: int | str,
    names: Iterable[str | None],
    texts: Iterable[str | None],
    paragraph: int | None = None,
) -> Row:
    spelled = list(filter(None, names))
    text = _join(texts)
    owners: Row = dict.fromkeys(("party_id", "place_id", "fact_id", "article_id"))
    return {
        "id": _make_id(kind, key, paragraph),
        "kind": kind,
        **owners,
        owner: key,
        "paragraph": paragraph,
        "name": _join([*spelled, *map(spell_plainly, spelled)]),
        "text": text,
        "also": plain if text and (plain := spell_plainly(text)) != text else None,
    }


def _make_id(kind: str, owner: int | str, paragraph: int | None) -> int:
    """Return the key of an entry, which lies beside what it leads to; those of a text's paragraphs are numbered on."""
    neighbour = article_key(owner) if isinstance(owner, str) else owner
    return put_beside(neighbour, make_key("search", kind, owner) + (paragraph or 0))


def _join(texts: Iterable[str | None]) -> str | None:
    """Return texts in one line, each once; None where there is none."""
    return _BETWEEN.join(dict.fromkeys(" ".join(text.split()) for text in texts if text)) or None
