"""Owns how a sheet becomes the rows that it has in every table, by itself and the reference data: no base is asked.

So any process can do it, and a base is the same whatever the order in which sheets are loaded.
"""

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import Table

from rc_kb.errors import BadSheet
from rc_kb.settings import SCHEMA_VERSION
from rc_kb.sheet.model import Fact, Sheet
from rc_kb.sheet.sources import RawSheet
from rc_kb.store.engine import order_values
from rc_kb.store.keys import article_key, make_key, put_beside
from rc_kb.store.known import KnownNames
from rc_kb.store.models.search import search_entry
from rc_kb.store.models.sources import article_paragraph, citation, fact
from rc_kb.store.namebook import NameBook
from rc_kb.store.records import date_values, map_fact
from rc_kb.store.resolve import PartyResolver, Unresolved
from rc_kb.store.search import make_fact_entry, make_title_entry
from rc_kb.tabular import Row
from rc_kb.text import fold_words
from rc_kb.vocabulary import REVIEW_COLUMNS, VIEWS_OF_FACTS

Values = tuple[Any, ...]

_WRITTEN_AS_JSON = json.JSONEncoder(sort_keys=True)


class PreparedFact(NamedTuple):
    """A fact as rows: the SHA-256 of what it says, and values with the names of their tables, those of fact first."""

    content_sha256: str
    rows: list[tuple[str, Values]]


class Prepared(NamedTuple):
    """A sheet as rows, in what any process can hand on."""

    source: str
    where: str
    article: Row
    paragraphs: list[Values]
    title: Values | None
    book: NameBook
    facts: dict[int, PreparedFact]
    not_accepted: int

    @property
    def named(self) -> str:
        """Return the file of the sheet, and the line where it holds several."""
        return f"{self.source}, {self.where.removesuffix(': ')}" if self.where else self.source


def prepare_sheet(sheet: Sheet, source: str, known: KnownNames, where: str = "") -> Prepared:
    """Return a sheet as rows; raise BadSheet where it names what nobody can tell.

    The source is its file, and where the place in it, which stands before each problem.
    """
    if sheet.article.publisher is None:
        raise BadSheet(source, [f"{where}{sheet.locate_article('publisher')}: is missing"])
    try:
        parties = PartyResolver(known, sheet)
    except Unresolved as error:
        raise BadSheet(source, [str(error)]) from error
    listed = _list_facts(sheet)
    facts = _make_facts(sheet, listed, parties, source)
    coded = sheet.article
    digests = enumerate(coded.paragraph_digests or [], start=1)
    contents = {key: one.content_sha256 for key, one in facts.items()}
    title = make_title_entry(coded.id, coded.title)
    return Prepared(
        source=source,
        where=where,
        article=_make_article(sheet) | {"facts_sha256": digest_facts(contents)},
        paragraphs=[order_values(article_paragraph, _make_paragraph(coded.id, *one)) for one in digests],
        title=order_values(search_entry, title) if title else None,
        book=parties.book,
        facts=facts,
        not_accepted=sum(record.decision != "accepted" for _, _, record in listed),
    )


def digest_facts(contents: dict[int, str]) -> str:
    """Return the SHA-256 of what facts say, by their keys, and of the version of rc-kb that has written them so."""
    said = "".join(f"{key} {contents[key]}\n" for key in sorted(contents))
    return sha256(f"{_tell_version()}\n{said}".encode()).hexdigest()


def digest_sheet(sheet: Sheet) -> str:
    """Return the SHA-256 of what a sheet says, in hexadecimal; comments, layout and empty keys do not count."""
    return sha256(sheet.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()


@cache
def _tell_version() -> str:
    return f"rc-kb {version('rc-kb')}, schema {SCHEMA_VERSION}"


def _list_facts(sheet: Sheet) -> list[tuple[str, int, Fact]]:
    """Return each fact of a sheet with its kind and its place in its section."""
    return [
        (kind, index, record)
        for kind, section in VIEWS_OF_FACTS.items()
        for index, record in enumerate(getattr(sheet, section))
    ]


def _make_facts(
    sheet: Sheet, listed: list[tuple[str, int, Fact]], parties: PartyResolver, source: str
) -> dict[int, PreparedFact]:
    """Return every accepted fact by its key; raise BadSheet with each that cannot be told."""
    facts: dict[int, PreparedFact] = {}
    times: Counter[tuple[object, ...]] = Counter()
    problems = []
    for kind, index, record in listed:
        if record.decision != "accepted":
            continue
        try:
            mapped = map_fact(record, parties)
        except Unresolved as error:
            problems.append(f"{sheet.locate(VIEWS_OF_FACTS[kind], index)}: {error}")
            continue
        identity = (sheet.article.id, kind, *mapped.identity)
        times[identity] += 1
        numbered = (make_key(*identity, number) for number in count(times[identity]))
        keys = ((put_beside(article_key(sheet.article.id), own), own) for own in numbered)
        key, own = next(pair for pair in keys if pair[0] not in facts)
        rows = mapped.rows_with_key(key, own, times[identity])
        facts[key] = _complete_fact(sheet.article.id, kind, key, record, rows)
    if problems:
        raise BadSheet(source, problems)
    return facts


def _complete_fact(article_id: str, kind: str, key: int, record: Fact, own: list[tuple[Table, Row]]) -> PreparedFact:
    """Return a fact with the row of its identity before its own, and its citations and what search finds after."""
    rows = own + [(citation, _make_citation(article_id, key, *one)) for one in enumerate(record.cite, start=1)]
    decided = {name: getattr(record, name) for name in REVIEW_COLUMNS}
    shared = {"id": key, "kind": kind, "article_id": article_id, "basis": record.basis, **decided}
    content = _digest_rows([(fact, shared), *rows])
    rows = [(fact, shared | {"content_sha256": content}), *rows]
    entry = make_fact_entry(kind, key, own)
    if entry:
        rows.append((search_entry, entry))
    return PreparedFact(content, [(table.name, order_values(table, row)) for table, row in rows])


def _make_citation(article_id: str, key: int, ordinal: int, cite: Any) -> Row:
    return {
        "fact_id": key,
        "ordinal": ordinal,
        "article_id": article_id,
        "paragraph": cite.paragraph,
        "start_char": cite.start,
        "end_char": cite.end,
        "digest": cite.digest,
    }


def _make_paragraph(article_id: str, paragraph: int, digest: str) -> Row:
    return {"article_id": article_id, "paragraph": paragraph, "digest": digest}


def _digest_rows(rows: list[tuple[Table, Row]]) -> str:
    """Return the SHA-256 of what rows say; a column that is NULL counts as one that is not there yet."""
    said = [(table.name, {name: value for name, value in row.items() if value is not None}) for table, row in rows]
    return sha256(_WRITTEN_AS_JSON.encode(said).encode()).hexdigest()


def _make_article(sheet: Sheet) -> Row:
    coded = sheet.article
    return {
        "id": coded.id,
        "publisher": coded.publisher,
        "publisher_words": fold_words(coded.publisher or ""),
        "url": coded.url,
        "title": coded.title,
        **date_values("published_on", coded.published, coded.published_as_written),
        "published_basis": coded.published_basis,
        "dateline": coded.dateline,
        "language": coded.language,
        "paragraphs": coded.paragraphs,
        "text_sha256": coded.text_sha256,
        "same_story_as": coded.same_story_as,
        "sheet_sha256": digest_sheet(sheet),
        "file_sha256": sheet.file_sha256,
    }


def prepare_raw_sheets(raw: Sequence[RawSheet], known: KnownNames) -> list[Prepared]:
    """Return sheets as rows that nobody has parsed yet; raise BadSheet."""
    return [prepare_sheet(one.parse(), one.source, known, one.where) for one in raw]
