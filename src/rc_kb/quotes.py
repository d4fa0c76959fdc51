"""Owns quotations: which words of a text a citation means, and where they stand in a text that has changed."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from rc_kb.text import digest_words, normalize_article, split_normal

_CONTEXT = 40
"""Characters of context on each side of quoted words, whole words only."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d[.,]\d")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that write no space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


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
        self.is_as_coded = is_as_coded
        self._coded = digests or {}

    def find(self, span: Span) -> Finding:
        """Return where the words of a citation stand: where they stood, elsewhere, or nowhere."""
        words = self._take(span)
        if words is None:
            return self._find_elsewhere(span, self._explain_missing(span))
        if not self._is_same(span, words):
            return self._find_elsewhere(span, self._explain_changed(span))
        if not _WORD.search(words):
            return Finding(Standing.LOST, note="the span covers no word")
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
            return f"the text has {_count(self.paragraphs, 'paragraph')}"
        return f"the paragraph has {_count(self.paragraphs[span.paragraph - 1], 'character')}"

    def _explain_changed(self, span: Span) -> str:
        if span.digest or span.paragraph in self._coded:
            return "other words stand there"
        return "the text has changed, and the sheet gives no digest by which to tell whether these words have"

    def _is_same(self, span: Span, words: str) -> bool:
        """Tell whether the words at a place are those that were coded; 14 is not where 140 stands now."""
        is_unchanged = self._is_unchanged(span.paragraph)
        if span.digest is None:
            return is_unchanged
        return digest_words(words) == span.digest and (is_unchanged or self._stands_alone(span))

    def _stands_alone(self, span: Span) -> bool:
        text = self.paragraphs[span.paragraph - 1]
        return all(place is None or _is_edge(text, place) for place in (span.start, span.end))

    def _is_unchanged(self, paragraph: int) -> bool:
        """Tell whether a paragraph is the one that was coded; where nothing says so, it is taken to be."""
        if self.is_as_coded or paragraph not in self._coded:
            return self.is_as_coded is not False
        return self._coded[paragraph] == self._digests[paragraph - 1]

    def _remark(self, span: Span) -> str | None:
        if self.is_as_coded is None and not (span.digest or self._coded):
            return "the sheet gives no digest to compare with"
        if span.paragraph in self._coded and not self._is_unchanged(span.paragraph):
            return "the paragraph around the words has changed"
        return None

    def _find_elsewhere(self, span: Span, reason: str) -> Finding:
        """Return the words of a citation where they stand now: in their own paragraph, or nearest to where it stood."""
        moved = min(self._list_places(span), key=lambda place: self._measure_distance(place, span), default=None)
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
        for number, (text, edges) in enumerate(zip(self.paragraphs, self._edges, strict=True), start=1):
            for start in edges:
                end = start + length
                if end in edges and digest_words(text[start:end]) == span.digest:
                    yield Span(number, start, end)

    def _measure_distance(self, place: Span, span: Span) -> tuple[bool, int, int]:
        is_other = self._digests[place.paragraph - 1] != self._coded.get(span.paragraph)
        return is_other, abs(place.paragraph - span.paragraph), abs((place.start or 0) - (span.start or 0))

    @cached_property
    def _digests(self) -> list[str]:
        return [digest_words(words) for words in self.paragraphs]

    @cached_property
    def _edges(self) -> list[dict[int, None]]:
        """The places between words in each paragraph, in order."""
        return [{place: None for place in range(len(text) + 1) if _is_edge(text, place)} for text in self.paragraphs]

    def _quote(self, span: Span) -> Quote:
        text = self.paragraphs[span.paragraph - 1]
        start, end = span.start or 0, len(text) if span.end is None else span.end
        before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
        if start > _CONTEXT:
            before = before.partition(" ")[2] or before
        if end + _CONTEXT < len(text):
            after = after.rpartition(" ")[0] or after
        return Quote(span.paragraph, start, end, text[start:end], before, after, len(text))


def _count(items: Sequence[str], what: str) -> str:
    return f"{len(items)} {what}" if len(items) == 1 else f"{len(items)} {what}s"


def _fits(span: Span, text: str) -> bool:
    return span.end is None or span.end <= len(text)


def _is_edge(text: str, place: int) -> bool:
    """Tell whether a place in a text lies between words, not within one or within a number."""
    if place in {0, len(text)}:
        return True
    if _is_joined(text[place - 1]) and _is_joined(text[place]):
        return False
    return not _NUMBER.search(text[max(0, place - 2) : place + 2])


def _is_joined(letter: str) -> bool:
    """Tell whether a letter belongs to a word together with the letters beside it."""
    return letter.isalnum() and not _UNSPACED.match(letter)


_ALIKE = {"'": "['\u2018\u2019\u02bc`]", '"': '["\u201c\u201d\u201e]', "-": "[-\u2010\u2011\u2013\u2014]"}
_ALIKE |= {other: form for form in _ALIKE.values() for other in form[1:-1]}


def _make_pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of whole words in which spaces, quotation marks and hyphens may have another form."""
    normal = normalize_article(words)
    pattern = r"\s+".join("".join(_ALIKE.get(one, re.escape(one)) for one in word) for word in normal.split())
    first, last = normal[:1], normal[-1:]
    before = (r"(?<!\w)" if _is_joined(first) else "") + (r"(?<!\d[.,])" if first.isdigit() else "")
    after = (r"(?!\w)" if _is_joined(last) else "") + (r"(?![.,]\d)" if last.isdigit() else "")
    return re.compile(f"{before}{pattern}{after}", re.IGNORECASE)
