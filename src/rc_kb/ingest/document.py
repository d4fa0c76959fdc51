"""Owns the document: an article as it was read, before anything is extracted from it."""

from typing import NamedTuple


class Document(NamedTuple):
    """An article's text in normal form with what is known of it; None for what neither file nor text says.

    published: EDTF; published_as_written and published_basis say where it comes from.
    body: the first character of the story itself, after a dateline.
    title_end: the last character of a title in the text, 0 where it has none.
    """

    source: str
    id: str
    normal: str
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    published_as_written: str | None = None
    published_basis: str | None = None
    dateline: str | None = None
    language: str | None = None
    body: int = 0
    title_end: int = 0
