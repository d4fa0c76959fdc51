"""Owns how rows get their citations: those of a fact; for a party, one of each kind of fact that names it."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any

from rc_kb.quotes import CodedText, Span
from rc_kb.read.citations import Citation, Citations
from rc_kb.read.query import CITATIONS, Answer, Query, Value, ask_of, read_number
from rc_kb.read.reader import Reader
from rc_kb.vocabulary import ATTESTING_VIEWS, FACT_KINDS, VIEWS_OF_FACTS

_BATCH = 100
_TEXTS_KEPT = 200

_COLUMNS = (
    "fact_id, kind, article_id, publisher, published_on, published_basis, url, paragraph, start_char, end_char, digest"
)
_OWN = f"SELECT fact_id AS owner, {_COLUMNS} FROM citations WHERE fact_id IN ({{keys}}) ORDER BY fact_id, ordinal"
_NAMING = f"""\
SELECT CAST(:owner AS BIGINT) AS owner, {_COLUMNS} FROM citations
WHERE ordinal = 1 AND fact_id IN ({{facts}} LIMIT 50)
ORDER BY published_on_last DESC NULLS LAST, fact_id LIMIT 1"""
_OF_COUNTRY = """
SELECT fact_id FROM country_facts
WHERE country_code = (SELECT code FROM country WHERE id = CAST(:owner AS BIGINT)) AND kind = :kind
ORDER BY published_on_last DESC NULLS LAST, fact_id"""
# The limit within, which no base reaches, lets SQLite list before it sorts: half of the time of sorting each part.
_OF_PARTY = f"""
SELECT fact_id FROM (
    SELECT fact_id FROM mentions WHERE party_id = :owner AND kind = :kind LIMIT {2**53}
) AS naming
ORDER BY fact_id"""
_ARTICLES = (
    "SELECT id AS owner, 0 AS fact_id, 'article' AS kind, id AS article_id, publisher, published_on, published_basis, "
    "url, NULL AS paragraph, NULL AS start_char, NULL AS end_char, NULL AS digest FROM articles WHERE id IN ({keys})"
)
_QUERIES = {
    **dict.fromkeys((*VIEWS_OF_FACTS.values(), *ATTESTING_VIEWS.values(), "facts", "events"), _OWN),
    "articles": _ARTICLES,
}
_PARTIES = {
    "countries": _NAMING.format(facts=_OF_COUNTRY),
    "organizations": _NAMING.format(facts=_OF_PARTY),
    "officials": _NAMING.format(facts=_OF_PARTY),
}
"""How a party is cited, whom many facts name: by the latest of each kind; where there are more than fifty, a country by
the latest too, and others by that of the fifty with the least keys, which are the same in every base."""

OWNERS = {view: "fact_id" if view == "events" else "id" for view in (*_QUERIES, *_PARTIES)}
"""The column of each view that says which row is cited."""


class Quoter:
    """Finds the citations of rows, with the quoted words where the text is attached."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._texts: dict[str, CodedText | None] = {}

    def add_citations(self, view: str, answer: Answer) -> Answer:
        """Return an answer of a view with a column more, the citations of each row; rows come as they are taken."""
        owner = answer.columns.index(OWNERS[view])
        return Answer((*answer.columns, CITATIONS), self._add(view, answer.rows, lambda row: [row[owner]]))

    def add_citations_of_facts(
        self, answer: Answer, list_facts: Callable[[tuple[Value, ...]], Sequence[Value]]
    ) -> Answer:
        """Return an answer with the citations of the facts that each row rests on."""
        return Answer((*answer.columns, CITATIONS), self._add("facts", answer.rows, list_facts))

    def find_citations(self, view: str, keys: Sequence[Value]) -> dict[Value, Citations]:
        """Return the citations of rows of a view, by the key of the row."""
        distinct = list(dict.fromkeys(keys))
        rows = [row for query in _list_queries(view, distinct) for row in self._reader.find(query).rows]
        found = {owner: [self._make(row[1:]) for row in group] for owner, group in groupby(rows, lambda row: row[0])}
        self._attach({one.article_id for cited in found.values() for one in cited})
        return {owner: Citations(map(self._quote, cited)) for owner, cited in found.items()}

    def _add(
        self,
        view: str,
        rows: Iterator[tuple[Value, ...]],
        list_keys: Callable[[tuple[Value, ...]], Sequence[Value]],
    ) -> Iterator[tuple[Value, ...]]:
        while batch := list(islice(rows, _BATCH)):
            cited = self.find_citations(view, [key for row in batch for key in list_keys(row)])
            for row in batch:
                yield *row, Citations(one for key in list_keys(row) for one in cited.get(key, ()))

    def _make(self, row: Sequence[Any]) -> Citation:
        fact_id, kind, article_id, publisher, published_on, published_basis, url, *span = row
        place = Span(*span) if span[0] else None
        address = None if url is None else str(url)
        return Citation(fact_id, kind, article_id, publisher, published_on, published_basis, address, place)

    def _quote(self, cited: Citation) -> Citation:
        """Return a citation with where its words stand in the attached text of its article."""
        text = self._texts.get(cited.article_id)
        return cited if text is None or cited.span is None else cited._replace(finding=text.find(cited.span))

    def _attach(self, articles: set[str]) -> None:
        """Read the attached texts of articles, those that were not read yet."""
        new = sorted(articles - self._texts.keys())
        if len(self._texts) > _TEXTS_KEPT:
            self._texts.clear()
            new = sorted(articles)
        self._texts |= read_texts(self._reader, new)


def _list_queries(view: str, keys: Sequence[Value]) -> list[Query]:
    """Return the queries whose rows are the citations of some rows of a view, those of one key together."""
    if view in _PARTIES:
        return [Query(_PARTIES[view], {"owner": key, "kind": kind}) for key in keys for kind in FACT_KINDS]
    return [ask_of(_QUERIES[view], keys, "keys")]


def read_texts(reader: Reader, articles: Sequence[str]) -> dict[str, CodedText | None]:
    """Return the attached texts of articles; None for one that has none."""
    texts: dict[str, CodedText | None] = dict.fromkeys(articles)
    attached = "SELECT t.article_id, t.text, t.text_sha256, a.text_sha256 FROM texts AS t JOIN articles AS a"
    rows = list(
        reader.find(ask_of(f"{attached} ON a.id = t.article_id WHERE t.article_id IN ({{articles}})", articles)).rows
    )
    digests: dict[str, dict[int, str]] = {}
    asked = "SELECT article_id, paragraph, digest FROM paragraphs WHERE article_id IN ({articles})"
    for article_id, paragraph, digest in reader.find(ask_of(asked, [row[0] for row in rows])).rows:
        digests.setdefault(str(article_id), {})[read_number(paragraph)] = str(digest)
    for article_id, text, sha256, coded_sha256 in rows:
        is_as_coded = None if coded_sha256 is None else sha256 == coded_sha256
        key = str(article_id)
        texts[key] = CodedText(str(text), is_as_coded=is_as_coded, digests=digests.get(key))
    return texts
