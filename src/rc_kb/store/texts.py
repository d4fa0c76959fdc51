"""Owns the attaching of texts: how a text comes into the base and out of it, so that nothing of it stays."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from rc_kb.dates import write_moment
from rc_kb.errors import BadValue, TextRefused
from rc_kb.location import Location
from rc_kb.store.engine import begin_writing, upsert
from rc_kb.store.models.search import SEARCH_INDEX
from rc_kb.store.models.sources import article, article_text
from rc_kb.store.recognize import check_article, find_articles, recognize_text, tell_standing
from rc_kb.store.search import index_text
from rc_kb.text import fingerprint_normal
from rc_kb.text_files import Text, find_files, read_text_file


@dataclass
class AttachReport:
    """What attaching did: the texts that are attached, and the sentences on those of a folder that are not."""

    attached: list["Attached"] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Attached(NamedTuple):
    """What became of a text: its article, whether it is new there, and what is to be said of it."""

    source: str
    article_id: str
    is_new: bool
    remark: str | None = None


def attach_files(base: Location, paths: Iterable[Path], article_id: str | None = None) -> AttachReport:
    """Attach the texts in files and folders to the articles that they are recognized to be of, or to one by its id.

    All files that are named come in, or none: TextRefused says which is not a text of an article here. In a folder
    those are left out, and reported. Raises BadValue where an article is named for several texts.
    """
    files = [(file, path.is_dir()) for path in paths for file in find_files(path)]
    if article_id is not None and len(files) != 1:
        raise BadValue(f"--article names the article of one text, and these are {len(files)}: give them one by one.")
    report = AttachReport()
    with begin_writing(base) as connection:
        for file, is_of_folder in files:
            try:
                text = read_text_file(file)
                named = recognize_text(connection, text, article_id)
                report.attached.append(_attach(connection, text, named))
            except TextRefused as error:
                if not is_of_folder:
                    raise
                report.refused.append(str(error))
    return report


def detach_from(base: Location, article_ids: Collection[str] | None) -> list[str]:
    """Take texts out of a base, of some articles or of all, and return whose were there; raise UnknownName.

    Nothing of them stays in the file.
    """
    with begin_writing(base) as connection:
        gone = detach_texts(connection, article_ids)
        if gone:
            _forget_words(connection)
        return gone


def _forget_words(connection: Connection) -> None:
    """Take the words of deleted texts out of SQLite's index, which marks them as deleted until it is merged."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {SEARCH_INDEX} ({SEARCH_INDEX}) VALUES ('optimize')")  # noqa: S608 - our own word


def detach_texts(connection: Connection, article_ids: Collection[str] | None) -> list[str]:
    """Take texts out of the base, of some articles or of all, and return whose were there; raise UnknownName."""
    for article_id in article_ids or ():
        check_article(connection, article_id)
    asked = select(article_text.c.article_id).order_by(article_text.c.article_id)
    if article_ids is not None:
        asked = asked.where(article_text.c.article_id.in_(article_ids))
    there = list(connection.scalars(asked))
    for article_id in there:
        connection.execute(delete(article_text).where(article_text.c.article_id == article_id))
        index_text(connection, article_id, None)
    return there


def _attach(connection: Connection, text: Text, article_id: str) -> Attached:
    sha256 = fingerprint_normal(text.normal)
    asked = select(article_text.c.text_sha256).where(article_text.c.article_id == article_id)
    before = connection.scalar(asked)
    if before != sha256:
        attached_at = write_moment(datetime.now(UTC))
        row = {"article_id": article_id, "text": text.normal, "text_sha256": sha256, "attached_at": attached_at}
        upsert(connection, article_text, [row])
        index_text(connection, article_id, text.normal)
        if before is not None:
            _forget_words(connection)
    return Attached(text.source, article_id, before != sha256, _remark(connection, text, article_id, before))


def _remark(connection: Connection, text: Text, article_id: str, before: str | None) -> str | None:
    """Return what is to be said where the text is not the one that was coded, or took the place of another."""
    sha256 = fingerprint_normal(text.normal)
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == article_id))
    said = []
    if coded is not None and coded != sha256:
        said.append(f"it has changed since it was coded: {tell_standing(connection, text, article_id)}")
    if coded is None:
        said.append(f"its sheet has no fingerprint to compare with: {tell_standing(connection, text, article_id)}")
    if others := [other for other in find_articles(connection, text) if other != article_id]:
        said.append(f"it is the text of {' and '.join(others)} too")
    if before not in {None, sha256}:
        said.append("another text that was attached before is replaced")
    return "; ".join(said) or None
