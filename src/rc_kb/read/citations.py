"""Owns what a citation is to a reader: the article, the paragraph, the quoted words, and how each is written."""

from typing import Any, NamedTuple

from rc_kb.quotes import NOT_ATTACHED, Finding, Span


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
        """Return the quoted words in their context, between « and »; nothing where the text is not attached."""
        note = f" ({self.finding.note})" if self.finding.note else ""
        if self.finding.quote is None:
            return f"words not found{note}: `rc-kb verify` tells more" if note else ""
        quote = self.finding.quote
        before = "… " if quote.start > len(quote.prefix) else ""
        after = " …" if quote.end + len(quote.suffix) < quote.length else ""
        return " ".join(f"{before}{quote.prefix}«{quote.exact}»{quote.suffix}{after}{note}".split())

    def to_object(self) -> dict[str, Any]:
        """Return the citation as JSON has it, its selectors those of the W3C Web Annotation Data Model.

        The characters of a TextPositionSelector are counted within the paragraph.
        """
        return {
            "fact_id": self.fact_id or None,
            "kind": self.kind,
            "article_id": self.article_id,
            "publisher": self.publisher,
            "published_on": self.published_on,
            "published_basis": self.published_basis,
            "source": self.url,
            "paragraph": self.span.paragraph if self.span else None,
            "selector": self._list_selectors(),
            "standing": self.finding.standing.value,
            "note": self.finding.note,
        }

    def _list_selectors(self) -> list[dict[str, Any]]:
        quote = self.finding.quote
        selectors: list[dict[str, Any]] = []
        if self.span and self.span.start is not None:
            selectors.append({"type": "TextPositionSelector", "start": self.span.start, "end": self.span.end})
        elif quote:
            selectors.append({"type": "TextPositionSelector", "start": quote.start, "end": quote.end})
        if quote:
            words = {"exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix}
            selectors.append({"type": "TextQuoteSelector", **words})
        return selectors


class Citations(tuple[Citation, ...]):
    """The citations of a row, the first to show first."""

    __slots__ = ()

    def list_lines(self) -> list[str]:
        """Return the citations as people read them: a line for each article, then one for the words of each place."""
        lines: list[str] = []
        by_article: dict[str, list[Citation]] = {}
        for one in self:
            by_article.setdefault(one.article_id, []).append(one)
        for cited in by_article.values():
            lines.append(", ".join(filter(None, (cited[0].describe_source(), _list_paragraphs(cited), cited[0].url))))
            quoted = [(one, words) for one in cited if one.span and (words := one.describe_words())]
            lines += [f"  {one.span.paragraph}{self._name_kind(one)}: {words}" for one, words in quoted if one.span]
        return lines

    def _name_kind(self, one: Citation) -> str:
        """Return the kind of fact that is cited, where the citations are of several facts."""
        return f" ({one.kind})" if len({other.fact_id for other in self}) > 1 else ""

    def __str__(self) -> str:
        """Return the citations in one line."""
        return " | ".join(line.strip() for line in self.list_lines())


def _list_paragraphs(cited: list[Citation]) -> str:
    """Return the numbers of paragraphs, each once."""
    numbers = dict.fromkeys(str(one.span.paragraph) for one in cited if one.span)
    return f"paragraph{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else ""
