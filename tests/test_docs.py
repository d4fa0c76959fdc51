"""The documents say what the program does: generated parts are as written now, and nothing is left out."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rc_kb.cli.app import COMMANDS
from rc_kb.store.views.catalogue import list_views
from tests.requirements import need

TOP = Path(__file__).parents[1]


def test_generated_parts_are_as_they_would_be_written_now() -> None:
    need(shutil.which("sqlite3"), "the README shows the sqlite3 shell, which is not installed")
    checked = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=TOP, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_the_cli_reference_has_every_command(command: str) -> None:
    assert f"\n## rc-kb {command}\n" in (TOP / "docs/cli.md").read_text("utf-8")


@pytest.mark.parametrize("view", [view.name for view in list_views()])
def test_readme_and_schema_have_every_view(view: str) -> None:
    assert f"`{view}`" in (TOP / "README.md").read_text("utf-8")
    assert f"\n### {view}\n" in (TOP / "docs/schema.md").read_text("utf-8")


def test_the_sheet_of_the_readme_can_be_loaded(base: Path, tmp_path: Path) -> None:
    readme = (TOP / "README.md").read_text("utf-8")
    sheet = tmp_path / "example.yaml"
    sheet.write_text(readme.split("```yaml\n")[1].split("```")[0], "utf-8")
    loaded = subprocess.run(
        [sys.executable, "-m", "rc_kb", "load", str(sheet), "--db", str(base)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "facts: 2 added." in loaded.stderr, loaded.stderr


def test_no_document_names_a_file_that_is_not_there() -> None:
    for page in (TOP / "README.md", TOP / "CONTRIBUTING.md", TOP / "docs/codebook.md"):
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), f"{page.name} names {link}"
