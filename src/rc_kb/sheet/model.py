"""Owns what a coding sheet may hold: its keys, their types and closed lists. Reads no file and no database.

docs/sheet.md is written from it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr, model_validator

from rc_kb.sheet.fields import (
    Address,
    Count,
    CountryCode,
    Date,
    Digest,
    Language,
    Name,
    Offset,
    Paragraph,
    Sha256,
    Slug,
    Text,
)
from rc_kb.text import fold_key
from rc_kb.vocabulary import (
    Decision,
    FacilityKind,
    FacilityStatus,
    MeetingFormat,
    Modality,
    OrganizationKind,
    Qualifier,
    Total,
)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class Cite(_Record):
    """Where a fact stands: a paragraph, counted from 1, and the characters in it, from 0, end excluded.

    The digest of the words lets them be found again in a text that has changed.
    """

    paragraph: Paragraph
    start: Offset | None = None
    end: Offset | None = None
    digest: Digest | None = None

    @model_validator(mode="before")
    @classmethod
    def _read_number(cls, value: Any) -> Any:
        if isinstance(value, dict | Cite):
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return {"paragraph": value}
        raise ValueError("expected the number of a paragraph")

    @model_validator(mode="after")
    def _check_span(self) -> "Cite":
        if (self.start is None) != (self.end is None):
            raise ValueError("must give start and end together")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError("must end after it starts")
        return self


def _read_cites(value: object) -> object:
    return value if isinstance(value, list) else [value]


class Fact(_Record):
    """What every kind of fact has: its citations, the basis of what is inferred, and a reviewer's decision."""

    cite: Annotated[list[Cite], BeforeValidator(_read_cites), Field(min_length=1)]
    basis: Text | None = None
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    rule: Text | None = None
    decision: Decision = "accepted"
    decided_by: Text | None = None
    decided_at: Text | None = None
    decided_why: Text | None = None


class Participant(_Record):
    """Who took part in a meeting, and the country represented (none for ICRC, IFRC and the UN)."""

    name: Name | None = None
    role: Text | None = None
    organization: Name | None = None
    country: CountryCode | None = None

    @model_validator(mode="after")
    def _check_somebody(self) -> "Participant":
        if self.name is None and self.organization is None and self.role is None:
            raise ValueError("must give a name, a role or an organization")
        return self


class Meeting(Fact):
    """A meeting that the article reports as having taken place."""

    date: Date | None = None
    date_as_written: Text | None = None
    city: Name | None = None
    country: CountryCode | None = None
    format: MeetingFormat = "unknown"
    participants: Annotated[list[Participant], Field(min_length=2)]
    topics: list[Text] = []

    @model_validator(mode="after")
    def _check_participants(self) -> "Meeting":
        names = [fold_key(who.name) for who in self.participants if who.name]
        if len(set(names)) < len(names):
            raise ValueError("must not have the same participant twice")
        return self


class Office(Fact):
    """An office that an official held."""

    official: Name
    title: Text
    organization: Name | None = None
    country: CountryCode | None = None
    from_: Annotated[Date | None, Field(alias="from")] = None
    from_as_written: Text | None = None
    until: Date | None = None
    until_as_written: Text | None = None


class EarlierStatus(_Record):
    """A status that a facility had before the one that the article attests."""

    status: FacilityStatus
    from_: Annotated[Date | None, Field(alias="from")] = None
    from_as_written: Text | None = None
    until: Date | None = None
    until_as_written: Text | None = None


class Facility(Fact):
    """A building or service of the Movement, and the status that the article attests."""

    operator: Name | None = None
    country: CountryCode | None = None
    country_as_written: Text | None = None
    city: Name | None = None
    name: Name | None = None
    kind: FacilityKind
    status: FacilityStatus
    count: Count | None = None
    from_: Annotated[Date | None, Field(alias="from")] = None
    from_as_written: Text | None = None
    earlier: list[EarlierStatus] = []

    @model_validator(mode="after")
    def _check_somewhere(self) -> "Facility":
        if not (self.operator or self.country or self.country_as_written or self.city or self.name):
            raise ValueError("must give an operator, a place or a name")
        return self


class Commitment(Fact):
    """What somebody promised, planned, agreed, did or denied."""

    by: Name
    party: Name | None = None
    what: Text
    modality: Modality
    country: CountryCode | None = None


class Mission(Fact):
    """Help across a border, given or announced."""

    provider: Name
    country: CountryCode | None = None
    region: Text | None = None
    place_as_written: Text | None = None
    occasion: Text | None = None
    date: Date | None = None
    date_as_written: Text | None = None

    @model_validator(mode="after")
    def _check_recipient(self) -> "Mission":
        if not (self.country or self.region or self.place_as_written):
            raise ValueError("must give a country, a region or place_as_written")
        if self.country and self.region:
            raise ValueError("must give a country or a region, not both")
        return self


class Figure(Fact):
    """A number that is claimed about somebody, with what it counts."""

    subject: Name
    measure: Text
    value: Annotated[float, Field(strict=True, allow_inf_nan=False)]
    qualifier: Qualifier | None = None
    unit: Text | None = None
    scope: Text | None = None
    as_of: Date | None = None
    as_of_as_written: Text | None = None
    speaker: Name | None = None
    total_of: Total | None = None


class Award(Fact):
    """An award or a distinction that somebody received."""

    recipient: Name
    award: Text
    giver: Name | None = None
    year: Date | None = None
    year_as_written: Text | None = None


class Membership(Fact):
    """That one party is a member of a body."""

    member: Name
    body: Name


class Statement(Fact):
    """What somebody said, in the coder's own words; without a gist it is only a proposal."""

    speaker: Name
    on_behalf_of: Name | None = None
    gist: Text | None = None
    about: Text | None = None
    date: Date | None = None
    date_as_written: Text | None = None

    @model_validator(mode="after")
    def _check_gist(self) -> "Statement":
        if self.gist is None and self.decision == "accepted":
            raise ValueError("must have a gist once it is accepted: say in your own words what was said")
        return self


class Article(_Record):
    """The article that the sheet codes; a sheet is loaded only with its publisher."""

    id: Slug
    publisher: Name | None = None
    url: Address | None = None
    title: Text | None = None
    published: Date | None = None
    published_as_written: Text | None = None
    published_basis: Text | None = None
    dateline: Text | None = None
    language: Language | None = None
    paragraphs: Annotated[int, Field(ge=1, strict=True)] | None = None
    text_sha256: Sha256 | None = None
    paragraph_digests: list[Digest] | None = None
    same_story_as: Slug | None = None

    @model_validator(mode="after")
    def _check_paragraphs(self) -> "Article":
        if self.paragraph_digests is not None and self.paragraphs is None:
            raise ValueError("must give paragraphs with paragraph_digests")
        if self.paragraph_digests is not None and len(self.paragraph_digests) != self.paragraphs:
            raise ValueError(f"must give one of paragraph_digests for each of the {self.paragraphs} paragraphs")
        if self.same_story_as == self.id:
            raise ValueError("must not tell the same story as itself")
        return self


class DescribedOrganization(_Record):
    """An organization that the reference data does not know, or further names of one that it does."""

    name: Name
    kind: OrganizationKind | None = None
    country: CountryCode | None = None
    other_names: list[Name] = []


class DescribedOfficial(_Record):
    """A person whom the article names, with the country represented and further spellings of the name."""

    name: Name
    country: CountryCode | None = None
    other_names: list[Name] = []


class Sheet(_Record):
    """One article with every fact that was coded from it."""

    article: Article
    organizations: list[DescribedOrganization] = []
    officials: list[DescribedOfficial] = []
    meetings: list[Meeting] = []
    offices: list[Office] = []
    facilities: list[Facility] = []
    commitments: list[Commitment] = []
    missions: list[Mission] = []
    figures: list[Figure] = []
    awards: list[Award] = []
    memberships: list[Membership] = []
    statements: list[Statement] = []

    _lines: dict[tuple[str | int, ...], int] = PrivateAttr(default_factory=dict)
    _file_sha256: str | None = PrivateAttr(default=None)

    @property
    def file_sha256(self) -> str | None:
        """Return the SHA-256 of the bytes that the sheet was read from; None where it was read from none."""
        return self._file_sha256

    def locate(self, section: str, index: int, *key: str) -> str:
        """Return where a record, or a key of it, stands in its file, as errors say it: line and path of keys."""
        line = self._lines.get((section, index, *key), self._lines.get(()))
        path = ".".join((f"{section}[{index + 1}]", *key))
        return path if line is None else f"line {line}: {path}"

    def locate_article(self, key: str) -> str:
        """Return where a key of the article stands, or the article where that is missing, as errors say it."""
        line = next((self._lines[path] for path in (("article", key), ("article",), ()) if path in self._lines), None)
        return f"article.{key}" if line is None else f"line {line}: article.{key}"

    def remember_file(self, lines: dict[tuple[str | int, ...], int], file_sha256: str) -> "Sheet":
        """Take over the lines of the file that the sheet was read from, and the SHA-256 of its bytes."""
        self._lines = lines
        self._file_sha256 = file_sha256
        return self
