"""Owns `--as-of`: a query rewound to what the articles published by a day attest.

In front of the query stand selects with the names of the tables and views that it reads, without what was published
later: one plain statement, which --show-sql prints and anybody can paste. What is no attestation stays as it is known
now: the name that is shown for somebody, the kind of an organization, the reference data.
"""

import re
from collections.abc import Iterator

from rc_kb.dates import is_range, parse_date
from rc_kb.errors import BadDate
from rc_kb.read.holders import where_held
from rc_kb.read.query import Query, Question
from rc_kb.read.reader import Reader

_SCHEMA = "itself"
"""Stands for the schema until the statement is done: with it a name is the table, whatever stands in front of it."""

_FACT_KEYS = {
    "meeting": "id",
    "participation": "meeting_id",
    "topic": "meeting_id",
    "office": "id",
    "facility": "id",
    "facility_status": "facility_id",
    "commitment": "id",
    "mission": "id",
    "figure": "id",
    "award": "id",
    "membership": "id",
    "statement": "id",
    "citation": "fact_id",
    "country_fact": "fact_id",
    "facility_attestation": "facility_id",
}
"""Each table whose rows belong to a fact, with its column that holds the fact's key."""

_ARTICLE_KEYS = dict.fromkeys(
    ("fact", "article_text", "article_paragraph", "recording", "earlier_fact", "organization_description"), "article_id"
)
"""Each table whose rows belong to an article, with its column that holds the article's id."""


def _of_article(key: str) -> str:
    return f"EXISTS (SELECT 1 FROM article WHERE article.id = {key})"


def _of_fact(key: str) -> str:
    # Joined: to ask the rewound fact, which asks the rewound article, is a fifth more work (measured).
    joined = f"{_SCHEMA}.fact JOIN article ON article.id = fact.article_id"
    return f"EXISTS (SELECT 1 FROM {joined} WHERE fact.id = {key})"


def _named(kind: str) -> dict[str, str]:
    """Return the conditions on names, and on who or what has one: the reference data or an article gives it."""
    names = f"{kind}_name"
    return {
        names: f"source = 'reference' OR {_of_article(f'{names}.source')}",
        kind: f"EXISTS (SELECT 1 FROM {names} WHERE {names}.{kind}_id = {kind}.id)",
    }


def _of_owner(kind: str, owner: str) -> str:
    """Return the condition that a search entry is of another kind, or of an owner that had a name by then."""
    named = f"EXISTS (SELECT 1 FROM {kind}_name WHERE {kind}_name.{kind}_id = search_entry.{owner})"
    return f"(kind <> '{kind}' OR {named})"


_FOUND = (
    f"(fact_id IS NULL OR {_of_fact('search_entry.fact_id')})",
    f"(article_id IS NULL OR {_of_article('search_entry.article_id')})",
    _of_owner("organization", "party_id"),
    _of_owner("official", "party_id"),
    _of_owner("place", "place_id"),
)

PUBLISHED = {
    "article": "published_on_last <= :as_of",
    **{table: _of_article(f"{table}.{key}") for table, key in _ARTICLE_KEYS.items()},
    **{table: _of_fact(f"{table}.{key}") for table, key in _FACT_KEYS.items()},
    **_named("organization"),
    **_named("official"),
    **_named("place"),
    "search_entry": " AND ".join(_FOUND),
}
"""Each table that articles fill, with the condition on the rows that were published by the day.

The table party needs none: it is only reached from facts, countries, organizations and officials.
"""


def parse_as_of(text: str) -> str:
    """Return the last day that an EDTF date may mean; raise BadDate for a range, several dates or an open one."""
    days = None if is_range(text) or text.startswith("{") else parse_date(text)
    if days is None or days.first is None or days.last is None:
        raise BadDate(f"--as-of takes one date, and {text!r} is a range or open: write a day, a month or a year.")
    return days.last


def rewind(reader: Reader, query: Query, day: str) -> Query:
    """Return a query that answers from the articles published by a day, in ISO 8601, which it binds as `as_of`.

    An article without a date, or whose last possible day is later, is not known to be published by then.
    """
    views = {name: _OUTER.sub("JOIN", select) for name, select in reader.session.read_views().items()}
    written_out = {name: views[name] for name in _WRITTEN_OUT} if reader.session.dialect == "sqlite" else {}
    selects: dict[str, str] = {}
    sql = _write_out(query.sql, written_out)
    _add_selects(sql, views, written_out, selects)
    if not selects:
        return query
    named = ",\n".join(f"{name} AS NOT MATERIALIZED (\n{select}\n)" for name, select in selects.items())
    named = re.sub(rf"\b{_SCHEMA}\.", lambda _: f"{reader.session.schema}.", named)
    return Query(_put_in_front(named, sql), {**query.values, "as_of": day})


_OUTER = re.compile(r"LEFT (?:OUTER )?JOIN(?= (?:fact|article) ON)")
"""A view joins a fact's article as if there might be none; here there is none that was published later."""


def _add_selects(sql: str, views: dict[str, str], written_out: dict[str, str], selects: dict[str, str]) -> None:
    """Add a select for each table and view that a statement reads, after those that this select reads itself."""
    for name in find_sources(sql):
        if name in selects or (name not in views and name not in PUBLISHED):
            continue
        select = _write_out(_read_past(views[name]), written_out) if name in views else _select_published(name)
        _add_selects(select, views, written_out, selects)
        selects[name] = select


def _select_published(table: str) -> str:
    return f"SELECT * FROM {_SCHEMA}.{table} WHERE {PUBLISHED[table]}"


_JOINED = re.compile(r"(?<=FROM )\w+(?: AS \w+)?(?: JOIN \w+(?: AS \w+)? ON \S+ = \S+)*(?= JOIN article\b)")
_OF_FACT = re.compile(rf"(?:^|(?<=JOIN ))(?=(?:{'|'.join(('fact', *_FACT_KEYS))})\b)")


def _read_past(select: str) -> str:
    """Return the select of a view that reads the tables of facts themselves where it joins them with their article.

    The article's day is enough there; to ask for it again with each of them is up to three times the work (measured).
    """
    return _JOINED.sub(lambda joined: _OF_FACT.sub(f"{_SCHEMA}.", joined.group()), select)


_WRITTEN_OUT = ("mentions", "parties")


def _write_out(sql: str, views: dict[str, str]) -> str:
    """Return a statement with the two views of several selects written out where it reads them.

    There SQLite looks them up by an index; of a named select that is read twice it makes all rows, such as all parties
    to find those of one country (measured with 3.40). PostgreSQL needs no such help.
    """
    for view, written in views.items():
        select = written.replace("\\", r"\\")
        sql = re.sub(rf"\b(FROM|JOIN) {view}\b(?! AS)", rf"\1 (\n{select}\n) AS {view}", sql)
    return sql


def _put_in_front(named: str, sql: str) -> str:
    """Return a statement with named selects in front, before its own where it begins with such."""
    if own := re.match(r"\s*(WITH(?:\s+RECURSIVE)?)\s", sql, re.IGNORECASE):
        return f"{own.group(1)} {named},\n{sql[own.end() :]}"
    return f"WITH {named}\n{sql}"


_PART = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|\w+|[(),]""")
_AFTER_SOURCES = {"SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "UNION", "INTERSECT", "EXCEPT"}


def find_sources(sql: str) -> Iterator[str]:
    """Return each name that stands where a statement names what it reads: after FROM or JOIN, or in such a list."""
    lists, is_next = [False], False  # for each open bracket, whether a comma in it goes on with a list of sources
    for part in _PART.findall(sql):
        word = part.upper()
        if word in {"FROM", "JOIN"}:
            lists[-1] = is_next = True
        elif word in _AFTER_SOURCES:
            lists[-1] = is_next = False
        elif part == "(":
            lists.append(is_next)
        elif part == ")":
            lists.pop()
            is_next = False
        elif part == ",":
            is_next = lists[-1]
        elif is_next:
            is_next = False
            yield part.strip('"')


class RewoundReader(Reader):
    """A reader that answers from the articles published by a day."""

    def __init__(self, reader: Reader, day: str) -> None:
        super().__init__(reader.location, reader.session)
        self._reader = reader
        self._day = day

    def limit(self, question: Question) -> Question:
        """Return the question as it is asked of a day: offices are those held on it, as last attested."""
        question.described.append(f"as of {self._day}")
        if question.view == "offices":
            where_held(question, self._day)
        return super().limit(question)

    def prepare(self, query: Query) -> Query:
        """Return the query rewound to the day."""
        return rewind(self._reader, query, self._day)
