"""History on the command line: who recorded a fact, and what it said before its sheet was loaded again."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.bases import build_cited, write_cited_sheet
from tests.cli.conftest import Ask

CITED = "example-news-3"


@pytest.fixture
def loaded(ask: Ask, tmp_path: Path) -> Path:
    """Return a base in which a sheet was loaded three times: a value changed, a name twice, and a fact is gone."""
    base = build_cited(tmp_path / "cited.db")
    sheet = write_cited_sheet()
    second = sheet.replace("value: 3,", "value: 4,").replace("title: president", "title: chairman")
    third = re.sub(r"commitments:\n(- |  ).*?figures:", "figures:", second, flags=re.DOTALL)
    third = third.replace("title: chairman", "title: chairperson")
    for number, text in enumerate((second, third), start=2):
        path = tmp_path / f"load-{number}.yaml"
        path.write_text(text, encoding="utf-8")
        assert ask("load", path, "--by", f"Coder {number}", db=base).code == 0
    return base


def find_rows(ask: Ask, base: Path, *arguments: object, section: str = "history") -> list[dict[str, Any]]:
    said = ask("show", *arguments, "--json", db=base)
    assert said.code == 0
    return [row for row in json.loads(said.out) if row["section"] == section]


def find_id(ask: Ask, base: Path, noun: str) -> str:
    (row,) = json.loads(ask(noun, "--json", db=base).out)
    return str(row["id"])


def test_the_page_of_an_article_lists_all_that_was_changed_and_removed(ask: Ask, loaded: Path) -> None:
    rows = find_rows(ask, loaded, CITED, "--history")
    changed = [(row["kind"], row["replaced_by"], json.loads(row["changes"] or "null")) for row in rows]
    assert sorted(changed, key=repr) == sorted(
        [
            ("commitment", "Coder 3", None),
            ("figure", "Coder 2", {"value": [3, 4]}),
            ("office", "Coder 2", {"title": ["president", "chairman"]}),
            ("office", "Coder 3", {"title": ["chairman", "chairperson"]}),
        ],
        key=repr,
    )


def test_history_is_shown_only_where_it_is_wanted(ask: Ask, loaded: Path) -> None:
    assert find_rows(ask, loaded, CITED) == []
    assert "\nhistory\n" not in ask("show", CITED, db=loaded).out


def test_the_table_says_what_was_and_what_became_of_it(ask: Ask, loaded: Path) -> None:
    page = ask("show", CITED, "--history", db=loaded).out.partition("\nhistory\n")[2]
    for said in ("title: president → chairman", "value: 3 → 4", "removed (", "what: train nurses"):
        assert said in page
    assert "load-2.yaml" in page
    assert "load-3.yaml" in page


def test_the_page_of_a_fact_follows_it_back_over_each_change_of_its_name(ask: Ask, loaded: Path) -> None:
    rows = find_rows(ask, loaded, find_id(ask, loaded, "offices"), "--history")
    titles = [json.loads(row["value"])["title"] for row in rows]
    assert sorted(titles) == ["chairman", "president"]


def test_a_fact_that_was_replaced_or_removed_still_has_a_page_that_says_so(ask: Ask, loaded: Path) -> None:
    gone = {row["kind"]: row["fact_id"] for row in find_rows(ask, loaded, CITED, "--history")}
    office = find_id(ask, loaded, "offices")
    for options in ([], ["--history"]):
        assert ask("show", gone["commitment"], *options, db=loaded).out.startswith(
            f"commitment {gone['commitment']}, removed\n\nhistory\n"
        )
    replaced = next(row["fact_id"] for row in find_rows(ask, loaded, office, "--history"))
    assert ask("show", replaced, db=loaded).out.startswith(f"office {replaced}, now ")


def test_the_page_of_a_party_has_what_its_facts_said_before(ask: Ask, loaded: Path) -> None:
    kinds = [row["kind"] for row in find_rows(ask, loaded, "Kenya Red Cross", "--history")]
    assert kinds.count("figure") == 1
    assert kinds.count("office") == 2
    assert [row["kind"] for row in find_rows(ask, loaded, "Tomás Okello", "--history")] == ["office", "office"]


def test_the_page_of_a_fact_tells_who_recorded_it(ask: Ask, loaded: Path) -> None:
    (figure,) = find_rows(ask, loaded, find_id(ask, loaded, "figures"), section="recorded")
    assert (figure["recorded_by"], figure["sheet"].rpartition("/")[2]) == ("Coder 2", "load-2.yaml")
    (meeting,) = find_rows(ask, loaded, find_id(ask, loaded, "meetings"), section="recorded")
    assert (meeting["recorded_by"], meeting["sheet"]) == ("tester", f"{CITED}.yaml")
    assert meeting["recorded_with"].startswith("rc-kb ")


def test_a_fact_of_the_seed_is_recorded_by_the_seed(ask: Ask) -> None:
    (row, *_) = json.loads(ask("awards", "--json").out)
    assert "recorded_by    rc-kb (seed)\n" in ask("show", row["id"]).out


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_history_is_printed_in_every_format(ask: Ask, loaded: Path, form: str) -> None:
    said = ask("show", CITED, "--history", "--cite", "--format", form, db=loaded)
    assert (said.code, said.err) == (0, "")
    assert "chairperson" in said.out


def test_a_thing_without_history_has_none(ask: Ask) -> None:
    said = ask("show", "Iran", "--history", "--all")
    assert (said.code, "history" in said.out.splitlines()) == (0, False)
