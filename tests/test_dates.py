from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rc_kb.dates import EdtfDate, parse_date, parse_range
from rc_kb.errors import BadDate, ExitCode

few = settings(max_examples=100, deadline=None, derandomize=True)
likely_text = st.text("0123456789-/.[]{}?~%XYS, ", max_size=16)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-09-17", "2022-09-17", "2022-09-17"),
        ("2022-09", "2022-09-01", "2022-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022?", "2022-01-01", "2022-12-31"),
        ("2022-09~", "2022-09-01", "2022-09-30"),
        ("2022-09-17%", "2022-09-17", "2022-09-17"),
        ("2022-21", "2022-03-01", "2022-05-31"),
        ("202X", "2020-01-01", "2029-12-31"),
        ("2022-XX", "2022-01-01", "2022-12-31"),
        ("2022-09-XX", "2022-09-01", "2022-09-30"),
        ("2022-09-01/2022-09-30", "2022-09-01", "2022-09-30"),
        ("2022-09/2023", "2022-09-01", "2023-12-31"),
        ("[2025-03-08..2025-05-21]", "2025-03-08", "2025-05-21"),
        ("[2022, 2024]", "2022-01-01", "2024-12-31"),
        ("{2022-09,2022-11}", "2022-09-01", "2022-11-30"),
    ],
)
def test_every_form_of_edtf_has_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert parse_date(text) == EdtfDate(text, first, last)


@few
@given(st.dates(date(1900, 1, 1)), st.timedeltas(timedelta(), timedelta(400)), st.sampled_from(("[{}..{}]", "{}/{}")))
def test_stretch_of_days_means_what_the_library_of_edtf_says(start: date, length: timedelta, form: str) -> None:
    text = form.format(start, min(start, date.max - length) + length)
    bounds = edtf.parse_edtf(text)
    found = (bounds.lower_strict(), bounds.upper_strict())
    assert parse_date(text)[1:] == tuple(f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}" for day in found)


@pytest.mark.parametrize("text", ["[2025-03-08..2025-02-30]", "2025-02-30/2025-03-08", "[2025-03-08..2025-03-07]"])
def test_stretch_with_no_day_or_turned_round_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022/..", "2022-01-01", None),
        ("../2022-09", None, "2022-09-30"),
        ("2022-09/", "2022-09-01", None),
        ("/2022", None, "2022-12-31"),
        ("[2022..]", "2022-01-01", None),
        ("[..2022-09]", None, "2022-09-30"),
    ],
)
def test_an_open_or_unknown_side_has_no_day(text: str, first: str | None, last: str | None) -> None:
    assert parse_date(text) == EdtfDate(text, first, last)


@pytest.mark.parametrize(
    "text", ["2023-02-29", "2022-09-31", "2022-02-30?", "2022-13", "2022-00", "2022-09-00", "0000"]
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_date(text)


@pytest.mark.parametrize("text", ["2023/2022", "2022-09-30/2022-09-01", "[2025-05-21..2025-03-08]"])
def test_a_range_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_date(text)


@pytest.mark.parametrize("text", ["/", "//", "/2022/", "2022//", "2022/2023/", "/2022/2023", "2022/2023/2024"])
def test_a_stray_slash_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date"):
        parse_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Saturday",
        "17 September 2022",
        "20220917",
        "2022-9-17",
        "17/09/2022",
        "2022-09-17\n",
        "\N{ARABIC-INDIC DIGIT TWO}022",
        "2022\N{EN DASH}2023",
        "\x1b[31m2022",
        "[" * 150,
        "2022," * 1000,
    ],
)
def test_text_that_is_no_date_gets_the_forms_to_write(text: str) -> None:
    with pytest.raises(BadDate, match="is not a date: write EDTF") as caught:
        parse_date(text)
    assert len(str(caught.value)) < 400
    assert str(caught.value).isprintable()
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("text", ["Y17000002", "-0044", "Y-1000"])
def test_years_outside_of_four_digits_are_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022..2023-02", "2022-01-01", "2023-02-28"),
        ("2022-09-17..", "2022-09-17", None),
        ("..2022", None, "2022-12-31"),
        ("2022-09", "2022-09-01", "2022-09-30"),
        ("[2025-03-08..2025-05-21]", "2025-03-08", "2025-05-21"),
        ("2022/..", "2022-01-01", None),
    ],
)
def test_a_filter_takes_ranges_as_people_write_them(text: str, first: str | None, last: str | None) -> None:
    assert parse_range(text) == EdtfDate(text, first, last)


@pytest.mark.parametrize("text", ["..", "2023..2022", "2022..2023..2024", "a..b", "...2022", "2022..x"])
def test_a_range_without_sense_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse_range(text)


def test_a_reversed_range_says_which_days_are_reversed() -> None:
    with pytest.raises(BadDate, match=r"'2023\.\.2022' ends \(2022-12-31\) before it starts \(2023-01-01\)"):
        parse_range("2023..2022")


@few
@given(st.dates(min_value=date(1, 1, 1)))
def test_every_day_of_the_calendar_is_its_own_bounds(day: date) -> None:
    assert parse_date(day.isoformat()) == EdtfDate(day.isoformat(), day.isoformat(), day.isoformat())


@few
@given(st.dates(min_value=date(1, 1, 1)), st.dates(min_value=date(1, 1, 1)))
def test_an_interval_spans_its_two_days(one: date, other: date) -> None:
    first, last = sorted([one.isoformat(), other.isoformat()])
    assert parse_date(f"{first}/{last}") == EdtfDate(f"{first}/{last}", first, last)
    assert parse_range(f"{first}..{last}") == EdtfDate(f"{first}..{last}", first, last)


@few
@given(st.one_of(st.text(max_size=20), likely_text))
def test_any_text_is_a_date_with_ordered_bounds_or_a_bad_date(text: str) -> None:
    for parse in (parse_date, parse_range):
        try:
            found = parse(text)
        except BadDate:
            continue
        days = [date.fromisoformat(day) for day in (found.first, found.last) if day is not None]
        assert days == sorted(days)
