"""Grounding: a proposed value stands in the words that its fact cites, or the fact says that it is inferred."""

import pytest

from rc_kb.evaluate.ground import Grounding, check_grounding
from rc_kb.evaluate.slots import list_records
from rc_kb.sheet.read import parse_sheet
from rc_kb.text import normalize_article
from tests.bases import CITED, CITED_TEXT, cite_words, write_cited_article, write_cited_sheet

TEXTS = {CITED: normalize_article(CITED_TEXT)}
PRESIDENT = cite_words("Mombasa for mothers and their children, its president Tomás Okello")


def check(facts: str) -> list[tuple[str, str]]:
    """Return the slots and values of facts of the invented article that are not grounded."""
    sheet = parse_sheet((write_cited_article() + facts).encode(), "sheet.yaml")
    return [(one.slot, one.value) for one in check_grounding(list_records(sheet), TEXTS).missing]


def office(keys: str, cite: str = PRESIDENT) -> str:
    return f"offices:\n- {{{keys}, cite: {cite}}}\n"


def test_what_stands_in_the_cited_words_is_grounded() -> None:
    sheet = parse_sheet(write_cited_sheet().encode(), "sheet.yaml")
    grounding = check_grounding(list_records(sheet), TEXTS)
    # Five facts with their citations; two participants, a name and a title, the cities of a meeting and a clinic.
    assert grounding == Grounding(checked=5 + 2 + 2 + 2, missing=[])


@pytest.mark.parametrize(
    ("keys", "missing"),
    [
        ("official: Tomás Okello, title: president", []),
        ("official: TOMAS OKELLO, title: President", []),
        ("official: Okello, title: president", []),
        ("official: Tomás Okello, title: chair", [("title", "chair")]),
        ("official: Lars Holm, title: president", [("official", "Lars Holm")]),
        ("official: Tomás Okello, title: resident", [("title", "resident")]),
    ],
)
def test_a_value_must_stand_there_from_the_beginning_of_a_word(keys: str, missing: list[tuple[str, str]]) -> None:
    assert check(office(keys)) == missing


@pytest.mark.parametrize(
    ("basis", "is_grounded"),
    [
        ("title: called only the counterpart", True),
        ("organization and title: called only the counterpart", True),
        ("date: the Monday before; title: called only the counterpart", True),
        ("organization: by his title", False),
        ("his title is well known", False),
    ],
)
def test_a_value_that_the_basis_explains_is_grounded(basis: str, is_grounded: bool) -> None:
    missing = check(office(f'official: Tomás Okello, title: chair, basis: "{basis}"'))
    assert missing == ([] if is_grounded else [("title", "chair")])


@pytest.mark.parametrize(
    "cite",
    [
        '{paragraph: 1, start: 0, end: 7, digest: "0123456789ab"}',
        "{paragraph: 4, start: 0, end: 900}",
    ],
)
def test_a_citation_that_does_not_stand_in_the_text_grounds_nothing(cite: str) -> None:
    missing = check(office("official: Tomás Okello, title: president", cite))
    assert missing == [("cite", ""), ("official", "Tomás Okello"), ("title", "president")]


def test_a_value_may_stand_in_any_of_the_citations() -> None:
    holm = cite_words("Lars Holm of the International Committee")
    assert check(office("official: Lars Holm, title: president", f"[{PRESIDENT}, {holm}]")) == []


def test_a_participant_has_a_role_from_the_words_or_from_the_basis_of_a_title() -> None:
    met = "meetings:\n- participants: [{name: Lars Holm, role: delegate}, {name: Okello}]\n"
    cite = f"  cite: {cite_words('Okello met Lars Holm')}\n"
    assert check(met + cite) == [("role", "delegate")]
    assert check(f'{met}  basis: "title: called only a colleague"\n{cite}') == []


def test_an_article_without_a_text_is_left_out() -> None:
    sheet = parse_sheet(write_cited_sheet().encode(), "sheet.yaml")
    assert check_grounding(list_records(sheet), {"another": "A text."}) == Grounding(0, [])
