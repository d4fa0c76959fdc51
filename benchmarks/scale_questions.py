"""Owns what benchmarks/scale.py asks of each base: each noun with a filter of either kind, and what looks at all."""

from typing import NamedTuple

from comparing import FOUND_PROBLEMS, RC_KB
from invented_story import RARE_WORD

LIMIT = 50


class Question(NamedTuple):
    """A command, in the words after rc-kb; bar is how many times the time on the seed base it may take at any size."""

    group: str
    words: tuple[str, ...]
    bar: float | None = None
    exits: tuple[int, ...] = (0,)
    form: str | None = None
    """The format of a stream, which a peer writes too."""

    @property
    def title(self) -> str:
        """Return the command as a person types it."""
        return " ".join(["rc-kb", *(f'"{word}"' if " " in word else word for word in self.words)])

    def ask(self, location: str) -> list[str]:
        """Return the command that asks a base."""
        return [RC_KB, *self.words, "--db", location]


_SELECTIVE = {
    "countries": ("--region", "Central Asia"),
    "organizations": ("--country", "Iraq"),
    "officials": ("--country", "Iraq"),
    "offices": ("--country", "Iraq"),
    "facilities": ("--in", "Iraq"),
    "meetings": ("--partner", "Iraq"),
    "commitments": ("--by", "Iraq"),
    "missions": ("--to", "Iraq"),
    "figures": ("--subject", "Iraq"),
    "awards": ("--recipient", "Iraq"),
    "memberships": ("--member", "Iraq"),
    "statements": ("--speaker", "Iraq"),
    "articles": ("--publisher", "Tehran Times"),
}
_UNSELECTIVE = {
    "countries": (),
    "organizations": ("--with-facts",),
    "officials": (),
    "offices": (),
    "facilities": ("--status", "operating"),
    "meetings": ("--since", "2015"),
    "commitments": ("--modality", "planned"),
    "missions": ("--since", "2015"),
    "figures": ("--measure", "volunteers"),
    "awards": ("--since", "2015"),
    "memberships": ("--body", "IFRC"),
    "statements": ("--since", "2015"),
    "articles": ("--since", "2015"),
}
_SHOWN = ("Iraq", "Iraqi Red Crescent", "Yassen Al-Mamouri")

SELECTIVE = [
    Question("selective", (noun, *words, "--limit", str(LIMIT)), bar=1.5) for noun, words in _SELECTIVE.items()
]
UNSELECTIVE = [Question("unselective", (noun, *words, "--limit", str(LIMIT))) for noun, words in _UNSELECTIVE.items()]
SHOWN = [Question("show", ("show", name), bar=2.0) for name in _SHOWN]
SEARCHES = [
    Question("search", ("search", RARE_WORD)),
    Question("search", ("search", "first", "aid")),
    Question("search", ("search", "iraq", "--kind", "organization")),
]
REVIEWS = [
    Question("review", ("conflicts", "--format", "jsonl")),
    Question("review", ("conflicts", "Iraq")),
    Question("review", ("check", "--format", "jsonl"), exits=(0, FOUND_PROBLEMS)),
]
STREAMS = [Question("stream", ("meetings", "--all", "--format", form), form=form) for form in ("csv", "jsonl")]
EVERY = [*SELECTIVE, *UNSELECTIVE, *SHOWN, *SEARCHES, *REVIEWS, *STREAMS]
