"""Owns the questions: one function for each noun, from what was asked for to conditions on its view."""

from rc_kb.dates import EdtfDate
from rc_kb.read.conditions import (
    fold_search,
    hold_words,
    select_attended,
    value_of,
    where_article,
    where_country,
    where_days,
    where_equal,
    where_in,
    where_party,
    where_text,
)
from rc_kb.read.names import Match
from rc_kb.read.query import Question

_PUBLISHERS = f"""
    WITH RECURSIVE publishers (publisher_words) AS (
        SELECT min(publisher_words) FROM article
        UNION ALL SELECT (SELECT min(a.publisher_words) FROM article AS a WHERE a.publisher_words > p.publisher_words)
        FROM publishers AS p WHERE p.publisher_words IS NOT NULL
    ) SELECT publisher_words FROM publishers WHERE {hold_words("publisher")}
"""
"""The publishers that are asked for: few have published many articles, and each is looked at once."""

_HAS_FACILITIES = "EXISTS (SELECT 1 FROM facilities WHERE facilities.country_code = countries.code{})"
"""Looked for and not counted: a count reads every facility of every country."""


def find_countries(
    *, with_facilities: bool = False, region: str | None = None, status: str | None = None, iso: bool = False
) -> Question:
    """Ask for countries: those that facts speak of, or every one of ISO 3166-1."""
    question = Question("countries", "country")
    if not iso:
        question.where("EXISTS (SELECT 1 FROM country_facts WHERE country_code = countries.code)")
    if with_facilities:
        question.where(_HAS_FACILITIES.format(""))
    if region is not None:
        question.where(":region IN (region, sub_region, intermediate_region)", f"in the region {region}", region=region)
    if status is not None:
        question.where(
            _HAS_FACILITIES.format(" AND status = :status"),
            f"with facilities that are {status}",
            status=status,
        )
    return question


def find_meetings(
    *,
    partner: Match | None = None,
    official: Match | None = None,
    organization: Match | None = None,
    topic: str | None = None,
    where: Match | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for meetings, the latest first; a partner is on any side of the table."""
    attended = {"partner": partner, "official": official, "organization": organization}
    latest = "held_on_last DESC NULLS LAST"
    order = f"{latest}, published_on_last DESC NULLS LAST, id"
    question = Question("meetings", order, chosen_by=latest if topic or any(attended.values()) else None)
    for name, match in attended.items():
        if match:
            question.where_listed(select_attended(name, match), f"with {match.name}", **value_of(name, match))
    if topic is not None:
        question.where(
            f"id IN (SELECT meeting_id FROM topics WHERE {hold_words('topic')})",
            f"about {topic}",
            topic=fold_search(topic),
        )
    where_in(question, where)
    # A meeting that is reported was held by the day of the report.
    where_days(question, days, "held_on", latest="published_on_last")
    return where_article(question, article)


def find_facilities(
    *,
    where: Match | None = None,
    operator: Match | None = None,
    kind: str | None = None,
    status: str | None = None,
    article: str | None = None,
) -> Question:
    """Ask for facilities as last attested; with an article, as that article attests them."""
    view = "facilities" if article is None else "facility_statuses"
    question = Question(view, "country NULLS LAST, city NULLS LAST, kind, id")
    if article is not None:
        question.where("ordinal = 1")
    where_in(question, where)
    where_party(question, "operator", operator, "run by")
    where_equal(question, kind=kind, status=status)
    return where_article(question, article)


def find_organizations(*, kind: str | None = None, country: Match | None = None, with_facts: bool = False) -> Question:
    """Ask for organizations, those with most facts first."""
    question = Question("organizations", "facts DESC, organization")
    if with_facts:
        question.where("facts > 0")
    where_equal(question, kind=kind)
    return where_country(question, country)


def find_officials(*, organization: Match | None = None, country: Match | None = None) -> Question:
    """Ask for officials, by name."""
    question = Question("officials", "official, id")
    if organization:
        question.where_among(
            "id",
            "SELECT official_id FROM offices WHERE organization_id = :organization "
            "UNION SELECT official_id FROM participations WHERE organization_id = :organization",
            f"of {organization.name}",
            organization=organization.id,
        )
    return where_country(question, country)


def find_offices(
    *,
    official: Match | None = None,
    organization: Match | None = None,
    country: Match | None = None,
    article: str | None = None,
) -> Question:
    """Ask for offices, by organization and official."""
    question = Question("offices", "organization NULLS LAST, official, title, id")
    where_party(question, "official", official, "of")
    where_party(question, "organization", organization, "in")
    return where_article(where_country(question, country), article)


def find_commitments(
    *,
    by: Match | None = None,
    party: Match | None = None,
    modality: str | None = None,
    where: Match | None = None,
    article: str | None = None,
) -> Question:
    """Ask for commitments, the latest reported first."""
    question = Question("commitments", "published_on_last DESC NULLS LAST, by, id")
    where_party(question, "by", by, "by")
    where_party(question, "party", party, "towards")
    where_equal(question, modality=modality)
    where_in(question, where)
    return where_article(question, article)


def find_missions(
    *,
    to: Match | None = None,
    by: Match | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for missions, by recipient."""
    question = Question("missions", "country NULLS LAST, region NULLS LAST, occasion, id")
    where_in(question, to)
    where_party(question, "provider", by, "by")
    where_days(question, days, "carried_out_on", latest="published_on_last")
    return where_article(question, article)


def find_figures(*, subject: Match | None = None, measure: str | None = None, article: str | None = None) -> Question:
    """Ask for figures, by subject and measure."""
    named = "subject, measure"
    order = f"{named}, published_on_last DESC NULLS LAST, id"
    question = Question("figures", order, chosen_by=named if subject else None)
    where_party(question, "subject", subject, "about")
    where_text(question, "measure", measure, "of")
    return where_article(question, article)


def find_awards(
    *,
    recipient: Match | None = None,
    giver: Match | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for awards, the latest first."""
    question = Question("awards", "awarded_on_last DESC NULLS LAST, award, id")
    where_party(question, "recipient", recipient, "received by")
    where_party(question, "giver", giver, "given by")
    where_days(question, days, "awarded_on", latest="published_on_last")
    return where_article(question, article)


def find_memberships(*, member: Match | None = None, body: Match | None = None, article: str | None = None) -> Question:
    """Ask for memberships, by body and member."""
    question = Question("memberships", "body, member, id")
    where_party(question, "member", member, "of")
    where_party(question, "body", body, "in")
    return where_article(question, article)


def find_statements(
    *,
    speaker: Match | None = None,
    about: str | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for statements, the latest first."""
    latest = "stated_on_last DESC NULLS LAST"
    order = f"{latest}, published_on_last DESC NULLS LAST, id"
    question = Question("statements", order, chosen_by=latest if speaker else None)
    where_party(question, "speaker", speaker, "by")
    where_text(question, "about", about, "about")
    where_days(question, days, "stated_on", latest="published_on_last")
    return where_article(question, article)


def find_articles(*, publisher: str | None = None, days: EdtfDate | None = None) -> Question:
    """Ask for articles, the latest first."""
    latest = "published_on_last DESC NULLS LAST"
    question = Question("articles", f"{latest}, id", chosen_by=None if publisher is None else latest)
    if publisher is not None:
        words = fold_search(publisher)
        question.where_among("publisher_words", _PUBLISHERS, f"published by {publisher!r}", publisher=words)
    where_days(question, days, "published_on")
    return question
