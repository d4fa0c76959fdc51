"""What tests of the checks share: a base with the facts of a case, damaged where the case says so."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.bases import TESTER, load_files
from tests.checks.cases.base import Case

Make = Callable[[Case], Path]


@pytest.fixture
def make(reference_base: Path, tmp_path: Path) -> Make:
    """Return a maker of the base of a case."""

    def make_base(case: Case) -> Path:
        base = Path(shutil.copy(reference_base, tmp_path / "base.db"))
        sheets = [_write_sheet(tmp_path, f"article-{number}", facts) for number, facts in enumerate(case.facts, 1)]
        load_files(base, sheets, TESTER)
        if case.damage:
            with closing(sqlite3.connect(base)) as connection:
                connection.execute("PRAGMA ignore_check_constraints = ON")
                connection.executescript(case.damage)
        return base

    return make_base


def _write_sheet(folder: Path, article: str, facts: str) -> Path:
    """Write the sheet of an article of Wednesday 2024-05-08; the facts may say more of the article."""
    yaml = YAML(typ="safe")
    sheet: dict[str, Any] = yaml.load(facts)
    known = {"id": article, "publisher": "Example News", "published": "2024-05-08", "paragraphs": 9}
    path = folder / f"{article}.yaml"
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(sheet | {"article": known | sheet.get("article", {})}, file)
    return path
