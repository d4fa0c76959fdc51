"""Owns the views of what facts are about and come from: countries, organizations, officials, articles."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, case, column, func, select, table

from rc_kb.store.models.derived import country_fact
from rc_kb.store.models.facts import mission, office
from rc_kb.store.models.parties import (
    country,
    official,
    official_name,
    organization,
    organization_name,
    party,
    region,
)
from rc_kb.store.models.sources import article, article_text, fact
from rc_kb.store.views.base import (
    Described,
    View,
    date_columns,
    define_view,
    join_strings,
    name_of,
    name_of_country,
    name_of_place,
    named,
)
from rc_kb.store.views.mentions import count_facts

_facilities = table(
    "facilities",
    column("country_code"),
    column("operator_id"),
    column("status"),
    column("count"),
    column("published_on"),
    column("published_on_last"),
)


def _count_named(*where: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return how many facts name a country, or an organization or official that stands for it."""
    named_in = select(func.count()).select_from(country_fact)
    return named_in.where(country_fact.c.country_code == country.c.code, *where).scalar_subquery()


def _count_facilities(where: ColumnElement[bool]) -> Select[Any]:
    """Return how many facilities there are: one for each record, or as many as the article counts in it."""
    return select(func.coalesce(func.sum(func.coalesce(_facilities.c.count, 1)), 0)).where(where)


def _region_columns(smallest: FromClause, larger: FromClause, largest: FromClause) -> list[Described]:
    """Return a country's regions by level, from the smallest that it lies in and the two around that one."""
    sub_region = case((largest.c.name.is_not(None), larger.c.name), (larger.c.name.is_not(None), smallest.c.name))
    return [
        named("region", func.coalesce(largest.c.name, larger.c.name, smallest.c.name), "UN M49 region"),
        named("sub_region", sub_region, "UN M49 sub-region"),
        named(
            "intermediate_region",
            case((largest.c.name.is_not(None), smallest.c.name)),
            "UN M49 intermediate region",
        ),
    ]


def _facility_columns() -> list[Described]:
    """Return what is known of the facilities in a country."""
    in_it = _facilities.c.country_code == country.c.code
    here = _count_facilities(in_it)
    statuses = select(_facilities.c.status).where(in_it).distinct().order_by("status")
    last = (
        select(_facilities.c.published_on)
        .where(in_it)
        .order_by(_facilities.c.published_on_last.desc().nulls_last())
        .limit(1)
    )
    return [
        named("facilities", here.scalar_subquery(), "facilities in it, a group as many as its article counts"),
        named(
            "operating",
            here.where(_facilities.c.status == "operating").scalar_subquery(),
            "facilities in it that were operating when last attested",
        ),
        named("facility_statuses", join_strings(statuses, ", ", within=country), "the statuses of facilities in it"),
        named("facilities_last_attested", last.scalar_subquery(), "publication of the newest article on them (EDTF)"),
    ]


def _define_countries() -> View:
    own = party.alias()
    # A country's region is the smallest it lies in: a region, a sub-region or an intermediate region.
    smallest, larger, largest = region.alias(), region.alias(), region.alias()
    received = select(func.count()).select_from(mission).where(mission.c.country_code == country.c.code)
    columns = [
        named("id", country.c.id, "the country's key"),
        named("code", country.c.code, "ISO 3166-1 alpha-2"),
        named("alpha_3", country.c.alpha_3, "ISO 3166-1 alpha-3"),
        named("country", own.c.name, "the name in common use"),
        named("short_name", country.c.short_name, "the ISO 3166-1 short name in English"),
        *_region_columns(smallest, larger, largest),
        named(
            "meetings",
            _count_named(country_fact.c.kind == "meeting"),
            "meetings held in it or attended for it, as reported",
        ),
        *_facility_columns(),
        named("missions", received.scalar_subquery(), "missions that helped it"),
        named("facts", _count_named(), "facts that name it, or somebody who stands for it"),
    ]
    source = (
        country.join(own, own.c.id == country.c.id)
        .outerjoin(smallest, smallest.c.name == country.c.region_name)
        .outerjoin(larger, larger.c.name == smallest.c.part_of)
        .outerjoin(largest, largest.c.name == larger.c.part_of)
    )
    return define_view(
        "countries", "One row for each country of ISO 3166-1, with what is known of it.", columns, source
    )


def _define_organizations() -> View:
    acronyms = (
        select(organization_name.c.name)
        .distinct()
        .where(organization_name.c.organization_id == organization.c.id, organization_name.c.kind == "acronym")
        .order_by(organization_name.c.name)
    )
    run = _count_facilities(_facilities.c.operator_id == organization.c.id)
    columns = [
        named("id", organization.c.id, "the organization's key"),
        named("organization", name_of(organization.c.id), "its name"),
        named("acronym", join_strings(acronyms, ", ", within=organization), "its acronym; several share one"),
        named("kind", organization.c.kind, "what kind of organization it is"),
        named("country", name_of_country(organization.c.country_code), "the country it belongs to or sits in"),
        named("country_code", organization.c.country_code, "that country, ISO 3166-1 alpha-2"),
        named("seat", name_of_place(organization.c.seat_id), "the city of its headquarters"),
        named("part_of", name_of(organization.c.part_of_id), "the organization that it is part of"),
        named("relation", organization.c.relation, "its place in the Movement"),
        named("emblem", organization.c.emblem, "the emblem of a National Society"),
        named("founded_year", organization.c.founded_year, "year of foundation, only where a source gives it"),
        named("ifrc_region", organization.c.ifrc_region, "the IFRC region of a National Society"),
        named("website", organization.c.website, "address, not checked"),
        named("meetings", count_facts(organization, "meeting"), "meetings that it took part in"),
        named("facilities", run.scalar_subquery(), "facilities that it runs"),
        named("facts", count_facts(organization), "facts of any kind that name it"),
        named("source", organization.c.source, "where the reference data about it comes from"),
    ]
    return define_view(
        "organizations",
        "One row for each organization of the reference data or a sheet.",
        columns,
        organization,
    )


def _define_officials() -> View:
    held = office.alias()
    titled = held.c.title + func.coalesce(", " + name_of(held.c.organization_id), "")
    offices = select(titled.label("office")).where(held.c.official_id == official.c.id).distinct().order_by("office")
    names = (
        select(official_name.c.name)
        .distinct()
        .where(
            official_name.c.official_id == official.c.id, official_name.c.name != name_of(official_name.c.official_id)
        )
        .order_by(official_name.c.name)
    )
    columns = [
        named("id", official.c.id, "the official's key"),
        named("official", name_of(official.c.id), "the name"),
        named("other_names", join_strings(names, "; ", within=official), "other spellings of the name"),
        named("country", name_of_country(official.c.country_code), "the country represented"),
        named("country_code", official.c.country_code, "that country, ISO 3166-1 alpha-2"),
        named(
            "offices",
            join_strings(offices, "; ", within=official),
            "the offices that articles give to the official",
        ),
        named("meetings", count_facts(official, "meeting"), "meetings that the official took part in"),
        named("facts", count_facts(official), "facts of any kind that name the official"),
    ]
    return define_view("officials", "One row for each person whom an article names with a role.", columns, official)


def _define_articles() -> View:
    facts = select(func.count()).select_from(fact).where(fact.c.article_id == article.c.id)
    text = select(article_text.c.article_id).where(article_text.c.article_id == article.c.id).exists()
    columns = [
        named("id", article.c.id, "the article's slug"),
        named("publisher", article.c.publisher, "who published it"),
        named("publisher_words", article.c.publisher_words, "its folded words, by which it is found"),
        *date_columns(article, "published_on", "when it was published"),
        named("published_basis", article.c.published_basis, "what that date rests on, where it is an inference"),
        named("title", article.c.title, "its title"),
        named("dateline", article.c.dateline, "the city of its dateline"),
        named("language", article.c.language, "its language, BCP 47"),
        named("paragraphs", article.c.paragraphs, "how many paragraphs its text has"),
        named("facts", facts.scalar_subquery(), "facts that are cited from it"),
        named("text_attached", case((text, 1), else_=0), "1 where its text is in this database, else 0"),
        named("text_sha256", article.c.text_sha256, "SHA-256 of the normal form of its text"),
        named("same_story_as", article.c.same_story_as, "an article that tells the same wire story, as its sheet says"),
        named("sheet_sha256", article.c.sheet_sha256, "SHA-256 of what its coding sheet says"),
        named("url", article.c.url, "its address"),
    ]
    return define_view("articles", "One row for each article that was coded.", columns, article)


def define_views() -> list[View]:
    """Return the views of parties and sources; they read the views of facts and names, so those come first."""
    return [_define_countries(), _define_organizations(), _define_officials(), _define_articles()]
