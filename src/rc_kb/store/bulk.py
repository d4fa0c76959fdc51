"""Owns the loading of many sheets: in batches, each in a transaction of its own; what is loaded already is skipped."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial

from sqlalchemy import Connection, select

from rc_kb.errors import RcKbError
from rc_kb.location import Location
from rc_kb.sheet.sources import RawSheet
from rc_kb.store.engine import connect_writing, split_batches
from rc_kb.store.history import Recorder
from rc_kb.store.known import read_known_names
from rc_kb.store.load import Loader, LoadReport
from rc_kb.store.models.sources import article
from rc_kb.store.prepare import digest_facts, prepare_raw_sheets
from rc_kb.store.replace import read_contents
from rc_kb.workers import share_work

SHEETS_IN_A_BATCH = 1_000
BYTES_IN_A_BATCH = 8_000_000
_ADVICE = "load again, with fewer --jobs where memory is short."

Advance = Callable[[int], None]


def load_raw_sheets(
    location: Location,
    sheets: Iterable[RawSheet],
    recorder: Recorder,
    *,
    jobs: int = 1,
    advance: Advance = lambda _: None,
) -> LoadReport:
    """Load sheets into a knowledge base, in batches: each in one transaction, whole or not at all.

    A sheet that is loaded already, byte by byte, is skipped. Raises BadSheet, with a note where batches before it are
    loaded and stay. Advance is told how many bytes of sheets are done.
    """
    loader = Loader(recorder)
    with connect_writing(location) as connection:
        with connection.begin():
            known = read_known_names(connection)
        new = (_skip_loaded(connection, loader, batch, advance) for batch in _gather(sheets))
        loaded = 0
        try:
            prepare = partial(prepare_raw_sheets, known=known)
            with closing(share_work(filter(None, new), prepare, jobs, advice=_ADVICE)) as batches:
                for raw, prepared in batches:
                    with connection.begin():
                        loader.load(connection, prepared)
                    loaded += len(prepared)
                    advance(sum(len(one.data) for one in raw))
        except RcKbError as error:
            if loaded:
                error.add_note(f"{loaded:,} sheets before it are loaded: the same command goes on from there.")
            raise
    return loader.report


def _gather(sheets: Iterable[RawSheet]) -> Iterator[list[RawSheet]]:
    """Return sheets in batches; a batch of large ones has fewer."""
    batch: list[RawSheet] = []
    size = 0
    for one in sheets:
        batch.append(one)
        size += len(one.data)
        if len(batch) == SHEETS_IN_A_BATCH or size >= BYTES_IN_A_BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _skip_loaded(connection: Connection, loader: Loader, batch: list[RawSheet], advance: Advance) -> list[RawSheet]:
    """Return the sheets of a batch that are not loaded already as they stand; the loader takes note of the others."""
    digests = [one.file_sha256 for one in batch]
    with connection.begin():
        loaded = _read_loaded(connection, set(digests))
    new = []
    for one, digest in zip(batch, digests, strict=True):
        if digest in loaded:
            article_id, facts = loaded[digest]
            loader.skip(article_id, one.source, one.where, facts)
            advance(len(one.data))
        else:
            new.append(one)
    return new


def _read_loaded(connection: Connection, digests: Iterable[str]) -> dict[str, tuple[str, int]]:
    """Return the articles of files, with the number of their facts, that are in the base as they were loaded.

    Where facts have changed since, or another version of rc-kb loaded them, the file is to be read again.
    """
    asked = select(article.c.file_sha256, article.c.id, article.c.facts_sha256)
    found = [
        tuple(row)
        for some in split_batches(sorted(digests))
        for row in connection.execute(asked.where(article.c.file_sha256.in_(some)))
    ]
    contents = read_contents(connection, [article_id for _, article_id, _ in found])
    return {
        file: (article_id, len(contents[article_id]))
        for file, article_id, facts in found
        if digest_facts(contents[article_id]) == facts
    }
