"""Owns the way from a document to its proposed coding sheet: every rule of every kind, cited, with its confidence."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from rc_kb.extract.facts import Proposal
from rc_kb.extract.registry import EXTRACTORS
from rc_kb.extract.story import Story
from rc_kb.gazetteer import Organization
from rc_kb.ingest.document import Document
from rc_kb.quotes import Span
from rc_kb.text import digest_words, fingerprint_normal, fold_key, split_normal
from rc_kb.vocabulary import VIEWS_OF_FACTS

_UNMEASURED = 0.5
"""The confidence of a rule that fired too seldom on the development set to be measured."""
_MOST_CITES = 12
_MOST_SPANS = 60

SheetData = dict[str, Any]
"""A proposed coding sheet as plain values, by the keys of docs/sheet.md."""


def propose_sheet(document: Document) -> SheetData:
    """Return the proposed coding sheet of an article: what it says of itself, and every fact that a rule found."""
    story = Story(document)
    proposals = [proposal for extract in EXTRACTORS for proposal in extract(story)]
    sheet: SheetData = {"article": _describe_article(document)}
    organizations = _describe_organizations(story, proposals)
    if organizations:
        sheet["organizations"] = organizations
    officials = _describe_officials(story, proposals)
    if officials:
        sheet["officials"] = officials
    for section in VIEWS_OF_FACTS.values():
        facts = _leave_out_doubles(
            [_write_fact(story, one) for one in proposals if one.kind == section and _is_sane(one.values)],
            left_out=_LEFT_OUT.get(section, _ABOUT),
        )
        if facts:
            sheet[section] = facts
    return sheet


def _describe_article(document: Document) -> dict[str, Any]:
    paragraphs = split_normal(document.normal)
    values = {
        "id": document.id,
        "publisher": document.publisher,
        "url": document.url,
        "title": document.title,
        "published": document.published,
        "published_as_written": document.published_as_written,
        "published_basis": document.published_basis,
        "dateline": document.dateline,
        "language": document.language,
        "paragraphs": len(paragraphs),
        "text_sha256": fingerprint_normal(document.normal),
        "paragraph_digests": [digest_words(one) for one in paragraphs],
    }
    # The publisher stays as a question to the reviewer; the rest is left out where nobody knows it.
    return {key: value for key, value in values.items() if value is not None or key == "publisher"}


def _is_sane(values: Any) -> bool:
    """Tell whether values are as long as names and phrases are: what is longer was glued together, and no name."""
    if isinstance(values, dict):
        return all(map(_is_sane, values.values()))
    return all(map(_is_sane, values)) if isinstance(values, list) else len(str(values)) <= _LONGEST


_LONGEST = 250
_ABOUT = frozenset({"cite", "basis", "confidence", "rule"})
_LEFT_OUT = {
    "meetings": _ABOUT | {"format", "topics", "city", "country", "date_as_written"},
    "statements": _ABOUT - {"cite"},  # somebody may speak twice
}
"""By the section of a sheet, keys that make no other fact."""


def _leave_out_doubles(facts: list[dict[str, Any]], left_out: frozenset[str]) -> list[dict[str, Any]]:
    """Return facts without those that another rule proposes already, with other citations."""
    kept: dict[str, dict[str, Any]] = {}
    for fact in facts:
        said = {key: value for key, value in fact.items() if key not in left_out}
        if "participants" in said:
            said["participants"] = sorted(fold_key(who.get("name") or str(who)) for who in fact["participants"])
        kept.setdefault(json.dumps(said, sort_keys=True), fact)
    return list(kept.values())


def _write_fact(story: Story, proposal: Proposal) -> dict[str, Any]:
    confidence = load_confidences().get(proposal.rule, _UNMEASURED)
    fact = {key: value for key, value in proposal.values.items() if value is not None and value != []}
    if proposal.basis:
        fact["basis"] = "; ".join(dict.fromkeys(proposal.basis))
    fact["confidence"] = confidence
    fact["rule"] = proposal.rule
    fact["decision"] = "proposed"
    fact["cite"] = [_write_cite(one) for one in cite_spans(story, proposal.spans)]
    return fact


def cite_spans(story: Story, spans: list[tuple[int, int]]) -> list[Span]:
    """Return the citations of tokens, the first first, none within another."""
    first = [span for span in dict.fromkeys(spans) if span[1] > span[0]][:_MOST_SPANS]
    cites = [cite for start, stop in first for cite in story.prose.cite(start, stop)]
    kept = [one for one in dict.fromkeys(cites) if not any(_is_within(one, other) for other in cites if other != one)]
    return kept[:_MOST_CITES]


def _is_within(one: Span, other: Span) -> bool:
    if one.paragraph != other.paragraph or one.start is None or other.start is None:
        return False
    return other.start <= one.start and (one.end or 0) <= (other.end or 0)


def _write_cite(span: Span) -> dict[str, Any]:
    return {"paragraph": span.paragraph, "start": span.start, "end": span.end, "digest": span.digest}


def _describe_organizations(story: Story, proposals: list[Proposal]) -> list[dict[str, Any]]:
    """Return the organizations that facts name and the reference data do not know, as new."""
    named = {fold_key(name) for one in proposals for name in _list_names(one.values)}
    found: dict[str, dict[str, Any]] = {}
    for organization in _list_organizations(story):
        key = fold_key(organization.name)
        if organization.is_known or key not in named or not key or len(organization.name) > _LONGEST:
            continue
        described: dict[str, Any] = {"name": organization.name}
        if organization.kind:
            described["kind"] = organization.kind
        if organization.country:
            described["country"] = organization.country
        if organization.acronym and fold_key(organization.acronym) != key:
            described["other_names"] = [organization.acronym]
        found.setdefault(key, described)
    return list(found.values())


def _list_names(values: Any) -> list[str]:
    if isinstance(values, dict):
        return [name for value in values.values() for name in _list_names(value)]
    if isinstance(values, list):
        return [name for value in values for name in _list_names(value)]
    return [values] if isinstance(values, str) else []


def _list_organizations(story: Story) -> list[Organization]:
    held = [office.organization for person in story.people for office in person.offices if office.organization]
    met = [party.organization for reading in story.readings for party in reading.parties if party.organization]
    return [*held, *met]


def _describe_officials(story: Story, proposals: list[Proposal]) -> list[dict[str, Any]]:
    """Return the people whom facts name, with the other forms of their names."""
    named = {fold_key(name) for one in proposals for name in _list_names(one.values)}
    found: list[dict[str, Any]] = []
    taken: set[str] = set()
    for person in story.people:
        key = fold_key(person.name)
        if not person.is_certain or key not in named or key in taken or not _is_sane(list(person.forms)):
            continue
        others = {fold_key(form): form for form in person.forms}
        kept = [form for other, form in others.items() if other not in taken and other not in {key, ""}]
        taken |= {key, *map(fold_key, kept)}
        found.append({"name": person.name, **({"other_names": kept} if kept else {})})
    return found


@cache
def load_confidences() -> dict[str, float]:
    """Return the confidence of each rule: its precision on the development set (docs/evaluation.md)."""
    path = Path(__file__).with_name("confidence.json")
    confidences: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return confidences
