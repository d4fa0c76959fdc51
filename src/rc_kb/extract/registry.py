"""Owns the list of the rules' modules: one function for each kind of fact, in the order of the coding sheet."""

from collections.abc import Callable, Iterator

from rc_kb.extract.awards import extract_awards
from rc_kb.extract.commitments import extract_commitments
from rc_kb.extract.facilities import extract_facilities
from rc_kb.extract.facts import Proposal
from rc_kb.extract.figures import extract_figures
from rc_kb.extract.meetings.rules import extract_meetings
from rc_kb.extract.memberships import extract_memberships
from rc_kb.extract.missions import extract_missions
from rc_kb.extract.offices import extract_offices
from rc_kb.extract.organizations import load_matcher
from rc_kb.extract.statements import extract_statements
from rc_kb.extract.story import Story

EXTRACTORS: tuple[Callable[[Story], Iterator[Proposal]], ...] = (
    extract_meetings,
    extract_offices,
    extract_facilities,
    extract_commitments,
    extract_missions,
    extract_figures,
    extract_awards,
    extract_memberships,
    extract_statements,
)
"""What reads a story; meetings first, as they tell who a counterpart is."""


def load_rules() -> None:
    """Load what the rules share, once for a process: it must be there before any words are to be forgotten."""
    load_matcher()
