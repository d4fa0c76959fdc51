"""Search: what is found by which words, in which order, with the words marked and the source beside them."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.errors import BadValue, DatabaseUnreadable
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Value
from rc_kb.read.reader import open_reader
from rc_kb.read.search import count_unread_texts, find_hits, read_hits
from rc_kb.read.search_words import Words, parse_words
from rc_kb.read.show import find_page
from rc_kb.store.engine import begin_writing
from rc_kb.store.search import index_text
from rc_kb.vocabulary import SEARCHED_KINDS
from tests.bases import TESTER, load_files

Row = dict[str, Value]

SHEET = """article:
  {id: words, publisher: Word News, title: Words, published: 2024-05-01, url: https://w.org, paragraphs: 3}
officials:
- {name: Søren Ærø, country: DK}
organizations:
- {name: Relief Office of Nuku'alofa, kind: other}
facilities:
- {operator: Relief Office of Nuku'alofa, city: Sana'a, country: YE, kind: clinic, status: operating, cite: 1}
commitments:
- {by: Søren Ærø, what: open a café for helpers, modality: promised, cite: [1, 2]}
- {by: ICRC, what: 'relief, relief and more relief: relief for all who ask for relief', modality: planned, cite: 2}
statements:
- {speaker: Søren Ærø, gist: Helpers need a rest., about: the café, cite: 2}
"""
TEXT = """Relief came to Sana'a\nby road.

The helpers of Søren Ærø spoke of a café for whoever helps. It is to stand where the old depot stood, near the river,
in the part of the town that the water left last, and it is to be open by night as well as by day.

الهلال الأحمر"""


@pytest.fixture(scope="module")
def worded_path(invented_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the base of invented facts with a sheet of odd words and its text, which no test may write to."""
    folder = tmp_path_factory.mktemp("worded")
    path = Path(shutil.copy(invented_path, folder / "worded.db"))
    load_words(path, SHEET)
    with begin_writing(path) as connection:
        index_text(connection, "words", TEXT)
    return path


def load_words(base: Path, sheet: str) -> None:
    written = base.with_name("words.yaml")
    written.write_text(sheet, encoding="utf-8")
    load_files(base, [written], TESTER)


def search(
    base: Path, typed: str, *, limit: int | None = None, kind: str | None = None, article: str | None = None
) -> list[Row]:
    with open_reader(base) as reader:
        hits = find_hits(parse_words(typed), reader.session.dialect, kind=kind, article=article)
        answer = read_hits(reader, hits, limit)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        assert limit or reader.find_value(hits.ask_count()) == len(rows)
        return rows


def list_kinds(base: Path, typed: str, *, kind: str | None = None, article: str | None = None) -> list[str]:
    return sorted(str(row["kind"]) for row in search(base, typed, kind=kind, article=article))


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("café", ["commitment", "statement", "text"]),
        ("CAFE", ["commitment", "statement", "text"]),
        ("Søren", ["official", "text"]),
        ("soren", ["official", "text"]),
        ("SOREN AERO", ["official", "text"]),
        ('"soren aero"', ["official", "text"]),
        ('"of soren aero"', ["text"]),
        ("Sana'a", ["place", "text"]),
        ("sanaa", ["place", "text"]),
        ("sana\N{RIGHT SINGLE QUOTATION MARK}a", ["place", "text"]),
        ("nukualofa", ["organization"]),
        ("الهلال الاحمر NOT red", ["text"]),
    ],
)
def test_accents_and_odd_letters_are_free_both_ways(worded_path: Path, typed: str, kinds: list[str]) -> None:
    assert list_kinds(worded_path, typed) == kinds


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("helpers rest", ["statement"]),
        ("rest helpers", ["statement"]),
        ('"helpers of"', ["text"]),
        ('"of helpers"', []),
        ("helpe*", ["commitment", "statement", "text"]),
        ('"the old dep"*', ["text"]),
        ("elpers", []),
        ("river OR rest", ["statement", "text"]),
        ("helpers NOT rest", ["commitment", "text"]),
        ("helpers NOT (rest OR river)", ["commitment"]),
        ("helpers AND (rest OR river)", ["statement", "text"]),
        ("helpers and rest", []),
        ("zebra", []),
    ],
)
def test_words_phrases_beginnings_and_operators_are_honoured(worded_path: Path, typed: str, kinds: list[str]) -> None:
    assert list_kinds(worded_path, typed) == kinds


def test_a_name_stands_before_a_text_that_holds_the_word_more_often(worded_path: Path) -> None:
    first, second, *_ = search(worded_path, "relief")
    assert (first["kind"], first["found"]) == ("organization", "Relief Office of Nuku'alofa")
    assert float(str(first["rank"])) < float(str(second["rank"]))


def test_hits_of_one_rank_keep_their_order(worded_path: Path) -> None:
    rows = search(worded_path, "red OR relief OR clinic")
    ranks = [float(str(row["rank"])) for row in rows]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) < len(ranks)
    assert search(worded_path, "red OR relief OR clinic") == rows
    assert search(worded_path, "red OR relief OR clinic", limit=7) == rows[:7]


def test_a_paragraph_is_found_with_its_number_and_its_source(worded_path: Path) -> None:
    [row] = search(worded_path, "river")
    assert row.pop("rank")
    assert row == {
        "kind": "text",
        "id": "words",
        "found": "Words",
        "snippet": "…It is to stand where the old depot stood, near the «river», in the part of…",
        "article_id": "words",
        "publisher": "Word News",
        "published_on": "2024-05-01",
        "paragraph": "2",
        "url": "https://w.org",
    }


def test_a_word_that_only_plain_letters_find_is_marked_in_them(worded_path: Path) -> None:
    [row] = search(worded_path, "sanaa road")
    assert row["snippet"] == "Relief came to «Sanaa» by «road»."
    assert search(worded_path, "Sana'a road")[0]["snippet"] == "Relief came to «Sana'a» by «road»."


@pytest.mark.parametrize(
    ("typed", "kind", "found", "paragraph"),
    [
        ("denmark", "country", "Denmark", None),
        ("soren", "official", "Søren Ærø", None),
        ("nukualofa relief", "organization", "Relief Office of Nuku'alofa", None),
        ("sanaa", "place", "Sana'a", None),
        ("café", "commitment", "Søren Ærø (promised)", "1, 2"),
        ("café", "statement", "Søren Ærø", "2"),
        ("words", "article", "Words", None),
        ("donation", "meeting", "2023-05-02, Nairobi, Kenya", "1, 2"),
        ("secretary", "office", "Amina Odhiambo, secretary general", "1"),
        ("clinic", "facility", "Example Clinic, Nairobi, Kenya", None),
        ("floods", "mission", "Kenya Red Cross Society to Ecuador", "7"),
        ("drought", "mission", "Ecuadorian Red Cross to East Africa", "7"),
        ("litres", "figure", "International Committee of the Red Cross, litres of blood", "8"),
        ("medal", "award", "Amina Odhiambo, Example Medal", "8"),
        ("talks", "statement", "Lars Holm", "9"),
        ("aid", "statement", "Amina Odhiambo, 2023-05-02", "9"),
    ],
)
def test_each_kind_is_told_by_what_it_leads_to(
    worded_path: Path, typed: str, kind: str, found: str, paragraph: str | None
) -> None:
    row = search(worded_path, typed, kind=kind)[0]
    assert row["found"] == found
    assert paragraph is None or row["paragraph"] == paragraph


def test_a_meeting_without_day_and_place_is_told_by_who_met(invented_path: Path) -> None:
    found = [row["found"] for row in search(invented_path, "floods", kind="meeting")]
    assert found == ["Amina Odhiambo (Kenya Red Cross Society); Tomás Vela (Ecuadorian Red Cross)"]


@pytest.mark.parametrize("typed", ["relief", "soren", "sanaa", "kenya", "clinic OR floods OR aid OR medal"])
def test_what_is_found_can_be_shown(worded_path: Path, typed: str) -> None:
    rows = search(worded_path, typed, limit=20)
    assert rows
    with open_reader(worded_path) as reader:
        for row in rows:
            assert find_page(reader, NameResolver(reader), str(row["id"])).sections


def test_a_kind_and_an_article_narrow_what_is_found(worded_path: Path) -> None:
    assert list_kinds(worded_path, "helpers", kind="text") == ["text"]
    assert list_kinds(worded_path, "relief OR words OR helpers", article="words") == [
        "article",
        "commitment",
        "commitment",
        "statement",
        "text",
        "text",
    ]
    assert list_kinds(worded_path, "relief", article="words", kind="commitment") == ["commitment"]
    assert list_kinds(worded_path, "helpers", article="example-news-1") == []


def test_every_kind_but_a_membership_can_be_found(worded_path: Path) -> None:
    with closing(sqlite3.connect(worded_path)) as connection:
        kinds = {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM search_entry")}
    assert kinds == set(SEARCHED_KINDS) - {"membership"}


def test_a_changed_or_removed_fact_is_found_no_more(worded_path: Path, tmp_path: Path) -> None:
    base = Path(shutil.copy(worded_path, tmp_path))
    load_words(base, SHEET.replace("open a café for helpers", "open a shop for helpers"))
    assert list_kinds(base, "café", kind="commitment") == []
    assert list_kinds(base, "shop") == ["commitment"]
    load_words(base, SHEET.partition("statements:")[0].replace("Words,", "Phrases,"))
    assert list_kinds(base, "rest") == []
    assert list_kinds(base, "words", kind="article") == []
    assert list_kinds(base, "phrases") == ["article"]
    assert [row["found"] for row in search(base, "river")] == ["Phrases"]


def test_who_is_named_no_more_is_found_no_more(worded_path: Path, tmp_path: Path) -> None:
    base = Path(shutil.copy(worded_path, tmp_path))
    load_words(base, SHEET.partition("officials:")[0])
    assert list_kinds(base, "soren") == ["text"]
    assert list_kinds(base, "nukualofa OR sanaa") == ["text"]


def test_texts_that_are_not_attached_are_counted(worded_path: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(base := Path(shutil.copy(worded_path, tmp_path)))) as connection, connection:
        connection.execute("INSERT INTO article_text VALUES ('words', '', '', '')")
    with open_reader(base) as reader:
        assert count_unread_texts(reader) == 2
        assert count_unread_texts(reader, "words") == 0
        assert count_unread_texts(reader, "example-news-1") == 1


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DROP TABLE search_index", "has no search index: build a knowledge base anew"),
        (
            "UPDATE sqlite_master SET sql = replace(sql, 'USING fts5', 'USING fts99') WHERE name = 'search_index'",
            "SQLite was built without FTS5",
        ),
    ],
)
def test_a_base_whose_index_cannot_be_used_is_told(
    worded_path: Path, tmp_path: Path, statement: str, said: str
) -> None:
    with closing(sqlite3.connect(base := Path(shutil.copy(worded_path, tmp_path)))) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(statement)
    with pytest.raises(DatabaseUnreadable, match=said):
        search(base, "relief")


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.text(max_size=30), st.sampled_from(["'", '"', ";", "--", ":words", "%", "*"]))
def test_what_is_typed_is_never_sql(worded_path: Path, typed: str, mark: str) -> None:
    try:
        words = parse_words(f"{typed}{mark} a")
    except BadValue:
        return
    with open_reader(worded_path) as reader:
        hits = find_hits(words, "sqlite", kind=typed, article=mark)
        assert hits.ask(5).sql == find_hits(Words("a"), "sqlite", kind="", article="").ask(5).sql
        assert list(read_hits(reader, hits, 5).rows) == []
