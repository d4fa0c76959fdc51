"""An upgrade that fails: whatever a migration does, the base is what it was, and the sentence names the backup."""

import re
import shutil
from pathlib import Path

import pytest

from rc_kb.settings import find_migrations
from tests.cli.conftest import Ask
from tests.faults.conftest import OldBase
from tests.store.conftest import dump_tables, find_rows

HALF_WAY = """\
from alembic import op
from sqlalchemy import text
revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None
def upgrade():
    op.execute("CREATE TABLE half_done (x INTEGER)")
    op.execute("UPDATE country_name SET key = 'x' || key")
    {}
"""
FAULTS = {
    "raises": ("raise KeyError('no such thing')", "'no such thing'"),
    "is refused by SQLite": ("op.execute('CREATE TABLE fact (x)')", "cannot be written: table fact already exists"),
    "breaks a rule": ("op.execute('DELETE FROM country')", "cannot be written: FOREIGN KEY constraint failed"),
    "says nothing": ("raise RuntimeError", "RuntimeError"),
    "says much": ("raise ValueError('first line\\nsecond line')", "first line"),
    "has no memory": ("raise MemoryError", "MemoryError"),
}
DAMAGE = """\
import subprocess, sys
    subprocess.run([sys.executable, "-c", {!r}, op.get_bind().engine.url.database], check=True)
    raise OSError(5, "Input/output error")
"""
OVERWRITE = DAMAGE.format("import sys; f = open(sys.argv[1], 'r+b'); f.seek(4096); f.write(b'x' * 400_000)")
CUT_OFF = DAMAGE.format("import os, sys; os.truncate(sys.argv[1], 0)")


def break_migration(folder: Path, fault: str, patch: pytest.MonkeyPatch) -> None:
    """Have the newest migration change half of what it would, and then go wrong."""
    shutil.copytree(find_migrations(), folder)
    next(folder.glob("versions/0004*")).unlink()
    (folder / "versions" / "0004_broken.py").write_text(HALF_WAY.format(fault), encoding="utf-8")
    patch.setattr("rc_kb.store.schema.find_migrations", lambda: folder)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_migration_that_fails_half_way_leaves_the_base_as_it_was_and_names_the_backup(
    ask: Ask, old_base: OldBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    base = old_base("0003")
    before = dump_tables(base)
    program, reason = FAULTS[fault]
    break_migration(tmp_path / "migrations", program, monkeypatch)
    said = ask("db", "upgrade", db=base)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 2)
    told = rf"{re.escape(reason)}\. {base} is as it was; a copy of it is ({base}\.\w+\.backup)\."
    found = re.fullmatch(rf"rc-kb: the upgrade failed: .*{told}", said.err.splitlines()[1])
    assert found
    assert dump_tables(base) == dump_tables(Path(found[1])) == before
    assert find_rows(base, "SELECT count(*) FROM meetings") == find_rows(
        Path(found[1]), "SELECT count(*) FROM meetings"
    )
    assert sorted(path.name for path in tmp_path.glob("*base.db*")) == ["base.db", Path(found[1]).name]
    monkeypatch.undo()
    assert ask("db", "upgrade", db=base).code == 0
    assert ask("check", db=base).code == 0


@pytest.mark.parametrize("fault", [OVERWRITE, CUT_OFF], ids=["overwritten", "cut off"])
def test_a_base_that_an_upgrade_has_damaged_is_put_back_from_the_backup(
    ask: Ask, old_base: OldBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    base = old_base("0003")
    before = dump_tables(base)
    break_migration(tmp_path / "migrations", fault, monkeypatch)
    said = ask("db", "upgrade", db=base)
    assert said.code == 1, said
    assert f"{base} was damaged, and is again what it was before, from {base}." in said.err
    assert dump_tables(base) == before
    monkeypatch.undo()
    assert ask("db", "upgrade", db=base).code == 0
    assert len(list(tmp_path.glob("*base.db*"))) == 3


def test_upgrades_within_one_second_have_backups_of_their_own(ask: Ask, old_base: OldBase, tmp_path: Path) -> None:
    base = old_base("0003")
    for _ in range(4):
        assert ask("db", "upgrade", db=base).code == 0
    assert len(list(tmp_path.glob("base.db.*.backup"))) == 4
