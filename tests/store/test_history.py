"""History: what a fact said before its sheet was loaded again is kept, with who recorded it, when and with what."""

import json
import re
import sqlite3
from contextlib import closing
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rc_kb.errors import BadSheet
from rc_kb.store.history import Recorder, find_recorder
from tests.bases import TESTER, load_files
from tests.store.conftest import Load, dump_tables, find_rows, write_sheet

FIGURE = "figures:\n- {{subject: Kenya Red Cross, measure: {}, value: {}, cite: {}}}\n"
MEETING = "meetings:\n- {{date: {}, city: {}, country: KE, participants: [{{name: A B}}, {{name: C D}}], cite: 1}}\n"
CHAIN = (
    "WITH RECURSIVE chain (id) AS (SELECT ? UNION SELECT fact_id FROM history JOIN chain ON successor_id = chain.id) "
    "SELECT count(*) FROM history WHERE fact_id IN (SELECT id FROM chain)"
)


def find_changes(base: Path) -> list[Any]:
    return [
        None if changes is None else json.loads(changes)
        for (changes,) in find_rows(base, "SELECT changes FROM history ORDER BY recorded_at, fact_id")
    ]


def count_recordings(base: Path) -> int:
    return int(find_rows(base, "SELECT count(*) FROM recording")[0][0])


def test_a_changed_value_is_kept_with_what_it_was_and_became(bare: Path, load: Load) -> None:
    load(bare, example=FIGURE.format("volunteers", 14, 1))
    load(bare, example=FIGURE.format("volunteers", 15, 1))
    ((fact, successor, kind, article, value),) = find_rows(
        bare, "SELECT fact_id, successor_id, kind, article_id, value FROM history"
    )
    assert find_rows(bare, "SELECT id, value FROM figures") == [(fact, 15)]
    assert (successor, kind, article) == (fact, "figure", "example")
    said = json.loads(value)
    assert (said["subject"], said["measure"], said["value"]) == ("Kenya Red Cross Society", "volunteers", 14)
    assert said["citations"] == [{"paragraph": 1}]
    assert find_changes(bare) == [{"value": [14, 15]}]


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (FIGURE.format("m", 1, 1), FIGURE.format("m", 1, 2), {"paragraph": ["1", "2"]}),
        (FIGURE.format("m", 1, 1), FIGURE.format("m", 1, "{paragraph: 1, start: 0, end: 4}"), {}),
        (FIGURE.format("m", 1, 1), FIGURE.format("m", 1, "1, basis: b"), {"basis": [None, "b"]}),
        (FIGURE.format("m", 1, 1), FIGURE.format("m", 1, "1, confidence: 0.5, rule: r"), {"rule": [None, "r"]}),
        (
            FIGURE.format("m", 1, "1, total_of: facilities"),
            FIGURE.format("m", 1, 1),
            {"total_of": ["facilities", None]},
        ),
        (
            "facilities:\n- {operator: Kenya Red Cross, country: KE, kind: office, status: closed, cite: 1}",
            "facilities:\n- {operator: Kenya Red Cross, country: KE, kind: office, status: operating, cite: 1}",
            {"status": ["closed", "operating"]},
        ),
        (
            MEETING.format("2022-01-01", "Nairobi") + "  topics: [floods]",
            MEETING.format("2022-01-01", "Nairobi") + "  topics: [floods, blood]",
            {"topics": ["floods", "floods; blood"]},
        ),
    ],
)
def test_each_kind_of_change_is_told_and_the_rest_is_not(
    bare: Path, load: Load, before: str, after: str, changes: dict[str, Any]
) -> None:
    before, after = (
        re.sub(r", cite: 1}\n  topics: (.*)", r", cite: 1, topics: \1}", facts) for facts in (before, after)
    )
    load(bare, example=before)
    load(bare, example=after)
    (found,) = find_changes(bare)
    assert {name: found[name] for name in changes} == changes
    assert set(found) - set(changes) <= {"citations", "confidence"}


def test_a_mended_identity_has_its_successor_over_three_loads(bare: Path, load: Load) -> None:
    keys = []
    for day in ("2022-01-01", "2022-01-02", "2022-01-03"):
        load(bare, example=MEETING.format(day, "Nairobi"))
        keys += [key for (key,) in find_rows(bare, "SELECT id FROM meetings")]
    assert len(set(keys)) == 3
    links = find_rows(bare, "SELECT fact_id, successor_id FROM history ORDER BY recorded_at, rowid")
    assert sorted(links) == sorted(pairwise(keys))
    assert find_rows(bare, CHAIN, keys[2]) == [(2,)]
    assert [change["held_on"] for change in find_changes(bare)] in (
        [["2022-01-01", "2022-01-02"], ["2022-01-02", "2022-01-03"]],
        [["2022-01-02", "2022-01-03"], ["2022-01-01", "2022-01-02"]],
    )


def test_a_fact_that_goes_back_to_what_it_was_keeps_both_changes(bare: Path, load: Load) -> None:
    for day in ("2022-01-01", "2022-01-02", "2022-01-01"):
        load(bare, example=MEETING.format(day, "Nairobi"))
    ((key,),) = find_rows(bare, "SELECT id FROM meetings")
    assert find_rows(bare, CHAIN, key) == [(2,)]


def test_a_removed_fact_is_kept_without_a_successor(bare: Path, load: Load) -> None:
    load(bare, example=FIGURE.format("volunteers", 14, 1))
    load(bare, example="")
    assert find_rows(bare, "SELECT successor_id, changes FROM history") == [(None, None)]
    assert find_rows(bare, "SELECT count(*) FROM fact") == [(0,)]


def test_a_new_fact_that_is_quite_another_is_no_successor(bare: Path, load: Load) -> None:
    load(bare, example="memberships:\n- {member: Kenya Red Cross, body: IFRC, cite: 1}")
    load(bare, example="memberships:\n- {member: Iraqi Red Crescent, body: ICRC, cite: 7, basis: because}")
    assert find_rows(bare, "SELECT successor_id, changes FROM history") == [(None, None)]


def test_of_several_new_facts_the_one_most_alike_is_the_successor(bare: Path, load: Load) -> None:
    award = "- {{recipient: Kenya Red Cross, award: {}, cite: {}}}\n"
    load(bare, example="awards:\n" + award.format("Golden Medal", 1) + award.format("Silver Cup", 2))
    load(bare, example="awards:\n" + award.format("Silver Cups", 2) + award.format("The Golden Medal", 1))
    found = find_rows(
        bare, "SELECT json_extract(h.value, '$.award'), a.award FROM history h JOIN awards a ON a.id = h.successor_id"
    )
    assert sorted(found) == [("Golden Medal", "The Golden Medal"), ("Silver Cup", "Silver Cups")]


def test_very_many_new_facts_are_not_compared_and_nothing_is_lost(bare: Path, load: Load) -> None:
    for word in ("one", "two"):
        load(
            bare,
            example="awards:\n" + "".join(f"- {{recipient: Kenya, award: {word} {n}, cite: 1}}\n" for n in range(400)),
        )
    assert find_rows(bare, "SELECT count(*), count(successor_id) FROM history") == [(400, 0)]


def test_a_sheet_that_is_loaded_again_as_it_is_records_nothing(bare: Path, load: Load, tmp_path: Path) -> None:
    load(bare, example=FIGURE.format("volunteers", 14, 1))
    before = find_rows(bare, "SELECT * FROM recording"), find_rows(bare, "SELECT id, recording_id FROM fact")
    load(bare, example=FIGURE.format("volunteers", 14, 1))
    load_files(
        bare, [write_sheet(tmp_path, "example", f"# a comment\n{FIGURE.format('volunteers', 14.0, '[1]')}")], TESTER
    )
    after = find_rows(bare, "SELECT * FROM recording"), find_rows(bare, "SELECT id, recording_id FROM fact")
    assert (after, find_changes(bare)) == (before, [])


def test_facts_that_are_only_stored_in_another_way_have_no_history(bare: Path, load: Load) -> None:
    load(bare, example=FIGURE.format("volunteers", 14, 1))
    with closing(sqlite3.connect(bare)) as writing, writing:
        writing.execute("UPDATE fact SET content_sha256 = 'of an older rc-kb', recording_id = NULL")
    report = load(bare, example=FIGURE.format("volunteers", 14, 1))
    assert (report.facts["changed"], report.facts["unchanged"], find_changes(bare)) == (0, 1, [])
    assert find_rows(bare, "SELECT recorded_by FROM facts") == [("tester",)]


def test_only_the_facts_that_changed_get_a_new_recording(bare: Path, load: Load) -> None:
    award = "- {{recipient: Kenya Red Cross, award: {}, cite: {}}}\n"
    load(bare, example="awards:\n" + award.format("One", 1) + award.format("Two", 2))
    load(bare, example="awards:\n" + award.format("One", 1) + award.format("Two", 3) + award.format("Three", 3))
    found = find_rows(bare, "SELECT award, recording_id FROM awards JOIN fact ON fact.id = awards.id ORDER BY award")
    recordings = dict(found)
    assert recordings["Two"] == recordings["Three"] != recordings["One"]
    assert count_recordings(bare) == 2


def test_a_recording_tells_who_when_with_what_and_from_which_sheet(bare: Path, tmp_path: Path) -> None:
    sheet = write_sheet(tmp_path, "example", FIGURE.format("volunteers", 14, 1))
    load_files(bare, [sheet], Recorder("Ann Coder"))
    sheet.write_text(sheet.read_text().replace("14", "15"))
    load_files(bare, [sheet], Recorder("Bob Coder"))
    ((at, by, program, source, sha256),) = find_rows(
        bare, "SELECT recorded_at, recorded_by, recorded_with, sheet, sheet_sha256 FROM facts"
    )
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", at)
    assert (by, program, source) == ("Bob Coder", f"rc-kb {version('rc-kb')}", str(sheet))
    assert find_rows(bare, "SELECT sheet_sha256 FROM article") == [(sha256,)]
    columns = "recorded_by, recorded_with, sheet, replaced_by, replaced_with, replaced_by_sheet"
    assert find_rows(bare, f"SELECT {columns} FROM history") == [
        ("Ann Coder", program, str(sheet), "Bob Coder", program, str(sheet))
    ]


def test_what_a_program_proposed_and_who_decided_is_kept(bare: Path, load: Load) -> None:
    decided = (
        "confidence: 0.75, rule: office-of, decision: accepted, decided_by: Ann, decided_at: 2026-01-02, "
        "decided_why: it is so"
    )
    columns = "confidence, rule, decided_by, decided_at, decided_why"
    load(bare, example=FIGURE.format("volunteers", 14, f"1, {decided}"))
    assert find_rows(bare, f"SELECT {columns} FROM facts") == [(0.75, "office-of", "Ann", "2026-01-02", "it is so")]
    load(bare, example=FIGURE.format("volunteers", 14, f"1, {decided.replace('Ann', 'Bob')}"))
    assert find_changes(bare) == [{"decided_by": ["Ann", "Bob"]}]
    ((value,),) = find_rows(bare, "SELECT value FROM history")
    assert (json.loads(value)["confidence"], json.loads(value)["rule"]) == (0.75, "office-of")


def test_a_load_that_fails_leaves_no_recording(bare: Path, tmp_path: Path, load: Load) -> None:
    load(bare, example=FIGURE.format("volunteers", 14, 1))
    before = dump_tables(bare), count_recordings(bare)
    good = write_sheet(tmp_path, "example", FIGURE.format("volunteers", 15, 1))
    bad = write_sheet(tmp_path, "bad", "awards:\n- {recipient: Kenya Red Cros, award: x, cite: 1}")
    with pytest.raises(BadSheet):
        load_files(bare, [good, bad], TESTER)
    assert (dump_tables(bare), count_recordings(bare)) == before
    assert find_changes(bare) == []


def test_facts_of_the_seed_are_recorded_by_the_seed(seed_base: Path) -> None:
    found = find_rows(seed_base, "SELECT DISTINCT recorded_by, sheet FROM facts ORDER BY sheet")
    assert found == [("rc-kb (seed)", f"tehran-times-{number}.yaml") for number in (476836, 511371)]
    assert find_rows(seed_base, "SELECT count(*) FROM facts WHERE recorded_at IS NULL") == [(0,)]
    assert find_rows(seed_base, "SELECT count(*) FROM history") == [(0,)]


def test_a_recorder_is_named_or_whoever_is_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "ann")
    assert find_recorder(None) == Recorder("ann")
    assert find_recorder(" ") == Recorder("ann")
    assert find_recorder(" Bob ") == Recorder("Bob")


def test_nobody_logged_in_is_recorded_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 2**31 - 7)
    assert find_recorder(None) == Recorder("unknown")


def test_of_two_facts_of_one_identity_the_one_that_goes_is_the_one_removed(bare: Path, load: Load) -> None:
    two = FIGURE.format("m", 14, 1) + FIGURE.format("m", 20, 2).removeprefix("figures:\n")
    load(bare, example=two)
    load(bare, example=FIGURE.format("m", 20, 2))
    told = find_rows(bare, "SELECT value, changes, successor_id FROM history ORDER BY changes NULLS FIRST")
    (now,) = find_rows(bare, "SELECT id, value FROM figures")
    assert [(json.loads(value)["value"], changes, successor) for value, changes, successor in told] == [
        (14, None, None),
        (20, "{}", now[0]),
    ]
    assert now[1] == 20


def test_that_somebody_else_of_the_same_name_is_meant_is_a_change(bare: Path, load: Load) -> None:
    figure = FIGURE.format("m", 1, "1, speaker: A B")
    for country in ("KE", "JO"):
        load(bare, example=f"officials:\n- {{name: A B, country: {country}}}\n{figure}")
    assert [list(changes) for changes in find_changes(bare)] == [["speaker_id"]]


def test_facts_that_say_the_same_keep_their_recording(bare: Path, load: Load) -> None:
    load(bare, example=FIGURE.format("m", 1, 1))
    before = find_rows(bare, "SELECT recording_id FROM fact")
    with closing(sqlite3.connect(bare)) as connection, connection:
        connection.execute("UPDATE fact SET content_sha256 = 'of another version'")
    load(bare, example=FIGURE.format("m", 1, 1))
    assert find_rows(bare, "SELECT recording_id FROM fact") == before
