"""No word of a user reaches the text of a statement: what is typed is bound, in every option of every command."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rc_kb
from rc_kb.cli.app import COMMANDS, command_line
from rc_kb.read.query import Query
from rc_kb.read.sqlite import SqliteSession
from rc_kb.vocabulary import NOUNS
from tests.bases import TESTER, load_files
from tests.cli.conftest import Ask

MARK = "zqxjkv"
YEAR = "2031"
WAYS = (
    f"{MARK}",
    f"{MARK}-1",
    f"{MARK} person' OR 1=1 --",
    f'{MARK}"; DROP TABLE fact',
    f"{MARK}%_*",
    f":{MARK}",
    f"{MARK}\\';",
)
DATES = (f"{YEAR}-07-13", f"{YEAR}-07-13..{YEAR}-08", f"{YEAR}-07?")
READING = [name for name in COMMANDS if name not in {"load", "db", "extract", "evaluate"}]
"""Commands that ask a base: to extract and to evaluate needs none."""
NO_WORDS = {"db", "form"}
"""Parameters that say where the base is and how to print."""
NEEDED = {
    "name": "Kenya",
    "words": "health",
    "statement": "SELECT :said AS said",
    "article": f"{MARK}-1",
    "view": "facts",
}
"""What is given for an argument that a command needs, while another one is tried."""

SHEET = f"""\
article: {{id: {MARK}-1, publisher: {MARK} News, title: {MARK} title, published: {YEAR}-07-13, paragraphs: 3}}
meetings:
- date: {YEAR}-07-13
  city: {MARK}
  country: KE
  topics: [{MARK}]
  participants: [{{name: {MARK} person, organization: {MARK} society, country: KE}}, {{organization: ICRC}}]
  cite: 1
facilities:
- {{operator: {MARK} society, country: KE, city: {MARK}, name: {MARK} clinic, kind: clinic, status: operating, cite: 1}}
"""

SQL = re.compile(r"\b(SELECT|WHERE|FROM|JOIN|ORDER BY|UNION|LIKE|MATCH|EXISTS|LIMIT|IN \(|AND|OR|IS NULL)\b|[<>=] ?:")
TYPED = {"typed", "word", "words", "text", "written", "value", "values", "day", "days", "since", "until", "as_of"}
OUR_NAMES = {
    ("where_party", "name"),
    ("where_days", "name"),
    ("select_attended", "name"),
    ("select_naming", "name"),
    ("_is_superseded", "until"),
    ("_where_about", "about"),
}
"""Functions whose parameter of that name is a bound value's name, or what a name was resolved to."""


@pytest.fixture(scope="module")
def marked_base(seed_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base in which much of what can be asked for has a name with the mark."""
    folder = tmp_path_factory.mktemp("marked")
    base = Path(shutil.copy(seed_base, folder / "kb.db"))
    sheet = folder / f"{MARK}-1.yaml"
    sheet.write_text(SHEET, encoding="utf-8")
    load_files(base, [sheet], TESTER)
    return base


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Query]:
    """Return the list of the queries that are run from now on."""
    queries: list[Query] = []
    run, run_guarded = SqliteSession.run, SqliteSession.run_guarded

    def note(session: SqliteSession, query: Query) -> Any:
        queries.append(query)
        return run(session, query)

    def note_guarded(session: SqliteSession, query: Query, limit: Any) -> Any:
        queries.append(query)
        return run_guarded(session, query, limit)

    monkeypatch.setattr(SqliteSession, "run", note)
    monkeypatch.setattr(SqliteSession, "run_guarded", note_guarded)
    return queries


def get_command(name: str) -> Any:
    return command_line.get_command(None, name)  # type: ignore[attr-defined]


def list_parameters(name: str) -> list[Any]:
    """Return the parameters of a command that take a word."""
    words = [one for one in get_command(name).params if str(one.type) == "STRING" and one.name not in NO_WORDS]
    return [one for one in words if (name, one.name) != ("sql", "statement")]


def is_of_a_list(parameter: Any) -> bool:
    """Tell whether a parameter takes only words of a list of ours, or names of checks and views, which are no data."""
    return bool(parameter.metavar == "WORD" and parameter.name != "topic") or parameter.name in {"ids", "view"}


def give(name: str, parameter: Any, way: str) -> list[str]:
    """Return the arguments of a command that give a parameter a word, and the others what they need."""
    way = f"said={way}" if parameter.name == "parameter" else way
    arguments = [one for one in get_command(name).params if type(one).__name__ == "TyperArgument"]
    given = {one.name: NEEDED[one.name] for one in arguments if one.required and one.name != parameter.name}
    given |= {one.name: way for one in arguments if one.name == parameter.name}
    options = [] if parameter.name in given else [parameter.opts[0], way]
    return [name, *options, *(given[one.name] for one in arguments if one.name in given)]


def list_ways(name: str, parameter: Any) -> Iterator[list[str]]:
    for way in DATES if parameter.metavar == "DATE" else WAYS:
        command = give(name, parameter, way)
        yield command
        if name in NOUNS:
            yield [*command, "--cite", "--limit", "3"]
            if parameter.name != "as_of":
                yield [*command, "--as-of", f"{YEAR}-12-31", "--json"]


@pytest.mark.parametrize("name", READING)
def test_what_is_typed_is_bound_and_never_in_the_text_of_a_statement(
    ask: Ask, marked_base: Path, asked: list[Query], name: str
) -> None:
    for parameter in list_parameters(name):
        asked.clear()
        for command in list_ways(name, parameter):
            said = ask(*command, db=marked_base)
            assert said.code in {0, 1, 2, 3, 4}, (command, said)
        statements = {query.sql.lower() for query in asked}
        assert not [one for one in statements if MARK in one or YEAR in one or "1=1" in one], parameter.name
        bound = str([query.values for query in asked]).lower()
        assert is_of_a_list(parameter) or MARK in bound or YEAR in bound, parameter.name


def test_every_command_that_takes_a_word_is_tried() -> None:
    tried = {name: [one.name for one in list_parameters(name)] for name in READING}
    assert sum(map(len, tried.values())) > 60
    assert all(tried.values())


def list_put_together() -> Iterator[tuple[str, str, str]]:
    """Return each parameter that a function puts into the text of a statement: its file, function and name."""
    for folder in ("read", "checks", "cli"):
        for path in sorted((Path(rc_kb.__file__).parent / folder).rglob("*.py")):
            functions = [
                one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.FunctionDef)
            ]
            for function in functions:
                names = {one.arg for one in (*function.args.args, *function.args.kwonlyargs)}
                used = {
                    one.id for text in find_statements(function) for one in ast.walk(text) if isinstance(one, ast.Name)
                }
                yield from ((path.name, function.name, name) for name in sorted(names & used))


def find_statements(function: ast.FunctionDef) -> Iterator[ast.JoinedStr]:
    for text in ast.walk(function):
        if isinstance(text, ast.JoinedStr):
            fixed = "".join(str(one.value) for one in text.values if isinstance(one, ast.Constant))
            if SQL.search(fixed):
                yield text


def test_no_function_puts_a_word_that_was_typed_into_a_statement() -> None:
    filters = {one.name for name in READING for one in list_parameters(name) if not is_of_a_list(one)}
    found = list(list_put_together())
    assert len(found) > 10
    assert [one for one in found if one[2] in TYPED | filters and one[1:] not in OUR_NAMES] == []
