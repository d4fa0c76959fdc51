"""Cases of the checks of dates; the articles are of Wednesday 2024-05-08."""

from tests.checks.cases.base import right, wrong

WHO = "participants: [{organization: ICRC}, {organization: IFRC}]"
TERM = "offices: [{official: Sara Lind, title: delegate, country: NO, %s, cite: 1}]"
CLINIC = "facilities: [{operator: ICRC, country: KE, kind: clinic, status: %s, cite: 1}]"


def meet(date: str, written: str | None = None) -> str:
    words = f"date_as_written: {written}, " if written else ""
    return f'meetings: [{{date: "{date}", {words}{WHO}, cite: 1}}]'


CASES = [
    wrong("end-before-start", "Sara Lind, delegate", TERM % "from: 2022-05, until: 2021"),
    wrong(
        "end-before-start",
        "status closed",
        CLINIC % "operating, earlier: [{status: closed, from: 2022-05, until: 2022-04}]",
    ),
    right(
        "end-before-start",
        TERM % "from: 2022-05, until: 2022",
        CLINIC % "operating, from: 2022-05, earlier: [{status: closed, from: 2022-04, until: 2022-05}]",
    ),
    wrong(
        "date-bounds",
        "held_on 2024-05-07",
        meet("2024-05-07"),
        damage="UPDATE meeting SET held_on_first = '2024-05-06'",
    ),
    wrong(
        "date-bounds",
        "held_on [2024-05-01..2024-05-07]",
        meet("[2024-05-01..2024-05-07]"),
        damage="UPDATE meeting SET held_on_last = NULL",
    ),
    wrong("date-bounds", "held_on 7 May", meet("2024-05-07"), damage="UPDATE meeting SET held_on = '7 May'"),
    wrong(
        "date-bounds", "published_on 2024-05", meet("2024-05-07"), damage="UPDATE article SET published_on = '2024-05'"
    ),
    right(
        "date-bounds",
        *map(meet, ("[2024-05-01..2024-05-07]", "2024-05-01/..", "/2024", "2024-05~", "2024-21", "202X", "2024-05-07")),
    ),
    wrong("date-after-article", "held_on 2024-05-09", meet("2024-05-09")),
    wrong("date-after-article", "valid_from 2024-06", TERM % "from: 2024-06"),
    wrong("date-after-article", "valid_from 2024-06", CLINIC % "operating, from: 2024-06"),
    wrong(
        "date-after-article", "valid_until 2024-06", CLINIC % "operating, earlier: [{status: planned, until: 2024-06}]"
    ),
    wrong("date-after-article", "awarded_on 2025", "awards: [{recipient: ICRC, award: Medal, year: 2025, cite: 1}]"),
    wrong(
        "date-after-article",
        "as_of 2025",
        "figures: [{subject: ICRC, measure: clinics, value: 1, as_of: 2025, cite: 1}]",
    ),
    wrong(
        "date-after-article",
        "stated_on 2024-05-09",
        "statements: [{speaker: ICRC, gist: Yes., date: 2024-05-09, cite: 1}]",
    ),
    right(
        "date-after-article",
        meet("2024-05-08"),
        meet("2024-05"),
        "article: {published: null}\n" + meet("2030"),
        TERM % "from: 2024, until: 2026",
        CLINIC % "planned, from: 2026",
        "missions: [{provider: ICRC, country: KE, date: 2026, cite: 1}]",
    ),
    wrong("weekday", "held_on 2024-05-07 (Monday)", meet("2024-05-07", "Monday")),
    wrong("weekday", "held_on 2024-05-07 (last monday night)", meet("2024-05-07", "last monday night")),
    wrong(
        "weekday",
        "held_on [2024-05-01..2024-05-06] (Tuesday)",
        meet("[2024-05-01..2024-05-06]", "Tuesday"),
    ),
    wrong(
        "weekday",
        "published_on 2024-05-08 (Thursday)",
        "article: {published_as_written: Thursday}\n" + meet("2024-05-07"),
    ),
    right(
        "weekday",
        *(meet("2024-05-07", words) for words in ("Tuesday", "Tuesday's", "its birthday", "Monday or Tuesday")),
        *(meet("2024-05-07", words) for words in ("two days after Sunday", "the eve of last Wednesday")),
        meet("[2024-05-01..2024-05-07]", "Tuesday"),
        meet("[2024-05-02..2024-05-08]", "Tuesday"),
        meet("2024-05/2024-06", "Monday"),
        meet("2024-05-01/..", "Monday"),
    ),
]
