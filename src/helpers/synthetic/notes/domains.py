"""What a note can speak of: concerns, strengths, and nothing else. Levels run from 0 (none) to 3 (strong)."""

CONCERNS = (
    "domestic_abuse",
    "substance_use",
    "parental_mental_health",
    "daily_care",
    "exploitation",
    "attendance",
    "housing_and_money",
    "childs_wellbeing",
)
STRENGTHS = ("kin_and_friends", "engagement", "school_or_nursery")
HIGHEST_LEVEL = 3
DOMAINS = (*CONCERNS, *STRENGTHS)
"""All subjects, in the order of every array."""
