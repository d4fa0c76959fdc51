"""What is asked for: some kinds of conflict, or those about one thing."""

import pytest

from rc_kb.read.conflicts import CONFLICT_KINDS
from tests.read.compare.conftest import IRAN, KENYA, Find, clinic, facilities, figure, office, total, write_sheet

CONFLICTING = [
    write_sheet("one", "2022-09-18", figure(14), office("Jane Roe"), clinic("operating")),
    write_sheet("two", "2022-09-18", figure(13), office("John Doe"), clinic("closed")),
    write_sheet("three", "2022-09-18", total(2, "facilities"), facilities("operating, country: EC")),
]


def test_groups_are_numbered_from_one_kind_after_kind(find: Find) -> None:
    groups = {row.group: row.kind for row in find(*CONFLICTING)}
    assert groups == dict(enumerate(CONFLICT_KINDS, start=1))


@pytest.mark.parametrize("kind", CONFLICT_KINDS)
def test_a_kind_alone_can_be_asked_for(find: Find, kind: str) -> None:
    assert {(row.group, row.kind) for row in find(*CONFLICTING, kinds=[kind])} == {(1, kind)}


@pytest.mark.parametrize(
    ("about", "kinds"),
    [
        (KENYA, ["figure", "facility", "office"]),
        ("Kenya", ["figure", "facility", "office"]),
        (IRAN, ["total"]),
        ("Jane Roe", ["office"]),
        ("Example Clinic", ["facility"]),
        ("Ecuador", []),
    ],
)
def test_conflicts_about_one_thing_can_be_asked_for(find: Find, about: str, kinds: list[str]) -> None:
    rows = find(*CONFLICTING, about=about)
    assert list(dict.fromkeys(row.kind for row in rows)) == kinds


def test_a_conflict_about_one_holder_shows_the_other(find: Find) -> None:
    assert sorted(row.value for row in find(*CONFLICTING, about="Jane Roe")) == ["Jane Roe", "John Doe"]
