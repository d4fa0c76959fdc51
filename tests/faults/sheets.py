"""Owns the invented sheets that tests of faults load: many facts, batch by batch."""

from pathlib import Path

FACTS_OF_A_SHEET = 12


def write_sheets(folder: Path, batch: str, count: int) -> list[Path]:
    """Write the coding sheets of a batch, each of an article of its own with FACTS_OF_A_SHEET meetings."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets = []
    for number in range(count):
        path = folder / f"{batch}-{number}.yaml"
        met = "".join(_write_meeting(batch, number, day) for day in range(1, FACTS_OF_A_SHEET + 1))
        head = f"article: {{id: {batch}-{number}, publisher: Example News, published: 2024-02-01, paragraphs: 9}}\n"
        path.write_text(f"{head}meetings:\n{met}", encoding="utf-8")
        sheets.append(path)
    return sheets


def _write_meeting(batch: str, number: int, day: int) -> str:
    return (
        f"- date: 2024-01-{day:02}\n  city: Nairobi\n  country: KE\n"
        f"  topics: [health, {batch}]\n  cite: {day % 9 + 1}\n"
        f"  participants:\n  - {{name: Person of {batch} {number} {day}, country: KE}}\n  - {{organization: ICRC}}\n"
    )
