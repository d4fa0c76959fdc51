"""Owns whether what a question lists is so much that another way to its first rows is the shorter one."""

from rc_kb.read.query import Question
from rc_kb.read.reader import Reader

_LONG = 3_000
"""Facts that are looked up, with their articles, in the time in which the latest articles are gone through (measured
with a million meetings, of which these are three in a thousand)."""


def is_long(reader: Reader, question: Question) -> bool:
    """Tell whether a question lists so many facts that it is better to go through articles than through these."""
    listed = question.ask_listed(_LONG)
    return listed is not None and reader.find_value(listed) == _LONG
