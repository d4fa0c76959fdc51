"""Owns `--as-of`: a query rewound to what the articles published by a day attest.

Statements in front of the query stand for the tables and views that it reads, by the same names, without what was not
yet published. They are plain SQL, so that --show-sql prints one statement that anybody can paste.
"""

import re
from collections.abc import Iterator

from rc_kb.dates import is_range, parse_date
from rc_kb.errors import BadDate
from rc_kb.read.query import Query, Question
from rc_kb.read.reader import Reader

_SCHEMA = "main"
"""SQLite's name for the schema of the file; with it a name means the table itself, not what stands in front of it."""


def _known(table: str, key: str) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {table}.id = {key})"


def _attested(key: str) -> str:
    joined = f"{_SCHEMA}.fact JOIN article ON article.id = fact.article_id"
    return f"EXISTS (SELECT 1 FROM {joined} WHERE fact.id = {key})"


def _named(kind: str, key: str, also: str = "") -> str:
    names = f"{kind}_name"
    return f"EXISTS (SELECT 1 FROM {names} WHERE {names}.{kind}_id = {key}{also})"


def _given(names: str) -> str:
    return f"source = 'reference' OR {_known('article', f'{names}.source')}"


PUBLISHED = {
    "article": "published_on_last <= :as_of",
    "article_text": _known("article", "article_text.article_id"),
    "article_paragraph": _known("article", "article_paragraph.article_id"),
    "recording": _known("article", "recording.article_id"),
    "earlier_fact": _known("article", "earlier_fact.article_id"),
    "fact": _known("article", "fact.article_id"),
    "citation": _known("article", "citation.article_id"),
    "meeting": _attested("meeting.id"),
    "participation": _attested("participation.meeting_id"),
    "topic": _attested("topic.meeting_id"),
    "office": _attested("office.id"),
    "facility": _attested("facility.id"),
    "facility_status": _attested("facility_status.facility_id"),
    "commitment": _attested("commitment.id"),
    "mission": _attested("mission.id"),
    "figure": _attested("figure.id"),
    "award": _attested("award.id"),
    "membership": _attested("membership.id"),
    "statement": _attested("statement.id"),
    "organization_name": _given("organization_name"),
    "organization_description": _known("article", "organization_description.article_id"),
    "official_name": _given("official_name"),
    "place_name": _given("place_name"),
    "organization": _named("organization", "organization.id"),
    "official": _named("official", "official.id"),
    "place": _named("place", "place.id"),
}
"""Each table that articles fill, with the condition that a row of it was published by the day."""


TIMELESS = {"parties"}
"""Views that are read as they are: for whom somebody stands does not depend on the day, and facts are rewound anyway.

Rewound, it would be listed whole wherever a country is asked for: 20 times slower (measured).
"""


def parse_as_of(text: str) -> str:
    """Return the last day that an EDTF date may mean, or raise BadDate; a range and an open date are no one date."""
    days = None if is_range(text) else parse_date(text)
    if days is None or days.first is None or days.last is None:
        raise BadDate(f"--as-of takes one date, and {text!r} is a range or open: write a day, a month or a year.")
    return days.last


def rewind(reader: Reader, query: Query, day: str) -> Query:
    """Return a query that answers from the articles published by a day, an ISO day, for which it binds `as_of`.

    An article without a date, or whose last possible day is later, is not known to be published by then.
    """
    selects: dict[str, str] = {}
    _add_selects(query.sql, _read_views(reader), selects)
    if not selects:
        return query
    written = ",\n".join(f"{name} AS NOT MATERIALIZED (\n{select}\n)" for name, select in selects.items())
    return Query(_put_before(query.sql, written), {**query.values, "as_of": day})


def _read_views(reader: Reader) -> dict[str, str]:
    """Return the SELECT behind every view, as the database keeps it; how it does differs between databases."""
    kept = reader.find(Query("SELECT name, sql FROM sqlite_master WHERE type = 'view'")).rows
    return {str(name): str(sql).partition(" AS ")[2] for name, sql in kept if name not in TIMELESS}


def _add_selects(sql: str, views: dict[str, str], selects: dict[str, str]) -> None:
    """Add the select of every table and view that a statement reads, each after those that it reads itself."""
    for name in list_sources(sql):
        if name in selects or (name not in views and name not in PUBLISHED):
            continue
        select = _read_past(views[name]) if name in views else f"SELECT * FROM {_SCHEMA}.{name} WHERE {PUBLISHED[name]}"
        _add_selects(select, views, selects)
        selects[name] = select


_JOINED = re.compile(r"(?<=FROM )\w+(?: AS \w+)?(?: JOIN \w+(?: AS \w+)? ON \S+ = \S+)*(?= JOIN article\b)")
_TABLE = re.compile(rf"(?:^|(?<=JOIN ))(?=(?:{'|'.join(PUBLISHED)})\b)")


def _read_past(select: str) -> str:
    """Return the select of a view that reads the tables themselves where it joins them with their article.

    There the article's day is enough; asking each fact again made queries three times as slow (measured).
    """
    return _JOINED.sub(lambda joined: _TABLE.sub(f"{_SCHEMA}.", joined.group()), select)


def _put_before(sql: str, written: str) -> str:
    """Return a statement with selects by name in front, before its own where it has such."""
    if own := re.match(r"\s*(WITH(?:\s+RECURSIVE)?)\s+", sql, re.IGNORECASE):
        return f"{own.group(1)} {written},\n{sql[own.end() :]}"
    return f"WITH {written}\n{sql}"


_PART = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|\w+|[(),.]""")
_ENDS_A_LIST = {"SELECT", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "UNION", "INTERSECT", "EXCEPT"}


def list_sources(sql: str) -> Iterator[str]:
    """Return the names that stand where a statement names what it reads: in FROM and JOIN, in any of its brackets."""
    in_list, is_next = [False], False
    for part in _PART.findall(sql):
        word = part.upper()
        if word in {"FROM", "JOIN"}:
            in_list[-1] = is_next = True
        elif word in _ENDS_A_LIST:
            in_list[-1] = is_next = False
        elif part == "(":
            in_list.append(is_next)
        elif part == ")":
            in_list.pop()
            is_next = False
        elif part == ",":
            is_next = in_list[-1]
        elif is_next:
            is_next = False
            yield part.strip('"')


_LATER = "SELECT 1 FROM offices AS later WHERE later.organization_id = offices.organization_id"
_SUPERSEDED = (
    f"NOT EXISTS ({_LATER} AND later.seat = offices.seat AND later.published_on_last > offices.published_on_last)"
)
_REPEATED = """NOT EXISTS (
    SELECT 1 FROM offices AS later
    WHERE later.official_id = offices.official_id AND later.title = offices.title
      AND coalesce(later.organization_id, 0) = coalesce(offices.organization_id, 0)
      AND (later.published_on_last > offices.published_on_last
        OR (later.published_on_last = offices.published_on_last AND later.id > offices.id))
  )"""


def keep_last_attested(question: Question) -> Question:
    """Ask for each office only as last attested by the day, and not for one that was over or yet to begin.

    Of a seat that is the last holder; two whom articles of one day give it to both are shown.
    """
    if question.view == "offices":
        question.where("coalesce(valid_until_last, :as_of) >= :as_of")
        question.where("coalesce(valid_from_first, :as_of) <= :as_of")
        question.where(_SUPERSEDED).where(_REPEATED)
    return question


class RewoundReader(Reader):
    """A reader that answers from the articles published by a day."""

    def __init__(self, reader: Reader, day: str) -> None:
        super().__init__(reader.path, reader._connection)  # noqa: SLF001 - the same class
        self._reader = reader
        self._day = day

    def limit(self, question: Question) -> Question:
        """Return the question as it is asked of a day."""
        question.described.append(f"as of {self._day}")
        return keep_last_attested(question)

    def prepare(self, query: Query) -> Query:
        """Return the query rewound to the day."""
        return rewind(self._reader, query, self._day)
