"""Owns which figures are compared: those of one subject, measure, unit and scope that may be of one time."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from rc_kb.read.claims import Claim, Days, bound_days, date_figure, read_claim, write_claim
from rc_kb.read.compare.values import Comparison, ReportedValue, cite, split_times, weigh_values
from rc_kb.read.conditions import where_party
from rc_kb.read.names import Match
from rc_kb.read.query import Question
from rc_kb.read.reader import Reader
from rc_kb.text import fold_words
from rc_kb.vocabulary import PARTY_KINDS


class _Figure(NamedTuple):
    """A figure, in columns of the view figures."""

    id: int
    article_id: str
    published_on_first: str | None
    published_on_last: str | None
    subject_id: int
    subject: str
    measure: str
    measure_words: str
    value: float
    qualifier: str | None
    unit: str | None
    scope: str | None
    as_of_first: str | None
    as_of_last: str | None

    @property
    def counted(self) -> tuple[str | None, str | None]:
        """Return the folded unit and scope, without which one number says nothing about another."""
        return self.unit and fold_words(self.unit), self.scope and fold_words(self.scope)


class _Claimed(NamedTuple):
    """What a figure allows, and of which days it may speak."""

    figure: _Figure
    claim: Claim
    days: Days

    @property
    def value(self) -> str:
        """Return the value as it is written."""
        return write_claim(self.figure.value, self.figure.qualifier)

    def denies(self, other: "_Claimed") -> bool:
        """Tell whether two figures may be of one time and allow no number in common."""
        return self.days.overlaps(other.days) and not self.claim.is_consistent_with(other.claim)


def compare_figures(reader: Reader, about: Match | None = None, *, with_agreeing: bool = False) -> Iterator[Comparison]:
    """Compare the figures of one subject, measure, unit and scope that may be of one time."""
    if about and about.kind not in PARTY_KINDS:
        return
    differing = "min(value) <> max(value) OR count(DISTINCT coalesce(qualifier, '')) > 1"
    question = Question("figures", "subject, subject_id, measure_words, published_on_last NULLS LAST, id")
    where_party(question, "subject", about, "about")
    question.where(
        f"(subject_id, measure_words) IN (SELECT subject_id, measure_words FROM figure{question.write_conditions()} "
        f"GROUP BY subject_id, measure_words HAVING {'count(*) > 1' if with_agreeing else differing})"
    )
    figures = map(_Figure._make, reader.find(question.ask(_Figure._fields)).rows)
    for _, measured in groupby(figures, attrgetter("subject_id", "measure_words")):
        alike: dict[tuple[str | None, str | None], list[_Claimed]] = {}
        for figure in measured:
            alike.setdefault(figure.counted, []).append(_read_figure(figure))
        for claimed in alike.values():
            for group in split_times(claimed, attrgetter("days")):
                yield _compare_claims(group)


def _read_figure(figure: _Figure) -> _Claimed:
    days = date_figure(bound_days(figure.as_of_first, figure.as_of_last), cite(figure).published)
    return _Claimed(figure, read_claim(figure.value, figure.qualifier), days)


def _compare_claims(claimed: Sequence[_Claimed]) -> Comparison:
    first = claimed[0].figure
    about = f"{first.measure} ({first.scope})" if first.scope else first.measure
    values = [
        ReportedValue(about, items[0].value, [cite(item.figure) for item in items], is_rival)
        for _, items, is_rival in weigh_values(claimed, attrgetter("value"), _Claimed.denies, attrgetter("days"))
    ]
    return Comparison("figure", first.subject, values)
