"""Owns the question whether a proposed value stands in the words that its fact cites, or says that it is inferred."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rc_kb.evaluate.slots import Record
from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.text import fold_words

_LITERAL = {
    "meetings": ("date_as_written", "city"),
    "offices": ("official", "title"),
    "facilities": ("country_as_written", "city", "from_as_written"),
    "missions": ("place_as_written", "occasion", "date_as_written"),
    "figures": (),
    "awards": ("award", "year_as_written"),
    "commitments": (),
    "memberships": (),
    "statements": (),
}
"""The values of each kind that are the article's own words."""

_BASIS_OF = {"role": {"title", "role"}, "name": {"official", "name"}}
"""What a basis may call a value of a participant, who has it from an office."""
_WORD = re.compile(r"\w+")


class Ungrounded(NamedTuple):
    """A value that its citations do not hold and that no basis explains."""

    record: Record
    slot: str
    value: str


class Grounding(NamedTuple):
    """How many values were looked up, and those that were not found."""

    checked: int
    missing: list[Ungrounded]


def check_grounding(records: Iterable[Record], texts: Mapping[str, str]) -> Grounding:
    """Return what of the proposed values stands in the cited words of the texts, by the ids of their articles."""
    checked, missing = 0, []
    for record in records:
        normal = texts.get(record.article)
        if normal is None:
            continue
        words = _read_cited(CodedText(normal, is_as_coded=None), record.values["cite"])
        inferred = _list_inferred(record.values.get("basis", ""))
        for slot, value in _list_values(record):
            checked += 1
            if words is None or not _is_grounded(value, words, slot, inferred):
                missing.append(Ungrounded(record, slot, value))
    return Grounding(checked, missing)


def _list_values(record: Record) -> Iterator[tuple[str, str]]:
    yield "cite", ""
    for slot in _LITERAL[record.kind]:
        value = record.values.get(slot)
        if value:
            yield slot, str(value)
    for who in record.values.get("participants", ()):
        for slot in ("name", "role"):
            if who.get(slot):
                yield slot, str(who[slot])


def _read_cited(text: CodedText, cites: Sequence[Mapping[str, Any]]) -> list[str] | None:
    """Return the words of each citation; None where one does not stand in the text."""
    words = []
    for cite in cites:
        found = text.find(Span(cite["paragraph"], cite.get("start"), cite.get("end"), cite.get("digest")))
        if found.standing is not Standing.FOUND or found.quote is None:
            return None
        words.append(found.quote.exact)
    return words


def _is_grounded(value: str, words: list[str], slot: str, inferred: frozenset[str]) -> bool:
    """Tell whether a value stands in the cited words, from the beginning of a word on, or is said to be inferred."""
    said = fold_words(value)
    if any(f" {said}" in f" {fold_words(one)}" for one in words):
        return True
    return not inferred.isdisjoint(_BASIS_OF.get(slot, {slot.removesuffix("_as_written")}))


def _list_inferred(basis: str) -> frozenset[str]:
    """Return the values that a basis speaks of: `city and country: the place of the dateline; date: …`."""
    return frozenset(
        word for part in basis.split("; ") if ":" in part for word in _WORD.findall(part.partition(":")[0])
    )
