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
    return lambda revision: unpack_old_base(revision, tmp_path / "base.db")


def unpack_old_base(revision: str, path: Path) -> Path:
    path.write_bytes(lzma.decompress((DATA / f"base-{revision}.db.xz").read_bytes()))
    return path
