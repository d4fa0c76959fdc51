"""Lines of JSON: the text and what is known of it, under the keys of common tools; a bad line is told in a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.dates import parse_date
from rc_kb.errors import TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.lines import read_line
from rc_kb.text import has_control_characters
from rc_kb.text_files import LARGEST_TEXT
from tests.ingest.stories import STORY

many = settings(max_examples=150, deadline=None, derandomize=True)


def read(**values: Any) -> Document:
    """Return the document of a line with a story and what else is given."""
    return read_line(json.dumps({"text": STORY} | values).encode(), "a.jsonl, line 7", "a-7")


def refuse(data: bytes) -> str:
    """Return why a line is refused."""
    with pytest.raises(TextRefused) as caught:
        read_line(data, "a.jsonl, line 7", "a-7")
    return str(caught.value)


@pytest.mark.parametrize("key", ["text", "body", "content", "article", "maintext", "articleBody", "full_text", "Text"])
def test_a_text_is_found_under_many_keys(key: str) -> None:
    found = read_line(json.dumps({"fingerprint": "x", key: STORY}).encode(), "a.jsonl, line 7", "a-7")
    assert found == Document("a.jsonl, line 7", "a-7", STORY, language="en")


@pytest.mark.parametrize("key", ["published", "date", "datePublished", "publish_date", "publishedAt", "date_publish"])
@pytest.mark.parametrize(
    "value",
    [
        "2022-05-07",
        "2022-05-07T10:15:00Z",
        "2022-05-07T10:15:00+04:30",
        "2022-05-07 10:15:00",
        "20220507",
        "20220507T101500Z",
        "May 7, 2022",
        "Sat, 07 May 2022 10:15:00 GMT",
        "7.5.2022",
        "5/7/2022 is 7 May 2022",
    ],
)
def test_the_day_of_publication_is_read_in_many_forms(key: str, value: str) -> None:
    found = read(**{key: value})
    assert (found.published, found.published_as_written) == ("2022-05-07", None)


@pytest.mark.parametrize("value", ["2022", "2022-05", "2022?", "[2022-05-01..2022-05-07]"])
def test_edtf_that_says_less_than_a_day_is_kept(value: str) -> None:
    assert read(date=value).published == value


@pytest.mark.parametrize(
    "value", ["", "5/7/2022", "2022-02-31", "20220231", "yesterday", "soon", 1651918500, True, None, ["2022-05-07"], {}]
)
def test_a_day_that_cannot_be_told_is_left_to_the_text(value: object) -> None:
    assert read(date=value).published is None
    found = read(text=f"TEHRAN, 22 March 2023 (IRNA) – {STORY}", date=value)
    assert (found.published, found.published_as_written) == ("2023-03-22", "22 March 2023")


def test_metadata_go_before_what_the_text_says() -> None:
    text = f"Envoy received\n\nTEHRAN, 22 March 2023 (IRNA) – {STORY}"
    found = read(text=text, date="2023-03-23", publisher="Example Times", title="Another title")
    assert (found.published, found.published_as_written) == ("2023-03-23", None)
    assert (found.publisher, found.title, found.dateline) == ("Example Times", "Another title", "Tehran")


@pytest.mark.parametrize(
    "values",
    [
        {"publisher": "Example Times", "url": "https://news.example/1", "headline": "Envoy received"},
        {"source": "Example Times", "link": "https://news.example/1", "title": "Envoy  received"},
        {"sitename": "Example Times", "source_url": "https://news.example/1", "title": "Envoy\nreceived"},
        {"source": {"id": None, "name": "Example Times"}, "url": "https://news.example/1", "title": "Envoy received"},
        {"publisher": {"@type": "Organization", "name": "Example Times"}, "url": "https://news.example/1"},
        {"source": "https://news.example/1", "hostname": "Example Times", "raw_text": "", "comments": ""},
        {"publisher": "Example\u200b Times", "domain": "news.example", "address": "https://news.example/1"},
    ],
)
def test_publisher_address_and_title_are_found_under_the_keys_of_common_tools(values: dict[str, Any]) -> None:
    found = read(**values)
    assert (found.publisher, found.url) == ("Example Times", "https://news.example/1")
    assert found.title in {None, "Envoy received"}


@pytest.mark.parametrize(
    ("value", "article"),
    [("Story 12/b", "story-12-b"), (12, "12"), ("../../etc/passwd", "etc-passwd"), ("Ørsted–Çelik", "orsted-celik")],
)
def test_an_id_is_made_of_plain_words(value: object, article: str) -> None:
    assert read(id=value).id == article


@pytest.mark.parametrize("value", [None, "", "...", "مقاله", [], True, {"a": 1}])
def test_without_an_id_of_plain_words_the_line_gives_it(value: object) -> None:
    assert read(id=value).id == "a-7"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "news.example/1", "https://a b", "https://", "https://é", 7, None]
)
def test_what_is_no_address_is_left_out(url: object) -> None:
    assert read(url=url).url is None


@pytest.mark.parametrize("name", ["", "...", "\u202e", None, 0, False, [], {"name": []}, "https://news.example"])
def test_what_names_nobody_is_left_out(name: object) -> None:
    assert read(publisher=name, title=name).publisher in {None, "0"}


def test_a_long_title_is_cut_to_what_a_sheet_takes() -> None:
    assert read(title="a " * 400).title == ("a " * 150).strip()


def test_what_no_text_may_hold_is_taken_out_of_a_text() -> None:
    found = read(text=f"A cl\x1bin\x00ic\x85 opened.\ud800\n\n{STORY}", title="Cl\x07inic \ud800opened")
    assert found.normal == f"A clinic opened.\n\n{STORY}"
    assert found.title == "Clinic opened"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "is not JSON: a line holds one object with the text of an article."),
        (b"The society met.", "is not JSON: a line holds one object with the text of an article."),
        (b"[" * 100_000, "is not JSON: a line holds one object with the text of an article."),
        (b'{"text": ' + b"9" * 10_000 + b"}", "is not JSON: a line holds one object with the text of an article."),
        (b'["text"]', 'holds no object: write {"text": …, "published": …} in each line.'),
        (b"null", 'holds no object: write {"text": …, "published": …} in each line.'),
        (b'"text"', 'holds no object: write {"text": …, "published": …} in each line.'),
        (b"{}", "has no text: the key `text` holds the article."),
        (b'{"text": null, "title": "A"}', "has no text: the key `text` holds the article."),
        (b'{"text": " \\n "}', "has no text: the key `text` holds the article."),
        (b'{"text": ["The society met."]}', "has no text: the key `text` holds the article."),
        (b'{"text": "\xff"}', "is not UTF-8: save the file as UTF-8."),
        ('{"text": "x"}'.encode("utf-16"), "is not UTF-8: save the file as UTF-8."),
        (b'{"text": "\\u0000\\u0007"}', "is empty: give the text of an article."),
        (b'{"text": "..."}', "holds no words: give the text of an article."),
        (json.dumps({"text": "a" * (LARGEST_TEXT + 1)}).encode(), "is larger than 1 MB: give the text of one article."),
    ],
)
def test_a_bad_line_is_told_in_a_sentence(data: bytes, said: str) -> None:
    assert refuse(data) == f"a.jsonl, line 7 {said}"


def test_a_byte_order_mark_before_the_first_line_is_no_fault() -> None:
    assert read_line(json.dumps({"text": STORY}).encode("utf-8-sig"), "a.jsonl, line 1", "a-1").normal == STORY


values = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(codec=None), max_size=30), st.just([])
)


@many
@given(st.dictionaries(st.sampled_from(("id", "publisher", "source", "url", "title", "date", "datePublished")), values))
def test_whatever_the_metadata_are_a_document_is_fit_for_a_sheet(metadata: dict[str, Any]) -> None:
    found = read(**metadata)
    assert found.normal == STORY
    for value in (found.publisher, found.title):
        assert value is None or (value.strip() == value != "" and not has_control_characters(value))
    assert found.published is None or parse_date(found.published).text == found.published
