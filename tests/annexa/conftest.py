"""A made-up child's records, small enough to read, for the tests of the format."""

import pandas as pd
import pytest

from helpers.events import EventTables


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


@pytest.fixture
def one_child() -> EventTables:
    """One child from contact to being looked after, and a second who is not yet born at the first contact."""
    children = {"child_id": ["SYN-1"]}
    return EventTables(
        {
            "contacts": pd.DataFrame(
                {
                    "child_id": ["SYN-1", "SYN-2"],
                    "start": [day("2022-01-10"), day("2022-02-01")],
                    "source": ["6", "5D"],
                    "decision": pd.NA,
                }
            ),
            "referrals": pd.DataFrame(
                {
                    "child_id": "SYN-1",
                    "start": [day("2022-01-11"), day("2022-03-01"), day("2022-08-01")],
                    "source": ["6", "3A", "10"],
                    "no_further_action": [True, False, False],
                    "team": "Assessment team",
                }
            ),
            "assessments": pd.DataFrame(
                {
                    **children,
                    "start": day("2022-03-02"),
                    "end": day("2022-04-20"),
                    "child_seen": True,
                    "support_needed": False,
                    "team": "Assessment team",
                }
            ),
            "enquiries": pd.DataFrame(
                {
                    **children,
                    "start": day("2022-08-02"),
                    "conference_unneeded": False,
                    "team": "Safeguarding team",
                }
            ),
            "conferences": pd.DataFrame(
                {
                    **children,
                    "start": day("2022-08-20"),
                    "plan_made": True,
                    "enquiry_start": day("2022-08-02"),
                }
            ),
            "plans": pd.DataFrame(
                {
                    **children,
                    "start": day("2022-08-20"),
                    "end": pd.NaT,
                    "first_category": "multiple",
                    "latest_category": pd.NA,
                    "team": "Safeguarding team",
                }
            ),
            "care": pd.DataFrame(
                {
                    **children,
                    "start": day("2022-10-01"),
                    "end": pd.NaT,
                    "need": "N1",
                    "legal_status_start": day("2022-10-01"),
                    "legal_status": "L1",
                    "placement_start": day("2022-10-01"),
                    "placement_type": "U6",
                    "reason_ended": pd.NA,
                    "team": "Children we look after team",
                }
            ),
            "people": pd.DataFrame(
                {
                    "child_id": ["SYN-1", "SYN-1", "SYN-2"],
                    "start": [day("2022-01-10"), day("2022-08-02"), day("2022-02-01")],
                    "birth_date": [day("2010-05-05"), day("2010-05-05"), day("2022-12-24")],
                    "sex": ["female", "female", "not stated"],
                    "ethnicity": ["NOBT", "MWBC", "REFU"],
                    "disability": pd.array([pd.NA, True, pd.NA], dtype="boolean"),
                }
            ),
        }
    )
