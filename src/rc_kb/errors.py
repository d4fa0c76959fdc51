"""Owns what can go wrong: each error is one sentence for the user and the exit code that goes with it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The documented exit codes of every command."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    UNKNOWN_NAME = 3
    PROBLEMS_FOUND = 4
    DATABASE = 5
    INTERRUPTED = 130


class RcKbError(Exception):
    """Something failed; the message says what, where and what to do."""

    exit_code = ExitCode.FAILED


class BadValue(RcKbError):
    """A value that the user typed cannot be used."""

    exit_code = ExitCode.USAGE


class BadDate(BadValue):
    """A text is not an EDTF date, or its end lies before its start."""


class UnknownName(RcKbError):
    """Nothing has the name that was typed: no party, place, article, check or view."""

    exit_code = ExitCode.UNKNOWN_NAME


class AmbiguousName(RcKbError):
    """Several things have the name that was typed, and nothing says which is meant."""

    exit_code = ExitCode.UNKNOWN_NAME


class NoKnowledgeBase(RcKbError):
    """There is no knowledge base at the path or address, or what is there is something else."""

    exit_code = ExitCode.DATABASE


class DatabaseOutOfDate(RcKbError):
    """The knowledge base was written by another version of rc-kb."""

    exit_code = ExitCode.DATABASE


class DatabaseTooNew(DatabaseOutOfDate):
    """The knowledge base was written by a newer rc-kb, which alone can read it."""


class DatabaseUnreadable(RcKbError):
    """The knowledge base cannot be opened, read or written: permissions, damage, a full disk."""


class UpgradeFailed(RcKbError):
    """The knowledge base could not be brought to this version's schema, and is what it was."""


class QueryFailed(RcKbError):
    """The database refused a statement, or it ran past its time limit."""


class TextRefused(RcKbError):
    """A text cannot be attached: it is not the text of the article, or no text at all."""


class QuoteNotFound(RcKbError):
    """The words that were typed do not stand in the text of the article."""


class WorkerDied(RcKbError):
    """A process beside this one has ended before its work was done."""


class BadSheet(RcKbError):
    """A coding sheet cannot be loaded; each problem has its line and its path of keys."""

    def __init__(self, source: str, problems: list[str]) -> None:
        self.source = source
        self.problems = problems
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))

    def __reduce__(self) -> tuple[type["BadSheet"], tuple[str, list[str]]]:
        """Let it pass from one process to another whole."""
        return BadSheet, (self.source, self.problems)


_DEPENDENT_OBJECTS = "2BP01"
"""PostgreSQL's code of an error whose detail names what hangs on a table or view."""


def write_error(error: BaseException) -> str:
    """Return what a database said, in one line without a full stop; PostgreSQL tells other things besides."""
    diagnosed = getattr(error, "diag", None)
    said = (diagnosed and diagnosed.message_primary) or str(error)
    if diagnosed and diagnosed.sqlstate == _DEPENDENT_OBJECTS:
        said = f"{said} ({diagnosed.message_detail})"
    return " ".join(said.split()).rstrip(".")
