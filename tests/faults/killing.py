"""Owns the killing of commands: runs one in a forked process, kills it at a moment, and finds what it left.

A worker has imported and run all of rc-kb before, so that a moment falls into the work of the command and not into
its start, and so that a test of hundreds of kills takes seconds.
"""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rc_kb.cli.main import main
from rc_kb.location import DATABASE_VARIABLE
from tests.faults.wholeness import digest_contents, find_damage

BASE = "kb.db"
SHEETS_IN_A_BATCH = 2
"""So few, that a load of some sheets is one of several batches."""

_TICK = 0.0005

_took: dict[str, float] = {}
"""How many seconds each command took here when it last ran to its end: others use the machine too."""


class Job(NamedTuple):
    """A command, the folder whose files it starts from, and the file whose contents are compared."""

    command: str
    arguments: tuple[str, ...]
    start: Path
    target: str = BASE
    may_be_done: bool = False
    """The command refuses to be run again where its target is there already."""


class Outcome(NamedTuple):
    """What became of a killed command, and of the same command run again."""

    job: Job
    share: float
    is_killed: bool
    beside: dict[str, int]
    """The files at the moment of its death that were not there before, with their sizes."""
    damage: list[str]
    state: str | None
    code: int
    said: str
    left: list[str]
    end: str | None


def prepare_worker() -> None:
    """Prepare a process that only kills."""
    load_all()
    _load_in_small_batches()
    _spill_early()


def _load_in_small_batches() -> None:
    import rc_kb.store.bulk

    rc_kb.store.bulk.SHEETS_IN_A_BATCH = SHEETS_IN_A_BATCH


def load_all() -> None:
    """Load what commands load only when they need it."""
    import rc_kb.cli.articles
    import rc_kb.cli.database
    import rc_kb.cli.loading
    import rc_kb.store.backup
    import rc_kb.store.build
    import rc_kb.store.bulk
    import rc_kb.store.copy
    import rc_kb.store.history
    import rc_kb.store.texts
    import rc_kb.store.upgrade  # noqa: F401
    from rc_kb.store.views.catalogue import list_views

    list_views()


def _spill_early() -> None:
    """Have SQLite write pages out while a transaction is open, as it does when one changes many."""
    from sqlalchemy import Connection, Engine, event

    @event.listens_for(Engine, "begin")
    def _shrink(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA cache_size = 20")


def kill_once(job: Job, share: float, folder: Path) -> Outcome:
    """Run a command, kill it after a share of the time that it takes, and run it again to its end."""
    if job.command not in _took:
        _, _took[job.command] = _run_in(job, folder / "measured", None)
    work = folder / "killed"
    is_killed, _ = _run_in(job, work, share * _took[job.command])
    beside = {path.name: path.stat().st_size for path in work.iterdir() if not (job.start / path.name).exists()}
    damage = [said for base in _list_bases(work, job) for said in find_damage(base)]
    state = _digest(work / job.target)
    if job.may_be_done and state:
        code, said = 0, ""
    else:
        code, _took[job.command] = run_command(job.arguments, work, None)
        said = (work / "said").read_text()
    (work / "said").unlink(missing_ok=True)
    damage += [f"afterwards: {said}" for base in _list_bases(work, job) for said in find_damage(base)]
    left = [path.name for path in work.iterdir() if not (job.start / path.name).exists()]
    outcome = Outcome(job, share, is_killed, beside, damage, state, code, said, left, _digest(work / job.target))
    shutil.rmtree(folder)
    return outcome


def _list_bases(work: Path, job: Job) -> Iterator[Path]:
    return (work / name for name in dict.fromkeys((BASE, job.target)) if (work / name).exists())


def _digest(path: Path) -> str | None:
    return digest_contents(path) if path.exists() else None


def _run_in(job: Job, work: Path, seconds: float | None) -> tuple[bool, float]:
    shutil.copytree(job.start, work)
    code, took = run_command(job.arguments, work, seconds)
    (work / "said").unlink(missing_ok=True)
    return code == -signal.SIGKILL, took


def run_command(arguments: tuple[str, ...], work: Path, seconds: float | None) -> tuple[int, float]:
    """Run a command in a process of its own, killed after some seconds; return its exit code and the time it took."""
    started = time.monotonic()
    child = os.fork()
    if not child:
        _be_rc_kb(arguments, work)
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        took = time.monotonic() - started
        if ended:
            return os.waitstatus_to_exitcode(status), took
        if seconds is not None and took >= seconds:
            os.kill(child, signal.SIGKILL)
            seconds = None
        time.sleep(_TICK)


def _be_rc_kb(arguments: tuple[str, ...], work: Path) -> None:
    """Be the command in this process, and end with it."""
    try:
        os.chdir(work)
        said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
        os.environ[DATABASE_VARIABLE] = str(work / BASE)
        sys.argv = ["rc-kb", *arguments]
        main()
    except SystemExit as end:
        sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else 99)
    finally:
        os._exit(98)
