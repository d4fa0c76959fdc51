"""Cases of the checks of what can be only one at a time."""

from tests.checks.cases.base import right, wrong

KRCS = "Kenya Red Cross Society"


def hold(official: str, title: str = "president", more: str = "", published: str = "2024-05-08") -> str:
    held = f"official: {official}, title: {title}, organization: {KRCS}, country: KE, {more}cite: 1"
    return f"article: {{published: {published}}}\noffices: [{{{held}}}]"


def run(status: str, more: str = "", published: str = "2024-05-08", name: str = "Example Clinic") -> str:
    run_by = f"operator: {KRCS}, country: KE, name: {name}, kind: clinic, status: {status}, {more}cite: 1"
    return f"article: {{published: {published}}}\nfacilities: [{{{run_by}}}]"


CASES = [
    wrong("two-holders", f"president, {KRCS}", hold("Amina Odhiambo"), hold("Brian Otieno")),
    wrong(
        "two-holders",
        f"president, {KRCS}",
        hold("Amina Odhiambo", published="2021-05-08"),
        hold("Brian Otieno", published="2022-05-08"),
        hold("Amina Odhiambo", published="2023-05-08"),
    ),
    right(
        "two-holders",
        hold("Amina Odhiambo", published="2021-05-08"),
        hold("Brian Otieno"),
        hold("Chebet Kimani", "vice president"),
        hold("Daudi Mwangi", more="until: 2022, "),
        hold("Esther Njeri", "delegate"),
        hold("Faith Wanjiru", "delegate"),
    ),
    # One person in two spellings is no second holder.
    wrong("same-person", "Yaseen Mamoori and Yassen Mamouri", hold("Yassen Mamouri"), hold("Yaseen Mamoori")),
    wrong("two-statuses", f"clinic Example Clinic, Kenya, {KRCS}", run("operating"), run("closed")),
    wrong(
        "two-statuses",
        f"clinic Example Clinic, Kenya, {KRCS}",
        run("operating", published="2022-05-08"),
        run("closed", "from: 2021, "),
    ),
    right(
        "two-statuses",
        run("operating", published="2022-05-08"),
        run("closed", "from: 2023, "),
        run("reopening"),
        run("planned", name="Other Clinic"),
        run("under_construction", name="Other Clinic"),
        run("unknown", name="Other Clinic"),
    ),
]
