"""Plain text becomes a document: what its masthead says is known, and what is no article is refused in a sentence."""

import pytest

from rc_kb.errors import TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.plain import describe_text, read_plain
from rc_kb.text_files import LARGEST_TEXT
from tests.ingest.stories import STORY

WIRE = f"Envoy of Ghana received\n\nTEHRAN, 22 March 2023 (IRCS) - {STORY}"


def test_a_wire_story_gives_all_that_its_masthead_says() -> None:
    found = read_plain(WIRE.encode(), "story.txt", "story")
    assert WIRE[found.body :] == STORY
    assert found == Document(
        source="story.txt",
        id="story",
        normal=WIRE,
        publisher="Iranian Red Crescent Society",
        title="Envoy of Ghana received",
        published="2023-03-22",
        published_as_written="22 March 2023",
        dateline="Tehran",
        language="en",
        body=WIRE.index("The chairwoman"),
        title_end=len("Envoy of Ghana received"),
    )


def test_a_story_without_a_masthead_is_all_story() -> None:
    assert describe_text(STORY, "story.txt", "story") == Document("story.txt", "story", STORY, language="en")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_way_to_save_a_text_gives_one_document(encoding: str, end: str) -> None:
    data = f"  {WIRE} \n\n".replace("\n", end).encode(encoding)
    assert read_plain(data, "story.txt", "story") == read_plain(WIRE.encode(), "story.txt", "story")


def test_an_article_of_the_largest_size_is_read() -> None:
    data = (f"{STORY}\n\n" * 4000).encode()[:LARGEST_TEXT]
    assert len(read_plain(data, "story.txt", "story").normal) <= LARGEST_TEXT
    with pytest.raises(TextRefused, match=r"^story\.txt is larger than 1 MB: give the text of one article\.$"):
        read_plain(b"a" * (LARGEST_TEXT + 1), "story.txt", "story")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty: give the text of an article."),
        (b"\xef\xbb\xbf \n\t", "is empty: give the text of an article."),
        (b"...", "holds no words: give the text of an article."),
        (b"\x89PNG\r\n\x1a\n\x00", "is binary: give the text of an article."),
        (b"\x7fELF\x02\x01", "is binary, it holds control characters: give the text of an article."),
        (b"red \x1b[31m text", "is binary, it holds control characters: give the text of an article."),
        ("They met at a café.".encode("latin-1"), "line 1: is not UTF-8: save the file as UTF-8."),
        ("It is.\n\n“We met.”".encode("cp1252"), "line 3: is not UTF-8: save the file as UTF-8."),
        ("Они встретились".encode(), "is not in English but, by its letters, Russian or another language in Cyr"),
    ],
)
def test_what_is_no_article_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(TextRefused) as caught:
        read_plain(data, "x.txt", "x")
    assert said in str(caught.value)
    assert str(caught.value).startswith("x.txt")
