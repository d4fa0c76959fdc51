"""Every rule, by the text that its example gives: what it proposes, where it cites it, and what it leaves alone."""

import re
from pathlib import Path
from typing import Any

import pytest

import rc_kb.extract
from rc_kb.evaluate.ground import check_grounding
from rc_kb.evaluate.slots import list_records
from rc_kb.extract.propose import load_confidences
from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.sheet.read import make_sheet
from rc_kb.vocabulary import VIEWS_OF_FACTS
from tests.extract.examples import COUNTER_EXAMPLES, EXAMPLES, NEVER_PROPOSED, CounterExample, Example
from tests.extract.proposing import holds, list_facts, propose, read_document

_RULE = re.compile(rf'"((?:{"|".join(VIEWS_OF_FACTS)})\.[a-z_]+)"')


def collect_rules(folder: Path) -> set[str]:
    """Return the names of rules that stand in the modules of a folder."""
    return {rule for path in folder.rglob("*.py") for rule in _RULE.findall(path.read_text("utf-8"))}


SOURCES = Path(rc_kb.extract.__file__).parent
RULES = collect_rules(SOURCES)


def find_fact(example: Example) -> dict[str, Any]:
    """Return the one fact of an example's text that its rule proposes and that holds what is expected."""
    facts = [fact for fact in list_facts(example.text) if fact["rule"] == example.rule]
    found = [fact for fact in facts if holds(example.fact, fact)]
    assert len(found) == 1, facts
    return found[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.rule)
def test_a_rule_proposes_the_fact_of_its_example(example: Example) -> None:
    fact = find_fact(example)
    assert fact["decision"] == "proposed"
    assert fact["confidence"] == load_confidences().get(example.rule, 0.5)
    assert 0 < fact["confidence"] <= 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.rule)
def test_a_rule_cites_words_of_the_text(example: Example) -> None:
    coded = CodedText(read_document(example.text).normal, is_as_coded=None)
    findings = [coded.find(Span(**cite)) for cite in find_fact(example)["cite"]]
    assert findings
    assert {finding.standing for finding in findings} == {Standing.FOUND}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.rule)
def test_all_that_is_proposed_stands_in_the_text_or_says_that_it_is_inferred(example: Example) -> None:
    sheet = make_sheet(propose(example.text), {}, "example.txt", "0" * 64)
    normal = read_document(example.text).normal
    grounding = check_grounding(list_records(sheet), {sheet.article.id: normal})
    assert grounding.checked
    assert grounding.missing == []


@pytest.mark.parametrize("example", COUNTER_EXAMPLES, ids=lambda one: f"{one.section}: {one.trap}")
def test_what_only_looks_like_a_fact_is_not_proposed(example: CounterExample) -> None:
    assert list_facts(example.text, example.section) == []


@pytest.mark.parametrize("rule", sorted(RULES - NEVER_PROPOSED.keys()))
def test_every_rule_has_an_example(rule: str) -> None:
    assert rule in {example.rule for example in EXAMPLES}


@pytest.mark.parametrize("section", VIEWS_OF_FACTS.values())
def test_every_kind_has_a_text_in_which_nothing_of_it_may_be_proposed(section: str) -> None:
    assert section in {example.section for example in COUNTER_EXAMPLES}


def test_examples_are_of_rules_that_exist() -> None:
    assert {example.rule for example in EXAMPLES} | NEVER_PROPOSED.keys() == RULES


def test_a_rule_without_an_example_would_be_found(tmp_path: Path) -> None:
    inner = tmp_path / "visits"
    inner.mkdir()
    (inner / "rules.py").write_text('yield Proposal("meetings", "meeting.waved", values, spans)\n', "utf-8")
    assert collect_rules(tmp_path) == {"meeting.waved"}
    assert not collect_rules(tmp_path) <= {example.rule for example in EXAMPLES}


def test_confidences_are_of_rules_that_exist() -> None:
    assert load_confidences().keys() <= RULES - NEVER_PROPOSED.keys()


def test_an_example_that_the_rule_does_not_propose_would_be_found() -> None:
    example = EXAMPLES[0]._replace(fact={"city": "Shiraz"})
    with pytest.raises(AssertionError):
        find_fact(example)


def test_a_rule_that_was_not_measured_has_the_confidence_of_half(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rc_kb.extract.propose.load_confidences", dict)
    (fact,) = list_facts("The Kenya Red Cross Society said that rain was needed.", "statements")
    assert fact["confidence"] == 0.5
