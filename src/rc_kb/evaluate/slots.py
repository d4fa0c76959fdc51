"""Owns what is compared of each kind of fact: its slots, how each is compared, and which of them say what it is."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rc_kb.evaluate.compare import (
    NEAR,
    Comparison,
    compare_dates,
    compare_exactly,
    compare_lists,
    compare_names,
    compare_numbers,
    compare_organizations,
    compare_parties,
    compare_texts,
    compare_titles,
)
from rc_kb.sheet.model import Sheet
from rc_kb.vocabulary import VIEWS_OF_FACTS

_EMPTY: tuple[object, ...] = (None, [])


class Record(NamedTuple):
    """A fact of a sheet as plain values, with the article that it is from and its place there."""

    article: str
    kind: str
    place: int
    values: Mapping[str, Any]


class Slot(NamedTuple):
    """A key of a record: how its values are compared, and what it weighs in the likeness of two records."""

    name: str
    compare: Comparison
    weight: float = 1.0
    is_key: bool = False
    """Whether two records that differ in it are not the same fact."""
    least: float = 0.0
    """How alike its values must be, whatever else is, for the record to be nearly right."""

    def compare_in(self, gold: Record, predicted: Record) -> float | None:
        """Return how alike its values are in two records, 0 where only one has it; None where neither has."""
        return _compare_given(self.compare, gold.values.get(self.name), predicted.values.get(self.name))

    def is_in(self, record: Record | None) -> bool:
        """Tell whether a record gives it a value."""
        return record is not None and record.values.get(self.name) not in _EMPTY


class Kind(NamedTuple):
    """The slots of a kind of fact."""

    slots: tuple[Slot, ...]

    def compare(self, gold: Record, predicted: Record) -> float:
        """Return how alike two records are, from 0 to 1; 0 where a key slot differs."""
        total = weight = 0.0
        for slot in self.slots:
            likeness = slot.compare_in(gold, predicted)
            if likeness is None:
                continue
            if slot.is_key and likeness < NEAR / 2:
                return 0.0
            total += slot.weight * likeness
            weight += slot.weight
        return total / weight if weight else 0.0


def compare_participant(one: Mapping[str, Any], other: Mapping[str, Any]) -> float:
    """Return how alike two participants are: by their names, or else by organization and role, or role and country."""
    if one.get("name") and other.get("name"):
        return compare_names(one["name"], other["name"])
    bodies = _compare_given(compare_organizations, one.get("organization"), other.get("organization"))
    roles = _compare_given(compare_titles, one.get("role"), other.get("role"))
    of_one_country = float(one.get("country") == other.get("country"))
    if one.get("name") or other.get("name"):
        return 0.5 * (of_one_country if bodies is None else bodies) * (roles != 0)
    if bodies is None:
        return (roles or 0.0) * of_one_country
    return max(0.9 * bodies + 0.1 * (1.0 if roles is None else roles), 0.9 * (roles or 0.0) * of_one_country)


def _compare_given(compare: Comparison, one: Any, other: Any) -> float | None:
    """Return how alike two values are, 0 where only one is given; None where neither is."""
    if one in _EMPTY and other in _EMPTY:
        return None
    return compare(one, other) if one not in _EMPTY and other not in _EMPTY else 0.0


def _compare_participants(one: Any, other: Any) -> float:
    return compare_lists(one, other, compare_participant)


def _compare_topics(one: Any, other: Any) -> float:
    return compare_lists(one, other, compare_texts)


def _compare_places(one: str, other: str) -> float:
    return float(compare_texts(one, other) >= NEAR)


KINDS: dict[str, Kind] = {
    "meetings": Kind(
        (
            Slot("participants", _compare_participants, 4, is_key=True),
            Slot("date", compare_dates),
            Slot("city", _compare_places, 0.5),
            Slot("country", compare_exactly, 0.5),
            Slot("format", compare_exactly, 0.25),
            Slot("topics", _compare_topics, 0.25),
        )
    ),
    "offices": Kind(
        (
            Slot("official", compare_names, 2, is_key=True),
            Slot("title", compare_titles, 2, least=0.5),
            Slot("organization", compare_organizations),
            Slot("country", compare_exactly, 0.5),
        )
    ),
    "facilities": Kind(
        (
            Slot("country", compare_exactly, 2, is_key=True),
            Slot("city", _compare_places),
            Slot("kind", compare_exactly),
            Slot("status", compare_exactly),
            Slot("operator", compare_organizations),
            Slot("name", compare_texts, 0.5),
            Slot("count", compare_exactly, 0.25),
        )
    ),
    "commitments": Kind(
        (
            Slot("by", compare_parties, 2, is_key=True),
            Slot("what", compare_texts, 2, least=0.2),
            Slot("modality", compare_exactly),
            Slot("party", compare_parties, 0.5),
            Slot("country", compare_exactly, 0.5),
        )
    ),
    "missions": Kind(
        (
            Slot("provider", compare_parties, 1.5),
            Slot("country", compare_exactly, 2, is_key=True),
            Slot("region", compare_texts, 0.5),
            Slot("place_as_written", _compare_places, 0.5),
            Slot("occasion", compare_texts, 0.5),
            Slot("date", compare_dates, 0.5),
        )
    ),
    "figures": Kind(
        (
            Slot("value", compare_numbers, 3, is_key=True),
            Slot("subject", compare_parties),
            Slot("measure", compare_texts),
            Slot("qualifier", compare_exactly, 0.25),
            Slot("unit", compare_texts, 0.5),
        )
    ),
    "awards": Kind(
        (
            Slot("recipient", compare_parties, 2, is_key=True),
            Slot("award", compare_texts, 2),
            Slot("giver", compare_parties, 0.5),
            Slot("year", compare_dates, 0.5),
        )
    ),
    "memberships": Kind(
        (Slot("member", compare_parties, is_key=True), Slot("body", compare_organizations, is_key=True)),
    ),
    "statements": Kind(
        (
            Slot("speaker", compare_parties, 2, is_key=True),
            Slot("paragraph", compare_exactly, 2, is_key=True),
            Slot("on_behalf_of", compare_parties),
            Slot("date", compare_dates, 0.5),
        )
    ),
}
"""What is compared of each kind, by the section of the coding sheet."""


def list_records(sheet: Sheet) -> Iterator[Record]:
    """Return the facts of a sheet as records, without rejected ones and unknown formats of meetings.

    A statement has the paragraph that it stands in, which tells two statements of one speaker apart.
    """
    for section in VIEWS_OF_FACTS.values():
        for place, fact in enumerate(getattr(sheet, section)):
            if fact.decision != "rejected":
                values = fact.model_dump(by_alias=True, exclude_none=True)
                if values.get("format") == "unknown":
                    del values["format"]
                if section == "statements":
                    values["paragraph"] = fact.cite[0].paragraph
                yield Record(sheet.article.id, section, place, values)
