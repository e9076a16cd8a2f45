"""Journeys: what happens to the children of one made-up authority, from a first contact to the end of care."""
