import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.text import (
    digest_words,
    fingerprint_article,
    fingerprint_normal,
    fold_key,
    fold_words,
    has_control_characters,
    make_harmless,
    normalize_article,
    spell_plainly,
    split_paragraphs,
)

few = settings(max_examples=100, deadline=None, derandomize=True)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire", "cote d'ivoire"),
        ("Côte d\N{MODIFIER LETTER APOSTROPHE}Ivoire", "COTE DIVOIRE"),
        ("Nuku\N{MODIFIER LETTER TURNED COMMA}alofa", "nuku'alofa"),
        ("Pir-Hossein Kolivand", "Pirhossein  KOLIVAND"),
        ("Yassen Al-Mamouri", "yassen al mamouri"),
        ("São Tomé & Príncipe", "sao tome principe"),
        ("Curaçao", "Curacao"),
        ("Åland Islands", "aland islands"),
        ("Türkiye", "TURKIYE"),
        ("İstanbul", "istanbul"),
        ("Tromsø", "tromso"),
        ("Ǿrsted", "orsted"),
        ("Trade\N{TRADE MARK SIGN}", "tradetm"),
        ("U.A.E.", "uae"),
    ],
)
def test_names_match_without_case_accents_and_punctuation(written: str, typed: str) -> None:
    assert fold_key(written) == fold_key(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("Niger", "Nigeria"), ("Mali", "Malawi"), ("Iraq", "Iran"), ("Guinea", "Guinea-Bissau")]
)
def test_names_that_differ_in_a_letter_stay_apart(one: str, other: str) -> None:
    assert fold_key(one) != fold_key(other)


def test_folded_words_are_one_space_apart() -> None:
    assert fold_words("  Emergency -- Operation\tCenter (EOC) ") == "emergency operation center eoc"


@pytest.mark.parametrize("text", ["", " ", "--", "'", "…", "\u0301"])
def test_text_without_letters_folds_to_nothing(text: str) -> None:
    assert fold_key(text) == ""


def test_names_in_arabic_letters_keep_them() -> None:
    assert fold_key("الهلال الأحمر") == fold_key("الهلال  الأحمر") != ""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Søren Łoś of Ærø", "Soren Loś of Aero"),
        (
            "Sana'a, Nuku\N{MODIFIER LETTER TURNED COMMA}alofa, O\N{RIGHT SINGLE QUOTATION MARK}Brien's",
            "Sanaa, Nukualofa, OBrien's",
        ),
        ("Türk K\N{LATIN SMALL LETTER DOTLESS I}z\N{LATIN SMALL LETTER DOTLESS I}lay, Straße", "Türk Kizilay, Strasse"),
        ("of\N{LATIN SMALL LIGATURE FI}ce", "office"),
        ("Российский Красный Крест", "Россиискии Красныи Крест"),
        ("الهلال الأحمر", "الهلال الاحمر"),
    ],
)
def test_letters_that_an_index_would_not_fold_are_spelled_plainly(written: str, plain: str) -> None:
    assert spell_plainly(written) == plain
    assert fold_key(plain) == fold_key(written)


@pytest.mark.parametrize(
    "text", ["São Tomé", "Côte d'Ivoire", "l'Iraq", "they've said: don't", "'quoted'", "e\u0301", "한국"]
)
def test_a_text_that_an_index_folds_by_itself_stays_as_it_is(text: str) -> None:
    assert spell_plainly(text) is text


@few
@given(any_text)
def test_spelling_plainly_is_done_at_once(text: str) -> None:
    assert spell_plainly(spell_plainly(text)) == spell_plainly(text)


@few
@given(any_text)
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold_key(fold_key(text)) == fold_key(text)
    assert fold_words(fold_words(text)) == fold_words(text)


@few
@given(any_text)
def test_folding_does_not_see_case_or_the_form_of_unicode(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert fold_key(composed) == fold_key(unicodedata.normalize("NFD", text))
    assert fold_key(text.upper()) == fold_key(text.upper().lower())


@few
@given(any_text)
def test_a_key_is_its_words_without_spaces(text: str) -> None:
    assert fold_key(text) == "".join(fold_words(text).split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "\\u001b[31mred\\u001b[0m"),
        ("a\nb\tc", "a\\u000ab\\u0009c"),
        ("\x9b2J", "\\u009b2J"),
        ("abc\u202etxt.exe", "abc\\u202etxt.exe"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("Côte d'Ivoire", "Côte d'Ivoire"),
    ],
)
def test_control_characters_are_written_out(text: str, shown: str) -> None:
    assert make_harmless(text) == shown


@few
@given(st.text(max_size=60))
def test_harmless_text_holds_no_control_characters(text: str) -> None:
    harmless = make_harmless(text)
    assert not has_control_characters(harmless)
    assert make_harmless(harmless) == harmless
    assert (harmless == text) is not has_control_characters(text)


@pytest.mark.parametrize(
    "same",
    [
        "Café in Najaf.\r\n\r\nThe end.",
        "Café in Najaf.\r\rThe end.",
        "Cafe\u0301 in Najaf.\n\nThe end.",
        "\n Café in Najaf.  \n\t\nThe end. \n\n",
    ],
)
def test_line_ends_trailing_space_and_unicode_form_do_not_change_the_fingerprint(same: str) -> None:
    text = "Café in Najaf.\n\nThe end."
    assert normalize_article(same) == text
    assert fingerprint_article(same) == fingerprint_article(text) == sha256(text.encode()).hexdigest()


def test_a_digest_is_the_first_digits_of_a_fingerprint_and_sees_every_character() -> None:
    assert digest_words("in 13 countries") == sha256(b"in 13 countries").hexdigest()[:12]
    digests = {digest_words(words) for words in ("in 13 countries", "In 13 countries", "in 13 countries ", "in 14", "")}
    assert len(digests) == 5


@few
@given(any_text)
def test_a_text_in_normal_form_has_the_fingerprint_and_paragraphs_of_its_file(text: str) -> None:
    normal = normalize_article(text)
    assert fingerprint_normal(normal) == fingerprint_article(text)
    assert split_paragraphs(normal) == split_paragraphs(text)


def test_another_word_changes_the_fingerprint() -> None:
    assert fingerprint_article("in 13 countries") != fingerprint_article("in 14 countries")


@few
@given(any_text, st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_normal_form_is_the_same_for_every_copy(text: str, line_end: str) -> None:
    normal = normalize_article(text)
    assert normalize_article(normal) == normal
    assert normalize_article(f" \n{unicodedata.normalize('NFD', normal)}  \n".replace("\n", line_end)) == normal


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("", []),
        (" \n\n ", []),
        ("one", ["one"]),
        ("one\n\ntwo", ["one", "two"]),
        ("one\nstill one\n\n\n\ntwo\n", ["one\nstill one", "two"]),
        ("one\r\n \t \r\ntwo", ["one", "two"]),
    ],
)
def test_paragraphs_are_parted_by_blank_lines(text: str, paragraphs: list[str]) -> None:
    assert split_paragraphs(text) == paragraphs


@few
@given(st.lists(st.sampled_from(["one", "two\nlines", " ", "", "\t"]), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_no_paragraph_is_empty_or_holds_a_blank_line(parts: list[str], line_end: str) -> None:
    paragraphs = split_paragraphs((line_end * 2).join(parts))
    assert paragraphs == [part for part in parts if part.strip()]
