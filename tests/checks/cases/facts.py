"""Cases of the checks of facts as such."""

from tests.checks.cases.base import right, wrong

AWARD = "awards: [{recipient: ICRC, award: Example Medal, cite: [2, 3]}]"
MEETING = "meetings: [{participants: [{organization: ICRC}, {organization: IFRC}], cite: 2}]"
CLINIC = "facilities: [{operator: ICRC, country: KE, kind: clinic, status: operating, cite: 2}]"

CASES = [
    wrong("fact-without-citation", "citation 1", AWARD, damage="DELETE FROM citation"),
    wrong("fact-without-citation", "citation 1", AWARD, damage="DELETE FROM citation WHERE ordinal = 1"),
    right("fact-without-citation", AWARD),
    wrong("incomplete-fact", "award", AWARD, damage="DELETE FROM award"),
    wrong("incomplete-fact", "participation", MEETING, damage="DELETE FROM participation"),
    wrong("incomplete-fact", "facility_status", CLINIC, damage="DELETE FROM facility_status"),
    right("incomplete-fact", AWARD, MEETING, CLINIC),
    wrong("citation-outside", "paragraph 3", AWARD, damage="UPDATE article SET paragraphs = 2"),
    right("citation-outside", "awards: [{recipient: ICRC, award: Example Medal, cite: 9}]"),
    wrong(
        "total-not-whole",
        "clinics",
        "figures: [{subject: ICRC, measure: clinics, value: 13.5, total_of: facilities, cite: 1}]",
    ),
    wrong(
        "total-not-whole",
        "clinics",
        "figures: [{subject: ICRC, measure: clinics, value: -1, total_of: facilities, cite: 1}]",
    ),
    right(
        "total-not-whole",
        "figures: [{subject: ICRC, measure: clinics, value: 13, total_of: facilities, cite: 1}]",
        "figures: [{subject: ICRC, measure: litres, value: 13.5, cite: 1}]",
    ),
    wrong("unknown-story", "other", AWARD, damage="UPDATE article SET same_story_as = 'other'"),
    right("unknown-story", "article: {same_story_as: article-2}\n" + AWARD, AWARD),
]
