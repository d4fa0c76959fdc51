"""Cases of the checks of countries."""

from tests.checks.cases.base import right, wrong

MEETING = """
meetings:
- city: Mombasa
  country: KE
  participants:
  - {name: Sara Lind, organization: Norwegian Red Cross, country: NO}
  - {organization: ICRC}
  cite: 1
"""
OFFICE = "offices: [{official: Sara Lind, title: delegate, country: %s, cite: 1}]"
ACTS_FOR = "offices: [{official: Sara Lind, title: delegate, organization: %s, country: %s, cite: 1}]"

CASES = [
    wrong("unknown-country", "XX", MEETING, damage="UPDATE meeting SET country_code = 'XX'"),
    wrong(
        "unknown-country",
        "XX (Example Club)",
        ACTS_FOR % ("Example Club", "NO"),
        damage="UPDATE organization SET country_code = 'XX' WHERE source IS NULL",
    ),
    wrong(
        "unknown-country", "XX (Mombasa)", MEETING, damage="UPDATE place SET country_code = 'XX' WHERE name = 'Mombasa'"
    ),
    right("unknown-country", MEETING, "offices: [{official: Sara Lind, title: delegate, country: NO, cite: 1}]"),
    wrong("two-countries", "Sara Lind", OFFICE % "NO", OFFICE % "SE"),
    wrong("two-countries", "Sara Lind", MEETING, OFFICE % "SE"),
    wrong("two-countries", "Sara Lind", OFFICE % "NO", OFFICE % "SE", OFFICE % "DK"),
    right(
        "two-countries",
        MEETING,
        OFFICE % "NO",
        "officials: [{name: Nils Lind, other_names: [Sara Lind]}]\n"
        "offices: [{official: Nils Lind, title: delegate, country: SE, cite: 1}]",
    ),
    wrong("other-country", "Kenya Red Cross Society", ACTS_FOR % ("Kenya Red Cross Society", "GH")),
    wrong(
        "other-country",
        "Kenya Red Cross Society",
        "meetings: [{participants: [{organization: ICRC}, {organization: Kenya Red Cross, country: GH}], cite: 1}]",
    ),
    right(
        "other-country",
        ACTS_FOR % ("Kenya Red Cross Society", "KE"),
        "offices: [{official: Nils Berg, title: delegate, organization: Example Club, country: NO, cite: 1}]",
        "offices: [{official: Lotte Dahl, title: delegate, organization: Kenya Red Cross Society, cite: 1}]",
    ),
    wrong(
        "unresolved-country",
        "Freedonia",
        "facilities: [{operator: ICRC, country_as_written: Freedonia, kind: clinic, status: closed, cite: 1}]",
    ),
    wrong(
        "unresolved-country",
        "the north",
        "missions: [{provider: ICRC, place_as_written: the north, occasion: floods, cite: 1}]",
    ),
    right(
        "unresolved-country",
        "missions: [{provider: ICRC, region: East Africa, place_as_written: East Africa, cite: 1}]",
        "facilities: [{operator: ICRC, name: Example Clinic, kind: clinic, status: closed, cite: 1}]",
        "facilities: [{operator: ICRC, country: KE, country_as_written: Kenya, kind: clinic, status: closed, cite: 1}]",
    ),
]
