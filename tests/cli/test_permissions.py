"""What the user may not read or write is told in a sentence; root's right to do all the same is taken away first."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.bases import CITED, INVENTED_SHEETS, build_cited
from tests.conftest import Run
from tests.requirements import need

WITHOUT_OVERRIDE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


@pytest.fixture
def as_user() -> tuple[str, ...]:
    """Return what to put before a command so that permissions bind it."""
    if os.geteuid() != 0:
        return ()
    need(shutil.which("setpriv"), "root may do everything, and there is no setpriv to take that away")
    return WITHOUT_OVERRIDE


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that nobody may write to while the test runs."""
    folder = tmp_path / "locked"
    folder.mkdir()
    yield folder
    folder.chmod(0o700)


def test_a_base_without_permission_is_refused(run: Run, as_user: tuple[str, ...], base: Path) -> None:
    base.chmod(0)
    said = run("articles", db=base, before=as_user)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"rc-kb: {base} cannot be read: you have no permission to.\n"


def test_a_folder_without_permission_is_refused(run: Run, as_user: tuple[str, ...], base: Path, locked: Path) -> None:
    shutil.copy(base, locked / "kb.db")
    locked.chmod(0)
    said = run("articles", db=locked / "kb.db", before=as_user)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert "Permission denied" in said.stderr


def test_a_base_in_a_read_only_folder_is_read(run: Run, as_user: tuple[str, ...], base: Path, locked: Path) -> None:
    shutil.copy(base, locked / "kb.db")
    locked.chmod(0o500)
    assert run("articles", "--json", db=locked / "kb.db", before=as_user).returncode == 0


def test_a_base_that_was_left_with_a_log_which_is_gone_is_read_in_a_read_only_folder(
    run: Run, as_user: tuple[str, ...], base: Path, locked: Path
) -> None:
    with closing(sqlite3.connect(base)) as left:
        left.execute("PRAGMA journal_mode = WAL")
    shutil.copy(base, locked / "kb.db")
    locked.chmod(0o500)
    assert run("articles", "--json", db=locked / "kb.db", before=as_user).returncode == 0
    assert [path.name for path in locked.iterdir()] == ["kb.db"]


def test_building_in_a_read_only_folder_is_refused(run: Run, as_user: tuple[str, ...], locked: Path) -> None:
    locked.chmod(0o500)
    said = run("articles", db=locked / "kb.db", before=as_user)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.endswith(f"rc-kb: {locked / 'kb.db'} cannot be written: Permission denied.\n")
    assert list(locked.iterdir()) == []


def test_loading_into_a_read_only_base_is_refused(run: Run, as_user: tuple[str, ...], base: Path) -> None:
    base.chmod(0o400)
    before = base.read_bytes()
    said = run("load", str(INVENTED_SHEETS[0]), db=base, before=as_user)
    assert (said.returncode, said.stderr.count("\n")) == (1, 1)
    assert "cannot be written" in said.stderr
    assert base.read_bytes() == before


def test_a_sheet_without_permission_is_refused(run: Run, as_user: tuple[str, ...], base: Path, tmp_path: Path) -> None:
    sheet = Path(shutil.copy(INVENTED_SHEETS[0], tmp_path / "sheet.yaml"))
    sheet.chmod(0)
    said = run("load", str(sheet), db=base, before=as_user)
    assert (said.returncode, said.stderr) == (1, f"rc-kb: {sheet}: cannot be read: Permission denied\n")


@pytest.mark.parametrize("name", ["", "text.txt"], ids=["the folder", "a text in it"])
def test_texts_without_permission_are_refused(
    run: Run, as_user: tuple[str, ...], base: Path, locked: Path, name: str
) -> None:
    (locked / "text.txt").write_text("Some story.")
    locked.chmod(0)
    said = run("articles", "attach", str(locked / name), db=base, before=as_user)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"rc-kb: {locked / name} cannot be read: Permission denied.\n"


def test_a_text_without_permission_is_told_and_the_others_of_its_folder_come_in(
    run: Run, as_user: tuple[str, ...], tmp_path: Path
) -> None:
    base = build_cited(tmp_path / "cited.db")
    (tmp_path / "texts").mkdir()
    shutil.copy(base.with_suffix(".txt"), tmp_path / "texts" / "story.txt")
    (tmp_path / "texts" / "other.txt").touch(0)
    said = run("articles", "attach", str(tmp_path / "texts"), db=base, before=as_user)
    assert (said.returncode, said.stderr.splitlines()) == (
        0,
        [
            f"rc-kb: {tmp_path}/texts/other.txt cannot be read: Permission denied.",
            f"rc-kb: {tmp_path}/texts/story.txt: is already attached to {CITED}.",
        ],
    )


def test_attaching_to_a_read_only_base_is_refused(run: Run, as_user: tuple[str, ...], tmp_path: Path) -> None:
    base = build_cited(tmp_path / "cited.db")
    (tmp_path / "other.txt").write_text("Another story.")
    base.chmod(0o400)
    before = base.read_bytes()
    for arguments in (["attach", "other.txt", "--article", CITED], ["detach", "--all"]):
        said = run("articles", *arguments, db=base, before=as_user)
        assert (said.returncode, said.stderr.count("\n")) == (1, 1)
        assert "cannot be written" in said.stderr
    assert base.read_bytes() == before
