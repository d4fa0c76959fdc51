"""Tables of an evaluation: what is right and wrong is told with its rule, and calibration by bands and by rules."""

from rc_kb.evaluate.ground import Grounding, Ungrounded
from rc_kb.evaluate.report import (
    CALIBRATION_COLUMNS,
    ERROR_COLUMNS,
    GROUNDING_COLUMNS,
    SCORE_COLUMNS,
    list_calibration,
    list_errors,
    list_scores,
    list_ungrounded,
)
from rc_kb.evaluate.score import Scores, score_records
from tests.evaluate.conftest import read_record, read_records

GOLD = """offices:
- {official: Amina Odhiambo, title: chair}
- {official: Tomás Vela, title: secretary general}
- {official: Lars Holm, title: delegate, organization: ICRC, cite: [3, 1]}
"""
PROPOSED = """offices:
- {official: Amina Odhiambo, title: chair, confidence: 0.9, rule: office.before_name}
- {official: Vela, title: secretary general, confidence: 0.91, rule: office.before_name}
- {official: Omar Haddad, title: driver, confidence: 0.5, rule: office.after_name, decision: proposed, cite: 2}
"""


def score(gold: str = GOLD, predicted: str = PROPOSED) -> Scores:
    return score_records(read_records(gold), read_records(predicted))


def list_named(columns: tuple[str, ...], rows: object) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]  # type: ignore[attr-defined]


def test_scores_have_a_row_for_each_kind_and_each_slot_that_occur() -> None:
    rows = list(list_scores(score()))
    two_thirds = (0.667, "0.21-0.94")
    assert rows[0] == ("offices", None, 3, 3, 2, *two_thirds, *two_thirds, 0.667, 0.333, 0.333, 0.333)
    _, *slots = list_named(SCORE_COLUMNS, rows)
    assert [one["slot"] for one in slots] == ["official", "title", "organization"]
    assert (slots[2]["gold"], slots[2]["predicted"], slots[2]["precision"], slots[2]["precision_95"]) == (
        1,
        0,
        None,
        None,
    )


def test_errors_are_what_is_missed_and_what_is_false_with_the_rule_that_fired() -> None:
    missed, false = list_errors(score())
    delegate = "official: Lars Holm; title: delegate; organization: ICRC"
    assert missed == ("example-1", "missed", "offices", 3, None, None, None, delegate, None)
    driver = "official: Omar Haddad; title: driver"
    assert false == ("example-1", "false alarm", "offices", 2, None, "office.after_name", 0.5, None, driver)


def test_a_pair_that_is_not_the_same_fact_has_both_sides() -> None:
    gold = "commitments:\n- {by: ICRC, what: train nurses, modality: promised}\n"
    predicted = "commitments:\n- {by: ICRC, what: open a clinic, modality: denied, rule: commitment.denied}\n"
    (row,) = list_named(ERROR_COLUMNS, list_errors(score(gold, predicted)))
    assert (row["error"], row["likeness"], row["rule"]) == ("differs", 0.4, "commitment.denied")
    assert (row["gold"], row["predicted"]) == (
        "by: ICRC; what: train nurses; modality: promised",
        "by: ICRC; what: open a clinic; modality: denied",
    )


def test_values_are_told_as_a_reader_writes_them() -> None:
    gold = """meetings:
- {participants: [{name: Amina Odhiambo, role: chair, country: KE}, {organization: ICRC}], topics: [health, floods]}
figures:
- {subject: ICRC, measure: clinics, value: 0}
"""
    figure, meeting = (row["gold"] for row in list_named(ERROR_COLUMNS, list_errors(score(gold, ""))))
    assert meeting == "participants: Amina Odhiambo (chair, KE), ICRC; topics: health, floods"
    assert figure == "subject: ICRC; measure: clinics; value: 0"


def test_calibration_tells_how_often_each_band_and_each_rule_is_right() -> None:
    low, lower, high, after, before = list_named(CALIBRATION_COLUMNS, list_calibration(score()))
    assert (low["of"], low["proposed"], low["right"]) == ("0 to 0.5", 1, 0)
    # 0.9 belongs to the band that ends with it, as what is above 0.9 is said to be more than that.
    assert (lower["of"], lower["proposed"], lower["right"]) == ("0.8 to 0.9", 1, 1)
    assert (high["of"], high["mean_confidence"]) == ("0.9 to 1", 0.91)
    assert (after["what"], after["of"], after["right"]) == ("rule", "office.after_name", 0)
    assert tuple(before.values()) == ("rule", "office.before_name", 2, 2, 1.0, "0.34-1.00", 0.905)


def test_what_a_person_has_proposed_has_no_rule_and_no_confidence() -> None:
    (row,) = list_named(CALIBRATION_COLUMNS, list_calibration(score(GOLD, GOLD)))
    assert (row["of"], row["proposed"], row["mean_confidence"]) == ("no rule", 3, None)


def test_a_confidence_of_nothing_is_in_the_lowest_band() -> None:
    predicted = "offices:\n- {official: Amina Odhiambo, title: chair, confidence: 0, rule: x}\n"
    assert next(list_calibration(score(GOLD, predicted)))[:4] == ("confidence", "0 to 0.5", 1, 1)


def test_what_is_not_grounded_is_told_as_errors_of_sheets_name_it() -> None:
    record = read_record("offices:\n- {official: Lars Holm, title: chair, cite: [3, 1]}\n")
    (row,) = list_ungrounded(Grounding(2, [Ungrounded(record, "title", "chair")]))
    assert row == ("example-1", "offices", 1, 3, "title", "chair")
    assert len(row) == len(GROUNDING_COLUMNS)
