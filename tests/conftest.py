"""What tests share: a base built once by the real migrations, copies of it, and rc-kb as a process."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rc_kb.location import ServerAddress
from rc_kb.store.build import build_database
from rc_kb.store.engine import begin_writing
from rc_kb.store.texts import attach_files
from tests.bases import build_invented
from tests.requirements import need
from tests.servers import VARIABLE, Server, name_of, start_server

Run = Callable[..., "subprocess.CompletedProcess[str]"]

# A shell that starts the tests in the background has them ignore Ctrl-C, and what a test starts would ignore it too.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def seed_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the seed base, which no test may write to."""
    path = tmp_path_factory.mktemp("seed") / "seed.db"
    build_database(path)
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return the PostgreSQL server of the tests."""
    started, reason = None, ""
    try:
        started = start_server()
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        reason = str(error)
    need(started, f"there is no PostgreSQL: {VARIABLE} names none, and none could be started ({reason})")
    assert started
    yield started
    started.close()


@pytest.fixture(scope="session")
def seed_on_server(server: Server) -> ServerAddress:
    """Return the seed base on the server, which no test may write to."""
    address = server.create()
    build_database(address)
    return address


@pytest.fixture(scope="session")
def invented_on_server(server: Server) -> ServerAddress:
    """Return the base of invented facts on the server, which no test may write to."""
    return build_invented(server.create())


@pytest.fixture(scope="session")
def visitor(server: Server, seed_on_server: ServerAddress) -> Iterator[ServerAddress]:
    """Return the address of a copy of the seed base for a user who may only read."""
    name = f"visitor_{os.getpid()}"
    address = server.create(name_of(seed_on_server))
    server.run(f"CREATE ROLE {name} LOGIN")
    with begin_writing(address) as connection:
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")
    yield server.address_of(name_of(address), name)
    server.drop(address)
    server.run(f"DROP ROLE {name}")


@pytest.fixture
def base_on_server(server: Server, seed_on_server: ServerAddress) -> ServerAddress:
    """Return a copy of the seed base on the server for one test to write to."""
    return server.create(name_of(seed_on_server))


@pytest.fixture(scope="session")
def reference_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base with the reference data and no facts, which no test may write to."""
    return build_invented(tmp_path_factory.mktemp("reference") / "reference.db", sheets=[])


@pytest.fixture(scope="session")
def articles() -> Path:
    """Return the folder with the texts of the two articles of the seed."""
    folder = os.environ.get("RC_KB_ARTICLES", "")
    need(folder, "RC_KB_ARTICLES names no folder with the texts of the two articles")
    return Path(folder)


@pytest.fixture(scope="session")
def attached_base(seed_base: Path, articles: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the seed base with its two texts attached, which no test may write to."""
    path = Path(shutil.copy(seed_base, tmp_path_factory.mktemp("attached") / "attached.db"))
    attach_files(path, [articles])
    return path


@pytest.fixture
def base(seed_base: Path, tmp_path: Path) -> Path:
    """Return a copy of the seed base for one test to write to."""
    return Path(shutil.copy(seed_base, tmp_path / "base.db"))


@pytest.fixture
def run(seed_base: Path, tmp_path: Path) -> Run:
    """Return a runner of rc-kb as a process with an empty home; it asks the seed base unless told."""

    def run_rc_kb(
        *arguments: str, db: Path | None = seed_base, before: tuple[str, ...] = (), **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        home = tmp_path / "home"
        home.mkdir(exist_ok=True)
        surroundings = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
        # On a full disk Python writes half a module's bytecode, and cannot read it afterwards.
        surroundings["PYTHONDONTWRITEBYTECODE"] = "1"
        surroundings |= {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
        if db is not None:
            surroundings["RC_KB_DB"] = str(db)
        return subprocess.run(
            [*before, sys.executable, "-m", "rc_kb", *arguments],
            env=surroundings | environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run_rc_kb
