"""What tests of evaluations share: records read from the YAML of facts."""

from rc_kb.evaluate.slots import Record, list_records
from rc_kb.sheet.read import parse_sheet


def read_records(facts: str, article: str = "example-1") -> list[Record]:
    """Return the records of an article's facts, which are cited from paragraph 1 where they do not say otherwise."""
    cited = "".join(
        line if "cite:" in line else line.replace("- {", "- {cite: 1, ", 1) for line in facts.splitlines(True)
    )
    sheet = parse_sheet(f"article: {{id: {article}, publisher: Example News}}\n{cited}".encode(), "sheet.yaml")
    return list(list_records(sheet))


def read_record(facts: str) -> Record:
    """Return the one record of some facts."""
    (record,) = read_records(facts)
    return record
