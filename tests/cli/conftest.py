"""What tests of the command line share: rc-kb run in this process, where no process of its own is needed."""

import gc
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from rc_kb.cli.main import main
from tests.bases import build_invented


class Said(NamedTuple):
    """What a command left: its exit code, and what it wrote."""

    code: int
    out: str
    err: str


Ask = Callable[..., Said]


@pytest.fixture(scope="session")
def invented_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of invented facts, which no test may write to."""
    return build_invented(tmp_path_factory.mktemp("invented") / "invented.db")


@pytest.fixture
def ask(seed_base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Return a runner of rc-kb in this process, with an empty home; it asks the seed base unless told."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def ask_rc_kb(*arguments: object, db: Path = seed_base) -> Said:
        monkeypatch.setenv("RC_KB_DB", str(db))
        monkeypatch.setattr(sys, "argv", ["rc-kb", *map(str, arguments)])
        capsys.readouterr()
        on_closed_pipe = signal.getsignal(signal.SIGPIPE)
        try:
            with pytest.raises(SystemExit) as stopped:
                main()
        finally:
            gc.enable()
            signal.signal(signal.SIGPIPE, on_closed_pipe)
        code = stopped.value.code
        assert code is None or isinstance(code, int)
        return Said(int(code or 0), *capsys.readouterr())

    return ask_rc_kb
