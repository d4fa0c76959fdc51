"""Saved pages: the story without its surroundings, and what the page's head, or the story, says of it."""

import time
from contextlib import suppress

import pytest

from rc_kb.errors import TextRefused
from rc_kb.ingest.document import Document
from rc_kb.ingest.page import is_page, read_page
from rc_kb.ingest.sources import LARGEST_PAGE
from tests.ingest.stories import MARKED_UP, PARAGRAPHS, STORY, make_page

OPEN_GRAPH = (
    "<title>Envoy received | Example Times</title>"
    '<meta property="og:title" content="Envoy received"><meta property="og:site_name" content="Example Times">'
    '<meta property="og:url" content="https://news.example/1">'
    '<meta property="article:published_time" content="2022-05-07T10:15:00+04:30">'
)
JSON_LD = (
    '<title>Envoy received - Example Times</title><link rel="canonical" href="https://news.example/1">'
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"headline": "Envoy received", "datePublished": "2022-05-07T10:15:00Z", '
    '"publisher": {"@type": "Organization", "name": "Example Times"}}</script>'
)
NAMED = (
    "<title>Envoy received</title>"
    '<meta name="application-name" content="Example Times"><meta name="date" content="2022-05-07 10:15">'
    '<link rel="canonical" href="https://news.example/1">'
)
UNTITLED = Document("page.html", "page", STORY, language="en")


def read(page: str | bytes) -> Document:
    """Return the document of a page."""
    return read_page(page if isinstance(page, bytes) else page.encode(), "page.html", "page")


def refuse(page: str | bytes) -> str:
    """Return why a page is refused."""
    with pytest.raises(TextRefused) as caught:
        read(page)
    return str(caught.value)


@pytest.mark.parametrize("head", [OPEN_GRAPH, JSON_LD, NAMED], ids=["Open Graph", "JSON-LD", "named"])
def test_what_a_head_says_is_known(head: str) -> None:
    found = read(make_page(head))
    assert (found.title, found.publisher, found.url) == ("Envoy received", "Example Times", "https://news.example/1")
    assert (found.published, found.published_as_written) == ("2022-05-07", None)
    assert found.normal == STORY


def test_with_only_a_title_nothing_else_is_said() -> None:
    assert read(make_page("<title>Envoy received</title>")) == UNTITLED._replace(title="Envoy received")


def test_a_page_without_a_head_is_read() -> None:
    assert read(make_page()) == UNTITLED


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="og:image" content="https://news.example/uploads/2021/03/a.jpg">',
        '<link rel="canonical" href="https://news.example/2021/03/envoy.html">',
        '<meta itemprop="copyrightYear" content="">',
        '<meta name="date" content="1401/02/17">',
        '<meta name="date" content="soon">',
        '<meta name="date" content="2999-01-01">',
    ],
)
def test_no_day_of_publication_is_made_of_a_copyright_a_month_or_a_day_to_come(head: str) -> None:
    assert read(make_page(head)).published is None


def test_the_day_of_another_story_is_not_that_of_this_one() -> None:
    others = "<aside><ul><li>7 June 2023 Another story</li><li>8 June 2023 A third one</li></ul></aside>"
    assert read(make_page(body=f"<article>{MARKED_UP}</article>{others}")).published is None


@pytest.mark.parametrize(
    "line",
    [
        "<time datetime='2022-05-07T10:15'>7 May</time>",
        "<span class='date'>7 May 2022, 10:15</span>",
        "<p>TEHRAN, 7 May 2022 (IRNA) – The drill was short.</p>",
    ],
)
def test_a_day_beside_the_story_is_that_of_publication(line: str) -> None:
    assert (
        read(make_page(body=f"<article><h1>Envoy received</h1>{line}{MARKED_UP}</article>")).published == "2022-05-07"
    )


def test_a_wire_story_on_a_page_gives_its_dateline() -> None:
    lead = f"<p>TEHRAN, 22 March 2023 (IRNA) – {PARAGRAPHS[1]}</p>"
    found = read(make_page(body=f"<article><h1>Envoy received</h1>{lead}{MARKED_UP}</article>"))
    assert (found.dateline, found.publisher, found.published) == ("Tehran", "IRNA", "2023-03-22")
    assert found.normal[found.body :] == "\n\n".join((PARAGRAPHS[1], STORY))


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='story'>{MARKED_UP}</div>",
        f"<main><section>{MARKED_UP}</section></main>",
        "<div class='story'>" + "".join(f"<div>{one}</div>" for one in PARAGRAPHS) + "</div>",
        "<div class='story'>" + "<br><br>".join(PARAGRAPHS) + "</div>",
        "<article><p>" + "<p>".join(PARAGRAPHS),
        f"<article>{MARKED_UP.replace('Ghana', '<a href=/gh>Ghana</a>').replace('north', '<b>north</b>')}</article>",
        f"<article>{MARKED_UP}</article><div class='comments'><p>First! I was there before all of you were.</p></div>",
    ],
    ids=["div", "main", "divs", "br", "unclosed", "links", "comments"],
)
def test_a_story_has_its_paragraphs_however_they_are_marked_up(body: str) -> None:
    assert read(make_page(body=body)).normal == STORY


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1", "iso8859-9"], ids=lambda name: f"in {name}"
)
@pytest.mark.parametrize("said", ["utf-8", "windows-1252", "nonsense"])
def test_a_page_in_another_encoding_than_it_says_is_read(encoding: str, said: str) -> None:
    page = make_page(f'<meta charset="{said}"><title>Café opened</title>').replace("©", "(c)")
    page = page.replace("The chairwoman", "At a café in São Tomé the chairwoman")
    found = read(page.encode(encoding))
    assert (found.title, found.normal[:42]) == ("Café opened", "At a café in São Tomé the chairwoman of th")


def test_the_encoding_that_a_page_names_is_believed_where_it_can_be() -> None:
    page = make_page('<meta http-equiv="Content-Type" content="text/html; charset=windows-1254"><title>Kızılay</title>')
    assert read(page.replace("©", "").encode("cp1254")).title == "Kızılay"


def test_a_broken_letter_does_not_break_the_others() -> None:
    page = make_page(
        "<title>Café opened</title>", f"<article>{MARKED_UP.replace('Ghana', 'Ghana’s “north”')}</article>"
    )
    found = read(page.encode().replace(b"autumn", b"aut\xe9umn"))
    assert "ambassador of Ghana’s “north” on Sunday" in found.normal
    assert found.title == "Café opened"


@pytest.mark.parametrize("part", ["\0", "\x1b", "&#27;", "&#x1B;", "&#0;", "\u202e", "&#x202e;", "\u200b"])
def test_control_characters_do_not_hide_an_article(part: str) -> None:
    found = read(
        make_page(f"<title>Envoy{part}</title>", f"<article>{MARKED_UP.replace('capital', f'capi{part}')}</article>")
    )
    assert found.normal.startswith(
        "The chairwoman of the society received the ambassador of Ghana on Sunday in the capi"
    )
    assert (found.title or "").strip() == "Envoy"


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html></html>",
        make_page(body=""),
        make_page(body="<p>Page not found.</p>"),
        make_page(
            body="<ul>" + "".join(f"<li><a href='/{one}'>Story number {one}</a></li>" for one in range(80)) + "</ul>"
        ),
        make_page(body="<script>" + "var said = 'The chairwoman said that the society';\n" * 50 + "</script>"),
        make_page(body="<form><input name='q'><button>Search</button></form>"),
        "<" * 1000,
    ],
    ids=["empty", "no body", "nothing", "error", "links", "script", "form", "brackets"],
)
def test_a_page_without_an_article_is_told(page: str) -> None:
    assert refuse(page) == "page.html is a page without an article: save the page of one story."


def test_a_page_in_another_language_is_told() -> None:
    body = "<p>رئیس جمعیت روز یکشنبه با سفیر غنا در تهران دیدار کرد و درباره درمانگاه گفتگو کرد.</p>" * 5
    assert "page.html is not in English but, by its letters, Arabic, Persian or" in refuse(make_page(body=body))


@pytest.mark.parametrize(
    "filler",
    [
        "<script>" + "x='y';" * 1_500_000 + "</script>",
        f"<!--{'x' * 9_500_000}-->",
        f"<img src='data:{'x' * 9_500_000}'>",
        "<div>" * 1_900_000,
    ],
    ids=["script", "comment", "picture", "never closed"],
)
def test_a_page_of_ten_megabytes_is_read_in_time(filler: str) -> None:
    started = time.process_time()
    with suppress(TextRefused):
        assert read(make_page(body=f"<article>{MARKED_UP}</article>{filler}")).normal == STORY
    assert time.process_time() - started < 20  # seconds; it takes less than one


def test_a_page_of_more_than_ten_megabytes_is_refused() -> None:
    assert refuse(b"<html>" + b" " * LARGEST_PAGE) == "page.html is larger than 10 MB: give the page of one article."


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html>",
        b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>",
        b"\xef\xbb\xbf<html>",
        b"\n\n  <HTML lang='en'>",
        b"<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>",
        b"<!-- saved from url=(0014)about:internet -->\n<!-- a -- b -->\n<html>",
        b"<head>",
        b"<body class='x'>",
        b"<div>",
        b"<article>",
    ],
)
def test_a_page_is_known_by_its_beginning(data: bytes) -> None:
    assert is_page(data)


@pytest.mark.parametrize(
    "data", [b"", b"The <html> tag", b"<3 is a heart", b"<divide>", b"<!-- a --> The", b"<?xml?><rss>"]
)
def test_what_begins_otherwise_is_no_page(data: bytes) -> None:
    assert not is_page(data)


def test_many_comments_are_looked_at_once() -> None:
    started = time.process_time()
    assert not is_page(b"<!---->" * 285)
    assert time.process_time() - started < 1
