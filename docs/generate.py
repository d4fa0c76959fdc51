"""Writes what documents show of the program: console output in Markdown, the CLI reference, the schema.

`python docs/generate.py` writes; with `--check` it only tells which documents are not true any more.
"""

import argparse
import difflib
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import Any

from rc_kb.cli.app import COMMANDS
from rc_kb.sheet.model import Sheet
from rc_kb.store.models import facts, parties, sources
from rc_kb.store.models.schema import metadata
from rc_kb.store.views.catalogue import list_views

DOCS = Path(__file__).parent
PAGES_WITH_CONSOLE = (DOCS.parent / "README.md",)
COLUMNS = 100

_CONSOLE = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)


def main() -> None:
    """Write the documents, or tell the difference and exit with 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, tell the difference")
    is_check = parser.parse_args().check
    stale = [path for path, text in generate().items() if not _is_same(path, text, is_check=is_check)]
    if is_check and stale:
        sys.exit(f"Not true any more: {', '.join(map(str, stale))}. Run python docs/generate.py.")


def generate() -> dict[Path, str]:
    """Return the text of each generated document, made with an empty home."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": home,
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "COLUMNS": str(COLUMNS),
            "LINES": "50",
        }
        for base in ("", "--db ~/example.db"):
            _run(f"rc-kb db init {base}", environment)
        documents = {page: _renew_console(page.read_text("utf-8"), environment) for page in PAGES_WITH_CONSOLE}
        documents[DOCS / "cli.md"] = _write_cli(environment)
    documents[DOCS / "schema.md"] = _write_schema()
    documents[DOCS / "sheet.md"] = _write_sheet()
    return documents


def _is_same(path: Path, text: str, *, is_check: bool) -> bool:
    before = path.read_text("utf-8") if path.exists() else ""
    if is_check:
        sys.stdout.writelines(difflib.unified_diff(before.splitlines(True), text.splitlines(True), str(path), "now"))
    else:
        path.write_text(text, "utf-8")
    return before == text


def _renew_console(text: str, environment: dict[str, str]) -> str:
    """Run every `$ command` of the console blocks, and put its output after it."""

    def renew(block: re.Match[str]) -> str:
        commands = re.findall(r"^\$ (.*(?:\n> .*)*)", block.group(), re.MULTILINE)
        return "\n".join(f"$ {shown}\n{_run(shown.replace(chr(10) + '> ', ' '), environment)}" for shown in commands)

    return _CONSOLE.sub(renew, text)


def _run(command: str, environment: dict[str, str]) -> str:
    """Return what a command prints on a terminal."""
    bash = shutil.which("bash") or "sh"
    controlling, terminal = pty.openpty()
    with subprocess.Popen(
        [bash, "-c", command], cwd=DOCS.parent, env=environment, stdout=terminal, stderr=terminal, stdin=terminal
    ):
        os.close(terminal)
        printed = b"".join(iter(lambda: _read(controlling), b""))
    os.close(controlling)
    # A line of progress, which slow work shows and takes away, leaves an empty one on a terminal that knows no more.
    lines = printed.decode().replace("\r\n", "\n").lstrip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def _read(controlling: int) -> bytes:
    try:
        return os.read(controlling, 65536)
    except OSError:  # Linux says so when the other side has closed
        return b""


def _write_cli(environment: dict[str, str]) -> str:
    parts = [_CLI_HEAD]
    groups = {"articles": ("attach", "detach"), "db": ("path", "status", "init", "upgrade", "backup", "copy")}
    below = [f"{group} {name}" for group, names in groups.items() for name in names]
    commands = ["", *COMMANDS, *below]
    for command in commands:
        title = f"rc-kb {command}".rstrip()
        parts.append(f"## {title}\n\n```text\n{_run(f'{title} --help', environment)}```\n")
    return "\n".join(parts)


def _write_schema() -> str:
    return "\n".join([_SCHEMA_HEAD, *_draw_diagrams(), *_describe_views(), *_describe_tables()])


def _write_sheet() -> str:
    """Return the keys of the coding sheet, section by section, from the JSON Schema of its model."""
    schema = Sheet.model_json_schema(by_alias=True)
    lines = [_SHEET_HEAD]
    for section, kind in schema["properties"].items():
        name = _find_reference(kind)
        lines += _describe_record(f"{section}", schema["$defs"][name])
    lines += ["## Inside the sections\n"]
    for name in ("Participant", "EarlierStatus", "Cite"):
        lines += _describe_record(name, schema["$defs"][name])
    return "\n".join(lines)


def _describe_record(title: str, record: dict[str, Any]) -> list[str]:
    lines = [f"### {title}\n", f"{cleandoc(record['description'])}\n", "| key | value | |", "| --- | --- | --- |"]
    required = record.get("required", [])
    lines += [
        f"| `{key}` | {_describe_value(value)} | {'needed' if key in required else ''} |"
        for key, value in record["properties"].items()
    ]
    return [*lines, ""]


def _describe_value(value: dict[str, Any]) -> str:
    if "anyOf" in value:
        return _describe_value(next(one for one in value["anyOf"] if one.get("type") != "null"))
    if "enum" in value or "const" in value:
        return ", ".join(f"`{one}`" for one in value.get("enum", [value.get("const")]))
    if name := _find_reference(value):
        return f"{'list of ' if value.get('type') == 'array' else ''}[{name}](#{name.lower()})"
    if value.get("type") == "array":
        return f"list of: {_describe_value(value['items'])}"
    return str(value.get("description", {"number": "number", "string": "text"}.get(value["type"], value["type"])))


def _find_reference(value: dict[str, Any]) -> str:
    """Return the name of the record that a value is, or is a list of; empty for a plain value."""
    return str(value.get("$ref", value.get("items", {}).get("$ref", ""))).rpartition("/")[2]


def _draw_diagrams() -> list[str]:
    return [
        "## Diagrams\n",
        "What facts are about:\n",
        *_draw_diagram(parties),
        "The facts and their sources; `country`, `place`, `organization` and `official` are those above:\n",
        *_draw_diagram(facts, sources),
    ]


def _draw_diagram(*modules: ModuleType) -> list[str]:
    """Return Mermaid's lines for the tables of some modules: `is a` for a key that two tables share."""
    lines = ["```mermaid", "erDiagram"]
    for table in metadata.sorted_tables:
        if not any(table is one for module in modules for one in vars(module).values()):
            continue
        for key in sorted(table.foreign_key_constraints, key=lambda key: tuple(key.column_keys)):
            first = key.column_keys[-1 if key.use_alter else 0]
            link = "|o--|| " if first == "id" else "}o--|| "
            label = "is a" if first == "id" else first.removesuffix("_id").removesuffix("_code")
            line = f'    {table.name} {link}{key.referred_table.name} : "{label}"'
            if line not in lines:
                lines.append(line)
    return [*lines, "```\n"]


def _describe_views() -> list[str]:
    lines = ["## Views\n"]
    for view in sorted(list_views(), key=lambda view: view.name):
        lines += [f"### {view.name}\n", f"{view.description}\n", "| column | what a value is |", "| --- | --- |"]
        lines += [f"| `{column.name}` | {column.description} |" for column in view.columns]
        lines.append("")
    return lines


def _describe_tables() -> list[str]:
    lines = ["## Tables\n", "Tables may change with a migration; the views above are the contract.\n"]
    for table in sorted(metadata.sorted_tables, key=lambda table: table.name):
        lines += [
            f"### {table.name}\n",
            f"{table.comment}\n",
            "| column | type | what a value is |",
            "| --- | --- | --- |",
        ]
        lines += [f"| `{column.name}` | {column.type} | {column.comment} |" for column in table.columns]
        lines.append("")
    return lines


_CLI_HEAD = """# Command line

Written by `docs/generate.py` from the program itself.

stdout is data, stderr is talk. Rows are a table unless `--format` says otherwise; in a pipe the table has no colour and
no column is cut. JSON is an array of flat objects whose keys are the columns of the view; a table and Markdown show the
columns that a person reads first.

| exit code | meaning |
| --- | --- |
| 0 | done, also with no rows |
| 1 | failed: the file cannot be read or written, a sheet has a mistake, a statement was refused |
| 2 | usage: an option, a value or a date that cannot be used |
| 3 | a name that is unknown, or that several things have |
| 4 | `check` found problems, or `verify` lost words |
| 5 | the database is missing, is none of rc-kb, or is of another version |
| 130 | interrupted |

A pipe that nobody reads any more ends rc-kb without a word, by SIGPIPE as other programs (a shell shows 141).

Names are matched without case, accents and punctuation, by any name, ISO code, demonym or acronym that the knowledge
base knows, or by whole words of one. `NO_COLOR` is honoured. `RC_KB_DB` names the knowledge base where `--db` does not.
"""

_SHEET_HEAD = """# Coding sheet

Written by `docs/generate.py` from the model. A coding sheet is a YAML 1.2 file, in UTF-8, of one article. A key that
is not needed is left out where the article does not say it. How to decide what to write: [codebook.md](codebook.md).

`cite` takes the number of a paragraph, a list of them, or the places of words, as `rc-kb cite` prints them:
`{paragraph: 2, start: 4, end: 61, digest: 3fa9c1d24b7e}`. A date in brackets needs quotation marks,
`"[2025-03-08..2025-05-21]"`, and so does a digest that YAML would take for a number. Aliases and tags of YAML are
refused.

A fact that a program proposes has `confidence`, `rule` and `decision: proposed`; only facts without a decision, or with
`decision: accepted`, are loaded.
"""

_SCHEMA_HEAD = """# Schema

Written by `docs/generate.py` from the models. The same text is in the database, in the view `data_dictionary`, and
`rc-kb schema VIEW` prints it.

Every kind of fact has its table, which shares its key with `fact`; `fact` has its article and at least one `citation`.
That no fact is without one is held by a foreign key from `fact` to its lead citation, which is checked when a
transaction commits. SQLite checks foreign keys only after `PRAGMA foreign_keys = ON`, which rc-kb always sets.
Every date is an EDTF text with its first and last possible day, and what was written.
"""

if __name__ == "__main__":
    main()
