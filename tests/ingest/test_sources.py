"""Where articles come from: files, folders and stdin; each is read as what it is, and what holds none is told."""

import gzip
import io
import json
import os
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.errors import TextRefused
from rc_kb.ingest.sources import LARGEST_PAGE, STDIN, RawArticle, find_articles, make_id, read_raw_articles
from rc_kb.text_files import LARGEST_TEXT
from tests.ingest.stories import STORY, make_page

many = settings(max_examples=150, deadline=None, derandomize=True)
LINE = json.dumps({"text": STORY}).encode()


def read_one(path: Path) -> RawArticle:
    """Return the one article of a file."""
    [raw] = read_raw_articles([path])
    return raw


def refuse(raw: RawArticle) -> str:
    """Return why an article is refused."""
    with pytest.raises(TextRefused) as caught:
        raw.read()
    return str(caught.value)


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> list[RawArticle]:
    """Return the articles that are read from stdin."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read_raw_articles([STDIN]))


def test_a_folder_gives_its_articles_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("d.jsonl", "b.HTML", "a.txt", "c.md", "e.htm", "notes.pdf", "sheet.yaml", ".txt", "story"):
        (tmp_path / name).touch()
    (tmp_path / "f.txt").mkdir()
    assert [file.name for file in find_articles([tmp_path])] == ["a.txt", "b.HTML", "c.md", "d.jsonl", "e.htm"]


def test_a_folder_without_articles_is_told_what_it_takes(tmp_path: Path) -> None:
    with pytest.raises(
        TextRefused, match=r"is a folder without articles: files named \.txt, \.text, \.md, \.html, .* taken\.$"
    ):
        find_articles([tmp_path])


def test_a_file_that_is_not_there_is_told_before_any_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    with pytest.raises(TextRefused, match=r"none\.txt: there is no such file\.$"):
        find_articles([tmp_path / "a.txt", tmp_path / "none.txt"])


def test_a_file_that_is_named_twice_is_read_once_where_it_comes_first(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for file in files:
        file.touch()
    (tmp_path / "link.md").symlink_to(files[0])
    named = [files[1], files[0], files[1], tmp_path, tmp_path / "." / "a.txt", tmp_path / "link.md"]
    assert find_articles(named) == [files[1], files[0], files[2]]
    assert find_articles([STDIN, files[0], STDIN]) == [STDIN, files[0]]


def test_a_name_of_any_ending_is_taken_where_it_is_given_itself(tmp_path: Path) -> None:
    file = tmp_path / "story.news"
    file.write_text(STORY)
    assert find_articles([file]) == [file]
    assert read_one(file).read().normal == STORY


@pytest.mark.parametrize(
    ("name", "data", "article"),
    [
        ("A Story (1).txt", STORY.encode(), "a-story-1"),
        ("page.html", make_page().encode(), "page"),
        ("page.HTM", make_page().encode(), "page"),
        ("page.txt", make_page().encode(), "page"),
        ("page", b"\xef\xbb\xbf" + make_page().encode(), "page"),
        ("story.json", json.dumps({"text": STORY}, indent=2).encode(), "story"),
        ("stories.jsonl", LINE, "stories-1"),
        ("stories.ndjson", b"\xef\xbb\xbf" + LINE + b"\r\n", "stories-1"),
        ("utf-16.txt", STORY.encode("utf-16"), "utf-16"),
        ("bom.txt", STORY.encode("utf-8-sig"), "bom"),
    ],
)
def test_a_file_is_read_as_what_it_is(tmp_path: Path, name: str, data: bytes, article: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = read_one(tmp_path / name).read()
    assert (found.normal, found.id) == (STORY, article)
    assert found.source.startswith(str(tmp_path / name))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.pdf", b"%PDF-1.7\n\xe2\xe3", "is a PDF: save its text (`pdftotext FILE`), and give that."),
        ("x.txt", b"%PDF-1.4\n", "is a PDF: save its text (`pdftotext FILE`), and give that."),
        ("x.gz", gzip.compress(STORY.encode(), mtime=0), "is compressed by gzip: unpack it, and give what it holds."),
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an office document: save its text, and give that."),
        ("x.rtf", b"{\\rtf1\\ansi The society met.}", "is a document in rich text: save its text, and give that."),
        ("x.mhtml", b"From: <Saved by Blink>\r\n", "is a page in an archive (MHTML): save it as HTML, and give that."),
        ("x.txt", b"", "is empty: give the text of an article."),
        ("x.png", b"\x89PNG\r\n\x1a\n\0", "is binary: give the text of an article."),
        ("x.txt", b"The \0 society", "is binary, it holds control characters: give the text of an article."),
        ("x.html", b"", "is a page without an article: save the page of one story."),
        ("x.json", b"[]", 'holds no object: write {"text": …, "published": …} in each line.'),
        ("x.json", b"{}", "has no text: the key `text` holds the article."),
    ],
)
def test_what_holds_no_article_is_told_with_what_to_do(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert refuse(read_one(tmp_path / name)) == f"{tmp_path / name} {said}"


def test_a_docx_is_told_to_be_saved_as_text(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.docx", "w") as document:
        document.writestr("word/document.xml", "<w:document/>")
    said = "is a zip archive or an office document: save its text, and give that."
    assert refuse(read_one(tmp_path / "x.docx")) == f"{tmp_path / 'x.docx'} {said}"


def test_a_text_that_is_not_utf_8_is_told_its_line(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes(f"{STORY}\n\nA café.".encode("cp1252"))
    assert refuse(read_one(tmp_path / "x.txt")).endswith("x.txt, line 7: is not UTF-8: save the file as UTF-8.")


@pytest.mark.parametrize(("name", "size"), [("x.txt", "1 MB"), ("x.html", "10 MB")])
def test_a_file_of_20_mb_is_refused_and_not_read_whole(tmp_path: Path, name: str, size: str) -> None:
    with (tmp_path / name).open("wb") as file:
        file.truncate(20_000_000)
    tracemalloc.start()
    raw = read_one(tmp_path / name)
    assert size in refuse(raw)
    assert tracemalloc.get_traced_memory()[1] < 1.5 * LARGEST_PAGE
    tracemalloc.stop()


def test_a_line_of_20_mb_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(LINE + b"\n" + b" " * 20_000_000 + b"\n" + LINE)
    first, large, last = read_raw_articles([file])
    assert refuse(large) == f"{file}, line 2 is larger than 2 MB: give one article a line."
    assert [first.read().id, last.read().id] == ["x-1", "x-3"]


def test_a_line_with_an_article_of_the_largest_size_is_read(tmp_path: Path) -> None:
    text = (f"{STORY}\n\n" * 4000)[:LARGEST_TEXT].strip()
    (tmp_path / "x.jsonl").write_text(json.dumps({"text": text}))
    assert read_one(tmp_path / "x.jsonl").read().normal == text


def test_lines_are_numbered_and_empty_ones_left_out(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(LINE + b"\r\n\n  \n" + LINE)
    assert [(one.where, one.read().id) for one in read_raw_articles([file])] == [
        (f"{file}, line 1", "x-1"),
        (f"{file}, line 4", "x-4"),
    ]


def test_a_bad_line_does_not_keep_from_the_others(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(LINE + b"\n{\n" + LINE + b"\n")
    first, bad, last = read_raw_articles([file])
    assert refuse(bad).startswith(f"{file}, line 2 is not JSON")
    assert first.read().normal == last.read().normal == STORY


def test_a_compressed_file_of_lines_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(gzip.compress(os.urandom(50_000)))
    assert "line 1 is compressed by gzip" in refuse(read_one(tmp_path / "x.jsonl"))


def test_a_file_that_is_gone_when_its_turn_comes_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(STORY)
    gone, kept = read_raw_articles([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert refuse(gone) == f"{tmp_path / 'a.txt'} is no file: give the text of an article."
    assert kept.read().normal == STORY


def test_what_is_no_regular_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert refuse(read_one(tmp_path / "pipe.txt")).endswith("pipe.txt is no file: give the text of an article.")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "a.txt").chmod(0)
    assert refuse(read_one(tmp_path / "a.txt")).endswith("a.txt cannot be read: Permission denied.")


@pytest.mark.parametrize("data", [STORY.encode(), b"\n " + STORY.encode("utf-8-sig")[3:], make_page().encode()])
def test_an_article_comes_from_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    [raw] = give(monkeypatch, data)
    found = raw.read()
    assert (found.source, found.id, found.normal) == ("stdin", "stdin", STORY)


@pytest.mark.parametrize("before", [b"", b"\n\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n\n"])
def test_lines_come_from_stdin(monkeypatch: pytest.MonkeyPatch, before: bytes) -> None:
    found = give(monkeypatch, before + LINE + b"\n" + LINE)
    first = before.count(b"\n") + 1
    assert [one.where for one in found] == [f"stdin, line {first}", f"stdin, line {first + 1}"]
    assert [one.read().id for one in found] == [f"stdin-{first}", f"stdin-{first + 1}"]


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf", b"\xef", b"\xef\xbb"])
def test_an_empty_stdin_is_told(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    [raw] = give(monkeypatch, data)
    assert refuse(raw).startswith("stdin")


def test_a_closed_stdin_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(TextRefused, match=r"^stdin is closed: give an article on it, or name files\.$"):
        list(read_raw_articles([STDIN]))


def test_stdin_without_end_is_not_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    for start in (b"A", b"{"):
        [raw] = give(monkeypatch, start + b"a" * (2 * LARGEST_PAGE))
        assert len(raw.data) <= LARGEST_PAGE + 1
        assert "is larger than" in refuse(raw)


@many
@given(st.text(max_size=200))
def test_any_name_gives_an_id_of_plain_words(name: str) -> None:
    made = make_id(name)
    assert 0 < len(made) <= 120
    assert all(word and word.isascii() and word.isalnum() and word == word.lower() for word in made.split("-"))


@many
@given(st.binary(max_size=200), st.sampled_from(("x.txt", "x.html", "x.json")), st.none() | st.just(3))
def test_any_bytes_are_a_document_or_refused_in_a_sentence(data: bytes, name: str, line: int | None) -> None:
    raw = RawArticle(name, line, data)
    try:
        assert raw.read().normal
    except TextRefused as error:
        assert str(error).startswith(name)  # noqa: PT017 - either may be
        assert str(error).endswith(".")  # noqa: PT017
