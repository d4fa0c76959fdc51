"""Owns the way from plain text to a document: its masthead, its language, its agency."""

from rc_kb.errors import TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.language import check_english
from rc_kb.ingest.masthead import read_masthead
from rc_kb.text_files import LARGEST_TEXT, read_text


def read_plain(data: bytes, where: str, article_id: str) -> Document:
    """Return the document that plain text holds; raise TextRefused where it is no English article."""
    if len(data) > LARGEST_TEXT:
        raise TextRefused(f"{where} is larger than {LARGEST_TEXT // 1_000_000} MB: give the text of one article.")
    return describe_text(read_text(data, where), where, article_id)


def describe_text(normal: str, where: str, article_id: str) -> Document:
    """Return the document of a text in normal form, with what its masthead says."""
    check_english(normal, where)
    masthead = read_masthead(normal)
    return Document(
        source=where,
        id=article_id,
        normal=normal,
        publisher=masthead.agency,
        title=masthead.title,
        published=masthead.published,
        published_as_written=masthead.published_as_written,
        dateline=masthead.dateline,
        language="en",
        body=masthead.body,
        title_end=masthead.title_end,
    )
