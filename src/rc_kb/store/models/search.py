"""Owns the table behind search: one row for each text that can be found, and SQLite's index over it."""

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, event, text

from rc_kb.store.models.base import define_table, key_column, one_of, text_column
from rc_kb.vocabulary import SEARCHED_KINDS


def _of(name: str, to: str, comment: str) -> Column[object]:
    """Return the column of what an entry goes with: where that is deleted, so is the entry."""
    return Column(name, ForeignKey(to, ondelete="CASCADE"), comment=comment)


def _index(owner: str) -> Index:
    """Return the index of the entries that have an owner of a kind; each entry has one of the four."""
    there = text(f"{owner} IS NOT NULL")
    return Index(None, owner, sqlite_where=there, postgresql_where=there)


search_entry = define_table(
    "search_entry",
    key_column("id", "key, made from what is found and the paragraph", primary_key=True, autoincrement=False),
    text_column("kind", "what kind of record it leads to", nullable=False),
    _of("party_id", "party.id", "the country, organization or official; NULL for others"),
    _of("place_id", "place.id", "the city; NULL for others"),
    _of("fact_id", "fact.id", "the fact; NULL for others"),
    _of("article_id", "article.id", "the article of a title or a text; NULL for others"),
    Column("paragraph", Integer, comment="the paragraph of an attached text; NULL for others"),
    text_column("name", "names, each spelled with plain letters too; NULL where there are none"),
    text_column("text", "text; NULL where there is none"),
    text_column(
        "also", "the text with plain letters where the index needs them: o for \u00f8; NULL where it needs none"
    ),
    one_of("kind", SEARCHED_KINDS),
    *map(_index, ("party_id", "place_id", "fact_id", "article_id")),
    comment="One row for each text that search finds: names, what coders wrote, paragraphs of attached texts.",
)

SEARCH_INDEX = "search_index"
"""SQLite's full text index over search_entry; it holds no text of its own (FTS5, external content)."""

_REMOVE = (
    f"INSERT INTO {SEARCH_INDEX} ({SEARCH_INDEX}, rowid, name, text, also) "  # noqa: S608 - our own words
    "VALUES ('delete', old.id, old.name, old.text, old.also);"
)
_ADD = (
    f"INSERT INTO {SEARCH_INDEX} (rowid, name, text, also) "  # noqa: S608 - our own words
    "VALUES (new.id, new.name, new.text, new.also);"
)
_STATEMENTS = f"""
CREATE VIRTUAL TABLE {SEARCH_INDEX} USING fts5(name, text, also, content='search_entry', content_rowid='id', \
tokenize='unicode61 remove_diacritics 2')
CREATE TRIGGER {SEARCH_INDEX}_insert AFTER INSERT ON search_entry BEGIN {_ADD} END
CREATE TRIGGER {SEARCH_INDEX}_delete AFTER DELETE ON search_entry BEGIN {_REMOVE} END
CREATE TRIGGER {SEARCH_INDEX}_update AFTER UPDATE ON search_entry BEGIN {_REMOVE} {_ADD} END
"""

TRIGGERS = frozenset(line for line in _STATEMENTS.splitlines() if line.startswith("CREATE TRIGGER"))
"""All triggers that a SQLite file of rc-kb's has; they keep the index as the table is."""

_ADD_SIZE = f"INSERT INTO {SEARCH_INDEX}_size (entries, words) VALUES (0, 0)"  # noqa: S608 - our own words
_ON_SERVER = f"""
CREATE TABLE {SEARCH_INDEX} (entry_id BIGINT NOT NULL CONSTRAINT pk_{SEARCH_INDEX} PRIMARY KEY \
CONSTRAINT fk_{SEARCH_INDEX}_entry_id REFERENCES search_entry (id) ON DELETE CASCADE, words TSVECTOR NOT NULL, \
length INTEGER NOT NULL)
CREATE INDEX ix_{SEARCH_INDEX}_words ON {SEARCH_INDEX} USING gin (words)
CREATE TABLE {SEARCH_INDEX}_size (entries BIGINT NOT NULL, words BIGINT NOT NULL)
{_ADD_SIZE}
"""
"""PostgreSQL's: words as rc_kb.tokens parts them, with their places; and how many entries and words there are."""

for _dialect, _listed in (("sqlite", _STATEMENTS), ("postgresql", _ON_SERVER)):
    for _statement in _listed.strip().splitlines():
        _made = DDL(_statement)  # type: ignore[no-untyped-call]
        event.listen(search_entry, "after_create", _made.execute_if(dialect=_dialect))
