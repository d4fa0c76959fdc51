"""Where sheets come from: files, folders and streams, in an order that does not depend on the file system."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from rc_kb.errors import BadSheet
from rc_kb.sheet.read import LARGEST_SHEET
from rc_kb.sheet.sources import STDIN, find_sheet_files, measure_files, read_raw_sheets


def test_a_folder_gives_its_sheets_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.JSONL", "notes.txt", ".yaml"):
        (tmp_path / name).write_text("")
    (tmp_path / "d.yaml").mkdir()
    assert [file.name for file in find_sheet_files([tmp_path])] == ["a.yml", "b.yaml", "c.JSONL"]


def test_a_folder_without_sheets_is_told_what_it_takes(tmp_path: Path) -> None:
    with pytest.raises(BadSheet, match=r"is a folder without coding sheets: files named \.yaml, \.yml, \.jso"):
        find_sheet_files([tmp_path])


def test_a_file_that_is_not_there_is_told_before_any_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("")
    with pytest.raises(BadSheet, match=r"none\.yaml: there is no such file"):
        find_sheet_files([tmp_path / "a.yaml", tmp_path / "none.yaml"])


def test_lines_are_numbered_and_empty_ones_left_out(tmp_path: Path) -> None:
    file = tmp_path / "sheets.jsonl"
    file.write_bytes(b"\xef\xbb\xbf{}\r\n\n  \n[1]")
    assert [(one.line, one.data) for one in read_raw_sheets([file])] == [(1, b"{}"), (4, b"[1]")]


def test_lines_come_from_stdin_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{}\n{}\n")))
    assert [(one.source, one.where) for one in read_raw_sheets([STDIN])] == [
        ("stdin", "line 1: "),
        ("stdin", "line 2: "),
    ]


def test_a_line_of_50_mb_is_refused_and_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "sheets.jsonl"
    with file.open("wb") as writing:
        writing.write(b"{}\n")
        writing.truncate(50_000_000)
    sheets = read_raw_sheets([file])
    next(sheets)
    with pytest.raises(BadSheet, match=r"jsonl: line 2: is larger than 5 MB: one line codes one article"):
        next(sheets)


def test_a_line_as_large_as_a_sheet_may_be_is_read(tmp_path: Path) -> None:
    file = tmp_path / "sheets.jsonl"
    file.write_bytes(b"x" * LARGEST_SHEET + b"\n{}\n")
    assert [len(one.data) for one in read_raw_sheets([file])] == [LARGEST_SHEET, 2]


@pytest.mark.parametrize("name", ["sheets.jsonl.gz", "sheets.jsonl", "sheet.yaml"])
def test_a_compressed_file_is_told_how_to_read_it(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(gzip.compress(b"{}\n" * 100))
    [first, *_] = read_raw_sheets([file])
    with pytest.raises(BadSheet, match=rf"{name}: is compressed by gzip: `zcat FILE \| rc-kb load -` reads such lines"):
        first.parse()


def test_files_tell_their_size_and_stdin_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"12345")
    assert measure_files([tmp_path / "a.yaml"]) == 5
    assert measure_files([tmp_path / "a.yaml", STDIN]) is None


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    sheets = [tmp_path / name for name in ("a.yaml", "b.yaml")]
    for sheet in sheets:
        sheet.touch()
    assert find_sheet_files([sheets[1], tmp_path, tmp_path / "." / "a.yaml"]) == [sheets[1], sheets[0]]
    assert find_sheet_files([Path("-"), Path("-")]) == [Path("-")]
