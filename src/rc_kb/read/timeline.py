"""Owns the question what happened in what order: which events, about whom or what, by which day."""

from rc_kb.dates import EdtfDate
from rc_kb.read.conditions import select_naming, value_of, where_article, where_days
from rc_kb.read.names import Match
from rc_kb.read.query import Question
from rc_kb.vocabulary import EVENTS, PARTY_KINDS

_CARRIED = ("not_after", "ordinal", "not_before", "kind", "fact_id")
_KINDS = ", ".join(f"'{kind}'" for kind in dict.fromkeys(EVENTS.values()))


def find_events(
    *,
    about: Match | None = None,
    event: str | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for events, the oldest first: by the day by which each had certainly happened, those without one last.

    A country stands for its organizations and officials too, and for what lies in it.
    """
    # An earlier status of a facility has a number from 2 on, and may share its day with the one that came after it.
    order = "not_after NULLS LAST, ordinal DESC, not_before NULLS LAST, kind, fact_id"
    question = Question("events", order, _CARRIED)
    _where_about(question, about)
    if event is not None:
        question.where("event = :event", f"of the kind {event}", event=event)
    where_days(question, days, "happened_on", latest="not_after")
    return where_article(question, article)


def _where_about(question: Question, about: Match | None) -> None:
    """Ask for what names a party, lies in a place or is of a facility."""
    if about is None:
        return
    described, value = f"about {about.name}", value_of("about", about)
    if about.kind in PARTY_KINDS:
        question.where_among("fact_id", select_naming("about", about, f"IN ({_KINDS})"), described, **value)
    else:
        question.where(f"{'place_id' if about.kind == 'place' else 'facility_key'} = :about", described, **value)
