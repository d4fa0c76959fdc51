"""Questions: each filter of each noun, against facts that are known, and that no word of a user becomes SQL."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.dates import parse_range
from rc_kb.errors import BadDate, BadValue
from rc_kb.read import conditions, queries
from rc_kb.read.names import Match, NameResolver
from rc_kb.read.query import Query, Question, Value
from rc_kb.read.reader import open_reader
from rc_kb.text import fold_words
from tests.bases import TESTER, load_files
from tests.read.conftest import Base

Name = Callable[..., Match]
Ask = Callable[[Name], Question]

AUTUMN, MAY, MARCH, CALL = "2024-10/2024-11", "2023-05-02", "2023-03", None
KRCS = "Kenya Red Cross Society"


def check(base: Base, ask: Ask, column: str, expected: list[Value]) -> None:
    assert base.list(ask(base.name), column) == expected


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_meetings(), [AUTUMN, MAY, MARCH, CALL]),
        (lambda name: queries.find_meetings(partner=name("Kenya")), [AUTUMN, MAY, CALL]),
        (lambda name: queries.find_meetings(partner=name("Kenya Red Cross")), [AUTUMN, MAY, CALL]),
        (lambda name: queries.find_meetings(partner=name("Lars Holm")), [MAY, MARCH]),
        (lambda name: queries.find_meetings(partner=name("ICRC")), [MAY, MARCH]),
        (lambda name: queries.find_meetings(partner=name("Ghana")), [MARCH]),
        (lambda name: queries.find_meetings(partner=name("Switzerland")), []),
        (lambda name: queries.find_meetings(official=name("Tomas Vela")), [AUTUMN, CALL]),
        (lambda name: queries.find_meetings(organization=name("Ecuadorian Red Cross")), [AUTUMN, CALL]),
        (lambda name: queries.find_meetings(partner=name("Ecuador"), official=name("Lars Holm")), []),
        (lambda _: queries.find_meetings(topic="First AID"), [MAY, MARCH]),
        (lambda _: queries.find_meetings(topic="flo"), [CALL]),
        (lambda _: queries.find_meetings(topic="lood"), []),
        (lambda _: queries.find_meetings(topic="blood%training"), []),
        (lambda name: queries.find_meetings(where=name("Nairobi", "place")), [AUTUMN, MAY]),
        (lambda name: queries.find_meetings(where=name("Ecuador")), [MARCH]),
        (lambda _: queries.find_meetings(article="example-news-2"), [AUTUMN]),
        (lambda _: queries.find_meetings(article="example-news"), []),
    ],
)
def test_meetings_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "held_on", expected)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2023-04", None, [AUTUMN, MAY, CALL]),  # the call was reported on 2023-05-10, so it may have been in April
        ("2023-05-10", None, [AUTUMN, CALL]),
        ("2023-05-11", None, [AUTUMN]),
        ("2024-11-30", None, [AUTUMN]),
        ("2024-12", None, []),
        (None, "2023-02", [CALL]),
        (None, "2023-03-01", [MARCH, CALL]),
        ("2023-03-31", "2023-05-01", [MARCH, CALL]),
        ("2023-05-02..2023-05-02", None, [MAY, CALL]),
        ("2023-05/2024-10", None, [AUTUMN, MAY, CALL]),
        ("2023?", "2023", [MAY, MARCH, CALL]),
        ("..2023-03", None, [MARCH, CALL]),
        ("2024..", None, [AUTUMN]),
    ],
)
def test_a_meeting_is_listed_where_its_possible_days_overlap(
    invented: Base, since: str | None, until: str | None, expected: list[Value]
) -> None:
    question = queries.find_meetings(days=conditions.limit_days(since, until))
    assert invented.list(question, "held_on") == expected


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_facilities(), ["hospital", "clinic", "warehouse"]),
        (lambda name: queries.find_facilities(where=name("KE")), ["hospital", "clinic", "warehouse"]),
        (lambda name: queries.find_facilities(where=name("Mombasa", "place")), ["hospital"]),
        (lambda name: queries.find_facilities(where=name("Ecuador")), []),
        (lambda name: queries.find_facilities(operator=name(KRCS)), ["hospital", "clinic", "warehouse"]),
        (lambda name: queries.find_facilities(operator=name("Kenyan")), ["hospital", "clinic", "warehouse"]),
        (lambda name: queries.find_facilities(operator=name("ICRC")), []),
        (lambda _: queries.find_facilities(kind="clinic"), ["clinic"]),
        (lambda _: queries.find_facilities(status="operating"), ["hospital", "clinic"]),
        (lambda _: queries.find_facilities(status="closed"), []),
        (lambda _: queries.find_facilities(article="example-news-2"), ["clinic"]),
    ],
)
def test_facilities_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "kind", expected)


def test_the_latest_attestation_of_a_facility_wins(invented: Base) -> None:
    clinic = queries.find_facilities(kind="clinic")
    assert invented.list(clinic, "status") == ["operating"]
    assert invented.list(clinic, "last_attested") == ["2024-11-05"]
    assert invented.list(clinic, "attestations") == [2]


def test_earlier_statuses_of_a_facility_are_kept_with_their_articles(invented: Base) -> None:
    history = Query(
        "SELECT article_id, status, valid_from, valid_until FROM facility_statuses "
        "WHERE name = 'Example Clinic' ORDER BY article_id, ordinal"
    )
    assert list(invented.reader.find(history).rows) == [
        ("example-news-1", "closed", "2023-04", None),
        ("example-news-2", "operating", "2024-10-01", None),
        ("example-news-2", "closed", "2023-04", "2024-09"),
    ]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_commitments(), ["denied", "agreed"]),
        (lambda name: queries.find_commitments(by=name("Kenya", "country")), ["agreed"]),
        (lambda name: queries.find_commitments(by=name("ICRC")), ["denied"]),
        (lambda name: queries.find_commitments(party=name(KRCS)), ["agreed"]),
        (lambda name: queries.find_commitments(party=name("Kenya")), ["agreed"]),
        (lambda _: queries.find_commitments(modality="denied"), ["denied"]),
        (lambda name: queries.find_commitments(where=name("Kenya")), ["agreed"]),
        (lambda _: queries.find_commitments(article="example-news-2"), []),
    ],
)
def test_commitments_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "modality", expected)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_missions(), ["floods", "drought"]),
        (lambda name: queries.find_missions(to=name("Ecuador")), ["floods"]),
        (lambda name: queries.find_missions(by=name("Kenya")), ["floods"]),
        (lambda name: queries.find_missions(by=name("Ecuador")), ["drought"]),
        (lambda _: queries.find_missions(days=parse_range("2023-04-30")), ["floods", "drought"]),
        (lambda _: queries.find_missions(days=parse_range("2023-05-01..")), ["drought"]),
        (lambda _: queries.find_missions(article="example-news-2"), []),
    ],
)
def test_missions_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "occasion", expected)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_figures(), [12.5, 110_000, 120_000]),
        (lambda name: queries.find_figures(subject=name("Kenya")), [110_000, 120_000]),
        (lambda name: queries.find_figures(subject=name("ICRC")), [12.5]),
        (lambda _: queries.find_figures(measure="LITRES"), [12.5]),
        (lambda _: queries.find_figures(measure="lit%blood"), []),
        (lambda _: queries.find_figures(article="example-news-2"), [110_000]),
    ],
)
def test_figures_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "value", expected)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda name: queries.find_awards(recipient=name("Amina Odhiambo")), 1),
        (lambda name: queries.find_awards(recipient=name("Kenya")), 1),
        (lambda name: queries.find_awards(recipient=name("ICRC")), 0),
        (lambda name: queries.find_awards(giver=name("ICRC")), 1),
        (lambda _: queries.find_awards(days=parse_range("2022-12-31..")), 1),
        (lambda _: queries.find_awards(days=parse_range("2023")), 0),
        (lambda _: queries.find_awards(article="example-news-1"), 1),
        (lambda name: queries.find_memberships(member=name("Kenya")), 1),
        (lambda name: queries.find_memberships(member=name("Ecuador")), 0),
        (lambda name: queries.find_memberships(body=name("IFRC")), 1),
        (lambda name: queries.find_memberships(body=name("ICRC")), 0),
        (lambda _: queries.find_memberships(article="example-news-2"), 0),
    ],
)
def test_awards_and_memberships_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: int) -> None:
    assert len(invented.list(ask(invented.name), "id")) == expected


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_statements(), ["Amina Odhiambo", "Lars Holm"]),
        (lambda name: queries.find_statements(speaker=name("Kenya")), ["Amina Odhiambo"]),
        (lambda name: queries.find_statements(speaker=name("Lars Holm")), ["Lars Holm"]),
        (lambda _: queries.find_statements(about="First"), ["Amina Odhiambo"]),
        (lambda _: queries.find_statements(days=parse_range("2023-05-03..")), ["Lars Holm"]),
        (lambda _: queries.find_statements(article="example-news-2"), []),
    ],
)
def test_statements_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "speaker", expected)


@pytest.mark.parametrize(
    "ask",
    [
        lambda name: queries.find_meetings(partner=name("Iran")),
        lambda name: queries.find_figures(subject=name("Iran")),
        lambda name: queries.find_statements(speaker=name("Iran")),
        lambda name: queries.find_statements(speaker=name("Iraq")),
    ],
)
def test_a_limit_leaves_the_first_rows_of_all(seed: Base, ask: Ask) -> None:
    question = ask(seed.name)
    every = list(seed.reader.find(question.ask(["id"])).rows)
    assert len(every) > 1
    for limit in range(1, len(every) + 1):
        assert list(seed.reader.find(question.ask(["id"], limit)).rows) == every[:limit]


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_officials(), ["Amina Odhiambo", "Lars Holm", "Tomás Vela"]),
        (lambda name: queries.find_officials(organization=name("ICRC")), ["Lars Holm"]),
        (lambda name: queries.find_officials(organization=name("Ecuadorian Red Cross")), ["Tomás Vela"]),
        (lambda name: queries.find_officials(country=name("Kenya")), ["Amina Odhiambo"]),
        (lambda _: queries.find_offices(), ["Lars Holm", "Amina Odhiambo"]),
        (lambda name: queries.find_offices(official=name("Lars Holm")), ["Lars Holm"]),
        (lambda name: queries.find_offices(organization=name(KRCS)), ["Amina Odhiambo"]),
        (lambda name: queries.find_offices(country=name("Kenya")), ["Amina Odhiambo"]),
        (lambda name: queries.find_offices(country=name("Switzerland")), []),
        (lambda _: queries.find_offices(article="example-news-2"), []),
    ],
)
def test_officials_and_offices_are_those_that_every_filter_leaves(
    invented: Base, ask: Ask, expected: list[Value]
) -> None:
    check(invented, ask, "official", expected)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_organizations(kind="government"), ["Ministry of Health of Ghana"]),
        (lambda name: queries.find_organizations(country=name("Kenya")), [KRCS, "IFRC Africa Regional Office"]),
        (lambda name: queries.find_organizations(country=name("Kenya"), with_facts=True), [KRCS]),
        (lambda name: queries.find_organizations(country=name("Antarctica")), []),
    ],
)
def test_organizations_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "organization", expected)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_articles(), ["example-news-2", "example-news-1"]),
        (lambda _: queries.find_articles(publisher="GAZETTE"), ["example-news-2"]),
        (lambda _: queries.find_articles(days=parse_range("..2023")), ["example-news-1"]),
        (lambda _: queries.find_articles(days=parse_range("2023-05-11..")), ["example-news-2"]),
    ],
)
def test_articles_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "id", expected)


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda _: queries.find_countries(), ["EC", "GH", "KE"]),
        (lambda _: queries.find_countries(with_facilities=True), ["KE"]),
        (lambda _: queries.find_countries(region="Africa"), ["GH", "KE"]),
        (lambda _: queries.find_countries(region="Eastern Africa"), ["KE"]),
        (lambda _: queries.find_countries(status="planned"), ["KE"]),
        (lambda _: queries.find_countries(status="closed"), []),
        (lambda _: queries.find_countries(iso=True, with_facilities=True), ["KE"]),
    ],
)
def test_countries_are_those_that_every_filter_leaves(invented: Base, ask: Ask, expected: list[Value]) -> None:
    check(invented, ask, "code", expected)


def test_a_country_counts_what_articles_count(invented: Base) -> None:
    kenya = queries.find_countries(with_facilities=True)
    assert [invented.list(kenya, column) for column in ("facilities", "operating", "meetings")] == [[5], [2], [3]]


def test_iso_gives_every_country(seed: Base) -> None:
    assert len(seed.list(queries.find_countries(iso=True), "code")) == 249


def test_the_seed_has_fourteen_countries_with_facilities_and_thirteen_operating(seed: Base) -> None:
    assert len(seed.list(queries.find_countries(with_facilities=True), "code")) == 14
    assert len(seed.list(queries.find_countries(status="operating"), "code")) == 13
    assert seed.list(queries.find_countries(status="reopening"), "code") == ["TJ"]
    assert len(seed.list(queries.find_facilities(operator=seed.name("Iran")), "id")) == 14


def test_the_seed_has_two_meetings_and_one_of_them_with_iraq(seed: Base) -> None:
    assert len(seed.list(queries.find_meetings(), "id")) == 2
    asked = queries.find_meetings(partner=seed.name("Iraq"))
    assert seed.list(asked, "held_on || ', ' || city || ', ' || country") == ["2022-09-17, Najaf, Iraq"]


def test_the_meeting_with_tajikistan_is_listed_on_any_of_its_possible_days(seed: Base) -> None:
    tajikistan = seed.name("Tajikistan")
    for days, count in (("2025-04-01..2025-04-02", 1), ("2025-05-22..", 0), ("..2025-02-28", 0)):
        question = queries.find_meetings(partner=tajikistan, days=parse_range(days))
        assert len(seed.list(question, "id")) == count, days


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2022", None, "2022-01-01", None),
        (None, "2022", None, "2022-12-31"),
        ("2022-02", "2022-02", "2022-02-01", "2022-02-28"),
        ("2022-01..2022-06", None, "2022-01-01", "2022-06-30"),
        (None, "2022-01..2022-06", "2022-01-01", "2022-06-30"),
        ("2021..2023", "2022", "2021-01-01", "2022-12-31"),
        ("..2022", None, None, "2022-12-31"),
        ("2022..", None, "2022-01-01", None),
        ("2022-09/2023", None, "2022-09-01", "2023-12-31"),
        ("[2025-03-08..2025-05-21]", None, "2025-03-08", None),
        (None, "[2025-03-08..2025-05-21]", None, "2025-05-21"),
        ("2022?", None, "2022-01-01", None),
    ],
)
def test_since_and_until_take_edtf_and_ranges(
    since: str | None, until: str | None, first: str | None, last: str | None
) -> None:
    days = conditions.limit_days(since, until)
    assert days is not None
    assert (days.first, days.last) == (first, last)


@pytest.mark.parametrize(("since", "until"), [("2023", "2022"), ("2023..2022", None), ("2022-05", "2021..2022-04")])
def test_days_that_end_before_they_start_are_refused(since: str, until: str | None) -> None:
    with pytest.raises(BadDate, match=r"turn (it|the range) round"):
        conditions.limit_days(since, until)


def test_no_bounds_are_no_condition() -> None:
    assert conditions.limit_days(None, None) is None


WORDS = st.text(min_size=1).filter(fold_words)


@given(WORDS)
@settings(max_examples=50, deadline=None)
def test_the_statement_is_the_same_whatever_the_word(word: str) -> None:
    def ask(said: str) -> list[Question]:
        match = Match("organization", 1, said, None)
        return [
            queries.find_meetings(partner=match, official=match, organization=match, article=said),
            queries.find_figures(subject=match, measure=said, article=said),
            queries.find_statements(speaker=match, about=said, article=said),
            queries.find_articles(publisher=said),
            queries.find_countries(region=said, status=said),
            queries.find_facilities(where=Match("country", 1, said, said), kind=said, status=said, operator=match),
        ]

    for asked, usual in zip(ask(word), ask("usual"), strict=True):
        assert asked.ask(limit=5).sql == usual.ask(limit=5).sql
        assert set(asked.ask().values) == set(usual.ask().values)


def test_what_a_user_typed_is_only_in_the_values() -> None:
    said = "'; DROP TABLE fact; --"
    query = queries.find_articles(publisher=said).ask()
    assert "drop table" not in query.sql.lower()
    assert query.values == {"publisher": "drop table fact"}


@pytest.mark.parametrize("words", ["!!!", "%", "_", " "])
def test_words_to_look_for_hold_a_letter_or_a_digit(words: str) -> None:
    with pytest.raises(BadValue, match="holds no letter and no digit"):
        queries.find_meetings(topic=words)
    with pytest.raises(BadValue, match="holds no letter and no digit"):
        queries.find_figures(measure=words)


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
@settings(max_examples=100, deadline=None)
def test_a_value_written_into_a_statement_means_itself(word: str) -> None:
    written = Query("SELECT :word, :word", {"word": word}).with_values_written_in()
    connection = sqlite3.connect(":memory:")
    assert connection.execute(written).fetchone() == (word, word)
    connection.close()


def test_a_question_counts_its_own_rows(invented: Base) -> None:
    assert invented.reader.find_value(queries.find_countries(iso=True).ask_count()) == 249


def test_a_partner_country_is_found_by_an_official_who_is_known_to_represent_it(base: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "x.yaml"
    sheet.write_text(
        "article: {id: x, publisher: X}\n"
        "officials:\n- {name: Ann Bee, country: NO}\n"
        "meetings:\n- {participants: [{name: Ann Bee}, {name: Cee Dee}], cite: 1}\n"
    )
    load_files(base, [sheet], TESTER)
    with open_reader(base) as reader:
        norway = NameResolver(reader).find("Norway", "country")
        assert len(list(reader.find(queries.find_meetings(partner=norway).ask()).rows)) == 1
        assert reader.find_value(Query("SELECT meetings FROM countries WHERE code = 'NO'")) == 1
