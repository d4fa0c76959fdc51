"""The commands across the nouns: show, sql and schema."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from rc_kb.read.query import Answer, Query
from rc_kb.read.reader import Reader
from rc_kb.tables import TABLES
from rc_kb.vocabulary import VIEWS_OF_FACTS
from tests.cli.conftest import Ask


def find_id(path: Path, statement: str) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute(statement).fetchone()[0])


KINDS_OF_VIEWS = {view: kind for kind, view in VIEWS_OF_FACTS.items()}


@pytest.mark.parametrize(
    ("name", "title", "sections"),
    [
        (
            "Kenya",
            "Kenya",
            ["country", "meetings", "offices", "facilities", "commitments", "organizations", "officials"],
        ),
        (
            "Kenya Red Cross",
            "Kenya Red Cross Society",
            ["organization", "meetings", "facilities", "figures", "memberships"],
        ),
        ("amina odhiambo", "Amina Odhiambo", ["official", "meetings", "offices", "awards", "statements"]),
        ("Nairobi", "Nairobi", ["meetings", "facilities"]),
        ("Example Clinic", "Example Clinic", ["facilities", "facility_statuses"]),
        ("example-news-2", "Clinic opens again", ["article", "meetings", "facility_statuses", "figures"]),
    ],
)
def test_show_gives_a_page_of_each_kind_of_thing(
    ask: Ask, invented_path: Path, name: str, title: str, sections: list[str]
) -> None:
    said = ask("show", name, db=invented_path)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == title
    places = [lines.index(section) for section in sections]
    assert places == sorted(places)


@pytest.mark.parametrize("view", ["meetings", "facilities", "statements", "commitments", "figures", "missions"])
def test_show_gives_one_fact_with_its_citations_by_its_id(ask: Ask, invented_path: Path, view: str) -> None:
    key = find_id(invented_path, f"SELECT id FROM {view} ORDER BY id")
    said = ask("show", key, "--json", db=invented_path)
    sections = {row["section"] for row in json.loads(said.out)}
    assert (said.code, sections - {"earlier"}) == (0, {KINDS_OF_VIEWS[view], "citations", "recorded"})


def test_show_lists_several_things_of_one_name_and_guesses_none(ask: Ask) -> None:
    said = ask("show", "IRCS")
    assert (said.code, said.out) == (3, "")
    assert said.err.splitlines()[1:] == [
        "  Iraqi Red Crescent Society (organization, IQ)",
        "  Red Crescent Society of the Islamic Republic of Iran (organization, IR)",
        "  Indian Red Cross Society (organization, IN)",
    ]


def test_show_does_not_let_facts_choose(ask: Ask) -> None:
    assert ask("show", "Congo").code == 3


def test_show_knows_a_country_without_facts(ask: Ask) -> None:
    said = ask("show", "Brazil")
    assert said.code == 0
    assert said.out.startswith("Brazil\n\ncountry\n")


def test_the_limit_of_show_is_for_each_section(ask: Ask) -> None:
    said = ask("show", "Iran", "--limit", 1)
    assert "rc-kb: 1 of 2 meetings (--all for the rest)." in said.err.splitlines()
    assert ask("show", "Iran", "--all").err == ""


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_page_reads_the_columns_of_its_tables_alone(ask: Ask, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    asked: list[str] = []
    find = Reader.find

    def find_and_tell(reader: Reader, query: Query) -> Answer:
        asked.append(query.sql)
        return find(reader, query)

    monkeypatch.setattr(Reader, "find", find_and_tell)
    assert ask("show", "Iraq", "--format", form).code == 0
    read_whole = [view for sql in asked for view in TABLES if sql.startswith(f"SELECT *\nFROM {view}\n")]
    assert read_whole == ["countries"]  # its record, column by column


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "tsv", "md"])
def test_show_prints_every_format(ask: Ask, form: str) -> None:
    said = ask("show", "Tajikistan", "--format", form)
    assert (said.code, said.err) == (0, "")
    assert "reopening" in said.out


def test_csv_of_show_has_a_row_for_each_value(ask: Ask) -> None:
    lines = ask("show", "Tajikistan", "--format", "csv").out.splitlines()
    assert lines[0] == "section,row,column,value"
    assert "country,1,code,TJ" in lines


def test_sql_prints_what_it_selects(ask: Ask) -> None:
    said = ask("sql", "SELECT country, status FROM facilities WHERE country_code = 'TJ'", "--json")
    assert said == (0, '[{"country": "Tajikistan", "status": "reopening"}]\n', "")


@pytest.mark.parametrize(
    ("written", "type_of"),
    [("code=TJ", "text"), ("code=7", "integer"), ("code=-1.5", "real"), ("code=", "text"), ("code=a=b", "text")],
)
def test_sql_takes_values_of_parameters(ask: Ask, written: str, type_of: str) -> None:
    said = ask("sql", "SELECT typeof(:code) AS type, :code AS value", "-p", written, "--json")
    (row,) = json.loads(said.out)
    assert (row["type"], str(row["value"])) == (type_of, written.partition("=")[2])


def test_sql_takes_several_parameters(ask: Ask) -> None:
    said = ask("sql", "SELECT :one AS one, :two AS two", "-p", "one=1", "--param", "two=x", "--format", "csv")
    assert said.out == "one,two\n1,x\n"


def test_sql_has_no_limit_of_its_own(ask: Ask) -> None:
    assert ask("sql", "SELECT code FROM countries", "--format", "csv").out.count("\n") == 250


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM fact", "the statement does more than read the knowledge base: only SELECT is allowed."),
        ("ATTACH 'x.db' AS x", "the statement does more than read the knowledge base: only SELECT is allowed."),
        ("SELECT 1; SELECT 2", "these are several statements: give one SELECT."),
        ("SELECT nowhere FROM fact", "the database refused the statement: no such column: nowhere."),
        ("", "the statement gives no rows: write a SELECT."),
    ],
)
def test_sql_that_does_not_read_fails_and_changes_nothing(ask: Ask, base: Path, statement: str, said: str) -> None:
    before = sha256(base.read_bytes()).hexdigest()
    assert ask("sql", statement, db=base) == (1, "", f"rc-kb: {said}\n")
    assert sha256(base.read_bytes()).hexdigest() == before


def test_sql_stops_at_its_time_limit(ask: Ask) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    said = ask("sql", endless, "--timeout", "0.1")
    assert (said.code, said.out) == (1, "")
    assert said.err == "rc-kb: the statement ran for 0.1 seconds and was stopped: --timeout gives it longer.\n"


def test_numbers_that_json_cannot_hold_are_words(ask: Ask) -> None:
    assert json.loads(ask("sql", "SELECT 9e999 AS a, -9e999 AS b, x'0aff' AS c, 2.0 AS d", "--json").out) == [
        {"a": "inf", "b": "-inf", "c": "0aff", "d": 2}
    ]


def test_schema_lists_every_view_with_a_description(ask: Ask, seed_base: Path) -> None:
    with closing(sqlite3.connect(seed_base)) as connection:
        views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").fetchall()
    rows = json.loads(ask("schema", "--json").out)
    assert [row["view"] for row in rows] == [name for (name,) in views]
    assert all(row["description"] for row in rows)


@pytest.mark.parametrize("relation", ["meetings", "MEETINGS", "meeting", "data_dictionary"])
def test_schema_describes_the_columns_of_a_view_or_table(ask: Ask, seed_base: Path, relation: str) -> None:
    with closing(sqlite3.connect(seed_base)) as connection:
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({relation})")]
    rows = json.loads(ask("schema", relation, "--json").out)
    assert [row["column"] for row in rows] == columns
    assert all(row["description"] for row in rows)
