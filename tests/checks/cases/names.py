"""Cases of the checks of names."""

from tests.checks.cases.base import Case, right, wrong

AWARD = "awards: [{recipient: ICRC, award: Example Medal, cite: 1}]"
IN_FULL = "International Committee of the Red Cross"
OFFICE = "offices: [{official: %s, title: delegate, %scite: 1}]"
MEETING = (
    "meetings: [{city: Mombasa, country: KE, participants: [{organization: ICRC}, {organization: IFRC}], cite: 1}]"
)


def two(one: str, other: str, country: str = "country: IR, ", other_country: str | None = None) -> tuple[str, str]:
    return OFFICE % (one, country), OFFICE % (other, country if other_country is None else other_country)


def alike(one: str, other: str) -> Case:
    return wrong("same-person", f"{min(one, other)} and {max(one, other)}", *two(one, other))


CASES = [
    wrong("orphan-name", "Example Club", "organizations: [{name: Example Club}]\n" + AWARD),
    wrong(
        "orphan-name",
        "Sara Lind",
        OFFICE % ("Sara Lind", "country: NO, "),
        AWARD,
        damage="DELETE FROM fact WHERE kind = 'office'; DELETE FROM office;"
        "DELETE FROM citation WHERE fact_id NOT IN (SELECT id FROM fact)",
    ),
    wrong("orphan-name", "Mombasa", MEETING, damage="UPDATE meeting SET place_id = NULL"),
    wrong(
        "orphan-name",
        "Sara Lind",
        OFFICE % ("Sara Lind", "country: NO, "),
        damage="UPDATE official_name SET source = 'gone'",
    ),
    right(
        "orphan-name",
        "organizations: [{name: Example Club}]\nmemberships: [{member: Example Club, body: IFRC, cite: 1}]",
        "facilities: [{operator: ICRC, city: Mombasa, kind: clinic, status: closed, cite: 1}]",
        "officials: [{name: Sara Lind}]\nstatements: [{speaker: Sara Lind, gist: Yes., cite: 1}]",
        MEETING,
    ),
    alike("Yassen Al-Mamouri", "Yaseen Al-Mamoori"),
    alike("Yassen Al-Mamouri", "Mamouri Yassen"),
    alike("Yassen Al-Mamouri", "Yassen Hamid Mamouri"),
    alike("Yassen Al-Mamouri", "Mamouri"),
    alike("Pirhossein Kolivand", "Pir Hosein Koulivand"),
    alike("Katharina Weber", "Katarina Weber"),
    wrong(
        "same-person", "Sara Lind (NO) and Sara Lind (no country)", *two("Sara Lind", "Sara Lind", "country: NO, ", "")
    ),
    wrong("same-person", "Lars Holm and Lars Peter Holm", *two("Lars Holm", "Lars Peter Holm", "organization: ICRC, ")),
    wrong(
        "same-person",
        "Lars Holm and Lars Peter Holm",
        *two("Lars Holm", "Lars Peter Holm", f"organization: {IN_FULL}, country: NO, ", "organization: ICRC, "),
    ),
    right(
        "same-person",
        *two("Amina Odhiambo", "Amina Odhiambo"),
        *two("Ali Hassan", "Ali Hussein"),
        *two("Pirhossein Hadi", "Pirhossein Hani"),
        *two("Faisal", "Faisal Mahboob"),
        *two("Lars Holm", "Lars Peter Holm", "country: NO, ", "country: SE, "),
        "officials: [{name: Nils Berg, other_names: [Berg]}]\n" + OFFICE % ("Nils Berg", "country: NO, "),
        OFFICE % ("Otto Berg", "country: NO, "),
        *two("Delegate 12 Kigali", "Delegate 13 Kigali", "country: RW, "),
    ),
]
