"""Owns the questions: one function for each noun, from what was asked for to conditions on its view."""

from rc_kb.dates import EdtfDate, parse_range
from rc_kb.errors import BadDate, BadValue
from rc_kb.read.names import Match
from rc_kb.read.query import Question
from rc_kb.text import fold_words

_REPRESENTING = "SELECT id FROM parties WHERE country_code = :{0}"


def find_countries(
    *, with_facilities: bool = False, region: str | None = None, status: str | None = None, iso: bool = False
) -> Question:
    """Ask for countries: those that facts speak of, or every one of ISO 3166-1."""
    question = Question("countries", "country")
    if not iso:
        question.where("facilities > 0" if with_facilities else "facts > 0")
    elif with_facilities:
        question.where("facilities > 0")
    if region:
        question.where(":region IN (region, sub_region, intermediate_region)", f"in the region {region}", region=region)
    if status:
        question.where(
            "code IN (SELECT country_code FROM facilities WHERE status = :status)",
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
    question = Question("meetings", "held_on_last DESC NULLS LAST, published_on_last DESC NULLS LAST, id")
    for name, match in (("partner", partner), ("official", official), ("organization", organization)):
        if match:
            question.where(f"id IN ({_select_attended(name, match)})", f"with {match.name}", **_value_of(name, match))
    if topic:
        question.where(
            f"id IN (SELECT meeting_id FROM topics WHERE {_hold_words('topic')})",
            f"about {topic}",
            topic=_fold_search(topic),
        )
    _where_in(question, where)
    # A meeting that is reported was held by the day of the report.
    _where_days(question, days, "held_on", latest="published_on_last")
    return _where_article(question, article)


def find_facilities(
    *,
    where: Match | None = None,
    operator: Match | None = None,
    kind: str | None = None,
    status: str | None = None,
    article: str | None = None,
) -> Question:
    """Ask for facilities, each as last attested."""
    question = Question("facilities", "country NULLS LAST, city NULLS LAST, kind, id")
    _where_in(question, where)
    _where_party(question, "operator", operator)
    _where_equal(question, kind=kind, status=status)
    return _where_article(question, article)


def find_organizations(*, kind: str | None = None, country: Match | None = None, with_facts: bool = False) -> Question:
    """Ask for organizations, those with most facts first."""
    question = Question("organizations", "facts DESC, organization")
    if with_facts:
        question.where("facts > 0")
    _where_equal(question, kind=kind)
    return _where_country(question, country)


def find_officials(*, organization: Match | None = None, country: Match | None = None) -> Question:
    """Ask for officials, by name."""
    question = Question("officials", "official, id")
    if organization:
        question.where(
            "id IN (SELECT official_id FROM offices WHERE organization_id = :organization "
            "UNION SELECT official_id FROM participations WHERE organization_id = :organization)",
            f"of {organization.name}",
            organization=organization.id,
        )
    return _where_country(question, country)


def find_offices(
    *,
    official: Match | None = None,
    organization: Match | None = None,
    country: Match | None = None,
    article: str | None = None,
) -> Question:
    """Ask for offices, by organization and official."""
    question = Question("offices", "organization NULLS LAST, official, title, id")
    _where_party(question, "official", official)
    _where_party(question, "organization", organization)
    return _where_article(_where_country(question, country), article)


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
    _where_party(question, "by", by)
    _where_party(question, "party", party)
    _where_equal(question, modality=modality)
    _where_in(question, where)
    return _where_article(question, article)


def find_missions(
    *,
    to: Match | None = None,
    by: Match | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for missions, by recipient."""
    question = Question("missions", "country NULLS LAST, region NULLS LAST, occasion, id")
    _where_in(question, to)
    _where_party(question, "provider", by)
    _where_days(question, days, "carried_out_on", latest="published_on_last")
    return _where_article(question, article)


def find_figures(*, subject: Match | None = None, measure: str | None = None, article: str | None = None) -> Question:
    """Ask for figures, by subject and measure."""
    question = Question("figures", "subject, measure, published_on_last DESC NULLS LAST, id")
    _where_party(question, "subject", subject)
    _where_text(question, "measure", measure)
    return _where_article(question, article)


def find_awards(
    *,
    recipient: Match | None = None,
    giver: Match | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for awards, the latest first."""
    question = Question("awards", "awarded_on_last DESC NULLS LAST, award, id")
    _where_party(question, "recipient", recipient)
    _where_party(question, "giver", giver)
    _where_days(question, days, "awarded_on", latest="published_on_last")
    return _where_article(question, article)


def find_memberships(*, member: Match | None = None, body: Match | None = None, article: str | None = None) -> Question:
    """Ask for memberships, by body and member."""
    question = Question("memberships", "body, member, id")
    _where_party(question, "member", member)
    _where_party(question, "body", body)
    return _where_article(question, article)


def find_statements(
    *,
    speaker: Match | None = None,
    about: str | None = None,
    days: EdtfDate | None = None,
    article: str | None = None,
) -> Question:
    """Ask for statements, the latest first."""
    question = Question("statements", "stated_on_last DESC NULLS LAST, published_on_last DESC NULLS LAST, id")
    _where_party(question, "speaker", speaker)
    _where_text(question, "about", about)
    _where_days(question, days, "stated_on", latest="published_on_last")
    return _where_article(question, article)


def find_articles(*, publisher: str | None = None, days: EdtfDate | None = None) -> Question:
    """Ask for articles, the latest first."""
    question = Question("articles", "published_on_last DESC NULLS LAST, id")
    _where_text(question, "publisher", publisher)
    _where_days(question, days, "published_on")
    return question


def limit_days(since: str | None, until: str | None) -> EdtfDate | None:
    """Return the days that --since and --until leave; a range given to either bounds both ends."""
    if since is None and until is None:
        return None
    bounds = [(parse_range(text), is_since) for text, is_since in ((since, True), (until, False)) if text is not None]
    firsts = [days.first for days, is_since in bounds if days.first and (is_since or _is_range(days.text))]
    lasts = [days.last for days, is_since in bounds if days.last and (not is_since or _is_range(days.text))]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first and last and first > last:
        raise BadDate(f"no day is both since {first} and until {last}: turn the range round.")
    return EdtfDate("..".join(filter(None, (since, until))), first, last)


def _is_range(text: str) -> bool:
    return "/" in text or (".." in text and text[:1] not in "[{")


def _select_attended(name: str, match: Match) -> str:
    """Return the select of the meetings that a country, organization or official attended."""
    if match.kind != "country":
        return f"SELECT meeting_id FROM participations WHERE {match.kind}_id = :{name}"
    return (
        f"SELECT meeting_id FROM participations WHERE country_code = :{name}\n"
        f"    UNION SELECT meeting_id FROM participations WHERE organization_id IN ({_REPRESENTING.format(name)})"
    )


def _value_of(name: str, match: Match) -> dict[str, str | int | None]:
    return {name: match.country_code if match.kind == "country" else match.id}


def _where_party(question: Question, name: str, match: Match | None) -> None:
    """Ask for a party in one role; a country stands for its organizations and officials too."""
    if match is None:
        return
    condition = f"{name}_id IN ({_REPRESENTING.format(name)})" if match.kind == "country" else f"{name}_id = :{name}"
    question.where(condition, f"{name} {match.name}", **_value_of(name, match))


def _where_in(question: Question, where: Match | None) -> None:
    if where is None:
        return
    column = "country_code" if where.kind == "country" else "place_id"
    question.where(f"{column} = :where", f"in {where.name}", **_value_of("where", where))


def _where_country(question: Question, country: Match | None) -> Question:
    if country:
        question.where("country_code = :country", f"of {country.name}", country=country.country_code)
    return question


def _where_equal(question: Question, **values: str | None) -> None:
    for name, value in values.items():
        if value:
            question.where(f"{name} = :{name}", f"{name} {value}", **{name: value})


def _where_text(question: Question, column: str, text: str | None) -> None:
    """Ask for a column in which some words, or beginnings of words, stand one after the other."""
    if text:
        question.where(_hold_words(column), f"{column} {text}", **{column: _fold_search(text)})


def _hold_words(column: str) -> str:
    return f"' ' || {column}_words LIKE '% ' || :{column} || '%'"


def _fold_search(text: str) -> str:
    words = fold_words(text)
    if not words:
        raise BadValue(f"{text!r} holds no letter and no digit to look for.")
    return words


def _where_days(question: Question, days: EdtfDate | None, name: str, latest: str | None = None) -> None:
    """Ask for what may have been on some days; where a bound is not known, any day may be."""
    if days is None:
        return
    last = f"coalesce({name}_last, {latest}, '9999-12-31')" if latest else f"coalesce({name}_last, '9999-12-31')"
    if days.first:
        question.where(f"{last} >= :since", f"since {days.first}", since=days.first)
    if days.last:
        question.where(f"coalesce({name}_first, '0001-01-01') <= :until", f"until {days.last}", until=days.last)


def _where_article(question: Question, article: str | None) -> Question:
    if article:
        question.where("article_id = :article", f"in the article {article}", article=article)
    return question
