"""Owns what a citation is to a reader: the article, the paragraph, the quoted words, and how each is written."""

import re
from typing import Any, NamedTuple

from rc_kb.quotes import NOT_ATTACHED, Finding, Span

MARKS = (("\u00ab", "\u00bb"), ("\u27e6", "\u27e7"))
"""What stands around quoted words: angle quotation marks, and white brackets where the text itself has such marks."""


class Citation(NamedTuple):
    """A place in an article that a fact rests on, and what its words are in the attached text."""

    fact_id: int
    kind: str
    article_id: str
    publisher: str
    published_on: str | None
    published_basis: str | None
    url: str | None
    span: Span | None
    """The place; None for an article as a whole."""

    finding: Finding = NOT_ATTACHED

    def describe_source(self) -> str:
        """Return publisher and date of the article; a date that is inferred is said to be."""
        date = self.published_on or "no date"
        return f"{self.publisher}, {date}{' (inferred)' if self.published_basis else ''}"

    def describe_words(self) -> str:
        """Return the quoted words between their marks, in one line with their context; nothing without a text."""
        if self.finding.quote is None:
            return f"words not found: {self.finding.note}" if self.finding.note else ""
        note = f" ({self.finding.note})" if self.finding.note else ""
        quote = self.finding.quote
        before = "… " if quote.start > len(quote.prefix) else ""
        after = " …" if quote.end + len(quote.suffix) < quote.length else ""
        has_marks = any(mark in quote.prefix + quote.exact + quote.suffix for mark in MARKS[0])
        start, end = MARKS[has_marks]
        return re.sub(r"\s+", " ", f"{before}{quote.prefix}{start}{quote.exact}{end}{quote.suffix}{after}{note}")

    def to_object(self) -> dict[str, Any]:
        """Return the citation as JSON has it, its selectors those of the W3C Web Annotation Data Model.

        The characters of a TextPositionSelector are counted within the paragraph. Words that have moved are selected
        where they stand now, so that all selectors select the same.
        """
        place = self.finding.quote or self.span
        return {
            "fact_id": self.fact_id or None,
            "kind": self.kind,
            "article_id": self.article_id,
            "publisher": self.publisher,
            "published_on": self.published_on,
            "published_basis": self.published_basis,
            "source": self.url,
            "paragraph": place.paragraph if place else None,
            "selector": self._list_selectors(),
            "standing": self.finding.standing.value if self.span else None,
            "note": self.finding.note,
        }

    def _list_selectors(self) -> list[dict[str, Any]]:
        quote = self.finding.quote
        place = quote or self.span
        selectors: list[dict[str, Any]] = []
        if place and place.start is not None:
            selectors.append({"type": "TextPositionSelector", "start": place.start, "end": place.end})
        if quote:
            words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
            selectors.append({"type": "TextQuoteSelector", **words})
        return selectors


class Citations(tuple[Citation, ...]):
    """The citations of a row, the first to show first."""

    __slots__ = ()

    def list_lines(self) -> list[str]:
        """Return the citations as people read them: a line for each article, then one for the words of each place.

        Words of facts of several kinds say of which kind theirs is.
        """
        lines: list[str] = []
        by_article: dict[str, list[Citation]] = {}
        for one in self:
            by_article.setdefault(one.article_id, []).append(one)
        has_kinds = len({one.kind for one in self}) > 1
        for cited in by_article.values():
            lines.append(", ".join(filter(None, (cited[0].describe_source(), _list_paragraphs(cited), cited[0].url))))
            told = [(one.kind, one.span.paragraph, one.describe_words()) for one in cited if one.span]
            lines += [
                f"  {f'{kind}, ' if has_kinds else ''}{paragraph}: {words}"
                for kind, paragraph, words in dict.fromkeys(told)
                if words
            ]
        return lines

    def __str__(self) -> str:
        """Return the citations in one line."""
        return " | ".join(line.strip() for line in self.list_lines())


def _list_paragraphs(cited: list[Citation]) -> str:
    """Return the numbers of paragraphs, each once."""
    numbers = dict.fromkeys(str(one.span.paragraph) for one in cited if one.span)
    return f"paragraph{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else ""
