"""The nouns: every option of every one of them, formats, limits and what is said on stderr."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.cli import asking
from rc_kb.vocabulary import NOUNS
from tests.cli.conftest import Ask

OPTIONS = [
    ("countries", ["--with-facilities"], 14),
    ("countries", ["--region", "africa"], None),
    ("countries", ["--status", "reopening"], 1),
    ("countries", ["--iso", "--all"], 249),
    ("organizations", ["--kind", "embassy"], 1),
    ("organizations", ["--country", "Kenya"], None),
    ("organizations", ["--with-facts"], None),
    ("officials", ["--organization", "Iraqi Red Crescent"], 1),
    ("officials", ["--country", "Iraq"], 1),
    ("articles", ["--publisher", "tehran times"], 2),
    ("articles", ["--since", "2025"], 1),
    ("articles", ["--until", "2022-09-18"], 1),
    ("meetings", ["--partner", "Iraq"], 1),
    ("meetings", ["--official", "Pir-Hossein Kolivand"], 2),
    ("meetings", ["--organization", "Embassy of Tajikistan"], 1),
    ("meetings", ["--topic", "arbaeen"], 1),
    ("meetings", ["--in", "Najaf"], 1),
    ("meetings", ["--since", "2023"], 1),
    ("meetings", ["--until", "2023"], 1),
    ("meetings", ["--article", "tehran-times-476836"], 1),
    ("offices", ["--official", "Kolivand"], 2),
    ("offices", ["--organization", "Iraqi Red Crescent"], 1),
    ("offices", ["--country", "Iran"], 2),
    ("offices", ["--article", "tehran-times-511371"], 3),
    ("facilities", ["--in", "Tajikistan"], 1),
    ("facilities", ["--operator", "Iran"], 14),
    ("facilities", ["--kind", "medical_facility"], 13),
    ("facilities", ["--status", "operating"], 13),
    ("facilities", ["--article", "tehran-times-511371"], 1),
    ("commitments", ["--by", "Tajikistan"], None),
    ("commitments", ["--party", "Iran"], None),
    ("commitments", ["--modality", "promised"], None),
    ("commitments", ["--in", "Iraq"], 1),
    ("commitments", ["--article", "tehran-times-476836"], 1),
    ("missions", ["--to", "Yemen"], 1),
    ("missions", ["--by", "Iran"], None),
    ("missions", ["--since", "2020"], None),
    ("missions", ["--until", "2022"], None),
    ("missions", ["--article", "tehran-times-476836"], None),
    ("figures", ["--subject", "Iran"], None),
    ("figures", ["--measure", "year"], 1),
    ("figures", ["--article", "tehran-times-476836"], None),
    ("awards", ["--recipient", "Iran"], 2),
    ("awards", ["--giver", "IFRC General Assembly"], 1),
    ("awards", ["--since", "2005", "--until", "2005"], 2),
    ("awards", ["--article", "tehran-times-476836"], 2),
    ("memberships", ["--member", "Iran"], 1),
    ("memberships", ["--body", "International Red Cross and Red Crescent Movement"], 1),
    ("memberships", ["--article", "tehran-times-476836"], 1),
    ("statements", ["--speaker", "al mamouri"], 3),
    ("statements", ["--about", "cooperation"], None),
    ("statements", ["--since", "2024-09", "--until", "2024-09"], None),
    ("statements", ["--article", "tehran-times-476836"], 3),
]

SHARED = {
    *("--db", "--format", "-f", "--json", "--safe-csv", "--limit", "--all", "--cite", "--as-of", "--show-sql"),
    *("--help", "-h"),
}


@pytest.mark.parametrize(("noun", "options", "count"), OPTIONS, ids=str)
def test_every_option_of_every_noun_finds_rows(ask: Ask, noun: str, options: list[str], count: int | None) -> None:
    said = ask(noun, *options, "--json")
    assert (said.code, said.err) == (0, "")
    rows = json.loads(said.out)
    assert rows
    assert count is None or len(rows) == count


def test_every_option_of_the_nouns_is_tried_here(ask: Ask) -> None:
    for noun in NOUNS:
        tried = {word for name, options, _ in OPTIONS if name == noun for word in options if word.startswith("--")}
        offers = ask(noun, "--help").out.partition("\nOptions:")[2].partition("\nCommands:")[0]
        lines = [line.split() for line in offers.splitlines() if line.startswith("  -")]
        offered = {word.rstrip(",") for line in lines for word in line if word.startswith("-")}
        assert offered - SHARED - tried == set(), noun
        assert SHARED - offered == set(), noun


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_every_noun_prints_every_format(ask: Ask, noun: str, form: str) -> None:
    said = ask(noun, "--format", form, "--all")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("\n")


@pytest.mark.parametrize("noun", NOUNS)
def test_json_is_an_array_of_flat_objects_with_the_columns_of_the_view(ask: Ask, seed_base: Path, noun: str) -> None:
    with closing(sqlite3.connect(seed_base)) as connection:
        columns = [column[0] for column in connection.execute(f"SELECT * FROM {noun} LIMIT 1").description]
    for row in json.loads(ask(noun, "--json").out):
        assert list(row) == columns
        assert all(value is None or isinstance(value, str | int | float) for value in row.values())


@pytest.mark.parametrize("noun", NOUNS)
def test_json_with_citations_has_them_as_a_list_in_one_more_key(ask: Ask, noun: str) -> None:
    bare = json.loads(ask(noun, "--json", "--all").out)
    cited = json.loads(ask(noun, "--json", "--all", "--cite").out)
    assert [list(row) for row in cited] == [[*row, "citations"] for row in bare]
    assert [row | {"citations": None} for row in cited] == [row | {"citations": None} for row in bare]
    assert all(isinstance(row["citations"], list) for row in cited)


@pytest.mark.parametrize("noun", NOUNS)
def test_the_statement_that_is_shown_gives_the_same_rows(ask: Ask, seed_base: Path, noun: str) -> None:
    statement = ask(noun, "--show-sql", "--json", "--limit", 5).out
    rows = json.loads(ask(noun, "--json", "--limit", 5).out)
    with closing(sqlite3.connect(seed_base)) as connection:
        connection.row_factory = sqlite3.Row
        assert [dict(row) for row in connection.execute(statement)] == rows


@pytest.mark.parametrize(("noun", "options", "_count"), OPTIONS, ids=str)
def test_the_statement_that_is_shown_holds_every_value(
    ask: Ask, seed_base: Path, noun: str, options: list[str], _count: int | None
) -> None:
    statement = ask(noun, *options, "--show-sql", "--json").out
    ids = [row.get("id") for row in json.loads(ask(noun, *options, "--json").out)]
    with closing(sqlite3.connect(seed_base)) as connection:
        connection.row_factory = sqlite3.Row
        assert [dict(row).get("id") for row in connection.execute(statement)] == ids


def test_filters_narrow_each_other(ask: Ask) -> None:
    rows = json.loads(ask("facilities", "--operator", "Iran", "--in", "Kenya", "--status", "operating", "--json").out)
    assert [row["country_code"] for row in rows] == ["KE"]


def test_a_country_without_such_facts_is_an_empty_result_and_one_line(ask: Ask) -> None:
    said = ask("meetings", "--partner", "Brazil", "--json")
    assert said == (0, "[]\n", "rc-kb: no meetings with Brazil in the knowledge base.\n")


def test_a_name_that_facts_decide_is_said_on_stderr(ask: Ask) -> None:
    said = ask("facilities", "--in", "Congo", "--json")
    assert [row["country_code"] for row in json.loads(said.out)] == ["CG"]
    assert said.err.count("\n") == 1
    assert "took Republic of the Congo" in said.err


def test_a_limit_says_how_many_rows_there_are(ask: Ask) -> None:
    said = ask("countries", "--iso", "--limit", 3, "--json")
    assert len(json.loads(said.out)) == 3
    assert said.err == "rc-kb: 3 of 249 countries (--all for the rest).\n"


def test_rows_that_are_very_many_are_not_all_counted(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_MOST_COUNTED", 100)
    said = [ask("countries", "--iso", "--limit", limit, "--json").err for limit in (3, 200, 248, 249)]
    assert said == [
        "rc-kb: 3 of more than 100 countries (--all for the rest).\n",
        "rc-kb: 200 of more than 200 countries (--all for the rest).\n",
        "rc-kb: 248 of more than 248 countries (--all for the rest).\n",
        "",
    ]


def test_fifty_rows_are_printed_without_a_limit(ask: Ask) -> None:
    said = ask("organizations", "--format", "jsonl")
    assert said.out.count("\n") == 50
    assert said.err.startswith("rc-kb: 50 of ")


def test_a_limit_that_leaves_nothing_out_says_nothing(ask: Ask) -> None:
    assert ask("meetings", "--limit", 2, "--json").err == ""
    assert ask("countries", "--iso", "--all", "--json").err == ""


@pytest.mark.parametrize("noun", ["meetings", "facilities"])
def test_the_invented_base_is_asked_by_db_and_by_variable(ask: Ask, invented_path: Path, noun: str) -> None:
    assert ask(noun, "--json", "--db", invented_path).out == ask(noun, "--json", db=invented_path).out
    assert ask(noun, "--json").out != ask(noun, "--json", db=invented_path).out


def test_the_option_db_goes_before_the_variable(ask: Ask, seed_base: Path, invented_path: Path) -> None:
    said = ask("articles", "--json", "--db", seed_base, db=invented_path)
    assert {row["publisher"] for row in json.loads(said.out)} == {"Tehran Times"}
