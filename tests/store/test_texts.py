"""Attached texts: recognized by fingerprint, stored whole or not at all, and gone without a trace when taken out."""

import re
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.errors import BadValue, DatabaseUnreadable, TextRefused, UnknownName
from rc_kb.store.backup import copy_database
from rc_kb.store.texts import Attached, attach_files, detach_from
from rc_kb.text import fingerprint_article, normalize_article, split_paragraphs
from tests.bases import CITED, CITED_TEXT, TESTER, load_files, write_cited_article, write_cited_sheet
from tests.store.conftest import dump_tables, find_rows

OTHER_TEXT = "Another story.\n\nIt has two paragraphs."
CHANGED_TEXT = CITED_TEXT.replace("40 nurses", "50 nurses")


@pytest.fixture
def coded(bare: Path, tmp_path: Path) -> Path:
    """Return a base with the invented article, whose text is not attached."""
    return load_sheet(bare, tmp_path, CITED, write_cited_sheet())


def load_sheet(base: Path, folder: Path, article: str, sheet: str) -> Path:
    path = folder / f"{article}.yaml"
    path.write_text(sheet, encoding="utf-8")
    load_files(base, [path], TESTER)
    return base


def write_text(folder: Path, text: str | bytes = CITED_TEXT, name: str = "text.txt") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def find_texts(base: Path) -> list[tuple[str, str]]:
    return find_rows(base, "SELECT article_id, text FROM texts ORDER BY article_id")


def refuse(base: Path, *paths: Path, article: str | None = None) -> str:
    """Return why files are refused, and hold that the base stays as it was."""
    before = dump_tables(base)
    with pytest.raises(TextRefused) as caught:
        attach_files(base, paths, article)
    assert dump_tables(base) == before
    return str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        CITED_TEXT,
        CITED_TEXT.replace("\n", "\r\n"),
        CITED_TEXT.replace("\n", "  \n"),
        unicodedata.normalize("NFD", CITED_TEXT),
        "\ufeff" + CITED_TEXT,
    ],
    ids=["as it is", "CRLF", "trailing space", "NFD", "BOM"],
)
def test_a_text_is_recognized_in_every_form_and_stored_in_its_normal_one(
    coded: Path, tmp_path: Path, written: str
) -> None:
    file = write_text(tmp_path, written)
    assert attach_files(coded, [file]).attached == [Attached(str(file), CITED, True)]
    assert find_texts(coded) == [(CITED, normalize_article(CITED_TEXT))]
    assert find_rows(coded, "SELECT text_sha256 FROM texts") == [(fingerprint_article(CITED_TEXT),)]
    assert find_rows(coded, "SELECT text_attached FROM articles") == [(1,)]


def test_a_text_that_is_attached_twice_changes_nothing(coded: Path, tmp_path: Path) -> None:
    file = write_text(tmp_path)
    attach_files(coded, [file])
    before = coded.read_bytes()
    assert attach_files(coded, [file, write_text(tmp_path, CITED_TEXT + "\n", "copy.txt")]).attached == [
        Attached(str(file), CITED, False),
        Attached(str(tmp_path / "copy.txt"), CITED, False),
    ]
    assert find_rows(coded, "SELECT count(*) FROM texts") == [(1,)]
    assert len(coded.read_bytes()) == len(before)


def test_the_paragraphs_of_a_text_are_found_by_search_until_it_is_taken_out(coded: Path, tmp_path: Path) -> None:
    entries = "SELECT paragraph, text FROM search_entry WHERE kind = 'text' ORDER BY paragraph"
    matching = "SELECT count(*) FROM search_index WHERE search_index MATCH 'fourth'"
    attach_files(coded, [write_text(tmp_path)])
    assert [paragraph for paragraph, _ in find_rows(coded, entries)] == [1, 2, 3, 4]
    assert find_rows(coded, matching) == [(1,)]
    assert detach_from(coded, [CITED]) == [CITED]
    assert (find_rows(coded, entries), find_rows(coded, matching), find_texts(coded)) == ([], [(0,)], [])


def test_a_text_of_no_article_is_refused(coded: Path, tmp_path: Path) -> None:
    said = refuse(coded, write_text(tmp_path, OTHER_TEXT))
    assert said == (
        f"{tmp_path}/text.txt is the text of no article here: load its sheet first, or name the article with --article."
    )


def test_a_text_of_very_many_paragraphs_is_refused_like_any_other(coded: Path, tmp_path: Path) -> None:
    many = "\n\n".join(map(str, range(40_000)))
    assert "is the text of no article here" in refuse(coded, write_text(tmp_path, many))


def test_a_changed_text_is_refused_with_what_still_holds(coded: Path, tmp_path: Path) -> None:
    said = refuse(coded, write_text(tmp_path, CHANGED_TEXT))
    assert said == (
        f"{tmp_path}/text.txt is like the text of {CITED}, but has changed since that was coded: 5 of 6 citations "
        f"still hold; 1 is lost, on paragraph 2. `--article {CITED}` attaches it as it is."
    )


def test_a_text_whose_sheet_has_digests_but_no_fingerprint_is_not_said_to_have_changed(
    bare: Path, tmp_path: Path
) -> None:
    sheet = write_cited_sheet().replace(fingerprint_article(CITED_TEXT), "").replace('text_sha256: "", ', "")
    load_sheet(bare, tmp_path, CITED, sheet)
    assert f"is like the text of {CITED}, whose sheet has no fingerprint to compare with: 6 of 6 citations still" in (
        refuse(bare, write_text(tmp_path))
    )


def test_a_changed_text_is_attached_where_its_article_is_named(coded: Path, tmp_path: Path) -> None:
    changed = f"A line before.\n\n{CHANGED_TEXT.replace('one of 3', 'one of 4')}"
    (attached,) = attach_files(coded, [write_text(tmp_path, changed)], CITED).attached
    assert attached.remark == (
        "it has changed since it was coded: 4 of 6 citations still hold, 4 of them at another place; "
        "2 are lost, on paragraphs 2, 3"
    )
    assert find_texts(coded) == [(CITED, normalize_article(changed))]


def test_one_text_takes_the_place_of_another_and_says_so(coded: Path, tmp_path: Path) -> None:
    attach_files(coded, [write_text(tmp_path, CHANGED_TEXT)], CITED)
    (attached,) = attach_files(coded, [write_text(tmp_path)]).attached
    assert (attached.is_new, attached.remark) == (True, "another text that was attached before is replaced")
    assert find_texts(coded) == [(CITED, normalize_article(CITED_TEXT))]
    assert find_rows(coded, "SELECT count(*) FROM search_entry WHERE kind = 'text'") == [(4,)]


def test_a_text_of_two_articles_is_refused_until_one_is_named(coded: Path, tmp_path: Path) -> None:
    load_sheet(coded, tmp_path, "copy-1", write_cited_article(article="copy-1"))
    file = write_text(tmp_path)
    assert refuse(coded, file) == (
        f"{file} is the text of several articles, copy-1 and {CITED}: name one with --article."
    )
    for article, other in (("copy-1", CITED), (CITED, "copy-1")):
        told = f"it is the text of {other} too"
        assert attach_files(coded, [file], article).attached == [Attached(str(file), article, True, told)]
    assert [article for article, _ in find_texts(coded)] == ["copy-1", CITED]


def test_a_text_is_not_attached_to_an_article_of_another_text(coded: Path, tmp_path: Path) -> None:
    load_sheet(coded, tmp_path, "other-1", write_cited_article(OTHER_TEXT, "other-1"))
    said = refuse(coded, write_text(tmp_path), article="other-1")
    assert said == f"{tmp_path}/text.txt is the text of {CITED}, not of other-1."


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("awards:\n- {recipient: Kenya, award: x, cite: [1, 2]}", "2 of 2 citations fall on words"),
        ("awards:\n- {recipient: Kenya, award: x, cite: [1, 9]}", "1 of 2 citations fall on words; 1 is lost, on para"),
        ("", "no fact is cited from it"),
    ],
)
def test_a_text_that_nothing_vouches_for_is_attached_by_name_and_that_is_said(
    bare: Path, tmp_path: Path, facts: str, told: str
) -> None:
    sheet = f"article: {{id: other-1, publisher: Example News}}\n{facts}\n"
    load_sheet(bare, tmp_path, "other-1", sheet)
    (attached,) = attach_files(bare, [write_text(tmp_path, OTHER_TEXT)], "other-1").attached
    assert str(attached.remark).startswith(f"its sheet has no fingerprint to compare with: {told}")


def test_an_unknown_article_is_told(coded: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"no article has the id 'none': `rc-kb articles` lists them\.$"):
        attach_files(coded, [write_text(tmp_path)], "none")
    with pytest.raises(UnknownName, match="no article has the id 'none'"):
        detach_from(coded, [CITED, "none"])


def test_an_article_is_named_for_one_text_only(coded: Path, tmp_path: Path) -> None:
    files = [write_text(tmp_path), write_text(tmp_path, OTHER_TEXT, "other.txt")]
    for paths in (files, [tmp_path]):
        with pytest.raises(BadValue, match="--article names the article of one text, and these are 2"):
            attach_files(coded, paths, CITED)
    assert find_texts(coded) == []


@pytest.mark.parametrize("bad", [b"\x00\x01\x02", b"", OTHER_TEXT.encode(), CHANGED_TEXT.encode()])
def test_of_files_that_are_named_all_come_in_or_none(coded: Path, tmp_path: Path, bad: bytes) -> None:
    said = refuse(coded, write_text(tmp_path), write_text(tmp_path, bad, "bad.txt"))
    assert said.startswith(f"{tmp_path}/bad.txt is ")


def test_of_a_folder_those_texts_come_in_that_are_recognized(coded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, data in {"a": b"\x00", "b": CITED_TEXT.encode(), "c": OTHER_TEXT.encode(), "d": b"a" * 5_000_001}.items():
        (folder / f"{name}.txt").write_bytes(data)
    report = attach_files(coded, [folder])
    assert [one.article_id for one in report.attached] == [CITED]
    assert [said.split("/")[-1][:13] for said in report.refused] == ["a.txt is bina", "c.txt is the ", "d.txt is larg"]


def test_all_texts_are_taken_out_and_facts_stay(base: Path, tmp_path: Path) -> None:
    load_sheet(base, tmp_path, CITED, write_cited_sheet())
    before = dump_tables(base)
    attach_files(base, [write_text(tmp_path)])
    assert detach_from(base, None) == [CITED]
    assert detach_from(base, None) == []
    assert dump_tables(base) == before


def test_the_text_stays_attached_when_its_sheet_is_loaded_again(coded: Path, tmp_path: Path) -> None:
    attach_files(coded, [write_text(tmp_path)])
    load_sheet(coded, tmp_path, CITED, write_cited_sheet().replace("train nurses", "train more nurses"))
    load_sheet(coded, tmp_path, CITED, write_cited_article())
    assert find_texts(coded) == [(CITED, normalize_article(CITED_TEXT))]
    assert find_rows(coded, "SELECT count(*) FROM search_entry WHERE kind = 'text'") == [(4,)]


def list_own_words(text: str, base: Path) -> set[bytes]:
    """Return the words of a text that stand nowhere in a base without it, folded as an index folds them."""
    there = base.read_bytes().lower()
    words = {word.lower().encode() for word in re.findall(r"[^\W\d_]{5,}", text)}
    return {word for word in words if word not in there}


def find_words(path: Path, words: set[bytes]) -> set[bytes]:
    data = path.read_bytes().lower()
    return {word for word in words if word in data}


def test_a_copy_without_texts_holds_no_word_of_them_in_any_page(coded: Path, tmp_path: Path) -> None:
    words = list_own_words(CITED_TEXT, coded)
    assert len(words) > 5
    attach_files(coded, [write_text(tmp_path)])
    assert find_words(coded, words) == words
    copy_database(coded, tmp_path / "with.db", with_texts=True)
    copy_database(coded, tmp_path / "without.db", with_texts=False)
    assert find_words(tmp_path / "with.db", words) == words
    assert find_words(tmp_path / "without.db", words) == set()
    assert find_texts(tmp_path / "with.db") == find_texts(coded) != []
    before, after = dump_tables(coded), dump_tables(tmp_path / "without.db")
    assert {name for name in before if before[name] != after[name]} == {"article_text", "search_entry"}
    assert find_rows(tmp_path / "without.db", "PRAGMA integrity_check") == [("ok",)]


def test_a_copy_of_the_seed_holds_no_word_of_its_two_texts(base: Path, articles: Path, tmp_path: Path) -> None:
    words = list_own_words(" ".join(path.read_text(encoding="utf-8") for path in articles.glob("*.txt")), base)
    assert len(words) > 50
    attach_files(base, [articles])
    assert find_words(base, words) == words
    copy_database(base, tmp_path / "copy.db", with_texts=False)
    assert find_words(tmp_path / "copy.db", words) == set()
    detach_from(base, None)
    assert find_words(base, words) == set()


def test_a_copy_without_texts_holds_no_word_that_was_taken_out_by_hand(coded: Path, tmp_path: Path) -> None:
    words = list_own_words(CITED_TEXT, coded)
    attach_files(coded, [write_text(tmp_path)])
    with closing(sqlite3.connect(coded)) as writing, writing:
        writing.execute("PRAGMA secure_delete = OFF")
        writing.execute("DELETE FROM article_text")
        writing.execute("DELETE FROM search_entry WHERE kind = 'text'")
    assert find_words(coded, words) == words
    copy_database(coded, tmp_path / "copy.db", with_texts=False)
    assert find_words(tmp_path / "copy.db", words) == set()


def test_the_file_itself_holds_no_word_of_a_text_that_was_taken_out(coded: Path, tmp_path: Path) -> None:
    words = list_own_words(CITED_TEXT, coded)
    attach_files(coded, [write_text(tmp_path)])
    detach_from(coded, [CITED])
    assert find_words(coded, words) == set()


def test_the_file_itself_holds_no_word_of_a_text_that_was_replaced(coded: Path, tmp_path: Path) -> None:
    words = list_own_words(CITED_TEXT, coded)
    attach_files(coded, [write_text(tmp_path)])
    attach_files(coded, [write_text(tmp_path, OTHER_TEXT)], CITED)
    assert find_words(coded, words) == set()
    assert find_rows(coded, "PRAGMA integrity_check") == [("ok",)]


def test_the_copy_can_be_searched_and_gets_texts_of_its_own(coded: Path, tmp_path: Path) -> None:
    attach_files(coded, [write_text(tmp_path)])
    copy = tmp_path / "copy.db"
    copy_database(coded, copy, with_texts=False)
    with closing(sqlite3.connect(copy)) as checking:
        checking.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)")
    attach_files(copy, [write_text(tmp_path)])
    assert dump_tables(copy) == dump_tables(coded)


def test_a_copy_that_cannot_be_freed_of_its_texts_is_told_and_leaves_nothing(coded: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(coded)) as writing, writing:
        for change in ("insert", "delete", "update"):
            writing.execute(f"DROP TRIGGER search_index_{change}")
        writing.execute("DROP TABLE search_index")
    (tmp_path / "copies").mkdir()
    with pytest.raises(DatabaseUnreadable, match=r"cannot be written: no such table: search_index\.$"):
        copy_database(coded, tmp_path / "copies" / "copy.db", with_texts=False)
    assert list((tmp_path / "copies").iterdir()) == []


def test_no_paragraph_is_kept_but_in_the_tables_of_texts(coded: Path, tmp_path: Path) -> None:
    attach_files(coded, [write_text(tmp_path)])
    load_sheet(coded, tmp_path, CITED, write_cited_sheet().replace("train nurses", "train more nurses"))
    kept = {name: str(rows) for name, rows in dump_tables(coded).items()}
    history = str(find_rows(coded, "SELECT * FROM earlier_fact"))
    for paragraph in split_paragraphs(CITED_TEXT):
        # As it is written, and in one line as search has it.
        forms = [repr(one)[1:-1] for one in (paragraph, " ".join(paragraph.split()))]
        holding = {name for name, rows in kept.items() if any(form in rows for form in forms)}
        assert holding == {"article_text", "search_entry"}
        assert not any(form in history for form in forms)
