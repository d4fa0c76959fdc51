"""Dates as news writes them: each form is found where it stands, and means the day that a reader takes it for."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.dates import parse_date
from rc_kb.written_dates import DateKind, Resolved, WrittenDate, find_dates, find_dates_at, read_date, resolve_date

many = settings(max_examples=200, deadline=None, derandomize=True)
few = settings(max_examples=40, deadline=None, derandomize=True)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LATIN_DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PARTS = (
    "May",
    " ",
    ",",
    "5",
    "05",
    "2022",
    "31",
    "\n",
    "\n\n",
    "of",
    "Monday",
    "last",
    "yesterday",
    "in",
    "this",
    "month",
    "the day before",
    "-",
    "/",
    ".",
    "th",
    "%",
    "\u00a0",
)
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PARTS), max_size=12).map("".join))


def find_one(text: str) -> WrittenDate:
    """Return the one date of a text."""
    [found] = find_dates(text)
    return found


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("22 March 2023", "2023-03-22"),
        ("22nd March 2023", "2023-03-22"),
        ("22nd of March, 2023", "2023-03-22"),
        ("March 22, 2023", "2023-03-22"),
        ("March 22 2023", "2023-03-22"),
        ("Mar. 22,2023", "2023-03-22"),
        ("MARCH 22ND, 2023", "2023-03-22"),
        ("Sept 5, 2022", "2022-09-05"),
        ("Sept. 5, 2022", "2022-09-05"),
        ("5 Sep. 2022", "2022-09-05"),
        ("05-Sep-2022", "2022-09-05"),
        ("5/Sep/2022", "2022-09-05"),
        ("Sep-05-2022", "2022-09-05"),
        ("2022-09-05", "2022-09-05"),
        ("2022/9/5", "2022-09-05"),
        ("2022.09.05", "2022-09-05"),
        ("25-09-2022", "2022-09-25"),
        ("9/25/2022", "2022-09-25"),
        ("25.9.2022", "2022-09-25"),
        ("02.02.2022", "2022-02-02"),
        ("12 march 2023", "2023-03-12"),
        ("29 February 2024", "2024-02-29"),
        ("5\nMay 2022", "2022-05-05"),
    ],
)
def test_a_day_with_its_year_is_read_in_every_form(text: str, edtf: str) -> None:
    found = find_one(f"It opened on {text}, he said.")
    assert (found.kind, found.edtf, found.text) == (DateKind.FULL, edtf, " ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "kind", "edtf"),
    [
        ("September 2022", DateKind.MONTH, "2022-09"),
        ("Sept. 2022", DateKind.MONTH, "2022-09"),
        ("May, 2022", DateKind.MONTH, "2022-05"),
        ("May of 2022", DateKind.MONTH, "2022-05"),
        ("1998", DateKind.YEAR, "1998"),
        ("May 06", DateKind.NO_YEAR, "XXXX-05-06"),
        ("6th of May", DateKind.NO_YEAR, "XXXX-05-06"),
        ("31 Dec", DateKind.NO_YEAR, "XXXX-12-31"),
        ("February 29", DateKind.NO_YEAR, "XXXX-02-29"),
        ("last Monday", DateKind.WEEKDAY, None),
        ("Thursday", DateKind.WEEKDAY, None),
        ("yesterday", DateKind.RELATIVE, None),
        ("earlier in the day", DateKind.RELATIVE, None),
        ("this morning", DateKind.RELATIVE, None),
        ("last night", DateKind.RELATIVE, None),
        ("this month", DateKind.PERIOD, None),
        ("earlier this week", DateKind.PERIOD, None),
        ("last year", DateKind.PERIOD, None),
        ("the day before", DateKind.DAY_BEFORE, None),
        ("a day earlier", DateKind.DAY_BEFORE, None),
    ],
)
def test_a_date_says_by_its_kind_how_much_it_says(text: str, kind: DateKind, edtf: str | None) -> None:
    found = find_one(f"They met ({text}) in Baku.")
    assert (found.text, found.kind, found.edtf) == (text, kind, edtf)


@pytest.mark.parametrize(
    "text",
    [
        "She may 12 times have asked, and may 2,000 more.",
        "Volunteers march 10 kilometers.",
        "In March 10,000 people came.",
        "Prices rose in May 5% and in June 5.5 percent.",
        "31 February, 2023-02-31, May 32, 0000-00-00",
        "11/12/2023 may be either of two days, and 5/6/2023 too.",
        "Decem 5, Augustus 5 and 1401/02/03",
        "20223 tents, room 1899, 12022 and 19",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(("text", "edtf"), [("in February", "2022-02"), ("in May", "2021-05"), ("In Sept.", "2021-09")])
def test_a_month_without_a_year_is_the_last_such_month_and_is_told_by_the_word_before_it(text: str, edtf: str) -> None:
    found = find_one(f"{text} they met.")
    assert (found.kind, found.text) == (DateKind.BARE_MONTH, text.split()[1])
    assert resolve_date(found, "2022-03-01").edtf == edtf
    assert find_dates(text.replace("in", "by").replace("In", "By")) == []


def test_a_full_stop_after_a_short_month_belongs_to_it_and_after_a_long_one_does_not() -> None:
    assert [one.text for one in find_dates("On 12 Jan. it began. It ended on 3 March. Then June.")] == [
        "12 Jan.",
        "3 March",
    ]


def test_a_date_goes_over_the_end_of_a_line_but_not_of_a_paragraph() -> None:
    assert find_one("It was on May\n5, 2022.").text == "May 5, 2022"
    assert [one.text for one in find_dates("Drill in May\n\n12 people came.\n\nOn 5 May\n\n2022 was a hard year.")] == [
        "May",
        "5 May",
        "2022",
    ]


def test_dates_come_in_the_order_of_the_text() -> None:
    text = "On Sunday, between April 30 and 2 May, they recalled 1998, and yesterday's talks of 2022-05-01T10:00."
    assert [one.text for one in find_dates(text)] == ["Sunday", "April 30", "2 May", "1998", "yesterday", "2022-05-01"]


def test_words_without_a_day_are_no_date() -> None:
    assert [read_date(words) for words in ("", "May", "day", "2022", "99/99/2023", "5/6/2023")] == [None] * 6


@many
@given(
    LATIN_DAYS, st.sampled_from(("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b. %d, %Y", "%d-%b-%Y", "%Y-%m-%d", "%Y/%m/%d"))
)
def test_every_day_is_read_back_from_every_form(day: date, form: str) -> None:
    found = find_one(f"On {day.strftime(form)} they met")
    assert (found.kind, found.edtf) == (DateKind.FULL, day.isoformat())


@many
@given(texts)
def test_whatever_is_found_lies_in_the_text_at_its_characters(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        assert " ".join(text[found.start : found.end].split()) == found.text != ""
        end = found.end


@many
@given(texts)
def test_dates_found_from_word_to_word_are_those_of_the_text(text: str) -> None:
    words = list(re.finditer(r"\w+", text))
    found = find_dates_at(text, [word.start() for word in words], [word[0].lower() for word in words])
    assert found == find_dates(text)


@many
@given(texts)
def test_whatever_says_its_day_is_edtf(text: str) -> None:
    for found in find_dates(text):
        says_it = found.kind in {DateKind.FULL, DateKind.MONTH, DateKind.YEAR}
        assert (found.edtf is not None) == (says_it or found.kind in {DateKind.NO_YEAR, DateKind.BARE_MONTH})
        if says_it:
            assert parse_date(str(found.edtf)).text == found.edtf


@many
@given(st.sampled_from(WEEKDAYS), st.dates(date(1, 1, 8)))
def test_a_weekday_is_the_last_such_day_on_or_before_publication(weekday: str, published: date) -> None:
    resolved = resolve_date(find_one(weekday), published.isoformat())
    meant = date.fromisoformat(str(resolved.edtf))
    assert WEEKDAYS[meant.weekday()] == weekday
    assert timedelta(0) <= published - meant < timedelta(7)
    assert resolved.basis == f"date: the {weekday} on or before publication"


@many
@given(st.sampled_from(WEEKDAYS), st.dates(date(1, 1, 8)))
def test_last_weekday_is_never_the_day_of_publication(weekday: str, published: date) -> None:
    meant = date.fromisoformat(str(resolve_date(find_one(f"last {weekday}"), published.isoformat()).edtf))
    assert WEEKDAYS[meant.weekday()] == weekday
    assert timedelta(0) < published - meant <= timedelta(7)


@many
@given(LATIN_DAYS, st.dates(date(1910, 1, 1)))
def test_a_day_without_a_year_is_the_last_such_day_up_to_publication(day: date, published: date) -> None:
    resolved = resolve_date(find_one(f"on {day:%B %d} in Baku"), published.isoformat())
    meant = date.fromisoformat(str(resolved.edtf))
    assert (meant.month, meant.day) == (day.month, day.day)
    is_leap_day = (day.month, day.day) == (2, 29)
    assert timedelta(0) <= published - meant <= timedelta(8 * 366 if is_leap_day else 365)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("today", "2022-03-01"),
        ("this afternoon", "2022-03-01"),
        ("earlier in the day", "2022-03-01"),
        ("yesterday", "2022-02-28"),
        ("last night", "2022-02-28"),
        ("tomorrow", None),
        ("next Monday", None),
        ("coming Friday", None),
        ("upcoming Friday", None),
        ("following Friday", None),
        ("this month", "2022-03"),
        ("last month", "2022-02"),
        ("earlier this year", "2022"),
        ("last year", "2021"),
        ("this week", None),
        ("the day before", "2022-02-28"),
        ("May 5, 2031", "2031-05-05"),
        ("1998", "1998"),
    ],
)
def test_words_are_resolved_by_the_day_of_publication_and_days_to_come_are_not(text: str, edtf: str | None) -> None:
    assert resolve_date(find_one(f"({text})"), "2022-03-01").edtf == edtf


@pytest.mark.parametrize(
    "published", [None, "2022", "2022-03", "2022-02-30", "2022-13-01", "0000-00-00", "[2022..2023]"]
)
def test_without_a_day_of_publication_nothing_relative_is_known(published: str | None) -> None:
    for text in ("Monday", "yesterday", "May 5"):
        assert resolve_date(find_one(text), published) == Resolved(None, None)


@few
@given(
    st.dates(date(1, 1, 1), date(1, 1, 9)),
    st.sampled_from(("yesterday", "last Monday", "last year", "last month", "May 5", "February 29")),
)
def test_before_the_first_day_of_the_calendar_there_is_no_date(published: date, text: str) -> None:
    resolved = resolve_date(find_one(text), published.isoformat())
    assert resolved.edtf is None or parse_date(resolved.edtf).text <= published.isoformat()
