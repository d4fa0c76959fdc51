"""Owns the view of each kind of fact."""

from sqlalchemy import BigInteger, case, cast, func, select

from rc_kb.store.models.facts import (
    award,
    commitment,
    figure,
    meeting,
    membership,
    mission,
    office,
    participation,
    statement,
    topic,
)
from rc_kb.store.models.sources import article, citation, fact
from rc_kb.store.views.base import (
    View,
    date_columns,
    define_fact_view,
    define_view,
    join_strings,
    name_of,
    name_of_country,
    named,
    place_columns,
)
from rc_kb.store.views.facilities import define_facilities, define_facility_statuses


def _define_meetings() -> View:
    who = func.coalesce(
        name_of(participation.c.official_id), participation.c.role, name_of(participation.c.organization_id)
    )
    country_of = name_of_country(participation.c.country_code)
    # Whom a participant stands for is shown behind the name: the organization, or else the country.
    shown = case(
        (participation.c.organization_id.is_(None), who + func.coalesce(" (" + country_of + ")", "")),
        (participation.c.official_id.is_(None) & participation.c.role.is_(None), who),
        else_=who + " (" + name_of(participation.c.organization_id) + ")",
    )
    participants = select(shown).where(participation.c.meeting_id == meeting.c.id).order_by(participation.c.ordinal)
    topics = select(topic.c.name).where(topic.c.meeting_id == meeting.c.id).order_by(topic.c.ordinal)
    columns = [
        *date_columns(meeting, "held_on", "the day of the meeting"),
        *place_columns(meeting, "where it was held"),
        named("format", meeting.c.format, "in_person, virtual, phone or unknown"),
        named("participants", join_strings(participants, "; ", within=meeting), "who took part, for whom"),
        named("topics", join_strings(topics, "; ", within=meeting), "what was talked about"),
    ]
    return define_fact_view("meetings", "One row for each meeting that an article reports.", columns, meeting)


def _define_participations() -> View:
    columns = [
        named("meeting_id", participation.c.meeting_id, "the meeting's key in meetings"),
        named("ordinal", participation.c.ordinal, "1 for the first named"),
        named("official_id", participation.c.official_id, "the official's key in officials"),
        named(
            "official",
            name_of(participation.c.official_id),
            "who took part; NULL where only the role is given",
        ),
        named("role", participation.c.role, "the role as the article gives it"),
        named("organization_id", participation.c.organization_id, "the organization's key in organizations"),
        named("organization", name_of(participation.c.organization_id), "for which organization"),
        named("country_code", participation.c.country_code, "the country represented, ISO 3166-1 alpha-2"),
        named(
            "country",
            name_of_country(participation.c.country_code),
            "the country represented; NULL for ICRC, IFRC, UN",
        ),
    ]
    return define_view("participations", "One row for each participant of a meeting.", columns, participation)


def _define_topics() -> View:
    columns = [
        named("meeting_id", topic.c.meeting_id, "the meeting's key in meetings"),
        named("ordinal", topic.c.ordinal, "1 for the first named"),
        named("topic", topic.c.name, "what was talked about"),
        named("topic_words", topic.c.name_words, "its folded words, by which it is found"),
    ]
    return define_view("topics", "One row for each topic of a meeting.", columns, topic)


def _define_offices() -> View:
    columns = [
        named("official_id", office.c.official_id, "the official's key in officials"),
        named("official", name_of(office.c.official_id), "who held the office"),
        named("title", office.c.title, "the title as the article gives it"),
        named("organization_id", office.c.organization_id, "the organization's key in organizations"),
        named("organization", name_of(office.c.organization_id), "in which organization"),
        named("country", name_of_country(office.c.country_code), "the country represented"),
        named("country_code", office.c.country_code, "the country represented, ISO 3166-1 alpha-2"),
        *date_columns(office, "valid_from", "start of the term"),
        *date_columns(office, "valid_until", "end of the term"),
        named("seat", office.c.seat, "the office that one person at a time holds, as which the title counts"),
    ]
    return define_fact_view("offices", "One row for each office that an article gives to an official.", columns, office)


def _define_commitments() -> View:
    columns = [
        named("by_id", commitment.c.by_id, "the key of who is bound"),
        named("by", name_of(commitment.c.by_id), "who is bound"),
        named("party_id", commitment.c.party_id, "the key of the party towards whom"),
        named("party", name_of(commitment.c.party_id), "towards whom"),
        named("what", commitment.c.what, "what it is, in the coder's words"),
        named("modality", commitment.c.modality, "promised, planned, agreed, done or denied"),
        named("country", name_of_country(commitment.c.country_code), "where it takes effect"),
        named("country_code", commitment.c.country_code, "where it takes effect, ISO 3166-1 alpha-2"),
    ]
    return define_fact_view("commitments", "One row for each commitment that an article reports.", columns, commitment)


def _define_missions() -> View:
    columns = [
        named("provider_id", mission.c.provider_id, "the provider's key"),
        named("provider", name_of(mission.c.provider_id), "who helped"),
        named("country", name_of_country(mission.c.country_code), "the country that was helped"),
        named("country_code", mission.c.country_code, "the country that was helped, ISO 3166-1 alpha-2"),
        named("region", mission.c.region, "the region that was helped, where the article names no country"),
        named("place_as_written", mission.c.place_as_written, "the recipient in the words of the article"),
        named("occasion", mission.c.occasion, "what the help was for"),
        *date_columns(mission, "carried_out_on", "when"),
    ]
    return define_fact_view("missions", "One row for each recipient of help across a border.", columns, mission)


def _define_figures() -> View:
    # What a double holds to the unit; more would be out of range on PostgreSQL.
    whole = cast(case((func.abs(figure.c.value) <= 2**53, figure.c.value)), BigInteger)
    columns = [
        named("subject_id", figure.c.subject_id, "the subject's key"),
        named("subject", name_of(figure.c.subject_id), "about whom"),
        named("measure", figure.c.measure, "what is counted"),
        named("measure_words", figure.c.measure_words, "the folded words of measure, by which it is found"),
        named("value", case((figure.c.value == whole, whole), else_=figure.c.value), "the number"),
        named("qualifier", figure.c.qualifier, "about, more_than or less_than; NULL where it is given as exact"),
        named("unit", figure.c.unit, "the unit"),
        named("scope", figure.c.scope, "what the number covers"),
        *date_columns(figure, "as_of", "when it held"),
        named("speaker_id", figure.c.speaker_id, "the claimant's key"),
        named("speaker", name_of(figure.c.speaker_id), "who claimed it; NULL for the article itself"),
        named("total_of", figure.c.total_of, "what the same article lists of which it is the total; NULL for others"),
    ]
    return define_fact_view("figures", "One row for each figure that is claimed about somebody.", columns, figure)


def _define_awards() -> View:
    columns = [
        named("recipient_id", award.c.recipient_id, "the recipient's key"),
        named("recipient", name_of(award.c.recipient_id), "who received it"),
        named("award", award.c.award, "what was received"),
        named("giver_id", award.c.giver_id, "the giver's key"),
        named("giver", name_of(award.c.giver_id), "who gave it"),
        *date_columns(award, "awarded_on", "when"),
    ]
    return define_fact_view("awards", "One row for each award or distinction.", columns, award)


def _define_memberships() -> View:
    columns = [
        named("member_id", membership.c.member_id, "the member's key"),
        named("member", name_of(membership.c.member_id), "who is a member"),
        named("body_id", membership.c.body_id, "the body's key"),
        named("body", name_of(membership.c.body_id), "of what"),
    ]
    return define_fact_view("memberships", "One row for each membership of a party in a body.", columns, membership)


def _define_statements() -> View:
    columns = [
        named("speaker_id", statement.c.speaker_id, "the speaker's key"),
        named("speaker", name_of(statement.c.speaker_id), "who spoke"),
        named("on_behalf_of_id", statement.c.on_behalf_of_id, "the key of the party spoken for"),
        named("on_behalf_of", name_of(statement.c.on_behalf_of_id), "for whom"),
        named("gist", statement.c.gist, "what was said, in the coder's words"),
        named("about", statement.c.about, "what it is about"),
        named("about_words", statement.c.about_words, "the folded words of about, by which it is found"),
        *date_columns(statement, "stated_on", "when"),
    ]
    return define_fact_view("statements", "One row for each statement that an article reports.", columns, statement)


def _define_citations() -> View:
    columns = [
        named("fact_id", citation.c.fact_id, "the fact's key"),
        named("kind", fact.c.kind, "the kind of fact"),
        named("ordinal", citation.c.ordinal, "1 for the first to show"),
        named("article_id", citation.c.article_id, "the article"),
        named("publisher", article.c.publisher, "who published it"),
        *date_columns(article, "published_on", "when it was published")[:3],
        named("published_basis", article.c.published_basis, "what that date rests on, where it is an inference"),
        named("paragraph", citation.c.paragraph, "paragraph of the article, from 1"),
        named(
            "start_char",
            citation.c.start_char,
            "first character in the paragraph, from 0; NULL for all of it",
        ),
        named("end_char", citation.c.end_char, "character after the last"),
        named("digest", citation.c.digest, "first 12 digits of the SHA-256 of the words"),
        named("url", article.c.url, "the article's address"),
    ]
    source = citation.join(fact, fact.c.id == citation.c.fact_id).join(article, article.c.id == citation.c.article_id)
    return define_view("citations", "One row for each place in an article that a fact rests on.", columns, source)


def define_views() -> list[View]:
    """Return the views of facts, in the order of the sheet, then what belongs to them."""
    return [
        _define_meetings(),
        _define_offices(),
        define_facilities(),
        _define_commitments(),
        _define_missions(),
        _define_figures(),
        _define_awards(),
        _define_memberships(),
        _define_statements(),
        _define_participations(),
        _define_topics(),
        define_facility_statuses(),
        _define_citations(),
    ]
