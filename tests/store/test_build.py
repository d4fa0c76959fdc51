import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from rc_kb.errors import DatabaseUnreadable, NoKnowledgeBase, RcKbError, UpgradeFailed
from rc_kb.location import ServerAddress
from rc_kb.settings import SCHEMA_VERSION
from rc_kb.store import backup
from rc_kb.store.backup import copy_database
from rc_kb.store.build import build_database, list_seed_sheets
from rc_kb.store.engine import begin_reading, begin_writing
from rc_kb.store.upgrade import upgrade_database
from tests.bases import TESTER, load_files
from tests.servers import Server, name_of
from tests.store.conftest import dump_tables, find_rows
from tests.store.test_schema import migrate_down

SQLITE_HEADER = 100
"""Its bytes count the changes of how the file is written, too."""

BUILD_PROGRAM = """
import sys
from pathlib import Path
from rc_kb.store.build import build_database
build_database(Path(sys.argv[1]))
"""
BUILD = [sys.executable, "-c", BUILD_PROGRAM]


def make_old(base: Path) -> None:
    """Bring a base back to the first migration, which knows no facts."""
    with begin_writing(base) as connection:
        migrate_down(connection, "0001")


def test_two_builds_give_the_same_rows(seed_base: Path, tmp_path: Path) -> None:
    built = tmp_path / "new" / "folder" / "built.db"
    build_database(built)
    assert dump_tables(built) == dump_tables(seed_base)
    assert [path.name for path in built.parent.iterdir()] == ["built.db"]


def test_a_base_that_is_there_is_not_built_over(base: Path) -> None:
    make_old(base)
    before = base.read_bytes()
    build_database(base)
    assert base.read_bytes() == before


def test_a_killed_build_leaves_no_file_or_a_good_one_and_the_next_works(seed_base: Path, tmp_path: Path) -> None:
    built = tmp_path / "built.db"
    moments = random.Random(2022)  # noqa: S311 - moments to kill at, no secret
    for _ in range(4):
        building = subprocess.Popen([*BUILD, str(built)])
        time.sleep(moments.uniform(0.1, 1.5))
        building.send_signal(signal.SIGKILL)
        building.wait(timeout=60)
        assert not built.exists() or dump_tables(built) == dump_tables(seed_base)
        built.unlink(missing_ok=True)
    subprocess.run([*BUILD, str(built)], check=True, timeout=60)
    assert dump_tables(built) == dump_tables(seed_base)


def test_a_build_killed_while_it_writes_leaves_no_file(tmp_path: Path) -> None:
    built = tmp_path / "built.db"
    building = subprocess.Popen([*BUILD, str(built)])
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".built.db.*.building")) and time.monotonic() < deadline:
        time.sleep(0.002)
    building.kill()
    building.wait(timeout=60)
    assert not built.exists()
    assert list(tmp_path.glob(".built.db.*.building"))


def test_what_a_killed_build_left_is_swept_once_it_is_old(tmp_path: Path) -> None:
    old, young = tmp_path / ".built.db.a.building", tmp_path / ".built.db.b.building"
    for left in (old, young, tmp_path / ".other.db.a.building"):
        left.touch()
    an_hour_and_more_ago = time.time() - 3700
    os.utime(old, (an_hour_and_more_ago, an_hour_and_more_ago))
    build_database(tmp_path / "built.db")
    assert {path.name for path in tmp_path.iterdir()} == {"built.db", young.name, ".other.db.a.building"}


def test_two_builders_at_once_give_one_good_file_and_no_leftovers(seed_base: Path, tmp_path: Path) -> None:
    built = tmp_path / "built.db"
    builders = [subprocess.Popen([*BUILD, str(built)]) for _ in range(2)]
    assert [builder.wait(timeout=120) for builder in builders] == [0, 0]
    assert dump_tables(built) == dump_tables(seed_base)
    assert [path.name for path in tmp_path.iterdir()] == ["built.db"]


def test_a_build_does_not_wait_for_nor_disturb_who_reads_the_finished_file(base: Path) -> None:
    with closing(sqlite3.connect(base)) as reading:
        reading.execute("BEGIN")
        rows = reading.execute("SELECT count(*) FROM fact").fetchone()
        build_database(base)
        assert reading.execute("SELECT count(*) FROM fact").fetchone() == rows


def test_a_path_through_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DatabaseUnreadable, match=r"built\.db cannot be written: "):
        build_database(tmp_path / "file" / "built.db")


def test_a_path_that_is_a_folder_stays_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "built.db"
    folder.mkdir()
    build_database(folder)
    assert folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["built.db"]


def test_the_file_follows_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        build_database(tmp_path / "built.db")
    finally:
        os.umask(before)
    assert (tmp_path / "built.db").stat().st_mode & 0o777 == 0o640


def test_an_upgrade_brings_an_old_base_to_the_head_and_keeps_a_backup(base: Path, seed_base: Path) -> None:
    make_old(base)
    old = dump_tables(base)
    backup, _ = upgrade_database(base)
    assert backup
    assert find_rows(base, "SELECT version_num FROM alembic_version") == [(SCHEMA_VERSION,)]
    assert dump_tables(base) == dump_tables(seed_base)
    assert dump_tables(backup) == old
    assert {path.name for path in base.parent.iterdir()} == {base.name, backup.name}


@pytest.fixture
def written_at_0002(base: Path) -> Path:
    """Return the seed base as the schema before had it, with a text that somebody stored by hand."""
    with begin_writing(base) as connection:
        migrate_down(connection, "0002")
    with closing(sqlite3.connect(base)) as writing, writing:
        writing.execute("INSERT INTO article_text SELECT id, 'Kept by hand.' FROM article WHERE id LIKE '%476836'")
        writing.execute("UPDATE fact SET content_sha256 = 'of an older sheet'")
    return base


def test_an_upgrade_fills_seats_and_the_search_index_and_knows_no_digests(written_at_0002: Path) -> None:
    facts = find_rows(written_at_0002, "SELECT id, content_sha256 FROM fact ORDER BY id")
    upgrade_database(written_at_0002)
    assert find_rows(written_at_0002, "SELECT id, content_sha256 FROM fact ORDER BY id") == facts
    assert find_rows(written_at_0002, "SELECT seat, count(*) FROM office GROUP BY seat ORDER BY seat") == [
        (None, 1),
        ("ambassador", 1),
        ("head", 1),
        ("president", 2),
    ]
    kinds = {kind for (kind,) in find_rows(written_at_0002, "SELECT DISTINCT kind FROM search_entry")}
    assert {"country", "organization", "official", "place", "meeting", "article", "text"} <= kinds
    assert find_rows(written_at_0002, "SELECT count(*) FROM search_index WHERE search_index MATCH 'hand'") == [(1,)]
    for column in ("citation.digest", "fact.recording_id", "fact.confidence", "figure.total_of"):
        table, _, name = column.partition(".")
        assert find_rows(written_at_0002, f"SELECT count({name}) FROM {table}") == [(0,)], column
    assert find_rows(written_at_0002, "SELECT count(*) FROM article_paragraph") == [(0,)]


def test_an_upgrade_keeps_a_text_that_was_stored_by_hand(written_at_0002: Path) -> None:
    upgrade_database(written_at_0002)
    ((text, digest, attached_at),) = find_rows(written_at_0002, "SELECT text, text_sha256, attached_at FROM texts")
    assert (text, digest) == ("Kept by hand.", sha256(b"Kept by hand.").hexdigest())
    assert attached_at.endswith("Z")


def test_facts_of_an_upgraded_base_are_recorded_when_their_sheet_is_loaded_again(written_at_0002: Path) -> None:
    upgrade_database(written_at_0002)
    assert find_rows(written_at_0002, "SELECT count(*) FROM facts WHERE recorded_at IS NOT NULL") == [(0,)]
    report = load_files(written_at_0002, list_seed_sheets(), TESTER)
    assert report.facts["changed"] == 59
    assert find_rows(written_at_0002, "SELECT DISTINCT recorded_by FROM facts") == [("tester",)]
    changes = [json.loads(one) for (one,) in find_rows(written_at_0002, "SELECT changes FROM history")]
    assert {name for one in changes for name in one} == {"citations", "total_of"}
    assert find_rows(written_at_0002, "SELECT count(*) FROM history WHERE recorded_at IS NOT NULL") == [(0,)]


def test_an_upgrade_keeps_facts_of_the_users_own_sheets(base: Path) -> None:
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("UPDATE fact SET basis = 'own' WHERE kind = 'membership'")
        connection.execute("UPDATE country SET short_name = 'Old' WHERE code = 'IQ'")
    backup, differing = upgrade_database(base)
    assert backup
    assert find_rows(base, "SELECT short_name FROM country WHERE code = 'IQ'") == [("Iraq",)]
    assert find_rows(backup, "SELECT short_name FROM country WHERE code = 'IQ'") == [("Old",)]
    assert find_rows(base, "SELECT basis FROM memberships") == [("own",)]
    assert differing == []


def test_an_upgrade_keeps_and_names_a_seed_sheet_that_the_user_changed(base: Path, tmp_path: Path) -> None:
    shipped = next(sheet for sheet in list_seed_sheets() if "476836" in sheet.name)
    own = tmp_path / "own.yaml"
    own.write_text(shipped.read_text("utf-8").replace("Henry Davison Award", "Another Award"), "utf-8")
    load_files(base, [own], TESTER)
    _, differing = upgrade_database(base)
    assert ("Another Award",) in find_rows(base, "SELECT award FROM awards")
    assert differing == [shipped]


def test_an_upgrade_keeps_what_others_write_after_the_backup_was_made(base: Path) -> None:
    with closing(sqlite3.connect(base, isolation_level=None)) as writing, ThreadPoolExecutor() as threads:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE fact SET basis = 'own' WHERE kind = 'membership'")
        upgrading = threads.submit(upgrade_database, base)
        while not list(base.parent.glob("*.backup")):
            time.sleep(0.01)
        writing.execute("COMMIT")
        upgrading.result(timeout=60)
    assert find_rows(base, "SELECT basis FROM memberships") == [("own",)]


def test_a_failed_upgrade_leaves_the_base_as_it_was(base: Path) -> None:
    make_old(base)
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("CREATE TABLE topic (own INTEGER)")
    before = base.read_bytes()[SQLITE_HEADER:]
    with pytest.raises(UpgradeFailed):
        upgrade_database(base)
    assert base.read_bytes()[SQLITE_HEADER:] == before
    assert not list(base.parent.glob(".*building*"))


def test_a_copy_has_every_row_and_is_put_there_whole(base: Path, tmp_path: Path) -> None:
    (tmp_path / "copies").mkdir()
    copy_database(base, tmp_path / "copies" / "copy.db")
    assert dump_tables(tmp_path / "copies" / "copy.db") == dump_tables(base)
    assert [path.name for path in (tmp_path / "copies").iterdir()] == ["copy.db"]


def test_a_copy_does_not_overwrite(base: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.txt"
    there.write_text("mine")
    with pytest.raises(RcKbError, match=r"there\.txt is there already: name a file that is not\.$"):
        copy_database(base, there)
    assert there.read_text() == "mine"
    with pytest.raises(RcKbError, match="is there already"):
        copy_database(base, base)


def test_a_copy_of_no_database_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database, but long enough to be looked at by SQLite" * 50)
    for source in (tmp_path / "text.db", tmp_path / "none.db"):
        with pytest.raises(DatabaseUnreadable, match="cannot be copied"):
            copy_database(source, tmp_path / "copy.db")
    assert [path.name for path in tmp_path.iterdir()] == ["text.db"]


def test_a_copy_is_of_one_moment_while_others_write(base: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(base)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("UPDATE country SET short_name = 'half done'")
        copy_database(base, tmp_path / "copy.db")
        writing.rollback()
    assert dump_tables(tmp_path / "copy.db") == dump_tables(base)


def test_a_base_in_a_folder_with_odd_characters_is_built_and_copied(seed_base: Path, tmp_path: Path) -> None:
    odd = tmp_path / "a b%20?#é'\"" / "100%.db"
    odd.parent.mkdir()
    shutil.copy(seed_base, odd)
    copy_database(odd, odd.with_name("copy?.db"))
    assert dump_tables(odd.with_name("copy?.db")) == dump_tables(seed_base)
    build_database(odd.with_name("built?#%41.db"))
    assert dump_tables(odd.with_name("built?#%41.db")) == dump_tables(seed_base)


def test_an_upgrade_renews_the_sheets_of_the_seed_that_nobody_has_changed(written_at_0002: Path) -> None:
    with closing(sqlite3.connect(written_at_0002)) as writing, writing:
        as_shipped = "67387abab34c772bad63831ed0767cb66601686b7464ce5710a19cf0e4e87582"
        writing.execute("UPDATE article SET sheet_sha256 = ? WHERE id LIKE '%476836'", (as_shipped,))
    _, differing = upgrade_database(written_at_0002)
    assert [sheet.stem for sheet in differing] == []
    cited = "SELECT count(*) > 0 FROM citation WHERE digest IS NOT NULL AND article_id LIKE '%476836'"
    assert find_rows(written_at_0002, cited) == [(1,)]
    assert find_rows(written_at_0002, "SELECT count(*) FROM figures WHERE total_of IS NOT NULL") == [(2,)]


def test_the_log_of_a_base_that_is_gone_is_not_played_into_the_next(seed_base: Path, tmp_path: Path) -> None:
    built = tmp_path / "built.db"
    for ending in ("-wal", "-shm", "-journal"):
        (tmp_path / f"built.db{ending}").write_bytes(b"of another base")
    build_database(built)
    assert [path.name for path in tmp_path.iterdir()] == ["built.db"]
    assert dump_tables(built) == dump_tables(seed_base)


def test_a_backup_takes_the_place_of_no_file_that_has_come_meanwhile(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "backup.db"
    monkeypatch.setattr(backup, "_remove_texts", lambda _: target.write_text("mine"))
    with pytest.raises(RcKbError, match=r"backup\.db is there already"):
        backup.copy_database(base, target, with_texts=False)
    assert target.read_text() == "mine"
    assert not list(tmp_path.glob(".*building*"))


def test_what_is_built_on_another_machine_is_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / ".built.db.0badcafe-1.ab.building"
    theirs.touch()
    build_database(tmp_path / "built.db")
    assert {path.name for path in tmp_path.iterdir()} == {"built.db", theirs.name}


def test_what_is_not_ours_on_a_server_stays_as_it_is(server: Server) -> None:
    address = server.create()
    with begin_writing(address) as connection:
        connection.exec_driver_sql('CREATE TABLE "Customers" ("Name" TEXT)')
        connection.exec_driver_sql("CREATE SCHEMA theirs CREATE VIEW meetings AS SELECT 1 AS one")
        connection.exec_driver_sql(f"ALTER DATABASE {name_of(address)} SET search_path = public, theirs")
    build_database(address)
    with begin_reading(address) as connection:
        assert connection.exec_driver_sql("SELECT one FROM theirs.meetings").scalar() == 1
        kept = "SELECT collation_name FROM information_schema.columns WHERE table_name = 'Customers'"
        assert connection.exec_driver_sql(kept).scalar() is None


def test_a_view_of_another_program_with_a_name_of_ours_is_told(server: Server) -> None:
    address = server.create()
    with begin_writing(address) as connection:
        connection.exec_driver_sql("CREATE VIEW meetings AS SELECT 1 AS one")
    with pytest.raises(NoKnowledgeBase, match=r"names are ours \(meetings\)"):
        build_database(address)
    with begin_reading(address) as connection:
        assert connection.exec_driver_sql("SELECT one FROM meetings").scalar() == 1


def test_a_view_over_ours_that_an_upgrade_would_break_is_named(base_on_server: ServerAddress) -> None:
    with begin_writing(base_on_server) as connection:
        connection.exec_driver_sql("CREATE VIEW my_iraq AS SELECT * FROM meetings WHERE country_code = 'IQ'")
    with pytest.raises(DatabaseUnreadable, match="view my_iraq depends on view meetings"):
        upgrade_database(base_on_server)
    with begin_reading(base_on_server) as connection:
        assert connection.exec_driver_sql("SELECT city FROM my_iraq").scalar() == "Najaf"
