"""Owns the closed lists of the coding sheet and the schema, in the order in which people read them."""

FACT_KINDS = (
    "meeting",
    "office",
    "facility",
    "commitment",
    "mission",
    "figure",
    "award",
    "membership",
    "statement",
)
PARTY_KINDS = ("country", "organization", "official")
FACILITY_KINDS = (
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
)
FACILITY_STATUSES = ("operating", "planned", "under_construction", "closed", "reopening", "unknown")
MEETING_FORMATS = ("in_person", "virtual", "phone", "unknown")
MODALITIES = ("promised", "planned", "agreed", "done", "denied")
DECISIONS = ("proposed", "accepted", "rejected", "unsure")
QUALIFIERS = ("about", "more_than", "less_than")
ORGANIZATION_KINDS = (
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
)
EMBLEMS = ("red_cross", "red_crescent", "red_crystal")
REGION_LEVELS = ("region", "sub_region", "intermediate_region")
AMBIGUITY_KINDS = ("ambiguous", "needs_context", "confusable")
COUNTRY_NAME_KINDS = ("short", "common", "alternative", "demonym", "alpha_2", "alpha_3", "ambiguous")
ORGANIZATION_NAME_KINDS = ("name", "acronym", "other")
OFFICIAL_NAME_KINDS = ("name", "other")
