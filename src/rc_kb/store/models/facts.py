"""Owns the tables of the facts, one for each kind; the shared key and the citations are in sources.py."""

from sqlalchemy import REAL, CheckConstraint, Column, Double, ForeignKey, ForeignKeyConstraint, Index, Integer
from sqlalchemy.schema import SchemaItem

from rc_kb.store.models.base import (
    WholeNumber,
    date_columns,
    define_table,
    key_column,
    one_of,
    subtype_items,
    text_column,
    words_column,
)
from rc_kb.vocabulary import FACILITY_KINDS, FACILITY_STATUSES, MEETING_FORMATS, MODALITIES, QUALIFIERS, SEATS, TOTALS


def _fact(kind: str) -> list[SchemaItem]:
    return subtype_items(kind, of="fact", discriminator="fact_kind")


def _refer(name: str, to: str, comment: str, *, nullable: bool = False, index: bool = True) -> Column[object]:
    """Return a column that refers to a party, an organization, an official or a country."""
    return Column(name, ForeignKey(to), nullable=nullable, index=index, comment=comment)


def _where(what: str, *, index: bool = True) -> list[SchemaItem]:
    """Return the country and the city of a fact; the city, where there is one, lies in the country."""
    return [
        _refer("country_code", "country.code", f"the country {what}", nullable=True, index=index),
        Column("place_id", ForeignKey("place.id"), index=True, comment=f"the city {what}"),
        ForeignKeyConstraint(["place_id", "country_code"], ["place.id", "place.country_code"]),
    ]


meeting = define_table(
    "meeting",
    *_fact("meeting"),
    *date_columns("held_on", "the day of the meeting"),
    *_where("where it was held"),
    text_column("format", "in_person, virtual, phone or unknown", nullable=False),
    one_of("format", MEETING_FORMATS),
    Index(None, "held_on_last"),
    comment="One row for each meeting that an article reports as having taken place.",
)

participation = define_table(
    "participation",
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, comment="the meeting"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False, comment="1 for the first named"),
    _refer("official_id", "official.id", "who took part", nullable=True, index=False),
    _refer("organization_id", "organization.id", "for which organization", nullable=True, index=False),
    text_column("role", "the role as the article gives it"),
    _refer(
        "country_code",
        "country.code",
        "the country represented; NULL for ICRC, IFRC and the UN",
        nullable=True,
        index=False,
    ),
    # With the meeting's key: the meetings of somebody are found and counted without a look at the table.
    Index(None, "official_id", "meeting_id"),
    Index(None, "organization_id", "meeting_id"),
    Index(None, "country_code", "meeting_id"),
    CheckConstraint("coalesce(official_id, organization_id) IS NOT NULL OR role IS NOT NULL", name="somebody"),
    comment="One row for each participant of a meeting.",
)

topic = define_table(
    "topic",
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True, comment="the meeting"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False, comment="1 for the first named"),
    text_column("name", "what was talked about", nullable=False),
    words_column("name"),
    comment="One row for each topic of a meeting.",
)

office = define_table(
    "office",
    *_fact("office"),
    _refer("official_id", "official.id", "who held it"),
    text_column("title", "the title as the article gives it", nullable=False),
    _refer("organization_id", "organization.id", "in which organization", nullable=True),
    _refer("country_code", "country.code", "the country represented", nullable=True),
    *date_columns("valid_from", "start of the term"),
    *date_columns("valid_until", "end of the term"),
    text_column("seat", "the office that one person at a time holds, as which the title counts; NULL for others"),
    one_of("seat", SEATS),
    comment="One row for each office that an article gives to an official.",
)

facility = define_table(
    "facility",
    *_fact("facility"),
    key_column(
        "facility_key",
        "one for each operator, country, city, name and kind, in any article",
        index=True,
    ),
    _refer("operator_id", "organization.id", "who runs it", nullable=True, index=False),
    *_where("where it stands", index=False),
    text_column("country_as_written", "the country in the words of the article"),
    text_column("name", "its own name"),
    text_column("key", "its folded name, by which it is found", index=True),
    text_column("kind", "what kind of facility it is", nullable=False),
    Column("count", WholeNumber, comment="how many there are, where the article says so; NULL is not one"),
    one_of("kind", FACILITY_KINDS),
    # With the facility's key: of its many records only that which counts is looked up.
    Index(None, "operator_id", "facility_key"),
    Index(None, "country_code", "facility_key"),
    CheckConstraint("count >= 1", name="count"),
    comment="One row for each facility that an article names: a building or service of the Movement.",
)

facility_status = define_table(
    "facility_status",
    Column("facility_id", ForeignKey("facility.id", ondelete="CASCADE"), primary_key=True, comment="the facility"),
    Column("ordinal", Integer, primary_key=True, autoincrement=False, comment="1 for what the article attests"),
    text_column("status", "whether it works", nullable=False),
    *date_columns("valid_from", "since when"),
    *date_columns("valid_until", "until when"),
    one_of("status", FACILITY_STATUSES),
    CheckConstraint("ordinal >= 1", name="counted_from_1"),
    comment="One row for each status of a facility: 1 is attested by the article, higher ones came before it.",
)

commitment = define_table(
    "commitment",
    *_fact("commitment"),
    _refer("by_id", "party.id", "who is bound"),
    _refer("party_id", "party.id", "towards whom", nullable=True, index=False),
    text_column("what", "what it is, in the coder's words", nullable=False),
    text_column("modality", "promised, planned, agreed, done or denied", nullable=False),
    _refer("country_code", "country.code", "the country where it takes effect", nullable=True),
    one_of("modality", MODALITIES),
    Index(None, "party_id", "by_id"),
    comment="One row for each commitment.",
)

mission = define_table(
    "mission",
    *_fact("mission"),
    _refer("provider_id", "party.id", "who helped"),
    _refer("country_code", "country.code", "the country that was helped", nullable=True),
    text_column("region", "the region that was helped, where the article names no country"),
    text_column("place_as_written", "the recipient in the words of the article"),
    text_column("occasion", "what the help was for"),
    *date_columns("carried_out_on", "when"),
    comment="One row for each recipient of help across a border.",
)

figure = define_table(
    "figure",
    *_fact("figure"),
    _refer("subject_id", "party.id", "about whom"),
    text_column("measure", "what is counted", nullable=False),
    words_column("measure"),
    Column("value", Double().with_variant(REAL, "sqlite"), nullable=False, comment="the number"),
    text_column("qualifier", "about, more_than or less_than; NULL where the number is given as exact"),
    text_column("unit", "the unit"),
    text_column("scope", "what the number covers"),
    *date_columns("as_of", "when it held"),
    _refer("speaker_id", "party.id", "who claimed it; NULL for the article itself", nullable=True, index=False),
    text_column("total_of", "the records of the same article that it is the total of; NULL for others"),
    one_of("qualifier", QUALIFIERS),
    one_of("total_of", TOTALS),
    Index(None, "speaker_id", "subject_id"),
    comment="One row for each figure that is claimed about somebody.",
)

award = define_table(
    "award",
    *_fact("award"),
    _refer("recipient_id", "party.id", "who received it"),
    text_column("award", "what was received", nullable=False),
    _refer("giver_id", "party.id", "who gave it", nullable=True, index=False),
    *date_columns("awarded_on", "when"),
    Index(None, "giver_id", "recipient_id"),
    comment="One row for each award or distinction.",
)

membership = define_table(
    "membership",
    *_fact("membership"),
    _refer("member_id", "party.id", "the member"),
    _refer("body_id", "party.id", "the body that it is a member of", index=False),
    Index(None, "body_id", "member_id"),
    comment="One row for each membership of a party in a body.",
)

statement = define_table(
    "statement",
    *_fact("statement"),
    _refer("speaker_id", "party.id", "who spoke"),
    _refer("on_behalf_of_id", "party.id", "for whom", nullable=True, index=False),
    text_column("gist", "what was said, in the coder's words", nullable=False),
    text_column("about", "what it is about"),
    words_column("about", nullable=True),
    *date_columns("stated_on", "when"),
    Index(None, "stated_on_last"),
    Index(None, "on_behalf_of_id", "speaker_id"),
    comment="One row for each statement.",
)
