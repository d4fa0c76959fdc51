"""What tests of faults share: rc-kb run in this process, and bases as older programs wrote them."""

import lzma
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import ask

__all__ = ["ask"]

DATA = Path(__file__).parents[1] / "data"
OldBase = Callable[[str], Path]


@pytest.fixture
def old_base(tmp_path: Path) -> OldBase:
    """Return a maker of a base as the program of a revision wrote it."""

    def unpack(revision: str) -> Path:
        path = tmp_path / "base.db"
        path.write_bytes(lzma.decompress((DATA / f"base-{revision}.db.xz").read_bytes()))
        return path

    return unpack
