"""Owns the question what a knowledge base is and how much it holds."""

from rc_kb.read.query import Answer, Question, Value
from rc_kb.read.reader import Reader
from rc_kb.settings import SCHEMA_VERSION
from rc_kb.vocabulary import NOUNS


def find_status(reader: Reader) -> Answer:
    """Return the path, the schema's version, the size in bytes, and the rows of each noun's view."""
    rows: list[tuple[Value, ...]] = [
        ("path", str(reader.location)),
        ("schema", SCHEMA_VERSION),
        ("bytes", reader.session.measure_bytes()),
    ]
    counts = [(view, reader.find_value(Question(view, "1").ask_count())) for view in NOUNS]
    return Answer(("item", "value"), iter([*rows, *counts]))
