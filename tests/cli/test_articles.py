"""The texts of articles: attached, taken out and copied from the command line, each failure a sentence and a code."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.store.texts import attach_files
from tests.bases import CITED, CITED_TEXT, build_cited, write_cited_article, write_cited_sheet
from tests.cli.conftest import Ask

IRAQ, TAJIKISTAN = "tehran-times-476836", "tehran-times-511371"


@pytest.fixture
def cited(tmp_path: Path) -> Path:
    """Return a base with the invented article, whose text is attached."""
    return build_cited(tmp_path / "cited.db")


@pytest.fixture
def bare(ask: Ask, base: Path, tmp_path: Path) -> Path:
    """Return a base with the invented article beside the seed, without texts."""
    (tmp_path / "sheet.yaml").write_text(write_cited_sheet(), encoding="utf-8")
    assert ask("load", tmp_path / "sheet.yaml", db=base).code == 0
    return base


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Return a file with the text of the invented article."""
    path = tmp_path / "texts" / "story.txt"
    path.parent.mkdir()
    path.write_text(CITED_TEXT, encoding="utf-8")
    return path


def list_texts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [article for (article,) in connection.execute("SELECT article_id FROM texts ORDER BY 1")]


def test_the_texts_of_a_folder_are_attached_and_each_is_told(ask: Ask, base: Path, articles: Path) -> None:
    first, second = sorted(articles.glob("*.txt"))
    told = f"rc-kb: {first}: attached to {TAJIKISTAN}.\nrc-kb: {second}: attached to {IRAQ}.\n"
    assert ask("articles", "attach", articles, db=base) == (0, "", told)
    assert list_texts(base) == [IRAQ, TAJIKISTAN]
    again = ask("articles", "attach", first, second, db=base)
    assert again == (0, "", told.replace("attached to", "is already attached to"))


def test_the_list_of_articles_says_whose_text_is_attached(ask: Ask, bare: Path, text: Path) -> None:
    ask("articles", "attach", text, db=bare)
    rows = json.loads(ask("articles", "--json", db=bare).out)
    assert {row["id"]: row["text_attached"] for row in rows} == {IRAQ: 0, TAJIKISTAN: 0, CITED: 1}


def test_texts_of_a_folder_that_are_of_no_article_are_told_and_left_out(ask: Ask, bare: Path, text: Path) -> None:
    text.with_name("other.txt").write_text("Another story.")
    text.with_name("photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    said = ask("articles", "attach", text.parent, db=bare)
    assert (said.code, said.out, list_texts(bare)) == (0, "", [CITED])
    other, photo, attached = said.err.splitlines()
    assert other.startswith(f"rc-kb: {text.parent}/other.txt is the text of no article here: load its sheet first")
    assert photo == f"rc-kb: {text.parent}/photo.txt is binary: give the text of an article."
    assert attached == f"rc-kb: {text}: attached to {CITED}."


def test_a_folder_in_which_nothing_is_recognized_fails(ask: Ask, bare: Path, text: Path) -> None:
    text.write_text("Another story.")
    said = ask("articles", "attach", text.parent, db=bare)
    assert (said.code, said.err.splitlines()[-1]) == (1, "rc-kb: no text was attached.")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\x00\x01", "is binary, it holds control characters: give the text of an article."),
        (b"\xff\xd8\xff\xe0\x00", "is binary: give the text of an article."),
        ("Café".encode("latin-1"), "line 1: is not UTF-8: save the file as UTF-8."),
        (b"a" * 50_000_000, "is larger than 1 MB: give the text of one article."),
        (b"\n", "is empty: give the text of an article."),
        (
            b"Another story.",
            "is the text of no article here: load its sheet first, or name the article with --article.",
        ),
    ],
    ids=["binary", "a picture", "Latin-1", "50 MB", "empty", "unknown"],
)
def test_what_is_no_text_is_refused_in_a_sentence_and_nothing_is_stored(
    ask: Ask, bare: Path, text: Path, data: bytes, told: str
) -> None:
    bad = text.with_name("bad.txt")
    bad.write_bytes(data)
    said = ask("articles", "attach", text, bad, db=bare)
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith(f"rc-kb: {bad}")
    assert said.err.endswith(f"{told}\n")
    assert list_texts(bare) == []


def test_a_folder_without_texts_and_a_file_that_is_not_there_are_told(ask: Ask, bare: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path, told in {
        "empty": "holds no text: files whose names end with .txt are taken.",
        "none.txt": "cannot be read: No such file or directory.",
    }.items():
        said = ask("articles", "attach", tmp_path / path, db=bare)
        assert said == (1, "", f"rc-kb: {tmp_path / path} {told}\n")


def test_a_changed_text_says_which_citations_still_hold_and_is_attached_by_name(
    ask: Ask, bare: Path, text: Path
) -> None:
    text.write_text(CITED_TEXT.replace("40 nurses", "50 nurses"), encoding="utf-8")
    refused = ask("articles", "attach", text, db=bare)
    assert (refused.code, list_texts(bare)) == (1, [])
    assert "5 of 6 citations still hold; 1 is lost, on paragraph 2. `--article example-news-3` attaches" in refused.err
    attached = ask("articles", "attach", text, "--article", CITED.upper(), db=bare)
    assert (attached.code, list_texts(bare)) == (0, [CITED])
    assert attached.err.splitlines()[1] == (
        f"rc-kb: {text}: it has changed since it was coded: 5 of 6 citations still hold; 1 is lost, on paragraph 2."
    )


def test_two_articles_of_one_text_are_told_and_one_is_named(ask: Ask, bare: Path, text: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.yaml").write_text(write_cited_article(article="copy-1"), encoding="utf-8")
    ask("load", tmp_path / "copy.yaml", db=bare)
    said = ask("articles", "attach", text, db=bare)
    assert said == (
        1,
        "",
        f"rc-kb: {text} is the text of several articles, copy-1 and {CITED}: name one with --article.\n",
    )
    assert ask("articles", "attach", text, "--article", "copy-1", db=bare).code == 0
    assert list_texts(bare) == ["copy-1"]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["attach"], 2, "Missing argument 'FILE...'"),
        (["attach", "TEXT", "--article", "none"], 3, "no article has the id 'none'"),
        (["attach", "TEXT", "TEXT", "--article", CITED], 2, "--article names the article of one text, and these are 2"),
        (["--json", "attach", "TEXT"], 2, "options stand before attach: write those of attach after it."),
        (["--all", "detach", CITED], 2, "options stand before detach: write those of detach after it."),
        (["detach"], 2, "name the articles whose texts are to go, or --all."),
        (["detach", CITED, "--all"], 2, "name the articles whose texts are to go, or --all."),
        (["detach", CITED, "none"], 3, "no article has the id 'none'"),
        (["nothing"], 2, "No such command 'nothing'"),
    ],
)
def test_a_slip_is_told_and_changes_nothing(
    ask: Ask, cited: Path, text: Path, arguments: list[str], code: int, told: str
) -> None:
    said = ask("articles", *(str(text) if one == "TEXT" else one for one in arguments), db=cited)
    assert (said.code, said.out) == (code, "")
    assert told in said.err
    assert list_texts(cited) == [CITED]


def test_texts_are_taken_out_by_id_or_all_at_once(ask: Ask, bare: Path, text: Path, articles: Path) -> None:
    ask("articles", "attach", text, articles, db=bare)
    assert ask("articles", "detach", IRAQ.upper(), db=bare) == (0, "", f"rc-kb: detached: {IRAQ}.\n")
    assert ask("articles", "detach", "--all", db=bare) == (0, "", f"rc-kb: detached: {CITED}, {TAJIKISTAN}.\n")
    assert ask("articles", "detach", "--all", db=bare) == (0, "", "rc-kb: no text was attached there.\n")
    said = ask("verify", db=bare)
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("rc-kb: 136 citations: 0 found, 0 moved, 0 lost, 136 not attached.\n")


def test_a_text_is_attached_to_a_base_that_is_built_for_it(ask: Ask, tmp_path: Path, articles: Path) -> None:
    said = ask("articles", "attach", articles, "--db", tmp_path / "new.db")
    assert (said.code, list_texts(tmp_path / "new.db")) == (0, [IRAQ, TAJIKISTAN])


def test_the_help_of_articles_lists_what_can_be_done_with_texts(ask: Ask) -> None:
    commands = ask("articles", "--help").out.partition("\nCommands:\n")[2]
    assert [line.split()[0] for line in commands.splitlines()] == ["attach", "detach"]
    for command in ("attach", "detach"):
        said = ask("articles", command, "--help")
        assert (said.code, f"rc-kb articles {command} " in said.out) == (0, True)


@pytest.mark.parametrize("options", [[], ["--with-texts"]], ids=str)
def test_a_backup_leaves_texts_behind_unless_they_are_asked_for(
    ask: Ask, cited: Path, tmp_path: Path, options: list[str]
) -> None:
    copy = tmp_path / "copy.db"
    said = ask("db", "backup", copy, *options, db=cited)
    left = "" if options else " without the attached text (--with-texts takes along what is attached)"
    assert said == (0, "", f"rc-kb: copied to {copy}{left}.\n")
    assert list_texts(copy) == ([CITED] if options else [])
    assert (b"fourth paragraph" in copy.read_bytes()) is bool(options)


def test_a_backup_of_a_base_without_texts_says_nothing_of_them(ask: Ask, base: Path, tmp_path: Path) -> None:
    assert ask("db", "backup", tmp_path / "copy.db", db=base).err == f"rc-kb: copied to {tmp_path / 'copy.db'}.\n"


def test_facts_are_recorded_by_the_name_that_is_given(ask: Ask, base: Path, tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text(write_cited_sheet(), encoding="utf-8")
    ask("load", tmp_path / "sheet.yaml", "--by", "Ann \x1b[31mCoder", db=base)
    (fact,) = json.loads(ask("commitments", "--article", CITED, "--json", db=base).out)
    page = ask("show", fact["id"], db=base).out
    assert "recorded_by    Ann \\u001b[31mCoder\n" in page
    assert f"sheet          {tmp_path / 'sheet.yaml'}\n" in page


def test_a_file_with_a_harmful_name_is_told_harmless(ask: Ask, cited: Path, tmp_path: Path) -> None:
    bad = tmp_path / "a\x1b[31m.txt"
    bad.write_text("Another story.")
    said = ask("articles", "attach", bad, db=cited)
    assert (said.code, "\x1b" in said.err, "\\u001b[31m" in said.err) == (1, False, True)


def test_nothing_of_a_text_comes_out_unless_it_is_asked_for(ask: Ask, base: Path, articles: Path) -> None:
    commands = [["countries", "--all"], ["meetings"], ["facilities"], ["statements"], ["show", "Iran", "--all"]]
    before = [ask(*command, "--json", db=base).out for command in commands]
    attach_files(base, [articles])
    assert [ask(*command, "--json", db=base).out for command in commands] == before
