"""Owns the attaching of texts: which article a text is of, and how it comes into the base and out of it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, select

from rc_kb.errors import BadValue, TextRefused, UnknownName
from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.store.engine import begin_writing, upsert
from rc_kb.store.models.sources import article, article_paragraph, article_text, citation
from rc_kb.store.search import index_text
from rc_kb.text import digest_words, fingerprint_normal, split_normal
from rc_kb.text_files import Text, find_files, read_text_file

_ALIKE = 0.5
"""The share of paragraphs that a changed text has in common with the one that was coded, to be taken for it."""


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


def attach_files(base: Path, paths: Iterable[Path], article_id: str | None = None) -> AttachReport:
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
                named = _recognize(connection, text) if article_id is None else _take(connection, text, article_id)
                report.attached.append(_attach(connection, text, named))
            except TextRefused as error:
                if not is_of_folder:
                    raise
                report.refused.append(str(error))
    return report


def detach_from(base: Path, article_ids: Collection[str] | None) -> list[str]:
    """Take texts out of a base, of some articles or of all, and return whose were there."""
    with begin_writing(base) as connection:
        # What is deleted is overwritten: the words do not stay in free pages of the file.
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        return detach_texts(connection, article_ids)


def _take(connection: Connection, text: Text, article_id: str) -> str:
    """Return the article that the user names; raise UnknownName, or TextRefused where it is the text of another."""
    _check_article(connection, article_id)
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == article_id))
    others = [other for other in _find_articles(connection, text) if other != article_id]
    if others and coded not in {None, fingerprint_normal(text.normal)}:
        raise TextRefused(f"{text.source} is the text of {' and '.join(others)}, not of {article_id}.")
    return article_id


def detach_texts(connection: Connection, article_ids: Collection[str] | None) -> list[str]:
    """Take texts out of the base, of some articles or of all, and return whose were there; raise UnknownName."""
    for article_id in article_ids or ():
        _check_article(connection, article_id)
    asked = select(article_text.c.article_id).order_by(article_text.c.article_id)
    if article_ids is not None:
        asked = asked.where(article_text.c.article_id.in_(article_ids))
    there = list(connection.scalars(asked))
    for article_id in there:
        connection.execute(delete(article_text).where(article_text.c.article_id == article_id))
        index_text(connection, article_id, None)
    return there


def _check_article(connection: Connection, article_id: str) -> None:
    if connection.scalar(select(article.c.id).where(article.c.id == article_id)) is None:
        raise UnknownName(f"no article has the id {article_id!r}: `rc-kb articles` lists them.")


def _find_articles(connection: Connection, text: Text) -> list[str]:
    """Return the articles whose text it is, by its fingerprint."""
    mine = article.c.text_sha256 == fingerprint_normal(text.normal)
    return list(connection.scalars(select(article.c.id).where(mine).order_by(article.c.id)))


def _recognize(connection: Connection, text: Text) -> str:
    found = _find_articles(connection, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise TextRefused(
            f"{text.source} is the text of several articles, {' and '.join(found)}: name one with --article."
        )
    near = _find_near(connection, text)
    if near is None:
        raise TextRefused(
            f"{text.source} is the text of no article here: load its sheet first, or name the article with --article."
        )
    raise TextRefused(
        f"{text.source} is like the text of {near}, but has changed since that was coded: "
        f"{_tell_standing(connection, text, near)}. `--article {near}` attaches it as it is."
    )


def _find_near(connection: Connection, text: Text) -> str | None:
    """Return the article with most paragraphs in common, where that is at least half of either's."""
    digests = {digest_words(words) for words in split_normal(text.normal)}
    shared = (
        select(article_paragraph.c.article_id, func.count(article_paragraph.c.digest.distinct()))
        .where(article_paragraph.c.digest.in_(digests))
        .group_by(article_paragraph.c.article_id)
        .order_by(func.count(article_paragraph.c.digest.distinct()).desc(), article_paragraph.c.article_id)
        .limit(1)
    )
    best = connection.execute(shared).first()
    if best is None:
        return None
    article_id, common = best
    theirs = select(func.count(article_paragraph.c.digest.distinct()))
    size = connection.scalar(theirs.where(article_paragraph.c.article_id == article_id)) or 1
    return str(article_id) if common / min(len(digests), size) >= _ALIKE else None


def _attach(connection: Connection, text: Text, article_id: str) -> Attached:
    sha256 = fingerprint_normal(text.normal)
    asked = select(article_text.c.text_sha256).where(article_text.c.article_id == article_id)
    before = connection.scalar(asked)
    if before != sha256:
        attached_at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        row = {"article_id": article_id, "text": text.normal, "text_sha256": sha256, "attached_at": attached_at}
        upsert(connection, article_text, [row])
        index_text(connection, article_id, text.normal)
    return Attached(text.source, article_id, before != sha256, _remark(connection, text, article_id, before))


def _remark(connection: Connection, text: Text, article_id: str, before: str | None) -> str | None:
    """Return what is to be said where the text is not the one that was coded, or took the place of another."""
    sha256 = fingerprint_normal(text.normal)
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == article_id))
    said = []
    if coded is not None and coded != sha256:
        said.append(f"it has changed since it was coded: {_tell_standing(connection, text, article_id)}")
    if coded is None:
        said.append(f"its sheet has no fingerprint to compare with: {_tell_standing(connection, text, article_id)}")
    if before not in {None, sha256}:
        said.append("another text that was attached before is replaced")
    return "; ".join(said) or None


def _tell_standing(connection: Connection, text: Text, article_id: str) -> str:
    """Return how many citations of an article still hold in a text, and on which paragraphs they do not."""
    findings = _find_standing(connection, text, article_id)
    times = Counter(standing for _, standing in findings)
    told = f"{times[Standing.FOUND] + times[Standing.MOVED]} of {len(findings)} citations still hold"
    lost = sorted({paragraph for paragraph, standing in findings if standing is Standing.LOST})
    if times[Standing.MOVED]:
        told += f", {times[Standing.MOVED]} of them at another place"
    if lost:
        told += f"; lost are {times[Standing.LOST]}, on paragraph{'s' if len(lost) > 1 else ''} "
        told += ", ".join(map(str, lost))
    return told


def _find_standing(connection: Connection, text: Text, article_id: str) -> list[tuple[int, Standing]]:
    coded = connection.scalar(select(article.c.text_sha256).where(article.c.id == article_id))
    mine = article_paragraph.c.article_id == article_id
    digests = connection.execute(select(article_paragraph.c.paragraph, article_paragraph.c.digest).where(mine))
    now = CodedText(
        text.normal,
        is_as_coded=None if coded is None else coded == fingerprint_normal(text.normal),
        digests={row.paragraph: row.digest for row in digests},
    )
    columns = (citation.c.paragraph, citation.c.start_char, citation.c.end_char, citation.c.digest)
    spans = [Span(*row) for row in connection.execute(select(*columns).where(citation.c.article_id == article_id))]
    return [(span.paragraph, now.find(span).standing) for span in spans]
