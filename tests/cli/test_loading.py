"""`rc-kb load` of many sheets: streams, folders, processes, and being interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rc_kb.store.bulk import BYTES_IN_A_BATCH, SHEETS_IN_A_BATCH
from tests.bases import INVENTED_SHEETS
from tests.cli.conftest import Ask
from tests.conftest import Run
from tests.store.conftest import find_rows

RC_KB = [sys.executable, "-m", "rc_kb"]


def write_line(number: int, **keys: object) -> str:
    article = {"id": f"example-{number}", "publisher": "Example News", "paragraphs": 3}
    award = {"recipient": "IFRC", "award": f"medal {number}", "cite": 1}
    return json.dumps({"article": article, "awards": [award], **keys}) + "\n"


def count_articles(ask: Ask, base: Path) -> int:
    return len(json.loads(ask("articles", "--all", "--json", db=base).out))


def test_a_folder_is_loaded_and_what_is_there_is_unchanged(ask: Ask, base: Path, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    for sheet in INVENTED_SHEETS:
        (folder / sheet.name).write_bytes(sheet.read_bytes())
    assert "articles: 2 added; facts: " in ask("load", folder, db=base).err
    (folder / "more.jsonl").write_text(write_line(1))
    assert "articles: 1 added, 2 unchanged; facts: 1 added, " in ask("load", folder, db=base).err


def test_the_help_tells_how_many_sheets_are_loaded_together(ask: Ask) -> None:
    said = " ".join(ask("load", "--help").out.split())
    assert f"up to {SHEETS_IN_A_BATCH}, or {BYTES_IN_A_BATCH // 1_000_000} MB, all together or not at all" in said
    assert f"more than {SHEETS_IN_A_BATCH} sheets in N processes" in said
    assert "rc-kb load sheets/tehran-times-476836.yaml" in said


def test_lines_on_stdin_are_loaded(base: Path) -> None:
    said = subprocess.run(
        [*RC_KB, "load", "-", "--db", base],
        input=write_line(1) + write_line(2),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout) == (0, "")
    assert said.stderr == "rc-kb: articles: 2 added; facts: 2 added.\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2: is not JSON: expecting property name enclosed in double quotes, at character 2"),
        ("[]", "line 2: expected the keys of a coding sheet (article, meetings, …)"),
        (write_line(1), "line 2: article.id: example-1 is coded in line 1 too: one sheet an article"),
        (write_line(2, awards=[{"award": "x", "cite": 1}]), "line 2: awards[1].recipient: is missing"),
        (
            write_line(2, awards=[{"recipient": "IRCS", "award": "x", "cite": 1}]),
            "line 2: awards[1]: IRCS may be an organization of IN, IQ, IR: write its full name",
        ),
    ],
)
def test_a_bad_line_is_told_in_one_sentence_and_changes_nothing(
    ask: Ask, base: Path, tmp_path: Path, line: str, told: str
) -> None:
    file = tmp_path / "sheets.jsonl"
    file.write_text(write_line(1) + line)
    before = count_articles(ask, base)
    said = ask("load", file, db=base)
    assert (said.code, said.out, said.err) == (1, "", f"rc-kb: {file}: {told}\n")
    assert count_articles(ask, base) == before


def test_a_bad_line_of_a_later_batch_says_what_is_loaded(run: Run, base: Path, tmp_path: Path) -> None:
    file = tmp_path / "sheets.jsonl"
    file.write_text("".join(map(write_line, range(1100))) + "{\n")
    said = run("load", str(file), "--jobs", "2", db=base)
    first, second = said.stderr.splitlines()
    assert (said.returncode, first.partition(": line ")[2][:22]) == (1, "1101: is not JSON: exp")
    assert second == "1,000 sheets before it are loaded: the same command goes on from there."
    file.write_text("".join(map(write_line, range(1100))))
    said = run("load", str(file), db=base)
    assert said.stderr == ("rc-kb: articles: 100 added, 1,000 unchanged; facts: 100 added, 1,000 unchanged.\n")


@pytest.fixture
def waiting(base: Path) -> Iterator["subprocess.Popen[str]"]:
    """Return a process that has loaded batches from stdin by two others, and waits for more."""
    with subprocess.Popen(
        [*RC_KB, "load", "-", "--jobs", "2", "--db", base],
        stdin=-1,
        stdout=-1,
        stderr=-1,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        # Two more than are loaded: each process is given its next batch before its last one is written.
        process.stdin.write("".join(map(write_line, range(4 * SHEETS_IN_A_BATCH))))
        process.stdin.flush()
        while find_rows(base, "SELECT count(*) FROM article") < [(2 * SHEETS_IN_A_BATCH,)]:
            time.sleep(0.05)
        # Two that prepare, and one that looks after what they share.
        assert len(list_children(process.pid)) == 3
        yield process
        process.kill()


def list_children(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_sheets_are_checked_in_one_process_where_they_are_few(base: Path) -> None:
    with subprocess.Popen([*RC_KB, "load", "-", "--db", base], stdin=-1, stderr=-1, text=True) as process:
        assert process.stdin is not None
        process.stdin.write("".join(map(write_line, range(20))))
        process.stdin.flush()
        time.sleep(2)
        assert list_children(process.pid) == []
        process.stdin.close()


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to see processes")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_stays_where_loading_is_stopped(waiting: "subprocess.Popen[str]", how: int) -> None:
    children = list_children(waiting.pid)
    # Ctrl-C on a terminal is for all processes of a command.
    (os.killpg if how == signal.SIGINT else os.kill)(waiting.pid, how)
    _, err = waiting.communicate(timeout=30)
    assert (waiting.returncode, err) == ((130, "rc-kb: interrupted.\n") if how == signal.SIGINT else (-9, ""))
    until = time.monotonic() + 20
    while any(map(is_running, children)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [child for child in children if is_running(child)] == []


def test_a_folder_without_sheets_builds_no_base(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = run("load", str(tmp_path / "empty"), db=tmp_path / "kb.db")
    assert (said.returncode, (tmp_path / "kb.db").exists()) == (1, False)
    assert said.stderr.startswith(f"rc-kb: {tmp_path / 'empty'}: is a folder without coding sheets")


def test_a_closed_stdin_is_told(run: Run, base: Path) -> None:
    said = run("load", "-", db=base, before=("bash", "-c", 'exec "$@" <&-', "bash"))
    assert (said.returncode, said.stderr) == (1, "rc-kb: stdin: is closed: give sheets on it, or name files\n")
