"""Usage: what every help says, and that bad values are refused with a sentence and exit code 2 or 3."""

import os
import re
from pathlib import Path

import pytest

from rc_kb.cli.app import COMMANDS
from rc_kb.vocabulary import NOUNS
from tests.cli.conftest import Ask
from tests.conftest import Run

FILE_COMMANDS = ["path", "status", "init", "upgrade", "backup"]
ALL = [[name] for name in COMMANDS] + [["db", name] for name in FILE_COMMANDS]


@pytest.mark.parametrize("command", [one for one in ALL if one != ["db"]], ids=" ".join)
def test_every_help_ends_with_an_example(ask: Ask, command: list[str]) -> None:
    said = ask(*command, "--help")
    assert (said.code, said.err) == (0, "")
    described = said.out.partition("\nOptions:")[0].partition("\nArguments:")[0]
    assert " ".join(["rc-kb", *command]) in described.split("\n", 1)[1]


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_every_option_has_a_text(ask: Ask, command: list[str]) -> None:
    lines = ask(*command, "--help").out.partition("\nOptions:")[2].splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("  -"):
            told = re.split(r"\s{2,}", line.strip(), maxsplit=1)[1:] or [after.strip()]
            assert len(told[0]) > 10, line


def test_the_help_lists_every_command_with_its_text(ask: Ask) -> None:
    out = ask("--help").out
    for name in COMMANDS:
        assert re.search(rf"^  {name} +[A-Z]", out, re.MULTILINE), name


def test_no_arguments_print_the_help(run: Run) -> None:
    assert "Usage: rc-kb" in (said := run()).stdout + said.stderr
    assert run("db").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["countries", "--status", "broken"], "'broken' is none of operating, planned"),
        (["facilities", "--kind", "castle"], "'castle' is none of hospital, clinic"),
        (["organizations", "--kind", "club"], "'club' is none of"),
        (["commitments", "--modality", "maybe"], "'maybe' is none of promised, planned"),
        (["meetings", "--format", "xml"], "'xml' is not one of"),
        (["meetings", "--limit", "0"], "0 is not in the range x>=1"),
        (["meetings", "--limit", "-1"], "-1 is not in the range x>=1"),
        (["meetings", "--limit", "many"], "'many' is not a valid int"),
        (["meetings", "--limit", "3", "--all"], "--all and --limit contradict each other"),
        (["meetings", "--json", "--format", "csv"], "--json and --format csv contradict each other"),
        (["show", "Iraq", "--json", "--format", "md"], "--json and --format md contradict each other"),
        (["sql", "SELECT 1", "--json", "-f", "tsv"], "--json and --format tsv contradict each other"),
        (["schema", "--json", "-f", "table"], "--json and --format table contradict each other"),
        (["meetings", "--safe-csv"], "--safe-csv goes with --format csv or --format tsv"),
        (["show", "Iraq", "--safe-csv", "--json"], "--safe-csv goes with --format csv or --format tsv"),
        (["sql", "SELECT 1", "--safe-csv", "-f", "md"], "--safe-csv goes with --format csv or --format tsv"),
        (["cite", "x.txt", "words", "--safe-csv"], "--safe-csv goes with --format csv or --format tsv"),
        (["db", "status", "--json", "-f", "table"], "--json and --format table contradict each other"),
        (["meetings", "--since", "yesterday"], "'yesterday' is not a date: write EDTF"),
        (["meetings", "--since", "17/09/2022"], "is not a date: write EDTF"),
        (["meetings", "--since", "2022-13"], "is not a date: write EDTF"),
        (["meetings", "--until", "2022-02-30"], "the month has 28 days"),
        (["meetings", "--since", ""], "is not a date"),
        (["meetings", "--since", ".."], "'..' names no day"),
        (["meetings", "--since", "[2022..2021]"], "is not a date|ends .* before it starts"),
        (["meetings", "--since", "2023..2022"], "ends .* before it starts"),
        (["meetings", "--since", "2023", "--until", "2022"], "turn the range round"),
        (["awards", "--until", "9" * 500], "is not a date"),
        (["meetings", "--topic", "!!!"], "holds no letter and no digit"),
        (["meetings", "--colour", "red"], "No such option: --colour"),
        (["meeting"], "No such command 'meeting'"),
        (["show"], "Missing argument 'NAME'"),
        (["load"], "Missing argument 'SHEET...'"),
        (["sql"], "Missing argument 'SELECT'"),
        (["sql", "SELECT 1", "--timeout", "0"], "0.0 is not in the range"),
        (["sql", "SELECT :a", "-p", "a"], "'a' is not a parameter: write -p name=value"),
        (["sql", "SELECT :a", "-p", "a b=1"], "'a b=1' is not a parameter"),
        (["meetings", "--db", "mysql://host/kb"], "mysql:// is not a kind of database"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else None,
)
def test_bad_usage_is_told_in_a_sentence_with_exit_code_2(ask: Ask, arguments: list[str], said: str) -> None:
    code, out, err = ask(*arguments)
    assert (code, out) == (2, "")
    assert re.search(said if ".*" in said else re.escape(said), " ".join(err.split()))
    assert "Traceback" not in err


def test_a_word_beside_a_command_is_suggested(ask: Ask) -> None:
    assert "meetings" in ask("meeting").err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["meetings", "--partner", "Irak"], "Did you mean Iraq"),
        (["meetings", "--partner", "IRCS"], "Indian Red Cross Society (organization, IN), Iraqi Red Crescent Society"),
        (["meetings", "--partner", ""], "is called ''"),
        (["meetings", "--in", "?!"], "no name is near it"),
        (["countries", "--region", "Afrika"], "Did you mean Africa"),
        (["show", "Irak"], "Did you mean Iraq"),
        (["show", "IRCS"], "may be any of these"),
        (["schema", "meeting_s"], "Did you mean meetings"),
        (["schema", "zzz"], "`rc-kb schema` lists the views"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_unknown_and_ambiguous_names_end_with_exit_code_3(ask: Ask, arguments: list[str], said: str) -> None:
    code, out, err = ask(*arguments)
    assert (code, out) == (3, "")
    assert said in err


@pytest.mark.parametrize("command", [[noun] for noun in NOUNS] + [["show", "Iraq"], ["schema"], ["sql", "SELECT 1"]])
def test_a_file_that_is_no_knowledge_base_ends_every_question_with_exit_code_5(
    ask: Ask, tmp_path: Path, command: list[str]
) -> None:
    path = tmp_path / "text.db"
    path.write_text("a text, and no database\n" * 50)
    code, out, err = ask(*command, "--db", path)
    assert (code, out, err) == (5, "", f"rc-kb: {path} is not a database: name another file.\n")


@pytest.mark.parametrize(
    "arguments",
    [["meetings", "--article"], ["show"], ["sql"], ["schema"], ["meetings", "--topic"], ["load"]],
    ids=" ".join,
)
def test_bytes_that_are_no_text_end_in_a_sentence(run: Run, arguments: list[str]) -> None:
    said = run(*arguments, os.fsdecode(b"\xff"))
    assert said.returncode in {1, 2, 3}
    assert said.stderr.startswith("rc-kb: ")
    assert "Traceback" not in said.stderr


def test_the_version_is_printed(ask: Ask) -> None:
    assert re.fullmatch(r"rc-kb \d+\.\d+\.\d+\S*\n", ask("--version").out)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rc-kb meetings --partner Ira", "Iraq"),
        ("rc-kb meetings --official Pir", "Pirhossein Kolivand"),
        ("rc-kb facilities --operator Iraqi", "Iraqi Red Crescent Society"),
        ("rc-kb facilities --in Naj", "Najaf"),
        ("rc-kb facilities --kind hosp", "hospital"),
        ("rc-kb commitments --modality pro", "promised"),
        ("rc-kb show Taj", "Tajikistan"),
        ("rc-kb meet", "meetings"),
        ("rc-kb meetings --par", "--partner"),
        ("rc-kb db sta", "status"),
    ],
)
def test_the_shell_completes_commands_options_and_names(run: Run, words: str, expected: str) -> None:
    count = len(words.split()) - 1
    said = run(_RC_KB_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(count))
    assert expected in said.stdout.splitlines()
    assert said.stderr == ""


def test_completion_without_a_knowledge_base_is_silent_and_builds_none(run: Run, tmp_path: Path) -> None:
    absent = tmp_path / "absent.db"
    said = run(db=absent, _RC_KB_COMPLETE="complete_bash", COMP_WORDS="rc-kb show Ira", COMP_CWORD="2")
    assert (said.stdout.strip(), said.stderr) == ("", "")
    assert not absent.exists()
