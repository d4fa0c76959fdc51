"""Texts from files: every way to save a text gives one normal form, and what is no text is told in a sentence."""

import os
import unicodedata
from pathlib import Path

import pytest

from rc_kb.errors import TextRefused
from rc_kb.text import fingerprint_normal
from rc_kb.text_files import LARGEST_TEXT, find_files, read_text, read_text_file

TEXT = "Café \U0001f600 in Najaf.\n\nThe end."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        b"\xff\xfe" + TEXT.replace("\n", "\r\n").encode("utf-16-le"),
        unicodedata.normalize("NFD", TEXT).encode(),
        TEXT.replace("\n\n", " \t\n\u00a0\n").encode(),
        f"\n\n  {TEXT}  \n".encode(),
    ],
    ids=["UTF-8", "CRLF", "CR", "BOM", "UTF-16", "UTF-16 BE", "UTF-16 CRLF", "NFD", "trailing space", "space around"],
)
def test_every_way_to_save_a_text_gives_one_fingerprint(data: bytes) -> None:
    normal = read_text(data, "text.txt")
    assert normal == TEXT
    assert fingerprint_normal(normal) == fingerprint_normal(TEXT)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "x.txt is empty: give the text of an article."),
        (b"\xef\xbb\xbf \n\t\r\n", "x.txt is empty: give the text of an article."),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "x.txt is binary: give the text of an article."),
        (b"\x7fELF\x02\x01\x01\x00", "x.txt is binary, it holds control characters: give the text of an article."),
        (TEXT.encode("utf-16-le"), "x.txt is binary: give the text of an article."),
        ("text".encode("utf-32"), "x.txt is binary, it holds control characters: give the text of an article."),
        (b"\xff\xfeabc", "x.txt, line 1: is not UTF-8: save the file as UTF-8."),
        ("one\ntwo\nCafé".encode("latin-1"), "x.txt, line 3: is not UTF-8: save the file as UTF-8."),
        (b"red \x1b[31m", "x.txt is binary, it holds control characters: give the text of an article."),
    ],
)
def test_what_is_no_text_is_told(data: bytes, said: str) -> None:
    with pytest.raises(TextRefused) as caught:
        read_text(data, "x.txt")
    assert str(caught.value) == said


def test_a_file_over_the_limit_is_refused_without_reading_it_all(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(TextRefused, match=r"large\.txt is larger than 1 MB: give the text of one article\.$"):
        read_text_file(tmp_path / "large.txt")


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_bytes(b"a" * LARGEST_TEXT)
    assert len(read_text_file(tmp_path / "text.txt").normal) == LARGEST_TEXT


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(TextRefused, match=r"none\.txt cannot be read: No such file or directory\.$"):
        read_text_file(tmp_path / "none.txt")


def test_a_folder_gives_its_texts_in_the_order_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "c.txt").mkdir()
    for name in ("b.TXT", "a.txt", "readme.md", "text"):
        (tmp_path / name).touch()
    assert find_files(tmp_path) == [tmp_path / "a.txt", tmp_path / "b.TXT"]
    assert find_files(tmp_path / "readme.md") == [tmp_path / "readme.md"]


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(TextRefused, match=r"holds no text: files whose names end with \.txt are taken\.$"):
        find_files(tmp_path)


def test_what_is_no_regular_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(TextRefused, match=r"pipe\.txt is no file: give the text of an article\.$"):
        read_text_file(tmp_path / "pipe.txt")
