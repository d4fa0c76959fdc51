"""Owns loading: brings a base to what coding sheets say, touching only the facts that differ."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection, Table, delete, insert, select

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Fact, Sheet
from rc_kb.store.derived import list_changed, list_standing, relate_articles, relate_facts, relate_facts_of
from rc_kb.store.engine import upsert
from rc_kb.store.history import Recorder, keep_earlier, read_facts
from rc_kb.store.keys import make_key
from rc_kb.store.models.schema import metadata
from rc_kb.store.models.sources import article, article_paragraph, citation, fact
from rc_kb.store.namebook import settle_names
from rc_kb.store.records import date_values, map_fact
from rc_kb.store.resolve import PartyResolver, Unresolved
from rc_kb.store.search import index_facts, index_parties, index_titles
from rc_kb.store.tabular import Row
from rc_kb.text import fold_words
from rc_kb.vocabulary import REVIEW_COLUMNS, VIEWS_OF_FACTS


@dataclass
class LoadReport:
    """What loading changed: articles and facts by what became of them, and the parties that are new to the base."""

    articles: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    new_parties: list[str] = field(default_factory=list)


def load_sheets(connection: Connection, sheets: Iterable[tuple[str, Sheet]], recorder: Recorder) -> LoadReport:
    """Load sheets, each with the name of its source; raise BadSheet where one names what nobody can tell.

    What facts said before is kept as earlier values; the search index follows.
    """
    report = LoadReport()
    sources: dict[str, str] = {}
    touched: set[int] = set()
    written: dict[str, set[int]] = defaultdict(set)
    for source, sheet in sheets:
        first = sources.setdefault(sheet.article.id, source)
        if first != source:
            raise BadSheet(source, [f"article.id: {sheet.article.id} is coded in {first} too: one sheet an article"])
        touched |= _load_sheet(connection, sheet, source, report, recorder, written)
    standing = list_standing(connection, touched)
    settle_names(connection, touched)
    relate_facts(connection, written)
    relate_facts_of(connection, list_changed(standing, list_standing(connection, touched)))
    index_parties(connection, touched)
    return report


def _load_sheet(
    connection: Connection,
    sheet: Sheet,
    source: str,
    report: LoadReport,
    recorder: Recorder,
    written: dict[str, set[int]],
) -> set[int]:
    """Load one sheet: facts that it no longer holds go, changed ones are replaced, the rest is not touched.

    Returns the keys of the parties that the sheet names, or named before; the facts that it writes are noted by kind.
    """
    row = _make_article(sheet)
    before = connection.scalar(select(article.c.sheet_sha256).where(article.c.id == row["id"]))
    upsert(connection, article, [row])
    if before != row["sheet_sha256"]:
        _write_paragraphs(connection, sheet)
        relate_articles(connection, [row["id"]])
        index_titles(connection, [row["id"]])
    parties = _resolve(connection, sheet, source)
    wanted = _make_rows(sheet, parties, source)
    report.facts.update(_replace_facts(connection, row, wanted, source, recorder, written))
    report.facts["not_accepted"] += sum(record.decision != "accepted" for _, _, record in _list_facts(sheet))
    report.articles["added" if before is None else "unchanged" if before == row["sheet_sha256"] else "changed"] += 1
    report.new_parties += parties.book.added
    return parties.book.touched


def _replace_facts(
    connection: Connection,
    coded: Row,
    wanted: dict[int, list[tuple[Table, Row]]],
    source: str,
    recorder: Recorder,
    written: dict[str, set[int]],
) -> dict[str, int]:
    """Bring the facts of an article to those that its sheet holds; return how many became what."""
    known = select(fact.c.id, fact.c.content_sha256).where(fact.c.article_id == coded["id"])
    there = {row.id: row.content_sha256 for row in connection.execute(known)}
    changed = {key for key, rows in wanted.items() if key in there and there[key] != rows[0][1]["content_sha256"]}
    removed = set(there) - set(wanted)
    added = set(wanted) - set(there)
    if changed or removed or added:
        recording_id = recorder.record(connection, coded["id"], source, coded["sheet_sha256"])
        earlier = read_facts(connection, changed | removed)
        _delete_facts(connection, changed | removed)
        _insert_facts(connection, [wanted[key] for key in wanted if key in changed or key in added], recording_id)
        index_facts(connection, changed | added)
        for key in changed | added:
            written[wanted[key][0][1]["kind"]].add(key)
        if earlier:
            changed -= keep_earlier(
                connection, coded["id"], earlier, read_facts(connection, changed | added), recording_id
            )
    unchanged = len(wanted) - len(added) - len(changed)
    return {"added": len(added), "changed": len(changed), "removed": len(removed), "unchanged": unchanged}


def _list_facts(sheet: Sheet) -> list[tuple[str, str, Fact]]:
    """Return each fact of a sheet with its kind and where it stands in the file."""
    return [
        (kind, sheet.locate(section, index), record)
        for kind, section in VIEWS_OF_FACTS.items()
        for index, record in enumerate(getattr(sheet, section))
    ]


def _resolve(connection: Connection, sheet: Sheet, source: str) -> PartyResolver:
    try:
        return PartyResolver(connection, sheet)
    except Unresolved as error:
        raise BadSheet(source, [str(error)]) from error


def _make_rows(sheet: Sheet, parties: PartyResolver, source: str) -> dict[int, list[tuple[Table, Row]]]:
    """Return the rows of every accepted fact by its key; the row of the table fact comes first."""
    rows: dict[int, list[tuple[Table, Row]]] = {}
    times: Counter[tuple[object, ...]] = Counter()
    problems = []
    for kind, where, record in _list_facts(sheet):
        if record.decision != "accepted":
            continue
        try:
            mapped = map_fact(record, parties)
        except Unresolved as error:
            problems.append(f"{where}: {error}")
            continue
        identity = (sheet.article.id, kind, *mapped.identity)
        times[identity] += 1
        key = make_key(*identity, times[identity])
        rows[key] = _complete_rows(sheet.article.id, kind, key, record, mapped.rows_with_key(key, times[identity]))
    if problems:
        raise BadSheet(source, problems)
    return rows


def _complete_rows(
    article_id: str, kind: str, key: int, record: Fact, rows: list[tuple[Table, Row]]
) -> list[tuple[Table, Row]]:
    """Return a fact's rows with the row of its identity before them and its citations after."""
    rows += [
        (
            citation,
            {
                "fact_id": key,
                "ordinal": ordinal,
                "article_id": article_id,
                "paragraph": cite.paragraph,
                "start_char": cite.start,
                "end_char": cite.end,
                "digest": cite.digest,
            },
        )
        for ordinal, cite in enumerate(record.cite, start=1)
    ]
    decided = {name: getattr(record, name) for name in REVIEW_COLUMNS}
    shared = {"id": key, "kind": kind, "article_id": article_id, "basis": record.basis, **decided}
    return [(fact, shared | {"content_sha256": _digest_rows([(fact, shared), *rows])}), *rows]


def _digest_rows(rows: list[tuple[Table, Row]]) -> str:
    """Return the SHA-256 of what rows say; a column that is NULL counts as one that is not there yet."""
    said = [(table.name, {name: value for name, value in row.items() if value is not None}) for table, row in rows]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def digest_sheet(sheet: Sheet) -> str:
    """Return the SHA-256 of what a sheet says, in hexadecimal; comments, layout and empty keys do not count."""
    return sha256(sheet.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()


def _make_article(sheet: Sheet) -> Row:
    coded = sheet.article
    return {
        "id": coded.id,
        "publisher": coded.publisher,
        "publisher_words": fold_words(coded.publisher),
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
    }


def _write_paragraphs(connection: Connection, sheet: Sheet) -> None:
    """Write the digests of an article's paragraphs as its sheet gives them."""
    mine = article_paragraph.c.article_id == sheet.article.id
    connection.execute(delete(article_paragraph).where(mine))
    rows = [
        {"article_id": sheet.article.id, "paragraph": paragraph, "digest": digest}
        for paragraph, digest in enumerate(sheet.article.paragraph_digests or [], start=1)
    ]
    if rows:
        connection.execute(insert(article_paragraph), rows)


def _delete_facts(connection: Connection, keys: set[int]) -> None:
    """Delete facts; what belongs to them goes with them."""
    for key in keys:
        connection.execute(delete(fact).where(fact.c.id == key))


def _insert_facts(connection: Connection, facts: list[list[tuple[Table, Row]]], recording_id: int) -> None:
    """Insert the rows of facts, a table at a time."""
    by_table: dict[str, list[Row]] = defaultdict(list)
    for rows in facts:
        rows[0][1]["recording_id"] = recording_id
        for table, row in rows:
            by_table[table.name].append(row)
    for table in metadata.sorted_tables:
        if table.name in by_table:
            connection.execute(insert(table), by_table[table.name])
