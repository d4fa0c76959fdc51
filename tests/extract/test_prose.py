"""An article as tokens: where sentences begin and end, what is quoted, and what a citation of tokens holds."""

import pytest

from rc_kb.extract.prose import Prose
from rc_kb.quotes import Span
from rc_kb.text import digest_words


def split(text: str) -> list[str]:
    """Return the sentences of a text."""
    prose = Prose(text)
    return [prose.text(one.start, one.stop) for one in prose.sentences]


def list_quoted(text: str) -> list[str]:
    """Return the words of a text that stand in a direct quotation, its marks aside."""
    prose = Prose(text)
    return [word for word, quoted in zip(prose.words, prose.is_quoted, strict=True) if quoted and word.isalpha()]


@pytest.mark.parametrize(
    "sentence",
    [
        "H.E. Brig. Gen. Tariq Saleh came.",
        "Prof. Lee, Dr. Amina Yusuf and Eng. Sami Haddad came.",
        "They met at 9 a.m. on Monday with Col. Saleh.",
        "The society gave 1.5 million dollars to camp No. 4 of the U.N. on Monday.",
    ],
)
def test_an_abbreviation_ends_no_sentence(sentence: str) -> None:
    assert split(f"{sentence} They left.") == [sentence, "They left."]


def test_a_paragraph_ends_a_sentence_without_a_full_stop() -> None:
    assert split("Aid for the north\n\nTents came on Monday.") == ["Aid for the north", "Tents came on Monday."]


def test_a_list_goes_on_over_a_break_between_paragraphs_after_a_comma() -> None:
    assert split("They work in Kenya, Mali,\n\nGhana, and Niger.\n\nAll is well.") == [
        "They work in Kenya, Mali, Ghana, and Niger.",
        "All is well.",
    ]


def test_a_long_line_that_was_wrapped_goes_on() -> None:
    line = "The society has tents and blankets ready for the people of all the"
    assert split(f"{line}\nprovinces. All is well.") == [f"{line} provinces.", "All is well."]


def test_a_short_line_stands_alone() -> None:
    assert split("By our reporter\nThe society has tents.") == ["By our reporter", "The society has tents."]


def test_a_closing_mark_belongs_to_the_sentence_before() -> None:
    assert split("He said “all is well.” He left.") == ["He said “all is well.”", "He left."]


@pytest.mark.parametrize("text", ["He said “all is well,” and left.", 'He said "all is well," and left.'])
def test_words_between_marks_are_quoted(text: str) -> None:
    assert list_quoted(text) == ["all", "is", "well"]


def test_a_mark_that_is_never_closed_quotes_nothing() -> None:
    assert list_quoted("He said “all is well.\n\nThey left. “Yes,” she said.") == ["Yes"]


def test_the_words_of_tokens_have_one_space_between_them() -> None:
    prose = Prose("Red  Cross\tof Kenya")
    assert prose.text(0, 4) == "Red Cross of Kenya"


def test_a_token_is_cited_in_its_paragraph() -> None:
    prose = Prose("It rained.\n\nTents came.")
    token = prose.words.index("Tents")
    assert prose.paragraph_of(token) == 2
    assert prose.cite(token, token + 1) == [Span(2, 0, 5, digest_words("Tents"))]


def test_tokens_of_two_paragraphs_are_cited_in_each() -> None:
    prose = Prose("They work in Mali,\n\nGhana, and Niger.")
    first = prose.words.index("Mali")
    assert prose.cite(first, first + 3) == [
        Span(1, 13, 18, digest_words("Mali,")),
        Span(2, 0, 5, digest_words("Ghana")),
    ]


def test_the_token_of_a_character_is_the_one_that_holds_it_or_the_next() -> None:
    prose = Prose("Red Cross")
    assert [prose.token_at(place) for place in (0, 2, 3, 4, 8, 9)] == [0, 0, 1, 1, 1, 2]


def test_nothing_is_no_sentence() -> None:
    assert split("") == []
