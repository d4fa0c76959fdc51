"""Owns loading: brings a base to what coding sheets say, a batch at a time, touching only the facts that differ.

A batch does a fixed number of statements for each table, however many sheets it has.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select

from rc_kb.errors import BadSheet
from rc_kb.sheet.model import Sheet
from rc_kb.store.derived import list_changed, list_standing, relate_articles, relate_facts_of, relate_new_facts
from rc_kb.store.engine import insert_rows, order_values, split_batches, upsert
from rc_kb.store.given import write_names
from rc_kb.store.history import Recorder
from rc_kb.store.known import read_known_names
from rc_kb.store.models.sources import article, article_paragraph
from rc_kb.store.prepare import Prepared, prepare_sheet
from rc_kb.store.replace import replace_facts
from rc_kb.store.search import forget_titles, insert_entries
from rc_kb.store.settle import settle_names


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
    known = read_known_names(connection)
    loader = Loader(recorder)
    for some in split_batches(sheets):
        loader.load(connection, [prepare_sheet(sheet, source, known) for source, sheet in some])
    return loader.report


class Loader:
    """Loads batches of sheets, one after the other, each whole or not at all, and keeps the report on all."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._places: dict[str, tuple[str, str]] = {}
        self.report = LoadReport()

    def take(self, article_id: str, source: str, where: str = "") -> None:
        """Note that a sheet is the one of an article; raise BadSheet where another was that."""
        file, place = self._places.setdefault(article_id, (source, where))
        if (file, place) != (source, where):
            first = ", ".join(filter(None, (file if file != source else "", place.removesuffix(": "))))
            raise BadSheet(source, [f"{where}article.id: {article_id} is coded in {first} too: one sheet an article"])

    def skip(self, article_id: str, source: str, where: str, facts: int) -> None:
        """Note a sheet that is loaded already as it stands, with the number of its facts."""
        self.take(article_id, source, where)
        self.report.articles["unchanged"] += 1
        self.report.facts["unchanged"] += facts

    def load(self, connection: Connection, sheets: Sequence[Prepared]) -> None:
        """Load a batch: facts that their sheets no longer hold go, changed ones are replaced, the rest stays."""
        for one in sheets:
            self.take(one.article["id"], one.source, one.where)
        before = _read_digests(connection, sheets)
        digests = {one.article["id"]: one.article["sheet_sha256"] for one in sheets}
        _write_articles(connection, sheets, before)
        # Facts refer to the parties that sheets name, so these are written first. Which of its names a party has, and
        # which country it stands for, is settled once old facts are gone; what follows from both comes last.
        new, changes = write_names(connection, {one.article["id"]: one.book for one in sheets})
        counts, written = replace_facts(connection, sheets, before.keys(), self._recorder)
        self.report.facts.update(counts)
        standing = list_standing(connection, changes.kinds)
        settle_names(connection, changes)
        relate_new_facts(connection, written)
        relate_articles(connection, [key for key in before if before[key] != digests[key]])
        relate_facts_of(connection, list_changed(standing, list_standing(connection, changes.kinds)))
        self.report.new_parties += [f"{one.kind} {one.name}" for one in new]
        for one in sheets:
            self.report.facts["not_accepted"] += one.not_accepted
            digest = before.get(one.article["id"])
            what = "added" if digest is None else "unchanged" if digest == one.article["sheet_sha256"] else "changed"
            self.report.articles[what] += 1


def _read_digests(connection: Connection, sheets: Iterable[Prepared]) -> dict[str, str]:
    """Return what the sheets of those articles said that are in the base already, as SHA-256."""
    asked = select(article.c.id, article.c.sheet_sha256)
    return {
        row.id: row.sheet_sha256
        for some in split_batches(one.article["id"] for one in sheets)
        for row in connection.execute(asked.where(article.c.id.in_(some)))
    }


def _write_articles(connection: Connection, sheets: Iterable[Prepared], before: Mapping[str, str]) -> None:
    """Write articles, and where their sheets say something else than before, their titles and paragraphs."""
    new = [one for one in sheets if one.article["id"] not in before]
    old = [one for one in sheets if one.article["id"] in before]
    insert_rows(connection, article, sorted(order_values(article, one.article) for one in new))
    upsert(connection, article, [one.article for one in old])
    changed = [one for one in old if before[one.article["id"]] != one.article["sheet_sha256"]]
    for some in split_batches(one.article["id"] for one in changed):
        connection.execute(delete(article_paragraph).where(article_paragraph.c.article_id.in_(some)))
        forget_titles(connection, some)
    differing = [*new, *changed]
    insert_rows(connection, article_paragraph, sorted(row for one in differing for row in one.paragraphs))
    insert_entries(connection, (one.title for one in differing if one.title))
