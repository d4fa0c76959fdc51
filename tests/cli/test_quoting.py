"""Quoted words: --cite beside every row and in every format, `cite` for a coding sheet, `verify` for all of them."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rc_kb.sheet.read import parse_sheet
from rc_kb.text import digest_words, split_normal
from rc_kb.vocabulary import NOUNS
from tests.bases import CITED, CITED_TEXT, build_cited, write_cited_article
from tests.cli.conftest import Ask

IRAQ, TAJIKISTAN = "tehran-times-476836", "tehran-times-511371"
FORMATS = ["table", "json", "jsonl", "csv", "tsv", "md"]
SHOWN = ["Iran", "Tajikistan", "Kolivand", "Najaf", IRAQ, TAJIKISTAN]
CHANGED_TEXT = CITED_TEXT.replace("40 nurses", "50 nurses")

CHANGED = f"rc-kb: the text of {CITED} is not the one that was coded.\n"


@pytest.fixture(scope="session")
def cited_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a base with the invented article, whose text is attached, which no test may write to."""
    return build_cited(tmp_path_factory.mktemp("cited") / "cited.db")


@pytest.fixture
def cited(cited_path: Path, tmp_path: Path) -> Path:
    """Return a copy of the base with the invented article for one test to write to."""
    return Path(shutil.copy(cited_path, tmp_path / "cited.db"))


@pytest.fixture
def changed(ask: Ask, cited: Path, tmp_path: Path) -> Path:
    """Return a base in which the attached text is not the one that was coded."""
    (tmp_path / "changed.txt").write_text(f"New.\n\n{CHANGED_TEXT}", encoding="utf-8")
    assert ask("articles", "attach", tmp_path / "changed.txt", "--article", CITED, db=cited).code == 0
    return cited


def find_citations(out: str) -> list[dict[str, Any]]:
    return [one for row in json.loads(out) for one in row.get("citations", [])]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("noun", NOUNS)
def test_without_texts_publisher_date_paragraph_and_address_are_given(ask: Ask, noun: str, form: str) -> None:
    said = ask(noun, "--cite", "--all", "--format", form)
    assert (said.code, said.err) == (0, "")
    assert "Tehran Times" in said.out
    assert re.search(r"2022-09-18|\[2025-03-08\.\.2025-05-21\]", said.out)
    assert "https://www.tehrantimes.com/news/" in said.out
    if noun != "articles":
        assert re.search(r'paragraphs? \d|"paragraph": \d', said.out)
    assert not re.search(r"«|TextQuoteSelector|words not found", said.out)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun != "articles"])
def test_with_texts_the_words_are_given_in_their_context(ask: Ask, attached_base: Path, noun: str, form: str) -> None:
    said = ask(noun, "--cite", "--all", "--format", form, db=attached_base)
    assert (said.code, said.err) == (0, "")
    assert re.search(r'"TextQuoteSelector", "exact": "\w' if form.startswith("json") else r"[^|]«\w[^»]+\w»", said.out)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", SHOWN)
def test_show_gives_citations_in_every_format(ask: Ask, attached_base: Path, name: str, form: str) -> None:
    said = ask("show", name, "--cite", "--format", form, "--all", db=attached_base)
    assert (said.code, said.err) == (0, "")
    assert "Tehran Times" in said.out
    assert ("TextQuoteSelector" if form.startswith("json") else "«") in said.out


def test_a_publication_that_is_inferred_is_said_to_be(ask: Ask) -> None:
    assert (
        "Tehran Times, [2025-03-08..2025-05-21] (inferred), paragraphs 2, 4, https"
        in ask("facilities", "--in", "Tajikistan", "--cite").out
    )


def test_citations_in_json_are_selectors_of_web_annotation(ask: Ask, cited_path: Path) -> None:
    (row,) = json.loads(ask("commitments", "--cite", "--json", db=cited_path).out)
    assert row["citations"] == [
        {
            "fact_id": row["id"],
            "kind": "commitment",
            "article_id": CITED,
            "publisher": "Example News",
            "published_on": "2024-06-04",
            "published_basis": None,
            "source": "https://example.org/news/3",
            "paragraph": 2,
            "selector": [
                {"type": "TextPositionSelector", "start": 65, "end": 89},
                {
                    "type": "TextQuoteSelector",
                    "exact": "We shall train 40 nurses",
                    "prefix": "International Committee in Mombasa. \u201c",
                    "suffix": " by the end of\nthe year,\u201d he said.",
                },
            ],
            "standing": "found",
            "note": None,
        }
    ]


def test_selectors_select_the_same_words(ask: Ask, attached_base: Path) -> None:
    with closing(sqlite3.connect(attached_base)) as connection:
        texts = dict(connection.execute("SELECT article_id, text FROM texts"))
    for noun in NOUNS[3:-1]:
        for one in find_citations(ask(noun, "--cite", "--json", "--all", db=attached_base).out):
            position, quote = one["selector"]
            paragraph = split_normal(texts[one["article_id"]])[one["paragraph"] - 1]
            assert paragraph[position["start"] : position["end"]] == quote["exact"]
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in paragraph


def test_words_that_have_moved_are_selected_where_they_stand_now(ask: Ask, changed: Path) -> None:
    (one,) = find_citations(ask("facilities", "--cite", "--json", db=changed).out)
    position, quote = one["selector"]
    assert (one["standing"], one["paragraph"], quote["exact"]) == ("moved", 2, "opened a clinic in Mombasa")
    assert (position["start"], position["end"]) == (50, 76)
    assert "(now in paragraph 2, characters 50-76)" in ask("facilities", "--cite", db=changed).out


def test_words_that_are_lost_are_told_and_the_source_still_stands(ask: Ask, changed: Path) -> None:
    source, words = ask("commitments", "--cite", db=changed).out.splitlines()[-2:]
    assert source == "Example News, 2024-06-04, paragraph 2, https://example.org/news/3"
    assert words == "  2: words not found: other words stand there"


def test_a_whole_paragraph_is_quoted_whole_and_without_dots(ask: Ask, cited_path: Path) -> None:
    assert ask("figures", "--cite", db=cited_path).out.endswith(
        "\n  3: «The clinic is one of 3 that the society runs.»\n"
    )


def test_a_paragraph_that_is_cited_twice_is_counted_once_and_quoted_twice(ask: Ask, attached_base: Path) -> None:
    first, *words = ask("awards", "--giver", "IFRC General Assembly", "--cite", db=attached_base).out.splitlines()[-3:]
    assert ", paragraph 7, https" in first
    assert [line.partition(":")[0] for line in words] == ["  7", "  7"]
    assert words[0] != words[1]


def test_the_citations_of_a_party_say_which_kind_of_fact_they_are_of(ask: Ask, cited_path: Path) -> None:
    lines = ask("officials", "--organization", "Kenya Red Cross", "--cite", db=cited_path).out.splitlines()[-2:]
    assert [line.partition(":")[0] for line in lines] == ["  meeting, 2", "  office, 1"]


def test_words_in_a_text_with_angle_quotation_marks_have_other_marks(ask: Ask, cited: Path) -> None:
    with closing(sqlite3.connect(cited)) as writing, writing:
        writing.execute("UPDATE article_text SET text = replace(replace(text, '\u201c', '«'), '\u201d', '»')")
    assert "«⟦We shall train 40 nurses⟧ by the end of the year,»" in ask("commitments", "--cite", db=cited).out


def test_citations_and_the_statement_contradict_each_other(ask: Ask) -> None:
    said = ask("meetings", "--cite", "--show-sql")
    assert (said.code, said.out) == (2, "")
    assert said.err == "rc-kb: --show-sql and --cite contradict each other: citations are asked for row by row.\n"


def test_more_rows_than_are_read_at_once_have_their_own_citations(ask: Ask, base: Path, tmp_path: Path) -> None:
    awards = "".join(f"- {{recipient: Kenya, award: Medal {number}, cite: {number}}}\n" for number in range(1, 251))
    (tmp_path / "many.yaml").write_text(f"article: {{id: many-1, publisher: Example News}}\nawards:\n{awards}")
    ask("load", tmp_path / "many.yaml", db=base)
    rows = json.loads(ask("awards", "--article", "many-1", "--cite", "--json", "--all", db=base).out)
    assert len(rows) == 250
    assert all(row["award"] == f"Medal {row['citations'][0]['paragraph']}" for row in rows)
    assert {len(row["citations"]) for row in rows} == {1}


@pytest.mark.parametrize(("batch", "kept"), [(1, 0), (3, 1), (7, 200)])
def test_how_many_rows_and_texts_are_held_at_once_does_not_show(
    ask: Ask, attached_base: Path, monkeypatch: pytest.MonkeyPatch, batch: int, kept: int
) -> None:
    asked = [["statements", "--all"], ["organizations", "--with-facts"], ["show", "Iran", "--all"]]
    usual = [ask(*one, "--cite", db=attached_base).out for one in asked]
    monkeypatch.setattr("rc_kb.read.quoting._BATCH", batch)
    monkeypatch.setattr("rc_kb.read.quoting._TEXTS_KEPT", kept)
    assert [ask(*one, "--cite", db=attached_base).out for one in asked] == usual


def list_answers(ask: Ask, base: Path) -> Iterator[str]:
    for form in ("table", "json"):
        for noun in NOUNS:
            yield ask(noun, "--cite", "--all", "--format", form, db=base).out
        for name in SHOWN:
            yield ask("show", name, "--cite", "--all", "--history", "--format", form, db=base).out
        yield ask("verify", "--all", "--format", form, db=base).out


def test_no_answer_holds_a_whole_paragraph_that_is_not_cited(ask: Ask, attached_base: Path) -> None:
    with closing(sqlite3.connect(attached_base)) as connection:
        texts = connection.execute("SELECT article_id, text FROM texts").fetchall()
        cited = connection.execute("SELECT article_id, paragraph FROM citations").fetchall()
    paragraphs = [
        (article, number, words) for article, text in texts for number, words in enumerate(split_normal(text), 1)
    ]
    uncited = [words for article, number, words in paragraphs if (article, number) not in cited]
    assert len(uncited) > 4
    for out in list_answers(ask, attached_base):
        bare = re.sub(r"[«»]", "", out)
        assert [words for words in uncited if words in bare] == []
        # Long paragraphs of which a part is cited are never given whole.
        assert [words for _, _, words in paragraphs if len(words) > 350 and words in bare] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("train 40 nurses", "{paragraph: 2, start: 74, end: 89, digest: DIGEST}\n"),
        ("TRAIN  40\nNurses", "{paragraph: 2, start: 74, end: 89, digest: DIGEST}\n"),
        ('"We shall', "{paragraph: 2, start: 64, end: 73, digest: DIGEST}\n"),
    ],
)
def test_cite_prints_the_place_of_words_as_a_sheet_has_it(
    ask: Ask, cited_path: Path, tmp_path: Path, words: str, said: str
) -> None:
    (tmp_path / "story.txt").write_text(CITED_TEXT, encoding="utf-8")
    by_id = ask("cite", CITED, words, db=cited_path)
    by_file = ask("cite", tmp_path / "story.txt", words, db=tmp_path / "none.db")
    assert by_id == by_file == (0, by_id.out, "")
    assert re.sub(r"[0-9a-f]{12}", "DIGEST", by_id.out).replace('"', "") == said
    assert not (tmp_path / "none.db").exists()


def test_cite_prints_all_places_and_says_so(ask: Ask, cited_path: Path) -> None:
    said = ask("cite", CITED, "Mombasa", db=cited_path)
    assert said.code == 0
    assert re.findall(r"paragraph: (\d), start: (\d+)", said.out) == [("1", "69"), ("2", "55")]
    assert said.err == "rc-kb: the words stand in 2 places: more words, or --paragraph, say which is meant.\n"
    one = ask("cite", CITED, "Mombasa", "--paragraph", 2, db=cited_path)
    assert (one.out.count("\n"), one.err) == (1, "")


@pytest.mark.parametrize("form", FORMATS)
def test_cite_prints_every_format(ask: Ask, cited_path: Path, form: str) -> None:
    said = ask("cite", CITED, "train 40 nurses", "--format", form, db=cited_path)
    assert (said.code, said.err) == (0, "")
    for value in ("74", "89", digest_words("train 40 nurses"), "train 40 nurses", "We shall"):
        assert value in said.out


def test_what_cite_prints_is_pasted_into_a_sheet_that_loads(ask: Ask, cited_path: Path) -> None:
    keys = ask("cite", CITED, db=cited_path).out.replace("\n", "\n  ")
    cites = [ask("cite", CITED, words, db=cited_path).out for words in ("train 40 nurses", "one of 3")]
    sheet = f"article:\n  id: other-1\n  publisher: Example News\n  {keys}\n"
    facts = "awards:\n- recipient: Kenya\n  award: x\n  cite:\n" + "".join(f"  - {cite}" for cite in cites)
    parsed = parse_sheet((sheet + facts).encode(), "sheet.yaml")
    original = parse_sheet(write_cited_article().encode(), "other.yaml").article
    assert [cite.paragraph for cite in parsed.awards[0].cite] == [2, 3]
    for name in ("paragraphs", "text_sha256", "paragraph_digests"):
        assert getattr(parsed.article, name) == getattr(original, name)


def find_words_with_a_digest_like(pattern: str) -> str:
    return next(f"word {n}" for n in range(2_000_000) if re.fullmatch(pattern, digest_words(f"word {n}")))


@pytest.mark.parametrize("pattern", [r"\d{12}", r"\d+e\d+"])
def test_a_digest_that_looks_like_a_number_is_printed_in_quotation_marks(
    ask: Ask, tmp_path: Path, pattern: str
) -> None:
    words = find_words_with_a_digest_like(pattern)
    (tmp_path / "story.txt").write_text(f"Here is {words}.\n\n{words}")
    (cite, _) = ask("cite", tmp_path / "story.txt", words).out.splitlines()
    keys = ask("cite", tmp_path / "story.txt").out.replace("\n", "\n  ")
    sheet = f"article:\n  id: a\n  publisher: b\n  {keys}\nawards: [{{recipient: Kenya, award: x, cite: {cite}}}]"
    parsed = parse_sheet(sheet.encode(), "sheet.yaml")
    assert parsed.awards[0].cite[0].digest == digest_words(words)
    assert (parsed.article.paragraph_digests or [])[1] == digest_words(words)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([CITED, "train 50"], 1, f"{CITED} does not hold the words 'train 50': type them as they stand in one para"),
        ([CITED, "Kenya", "--paragraph", "3"], 1, f"{CITED}, paragraph 3, does not hold the words 'Kenya'"),
        ([CITED, " "], 2, "these words are empty: type them as they stand in the text."),
        ([CITED, "--json"], 2, "--format, --json and --paragraph go with WORDS: give the words."),
        ([CITED, "--paragraph", "1"], 2, "--format, --json and --paragraph go with WORDS: give the words."),
        ([CITED, "x", "--paragraph", "0"], 2, "Invalid value for '--paragraph'"),
        (["none", "x"], 3, "no article has the id 'none'"),
        (["none.txt", "x"], 1, "none.txt cannot be read: No such file or directory."),
    ],
)
def test_words_that_cannot_be_cited_are_told(
    ask: Ask, cited_path: Path, arguments: list[str], code: int, told: str
) -> None:
    said = ask("cite", *arguments, db=cited_path)
    assert (said.code, said.out) == (code, "")
    assert told in said.err


def test_a_text_that_is_not_attached_cannot_be_cited_from(ask: Ask) -> None:
    said = ask("cite", IRAQ, "Iran")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"rc-kb: the text of {IRAQ} is not attached: `rc-kb articles attach FILE`")


def test_verify_finds_every_citation_of_the_seed(ask: Ask, attached_base: Path) -> None:
    assert ask("verify", db=attached_base) == (
        0,
        "",
        "rc-kb: 130 citations: 130 found, 0 moved, 0 lost, 0 not attached.\n",
    )
    rows = json.loads(ask("verify", "--all", "--json", db=attached_base).out)
    assert (len(rows), {row["standing"] for row in rows}) == (130, {"found"})


def test_verify_reports_what_is_lost_or_moved_and_ends_with_4(ask: Ask, changed: Path) -> None:
    said = ask("verify", "--json", db=changed)
    rows = json.loads(said.out)
    assert said.code == 4
    assert said.err == CHANGED + "rc-kb: 6 citations: 0 found, 5 moved, 1 lost, 0 not attached.\n"
    (lost,) = (row for row in rows if row["standing"] == "lost")
    assert (lost["kind"], lost["paragraph"], lost["words"]) == ("commitment", 2, None)
    assert {(row["paragraph"], row["now_paragraph"]) for row in rows if row["standing"] == "moved"} == {
        (1, 2),
        (2, 3),
        (3, 4),
    }


def test_verify_of_moved_words_alone_is_no_failure(ask: Ask, cited: Path, tmp_path: Path) -> None:
    (tmp_path / "moved.txt").write_text(f"New.\n\n{CITED_TEXT}", encoding="utf-8")
    ask("articles", "attach", tmp_path / "moved.txt", "--article", CITED, db=cited)
    said = ask("verify", db=cited)
    assert (said.code, said.err) == (0, CHANGED + "rc-kb: 6 citations: 0 found, 6 moved, 0 lost, 0 not attached.\n")
    assert said.out.count("now in paragraph") == 6


@pytest.mark.parametrize("form", FORMATS)
def test_verify_prints_every_format(ask: Ask, changed: Path, form: str) -> None:
    said = ask("verify", "--format", form, db=changed)
    assert said.code == 4
    assert "other words stand there" in said.out


def test_verify_without_texts_says_how_to_attach_them(ask: Ask) -> None:
    said = ask("verify")
    assert (said.code, said.out) == (0, "")
    assert said.err.splitlines() == [
        "rc-kb: 130 citations: 0 found, 0 moved, 0 lost, 130 not attached.",
        "rc-kb: `rc-kb articles attach FILE...` attaches texts.",
    ]


def test_verify_looks_only_at_the_articles_that_are_named(ask: Ask, attached_base: Path) -> None:
    assert ask("verify", IRAQ, db=attached_base).err.startswith("rc-kb: 93 citations: 93 found")
    assert ask("verify", IRAQ.upper(), TAJIKISTAN, db=attached_base).err.startswith("rc-kb: 130 citations")
    said = ask("verify", IRAQ, "none", db=attached_base)
    assert (said.code, said.out) == (3, "")


def test_verify_of_a_base_without_articles_has_nothing_to_say(ask: Ask, cited: Path) -> None:
    with closing(sqlite3.connect(cited)) as writing, writing:
        writing.execute("PRAGMA foreign_keys = ON")
        writing.execute("DELETE FROM article")
    assert ask("verify", db=cited) == (0, "", "rc-kb: 0 citations: 0 found, 0 moved, 0 lost, 0 not attached.\n")


def test_options_for_words_are_refused_without_words(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("One paragraph.")
    for option in (["--json"], ["--paragraph", "1"]):
        said = ask("cite", tmp_path / "text.txt", *option)
        assert (said.code, said.out) == (2, "")


def test_a_page_without_earlier_values_says_so(ask: Ask) -> None:
    assert ask("show", "Kenya", "--history").err == "rc-kb: no earlier values of Kenya are kept.\n"
