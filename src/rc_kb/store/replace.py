"""Owns the facts of a batch of sheets in the base: which of them differ, and their rows in every table."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from operator import itemgetter

from sqlalchemy import Connection, delete, select

from rc_kb.store.engine import insert_rows, order_values, split_batches, written_columns
from rc_kb.store.history import Recorder, compare_facts, keep_earlier, read_facts
from rc_kb.store.models.schema import metadata
from rc_kb.store.models.search import search_entry
from rc_kb.store.models.sources import fact, recording
from rc_kb.store.prepare import Prepared, Values
from rc_kb.store.search import forget_owners, insert_entries
from rc_kb.tabular import Row

_KIND = written_columns(fact).index("kind")
_RECORDING = written_columns(fact).index("recording_id")
_TABLES = [table for table in metadata.sorted_tables if table is not search_entry]


def replace_facts(
    connection: Connection, sheets: Sequence[Prepared], loaded_before: Collection[str], recorder: Recorder
) -> tuple[Counter[str], dict[str, list[int]]]:
    """Bring the facts of articles to those that their sheets hold.

    Returns how many became what, and the keys of those that were written, by kind.

    The articles that were loaded before are those that may have facts. What facts said is kept as earlier values.
    """
    there = read_contents(connection, loaded_before)
    compared = [_Comparison(one, there.get(one.article["id"], {})) for one in sheets]
    differing = [one for one in compared if one.gone or one.added]
    for one in differing:
        coded = one.sheet.article
        one.recording = recorder.make_recording(coded["id"], one.sheet.named, coded["sheet_sha256"])
    insert_rows(connection, recording, [order_values(recording, one.recording) for one in differing])
    earlier = {one.fact_id: one for one in read_facts(connection, [key for one in differing for key in one.gone])}
    forget_owners(connection, "fact_id", earlier)
    for some in split_batches(sorted(earlier)):
        connection.execute(delete(fact).where(fact.c.id.in_(some)))
    _insert_facts(connection, differing)
    changed = [one for one in differing if one.gone]
    later = {one.fact_id: one for one in read_facts(connection, [key for one in changed for key in one.new])}
    kept = [
        compare_facts(
            one.sheet.article["id"],
            [earlier[key] for key in sorted(one.gone)],
            [later[key] for key in sorted(one.new)],
            one.recording["id"],
        )
        for one in changed
    ]
    keep_earlier(connection, kept)
    return _count(compared, sum(len(one.same) for one in kept)), _list_written(differing)


def _list_written(differing: "Iterable[_Comparison]") -> dict[str, list[int]]:
    written: dict[str, list[int]] = defaultdict(list)
    for one in differing:
        for key in one.new:
            written[one.sheet.facts[key].rows[0][1][_KIND]].append(key)
    return written


def read_contents(connection: Connection, articles: Iterable[str]) -> dict[str, dict[int, str]]:
    """Return the SHA-256 of what each fact of articles says, by the article and the fact's key."""
    listed = list(articles)
    contents: dict[str, dict[int, str]] = {article_id: {} for article_id in listed}
    asked = select(fact.c.article_id, fact.c.id, fact.c.content_sha256)
    for some in split_batches(listed):
        for article_id, key, content in connection.execute(asked.where(fact.c.article_id.in_(some))):
            contents[article_id][key] = content
    return contents


class _Comparison:
    """The facts of a sheet against those that the base has of its article."""

    def __init__(self, sheet: Prepared, there: dict[int, str]) -> None:
        self.sheet = sheet
        wanted = sheet.facts
        self.changed = {key for key in there if key in wanted and there[key] != wanted[key].content_sha256}
        self.removed = there.keys() - wanted.keys()
        self.added = wanted.keys() - there.keys()
        self.gone = self.changed | self.removed
        self.new = self.changed | self.added
        self.recording: Row = {}


def _insert_facts(connection: Connection, differing: Iterable[_Comparison]) -> None:
    """Insert the rows of facts, a table at a time, each with its recording."""
    by_table: dict[str, list[Values]] = defaultdict(list)
    for one in differing:
        recorded = (one.recording["id"],)
        for key in one.new:
            (_, row), *rows = one.sheet.facts[key].rows
            by_table[fact.name].append(row[:_RECORDING] + recorded + row[_RECORDING + 1 :])
            for name, values in rows:
                by_table[name].append(values)
    for table in _TABLES:
        # In the order of keys, pages of the file are written once.
        insert_rows(connection, table, sorted(by_table[table.name], key=itemgetter(0)))
    insert_entries(connection, by_table[search_entry.name])


def _count(compared: Iterable[_Comparison], same: int) -> Counter[str]:
    times: Counter[str] = Counter()
    for one in compared:
        times["added"] += len(one.added)
        times["changed"] += len(one.changed)
        times["removed"] += len(one.removed)
        times["unchanged"] += len(one.sheet.facts) - len(one.added) - len(one.changed)
    times["changed"] -= same
    times["unchanged"] += same
    return times
