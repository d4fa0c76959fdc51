"""A full disk: a command that writes says so in a sentence, its base stays as it was, and works when there is room."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.faults.killing import BASE
from tests.faults.test_kills import JOBS
from tests.faults.wholeness import digest_contents, find_damage

TOLD = ("the disk is full: make room, and try again.", "No space left on device", "disk I/O error")
ROOM = (0, 200_000, 1_200_000)
"""Bytes that are left: for nothing, for the files that SQLite puts beside a base, for the backup of an upgrade."""

Squeeze = Callable[[Path, int], tuple[str, ...]]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a disk; the limit of a file's size is held by the other test")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk: Path, room: int) -> tuple[str, ...]:
    """Leave so many bytes of a disk."""
    free = shutil.disk_usage(disk).free
    with (disk / "filler").open("wb") as file:
        for _ in range((free - room) // 4096):
            file.write(bytes(4096))
    return ()


def limit_files(_: Path, largest: int) -> tuple[str, ...]:
    """Return what to put before a command so that it may write no file beyond so many bytes."""
    return ("sh", "-c", f'ulimit -f {largest // 512}; exec "$@"', "sh")


def hold(run: Run, squeeze: Squeeze, command: str, folder: Path, room: int) -> int:
    """Hold what a command promises where the room for it is small; return its exit code."""
    _, arguments, target = JOBS[command]
    before = digest(folder / BASE)
    files = list_names(folder)
    said = run(*arguments, db=folder / BASE, before=("env", "-C", str(folder), *squeeze(folder, room)))
    (folder / "filler").unlink(missing_ok=True)
    assert said.returncode in {0, 1}, said
    assert "Traceback" not in said.stderr
    if said.returncode:
        last = said.stderr.splitlines()[-1]
        assert last.startswith("rc-kb: ")
        assert any(words in last for words in TOLD), last
        assert "building" not in last
        assert digest(folder / BASE) == before
        assert {name for name in list_names(folder) - files if not name.endswith(".backup")} == set()
        assert target == BASE or not (folder / target).exists()
        if room <= ROOM[0] or squeeze is limit_files:
            again = run(*arguments, db=folder / BASE, before=("env", "-C", str(folder)))
            assert again.returncode == 0, again
    made = [folder / base for base in {BASE, target} if (folder / base).exists()]
    assert [damage for base in made for damage in find_damage(base)] == []
    return said.returncode


def list_names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def digest(base: Path) -> str | None:
    return digest_contents(base) if base.exists() else None


@pytest.mark.long
@pytest.mark.parametrize("command", JOBS)
def test_a_full_disk_is_told_and_changes_nothing(run: Run, seed_base: Path, small_disk: Path, command: str) -> None:
    codes = []
    for room in ROOM:
        folder = small_disk / str(room)
        folder.mkdir()
        JOBS[command][0](folder, seed_base)
        codes.append(hold(run, fill, command, folder, room))
        shutil.rmtree(folder)
    assert codes[0] == 1


@pytest.mark.parametrize("largest", [10_000, 50_000])
@pytest.mark.parametrize("command", JOBS)
def test_a_file_that_may_not_grow_is_told_and_changes_nothing(
    run: Run, seed_base: Path, tmp_path: Path, command: str, largest: int
) -> None:
    folder = tmp_path / "limited"
    folder.mkdir()
    JOBS[command][0](folder, seed_base)
    code = hold(run, limit_files, command, folder, largest)
    assert code == 1 or largest > 10_000
