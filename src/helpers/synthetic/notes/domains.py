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

THEMES = (
    ("domestic_abuse", "substance_use", "parental_mental_health"),
    ("daily_care", "housing_and_money"),
    ("childs_wellbeing", "attendance", "school_or_nursery", "exploitation"),
    ("kin_and_friends", "engagement"),
)
"""Subjects that belong together: the adults, the home, the child, and those around them."""
