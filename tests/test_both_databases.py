"""Every command gives the same on both databases: SQLite and PostgreSQL."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rc_kb.cli.main import main
from rc_kb.location import Location, ServerAddress
from rc_kb.read.query import Query
from rc_kb.read.reader import open_reader
from rc_kb.vocabulary import NOUNS
from tests.bases import CITED, TESTER, build_cited, load_files
from tests.servers import Server

Say = Callable[[Location, list[str]], tuple[object, str, str]]

FILTERS = (
    ["meetings", "--partner", "Iraq"],
    ["meetings", "--in", "Kenya", "--since", "2020", "--until", "2025"],
    ["meetings", "--topic", "training", "--cite"],
    ["facilities", "--operator", "Kenya Red Cross Society", "--kind", "clinic"],
    ["facilities", "--in", "Mombasa"],
    ["countries", "--region", "Africa"],
    ["countries", "--with-facilities", "--cite"],
    ["organizations", "--kind", "national_society", "--country", "Kenya", "--cite"],
    ["officials", "--country", "Kenya", "--cite"],
    ["articles", "--publisher", "example"],
    ["statements", "--about", "aid"],
    ["figures", "--measure", "volunteers"],
)
ACROSS = (
    ["show", "Kenya"],
    ["show", "Kenya", "--cite"],
    ["show", "Kenya", "--as-of", "2024-06-30"],
    ["timeline"],
    ["timeline", "Kenya"],
    ["conflicts"],
    ["check"],
    ["verify"],
    ["schema"],
    ["schema", "meetings"],
    ["search", "clinic"],
    ["search", "red", "OR", "first aid"],
    ["search", '"red cross"', "NOT", "societ*", "--kind", "organization"],
    ["search", "Tomas Okello"],
)
UNKNOWN = (
    ["meetings", "--partner", "Kenia"],
    ["meetings", "--partner", "Nowhere"],
    ["facilities", "--in", "Congo"],
    ["show", "example-news-0"],
    ["schema", "meeting_s"],
    ["meetings", "--article", "none"],
)


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Return a runner of a command on a base: its exit code and what it wrote, the base's name left out."""

    def run(location: Location, command: list[str]) -> tuple[object, str, str]:
        named = location.url if isinstance(location, ServerAddress) else str(location)
        monkeypatch.setenv("RC_KB_DB", named)
        monkeypatch.setattr(sys, "argv", ["rc-kb", *command])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        said = capsys.readouterr()
        return stopped.value.code, said.out, said.err.replace(str(location), "BASE")

    return run


@pytest.fixture(scope="module")
def cited(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ServerAddress]:
    """Return the base of the invented article with its text, on both databases."""
    folder = tmp_path_factory.mktemp("cited")
    return build_cited(folder / "cited.db", folder), build_cited(server.create(), folder)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, invented_on_server: ServerAddress) -> tuple[Path, ServerAddress]:
    """Return the base of invented facts, on both databases."""
    from tests.bases import build_invented

    return build_invented(tmp_path_factory.mktemp("invented") / "invented.db"), invented_on_server


def assert_same(say: Say, pair: tuple[Path, ServerAddress], command: list[str]) -> None:
    on_file, on_server = (say(location, command) for location in pair)
    assert (on_file[0], on_file[2]) == (on_server[0], on_server[2])
    if "--json" in command and command[0] == "search":
        assert forget_last_digits(on_file[1]) == forget_last_digits(on_server[1])
    else:
        assert on_file[1] == on_server[1]


def forget_last_digits(found: str) -> list[dict[str, Any]]:
    """Return hits with their ranks as far as two ways of adding up agree."""
    return [hit | {"rank": round(hit["rank"], 12)} for hit in json.loads(found)]


@pytest.mark.parametrize("command", [*([noun, "--all"] for noun in NOUNS), *FILTERS, *ACROSS], ids=" ".join)
def test_a_command_gives_the_same_rows_on_both_databases(
    say: Say, invented: tuple[Path, ServerAddress], command: list[str]
) -> None:
    assert_same(say, invented, [*command, "--json"])


@pytest.mark.parametrize("command", UNKNOWN, ids=" ".join)
def test_a_command_refuses_the_same_on_both_databases(
    say: Say, invented: tuple[Path, ServerAddress], command: list[str]
) -> None:
    assert_same(say, invented, command)


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun != "articles"])
def test_a_noun_as_of_a_day_gives_the_same_rows_on_both_databases(
    say: Say, invented: tuple[Path, ServerAddress], noun: str
) -> None:
    assert_same(say, invented, [noun, "--as-of", "2024-06-30", "--all", "--json"])


@pytest.mark.parametrize(
    "command",
    [
        ["meetings", "--cite", "--json"],
        ["meetings", "--cite"],
        ["verify", "--json"],
        ["cite", CITED, "opened a clinic in Mombasa"],
        ["search", "nurses", "depot", "OR", "mothers", "--json"],
        ["search", "okello", "--kind", "text", "--json"],
        ["show", CITED, "--history", "--json"],
    ],
    ids=" ".join,
)
def test_words_are_quoted_verified_and_found_alike(
    say: Say, cited: tuple[Path, ServerAddress], command: list[str]
) -> None:
    assert_same(say, cited, command)


def test_every_view_holds_the_same_rows_on_both_databases(invented: tuple[Path, ServerAddress]) -> None:
    views = "SELECT DISTINCT relation FROM data_dictionary WHERE relation_kind = 'view' ORDER BY relation"
    found: list[dict[str, tuple[Any, ...]]] = []
    for location in invented:
        with open_reader(location) as reader:
            names = [str(name) for (name,) in reader.find(Query(views)).rows]
            answers = {name: reader.find(Query(f"SELECT * FROM {name}")) for name in names}
            found.append({name: (one.columns, sorted(one.rows, key=repr)) for name, one in answers.items()})
    assert found[0].keys() == found[1].keys()
    # When something was recorded differs.
    told_apart = {"facts", "history", "texts"}
    assert [name for name in found[0] if found[0][name] != found[1][name] and name not in told_apart] == []


def write_figure(folder: Path, value: float) -> Path:
    sheet = folder / "figure.yaml"
    sheet.write_text(
        "article: {id: example-news-9, publisher: Example News, paragraphs: 1}\n"
        f"figures: [{{subject: Kenya, measure: volunteers, value: {value}, cite: 1}}]\n",
        encoding="utf-8",
    )
    return sheet


@pytest.mark.parametrize("value", [1e20, -1e300, 2.0**53, 1200, 0.5])
def test_a_figure_of_any_size_is_read_and_checked_on_both_databases(
    say: Say, base: Path, base_on_server: ServerAddress, tmp_path: Path, value: float
) -> None:
    for location in (base, base_on_server):
        load_files(location, [write_figure(tmp_path, value)], TESTER)
    said = say(base_on_server, ["figures", "--subject", "Kenya", "--json"])[1]
    assert [figure["value"] for figure in json.loads(said)] == [value]
    for command in (["figures", "--subject", "Kenya", "--json"], ["show", "Kenya", "--json"], ["check", "--json"]):
        assert_same(say, (base, base_on_server), command)


def test_earlier_values_read_the_same_on_both_databases(
    say: Say, base: Path, base_on_server: ServerAddress, tmp_path: Path
) -> None:
    for location in (base, base_on_server):
        for value in (1200, 1300):
            load_files(location, [write_figure(tmp_path, value)], TESTER)
    said = say(base_on_server, ["show", "example-news-9", "--history"])[1]
    assert "value: 1200 \u2192 1300" in said


@pytest.mark.parametrize("noun", [*NOUNS, "timeline"])
def test_the_statement_of_a_question_as_of_a_day_can_be_pasted_on_both_databases(
    say: Say, invented: tuple[Path, ServerAddress], noun: str
) -> None:
    for location in invented:
        code, statement, err = say(location, [noun, "--as-of", "2024-06-30", "--show-sql"])
        assert (code, err) == (0, "")
        with open_reader(location) as reader:
            rows = list(reader.find(Query(statement.rstrip(";\n"))).rows)
        assert len(rows) == len(json.loads(say(location, [noun, "--as-of", "2024-06-30", "--json"])[1]))


def test_who_is_named_by_more_facts_than_are_looked_at_is_cited_by_the_same_on_both_databases(
    say: Say, base: Path, base_on_server: ServerAddress, tmp_path: Path
) -> None:
    figure = {"subject": "Kenya Red Cross Society", "measure": "volunteers", "value": 1200, "cite": 1}
    lines = tmp_path / "sheets.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        for number in range(60):
            published = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
            article = {"id": f"example-{number}", "publisher": "Example", "published": published, "paragraphs": 1}
            file.write(json.dumps({"article": article, "figures": [figure]}) + "\n")
    for location in (base, base_on_server):
        load_files(location, [lines], TESTER)
    cited = "SELECT fact_id FROM mentions JOIN figures ON figures.id = fact_id WHERE subject LIKE 'Kenya%' ORDER BY 1"
    with open_reader(base) as reader:
        least = {row[0] for row in list(reader.find(Query(cited)).rows)[:50]}
    command = ["organizations", "--country", "Kenya", "--cite", "--json"]
    assert_same(say, (base, base_on_server), command)
    society = next(row for row in json.loads(say(base, command)[1]) if row["organization"] == figure["subject"])
    [citation] = society["citations"]
    assert citation["fact_id"] in least
