"""Quotations: words are found where they stood, elsewhere or not at all, and never other words in their place."""

import re
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rc_kb.quotes import CodedText, Finding, Span, Standing
from rc_kb.text import digest_words, normalize_article, split_normal

many = settings(max_examples=100, deadline=None, derandomize=True)
MARKS = "'\"\u2018\u2019\u201c\u201d\u2013\u2014\u00ab\u00bb.,;-()_"
letters = st.sampled_from(f"abcXYZ019 éøß{MARKS}  \n\t\u00a0\u0301\u200b\U0001f600\U00020bb7红十字ทยعربي")
texts = st.one_of(
    st.lists(st.text(letters, max_size=60), min_size=1, max_size=5).map("\n\n".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=80),
).map(normalize_article)
numbers = st.integers(-3, 70)

OLD = "The clinic opened.\n\nIt has 14 beds and 2 doctors.\n\nIt will stay."


def digest_paragraphs(normal: str) -> dict[int, str]:
    return {number: digest_words(words) for number, words in enumerate(split_normal(normal), start=1)}


def code(normal: str, now: str | None = None) -> CodedText:
    """Return a text as it is now, against the one that was coded with fingerprint and digests."""
    is_as_coded = now in {None, normal}
    return CodedText(normal if now is None else now, is_as_coded=is_as_coded, digests=digest_paragraphs(normal))


def make_span(normal: str, words: str, number: int = 1) -> Span:
    """Return the span of some words of a paragraph, with their digest."""
    start = split_normal(normal)[number - 1].index(words)
    return Span(number, start, start + len(words), digest_words(words))


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span, str]:
    """Return a text, a span of whole words in it with its digest, and these words."""
    normal = draw(texts)
    paragraphs = split_normal(normal)
    numbered = [number for number, words in enumerate(paragraphs, start=1) if re.search(r"\w", words)]
    assume(numbered)
    number = draw(st.sampled_from(numbered))
    found = list(re.finditer(r"\d+([.,]\d+)*\w*|\w+", paragraphs[number - 1]))
    first = draw(st.integers(0, len(found) - 1))
    last = draw(st.integers(first, len(found) - 1))
    start, end = found[first].start(), found[last].end()
    words = paragraphs[number - 1][start:end]
    return normal, Span(number, start, end, digest_words(words)), words


@many
@given(texts_with_spans())
def test_any_span_of_words_is_found_in_its_own_text(case: tuple[str, Span, str]) -> None:
    normal, span, words = case
    for text in (code(normal), CodedText(normal, is_as_coded=None), CodedText(normal, is_as_coded=False)):
        standing, quote, note = text.find(span)
        assert (standing, note) == (Standing.FOUND, None)
        assert quote is not None
        assert (quote.paragraph, quote.start, quote.end, quote.exact) == (*span[:3], words)


@many
@given(texts_with_spans(), texts, texts, st.integers(0, 70))
def test_words_are_found_again_whatever_is_written_around_them(
    case: tuple[str, Span, str], before: str, after: str, place: int
) -> None:
    normal, span, words = case
    paragraphs = split_normal(normal)
    own = paragraphs[span.paragraph - 1]
    place = min(place, span.start or 0)
    paragraphs[span.paragraph - 1] = f"{own[:place]} {before} {own[place : span.start]} {words} {after}"
    now = normalize_article("\n\n".join([after, *paragraphs, before]))
    standing, quote, _ = code(normal, now).find(span)
    assert standing in {Standing.FOUND, Standing.MOVED}
    assert quote is not None
    assert quote.exact == words


@many
@given(texts, texts, st.integers(1, 6), numbers, numbers, st.booleans())
def test_no_span_of_any_text_is_an_error_or_gives_other_words(
    old: str, now: str, paragraph: int, start: int, length: int, has_digest: bool
) -> None:
    paragraphs = split_normal(old)
    start, end = max(0, start), max(0, start) + max(1, length)
    words = (paragraphs[paragraph - 1] if paragraph <= len(paragraphs) else "")[start:end]
    digest = digest_words(words) if has_digest else None
    for text in (code(old, now), CodedText(now, is_as_coded=None), CodedText(now, is_as_coded=False)):
        for span in (Span(paragraph, start, end, digest), Span(paragraph), Span(paragraph, digest=digest)):
            standing, quote, note = text.find(span)
            assert (quote is None) == (standing is Standing.LOST)
            assert note or standing is Standing.FOUND
            if quote is not None:
                assert quote.exact == split_normal(now)[quote.paragraph - 1][quote.start : quote.end]
                assert span.digest in {None, digest_words(quote.exact)}


@many
@given(texts_with_spans())
def test_context_is_what_stands_beside_the_words_and_has_some_end(case: tuple[str, Span, str]) -> None:
    normal, span, _ = case
    quote = code(normal).find(span).quote
    assert quote is not None
    own = split_normal(normal)[span.paragraph - 1]
    assert own[: quote.start].endswith(quote.prefix)
    assert own[quote.end :].startswith(quote.suffix)
    assert max(len(quote.prefix), len(quote.suffix)) <= 40
    assert quote.length == len(own)


@many
@given(texts_with_spans())
def test_cited_words_that_are_typed_as_they_stand_are_found_there(case: tuple[str, Span, str]) -> None:
    normal, span, words = case
    for typed in (words, unicodedata.normalize("NFD", words), f" {words.replace(' ', '  ')}\n"):
        places = [(one.paragraph, one.start, one.end) for one in code(normal).find_words(typed)]
        assert span[:3] in places or any(number == span.paragraph for number, *_ in places)


@many
@given(texts, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", " ", "\t \u00a0"]))
def test_digests_do_not_see_line_ends_and_trailing_space(normal: str, line_end: str, space: str) -> None:
    written = unicodedata.normalize("NFD", normal).replace("\n", space + line_end)
    assert digest_paragraphs(normalize_article(written)) == digest_paragraphs(normal)


@pytest.mark.parametrize(
    ("now", "standing", "place"),
    [
        (OLD, "found", (2, 7, 14)),
        (OLD.replace("opened", "closed"), "found", (2, 7, 14)),
        (OLD.replace("2 doctors", "3 doctors"), "found", (2, 7, 14)),
        (OLD.replace("It has", "It now has"), "moved", (2, 11, 18)),
        (f"A new beginning.\n\n{OLD}", "moved", (3, 7, 14)),
        (OLD.replace("14 beds", "15 beds"), "lost", None),
        (OLD.replace("14 beds", "114 beds"), "lost", None),
        (OLD.replace("14 beds", "3,14 beds"), "lost", None),
        (OLD.replace("14 beds", "14 bedsteads"), "lost", None),
        (OLD.replace("It has 14 beds and 2 doctors.", "14 beds. " * 3), "moved", (2, 9, 16)),
        ("Nothing of it.", "lost", None),
        (OLD.replace("14", "\u0661\u0664"), "lost", None),
    ],
)
def test_words_are_found_moved_or_lost(now: str, standing: str, place: tuple[int, int, int] | None) -> None:
    finding = code(OLD, now).find(make_span(OLD, "14 beds", 2))
    assert finding.standing == standing
    assert (None if finding.quote is None else finding.quote[:3]) == place


@pytest.mark.parametrize(
    "now", ["In 140 countries.", "In 14,000 countries.", "In 14.5 countries.", "In 214 countries."]
)
def test_a_number_is_not_found_in_a_longer_one(now: str) -> None:
    assert code("In 14 countries.", now).find(make_span("In 14 countries.", "14")).standing == "lost"
    assert list(code(now).find_words("14")) == []


def test_a_span_within_a_word_is_found_as_long_as_its_paragraph_is_the_same() -> None:
    span = make_span(OLD, "linic")
    assert code(OLD).find(span).standing == "found"
    assert code(OLD, f"{OLD} More.").find(span).standing == "found"
    assert code(OLD, OLD.replace("opened", "closed")).find(span).standing == "lost"


def test_a_change_beside_the_words_is_remarked() -> None:
    finding = code(OLD, OLD.replace("2 doctors", "3 doctors")).find(make_span(OLD, "14 beds", 2))
    assert finding.note == "the paragraph around the words has changed"


def test_words_that_stand_in_several_places_moved_with_their_paragraph() -> None:
    old = "Iran opened.\n\nIran closed.\n\nNobody saw that Iran did."
    now = code(old, f"Iran first.\n\n{old}")
    assert now.find(make_span(old, "Iran", 3)).note == "now in paragraph 4, characters 16-20"


def test_a_whole_paragraph_is_found_by_the_digest_of_the_citation_or_of_the_article() -> None:
    now = f"New.\n\n{OLD}"
    digest = digest_words("The clinic opened.")
    by_citation = CodedText(now, is_as_coded=False).find(Span(1, digest=digest))
    by_article = code(OLD, now).find(Span(1))
    assert by_citation == by_article
    assert (by_article.standing, by_article.note) == ("moved", "now in paragraph 2, characters 0-18")


@pytest.mark.parametrize("is_as_coded", [None, False])
def test_a_changed_paragraph_is_lost_with_or_without_a_fingerprint(is_as_coded: bool | None) -> None:
    now = CodedText(OLD.replace("opened", "closed"), is_as_coded=is_as_coded, digests=digest_paragraphs(OLD))
    assert now.find(Span(1)) == Finding(Standing.LOST, None, "other words stand there")
    assert now.find(Span(1, 0, 3)).standing == "lost"
    assert now.find(Span(2, 0, 3)).standing == "found"


def test_a_changed_text_without_digests_is_lost_for_want_of_a_digest() -> None:
    finding = CodedText(OLD, is_as_coded=False).find(Span(2, 7, 14))
    assert finding.standing == "lost"
    assert "gives no digest" in str(finding.note)


def test_a_text_that_nothing_vouches_for_is_taken_as_it_is_and_that_is_said() -> None:
    finding = CodedText(OLD, is_as_coded=None).find(Span(2, 7, 14))
    assert (finding.standing, finding.note) == ("found", "the sheet gives no digest to compare with")


@pytest.mark.parametrize(
    ("span", "note"),
    [
        (Span(9), "the text has 3 paragraphs"),
        (Span(1, 0, 99), "the paragraph has 18 characters"),
        (Span(9, digest="0" * 12), "the text has 3 paragraphs"),
        (Span(1, 17, 18), "the span covers no word"),
        (Span(1, 10, 11), "the span covers no word"),
    ],
)
def test_a_span_that_the_text_does_not_have_is_told(span: Span, note: str) -> None:
    assert code(OLD).find(span) == Finding(Standing.LOST, None, note)


def test_words_are_looked_for_elsewhere_where_punctuation_stands_in_their_place() -> None:
    finding = code(OLD, f"--- --- --- {OLD}").find(make_span(OLD, "The clinic"))
    assert (finding.standing, finding.quote and finding.quote.exact) == ("moved", "The clinic")


def test_a_digest_that_the_sheet_gives_to_a_wrong_place_leads_to_the_right_one() -> None:
    text = code(OLD)
    assert text.find(Span(1, digest=digest_words("It will stay."))).quote == text.find(Span(3)).quote
    assert text.find(make_span(OLD, "14 beds", 2)._replace(paragraph=3)).quote == text.find(Span(2, 7, 14)).quote


@pytest.mark.parametrize("words", ["红十字会", "กาชาด", "赤十字"])
def test_words_of_a_script_without_spaces_are_found_within_their_sentence(words: str) -> None:
    now = CodedText(f"昨天{words}在", is_as_coded=False)
    assert [quote.exact for quote in now.find_words(words)] == [words]
    assert now.find(Span(1, 0, len(words), digest_words(words))).standing == "moved"


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("the CLINIC", ["the clinic"]),
        ("  the   clinic\n", ["the clinic"]),
        ("it's", ["it\u2019s"]),
        ('"no"', ["\u201cno\u201d"]),
        ("first-aid", ["first\u2013aid"]),
        ("Vela\u0301", ["Velá"]),
        ("\u2014Vel\u00e1", ["\u2014Velá"]),
        (", said", [", said"]),
        ("said.", ["said."]),
        ("clin", []),
        ("line end", ["line\nend"]),
        ("a.c", []),
        ("no", ["no", "no"]),
        ("abc", ["abc"]),
    ],
)
def test_words_are_found_as_people_type_them(typed: str, stands: list[str]) -> None:
    text = "In the clinic it\u2019s \u201cno\u201d to first\u2013aid. MADRID\u2014Velá, said. A line\nend. no 5.abc.5"
    assert [quote.exact for quote in CodedText(text, is_as_coded=None).find_words(typed)] == stands


def test_words_are_found_in_one_paragraph_only_where_that_is_wanted() -> None:
    places = [quote[:3] for quote in code(OLD).find_words("it")]
    assert places == [(2, 0, 2), (3, 0, 2)]
    assert [quote[:3] for quote in code(OLD).find_words("it", 3)] == [(3, 0, 2)]
    assert list(code(OLD).find_words("it", 9)) == []


def test_context_holds_whole_words_only() -> None:
    text = "Beginning of a rather long sentence about the clinic, which opened in spring and will stay a long time."
    quote = code(text).find(make_span(text, "clinic")).quote
    assert quote is not None
    assert (quote.prefix, quote.suffix) == (
        "of a rather long sentence about the ",
        ", which opened in spring and will stay",
    )


def test_characters_are_counted_as_unicode_counts_them() -> None:
    normal = normalize_article("\U0001f600 e\u0301 \U0001f600 here")
    finding = code(normal).find(Span(1, 6, 10, digest_words("here")))
    assert (finding.standing, finding.quote and finding.quote.prefix) == ("found", "\U0001f600 é \U0001f600 ")


def test_a_long_text_is_searched_in_a_moment() -> None:
    normal = "word " * 20_000 + "the end"
    text = CodedText(normal, is_as_coded=False)
    spans = [Span(1, start, start + 7, digest_words("the end")) for start in range(50)]
    assert {text.find(span).standing for span in spans} == {Standing.MOVED}
