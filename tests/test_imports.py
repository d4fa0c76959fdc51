"""What a command loads: a query starts nothing of the write side, and the import rules hold."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rc_kb.vocabulary import NOUNS
from tests.bases import CITED, build_cited

HEAVY = {"sqlalchemy", "alembic", "pydantic", "pydantic_core", "ruamel", "edtf", "rc_kb.store", "rc_kb.sheet"}
RUN = """
import sys
sys.argv = ["rc-kb", *sys.argv[1:]]
from rc_kb.cli.main import main
try:
    main()
finally:
    print("\\n".join(sys.modules), file=sys.stderr)
"""
ON_TERMINAL = """
import io, sys
class Terminal(io.TextIOWrapper):
    def isatty(self): return True
sys.stdout = Terminal(sys.stdout.detach(), encoding="utf-8")
"""
ROOT = Path(__file__).parents[1]


def list_loaded(program: str, *arguments: str, db: Path | None = None) -> set[str]:
    """Return the modules that a process has loaded, and their packages."""
    environment = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "LANG": "C.UTF-8"}
    if "PYTHONPATH" in os.environ:
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    said = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment | ({"RC_KB_DB": str(db)} if db else {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    modules = set(said.stderr.splitlines())
    assert "rc_kb" in modules
    return modules | {module.partition(".")[0] for module in modules}


@pytest.mark.parametrize(
    "command",
    [
        *([noun, "--json"] for noun in NOUNS),
        ["meetings", "--partner", "Iraq", "--since", "2022-09", "--until", "2023", "--format", "csv"],
        ["facilities", "--in", "Kenya", "--show-sql"],
        ["countries", "--region", "Africa", "--format", "md"],
        ["show", "Tajikistan", "--format", "jsonl"],
        ["sql", "SELECT * FROM meetings", "--format", "tsv"],
        ["schema", "meetings", "--json"],
        ["db", "path"],
        ["db", "status", "--json"],
        ["--help"],
        ["--version"],
        *(
            [name, "--help"]
            for name in (
                "meetings",
                "show",
                "cite",
                "verify",
                "sql",
                "schema",
                "load",
                "extract",
                "evaluate",
                "articles",
                "db",
            )
        ),
        ["db", "init", "--help"],
        ["articles", "attach", "--help"],
    ],
    ids=" ".join,
)
def test_a_query_and_its_help_load_neither_the_write_side_nor_rich(seed_base: Path, command: list[str]) -> None:
    assert list_loaded(RUN, *command, db=seed_base) & (HEAVY | {"rich"}) == set()


@pytest.fixture(scope="module")
def cited_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of the invented article with its text, which no test may write to."""
    return build_cited(tmp_path_factory.mktemp("cited") / "cited.db")


@pytest.mark.parametrize(
    "command",
    [
        ["meetings", "--cite"],
        ["officials", "--cite", "--json"],
        ["show", "Kenya", "--cite", "--history", "--format", "md"],
        ["verify", "--all"],
        ["verify", "--json"],
        ["cite", CITED, "Mombasa"],
        ["cite", CITED, "Mombasa", "--json"],
        ["cite", CITED],
    ],
    ids=" ".join,
)
def test_quoted_words_load_neither_the_write_side_nor_rich(cited_path: Path, command: list[str]) -> None:
    assert list_loaded(RUN, *command, db=cited_path) & (HEAVY | {"rich"}) == set()


def test_a_text_in_a_file_is_cited_without_opening_a_base(cited_path: Path) -> None:
    loaded = list_loaded(RUN, "cite", str(cited_path.with_suffix(".txt")), "Mombasa", db=Path("/nowhere/kb.db"))
    assert loaded & (HEAVY | {"rich"}) == set()


def test_reading_an_article_loads_no_database(cited_path: Path) -> None:
    loaded = list_loaded(RUN, "extract", str(cited_path.with_suffix(".txt")), "--json", db=Path("/nowhere/kb.db"))
    assert "spacy" in loaded
    assert loaded & {"sqlalchemy", "alembic", "rc_kb.store", "trafilatura", "scipy"} == set()


def test_citations_on_a_terminal_load_rich_and_nothing_of_the_write_side(cited_path: Path) -> None:
    loaded = list_loaded(ON_TERMINAL + RUN, "meetings", "--cite", db=cited_path)
    assert "rich" in loaded
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("command", [["countries"], ["show", "Iraq"], ["sql", "SELECT 1"]], ids=" ".join)
def test_a_table_loads_rich_only_on_a_terminal(seed_base: Path, command: list[str]) -> None:
    loaded = list_loaded(ON_TERMINAL + RUN, *command, db=seed_base)
    assert "rich" in loaded
    assert loaded & HEAVY == set()
    assert list_loaded(RUN, *command, db=seed_base) & (HEAVY | {"rich"}) == set()


def test_a_table_without_rows_loads_no_rich(seed_base: Path) -> None:
    assert "rich" not in list_loaded(ON_TERMINAL + RUN, "meetings", "--partner", "Brazil", db=seed_base)


@pytest.mark.parametrize(
    ("module", "seen"),
    [
        ("rc_kb.store.build", HEAVY - {"edtf"}),
        ("rc_kb.sheet.read", {"pydantic", "ruamel", "rc_kb.sheet"}),
        ("rc_kb.drawing", {"rich"}),
    ],
)
def test_the_guard_sees_what_it_looks_for(module: str, seen: set[str]) -> None:
    program = f"import {module}, sys; print('\\n'.join(sys.modules), file=sys.stderr)"
    assert seen <= list_loaded(program)


def test_the_guard_sees_what_an_uncertain_date_loads(seed_base: Path) -> None:
    assert "edtf" in list_loaded(RUN, "meetings", "--since", "2022~", "--json", db=seed_base)


def lint_imports(folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_import_rules_hold() -> None:
    said = lint_imports(ROOT)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("read/names.py", "from rc_kb.store import keys", "rc_kb.read is not allowed to import rc_kb.store"),
        ("read/schema.py", "from rc_kb import output", "rc_kb.read is not allowed to import rc_kb.output"),
        ("extract/story.py", "from rc_kb.store import keys", "rc_kb.extract is not allowed to import rc_kb.store"),
        ("checks/run.py", "from rc_kb.store import keys", "rc_kb.checks is not allowed to import rc_kb.store"),
        ("cli/showing.py", "from rc_kb.cli import facts", "rc_kb.cli.showing is not allowed to import rc_kb.cli.facts"),
    ],
)
def test_a_broken_import_rule_is_seen(tmp_path: Path, module: str, line: str, broken: str) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    target = tmp_path / "src" / "rc_kb" / module
    target.write_text(f"{target.read_text()}\n{line}\n")
    said = lint_imports(tmp_path)
    assert said.returncode == 1
    assert broken in said.stdout
