"""Owns the command that tells what happened, in order."""

from typing import Annotated

import typer

from rc_kb.cli import options
from rc_kb.cli.asking import noun
from rc_kb.cli.completion import complete_names
from rc_kb.read.conditions import limit_days
from rc_kb.read.names import KINDS, NameResolver
from rc_kb.read.query import Question
from rc_kb.read.timeline import find_events
from rc_kb.vocabulary import EVENTS


@noun
def timeline(
    names: NameResolver,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            help="Only what concerns a country, organization, official, city or facility, by any name.",
            show_default=False,
            autocompletion=complete_names(*KINDS),
        ),
    ] = None,
    event: Annotated[str | None, options.word_option("--event", tuple(EVENTS), "One kind of event")] = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List meetings, openings, closures, awards and statements in order, the oldest first.

    An event stands at the last day on which it can have happened. One that no article dates stands at the day of the
    report, as `by 2025-05-21, undated`. What several articles report is listed once for each.

    \b
    rc-kb timeline
    rc-kb timeline Iraq --since 2022 --event meeting
    """
    return find_events(
        about=names.find(name, *KINDS),
        event=event,
        days=limit_days(since, until),
        article=names.find_article(article),
    )
