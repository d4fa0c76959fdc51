"""Owns the way from a text to what is proposed of it, as the tests of the rules ask for it."""

from collections.abc import Mapping, Sequence
from typing import Any

from rc_kb.evaluate.compare import compare_organizations
from rc_kb.extract.propose import SheetData, propose_sheet
from rc_kb.extract.story import Story
from rc_kb.ingest.document import Document
from rc_kb.ingest.sources import RawArticle
from rc_kb.vocabulary import VIEWS_OF_FACTS

ORGANIZATIONS = {
    "organization",
    "operator",
    "provider",
    "subject",
    "recipient",
    "giver",
    "member",
    "body",
    "by",
    "party",
}
"""Values of which every name of one National Society is the same."""


def read_document(text: str) -> Document:
    """Return a text as a document."""
    return RawArticle("example.txt", None, text.encode()).read()


def read_story(text: str) -> Story:
    """Return a text as the rules read it."""
    return Story(read_document(text))


def propose(text: str) -> SheetData:
    """Return the sheet that is proposed for a text."""
    return propose_sheet(read_document(text))


def list_facts(text: str, section: str | None = None) -> list[dict[str, Any]]:
    """Return the facts that are proposed for a text, of all kinds or of one."""
    sheet = propose(text)
    sections = [section] if section else VIEWS_OF_FACTS.values()
    return [fact for one in sections for fact in sheet.get(one, ())]


def holds(expected: object, found: object, key: str = "") -> bool:
    """Tell whether a value holds all that is expected: the keys of a mapping, and each of a list one to one."""
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(holds(value, found.get(one), one) for one, value in expected.items())
    if isinstance(expected, Sequence) and not isinstance(expected, str):
        return (
            isinstance(found, Sequence)
            and len(found) == len(expected)
            and all(any(holds(one, other) for other in found) for one in expected)
        )
    if key in ORGANIZATIONS and isinstance(expected, str) and isinstance(found, str):
        return expected == found or compare_organizations(expected, found) == 1.0
    return expected == found
