"""Verifying: every citation of the seed is found in its text, and a changed character is seen where it is cited."""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rc_kb.quotes import Standing
from rc_kb.read.reader import open_reader
from rc_kb.read.verify import Verified, find_verified, needs_attention
from rc_kb.text import fingerprint_normal, split_normal
from tests.bases import CITED, CITED_TEXT, build_cited

SEED = ("tehran-times-476836", "tehran-times-511371")
Key = tuple[int, int]


@pytest.fixture
def attached(attached_base: Path, tmp_path: Path) -> Path:
    """Return a copy of the seed base with its texts for one test to write to."""
    return Path(shutil.copy(attached_base, tmp_path / "attached.db"))


def verify(base: Path, *articles: str) -> list[Verified]:
    with open_reader(base) as reader:
        return [one for _, cited in find_verified(reader, articles or None) for one in cited]


def read_text(base: Path, article: str) -> str:
    with closing(sqlite3.connect(base)) as connection:
        (text,) = connection.execute("SELECT text FROM article_text WHERE article_id = ?", (article,)).fetchone()
    return str(text)


def write_text(base: Path, article: str, text: str) -> None:
    with closing(sqlite3.connect(base)) as writing, writing:
        values = (text, fingerprint_normal(text), article)
        writing.execute("UPDATE article_text SET text = ?, text_sha256 = ? WHERE article_id = ?", values)


def change_characters(text: str) -> Iterator[tuple[int, str]]:
    """Return a text with one character changed, for several characters of each paragraph, and the paragraph."""
    paragraphs = split_normal(text)
    for number, words in enumerate(paragraphs, start=1):
        step = max(1, len(words) // 4)
        for place in {*range(0, len(words), step), len(words) - 1}:
            changed = words[:place] + ("\u0436" if words[place] != "\u0436" else "x") + words[place + 1 :]
            yield number, "\n\n".join([*paragraphs[: number - 1], changed, *paragraphs[number:]])


def find_key(one: Verified) -> Key:
    return one.fact_id, one.ordinal


def test_every_citation_of_the_seed_is_found(attached_base: Path) -> None:
    found = verify(attached_base)
    assert Counter(one.standing for one in found) == {"found": 130}
    assert [one for one in found if needs_attention(one)] == []


def test_every_citation_of_the_seed_has_a_span_that_begins_and_ends_with_a_word(attached_base: Path) -> None:
    for one in verify(attached_base):
        assert one.start_char is not None
        assert one.words is not None
        text = split_normal(read_text(attached_base, one.article_id))[one.paragraph - 1]
        before, after = text[: one.start_char][-1:], text[one.end_char :][:1]
        assert not (before + one.words[0]).isalnum() or not before
        assert not (one.words[-1] + after).isalnum() or not after


def test_citations_come_in_the_order_of_the_text(attached_base: Path) -> None:
    paragraphs = [one.paragraph for one in verify(attached_base, SEED[0])]
    assert paragraphs == sorted(paragraphs)


@pytest.mark.parametrize("article", SEED)
def test_one_changed_character_reports_exactly_the_citations_on_its_paragraph(attached: Path, article: str) -> None:
    text = read_text(attached, article)
    before = {find_key(one): one for one in verify(attached, article)}
    for paragraph, changed in change_characters(text):
        write_text(attached, article, changed)
        now = {find_key(one): one for one in verify(attached, article)}
        reported = {key for key, one in now.items() if needs_attention(one)}
        assert reported == {key for key, one in before.items() if one.paragraph == paragraph}
        for key, one in now.items():
            assert one.words in {None, before[key].words}
            assert (one.words is None) == (one.standing == Standing.LOST)


@pytest.mark.parametrize("article", SEED)
def test_a_character_changed_within_cited_words_loses_them_unless_they_stand_elsewhere(
    attached: Path, article: str
) -> None:
    text = read_text(attached, article)
    paragraphs = split_normal(text)
    for cited in verify(attached, article)[::3]:
        words = paragraphs[cited.paragraph - 1]
        middle = ((cited.start_char or 0) + (cited.end_char or 0)) // 2
        changed = f"{words[:middle]}\u0436{words[middle + 1 :]}"
        write_text(attached, article, text.replace(words, changed, 1) if text.count(words) == 1 else text)
        (now,) = (one for one in verify(attached, article) if find_key(one) == find_key(cited))
        assert now.standing in ({"lost", "moved"} if text.count(words) == 1 else {"found"})
        assert now.standing != "moved" or now.words == cited.words


@pytest.mark.parametrize("article", SEED)
def test_a_paragraph_put_before_the_others_moves_every_citation_and_loses_none(attached: Path, article: str) -> None:
    before = {find_key(one): one for one in verify(attached, article)}
    text = read_text(attached, article)
    paragraphs = split_normal(text)
    write_text(attached, article, f"A new first paragraph.\n\n{text}")
    for one in verify(attached, article):
        old = before[find_key(one)]
        assert (one.standing, one.words) == ("moved", old.words)
        assert (one.now_start_char, one.now_end_char) == (old.start_char, old.end_char)
        assert paragraphs[(one.now_paragraph or 0) - 2] == paragraphs[old.paragraph - 1]
        assert one.note == (f"now in paragraph {one.now_paragraph}, characters {one.now_start_char}-{one.now_end_char}")


@pytest.mark.parametrize("article", SEED)
def test_a_paragraph_taken_out_loses_only_what_stood_there(attached: Path, article: str) -> None:
    paragraphs = split_normal(read_text(attached, article))
    for number in range(1, len(paragraphs) + 1):
        write_text(attached, article, "\n\n".join(paragraphs[: number - 1] + paragraphs[number:]))
        for one in verify(attached, article):
            assert one.standing != "lost" or one.paragraph == number
            assert one.standing == "found" or one.paragraph >= number


def test_without_texts_nothing_is_lost(seed_base: Path) -> None:
    found = verify(seed_base)
    assert Counter(one.standing for one in found) == {"not_attached": 130}
    assert not any(map(needs_attention, found))
    assert {one.words for one in found} == {None}


def test_a_citation_of_a_whole_paragraph_and_one_with_a_span_are_verified_alike(tmp_path: Path) -> None:
    base = build_cited(tmp_path / "cited.db")
    write_text(base, CITED, CITED_TEXT.strip().replace("one of 3", "one of 4").replace("40 nurses", "50 nurses"))
    lost = [(one.kind, one.start_char, one.note) for one in verify(base) if one.standing == "lost"]
    assert lost == [("commitment", 65, "other words stand there"), ("figure", None, "other words stand there")]
