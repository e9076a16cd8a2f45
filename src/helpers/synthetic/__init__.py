"""The made-up world: families, journeys, notes and records whose truth is known because we wrote it."""
