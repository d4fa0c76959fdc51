"""Output: a golden file for each format, and names that cannot act on a terminal.

`RC_KB_GOLDEN=write pytest tests/test_output.py` writes the golden files anew; look at their difference then.
"""

import csv
import fcntl
import json
import os
import pty
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import termios
from contextlib import closing
from pathlib import Path

import pytest

from tests.bases import CITED, build_cited, build_invented
from tests.conftest import Run

GOLDEN = Path(__file__).parent / "golden"
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md"]
COMMANDS = {"meetings": ["meetings"], "show": ["show", "Kenya"], "cited": ["officials", "--cite"]}
ESCAPE = "\x1b"


@pytest.fixture(scope="module")
def invented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of invented facts, which no test may write to."""
    return build_invented(tmp_path_factory.mktemp("invented") / "invented.db")


@pytest.fixture(scope="module")
def cited_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of the invented article with its text, which no test may write to."""
    return build_cited(tmp_path_factory.mktemp("cited") / "cited.db")


@pytest.fixture
def asked_path(name: str, invented_path: Path, cited_path: Path) -> Path:
    """Return the base that a command of the golden files asks."""
    return cited_path if name == "cited" else invented_path


def run_on_terminal(db: Path, columns: int, *arguments: str, **environment: str) -> str:
    """Return what rc-kb writes to a terminal of so many columns."""
    terminal, end = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    surroundings = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm-256color", "RC_KB_DB": str(db)}
    if "PYTHONPATH" in os.environ:
        surroundings["PYTHONPATH"] = os.environ["PYTHONPATH"]
    process = subprocess.Popen(
        [sys.executable, "-m", "rc_kb", *arguments], env=surroundings | environment, stdin=end, stdout=end, stderr=-1
    )
    os.close(end)
    with os.fdopen(terminal, "rb", buffering=0) as reading:
        written = _read_all(reading.fileno())
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    return written.decode().replace("\r\n", "\n")


def _read_all(terminal: int) -> bytes:
    written = b""
    try:
        while read := os.read(terminal, 65536):
            written += read
    except OSError:  # Linux ends a terminal that nobody holds any more with an error
        pass
    return written


def check_golden(name: str, written: str) -> None:
    path = GOLDEN / name
    if os.environ.get("RC_KB_GOLDEN") == "write":
        path.write_text(written, newline="")
    assert written.encode() == path.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", COMMANDS)
def test_each_format_is_as_it_was_in_a_pipe(run: Run, asked_path: Path, name: str, form: str) -> None:
    said = run(*COMMANDS[name], "--format", form, db=asked_path)
    assert (said.returncode, said.stderr) == (0, "")
    check_golden(f"{name}.{form}", said.stdout)


@pytest.mark.parametrize("columns", [80, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_a_table_on_a_terminal_is_as_it_was(asked_path: Path, name: str, columns: int) -> None:
    check_golden(f"{name}.{columns}.terminal", run_on_terminal(asked_path, columns, *COMMANDS[name]))


@pytest.mark.parametrize("columns", [20, 80, 200])
def test_a_table_keeps_within_the_columns_of_a_terminal(invented_path: Path, columns: int) -> None:
    written = run_on_terminal(invented_path, columns, "facilities", NO_COLOR="1")
    bare = re.sub(r"\x1b\[[0-9;]*m", "", written)
    assert max(map(len, bare.splitlines())) <= columns


def test_a_terminal_gets_the_same_json_as_a_pipe(run: Run, invented_path: Path) -> None:
    on_terminal = run_on_terminal(invented_path, 80, "meetings", "--json")
    assert on_terminal == run("meetings", "--json", db=invented_path).stdout


@pytest.mark.parametrize("form", FORMATS)
def test_a_pipe_gets_no_colour_even_where_the_terminal_has_some(run: Run, invented_path: Path, form: str) -> None:
    said = run("meetings", "--format", form, db=invented_path, TERM="xterm-256color", COLUMNS="40")
    assert ESCAPE not in said.stdout


def test_nothing_is_cut_or_folded_in_a_pipe(run: Run, invented_path: Path) -> None:
    lines = run("meetings", db=invented_path, COLUMNS="40").stdout.splitlines()
    assert len(lines) == 2 + 4
    assert "Amina Odhiambo (Kenya Red Cross Society); Tomás Vela (Ecuadorian Red Cross)" in lines[2]
    assert "…" not in "".join(lines)


def test_no_color_is_honoured_on_a_terminal(invented_path: Path) -> None:
    plain = run_on_terminal(invented_path, 80, "meetings", NO_COLOR="1")
    colours = re.findall(r"\x1b\[([0-9;]*)m", plain)
    assert not [one for one in colours if any(30 <= int(part or 0) <= 107 for part in one.split(";"))]


def test_json_and_csv_hold_the_same_rows(run: Run, invented_path: Path) -> None:
    objects = json.loads(run("figures", "--json", db=invented_path).stdout)
    lines = [json.loads(line) for line in run("figures", "-f", "jsonl", db=invented_path).stdout.splitlines()]
    rows = list(csv.DictReader(run("figures", "-f", "csv", db=invented_path).stdout.splitlines()))
    assert objects == lines
    assert rows == [{key: "" if value is None else str(value) for key, value in one.items()} for one in objects]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("table", ""),
        ("json", "[]\n"),
        ("jsonl", ""),
        ("csv", "id,held_on,"),
        ("tsv", "id\theld_on\t"),
        ("md", "| date |"),
    ],
)
def test_an_empty_result_is_nothing_an_empty_array_or_the_heads(
    run: Run, invented_path: Path, form: str, expected: str
) -> None:
    said = run("meetings", "--partner", "Brazil", "--format", form, db=invented_path)
    assert said.returncode == 0
    assert said.stdout.startswith(expected) if expected else not said.stdout
    assert said.stdout.count("\n") == {"table": 0, "jsonl": 0, "md": 2}.get(form, 1)


HARMFUL = {
    "Rich markup": "[bold red]Ann[/bold red] [link=x]y[/]",
    "an emoji code": ":warning: Ann :bomb:",
    "ANSI colours": "Ann \x1b[31mred\x1b[0m",
    "a title of the terminal": "Ann \x1b]0;owned\x07",
    "C1 controls": "Ann \x9b31m \x85",
    "a carriage return": "Ann\rBob",
    "a line end": "Ann\nBob",
    "a tab": "Ann\tBob",
    "a backspace": "Ann\x08\x08\x08Bob",
    "a null": "Ann\x00Bob",
    "a turned direction": "Ann \u202egnp.exe\u2066",
    "a hidden character": "A\u200bnn\ufeff\u2028",
    "quotes, bars and commas": 'Ann "A", | Bob; \\ <b>',
}
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@pytest.fixture
def named(base: Path, request: pytest.FixtureRequest) -> Path:
    """Return a base in which an official's name is the one that the test gives."""
    with closing(sqlite3.connect(base)) as writing, writing:
        writing.execute("UPDATE party SET name = ? WHERE name = 'Yassen Al-Mamouri'", (request.param,))
    return base


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("named", [" & ".join(HARMFUL.values())], ids=["all"], indirect=True)
def test_harmful_names_are_shown_harmless_in_every_format(run: Run, named: Path, form: str) -> None:
    asked = ["meetings", "--partner", "Iraq", "--format", form]
    usual, said = run(*asked), run(*asked, db=named)
    assert said.returncode == 0
    assert ACTS.findall(said.stdout.replace("\t", "")) == []
    assert said.stdout.count("\n") == usual.stdout.count("\n")
    assert said.stdout.count("\t") == usual.stdout.count("\t")
    assert "\\u001b[31mred" in said.stdout.replace("\\\\", "\\")


@pytest.mark.parametrize("named", HARMFUL.values(), ids=HARMFUL, indirect=True)
def test_json_keeps_every_name_as_it_is_stored(run: Run, named: Path) -> None:
    with closing(sqlite3.connect(named)) as connection:
        (name,) = connection.execute("SELECT official FROM officials WHERE country_code = 'IQ'").fetchone()
    assert json.loads(run("officials", "--country", "Iraq", "--json", db=named).stdout)[0]["official"] == name


@pytest.mark.parametrize("named", [HARMFUL["ANSI colours"]], indirect=True)
def test_a_harmful_name_is_shown_harmless_on_a_terminal_and_in_show(run: Run, named: Path) -> None:
    assert "\x1b[31m" not in run_on_terminal(named, 120, "meetings")
    said = run("show", "al mamouri", db=named)
    assert said.stdout.startswith("Ann \\u001b[31mred\\u001b[0m\n")
    assert ESCAPE not in said.stdout


@pytest.mark.parametrize("named", [HARMFUL["ANSI colours"], HARMFUL["a turned direction"]], indirect=True)
def test_a_harmful_name_is_harmless_in_what_is_said(run: Run, named: Path) -> None:
    said = run("awards", "--recipient", "al mamouri", db=named)
    assert said.stderr.startswith("rc-kb: no awards received by Ann ")
    assert ACTS.findall(said.stderr) == []


@pytest.mark.parametrize("named", [HARMFUL["Rich markup"], HARMFUL["an emoji code"]], indirect=True)
def test_what_looks_like_markup_is_shown_as_it_is(run: Run, named: Path) -> None:
    with closing(sqlite3.connect(named)) as connection:
        (name,) = connection.execute("SELECT official FROM officials WHERE country_code = 'IQ'").fetchone()
    assert name in run("officials", "--country", "Iraq", db=named).stdout


@pytest.mark.parametrize("named", [HARMFUL["quotes, bars and commas"]], indirect=True)
def test_each_format_escapes_its_own_marks(run: Run, named: Path) -> None:
    name = HARMFUL["quotes, bars and commas"]
    asked = ["officials", "--country", "Iraq", "--format"]
    assert next(csv.DictReader(run(*asked, "csv", db=named).stdout.splitlines()))["official"] == name
    assert json.loads(run(*asked, "json", db=named).stdout)[0]["official"] == name
    assert '| Ann "A", \\| Bob; \\\\ <b> |' in run(*asked, "md", db=named).stdout


@pytest.mark.parametrize("form", FORMATS)
def test_heads_of_a_users_statement_are_harmless_too(run: Run, form: str) -> None:
    said = run("sql", 'SELECT 1 AS "head\x1b[31m\u202e"', "--format", form)
    assert said.returncode == 0
    assert ACTS.findall(said.stdout) == []


@pytest.mark.parametrize("named", ["王小明红十字会"], indirect=True)
def test_wide_characters_keep_the_columns_of_a_table_apart(run: Run, named: Path) -> None:
    lines = run("officials", "--country", "Iraq", db=named).stdout.splitlines()
    assert lines[2].startswith("王小明红十字会")
    starts = lines[0].index("country")
    assert lines[2].index("Iraq") + len("王小明红十字会") == starts


def test_quoted_words_are_bold_on_a_terminal_and_plain_in_a_pipe(run: Run, cited_path: Path) -> None:
    marked = re.findall(
        r"\x1b\[1m(.*?)\x1b\[0m", run_on_terminal(cited_path, 200, "commitments", "--cite", NO_COLOR="1")
    )
    assert "«We shall train 40 nurses»" in marked
    assert ESCAPE not in run("commitments", "--cite", db=cited_path).stdout


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_citations_keep_within_the_columns_of_a_terminal(cited_path: Path, columns: int) -> None:
    bare = re.sub(r"\x1b\[[0-9;]*m", "", run_on_terminal(cited_path, columns, "officials", "--cite"))
    assert max(map(len, bare.splitlines())) <= columns
    assert "«met Lars" in bare


@pytest.mark.parametrize("form", FORMATS)
def test_words_of_several_lines_stand_in_one_line(run: Run, cited_path: Path, form: str) -> None:
    said = run("offices", "--cite", "--format", form, db=cited_path).stdout
    assert ("children, its president" in said) is (form not in {"json", "jsonl"})
    assert "\\u000a" not in said


def test_notes_keep_the_numbers_of_rows_where_some_have_none(run: Run, cited_path: Path) -> None:
    asked = ["countries", "--iso", "--all", "--cite", "--format"]
    markdown, table = (run(*asked, form, db=cited_path).stdout for form in ("md", "table"))
    (number,) = re.findall(r"^\| (\d+) \| Kenya \|", markdown, re.MULTILINE)
    assert re.findall(r"^- \((\d+)\) ", markdown, re.MULTILINE) == [number]
    assert re.findall(r"^ *(\d+) Example News,", table, re.MULTILINE) == [number]


@pytest.fixture
def harmful_text(cited_path: Path, tmp_path: Path) -> Path:
    """Return a base in which the attached text holds what a terminal may act on, put there past `articles attach`."""
    path = Path(shutil.copy(cited_path, tmp_path / "harmful.db"))
    with closing(sqlite3.connect(path)) as writing, writing:
        writing.execute("UPDATE article_text SET text = replace(text, '40', ?), text_sha256 = 'x'", ("\x1b[31m\u202e",))
        writing.execute(
            "UPDATE citation SET digest = NULL, end_char = start_char + 22 WHERE fact_id IN (SELECT id FROM commitment)"
        )
        writing.execute("UPDATE article SET text_sha256 = NULL")
        writing.execute("DELETE FROM article_paragraph")
    return path


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("command", ["commitments", "show", "verify", "cite"])
def test_harmful_characters_of_a_text_are_shown_harmless(run: Run, harmful_text: Path, command: str, form: str) -> None:
    with closing(sqlite3.connect(harmful_text)) as connection:
        (fact,) = connection.execute("SELECT id FROM commitment").fetchone()
    arguments = {
        "commitments": ["--cite"],
        "show": [str(fact), "--cite"],
        "verify": ["--all"],
        "cite": [CITED, "train"],
    }
    said = run(command, *arguments[command], "--format", form, db=harmful_text)
    assert said.returncode == 0
    assert ACTS.findall(said.stdout.replace("\t", "")) == []
    if command != "verify" or form not in {"table", "md"}:
        assert "\\u001b[31m" in said.stdout.replace("\\\\", "\\")


def test_harmful_characters_of_a_text_are_shown_harmless_on_a_terminal(harmful_text: Path) -> None:
    written = run_on_terminal(harmful_text, 120, "commitments", "--cite")
    assert "\\u001b[31m\\u202e" in written
    assert not re.search(r"\x1b\[31m|\u202e", written)


SAFE = [
    ["officials", "--country", "Iraq"],
    ["show", "Yassen"],
    ["search", "Iraqi"],
    ["sql", "SELECT official FROM officials"],
    ["timeline", "Iraq"],
    ["conflicts", "Iran"],
    ["verify", "--all"],
    ["check"],
    ["schema", "names"],
]


@pytest.mark.parametrize("named", ["=HYPERLINK(1)", "@SUM(1)", "+1-2", "-1+2"], indirect=True)
@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_a_name_that_is_a_formula_gets_an_apostrophe_in_a_safe_export_only(run: Run, named: Path, form: str) -> None:
    with closing(sqlite3.connect(named)) as connection:
        (name,) = connection.execute("SELECT official FROM officials WHERE country_code = 'IQ'").fetchone()
    asked = ["sql", "SELECT official FROM officials WHERE country_code = 'IQ'", "--format", form]
    assert run(*asked, db=named).stdout == f"official\n{name}\n"
    assert run(*asked, "--safe-csv", db=named).stdout == f"official\n'{name}\n"


@pytest.mark.parametrize("asked", SAFE, ids=lambda asked: asked[0])
@pytest.mark.parametrize("named", ["=Yassen Al-Mamouri"], indirect=True)
def test_every_command_exports_safely(run: Run, named: Path, asked: list[str]) -> None:
    said = run(*asked, "--format", "csv", "--safe-csv", db=named)
    cells = [cell for row in csv.reader(said.stdout.splitlines()) for cell in row]
    assert said.returncode in {0, 4}, said.stderr
    assert cells
    assert [cell for cell in cells if cell[:1] in set("=+-@") and not cell[1:].replace(".", "").isdigit()] == []


def test_names_of_every_script_are_printed_as_they_are(run: Run, invented_path: Path) -> None:
    assert "Tomás Vela" in run("officials", "--json", db=invented_path).stdout
    assert "Côte d'Ivoire" in run("countries", "--iso", "--all", "-f", "csv", db=invented_path).stdout
