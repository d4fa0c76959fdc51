"""What tests of comparisons share: facts written in the test, and a finder of the conflicts between articles."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rc_kb.read.conflicts import ConflictRow, find_conflicts
from rc_kb.read.names import NameResolver
from rc_kb.read.reader import open_reader
from tests.bases import TESTER, load_files

Find = Callable[..., list[ConflictRow]]

KENYA = "Kenya Red Cross Society"
IRAN = "Red Crescent Society of the Islamic Republic of Iran"


@pytest.fixture
def find(reference_base: Path, tmp_path: Path) -> Find:
    """Return a finder of the conflicts between some articles, whose sheets are given."""

    def find_among(*sheets: str, about: str | None = None, **options: Any) -> list[ConflictRow]:
        base = Path(shutil.copy(reference_base, tmp_path / "base.db"))
        files = [tmp_path / f"{number}.yaml" for number, _ in enumerate(sheets)]
        for file, sheet in zip(files, sheets, strict=True):
            file.write_text(sheet, encoding="utf-8")
        load_files(base, files, TESTER)
        with open_reader(base) as reader:
            match = NameResolver(reader).find(about, "country", "organization", "official", "place", "facility")
            return list(find_conflicts(reader, about=match, **options))

    return find_among


def write_sheet(article: str, published: str | None, *facts: str, **keys: object) -> str:
    dated = f'"{published}"' if published else "null"
    more = "".join(f"  {key}: {value}\n" for key, value in keys.items())
    return f"article:\n  id: {article}\n  publisher: Example News\n  published: {dated}\n{more}" + "\n".join(facts)


def figure(value: object, **keys: object) -> str:
    more = "".join(f", {key}: {value}" for key, value in ({"measure": "volunteers"} | keys).items())
    return f"figures:\n- {{subject: {KENYA}, value: {value}{more}, cite: 1}}"


def office(*officials: str, **keys: object) -> str:
    more = "".join(f", {key}: {value}" for key, value in ({"title": "president"} | keys).items())
    held = [f"- {{official: {official}, organization: {KENYA}, country: KE{more}, cite: 1}}" for official in officials]
    return "\n".join(["offices:", *held])


def clinic(status: str, earlier: str = "", **keys: object) -> str:
    place: dict[str, object] = {"operator": KENYA, "country": "KE", "kind": "clinic", "name": "Example Clinic"}
    more = ", ".join(f"{key}: {value}" for key, value in (place | {"status": status} | keys).items() if value)
    before = f", earlier: [{{{earlier}}}]" if earlier else ""
    return f"facilities:\n- {{{more}{before}, cite: 1}}"


def total(value: float, of: str, **keys: object) -> str:
    more = "".join(f", {key}: {value}" for key, value in keys.items())
    return f"figures:\n- {{subject: {IRAN}, measure: all, value: {value}, total_of: {of}{more}, cite: 1}}"


def facilities(*described: str) -> str:
    return "facilities:\n" + "\n".join(
        f"- {{operator: {IRAN}, kind: clinic, name: C{number}, cite: 1, status: {one}}}"
        for number, one in enumerate(described)
    )


def missions(*described: str) -> str:
    return "missions:\n" + "\n".join(f"- {{provider: {IRAN}, {one}, cite: 1}}" for one in described)


def read(rows: list[ConflictRow]) -> list[tuple[str, str, int]]:
    return [(row.value, row.verdict, row.support) for row in rows]
