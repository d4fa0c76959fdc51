"""Owns the question which records hold some words: the best first, with the words in their text and their source."""

from typing import NamedTuple

from rc_kb.errors import DatabaseUnreadable
from rc_kb.read.query import Answer, Query, Value
from rc_kb.read.reader import Reader
from rc_kb.read.search_rank import NAME_WEIGHT, bind_phrases, write_measures, write_rank
from rc_kb.read.search_words import Expression, compile_for_fts5, compile_for_tsquery, list_phrases
from rc_kb.read.snippets import SNIPPET_WORDS, Phrase, make_snippet
from rc_kb.vocabulary import ATTESTING_VIEWS

_MEETING = "substr(coalesce(', ' || held_on, '') || coalesce(', ' || city, '') || coalesce(', ' || country, ''), 3)"
_COUNTRY = "coalesce(', ' || coalesce(country, country_as_written), '')"
_DESCRIBED = {
    "meeting": f"coalesce(nullif({_MEETING}, ''), participants)",
    "office": "official || ', ' || title",
    "facility": f"coalesce(name, kind) || coalesce(', ' || city, '') || {_COUNTRY}",
    "commitment": "\"by\" || ' (' || modality || ')'",
    "mission": "provider || coalesce(' to ' || coalesce(country, region, place_as_written), '')",
    "figure": "subject || ', ' || measure",
    "award": "recipient || ', ' || award",
    "statement": "speaker || coalesce(', ' || stated_on, '')",
}
"""What a fact of each kind is called in a line; a membership has no words of its own to be found by."""

_ID = (
    "coalesce(CAST(entry.party_id AS TEXT), CAST(entry.place_id AS TEXT), CAST(entry.fact_id AS TEXT), "
    "entry.article_id)"
)
_OF_FACT = "(SELECT {} FROM facts WHERE facts.id = entry.fact_id)"
_TEXTS = ("name", "text", "also")
"""The columns of an entry that hold what is searched."""


class Hits(NamedTuple):
    """What the search index holds of some words, in the parts of SQL that each database writes in its own way."""

    entry_id: str
    rank: str
    """The smaller the better."""

    snippet: str | None
    """What shows the words; None where it is made of the entry's texts, as they come."""

    source: str
    """FROM of the entries that match."""

    ranked: str
    """FROM of what the rank needs besides."""

    where: str
    values: dict[str, Value]
    phrases: tuple[Phrase, ...] = ()

    def ask(self, limit: int | None = None) -> Query:
        """Return the query for the best of them: each with what it leads to, where it comes from and its rank.

        id is what `rc-kb show` takes. Of entries of one rank, those of the smaller key come first.
        """
        snippet = f", {self.snippet} AS snippet" if self.snippet else ""
        best = (
            f"  SELECT {self.entry_id} AS entry_id, {self.rank} AS rank{snippet}\n"
            f"  {self.source}{self.ranked}\n  {self.where}\n"
            f"  ORDER BY rank, entry_id{'' if limit is None else f' LIMIT {limit}'}"
        )
        shown = "best.snippet" if self.snippet else ", ".join(f"entry.{text}" for text in _TEXTS)
        sql = (
            f"SELECT entry.kind, {_ID} AS id,\n  {_describe()} AS found,\n  {shown},\n"
            "  articles.id AS article_id, articles.publisher, articles.published_on,\n"
            f"  coalesce(CAST(entry.paragraph AS TEXT), {_OF_FACT.format('paragraph')}) AS paragraph,\n"
            "  articles.url, best.rank\n"
            f"FROM (\n{best}\n) AS best\n"
            # CROSS JOIN lets SQLite take the best as they come; stored first, each hit would get its snippet.
            "CROSS JOIN search_entry AS entry\n"
            f"LEFT JOIN articles ON articles.id = coalesce(entry.article_id, {_OF_FACT.format('article_id')})\n"
            "WHERE entry.id = best.entry_id\n"
            "ORDER BY best.rank, best.entry_id"
        )
        return Query(sql, self.values)

    def ask_count(self) -> Query:
        """Return the query for how many there are; nothing is ranked for it."""
        return Query(f"SELECT count(*) {self.source} {self.where}", self.values)


def find_hits(words: Expression, dialect: str, *, kind: str | None = None, article: str | None = None) -> Hits:
    """Ask what holds some words: any record, or those of a kind, or what one article says."""
    conditions = []
    if kind is not None:
        conditions.append("entry.kind = :kind")
    if article is not None:
        conditions.append(
            "(entry.article_id = :article OR entry.fact_id IN (SELECT id FROM facts WHERE article_id = :article))"
        )
    given = {"kind": kind, "article": article}
    values: dict[str, Value] = {name: value for name, value in given.items() if value is not None}
    return (_find_on_server if dialect == "postgresql" else _find_in_sqlite)(words, conditions, values)


def _find_in_sqlite(words: Expression, conditions: list[str], values: dict[str, Value]) -> Hits:
    """Return the question in the words of SQLite's FTS5."""
    source = "FROM search_index"
    if conditions:
        # CROSS JOIN keeps the order: from the hits to their entries, never through all entries of a kind.
        source += " CROSS JOIN search_entry AS entry ON entry.id = search_index.rowid"
    return Hits(
        entry_id="search_index.rowid",
        rank=f"bm25(search_index, {NAME_WEIGHT}.0, 1.0, 1.0)",
        # Made only for a hit that is among the best so far: SQLite sorts with the limit in mind.
        snippet=f"snippet(search_index, -1, '«', '»', '…', {SNIPPET_WORDS})",
        source=source,
        ranked="",
        where=" AND ".join(["WHERE search_index MATCH :words", *conditions]),
        values={"words": compile_for_fts5(words), **values},
    )


def _find_on_server(words: Expression, conditions: list[str], values: dict[str, Value]) -> Hits:
    """Return the question in the words of PostgreSQL's tsvector, ranked as FTS5 ranks."""
    phrases = list_phrases(words)
    source = "FROM search_index"
    if conditions:
        source += " JOIN search_entry AS entry ON entry.id = search_index.entry_id"
    return Hits(
        entry_id="search_index.entry_id",
        rank=write_rank(phrases),
        snippet=None,
        source=source,
        ranked=write_measures(phrases),
        where=" AND ".join(["WHERE search_index.words @@ CAST(:words AS tsquery)", *conditions]),
        values={"words": compile_for_tsquery(words), **bind_phrases(phrases), **values},
        phrases=phrases,
    )


def read_hits(reader: Reader, hits: Hits, limit: int | None = None) -> Answer:
    """Return the best hits, each with a snippet; raise DatabaseUnreadable where the search index cannot be used."""
    answer = _ask(reader, hits.ask(limit))
    if hits.snippet:
        return answer
    first = answer.columns.index(_TEXTS[0])
    after = first + len(_TEXTS)
    rows = (
        (*row[:first], make_snippet([str(text or "") for text in row[first:after]], hits.phrases), *row[after:])
        for row in answer.rows
    )
    return Answer((*answer.columns[:first], "snippet", *answer.columns[after:]), rows)


def _ask(reader: Reader, query: Query) -> Answer:
    try:
        return reader.find(query)
    except DatabaseUnreadable as error:
        said = str(error.__cause__)
        if "no such module" in said:
            raise DatabaseUnreadable(
                "this Python's SQLite was built without FTS5, which search needs: use another Python."
            ) from error
        if "no such table: search_index" in said:
            raise DatabaseUnreadable(
                f"{reader.location} has no search index: build a knowledge base anew, and load your sheets into it."
            ) from error
        raise


def count_unread_texts(reader: Reader, article: str | None = None) -> int:
    """Return of how many articles the text is not attached, and so not searched; or of the one that is named."""
    unread = "SELECT count(*) FROM articles WHERE text_attached = 0"
    query = Query(f"{unread} AND id = :article", {"article": article}) if article else Query(unread)
    return int(str(reader.find_value(query)))


def _describe() -> str:
    """Return what an entry leads to: the shown name, what a fact is about, or the title of an article."""
    facts = (
        f"    WHEN '{kind}' THEN (SELECT {described} FROM {ATTESTING_VIEWS[kind]} AS one WHERE one.id = entry.fact_id"
        f"{' AND one.ordinal = 1' if kind == 'facility' else ''})"
        for kind, described in _DESCRIBED.items()
    )
    return "\n".join(
        (
            "CASE entry.kind",
            *facts,
            "    WHEN 'place' THEN (SELECT city FROM places WHERE places.id = entry.place_id)",
            # The table: the views of parties count what is known of them, and take 2 ms to be prepared (measured).
            "    ELSE coalesce(articles.title, articles.id, (SELECT name FROM party WHERE party.id = entry.party_id))",
            "  END",
        )
    )
