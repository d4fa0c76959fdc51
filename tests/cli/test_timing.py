"""The command timeline: its options, its formats, and how days are told."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Ask

OPTIONS = [
    (["Tajikistan"], 4),
    (["Pirhossein Kolivand"], 5),
    (["Najaf"], 1),
    (["Iraq", "--event", "statement"], 3),
    (["--since", "2025-03", "--until", "2025-03-05"], 8),
    (["--article", "tehran-times-476836"], 6),
]


@pytest.mark.parametrize(("options", "count"), OPTIONS, ids=str)
def test_every_option_of_timeline_finds_rows(ask: Ask, options: list[str], count: int) -> None:
    said = ask("timeline", *options, "--json")
    assert (said.code, said.err) == (0, "")
    assert len(json.loads(said.out)) == count


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md"])
def test_timeline_prints_every_format(ask: Ask, invented_path: Path, form: str) -> None:
    said = ask("timeline", "--format", form, db=invented_path)
    assert (said.code, said.err) == (0, "")
    assert said.out.index("2022") < said.out.index("2023-03") < said.out.index("2024-10-01")


def test_json_of_timeline_has_the_columns_of_the_view(ask: Ask, seed_base: Path) -> None:
    with closing(sqlite3.connect(seed_base)) as connection:
        columns = [column[0] for column in connection.execute("SELECT * FROM events LIMIT 1").description]
    assert {tuple(row) for row in json.loads(ask("timeline", "--json").out)} == {tuple(columns)}


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_statement_that_timeline_shows_gives_the_same_events(ask: Ask, seed_base: Path, options: list[str]) -> None:
    statement = ask("timeline", "Iran", *options, "--show-sql", "--since", "2022").out
    rows = json.loads(ask("timeline", "Iran", "--json", "--since", "2022").out)
    with closing(sqlite3.connect(seed_base)) as connection:
        connection.row_factory = sqlite3.Row
        assert [row["what"] for row in connection.execute(statement)] == [row["what"] for row in rows]


def test_a_day_a_range_and_what_is_undated_are_told_apart(ask: Ask) -> None:
    dates = dict.fromkeys(line.split("  ")[0] for line in ask("timeline").out.splitlines()[2:])
    assert list(dates) == [
        "2005",
        "2022-09-17 (Saturday)",
        "2024-09 (September 2024)",
        "[2025-03-01..2025-05-21] (Wednesday)",
        "by 2025-05-21, undated",
    ]


def test_what_came_from_an_article_without_a_date_is_only_undated(ask: Ask, base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "x.yaml"
    sheet.write_text(
        "article: {id: x, publisher: X}\n"
        "officials: [{name: Ann Bee}, {name: Cee Dee}]\n"
        "statements:\n"
        "- {speaker: Ann Bee, gist: One., cite: 1}\n"
        "- {speaker: Cee Dee, gist: Two., date_as_written: Monday, cite: 1}\n"
    )
    ask("load", sheet, db=base)
    assert ask("timeline", "Ann Bee", db=base).out.splitlines()[-1].split("  ")[0] == "undated"
    assert ask("timeline", "Cee Dee", db=base).out.splitlines()[-1].split("  ")[0] == "undated (Monday)"


def test_a_name_without_events_is_an_empty_result_and_one_line(ask: Ask) -> None:
    said = ask("timeline", "Brazil", "--event", "opening", "--json")
    assert said == (0, "[]\n", "rc-kb: no events about Brazil of the kind opening in the knowledge base.\n")


def test_a_limit_of_timeline_says_how_many_events_there_are(ask: Ask) -> None:
    said = ask("timeline", "Tajikistan", "--limit", 1)
    assert said.err == "rc-kb: 1 of 4 events (--all for the rest).\n"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["Atlantis"], 3, "no country, organization, official, place or facility is called 'Atlantis'"),
        (["IRCS"], 3, "'IRCS' may be "),
        (["--event", "wedding"], 2, "'wedding' is none of meeting, opening, closure, award, statement."),
        (["--since", "2025", "--until", "2024"], 2, "turn the range round"),
        (["--article", "nowhere"], 3, "no article has the id 'nowhere'"),
    ],
)
def test_what_timeline_cannot_use_is_said(ask: Ask, arguments: list[str], code: int, said: str) -> None:
    answer = ask("timeline", *arguments)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
