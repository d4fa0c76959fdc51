"""Holds the seed to what careful reading of its two articles gives, and to the articles where they are at hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rc_kb.sheet.model import Fact, Sheet
from rc_kb.sheet.read import read_sheet_file
from rc_kb.store.build import list_seed_sheets
from rc_kb.text import fingerprint_article, fold_words, split_paragraphs
from rc_kb.vocabulary import VIEWS_OF_FACTS
from tests.store.conftest import find_rows

SHEETS = {sheet.article.id: sheet for sheet in map(read_sheet_file, list_seed_sheets())}
IRAQ, TAJIKISTAN = "tehran-times-476836", "tehran-times-511371"
IFRC = "International Federation of Red Cross and Red Crescent Societies"
IRAN = "Red Crescent Society of the Islamic Republic of Iran"
NUMBER_WORDS = {5: "five"}


def list_facts(sheet: Sheet) -> Iterator[tuple[str, Fact]]:
    for section in VIEWS_OF_FACTS.values():
        for number, fact in enumerate(getattr(sheet, section), start=1):
            yield f"{section}[{number}]", fact


def test_the_seed_holds_every_fact_of_the_two_articles(seed_base: Path) -> None:
    assert dict(find_rows(seed_base, "SELECT kind, count(*) FROM fact GROUP BY kind")) == {
        "award": 2,
        "commitment": 6,
        "facility": 14,
        "figure": 8,
        "meeting": 2,
        "membership": 1,
        "mission": 9,
        "office": 5,
        "statement": 12,
    }
    assert find_rows(seed_base, "SELECT count(*) FROM participation") == [(4,)]


def test_the_meeting_in_najaf_was_on_the_saturday_before_publication(seed_base: Path) -> None:
    sql = "SELECT held_on, held_on_as_written, city, country_code, format FROM meetings WHERE article_id = ?"
    assert find_rows(seed_base, sql, IRAQ) == [("2022-09-17", "Saturday", "Najaf", "IQ", "in_person")]


def test_the_meeting_with_the_ambassador_has_a_range_its_word_and_its_basis(seed_base: Path) -> None:
    sql = (
        "SELECT held_on_first, held_on_last, held_on_as_written, city, country, basis FROM meetings WHERE city IS NULL"
    )
    ((first, last, word, city, country, basis),) = find_rows(seed_base, sql)
    assert (first, last, word) == ("2025-03-01", "2025-05-21", "Wednesday")
    assert (city, country) == (None, None)
    assert "numbering" in basis


def test_an_inferred_publication_is_shown_as_one(seed_base: Path) -> None:
    found = find_rows(seed_base, "SELECT published_on, published_basis IS NOT NULL FROM articles ORDER BY id")
    assert found == [("2022-09-18", 0), ("[2025-03-08..2025-05-21]", 1)]


def test_those_who_met_represent_their_countries(seed_base: Path) -> None:
    sql = "SELECT article_id, official, p.country_code FROM participations p JOIN meetings m ON m.id = meeting_id"
    assert sorted(find_rows(seed_base, sql)) == [
        (IRAQ, "Pirhossein Kolivand", "IR"),
        (IRAQ, "Yassen Al-Mamouri", "IQ"),
        (TAJIKISTAN, "Pirhossein Kolivand", "IR"),
        (TAJIKISTAN, "Zohidi Nizomiddin Shamsiddinzoda", "TJ"),
    ]


def test_thirteen_facilities_operate_in_as_many_countries(seed_base: Path) -> None:
    sql = "SELECT country_code, kind, count, operator FROM facilities WHERE status = 'operating' ORDER BY country_code"
    codes = ["AE", "AF", "AZ", "BO", "CG", "CI", "EC", "GH", "KE", "LB", "ML", "NE", "SL"]
    assert find_rows(seed_base, sql) == [(code, "medical_facility", None, IRAN) for code in codes]


def test_the_center_in_tajikistan_is_to_be_reopened_nobody_says_since_when_it_is_closed(seed_base: Path) -> None:
    sql = "SELECT country_code, kind, count, city FROM facilities WHERE status <> 'operating'"
    assert find_rows(seed_base, sql) == [("TJ", "other", 1, None)]
    sql = "SELECT status, valid_from, valid_until FROM facility_statuses WHERE country_code = 'TJ'"
    assert find_rows(seed_base, sql) == [("reopening", None, None)]


def test_congo_keeps_the_word_that_was_written_and_why_it_is_cg(seed_base: Path) -> None:
    ((word, basis),) = find_rows(
        seed_base, "SELECT country_as_written, basis FROM facilities WHERE country_code = 'CG'"
    )
    assert word == "Congo"
    assert "CD" in basis


def test_the_list_that_a_line_break_splits_is_cited_to_both_paragraphs(seed_base: Path) -> None:
    cited = dict(find_rows(seed_base, "SELECT country_code, paragraph FROM facilities WHERE status = 'operating'"))
    for code, paragraphs in cited.items():
        assert paragraphs.startswith("9" if code in {"AZ", "AF", "AE", "BO", "CI"} else "10, 9"), code


def test_nine_missions_went_to_eight_countries_and_places(seed_base: Path) -> None:
    sql = "SELECT coalesce(country_code, region), place_as_written FROM missions ORDER BY 1, 2"
    assert find_rows(seed_base, sql) == [
        ("AF", "Afghanistan"),
        ("IQ", None),
        ("IQ", "Iraq"),
        ("LB", "Lebanon"),
        ("PS", "Gaza"),
        ("PS", "Palestine"),
        ("SO", "Somalia"),
        ("Southeast Asia", "Southeast Asia"),
        ("YE", "Yemen"),
    ]
    occasion = "SELECT country_code FROM missions WHERE occasion = 'Arbaeen pilgrimage'"
    assert find_rows(seed_base, occasion) == [("IQ",)]


def test_every_figure_is_coded_once(seed_base: Path) -> None:
    found = find_rows(seed_base, "SELECT article_id, subject, value, qualifier FROM figures")
    assert sorted(found, key=repr) == sorted(
        [
            (IRAQ, IRAN, 5, None),
            (IRAQ, IRAN, 13, None),
            (IRAQ, IRAN, 13, None),
            (IRAQ, IRAN, 14, "about"),
            (IRAQ, IRAN, 1922, None),
            (IRAQ, "IFRC General Assembly", 45, None),
            (IRAQ, "IFRC General Assembly", 50, None),
            (TAJIKISTAN, IRAN, 5, None),
        ],
        key=repr,
    )


def test_a_sentence_that_stands_twice_is_one_figure_with_two_citations(seed_base: Path) -> None:
    assert find_rows(seed_base, "SELECT paragraph FROM figures WHERE article_id = ?", TAJIKISTAN) == [("8, 10",)]


def test_the_year_of_the_best_project_is_marked_as_a_reading(seed_base: Path) -> None:
    found = find_rows(seed_base, "SELECT recipient, awarded_on, basis IS NOT NULL, giver FROM awards ORDER BY award")
    assert found == [(IRAN, "2005", 0, None), (IRAN, "2005", 1, "IFRC General Assembly")]


def test_every_named_person_has_an_office(seed_base: Path) -> None:
    found = find_rows(seed_base, "SELECT official, title, organization, country_code FROM offices")
    assert sorted(found, key=repr) == [
        ("Faisal Mahboob", "project manager", IFRC, None),
        ("Pirhossein Kolivand", "head", IRAN, "IR"),
        ("Pirhossein Kolivand", "president", IRAN, "IR"),
        ("Yassen Al-Mamouri", "president", "Iraqi Red Crescent Society", "IQ"),
        (
            "Zohidi Nizomiddin Shamsiddinzoda",
            "ambassador of Tajikistan to Tehran",
            "Embassy of Tajikistan in Iran",
            "TJ",
        ),
    ]


def test_an_office_by_way_of_the_counterpart_has_its_basis(seed_base: Path) -> None:
    sql = "SELECT official FROM offices WHERE article_id = ? AND basis LIKE '%counterpart%'"
    assert find_rows(seed_base, sql, IRAQ) == [("Pirhossein Kolivand",)]


def test_the_commitments_say_who_is_bound_and_how(seed_base: Path) -> None:
    found = find_rows(seed_base, 'SELECT "by", modality, country_code FROM commitments')
    assert sorted(found, key=repr) == sorted(
        [
            (IFRC, "promised", None),
            ("Iraqi Red Crescent Society", "planned", "IQ"),
            (IRAN, "planned", "TJ"),
            (IRAN, "planned", None),
            ("Tajikistan", "planned", None),
            ("Tajikistan", "promised", "TJ"),
        ],
        key=repr,
    )


def test_the_society_is_a_member_of_the_movement(seed_base: Path) -> None:
    movement = "International Red Cross and Red Crescent Movement"
    assert find_rows(seed_base, "SELECT member, body FROM memberships") == [(IRAN, movement)]


def test_remarks_of_september_2024_are_statements_not_a_meeting(seed_base: Path) -> None:
    sql = "SELECT stated_on, count(*) FROM statements WHERE speaker = 'Faisal Mahboob' GROUP BY stated_on"
    assert find_rows(seed_base, sql) == [("2024-09", 2)]
    assert find_rows(seed_base, "SELECT meetings FROM officials WHERE official = 'Faisal Mahboob'") == [(0,)]


def test_every_citation_names_a_paragraph_that_its_article_has(seed_base: Path) -> None:
    sql = "SELECT c.* FROM citation c JOIN article a ON a.id = article_id WHERE c.paragraph > coalesce(a.paragraphs, 0)"
    assert find_rows(seed_base, sql) == []
    assert find_rows(seed_base, "SELECT id FROM fact WHERE id NOT IN (SELECT fact_id FROM citation)") == []


@pytest.fixture(scope="module")
def texts(articles: Path) -> dict[str, list[str]]:
    """Return the paragraphs of the article of each seed sheet, found by fingerprint."""
    by_fingerprint = {
        fingerprint_article(text): text
        for text in (path.read_text(encoding="utf-8") for path in articles.glob("*.txt"))
    }
    return {name: split_paragraphs(by_fingerprint[sheet.article.text_sha256 or ""]) for name, sheet in SHEETS.items()}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_counts_the_paragraphs_of_its_article(name: str, texts: dict[str, list[str]]) -> None:
    assert len(texts[name]) == SHEETS[name].article.paragraphs


def cited_words(fact: Fact, paragraphs: list[str]) -> str:
    return f" {fold_words(' '.join(paragraphs[cite.paragraph - 1] for cite in fact.cite))} "


@pytest.mark.parametrize("name", SHEETS)
def test_words_that_a_sheet_gives_as_written_stand_in_the_cited_paragraphs(
    name: str, texts: dict[str, list[str]]
) -> None:
    for path, fact in list_facts(SHEETS[name]):
        words = cited_words(fact, texts[name])
        for key, value in fact:
            if value is not None and (key.endswith("as_written") or key == "city"):
                assert f" {fold_words(value)} " in words, f"{path}.{key}: {value}"


@pytest.mark.parametrize("name", SHEETS)
def test_officials_are_named_in_the_cited_paragraphs(name: str, texts: dict[str, list[str]]) -> None:
    spellings = {who.name: [who.name, *who.other_names] for who in SHEETS[name].officials}
    for path, fact in list_facts(SHEETS[name]):
        words = cited_words(fact, texts[name])
        named = [getattr(fact, key, None) for key in ("official", "speaker")]
        named += [who.name for who in getattr(fact, "participants", [])]
        for official in named:
            if official in spellings or (official and path.startswith(("offices", "meetings"))):
                known = spellings.get(official, [official])
                assert any(f" {fold_words(one)} " in words for one in known), f"{path}: {official}"


@pytest.mark.parametrize("name", SHEETS)
def test_numbers_stand_in_the_cited_paragraphs(name: str, texts: dict[str, list[str]]) -> None:
    sheet = SHEETS[name]
    for figure in sheet.figures:
        number = NUMBER_WORDS.get(int(figure.value), f"{figure.value:g}")
        assert f" {number} " in cited_words(figure, texts[name]), figure.measure
    for award in sheet.awards:
        assert f" {award.year} " in cited_words(award, texts[name]), award.award


@pytest.mark.parametrize("name", SHEETS)
def test_no_gist_copies_a_sentence_of_its_article(name: str, texts: dict[str, list[str]]) -> None:
    text = f" {fold_words(' '.join(texts[name]))} "
    for path, fact in list_facts(SHEETS[name]):
        for said in (getattr(fact, "gist", None), getattr(fact, "what", None), getattr(fact, "measure", None)):
            words = fold_words(said or "").split()
            copies = [at for at in range(len(words) - 8) if f" {' '.join(words[at : at + 9])} " in text]
            assert not copies, f"{path}: {said}"
