"""Owns the commands of the facts: one noun for each kind."""

from typing import Annotated

import typer

from rc_kb.cli import options
from rc_kb.cli.asking import noun
from rc_kb.read import queries
from rc_kb.read.conditions import limit_days
from rc_kb.read.names import NameResolver
from rc_kb.read.query import Question
from rc_kb.vocabulary import PARTY_KINDS

OPERATORS = ("country", "organization")
"""Who may run a facility."""


@noun
def meetings(
    names: NameResolver,
    partner: Annotated[str | None, options.party_option("--partner", "On any side of the table")] = None,
    official: options.OfficialOption = None,
    organization: options.OrganizationOption = None,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="WORD", help="About a word, or one that begins so.")
    ] = None,
    where: options.InOption = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List meetings: who met whom, where, when and about what.

    A meeting whose day is not known is listed where its possible days overlap --since and --until.

    \b
    rc-kb meetings --partner Iraq
    rc-kb meetings --official "Pir-Hossein Kolivand" --since 2022 --until 2024
    """
    return queries.find_meetings(
        partner=names.find(partner, *PARTY_KINDS),
        official=names.find(official, "official"),
        organization=names.find(organization, "organization"),
        topic=topic,
        where=names.find(where, "country", "place"),
        days=limit_days(since, until),
        article=names.find_article(article),
    )


@noun
def offices(
    names: NameResolver,
    official: options.OfficialOption = None,
    organization: options.OrganizationOption = None,
    country: options.CountryOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List offices: who holds or held which office, as articles give it.

    \b
    rc-kb offices --organization "Iraqi Red Crescent"
    """
    return queries.find_offices(
        official=names.find(official, "official"),
        organization=names.find(organization, "organization"),
        country=names.find(country, "country"),
        article=names.find_article(article),
    )


@noun
def facilities(
    names: NameResolver,
    where: options.InOption = None,
    operator: Annotated[str | None, options.party_option("--operator", "Run by", OPERATORS)] = None,
    kind: options.FacilityKindOption = None,
    status: options.StatusOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List facilities: who runs what where, and whether it works, as last attested.

    With --article the rows are those of the view facility_statuses: what that article attests.

    \b
    rc-kb facilities --in Tajikistan
    rc-kb facilities --operator "Iranian Red Crescent" --status operating
    """
    return queries.find_facilities(
        where=names.find(where, "country", "place"),
        operator=names.find(operator, *OPERATORS),
        kind=kind,
        status=status,
        article=names.find_article(article),
    )


@noun
def commitments(
    names: NameResolver,
    by: Annotated[str | None, options.party_option("--by", "Who is bound")] = None,
    party: Annotated[str | None, options.party_option("--party", "Towards whom")] = None,
    modality: options.ModalityOption = None,
    where: Annotated[str | None, options.country_option("--in", "Taking effect in a country.")] = None,
    article: options.ArticleOption = None,
) -> Question:
    """List commitments: who promised, planned, agreed, did or denied what.

    \b
    rc-kb commitments --modality promised
    rc-kb commitments --by IFRC
    """
    return queries.find_commitments(
        by=names.find(by, *PARTY_KINDS),
        party=names.find(party, *PARTY_KINDS),
        modality=modality,
        where=names.find(where, "country"),
        article=names.find_article(article),
    )


@noun
def missions(
    names: NameResolver,
    to: Annotated[str | None, options.country_option("--to", "To a country.")] = None,
    by: Annotated[str | None, options.party_option("--by", "Who helped")] = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List missions: who helped which country across a border, and what for.

    \b
    rc-kb missions --to Iraq
    """
    return queries.find_missions(
        to=names.find(to, "country"),
        by=names.find(by, *PARTY_KINDS),
        days=limit_days(since, until),
        article=names.find_article(article),
    )


@noun
def figures(
    names: NameResolver,
    subject: Annotated[str | None, options.party_option("--subject", "About whom")] = None,
    measure: Annotated[
        str | None,
        typer.Option("--measure", metavar="WORDS", help="Where these words stand in what is counted."),
    ] = None,
    article: options.ArticleOption = None,
) -> Question:
    """List figures: numbers that are claimed about somebody.

    \b
    rc-kb figures --subject Iran --measure countries
    """
    return queries.find_figures(
        subject=names.find(subject, *PARTY_KINDS), measure=measure, article=names.find_article(article)
    )


@noun
def awards(
    names: NameResolver,
    recipient: Annotated[str | None, options.party_option("--recipient", "Who received it")] = None,
    giver: Annotated[str | None, options.party_option("--giver", "Who gave it")] = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List awards and distinctions.

    \b
    rc-kb awards --recipient Iran
    """
    return queries.find_awards(
        recipient=names.find(recipient, *PARTY_KINDS),
        giver=names.find(giver, *PARTY_KINDS),
        days=limit_days(since, until),
        article=names.find_article(article),
    )


@noun
def memberships(
    names: NameResolver,
    member: Annotated[str | None, options.party_option("--member", "Who is a member")] = None,
    body: Annotated[str | None, options.party_option("--body", "Of what")] = None,
    article: options.ArticleOption = None,
) -> Question:
    """List memberships: who belongs to which body.

    \b
    rc-kb memberships --member Iran
    """
    return queries.find_memberships(
        member=names.find(member, *PARTY_KINDS),
        body=names.find(body, *PARTY_KINDS),
        article=names.find_article(article),
    )


@noun
def statements(
    names: NameResolver,
    speaker: Annotated[str | None, options.party_option("--speaker", "Who spoke")] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="WORDS", help="Where these words stand in what it is about."),
    ] = None,
    since: options.SinceOption = None,
    until: options.UntilOption = None,
    article: options.ArticleOption = None,
) -> Question:
    """List statements: who said what, in the coder's own words.

    \b
    rc-kb statements --speaker "al mamouri"
    """
    return queries.find_statements(
        speaker=names.find(speaker, *PARTY_KINDS),
        about=about,
        days=limit_days(since, until),
        article=names.find_article(article),
    )
