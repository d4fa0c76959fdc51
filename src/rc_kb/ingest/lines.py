"""Owns the way from a line of JSON with text and metadata to a document."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rc_kb.dates import parse_date
from rc_kb.errors import BadDate, TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.plain import describe_text
from rc_kb.text import fold_key, normalize_article, strip_harmful
from rc_kb.text_files import LARGEST_TEXT
from rc_kb.written_dates import DateKind, find_dates

_KEYS = {
    "text": ("text", "body", "content", "article", "maintext", "articlebody", "fulltext", "rawtext"),
    "id": ("id", "articleid", "slug"),
    "publisher": ("publisher", "source", "sitename", "sourcename", "hostname", "sourcehostname", "domain"),
    "url": ("url", "link", "address", "sourceurl", "canonicalurl", "source"),
    "title": ("title", "headline"),
    "published": (
        "published",
        "date",
        "datepublished",
        "publishdate",
        "publisheddate",
        "publishedat",
        "publishedon",
        "datepublish",
        "publicationdate",
        "pubdate",
    ),
}
"""The keys that are read, by what they give, the first that gives it: those of sheets, and those of common tools.

Capitals and underscores do not count: `datePublished` and `date_published` are one key.
"""

_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What JSON can write and no text may hold: control characters, and halves of letters."""
_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?=[T ]|(?:\d{6})?Z?$)", re.ASCII)
"""A day, with or without its time: 2022-05-05T10:00:00Z, 20220505."""
_LONGEST_NAME = 300
"""Characters of a title or publisher that are kept: a sheet takes no longer name."""


def read_line(data: bytes, where: str, article_id: str) -> Document:
    """Return the document that a line of JSON holds; raise TextRefused where it is none."""
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise TextRefused(f"{where} is not UTF-8: save the file as UTF-8.") from error
    except (ValueError, RecursionError) as error:
        raise TextRefused(f"{where} is not JSON: a line holds one object with the text of an article.") from error
    if not isinstance(values, dict):
        raise TextRefused(f'{where} holds no object: write {{"text": …, "published": …}} in each line.')
    text = next(_list(values, "text"), None)
    if text is None:
        raise TextRefused(f"{where} has no text: the key `text` holds the article.")
    if len(text) > LARGEST_TEXT:
        raise TextRefused(f"{where} is larger than {LARGEST_TEXT // 1_000_000} MB: give the text of one article.")
    normal = normalize_article(text)
    if not normal:
        raise TextRefused(f"{where} is empty: give the text of an article.")
    return complete_document(describe_text(normal, where, article_id), values)


def complete_document(document: Document, values: Mapping[str, Any]) -> Document:
    """Return a document with what its metadata say, which go before what was read in its text."""
    from rc_kb.ingest.sources import make_id

    known: dict[str, Any] = {}
    named = _take(values, "id", lambda text: fold_key(text) != "")
    if named:
        known["id"] = make_id(named, otherwise=document.id)
    for key in ("publisher", "title"):
        value = _take(values, key, lambda text: fold_key(text) != "" and not _is_address(text))
        if value:
            known[key] = value[:_LONGEST_NAME].strip()
    url = _take(values, "url", _is_address)
    if url:
        known["url"] = url
    published = next(filter(None, map(_read_published, _list(values, "published"))), None)
    if published is not None:
        known["published"], known["published_as_written"] = published, None
    return document._replace(**known)


def _is_address(text: str) -> bool:
    return re.fullmatch(r"https?://[!-~]{1,2000}", text) is not None


def _take(values: Mapping[str, Any], what: str, is_fit: Callable[[str], bool]) -> str | None:
    """Return the first value that is fit, in one line and without what nobody sees."""
    found = (strip_harmful(" ".join(text.split())) for text in _list(values, what))
    return next(filter(is_fit, found), None)


def _list(values: Mapping[str, Any], what: str) -> Iterator[str]:
    """Return what stands under the keys that give something, in their order; an organization stands for its name."""
    plain = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in reversed(list(values.items()))}
    for key in _KEYS[what]:
        value = plain.get(key)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            yield _UNFIT.sub("", str(value)).strip()


def _read_published(text: str) -> str | None:
    """Return the EDTF date of metadata: the day of a moment, EDTF itself, or words."""
    moment = _MOMENT.match(text)
    try:
        return parse_date("-".join(moment.groups()) if moment else text).text
    except BadDate:
        return next((one.edtf for one in find_dates(text) if one.kind is DateKind.FULL), None)
