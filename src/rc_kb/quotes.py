"""Owns quotations: which words of a text a citation means, and where they stand in a text that has changed."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from rc_kb.text import digest_words, split_normal

_CONTEXT = 40
"""Characters of context on each side of quoted words, whole words only."""

_WORD = re.compile(r"\w+")


class Standing(StrEnum):
    """What became of the words of a citation."""

    FOUND = "found"
    MOVED = "moved"
    LOST = "lost"
    NOT_ATTACHED = "not_attached"


class Span(NamedTuple):
    """A place in a text: a paragraph from 1, and characters in it from 0, end excluded; all of it without them."""

    paragraph: int
    start: int | None = None
    end: int | None = None
    digest: str | None = None


class Quote(NamedTuple):
    """Quoted words with some context before and after (W3C TextQuoteSelector), and where they stand."""

    paragraph: int
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    length: int
    """The characters of the whole paragraph."""


class Finding(NamedTuple):
    """What became of a citation: the words where they stand now, and what there is to say of them."""

    standing: Standing
    quote: Quote | None = None
    note: str | None = None


NOT_ATTACHED = Finding(Standing.NOT_ATTACHED)


class CodedText:
    """The text of an article as it is now, in normal form, compared with the text that was coded.

    is_as_coded: whether it is that text, by its fingerprint; None where the sheet gives none.
    digests: those of the paragraphs of the text that was coded.
    """

    def __init__(self, normal: str, *, is_as_coded: bool | None, digests: dict[int, str] | None = None) -> None:
        self.paragraphs = split_normal(normal)
        self._is_as_coded = is_as_coded
        self._coded = digests or {}
        self._digests = [] if is_as_coded else [digest_words(words) for words in self.paragraphs]

    def find(self, span: Span) -> Finding:
        """Return where the words of a citation stand: where they stood, elsewhere, or nowhere."""
        words = self._take(span)
        if words is None:
            return self._find_elsewhere(span, self._explain_missing(span))
        if not _WORD.search(words):
            return Finding(Standing.LOST, note="the span covers no word")
        if span.digest is not None:
            is_same = digest_words(words) == span.digest
        else:
            is_same = self._is_as_coded is not False or self._is_unchanged(span.paragraph)
        if not is_same:
            return self._find_elsewhere(span, "other words stand there")
        return Finding(Standing.FOUND, self._quote(span), self._remark(span))

    def find_words(self, words: str, paragraph: int | None = None) -> Iterator[Quote]:
        """Return every place of some words; case, spaces and the form of quotation marks do not count."""
        pattern = _make_pattern(words)
        for number, text in enumerate(self.paragraphs, start=1):
            if paragraph in {None, number}:
                for match in pattern.finditer(text):
                    yield self._quote(Span(number, match.start(), match.end()))

    def _take(self, span: Span) -> str | None:
        if span.paragraph > len(self.paragraphs):
            return None
        words = self.paragraphs[span.paragraph - 1]
        if span.end is not None and span.end > len(words):
            return None
        return words[span.start : span.end]

    def _explain_missing(self, span: Span) -> str:
        if span.paragraph > len(self.paragraphs):
            return f"the text has {len(self.paragraphs)} paragraphs"
        return f"the paragraph has {len(self.paragraphs[span.paragraph - 1])} characters"

    def _is_unchanged(self, paragraph: int) -> bool:
        """Tell whether a paragraph is the one that was coded."""
        if self._is_as_coded:
            return True
        return self._coded.get(paragraph) == self._digests[paragraph - 1]

    def _remark(self, span: Span) -> str | None:
        if self._is_as_coded is None and not (span.digest or self._coded):
            return "the sheet gives no digest to compare with"
        if span.paragraph in self._coded and not self._is_unchanged(span.paragraph):
            return "the paragraph around the words has changed"
        return None

    def _find_elsewhere(self, span: Span, reason: str) -> Finding:
        """Return the words of a citation where they stand now, nearest to where they stood."""
        moved = min(self._list_places(span), key=lambda place: _measure_distance(place, span), default=None)
        if moved is None:
            return Finding(Standing.LOST, note=reason)
        quote = self._quote(moved)
        return Finding(
            Standing.MOVED, quote, f"now in paragraph {quote.paragraph}, characters {quote.start}-{quote.end}"
        )

    def _list_places(self, span: Span) -> Iterator[Span]:
        if span.digest is None or span.start is None or span.end is None:
            wanted = span.digest if span.start is None and span.digest else self._coded.get(span.paragraph)
            for number, digest in enumerate(self._digests, start=1):
                if digest == wanted and _fits(span, self.paragraphs[number - 1]):
                    yield Span(number, span.start, span.end)
            return
        length = span.end - span.start
        for number, text in enumerate(self.paragraphs, start=1):
            for start in range(len(text) - length + 1):
                end = start + length
                if _is_edge(text, start) and _is_edge(text, end) and digest_words(text[start:end]) == span.digest:
                    yield Span(number, start, end)

    def _quote(self, span: Span) -> Quote:
        text = self.paragraphs[span.paragraph - 1]
        start, end = span.start or 0, len(text) if span.end is None else span.end
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        if start > _CONTEXT:
            before = before.partition(" ")[2]
        if end + _CONTEXT < len(text):
            after = after.rpartition(" ")[0]
        return Quote(span.paragraph, start, end, text[start:end], before, after, len(text))


def _fits(span: Span, text: str) -> bool:
    return span.end is None or span.end <= len(text)


def _is_edge(text: str, place: int) -> bool:
    """Tell whether a place in a text lies between words, not within one."""
    return place in {0, len(text)} or not (text[place - 1].isalnum() and text[place].isalnum())


def _measure_distance(place: Span, span: Span) -> tuple[int, int]:
    return abs(place.paragraph - span.paragraph), abs((place.start or 0) - (span.start or 0))


_ALIKE = {"'": "['\u2018\u2019\u02bc`]", '"': '["\u201c\u201d\u201e]', "-": "[-\u2010\u2011\u2013\u2014]"}
_ALIKE |= {other: form for form in _ALIKE.values() for other in form[1:-1]}


def _make_pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of whole words in which spaces, quotation marks and hyphens may have another form."""
    pattern = r"\s+".join("".join(_ALIKE.get(one, re.escape(one)) for one in word) for word in words.split())
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
