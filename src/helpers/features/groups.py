"""Which values of coded columns are told apart in the features, and under which plain name."""

from collections.abc import Mapping
from types import MappingProxyType

Groups = Mapping[str, tuple[bool | str, ...]]

_SOURCES: Groups = {
    "family_or_public": ("1A", "1B", "1C", "1D"),
    "school_or_education": ("2A", "2B"),
    "health": ("3A", "3B", "3C", "3D", "3E", "3F"),
    "council": ("4", "5A", "5B", "5C", "5D"),
    "police": ("6",),
    "other": ("7", "8", "9", "10"),
}

COUNTED: Mapping[str, Mapping[str, Groups]] = MappingProxyType(
    {
        "contacts": {"source": _SOURCES},
        "early_help": {
            "reason_ended": {
                "goals_met": ("goals met",),
                "stepped_up": ("stepped up",),
                "family_chose_to_stop": ("family chose to stop",),
            }
        },
        "referrals": {
            "no_further_action": {"no_further_action": (True,), "acted_on": (False,)},
        },
        "assessments": {
            "support_needed": {"support_needed": (True,), "no_support_needed": (False,)},
            "child_seen": {"child_not_seen": (False,)},
        },
        "enquiries": {"conference_unneeded": {"conference_unneeded": (True,)}},
        "conferences": {"plan_made": {"plan_made": (True,)}},
        "care": {
            "reason_ended": {
                "returned_home": ("E4A", "E4B"),
                "guardianship_or_order": ("E41", "E45", "E46", "E47", "E48", "E13"),
            }
        },
        "needs": {
            "reason_ended": {
                "closed_after_assessment": ("RC8", "RC9"),
                "closed_otherwise": ("RC7",),
            }
        },
    }
)
"""Event table -> column -> group -> codes: how many rows so far fell in each group (code lists: Annex A)."""

LATEST: Mapping[str, Mapping[str, Groups]] = MappingProxyType(
    {
        "contacts": {"source": _SOURCES},
        "referrals": {"source": _SOURCES},
        "plans": {
            "first_category": {
                "neglect": ("neglect",),
                "emotional_abuse": ("emotional abuse",),
                "physical_or_sexual_abuse": ("physical abuse", "sexual abuse"),
                "multiple": ("multiple",),
            }
        },
        "care": {
            "legal_status": {
                "care_order": ("C1", "C2", "D1", "E1"),
                "agreed_with_family": ("V2",),
                "short_breaks": ("V3", "V4"),
                "protection_or_justice": ("L1", "L2", "L3", "J1", "J2", "J3"),
            },
        },
        "needs": {
            "need": {
                "abuse_or_neglect": ("N1",),
                "disability": ("N2",),
                "parents_illness_or_disability": ("N3",),
                "acute_stress": ("N4",),
                "family_dysfunction": ("N5",),
                "behaviour": ("N6",),
                "low_income_or_absent_parents": ("N7", "N8"),
            }
        },
    }
)
"""Event table -> column -> group -> codes: in which group the last row so far fell."""
