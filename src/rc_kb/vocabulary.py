"""Owns the closed lists of the coding sheet and the schema, in the order in which people read them."""

from typing import Literal, get_args

VIEWS_OF_FACTS = {
    "meeting": "meetings",
    "office": "offices",
    "facility": "facilities",
    "commitment": "commitments",
    "mission": "missions",
    "figure": "figures",
    "award": "awards",
    "membership": "memberships",
    "statement": "statements",
}
"""Each kind of fact with its plural, which names the section of a sheet, the view and the command."""

ATTESTING_VIEWS = VIEWS_OF_FACTS | {"facility": "facility_statuses"}
"""The view of each kind in which every fact has a row; `facilities` has only the latest of each facility."""

FACT_KINDS = tuple(VIEWS_OF_FACTS)
NOUNS = ("countries", "organizations", "officials", *VIEWS_OF_FACTS.values(), "articles")
"""The views that have a command of their own."""

EVENTS = {
    "meeting": "meeting",
    "opening": "facility",
    "closure": "facility",
    "award": "award",
    "statement": "statement",
}
"""What a timeline lists, each with the kind of fact that reports it."""

PARTY_KINDS = ("country", "organization", "official")
SEARCHED_KINDS = (*PARTY_KINDS, "place", *FACT_KINDS, "article", "text")
"""What search finds: what has a name, facts by the coder's words, titles of articles, and paragraphs of texts."""

FacilityKind = Literal[
    "hospital",
    "clinic",
    "health_center",
    "medical_facility",
    "rehabilitation_center",
    "warehouse",
    "office",
    "camp",
    "training_center",
    "other",
]
FACILITY_KINDS: tuple[FacilityKind, ...] = get_args(FacilityKind)
FacilityStatus = Literal["operating", "planned", "under_construction", "closed", "reopening", "unknown"]
FACILITY_STATUSES: tuple[FacilityStatus, ...] = get_args(FacilityStatus)
MeetingFormat = Literal["in_person", "virtual", "phone", "unknown"]
MEETING_FORMATS: tuple[MeetingFormat, ...] = get_args(MeetingFormat)
Modality = Literal["promised", "planned", "agreed", "done", "denied"]
MODALITIES: tuple[Modality, ...] = get_args(Modality)
Decision = Literal["proposed", "accepted", "rejected", "unsure"]
Qualifier = Literal["about", "more_than", "less_than"]
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
Total = Literal["facilities", "facilities_abroad", "countries_with_facilities", "countries_helped"]
TOTALS: tuple[Total, ...] = get_args(Total)
"""What a stated total counts, where the records of the same article list it one by one."""

OrganizationKind = Literal[
    "movement",
    "component_of_movement",
    "national_society",
    "governing_body",
    "secretariat",
    "ifrc_regional_office",
    "ifrc_representation",
    "embassy",
    "government",
    "intergovernmental",
    "nongovernmental",
    "company",
    "other",
]
ORGANIZATION_KINDS: tuple[OrganizationKind, ...] = get_args(OrganizationKind)
REVIEW_COLUMNS = ("confidence", "rule", "decided_by", "decided_at", "decided_why")
"""What a fact keeps of the program that proposed it and of who accepted it: keys of the sheet and columns alike."""

KEPT_FROM_PEOPLE = ("_id", "_key", "_first", "_last", "_sha256", "_words", "ordinal")
"""Ends of the names of columns that people are not shown: programs need them, JSON has them."""

SEATS = (
    "president",
    "chair",
    "secretary_general",
    "director_general",
    "chief_executive",
    "head",
    "ambassador",
    "minister",
)
"""Offices of which an organization has one, so that two holders at one time contradict each other."""

EMBLEMS = ("red_cross", "red_crescent", "red_crystal")
REGION_LEVELS = ("region", "sub_region", "intermediate_region")
AMBIGUITY_KINDS = ("ambiguous", "needs_context", "confusable")
COUNTRY_NAME_KINDS = ("short", "common", "alternative", "demonym", "alpha_2", "alpha_3", "ambiguous")
ORGANIZATION_NAME_KINDS = ("name", "acronym", "other")
OFFICIAL_NAME_KINDS = ("name", "other")
