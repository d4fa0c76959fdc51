"""Owns the way from a saved page of a news site to a document: its text, title, publisher, address and date."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any

from rc_kb.errors import RcKbError, TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.lines import complete_document
from rc_kb.ingest.plain import describe_text
from rc_kb.text import normalize_article

_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|article|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HEAD = 5000
"""Bytes of a page in which it names its encoding."""
_MOST_BROKEN = 0.5
"""The share of broken letters, of those beyond ASCII, up to which a page is in UTF-8."""
_CONTROLS = re.compile(rb"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));", re.IGNORECASE)
"""Control characters by their numbers: a page with one is no page to lxml."""
_SURE_DATES = {"original_date": True, "extensive_search": False}
"""A wider search takes the year of a copyright, or the day of another story, for that of publication."""
_LEAST = 80
"""Characters of the shortest story: what trafilatura finds on a page of links is shorter."""


def is_page(data: bytes) -> bool:
    """Tell whether bytes are HTML, by how they begin."""
    return _MARKUP.match(data[:2000]) is not None


def read_page(data: bytes, where: str, article_id: str) -> Document:
    """Return the document that a saved page holds; raise TextRefused where it holds no article."""
    from rc_kb.ingest.sources import LARGEST_PAGE

    if len(data) > LARGEST_PAGE:
        raise TextRefused(f"{where} is larger than {LARGEST_PAGE // 1_000_000} MB: give the page of one article.")
    found = _extract(data)
    text = normalize_article(_part_paragraphs(found.text or "")) if found is not None else ""
    if len(text) < _LEAST:
        raise TextRefused(f"{where} is a page without an article: save the page of one story.")
    document = describe_text(text, where, article_id)
    values = {
        "publisher": found.sitename or found.hostname,
        "url": found.url,
        "title": found.title,
        "published": found.date,
    }
    return complete_document(document, values)


def _part_paragraphs(text: str) -> str:
    """Return text with a blank line between its paragraphs, each of which trafilatura puts into a line."""
    return "\n\n".join(line.strip() for line in text.split("\n") if line.strip())


def _extract(data: bytes) -> Any:
    """Return what trafilatura finds on a page: text and metadata, None where it finds no article."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise RcKbError(f"saved pages need the extra `ingest`: `pip install 'rc-kb[ingest]'` ({error}).") from error
    return bare_extraction(
        _decode(_CONTROLS.sub(b" ", data)),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_precision=True,
        date_extraction_params=_SURE_DATES,
    )


def _decode(data: bytes) -> str | bytes:
    """Return a page as text: in UTF-8, also where a few letters are broken, in that which it names, or the old one.

    What says its encoding by its first bytes, and what no encoding fits, is left to trafilatura.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data
    text = data.decode("utf-8-sig", "replace")
    if text.count("\ufffd") <= _MOST_BROKEN * sum(not letter.isascii() for letter in text):
        return text
    named = _CHARSET.search(data[:_HEAD])
    for encoding in (named[1].decode("ascii", "replace") if named else "", "cp1252"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data
