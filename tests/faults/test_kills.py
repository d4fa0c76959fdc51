"""Commands that are killed at any moment: a base is whole, holds all of a batch or nothing, and the next completes."""

import multiprocessing
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from rc_kb.store.texts import attach_files
from tests.bases import CITED, CITED_TEXT, TESTER, load_files, write_cited_sheet
from tests.faults.conftest import unpack_old_base
from tests.faults.killing import BASE, SHEETS_IN_A_BATCH, Job, Outcome, kill_once, prepare_worker
from tests.faults.sheets import write_sheets
from tests.faults.wholeness import digest_contents

AT_ONCE = 2
SHEETS = tuple(f"batch-{number}.yaml" for number in range(6))
TIMES = {"init": 15, "upgrade": 15, "load": 64, "load by processes": 4, "attach": 44, "backup": 42, "copy": 16}
"""How often each command is killed: 200 times in all, those that take longest less often."""

Outcomes = dict[str, list[Outcome]]


def prepare_nothing(_folder: Path, _seed_base: Path) -> None:
    """Start from an empty folder."""


def prepare_old(folder: Path, _seed_base: Path) -> None:
    unpack_old_base("0002", folder / BASE)


def prepare_seed(folder: Path, seed_base: Path) -> None:
    shutil.copy(seed_base, folder / BASE)
    write_sheets(folder, "batch", len(SHEETS))


def prepare_coded(folder: Path, seed_base: Path) -> None:
    shutil.copy(seed_base, folder / BASE)
    sheet = folder / f"{CITED}.yaml"
    sheet.write_text(write_cited_sheet(), encoding="utf-8")
    load_files(folder / BASE, [sheet], TESTER)
    (folder / "text.txt").write_text(CITED_TEXT, encoding="utf-8")


def prepare_attached(folder: Path, seed_base: Path) -> None:
    prepare_coded(folder, seed_base)
    attach_files(folder / BASE, [folder / "text.txt"])


JOBS: dict[str, tuple[Callable[[Path, Path], None], tuple[str, ...], str]] = {
    "init": (prepare_nothing, ("db", "init"), BASE),
    "upgrade": (prepare_old, ("db", "upgrade"), BASE),
    "load": (prepare_seed, ("load", "--jobs", "1", *SHEETS), BASE),
    "load by processes": (prepare_seed, ("load", "--jobs", "2", *SHEETS), BASE),
    "attach": (prepare_coded, ("articles", "attach", "text.txt"), BASE),
    "backup": (prepare_attached, ("db", "backup", "copy.db"), "copy.db"),
    "copy": (prepare_attached, ("db", "copy", BASE, "copy.db"), "copy.db"),
}


@pytest.fixture(scope="module")
def outcomes(seed_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Return what became of each command each time that it was killed, at moments spread over its time."""
    folder = tmp_path_factory.mktemp("kills")
    moments = random.Random(2022)  # noqa: S311 - moments to kill at, no secret
    jobs = [prepare_job(name, folder / name, seed_base) for name, times in TIMES.items() for _ in range(times)]
    shares = [moments.random() for _ in jobs]
    folders = [folder / f"{number}" for number in range(len(jobs))]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(AT_ONCE, mp_context=context, initializer=prepare_worker) as workers:
        found = list(workers.map(kill_once, jobs, shares, folders))
    return {name: [one for one in found if one.job.command == name] for name in TIMES}


def prepare_job(name: str, start: Path, seed_base: Path) -> Job:
    prepare, arguments, target = JOBS[name]
    if not start.exists():
        start.mkdir()
        prepare(start, seed_base)
    return Job(name, arguments, start, target, may_be_done=target != BASE)


def digest_batches(start: Path, folder: Path) -> set[str | None]:
    """Return the digests of a base into which batches of a load have come, one after the other."""
    base = Path(shutil.copy(start / BASE, folder / BASE))
    sheets = sorted(start.glob("batch-*.yaml"))
    found: set[str | None] = set()
    for first in range(0, len(sheets), SHEETS_IN_A_BATCH):
        load_files(base, sheets[first : first + SHEETS_IN_A_BATCH], TESTER)
        found.add(digest_contents(base))
    return found


def describe(outcome: Outcome) -> str:
    return f"{outcome.job.command} killed at {outcome.share:.4f}: {outcome}"


@pytest.mark.long
@pytest.mark.parametrize("command", TIMES)
def test_a_command_that_is_killed_leaves_a_whole_base_with_all_or_nothing(
    outcomes: Outcomes, command: str, tmp_path: Path
) -> None:
    job, end = outcomes[command][0].job, outcomes[command][0].end
    before = digest_contents(job.start / job.target) if (job.start / job.target).exists() else None
    is_load = command.startswith("load")
    allowed = {before, end} | (digest_batches(job.start, tmp_path) if is_load else set())
    assert len(allowed) == (4 if is_load else 2)
    for outcome in outcomes[command]:
        assert outcome.damage == [], describe(outcome)
        assert outcome.state in allowed, describe(outcome)


@pytest.mark.long
@pytest.mark.parametrize("command", TIMES)
def test_the_same_command_run_again_completes_and_sweeps_what_was_left(outcomes: Outcomes, command: str) -> None:
    made = {"init": {BASE}, "backup": {"copy.db"}, "copy": {"copy.db"}}.get(command, set())
    for outcome in outcomes[command]:
        assert outcome.code == 0, describe(outcome)
        assert {name for name in outcome.left if not name.endswith(".backup")} == made, describe(outcome)
    assert len({outcome.end for outcome in outcomes[command]}) == 1


@pytest.mark.long
def test_kills_fall_into_the_work(outcomes: Outcomes) -> None:
    killed = {name: [one for one in found if one.is_killed] for name, found in outcomes.items()}
    assert sum(map(len, outcomes.values())) == 200
    assert sum(map(len, killed.values())) > 150
    in_transaction = [
        one for name in ("load", "attach", "upgrade") for one in killed[name] if "kb.db-wal" in one.beside
    ]
    with_pages = [one for one in in_transaction if one.beside["kb.db-wal"] and one.state != one.end]
    building = [
        one for name in ("init", "backup", "copy") for one in killed[name] if any("building" in f for f in one.beside)
    ]
    half_built = [one for one in building if max(one.beside.values()) > 4096 and one.state is None]
    assert len(in_transaction) > 30
    assert len(with_pages) > 20
    assert len(building) > 15
    assert len(half_built) > 10
